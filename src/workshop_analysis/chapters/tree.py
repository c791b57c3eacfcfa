"""The beslisboom in the report: as a list that can be walked, and as the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date

from workshop_analysis.beslisboom import outline
from workshop_analysis.chapters.ladder import ladder_table
from workshop_analysis.charts.tree import TREE_SIZES, draw_tree
from workshop_analysis.display.objects import ReportFigure, ReportNothing, ReportTable
from workshop_analysis.display.steps import ReportSteps
from workshop_analysis.faults import join
from workshop_analysis.terms import in_words

if TYPE_CHECKING:
    from workshop_analysis.beslisboom import Tree
    from workshop_analysis.display.loose_page import Shown
    from workshop_analysis.style import Style

DRAWN = 7
"""The drawing is a board of so many steps: the snake of the source. Another tree is listed only."""


def tree_blocks(tree: Tree, *, style: Style) -> list[Shown]:
    """The tree as a list to walk, as a drawing, its ladder, and what we did to its text."""
    return [
        tree_steps(tree),
        tree_figure(tree, style=style),
        ladder_table(tree),
        changes_table(tree),
    ]


OUR_WORDS = (
    "De tekst is die van de bron. Van ons zijn de aanwijzingen hoe je verdergaat (‘naar stap …’), "
    "hoeveel je mag kiezen, en alles waar ‘onze woorden’ bij staat."
)


def changes_table(tree: Tree) -> ReportTable:
    """What we did to the text of the tree: one row per change, in our words."""
    rows = [
        ("Volgorde", tree.source.order),
        ("Sterretjes", tree.source.stars),
        ("Weggelaten", tree.source.left_out),
        *(("Verbeterd", one) for one in tree.source.corrections),
        ("Uitgave van dit bestand", f"versie {tree.edition.version}, {_day(tree)}"),
    ]
    return ReportTable(
        pd.DataFrame(rows, columns=["what", "change"]),
        key="beslisboom-veranderd",
        caption="Wat wij aan de tekst van de beslisboom deden",
        source=tree.title,
        labels={"what": "Wat", "change": "Wat wij deden"},
    )


def _day(tree: Tree) -> str:
    return str(format_date(tree.edition.date, "d MMMM y", locale="nl"))


def tree_steps(tree: Tree) -> ReportSteps:
    """The beslisboom as an ordered list with links from answer to next step."""
    return ReportSteps(
        tree,
        key="beslisboom",
        caption="De beslisboom, stap voor stap",
        source=tree.title,
        note=OUR_WORDS,
    )


def tree_figure(tree: Tree, *, style: Style) -> ReportFigure | ReportNothing:
    """The beslisboom as drawn on the board, with every way as a table."""
    if len(tree.steps) != DRAWN:
        return ReportNothing("de tekening past bij een beslisboom van zeven stappen")
    rows = outline(tree)
    return ReportFigure(
        lambda ax, narrow: draw_tree(rows, ax, style=style, narrow=narrow),
        table=_ways_table(tree),
        key="beslisboom-tekening",
        alt=_alt(tree),
        caption=_caption(tree),
        source=tree.title,
        style=style,
        wide=TREE_SIZES["wide"],
        narrow=TREE_SIZES["narrow"],
    )


def _alt(tree: Tree) -> str:
    """What the drawing shows, for who cannot see it."""
    return (
        f"De beslisboom als bord: van Start langs {in_words(len(tree.steps))} stappen naar "
        f"{tree.finish.label}. Een doorgetrokken pijl staat zo in de bron, een onderbroken pijl is "
        "door ons afgeleid. De tabel bij de figuur noemt elke weg en elke vraag."
    )


def _caption(tree: Tree) -> str:
    """What stands above the drawing, with the words in it that are ours."""
    ours = [f"‘{words}’" for words in tree.our_words]
    return f"De beslisboom als tekening; onze woorden: {join(ours, last='en')}" if ours else PLAIN


PLAIN = "De beslisboom als tekening"
SAID = "Staat dit in de bron?"


def _ways_table(tree: Tree) -> ReportTable:
    """Where each step leads: one row per step x next place, with who says so."""
    rows = outline(tree).drop_duplicates(["step", "next", "status"])
    frame = rows.assign(
        way="Stap " + rows["step"].astype("str") + " → " + rows["next"],
        said=rows["status"].map({"printed": "ja", "inferred": "nee, door ons afgeleid"}),
    )
    return ReportTable(
        frame[["way", "question", "said"]],
        key="beslisboom-wegen",
        caption="Welke stap waarheen leidt",
        source=tree.title,
        labels={"way": "Van → naar", "question": "Vraag bij de stap", "said": SAID},
    )
