"""A notebook, executed: by default inside this process, or by a kernel, with the same outputs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from workshop_analysis.engine.execution import CellFailed, Job, OnCell, Run, RunBroken
from workshop_analysis.engine.notebooks import NotebookError, read_notebook, with_parameters

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = [
    "CellFailed",
    "Engine",
    "NotebookError",
    "RunBroken",
    "run_notebook",
    "start_notebook",
]

Engine: TypeAlias = Literal["inprocess", "kernel"]


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
    if engine == "kernel" or _in_a_notebook():
        from workshop_analysis.engine.kernel import KernelRun

        return KernelRun(job)
    from workshop_analysis.engine.inprocess import start

    return start(job)


def _in_a_notebook() -> bool:
    """Tell whether this process is itself a notebook's: IPython has one shell in a process."""
    shells = sys.modules.get("IPython.core.interactiveshell")
    return shells is not None and shells.InteractiveShell.initialized()
