"""Which codes or themes came back, and which did not: presence, before any number."""

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from workshop_analysis.counting.tally import list_of
from workshop_analysis.terms import NO_CODE, NOVEMBER_WORDS, ListWords


class State(StrEnum):
    """Where a code or theme stands between the baseline and a later session."""

    RETURNED = "returned"
    NOT_SEEN_AGAIN = "not_seen_again"
    NOT_ON_BASELINE_LIST = "not_on_baseline_list"
    NOT_COMPARABLE = "not_comparable"


class MaySay(StrEnum):
    """How far a sentence about one row may go."""

    NOTHING = "nothing"
    PRESENCE = "presence"
    ABSENCE = "absence"
    NOT_ON_LIST = "not_on_list"
    COUNTS_ONLY = "counts_only"
    NO_DIFFERENCE_SHOWN = "no_difference_shown"
    DIFFERENCE_UNSURE = "difference_unsure"
    DIFFERENCE_SHOWN = "difference_shown"


class Note(StrEnum):
    """What a reader must know beside one row."""

    CODE_CHANGED = "code_changed"
    UNDER_OTHER_LIST = "under_other_list"
    BASE_UNKNOWN = "base_unknown"
    BASE_SMALL = "base_small"
    FEW_TABLES = "few_tables"
    UNITS_DIFFER = "units_differ"
    NOT_FIXED_BEFOREHAND = "not_fixed_beforehand"


@dataclass(frozen=True)
class Yardstick:
    """What is laid side by side.

    `level` is "theme" or "code". `fixed` are the keys fixed beforehand, in the order of the
    baseline's codebook (without it: the keys that the baseline shows). `changed` are the keys that
    no longer mean the same (see `crosswalk.changed_keys`). `lists` are the lists of both sessions,
    in the order in which a reader sees them.
    """

    level: str = "theme"
    fixed: tuple[str, ...] | None = None
    changed: frozenset[str] = field(default_factory=frozenset)
    lists: tuple[ListWords, ...] = NOVEMBER_WORDS.lists

    def tested(self, baseline: pd.DataFrame) -> tuple[str, ...]:
        """Give the keys whose difference may be tested: fixed beforehand, and still the same."""
        keys = keys_of(baseline, self.level) if self.fixed is None else self.fixed
        return tuple(key for key in keys if key not in self.changed)


def states(later: pd.DataFrame, *, baseline: pd.DataFrame, yardstick: Yardstick) -> pd.DataFrame:
    """Give for each code or theme of either session whether it came back.

    One row per key, in the order fixed beforehand: `state`, and the lists (see `ListWords.key`)
    under which the baseline (`baseline_lists`) and the later session (`later_lists`) have it;
    `other_lists` are those of the later session where the baseline does not have it, empty for
    what is on one side only.
    """
    level = yardstick.level
    then, now = keys_of(baseline, level), keys_of(later, level)
    fixed = [key for key in yardstick.fixed or () if key in {*then, *now}]
    keys = list(dict.fromkeys([*fixed, *then, *now]))
    lists = lists_of(baseline, yardstick), lists_of(later, yardstick)
    rows = [_row(key, lists=lists, changed=yardstick.changed) for key in keys]
    columns = ["state", "baseline_lists", "later_lists", "other_lists"]
    return pd.DataFrame(rows, columns=columns, dtype=object).assign(
        **{level: pd.Series(keys, dtype="str")}
    )[[level, *columns]]


def keys_of(coded: pd.DataFrame, level: str) -> tuple[str, ...]:
    """Give the codes or themes that a session shows, in order of appearance."""
    return tuple(_given(coded, level)[level].drop_duplicates())


def lists_of(coded: pd.DataFrame, yardstick: Yardstick) -> dict[str, tuple[str, ...]]:
    """Give for each key the lists it stands under, in the order of the yardstick's lists."""
    given = _given(coded, yardstick.level)
    order = {one.key: place for place, one in enumerate(yardstick.lists)}
    names = list_of(given, yardstick.lists)
    return {
        str(key): tuple(sorted(set(part), key=order.__getitem__))
        for key, part in names.groupby(given[yardstick.level], sort=False)
    }


def _given(coded: pd.DataFrame, level: str) -> pd.DataFrame:
    return coded[coded[level].notna() & coded["code"].notna() & coded["code"].ne(NO_CODE)]


def _row(
    key: str,
    *,
    lists: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]],
    changed: frozenset[str],
) -> tuple[State, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    then, now = (side.get(key, ()) for side in lists)
    other = tuple(name for name in now if name not in then) if then else ()
    if key in changed:
        return State.NOT_COMPARABLE, then, now, ()
    if not then:
        return State.NOT_ON_BASELINE_LIST, then, now, ()
    return (State.RETURNED if now else State.NOT_SEEN_AGAIN), then, now, other
