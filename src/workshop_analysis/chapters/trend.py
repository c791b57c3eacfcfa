"""Several sessions in a row: each rode draad with the evidence that each session has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.numbers import interval, of_base
from workshop_analysis.chapters.wording import OURS, stamp_of
from workshop_analysis.charts import shares as charts_compare
from workshop_analysis.display.objects import ReportFigure, ReportTable, ReportText
from workshop_analysis.terms import Evidence, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.folder.session import Session
    from workshop_analysis.style import Style

TrendPart: TypeAlias = ReportText | ReportFigure | ReportTable
FEWEST = 3
ON_LIST, OFF_LIST, NOT_SOUGHT = "op de lijst", "niet op de lijst", "niet gezocht"
TORN = "niet te vergelijken"
SOURCE = "de mappen van de sessies"


class TooFewSessions(ValueError):
    """A trend needs at least three sessions; two are a comparison."""


def trend_page(
    table: pd.DataFrame, *, sessions: Sequence[Session], themes: pd.DataFrame, style: Style
) -> list[TrendPart]:
    """A trend over three or more sessions: how to read it, the sessions, the figure, the numbers.

    `table` is that of `compare.trend` per rode draad, `themes` the table of the codebook (theme,
    name) that gives names; a rode draad without a name keeps its key.

    Raises
    ------
    TooFewSessions
        With fewer than three sessions.
    """
    if len(sessions) < FEWEST:
        raise TooFewSessions(
            "Een verloop in de tijd vraagt minstens drie sessies. Leg twee sessies naast elkaar "
            "met: workshop-analysis compare."
        )
    ordered = sorted(sessions, key=lambda session: (session.date, session.key))
    stamp = next(filter(None, map(stamp_of, ordered)), None)
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    rows = table.assign(name=table["theme"].map(lambda key: names.get(key, key)))
    numbers = trend_table(rows, sessions=ordered, stamp=stamp)
    return [
        how_to_read(),
        sessions_table(ordered, stamp=stamp),
        trend_figure(rows, table=numbers, style=style),
        numbers,
    ]


def how_to_read() -> ReportText:
    """What a trend over sessions may and may not say."""
    return ReportText(
        "Elke sessie staat er met wat zij heeft: een sessie met bijdragen als stip met een "
        "interval, een gepubliceerde lijst als ruit, want daarvan zijn geen aantallen bekend. "
        "Tussen de sessies loopt geen lijn: daar is niets gevraagd. De sessies verschillen ook in "
        "vraag, werkwijze en deelnemers; lees een verschil daarom niet als een ontwikkeling bij "
        "iedereen."
    )


def sessions_table(sessions: Sequence[Session], *, stamp: str | None) -> ReportTable:
    """The sessions by date, with what kind of evidence each has: one row per session.

    Columns: title, date, evidence, participants (as its file says), question.
    """
    unknown = "niet bekend"
    rows = [
        {
            "title": session.title,
            "date": str(format_date(session.date, "d MMMM y", locale="nl")),
            "evidence": label(session.evidence),
            "participants": session.participants or unknown,
            "question": session.question or unknown,
        }
        for session in sessions
    ]
    return ReportTable(
        pd.DataFrame(rows),
        key="sessies",
        caption="De sessies, in volgorde van datum",
        source="session.toml van elke sessie",
        labels={"title": "Sessie", "evidence": "Soort gegevens", "question": "Vraag"},
        stamp=stamp,
    )


def trend_figure(rows: pd.DataFrame, *, table: ReportTable, style: Style) -> ReportFigure:
    """Small multiples: a panel per rode draad, in each the sessions by date."""
    drawn = rows.assign(share=rows["share"].where(rows["comparable"]))
    sizes = charts_compare.trend_sizes(drawn)
    return ReportFigure(
        lambda ax, narrow: charts_compare.trend_chart(drawn, ax, style=style, narrow=narrow),
        table=table,
        key="figuur-verloop",
        alt=(
            "Een vak per rode draad, met daarin de sessies naar datum. Een stip met een lijn is "
            "een aandeel met het 95%-interval, een ruit een gepubliceerde lijst zonder aantallen. "
            "De tabel eronder geeft dezelfde getallen."
        ),
        caption="Elke rode draad in elke sessie, met de onzekerheid",
        source=SOURCE,
        stamp=table.stamp,
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def trend_table(
    rows: pd.DataFrame, *, sessions: Sequence[Session], stamp: str | None
) -> ReportTable:
    """The numbers behind the figure: one row per rode draad, a column per session.

    A cell has people and base with share and interval, or in words what a list without counts
    says.
    """
    columns = {f"sessie-{place}": session for place, session in enumerate(sessions, start=1)}
    names = rows["name"].drop_duplicates()
    frame = pd.DataFrame({"name": names}).reset_index(drop=True)
    for column, session in columns.items():
        own = rows[rows["session"].eq(session.key)].set_index("name")
        cells = [in_words(own.loc[name].to_dict()) for name in names]
        frame = frame.assign(**{column: pd.Series(cells, dtype=object)})
    return ReportTable(
        frame,
        key="verloop",
        caption="Elke rode draad in elke sessie, in getallen",
        source=SOURCE,
        labels={
            "name": "Rode draad",
            **{column: _heading(session) for column, session in columns.items()},
        },
        interpretation=OURS,
        stamp=stamp,
        note="‘Niet op de lijst’ zegt niet dat het niet is gezegd. ‘Niet gezocht’: de rode draad "
        "stond nog niet in het codeboek van die sessie.",
    )


def _heading(session: Session) -> str:
    return str(format_date(session.date, "d MMM y", locale="nl"))


def in_words(row: Mapping[Any, Any]) -> str | list[str]:
    """What one session has of one rode draad: people and base with the share, or only words."""
    if not row["comparable"]:
        return TORN
    if row["evidence"] != Evidence.CONTRIBUTIONS:
        return ON_LIST if row["seen"] else OFF_LIST
    people = of_base(row["count"], row["base"])
    if people is None or not row["base"]:
        return str(row["shown"]) if isinstance(row["shown"], str) else NOT_SOUGHT
    ends = interval(row["low"], row["high"], base=row["base"])
    return people if ends is None else [people, f"{row['shown']} ({ends})"]
