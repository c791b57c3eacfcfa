"""A sheet that people are filling in, once more with what the session knows now; no cell is lost.

The refreshed workbook is a file of its own beside the old one, which stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from workshop_analysis.files.workbook import save, write_cell
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.coder_sheet import CODES, DECIDED, add_code_choices
from workshop_analysis.folder.codes_sheet import write_codes
from workshop_analysis.folder.sheet_words import CODES_SHEET, SUGGESTION_HEADINGS

KEY = "bijdrage"
PEOPLES = (*CODES, *DECIDED, "codeur", "reden")
"""The columns that people fill in: what stands there stays, whatever we know."""
OLD_CODES = f"{CODES_SHEET} (oud)"


@dataclass(frozen=True)
class Refreshed:
    """What was written where: rows that were new, cells of ours that say something else now.

    `kept_sheet` is True when the old sheet with codes holds something that the new one does not;
    it then stands in the new file too.
    """

    path: Path
    rows: int
    cells: int
    kept_sheet: bool


def beside(path: Path) -> Path:
    """Return where the refreshed file of this one comes."""
    return path.with_name(f"{path.stem}-nieuw{path.suffix}")


def has_sheet(path: Path, sheet: str) -> bool:
    """Whether this file is a workbook with such a sheet, and so one of ours to refresh."""
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()))
    except Exception:  # openpyxl raises whatever its parsers raise
        return False
    return sheet in book.sheetnames and any(cell.value == KEY for cell in book[sheet][1])


def write_refreshed(path: Path, *, sheet: str, fresh: Workbook, codebook: Codebook) -> Refreshed:
    """Write the sheet of `path` beside it, with the rows, words and codes of `fresh`.

    Every cell that somebody filled in stays, in its row; rows that are new come under them, our
    own cells say what they say now. Nothing that exists is overwritten.
    """
    book = load_workbook(io.BytesIO(path.read_bytes()))
    page = book[sheet]
    rows, cells = _merge(page, fresh[sheet])
    kept = _set_aside(book, fresh)
    codes = write_codes(book, codebook=codebook)["code"]
    for rule in list(page.data_validations.dataValidation):
        if rule.type == "list":
            page.data_validations.dataValidation.remove(rule)
    add_code_choices(page, codes)
    save(book, path=beside(path))
    return Refreshed(beside(path), rows, cells, kept)


def _merge(page: Worksheet, fresh: Worksheet) -> tuple[int, int]:
    places = _columns(page, fresh)
    known = {str(page.cell(row, places[KEY]).value): row for row in range(2, page.max_row + 1)}
    added = changed = 0
    for values in _rows(fresh):
        row = known.get(str(values[KEY]))
        if row is None:
            added += 1
            _write(page, page.max_row + 1, {places[name]: said for name, said in values.items()})
        else:
            ours = _ours(page, row, values, places)
            changed += sum(page.cell(row, column).value is not None for column in ours)
            _write(page, row, ours)
    return added, changed


def _columns(page: Worksheet, fresh: Worksheet) -> dict[str, int]:
    """Return where each heading stands, after adding the headings that the sheet did not have."""
    places = {str(cell.value): cell.column for cell in page[1] if cell.value is not None}
    last = page.max_column
    for heading in (str(cell.value) for cell in fresh[1]):
        if heading not in places:
            last += 1
            write_cell(page.cell(1, last), value=heading)
            places[heading] = last
    return places


def _rows(sheet: Worksheet) -> Iterator[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        yield dict(zip(map(str, header), row, strict=True))


def _ours(
    page: Worksheet, row: int, values: Mapping[str, object], places: Mapping[str, int]
) -> dict[int, object]:
    """Return what must be written in a row that is there already, by column."""
    coded = any(page.cell(row, places[name]).value for name in CODES if name in places)
    found = {}
    for name, said in values.items():
        now = page.cell(row, places[name]).value
        # A suggestion beside a code that was chosen without it would make it one taken over.
        theirs = name in PEOPLES or (name in SUGGESTION_HEADINGS.values() and (coded or now))
        if not theirs and said not in (None, now):
            found[places[name]] = said
    return found


def _write(page: Worksheet, row: int, values: Mapping[int, object]) -> None:
    for column, value in values.items():
        cell = page.cell(row, column)
        assert isinstance(cell, Cell)
        write_cell(cell, value=value)


def _set_aside(book: Workbook, fresh: Workbook) -> bool:
    """Make room for the new sheet with codes; the old one stays where it holds anything more."""
    if CODES_SHEET not in book.sheetnames:
        return False
    old = book[CODES_SHEET]
    more = _typed(old) - _typed(fresh[CODES_SHEET])
    if more:
        old.title = _free_title(book)
    else:
        book.remove(old)
    return bool(more)


def _typed(sheet: Worksheet) -> set[str]:
    said = {str(value) for row in sheet.iter_rows(values_only=True) for value in row if value}
    return {" ".join(text.split()) for text in said if not re.match("=IF", text)}


def _free_title(book: Workbook) -> str:
    titles = (OLD_CODES, *(f"{CODES_SHEET} (oud {n})" for n in range(2, 100)))
    return next(title for title in titles if title not in book.sheetnames)
