"""What used to end in an unexpected error is a sentence with a place and a way out."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from session_folders import CODEBOOK, CONTRIBUTIONS, change, faults, small_session

from workshop_analysis.chapters.account import coders_sentence
from workshop_analysis.checks import as_whole_numbers
from workshop_analysis.display.sentences import ReportText, verbatim
from workshop_analysis.files.opened import open_folder, read_written
from workshop_analysis.files.toml_file import scan_toml
from workshop_analysis.folder.codebook import Codebook, Coder
from workshop_analysis.folder.workshop import read_workshop

NOT_WHOLE = "is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld 3."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2.5", f"'2.5' {NOT_WHOLE}"),
        ("1e20", f"'1e20' {NOT_WHOLE}"),
        ("inf", f"'inf' {NOT_WHOLE}"),
        ("1e999", f"'1e999' {NOT_WHOLE}"),
        ("1" * 20, f"'{'1' * 20}' is te groot. Een getal heeft hier hoogstens negen cijfers."),
        ("1" * 99, f"'{'1' * 59}…' is te groot. Een getal heeft hier hoogstens negen cijfers."),
    ],
)
def test_a_number_that_is_refused_is_never_converted(
    tmp_path: Path, written: str, said: str
) -> None:
    folder = small_session(tmp_path)
    change(folder, "contributions.csv", "P01,1,3,ja", f"P01,1,{written},misschien")
    assert faults(folder) == [
        f"contributions.csv, rij 2, kolom 'votes': {said}",
        "contributions.csv, rij 2, kolom 'publishable': 'misschien' bestaat niet. "
        "Toegestaan: ja of nee.",
    ]


def test_only_whole_numbers_become_numbers() -> None:
    frame = pd.DataFrame({"votes": ["3", "2.5", "1e20", "inf", "9" * 30, None]}, dtype="str")
    assert as_whole_numbers(frame, "votes")["votes"].tolist() == [3, *[pd.NA] * 5]


def test_a_column_code_beside_the_contributions_is_read(tmp_path: Path) -> None:
    rows = CONTRIBUTIONS.splitlines()
    told = ["code,coder", "geen-tijd,A", ",", "geen-code,A"]
    table = "\n".join(f"{row},{code}" for row, code in zip(rows, told, strict=True))
    folder = small_session(tmp_path, contributions_csv=table)
    (folder / "coding.csv").unlink()
    coding = read_workshop(folder).coding
    assert coding[["record", "code", "coder"]].to_numpy().tolist() == [
        ["b1", "geen-tijd", "A"],
        ["b3", "geen-code", "A"],
    ]


@pytest.mark.parametrize("block", ["[[codes]]\n", '[[codes]]\nkey = "haast"\ntext = "Haast"\n'])
def test_a_code_without_its_key_is_a_fault_on_its_line(tmp_path: Path, block: str) -> None:
    more = f'{block}definition = "x"\ninclude = "x"\nexclude = "x"\n'
    folder = small_session(tmp_path, codebook_toml=CODEBOOK + more)
    way_out = "Heet hij nu 'key'? Verander dan die naam." if "key" in block else "Vul hem in."
    assert faults(folder) == [
        f"codebook.toml, regel 24, sleutel 'code': deze sleutel ontbreekt. {way_out}"
    ]


# -- TOML -------------------------------------------------------------------------------------

TOO_LARGE = "hier staat een getal dat te groot is. Een getal heeft hier hoogstens negen cijfers."
TOO_DEEP = (
    "in dit bestand staan te veel haakjes binnen haakjes om het te lezen. Haal weg wat er niet "
    "hoort."
)


def toml(tmp_path: Path, text: str) -> list[str]:
    """Give what is wrong with a TOML file that holds this text."""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in scan_toml(read_written(tmp_path / "a.toml")).faults]


@pytest.mark.parametrize("number", ["1" * 5000, "1" * 20, "0x" + "f" * 40])
def test_a_huge_number_in_toml_names_its_line(tmp_path: Path, number: str) -> None:
    assert toml(tmp_path, f'a = "{"9" * 9000}"\nb = {number}\n') == [
        f"a.toml, regel 2: {TOO_LARGE}"
    ]


@pytest.mark.parametrize("text", [f"a = {'[' * 5000}", f"a{'.b' * 9000} = 1"])
def test_toml_that_is_too_deep_is_refused(tmp_path: Path, text: str) -> None:
    assert toml(tmp_path, text) == [f"a.toml: {TOO_DEEP}"]


GENERAL = (
    "Kijk of er een aanhalingsteken, een haakje of een = ontbreekt, en of dezelfde sleutel er niet "
    "twee keer staat."
)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (
            "date = 17-03-2026",
            "Een datum staat hier als jaar-maand-dag, zonder aanhalingstekens: 2026-03-17.",
        ),
        ("date = 2026-02-30", "De datum 2026-02-30 bestaat niet."),
        (
            "name = “Randvoorwaarden”",
            "Om deze tekst staan gekrulde aanhalingstekens (“), zoals Word ze maakt. Typ rechte: "
            '".',
        ),
        (
            'place = "C:\\Users"',
            "Een backslash (\\) heeft hier een eigen betekenis. Typ hem dubbel (\\\\), of zet de "
            "hele tekst tussen enkele aanhalingstekens (').",
        ),
        (
            'question = "Wat bedoel je met "burgers"?"',
            "In deze tekst staan zelf dubbele aanhalingstekens. Gebruik daar enkele (') of zet er "
            'een backslash voor: \\".',
        ),
        ("question = ", GENERAL),
        ('question = "half', GENERAL),
    ],
)
def test_what_is_wrong_with_a_line_is_the_real_cause(tmp_path: Path, line: str, cause: str) -> None:
    assert toml(tmp_path, f'a = "b"\n{line}\nc = "d"\n') == [
        f"a.toml, regel 2: deze regel is niet te lezen: '{line.strip()}'. {cause}"
    ]


# -- what is no ordinary file -----------------------------------------------------------------

FOLDER = "dit is een map en geen bestand. Geef de map een andere naam, of haal haar weg."
NO_FILE = "dit is geen gewoon bestand. Haal het weg, of zet het bestand zelf hier neer."
NOWHERE = "dit is een verwijzing naar iets dat er niet is. Zet het bestand zelf hier neer."


@pytest.mark.parametrize(
    "name", ["codebook.toml", "beleidskompas.toml", "links.csv", "codering-a.xlsx"]
)
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, FOLDER),
        (os.mkfifo, NO_FILE),
        (lambda place: place.symlink_to("nergens"), NOWHERE),
    ],
    ids=["folder", "pipe", "link"],
)
def test_what_is_no_file_is_a_fault_under_its_name(tmp_path: Path, name: str, make, said) -> None:
    folder = small_session(tmp_path)
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    assert faults(folder) == [f"{name}: {said}"]


def test_everything_that_is_not_read_is_said(tmp_path: Path) -> None:
    folder = small_session(tmp_path)
    (folder / "foto.jpg").write_bytes(b"x")
    (folder / "oud").mkdir()
    (folder / "~$bijdragen.xlsx").write_bytes(b"x")
    (folder / ".~lock.verschillen.xlsx#").write_bytes(b"x")
    shutil.move(folder / "codebook.toml", tmp_path / "codebook.toml")
    (folder / "codebook.toml").symlink_to(tmp_path / "codebook.toml")
    (folder / "README.md").write_text("van ons")
    open_in = (
        "{0} is nog open in {1}. Wat daar niet is opgeslagen, is niet gelezen. Is het al dicht? "
        "Haal '{2}' dan weg."
    )
    assert read_workshop(folder).notices == (
        open_in.format("verschillen.xlsx", "LibreOffice", ".~lock.verschillen.xlsx#"),
        open_in.format("bijdragen.xlsx", "Excel", "~$bijdragen.xlsx"),
        "foto.jpg wordt niet gelezen.",
        "codebook.toml is een verwijzing; gelezen is waar zij heen wijst.",
        "'oud' is geen bestand; wat daarin staat, wordt niet gelezen.",
    )


def test_a_codebook_with_txt_behind_it_is_recognised(tmp_path: Path) -> None:
    folder = small_session(tmp_path)
    (folder / "codebook.toml").rename(folder / "codebook.toml.txt")
    assert faults(folder) == [
        "codebook.toml: dit bestand ontbreekt. Het heet 'codebook.toml.txt': Kladblok zette er "
        ".txt achter. Haal dat weg."
    ]


def test_a_file_that_may_not_be_read_is_not_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_session(tmp_path)
    original = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == "codebook.toml":
            raise PermissionError(13, "in gebruik")
        return original(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert faults(folder) == [
        "codebook.toml: dit bestand is er wel, maar wij mogen het niet lezen. Is het in een ander "
        "programma open? Sluit het daar. Zo niet, vraag dan om leesrechten."
    ]


@pytest.mark.parametrize("file", ["/etc/passwd", "../../geheim.toml", "/etc/ergens.toml", "a.txt"])
def test_a_tree_elsewhere_is_never_opened(tmp_path: Path, file: str) -> None:
    (tmp_path / "geheim.toml").write_text("wachtwoord")
    (tmp_path / "in").mkdir()
    folder = small_session(tmp_path / "in")
    text = (folder / "session.toml").read_text(encoding="utf-8")
    (folder / "session.toml").write_text(f'{text}[beslisboom]\nfile = "{file}"\n', encoding="utf-8")
    assert faults(folder) == [
        "session.toml, sleutel 'beslisboom.file': dit bestand staat niet in deze map en er ook "
        "niet naast, of het eindigt niet op .toml. Zet de beslisboom in deze map en schrijf file = "
        '"beslisboom.toml".'
    ]


# -- damaged workbooks ------------------------------------------------------------------------


def broken_workbook(part: str, content: bytes) -> bytes:
    """Give a workbook with one of its parts replaced."""
    book, whole, broken = Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["id", "kind", "text"])
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return broken.getvalue()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("content", [b"", b"<worksheet", b"\x00\xff", b"<a/>"])
@pytest.mark.parametrize("name", ["contributions.xlsx", "codering-a.xlsx", "links.xlsx"])
def test_a_damaged_part_is_a_fault_in_its_file(
    tmp_path: Path, part: str, content: bytes, name: str
) -> None:
    folder = small_session(tmp_path)
    if name == "contributions.xlsx":
        (folder / "contributions.csv").unlink()
    (folder / name).write_bytes(broken_workbook(part, content))
    found = faults(folder)
    assert found
    assert all(line.startswith(f"{name}: ") for line in found), found


# -- data is never a template -----------------------------------------------------------------


@pytest.mark.parametrize("said", ["{", "{% raw %}", "{0}", "a{}b", "\\n {x} #let", "{{7*7}}"])
def test_a_brace_in_a_field_prints_as_itself(said: str) -> None:
    text = ReportText(f"Vraag het {verbatim(said)}.", literals=(said,))
    assert text.payload["parts"] == [f"Vraag het {said}."]
    empty = pd.DataFrame()
    book = Codebook("1", "x", (Coder(said, "x"),), empty, empty, empty)
    assert f"één lezer (‘{said}’)" in coders_sentence(book).payload["parts"][0]


def test_an_odd_folder_has_no_names_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    os.mkfifo(tmp_path / "b.csv")
    opened = open_folder(tmp_path)
    assert (opened.names, dict(opened.odd)) == ((), {"a.csv": FOLDER, "b.csv": NO_FILE})
