"""Three or more sessions with contributions: one test over all of them, and not one per pair."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.compare.trend import CodedSession
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.counting.units import Units, gather, headline_unit, one_reading
from workshop_analysis.terms import Evidence

FEWEST_SESSIONS = 3
COLUMNS = ["theme", "sessions", "unit", "nested", "x2", "df", "p", "holm"]
ALL = "alle rode draden samen"


def over_sessions(
    sessions: Sequence[CodedSession], *, changed: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """Give whether three or more sessions with contributions differ, in one test over all.

    One row for all rode draden together (`ALL`) and one per rode draad: `theme`, `sessions` (how
    many), `unit` and `nested` (whole tables were counted as one), `x2` with `df` and `p` (X2_S,
    second-order Rao-Scott) and `holm`, the p after Holm's correction over the rode draden. Only
    what every session looked for and what is not in `changed`. No row with fewer than three such
    sessions, without a unit that all of them know, and where one is too small for shares.
    """
    counted = [one for one in sessions if one.evidence == Evidence.CONTRIBUTIONS]
    keys = _keys(counted, changed)
    units = _units(counted, keys)
    if len(counted) < FEWEST_SESSIONS or not keys or not units:
        return pd.DataFrame(columns=COLUMNS)
    found = estimates.groups_test(
        np.concatenate([one.carriers for one in units]),
        sizes=np.concatenate([one.sizes for one in units]),
        groups=np.repeat(np.arange(len(units)), [len(one.sizes) for one in units]),
        nested=units[0].nested,
    )
    rows = pd.DataFrame({"theme": list(keys), "x2": found.parts, "p": found.p_parts})
    whole = pd.DataFrame({"theme": [ALL], "x2": [found.x2], "df": [found.df], "p": [found.p]})
    table = pd.concat([whole, rows.assign(holm=found.holm)], ignore_index=True)
    unit = headline_unit(counted[0].coded)
    return table.assign(sessions=len(units), unit=unit, nested=units[0].nested)[COLUMNS]


def _keys(sessions: Sequence[CodedSession], changed: frozenset[str]) -> tuple[str, ...]:
    """Give the rode draden that every session looked for and that meant the same in all."""
    sought = [set(one.looked_for or one.coded["theme"].dropna()) for one in sessions]
    shared = set.intersection(*sought) - changed if sought else set()
    named = pd.concat([one.coded["theme"] for one in sessions]) if sessions else pd.Series()
    order = [key for key in dict.fromkeys(named.dropna()) if key in shared]
    return tuple(str(key) for key in order)


def _units(sessions: Sequence[CodedSession], keys: tuple[str, ...]) -> list[Units]:
    """Give who carries what in each session; none where one of them cannot be counted so."""
    known = {headline_unit(one.coded) for one in sessions}
    if len(known) != 1 or None in known:
        return []
    unit = str(next(iter(known)))
    units = [
        gather(one_reading(one.coded), counting="theme", unit=unit, keys=keys) for one in sessions
    ]
    small = any(one.base < SMALL_BASE for one in units)
    few = any(one.nested and len(one.sizes) < estimates.FEWEST_CLUSTERS for one in units)
    mixed = len({one.nested for one in units}) > 1
    return [] if small or few or mixed else units
