"""A notebook on disk: read without its outputs, its parameters put where papermill puts them."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
PARAMETERS, INJECTED = "parameters", "injected-parameters"  # papermill's names for these tags


class NotebookError(Exception):
    """The notebook cannot be run at all; says why and what to do."""


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
    place = next((at for at, cell in enumerate(cells) if PARAMETERS in tags_of(cell)), None)
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


def without_parameters(notebook: Json) -> Json:
    """Return the notebook with the cells that stand on disk, so that its cells count the same."""
    cells = [cell for cell in notebook["cells"] if INJECTED not in tags_of(cell)]
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


def tags_of(cell: Json) -> list[str]:
    """Return the tags of a cell; none when it has no such list."""
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def is_run(cell: Json) -> bool:
    """Tell whether an engine runs this cell: code, not empty, not tagged to be skipped."""
    is_code = cell["cell_type"] == "code" and cell["source"].strip() != ""
    return is_code and "skip-execution" not in tags_of(cell)
