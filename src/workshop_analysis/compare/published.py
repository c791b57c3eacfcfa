"""Against a published list: what it names came back or not. It has no counts, so nothing more."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis.compare.chances import beside, chances
from workshop_analysis.compare.states import MaySay, Note, State, Yardstick, keys_of, states
from workshop_analysis.compare.words import session_notes, side_by_side
from workshop_analysis.counting.units import CONTRIBUTION, gather, headline_unit
from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.terms import Ranking

LIST = ["kind", "side"]
RANK = ["listed", "shared", "unit", "tau_b"]
MAY_SAY = {
    State.RETURNED: MaySay.PRESENCE,
    State.NOT_SEEN_AGAIN: MaySay.ABSENCE,
    State.NOT_ON_BASELINE_LIST: MaySay.NOT_ON_LIST,
    State.NOT_COMPARABLE: MaySay.NOTHING,
}


class RankingNotDeclared(Exception):
    """The order of the published list is not known to be a ranking, so it is not compared."""


def against_published(
    later: pd.DataFrame, *, baseline: pd.DataFrame, yardstick: Yardstick | None = None
) -> pd.DataFrame:
    """Give for each theme (or code) whether a later session mentions what the baseline lists.

    One row per key of either side: `state` and the lists (see `states`); `baseline_outcomes`, the
    listed outcomes that carry it (a fact about the list, no frequency); the later session's counts
    and share as `later_...`; for what was not seen again the chances to have seen it (`n`,
    `seen_at_10`, ..., `tables_...`; see `detectability`); `may_say`; `notes`.
    The published list has no share, no percentage and no test, and none is made here.
    """
    rule = yardstick or Yardstick()
    table = states(later, baseline=baseline, yardstick=rule)
    outcomes = baseline.groupby(rule.level)["id"].nunique().reindex(table[rule.level], fill_value=0)
    absent = table["state"].eq(State.NOT_SEEN_AGAIN)
    found = chances(later)
    notes = [_notes(row, later=session_notes(later)) for row in table.to_dict("records")]
    return (
        table.assign(baseline_outcomes=outcomes.astype("Int64").to_numpy())
        .merge(side_by_side(later, keys=table[rule.level], name="later"), on=rule.level)
        .join(beside([found if lacks else {} for lacks in absent], table.index))
        .assign(may_say=table["state"].map(MAY_SAY), notes=pd.Series(notes, table.index, object))
    )


def overlap(
    later: pd.DataFrame, *, baseline: pd.DataFrame, yardstick: Yardstick | None = None
) -> pd.DataFrame:
    """Give per list of the baseline how far both name the same codes (or themes).

    One row per list (kind x side): the number of keys in the `baseline`'s list, in the `later`
    session under that list, in `both` and in `either`; `jaccard` = both / either, missing when
    neither has any. What no longer means the same is left out. Presence only: no test fits this.

    Source: Jaccard 1912.
    """
    rule = yardstick or Yardstick(level="code")
    lists = pd.concat([baseline, later])[LIST].drop_duplicates()
    rows = [_overlap(_under(baseline, name), _under(later, name), rule) for name in _names(lists)]
    return pd.concat([lists.reset_index(drop=True), pd.DataFrame(rows)], axis=1)


def rank_agreement(
    later: pd.DataFrame,
    *,
    baseline: pd.DataFrame,
    ranking: Ranking,
    yardstick: Yardstick | None = None,
) -> pd.DataFrame:
    """Give per list how far the order of the published outcomes returns in the later counts.

    One row per list of the baseline: `listed` (its codes that still mean the same), `shared` (those
    that the later session has), `unit` (what was counted: people, else tables, else contributions)
    and `tau_b` over all that are listed, from -1 to 1: a code that nobody named has 0. Missing
    under two codes, or when all were named equally often. No p-value: three equal items in a row
    happen by chance once in six times.

    Raises
    ------
    RankingNotDeclared
        Unless the baseline's source says that its order is a ranking.

    Source: Kendall 1945, tau-b.
    """
    if ranking != Ranking.YES:
        raise RankingNotDeclared(
            "Van de gepubliceerde lijst is niet bekend dat de nummering een rangorde is; daarom "
            "wordt de volgorde niet vergeleken. Zegt de bron dat wel, zet dan in session.toml: "
            'order_is_ranking = "yes".'
        )
    changed = (yardstick or Yardstick("code")).changed
    listed = baseline[~baseline["code"].isin(changed)]
    lists = baseline[LIST].drop_duplicates()
    rows = [_rank(_under(listed, name), _under(later, name)) for name in _names(lists)]
    table = pd.concat([lists.reset_index(drop=True), pd.DataFrame(rows)], axis=1)
    return table.assign(unit=headline_unit(later) or CONTRIBUTION)[[*LIST, *RANK]]


def _notes(row: Mapping[Any, Any], *, later: tuple[Note, ...]) -> tuple[Note, ...]:
    found = {
        Note.CODE_CHANGED: row["state"] == State.NOT_COMPARABLE,
        Note.UNDER_OTHER_LIST: bool(row["other_lists"]),
    }
    return (*(note for note, holds in found.items() if holds), *later)


def _names(lists: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(lists.itertuples(index=False, name=None))


def _under(coded: pd.DataFrame, name: tuple[Any, ...]) -> pd.DataFrame:
    kind, side = name
    own = coded["side"].isna() if pd.isna(side) else coded["side"].eq(side)
    return coded[coded["kind"].eq(kind) & own]


def _overlap(baseline: pd.DataFrame, later: pd.DataFrame, rule: Yardstick) -> dict[str, float]:
    then, now = (set(keys_of(part, rule.level)) - rule.changed for part in (baseline, later))
    both, either = len(then & now), len(then | now)
    return {
        "baseline": len(then),
        "later": len(now),
        "both": both,
        "either": either,
        "jaccard": both / either if either else np.nan,
    }


def _rank(baseline: pd.DataFrame, later: pd.DataFrame) -> dict[str, float]:
    place = baseline.drop_duplicates("code").set_index("code")["number"].astype(float)
    unit = headline_unit(later) or CONTRIBUTION
    units = gather(later, counting="code", unit=unit, keys=tuple(place.index))
    row = {"listed": len(place), "shared": int((units.counts > 0).sum()), "tau_b": np.nan}
    if len(place) < 2:
        return row
    found = stats_library("scipy.stats").kendalltau(-place.to_numpy(), units.counts, variant="b")
    return {**row, "tau_b": float(found.statistic)}
