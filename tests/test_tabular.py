import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from session_folders import table_of

from workshop_analysis.checks import SessionError
from workshop_analysis.files.opened import Written, open_folder

HEADER = ["id", "soort", "Kant", "tekst", "stemmen", "opmerking"]
ROWS = [
    ["b1", "belemmering", "beleid", "Te weinig tijd; en geld, zei ‘iemand’", "3", ""],
    ["b2", "belofte", "", 'Een "goed" verhaal\nop twee regels, efficiënt', "", "café"],
]


def as_csv(delimiter: str) -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',;"\n') else cell

    return "".join(delimiter.join(map(quoted, row)) + "\r\n" for row in [HEADER, *ROWS])


def as_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(path)


def four_forms(folder: Path) -> list[Path]:
    paths = [folder / name for name in ("a.csv", "b.csv", "c.csv", "d.xlsx")]
    paths[0].write_bytes(as_csv(",").encode("utf-8"))
    paths[1].write_bytes(as_csv(";").encode("cp1252"))
    paths[2].write_bytes(as_csv(";").encode("utf-8-sig"))
    as_xlsx(paths[3])
    return paths


def refusal(path: Path, raw: bytes) -> str:
    path.write_bytes(raw)
    with pytest.raises(SessionError) as error:
        table_of(path)
    return str(error.value)


def test_the_four_forms_of_dutch_excel_give_the_same_table(tmp_path):
    tables = [table_of(path) for path in four_forms(tmp_path)]
    expected = pd.DataFrame(
        [[cell or None for cell in row] for row in ROWS],
        columns=["id", "kind", "side", "text", "votes", "opmerking"],
        index=[2, 3],
        dtype="str",
    )
    for table in tables:
        pd.testing.assert_frame_equal(table.frame, expected, check_index_type=False)
        assert table.unknown == ("opmerking",)
        assert table.written["side"] == "Kant"
    assert len({table.sha256 for table in tables}) == 4


WORDS = st.text(alphabet="aéë1,;|\t\"'’€ \n", max_size=8).map(lambda text: f"x{text}y")
TABLES = st.lists(st.lists(WORDS | st.just(""), min_size=3, max_size=3), min_size=1, max_size=5)


