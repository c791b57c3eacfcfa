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

from workshop_analysis.checks import join
from workshop_analysis.files.workbook import (
    EXAMPLE,
    Choice,
    add_choice,
    add_prompt,
    add_sheet,
    column_range,
    keep_as_text,
    save,
    set_widths,
    write_row,
)
from workshop_analysis.folder.sheet_words import (
    CODES_SHEET,
    EXAMPLE_ID,
    EXAMPLE_TEXT,
    SHEET,
    SUGGESTION_HEADINGS,
)
from workshop_analysis.terms import HEADERS, NO_CODE, Vocabulary

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

ROWS = 300
"""So many rows are numbered beforehand; more may be added under them."""

HEADINGS: tuple[str, ...] = (
    *("bijdrage", "soort", "kant", "tekst", "deelnemer", "tafel", "stemmen", "publiceerbaar"),
    *("code 1", "code 2", "code 3", "codeur", "reden"),
)
WIDTHS = (14, 14, 14, 60, 12, 8, 10, 14, 17, 17, 17, 14, 40)
CODES_HEADINGS: tuple[str, ...] = (
    *("code", "tekst", "omschrijving", "wel", "niet", "rode draad", ""),
    *("rode draad", "omschrijving", "", "soort", "kant", "publiceerbaar"),
)
EXAMPLE_ROW: dict[str, object] = {
    "id": EXAMPLE_ID,
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
    suggestions: pd.DataFrame | None = None,
) -> Path:
    """Write the spreadsheet of a session and return its path; nothing is overwritten.

    Empty with an example row and numbered rows, or filled with `records` (the columns of
    contributions). `suggestions` (id, suggestion_1.., evidence_1..) stand to the right of the
    codes, to look at; they fill in nothing.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = add_sheet(book, title=SHEET, headers=[*HEADINGS, *_extra(suggestions).values()])
    example = EXAMPLE_ROW | _example_list(codebook.words)
    last = _fill(sheet, records, suggestions, example=example)
    ranges = write_codes(book, codebook=codebook)
    _add_choices(sheet, ranges, last=last, side_hint=_side_hint(codebook.words))
    set_widths(sheet, widths=[*WIDTHS, *[40] * len(_extra(suggestions))])
    save(book, path=path)
    return path


def write_codes(book: Workbook, *, codebook: Codebook) -> dict[str, str]:
    """Add the sheet with codes, themes and words; return the range of each drop-down."""
    sheet = add_sheet(book, title=CODES_SHEET, headers=CODES_HEADINGS)
    codes = _with_themes(codebook)
    none = [NO_CODE, "gecodeerd, maar geen van de codes past"]
    for row, values in enumerate([*codes.to_numpy().tolist(), none], start=2):
        write_row(sheet, row=row, values=values)
    _write_at(sheet, 8, codebook.themes["name"])
    _write_at(sheet, 9, codebook.themes["definition"])
    choices = _choices(codebook.words)
    for column, words in enumerate(choices.values(), start=11):
        _write_at(sheet, column, words)
    set_widths(sheet, widths=(17, 45, 45, 35, 35, 35, 3, 35, 45, 3, 14, 14, 14))
    ranges = {
        name: column_range(sheet, column=column, first=2, last=len(words) + 1)
        for column, (name, words) in enumerate(choices.items(), start=11)
        if words
    }
    return ranges | {"code": column_range(sheet, column=1, first=2, last=len(codes) + 2)}


def _choices(words: Vocabulary) -> dict[str, list[str]]:
    return {
        "kind": [kind.key for kind in words.kinds],
        "side": [side.key for side in words.sides],
        "publishable": ["ja", "nee"],
    }


def _example_list(words: Vocabulary) -> dict[str, object]:
    """Return the kind and side of the example row: a kind with sides where there is one."""
    kind = next((kind for kind in words.kinds if kind.sides), words.kinds[0])
    sides = [side.key for side in words.sides] if kind.sides else [None]
    return {"kind": kind.key, "side": sides[min(1, len(sides) - 1)]}


def _side_hint(words: Vocabulary) -> str | None:
    """Return when the column for the side stays empty; None where it never does."""
    those = [f"een {kind.singular}" for kind in words.kinds if kind.sides]
    others = [f"een {kind.singular}" for kind in words.kinds if not kind.sides]
    if not others:
        return None
    if not words.sides:
        return "In deze sessie zijn er geen kanten: laat de cel leeg."
    none = join(others)
    rest = f"{none[:1].upper()}{none[1:]} heeft geen kant: laat de cel dan leeg."
    return f"Alleen bij {join(those)}. {rest}"


def _write_at(sheet: Worksheet, column: int, values: object) -> None:
    for row, value in enumerate(pd.Series(values, dtype="object"), start=2):
        sheet.cell(row=row, column=column, value=None if pd.isna(value) else str(value))


def _with_themes(codebook: Codebook) -> pd.DataFrame:
    names = codebook.themes.set_index("theme")["name"]
    placed = codebook.placements.dropna(subset="theme")
    themes = placed["theme"].map(names).groupby(placed["code"]).agg(lambda said: "; ".join(said))
    codes = codebook.codes[["code", "text", "definition", "include", "exclude"]]
    return codes.assign(themes=codes["code"].map(themes)).astype("object")


def _extra(suggestions: pd.DataFrame | None) -> dict[str, str]:
    present = [] if suggestions is None else list(suggestions)
    return {name: said for name, said in SUGGESTION_HEADINGS.items() if name in present}


def _fill(
    sheet: Worksheet,
    records: pd.DataFrame | None,
    suggestions: pd.DataFrame | None,
    *,
    example: Mapping[str, object],
) -> int:
    columns = [*(HEADERS[heading] for heading in HEADINGS), *_extra(suggestions)]
    write_row(sheet, row=2, values=[example.get(column) for column in columns])
    for cell in sheet[2]:
        cell.font = EXAMPLE
    rows = _numbered() if records is None else _with_suggestions(records, suggestions)
    table = rows.reindex(columns=columns).astype("object")
    for row, values in enumerate(table.to_numpy().tolist(), start=3):
        write_row(sheet, row=row, values=[_cell_value(value) for value in values])
    last = max(len(table), ROWS) + 2
    keep_as_text(sheet, columns=(1, 4, 5, 6, 9, 10, 11, 12, 13), last_row=last)
    return last


def _numbered() -> pd.DataFrame:
    return pd.DataFrame({"id": [f"b{number:03}" for number in range(1, ROWS + 1)]})


def _with_suggestions(records: pd.DataFrame, suggestions: pd.DataFrame | None) -> pd.DataFrame:
    if suggestions is None:
        return records
    return records.merge(suggestions, on="id", how="left", validate="one_to_one")


def _cell_value(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value


def _add_choices(
    sheet: Worksheet, ranges: Mapping[str, str], *, last: int, side_hint: str | None
) -> None:
    refused = "Kies een waarde uit de lijst. De lijst staat op het blad '" + CODES_SHEET + "'."
    columns = {"kind": "B", "side": "C", "publishable": "H", "code": "IJK"}
    for name in (name for name in columns if name in ranges):
        hint = side_hint if name == "side" else None
        choice = Choice(ranges[name], "Deze waarde bestaat niet", refused, hint)
        for letter in columns[name]:
            add_choice(sheet, choice=choice, cells=f"{letter}2:{letter}{last}")
    add_prompt(
        sheet,
        cells=f"E2:E{last}",
        title="Nooit een naam",
        prompt="Schrijf een nummer zoals P07. Namen horen niet in dit bestand.",
    )
