"""How far a session is, and what comes next; and what a folder of an earlier release may get."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace as having
from pathlib import Path

import pandas as pd
import pytest
from later_sessions import EXAMPLE, Say, replace, set_cells
from session_folders import SESSION, copy_of, session_of, small_session

from workshop_analysis.coders.status import status
from workshop_analysis.commands.status_text import status_lines
from workshop_analysis.files.opened import open_folder
from workshop_analysis.folder.session import Correction, Publication
from workshop_analysis.folder.upgrade import upgrade_of, write_upgrade
from workshop_analysis.folder.workshop import Workshop, read_workshop

FACTS = (
    'question = "Wat houdt u tegen?"\nmethod = "Briefjes"\nselection = "Iedereen"\n'
    'unit = "één briefje"\ncontact = "team@voorbeeld.nl"\nlicence = "CC0"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small session of which every fact is known, but the number of participants."""
    text = SESSION.replace("example = true\n", f"example = true\n{FACTS}")
    return small_session(tmp_path, session_toml=text)


@pytest.fixture
def small(folder: Path) -> Workshop:
    """The same, read."""
    return read_workshop(folder)


def coded(folder: Path, *rows: str) -> Workshop:
    """Read the folder with this coding."""
    text = "record,code,coder,origin,reason\n" + "".join(f"{row},,\n" for row in rows)
    (folder / "coding.csv").write_text(text, encoding="utf-8")
    return read_workshop(folder)


def said(workshop: Workshop) -> list[str]:
    """Give the lines about a session without the folder's own place."""
    return [line.replace(str(workshop.place), "MAP") for line in status_lines(workshop)]


# -- status ------------------------------------------------------------------------------------


def test_a_session_halfway_is_told_line_by_line(folder: Path) -> None:
    workshop = coded(folder, "b1,geen-tijd,A", "b2,geen-code,A", "b1,geen-code,B")
    assert said(workshop) == [
        "Stand van zaken:",
        "- A codeerde 2 van de 3 bijdragen.",
        "- B codeerde 1 van de 3 bijdragen.",
        "- 1 bijdrage zonder codering: b3.",
        "- bij 2 bijdragen vond een codeur dat geen code past: b1 en b2.",
        "- codeurs verschillen over 1 bijdrage; over 0 is samen besloten, over 1 nog niet: b1.",
        "- niet ingevuld in session.toml: participants (hoeveel mensen).",
        "Volgende opdracht: workshop-analysis suggest MAP",
    ]


def test_the_table_has_the_numbers_of_the_lines(folder: Path) -> None:
    table = status(coded(folder, "b1,geen-tijd,A", "b2,geen-code,A", "b1,geen-code,B"))
    assert table[["about", "key", "done", "total"]].fillna("").to_numpy().tolist() == [
        ["codeur", "A", 2, 3],
        ["codeur", "B", 1, 3],
        ["niemand", "", 1, 3],
        ["geen code", "", 2, 3],
        ["verschillen", "", 0, 1],
        ["feiten", "", 6, 7],
    ]


EVERY = ("b1,geen-tijd,A", "b2,geen-code,A", "b3,geen-code,A")
SAME = tuple(row.replace(",A", ",B") for row in EVERY)


@pytest.mark.parametrize(
    ("rows", "command"),
    [
        ((), "coder MAP lezer-1"),
        (("b1,geen-tijd,lezer-1",), "coder MAP lezer-2"),
        (("b1,geen-tijd,lezer-1", "b1,geen-tijd,lezer-1#2"), "coder MAP lezer-2"),
        ((*EVERY[:2], *SAME[:2]), "suggest MAP"),
        ((*EVERY, "b1,geen-code,B"), "agreement MAP --write MAP/verschillen.xlsx"),
        ((*EVERY, *SAME), "report MAP"),
    ],
)
def test_the_next_command_is_the_one_to_type(
    folder: Path, rows: tuple[str, ...], command: str
) -> None:
    assert said(coded(folder, *rows))[-1] == f"Volgende opdracht: workshop-analysis {command}"


