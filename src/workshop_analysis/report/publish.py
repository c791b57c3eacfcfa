"""A session folder → its publication: HTML, PDF, figures, manifest, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from workshop_analysis.engine.notebooks import (
    Json,
    NotebookError,
    light_nbformat,
    without_parameters,
)
from workshop_analysis.engine.run import CellFailed, Engine, start_notebook
from workshop_analysis.folder.workshop import Workshop, handed_on, read_workshop
from workshop_analysis.report.shelf import Shelf
from workshop_analysis.terms import Evidence

CHECK, RUN, HTML, PDF, FIGURES, WRITE = STEPS = (
    "Controleren",
    "Notebook uitvoeren",
    "HTML maken",
    "PDF maken",
    "Figuren maken",
    "Wegschrijven",
)
Progress: TypeAlias = Callable[[str, float], None]


@dataclass(frozen=True)
class Edition:
    """What is to be published: which session, told by which notebook, put in which folder.

    `baseline` is the session that this one is laid beside, if any.
    """

    workshop: Workshop
    output: Path
    notebook: Path
    engine: Engine = "inprocess"
    baseline: Workshop | None = None

    @property
    def name(self) -> str:
        """The name of the session and, if there is one, of the session it is laid beside."""
        beside = "" if self.baseline is None else f"-naast-{self.baseline.place.resolve().name}"
        return f"{self.workshop.session.key}{beside}"

    @property
    def stamp(self) -> str:
        """What every file name of made-up data begins with."""
        return "VOORBEELD-" if self.workshop.session.example else ""

    @property
    def stem(self) -> str:
        """The name that every file of the edition begins with."""
        return f"{self.stamp}rapport-{self.name}"

    @property
    def inputs(self) -> dict[str, str]:
        """The sha256 of every file that was read, the baseline's as `<key>/<name>`."""
        own, then = self.workshop.certified, self.baseline
        if then is None:
            return own
        return own | {f"{then.session.key}/{name}": sha for name, sha in then.certified.items()}

    @property
    def parameters(self) -> dict[str, object]:
        """What the notebook is told: where the folders stand, and in which state they were read."""
        folder = _from(self.notebook, to=self.workshop.place)
        told: dict[str, object] = {"folder": folder, "state": self.workshop.state}
        if self.workshop.session.evidence is not Evidence.CONTRIBUTIONS:
            return told
        then = self.baseline
        return told | {
            "baseline": None if then is None else _from(self.notebook, to=then.place),
            "baseline_state": None if then is None else then.state,
        }


@dataclass(frozen=True)
class Publication:
    """Where the publication stands, and what the check had to say of the data."""

    html: Path
    pdf: Path
    manifest: Path
    figures: tuple[Path, ...]
    notices: tuple[str, ...]


def publish(
    place: Path | str,
    *,
    output: Path | str,
    engine: Engine = "inprocess",
    progress: Progress = lambda step, part: None,
) -> Publication:
    """Publish the report of a session folder in the output folder, and return where it stands.

    `progress` hears each step that begins, with the part of it that is done (0 to 1).

    Raises
    ------
    SessionError
        With every fault of the folder; then nothing was written.
    CellFailed
        When the notebook stops; its half-run copy stands in the output folder.
    ReportError
        When the notebook holds what a report cannot carry; then nothing was written.
    OutputRefused
        When the output folder cannot be written, or holds files that are not ours.
    """
    progress(CHECK, 0)
    workshop = read_workshop(place)
    return publish_edition(edition_of(workshop, output=output, engine=engine), progress=progress)


def edition_of(
    workshop: Workshop,
    *,
    output: Path | str,
    engine: Engine = "inprocess",
    baseline: Workshop | None = None,
) -> Edition:
    """Return the report of a session, told by the notebook of its kind.

    A published list has one notebook; a session with contributions has another, with a part that
    lays it beside the baseline when one is given.
    """
    published = workshop.session.evidence is not Evidence.CONTRIBUTIONS
    name = "rapport.ipynb" if published else "rapport_sessie.ipynb"
    beside = None if published else baseline
    return Edition(workshop, Path(output), own_notebook(name), engine, beside)


