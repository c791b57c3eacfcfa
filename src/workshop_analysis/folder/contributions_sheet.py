"""The spreadsheet of a session: bijdragen.xlsx, filled in at the tables and coded afterwards.

Written with Dutch headers, drop-downs and an example row, and without protection. Reading it back
is for `filled_in`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workshop_analysis.files.workbook import (
    EXAMPLE,
    Choice,
    add_choice,
    add_prompt,
    add_sheet,
    keep_as_text,
    save,
    set_widths,
    write_row,
)
from workshop_analysis.folder.codes_sheet import write_codes
from workshop_analysis.folder.sheet_words import CODES_SHEET, EXAMPLE_ID, EXAMPLE_TEXT, SHEET
from workshop_analysis.terms import HEADERS

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

ROWS = 300
"""So many rows are numbered beforehand; more may be added under them."""

HEADINGS: tuple[str, ...] = (
    *("bijdrage", "soort", "kant", "tekst", "deelnemer", "tafel", "stemmen", "publiceerbaar"),
    *("code 1", "code 2", "code 3", "codeur", "reden"),
)
WIDTHS = (14, 14, 14, 60, 12, 8, 10, 14, 30, 30, 30, 14, 40)
_SIDE_HINT = "Alleen bij een belemmering. Een belofte heeft geen kant: laat de cel dan leeg."
EXAMPLE_ROW: dict[str, object] = {
    "id": EXAMPLE_ID,
    "kind": "belemmering",
    "side": "beleid",
    "text": EXAMPLE_TEXT,
    "participant": "P07",
    "table": "2",
    "votes": 3,
    "publishable": "nee",
    "coder": "lezer-1",
    "reason": "waarom deze code, in een paar woorden",
}


# -- writing ----------------------------------------------------------------------------------


def write_contributions(
    path: Path,
    *,
    codebook: Codebook,
    records: pd.DataFrame | None = None,
) -> Path:
    """Write the spreadsheet of a session and return its path; nothing is overwritten.

    Empty with an example row and numbered rows, or filled with `records` (the columns of
    contributions).
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = add_sheet(book, title=SHEET, headers=HEADINGS)
    last = _fill(sheet, records)
    ranges = write_codes(book, codebook=codebook)
    _add_choices(sheet, ranges, last=last)
    set_widths(sheet, widths=WIDTHS)
    save(book, path=path)
    return path


def _fill(sheet: Worksheet, records: pd.DataFrame | None) -> int:
    columns = [HEADERS[heading] for heading in HEADINGS]
    write_row(sheet, row=2, values=[EXAMPLE_ROW.get(column) for column in columns])
    for cell in sheet[2]:
        cell.font = EXAMPLE
    rows = _numbered() if records is None else records
    table = rows.reindex(columns=columns).astype("object")
    for row, values in enumerate(table.to_numpy().tolist(), start=3):
        write_row(sheet, row=row, values=[_cell_value(value) for value in values])
    last = max(len(table), ROWS) + 2
    keep_as_text(sheet, columns=(1, 4, 5, 6, 9, 10, 11, 12, 13), last_row=last)
    return last


def _numbered() -> pd.DataFrame:
    return pd.DataFrame({"id": [f"b{number:03}" for number in range(1, ROWS + 1)]})


def _cell_value(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value


def _add_choices(sheet: Worksheet, ranges: Mapping[str, str], *, last: int) -> None:
    refused = "Kies een waarde uit de lijst. De lijst staat op het blad '" + CODES_SHEET + "'."
    for name, columns in {"kind": "B", "side": "C", "publishable": "H", "code": "IJK"}.items():
        hint = _SIDE_HINT if name == "side" else None
        choice = Choice(ranges[name], "Deze waarde bestaat niet", refused, hint)
        for letter in columns:
            add_choice(sheet, choice=choice, cells=f"{letter}2:{letter}{last}")
    add_prompt(
        sheet,
        cells=f"E2:E{last}",
        title="Nooit een naam",
        prompt="Schrijf een nummer zoals P07. Namen horen niet in dit bestand.",
    )
