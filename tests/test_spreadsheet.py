import datetime
import functools
import io
import tempfile
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from session_folders import CODEBOOK as TOY_CODEBOOK
from session_folders import SESSION, scan_codes, scan_contributions

from workshop_analysis.checks import SessionError
from workshop_analysis.coders.agreement import disagreements
from workshop_analysis.files.opened import open_folder
from workshop_analysis.folder.code_words import KnownCodes
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.coder_sheet import write_coder_workbook, write_differences
from workshop_analysis.folder.codings import (
    CoderFile,
    merge_codings,
    scan_coder_files,
)
from workshop_analysis.folder.contributions_sheet import HEADINGS, write_contributions
from workshop_analysis.folder.workshop import read_workshop

CODES = ("tijd", "kennis")
CODEBOOK = Codebook(
    version="1.0",
    title="VOORBEELD",
    coders=(),
    themes=pd.DataFrame({"theme": ["haast"], "name": ["Haast"], "definition": ["Te snel."]}),
    codes=pd.DataFrame(
        {
            "code": CODES,
            "text": ["Geen tijd", "Geen kennis"],
            "definition": ["Te weinig tijd.", "=kennis(A1)"],
            "include": ["haast", None],
            "exclude": [None, None],
        }
    ),
    placements=pd.DataFrame({"code": CODES, "theme": ["haast", None]}),
)
RECORDS = pd.DataFrame(
    {
        "id": ["b1", "b2"],
        "kind": ["belemmering", "belofte"],
        "side": ["beleid", None],
        "text": ["=1+1 is te weinig tijd", "Deel wat je weet"],
        "participant": ["P01", "P02"],
        "table": ["3-4", "2"],
        "votes": pd.array([2, None], dtype="Int64"),
        "publishable": pd.array([True, None], dtype="boolean"),
    }
)
KNOWN = KnownCodes(dict.fromkeys(CODES, ""))
GROWING = "OFFSET('Codes en rode draden'!$I$2,0,0,COUNTA('Codes en rode draden'!$A$2:$A$64),1)"
ROW = ["b1", "belemmering", "beleid", "Te weinig tijd", "P01", "1", 2, "ja"]


@functools.cache
def empty_spreadsheet() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        return write_contributions(Path(place) / "b.xlsx", codebook=CODEBOOK).read_bytes()


def filled(folder: Path, *rows: list, change=None, name: str = "bijdragen.xlsx") -> Path:
    """A spreadsheet as `new` writes it, with these rows typed in under the example."""
    path = folder / name
    book = load_workbook(io.BytesIO(empty_spreadsheet()))
    sheet = book["Bijdragen"]
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(row=number, column=column, value=value)
    if change:
        change(sheet)
    book.save(path)
    return path


def messages(checked) -> list[str]:
    return [str(fault) for fault in checked.faults]


# --- the empty spreadsheet ------------------------------------------------------------------


def test_an_empty_spreadsheet_has_headers_an_example_and_numbered_rows(tmp_path):
    sheet = load_workbook(write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK))["Bijdragen"]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    assert (sheet["A2"].value, sheet["A3"].value, sheet["A302"].value) == (
        "VOORBEELD",
        "b001",
        "b300",
    )
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("A2", False)


