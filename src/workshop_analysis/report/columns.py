"""How wide each column of a printed table becomes, so that no word runs into its neighbour.

Widths and heights are in em of the table's own letters; `width` tells how wide a text is in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TypeAlias

from workshop_analysis.report.letter_widths import Width

_SHORT = 16  # characters that look torn on two lines: "Gezamenlijk 1"
_BREAK = re.compile(r" +|(?<=[-/–])(?=\w)")

GUTTER = 1.4  # white between two columns
LINE = 1.35  # from one line to the next: capitals of 0.7 em and the leading, rounded up
ROW_WHITE = 1.2  # above and below the text of a row
_SHIFTS = (0.5, 1.0, 2.0, 4.0)  # what one column may give another, when that makes a table lower

Row = Sequence[Sequence[str]]
Column = Sequence[Sequence[str]]
Height: TypeAlias = Callable[[Sequence[float]], tuple[int, int]]


@dataclass(frozen=True)
class Columns:
    """A table's column widths, which columns must break words, and its rows' heights."""

    widths: tuple[float, ...]
    hyphenate: tuple[bool, ...]
    heights: tuple[float, ...]


def fit(rows: Sequence[Row], *, measure: float, widest: float, width: Width) -> Columns:
    """Divide a table's width over its columns by what their cells hold.

    One row per row of the table, the header first; per cell its lines. A table whose lines all
    fit unbroken fills `measure`; another takes `widest`, no column narrower than its longest word,
    the rest divided so that the table becomes low. Where even the words do not fit, the widest
    columns give way and break their words.
    """
    columns = list(zip(*rows, strict=True))
    lines = [_most(column, width) for column in columns]
    words = [_most(column, lambda text: longest_word(text, width=width)) for column in columns]
    if sum(lines) <= measure:
        widths: Sequence[float] = _level(lines, [measure] * len(lines), weights=lines, room=measure)
    elif sum(words) <= widest:
        whole = [_most(column, lambda text: longest_piece(text, width=width)) for column in columns]
        low = whole if sum(whole) <= widest else words
        start = _divided(columns, low=low, high=lines, room=min(sum(lines), widest))
        widths = _lowest(start, low=low, height=_table_height(columns, width=width))
    else:
        widths = _level([0.0] * len(words), words, weights=[1.0] * len(words), room=widest)
    return Columns(
        widths=tuple(round(each, 2) for each in widths),
        hyphenate=tuple(a < b - 0.01 for a, b in zip(widths, words, strict=True)),
        heights=tuple(row_height(row, widths=widths, width=width) for row in rows),
    )


def longest_word(text: str, *, width: Width) -> float:
    """Tell the width of the widest piece of a text that no line break divides."""
    return max(width(word) for word in _BREAK.split(text))


def longest_piece(text: str, *, width: Width) -> float:
    """Tell the width that a text needs where a short one is not divided either."""
    return width(text) if len(text) <= _SHORT else longest_word(text, width=width)


def row_height(row: Row, *, widths: Sequence[float], width: Width) -> float:
    """Estimate how high a row is once its texts are broken into lines."""
    lines = (
        sum(_line_count(text, room=each - GUTTER, width=width) for text in cell)
        for cell, each in zip(row, widths, strict=True)
    )
    return max(lines) * LINE + ROW_WHITE


def _line_count(text: str, *, room: float, width: Width) -> int:
    count, used = 1, 0.0
    for word in text.split():
        needed = width(word)
        fits = used + needed <= room
        count += not fits and used > 0
        used = (used if fits else 0.0) + needed + width(" ")
    return count


def _divided(
    columns: Sequence[Column], *, low: Sequence[float], high: Sequence[float], room: float
) -> tuple[float, ...]:
    """Give the room divided by the root of the amount of text: between equal and by all of it."""
    masses = [sum(len(text) for cell in column for text in cell) + 1 for column in columns]
    widths = _level(low, high, weights=[mass**0.5 for mass in masses], room=room)
    return tuple(round(each, 2) for each in widths)


def _table_height(columns: Sequence[Column], *, width: Width) -> Height:
    """Give what tells how high a table is: its rows first, then the lines of all its cells."""

    @cache
    def lines(column: int, room: float) -> tuple[int, ...]:
        cells = columns[column]
        return tuple(sum(_line_count(t, room=room - GUTTER, width=width) for t in c) for c in cells)

    def height(widths: Sequence[float]) -> tuple[int, int]:
        counts = [lines(column, each) for column, each in enumerate(widths)]
        return sum(map(max, zip(*counts, strict=True))), sum(map(sum, counts))

    return height


def _lowest(start: tuple[float, ...], *, low: Sequence[float], height: Height) -> tuple[float, ...]:
    """Shift width from column to column while that makes the table lower.

    On the reports of November and of the example this saves one page in each.
    """
    best = start
    while height(lower := min(_shifted(best, low=low), key=height, default=best)) < height(best):
        best = lower
    return best


def _shifted(widths: tuple[float, ...], *, low: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """Give every way to move some width from one column to another."""
    for giver, taker in permutations(range(len(widths)), 2):
        for step in _SHIFTS:
            if widths[giver] - step >= low[giver]:
                moved = {giver: widths[giver] - step, taker: widths[taker] + step}
                yield tuple(round(moved.get(at, each), 2) for at, each in enumerate(widths))


def _most(column: Column, measured: Callable[[str], float]) -> float:
    """Give the widest of a column's texts, and the white behind it."""
    return max((measured(text) for cell in column for text in cell), default=0.0) + GUTTER


def _level(
    low: Sequence[float], high: Sequence[float], *, weights: Sequence[float], room: float
) -> list[float]:
    """Give every column its weight's part of the room, but never under `low` or over `high`."""

    def widths(level: float) -> list[float]:
        bounds = zip(low, high, weights, strict=True)
        return [min(most, max(least, level * weight)) for least, most, weight in bounds]

    below, above = 0.0, room * len(low) / min(weights)
    for _ in range(60):  # halvings: more than the digits of a number can tell apart
        middle = (below + above) / 2
        below, above = (middle, above) if sum(widths(middle)) < room else (below, middle)
    return widths(above)
