"""A codebook that grows while people code: the sheet, the drop-downs, and no cell lost."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from later_sessions import replace
from openpyxl import Workbook, load_workbook
from session_folders import CODEBOOK, CONTRIBUTIONS, faults, small_session

from workshop_analysis.folder.code_words import KnownCodes, as_written, spoken
from workshop_analysis.folder.coder_sheet import coder_workbook, differences_workbook
from workshop_analysis.folder.codes_sheet import CODES_HEADINGS
from workshop_analysis.folder.contributions_sheet import write_contributions
from workshop_analysis.folder.refreshed_sheet import write_refreshed
from workshop_analysis.folder.workshop import Workshop, read_workshop

SHEET = "Codes en rode draden"
AT = f"bijdragen.xlsx, blad '{SHEET}'"
NEW_CODE = [
    "ict",
    "De ICT werkt niet mee",
    "Systemen.",
    None,
    None,
    "Tijd",
    "A",
    "Twee noemden het.",
]
NEW_THEME = ["Techniek", "Over ICT.", "Systemen.", "Geld.", "De ICT werkt niet mee", "Kwam erbij."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session whose contributions stand in the spreadsheet that we write."""
    made = small_session(tmp_path)
    read = read_workshop(made)
    (made / "contributions.csv").unlink()
    records = read.session.records
    write_contributions(made / "bijdragen.xlsx", codebook=read.codebook, records=records)
    return made


def type_in(folder: Path, cells: dict[str, object], *, sheet: str = SHEET) -> Path:
    """Type these cells in a sheet of the spreadsheet, as somebody did in Excel."""
    path = folder / "bijdragen.xlsx"
    book = load_workbook(path)
    for place, value in cells.items():
        book[sheet][place].value = value
    book.save(path)
    return folder


def row(values: list[object], *, at: int, first: str = "A") -> dict[str, object]:
    """Give the cells of one row."""
    return {f"{chr(ord(first) + place)}{at}": value for place, value in enumerate(values)}


def notices(folder: Path, about: str = SHEET) -> list[str]:
    """Give what is said of a folder without faults, about one thing."""
    return [said for said in read_workshop(folder).notices if about in said]


# -- what the sheet adds -----------------------------------------------------------------------


def test_the_sheet_as_we_write_it_adds_nothing_and_says_nothing(folder: Path) -> None:
    workshop = read_workshop(folder)
    assert workshop.codebook.codes["code"].tolist() == ["geen-tijd"]
    assert notices(folder) == []


def test_a_code_typed_under_the_list_counts_with_who_and_why(folder: Path) -> None:
    type_in(folder, row(NEW_CODE, at=4))
    type_in(folder, {"I5": "ict", "L5": "A"}, sheet="Bijdragen")
    workshop = read_workshop(folder)
    assert workshop.codebook.codes.iloc[-1].tolist()[:3] == NEW_CODE[:3]
    assert workshop.codebook.placements.iloc[-1].fillna("").tolist() == [
        *("ict", "tijd", "A", "Twee noemden het.", "")
    ]
    assert ["b3", "ict", "A"] in workshop.coding[["record", "code", "coder"]].to_numpy().tolist()
    assert notices(folder) == [f"{AT}: 1 nieuwe code telt mee naast codebook.toml: 'ict'."]


def test_a_rode_draad_typed_on_the_sheet_counts_with_its_code(folder: Path) -> None:
    code = [*NEW_CODE[:5], "Techniek; Tijd", *NEW_CODE[6:]]
    type_in(folder, row(code, at=4) | row(NEW_THEME, at=3, first="K"))
    book = read_workshop(folder).codebook
    assert book.themes.iloc[-1].tolist() == ["techniek", *NEW_THEME]
    assert book.placements.loc[book.placements["code"].eq("ict"), "theme"].tolist() == [
        *("techniek", "tijd")
    ]


def test_a_new_code_may_wait_for_its_rode_draad(folder: Path) -> None:
    type_in(folder, row([*NEW_CODE[:5], None, *NEW_CODE[6:]], at=4))
    placed = read_workshop(folder).codebook.placements
    assert placed.loc[placed["code"].eq("ict"), "theme"].isna().tolist() == [True]


