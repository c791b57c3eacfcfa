"""How far those who judged beloftes and steps agree, from before they conferred."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.estimates.reliability import (
    jackknife_interval,
    krippendorff_alpha,
    label_counts,
    percent_agreement,
)
from workshop_analysis.terms import Origin

COLUMNS = ["what", "coders", "n", "equal", "percent", "alpha", "low", "high", "reason"]


def judgement_agreement(*, links: pd.DataFrame, step_links: pd.DataFrame) -> pd.DataFrame:
    """Give the agreement between those who judged, over *ja*, *deels* and *nee*.

    One row per table that two coders or more judged (`what`: promise or step): `coders`, `n` (the
    pairs that two of them judged), `equal` (of those, how many they all judged the same),
    `percent` (0 to 1), Krippendorff's `alpha` (nominal) with `low` and `high` (95 %, jackknife over
    pairs), and `reason` where there is no interval. What they decided together afterwards, with
    origin `consensus`, is left out. No row where one coder judged.
    """
    tables = {"promise": links, "step": step_links}
    rows = [_measured(table, what) for what, table in tables.items()]
    return pd.DataFrame([row for row in rows if row], columns=COLUMNS)


def _measured(table: pd.DataFrame, what: str) -> dict[str, object]:
    apart = table[table["origin"].ne(Origin.CONSENSUS)]
    if apart["coder"].nunique() < 2:
        return {}
    ratings = apart.set_index([what, "barrier", "coder"])["strength"].unstack("coder")
    twice = ratings[ratings.notna().sum(axis=1).ge(2)]
    counts, _ = label_counts(twice)
    interval = jackknife_interval(counts)
    return {
        "what": what,
        "coders": apart["coder"].nunique(),
        "n": len(twice),
        "equal": int(twice.nunique(axis=1).eq(1).sum()),
        "percent": percent_agreement(counts),
        "alpha": krippendorff_alpha(counts),
        "low": interval.low,
        "high": interval.high,
        "reason": interval.reason,
    }
