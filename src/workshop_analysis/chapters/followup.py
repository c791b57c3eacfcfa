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
    days = pd.to_datetime(followup["date"], format="%Y-%m-%d")
    frame = followup.assign(
        promise=followup["text"],
        date=[str(format_date(day, "d MMMM y", locale="nl")) for day in days],
    )
    return ReportTable(
        frame[["promise", "status", "date", "source"]],
        key="opvolging",
        caption="Wat er van de beloftes is gekomen",
        source="opvolging.csv",
        stamp=stamp_of(session),
        note="Over een belofte die hier niet staat, is niets vastgelegd. Dat is niet hetzelfde als "
        "dat er niets is gebeurd.",
    )
