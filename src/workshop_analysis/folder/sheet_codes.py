"""The codes and rode draden that somebody typed on a sheet, as two tables of what stands there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from workshop_analysis.checks import RawTable
from workshop_analysis.files.opened import Written
from workshop_analysis.files.tabular import Cells, scan_cells
from workshop_analysis.folder.codes_sheet import CHOICE, CODE_HEADINGS, THEME_HEADINGS
from workshop_analysis.folder.sheet_words import CODES_SHEET
from workshop_analysis.folder.sheet_words import FILE as SPREADSHEET
from workshop_analysis.terms import NO_CODE


@dataclass(frozen=True)
class SheetCodes:
    """What stands on the sheet: one row per code, and one row per rode draad.

    `codes`: code, text, definition, include, exclude, theme (names with "; " between), coder,
    reason. `themes`: name, definition, include, exclude, example, reason. A column that the sheet
    does not have is not in the table. `counts` is False for a sheet of the first release, which
    has no columns for who and why: it is there to look at, and what is added to it is told.
    """

    codes: RawTable
    themes: RawTable

    @property
    def counts(self) -> bool:
        """Whether a new code on this sheet is one of the codebook."""
        return {"coder", "reason"} <= set(self.codes.frame)


def scan_sheet_codes(file: Written) -> SheetCodes | None:
    """Return what stands on the sheet with codes; None where the file has no such sheet."""
    cells = scan_cells(file, sheet=CODES_SHEET)
    blocks = [*_blocks(cells.header)] if cells else []
    codes = next((block for block in blocks if "code" in block.values()), None)
    themes = next((block for block in blocks if next(iter(block.values())) == "rode draad"), {})
    if cells is None or codes is None:
        return None
    table = _table(file, cells, codes, names=CODE_HEADINGS)
    rows = table.frame.drop(columns=CHOICE, errors="ignore")
    rows = rows[rows.notna().any(axis=1) & rows["code"].ne(NO_CODE)]
    table = RawTable(table.name, rows, table.written, sha256=table.sha256)
    return SheetCodes(table, _table(file, cells, themes, names=THEME_HEADINGS))


def only_here(file: Written, *, known: frozenset[str]) -> list[str]:
    """Return a notice for each code on the sheet of a coder that the codebook does not have."""
    sheet = scan_sheet_codes(file)
    codes = sheet.codes.frame["code"].dropna() if sheet else ()
    return [
        f"{file.name}, blad '{CODES_SHEET}': code '{code}' staat niet in het codeboek en telt niet "
        f"mee. Zet haar op hetzelfde blad van {SPREADSHEET}, of in codebook.toml."
        for code in codes
        if code not in known
    ]


def theme_key(name: str) -> str:
    """Return the key of a rode draad that has only a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "rode-draad"


def _blocks(header: list[str]) -> Iterator[dict[int, str]]:
    """Yield the columns that stand side by side: each place with its heading."""
    block: dict[int, str] = {}
    for place, text in enumerate([*header, ""]):
        heading = " ".join(text.casefold().split())
        if heading:
            block[place] = heading
        elif block:
            yield block
            block = {}


def _table(
    file: Written, cells: Cells, block: dict[int, str], *, names: dict[str, str]
) -> RawTable:
    name = f"{file.name}, blad '{CODES_SHEET}'"
    canonical = {heading: column for column, heading in names.items()}
    headings = {place: canonical.get(heading, heading) for place, heading in block.items()}
    rows = [
        [row[place] if place < len(row) and row[place].strip() else None for place in headings]
        for row in cells.rows
    ]
    index = pd.RangeIndex(2, len(rows) + 2)
    columns = [*headings.values()]
    frame = pd.DataFrame(rows, index=index, columns=columns, dtype="str")
    frame = frame.apply(lambda column: column.str.strip())
    frame = frame.loc[:, ~frame.columns.duplicated()]
    written = dict(zip(columns, (cells.header[place].strip() for place in block), strict=True))
    return RawTable(name, frame[frame.notna().any(axis=1)], written, sha256=file.sha256)
