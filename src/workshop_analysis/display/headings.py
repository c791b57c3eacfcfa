"""A heading of the report that follows from the data, where a typed one could be untrue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from html import escape
from typing import ClassVar

from workshop_analysis.display.mime import HEADING
from workshop_analysis.display.payloads import Bundle, HeadingPayload
from workshop_analysis.display.sentences import check_digits


@dataclass(frozen=True, eq=False)
class ReportHeading:
    """A heading: level 1 is the title of the report, 2 a chapter, 3 a part of it.

    `interpretation` says that the chapter is our own reading. Digits are refused unless they stand
    in `literals`, as in `ReportText`.

    Raises
    ------
    ValueError
        In Dutch: no words, a level that is none, a digit that nothing vouches for.
    """

    text: str
    _: KW_ONLY
    level: int = 2
    interpretation: bool = False
    literals: Sequence[str] = ()
    mime: ClassVar[str] = HEADING
    payload: HeadingPayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything and fix the payload."""
        words = " ".join(self.text.split())
        if not words:
            raise ValueError("Een kop zonder woorden. Geef hem tekst.")
        if self.level not in (1, 2, 3):
            raise ValueError(f"Een kop van niveau {self.level} kan niet. Kies 1, 2 of 3.")
        check_digits(words, literals=self.literals)
        payload: HeadingPayload = {
            "interpretation": self.interpretation,
            "level": self.level,
            "text": words,
        }
        object.__setattr__(self, "payload", payload)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        level, words = self.payload["level"], self.payload["text"]
        return {
            HEADING: self.payload,
            "text/html": f"<h{level}>{escape(words)}</h{level}>",
            "text/plain": f"{'#' * level} {words}",
        }
