"""A table of the report as the CSV file that a reader can download from it."""

from __future__ import annotations

import csv
import io
import re

from workshop_analysis.display.cells import cell_text
from workshop_analysis.display.payloads import PayloadCell, TablePayload

_BOM = "\ufeff"
# A spreadsheet takes these starts for a formula. A sign before a plain number or before "/" is
# no formula in any of them: "+/- 70" and "-3" stay as they are.
_FORMULA = re.compile(
    r"[=@\t\r\n\uff1d\uff20\uff0b\uff0d]|[+-](?!\s*/)(?!\s*\d+(?:[.,]\d+)*\s*%?$)"
)


def csv_bytes(payload: TablePayload) -> bytes:
    """Write a table payload as CSV that a Dutch spreadsheet opens by a double click.

    One line per row under the Dutch labels; `;` between the cells, a decimal comma, UTF-8 with
    byte order mark; a missing value is an empty cell. A text that a spreadsheet would run as a
    formula gets an apostrophe in front, which is the spreadsheet's own mark for "this is text".

    Source: OWASP, "CSV Injection".
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_safe(column["label"]) for column in payload["columns"])
    writer.writerows([_csv_cell(cell) for cell in row] for row in payload["rows"])
    return (_BOM + target.getvalue()).encode("utf-8")


def _csv_cell(cell: PayloadCell) -> str:
    if isinstance(cell, int | float):
        return repr(cell).replace(".", ",")
    return _safe(cell_text(cell))


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
