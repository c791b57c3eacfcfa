"""The command that makes the folder of a new session, ready to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import FAULTS, Refused

if TYPE_CHECKING:
    from workshop_analysis.folder.new import NewSession
    from workshop_analysis.folder.workshop import Workshop

Name = Annotated[
    Path,
    typer.Argument(
        metavar="NAAM",
        help="Hoe de map gaat heten, zoals 2026-03-17-leeratelier: de datum voorop, dan waar het "
        "over gaat. De map komt in data, of waar u een pad opgeeft.",
    ),
]
Baseline = Annotated[
    Path,
    typer.Option(
        "--baseline",
        metavar="MAP",
        help="De nulmeting waar de sessie later naast komt, zoals data/workshop_12nov. Altijd "
        "nodig.",
        show_default=False,
    ),
]
WHAT = {
    "session.toml": "waar, wanneer, met wie en met welke vraag; vul dit voor de sessie in",
    "bijdragen.xlsx": "elke bijdrage op een eigen rij, en later de codes",
    "codebook.toml": "de codes en rode draden, om te beginnen die van de nulmeting",
    "begeleidersblad.html": "om af te drukken en mee te nemen: open het met een dubbelklik",
    "README.md": "de uitleg van deze map",
    ".gitignore": "houdt wat mensen zeiden buiten versiebeheer",
    "beleidskompas.toml": "het kader: de vragen staan er, de antwoorden vult u in",
    "beslisboom.toml": "een kopie van de beslisboom van de nulmeting",
}


def new(name: Name, baseline: Baseline) -> None:
    """Zet de map van een nieuwe sessie klaar, om in te vullen.

    Er komt een spreadsheet in, een blad voor de begeleider en het codeboek van de nulmeting. Wat
    er al staat, wordt nooit overschreven.
    """
    old = session_folder(baseline)
    place = _place(name)
    from workshop_analysis.checks import SessionError
    from workshop_analysis.folder.new import new_session

    try:
        made = new_session(place, baseline=old)
    except SessionError as error:
        listed = "\n".join(f"- {line}" for line in str(error).splitlines())
        raise Refused(f"De map '{place}' is niet klaargezet:\n{listed}", status=FAULTS) from error
    print("\n".join([*_made(made), *_tied(made.baseline), *_next(place)]))


def _place(name: Path) -> Path:
    """Return where the folder comes: a bare name goes to `data`, where there is such a folder."""
    bare = len(name.parts) == 1 and Path("data").is_dir()
    return Path("data") / name if bare else name


def _made(made: NewSession) -> list[str]:
    files = [f"- {file.name}: {WHAT[file.name]}" for file in made.files]
    return [f"De map '{made.folder}' staat klaar:", *files]


def _tied(old: Workshop) -> list[str]:
    session = old.session
    tied = f"Nulmeting: {session.title} ({session.key}), met codeboek {old.codebook.version}."
    if session.question is not None:
        return [tied, f"De vraag was daar: {session.question}"]
    unknown = (
        "Let op: van de nulmeting is de precieze vraag niet bekend. Een verschil kan dus ook door "
        "de vraag komen."
    )
    return [tied, unknown]


def _next(folder: Path) -> list[str]:
    return [
        "Wat u nu doet:",
        f"1. Vul {folder / 'session.toml'} in, de vraag voorop.",
        "2. Kijk wat zo'n sessie kan laten zien, bijvoorbeeld: workshop-analysis plan 45 --tables "
        "8",
        f"3. Vul tijdens of na de sessie {folder / 'bijdragen.xlsx'} in.",
        f"4. Kijk de map na: workshop-analysis check {folder}",
    ]
