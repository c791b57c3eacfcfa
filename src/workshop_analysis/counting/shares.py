"""How many people, tables and contributions carry each theme, with the base beside each share."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from babel.numbers import format_percent

from workshop_analysis import estimates
from workshop_analysis.counting.units import (
    CODED,
    CONTRIBUTION,
    Units,
    gather,
    headline_unit,
    one_reading,
)
from workshop_analysis.folder.identity import persons
from workshop_analysis.terms import NO_CODE

# Under ten each person is more than ten points: "3 van 7" says it, "43 %" says more than is known.
SMALL_BASE = 10
# Under a hundred a decimal is less than one person.
WHOLE_PERCENTAGES = 100
NOBODY = "n.v.t."
UNKNOWN = "n/b"
PLAIN_COUNTS = ("mentions", "contributions", "participants", "tables")


def shares(
    coded: pd.DataFrame,
    *,
    by: Sequence[str],
    unit: str | None = None,
    keys: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Give for each theme (or code, or side) how many carry it, and which share that is.

    The last name in `by` is what is counted; those before it make the groups, each with its own
    base. One row per group x key, zeros included: the columns of `by`, then mentions (record x
    code), contributions, participants, tables; `unit` with `count`, `base`, `share`, `low`,
    `high`, `effective` (the n behind the interval) and `shown` (what a reader may see); and the
    same for the contributions' share. `keys` fixes the rows and their order.

    Missing: participants or tables where not recorded; every share and interval on an unknown or
    empty base, on a base under ten, and with fewer than five tables. Shares may add to more than
    one: a contribution can carry several themes.

    Raises
    ------
    NoContributions, ValueError
        For a published list; when two coders read the same contribution.

    Source: Wilson 1927 on the effective n (see `estimates.effective_n`).
    """
    single = one_reading(coded)
    chosen = unit or headline_unit(single)
    *groups, counting = by
    order = tuple(keys) if keys is not None else _keys(single, counting)
    rows = [
        _labelled(_group(part, counting=counting, unit=chosen, keys=order), labels, like=coded)
        for labels, part in _parts(single, groups)
    ]
    return _stacked(rows, empty=coded.empty and bool(groups))


def bases(coded: pd.DataFrame, *, by: Sequence[str] = ("kind", "side")) -> pd.DataFrame:
    """Give how many contributions there are, and how many of them were coded.

    One row per group: contributions = coded + uncoded; without_code is the part of coded that got
    `geen-code`. Participants and tables are missing where not recorded for every contribution.
    """
    rows = [
        _labelled(pd.DataFrame([_base(part)], dtype="Int64"), labels, like=coded)
        for labels, part in _parts(coded, list(by))
    ]
    return _stacked(rows, empty=coded.empty and bool(by))


def dot_votes(coded: pd.DataFrame, *, by: Sequence[str] = ("theme",)) -> pd.DataFrame:
    """Give the dots that the contributions of each theme got: a second measurement.

    One row per group: dots (missing where no dot was recorded at all) and contributions that got
    one. No share and no interval: several dots from one hand are not several people. Themes may
    add up to more than all dots, since a contribution can carry several.
    """
    once = coded[coded["code"].ne(NO_CODE)].drop_duplicates([*by, "id"]).dropna(subset=[by[-1]])
    votes = once.assign(votes=once["votes"].astype("Int64"), got=once["votes"].gt(0))
    table = votes.groupby(list(by), dropna=False, sort=False)
    return table.agg(
        contributions=("id", "size"),
        contributions_with_dots=("got", "sum"),
        dots=("votes", lambda dots: dots.sum(min_count=1)),
    ).reset_index()


def shown_share(count: float, base: float) -> str:
    """Give a share as a reader may see it.

    "n.v.t." for nobody, "n/b" for an unknown base, "k van n" under ten, whole percentages under a
    hundred, one decimal from there.
    """
    if pd.isna(base) or pd.isna(count):
        return UNKNOWN
    if base == 0:
        return NOBODY
    if base < SMALL_BASE:
        return f"{count:.0f} van {base:.0f}"
    pattern = "#,##0%" if base < WHOLE_PERCENTAGES else "#,##0.0%"
    return str(format_percent(count / base, format=pattern, locale="nl"))


def incidence(coded: pd.DataFrame, *, level: str = "code", unit: str | None = None) -> pd.Series:
    """Give for each code the number of people (or tables) who named it; its name is the unit.

    One value per code that was named at least once, most often named first.
    """
    chosen = unit or headline_unit(coded) or CONTRIBUTION
    units = gather(one_reading(coded), counting=level, unit=chosen)
    named = pd.Series(units.counts, index=pd.Index(units.keys, name=level), dtype="Int64")
    return named.sort_values(ascending=False, kind="stable").rename(chosen)


