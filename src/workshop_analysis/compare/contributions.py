"""Between two sessions that both have contributions: differences, each with its interval."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.compare.chances import beside, chances
from workshop_analysis.compare.states import MaySay, Note, State, Yardstick, states
from workshop_analysis.compare.words import session_notes, side_by_side, united
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.counting.units import Units, gather, headline_unit, one_reading

FALSE_FINDS = 0.05
TEST = ("p", "q")
PROFILE = (
    *("unit", "dealt", "themes", "x2", "p", "distance", "distance_p", "distance_median"),
    *("arrangements", "exact"),
)


def between_contributions(
    later: pd.DataFrame, *, baseline: pd.DataFrame, yardstick: Yardstick | None = None
) -> pd.DataFrame:
    """Give for each theme (or code) the difference between two sessions that both have counts.

    One row per key of either side: `state` and the lists (see `states`); both sides' counts and
    shares as `baseline_...` and `later_...`; `difference` (later minus baseline, in shares of
    people or tables) with `difference_low` and `difference_high` (95 %); `p` and `q`;
    `smallest_rise` and `smallest_fall`, what two such sessions would have shown; `absent_from` with
    the chances to have seen it there; `may_say`; `notes`.
    Differences are missing for what is not comparable, was not fixed beforehand, or rests on an
    unknown or small base; p and q also where nobody or everybody has it. What the baseline's
    codebook did not have was not looked for there: its `baseline_...` numbers are missing, not 0.

    Source: Newcombe 1998b on effective n's; p by dealing people or whole tables anew over the two
    sessions; q Benjamini & Hochberg 1995 over the keys fixed beforehand.
    """
    rule = yardstick or Yardstick()
    unit = common_unit(later, baseline=baseline)
    table = _both_sides(later, baseline=baseline, rule=rule)
    fixed = table[rule.level].isin(rule.tested(baseline))
    notes = _shared_notes(later, baseline=baseline, unit=unit)
    return (
        table.assign(**_differences(table, fixed=fixed & (unit is not None)))
        .assign(**_tests(table[rule.level], later=later, baseline=baseline, rule=rule))
        .join(_absences(table, later=later, baseline=baseline, fixed=fixed))
        .assign(fixed=fixed)
        .pipe(_worded, notes)
        .drop(columns="fixed")
    )


def profile_test(
    later: pd.DataFrame, *, baseline: pd.DataFrame, yardstick: Yardstick | None = None
) -> pd.DataFrame:
    """Give whether the two sessions differ over all themes together, and how far they lie apart.

    One row: `unit` (what carries a theme), `dealt` (what was dealt anew: whole tables where both
    sessions have them), `themes` (how many counted), `x2` (X2_S) with `p`; `distance` (total
    variation: the part of all mentions that would have to move) with its p and
    `distance_median`, what chance alone gives; `arrangements`, and `exact` when
    every arrangement was counted. Only keys fixed beforehand that still mean the same.
    No row when the base of a session is unknown or under ten, or it has fewer than five tables.

    Source: Bilder, Loughin & Nettleton 2000; Bilder & Loughin 2004; Phipson & Smyth 2010.
    """
    rule = yardstick or Yardstick()
    dealt = _dealt(later, baseline=baseline, rule=rule)
    if dealt is None:
        return pd.DataFrame(columns=list(PROFILE))
    units, test = dealt
    row = {
        **asdict(test),
        "unit": common_unit(later, baseline=baseline),
        "dealt": "table" if units[0].nested else common_unit(later, baseline=baseline),
        "themes": int(np.isfinite(test.x2_parts).sum()),
    }
    return pd.DataFrame([row])[list(PROFILE)]


def common_unit(later: pd.DataFrame, *, baseline: pd.DataFrame) -> str | None:
    """Give what both sessions can count: "participant", else "table"; None when nothing fits.

    Raises
    ------
    NoContributions
        When one of the two is a published list.
    """
    units = headline_unit(later), headline_unit(baseline)
    if units == ("participant", "participant"):
        return "participant"
    tables = all("table" in coded and coded["table"].notna().all() for coded in (later, baseline))
    return "table" if tables and None not in units else None


def _both_sides(later: pd.DataFrame, *, baseline: pd.DataFrame, rule: Yardstick) -> pd.DataFrame:
    """States with both sides' numbers; what the baseline did not look for is missing there."""
    table = states(later, baseline=baseline, yardstick=rule)
    unit = common_unit(later, baseline=baseline)
    then = side_by_side(baseline, keys=table[rule.level], name="baseline", unit=unit)
    now = side_by_side(later, keys=table[rule.level], name="later", unit=unit)
    looked_for = table["baseline_lists"].map(bool) | table[rule.level].isin(rule.fixed or ())
    own = [name for name in then if name != rule.level]
    then = then.assign(**then[own].where(looked_for.astype(bool)))
    return table.merge(then, on=rule.level).merge(now, on=rule.level)


