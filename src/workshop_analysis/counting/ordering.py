"""How firm the order of the rode draden is, and how much one doubtful placement decides."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.counting.units import cluster_of, one_reading
from workshop_analysis.terms import NO_CODE

ORDER = ["wider", "narrower", "difference", "low", "high"]
DOUBTED = ["theme", "code", "count", "without", "base", "doubt"]


def order(coded: pd.DataFrame, *, keys: Sequence[str], unit: str | None) -> pd.DataFrame:
    """Give for each rode draad and the next one how much wider it is shared by the same people.

    One row per neighbours in `keys`: `wider`, `narrower`, `difference` in shares with `low` and
    `high`: intervals that hold for all neighbours at once (95 %, Bonferroni). The limits are
    missing under ten units, with fewer than five tables, and where nobody named just one of both.
    No row where people nor tables are known.

    Source: Newcombe 1998c, with tables on an effective n (see `estimates.paired_difference`).
    """
    pairs = list(pairwise(keys)) if unit else []
    if not pairs or unit is None:
        return pd.DataFrame(columns=ORDER)
    has, tables = _has(one_reading(coded), unit=unit)
    rows = [(*pair, *_apart(has, pair, tables=tables, tests=len(pairs))) for pair in pairs]
    return pd.DataFrame(rows, columns=ORDER)


def doubted(coded: pd.DataFrame, *, placements: pd.DataFrame, unit: str | None) -> pd.DataFrame:
    """Give what each rode draad would lose without a placement that its coder doubted.

    One row per doubted placement of a code that somebody named and on which somebody's share in the
    rode draad hangs: `theme`, `code`, `count` (units with the rode draad), `without` (units left
    without this placement), `base` and `doubt` (the coder's words); the largest loss first.
    No row where people nor tables are known.
    """
    if unit is None:
        return pd.DataFrame(columns=DOUBTED)
    judged = one_reading(coded).dropna(subset=["code"])
    marked = placements.dropna(subset=["theme", "doubt"])
    rows = [_without(judged, row, unit=unit) for row in marked.to_dict("records")]
    table = pd.DataFrame(rows, columns=DOUBTED)
    lost = table["count"] - table["without"]
    return table.assign(lost=lost)[lost.gt(0)].sort_values(
        "lost", ascending=False, kind="stable", ignore_index=True
    )[DOUBTED]


def _has(coded: pd.DataFrame, *, unit: str) -> tuple[pd.DataFrame, pd.Series | None]:
    """Give units x rode draden (named or not), and the table of each unit where there are any."""
    judged = coded.dropna(subset=["code"])
    named = judged["theme"].where(judged["code"].ne(NO_CODE))
    has = pd.crosstab(judged[unit], named.fillna(NO_CODE)).gt(0)
    cluster = cluster_of(judged, unit)
    if cluster is None:
        return has, None
    return has, judged.drop_duplicates(unit).set_index(unit)[cluster].reindex(has.index)


def _apart(
    has: pd.DataFrame, pair: tuple[str, str], *, tables: pd.Series | None, tests: int
) -> tuple[float, float, float]:
    both = has.reindex(columns=list(pair), fill_value=False).to_numpy(float)
    clusters = None if tables is None else tables.to_numpy()
    difference, low, high = estimates.paired_difference(both, clusters=clusters, tests=tests)
    if len(both) < SMALL_BASE:
        return difference, np.nan, np.nan
    return difference, low, high


def _without(judged: pd.DataFrame, row: Mapping[Any, Any], *, unit: str) -> tuple[object, ...]:
    own = judged[judged["theme"].eq(row["theme"])]
    rest = own[own["code"].ne(row["code"])]
    counts = (int(part[unit].nunique()) for part in (own, rest))
    return row["theme"], row["code"], *counts, int(judged[unit].nunique()), row["doubt"]
