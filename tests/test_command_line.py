"""The command line says in Dutch what it did, what is wrong and what to do; the status follows."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from session_folders import small_session

from workshop_analysis.__main__ import COMMANDS, main
from workshop_analysis.report import publish

NAMES = [command.__name__.replace("_", "-") for command in COMMANDS]
Say = Callable[..., tuple[int, str, str]]
DATA = (
    "from workshop_analysis.folder.workshop import read_workshop\n"
    "from workshop_analysis.display.objects import ReportFigure, ReportFront, ReportTable\n"
    "session = read_workshop(folder, state=state).session\n"
    "ReportFront(session.title, subtitle='Proef', date_text='12 november', contact='iemand',\n"
    "            version='1.0', publication_date=session.publication.date)"
)
FIGURE = (
    "table = ReportTable(session.records, key='alles', caption='Alles', source='Workshop')\n"
    "ReportFigure(lambda ax, narrow: ax.barh(['een', 'twee'], [5, 13]), table=table,\n"
    "             key='staven', alt='Twee staven.', caption='Staven', source='Workshop')"
)


@pytest.fixture
def folder(november: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the November folder in `data`, in a place of its own where the test stands."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(november, tmp_path / "data" / "workshop_12nov")
    shutil.copy(november.parent / "beslisboom.toml", tmp_path / "data")
    return Path("data/workshop_12nov")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command; hear its status, its standard output and its standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments])
        return (status, *capsys.readouterr())

    return run


@pytest.fixture
def report_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let reports be told by a notebook with these cells of code and this title."""

    def use(*sources: str, title: str = "# Burgers betrekken") -> None:
        cells: list[dict[str, Any]] = [
            {"cell_type": "code", "source": source, "outputs": [], "execution_count": None}
            for source in ("folder = ''\nstate = None", *sources)
        ]
        cells.insert(2, {"cell_type": "markdown", "source": title})
        tags = [["parameters"], *([] for _ in cells[1:])]
        whole = [
            cell | {"id": f"c{at}", "metadata": {"tags": tags[at]}} for at, cell in enumerate(cells)
        ]
        path = tmp_path / "rapport.ipynb"
        path.write_text(
            json.dumps({"cells": whole, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        )
        monkeypatch.setattr(publish, "own_notebook", lambda name: path)

    return use


# -- help -------------------------------------------------------------------------------------

HELP = """\
Gebruik: workshop-analysis [OPTIES] OPDRACHT ...

  Van wat mensen in een workshop zeiden naar een rapport dat klopt en dat
  gepubliceerd kan.

  Uitleg per opdracht: workshop-analysis OPDRACHT --help

Opdrachten:
"""
REPORT_HELP = """\
Gebruik: workshop-analysis report [OPTIES] MAP

  Maak het rapport van een sessie: HTML, PDF en figuren.

  Eerst wordt de map nagekeken, zoals check dat doet; bij een fout wordt niets
  geschreven.

Wat u opgeeft:
  MAP  De map van de sessie, zoals data/workshop_12nov.

Opties:
  --output MAP    Waar het rapport komt te staan. Anders in de map reports.
  --engine MOTOR  Wat het notebook uitvoert: inprocess (snel, de gewone keuze)
                  of kernel.
  --help          Toon deze uitleg en stop.
"""


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_without_a_command_the_help_tells_which_there_are(
    say: Say, arguments: tuple[str, ...]
) -> None:
    status, out, err = say(*arguments)
    assert (status, err) == (0, "")
    assert out.startswith(HELP)
    assert re.search(r"\n  check +Kijk een sessiemap na en noem alle fouten in één keer.\n", out)
    assert [
        line.split()[0]
        for line in out.split("Opdrachten:\n")[1].split("\n\n")[0].splitlines()
        if line[2] != " "
    ] == NAMES
    assert out.endswith("  --help     Toon deze uitleg en stop.\n")


def test_the_help_of_a_command_is_dutch_throughout(say: Say) -> None:
    assert say("report", "--help") == (0, REPORT_HELP, "")


def test_every_command_explains_itself_without_a_word_of_typer(say: Say) -> None:
    for name in NAMES:
        _, out, _ = say(name, "--help")
        assert not re.search(r"Usage|Options|Arguments|Show|required|default|\[OPTIONS", out)


def test_the_version_is_the_package_s(say: Say) -> None:
    assert say("--version") == (
        0,
        f"workshop-analysis {metadata.version('workshop-analysis')}\n",
        "",
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["report", "--help"], ["chek"]]
)
def test_help_does_not_wait_for_pandas(arguments: list[str]) -> None:
    code = (
        "import sys; from workshop_analysis.__main__ import main; main(sys.argv[1:]); "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"typer", "workshop_analysis"} < loaded
    assert not {"pandas", "numpy", "matplotlib", "IPython", "nbformat", "typst", "rich"} & loaded


# -- wrong use --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            "chek data",
            "De opdracht 'chek' bestaat niet. Bedoelde u 'check'? De opdrachten zijn: {names}.",
        ),
        (
            "Rapport data",
            "De opdracht 'Rapport' bestaat niet. Bedoelde u 'report'? De opdrachten zijn: {names}.",
        ),
        ("xyz", "De opdracht 'xyz' bestaat niet. De opdrachten zijn: {names}."),
        (
            "check",
            "Er ontbreekt iets: geef ook MAP op. Hulp: workshop-analysis check --help",
        ),
        (
            "check a b",
            "Dit is te veel: 'b'. Staat er een spatie in een naam? Zet die naam dan tussen dubbele "
            "aanhalingstekens. Hulp: workshop-analysis check --help",
        ),
        (
            "report a --outpt b",
            "De optie '--outpt' bestaat niet. Bedoelde u '--output'? "
            "Hulp: workshop-analysis report --help",
        ),
        (
            "report a --output",
            "Zet een waarde achter '--output'. Hulp: workshop-analysis --help",
        ),
        (
            "check a --help=ja",
            "Achter '--help' hoort geen waarde. Hulp: workshop-analysis --help",
        ),
        (
            "report a --engine papermill",
            "'papermill' kan niet bij --engine. Kies uit: 'inprocess', 'kernel'. "
            "Hulp: workshop-analysis report --help",
        ),
    ],
)
def test_a_command_that_cannot_work_is_told_the_way_out(
    say: Say, command: str, message: str
) -> None:
    said = message.replace("{names}", ", ".join(NAMES))
    assert say(*command.split()) == (2, "", f"{said}\n")


