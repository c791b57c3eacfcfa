"""Workbooks that people fill in: frozen header, drop-downs, cells that stay text, equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEADER = PatternFill("solid", fgColor="E6EBF2")
EXAMPLE = Font(italic=True, color="595959")
LINE = 15
"""Points per line of text."""

NEVER_CHANGED = (2000, 1, 1, 0, 0, 0)
"""The moment written in every workbook: equal content gives equal bytes, whatever the clock."""


@dataclass(frozen=True)
class Choice:
    """A drop-down: what may be chosen (a range on another sheet) and what is said if it is not.

    `hint` is shown when somebody goes to the cell. Drop-down and hint are one rule: with a second
    rule on the same cells LibreOffice drops the first.
    """

    source: str
    title: str
    message: str
    hint: str | None = None


def add_sheet(book: Workbook, *, title: str, headers: Sequence[str]) -> Worksheet:
    """Give a new sheet with a bold, frozen header row; every cell under it is text."""
    sheet: Worksheet = book.create_sheet(title)
    write_row(sheet, row=1, values=headers)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEADER
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def write_row(sheet: Worksheet, *, row: int, values: Iterable[object]) -> None:
    """Write one row; a missing value leaves its cell empty, and no text becomes a formula."""
    for column, value in enumerate(values, start=1):
        write_cell(sheet.cell(row=row, column=column), value=value)


def write_cell(cell: Cell | object, *, value: object) -> None:
    """Write one value as it is: whole numbers as numbers, everything else as text."""
    assert isinstance(cell, Cell)
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return
    if isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", str(value))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = str(value)[:1] in ("=", "+", "-", "@")


def set_widths(sheet: Worksheet, *, widths: Sequence[float]) -> None:
    """Give each column its width; long texts wrap, and their row is high enough to show them."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=2, max_col=len(widths)), start=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        lines = [_lines(cell.value, width=width) for cell, width in zip(row, widths, strict=True)]
        if max(lines) > 1:
            sheet.row_dimensions[number].height = LINE * max(lines)


def _lines(value: object, *, width: float) -> int:
    # LibreOffice does not fit the rows of a new workbook by itself; words leave a line half empty.
    return sum(1 + int(1.1 * len(part) / width) for part in str(value or "").split("\n"))


def keep_as_text(sheet: Worksheet, *, columns: Iterable[int], last_row: int) -> None:
    """Mark empty cells as text, so that Excel turns no '3-4' into a date."""
    for column in columns:
        for row in range(2, last_row + 1):
            sheet.cell(row=row, column=column).number_format = "@"


def add_choice(sheet: Worksheet, *, choice: Choice, cells: str) -> None:
    """Put a drop-down on a range of cells; another value is refused with the message."""
    validation = DataValidation(
        type="list", formula1=f"={choice.source}", allow_blank=True, showErrorMessage=True
    )
    validation.errorTitle, validation.error = choice.title, choice.message
    if choice.hint:
        validation.showInputMessage, validation.prompt = True, choice.hint
    validation.add(cells)
    sheet.add_data_validation(validation)


def add_prompt(sheet: Worksheet, *, cells: str, title: str, prompt: str) -> None:
    """Show a hint when somebody goes to one of these cells; nothing is refused."""
    validation = DataValidation(allow_blank=True, showInputMessage=True)
    validation.promptTitle, validation.prompt = title, prompt
    validation.add(cells)
    sheet.add_data_validation(validation)


def column_range(sheet: Worksheet, *, column: int, first: int, last: int) -> str:
    """Give a fixed range of one column as another sheet refers to it."""
    letter = get_column_letter(column)
    return f"{quote_sheetname(sheet.title)}!${letter}${first}:${letter}${last}"


def save(book: Workbook, *, path: Path) -> None:
    """Write the workbook; equal content gives equal bytes. Nothing that exists is overwritten.

    Raises FileExistsError where the file is there already.
    """
    content = _without_clock(book)
    with path.open("xb") as file:
        file.write(content)


def _without_clock(book: Workbook) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, NEVER_CHANGED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _undated(name, old.read(name)))
    return fixed.getvalue()


def _undated(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
