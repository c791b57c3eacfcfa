import dataclasses
import datetime
import hashlib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from fixtures.november_outcomes import INTRO, OUTCOMES, SOURCE_SHA256, TREE_SHA256
from session_folders import change, copy_of, session_of, small_session

from workshop_analysis.checks import SessionError, kept_rows
from workshop_analysis.files.opened import open_folder
from workshop_analysis.folder.session import scan_session
from workshop_analysis.terms import MAILBOX, Evidence, Ranking


def faults(folder: Path) -> list[str]:
    with pytest.raises(SessionError) as error:
        session_of(folder)
    return str(error.value).splitlines()


def test_november_is_a_published_session_with_the_facts_of_its_source(november):
    session = session_of(november)
    assert (session.key, session.date) == ("workshop_12nov", datetime.date(2024, 11, 12))
    assert session.date_source == "afgeleid"
    assert session.evidence is Evidence.PUBLISHED
    assert session.order_is_ranking is Ranking.UNKNOWN
    assert session.participants == "+/- 70"
    assert session.contact == MAILBOX
    assert session.question is None
    assert not session.example


def test_november_names_its_source_and_quotes_its_intro(november):
    source = session_of(november).source
    assert source.intro == INTRO
    assert [document.sha256 for document in source.documents] == [SOURCE_SHA256, TREE_SHA256]
    assert source.sha256 == SOURCE_SHA256


def test_november_has_the_18_outcomes_of_the_source(november):
    records = session_of(november).records
    assert records.columns.tolist() == ["id", "kind", "side", "number", "text"]
    assert dict(zip(records["id"], records["text"], strict=True)) == OUTCOMES
    assert records["number"].dtype == "Int64"


def test_a_belofte_has_no_side_and_it_is_missing(november):
    records = session_of(november).records
    assert records.loc[records["kind"].eq("belofte"), "side"].isna().all()
    assert records.loc[records["kind"].eq("belemmering"), "side"].notna().all()


def test_the_hashes_are_of_every_file_that_was_read(november):
    hashes = session_of(november).hashes
    assert set(hashes) == {"session.toml", "outcomes.csv", "beleidskompas.toml"}
    for name, value in hashes.items():
        assert value == hashlib.sha256((november / name).read_bytes()).hexdigest()


def test_contributions_have_their_own_columns_and_types(tmp_path):
    session = session_of(small_session(tmp_path))
    expected = {"participant": "str", "table": "str", "votes": "Int64", "publishable": "boolean"}
    assert session.records.columns.tolist() == ["id", "kind", "side", "text", *expected]
    assert session.records[[*expected]].dtypes.astype(str).to_dict() == expected
    assert session.records["publishable"].tolist() == [True, False, pd.NA]
    assert session.records["votes"].tolist() == [3, pd.NA, 0]
    assert session.example


def test_columns_that_a_session_does_not_use_are_missing_not_zero(tmp_path):
    text = "id,kind,side,text\nb1,belofte,,Meer overleg\n"
    records = session_of(small_session(tmp_path, contributions_csv=text)).records
    assert records[["participant", "table", "votes", "publishable"]].isna().all(axis=None)


def test_dutch_headers_give_the_same_records(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(folder, "outcomes.csv", "id,kind,side,number,text", "uitkomst,soort,Kant,nummer,Tekst")
    pd.testing.assert_frame_equal(session_of(folder).records, session_of(november).records)


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), (";", "utf-8-sig")])
def test_the_csv_forms_of_dutch_excel_give_the_same_records(
    tmp_path, november, delimiter, encoding
):
    folder = copy_of(november, tmp_path)
    frame = pd.read_csv(november / "outcomes.csv")
    frame.to_csv(folder / "outcomes.csv", sep=delimiter, encoding=encoding, index=False)
    pd.testing.assert_frame_equal(session_of(folder).records, session_of(november).records)


def test_a_spreadsheet_gives_the_same_records(tmp_path, november):
    folder = copy_of(november, tmp_path)
    rows = pd.read_csv(folder / "outcomes.csv").astype(object)
    book = openpyxl.Workbook()
    for row in [rows.columns.tolist(), *rows.where(rows.notna(), None).to_numpy().tolist()]:
        book.active.append(row)
    book.save(folder / "outcomes.xlsx")
    (folder / "outcomes.csv").unlink()
    pd.testing.assert_frame_equal(session_of(folder).records, session_of(november).records)


def test_corrections_and_a_baseline_are_read_from_their_blocks(tmp_path):
    folder = small_session(tmp_path)
    text = (folder / "session.toml").read_text()
    (folder / "session.toml").write_text(
        text
        + '[[publication.corrections]]\ndate = 2026-05-01\ntext = "Een tikfout."\n'
        + '[baseline]\nkey = "workshop_12nov"\ncodebook_version = "1.0"\n'
        + '[baseline.sha256]\n"outcomes.csv" = "770b"\n'
    )
    session = session_of(folder)
    assert session.publication.corrections[0].date == datetime.date(2026, 5, 1)
    assert session.baseline is not None
    assert session.baseline.sha256 == {"outcomes.csv": "770b"}
    assert session.notices == ()


def test_a_file_with_the_line_ends_of_windows_says_the_same(tmp_path, november):
    folder = copy_of(november, tmp_path)
    for name in ("session.toml", "outcomes.csv", "beleidskompas.toml"):
        raw = (folder / name).read_bytes()
        (folder / name).write_bytes(raw.replace(b"\n", b"\r\n"))
    windows, unix = session_of(folder), session_of(november)
    assert windows.source == unix.source
    pd.testing.assert_frame_equal(windows.records, unix.records)
    assert windows.hashes != unix.hashes


