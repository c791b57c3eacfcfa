"""Counts and tables as plain Dutch text, for a terminal, a pipe and a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONE = "n.v.t."
# A page keeps words together and has a real minus; many a terminal and pipe knows neither.
_PLAIN = str.maketrans({"\u00a0": " ", "\u2212": "-"})


def say(lines: Iterable[str]) -> None:
    """Print the lines, with only the signs that every terminal knows."""
    print("\n".join(lines).translate(_PLAIN))


def count(number: int, one: str, more: str) -> str:
    """Return a number with the word that goes with it."""
    return f"{number} {one if number == 1 else more}"


def in_columns(header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> list[str]:
    """Return one line per row, the columns two spaces apart, the header first.

    What does not exist is "n.v.t."; an empty cell stays empty.
    """
    lines = [list(header), *([NONE if cell is None else cell for cell in row] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(header))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
