"""The sheet with codes and rode draden in our spreadsheets: to choose from, and to add to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from workshop_analysis.files.workbook import (
    add_sheet,
    column_range,
    set_widths,
    write_cell,
    write_row,
)
from workshop_analysis.folder.code_words import MARK, known_codes, spoken
from workshop_analysis.folder.sheet_words import CODES_SHEET
from workshop_analysis.terms import NO_CODE, Kind, Side

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

SPARE = 60
"""So many codes may be typed under the list and come into the drop-downs by themselves."""

CODE_HEADINGS: dict[str, str] = {
    "code": "code",
    "text": "tekst",
    "definition": "omschrijving",
    "include": "wel",
    "exclude": "niet",
    "theme": "rode draad",
    "coder": "codeur",
    "reason": "reden",
}
CHOICE = "keuze"
THEME_HEADINGS: dict[str, str] = {
    "name": "rode draad",
    "definition": "omschrijving",
    "include": "wel",
    "exclude": "niet",
    "example": "voorbeeld",
    "reason": "reden",
}
_WORDS: dict[str, list[str]] = {
    "kind": [str(kind) for kind in Kind],
    "side": [str(side) for side in Side],
    "publishable": ["ja", "nee"],
}
CODES_HEADINGS: tuple[str, ...] = (
    *(*CODE_HEADINGS.values(), CHOICE, ""),
    *(*THEME_HEADINGS.values(), "", "soort", "kant", "publiceerbaar"),
)
_CHOICE_AT = len(CODE_HEADINGS) + 1
_THEMES_AT = _CHOICE_AT + 2
_WORDS_AT = _THEMES_AT + len(THEME_HEADINGS) + 1
_WIDTHS = (
    *(17, 45, 45, 35, 35, 35, 14, 40, 45, 3),
    *(35, 45, 35, 35, 35, 40, 3, 14, 14, 14),
)


def write_codes(book: Workbook, *, codebook: Codebook) -> dict[str, str]:
    """Add the sheet with codes, rode draden and words; return the range of each drop-down."""
    sheet = add_sheet(book, title=CODES_SHEET, headers=CODES_HEADINGS)
    none = [NO_CODE, "gecodeerd, maar geen van de codes past"]
    codes = [*_codes(codebook).to_numpy().tolist(), none]
    for row, values in enumerate(codes, start=2):
        write_row(sheet, row=row, values=values)
    _write_choices(sheet, codebook, codes=[str(values[0]) for values in codes])
    themes = codebook.themes.reindex(columns=[*THEME_HEADINGS]).astype("object")
    for row, values in enumerate(themes.to_numpy().tolist(), start=2):
        _write_from(sheet, row, _THEMES_AT, values)
    for column, words in enumerate(_WORDS.values(), start=_WORDS_AT):
        for row, word in enumerate(words, start=2):
            sheet.cell(row=row, column=column, value=word)
    set_widths(sheet, widths=_WIDTHS)
    ranges = {
        name: column_range(sheet, column=column, first=2, last=len(words) + 1)
        for column, (name, words) in enumerate(_WORDS.items(), start=_WORDS_AT)
    }
    return ranges | {"code": _growing_range(sheet, last=len(codes) + 1 + SPARE)}


def _codes(codebook: Codebook) -> pd.DataFrame:
    names = codebook.themes.set_index("theme")["name"]
    placed = codebook.placements.reindex(columns=["code", "theme", "coder", "reason"])
    placed = placed.assign(theme=placed["theme"].map(names)).astype("object")
    joined = placed.groupby("code", sort=False).agg(_joined)
    columns = [name for name in CODE_HEADINGS if name not in joined]
    codes = codebook.codes.reindex(columns=columns).astype("object")
    return codes.merge(joined, left_on="code", right_index=True, how="left")[[*CODE_HEADINGS]]


def _joined(said: pd.Series) -> object:
    return "; ".join(dict.fromkeys(said.dropna())) or None


def _write_choices(sheet: Worksheet, codebook: Codebook, *, codes: list[str]) -> None:
    words = known_codes(codebook.codes).words
    for row, code in enumerate(codes, start=2):
        write_cell(sheet.cell(row=row, column=_CHOICE_AT), value=spoken(code, words))
    for row in range(len(codes) + 2, len(codes) + 2 + SPARE):  # what somebody will type there
        formula = f'=IF(A{row}="","",A{row}&"{MARK}"&B{row})'
        sheet.cell(row=row, column=_CHOICE_AT, value=formula)


def _write_from(sheet: Worksheet, row: int, column: int, values: list[object]) -> None:
    for place, value in enumerate(values, start=column):
        write_cell(sheet.cell(row=row, column=place), value=value)


def _growing_range(sheet: Worksheet, *, last: int) -> str:
    """Give the choices down to the last code in column A, also those typed there later."""
    name, letter = quote_sheetname(sheet.title), get_column_letter(_CHOICE_AT)
    typed = f"COUNTA({name}!$A$2:$A${last})"
    return f"OFFSET({name}!${letter}$2,0,0,{typed},1)"
