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
from workshop_analysis.folder.contributions_sheet import write_codes
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


def write_coder_workbook(
    path: Path,
    *,
    records: pd.DataFrame,
    coder: str,
    codebook: Codebook,
) -> Path:
    """Write what one coder needs to code blind, and return its path; nothing is overwritten.

    One row per record in the given order: its number, kind, side and text; three columns for
    codes with a drop-down, and a reason. No other coder's work, no participant and no table.
    Columns with suggestions among the records' (suggestion_1, evidence_1, ...) stand to the
    right; they fill in nothing.
    """
    extra = {name: said for name, said in SUGGESTION_HEADINGS.items() if name in records}
    names = {"id": "bijdrage", "kind": "soort", "side": "kant", "text": "tekst"} | extra
    empty = dict.fromkeys(CODES)
    table = records.rename(columns=names).assign(**empty, codeur=coder, reden=None)
    order = ["bijdrage", "soort", "kant", "tekst", *CODES, "codeur", "reden", *extra.values()]
    return _write(path, sheet=CODER_SHEET, table=table[order], codebook=codebook)


def write_differences(path: Path, *, disagreements: pd.DataFrame, codebook: Codebook) -> Path:
    """Write the disagreement list as a workbook to decide in, and return its path.

    One row per record on which coders differ, the strongest first: text, each coder's codes and
    reasons, then three columns for the consensus and its reason. An empty consensus is undecided.
    """
    names = {"record": "bijdrage", "text": "tekst", "distance": "verschil"}
    renamed = disagreements.rename(columns=names).rename(columns=_spoken)
    empty = dict.fromkeys(DECIDED)
    spoken = renamed["verschil"].map(lambda distance: f"{distance:.2f}".replace(".", ","))
    table = renamed.assign(verschil=spoken, **empty, reden=None)
    return _write(path, sheet=DIFFERENCES_SHEET, table=table, codebook=codebook)


def _spoken(column: str) -> str:
    first, _, coder = column.partition(" ")
    spoken = {"codes": "codes van", "reasons": "reden van"}
    return f"{spoken[first]} {coder}" if first in spoken else column


def _write(path: Path, *, sheet: str, table: pd.DataFrame, codebook: Codebook) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = add_sheet(book, title=sheet, headers=[str(name) for name in table])
    for row, values in enumerate(table.astype("object").to_numpy().tolist(), start=2):
        write_row(page, row=row, values=values)
    last = len(table) + 1
    chosen = [place for place, name in enumerate(table, start=1) if name in (*CODES, *DECIDED)]
    source = write_codes(book, codebook=codebook)["code"]
    _add_code_choices(page, source, columns=chosen, last=last)
    keep_as_text(page, columns=chosen, last_row=last)
    set_widths(page, widths=[_width(str(name)) for name in table])
    save(book, path=path)
    return path


def _width(name: str) -> float:
    if name == "tekst":
        return 60
    return 40 if name.startswith("lijkt op") else 20


def _add_code_choices(page: Worksheet, source: str, *, columns: list[int], last: int) -> None:
    choice = Choice(source, _REFUSED.title, _REFUSED.message)
    for letter in map(get_column_letter, columns):
        add_choice(page, choice=choice, cells=f"{letter}2:{letter}{max(last, 2)}")
