"""The notebooks are essays with small cells; the numbers they store are the ones they compute."""

from __future__ import annotations

import ast
import copy
import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from validators import ABSOLUTE_PATH, REPOSITORY

from workshop_analysis.display.mime import EVERY, FRONT, HEADING, TEXT

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
STRICT = "# NBVAL_CHECK_OUTPUT"
LAST_SECTIONS = ["Wat dit niet zegt", "Herkomst"]
FIRST_CELL = {
    "voor wie het is": r"\bvoor wie\b|\bis voor\b",
    "uit welke gegevens": r"\bgegevens\b",
    "wat het niet kan zeggen": r"\bniet\b",
}
MACHINE = "/" + "home/"
NEVER_STRICT = re.compile(r"\b[0-9a-f]{64}\b|\b\d+\.\d+\.\d+\b")


def code_cells(notebook: Any) -> list[Any]:
    """Give the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def lines_of(cell: Any) -> list[str]:
    """Give the lines of code of a cell: what is not blank and not a word to nbval."""
    lines = [line.strip() for line in cell.source.splitlines()]
    return [line for line in lines if line and not line.startswith("# NBVAL")]


def headings(notebook: Any) -> list[tuple[int, int, str]]:
    """Give each markdown heading as cell number, level and text; code blocks have none."""
    found = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            prose = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
            rows = re.findall(r"^(#+) +(.+?) *$", prose, flags=re.MULTILINE)
            found += [(number, len(marks), text) for marks, text in rows]
        for output in cell.get("outputs", []):
            if HEADING in output.get("data", {}):
                shown = output["data"][HEADING]
                found.append((number, shown["level"], shown["text"]))
    return found


def words(text: str) -> int:
    """Count the words of a text."""
    return len(re.findall(r"\w[\w’'-]*", text))


def rendered(notebook: Any) -> str:
    """Give every sentence that a cell rendered from a table."""
    bundles = [output.get("data", {}) for cell in code_cells(notebook) for output in cell.outputs]
    parts = [part for bundle in bundles if TEXT in bundle for part in bundle[TEXT]["parts"]]
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def prose_words(notebook: Any) -> int:
    """Count the words a reader reads: typed ones and rendered ones."""
    typed = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return sum(words(text) for text in [*typed, rendered(notebook)])


def texts(value: Any) -> Iterator[str]:
    """Give every text anywhere in a notebook, outputs and metadata included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts(item))


def is_report(notebook: Any) -> bool:
    """Whether this notebook is the publication: only that has a front page."""
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    return any(FRONT in output.get("data", {}) for output in outputs)


def size_faults(notebook: Any) -> Iterator[str]:
    """Give what is too long."""
    sizes = sorted(len(lines_of(cell)) for cell in code_cells(notebook))
    if len(notebook.cells) > 45:
        yield f"{len(notebook.cells)} cellen, hoogstens 45"
    if statistics.median(sizes) > 3:
        yield f"de middelste codecel heeft {statistics.median(sizes):g} regels, hoogstens 3"
    if len(sizes) > 1 and statistics.quantiles(sizes, n=10, method="inclusive")[8] > 8:
        yield "meer dan een op de tien codecellen heeft meer dan 8 regels"
    if sizes[-1] > 15:
        yield f"een codecel heeft {sizes[-1]} regels, hoogstens 15"
    wanted, read = (10 if is_report(notebook) else 4), prose_words(notebook)
    if read < wanted * sum(sizes):
        yield f"{read} woorden bij {sum(sizes)} regels code, minstens {wanted} per regel"


def story_faults(notebook: Any) -> Iterator[str]:
    """Give what is missing from the story."""
    found = headings(notebook)
    titles = [number for number, level, _ in found if level == 1]
    if titles[:1] != [1] or len(titles) != (2 if is_report(notebook) else 1):
        yield "niet precies één titel (#), in de eerste cel"
    elif not found[0][2].endswith("?"):
        yield "de titel is geen vraag"
    first = notebook.cells[0].source.lower()
    for what, pattern in FIRST_CELL.items():
        if not re.search(pattern, first):
            yield f"de eerste cel zegt niet {what}"
    sections = [text for _, level, text in found if level == 2]
    if sections[-2:] != LAST_SECTIONS:
        yield f"de laatste kopjes zijn niet {LAST_SECTIONS}"


def code_faults(notebook: Any) -> Iterator[str]:
    """Give what a notebook leaves to modules."""
    for number, cell in enumerate(code_cells(notebook), start=1):
        tree = ast.parse(re.sub(r"^[%!].*$", "", cell.source, flags=re.MULTILINE))
        defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        if any(isinstance(node, defined) for node in ast.walk(tree)):
            yield f"codecel {number} maakt een functie of klasse"


