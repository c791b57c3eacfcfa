"""The cells of report tables: what a reader sees, and the cell a sentence took its word from.

What a payload holds of them is typed in `payloads`.
"""

from __future__ import annotations

import math
import numbers
import re
from dataclasses import dataclass

from babel.numbers import format_decimal

from workshop_analysis.display.payloads import Line, PayloadCell

_NAME = re.compile(r"[a-z][a-z0-9-]*")
SHORT_TEXT = 18  # characters that stay on one line in a table
_BETWEEN_LINES = " | "


@dataclass(frozen=True)
class Cell:
    """One cell of one table: the text a reader sees, the value, and where it stands.

    `value` is None where the table has nothing; `text` is "" then.
    """

    text: str
    value: int | float | str | None
    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Link:
    """A text, or a table cell, that leads to an anchor elsewhere in the report."""

    text: str | Cell
    target: str

    def __post_init__(self) -> None:
        """Refuse a target that no anchor can have, and a link without words."""
        check_name(self.target, what="Het doel van een link")
        if not (self.text if isinstance(self.text, str) else self.text.text).strip():
            raise ValueError(f"De link naar '{self.target}' heeft geen tekst. Geef hem woorden.")


def check_name(name: str, *, what: str) -> None:
    """Refuse a key or anchor that cannot be a file name, an HTML id and a PDF label at once."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(
            f"{what} is {name!r}. Gebruik kleine letters, cijfers en streepjes, "
            "te beginnen met een letter, zoals 'beleid-2'."
        )


def number_text(value: int | float) -> str:
    """Write a number as a Dutch reader expects it: 1.234 and 0,25."""
    return str(format_decimal(value, locale="nl_NL"))


def payload_cell(value: object) -> PayloadCell:
    """Turn one value of a frame into a payload cell; a missing value becomes None.

    Raises
    ------
    ValueError
        For a value that no reader can read, such as True or a date.
    """
    if isinstance(value, list | tuple | Link):
        lines = [_line(one) for one in (value if isinstance(value, list | tuple) else [value])]
        return {"lines": lines, "value": _BETWEEN_LINES.join(line["text"] for line in lines)}
    if isinstance(value, str):
        return str(value)
    if _is_missing(value):
        return None
    if isinstance(value, numbers.Real) and "bool" not in type(value).__name__:
        return _number(value)
    raise ValueError(
        f"{value!r} ({type(value).__name__}) kan niet in een tabel van het rapport. "
        "Maak er een tekst, een getal, een Link of een lijst daarvan van."
    )


def cell_lines(cell: PayloadCell) -> list[Line]:
    """List what a reader sees in a payload cell: one `{"text", "target"}` per line, none if empty.

    `target` is the anchor that the line leads to, or None.
    """
    if cell is None:
        return []
    if isinstance(cell, dict):
        return list(cell["lines"])
    return [{"text": cell if isinstance(cell, str) else number_text(cell), "target": None}]


def cell_text(cell: PayloadCell) -> str:
    """Write a payload cell as one plain text, "" if it is empty."""
    if isinstance(cell, dict):
        return str(cell["value"])
    return "".join(line["text"] for line in cell_lines(cell))


def _is_missing(value: object) -> bool:
    if type(value).__name__ in {"NoneType", "NAType", "NaTType"}:
        return True
    return isinstance(value, numbers.Real) and math.isnan(value)


def _line(value: object) -> Line:
    if isinstance(value, Link):
        text = value.text if isinstance(value.text, str) else value.text.text
        return {"text": text, "target": value.target}
    if isinstance(value, str):
        return {"text": value, "target": None}
    raise ValueError(
        f"{value!r} kan niet in een lijst in een tabelcel. Zet daar teksten of Links in."
    )


def _number(value: numbers.Real) -> int | float:
    if isinstance(value, numbers.Integral):
        return int(value)
    if math.isinf(value):
        raise ValueError(f"{value!r} kan niet in een tabel van het rapport: het is geen getal.")
    return float(value)
