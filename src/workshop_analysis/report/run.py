"""A notebook, executed: by default inside this process, or by a kernel, with the same outputs."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from nbformat import NotebookNode

Json: TypeAlias = dict[str, Any]
Engine: TypeAlias = Literal["inprocess", "kernel"]
OnCell: TypeAlias = Callable[[int, int], None]
PARAMETERS, INJECTED = "parameters", "injected-parameters"  # papermill's names for these tags


class NotebookError(Exception):
    """The notebook cannot be run at all; says why and what to do."""


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
        """Return the executed notebook; the same input gives the same notebook.

        Raises CellFailed with the half-run notebook.
        """
        execution = self.execution()
        nbformat = light_nbformat()
        notebook: NotebookNode = nbformat.from_dict(
            _without_places(execution.notebook, folder=self.job.folder)
        )
        nbformat.validate(notebook)
        if execution.failed is not None:
            raise CellFailed(_failed_cell(notebook, execution.failed), notebook)
        return notebook


def run_notebook(
    path: Path,
    *,
    parameters: Mapping[str, object],
    engine: Engine = "inprocess",
    on_cell: OnCell = lambda number, total: None,
) -> NotebookNode:
    """Return the executed notebook: every output new, no clock and no absolute path in it.

    Raises NotebookError when it cannot be run at all, CellFailed when a cell stops it.
    """
    with start_notebook(path, parameters=parameters, engine=engine, on_cell=on_cell) as run:
        return run.result()


def start_notebook(
    path: Path, *, parameters: Mapping[str, object], engine: Engine, on_cell: OnCell
) -> Run:
    """Return the notebook's run, to be entered; where it can it goes on beside this process."""
    notebook = with_parameters(read_notebook(path), parameters, name=path.name)
    job = Job(notebook, path.parent.resolve(), on_cell)
    if engine == "kernel":
        from workshop_analysis.report.kernel import KernelRun

        return KernelRun(job)
    from workshop_analysis.report.inprocess import start

    return start(job)


def without_parameters(notebook: Json) -> Json:
    """Return the notebook with the cells that stand on disk, so that its cells count the same."""
    cells = [cell for cell in notebook["cells"] if INJECTED not in _tags(cell)]
    return notebook | {"cells": cells}


def light_nbformat() -> ModuleType:
    """Return nbformat, imported without the grammar that costs more than all the rest together.

    nbformat imports jsonschema, which imports rfc3987_syntax where JupyterLab has installed it,
    which builds a grammar for 1.5 s. jsonschema does without when the package is not installed;
    nothing in a notebook's schema uses it.
    """
    absent = "rfc3987_syntax" not in sys.modules
    if absent:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import nbformat
    finally:
        if absent:
            del sys.modules["rfc3987_syntax"]
    return nbformat


def read_notebook(path: Path) -> Json:
    """Return the notebook on disk without the outputs of an earlier run."""
    try:
        notebook: Json = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotebookError(
            f"Het notebook '{path.name}' is niet te lezen: het is geen geldig notebookbestand. "
            "Zet een goede versie terug en probeer het opnieuw."
        ) from error
    if notebook.get("nbformat") != 4:
        raise NotebookError(
            f"Het notebook '{path.name}' heeft een oud formaat. "
            "Open het in JupyterLab, sla het op en probeer het opnieuw."
        )
    return notebook | {"cells": [_unrun(cell) for cell in notebook["cells"]]}


def _unrun(cell: Json) -> Json:
    cell = cell | {"source": "".join(cell["source"])}
    if cell["cell_type"] == "code":
        return cell | {"outputs": [], "execution_count": None}
    return cell


def with_parameters(notebook: Json, parameters: Mapping[str, object], *, name: str) -> Json:
    """Return the notebook with the parameters in a cell of their own, after its defaults.

    Raises NotebookError when the cell tagged `parameters` is missing or lacks one of the names.
    """
    if not parameters:
        return notebook
    cells = [*without_parameters(notebook)["cells"]]
    place = next((at for at, cell in enumerate(cells) if PARAMETERS in _tags(cell)), None)
    if place is None:
        raise NotebookError(
            f"Het notebook '{name}' heeft geen cel met het label '{PARAMETERS}'. "
            "Geef de cel met de instellingen dat label en probeer het opnieuw."
        )
    _check_names(cells[place], parameters, name=name)
    cells.insert(place + 1, _injected(parameters, notebook))
    return notebook | {"cells": cells}


def _check_names(cell: Json, parameters: Mapping[str, object], *, name: str) -> None:
    known = {
        node.id
        for node in ast.walk(ast.parse(cell["source"]))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    unknown = [parameter for parameter in parameters if parameter not in known]
    if unknown:
        raise NotebookError(
            f"Het notebook '{name}' kent de instelling '{unknown[0]}' niet. "
            f"De cel met het label '{PARAMETERS}' noemt: {', '.join(sorted(known)) or 'niets'}."
        )


def _injected(parameters: Mapping[str, object], notebook: Json) -> Json:
    lines = ["# Parameters", *(f"{name} = {value!r}" for name, value in parameters.items())]
    cell: Json = {
        "cell_type": "code",
        "metadata": {"tags": [INJECTED]},
        "source": "\n".join(lines),
        "outputs": [],
        "execution_count": None,
    }
    # A made-up id would differ from run to run; before format 4.5 a cell has none.
    return cell | {"id": INJECTED} if notebook.get("nbformat_minor", 0) >= 5 else cell


def _tags(cell: Json) -> list[str]:
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def _failed_cell(notebook: NotebookNode, failed: int) -> FailedCell:
    cells = notebook.cells
    on_disk = [place for place, cell in enumerate(cells) if INJECTED not in _tags(cell)]
    error = next(each for each in reversed(cells[failed].outputs) if each.output_type == "error")
    return FailedCell(
        number=sum(place <= failed for place in on_disk),
        total=len(on_disk),
        source=cells[failed].source,
        ename=error.ename,
        evalue=error.evalue,
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
