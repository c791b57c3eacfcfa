"""The first page of a session with contributions: it can stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workshop_analysis.chapters.contributions import why_no_share
from workshop_analysis.chapters.front_page import date_text
from workshop_analysis.chapters.numbers import ALIKE, carriers
from workshop_analysis.chapters.session_figures import COUNTED, WROTE
from workshop_analysis.chapters.steadiness import doubts_table
from workshop_analysis.chapters.wording import NOT_KNOWN, noun, stamp_of, theme_anchor
from workshop_analysis.display.objects import Link, ReportFront, ReportNothing, ReportText
from workshop_analysis.terms import VOORBEELD

if TYPE_CHECKING:
    import pandas as pd

    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.display.objects import ReportTable
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.session import Session

SHOWN, MOST = 3, 5
"""So many rode draden are named on the first page; with those that tie, at most so many."""


def front(session: Session) -> ReportFront:
    """The head of the report: title, day, version and who answers questions."""
    return ReportFront(
        title=session.title,
        subtitle="Verslag van een sessie met bijdragen",
        date_text=date_text(session),
        version=session.publication.version,
        publication_date=session.publication.date,
        contact=session.contact or NOT_KNOWN,
        stamp=stamp_of(session),
        keywords=("burgers betrekken", "belemmeringen", "beloftes", "rode draden"),
    )


def opening(session: Session, *, figures: ReportTable) -> ReportText:
    """When it was, who took part, how much they brought in, and whom the shares are about."""
    day = date_text(session)
    names = list(figures.frame["figure"])
    cells: dict[str, Filling] = {"brought": figures.cell("bijdragen", "value")}
    who, where = " de deelnemers", ""
    brought = f"{noun(figures.cell('bijdragen', 'value'), 'bijdrage', more='bijdragen')} in"
    verb = "brachten"
    if WROTE in names:
        people = figures.cell(WROTE, "value")
        cells |= {"people": people}
        who = f" {{people}} {noun(people, 'deelnemer', more='deelnemers')}"
        verb = noun(people, "bracht", more="brachten")
    if "tafels" in names:
        tables = figures.cell("tafels", "value")
        cells |= {"tables": tables}
        where = f" aan {{tables}} {noun(tables, 'tafel', more='tafels')}"
    said = "Alles hieronder is verzonnen. " if session.example else ""
    attended, more = _attended(session, figures=figures)
    return ReportText(
        f"{said}Op {day} {verb}{who}{where} samen {{brought}} {brought} over wat het betrekken van "
        f"burgers belemmert en wat zou helpen.{attended}",
        cells=cells | more,
        role="lead",
        literals=(day, VOORBEELD, *([session.participants] if session.participants else [])),
    )


def _attended(session: Session, *, figures: ReportTable) -> tuple[str, dict[str, Filling]]:
    """Who took part beside who wrote, and which of them the shares are about; where they differ."""
    names = list(figures.frame["figure"])
    cells: dict[str, Filling] = {}
    if WROTE not in names:
        return "", cells
    wrote, said = figures.cell(WROTE, "value"), ""
    if not _same(session.participants, wrote.value):
        said = (
            f" De sessie zelf noemt {session.participants} deelnemers; van wie niets inbracht, "
            "weten wij niets."
        )
    if COUNTED not in names or figures.cell(COUNTED, "value").value in (wrote.value, 0):
        return said, cells
    cells["counted"] = figures.cell(COUNTED, "value")
    return (
        f"{said} Elk aandeel gaat over de {{counted}} van wie iets is gecodeerd.",
        cells,
    )


def _same(printed: str | None, wrote: object) -> bool:
    """Whether the number that the session gives is that of who wrote; also when it gives none."""
    number = re.match(r"\d+", printed or "")
    return number.group() == str(wrote) if number else printed is None


def in_short(counted: Counted, *, figures: ReportTable, themes: ReportTable) -> list[ReportText]:
    """What came out, in a few sentences; each number and name comes from a table."""
    named = counted.themes[counted.themes["mentions"] > 0]
    found = [_kinds(figures)]
    if "people" not in themes.frame or named.empty:
        return found
    first = _leading(named)
    if counted.themes["share"].isna().all():
        return [*found, ReportText(_NO_ORDER, role="item")]
    if first.empty:
        return [*found, _none_stands_out(named, table=themes)]
    return [*found, _widest(first, counted=counted, table=themes), *_hanging(first, counted)]


_NO_ORDER = "Welke rode draad het breedst is gedeeld, is met deze aantallen niet te zeggen."


def _leading(named: pd.DataFrame) -> pd.DataFrame:
    """The rode draden to name: the first three and who ties with the third; none where all tie."""
    first = named.head(SHOWN)
    tied = named[named["count"].ge(first["count"].iloc[-1])]
    if len(tied) <= MOST:
        return tied
    return named[named["count"].gt(first["count"].iloc[-1])]


def _none_stands_out(named: pd.DataFrame, *, table: ReportTable) -> ReportText:
    people = table.cell(str(named["name"].iloc[0]), "people")
    return ReportText(
        "Geen rode draad springt eruit: de breedst gedeelde zijn elk genoemd bij {people}.",
        cells={"people": people},
        role="item",
    )


def caution(counted: Counted) -> ReportText:
    """What the first page must say about its own limits."""
    why, unit = why_no_share(counted), str(counted.themes["unit"].iloc[0])
    shares = (
        f"De aandelen zijn indicatief: zij gaan over {ALIKE.get(unit, 'zulke bijdragen')}, en bij "
        "elk hoort een interval. "
        if why is None
        else f"{why[0].upper()}{why[1:]}. "
    )
    return ReportText(
        f"{shares}Vaak genoemd is niet hetzelfde als belangrijk. De codes en de rode draden zijn "
        "een interpretatie van dit project, niet van de deelnemers.",
        role="note",
        literals=re.findall(r"\d+ \w+", why or ""),
    )


def _kinds(figures: ReportTable) -> ReportText:
    barriers, promises = (figures.cell(name, "value") for name in ("belemmeringen", "beloftes"))
    start = (
        f"Daarvan {noun(barriers, 'gaat', more='gaan')} er {{barriers}} over een belemmering; "
        f"{{promises}} {noun(promises, 'is', more='zijn')} een belofte. "
    )
    cells: dict[str, Filling] = {"barriers": barriers, "promises": promises}
    if not figures.cell("gecodeerd", "value").value:
        return ReportText(start + "Nog geen enkele is gecodeerd.", cells=cells, role="item")
    codes, themes = (figures.cell(name, "value") for name in ("codes", "rode draden"))
    read = (
        f"Wij lezen er {{codes:words}} {noun(codes, 'code', more='codes')} in, samen "
        f"{{themes:words}} {noun(themes, 'rode draad', more='rode draden')}."
    )
    cells |= {"codes": codes, "themes": themes}
    none = figures.cell("geen code past", "value")
    if none.value:
        read += f" Bij {{none}} {noun(none, 'bijdrage', more='bijdragen')} paste geen enkele code."
        cells["none"] = none
    return ReportText(start + read, cells=cells, role="item")


def _widest(first: pd.DataFrame, *, counted: Counted, table: ReportTable) -> ReportText:
    """The most widely shared rode draden with base and interval, and how firm their order is."""
    who = carriers(counted.themes["unit"].iloc[0])
    cells: dict[str, Filling] = {}
    parts = []
    for place, row in enumerate(first.to_dict("records")):
        name, spot = str(row["name"]), f"n{'abcde'[place]}"
        there = [c for c in ("share", "interval") if c in table.frame]
        told = ["people", *(c for c in there if table.cell(name, c).text)]
        fills = {f"{spot}{column}": table.cell(name, column) for column in told}
        cells |= {spot: Link(table.cell(name, "name"), theme_anchor(str(row["theme"]))), **fills}
        parts.append(f"‘{{{spot}}}’ bij {_share_words(spot, told)}")
    listed = " en ".join(filter(None, ["; ".join(parts[:-1]), parts[-1]]))
    return ReportText(
        f"Het breedst gedeeld onder de {who}: {listed}.{firm(counted.order, list(first['theme']))}",
        cells=cells,
        role="item",
    )


def _share_words(spot: str, told: list[str]) -> str:
    if "interval" in told:
        return f"{{{spot}people}} ({{{spot}share}}, interval {{{spot}interval}})"
    return f"{{{spot}people}}"


def firm(order: pd.DataFrame, named: list[str]) -> str:
    """How firm the order of these rode draden is: only what the same people show, is shown."""
    between = order[order["wider"].isin(named) & order["narrower"].isin(named)]
    if between.empty:
        return ""
    shown = list(between["low"].gt(0))
    if all(shown):
        return " Die volgorde is aangetoond."
    if not any(shown):
        return " Hun onderlinge volgorde staat niet vast."
    places = [f"{{n{'abcde'[place]}}}" for place in range(len(named))]
    told = [
        f"‘{one}’ breder is gedeeld dan ‘{other}’"
        for one, other, sure in zip(places, places[1:], shown, strict=False)
        if sure
    ]
    return f" Aangetoond is dat {' en dat '.join(told)}; verder staat hun volgorde niet vast."


def _hanging(first: pd.DataFrame, counted: Counted) -> list[ReportText]:
    """Which of the named rode draden hang on a placement that we doubted, and by how much."""
    table = doubts_table(counted)
    if isinstance(table, ReportNothing):
        return []
    names = set(first["name"])
    hung = [name for name in table.frame["theme"] if name in names][:1]
    return [
        ReportText(
            "Aan één plaatsing onder ‘{theme}’ twijfelden wij; zonder deze plaatsing: {without}.",
            cells={"theme": table.cell(name, "theme"), "without": table.cell(name, "without")},
            role="item",
        )
        for name in hung
    ]
