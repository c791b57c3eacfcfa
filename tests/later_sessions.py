"""Later sessions for tests: copies of the example, and the spreadsheet of `new` filled in."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from workshop_analysis.__main__ import main

Say = Callable[..., tuple[int, str, str]]
EXAMPLE = "data/voorbeeldsessie"
NEW = "data/2026-03-17-leeratelier"
DATED = "2026-03-17-leeratelier"
ROWS = [
    ("b001", "belemmering", "beleid", "Er is nooit tijd voor", "P01", "1", "gezamenlijk-1"),
    ("b002", "belofte", None, "Geef er een KPI voor", "P02", "1", "belofte-1"),
    ("b003", "belemmering", "uitvoering", "De regels zitten vast", "P03", "2", None),
]

# What people get to read; data/README.md quotes some of it.
NAMED = (
    "bijdragen.xlsx, rij 3, kolom 'deelnemer': hier staat geen deelnemersnummer zoals P07 (één tot "
    "drie hoofdletters en één tot vier cijfers). Het kan een naam zijn, en namen horen niet in dit "
    "bestand; daarom herhalen wij hem niet. Geef elke deelnemer een nummer."
)
CELLS: list[tuple[dict[str, object], str]] = [
    ({"E3": "Jan"}, NAMED),
    (
        {"G3": "30%"},
        "bijdragen.xlsx, rij 3, kolom 'stemmen': '30%' is geen heel getal. Schrijf alleen "
        "cijfers, bijvoorbeeld 3.",
    ),
    (
        {"F4": None},
        "bijdragen.xlsx, rij 4, kolom 'tafel': hier ontbreekt de tafel, en op andere rijen "
        "staat er wel een. Vul hem overal in, of laat de hele kolom leeg.",
    ),
    (
        {"D3": 45000},
        "bijdragen.xlsx, rij 3, kolom 'tekst': hier staat het getal 45000 en geen tekst. Was "
        "het een datum (15 maart 2023)? Zet de cel dan op 'Tekst' en typ hem opnieuw.",
    ),
    (
        {"I3": "gezamelijk-1"},
        "bijdragen.xlsx, rij 3, kolom 'code 1': code 'gezamelijk-1' bestaat niet. Bedoelde u "
        "'gezamenlijk-1'?",
    ),
    (
        {"L3": None},
        "bijdragen.xlsx, rij 3, kolom 'codeur': hier is wel gecodeerd, maar er staat niet door "
        "wie. Vul in wie codeerde, bijvoorbeeld 'lezer-1'.",
    ),
    (
        {"C4": "beleid"},
        "bijdragen.xlsx, rij 4, kolom 'kant': een belofte heeft geen kant, en hier staat "
        "'beleid'. Maak deze cel leeg.",
    ),
]
FORMULA = (
    "bijdragen.xlsx, rij 3, kolom 'tekst': hier staat een formule (=A1). Kopieer de cel en plak "
    "haar als waarde (Plakken speciaal > Waarden). Is het gewone tekst? Zet er dan een ' voor."
)
HIDDEN = (
    "bijdragen.xlsx, rij 3: deze rij is verborgen. Maak haar zichtbaar of wis het filter, zodat u "
    "ziet wat meetelt; telt zij niet mee, haal haar dan weg."
)
MERGED = (
    "bijdragen.xlsx, rij 4: de cellen B4:B5 zijn samengevoegd: alleen B4 telt, de rest is leeg. "
    "Hef de samenvoeging op (Start > Samenvoegen en centreren) en vul elke cel apart in."
)
PROTECTED = (
    "bijdragen.xlsx: dit bestand is met een wachtwoord beveiligd, of het is een oud .xls-bestand. "
    "Open het in Excel, haal het wachtwoord weg (Bestand > Info > Werkmap beveiligen) en sla het "
    "op als .xlsx."
)
NO_FATE = (
    "crosswalk.csv: code 'beleid-4' staat in codeboek 1.0 en niet in 1.1. Schrijf er een rij voor "
    "met zijn lot: hernoemd, gesplitst, samengevoegd of vervallen."
)
CODED_OTHERWISE = (
    "codering-lezer-1.xlsx: codeur 'lezer-1' codeerde bijdrage 'b001' hier anders dan in "
    "coding.csv. Is dit een tweede ronde? Noem de codeur hier dan 'lezer-1#2'. Is het een "
    "vergissing? Laat dan één van de twee staan."
)
MESSAGES = {
    *(message for _, message in CELLS),
    *(FORMULA, HIDDEN, MERGED, PROTECTED, NO_FATE, CODED_OTHERWISE),
}


@pytest.fixture
def data_here(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folder in a place of its own, where the test stands; gives that place."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(
        repository / "data", tmp_path / "data", ignore=shutil.ignore_patterns("datapackage.json")
    )
    return tmp_path


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command; hear its status, its standard output and its standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments])
        return (status, *capsys.readouterr())

    return run


def fill(folder: str, rows: list[tuple[str | None, ...]], *, coder: str = "lezer-1") -> Path:
    """Fill in the spreadsheet of a new session as people do: under the example row."""
    path = Path(folder) / "bijdragen.xlsx"
    book = load_workbook(path)
    sheet = book["Bijdragen"]
    for place, (key, kind, side, text, participant, table, code) in enumerate(rows, start=3):
        values = (key, kind, side, text, participant, table, None, None, code)
        for column, value in enumerate(values, start=1):
            sheet.cell(place, column).value = value
        sheet.cell(place, 12).value = coder if code else None
    book.save(path)
    return path


def set_cells(path: Path, cells: dict[str, object]) -> Path:
    """Write these cells of the first sheet, as somebody did in Excel."""
    book = load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place].value = value
    book.save(path)
    return path


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def table(path: str) -> pd.DataFrame:
    """Give a CSV file of the example as text."""
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def write_form(frame: pd.DataFrame, path: Path, *, form: str) -> None:
    """Write a table in one of the forms that Dutch Excel makes, with Dutch headers or ours."""
    if form == "xlsx":
        frame.replace("", None).to_excel(path.with_suffix(".xlsx"), index=False)
        return
    mark, encoding = {
        "komma": (",", "utf-8"),
        "puntkomma": (";", "cp1252"),
        "puntkomma met BOM": (";", "utf-8-sig"),
    }[form]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=mark)
        writer.writerow(frame.columns)
        writer.writerows(frame.to_numpy().tolist())


def again(folder: str, other: str, *, date: str, tied: bool = False) -> None:
    """Make a copy of the example as another session, on another day; tied to November or not."""
    shutil.copytree(folder, other)
    text = Path(other, "session.toml").read_text(encoding="utf-8")
    text = text.replace('key = "voorbeeldsessie"', f'key = "{Path(other).name}"')
    text = text.replace("date = 2026-03-17", f"date = {date}")
    if not tied:
        Path(other, "crosswalk.csv").unlink(missing_ok=True)
        text = text.split("[baseline]")[0]
    Path(other, "session.toml").write_text(text, encoding="utf-8")