@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("data/workshop_12nob", "bestaat niet. Bedoelde u 'data/workshop_12nov'?"),
        ("workshop_12nov", "bestaat niet. Bedoelde u 'data/workshop_12nov'?"),
        ("een/lang/pad/naar/W0rkshop_12nov", "bestaat niet. Bedoelde u 'data/workshop_12nov'?"),
        ("iets/heel-anders", "bestaat niet. Sessiemappen hier: data/workshop_12nov."),
    ],
)
def test_a_folder_that_is_not_there_gets_the_nearest_one(
    say: Say, folder: Path, command: str, named: str, message: str
) -> None:
    assert say(command, named) == (2, "", f"De map '{named}' {message}\n")


def test_a_file_in_place_of_a_folder_is_told_so(say: Say, folder: Path) -> None:
    message = "'data/beslisboom.toml' is een bestand. Geef de map op waar het in staat.\n"
    assert say("check", "data/beslisboom.toml") == (2, "", message)


def test_where_there_is_no_session_at_all_none_is_named(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert say("check", "data/x") == (2, "", "De map 'data/x' bestaat niet.\n")


# -- check ------------------------------------------------------------------------------------


def test_check_says_what_it_read(say: Say, folder: Path) -> None:
    status, out, err = say("check", folder)
    assert (status, err) == (0, "")
    assert out.splitlines()[:4] == [
        "'data/workshop_12nov' is in orde.",
        "Sessie: Burgers betrekken bij beleid en uitvoering (12 november 2024)",
        "Gelezen: session.toml, outcomes.csv, beleidskompas.toml, codebook.toml, links.csv, "
        "step_links.csv, beslisboom.toml",
        "18 uitkomsten: 13 belemmeringen (3 gezamenlijk, 4 beleid, 6 uitvoering) en 5 beloftes",
    ]
    assert out.endswith("\n65 oordelen over belofte en belemmering\n")


def test_check_says_who_contributed(say: Say, tmp_path: Path) -> None:
    status, out, _ = say("check", small_session(tmp_path))
    assert status == 0
    assert out.splitlines()[1:6] == [
        "VOORBEELD – fictieve gegevens",
        "Sessie: Een kleine sessie (17 maart 2026)",
        "Gelezen: session.toml, contributions.csv, codebook.toml, coding.csv",
        "3 bijdragen: 2 belemmeringen (1 beleid, 1 uitvoering) en 1 belofte",
        "Van 2 deelnemers aan 2 tafels",
    ]


def test_check_says_what_it_read_but_will_not_use(say: Say, folder: Path) -> None:
    outcomes = folder / "outcomes.csv"
    header, *rows = outcomes.read_text(encoding="utf-8").splitlines()
    outcomes.write_text("\n".join([f"{header},kleur", *(f"{row},rood" for row in rows)]))
    status, out, _ = say("check", folder)
    assert status == 0
    assert out.splitlines()[-1].startswith("Let op: outcomes.csv")
    assert "'kleur'" in out


def test_check_names_every_fault_and_writes_nothing(say: Say, folder: Path) -> None:
    replace(folder / "outcomes.csv", ",gezamenlijk,2,", ",gezamelijk,2,")
    replace(folder / "session.toml", 'evidence = "published"', 'evidence = "publised"')
    status, out, err = say("check", folder)
    first, *faults, last = err.splitlines()
    assert (status, out) == (1, "")
    assert first == f"{len(faults)} fouten in 'data/workshop_12nov':"
    assert any("gezamelijk" in fault and "Bedoelde u 'gezamenlijk'?" in fault for fault in faults)
    assert last == "Er is niets geschreven."


def test_a_folder_without_session_toml_is_no_session(say: Say, folder: Path) -> None:
    (folder / "session.toml").unlink()
    status, out, err = say("check", folder)
    assert (status, out) == (1, "")
    assert err.startswith("1 fout in 'data/workshop_12nov':\n- ")
    assert "geen session.toml" in err


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# -- report -----------------------------------------------------------------------------------


def test_report_says_where_everything_stands(
    say: Say, folder: Path, report_by: Callable[..., None]
) -> None:
    report_by(DATA, FIGURE)
    assert say("report", folder) == (
        0,
        "Het rapport is klaar:\n"
        "- reports/rapport-workshop_12nov.html\n"
        "- reports/rapport-workshop_12nov.pdf\n"
        "- reports/rapport-workshop_12nov.manifest.json\n"
        "- reports/figuren/workshop_12nov: 1 figuur als SVG en PNG, met de tekst erbij\n",
        "[1/6] Controleren\n"
        "[2/6] Notebook uitvoeren\n"
        "[3/6] HTML maken\n"
        "[4/6] PDF maken\n"
        "[5/6] Figuren maken\n"
        "[6/6] Wegschrijven\n",
    )


def test_both_engines_publish_the_same_files(
    say: Say, folder: Path, report_by: Callable[..., None]
) -> None:
    report_by(DATA, FIGURE)
    say("report", folder, "--output", "snel")
    say("report", folder, "--output", "traag", "--engine", "kernel")
    assert published("snel") == published("traag")
    assert len(published("snel")) == 6


def published(folder: str) -> dict[str, bytes]:
    files = [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_report_of_a_folder_with_faults_writes_nothing(say: Say, folder: Path) -> None:
    replace(folder / "outcomes.csv", ",gezamenlijk,2,", ",,2,")
    status, out, err = say("report", folder)
    assert (status, out) == (1, "")
    assert err.splitlines()[:2] == ["[1/6] Controleren", "1 fout in 'data/workshop_12nov':"]
    assert err.splitlines()[-1] == "Er is niets geschreven."
    assert not Path("reports").exists()


def test_report_names_the_cell_that_failed_and_the_notebook_that_is_kept(
    say: Say, folder: Path, report_by: Callable[..., None]
) -> None:
    report_by(DATA, "# tel de stemmen\nsession.records['stemmen']")
    status, out, err = say("report", folder)
    assert (status, out) == (1, "")
    assert err.split("uitvoeren\n")[1] == (
        "Cel 4 van 4 (van boven geteld, elke cel telt mee), die begint met "
        "'session.records['stemmen']', is mislukt: KeyError: 'stemmen'.\n"
        "Het half uitgevoerde notebook staat in 'mislukt/rapport-workshop_12nov.ipynb': "
        "open het in JupyterLab om te zien wat er gebeurde. Publiceer het niet: er kunnen "
        "bijdragen in staan. Er is geen rapport gemaakt.\n"
    )
    assert list(published("reports")) == []
    assert list(published("mislukt")) == ["rapport-workshop_12nov.ipynb"]


def test_report_that_loses_its_process_ends_with_a_way_out(
    say: Say, folder: Path, report_by: Callable[..., None]
) -> None:
    report_by(DATA, "import os\nos._exit(9)")
    status, out, err = say("report", folder)
    assert (status, out) == (1, "")
    assert err.split("uitvoeren\n")[1] == (
        "Het uitvoeren van het notebook is onverwacht gestopt (status 9). "
        "Probeer het nog eens met --engine kernel.\n"
    )


def test_report_without_its_notebook_says_what_is_missing(
    say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "__file__", "/ergens/anders/in/een/installatie/publish.py")
    status, out, err = say("report", folder)
    assert (status, out) == (1, "")
    assert err.splitlines()[-1] == (
        "Het notebook 'rapport.ipynb' ontbreekt in deze installatie. "
        "Installeer workshop-analysis opnieuw."
    )


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("# Titel\n\n<b>vet</b>", "HTML"),
        ("# Titel\n\n![](foto.png)", "alternatieve tekst"),
    ],
)
def test_report_refuses_what_a_reader_could_not_read(
    say: Say, folder: Path, report_by: Callable[..., None], title: str, fault: str
) -> None:
    report_by(DATA, title=title)
    status, out, err = say("report", folder)
    said = err.split("HTML maken\n")[1].splitlines()
    assert (status, out) == (1, "")
    assert said[0] == "Van het notebook kan geen rapport gemaakt worden:"
    assert said[1].startswith("- Cel 3 van 3 (van boven geteld, elke cel telt mee) ")
    assert fault in said[1]
    assert said[-1] == "Er is niets geschreven."
    assert published("reports") == {}