def output_faults(notebook: Any) -> Iterator[str]:
    """Give what is wrong with what is stored."""
    cells = code_cells(notebook)
    if [cell.execution_count for cell in cells] != list(range(1, len(cells) + 1)):
        yield "de tellers lopen niet van 1 tot het aantal codecellen"
    if not any(cell.outputs for cell in cells):
        yield "er is geen uitvoer bewaard"
    for number, cell in enumerate(cells, start=1):
        if any(output.get("name") == "stderr" for output in cell.outputs):
            yield f"codecel {number} heeft waarschuwingen in de uitvoer"
        if any(output.output_type == "error" for output in cell.outputs):
            yield f"codecel {number} heeft een fout in de uitvoer"
        stray = [output for output in cell.outputs if not set(EVERY) & set(output.get("data", {}))]
        if len(cell.outputs) > 1 and stray:
            yield f"codecel {number} heeft {len(cell.outputs)} uitvoeren die niet bij elkaar horen"


def file_faults(notebook: Any) -> Iterator[str]:
    """Give what ties the file to one machine."""
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "de kernel heet niet python3"
    for path in sorted({path for text in texts(notebook) for path in ABSOLUTE_PATH.findall(text)}):
        yield f"een absoluut pad: {path}"
    if any("execution" in cell.metadata for cell in notebook.cells):
        yield "er staan looptijden in de cellen"


def strict_faults(notebook: Any) -> Iterator[str]:
    """Give which published numbers nbval does not guard, and which outputs it should not."""
    strict = [cell for cell in code_cells(notebook) if STRICT in cell.source]
    if not strict:
        yield f"geen cel met {STRICT}"
    for cell in strict:
        number = code_cells(notebook).index(cell) + 1
        if not cell.outputs:
            yield f"codecel {number} bewaakt uitvoer die er niet is"
        if NEVER_STRICT.search(json.dumps(cell.outputs)):
            yield f"codecel {number} bewaakt een versie of een hash"


def faults(notebook: Any) -> list[str]:
    """Give every way in which a notebook breaks the house style."""
    checks = (size_faults, story_faults, code_faults, output_faults, file_faults, strict_faults)
    return [fault for check in checks for fault in check(notebook)]


def markdown(text: str) -> Any:
    """Give a markdown cell."""
    return nbformat.v4.new_markdown_cell(text)


def code(source: str, count: int, *, text: str | None = None) -> Any:
    """Give a code cell that ran, with its plain output."""
    data = {"text/plain": text}
    outputs = [] if text is None else [nbformat.v4.new_output("execute_result", data=data)]
    return nbformat.v4.new_code_cell(source, execution_count=count, outputs=outputs)


