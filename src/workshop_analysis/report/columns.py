"""How wide each column of a printed table becomes, so that no word runs into its neighbour.

Widths and heights are in em of the table's own letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

#: Fira Sans SemiBold, the widest face here, rounded up; a test holds this to the font itself.
_WIDTHS = {
    ".,:;!'’‘ ": 0.29,
    "ijïíîìIlJ": 0.32,
    "tfr()[]-•": 0.41,
    '"“”zcsv*?k17': 0.55,
    "xyLTFEZ235/–+=": 0.56,
    "aegobdpqnhuéëèêóöòôúüùûáäàâçñPBSCVXYA468€0°9": 0.62,
    "RKGDU✓×": 0.67,
    "HNOQw●○◐…&É": 0.76,
}
_LETTER = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 0.9
_SHORT = 16  # characters that look torn on two lines: "Gezamenlijk 1"
_BREAK = re.compile(r" +|(?<=[-/–])(?=\w)")

GUTTER = 1.4  # white between two columns
LINE = 1.35  # from one line to the next
ROW_WHITE = 1.2  # above and below the text of a row

Row = Sequence[Sequence[str]]
Column = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """A table's column widths, which columns must break words, and its rows' heights."""

    widths: tuple[float, ...]
    hyphenate: tuple[bool, ...]
    heights: tuple[float, ...]


def fit(rows: Sequence[Row], *, measure: float, widest: float) -> Columns:
    """Divide a table's width over its columns by what their cells hold.

    One row per row of the table, the header first; per cell its lines. A table whose lines all
    fit unbroken fills `measure`; another takes `widest`, no column narrower than its longest word,
    the rest divided so that the table becomes as low as it can be. Where even the words do not
    fit, the widest columns give way and break their words.
    """
    columns = list(zip(*rows, strict=True))
    whole = [_most(column, longest_piece) + GUTTER for column in columns]
    words = [_most(column, longest_word) + GUTTER for column in columns]
    lines = [_most(column, text_width) + GUTTER for column in columns]
    if sum(lines) <= measure:
        widths = _level(lines, [measure] * len(lines), weights=lines, room=measure)
    elif sum(words) <= widest:
        low = whole if sum(whole) <= widest else words
        widths = _lowest(columns, low=low, high=lines, room=min(sum(lines), widest))
    else:
        widths = _level([0.0] * len(words), words, weights=[1.0] * len(words), room=widest)
    return Columns(
        widths=tuple(round(width, 2) for width in widths),
        hyphenate=tuple(a < b - 0.01 for a, b in zip(widths, words, strict=True)),
        heights=tuple(row_height(row, widths=widths) for row in rows),
    )


def text_width(text: str) -> float:
    """Estimate how wide a text is on one line, rather too much than too little."""
    return sum(_LETTER.get(letter, _OTHER) for letter in text)


def longest_word(text: str) -> float:
    """Estimate the width of the widest piece of a text that no line break divides."""
    return max(text_width(word) for word in _BREAK.split(text))


def longest_piece(text: str) -> float:
    """Estimate the width that a text needs where a short one is not divided either."""
    return text_width(text) if len(text) <= _SHORT else longest_word(text)


def row_height(row: Row, *, widths: Sequence[float]) -> float:
    """Estimate how high a row is once its texts are broken into lines."""
    lines = (
        sum(_line_count(text, width=width - GUTTER) for text in cell)
        for cell, width in zip(row, widths, strict=True)
    )
    return max(lines) * LINE + ROW_WHITE


def _line_count(text: str, *, width: float) -> int:
    count, used = 1, 0.0
    for word in _word_widths(text):
        fits = used + word <= width
        count += not fits and used > 0
        used = (used if fits else 0.0) + word + _LETTER[" "]
    return count


@cache
def _word_widths(text: str) -> tuple[float, ...]:
    return tuple(text_width(word) for word in text.split())


def _lowest(
    columns: Sequence[Column], *, low: Sequence[float], high: Sequence[float], room: float
) -> list[float]:
    """Divide the room so that the table is low: from several starts, shift width while it helps."""

    @cache
    def lines(column: int, width: float) -> tuple[int, ...]:
        room = width - GUTTER
        return tuple(sum(_line_count(t, width=room) for t in cell) for cell in columns[column])

    def height(tried: Sequence[float]) -> tuple[int, int]:
        counts = [lines(column, width) for column, width in enumerate(tried)]
        return sum(map(max, zip(*counts, strict=True))), sum(map(sum, counts))

    masses = [sum(text_width(text) for cell in column for text in cell) for column in columns]
    ends = []
    for power in (0.0, 0.5, 1.0):
        best = _level(low, high, weights=[mass**power for mass in masses], room=room)
        best = [round(width, 2) for width in best]
        while height(lower := min(_shifts(best, low=low), key=height, default=best)) < height(best):
            best = lower
        ends.append(best)
    return min(ends, key=height)


def _shifts(widths: Sequence[float], *, low: Sequence[float]) -> Iterator[list[float]]:
    """Give every way to move some width from one column to another."""
    for giver, taker in permutations(range(len(widths)), 2):
        for step in (0.5, 1.0, 2.0, 4.0):
            if widths[giver] - step >= low[giver]:
                shifted = list(widths)
                shifted[giver] = round(widths[giver] - step, 2)
                shifted[taker] = round(widths[taker] + step, 2)
                yield shifted


def _most(column: Sequence[Sequence[str]], measured: Callable[[str], float]) -> float:
    return max((measured(text) for cell in column for text in cell), default=0.0)


def _level(
    low: Sequence[float], high: Sequence[float], *, weights: Sequence[float], room: float
) -> list[float]:
    """Give every column its weight's part of the room, but never under `low` or over `high`."""

    def widths(level: float) -> list[float]:
        bounds = zip(low, high, weights, strict=True)
        return [min(most, max(least, level * weight)) for least, most, weight in bounds]

    below, above = 0.0, room * len(low) / min(weights)
    for _ in range(60):
        middle = (below + above) / 2
        below, above = (middle, above) if sum(widths(middle)) < room else (below, middle)
    return widths(above)
