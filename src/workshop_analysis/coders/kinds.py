"""A code of one kind beside a contribution of another: where the codebook knows of which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook


def code_kinds(codebook: Codebook, *, outcomes: pd.DataFrame | None = None) -> pd.Series[str]:
    """Return the kind of each code that has one; its index is the code.

    A code has the kind that the codebook writes down, else that of the published outcome which it
    is: the same key with the same text. Of any other code no kind is claimed.
    """
    codes = codebook.codes.set_index("code")
    written = codes.get("kind", pd.Series(index=codes.index, dtype="str"))
    if outcomes is None or "kind" not in outcomes:
        return written.dropna().astype("str")
    published = outcomes.drop_duplicates("id").set_index("id")
    same = codes["text"].eq(published["text"].reindex(codes.index))
    kinds = published["kind"].reindex(codes.index).where(same)
    return written.fillna(kinds).dropna().astype("str")


def other_kind(
    records: pd.DataFrame, *, coding: pd.DataFrame, kinds: pd.Series[str]
) -> pd.DataFrame:
    """Return which contributions have a code of another kind: one row per pair of kinds.

    Columns kind, code_kind, records (different contributions) and codes (the codes, most often
    given first).
    """
    given = coding[["record", "code"]].drop_duplicates()
    placed = given.assign(
        kind=given["record"].map(records.set_index("id")["kind"]),
        code_kind=given["code"].map(kinds),
    ).dropna()
    crossed = placed[placed["kind"].ne(placed["code_kind"])]
    rows = [
        (kind, code_kind, part["record"].nunique(), tuple(part["code"].value_counts().index))
        for (kind, code_kind), part in crossed.groupby(["kind", "code_kind"], sort=True)
    ]
    return pd.DataFrame(rows, columns=["kind", "code_kind", "records", "codes"])
