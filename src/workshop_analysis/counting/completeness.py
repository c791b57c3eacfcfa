"""How complete a session's list of codes is: only where people or tables were counted."""

from enum import StrEnum

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.counting.shares import incidence
from workshop_analysis.counting.units import (
    Units,
    cluster_of,
    gather,
    headline_unit,
    one_reading,
)
from workshop_analysis.estimates.shares import Floats
from workshop_analysis.terms import NO_CODE

FEWEST_UNITS = 10


class Withheld(StrEnum):
    """Why nothing is said of what the codes found so far leave out."""

    FEW = "few"
    CHANGED = "changed"
    NONE_ONCE = "none_once"


def completeness(
    coded: pd.DataFrame, *, unit: str | None = None, changed: bool = False
) -> pd.DataFrame:
    """Give how much of what such people would name with this codebook the codes found cover.

    One row: `unit` (the table where people sat at tables, for they did not speak apart; else the
    participant or the table), `units` (how many with something coded), `codes` (named at least
    once), `mentions` (unit x code), `once` and `twice` (codes that one or two units named), `coded`
    and `without_code` (contributions coded, and those where no code fits: the estimates know
    nothing of these), `coverage`, `chance_new` (that the next code named is a new one) with
    `new_low` and `new_high`, `chao2` (the fewest codes that such people have) with `chao2_form`,
    `unseen` (chao2 - codes, at least), and `withheld`: why the estimates are missing. They are
    under ten units, after codes were split or merged (`changed`: somebody else looked that up), and
    where no code was named by just one unit. No row where people nor tables are known.

    Source: Chao & Jost 2012; Chao 1987. It fails where everybody saw each other's notes.
    """
    chosen = unit or _sampled(coded)
    if chosen is None:
        return pd.DataFrame(columns=[*_COUNTS, *_ESTIMATES, "withheld"])
    units = gather(one_reading(coded), counting="code", unit=chosen)
    named = units.counts[units.counts > 0]
    withheld = _withheld(named, units=units.base, changed=changed)
    row = {
        "unit": chosen,
        "units": units.base,
        "codes": len(named),
        "mentions": int(named.sum()),
        "once": int((named == 1).sum()),
        "twice": int((named == 2).sum()),
        **_judged(coded),
        **(_nothing() if withheld else _estimates(units, named)),
    }
    return pd.DataFrame([row]).assign(withheld=pd.Series([withheld], dtype=object))


def accumulation(coded: pd.DataFrame, *, unit: str | None = None) -> pd.DataFrame:
    """Give how many codes one expects to have heard after 1, 2, ... all people (or tables).

    One row per number of units (see `completeness`): `unit`, `units` and `codes`, averaged over
    every order in which they could have come, so no order is drawn. No row where people nor tables
    are known.

    Source: S(t) = sum 1 - C(m-q, t) / C(m, t), as vegan's specaccum "exact".
    """
    chosen = unit or _sampled(coded)
    units = _units(coded, chosen) if chosen else 0
    named = incidence(coded, unit=chosen).to_numpy(dtype=float) if units else np.array([])
    codes = estimates.accumulation(named, units=units) if units else np.array([])
    rows = pd.DataFrame({"units": np.arange(1, units + 1), "codes": codes})
    return rows.assign(unit=pd.Series(chosen, rows.index, "str"))[["unit", "units", "codes"]]


_COUNTS = ("unit", "units", "codes", "mentions", "once", "twice", "coded", "without_code")
_ESTIMATES = (
    *("coverage", "chance_new", "new_low", "new_high"),
    *("chao2", "chao2_form", "unseen"),
)


def _sampled(coded: pd.DataFrame) -> str | None:
    """Give what was drawn anew: whole tables where people sat at tables, else the unit counted."""
    unit = headline_unit(coded)
    return cluster_of(coded, unit) or unit if unit else None


def _units(coded: pd.DataFrame, unit: str) -> int:
    return gather(one_reading(coded), counting="code", unit=unit).base


def _judged(coded: pd.DataFrame) -> dict[str, int]:
    judged = coded.dropna(subset=["code"])
    bare = judged.loc[judged["code"].eq(NO_CODE), "id"].nunique()
    return {"coded": int(judged["id"].nunique()), "without_code": int(bare)}


def _withheld(named: Floats, *, units: int, changed: bool) -> Withheld | None:
    found = {
        Withheld.CHANGED: changed,
        Withheld.FEW: units < FEWEST_UNITS,
        Withheld.NONE_ONCE: not (named == 1).any(),
    }
    return next((reason for reason, holds in found.items() if holds), None)


def _nothing() -> dict[str, object]:
    return {**dict.fromkeys(_ESTIMATES, np.nan), "chao2_form": None}


def _estimates(units: Units, named: Floats) -> dict[str, object]:
    low, high = estimates.chance_new_interval(units.carriers > 0)
    chao2 = estimates.chao2(named, units=units.base)
    return {
        "coverage": estimates.sample_coverage(named, units=units.base),
        "chance_new": estimates.chance_new(named),
        "new_low": low,
        "new_high": high,
        "chao2": chao2,
        "chao2_form": estimates.chao2_form(named),
        "unseen": chao2 - len(named),
    }