def test_the_drop_downs_are_ranges_on_the_sheet_with_codes_and_themes(tmp_path):
    book = load_workbook(write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK))
    lists = {
        str(rule.sqref): rule.formula1
        for rule in book["Bijdragen"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {
        "B2:B302": "='Codes en rode draden'!$R$2:$R$3",
        "C2:C302": "='Codes en rode draden'!$S$2:$S$4",
        "H2:H302": "='Codes en rode draden'!$T$2:$T$3",
        "I2:I302": f"={GROWING}",
        "J2:J302": f"={GROWING}",
        "K2:K302": f"={GROWING}",
    }
    codes = book["Codes en rode draden"]
    assert [codes.cell(row, 1).value for row in (2, 3, 4)] == ["tijd", "kennis", "geen-code"]
    assert [codes.cell(row, 19).value for row in (2, 3, 4)] == [
        "gezamenlijk",
        "beleid",
        "uitvoering",
    ]
    assert (codes["F2"].value, codes["K2"].value) == ("Haast", "Haast")


def test_no_text_becomes_a_formula(tmp_path):
    book = load_workbook(
        write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK, records=RECORDS)
    )
    assert (book["Bijdragen"]["D3"].data_type, book["Bijdragen"]["D3"].value) == (
        "s",
        RECORDS["text"][0],
    )
    assert book["Codes en rode draden"]["C3"].data_type == "s"


def test_the_same_session_gives_the_same_bytes(tmp_path):
    once, again = (
        write_contributions(tmp_path / name, codebook=CODEBOOK) for name in ("a.xlsx", "b.xlsx")
    )
    assert once.read_bytes() == again.read_bytes()


def test_an_existing_spreadsheet_is_not_overwritten(tmp_path):
    (tmp_path / "b.xlsx").write_text("van mij")
    with pytest.raises(FileExistsError):
        write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK)
    assert (tmp_path / "b.xlsx").read_text() == "van mij"


# --- reading it back ------------------------------------------------------------------------


def test_an_untouched_spreadsheet_holds_no_contribution_and_says_so(tmp_path):
    found = scan_contributions(filled(tmp_path))
    assert found.value.frame.empty
    assert found.faults == ()
    assert "bijdragen.xlsx: 300 rijen hebben alleen een nummer en tellen niet mee." in found.notices


def test_what_was_written_is_read_back(tmp_path):
    path = write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK, records=RECORDS)
    found = scan_contributions(path).accept()
    assert found.frame.index.tolist() == [3, 4]
    assert found.frame["text"].tolist() == RECORDS["text"].tolist()
    assert found.frame[["table", "votes", "publishable"]].values.tolist()[0] == ["3-4", "2", "ja"]
    assert found.frame.loc[4, ["side", "votes", "publishable"]].isna().all()


def test_the_example_row_is_never_counted(tmp_path):
    found = scan_contributions(filled(tmp_path, ROW)).accept()
    assert found.frame["id"].tolist() == ["b1"]


def test_a_csv_of_the_spreadsheet_gives_the_same_contributions(tmp_path):
    path = filled(tmp_path, [*ROW, "tijd", None, None, "anna", "haast"])
    for name, separator, encoding in (("a.csv", ",", "utf-8"), ("b.csv", ";", "cp1252")):
        table = pd.read_excel(path, sheet_name="Bijdragen", dtype=str, engine="openpyxl")
        table.to_csv(tmp_path / name, sep=separator, encoding=encoding, index=False)
        for scan in (scan_contributions, lambda file: scan_codes(file, codes=CODES)):
            ours, theirs = scan(path).value, scan(tmp_path / name).value
            frames = [getattr(one, "frame", one) for one in (ours, theirs)]
            pd.testing.assert_frame_equal(*frames)


def test_codes_become_a_coding_with_coder_origin_and_reason(tmp_path):
    path = filled(tmp_path, [*ROW, "tijd", "kennis", None, "anna", "haast"])
    coding = scan_codes(path, codes=CODES).accept()
    assert coding.values.tolist() == [
        ["b1", "tijd", "anna", "mens", "haast"],
        ["b1", "kennis", "anna", "mens", "haast"],
    ]


def test_a_code_from_the_suggestions_of_its_row_is_stored_as_taken_over(tmp_path):
    near = RECORDS.assign(suggestion_1=["tijd", "tijd"])
    path = write_coder_workbook(tmp_path / "b.xlsx", records=near, coder="anna", codebook=CODEBOOK)
    assert scan_codes(path, codes=CODES).value.empty
    book = load_workbook(path)
    for row, code in ((2, "tijd"), (3, "kennis · Geen kennis")):
        book["Coderen"].cell(row, 5, code)
    book.save(path)
    assert scan_codes(path, codes=CODES).accept()["origin"].tolist() == ["suggestie", "mens"]


# --- bad input, each message whole ----------------------------------------------------------


