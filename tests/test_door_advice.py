"""What somebody meant: the message knows it, or says nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from session_folders import CODING, CONTRIBUTIONS, change, faults, small_session

from workshop_analysis.faults import nearest
from workshop_analysis.files.opened import read_written
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.folder.workshop import read_workshop

SIDES = "Toegestaan: gezamenlijk, beleid of uitvoering."


@pytest.mark.parametrize(
    ("value", "words", "near"),
    [
        ("beleid-9", ("beleid-1", "beleid-2"), None),
        ("b008", ("b108", "b018"), None),
        ("b8", ("b008", "b108"), "b008"),
        ("beleit-2", ("beleid-1", "beleid-2"), "beleid-2"),
        ("bijdragen (2).xlsx", ("bijdragen.xlsx",), "bijdragen.xlsx"),
        ("x" * 200, ("x" * 199,), None),
    ],
)
def test_a_key_with_another_number_is_never_meant(value, words, near) -> None:
    assert nearest(value, words) == near


@pytest.mark.parametrize("word", ["beide", "Allebei", "samen", "Beleid/uitvoering"])
def test_words_for_both_sides_lead_to_gezamenlijk(tmp_path: Path, word: str) -> None:
    folder = change(small_session(tmp_path), "contributions.csv", "g,beleid", f"g,{word}")
    assert faults(folder) == [
        f"contributions.csv, rij 2, kolom 'side': '{word}' bestaat niet. Bedoelde u 'gezamenlijk'? "
        f"{SIDES}"
    ]


def test_capitals_change_no_word_of_a_closed_list(tmp_path: Path) -> None:
    folder = change(small_session(tmp_path), "contributions.csv", "3,ja", "3,JA ")
    change(folder, "contributions.csv", "b1,belemmering,beleid", "b1,Belemmering,BELEID")
    change(folder, "contributions.csv", "1,,nee", "1,,Nee")
    records = read_workshop(folder).session.records
    assert records[["kind", "side"]].iloc[0].tolist() == ["belemmering", "beleid"]
    assert records["publishable"].tolist()[:2] == [True, False]


TEXTS = """[[codes]]
code = "haast"
text = "Altijd haast"
definition = "x"
include = "x"
exclude = "x"
[[placements]]
code = "haast"
theme = "tijd"
coder = "A"
reason = "x"
"""
CROSSWALK = "old,new,fate,reason\ntempo,haast,hernoemd,x\nweg,,vervallen,x\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("tempo", "Deze code heet nu 'haast' (zie de crosswalk)."),
        ("weg", "Deze code is vervallen (zie de crosswalk). Kies een andere."),
        ("Altijd  haast.", "Dit is de tekst van code 'haast'. Schrijf 'haast'."),
        (
            "haast; geen-tijd",
            "Hier staan 2 codes in één cel. Zet elke code in een eigen kolom (code 1, code 2, "
            "code 3), of op een eigen rij.",
        ),
        ("overig", "Past geen code? Schrijf dan 'geen-code'."),
        ("haazt", "Bedoelde u 'haast'?"),
    ],
)
@pytest.mark.parametrize("name", ["coding.csv", "codering-A.csv"])
def test_a_code_that_is_not_there_gets_the_advice_that_knows(
    tmp_path: Path, written: str, said: str, name: str
) -> None:
    folder = small_session(tmp_path, crosswalk_csv=CROSSWALK)
    book = (folder / "codebook.toml").read_text(encoding="utf-8")
    (folder / "codebook.toml").write_text(book + TEXTS, encoding="utf-8")
    (folder / "coding.csv").unlink()
    (folder / name).write_text(f"record,code,coder\nb1,{written},A\n", encoding="utf-8")
    shown = written.strip()
    assert faults(folder) == [f"{name}, rij 2, kolom 'code': code '{shown}' bestaat niet. {said}"]


def test_a_file_full_of_strange_numbers_is_one_line(tmp_path: Path) -> None:
    rows = "".join(f"x{number:03},geen-tijd,A,hand,\n" for number in range(141))
    folder = small_session(tmp_path, coding_csv=CODING.splitlines()[0] + "\n" + rows)
    assert faults(folder) == [
        "coding.csv, rijen 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en nog 131 andere, kolom 'record': "
        "bijdrage 'x000' en 140 andere bestaan niet. Hoort dit bestand wel bij deze map?"
    ]


def test_participants_that_are_numbers_get_the_way_out(tmp_path: Path) -> None:
    rows = CONTRIBUTIONS.replace("P01", "1").replace("P02", "2")
    assert faults(small_session(tmp_path, contributions_csv=rows)) == [
        "contributions.csv, rijen 2, 3 en 4, kolom 'participant': hier staat alleen een getal. Zet "
        "er een letter voor, zodat te zien is dat het een deelnemer is: 1 wordt P01, 2 wordt P02."
    ]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_title_above_the_header_is_one_fault(tmp_path: Path, delimiter: str) -> None:
    rows = CONTRIBUTIONS.replace(",", delimiter)
    folder = small_session(tmp_path, contributions_csv=f"Leeratelier 17 maart\n\n{rows}")
    assert "\n".join(faults(folder)) == (
        "contributions.csv, rij 1: hier staat niet de kop: de namen van de kolommen staan op rij "
        "3. Haal de rijen 1 tot en met 2 weg, zodat de kop de eerste rij is."
    )


def test_a_text_that_is_a_percentage_is_no_number_to_fill_in(tmp_path: Path) -> None:
    book = Workbook()
    for row in ([*["id", "kind", "side", "text"]], ["b1", "belemmering", "beleid", 0.4]):
        book.active.append(row)
    book.active["D2"].number_format = "0%"
    folder = small_session(tmp_path)
    (folder / "contributions.csv").unlink()
    book.save(folder / "contributions.xlsx")
    assert faults(folder)[0] == (
        "contributions.xlsx, rij 2, kolom 'text': hier staat een percentage (40%) en geen tekst. "
        "Schrijf op wat er is gezegd."
    )


# -- spreadsheets of other programs -----------------------------------------------------------

NOT_JUDGED = (
    "of er verborgen rijen, samengevoegde cellen, formules of percentages in staan, kunnen wij in "
    "dit soort bestand niet nakijken. Sla het op als .xlsx om dat wel te laten doen."
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, rows: list[list[str]], *, date: str = "") -> None:
    """Write a small OpenDocument sheet, as LibreOffice would; the last cell may be a date."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ["".join(cell.format(value) for value in row) for row in rows]
    if date:
        lines[-1] += f'<table:table-cell office:value-type="date" office:date-value="{date}"/>'
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = "".join(f' xmlns:{n}="{name}{n}:1.0"' for n in ("office", "table", "text"))
    sheet = f'<table:table table:name="Blad1">{body}</table:table>'
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = f' manifest:media-type="{MIME}" manifest:full-path="/"'
    manifest = f'<manifest:manifest xmlns:manifest="{name}manifest:1.0"><manifest:file-entry{entry}'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", MIME)
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", f"{manifest}/></manifest:manifest>")


