"""How a chapter writes counts, shares and intervals: never a percentage without its base."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.numbers import format_decimal, format_percent

from workshop_analysis.counting.shares import WHOLE_PERCENTAGES
from workshop_analysis.display.objects import ReportText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.display.objects import Cell
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.session import Session

MINUS = "\u2212"
CARRIERS = {"participant": "deelnemers", "table": "tafels"}
HOW_TO_READ = (
    "Interval: hoe ver het aandeel bij mensen als deze deelnemers kan afwijken (95%, volgens "
    "Wilson; wie samen aan een tafel zat, telt mee als groep)."
)


def amount(cell: Cell, name: str, one: str, *, more: str) -> str:
    """How many there are of something, as part of a template that names this cell.

    ``geen enkele belemmering`` (without the cell), ``{name:words} belemmering`` for one, and
    ``{name:words} belemmeringen`` for more.
    """
    if not cell.value:
        return f"geen enkele {one}"
    return f"{{{name}:words}} {one if cell.value == 1 else more}"


def in_digits(said: str) -> str:
    """The amounts of a template in digits, for a sentence that holds large numbers too."""
    return said.replace(":words}", "}")


def verb(cell: Cell, one: str, *, more: str) -> str:
    """The verb after `amount`: ``is`` for none and for one, ``zijn`` for more."""
    return one if not cell.value or cell.value == 1 else more


def counted(template: str, *, cells: Mapping[str, Filling], **how: Any) -> ReportText:
    """A sentence with the cells that it names; what `amount` left out is no part of it."""
    named = {name for _, name, _, _ in Formatter().parse(template)}
    kept = {name: cell for name, cell in cells.items() if name in named}
    return ReportText(template, cells=kept, **how)


def carriers(unit: object) -> str:
    """What a headline share counts, in the plural: deelnemers, tafels, or else bijdragen."""
    return CARRIERS.get(str(unit), "bijdragen")


def of_base(count: Any, base: Any) -> str | None:
    """A count with its base, such as ``17 van 45``; None where one of them is not known."""
    if pd.isna(count) or pd.isna(base):
        return None
    return f"{count} van {base}"


def percentage(share: float, *, base: float) -> str | None:
    """A share in whole per cents, from a base of a hundred with one decimal; None when missing."""
    if pd.isna(share):
        return None
    pattern = "#,##0%" if base < WHOLE_PERCENTAGES else "#,##0.0%"
    return str(format_percent(share, format=pattern, locale="nl"))


def interval(low: float, high: float, *, base: float) -> str | None:
    """An interval such as ``23% tot 55%``, on one line; None where there is none."""
    if pd.isna(low) or pd.isna(high):
        return None
    return to(percentage(low, base=base), percentage(high, base=base))


def to(low: object, high: object) -> str:
    """Two ends of an interval on one line: the spaces between them do not break."""
    return f"{low}\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}{high}"


def points(difference: float) -> str | None:
    """A difference in percentage points with its sign, such as ``+12``; None when missing."""
    if pd.isna(difference):
        return None
    whole = round(difference * 100)
    return f"{MINUS if whole < 0 else '+' if whole > 0 else ''}{abs(whole)}"


def decimals(value: Any, *, places: int = 2) -> str | None:
    """A coefficient with a comma, such as ``0,72``; None when missing."""
    if pd.isna(value):
        return None
    written = format_decimal(value, format=f"0.{'0' * places}", locale="nl")
    return str(written).replace("-", MINUS)


def chance(p: float) -> str | None:
    """A probability to three places, never written as nought; None when missing."""
    if pd.isna(p):
        return None
    return "< 0,001" if p < 0.001 else decimals(p, places=3)


def likely(share: float) -> str:
    """A chance in whole per cents; one that is not certain never becomes a hundred."""
    return "ruim 99%" if 0.995 <= share < 1 else str(percentage(share, base=1))


def theirs(session: Session, *, files: str) -> str:
    """What stands under a table of counts: what was said there, and who coded it."""
    return f"{session.source.title}; codering van dit project ({files})"


def share_columns(row: Mapping[Any, Any], *, start: str = "") -> dict[str, Any]:
    """The share of one row, each part in a cell of its own: people, share, interval.

    `start` is what the columns of `shares.shares` begin with. Where there is no share, ``share``
    says why as far as words exist for it: n.v.t. for nobody, n/b for an unknown base.
    """
    count, base = row[f"{start}count"], row[f"{start}base"]
    counted = pd.notna(base) and base > 0
    no_share = counted and pd.isna(row[f"{start}share"])
    return {
        "people": of_base(count, base) if counted else None,
        "share": None if no_share else row[f"{start}shown"],
        "interval": interval(row[f"{start}low"], row[f"{start}high"], base=base),
    }