def test_with_the_differences_in_the_folder_people_decide_first(say: Say, folder: Path) -> None:
    coded(folder, *EVERY, "b1,geen-code,B")
    file = folder / "verschillen.xlsx"
    assert say("agreement", folder, "--write", file)[0] == 0
    assert said(read_workshop(folder))[-2:] == [
        "Eerst zelf: vul in verschillen.xlsx bij 'consensus' in wat u samen besluit.",
        "Volgende opdracht: workshop-analysis status MAP",
    ]
    set_cells(file, {"H2": "geen-tijd"})
    after = said(read_workshop(folder))
    assert "- codeurs verschilden over 1 bijdrage, en over alle is samen besloten." in after
    assert after[-1] == "Volgende opdracht: workshop-analysis report MAP"


def test_the_comparison_is_next_where_the_baseline_stands_near(folder: Path) -> None:
    lines = status_lines(coded(folder, *EVERY, *SAME), baseline=Path("data/nul meting"))
    assert lines[-1] == (
        f'Volgende opdracht: workshop-analysis compare {folder} --baseline "data/nul meting"'
    )


def test_many_contributions_are_counted_after_ten(data_here: Path) -> None:
    Path(EXAMPLE, "coding.csv").unlink()
    [line] = [line for line in said(read_workshop(EXAMPLE)) if "zonder codering" in line]
    assert line == (
        "- 142 bijdragen zonder codering: b001, b002, b003, b004, b005, b006, b007, b008, b009, "
        "b010 en nog 132."
    )


@pytest.mark.parametrize(
    ("participants", "line"),
    [
        ("2", "deelnemers: '2' volgens session.toml, 2 in de bijdragen."),
        ("2, geteld", "deelnemers: '2, geteld' volgens session.toml, 2 in de bijdragen."),
        (
            "1",
            "deelnemers: '1' volgens session.toml, 2 in de bijdragen. Dat kan niet allebei "
            "kloppen.",
        ),
        (
            "5",
            "deelnemers: '5' volgens session.toml, 2 in de bijdragen. Bracht niet iedereen iets "
            "in, of ontbreken er bijdragen?",
        ),
        ("+/- 70", "deelnemers: '+/- 70' volgens session.toml, 2 in de bijdragen."),
        ("ongeveer 1", "deelnemers: 'ongeveer 1' volgens session.toml, 2 in de bijdragen."),
        ("1 tot 3", "deelnemers: '1 tot 3' volgens session.toml, 2 in de bijdragen."),
    ],
)
def test_what_is_said_of_participants_stands_beside_what_was_counted(
    small: Workshop, participants: str, line: str
) -> None:
    session = having(small.session, participants=participants)
    assert f"- {line}" in said(having(small, session=session))


def test_participants_without_numbers_in_the_contributions(small: Workshop) -> None:
    records = small.session.records.assign(participant=pd.NA)
    session = having(small.session, participants="45", records=records)
    assert (
        "- deelnemers: '45' volgens session.toml; in de bijdragen staat niet wie."
        in said(having(small, session=session))
    )  # fmt: skip


def day(text: str) -> datetime.date:
    """Give a day."""
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("publication", "line"),
    [
        (
            Publication("1.0", day("2026-03-01")),
            "de publicatiedatum (1 maart 2026) ligt voor de dag van de sessie (17 maart 2026).",
        ),
        (
            Publication("1.1", day("2026-04-01"), (Correction(day("2026-05-01"), "x"),)),
            "de laatste correctie is van 1 mei 2026, en het rapport heeft de datum 1 april 2026. "
            "Geef het een nieuwe version en een nieuwe date.",
        ),
        (
            Publication("1.1", day("2026-04-01"), (Correction(day("2026-03-01"), "x"),)),
            "er is een correctie van 1 maart 2026, en de sessie was op 17 maart 2026.",
        ),
        (
            Publication("1.0", day("2026-05-01"), (Correction(day("2026-05-01"), "x"),)),
            "er is een correctie, en de versie is nog '1.0'. Geef een nieuwe version.",
        ),
    ],
)
def test_days_and_versions_that_do_not_fit_are_told(
    small: Workshop, publication: Publication, line: str
) -> None:
    session = having(small.session, publication=publication)
    assert f"- {line}" in said(having(small, session=session))


