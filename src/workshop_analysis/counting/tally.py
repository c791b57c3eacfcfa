"""How many, and of what: one row per group; mentions, records, participants and tables apart."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.terms import NO_CODE, NOVEMBER_WORDS, ListWords, Vocabulary

NUMBERS = ["mentions", "records", "participants", "tables"]


def count(coded: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Return how often each group is mentioned, and by how many.

    One row per group in order of appearance (a missing value is a group of its own): the columns
    of `by`, then mentions (distinct record x code; a record without a code mentions nothing),
    records, participants and tables (distinct, all Int64). Participants or tables are missing (NA)
    where a record of the group does not name one. A record with two rode draden counts under each,
    so groups may add up to more than the whole. What several coders saw counts once.
    """
    keyed = coded[by].assign(
        mentions=_pairs(coded),
        records=coded["id"],
        participants=_named(coded, "participant"),
        tables=_named(coded, "table"),
    )
    groups = keyed.groupby(by, dropna=False, sort=False, observed=True)
    counted = groups[NUMBERS].nunique().astype("Int64")
    complete = keyed[["participants", "tables"]].notna().assign(**keyed[by])
    known = complete.groupby(by, dropna=False, sort=False, observed=True)[
        ["participants", "tables"]
    ]
    shown = counted[["participants", "tables"]].where(known.all())
    return counted.assign(**shown).reset_index()


def outcomes_per_side(records: pd.DataFrame, *, words: Vocabulary = NOVEMBER_WORDS) -> pd.DataFrame:
    """Return how many records stand in each list, in the order of the source: 3, 4, 6 and 5.

    One row per list of the session, each side of a kind and each kind without sides, whose side is
    missing: kind, side, records (Int64). A list without records is a row with 0.
    """
    rows = [(one.kind, one.side) for one in words.lists]
    table = pd.DataFrame(rows, columns=["kind", "side"], dtype="str")
    found = records.groupby(["kind", "side"], dropna=False).size().rename("records").reset_index()
    counted = table.merge(found, on=["kind", "side"], how="left", validate="one_to_one")
    return counted.assign(records=counted["records"].fillna(0).astype("Int64"))


def list_of(records: pd.DataFrame, lists: tuple[ListWords, ...]) -> pd.Series[str]:
    """Return for each record the key of the list it stands in: its kind, or its kind on a side.

    `lists` holds every kind and side that occurs, or there is a KeyError: no record is left out.
    """
    keys = {(one.kind, one.side): one.key for one in lists}
    sides = records["side"].astype("object").where(records["side"].notna(), None)
    found = [keys[pair] for pair in zip(records["kind"], sides, strict=True)]
    return pd.Series(found, index=records.index, dtype="str", name="list")


def _pairs(coded: pd.DataFrame) -> pd.Series[int]:
    """Return a number per record x code; missing where the record has no code that fits."""
    code = coded["code"].mask(coded["code"].eq(NO_CODE))
    return coded.groupby(["id", code], sort=False).ngroup().astype("Int64").mask(code.isna())


def _named(coded: pd.DataFrame, column: str) -> pd.Series[str]:
    return coded[column] if column in coded else pd.Series(index=coded.index, dtype="str")