def publish_edition(edition: Edition, *, progress: Progress) -> Publication:
    """Publish one edition, as `publish` does for the report.

    The road from here: the notebook counts what was read and tells it in chapters, the document
    is what it told, and the pages are the document in each form.
    """
    progress(CHECK, 0)
    shelf = Shelf(edition.output)
    shelf.open()
    told = _executed(edition, progress=progress)
    files = _files(told, edition=edition, progress=progress)
    progress(WRITE, 0)
    manifest = f"{edition.stem}.manifest.json"
    files |= {manifest: _manifest(edition, files)}
    html, pdf, *figures, last = shelf.place(files, manifest=manifest)
    return Publication(html, pdf, last, tuple(figures), edition.workshop.notices)


def own_notebook(name: str) -> Path:
    """Return a notebook of this project: from the checkout, else the copy in the package.

    Raises NotebookError when neither is there.
    """
    checkout = Path(__file__).parents[3]
    beside = checkout / "notebooks" / name
    if (checkout / "pyproject.toml").is_file() and beside.is_file():
        return beside
    packed = Path(__file__).with_name(name)
    if not packed.is_file():
        raise NotebookError(
            f"Het notebook '{name}' ontbreekt in deze installatie. "
            "Installeer workshop-analysis opnieuw."
        )
    return packed


def _executed(edition: Edition, *, progress: Progress) -> Json:
    """Return the executed notebook; a half-run one is kept in the output folder."""
    progress(RUN, 0)
    try:
        with (
            handed_on(edition.workshop, edition.baseline),
            start_notebook(
                edition.notebook,
                parameters=edition.parameters,
                engine=edition.engine,
                on_cell=lambda number, total: progress(RUN, (number - 1) / total),
            ) as run,
        ):
            _import_exporters()
            return run.plain_result()
    except CellFailed as error:
        kept = edition.output / f"{edition.stem}.mislukt.ipynb"
        light_nbformat().write(error.notebook, kept)
        error.kept = kept
        raise


def _from(notebook: Path, *, to: Path) -> str:
    """Return the folder as the notebook sees it; the same wherever both stand together."""
    try:
        relative = os.path.relpath(to.resolve(), notebook.resolve().parent)
    except ValueError:  # on another drive
        relative = str(to.resolve())
    return Path(relative).as_posix()


def _import_exporters() -> None:
    """Import, while the notebook runs elsewhere, what its result will need."""
    import pikepdf  # noqa: F401
    import typst  # noqa: F401

    from workshop_analysis.report import document, figure_files, page, press  # noqa: F401


def _files(told: Json, *, edition: Edition, progress: Progress) -> dict[str, bytes]:
    """Return the publication's files by name: HTML, PDF, then the figures."""
    from workshop_analysis.report.document import read_document
    from workshop_analysis.report.figure_files import figure_files
    from workshop_analysis.report.page import render_html
    from workshop_analysis.report.press import print_pdf
    from workshop_analysis.report.typed_numbers import folder_literals
    from workshop_analysis.style import read_style

    style = read_style()
    progress(HTML, 0)
    literals = folder_literals(edition.workshop, edition.baseline)
    document = read_document(without_parameters(told), literals=literals)
    files = {f"{edition.stem}.html": render_html(document, style=style).encode()}
    progress(PDF, 0)
    files[f"{edition.stem}.pdf"] = print_pdf(document, style=style)
    progress(FIGURES, 0)
    figures = figure_files(document, style=style, stamp=edition.stamp)
    return files | {f"figuren/{edition.name}/{each}": figures[each] for each in figures}


def _manifest(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    from workshop_analysis.report.manifest import manifest_bytes

    workshop, notebook = edition.workshop, edition.notebook
    session = replace(workshop.session, publication=workshop.publication)
    return manifest_bytes(session, inputs=edition.inputs, notebook=notebook, outputs=files)