def test_who_is_not_among_the_coders_is_told_and_is_named(folder: Path) -> None:
    type_in(folder, row([*NEW_CODE[:6], "lezer-9", NEW_CODE[7]], at=4))
    assert notices(folder, "lezer-9") == [
        f"{AT}: codeur 'lezer-9' staat niet bij [[coders]] in codebook.toml. Zet hem daarbij, dan "
        "weet een lezer van het rapport wat voor lezer dat was."
    ]
    assert [coder.key for coder in read_workshop(folder).codebook.coders] == ["A", "lezer-9"]


def test_a_code_of_the_file_that_the_sheet_does_not_have_is_told(folder: Path) -> None:
    more = (
        CODEBOOK.split("[[codes]]")[1].replace("geen-tijd", "haast").replace("Geen tijd", "Haast")
    )
    with (folder / "codebook.toml").open("a", encoding="utf-8") as file:
        file.write(f"[[codes]]{more}")
    assert notices(folder) == [
        f"{AT}: 'haast' staat wel in codebook.toml en niet op dit blad. De keuzelijsten hier "
        "kennen die code niet."
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"C2": "Er is haast."},
            "rij 2, kolom 'omschrijving': code 'geen-tijd' heeft hier andere woorden dan in "
            "codebook.toml: 'Er is haast.' en 'Er is geen tijd.'. Schrijf op allebei de plaatsen "
            "hetzelfde, of haal deze rij weg: dan geldt codebook.toml.",
        ),
        (
            {"F2": None},
            "rij 2, kolom 'rode draad': code 'geen-tijd' heeft hier andere woorden dan in "
            "codebook.toml: niets en 'Tijd'. Schrijf op allebei de plaatsen hetzelfde, of haal "
            "deze rij weg: dan geldt codebook.toml.",
        ),
        (
            {"L2": "Haast."},
            "rij 2, kolom 'omschrijving': rode draad 'Tijd' heeft hier andere woorden dan in "
            "codebook.toml: 'Haast.' en 'Te weinig tijd.'. Schrijf op allebei de plaatsen "
            "hetzelfde, of haal deze rij weg: dan geldt codebook.toml.",
        ),
        (
            row([*NEW_CODE[:6], None, NEW_CODE[7]], at=4),
            "rij 4, kolom 'codeur': deze cel is leeg. Vul in wie deze code bedacht, bijvoorbeeld "
            "'lezer-1'.",
        ),
        (
            row(NEW_CODE[:7], at=4),
            "rij 4, kolom 'reden': deze cel is leeg. Schrijf in één zin waarom.",
        ),
        (
            row(["ict", None, *NEW_CODE[2:]], at=4),
            "rij 4, kolom 'tekst': deze cel is leeg. Schrijf het punt zelf, in één zin.",
        ),
        (
            row([None, *NEW_CODE[1:]], at=4),
            "rij 4, kolom 'code': deze cel is leeg. Vul hem in, of haal de hele rij weg.",
        ),
        (
            row(["De ICT", *NEW_CODE[1:]], at=4),
            "rij 4, kolom 'code': 'De ICT' kan niet als sleutel dienen. Gebruik kleine letters, "
            "cijfers en streepjes, zoals 'beleid-2'.",
        ),
        (
            row([*NEW_CODE[:5], "Tijdt", *NEW_CODE[6:]], at=4),
            "rij 4, kolom 'rode draad': rode draad 'Tijdt' bestaat niet. Bedoelde u 'Tijd'? Een "
            "nieuwe rode draad zet u rechts op dit blad.",
        ),
        (
            row(NEW_CODE, at=4) | row(NEW_CODE, at=5),
            "rij 5, kolom 'code': 'ict' staat ook op rij 4. Elke waarde mag hier maar één keer "
            "voorkomen.",
        ),
        (
            row(NEW_THEME, at=3, first="K"),
            "rij 3, kolom 'rode draad': rode draad 'Techniek' staat niet in codebook.toml en heeft "
            "op dit blad geen enkele nieuwe code. Zet hem bij een nieuwe code, of haal hem weg.",
        ),
        (
            row([*NEW_CODE[:5], "tijd!", *NEW_CODE[6:]], at=4)
            | row(["tijd!", *NEW_THEME[1:]], at=3, first="K"),
            "rij 3, kolom 'rode draad': deze rode draad lijkt te veel op 'Tijd' uit codebook.toml. "
            "Bedoelt u die? Schrijf de naam dan net zo. Is het een andere? Kies een andere naam.",
        ),
    ],
)
def test_what_is_wrong_on_the_sheet_is_told(
    folder: Path, cells: dict[str, object], message: str
) -> None:
    assert faults(type_in(folder, cells)) == [f"{AT}, {message}"]


