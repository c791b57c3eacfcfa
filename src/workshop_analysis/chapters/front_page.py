"""The first page: what the workshop was, what came out, and what it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from workshop_analysis.chapters.wording import NOT_KNOWN, noun, quoted, stamp_of
from workshop_analysis.display.objects import Link, ReportFront, ReportText
from workshop_analysis.display.sentences import verbatim
from workshop_analysis.terms import Ranking

if TYPE_CHECKING:
    from workshop_analysis.display.objects import ReportTable
    from workshop_analysis.folder.session import Session


def date_text(session: Session) -> str:
    """The day of the session in words, with a mark where the source does not print all of it."""
    day = _day(session)
    return f"{day} (jaar afgeleid)" if session.date_source == "afgeleid" else day


def front(session: Session) -> ReportFront:
    """The head of the report: title, day, version and who answers questions."""
    return ReportFront(
        title=session.title,
        subtitle="Wat een workshop met ambtenaren opleverde",
        date_text=date_text(session),
        version=session.publication.version,
        publication_date=session.publication.date,
        contact=session.contact or NOT_KNOWN,
        stamp=stamp_of(session),
        keywords=("burgers betrekken", "belemmeringen", "beloftes", "Beleidskompas", "beslisboom"),
    )


def opening(session: Session) -> ReportText:
    """One sentence on who met, when, and about what."""
    people = session.participants or "een onbekend aantal"
    return ReportText(
        f"Op {_day(session)} deelden {verbatim(people)} deelnemers ideeën over wat het "
        "betrekken van burgers belemmert, bij beleid en bij uitvoering. Zij deden ook beloftes om "
        "daar iets aan te doen.",
        role="lead",
        literals=(_day(session), people),
    )


def in_short(
    figures: ReportTable, *, themes: ReportTable, answers: ReportTable
) -> list[ReportText]:
    """What came out, in a handful of sentences; each number and name comes from a table."""
    return [
        _outcomes(figures),
        _themes(figures, themes=themes),
        *_answered(figures),
        *_unanswered(answers),
        *_tree(figures),
    ]


def caution(session: Session) -> ReportText:
    """What the first page must say about its own limits."""
    order = "" if session.order_is_ranking == Ranking.YES else " en geen volgorde van belang"
    return ReportText(
        "Hoe vaak iets is gezegd, is niet gepubliceerd. Daarom staan hier geen percentages"
        f"{order}. De rode draden en de verbanden zijn een interpretatie van dit project, niet van "
        "de deelnemers.",
        role="note",
    )


def _day(session: Session) -> str:
    """The day in Dutch words, such as ``dinsdag 12 november 2024``."""
    return str(format_date(session.date, "EEEE d MMMM y", locale="nl"))


def _outcomes(figures: ReportTable) -> ReportText:
    return ReportText(
        "De workshop leverde {outcomes} uitkomsten op: {barriers} belemmeringen ({both} voor "
        "beleid en uitvoering samen, {policy} voor beleid, {execution} voor uitvoering) en "
        "{promises} beloftes.",
        cells={
            "outcomes": figures.cell("uitkomsten", "value"),
            "barriers": figures.cell("belemmeringen", "value"),
            "promises": figures.cell("beloftes", "value"),
            "both": figures.cell("belemmeringen gezamenlijk", "value"),
            "policy": figures.cell("belemmeringen beleid", "value"),
            "execution": figures.cell("belemmeringen uitvoering", "value"),
        },
        role="item",
    )


def _themes(figures: ReportTable, *, themes: ReportTable) -> ReportText:
    anchors = themes.payload["anchors"]
    names = [
        Link(themes.cell(name, "name"), anchor)
        for name, anchor in zip(themes.frame["name"], anchors, strict=True)
    ]
    return ReportText(
        "Wij lezen daarin {count:words} rode draden: {names}.",
        cells={"count": figures.cell("rode draden", "value"), "names": names},
        role="item",
    )


def _answered(figures: ReportTable) -> list[ReportText]:
    """How many belemmeringen a belofte answers; nothing as long as nobody judged a pair."""
    if not figures.cell("beoordeelde combinaties", "value").value:
        return []
    yes = figures.cell("belemmeringen met een belofte", "value")
    more = noun(yes, "belemmering", more="belemmeringen")
    text = ReportText(
        f"Op {{yes:words}} {more} gaat een belofte met zoveel woorden in. Bij {{partly:words}} "
        "helpt een belofte hoogstens voor een deel.",
        cells={
            "yes": yes,
            "partly": figures.cell("belemmeringen met deels een belofte", "value"),
        },
        role="item",
    )
    return [text]


def _unanswered(answers: ReportTable) -> list[ReportText]:
    """One sentence that names the belemmeringen without belofte; none when each has one."""
    rows = answers.frame[answers.frame["state"] == "geen"]
    if rows.empty:
        return []
    names, cells = quoted([answers.cell(label, "text") for label in rows["label"]])
    return [ReportText(f"Geen belofte is er bij {names}", cells=cells, role="item")]


def _tree(figures: ReportTable) -> list[ReportText]:
    """How many belemmeringen the beslisboom helps with; nothing as long as nobody judged that."""
    if not figures.cell("belemmeringen naast de beslisboom gelegd", "value").value:
        return []
    in_tree = figures.cell("belemmeringen in de beslisboom", "value")
    more = noun(in_tree, "belemmering", more="belemmeringen")
    text = ReportText(
        f"De Burgers betrekken beslisboom helpt verder bij {{tree:words}} {more}. Bij "
        "{open:words} andere is er geen stap in de beslisboom en hoogstens deels een belofte: daar "
        "ligt het meest open.",
        cells={
            "tree": in_tree,
            "open": figures.cell("belemmeringen die het meest openliggen", "value"),
        },
        role="item",
    )
    return [text]