def test_report_refuses_an_output_folder_that_cannot_be_written(say: Say, folder: Path) -> None:
    Path("bezet").write_text("")
    status, out, err = say("report", folder, "--output", "bezet")
    assert (status, out) == (2, "")
    assert err == (
        "[1/6] Controleren\n"
        "In de map 'bezet' kan niet geschreven worden: er is al een bestand met die naam. "
        "Kies met --output een map waarin u mag schrijven.\n"
    )


def test_report_overwrites_nothing_of_somebody_else(
    say: Say, folder: Path, report_by: Callable[..., None]
) -> None:
    report_by(DATA)
    Path("reports").mkdir()
    Path("reports/rapport-workshop_12nov.pdf").write_text("van iemand")
    status, _, err = say("report", folder)
    assert status == 2
    assert err.splitlines()[-1] == (
        "'reports/rapport-workshop_12nov.pdf' staat er al, en wordt niet overschreven. Verplaats "
        "of verwijder het, of kies met --output een andere map. Er is niets geschreven."
    )


# -- what nobody expected -----------------------------------------------------------------------


def test_an_unexpected_error_is_one_sentence_with_a_way_out(
    say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop_analysis.folder.workshop.scan_workshop", lambda path: {}["kwijt"])
    assert say("check", folder) == (
        1,
        "",
        "Er ging iets mis dat het programma niet verwachtte: KeyError: 'kwijt'\n"
        "Geef de opdracht nog eens met --debug erachter en stuur de uitvoer mee met uw vraag.\n",
    )


def test_a_question_that_is_not_answered_ends_politely(
    say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(path: Path) -> None:
        raise EOFError

    monkeypatch.setattr("workshop_analysis.folder.workshop.scan_workshop", ask)
    said = "Afgebroken. Wat nog niet klaar was, is niet weggeschreven.\n"
    assert say("check", folder) == (130, "", f"\n{said}")


def test_a_console_that_lacks_a_letter_does_not_stop_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workshop_analysis", "check", small_session(tmp_path)],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "VOORBEELD ? fictieve gegevens" in done.stdout


@pytest.mark.parametrize("place", [0, 1, 2])
def test_only_with_debug_there_is_a_traceback(
    say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr("workshop_analysis.folder.workshop.scan_workshop", lambda path: {}["kwijt"])
    arguments: list[str | Path] = ["check", folder]
    arguments.insert(place, "--debug")
    status, _, err = say(*arguments)
    assert status == 1
    assert err.startswith("Traceback (most recent call last):\n")


@pytest.mark.parametrize("engine", ["inprocess", "kernel"])
def test_ctrl_c_ends_politely_and_leaves_nothing(folder: Path, tmp_path: Path, engine: str) -> None:
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pathlib import Path; from workshop_analysis.report import publish; "
        "book = Path(sys.argv.pop()); publish.own_notebook = lambda name: book; "
        "from workshop_analysis.__main__ import main; sys.exit(main())"
    )
    slow = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "outputs": [], "id": "c"}
    cell = slow | {
        "execution_count": None,
        "source": "folder = ''\nstate = None\nimport time\ntime.sleep(60)",
    }
    book = tmp_path / "traag.ipynb"
    book.write_text(
        json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    arguments = ["report", folder, "--engine", engine, book]
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        while "Notebook" not in process.stderr.readline():
            assert process.poll() is None
        wait_for_a_child_of(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        start = time.monotonic()
        said = process.stderr.read()
    assert time.monotonic() - start < 30
    assert said == "Afgebroken. Wat nog niet klaar was, is niet weggeschreven.\n"
    assert process.returncode == 130
    assert published("reports") == {}


def wait_for_a_child_of(process: int) -> None:
    """Wait until what runs the notebook has been there for a moment."""
    for _ in range(400):
        tasks = Path(f"/proc/{process}/task").glob("*/children")
        if any(task.read_text() for task in tasks):
            break
        time.sleep(0.05)
    time.sleep(1)


def test_in_a_terminal_one_bar_names_the_step(folder: Path, report_by: Callable[..., None]) -> None:
    import pty

    seen, terminal = pty.openpty()
    code = "import sys; sys.stderr = open(int(sys.argv.pop()), 'w'); "
    code += "from workshop_analysis.commands.steps import shown_steps\n"
    code += "with shown_steps(['een', 'twee']) as step: step('een', 0); step('twee', 0.5)"
    subprocess.run([sys.executable, "-c", code, str(terminal)], pass_fds=[terminal], check=True)
    os.close(terminal)
    shown = os.read(seen, 100_000).decode()
    assert "1/2 een" in shown
    assert "2/2 twee" in shown