@pytest.mark.parametrize(
    ("date", "line"),
    [
        (
            "2027-05-01",
            "opvolging.csv noemt 1 mei 2027, en dat is na de publicatiedatum (1 april 2026). Geef "
            "het rapport een nieuwe date, of kijk of de dag klopt.",
        ),
        (
            "2026-03-01",
            "opvolging.csv noemt 1 maart 2026, en de sessie was op 17 maart 2026.",
        ),
    ],
)
def test_a_day_of_what_became_of_it_is_laid_beside_the_others(
    small: Workshop, date: str, line: str
) -> None:
    told = pd.DataFrame({"promise": ["x"], "date": [date]})
    assert f"- {line}" in said(having(small, followup=told))


def test_a_report_after_its_corrections_says_nothing_of_days(small: Workshop) -> None:
    publication = Publication("1.1", day("2026-05-01"), (Correction(day("2026-05-01"), "x"),))
    session = having(small.session, publication=publication)
    assert set(status(having(small, session=session))["about"]) & {"datum"} == set()


@pytest.mark.usefixtures("data_here")
def test_the_command_gives_the_lines_that_check_ends_with(say: Say) -> None:
    status_code, out, err = say("status", EXAMPLE)
    assert (status_code, err) == (0, "")
    stamp, *lines = out.splitlines()
    assert stamp == "VOORBEELD – fictieve gegevens"
    assert lines[0] == "Stand van zaken:"
    assert say("check", EXAMPLE)[1].endswith("\n".join(["", *lines, ""]))


@pytest.mark.usefixtures("data_here")
def test_a_folder_with_faults_is_counted_nowhere_and_status_says_why(say: Say) -> None:
    replace(Path(EXAMPLE, "coding.csv"), "b001,belofte-5,lezer-1", "b001,belofte-55,lezer-1")
    assert say("status", EXAMPLE) == (
        0,
        "'data/voorbeeldsessie' heeft nog 1 fout. Zolang die er zijn, wordt er niets geteld.\n"
        "Volgende opdracht: workshop-analysis check data/voorbeeldsessie\n",
        "",
    )


# -- upgrade -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("data_here")
def test_upgrade_shows_what_would_come_and_writes_nothing(say: Say) -> None:
    before = Path(EXAMPLE, "session.toml").read_bytes()
    assert say("upgrade", EXAMPLE) == (
        0,
        "'data/voorbeeldsessie' heeft vorm 1, en die blijft gelden.\n"
        "Dit kan erbij in session.toml. Wat u niet invult, geldt als niet bekend:\n"
        "+ format = 2\n"
        "Volgende opdracht: workshop-analysis upgrade data/voorbeeldsessie --write\n",
        "",
    )
    assert Path(EXAMPLE, "session.toml").read_bytes() == before


@pytest.mark.usefixtures("data_here")
def test_upgrade_adds_its_lines_and_changes_nothing_else(say: Say) -> None:
    path = Path(EXAMPLE, "session.toml")
    before, facts = path.read_text("utf-8"), read_workshop(EXAMPLE).session
    assert say("upgrade", EXAMPLE, "--write") == (
        0,
        "Bijgewerkt: data/voorbeeldsessie/session.toml\n+ format = 2\n",
        "",
    )
    assert path.read_text("utf-8").replace("format = 2\n", "", 1) == before
    after = read_workshop(EXAMPLE).session
    assert (after.format, after.question) == (2, facts.question)
    assert say("upgrade", EXAMPLE)[1] == (
        "'data/voorbeeldsessie' heeft vorm 2, en die blijft gelden.\n"
        "Er hoeft niets bij in session.toml.\n"
    )
    assert sorted(each.name for each in path.parent.glob("*session.toml*")) == ["session.toml"]


