"""The page about several sessions in a row: its front, its headings and what stands under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from workshop_analysis.chapters.trend import trend_page
from workshop_analysis.chapters.wording import NOT_KNOWN, stamp_of
from workshop_analysis.compare.series import Series, series_trend
from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.display.objects import ReportFront
from workshop_analysis.style import Style, read_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_analysis.folder.session import Session

TITLE = "Hoe keren de rode draden terug?"
LIMITS = """\
- **Hoe het iedereen vergaat.** Elke sessie had haar eigen deelnemers.
- **Wat er is verdwenen.** Wat een sessie niet noemde, kan er nog zijn. Wat niet op een \
gepubliceerde lijst staat, kan toen zijn gezegd.
- **Waardoor iets verschilt.** De vraag, de werkwijze en wie er waren, kunnen ook verschillen."""


def loose_trend(series: Series, *, style: Style | None = None) -> LoosePage:
    """The page about these sessions, ready to be published.

    Raises
    ------
    TooFewSessions
        With fewer than three sessions.
    """
    sessions = series.sessions
    how, table, figure, numbers = trend_page(
        series_trend(series), sessions=sessions, themes=series.themes, style=style or read_style()
    )
    return LoosePage(
        name=f"verloop-{sessions[-1].key}",
        opening=(f"# {TITLE}", front(sessions), how, table),
        blocks=(
            "## Elke rode draad in elke sessie",
            figure,
            numbers,
            f"## Wat dit niet zegt\n\n{LIMITS}",
        ),
        inputs=series.hashes,
        stamp="VOORBEELD-" if any(session.example for session in sessions) else "",
    )


def front(sessions: Sequence[Session]) -> ReportFront:
    """What stands on the front of the page; version and date are those of the last session."""
    first, last = sessions[0], sessions[-1]
    days = [str(format_date(one.date, "d MMMM y", locale="nl")) for one in (first, last)]
    return ReportFront(
        TITLE,
        subtitle="Rode draden, sessie na sessie",
        date_text=f"{days[0]} tot en met {days[1]}",
        version=last.publication.version,
        publication_date=max(session.publication.date for session in sessions),
        contact=last.contact or NOT_KNOWN,
        stamp=next(filter(None, map(stamp_of, sessions)), None),
        keywords=("rode draden", "verloop"),
    )
