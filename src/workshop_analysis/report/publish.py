"""A session folder → its publication: HTML, PDF, figures, manifest, all of them or none."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from workshop_analysis.engine.notebooks import (
    Json,
    NotebookError,
    light_nbformat,
    without_parameters,
)
from workshop_analysis.engine.run import CellFailed, Engine, start_notebook
from workshop_analysis.report.shelf import Shelf
from workshop_analysis.terms import Evidence

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Folder

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

    `parameters` go to the notebook beside the session folder; `baseline` is the folder of the
    session that this one is laid beside, if any.
    """

    folder: Path
    output: Path
    notebook: Path
    engine: Engine = "inprocess"
    parameters: Mapping[str, object] = field(default_factory=dict)
    baseline: Path | None = None

    @property
    def beside(self) -> str:
        """The end of each file name that says which session this one is laid beside, if any."""
        return "" if self.baseline is None else f"-naast-{self.baseline.resolve().name}"


@dataclass(frozen=True)
class Publication:
    """Where the publication stands, and what the check had to say of the data."""

    html: Path
    pdf: Path
    manifest: Path
    figures: tuple[Path, ...]
    notices: tuple[str, ...]


def publish(
    folder: Path | str,
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
    edition = edition_of(folder, output=output, engine=engine)
    return publish_edition(edition, progress=progress)


def edition_of(
    folder: Path | str,
    *,
    output: Path | str,
    engine: Engine = "inprocess",
    baseline: Path | str | None = None,
) -> Edition:
    """Return the report of a session, told by the notebook of its kind.

    A published list has one notebook; a session with contributions has another, with a part that
    lays it beside the baseline when one is given.
    """
    path, beside = Path(folder), None if baseline is None else Path(baseline)
    if _evidence(path) != Evidence.CONTRIBUTIONS:
        return Edition(path, Path(output), own_notebook("rapport.ipynb"), engine)
    notebook = own_notebook("rapport_sessie.ipynb")
    seen = {"baseline": None if beside is None else _from(notebook, to=beside)}
    return Edition(path, Path(output), notebook, engine, seen, beside)


def _evidence(folder: Path) -> object:
    """Return what the session says to rest on; None where that cannot be read: the check tells."""
    try:
        return tomllib.loads((folder / "session.toml").read_text("utf-8-sig")).get("evidence")
    except (OSError, ValueError):
        return None


def publish_edition(edition: Edition, *, progress: Progress) -> Publication:
    """Publish one edition, as `publish` does for the report."""
    from workshop_analysis.folder.workshop import read_folder

    progress(CHECK, 0)
    content = read_folder(edition.folder)
    shelf = Shelf(edition.output)
    shelf.open()
    name = stem(content, edition=edition)
    notebook = _executed(edition, progress=progress, failed=f"{name}.mislukt.ipynb")
    files = _files(notebook, edition=edition, content=content, progress=progress)
    progress(WRITE, 0)
    files |= _manifest(edition, content=content, files=files)
    placed = shelf.place(files, manifest=f"{name}.manifest.json")
    html, pdf, *figures, manifest = placed
    return Publication(html, pdf, manifest, tuple(figures), content.notices)


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


def stem(content: Folder, *, edition: Edition) -> str:
    """Return the name that every file of an edition begins with."""
    return f"{_stamp(content)}rapport-{content.session.key}{edition.beside}"


def _stamp(content: Folder) -> str:
    return "VOORBEELD-" if content.session.example else ""


def _executed(edition: Edition, *, progress: Progress, failed: str) -> Json:
    """Return the executed notebook; a half-run one is kept in the output folder."""
    progress(RUN, 0)
    parameters = {"folder": _from(edition.notebook, to=edition.folder), **edition.parameters}
    try:
        with start_notebook(
            edition.notebook,
            parameters=parameters,
            engine=edition.engine,
            on_cell=lambda number, total: progress(RUN, (number - 1) / total),
        ) as run:
            _import_exporters()
            return run.plain_result()
    except CellFailed as error:
        light_nbformat().write(error.notebook, edition.output / failed)
        error.kept = edition.output / failed
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


def _files(
    notebook: Json, *, edition: Edition, content: Folder, progress: Progress
) -> dict[str, bytes]:
    """Return the publication's files by name: HTML, PDF, then the figures."""
    from workshop_analysis.report.document import read_document
    from workshop_analysis.report.figure_files import figure_files
    from workshop_analysis.report.page import render_html
    from workshop_analysis.report.press import print_pdf
    from workshop_analysis.style import read_style

    style, name = read_style(), stem(content, edition=edition)
    progress(HTML, 0)
    document = read_document(without_parameters(notebook))
    files = {f"{name}.html": render_html(document, style=style).encode()}
    progress(PDF, 0)
    files[f"{name}.pdf"] = print_pdf(document, style=style)
    progress(FIGURES, 0)
    figures = figure_files(document, style=style, stamp=_stamp(content))
    folder = f"figuren/{content.session.key}{edition.beside}"
    return files | {f"{folder}/{each}": figures[each] for each in figures}


def _manifest(edition: Edition, *, content: Folder, files: dict[str, bytes]) -> dict[str, bytes]:
    from workshop_analysis.report.manifest import manifest_bytes

    inputs = {**content.hashes, **_more_inputs(edition)}
    manifest = manifest_bytes(
        content.session, inputs=inputs, notebook=edition.notebook, outputs=files
    )
    return {f"{stem(content, edition=edition)}.manifest.json": manifest}


def _more_inputs(edition: Edition) -> dict[str, str]:
    """Return the sha256 of what was read beside the session's own files, by name."""
    from workshop_analysis.folder.workshop import read_folder
    from workshop_analysis.report.manifest import sha256

    own = [path for stem in BESIDE for path in sorted(edition.folder.glob(f"{stem}.*"))]
    found = {path.name: sha256(path.read_bytes()) for path in own if path.is_file()}
    if edition.baseline is None:
        return found
    then = read_folder(edition.baseline)
    return found | {f"{then.session.key}/{name}": then.hashes[name] for name in then.hashes}


BESIDE = ("crosswalk", "opvolging")
"""Tables of a session folder that only a report with a comparison reads, without their ending."""