def test_a_session_cannot_be_changed(november):
    with pytest.raises(dataclasses.FrozenInstanceError):
        session_of(november).title = "anders"


def test_a_session_without_a_beleidskompas_is_a_session(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder / "beleidskompas.toml").unlink()
    assert session_of(folder).beleidskompas is None


def test_a_key_that_we_do_not_know_is_noticed_with_its_line(tmp_path):
    folder = small_session(tmp_path)
    change(folder, "session.toml", "example = true", "exemple = true")
    assert session_of(folder).notices == (
        "session.toml, regel 5: sleutel 'exemple' kennen wij niet; hij telt niet mee. "
        "Bedoelde u 'example'?",
    )


def test_an_empty_row_in_between_is_noticed(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(folder, "outcomes.csv", "beleid-1,", ",,,,\nbeleid-1,")
    session = session_of(folder)
    assert session.notices == ("outcomes.csv: rij 5 is leeg en telt niet mee.",)
    assert len(session.records) == 18


def test_a_row_that_stops_early_is_noticed(tmp_path):
    text = "id,kind,side,text,votes\nb1,belofte,,Overleg\n"
    session = session_of(small_session(tmp_path, contributions_csv=text))
    assert session.notices == (
        "contributions.csv: rij 2 is korter dan de kop; de laatste cellen zijn als leeg gelezen.",
    )


def test_a_table_without_rows_is_refused(tmp_path):
    assert faults(small_session(tmp_path, contributions_csv="id,kind,side,text\n")) == [
        "contributions.csv: hierin staat nog geen enkele rij. Vul er minstens één in."
    ]


def test_a_name_in_the_column_of_participants_is_refused_and_not_repeated(tmp_path):
    folder = small_session(tmp_path)
    change(folder, "contributions.csv", "P01", "Jansen")
    (line,) = faults(folder)
    assert line == (
        "contributions.csv, rij 2, kolom 'participant': hier staat geen deelnemersnummer zoals P07 "
        "(één tot drie hoofdletters en één tot vier cijfers). Het kan een naam zijn, en namen "
        "horen niet in dit bestand; daarom herhalen wij hem niet. Geef elke deelnemer een nummer."
    )


@pytest.mark.parametrize("number", ["P1", "P07", "ABC1234", "T12"])
def test_a_participant_number_has_up_to_three_letters_and_four_digits(tmp_path, number):
    folder = small_session(tmp_path)
    change(folder, "contributions.csv", "P01", number)
    assert session_of(folder).records["participant"][0] == number


@pytest.mark.parametrize("number", ["p01", "7", "ABCD1", "P12345", "P 1", "Jan"])
def test_anything_else_is_no_participant_number(tmp_path, number):
    folder = small_session(tmp_path)
    change(folder, "contributions.csv", "P01", number)
    assert number not in str(faults(folder)[0]).replace("P07", "")


def test_every_fault_of_every_file_is_named_at_once(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(folder, "session.toml", "date = 2024-11-12", 'date = "12 november"')
    change(folder, "outcomes.csv", "beleid-2,belemmering,beleid", "beleid-2,belemering,beleid")
    change(folder, "outcomes.csv", "belofte-1,belofte,", "belofte-1,belofte,beleid")
    change(folder, "beleidskompas.toml", "number = 3", "number = 4")
    assert faults(folder) == [
        "session.toml, regel 7, sleutel 'date': moet een datum zijn zonder aanhalingstekens, "
        "zoals 2026-03-17.",
        "outcomes.csv, rij 6, kolom 'kind': 'belemering' bestaat niet. "
        "Bedoelde u 'belemmering'? Toegestaan: belemmering of belofte.",
        "outcomes.csv, rij 15, kolom 'side': een belofte heeft geen kant, en hier staat 'beleid'. "
        "Maak deze cel leeg.",
        "beleidskompas.toml: de stappen (blokken [[steps]]) zijn niet genummerd 1, 2, 3, "
        "en zo verder. Er staat nu: 1, 2, 4, 4, 5.",
    ]


def test_kept_records_and_reported_rows_are_the_rows_of_the_file(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(folder, "outcomes.csv", "beleid-2,belemmering,beleid", "beleid-2,belemering,")
    change(folder, "outcomes.csv", "belofte-1,belofte,", "belofte-1,belofte,beleid")
    checked = scan_session(open_folder(folder)).records
    reported = {fault.row for fault in checked.faults}
    assert reported == {6, 15}
    assert len(kept_rows(checked)) + len(reported) == 18


def test_a_folder_that_does_not_exist_gets_the_nearest_session(tmp_path, november):
    folder = copy_of(november, tmp_path)
    assert faults(folder.with_name("workshop_12nof")) == [
        f"{folder.with_name('workshop_12nof')}: deze map bestaat niet. Bedoelde u '{folder}'?"
    ]


def test_a_folder_of_sessions_names_the_sessions_in_it(tmp_path, november):
    folder = copy_of(november, tmp_path)
    assert faults(folder.parent) == [
        f"{folder.parent}: hierin staat geen session.toml. Wel een sessiemap: '{folder}'."
    ]


def test_a_folder_far_from_any_session_says_what_to_give(tmp_path):
    (tmp_path / "leeg").mkdir()
    assert faults(tmp_path / "leeg") == [
        f"{tmp_path / 'leeg'}: hierin staat geen session.toml. "
        "Geef de map op waarin session.toml staat."
    ]


def test_missing_outcomes_are_named(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder / "outcomes.csv").unlink()
    assert faults(folder) == ["outcomes.csv: dit bestand ontbreekt (.csv of .xlsx). Zet het erbij."]
