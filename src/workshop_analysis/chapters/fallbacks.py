"""Where the report counts in another way than one would expect, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.counting.fallbacks import fallbacks
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop


def fallbacks_table(
    workshop: Workshop, then: Workshop | None = None
) -> ReportTable | ReportNothing:
    """Each fallback of this session: what was done, in place of what, and why.

    `then` is the baseline, whose outcomes know of which kind some codes are.
    """
    rows = fallbacks(workshop, outcomes=then.session.records if then else None)
    if rows.empty:
        return ReportNothing("nergens is anders geteld dan te verwachten is")
    return ReportTable(
        rows,
        key="terugval",
        caption="Waar wij anders tellen dan u zou verwachten",
        source="de sessiemap",
        labels={"what": "Wat wij doen", "instead": "In plaats van", "why": "Waarom"},
        stamp=stamp_of(workshop.session),
    )
