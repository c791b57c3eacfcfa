"""Each file of a session folder is opened once, and report, manifest and hash belong together."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from workshop_analysis.checks import SessionError
from workshop_analysis.folder.workshop import handed_on, read_workshop

# Every open of a file in a session folder is written down, by this process and by what it forks.
SPY = """
import os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def opened(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if f"{os.sep}data{os.sep}" in path and os.path.isfile(path):
            os.write(log, (path + "\\n").encode())
from workshop_analysis.__main__ import main
sys.addaudithook(opened)
sys.exit(main(sys.argv[2:]))
"""
LATER, NOVEMBER = "data/voorbeeldsessie", "data/workshop_12nov"


@pytest.fixture
def here(repository: Path, tmp_path: Path) -> Path:
    """A place with a copy of the data, the sheets of two coders among them."""
    shutil.copytree(repository / "data", tmp_path / "data")
    return tmp_path


def opened(here: Path, *arguments: str) -> Counter[str]:
    """Count how often each file of a session folder was opened by one command."""
    log = here / "geopend.txt"
    done = subprocess.run(
        [sys.executable, "-c", SPY, str(log), *arguments], cwd=here, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    data = here / "data"
    return Counter(
        Path(line).relative_to(data).as_posix() for line in log.read_text().split("\n")[:-1]
    )


def with_sheets(here: Path) -> None:
    """Let the contributions stand in a spreadsheet, with that of a coder beside it."""
    code = (
        "from pathlib import Path; from workshop_analysis.folder.workshop import read_workshop\n"
        "from workshop_analysis.folder.contributions_sheet import write_contributions\n"
        "from workshop_analysis.folder.coder_sheet import write_coder_workbook\n"
        f"place = Path({LATER!r}); workshop = read_workshop(place)\n"
        "records, book = workshop.session.records, workshop.codebook\n"
        "(place / 'contributions.csv').unlink()\n"
        "write_contributions(place / 'bijdragen.xlsx', codebook=book, records=records)\n"
        "write_coder_workbook(place / 'codering-lezer-9.xlsx', records=records, coder='lezer-9',"
        " codebook=book)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=here, check=True)


COMMANDS = {
    "check": ("check", LATER),
    "agreement": ("agreement", LATER),
    "report": ("report", LATER, "--output", "uit"),
    "compare": ("compare", LATER, "--baseline", NOVEMBER, "--output", "uit"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_file_is_opened_once(here: Path, command: str, form: str) -> None:
    if form == "xlsx":
        with_sheets(here)
    counts = opened(here, *COMMANDS[command])
    table = "contributions.csv" if form == "csv" else "bijdragen.xlsx"
    assert counts[f"voorbeeldsessie/{table}"] == 1
    assert {name: times for name, times in counts.items() if times > 1} == {}


def test_a_second_look_is_seen(here: Path) -> None:
    log = here / "geopend.txt"
    code = SPY.replace("sys.exit(main(sys.argv[2:]))", "[open(sys.argv[2]) for _ in range(2)]")
    subprocess.run(
        [sys.executable, "-c", code, str(log), f"{LATER}/session.toml"], cwd=here, check=True
    )
    assert len(log.read_text().splitlines()) == 2


def test_a_file_that_is_saved_meanwhile_changes_neither_report_nor_hash(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workshop_analysis.report.publish import edition_of, publish_edition

    monkeypatch.chdir(here)
    table = Path(LATER, "contributions.csv")
    before = table.read_bytes()
    edition = edition_of(read_workshop(LATER), output="uit")

    def save_meanwhile(step: str, part: float) -> None:
        table.write_bytes(before.replace(b"b001,", b"b999,"))

    publish_edition(edition, progress=save_meanwhile)
    manifest = json.loads(Path("uit/VOORBEELD-rapport-voorbeeldsessie.manifest.json").read_text())
    said = Path("uit/VOORBEELD-rapport-voorbeeldsessie.html").read_text(encoding="utf-8")
    sha = hashlib.sha256(before).hexdigest()
    assert manifest["inputs"]["contributions.csv"] == sha
    assert sha in said
    assert "b999" not in said


def test_a_folder_that_changed_since_it_was_checked_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    state = read_workshop(LATER).state
    assert read_workshop(LATER, state=state).state == state
    with Path(LATER, "crosswalk.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(SessionError) as refused:
        read_workshop(LATER, state=state)
    assert str(refused.value) == (
        "data/voorbeeldsessie: deze map is veranderd terwijl het rapport werd gemaakt, en daarom "
        "is er geen rapport. Sla alles op, sluit de bestanden en maak het rapport opnieuw."
    )


def test_what_is_handed_on_is_the_record_itself_and_only_then(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    workshop = read_workshop(LATER)
    with handed_on(workshop, None):
        assert read_workshop("elders", state=workshop.state) is workshop
    assert read_workshop(LATER, state=workshop.state) is not workshop