def test_a_changed_example_row_is_named_and_not_lost_in_silence(tmp_path):
    path = filled(tmp_path, change=lambda sheet: sheet.cell(2, 4, "Mijn eigen bijdrage"))
    assert messages(scan_contributions(path)) == [
        "bijdragen.xlsx, rij 2, kolom 'bijdrage': dit is de voorbeeldrij ('VOORBEELD') en die telt "
        "nooit mee, maar er staat een eigen tekst in. Geef die bijdrage een eigen nummer, of haal "
        "de rij weg."
    ]


def test_merged_cells_are_named(tmp_path):
    path = filled(tmp_path, ROW, change=lambda sheet: sheet.merge_cells("E3:E5"))
    assert messages(scan_contributions(path)) == [
        "bijdragen.xlsx, rij 3: de cellen E3:E5 zijn samengevoegd: alleen E3 telt, de rest is "
        "leeg. Hef de samenvoeging op (Start > Samenvoegen en centreren) en vul elke cel apart in."
    ]


def test_a_formula_is_named_with_what_it_says(tmp_path):
    path = filled(tmp_path, [*ROW[:6], "=1+1"])
    assert messages(scan_contributions(path)) == [
        "bijdragen.xlsx, rij 3, kolom 'stemmen': hier staat een formule (=1+1). Kopieer de cel en "
        "plak haar als waarde (Plakken speciaal > Waarden). Is het gewone tekst? Zet er dan een ' "
        "voor."
    ]


def hide(sheet):
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[9].hidden = True


def test_hidden_rows_are_named_together(tmp_path):
    path = filled(tmp_path, ROW, ["b2", *ROW[1:]], change=hide)
    error = SessionError(scan_contributions(path).faults)
    assert str(error) == (
        "bijdragen.xlsx, rijen 3 en 4: deze rij is verborgen. Maak haar zichtbaar of wis het "
        "filter, zodat u ziet wat meetelt; telt zij niet mee, haal haar dan weg."
    )


def test_a_hidden_column_is_named(tmp_path):
    def hide_column(sheet):
        sheet.column_dimensions["F"].hidden = True

    assert messages(scan_contributions(filled(tmp_path, ROW, change=hide_column))) == [
        "bijdragen.xlsx, kolom 'tafel': deze kolom is verborgen. Maak haar zichtbaar, zodat u ziet "
        "wat meetelt."
    ]


def test_a_date_that_excel_made_is_named(tmp_path):
    path = filled(tmp_path, [*ROW[:5], datetime.datetime(2026, 4, 3)])
    assert messages(scan_contributions(path)) == [
        "bijdragen.xlsx, rij 3, kolom 'tafel': Excel heeft hier een datum van gemaakt (3 april "
        "2026). Zet de cel op 'Tekst' en typ opnieuw wat u bedoelde."
    ]


def test_a_date_that_became_a_number_is_named_with_the_date(tmp_path):
    path = filled(tmp_path, [*ROW[:3], 45734])
    assert messages(scan_contributions(path)) == [
        "bijdragen.xlsx, rij 3, kolom 'tekst': hier staat het getal 45734 en geen tekst. Was het "
        "een datum (18 maart 2025)? Zet de cel dan op 'Tekst' en typ hem opnieuw."
    ]


def test_a_percentage_is_named(tmp_path):
    def as_percentage(sheet):
        sheet["G3"].value, sheet["G3"].number_format = 0.45, "0%"

    assert messages(scan_contributions(filled(tmp_path, ROW, change=as_percentage))) == [
        "bijdragen.xlsx, rij 3, kolom 'stemmen': hier staat een percentage (45%). Vul het aantal "
        "in, als heel getal."
    ]


def test_an_error_value_of_excel_is_named(tmp_path):
    def spoil(sheet):
        sheet["F3"].value, sheet["F3"].data_type = "#REF!", "e"

    assert messages(scan_contributions(filled(tmp_path, ROW, change=spoil))) == [
        "bijdragen.xlsx, rij 3, kolom 'tafel': hier staat een foutmelding van Excel (#REF!). Typ "
        "de waarde opnieuw."
    ]


