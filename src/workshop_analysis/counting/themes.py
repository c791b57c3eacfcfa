"""Which record carries which rode draad: the records laid beside their codes and placements."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.folder.codebook import Codebook

ADDED = ["code", "theme", "coder", "placed_by", "reason"]


def assign_themes(
    records: pd.DataFrame, *, coding: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Return every record with its codes and rode draden, in the order of the records.

    One row per record x code x theme x coder: all columns of the records, then code, theme, coder
    (who gave the code), placed_by and reason (who placed the code, and why). A record that nobody
    coded is one row with code and theme missing; a code that was left out, and `geen-code`, have a
    missing theme. A record with two rode draden is there twice: count records with `tally.count`.
    """
    codes = coding[["record", "code", "coder"]].rename(columns={"record": "id"})
    placed = codebook.placements[["code", "theme", "coder", "reason"]]
    placed = placed.rename(columns={"coder": "placed_by"})
    columns = [name for name in records if name not in ADDED]
    coded = records[columns].merge(codes, on="id", how="left", validate="one_to_many")
    themed = coded.merge(placed, on="code", how="left")
    return themed[[*columns, *ADDED]]
