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


@pytest.fixture
def data_here(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folder in a place of its own, where the test stands; gives that place."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(repository / "data", tmp_path / "data")
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