def test_an_ods_gives_the_same_records_and_says_what_was_not_judged(tmp_path: Path) -> None:
    folder = small_session(tmp_path)
    plain = read_workshop(folder)
    rows = [line.split(",") for line in CONTRIBUTIONS.splitlines()]
    (folder / "contributions.csv").unlink()
    write_ods(folder / "bijdragen.ods", rows)
    read = read_workshop(folder)
    assert read.session.records.equals(plain.session.records)
    assert read.notices == (f"bijdragen.ods: {NOT_JUDGED}",)


def test_a_date_in_an_ods_is_a_fault_as_in_excel(tmp_path: Path) -> None:
    folder = small_session(tmp_path)
    (folder / "contributions.csv").unlink()
    header, row = ["id", "kind", "side", "text", "table"], ["b1", "belemmering", "beleid", "Tijd"]
    write_ods(folder / "contributions.ods", [header, row], date="2026-04-03")
    assert faults(folder)[0] == (
        "contributions.ods, rij 2, kolom 'table': het programma heeft hier een datum van gemaakt "
        "(3 april 2026). Zet de cel op 'Tekst' en typ opnieuw wat u bedoelde."
    )


def test_an_old_excel_file_is_read() -> None:
    table = scan_table(read_written(Path(__file__).parent / "fixtures" / "oud.xls")).accept()
    assert table.frame.to_dict("list") == {"id": ["b1", "b2"], "text": ["Geen tijd", "Één é"]}
