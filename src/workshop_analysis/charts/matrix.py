"""Drawings of tables that are already counted: a table and an Axes in, the same Axes out.

Every drawing uses inches as its coordinates (x to the right, y down), so that type keeps its
size in the wide and in the narrow version. Nothing is told by colour alone: each mark carries a
number, a word or a shape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, FancyBboxPatch, Wedge

from workshop_analysis.terms import Strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from workshop_analysis.style import Style

PALETTE = ("gezamenlijk", "beleid", "uitvoering", "belofte", "interpretation", "deep")
"""Colours of the lists by their place; the column says in words which list it is."""
LETTERS = 13
"""So many letters of a heading fit in an inch."""
LINE = 0.14
"""Height of a line of a heading, in inches."""
LONGEST = 30
"""So many letters of a label stand upright above a column; the table has the whole of it."""


@dataclass(frozen=True)
class Grid:
    """Where the rows and columns of a matrix stand, in inches from the top left corner."""

    width: float
    name_width: float
    header: float
    row: float
    columns: int
    top: float = 0.0

    @property
    def step(self) -> float:
        """Width of a column."""
        return (self.width - self.name_width) / self.columns

    def column_centre(self, position: int) -> float:
        """Middle of a column (0 is the first one after the names)."""
        return self.name_width + (position + 0.5) * self.step

    def row_top(self, position: int) -> float:
        """Upper edge of a row (0 is the first one under the header)."""
        return self.top + self.header + position * self.row

    def height(self, rows: int) -> float:
        """Height of one band with this many rows."""
        return self.header + rows * self.row + 0.06


THEME_GRIDS = {
    False: Grid(width=6.6, name_width=2.7, header=0.42, row=0.43, columns=4),
    True: Grid(width=3.4, name_width=0.0, header=0.36, row=0.66, columns=4),
}
"""The most columns beside each other; more lists go on in a band below, with the same rows."""
LINK_GRIDS = {
    False: Grid(width=6.6, name_width=4.1, header=0.62, row=0.36, columns=10),
    True: Grid(width=3.4, name_width=1.25, header=0.62, row=0.3, columns=8),
}


def theme_matrix_sizes(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Width and height in inches of the theme matrix, for ``wide`` and ``narrow``."""
    grids = {name: _theme_grid(table, narrow) for name, narrow in FORMS}
    lists = len(table["list"].cat.categories)
    return {name: _size(grid, table["theme"].nunique(), lists) for name, grid in grids.items()}


