"""The commands about one session folder: check it, and publish its report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import FAULTS, Refused

if TYPE_CHECKING:
    from workshop_analysis.checks import SessionError
    from workshop_analysis.engine.run import CellFailed
    from workshop_analysis.report.publish import Publication

Folder = Annotated[
    Path,
    typer.Argument(metavar="MAP", help="De map van de sessie, zoals data/workshop_12nov."),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        metavar="MAP",
        help="Waar het rapport komt te staan. Anders in de map reports.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    Literal["inprocess", "kernel"],
    typer.Option(
        "--engine",
        metavar="MOTOR",
        help="Wat het notebook uitvoert: inprocess (snel, de gewone keuze) of kernel.",
        show_default=False,
    ),
]


def check(folder: Folder) -> None:
    """Kijk een sessiemap na en noem alle fouten in één keer.

    Er wordt niets geschreven. Elke fout zegt het bestand, de rij, de kolom en wat u eraan doet.
    """
    path = session_folder(folder)
    from workshop_analysis.commands.remarks import read_all, remarks
    from workshop_analysis.commands.waiting import said_when_slow

    with faults_refused(path), said_when_slow(f"'{path}' nakijken"):
        workshop, baseline = read_all(path)
    from workshop_analysis.commands.summary import summary

    more = remarks(workshop, baseline=baseline)
    print("\n".join([summary(workshop), *more]))


def report(
    folder: Folder, output: Output = Path("reports"), engine: EngineOption = "inprocess"
) -> None:
    """Maak het rapport van een sessie: HTML, PDF en figuren.

    Eerst wordt de map nagekeken, zoals check dat doet; bij een fout wordt niets geschreven.
    """
    path = session_folder(folder)
    from workshop_analysis.commands.steps import shown_steps
    from workshop_analysis.report.publish import STEPS, publish

    with faults_refused(path), shown_steps(STEPS) as progress:
        publication = publish(path, output=output, engine=engine, progress=progress)
    print(published(publication))


@contextmanager
def faults_refused(*folders: Path) -> Iterator[None]:
    """Turn what is wrong with the data, the notebook or the output folder into a refusal."""
    from workshop_analysis.checks import SessionError
    from workshop_analysis.engine.run import CellFailed, NotebookError, RunBroken
    from workshop_analysis.report.blocks import ReportError
    from workshop_analysis.report.shelf import OutputRefused

    try:
        yield
    except SessionError as error:
        raise Refused(faults_found(error, folders=folders), status=FAULTS) from error
    except CellFailed as error:
        raise Refused(_cell_failed(error), status=FAULTS) from error
    except ReportError as error:
        raise Refused(_not_reportable(error.faults), status=FAULTS) from error
    except (NotebookError, RunBroken) as error:
        raise Refused(str(error), status=FAULTS) from error
    except OutputRefused as error:
        raise Refused(str(error)) from error


def faults_found(error: SessionError, *, folders: tuple[Path, ...]) -> str:
    """Return the list of everything that is wrong with one folder or more."""
    lines = str(error).splitlines()
    count = "1 fout" if len(lines) == 1 else f"{len(lines)} fouten"
    listed = "\n".join(f"- {line}" for line in lines)
    where = " en ".join(f"'{folder}'" for folder in folders)
    return f"{count} in {where}:\n{listed}\nEr is niets geschreven."


def _cell_failed(error: CellFailed) -> str:
    kept = "Het half uitgevoerde notebook kon niet worden bewaard."
    if error.kept is not None:
        kept = (
            f"Het half uitgevoerde notebook staat in '{error.kept}': open het in JupyterLab om te "
            "zien wat er gebeurde. Publiceer het niet: er kunnen bijdragen in staan."
        )
    return f"{error}.\n{kept} Er is geen rapport gemaakt."


def _not_reportable(faults: tuple[str, ...]) -> str:
    listed = "\n".join(f"- {fault}" for fault in faults)
    return f"Van het notebook kan geen rapport gemaakt worden:\n{listed}\nEr is niets geschreven."


def published(publication: Publication, *, what: str = "Het rapport") -> str:
    """Return where everything of a publication stands, one thing a line."""
    files = [publication.html, publication.pdf, publication.manifest]
    figures = [file for file in publication.figures if file.suffix == ".svg"]
    listed = [f"- {file}" for file in files]
    if figures:
        count = "1 figuur" if len(figures) == 1 else f"{len(figures)} figuren"
        listed.append(f"- {figures[0].parent}: {count} als SVG en PNG, met de tekst erbij")
    notices = [f"Let op: {notice}" for notice in publication.notices]
    return "\n".join([f"{what} is klaar:", *listed, *notices])