def test_a_sheet_of_the_first_release_adds_nothing_and_refuses_nothing(folder: Path) -> None:
    path = folder / "bijdragen.xlsx"
    book = load_workbook(path)
    book.remove(book[SHEET])
    old = book.create_sheet(SHEET)
    old.append(["code", "tekst", "omschrijving", "wel", "niet", "rode draad", None, "rode draad"])
    old.append(
        ["geen-tijd", "Geen tijd", "Anders gezegd.", "Haast.", "Geld.", "Tijd", None, "Tijd"]
    )
    old.append(["ict", "De ICT werkt niet mee"])
    book.save(path)
    assert faults(folder) == []
    assert notices(folder) == [
        f"{AT}: code 'ict' telt niet mee: dit blad is van de eerste uitgave en heeft geen kolommen "
        "'codeur' en 'reden'. Zet hem in codebook.toml.",
        f"{AT}, rij 2: hier staan andere woorden dan in codebook.toml. codebook.toml geldt.",
    ]


def test_a_code_that_a_coder_adds_to_a_sheet_of_their_own_is_told(folder: Path) -> None:
    workshop = read_workshop(folder)
    book = coder_workbook(workshop.session.records, codebook=workshop.codebook, coder="B")
    for place, value in row(NEW_CODE, at=4).items():
        book[SHEET][place].value = value
    book.save(folder / "codering-B.xlsx")
    assert notices(folder) == [
        f"codering-B.xlsx, blad '{SHEET}': code 'ict' staat niet in het codeboek en telt niet mee. "
        "Zet haar op hetzelfde blad van bijdragen.xlsx, of in codebook.toml."
    ]


# -- a code and its words ----------------------------------------------------------------------

KNOWN = KnownCodes({"haast": "Geen tijd", "lang": "Een tekst " * 12}, {"vroeg": "haast"})


@pytest.mark.parametrize("code", ["haast", "lang", "geen-code"])
def test_what_a_drop_down_shows_is_read_back_as_its_key(code: str) -> None:
    shown = spoken(code, KNOWN.words)
    assert as_written(shown, codes=KNOWN).key == code
    assert as_written(code, codes=KNOWN).key == code
    assert len(str(shown)) < 80


def test_every_drop_down_shows_key_and_words_and_grows_with_the_list(folder: Path) -> None:
    book = load_workbook(folder / "bijdragen.xlsx")
    rules = book["Bijdragen"].data_validations.dataValidation
    [source] = {rule.formula1 for rule in rules if "I2" in str(rule.sqref)}
    assert source == f"=OFFSET('{SHEET}'!$I$2,0,0,COUNTA('{SHEET}'!$A$2:$A$63),1)"
    assert [book[SHEET][f"I{place}"].value for place in (2, 3, 4)] == [
        *("geen-tijd · Geen tijd", "geen-code · geen van de codes past"),
        '=IF(A4="","",A4&" · "&B4)',
    ]
    assert tuple(cell.value or "" for cell in book[SHEET][1]) == CODES_HEADINGS