def _differences(table: pd.DataFrame, *, fixed: pd.Series) -> dict[str, Any]:
    """Difference, interval and smallest detectable change, missing where `fixed` does not hold."""
    sides = ("baseline", "later")
    share1, share2 = (table[f"{side}_share"].where(fixed).to_numpy(float) for side in sides)
    n1, n2 = (table[f"{side}_effective"].where(fixed).to_numpy(float) for side in sides)
    low, high = estimates.newcombe((share2, n2), baseline=(share1, n1))
    rise, fall = estimates.smallest_detectable(share1, n_baseline=n1, n_later=n2)
    return {
        "difference": share2 - share1,
        "difference_low": low,
        "difference_high": high,
        "smallest_rise": rise,
        "smallest_fall": fall,
    }


def _tests(
    keys: pd.Series, *, later: pd.DataFrame, baseline: pd.DataFrame, rule: Yardstick
) -> dict[str, Any]:
    dealt = _dealt(later, baseline=baseline, rule=rule)
    if dealt is None:
        return dict.fromkeys(TEST, np.nan)
    (units, _), test = dealt
    p = pd.Series(test.p_parts, index=pd.Index(units.keys))
    q = pd.Series(estimates.false_discovery(test.p_parts), index=p.index)
    return {"p": keys.map(p).astype(float), "q": keys.map(q).astype(float)}


def _dealt(
    later: pd.DataFrame, *, baseline: pd.DataFrame, rule: Yardstick
) -> tuple[tuple[Units, Units], estimates.ProfileTest] | None:
    """Deal the people or tables of both sessions anew; None where only counts may be printed."""
    unit, keys = common_unit(later, baseline=baseline), rule.tested(baseline)
    if unit is None or not keys:
        return None
    sides = (one_reading(later), one_reading(baseline))
    units = _alike([gather(side, counting=rule.level, unit=unit, keys=keys) for side in sides])
    if units is None:
        units = _alike(
            [gather(_loose(s), counting=rule.level, unit=unit, keys=keys) for s in sides]
        )
    if units is None or any(_too_small(side) for side in units):
        return None
    carriers = np.concatenate([side.carriers for side in units])
    sizes = np.concatenate([side.sizes for side in units])
    first = np.arange(len(sizes)) < len(units[0].sizes)
    return units, estimates.permute_profiles(carriers, sizes=sizes, later=first)


def _alike(units: list[Units]) -> tuple[Units, Units] | None:
    later, baseline = units
    return (later, baseline) if later.nested == baseline.nested else None


def _loose(coded: pd.DataFrame) -> pd.DataFrame:
    """Leave the tables out: with tables in one session only, people are dealt one by one."""
    return coded.drop(columns="table", errors="ignore")


def _too_small(units: Units) -> bool:
    few = units.nested and len(units.sizes) < estimates.FEWEST_CLUSTERS
    return few or units.base < SMALL_BASE


def _absences(
    table: pd.DataFrame, *, later: pd.DataFrame, baseline: pd.DataFrame, fixed: pd.Series
) -> pd.DataFrame:
    """Give the chances of the session that lacks the key; missing where both have it."""
    lacks_later = table["state"].eq(State.NOT_SEEN_AGAIN)
    lacks_baseline = table["state"].eq(State.NOT_ON_BASELINE_LIST) & fixed
    absent = pd.Series(pd.NA, table.index, "str").mask(lacks_later, "later")
    absent = absent.mask(lacks_baseline, "baseline")
    found = {"later": chances(later), "baseline": chances(baseline)}
    rows = [found.get(name, {}) for name in absent]
    return pd.concat([absent.rename("absent_from"), beside(rows, table.index)], axis=1)


def _worded(table: pd.DataFrame, session: tuple[Note, ...]) -> pd.DataFrame:
    """Put beside each row how far a sentence may go and what a reader must know."""
    rows = table.to_dict("records")
    notes = [united((*_own(row), *session)) for row in rows]
    return table.assign(
        may_say=pd.Series([_allowed(row) for row in rows], table.index, object),
        notes=pd.Series(notes, table.index, object),
    )


def _allowed(row: Mapping[Any, Any]) -> MaySay:
    if row["state"] == State.NOT_COMPARABLE:
        return MaySay.NOTHING
    if not row["fixed"]:
        return MaySay.NOT_ON_LIST
    low, high, q = (row[name] for name in ("difference_low", "difference_high", "q"))
    if np.isnan(low):
        return MaySay.COUNTS_ONLY
    shown = (low > 0 or high < 0, q <= FALSE_FINDS)
    if all(shown):
        return MaySay.DIFFERENCE_SHOWN
    return MaySay.DIFFERENCE_UNSURE if any(shown) else MaySay.NO_DIFFERENCE_SHOWN


def _shared_notes(
    later: pd.DataFrame, *, baseline: pd.DataFrame, unit: str | None
) -> tuple[Note, ...]:
    known = unit is not None or None in (headline_unit(later), headline_unit(baseline))
    differ = () if known else (Note.UNITS_DIFFER,)
    sessions = session_notes(baseline, unit=unit), session_notes(later, unit=unit)
    return (*differ, *sessions[0], *sessions[1])


def _own(row: Mapping[Any, Any]) -> tuple[Note, ...]:
    found = {
        Note.CODE_CHANGED: row["state"] == State.NOT_COMPARABLE,
        Note.NOT_FIXED_BEFOREHAND: row["state"] == State.NOT_ON_BASELINE_LIST and not row["fixed"],
        Note.UNDER_OTHER_LIST: bool(row["other_lists"]),
    }
    return tuple(note for note, holds in found.items() if holds)
