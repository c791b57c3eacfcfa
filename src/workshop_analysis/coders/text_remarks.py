"""What to look at in the texts of a session before anybody counts them: one sentence per kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from workshop_analysis.coders.flags import flags
from workshop_analysis.faults import join

SHOWN = 10
"""So many rows are named in one remark; the rest is counted."""
CUT_OFF = (255, 256, 1000, 1024, 4000, 4096, 32767)
"""Lengths at which forms and spreadsheets cut a text off without a word."""


def text_remarks(records: pd.DataFrame, *, file: str, rows: Mapping[str, int]) -> list[str]:
    """Give what asks for a look in the texts, each with the rows of the file where they stand.

    Records that may be no contribution, that may be written twice, and texts that seem to be cut
    off. `rows` gives the row of each record. Nothing is left out: a person decides.
    """
    placed = records.assign(row=records["id"].map(rows))
    return [f"{file}, {said}" for find in _REMARKS for said in find(placed)]


def _no_answers(records: pd.DataFrame) -> Iterator[str]:
    rows = records.loc[flags(records)["non_answer"].to_numpy(), "row"]
    if len(rows):
        yield (
            f"{_named(rows)}: dit lijkt geen bijdrage (zoals 'weet niet'). Zo'n rij telt mee tot u "
            "haar weghaalt."
        )


def _twice(records: pd.DataFrame) -> Iterator[str]:
    """Yield which records say the same in one kind and by one person, or by nobody known."""
    marked = records.assign(first=flags(records)["duplicate_of"].to_numpy())
    by = [name for name in ("kind", "side", "participant", "table") if name in records]
    told = marked.merge(
        records[["id", "row", *by]], left_on="first", right_on="id", suffixes=("", "_of")
    )
    same = pd.Series(True, told.index)
    for name in by:
        one, other = told[name], told[f"{name}_of"]
        same &= one.eq(other).fillna(False) | (one.isna() & other.isna())
    rows = [
        f"{row} (als rij {first})" for first, row in told.loc[same, ["row_of", "row"]].to_numpy()
    ]
    if rows:
        yield (
            f"{_listed(rows)}: zelfde woorden, zelfde deelnemer of tafel. Is dit één bijdrage die "
            "twee keer is opgeschreven? Haal er dan één weg."
        )


def _cut_off(records: pd.DataFrame) -> Iterator[str]:
    texts = records["text"].str.rstrip()
    open_end = texts.str.contains(r"\w(?:…|\.\.\.)$", na=False)
    rows = records.loc[open_end | texts.str.len().isin(CUT_OFF), "row"]
    if len(rows):
        yield f"{_named(rows)}: deze tekst lijkt afgebroken. Kijk in de bron of er meer stond."


_REMARKS = (_no_answers, _twice, _cut_off)


def _named(rows: pd.Series[int]) -> str:
    return _listed([str(row) for row in rows])


def _listed(rows: list[str]) -> str:
    shown = rows[:SHOWN] + ([f"nog {len(rows) - SHOWN} andere"] if len(rows) > SHOWN else [])
    return f"{'rij' if len(rows) == 1 else 'rijen'} {join(shown, last='en')}"
