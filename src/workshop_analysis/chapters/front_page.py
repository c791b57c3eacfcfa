"""The first page of a published list: what came out, in a handful of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.chapters.numbers import amount, counted, in_digits
from workshop_analysis.chapters.wording import quoted
from workshop_analysis.display.objects import Link, ReportNothing, ReportText
from workshop_analysis.terms import Ranking

if TYPE_CHECKING:
    from workshop_analysis.display.objects import ReportTable
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.session import Session


def in_short(
    figures: ReportTable, *, themes: ReportTable, answers: ReportTable | ReportNothing
) -> list[ReportText]:
    """What came out, in a handful of sentences; each number and name comes from a table."""
    return [
        _outcomes(figures),
        *_themes(figures, themes=themes),
        *_answered(figures),
        *_unanswered(figures, answers=answers),
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


def _outcomes(figures: ReportTable) -> ReportText:
    """How many uitkomsten of each kind, and of each side as far as it has any."""
    whole, barriers, promises = (
        figures.cell(name, "value") for name in ("uitkomsten", "belemmeringen", "beloftes")
    )
    sides = _sides(figures)
    listed = ", ".join(f"{side}: {{{name}}}" for name, (side, _) in sides.items())
    inside = f" ({listed})" if listed else ""
    cells: dict[str, Filling] = {"whole": whole, "barriers": barriers, "promises": promises}
    return counted(
        in_digits(
            f"De bron noemt {amount(whole, 'whole', 'uitkomst', more='uitkomsten')}: "
            f"{amount(barriers, 'barriers', 'belemmering', more='belemmeringen')}{inside} en "
            f"{amount(promises, 'promises', 'belofte', more='beloftes')}."
        ),
        cells=cells | {name: cell for name, (_, cell) in sides.items()},
        role="item",
    )


def _sides(figures: ReportTable) -> dict[str, tuple[str, Filling]]:
    """The sides that hold a belemmering, each with its number under a name for a template."""
    start = "belemmeringen, kant "
    rows = [str(row) for row in figures.frame["figure"] if str(row).startswith(start)]
    cells = [(row.removeprefix(start), figures.cell(row, "value")) for row in rows]
    return {f"side{n}": (side, cell) for n, (side, cell) in enumerate(cells) if cell.value}


def _themes(figures: ReportTable, *, themes: ReportTable) -> list[ReportText]:
    anchors = themes.payload["anchors"]
    names = [
        Link(themes.cell(name, "name"), anchor)
        for name, anchor in zip(themes.frame["name"], anchors, strict=True)
        if anchor is not None
    ]
    if not names:
        return []
    count = figures.cell("rode draden", "value")
    said = amount(count, "count", "rode draad", more="rode draden")
    text = counted(
        f"Wij lezen daarin {said}: {{names}}.",
        cells={"count": count, "names": names},
        role="item",
    )
    return [text]


def _answered(figures: ReportTable) -> list[ReportText]:
    """On how many belemmeringen a belofte goes in; nothing as long as nobody judged a pair."""
    if not figures.cell("beoordeelde combinaties", "value").value:
        return []
    yes, partly = (
        figures.cell(name, "value")
        for name in ("belemmeringen met een belofte", "belemmeringen met deels een belofte")
    )
    said = amount(yes, "yes", "belemmering", more="belemmeringen")
    more = " Op {partly:words} andere gaat een belofte deels in."
    text = counted(
        f"Op {said} gaat volgens ons een belofte in.{more if partly.value else ''}",
        cells={"yes": yes, "partly": partly},
        role="item",
    )
    return [text]


def _unanswered(figures: ReportTable, *, answers: ReportTable | ReportNothing) -> list[ReportText]:
    """One sentence that names the belemmeringen without belofte; none when each has one."""
    if isinstance(answers, ReportNothing):
        return []
    rows = answers.frame[answers.frame["state"] == "geen"]
    if rows.empty or not figures.cell("beoordeelde combinaties", "value").value:
        return []
    names, cells = quoted([answers.cell(label, "text") for label in rows["label"]])
    return [ReportText(f"Geen van de beloftes gaat in op {names}", cells=cells, role="item")]


def _tree(figures: ReportTable) -> list[ReportText]:
    """At how many belemmeringen the beslisboom comes back; nothing where nobody judged that."""
    if not figures.cell("belemmeringen naast de beslisboom gelegd", "value").value:
        return []
    yes, partly = (
        figures.cell(name, "value")
        for name in ("belemmeringen bij een stap", "belemmeringen deels bij een stap")
    )
    said = amount(yes, "yes", "belemmering", more="belemmeringen")
    more = " Bij {partly:words} andere komt die deels terug."
    text = counted(
        f"De beslisboom komt bij {said} terug.{more if partly.value else ''}",
        cells={"yes": yes, "partly": partly},
        role="item",
    )
    return [text]