def test_what_somebody_keeps_in_a_column_of_their_own_is_theirs(tmp_path):
    def own_column(sheet):
        sheet["N1"].value, sheet["N3"].value = "genoteerd op", datetime.datetime(2026, 4, 3)

    found = scan_contributions(filled(tmp_path, ROW, change=own_column))
    assert (found.faults, found.value.unknown) == ((), ("genoteerd op",))


def test_a_protected_file_is_named(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert messages(scan_contributions(tmp_path / "b.xlsx")) == [
        "b.xlsx: dit bestand is met een wachtwoord beveiligd, of het is een oud .xls-bestand. Open "
        "het in Excel, haal het wachtwoord weg (Bestand > Info > Werkmap beveiligen) en sla het op "
        "als .xlsx."
    ]


@pytest.mark.parametrize("kind", ["half", "no workbook", "text"])
def test_a_corrupt_file_is_named(tmp_path, kind):
    path = write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK)
    if kind == "no workbook":
        path.unlink()
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("leeg.txt", "")
    else:
        path.write_bytes(path.read_bytes()[:2000] if kind == "half" else b"bijdrage;tekst")
    assert messages(scan_contributions(path)) == [
        "b.xlsx: dit bestand is beschadigd of is geen Excel-bestand. Open het in Excel, laat het "
        "herstellen en sla het onder een nieuwe naam op als .xlsx."
    ]


def test_an_extra_sheet_is_named_as_not_read(tmp_path):
    path = filled(tmp_path, ROW, change=lambda sheet: sheet.parent.create_sheet("Tafel 9"))
    assert "bijdragen.xlsx: blad 'Tafel 9' lezen wij niet." in scan_contributions(path).notices


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            ["tijt", None, None, "anna"],
            "rij 3, kolom 'code 1': code 'tijt' bestaat niet. Bedoelde u 'tijd'?",
        ),
        (
            ["tijd", None, "tijd", "anna"],
            "rij 3, kolom 'code 3': 'tijd' staat hier al. Laat er één staan.",
        ),
        (
            ["tijd", "geen-code", None, "anna"],
            "rij 3: 'geen-code' staat naast een code. Past de code? Haal 'geen-code' dan weg.",
        ),
        (
            ["tijd"],
            "rij 3, kolom 'codeur': hier is wel gecodeerd, maar er staat niet door wie. Vul in wie "
            "codeerde, bijvoorbeeld 'lezer-1'.",
        ),
    ],
)
def test_a_code_that_cannot_be_is_named_with_its_cell(tmp_path, cells, message):
    found = scan_codes(filled(tmp_path, [*ROW, *cells]), codes=CODES)
    assert messages(found) == [f"bijdragen.xlsx, {message}"]


# --- coders, blind, and together ------------------------------------------------------------


def coder_file(folder: Path, name: str, **codes: str) -> Path:
    """A coder's workbook with these codes filled in: b1='tijd'."""
    path = write_coder_workbook(
        folder / f"codering-{name}.xlsx", records=RECORDS, coder=name, codebook=CODEBOOK
    )
    book = load_workbook(path)
    sheet = book["Coderen"]
    for row in sheet.iter_rows(min_row=2):
        row[4].value = codes.get(row[0].value)
    book.save(path)
    return path


def coding(*rows: str, name: str = "coding.csv") -> CoderFile:
    cells = [(*row.split(), "mens", None)[:5] for row in rows]
    frame = pd.DataFrame(cells, columns=["record", "code", "coder", "origin", "reason"])
    return CoderFile(name, frame.astype("str"))


def test_a_coder_sees_texts_and_codes_and_no_participant_or_other_coder(tmp_path):
    book = load_workbook(coder_file(tmp_path, "anna"))
    assert book.sheetnames == ["Coderen", "Codes en rode draden"]
    assert [cell.value for cell in book["Coderen"][1]] == [
        *("bijdrage", "soort", "kant", "tekst", "code 1", "code 2", "code 3", "codeur", "reden")
    ]
    assert [cell.value for cell in book["Coderen"][2]][3:8] == [
        RECORDS["text"][0],
        *[None] * 3,
        "anna",
    ]


