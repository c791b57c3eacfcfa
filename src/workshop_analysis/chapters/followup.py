"""What became of the beloftes: shown where somebody keeps it, and otherwise not a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session


def followup_table(followup: pd.DataFrame, *, session: Session) -> ReportTable | ReportNothing:
    """What became of each belofte, as somebody wrote it down: one row per belofte x status x day.

    Columns: promise (its words), status, date, source.
    """
    if followup.empty:
        return ReportNothing("er is geen opvolging.csv")
    hoped = session.words.promise
    days = pd.to_datetime(followup["date"], format="%Y-%m-%d")
    frame = followup.assign(
        promise=followup["text"],
        date=[str(format_date(day, "d MMMM y", locale="nl")) for day in days],
    )
    return ReportTable(
        frame[["promise", "status", "date", "source"]],
        key="opvolging",
        caption=followup_heading(session),
        source="opvolging.csv",
        labels={"promise": "Code" if hoped is None else hoped.title},
        stamp=stamp_of(session),
        note=f"Over {'een code die' if hoped is None else hoped.that} hier niet staat, is niets "
        "vastgelegd. Dat is niet hetzelfde als dat er niets is gebeurd.",
    )


def followup_heading(session: Session) -> str:
    """What stands above it, by what the session calls what was hoped."""
    hoped = session.words.promise
    return f"Wat er van de {'codes' if hoped is None else hoped.plural} is gekomen"
