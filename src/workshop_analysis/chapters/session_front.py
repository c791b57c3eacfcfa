"""The first page of a session with contributions: it can stand alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workshop_analysis.chapters.numbers import amount, carriers, in_digits, verb
from workshop_analysis.chapters.numbers import counted as told
from workshop_analysis.chapters.wording import noun, theme_anchor
from workshop_analysis.display.objects import Link, ReportText
from workshop_analysis.terms import VOORBEELD, Role

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.display.objects import Cell, ReportTable
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.terms import KindWords, Vocabulary

SHOWN = 3
"""So many rode draden are named on the first page."""


def opening(counted: Counted, *, figures: ReportTable) -> ReportText:
    """How much was brought in, and by whom as far as that was recorded."""
    known = set(figures.frame["figure"])
    brought = figures.cell("bijdragen", "value")
    cells: dict[str, Filling] = {"brought": brought}
    who = ""
    for name, place, one, before in _WHO:
        if name in known:
            cell = figures.cell(name, "value")
            cells[place] = cell
            who += f"{before}{amount(cell, place, one, more=name)}"
    said = "Alles hieronder is verzonnen. " if counted.session.example else ""
    are = verb(brought, "is", more="zijn")
    return told(
        f"{said}Er {are} {in_digits(amount(brought, 'brought', 'bijdrage', more='bijdragen'))}"
        f"{in_digits(who)}.",
        cells=cells,
        role="lead",
        literals=(VOORBEELD,),
    )


_WHO = (
    ("deelnemers", "people", "deelnemer", ", van "),
    ("tafels", "tables", "tafel", ", aan "),
)
"""Who brought something in: figure, its name in the sentence, one of them, the word before it."""


def in_short(counted: Counted, *, figures: ReportTable, themes: ReportTable) -> list[ReportText]:
    """What came out, in a few sentences; each number and name comes from a table."""
    first = [row for row in counted.themes.head(SHOWN).to_dict("records") if row["mentions"]]
    return [
        _kinds(figures, words=counted.session.words),
        *(_widest(first, counted=counted, table=themes) if first else []),
    ]


def caution(counted: Counted) -> ReportText:
    """What the first page must say about its own limits."""
    sure = counted.themes["share"].notna().any()
    shares = (
        "De aandelen zijn indicatief: zij gaan over mensen als deze deelnemers, en bij elk hoort "
        "een interval. "
        if sure
        else "Er is nog niets gecodeerd, dus er valt nog niets te tellen. "
        if not counted.themes["mentions"].any()
        else "Er staan geen percentages: er deden te weinig mensen mee, of wie wat inbracht is "
        "niet bekend. "
    )
    return ReportText(
        f"{shares}Vaak genoemd is niet hetzelfde als belangrijk. De codes en de rode draden zijn "
        "een interpretatie van dit project, niet van de deelnemers.",
        role="note",
    )


def _kinds(figures: ReportTable, *, words: Vocabulary) -> ReportText:
    found = [(kind, figures.cell(kind.plural, "value")) for kind in words.kinds]
    cells: dict[str, Filling] = {f"kind{place}": cell for place, (_, cell) in enumerate(found)}
    parts = [_of_kind(kind, cell, place) for place, (kind, cell) in enumerate(found)]
    start = f"{'; '.join(parts)}. "
    if not figures.cell("gecodeerd", "value").value:
        return ReportText(start + "Nog geen enkele is gecodeerd.", cells=cells, role="item")
    codes, themes = (figures.cell(name, "value") for name in ("codes", "rode draden"))
    read = (
        f"Wij lezen er {{codes:words}} {noun(codes, 'code', more='codes')} in, samen "
        f"{{themes:words}} {noun(themes, 'rode draad', more='rode draden')}."
    )
    return ReportText(start + read, cells={**cells, "codes": codes, "themes": themes}, role="item")


def _of_kind(kind: KindWords, cell: Cell, place: int) -> str:
    """How many are of a kind: what stands in the way is told about, the rest is brought in."""
    about = kind.role is Role.BARRIER
    goes = noun(cell, "gaat" if about else "is", more="gaan" if about else "zijn")
    what = f"{'over ' if about else ''}een {kind.singular}"
    name = f"{{kind{place}}}"
    return f"Daarvan {goes} er {name} {what}" if place == 0 else f"{name} {goes} {what}"


def _widest(
    first: list[dict[Any, Any]], *, counted: Counted, table: ReportTable
) -> list[ReportText]:
    """The most widely shared rode draden with base and interval, and whether they stand apart."""
    who = carriers(counted.themes["unit"].iloc[0])
    if "people" not in table.frame:
        return []
    cells: dict[str, Filling] = {}
    parts = []
    for place, row in enumerate(first):
        name, spot = str(row["name"]), f"n{'abc'[place]}"
        there = [c for c in ("share", "interval") if c in table.frame]
        told = ["people", *(c for c in there if table.cell(name, c).text)]
        fills = {f"{spot}{column}": table.cell(name, column) for column in told}
        cells |= {spot: Link(table.cell(name, "name"), theme_anchor(str(row["theme"]))), **fills}
        parts.append(f"‘{{{spot}}}’ bij {_share_words(spot, told)}")
    listed = " en ".join(filter(None, ["; ".join(parts[:-1]), parts[-1]]))
    return [
        ReportText(
            f"Het breedst gedeeld onder de {who}: {listed}.{_apart(first)}",
            cells=cells,
            role="item",
        )
    ]


def _share_words(spot: str, told: list[str]) -> str:
    if "interval" in told:
        return f"{{{spot}people}} ({{{spot}share}}, interval {{{spot}interval}})"
    return f"{{{spot}people}}"


def _apart(first: list[dict[Any, Any]]) -> str:
    """Whether the intervals of these rode draden overlap, so that their order is not certain."""
    ends = [(float(str(row["low"])), float(str(row["high"]))) for row in first]
    overlap = any(a[0] <= b[1] for a, b in pairwise(ends))
    return " De intervallen overlappen, dus hun volgorde staat niet vast." if overlap else ""