def test_a_coder_may_get_suggestions_beside_the_codes(tmp_path):
    near = RECORDS.assign(suggestion_1=["tijd", None], evidence_1=["Geen tijd", None])
    path = write_coder_workbook(
        tmp_path / "codering-anna.xlsx", records=near, coder="anna", codebook=CODEBOOK
    )
    sheet = load_workbook(path)["Coderen"]
    assert [cell.value for cell in sheet[1]][-2:] == ["suggestie 1", "lijkt op 1"]
    assert [cell.value for cell in sheet[2]][4:] == [
        *(*[None] * 3, "anna", None, "tijd · Geen tijd", "Geen tijd"),
    ]


def test_coders_files_are_read_together_and_uncoded_stays_uncoded(tmp_path):
    coder_file(tmp_path, "anna", b1="tijd", b2="geen-code")
    coder_file(tmp_path, "bert", b1="kennis")
    files = scan_coder_files(
        open_folder(tmp_path), None, codes=KNOWN, records=("b1", "b2")
    ).accept()
    merged = merge_codings(files).accept()
    assert merged[["record", "code", "coder"]].values.tolist() == [
        ["b1", "tijd", "anna"],
        ["b2", "geen-code", "anna"],
        ["b1", "kennis", "bert"],
    ]


def test_a_coders_file_about_another_session_is_refused(tmp_path):
    coder_file(tmp_path, "anna", b1="tijd")
    found = scan_coder_files(open_folder(tmp_path), None, codes=KNOWN, records=("b001", "b002"))
    assert messages(found) == [
        "codering-anna.xlsx, rij 2, kolom 'bijdrage': bijdrage 'b1' bestaat niet. "
        "Bedoelde u 'b001'?"
    ]


def test_the_same_coding_in_two_files_counts_once():
    files = [coding("b1 tijd anna"), coding("b1 tijd anna", name="codering-anna.csv")]
    assert len(merge_codings(files).accept()) == 1


def test_two_codings_by_one_coder_are_not_thrown_together():
    files = [
        coding("b1 tijd anna", "b2 tijd anna"),
        coding("b1 kennis anna", name="codering-anna.csv"),
    ]
    assert messages(merge_codings(files)) == [
        "codering-anna.csv: codeur 'anna' codeerde bijdrage 'b1' hier anders dan in coding.csv. Is "
        "dit een tweede ronde? Noem de codeur hier dan 'anna#2'. Is het een vergissing? Laat dan "
        "één van de twee staan."
    ]


def test_a_consensus_reads_back_as_a_third_coding(tmp_path):
    both = coding("b1 tijd anna", "b1 kennis bert", "b2 tijd anna", "b2 tijd bert")
    listed = disagreements(both.coding, records=RECORDS)
    path = write_differences(tmp_path / "verschillen.xlsx", disagreements=listed, codebook=CODEBOOK)
    book = load_workbook(path)
    sheet = book["Verschillen"]
    assert [cell.value for cell in sheet[1]] == [
        *("bijdrage", "tekst", "verschil", "codes van anna", "reden van anna", "codes van bert"),
        *("reden van bert", "consensus 1", "consensus 2", "consensus 3", "reden"),
    ]
    assert [cell.value for cell in sheet[2]][:4] == [
        "b1",
        RECORDS["text"][0],
        "1,00",
        "tijd · Geen tijd",
    ]
    sheet["H2"].value, sheet["K2"].value = "tijd", "samen besproken"
    book.save(path)
    files = scan_coder_files(
        open_folder(tmp_path), None, codes=KNOWN, records=("b1", "b2")
    ).accept()
    assert merge_codings([both, *files]).accept().iloc[-1].tolist() == [
        *("b1", "tijd", "consensus", "consensus", "samen besproken")
    ]


def test_an_undecided_difference_has_no_consensus(tmp_path):
    listed = disagreements(coding("b1 tijd anna", "b1 kennis bert").coding, records=RECORDS)
    path = write_differences(tmp_path / "verschillen.xlsx", disagreements=listed, codebook=CODEBOOK)
    assert scan_codes(path, codes=CODES, records=("b1",)).accept().empty


