"""The two matrices: rode draden against the lists, and belemmeringen against beloftes.

Every drawing uses inches as its coordinates (x to the right, y down), so that type keeps its
size in the wide and in the narrow version. Nothing is told by colour alone: each mark carries a
number, a word or a shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, FancyBboxPatch, Wedge

from workshop_analysis.terms import Kind, Side, Strength

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from workshop_analysis.style import Style

GROUPS = (*(str(side) for side in Side), str(Kind.BELOFTE))
"""Columns of the theme matrix, in the source's order: the three sides, then the beloftes."""

GROUP_HEADINGS = {"gezamenlijk": "Gezamenlijk", "beleid": "Beleid", "uitvoering": "Uitvoering"}


@dataclass(frozen=True)
class Grid:
    """Where the rows and columns of a matrix stand, in inches from the top left corner."""

    width: float
    name_width: float
    header: float
    row: float
    columns: int

    def column_centre(self, position: int) -> float:
        """Middle of a column (0 is the first one after the names)."""
        step = (self.width - self.name_width) / self.columns
        return self.name_width + (position + 0.5) * step

    def row_top(self, position: int) -> float:
        """Upper edge of a row (0 is the first one under the header)."""
        return self.header + position * self.row

    def height(self, rows: int) -> float:
        """Height of the whole drawing with this many rows."""
        return self.header + rows * self.row + 0.06


THEME_GRIDS = {
    False: Grid(width=6.6, name_width=2.7, header=0.42, row=0.43, columns=4),
    True: Grid(width=3.4, name_width=0.0, header=0.36, row=0.66, columns=4),
}
LINK_GRIDS = {
    False: Grid(width=6.6, name_width=4.1, header=0.62, row=0.36, columns=5),
    True: Grid(width=3.4, name_width=1.25, header=0.62, row=0.3, columns=5),
}


