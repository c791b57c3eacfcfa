"""The page about several sessions in a row: its front, its headings and what stands under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from workshop_analysis.chapters.trend import over_table, trend_page
from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.compare.over_sessions import over_sessions
from workshop_analysis.compare.series import Series, coded_sessions, series_trend
from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.display.objects import ReportFront, ReportTable
from workshop_analysis.style import read_style
from workshop_analysis.terms import MAILBOX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_analysis.folder.session import Session

TITLE = "Hoe keren de rode draden terug?"
LIMITS = """\
- **Hoe het iedereen vergaat.** Elke sessie had haar eigen deelnemers, en geen ervan is een \
steekproef.
- **Wat er is verdwenen.** Wat een sessie niet noemde, kan er nog zijn. Wat niet op een \
gepubliceerde lijst staat, kan toen zijn gezegd.
- **Waardoor iets verschilt.** Ook de vraag, de werkwijze en wie er zaten, kunnen verschillen; \
wat daarvan bekend is, staat bovenaan."""


def loose_trend(series: Series) -> LoosePage:
    """The page about these sessions, ready to be published.

    Raises
    ------
    TooFewSessions
        With fewer than three sessions.
    """
    sessions, style = series.sessions, read_style()
    how, table, figure, numbers = trend_page(
        series_trend(series), sessions=sessions, themes=series.themes, style=style
    )
    tested = over_table(
        over_sessions(coded_sessions(series), changed=series.changed),
        themes=series.themes,
        stamp=numbers.stamp if isinstance(numbers, ReportTable) else None,
    )
    return LoosePage(
        name=f"verloop-{sessions[-1].key}",
        opening=(f"# {TITLE}", front(sessions), how, table),
        blocks=(
            "## Elke rode draad in elke sessie",
            figure,
            numbers,
            *([tested] if isinstance(tested, ReportTable) else []),
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
        subtitle="Rode draden over het betrekken van burgers, sessie na sessie",
        date_text=f"{days[0]} tot en met {days[1]}",
        version=last.publication.version,
        publication_date=max(session.publication.date for session in sessions),
        contact=last.contact or MAILBOX,
        stamp=next(filter(None, map(stamp_of, sessions)), None),
        keywords=("burgers betrekken", "participatie", "verloop"),
    )
