"""How complete a session's list of codes is: only where people or tables were counted."""

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.counting.shares import incidence
from workshop_analysis.counting.units import gather, headline_unit, one_reading
from workshop_analysis.estimates.shares import Floats

# Ours: the estimates rest on what was named once or twice, and among fewer that is chance.
FEWEST_UNITS = 10


def completeness(coded: pd.DataFrame, *, unit: str | None = None) -> pd.DataFrame:
    """Give how much of what such people would name the codes found so far cover.

    One row: `unit` (participant or table), `units` (how many with something coded), `codes` (named
    at least once), `mentions` (unit x code), `once` and `twice` (codes that one or two units
    named), `coverage`, `chance_new` (that the next code named is a new one), `chao2` (the fewest
    codes that such people have) with `chao2_form`, and `unseen` (chao2 - codes, at least).
    The estimates are missing under ten units; no row where people nor tables are known.

    Source: Chao & Jost 2012; Chao 1987. It fails where codes were split or merged afterwards, and
    where everybody saw each other's notes.
    """
    chosen = unit or headline_unit(coded)
    if chosen is None:
        return pd.DataFrame(columns=[*_COUNTS, *_ESTIMATES])
    named, units = incidence(coded, unit=chosen), _units(coded, chosen)
    row = {
        "unit": chosen,
        "units": units,
        "codes": len(named),
        "mentions": int(named.sum()),
        "once": int(named.eq(1).sum()),
        "twice": int(named.eq(2).sum()),
        **_estimates(named.to_numpy(dtype=float), units),
    }
    return pd.DataFrame([row])


def accumulation(coded: pd.DataFrame, *, unit: str | None = None) -> pd.DataFrame:
    """Give how many codes one expects to have heard after 1, 2, ... all people (or tables).

    One row per number of units: `unit`, `units` and `codes`, averaged over every order in which
    they could have come, so no order is drawn. No row where people nor tables are known.

    Source: S(t) = sum 1 - C(m-q, t) / C(m, t), as vegan's specaccum "exact".
    """
    chosen = unit or headline_unit(coded)
    units = _units(coded, chosen) if chosen else 0
    named = incidence(coded, unit=chosen).to_numpy(dtype=float) if units else np.array([])
    codes = estimates.accumulation(named, units=units) if units else np.array([])
    rows = pd.DataFrame({"units": np.arange(1, units + 1), "codes": codes})
    return rows.assign(unit=pd.Series(chosen, rows.index, "str"))[["unit", "units", "codes"]]


_COUNTS = ("unit", "units", "codes", "mentions", "once", "twice")
_ESTIMATES = ("coverage", "chance_new", "chao2", "chao2_form", "unseen")


def _units(coded: pd.DataFrame, unit: str) -> int:
    return gather(one_reading(coded), counting="code", unit=unit).base


def _estimates(named: Floats, units: int) -> dict[str, object]:
    if units < FEWEST_UNITS:
        return {**dict.fromkeys(_ESTIMATES, np.nan), "chao2_form": None}
    chao2 = estimates.chao2(named, units=units)
    return {
        "coverage": estimates.sample_coverage(named, units=units),
        "chance_new": estimates.chance_new(named),
        "chao2": chao2,
        "chao2_form": estimates.chao2_form(named),
        "unseen": chao2 - len(named),
    }