def test_no_cell_has_two_rules_because_libreoffice_then_drops_one(tmp_path):
    book = load_workbook(write_contributions(tmp_path / "b.xlsx", codebook=CODEBOOK))
    ranges = [str(rule.sqref) for rule in book["Bijdragen"].data_validations.dataValidation]
    assert len(ranges) == len(set(ranges)) == 7


# --- in a whole session folder --------------------------------------------------------------


def in_session(folder: Path, *rows: list, name: str = "bijdragen.xlsx") -> Path:
    """The same without the sheet with codes, which says other words than the small codebook."""
    return filled(folder, *rows, change=without_codes, name=name)


def without_codes(sheet) -> None:
    sheet.parent.remove(sheet.parent["Codes en rode draden"])


@pytest.fixture
def session(tmp_path) -> Path:
    """A session folder with a spreadsheet in the place of contributions.csv and coding.csv."""
    (tmp_path / "session.toml").write_text(SESSION, encoding="utf-8")
    (tmp_path / "codebook.toml").write_text(TOY_CODEBOOK.replace("geen-tijd", "tijd"), "utf-8")
    in_session(tmp_path, [*ROW, "tijd", None, None, "anna", "haast"], ["b2", *ROW[1:]])
    return tmp_path


def test_a_folder_with_a_spreadsheet_is_read_whole(session):
    folder = read_workshop(session)
    assert folder.session.records["id"].tolist() == ["b1", "b2"]
    assert folder.coding.values.tolist() == [["b1", "tijd", "anna", "mens", "haast"]]
    assert "bijdragen.xlsx" in folder.hashes


def test_a_second_coder_adds_a_file_of_their_own(session):
    frame = pd.DataFrame(
        {"bijdrage": ["b1", "b2"], "code 1": ["geen-code", "tijd"], "codeur": "bert"}
    )
    frame.to_csv(session / "codering-bert.csv", index=False, sep=";", encoding="cp1252")
    folder = read_workshop(session)
    assert folder.coding["coder"].tolist() == ["bert", "bert", "anna"]
    assert {"codering-bert.csv", "bijdragen.xlsx"} <= set(folder.hashes)
    assert not [notice for notice in folder.notices if "bert" in notice]


def test_every_fault_of_every_file_comes_at_once(session):
    path = in_session(
        session, [*ROW[:4], "Jan", "1", "45%"], ["b2", *ROW[1:], "tijt"], name="nieuw.xlsx"
    )
    path.replace(session / "bijdragen.xlsx")
    with pytest.raises(SessionError) as error:
        read_workshop(session)
    assert str(error.value) == "\n".join(
        [
            "bijdragen.xlsx, rij 3, kolom 'deelnemer': hier staat geen deelnemersnummer zoals P07 "
            "(één tot drie hoofdletters en één tot vier cijfers). Het kan een naam zijn, en namen "
            "horen niet in dit bestand; daarom herhalen wij hem niet. Geef elke deelnemer een "
            "nummer.",
            "bijdragen.xlsx, rij 3, kolom 'stemmen': '45%' is geen heel getal. Schrijf alleen "
            "cijfers, bijvoorbeeld 3.",
            "bijdragen.xlsx, rij 4, kolom 'code 1': code 'tijt' bestaat niet. Bedoelde u 'tijd'?",
            "bijdragen.xlsx, rij 4, kolom 'codeur': hier is wel gecodeerd, maar er staat niet door "
            "wie. Vul in wie codeerde, bijvoorbeeld 'lezer-1'.",
        ]
    )


def test_a_table_number_on_some_rows_only_is_named(session):
    path = in_session(session, ROW, ["b2", *ROW[1:5]], name="nieuw.xlsx")
    path.replace(session / "bijdragen.xlsx")
    with pytest.raises(SessionError) as error:
        read_workshop(session)
    assert str(error.value) == (
        "bijdragen.xlsx, rij 4, kolom 'tafel': hier ontbreekt de tafel, en op andere rijen staat "
        "er wel een. Vul hem overal in, of laat de hele kolom leeg."
    )
