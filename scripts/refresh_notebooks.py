"""Run the committed notebooks again in a fresh kernel and store their outputs.

What is stored holds no run times, no paths and no version of Python, so that a diff shows only
what changed. Use: python scripts/refresh_notebooks.py [notebook ...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat

from workshop_analysis.engine.run import CellFailed, run_notebook

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
OURS = {"tags", "slideshow", "jupyter"}  # the cell metadata that people set


def normalised(notebook: Any) -> Any:
    """Give the notebook with only the metadata that says something on another machine."""
    report = {key: value for key, value in notebook.metadata.items() if key == "title"}
    notebook.metadata = nbformat.from_dict(
        {**report, "kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    for cell in notebook.cells:
        kept = {key: value for key, value in sorted(cell.metadata.items()) if key in OURS}
        cell.metadata = nbformat.from_dict(kept)
    return notebook


def refresh(path: Path) -> str:
    """Run one notebook and store it; say whether that changed the file."""
    before = path.read_text(encoding="utf-8")
    notebook = normalised(run_notebook(path, parameters={}, engine="kernel"))
    after = nbformat.writes(notebook).rstrip("\n") + "\n"
    path.write_text(after, encoding="utf-8")
    return f"{path.name}: {'veranderd' if after != before else 'gelijk gebleven'}"


def main(arguments: list[str]) -> int:
    """Refresh the named notebooks, or all of them."""
    paths = [Path(argument) for argument in arguments] or sorted(NOTEBOOKS.glob("*.ipynb"))
    try:
        for path in paths:
            print(refresh(path), flush=True)
    except CellFailed as failed:
        print(f"{path.name}: {failed}. Het bestand is niet veranderd.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
