"""The beslisboom in the report: as a list that can be walked, and as the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.beslisboom import outline
from workshop_analysis.charts.tree import TREE_ALT, TREE_SIZES, draw_tree
from workshop_analysis.display.objects import ReportFigure, ReportTable
from workshop_analysis.display.steps import ReportSteps

if TYPE_CHECKING:
    from workshop_analysis.beslisboom import Tree
    from workshop_analysis.style import Style

SOURCE = "Burgers betrekken beslisboom"


def tree_steps(tree: Tree) -> ReportSteps:
    """The beslisboom as an ordered list with links from answer to next step."""
    return ReportSteps(
        tree, key="beslisboom", caption="De beslisboom, stap voor stap", source=SOURCE
    )


def tree_figure(tree: Tree, *, style: Style) -> ReportFigure:
    """The beslisboom as drawn on the board, with every way as a table."""
    rows = outline(tree)
    return ReportFigure(
        lambda ax, narrow: draw_tree(rows, ax, style=style, narrow=narrow),
        table=_ways_table(tree),
        key="beslisboom-tekening",
        alt=TREE_ALT,
        caption="De beslisboom als tekening",
        source=SOURCE,
        style=style,
        wide=TREE_SIZES["wide"],
        narrow=TREE_SIZES["narrow"],
    )


def _ways_table(tree: Tree) -> ReportTable:
    """Where each step leads: one row per step x next place, with who says so."""
    rows = outline(tree).drop_duplicates(["step", "next", "status"])
    frame = rows.assign(
        way="Stap " + rows["step"].astype("str") + " → " + rows["next"],
        said=rows["status"].map({"printed": "staat in de bron", "inferred": "afgeleid"}),
    )
    return ReportTable(
        frame[["way", "question", "said"]],
        key="beslisboom-wegen",
        caption="Welke stap waarheen leidt",
        source=SOURCE,
        labels={"way": "Van → naar", "question": "Vraag bij de stap", "said": "Wie zegt dat?"},
    )