def link_matrix_sizes(table: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Width and height in inches of the matrix of belemmeringen and beloftes, for both versions."""
    grids = {name: _link_grid(table, narrow) for name, narrow in FORMS}
    promises = table["promise"].nunique()
    return {name: _size(grid, table["barrier"].nunique(), promises) for name, grid in grids.items()}


FORMS = (("wide", False), ("narrow", True))


def _size(grid: Grid, rows: int, columns: int) -> tuple[float, float]:
    return grid.width, -(-columns // grid.columns) * grid.height(rows)


def _bands(grid: Grid, columns: Sequence[str], rows: int) -> Iterator[tuple[Grid, Sequence[str]]]:
    """Yield the columns that stand beside each other, with the grid of that band."""
    for band, first in enumerate(range(0, len(columns), grid.columns)):
        yield (
            replace(grid, top=band * grid.height(rows)),
            columns[first : first + grid.columns],
        )


def _evenly(columns: int, most: int) -> int:
    """Give how many columns a band has when the bands are as full as each other."""
    return -(-columns // -(-columns // most))


# -- rode draden against lists ----------------------------------------------------------------


def theme_matrix(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Matrix of rode draden against the session's lists; each mark is the number of one uitkomst.

    ``table`` has one row per rode draad x uitkomst: theme, name, list (ordered categories: the
    heading of every list, in order), number. An empty cell means that no uitkomst of that list was
    placed there, and says nothing about how often.
    """
    grid, headings = _theme_grid(table, narrow), list(table["list"].cat.categories)
    names = table.drop_duplicates("theme")
    colours = dict(zip(headings, (PALETTE * len(headings))[: len(headings)], strict=True))
    _canvas(ax, width=grid.width, height=_size(grid, len(names), len(headings))[1])
    for band, there in _bands(grid, headings, len(names)):
        _theme_headings(ax, there, grid=band, style=style)
        for row, (theme, name) in enumerate(zip(names["theme"], names["name"], strict=True)):
            place = (band, row, style)
            _theme_name(ax, name, place=place)
            own = table[table["theme"] == theme]
            for position, heading in enumerate(there):
                numbers = own.loc[own["list"] == heading, "number"]
                _chips(ax, list(numbers), position, place=place, colour=colours[heading])
    return ax


def _theme_grid(table: pd.DataFrame, narrow: bool) -> Grid:
    """Give a grid in which every heading, name and number fits."""
    headings, grid = list(table["list"].cat.categories), THEME_GRIDS[narrow]
    longest = max(len(word) for heading in headings for word in heading.split())
    room = grid.width - grid.name_width
    fitting = [n for n in range(1, grid.columns + 1) if longest <= int(room / n * LETTERS)]
    grid = replace(grid, columns=_evenly(len(headings), max([1, *fitting])))
    lines = max(len(_heading_lines(heading, grid)) for heading in headings)
    chips = table.groupby(["theme", "list"], observed=True).size().max()
    high = -(-int(chips) // _beside(list(table["number"]), grid))
    names = max(len(_name_lines(name, grid)) for name in table["name"])
    row = max(grid.row + (high - 1) * 0.26, names * 0.15 + (0.36 if narrow else 0.08))
    return replace(grid, header=grid.header + (lines - 1) * LINE, row=row)


def _heading_lines(heading: str, grid: Grid) -> list[str]:
    return wrap(heading, max(1, int(grid.step * LETTERS)))


def _name_lines(name: str, grid: Grid) -> list[str]:
    return wrap(name, 52 if grid.name_width == 0 else 36)


def _theme_headings(ax: Axes, headings: Sequence[str], *, grid: Grid, style: Style) -> None:
    for position, heading in enumerate(headings):
        lines = _heading_lines(heading, grid)
        middle = grid.top + 0.2 + (len(lines) - 1) * LINE / 2
        at = (grid.column_centre(position), middle)
        _write(ax, at, "\n".join(lines), style=style, weight="semibold")


def _theme_name(ax: Axes, name: str, *, place: tuple[Grid, int, Style]) -> None:
    """Name of one rode draad: above its marks in the narrow version, else to the left of them."""
    grid, row, style = place
    narrow = grid.name_width == 0
    top = grid.row_top(row)
    _rule(ax, top, grid=grid, style=style)
    lines = _name_lines(name, grid)
    _write(
        ax,
        (0.0, top + 0.17 + (len(lines) - 1) * 0.07 if narrow else top + grid.row / 2),
        "\n".join(lines),
        style=style,
        align="left",
        weight="semibold" if narrow else "normal",
    )


def _chips(
    ax: Axes, numbers: list[int], position: int, *, place: tuple[Grid, int, Style], colour: str
) -> None:
    """A mark per uitkomst in the column of its list, on as many lines as it takes."""
    grid, row, style = place
    beside = _beside(numbers, grid) if numbers else 1
    lines = [numbers[first : first + beside] for first in range(0, len(numbers), beside)]
    middle = grid.row_top(row) + (0.47 if grid.name_width == 0 else grid.row / 2)
    high = 0 if grid.name_width == 0 else (len(lines) - 1) / 2
    for down, line in enumerate(lines):
        for offset, number in zip(_spread(len(line), _pitch(numbers)), line, strict=True):
            at = (grid.column_centre(position) + offset, middle + (down - high) * 0.26)
            _chip(ax, at, str(number), colours=(style.colours[colour], style.colours["paper"]))


def _pitch(numbers: Sequence[int]) -> float:
    """Distance between two marks: they widen with their numbers."""
    return _chip_width(max(map(int, numbers))) + 0.055


def _chip_width(number: int) -> float:
    return max(0.17, 0.075 * len(str(number)) + 0.01)


def _beside(numbers: Sequence[int], grid: Grid) -> int:
    return max(1, int((grid.step - 0.06) / _pitch(numbers)))


# -- belemmeringen against beloftes -----------------------------------------------------------


def link_matrix(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Matrix of belemmeringen against beloftes: full dot *ja*, half dot *deels*, small ring *nee*.

    ``table`` has one row per judged pair: barrier, barrier_label, text, promise, promise_label,
    strength. A pair that nobody judged has a missing strength and shows as a question mark, never
    as *nee*.
    """
    grid, barriers = _link_grid(table, narrow), table.drop_duplicates("barrier")
    labels = dict(zip(table["promise"], table["promise_label"], strict=True))
    pairs = table.set_index(["barrier", "promise"])["strength"]
    _canvas(ax, width=grid.width, height=_size(grid, len(barriers), len(labels))[1])
    _legend(ax, grid=grid, style=style)
    for band, there in _bands(grid, list(labels), len(barriers)):
        _promise_headings(ax, [labels[one] for one in there], grid=band, style=style)
        for row, barrier in enumerate(barriers.itertuples()):
            place = (band, row, style)
            _link_label(ax, str(barrier.barrier_label), text=str(barrier.text), place=place)
            for position, promise in enumerate(there):
                xy = (band.column_centre(position), band.row_top(row) + band.row / 2)
                _strength(ax, xy, pairs.get((barrier.barrier, promise)), style=style)
    return ax


def _link_grid(table: pd.DataFrame, narrow: bool) -> Grid:
    """Give a grid in which every label fits, upright above its column where it is no number."""
    grid, labels = LINK_GRIDS[narrow], list(table["promise_label"].drop_duplicates())
    grid = replace(grid, columns=_evenly(len(labels), grid.columns))
    upright = 0 if _common_word(labels) else max(len(_upright(label)) for label in labels)
    lines = max(len(_label_lines(label, grid)) for label in table["barrier_label"])
    row = max(grid.row, lines * 0.15 + 0.06)
    return replace(grid, header=max(grid.header, 0.32 + upright / LETTERS), row=row)


def _common_word(labels: Sequence[str]) -> str | None:
    """Give the word that every label begins with before its number; None where one does not."""
    parts = [label.rpartition(" ") for label in labels]
    words = {word for word, _, _ in parts}
    numbered = all(number.isdigit() for _, _, number in parts)
    word = next(iter(words))
    return word if numbered and len(words) == 1 and len(word) <= 16 else None


def _upright(label: str) -> str:
    return shorten(label, LONGEST, placeholder=" …")


def _promise_headings(ax: Axes, headings: list[str], *, grid: Grid, style: Style) -> None:
    """The word Belofte once, and the number of each belofte over its column; else the labels."""
    word = _common_word(headings)
    if word is not None:
        # The word stays clear of what the marks mean, to the left of it on the same line.
        middle = (grid.column_centre(0) + grid.column_centre(len(headings) - 1)) / 2
        half = (len(word) + 1) / LETTERS / 2
        at = (min(max(middle, 2.05 + half), grid.width - half), grid.top + 0.14)
        _write(ax, at, word, style=style, weight="semibold")
    for position, heading in enumerate(headings):
        at = (grid.column_centre(position), grid.top + grid.header - 0.17)
        if word is not None:
            _write(ax, at, heading.rpartition(" ")[2], style=style)
        else:
            _write(ax, (at[0], at[1] + 0.1), _upright(heading), style=style, turn="up")


def _label_lines(label: str, grid: Grid) -> list[str]:
    return wrap(label, 14 if grid.name_width > 2 else 16)


def _link_label(ax: Axes, name: str, *, text: str, place: tuple[Grid, int, Style]) -> None:
    """Label of one belemmering; the wide version prints its words too, cut to two lines."""
    grid, row, style = place
    top = grid.row_top(row)
    _rule(ax, top, grid=grid, style=style)
    label = "\n".join(_label_lines(name, grid))
    _write(ax, (0.0, top + grid.row / 2), label, style=style, align="left", weight="semibold")
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
    width = _chip_width(int(number))
    box = FancyBboxPatch(
        (x - width / 2, y - 0.105), width, 0.21,
        boxstyle="round,pad=0,rounding_size=0.05", facecolor=colours[0], edgecolor="none",
    )  # fmt: skip
    ax.add_patch(box)
    ax.text(
        x, y, number, ha="center", va="center_baseline", fontsize=8.5, color=colours[1],
        fontweight="semibold",
    )  # fmt: skip


def _spread(count: int, pitch: float) -> list[float]:
    """Offsets in inches that set this many marks side by side around the middle."""
    return [(position - (count - 1) / 2) * pitch for position in range(count)]


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
    """Text of the house: ink, middle of the line; ``how`` takes align, weight and size (small).

    With turn (up) it stands upright, its first letter at the place.
    """
    upright = "turn" in how
    ax.text(
        *xy,
        text,
        ha=how.get("align", "center"),
        va="bottom" if upright else "center",
        rotation=90 if upright else 0,
        fontsize=7.8 if how.get("size") == "small" else 8.8,
        fontweight=how.get("weight", "normal"),
        color=style.colours["ink"],
        linespacing=1.12,
    )
