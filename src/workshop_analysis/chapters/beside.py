"""What the chapters about two sessions share: whose words a table has, and where from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_analysis.compare.side_by_side import SideBySide

NO_BASELINE = "dit rapport vergelijkt niet"


def both_sources(beside: SideBySide) -> str:
    """What stands under a table about two sessions."""
    then = beside.baseline.session
    return f"{beside.later.session.source.title}, naast {then.source.title}"


def names_of(beside: SideBySide, level: str) -> dict[str, str]:
    """The words of each code or rode draad, from the later codebook and else the baseline's."""
    books = (beside.baseline.codebook, beside.later.reading.codebook)
    column = "name" if level == "theme" else "text"
    tables = [book.themes if level == "theme" else book.codes for book in books]
    return {
        str(key): str(words)
        for table in tables
        for key, words in zip(table[level], table[column], strict=True)
    }
