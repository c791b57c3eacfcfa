"""The first page of a published list: what came out, in a handful of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.chapters.key_figures import side_figure
from workshop_analysis.chapters.numbers import amount, counted, in_digits
from workshop_analysis.chapters.wording import quoted
from workshop_analysis.display.objects import Link, ReportNothing, ReportText
from workshop_analysis.faults import join
from workshop_analysis.terms import Ranking

if TYPE_CHECKING:
    from workshop_analysis.display.objects import Cell, ReportTable
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.session import Session
    from workshop_analysis.terms import KindWords, Vocabulary


def in_short(
    figures: ReportTable,
    *,
    themes: ReportTable,
    answers: ReportTable | ReportNothing,
    words: Vocabulary,
) -> list[ReportText]:
    """What came out, in a handful of sentences; each number and name comes from a table."""
    barrier, hoped = words.barrier, words.promise
    return [
        _outcomes(figures, words=words),
        *_themes(figures, themes=themes),
        *(_answered(figures, barrier=barrier, hoped=hoped) if barrier and hoped else []),
        *(_unanswered(figures, answers=answers, hoped=hoped) if barrier and hoped else []),
        *(_tree(figures, barrier=barrier) if barrier else []),
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


def _outcomes(figures: ReportTable, *, words: Vocabulary) -> ReportText:
    """How many uitkomsten of each kind, and of each side as far as it has any."""
    whole = figures.cell("uitkomsten", "value")
    cells: dict[str, Filling] = {"whole": whole}
    parts = []
    for place, kind in enumerate(words.kinds):
        name, cell = f"kind{place}", figures.cell(kind.plural, "value")
        sides = _sides(figures, kind, words)
        listed = ", ".join(f"{side}: {{{name}{n}}}" for n, (side, _) in enumerate(sides))
        cells |= {name: cell, **{f"{name}{n}": found for n, (_, found) in enumerate(sides)}}
        said = amount(cell, name, kind.singular, more=kind.plural)
        parts.append(f"{said}{f' ({listed})' if listed else ''}")
    told = f"De bron noemt {amount(whole, 'whole', 'uitkomst', more='uitkomsten')}"
    return counted(in_digits(f"{told}: {join(parts, last='en')}."), cells=cells, role="item")


def _sides(figures: ReportTable, kind: KindWords, words: Vocabulary) -> list[tuple[str, Cell]]:
    """The sides that hold a record of a kind, each with its number."""
    sides = [side.word for side in words.sides if kind.sides]
    found = [(side, figures.cell(side_figure(kind, side), "value")) for side in sides]
    return [(side, cell) for side, cell in found if cell.value]


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


def _answered(figures: ReportTable, *, barrier: KindWords, hoped: KindWords) -> list[ReportText]:
    """On how many belemmeringen a belofte goes in; nothing as long as nobody judged a pair."""
    if not figures.cell("beoordeelde combinaties", "value").value:
        return []
    one = hoped.singular
    yes, partly = (
        figures.cell(name, "value")
        for name in (f"{barrier.plural} met een {one}", f"{barrier.plural} met deels een {one}")
    )
    said = amount(yes, "yes", barrier.singular, more=barrier.plural)
    more = f" Op {{partly:words}} andere gaat een {one} deels in."
    text = counted(
        f"Op {said} gaat volgens ons een {one} in.{more if partly.value else ''}",
        cells={"yes": yes, "partly": partly},
        role="item",
    )
    return [text]


def _unanswered(
    figures: ReportTable, *, answers: ReportTable | ReportNothing, hoped: KindWords
) -> list[ReportText]:
    """One sentence that names the belemmeringen without belofte; none when each has one."""
    if isinstance(answers, ReportNothing):
        return []
    rows = answers.frame[answers.frame["state"] == "geen"]
    if rows.empty or not figures.cell("beoordeelde combinaties", "value").value:
        return []
    names, cells = quoted([answers.cell(label, "text") for label in rows["label"]])
    return [ReportText(f"Geen van de {hoped.plural} gaat in op {names}", cells=cells, role="item")]


def _tree(figures: ReportTable, *, barrier: KindWords) -> list[ReportText]:
    """At how many belemmeringen the beslisboom comes back; nothing where nobody judged that."""
    if not figures.cell(f"{barrier.plural} naast de beslisboom gelegd", "value").value:
        return []
    yes, partly = (
        figures.cell(name, "value")
        for name in (f"{barrier.plural} bij een stap", f"{barrier.plural} deels bij een stap")
    )
    said = amount(yes, "yes", barrier.singular, more=barrier.plural)
    more = " Bij {partly:words} andere komt die deels terug."
    text = counted(
        f"De beslisboom komt bij {said} terug.{more if partly.value else ''}",
        cells={"yes": yes, "partly": partly},
        role="item",
    )
    return [text]
