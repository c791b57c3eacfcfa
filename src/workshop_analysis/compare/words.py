"""What both comparisons put beside a row: a session's numbers, and the notes they need."""

from collections.abc import Iterable

import pandas as pd

from workshop_analysis.compare.states import Note
from workshop_analysis.counting.shares import SMALL_BASE, shares
from workshop_analysis.counting.units import gather, headline_unit
from workshop_analysis.estimates import FEWEST_CLUSTERS

NUMBERS = (
    *("mentions", "contributions", "participants", "tables"),
    *("unit", "count", "base", "share", "low", "high", "effective", "shown"),
)


def side_by_side(
    coded: pd.DataFrame, *, keys: pd.Series, name: str, unit: str | None = None
) -> pd.DataFrame:
    """Give one session's counts and shares for these keys, each column with the session's name.

    One row per key; the columns are those of `shares.shares`, as in `later_share`.
    """
    level = str(keys.name)
    numbers = shares(coded, by=[level], unit=unit, keys=list(keys))[[level, *NUMBERS]]
    return numbers.rename(columns={column: f"{name}_{column}" for column in NUMBERS})


def session_notes(coded: pd.DataFrame, *, unit: str | None = None) -> tuple[Note, ...]:
    """Give what a reader must know of a session's numbers: base unknown, small, or few tables."""
    chosen = unit or headline_unit(coded)
    if chosen is None:
        return (Note.BASE_UNKNOWN,)
    units = gather(coded, counting="code", unit=chosen)
    found = {
        Note.BASE_SMALL: units.base < SMALL_BASE,
        Note.FEW_TABLES: units.nested and len(units.sizes) < FEWEST_CLUSTERS,
    }
    return tuple(note for note, holds in found.items() if holds)


def united(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Give each note once, in the order in which they came."""
    return tuple(dict.fromkeys(notes))