def theme_matrix_sizes(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Width and height in inches of the theme matrix, for ``wide`` and ``narrow``."""
    rows = table["theme"].nunique()
    return {
        name: (THEME_GRIDS[narrow].width, THEME_GRIDS[narrow].height(rows))
        for name, narrow in (("wide", False), ("narrow", True))
    }


def link_matrix_sizes(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Width and height in inches of the matrix of belemmeringen and beloftes, for both versions."""
    rows = table["barrier"].nunique()
    return {
        name: (LINK_GRIDS[narrow].width, LINK_GRIDS[narrow].height(rows))
        for name, narrow in (("wide", False), ("narrow", True))
    }


def theme_matrix(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Matrix of rode draden against the source's lists; each mark is the number of one uitkomst.

    ``table`` has one row per rode draad x uitkomst: theme, name, group (a side, or
    ``belofte``), number. An empty cell means that no uitkomst of that list was placed there, and
    says nothing about how often.
    """
    grid = THEME_GRIDS[narrow]
    names = table.drop_duplicates("theme")
    _canvas(ax, width=grid.width, height=grid.height(len(names)))
    for position, group in enumerate(GROUPS):
        heading = GROUP_HEADINGS.get(group, "Beloftes")
        _write(ax, (grid.column_centre(position), 0.2), heading, style=style, weight="semibold")
    for row, (theme, name) in enumerate(zip(names["theme"], names["name"], strict=True)):
        _theme_row(ax, table[table["theme"] == theme], name=name, place=(grid, row, style))
    return ax


def _theme_row(ax: Axes, rows: pd.DataFrame, *, name: str, place: tuple[Grid, int, Style]) -> None:
    """One rode draad: its name, and a mark per uitkomst in the column of its list."""
    grid, row, style = place
    narrow = grid.name_width == 0
    top = grid.row_top(row)
    middle = top + (0.47 if narrow else grid.row / 2)
    _rule(ax, top, grid=grid, style=style)
    lines = wrap(name, 52 if narrow else 36)
    _write(
        ax,
        (0.0, top + 0.17 if narrow else middle),
        "\n".join(lines),
        style=style,
        align="left",
        weight="semibold" if narrow else "normal",
    )
    for position, group in enumerate(GROUPS):
        numbers = rows.loc[rows["group"] == group, "number"]
        for offset, number in zip(_spread(len(numbers)), numbers, strict=True):
            place_xy = (grid.column_centre(position) + offset, middle)
            _chip(ax, place_xy, str(number), colours=(style.colours[group], style.colours["paper"]))


def link_matrix(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Matrix of belemmeringen against beloftes: full dot *ja*, half dot *deels*, small ring *nee*.

    ``table`` has one row per judged pair: barrier, barrier_label, text, promise, promise_label,
    strength. A pair that nobody judged has a missing strength and shows as a question mark, never
    as *nee*.
    """
    grid = LINK_GRIDS[narrow]
    barriers = table.drop_duplicates("barrier")
    promises = list(table["promise"].drop_duplicates())
    _canvas(ax, width=grid.width, height=grid.height(len(barriers)))
    _legend(ax, grid=grid, style=style)
    _promise_headings(ax, list(table["promise_label"].drop_duplicates()), grid=grid, style=style)
    for row, barrier in enumerate(barriers.itertuples()):
        place = (grid, row, style)
        _link_label(ax, str(barrier.barrier_label), text=str(barrier.text), place=place)
        pairs = table[table["barrier"] == barrier.barrier].set_index("promise")["strength"]
        for position, promise in enumerate(promises):
            xy = (grid.column_centre(position), grid.row_top(row) + grid.row / 2)
            _strength(ax, xy, pairs.get(promise), style=style)
    return ax


def _promise_headings(ax: Axes, headings: list[str], *, grid: Grid, style: Style) -> None:
    """The word Belofte once, and the number of each belofte over its column."""
    word, _, _ = headings[0].partition(" ")
    middle = grid.column_centre(0) + (grid.width - grid.column_centre(0)) / 2 - 0.1
    _write(ax, (middle, 0.14), word, style=style, weight="semibold")
    for position, heading in enumerate(headings):
        number = heading.rpartition(" ")[2]
        _write(ax, (grid.column_centre(position), grid.header - 0.17), number, style=style)


def _link_label(ax: Axes, name: str, *, text: str, place: tuple[Grid, int, Style]) -> None:
    """Label of one belemmering; the wide version prints its words too, cut to two lines."""
    grid, row, style = place
    top = grid.row_top(row)
    _rule(ax, top, grid=grid, style=style)
    _write(ax, (0.0, top + grid.row / 2), name, style=style, align="left", weight="semibold")
    if grid.name_width > 2:  # the wide version has room for the words
        body = "\n".join(wrap(text, 44, max_lines=2, placeholder=" …"))
        _write(ax, (1.12, top + grid.row / 2), body, style=style, align="left", size="small")


def _legend(ax: Axes, *, grid: Grid, style: Style) -> None:
    """What the marks mean, in words, above the matrix."""
    x = 0.1
    for strength, word in ((Strength.JA, "ja"), (Strength.DEELS, "deels"), (Strength.NEE, "nee")):
        _strength(ax, (x, 0.14), strength, style=style)
        _write(ax, (x + 0.14, 0.14), word, style=style, align="left", size="small")
        x += 0.75


def _strength(ax: Axes, xy: tuple[float, float], strength: object, *, style: Style) -> None:
    """Mark of one judgement; a missing one is a question mark."""
    ink, radius = style.colours["accent"], 0.085
    if strength == Strength.JA:
        ax.add_patch(Circle(xy, radius, facecolor=ink, edgecolor=ink))
    elif strength == Strength.DEELS:
        ax.add_patch(Circle(xy, radius, facecolor="none", edgecolor=ink, linewidth=1.1))
        ax.add_patch(Wedge(xy, radius, 90, 270, facecolor=ink, edgecolor="none"))
    elif strength == Strength.NEE:
        grey = style.colours["quiet"]
        ax.add_patch(Circle(xy, 0.028, facecolor="none", edgecolor=grey, linewidth=0.9))
    else:
        _write(ax, xy, "?", style=style)


def _chip(ax: Axes, xy: tuple[float, float], number: str, *, colours: tuple[str, str]) -> None:
    """Number of one uitkomst in a box of its list's colour; the column says the same in words."""
    x, y = xy
    box = FancyBboxPatch(
        (x - 0.085, y - 0.105), 0.17, 0.21,
        boxstyle="round,pad=0,rounding_size=0.05", facecolor=colours[0], edgecolor="none",
    )  # fmt: skip
    ax.add_patch(box)
    ax.text(
        x, y, number, ha="center", va="center_baseline", fontsize=8.5, color=colours[1],
        fontweight="semibold",
    )  # fmt: skip


def _spread(count: int) -> list[float]:
    """Offsets in inches that set this many marks side by side around the middle."""
    return [(position - (count - 1) / 2) * 0.225 for position in range(count)]


def _canvas(ax: Axes, *, width: float, height: float) -> None:
    """Turn the Axes into a sheet of the given inches, y downward, without frame."""
    ax.set_position((0, 0, 1, 1))
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.set_axis_off()


def _rule(ax: Axes, y: float, *, grid: Grid, style: Style) -> None:
    """Hairline over the full width."""
    ax.plot([0, grid.width], [y, y], color=style.colours["line"], linewidth=0.6, zorder=0)


def _write(
    ax: Axes,
    xy: tuple[float, float],
    text: str,
    *,
    style: Style,
    **how: str,
) -> None:
    """Text of the house: ink, middle of the line; ``how`` takes align, weight and size (small)."""
    ax.text(
        *xy,
        text,
        ha=how.get("align", "center"),
        va="center",
        fontsize=7.8 if how.get("size") == "small" else 8.8,
        fontweight=how.get("weight", "normal"),
        color=style.colours["ink"],
        linespacing=1.12,
    )