@pytest.fixture
def good() -> Any:
    """Give a small notebook that keeps to the house style."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [
        markdown("# Hoeveel uitspraken zijn er?\n\nDit is voor onderzoekers, met gegevens van de "
                 "workshop. Het zegt niet wie wat zei."),
        code("uitspraken = 9 + 9", 1),
        markdown("## Er zijn achttien uitspraken\n\nWij tellen iedere uitspraak één keer mee."),
        code(f"{STRICT}\nuitspraken", 2, text="18"),
        markdown("## Wat dit niet zegt\n\nHoe vaak iets genoemd is."),
        markdown("## Herkomst\n\nDe gepubliceerde uitkomsten."),
    ]  # fmt: skip
    return notebook


def test_a_good_notebook_has_no_faults(good: Any) -> None:
    assert faults(good) == []


BREAK: dict[str, Callable[[Any], object]] = {
    "46 cellen, hoogstens 45": lambda n: n.cells.extend(
        markdown("Meer.") for _ in range(40)
    ),
    "de middelste codecel heeft 4 regels, hoogstens 3": lambda n: lengthen(n, 4, 4),
    "meer dan een op de tien codecellen heeft meer dan 8 regels": lambda n: lengthen(n, 1, 12),
    "een codecel heeft 16 regels, hoogstens 15": lambda n: lengthen(n, 1, 16),
    "43 woorden bij 12 regels code, minstens 4 per regel": lambda n: lengthen(n, 2, 10),
    "niet precies één titel (#), in de eerste cel": lambda n: n.cells.append(markdown("# Nog een")),
    "de titel is geen vraag": lambda n: retype(n, 0, "zijn er?", "er zijn"),
    "de eerste cel zegt niet voor wie het is": lambda n: retype(n, 0, "voor", "van"),
    "de eerste cel zegt niet uit welke gegevens": lambda n: retype(n, 0, "gegevens", "cijfers"),
    "de eerste cel zegt niet wat het niet kan zeggen": lambda n: retype(n, 0, "niet", "wel"),
    f"de laatste kopjes zijn niet {LAST_SECTIONS}": lambda n: n.cells.pop(),
    "codecel 1 maakt een functie of klasse": lambda n: retype(n, 1, "9 + 9", "lambda: 18"),
    "de tellers lopen niet van 1 tot het aantal codecellen": lambda n: n.cells[3].update(
        execution_count=7
    ),
    "er is geen uitvoer bewaard": lambda n: n.cells[3].update(outputs=[]),
    "codecel 2 heeft waarschuwingen in de uitvoer": lambda n: n.cells[3].update(
        outputs=[nbformat.v4.new_output("stream", name="stderr", text="FutureWarning")]
    ),
    "codecel 2 heeft een fout in de uitvoer": lambda n: n.cells[3].update(
        outputs=[nbformat.v4.new_output("error", ename="ValueError", evalue="nee")]
    ),
    "codecel 2 heeft 2 uitvoeren die niet bij elkaar horen": lambda n: n.cells[3].update(
        outputs=n.cells[3].outputs * 2
    ),
    "de kernel heet niet python3": lambda n: n.metadata.kernelspec.update(name="mijn-kernel"),
    f"een absoluut pad: {MACHINE}": lambda n: retype(n, 1, "9 + 9", f"open('{MACHINE}data.csv')"),
    "er staan looptijden in de cellen": lambda n: n.cells[1].metadata.update(execution={}),
    f"geen cel met {STRICT}": lambda n: retype(n, 3, STRICT, "# niets"),
    "codecel 2 bewaakt uitvoer die er niet is": lambda n: n.cells[3].update(outputs=[]),
    "codecel 2 bewaakt een versie of een hash": lambda n: n.cells[3].outputs[0].data.update(
        {"text/plain": "pandas 3.1.1"}
    ),
}  # fmt: skip


def retype(notebook: Any, cell: int, old: str, new: str) -> None:
    """Change a word in a cell."""
    assert old in notebook.cells[cell].source
    notebook.cells[cell].source = notebook.cells[cell].source.replace(old, new)


def lengthen(notebook: Any, first: int, second: int) -> None:
    """Give the two code cells so many lines."""
    for cell, lines in zip(code_cells(notebook), (first, second), strict=True):
        cell.source = "\n".join([STRICT, *["uitspraken"] * lines])


@pytest.mark.parametrize("fault", BREAK)
def test_each_break_with_the_house_style_is_seen(good: Any, fault: str) -> None:
    broken = copy.deepcopy(good)
    BREAK[fault](broken)
    assert fault in faults(broken)


def test_the_notebooks_of_the_road_are_there() -> None:
    names = {path.stem for path in NOTEBOOKS}
    assert {"01_uitkomsten", "02_rode_draden", "rapport"} <= names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_to_the_house_style(path: Path) -> None:
    assert faults(nbformat.read(path, as_version=4)) == []


def nbval(folder: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    """Run the notebooks in a fresh kernel and compare what they store with what they give."""
    options = ["--nbval-lax", "--nbval-current-env", "-p", "no:cacheprovider", "--quiet"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", folder, "-c", "/dev/null", *paths],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.slow
def test_each_notebook_gives_again_the_numbers_that_it_stores(repository: Path) -> None:
    done = nbval(repository / "notebooks", *NOTEBOOKS)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^\d+ passed", done.stdout.splitlines()[-1]), done.stdout


@pytest.mark.slow
def test_a_stored_number_that_is_not_computed_is_seen(repository: Path, tmp_path: Path) -> None:
    for folder in ("notebooks", "data"):
        shutil.copytree(repository / folder, tmp_path / folder)
    path = tmp_path / "notebooks" / "01_uitkomsten.ipynb"
    notebook = nbformat.read(path, as_version=4)
    changed = falsify(next(cell for cell in code_cells(notebook) if STRICT in cell.source))
    nbformat.write(notebook, path)
    done = nbval(tmp_path / "notebooks", path)
    assert done.returncode == 1, done.stdout
    assert changed in done.stdout


def falsify(cell: Any) -> str:
    """Change the first number that a cell stores in each of its forms; give the changed text."""
    [output] = cell.outputs
    wrong = re.sub(r"\d+", "987", output.data["text/plain"], count=1)
    assert wrong != output.data["text/plain"], "de cel bewaart geen getal"
    output.data["text/plain"] = wrong
    return "987"