def _parts(
    coded: pd.DataFrame, groups: list[str]
) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    if not groups or coded.empty:
        yield dict.fromkeys(groups), coded
        return
    for names, part in coded.groupby(groups, dropna=False, sort=False):
        yield dict(zip(groups, names, strict=True)), part


def _keys(coded: pd.DataFrame, counting: str) -> tuple[str, ...]:
    there = coded[coded["code"].ne(NO_CODE)] if counting in CODED else coded
    return tuple(there[counting].dropna().drop_duplicates())


def _group(
    part: pd.DataFrame, *, counting: str, unit: str | None, keys: tuple[str, ...]
) -> pd.DataFrame:
    """All columns for one group: the plain counts, the headline share, the contributions' share."""
    contributions = gather(part, counting=counting, unit=CONTRIBUTION, keys=keys)
    headline = gather(part, counting=counting, unit=unit, keys=keys) if unit else None
    plain: dict[str, Any] = {
        counting: pd.Series(list(keys), dtype=part[counting].dtype),
        "mentions": _mentions(part, counting, keys),
        "contributions": contributions.counts,
        "participants": _people(part, counting, keys, "participant"),
        "tables": _people(part, counting, keys, "table"),
        "unit": unit,
        "count": headline.counts if headline else pd.NA,
        "base": headline.base if headline else pd.NA,
    }
    beside = contributions if unit else None
    return (
        pd.DataFrame(plain)
        .assign(**_sure(headline, len(keys)))
        .assign(contribution_count=contributions.counts, contribution_base=contributions.base)
        .assign(**{f"contribution_{name}": v for name, v in _sure(beside, len(keys)).items()})
        .astype(dict.fromkeys((*PLAIN_COUNTS, *_WHOLE), "Int64"))
    )


_WHOLE = ("count", "base", "contribution_count", "contribution_base")


def _mentions(part: pd.DataFrame, counting: str, keys: tuple[str, ...]) -> list[int]:
    given = part[part["code"].notna() & part["code"].ne(NO_CODE)]
    # Two coders who gave one contribution the same code are one mention.
    pairs = given.drop_duplicates(["id", "code", counting])
    return [int(n) for n in pairs[counting].value_counts().reindex(list(keys), fill_value=0)]


def _people(part: pd.DataFrame, counting: str, keys: tuple[str, ...], unit: str) -> object:
    if unit not in part or part[unit].isna().any() or not persons(part[unit]).notna().any():
        return pd.NA
    return gather(part, counting=counting, unit=unit, keys=keys).counts


def _sure(units: Units | None, rows: int) -> dict[str, Any]:
    """Give share, interval, effective n and the words for a reader, one value per key."""
    if units is None:
        nothing = np.full(rows, np.nan)
        return {**dict.fromkeys(("share", "low", "high", "effective"), nothing), "shown": UNKNOWN}
    effective = np.where(units.base >= SMALL_BASE, units.effective, np.nan)
    share = units.counts / np.where(effective > 0, units.base, np.nan)
    low, high = estimates.wilson(share * effective, effective)
    shown = [_words(units, place) for place in range(rows)]
    return {"share": share, "low": low, "high": high, "effective": effective, "shown": shown}


def _words(units: Units, place: int) -> str:
    count, base = units.counts[place], units.base
    if base and np.isnan(units.effective[place]):
        return f"{count:.0f} van {base:.0f}"
    return shown_share(count, base)


def _base(part: pd.DataFrame) -> dict[str, object]:
    coded = part.dropna(subset=["code"])
    people = {
        f"{unit}s": persons(part[unit]).nunique()
        if unit in part and part[unit].notna().all()
        else pd.NA
        for unit in ("participant", "table")
    }
    return {
        "contributions": part["id"].nunique(),
        "coded": coded["id"].nunique(),
        "without_code": part.loc[part["code"].eq(NO_CODE), "id"].nunique(),
        "uncoded": part["id"].nunique() - coded["id"].nunique(),
        **people,
    }


def _stacked(rows: list[pd.DataFrame], *, empty: bool) -> pd.DataFrame:
    """Put the groups under each other; without a record there is no group, only its columns."""
    table = pd.concat(rows, ignore_index=True)
    return table.iloc[:0] if empty else table


def _labelled(rows: pd.DataFrame, labels: dict[str, object], *, like: pd.DataFrame) -> pd.DataFrame:
    """Put the group's names in front, in the type they have in the table they come from."""
    front = {name: pd.Series(value, rows.index, like[name].dtype) for name, value in labels.items()}
    return pd.concat([pd.DataFrame(front, index=rows.index), rows], axis=1)
