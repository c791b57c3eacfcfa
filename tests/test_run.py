"""A notebook runs in the process or in a kernel, and both give the same notebook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workshop_analysis.engine import inprocess
from workshop_analysis.engine.notebooks import light_nbformat, without_parameters
from workshop_analysis.engine.run import CellFailed, NotebookError, RunBroken, run_notebook

Json = dict[str, Any]
WARNING = "import warnings\nwarnings.warn('pas op')"
EVERYTHING = (
    "x = 1\nx",
    "print('een'); print('twee')\n'drie'",
    "import sys\nprint('a'); print('fout', file=sys.stderr); print('b')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 4]);",
    "%matplotlib inline\nfig, ax = plt.subplots()\nax.bar(['p', 'q'], [2, 3])\nplt.show()\n'na'",
    "plt.rcParams['figure.figsize'] = 2, 2\nplt.figure()\nplt.plot([3, 1]);",
    "import pandas as pd\npd.DataFrame({f'kolom met lange naam {n}': range(80) for n in range(9)})",
    "from IPython.display import HTML, Markdown, display, clear_output\ndisplay(Markdown('*ja*'))",
    "shown = display(HTML('<b>een</b>'), display_id=True)\nshown.update(HTML('<b>twee</b>'))",
    "shown.update(HTML('<b>drie</b>'))",
    "print('weg')\nclear_output(wait=True)\nprint('blijft')\nNone",
    "print('blijft staan')\nclear_output(wait=True)",
    "print('eerst', file=sys.stderr); print('daarna')",
    "for n in range(3): print(n, end='\\r')",
    "class Shown:\n    def _repr_mimebundle_(self, **_):\n"
    "        return {'application/vnd.workshop-analysis.table+json': {'rows': (1, None, 'é')},\n"
    "                'text/plain': 'tabel'}, {'bron': {'n': 1}}\nShown()",
    "Shown();",
    "!echo uit de schil",
    WARNING,
    "from pathlib import Path\nPath.cwd().name, Path('naast.txt').read_text()",
    "await __import__('asyncio').sleep(0, 'gewacht')",
    "_, Out[1]",
    "",
)
NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
FAILING = (
    "1 / 0",
    "x = = 2",
    "raise SystemExit(3)",
    "%load_ext bestaat_niet",
    "import bestaat_niet",
)


def notebook(folder: Path, *cells: str | Json) -> Path:
    """A notebook in a file; each cell is its source or what differs from a plain code cell."""
    made = [{"id": f"c{at}", "metadata": {}} | as_cell(cell) for at, cell in enumerate(cells)]
    path = folder / "klein.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    whole = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def as_cell(cell: str | Json) -> Json:
    if isinstance(cell, dict) and "cell_type" in cell:
        return cell
    plain = {"cell_type": "code", "outputs": [], "execution_count": None}
    return plain | (cell if isinstance(cell, dict) else {"source": cell})


def tagged(tag: str, source: str) -> Json:
    return {"source": source, "metadata": {"tags": [tag]}}


def outputs(path: Path, **options: Any) -> list[list[Json]]:
    cells = run_notebook(path, parameters={}, **options).cells
    return [cell.outputs for cell in cells]


def parameters_and(source: str) -> tuple[Json, str]:
    return tagged("parameters", "folder = '../data'"), source


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    (tmp_path / "naast.txt").write_text("hier", encoding="utf-8")
    return notebook(tmp_path, *EVERYTHING, *(tagged("raises-exception", each) for each in FAILING))


def test_both_engines_give_the_same_notebook_output_by_output(everything: Path) -> None:
    fast, slow = (in_a_process_of_its_own(everything, engine) for engine in ("inprocess", "kernel"))
    for one, other in zip(fast["cells"], slow["cells"], strict=True):
        assert one == other
    assert fast == slow


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_both_engines_give_the_same_notebook_of_this_project(path: Path) -> None:
    fast, slow = (in_a_process_of_its_own(path, engine) for engine in ("inprocess", "kernel"))
    assert any(cell.get("outputs") for cell in fast["cells"])
    for one, other in zip(fast["cells"], slow["cells"], strict=True):
        assert one == other
    assert fast == slow


def test_that_comparison_sees_every_kind_of_output(everything: Path) -> None:
    shown = [output for cell in outputs(everything) for output in cell]
    assert {output["output_type"] for output in shown} == {
        *("execute_result", "display_data", "stream", "error")
    }
    assert sum("image/png" in output.get("data", {}) for output in shown) == 3
    assert sum("_repr_html_" in str(output) or "text/html" in str(output) for output in shown) >= 2


def in_a_process_of_its_own(path: Path, engine: str) -> Json:
    """The executed notebook of a fresh Python, whose warnings are not pytest's."""
    code = (
        "import json, sys; from pathlib import Path; "
        "from workshop_analysis.engine.run import run_notebook; "
        "print(json.dumps(run_notebook(Path(sys.argv[1]), parameters={}, engine=sys.argv[2])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path, engine], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return dict(json.loads(done.stdout))


@pytest.mark.filterwarnings("ignore:pas op", "ignore:To exit")
def test_without_fork_a_second_notebook_still_has_its_figures(
    everything: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forked = run_notebook(everything, parameters={})
    monkeypatch.setattr(inprocess, "CAN_FORK", False)
    first, second = (run_notebook(everything, parameters={}) for _ in range(2))
    for run in (forked, first, second):
        run.cells = [cell for cell in run.cells if "warn" not in str(cell)]  # pytest keeps those
    assert first.cells == forked.cells
    assert second.cells == forked.cells


def test_text_of_a_program_that_a_cell_starts_is_caught_too(tmp_path: Path) -> None:
    # A kernel catches it too, but by chance before or after the cell's own result.
    program = "import subprocess\nsubprocess.run(['echo', 'van buiten']).returncode"
    shown = outputs(notebook(tmp_path, "print('een')", program))[1]
    assert [output.get("text") for output in shown] == ["van buiten\n", None]


def test_without_fork_the_process_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib as mpl
    import pandas as pd

    def state() -> tuple[object, ...]:
        width = pd.get_option("display.width"), mpl.rcParams["figure.dpi"]
        streams = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"]
        return (*width, *streams, Path.cwd(), list(sys.path), dict(os.environ), hasattr(sys, "ps1"))

    monkeypatch.setattr(inprocess, "CAN_FORK", False)
    before = state()
    run_notebook(
        notebook(
            tmp_path,
            "import os, sys, matplotlib as mpl, pandas as pd\nos.environ['NIEUW'] = '1'\n"
            "os.chdir('/')\nsys.path.append('x')\nmpl.rcParams['figure.dpi'] = 7",
        ),
        parameters={},
    )
    assert state() == before


def test_the_same_notebook_gives_the_same_bytes_twice(everything: Path) -> None:
    first, second = (run_notebook(everything, parameters={}) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


def test_a_notebook_needs_no_home_and_leaves_nothing_in_one(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    home.mkdir()
    code = (
        "import sys; from pathlib import Path; from workshop_analysis.engine.run import *; "
        "run_notebook(Path(sys.argv[1]), parameters={}, engine='kernel'); "
        "run_notebook(Path(sys.argv[1]), parameters={})"
    )
    environment = os.environ | {"HOME": str(home), "MPLCONFIGDIR": str(tmp_path)}
    path = notebook(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1]);")
    subprocess.run([sys.executable, "-c", code, path], env=environment, check=True)
    assert [str(each.relative_to(home)) for each in home.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize("engine", ["inprocess", "kernel"])
def test_a_failing_cell_is_named_and_what_ran_is_kept(tmp_path: Path, engine: Any) -> None:
    text = {"cell_type": "markdown", "source": "# Tekst"}
    path = notebook(tmp_path, text, *parameters_and("# deel\n1 / 0"), "print('nooit')")
    path.write_text(
        path.read_text().replace(
            '{"cell_type": "markdown", "metadata": {}, "outputs": [], "execution_count": null,',
            '{"cell_type": "markdown", "metadata": {},',
        )
    )
    with pytest.raises(CellFailed) as caught:
        run_notebook(path, parameters={"folder": "elders"}, engine=engine)
    assert str(caught.value) == (
        "Cel 3 van 4 (van boven geteld, elke cel telt mee), die begint met '1 / 0', is mislukt: "
        "ZeroDivisionError: division by zero"
    )
    kept = caught.value.notebook.cells
    assert [cell.get("execution_count") for cell in kept] == [None, 1, 2, 3, None]
    assert kept[3].outputs[0].ename == "ZeroDivisionError"


@pytest.mark.parametrize("engine", ["inprocess", "kernel"])
def test_a_result_that_cannot_be_shown_is_a_failing_cell(tmp_path: Path, engine: Any) -> None:
    broken = "class Broken:\n    def _repr_html_(self): raise ValueError('stuk')\nBroken()"
    with pytest.raises(CellFailed, match="is mislukt: ValueError: stuk"):
        run_notebook(notebook(tmp_path, broken), parameters={}, engine=engine)


def test_settings_of_the_process_do_not_reach_the_figures(tmp_path: Path) -> None:
    import matplotlib as mpl

    path = notebook(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    plain = outputs(path)
    with mpl.rc_context({"figure.dpi": 30, "lines.linewidth": 9}):
        assert outputs(path) == plain


@pytest.mark.parametrize("engine", ["inprocess", "kernel"])
def test_an_error_carries_no_place_of_this_machine(tmp_path: Path, engine: Any) -> None:
    source = "from workshop_analysis.engine.notebooks import read_notebook\nread_notebook(None)"
    with pytest.raises(CellFailed) as caught:
        run_notebook(notebook(tmp_path, source), parameters={}, engine=engine)
    text = json.dumps(caught.value.notebook)
    assert "File workshop_analysis/engine/notebooks.py:" in text
    assert not [place for place in (str(tmp_path), str(Path(sys.prefix)), "/src/") if place in text]


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        (
            "inprocess",
            "Het uitvoeren van het notebook is onverwacht gestopt (status 3). "
            "Probeer het nog eens met --engine kernel.",
        ),
        (
            "kernel",
            "De kernel die het notebook uitvoerde, is onverwacht gestopt. Misschien was er te "
            "weinig geheugen. Sluit andere programma's en probeer het nog eens.",
        ),
    ],
)
def test_a_process_that_dies_is_told_from_a_cell_that_fails(
    tmp_path: Path, engine: Any, message: str
) -> None:
    with pytest.raises(RunBroken) as caught:
        run_notebook(notebook(tmp_path, "import os\nos._exit(3)"), parameters={}, engine=engine)
    assert str(caught.value) == message


@pytest.mark.parametrize("engine", ["inprocess", "kernel"])
def test_each_cell_that_begins_is_told(tmp_path: Path, engine: Any) -> None:
    told: list[tuple[int, int]] = []
    path = notebook(tmp_path, "1", "", tagged("skip-execution", "2"), "3")
    run_notebook(path, parameters={}, engine=engine, on_cell=lambda *cell: told.append(cell))
    assert told == [(1, 2), (2, 2)]


def test_a_notebook_can_run_another_one(tmp_path: Path) -> None:
    (tmp_path / "ander").mkdir()
    other = notebook(tmp_path / "ander", "print('van de ander')")
    source = (
        "from pathlib import Path\nfrom workshop_analysis.report.run import run_notebook\n"
        f"run = run_notebook(Path({str(other)!r}), parameters={{}})\nrun.cells[0].outputs[0].text"
    )
    assert outputs(notebook(tmp_path, source))[0][0]["data"]["text/plain"] == r"'van de ander\n'"


def test_outputs_of_an_earlier_run_are_forgotten(tmp_path: Path) -> None:
    old = {"output_type": "stream", "name": "stdout", "text": "oud"}
    path = notebook(tmp_path, "1 / 0", {"source": "2", "outputs": [old], "execution_count": 9})
    with pytest.raises(CellFailed) as caught:
        run_notebook(path, parameters={})
    assert caught.value.notebook.cells[1].outputs == []
    assert caught.value.notebook.cells[1].execution_count is None


def test_parameters_stand_after_their_defaults_as_papermill_has_them(tmp_path: Path) -> None:
    path = notebook(tmp_path, *parameters_and("folder"))
    run = run_notebook(path, parameters={"folder": "../data/later"})
    assert run.cells[1].metadata.tags == ["injected-parameters"]
    assert run.cells[1].source == "# Parameters\nfolder = '../data/later'"
    assert run.cells[2].outputs[0].data == {"text/plain": "'../data/later'"}


def test_parameters_of_an_earlier_run_make_place(tmp_path: Path) -> None:
    default, use = parameters_and("folder")
    path = notebook(tmp_path, default, tagged("injected-parameters", "folder = 'oud'"), use)
    run = run_notebook(path, parameters={"folder": "nieuw"})
    assert [cell.source for cell in run.cells][1:] == ["# Parameters\nfolder = 'nieuw'", "folder"]


def test_without_the_parameters_the_cells_are_those_on_disk(tmp_path: Path) -> None:
    run = run_notebook(notebook(tmp_path, *parameters_and("folder")), parameters={"folder": "x"})
    sources = [cell["source"] for cell in without_parameters(run)["cells"]]
    assert sources == ["folder = '../data'", "folder"]


def test_a_notebook_without_a_place_for_parameters_is_refused(tmp_path: Path) -> None:
    assert refusal(notebook(tmp_path, "1"), folder="x") == (
        "Het notebook 'klein.ipynb' heeft geen cel met het label 'parameters'. "
        "Geef de cel met de instellingen dat label en probeer het opnieuw."
    )


def test_a_parameter_that_the_notebook_does_not_know_is_refused(tmp_path: Path) -> None:
    assert refusal(notebook(tmp_path, *parameters_and("1")), map="x") == (
        "Het notebook 'klein.ipynb' kent de instelling 'map' niet. "
        "De cel met het label 'parameters' noemt: folder."
    )


def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "klein.ipynb"
    path.write_text("{", encoding="utf-8")
    assert refusal(path) == (
        "Het notebook 'klein.ipynb' is niet te lezen: het is geen geldig notebookbestand. "
        "Zet een goede versie terug en probeer het opnieuw."
    )


def test_a_notebook_of_an_old_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "klein.ipynb"
    path.write_text('{"worksheets": [], "nbformat": 3}', encoding="utf-8")
    assert refusal(path) == (
        "Het notebook 'klein.ipynb' heeft een oud formaat. "
        "Open het in JupyterLab, sla het op en probeer het opnieuw."
    )


def refusal(path: Path, **parameters: object) -> str:
    with pytest.raises(NotebookError) as caught:
        run_notebook(path, parameters=parameters)
    return str(caught.value)


def loaded_modules(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_nbformat_comes_without_the_grammar_that_jupyterlab_installs() -> None:
    light = "from workshop_analysis.engine.notebooks import light_nbformat; light_nbformat()"
    assert "lark" in loaded_modules("import nbformat")
    assert not {"lark", "rfc3987_syntax"} & loaded_modules(light)
    assert "nbformat" in loaded_modules(light)


def test_without_the_grammar_a_notebook_is_still_checked() -> None:
    nbformat = light_nbformat()
    wrong = nbformat.from_dict({"cells": [{"cell_type": "soep"}], "metadata": {}, "nbformat": 4})
    with pytest.raises(nbformat.ValidationError):
        nbformat.validate(wrong)
