"""Leaf of the engines: what they are given, what they give back, and how a notebook can fail."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from workshop_analysis.engine.notebooks import INJECTED, Json, light_nbformat, tags_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

OnCell: TypeAlias = Callable[[int, int], None]


class RunBroken(Exception):
    """The process that ran the notebook ended without an answer."""


class CellFailed(Exception):
    """A cell stopped the notebook; keeps the notebook as far as it had run.

    `kept` is the file in which that notebook stands; missing while it is in no file.
    """

    def __init__(self, cell: FailedCell, notebook: NotebookNode) -> None:
        self.cell, self.notebook = cell, notebook
        self.kept: Path | None = None
        super().__init__(str(cell))


@dataclass(frozen=True)
class FailedCell:
    """The cell that stopped a notebook, and the error.

    `number` counts the cells of the notebook on disk from 1, text cells included.
    """

    number: int
    total: int
    source: str
    ename: str
    evalue: str

    def __str__(self) -> str:
        """Say which cell, and the error on one line."""
        error = f"{self.ename}: {' '.join(self.evalue.split())}".rstrip(": ")
        place = f"Cel {self.number} van {self.total} (van boven geteld, elke cel telt mee)"
        return f"{place}, die begint met '{self.first_line}', is mislukt: {error}"

    @property
    def first_line(self) -> str:
        """The first line that is no comment: what a person looks for in the notebook."""
        lines = [line.strip() for line in self.source.splitlines() if line.strip()]
        return next((line for line in lines if not line.startswith(("#", "%"))), lines[0])


@dataclass(frozen=True)
class Job:
    """A notebook to run, the folder it runs in, and who hears of each code cell that begins."""

    notebook: Json
    folder: Path
    on_cell: OnCell


@dataclass(frozen=True)
class Execution:
    """A notebook after its run.

    `failed` is the place, among all cells, of the cell that stopped it; missing when none did.
    """

    notebook: Json
    failed: int | None = None


class Run:
    """A notebook that is to run; `result` gives it with its outputs."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __enter__(self) -> Run:
        """Begin, where the notebook can run beside this process."""
        return self

    def __exit__(self, *reason: object) -> None:
        """Leave nothing running."""

    def execution(self) -> Execution:
        """Return the notebook as far as it ran."""
        raise NotImplementedError

    def result(self) -> NotebookNode:
        """Return the executed notebook, checked against nbformat's schema.

        Raises CellFailed with the half-run notebook.
        """
        nbformat = light_nbformat()
        notebook: NotebookNode = nbformat.from_dict(self.plain_result())
        nbformat.validate(notebook)
        return notebook

    def plain_result(self) -> Json:
        """Return the executed notebook as plain data; the same input gives the same notebook.

        Raises CellFailed with the half-run notebook.
        """
        execution = self.execution()
        notebook = _without_places(execution.notebook, folder=self.job.folder)
        if execution.failed is not None:
            raise CellFailed(
                _failed_cell(notebook, execution.failed), light_nbformat().from_dict(notebook)
            )
        return notebook


def _failed_cell(notebook: Json, failed: int) -> FailedCell:
    cells = notebook["cells"]
    on_disk = [place for place, cell in enumerate(cells) if INJECTED not in tags_of(cell)]
    outputs = reversed(cells[failed]["outputs"])
    error = next(output for output in outputs if output["output_type"] == "error")
    return FailedCell(
        number=sum(place <= failed for place in on_disk),
        total=len(on_disk),
        source=cells[failed]["source"],
        ename=error["ename"],
        evalue=error["evalue"],
    )


def _without_places(notebook: Json, *, folder: Path) -> Json:
    """Return the notebook without the places of this machine in its streams and errors."""
    roots = sorted(_roots(folder), key=len, reverse=True)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if output["output_type"] in ("stream", "error"):
                output.update(_placeless(output, roots))
    return notebook


def _roots(folder: Path) -> set[str]:
    package = Path(__file__).parents[2]
    places = {str(folder), str(package), *sysconfig.get_paths().values()}
    home = str(Path.home())
    shortened = {place.replace(home, "~", 1) for place in places if place.startswith(home)}
    return {place + os.sep for place in places | shortened}


def _placeless(value: Any, roots: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _placeless(each, roots) for key, each in value.items()}
    if isinstance(value, list):
        return [_placeless(each, roots) for each in value]
    if not isinstance(value, str):
        return value
    for root in roots:
        value = value.replace(root, "")
    # The file names that IPython and a kernel invent for the text of a cell.
    return re.sub(r"<ipython-input-[-\w]+>|(\S*ipykernel_\d+[/\\])?\b\d{5,}\.py", "<cel>", value)
