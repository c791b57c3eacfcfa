"""How a chapter writes counts, shares and intervals: never a percentage without its base."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.numbers import format_decimal, format_percent

from workshop_analysis.counting.shares import SMALL_BASE, WHOLE_PERCENTAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.folder.session import Session

MINUS = "\u2212"
CARRIERS = {"participant": "deelnemers", "table": "tafels"}
ALIKE = {"participant": "mensen als deze deelnemers", "table": "tafels als deze"}


def how_to_read(unit: object, *, at_tables: bool) -> str:
    """What an interval under a table of shares means: over whom, and whether tables count in it."""
    group = "; wie samen aan een tafel zat, telt mee als groep" if at_tables else ""
    return (
        f"Interval: hoe ver het aandeel bij {ALIKE.get(str(unit), 'zulke bijdragen')} kan afwijken "
        f"(95%, volgens Wilson{group}; naar buiten afgerond)."
    )


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
    """An interval such as ``23% tot 55%``, on one line, its ends rounded outward.

    None where there is none. Rounded outward an interval never looks surer than it is, and the
    limit of what nobody mentioned is the same wherever it stands.
    """
    if pd.isna(low) or pd.isna(high):
        return None
    return to(*(percentage(end, base=base) for end in _outward(low, high, base=base)))


def at_most(share: float, *, base: float) -> str | None:
    """An upper bound, rounded up; None when missing."""
    return None if pd.isna(share) else percentage(_outward(share, share, base=base)[1], base=base)


def _outward(low: float, high: float, *, base: float) -> tuple[float, float]:
    """Both ends in the steps that `percentage` prints, away from each other."""
    steps = 100 if base < WHOLE_PERCENTAGES else 1000
    near = 1e-9
    return floor(low * steps + near) / steps, ceil(high * steps - near) / steps


def to(low: object, high: object) -> str:
    """Two ends of an interval on one line: the spaces between them do not break."""
    return f"{low}\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}{high}"


def counted(number: int, one: str, *, more: str) -> str:
    """A number with its noun, such as ``1 deelnemer`` or ``0 deelnemers``."""
    return f"{number} {one if number == 1 else more}"


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


def too_few(base: int, *, unit: object, tables: int | None) -> str:
    """Why there is no percentage: too few people, or enough of them at too few tables."""
    who = counted(base, CARRIERS[str(unit)][:-1], more=CARRIERS[str(unit)])
    if base < SMALL_BASE:
        return f"met {who} staan er aantallen en geen percentages; dat vraagt er minstens tien"
    where = counted(tables or 0, "tafel", more="tafels")
    return f"met {where} staan er aantallen en geen percentages; dat vraagt er minstens vijf"


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