@given(rows=TABLES)
@settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_people_type_the_forms_agree_and_no_row_is_lost(tmp_path, rows):
    frame = pd.DataFrame(rows, columns=["id", "tekst", "opmerking"])
    for name, delimiter, encoding in (
        ("a.csv", ",", "utf-8"),
        ("b.csv", ";", "cp1252"),
        ("c.csv", ";", "utf-8-sig"),
    ):
        frame.to_csv(tmp_path / name, sep=delimiter, encoding=encoding, index=False)
    frame.replace("", None).to_excel(tmp_path / "d.xlsx", index=False)
    first, *others = (table_of(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv", "d.xlsx"))
    filled = [[cell or None for cell in row] for row in rows if any(row)]
    assert first.frame.astype(object).where(first.frame.notna(), None).to_numpy().tolist() == filled
    for other in others:
        pd.testing.assert_frame_equal(first.frame, other.frame, check_index_type=False)


def test_a_table_keeps_the_row_numbers_of_the_spreadsheet(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\nb1,x\n,\nb2,y\n\n")
    assert table_of(tmp_path / "a.csv").frame.index.tolist() == [2, 4]


def test_the_hint_that_excel_reads_and_hides_is_no_row(tmp_path):
    (tmp_path / "a.csv").write_text("sep=;\nid;text\nb1;x\n")
    assert table_of(tmp_path / "a.csv").frame.to_dict("list") == {"id": ["b1"], "text": ["x"]}


def test_the_line_ends_of_windows_are_ordinary_line_ends(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'sep=;\r\nid;text\r\nb1;"x\r\ny"\r\n')
    assert table_of(tmp_path / "a.csv").frame["text"].tolist() == ["x\ny"]


def test_a_cell_of_spaces_is_empty_and_other_spaces_stay(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n b1 ,  \n")
    frame = table_of(tmp_path / "a.csv").frame
    assert frame["id"].tolist() == [" b1 "]
    assert frame["text"].isna().all()


def test_a_column_without_a_header_is_kept_under_its_letter_when_it_holds_something(tmp_path):
    (tmp_path / "a.csv").write_text("id,,\nb1,x,\n")
    assert table_of(tmp_path / "a.csv").frame.columns.tolist() == ["id", "kolom B"]


def test_numbers_dates_and_truths_of_a_spreadsheet_become_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "x", "y", "z"])
    book.active.append([7, 0.5, True, datetime.date(2026, 3, 17), False])
    book.save(tmp_path / "a.xlsx")
    row = table_of(tmp_path / "a.xlsx").frame.loc[2].tolist()
    assert row == ["7", "0.5", "WAAR", "2026-03-17", "ONWAAR"]


def test_a_sheet_is_read_by_name_and_a_wrong_name_gets_the_nearest(tmp_path):
    as_xlsx(tmp_path / "a.xlsx")
    assert len(table_of(tmp_path / "a.xlsx", sheet="Sheet").frame) == 2
    with pytest.raises(SessionError) as error:
        table_of(tmp_path / "a.xlsx", sheet="Sheets")
    assert str(error.value) == "a.xlsx: blad 'Sheets' bestaat niet. Bedoelde u 'Sheet'?"


def test_utf_16_is_refused(tmp_path):
    assert refusal(tmp_path / "a.csv", "id,text\nb1,x\n".encode("utf-16")) == (
        "a.csv: dit bestand is opgeslagen als UTF-16 ('Unicode-tekst'). Sla het bestand in Excel "
        "op als 'CSV UTF-8 (door komma's gescheiden)' of als .xlsx."
    )


def test_a_table_with_tabs_is_refused(tmp_path):
    assert refusal(tmp_path / "a.csv", b"id\ttext\nb1\tx\n") == (
        "a.csv: de kolommen zijn gescheiden door tabs. Sla het bestand in Excel op als "
        "'CSV UTF-8 (door komma's gescheiden)' of als .xlsx."
    )


def test_a_spreadsheet_with_the_name_of_a_csv_is_refused(tmp_path):
    as_xlsx(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.csv", (tmp_path / "a.xlsx").read_bytes()) == (
        "a.csv: dit is een Excel-bestand. Geef het een naam die op .xlsx eindigt."
    )


def test_bytes_that_are_no_text_are_refused(tmp_path):
    assert refusal(tmp_path / "a.csv", b"id;text\nb1;\x81\x8d\n") == (
        "a.csv: de tekens in dit bestand zijn niet te lezen (geen UTF-8 en geen cp1252). Sla het "
        "bestand in Excel op als 'CSV UTF-8 (door komma's gescheiden)' of als .xlsx."
    )


def test_letters_read_with_the_wrong_encoding_are_named(tmp_path):
    assert refusal(tmp_path / "a.csv", "id,tekst\nb1,te efficiÃ«nt\n".encode()) == (
        "a.csv, rij 2, kolom 'tekst': 'efficiÃ«nt' is verminkt: de letters zijn met de verkeerde "
        "tekenset gelezen. Typ deze tekst opnieuw. Sla het bestand in Excel op als "
        "'CSV UTF-8 (door komma's gescheiden)' of als .xlsx."
    )


def test_an_empty_file_is_refused(tmp_path):
    assert refusal(tmp_path / "a.csv", b"\n\n") == (
        "a.csv: dit bestand is leeg. Zet op de eerste rij de namen van de kolommen."
    )


def test_a_damaged_spreadsheet_is_refused(tmp_path):
    assert refusal(tmp_path / "a.xlsx", b"PK\x03\x04 niets") == (
        "a.xlsx: dit Excel-bestand is beschadigd of beveiligd. "
        "Sla het opnieuw op, zonder wachtwoord."
    )


def test_a_quote_that_is_not_closed_names_its_row(tmp_path):
    assert refusal(tmp_path / "a.csv", b'id,text\nb1,x\nb2,"y\nb3,z\n') == (
        "a.csv, rij 3: hier gaat iets mis met dubbele aanhalingstekens. Zet ze om de hele cel, en "
        'schrijf een aanhalingsteken in de tekst dubbel: "".'
    )


def test_a_row_with_more_cells_than_the_header_is_named(tmp_path):
    assert refusal(tmp_path / "a.csv", b"id,text\nb1,tijd, en geld\n") == (
        "a.csv, rij 2: deze rij heeft 3 cellen en de kop 2. Zet een tekst met een komma of "
        "puntkomma tussen dubbele aanhalingstekens, of vul de kop aan."
    )


def test_the_same_column_twice_is_named(tmp_path):
    assert refusal(tmp_path / "a.csv", b"id,kant,side\nb1,beleid,beleid\n") == (
        "a.csv: kolom 'side' staat er twee keer (ook als 'kant'). Laat er één staan."
    )


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SessionError) as error:
        table_of(tmp_path / "a.csv")
    assert str(error.value) == "a.csv: dit bestand ontbreekt."


def test_a_table_is_found_under_each_of_its_names(tmp_path):
    (tmp_path / "bijdragen.xlsx").touch()
    found = open_folder(tmp_path).table("contributions", "bijdragen")
    assert found.accept() == Written("bijdragen.xlsx")


def test_a_missing_table_is_recognised_under_a_name_that_is_nearly_right(tmp_path):
    (tmp_path / "outcome.csv").touch()
    assert [str(fault) for fault in open_folder(tmp_path).table("outcomes").faults] == [
        "outcomes.csv: dit bestand ontbreekt (.csv of .xlsx). "
        "Heet het nu 'outcome.csv'? Geef het dan de goede naam."
    ]


def test_the_same_table_in_two_files_is_refused(tmp_path):
    (tmp_path / "outcomes.csv").touch()
    (tmp_path / "outcomes.xlsx").touch()
    assert [str(fault) for fault in open_folder(tmp_path).table("outcomes").faults] == [
        "outcomes.csv: outcomes.csv en outcomes.xlsx staan er allebei. Laat er één staan."
    ]
