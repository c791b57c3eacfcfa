"""How a chapter is put together: a heading, a few words, what it shows; or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from workshop_analysis.display.objects import ReportHeading, ReportNothing, ReportText

if TYPE_CHECKING:
    from workshop_analysis.display.loose_page import Shown

Chapter: TypeAlias = "tuple[Shown, ...]"
"""What a report shows under one heading, the heading first."""


def chapter(
    heading: str | ReportHeading, *blocks: Shown, words: Sequence[ReportText] = ()
) -> Chapter:
    """A chapter: its heading, its words and its blocks; without any block only the reason why not.

    A report leaves out what has nothing to show; a notebook shows the reason.
    """
    shown = [block for block in blocks if not isinstance(block, ReportNothing)]
    if not shown:
        return tuple(blocks)
    first = heading if isinstance(heading, ReportHeading) else ReportHeading(heading)
    return (first, *words, *shown)


def part(heading: str, *blocks: Shown, words: Sequence[ReportText] = ()) -> Chapter:
    """A part of a chapter, put together like a chapter, one level lower."""
    return chapter(ReportHeading(heading, level=3), *blocks, words=words)


def said(*texts: str) -> list[ReportText]:
    """Sentences that are true of every folder that passes the check."""
    return [ReportText(text) for text in texts]