def test_both_forms_are_read_and_other_words_are_told(folder: Path) -> None:
    chosen = {"I3": "geen-tijd · Geen tijd", "I4": "geen-code", "I5": "geen-tijd · Haast"}
    type_in(folder, chosen | {f"L{at}": "B" for at in (3, 4, 5)}, sheet="Bijdragen")
    coding = read_workshop(folder).coding.query("coder == 'B'")
    assert coding["code"].tolist() == ["geen-tijd", "geen-code", "geen-tijd"]
    assert notices(folder, "achter") == [
        "bijdragen.xlsx: 1 keer staan achter 'geen-tijd' andere woorden dan in het codeboek: 'Geen "
        "tijd'. De sleutel telt."
    ]


def renamed(folder: Path, fate: str = "hernoemd") -> Path:
    """Rename the one code of the codebook, and say so in the crosswalk."""
    text = (folder / "codebook.toml").read_text("utf-8").replace("geen-tijd", "haast")
    (folder / "codebook.toml").write_text(text, "utf-8")
    row = f"old,new,fate,reason\ngeen-tijd,haast,{fate},Korter.\n"
    (folder / "crosswalk.csv").write_text(row, "utf-8")
    return folder


def test_a_renamed_code_is_carried_through_every_sheet(folder: Path) -> None:
    workshop = read_workshop(folder)
    book = coder_workbook(workshop.session.records, codebook=workshop.codebook, coder="B")
    book["Coderen"]["E2"].value = "geen-tijd · Geen tijd"
    book["Coderen"]["E4"].value = "geen-tijd"
    book.save(folder / "codering-B.xlsx")
    coding = read_workshop(renamed(folder)).coding
    assert coding[["record", "code", "coder"]].to_numpy().tolist() == [
        ["b1", "haast", "A"],
        ["b2", "geen-code", "A"],
        ["b1", "haast", "B"],
        ["b3", "haast", "B"],
    ]
    read = "Dat is gelezen als 'haast', want crosswalk.csv zegt: hernoemd."
    assert notices(folder, "crosswalk") == [
        f"{AT}: code 'geen-tijd' telt hier niet mee, want crosswalk.csv zegt wat ervan werd. Haal "
        "deze rij weg.",
        f"coding.csv: 1 keer staat er nog 'geen-tijd'. {read}",
        f"codering-B.xlsx: 2 keer staat er nog 'geen-tijd'. {read}",
    ]


def test_a_code_that_was_dropped_is_carried_nowhere(folder: Path) -> None:
    (renamed(folder) / "crosswalk.csv").write_text(
        "old,new,fate,reason\ngeen-tijd,,vervallen,Te breed.\n", "utf-8"
    )
    [said] = faults(folder)
    assert said.startswith("coding.csv, rij 2, kolom 'code': code 'geen-tijd' bestaat niet.")


# -- refreshed, and no cell lost ---------------------------------------------------------------


def cells(book: Workbook, sheet: str) -> dict[str, object]:
    """Give every cell of a sheet that holds something."""
    every = (cell for line in book[sheet].iter_rows() for cell in line)
    return {cell.coordinate: cell.value for cell in every if cell.value is not None}


def fresh(workshop: Workshop, **more: list[str | None]) -> Workbook:
    """Give the workbook that a coder would get today."""
    records = workshop.session.records.assign(**more)
    return coder_workbook(records, codebook=workshop.codebook, coder="B")


def coder_file(folder: Path) -> Path:
    """Give the workbook of a coder who is halfway, with cells and a sheet of their own."""
    book = fresh(read_workshop(folder))
    page = book["Coderen"]
    typed = {"E2": "geen-tijd · Geen tijd", "I2": "=waar", "E3": "geen-code", "K1": "mijn notitie"}
    for place, value in (typed | {"K3": "nog eens lezen", "H3": "iemand"}).items():
        page[place].value = value
        page[place].data_type = "s"
    book.create_sheet("Kladblok")["A1"].value = "van mij"
    book.save(folder / "codering-B.xlsx")
    return folder / "codering-B.xlsx"


def grow(folder: Path) -> Workshop:
    """Add a code on the sheet and a contribution under the others; read the folder again."""
    type_in(folder, row(NEW_CODE, at=4))
    more = ["b4", "belofte", None, "Meer ruimte", "P03", "2"]
    return read_workshop(type_in(folder, row(more, at=6), sheet="Bijdragen"))


