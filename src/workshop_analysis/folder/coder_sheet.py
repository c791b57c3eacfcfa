"""Workbooks for coders: one each to code in blind, and one to settle the differences together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshop_analysis.files.workbook import (
    Choice,
    add_choice,
    add_sheet,
    keep_as_text,
    save,
    set_widths,
    write_row,
)
from workshop_analysis.folder.code_words import known_codes, spoken, spoken_list
from workshop_analysis.folder.codes_sheet import write_codes
from workshop_analysis.folder.sheet_words import (
    CODER_SHEET,
    DIFFERENCES_SHEET,
    SUGGESTION_HEADINGS,
)

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

_REFUSED = Choice(
    "", "Deze code bestaat niet", "Kies een code uit de lijst, of 'geen-code' als er geen past."
)
CODES = ("code 1", "code 2", "code 3")
DECIDED = ("consensus 1", "consensus 2", "consensus 3")
_HEADINGS = {
    **{"id": "bijdrage", "kind": "soort", "side": "kant", "text": "tekst"},
    **{f"code_{place}": name for place, name in enumerate(CODES, start=1)},
    **{"coder": "codeur", "reason": "reden"},
}


def coder_workbook(records: pd.DataFrame, *, codebook: Codebook, coder: str | None) -> Workbook:
    """Give what one coder needs to code blind.

    One row per record in the given order: its number, kind, side and text; three columns for
    codes with a drop-down, and a reason. No other coder's work, no participant and no table.
    Columns with suggestions among the records' (suggestion_1, evidence_1, ...) stand to the
    right; they fill in nothing. Codes that stand among the records' columns stay where they are.
    """
    extra = {name: said for name, said in SUGGESTION_HEADINGS.items() if name in records}
    words = known_codes(codebook.codes).words
    columns = [*_HEADINGS, *extra]
    table = records.reindex(columns=columns).astype("object")
    if coder is not None:
        table = table.assign(coder=coder)
    coded = [name for name in columns if name.startswith(("code_", "suggestion_"))]
    said = {name: table[name].map(lambda key: spoken(key, words)) for name in coded}
    shown = table.assign(**said)
    return _book(CODER_SHEET, shown.rename(columns=_HEADINGS | extra), codebook)


def write_coder_workbook(
    path: Path,
    *,
    records: pd.DataFrame,
    coder: str | None,
    codebook: Codebook,
) -> Path:
    """Write the workbook of one coder and return its path; nothing is overwritten."""
    save(coder_workbook(records, codebook=codebook, coder=coder), path=path)
    return path


def differences_workbook(disagreements: pd.DataFrame, *, codebook: Codebook) -> Workbook:
    """Give the disagreement list as a workbook to decide in.

    One row per record on which coders differ, the strongest first: text, each coder's codes and
    reasons, then three columns for the consensus and its reason. An empty consensus is undecided.
    """
    words = known_codes(codebook.codes).words
    names = {"record": "bijdrage", "text": "tekst", "distance": "verschil"}
    given = [name for name in map(str, disagreements) if name.startswith("codes ")]
    said = {name: disagreements[name].map(lambda key: spoken_list(key, words)) for name in given}
    renamed = disagreements.assign(**said).rename(columns=names).rename(columns=_spoken)
    empty = dict.fromkeys(DECIDED)
    spread = renamed["verschil"].map(lambda distance: f"{distance:.2f}".replace(".", ","))
    table = renamed.assign(verschil=spread, **empty, reden=None)
    return _book(DIFFERENCES_SHEET, table, codebook)


def write_differences(path: Path, *, disagreements: pd.DataFrame, codebook: Codebook) -> Path:
    """Write the disagreement list and return its path; nothing is overwritten."""
    save(differences_workbook(disagreements, codebook=codebook), path=path)
    return path


def add_code_choices(page: Worksheet, source: str) -> None:
    """Put the drop-down with codes on every column of the sheet where a code is chosen."""
    last = max(page.max_row, 2)
    chosen = [cell.column for cell in page[1] if cell.value in (*CODES, *DECIDED)]
    choice = Choice(source, _REFUSED.title, _REFUSED.message)
    for letter in map(get_column_letter, chosen):
        add_choice(page, choice=choice, cells=f"{letter}2:{letter}{last}")
    keep_as_text(page, columns=chosen, last_row=last)


def _spoken(column: str) -> str:
    first, _, coder = column.partition(" ")
    spoken = {"codes": "codes van", "reasons": "reden van"}
    return f"{spoken[first]} {coder}" if first in spoken else column


def _book(sheet: str, table: pd.DataFrame, codebook: Codebook) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = add_sheet(book, title=sheet, headers=[str(name) for name in table])
    for row, values in enumerate(table.astype("object").to_numpy().tolist(), start=2):
        write_row(page, row=row, values=values)
    add_code_choices(page, write_codes(book, codebook=codebook)["code"])
    set_widths(page, widths=[_width(str(name)) for name in table])
    return book


def _width(name: str) -> float:
    if name == "tekst":
        return 60
    return 40 if name.startswith("lijkt op") else 20
