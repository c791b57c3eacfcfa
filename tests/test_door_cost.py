"""Reading costs what somebody filled in, never what was merely touched: an answer in 5 seconds."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from session_folders import faults, small_session

from workshop_analysis.files.opened import Written
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.files.workbook_content import filled_cells
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.privacy import personal_data

HEADER = ["id", "kind", "side", "text", "participant", "table", "votes", "publishable"]
ROWS = [
    ["b1", "belemmering", "beleid", "Geen tijd", "P01", "1", 3, "ja"],
    ["b2", "belofte", None, "Meer <overleg> & 'rust'", "P02", "1", None, "nee"],
    ["b3", "belemmering", "uitvoering", "Weet  niet", "P02", "2", 0, None],
]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when what is inside takes longer."""
    start = time.perf_counter()
    yield
    taken = time.perf_counter() - start
    assert taken < seconds, f"{taken:.1f} s"


def workbook(touch: dict[str, object]) -> bytes:
    """Give the small session as a workbook in which some cells were touched."""
    book, written = Workbook(), io.BytesIO()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    for place, value in touch.items():
        book.active[place].number_format = "@"
        book.active[place].value = value
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    "touch",
    [
        {"A1048576": None},
        {"A1048576": " "},
        {"D100000": " ", "XFD2": " "},
        {"XFD1": None, "XFD1048576": None},
        {"XFD1048576": "\n"},
    ],
    ids=str,
)
def test_what_was_only_touched_costs_and_changes_nothing(tmp_path: Path, touch) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "touched").mkdir()
    folders = [small_session(tmp_path / name) for name in ("plain", "touched")]
    for folder, cells in zip(folders, ({}, touch), strict=True):
        (folder / "contributions.csv").unlink()
        (folder / "contributions.xlsx").write_bytes(workbook(cells))
    plain = read_workshop(folders[0])
    with within(5):
        touched = read_workshop(folders[1])
    pd.testing.assert_frame_equal(touched.session.records, plain.session.records)
    assert touched.notices == plain.notices


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZZ3", "XFD90"])
def test_a_filled_cell_far_away_is_named(tmp_path: Path, place: str) -> None:
    touch: dict[str, object] = {place: "x"} if place != "ZZZ3" else {"XFC99999": "y"}
    folder = small_session(tmp_path)
    (folder / "contributions.csv").unlink()
    (folder / "contributions.xlsx").write_bytes(workbook(touch))
    cell = next(iter(touch))
    with within(5):
        found = faults(folder)
    assert found == [
        f"contributions.xlsx: in cel {cell} staat iets, ver buiten de tabel. Haal die cel leeg, of "
        "haal de lege rijen en kolommen ervoor weg."
    ]


def test_a_workbook_keeps_every_cell_that_holds_something() -> None:
    content = workbook({"J50": "ver", "K50": " ", "B60": None})
    before, after = (
        load_workbook(io.BytesIO(each)).active
        for each in (content, filled_cells(Written("a.xlsx", content)))
    )

    def held(sheet) -> dict[str, object]:
        cells = (cell for row in sheet.iter_rows() for cell in row)
        return {c.coordinate: c.value for c in cells if str(c.value or "").strip() or c.value == 0}

    assert held(after) == held(before)
    assert (after.max_row, after.max_column) == (50, 10)


def test_empty_header_cells_cost_nothing() -> None:
    text = f"id,text{',' * 100_000}\nb1,x\nb2,y\n"
    with within(5):
        table = scan_table(Written("a.csv", text.encode())).accept()
    assert list(table.frame) == ["id", "text"]


def test_a_column_without_header_but_with_cells_stays() -> None:
    table = scan_table(Written("a.csv", b"id,text,,,\nb1,x,,y,\n")).accept()
    assert list(table.frame) == ["id", "text", "kolom D"]


@pytest.mark.parametrize("length", [200_000, 33_000])
@pytest.mark.parametrize("word", ["a", "a@", "06 ", "1234 ", "[at] ", "é.-"])
def test_one_endless_word_is_a_fault_with_its_row(tmp_path: Path, length: int, word: str) -> None:
    endless = (word * length)[:length].strip()
    rows = f"id,kind,side,text\nb1,belemmering,beleid,{endless}\nb2,belofte,,Meer overleg\n"
    folder = small_session(tmp_path, contributions_csv=rows)
    with within(5):
        found = faults(folder)
    assert found[0] == (
        f"contributions.csv, rij 2, kolom 'text': deze tekst heeft {len(endless)} tekens. Meer dan "
        "32767 past niet in een cel van Excel. Kort hem in."
    )


def test_an_endless_word_where_a_short_one_belongs_is_not_repeated_whole(tmp_path: Path) -> None:
    rows = f"id,kind,side,text\nb1,{'x' * 30_000},beleid,Tijd\nb2,belofte,,Meer overleg\n"
    with within(5):
        found = faults(small_session(tmp_path, contributions_csv=rows))
    assert found[0] == (
        f"contributions.csv, rij 2, kolom 'kind': '{'x' * 59}…' bestaat niet. Toegestaan: "
        "belemmering of belofte."
    )


def test_personal_data_is_sought_in_one_pass() -> None:
    texts = pd.Series(["a" * 200_000 + " @", "a@" * 50_000, "x" * 200_000 + "jan@voorbeeld.nl"])
    with within(2):
        found = personal_data(texts)
    assert found.tolist()[2] == "een e-mailadres"
    assert found.isna().tolist() == [True, True, False]