def test_a_refreshed_sheet_keeps_every_cell_and_adds_what_is_new(folder: Path) -> None:
    path = coder_file(folder)
    before, old = cells(load_workbook(path), "Coderen"), path.read_bytes()
    workshop = grow(folder)
    new = write_refreshed(path, sheet="Coderen", fresh=fresh(workshop), codebook=workshop.codebook)
    assert (new.path.name, new.rows, new.cells, new.kept_sheet) == (
        *("codering-B-nieuw.xlsx", 1, 0, False),
    )
    book = load_workbook(new.path)
    after = cells(book, "Coderen")
    assert {place: after.get(place) for place in before} == before
    assert {place: after[place] for place in after if place not in before} == {
        "A5": "b4", "B5": "belofte", "D5": "Meer ruimte", "H5": "B"
    }  # fmt: skip
    assert cells(book, "Kladblok") == {"A1": "van mij"}
    assert "ict · De ICT werkt niet mee" in cells(book, SHEET).values()
    assert path.read_bytes() == old


def test_the_drop_down_of_a_refreshed_sheet_covers_the_new_row(folder: Path) -> None:
    path, workshop = coder_file(folder), grow(folder)
    new = write_refreshed(path, sheet="Coderen", fresh=fresh(workshop), codebook=workshop.codebook)
    rules = load_workbook(new.path)["Coderen"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["E2:E5", "F2:F5", "G2:G5"]


def test_a_suggestion_never_comes_beside_a_code_that_was_chosen_without_it(folder: Path) -> None:
    path, workshop = coder_file(folder), read_workshop(folder)
    offered = fresh(workshop, suggestion_1=["geen-tijd"] * 3)
    new = write_refreshed(path, sheet="Coderen", fresh=offered, codebook=workshop.codebook)
    page = load_workbook(new.path)["Coderen"]
    assert [page.cell(line, 12).value for line in (1, 2, 3, 4)] == [
        *("suggestie 1", None, None, "geen-tijd · Geen tijd")
    ]


def test_a_code_that_a_coder_typed_on_the_old_sheet_goes_along(folder: Path) -> None:
    path = coder_file(folder)
    book = load_workbook(path)
    book[SHEET]["A4"].value = "eigen-code"
    book.save(path)
    workshop = read_workshop(folder)
    new = write_refreshed(path, sheet="Coderen", fresh=fresh(workshop), codebook=workshop.codebook)
    kept = load_workbook(new.path)
    assert new.kept_sheet
    assert kept[f"{SHEET} (oud)"]["A4"].value == "eigen-code"


def test_a_decision_stays_when_the_differences_are_written_again(folder: Path) -> None:
    workshop = read_workshop(folder)
    listed = pd.DataFrame(
        {
            "record": ["b1"], "text": ["Geen tijd"], "distance": [1.0],
            "codes A": ["geen-tijd"], "codes B": ["geen-code"],
        }
    )  # fmt: skip
    path = folder / "verschillen.xlsx"
    book = differences_workbook(listed, codebook=workshop.codebook)
    book["Verschillen"]["F2"].value = "geen-tijd"
    book["Verschillen"]["I2"].value = "samen besproken"
    book.save(path)
    more = pd.concat([listed.assign(distance=0.5), listed.assign(record="b2")])
    again = differences_workbook(more, codebook=workshop.codebook)
    new = write_refreshed(path, sheet="Verschillen", fresh=again, codebook=workshop.codebook)
    page = load_workbook(new.path)["Verschillen"]
    assert [cell.value for cell in page[2]] == [
        *("b1", "Geen tijd", "0,50", "geen-tijd · Geen tijd"),
        *("geen-code · geen van de codes past", "geen-tijd", None, None, "samen besproken"),
    ]
    assert (page["A3"].value, new.rows, new.cells) == ("b2", 1, 1)


def test_the_spreadsheet_of_the_small_session_is_the_same_session(folder: Path) -> None:
    assert len(read_workshop(folder).session.records) == len(CONTRIBUTIONS.splitlines()) - 1
    replace(folder / "session.toml", "Een kleine sessie", "Nog een")
    assert faults(folder) == []