def test_what_is_not_asked_yet_comes_above_the_first_table(tmp_path: Path) -> None:
    text = SESSION.replace("[publication]", "# Het rapport.\n[publication]")
    folder = small_session(tmp_path, session_toml=f"# Van ons.\n{text}")
    write_upgrade(folder, upgrade_of(open_folder(folder)))
    lines = (folder / "session.toml").read_text("utf-8").splitlines()
    assert lines[:3] == ["# Van ons.", "format = 2", 'key = "toy"']
    asked = lines[lines.index("example = true") + 1 : lines.index("# Het rapport.")]
    assert [line for line in asked if "=" in line] == [
        f'# {fact} = ""'
        for fact in (
            "participants",
            "question",
            "method",
            "selection",
            "unit",
            "contact",
            "licence",
        )
    ]
    assert [line for line in lines if line not in ("format = 2", *asked)] == [
        "# Van ons.", *text.splitlines()
    ]  # fmt: skip
    assert read_workshop(folder).session.format == 2


@pytest.mark.parametrize("form", ["windows", "bom", "no last line end", "no table"])
def test_the_bytes_that_were_there_stay_there(tmp_path: Path, form: str) -> None:
    folder = small_session(tmp_path)
    path = folder / "session.toml"
    content = path.read_bytes()
    content = {
        "windows": content.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + content,
        "no last line end": content.rstrip(),
        "no table": b'key = "toy"\npublication.version = "1.0"',
    }[form]
    path.write_bytes(content)
    found = upgrade_of(open_folder(folder))
    write_upgrade(folder, found)
    rest = path.read_bytes()
    for line in ("", *found.lines, ""):
        end = b"\r\n" if form == "windows" else b"\n"
        rest = rest.replace(line.encode() + end, b"", 1) if line else rest
    blank = b"\r\n" if form == "windows" else b"\n"
    assert rest.replace(blank, b"") == content.replace(blank, b"")
    assert found.fits
    assert form == "no table" or session_of(folder).format == 2


def test_a_list_that_looks_like_a_table_is_left_to_the_person(say: Say, tmp_path: Path) -> None:
    folder = small_session(tmp_path)
    replace(
        folder / "session.toml", "example = true\n", 'example = true\nquestion = """\n[x]\n"""\n'
    )
    found = upgrade_of(open_folder(folder))
    assert not found.fits
    status_code, out, err = say("upgrade", folder, "--write")
    assert (status_code, out) == (2, "")
    assert err.startswith(
        "session.toml is zo opgebouwd dat wij niet zeker weten waar deze regels kunnen staan. Zet "
        "ze zelf boven de eerste regel met [ ]:\n+ format = 2\n+ # Hoeveel mensen deden er mee"
    )


def test_a_published_list_keeps_its_bytes(say: Say, november: Path, tmp_path: Path) -> None:
    folder = copy_of(november, tmp_path)
    before = (folder / "session.toml").read_bytes()
    assert say("upgrade", folder, "--write") == (
        2,
        "",
        f"'{folder}' is een gepubliceerde lijst. Latere sessies bewaren de sha256 van haar "
        "session.toml, dus daar komt niets bij.\n",
    )
    assert say("upgrade", folder)[0] == 0
    assert (folder / "session.toml").read_bytes() == before


@pytest.mark.usefixtures("data_here")
def test_the_baseline_of_another_session_keeps_its_bytes(say: Say) -> None:
    shutil.copytree(EXAMPLE, "data/later")
    text = Path("data/later/session.toml").read_text("utf-8")
    text = text.replace('key = "workshop_12nov"', 'key = "voorbeeldsessie"')
    Path("data/later/session.toml").write_text(
        text.replace('key = "voorbeeldsessie"', 'key = "later"', 1), encoding="utf-8"
    )
    assert say("upgrade", EXAMPLE, "--write") == (
        2,
        "",
        "'data/voorbeeldsessie' is de nulmeting van 'data/later'. Die map bewaart de sha256 van "
        "session.toml, dus daar komt niets bij.\n",
    )


def test_a_folder_that_cannot_be_read_is_refused(say: Say, tmp_path: Path) -> None:
    folder = small_session(tmp_path, session_toml="titel = \n")
    status_code, out, err = say("upgrade", folder)
    assert (status_code, out) == (1, "")
    assert err.splitlines()[0] == f"1 fout in '{folder}':"
