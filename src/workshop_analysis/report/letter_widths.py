"""How wide a text is in the letters of a style: read from the letter files themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from workshop_analysis.style import Font

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

Width: TypeAlias = Callable[[str], float]
"""Tells how wide a text is on one line, in em."""

_SIZE = 1000  # points to the em: the widths then have three decimals, whatever the file counts in
_FIXED = 65536  # FreeType gives widths in 65,536ths of a point


@cache
def letter_widths(font: Font) -> Width:
    """Give the width of a text in its widest form: a table sets words in regular and in semibold.

    What letters move towards each other (kerning) is left out, so a text is never wider than this.
    """
    faces = [_face(font, weight=weight) for weight in ("regular", "semibold")]

    @cache
    def letter_width(letter: str) -> float:
        return max(_advance(face, letter) for face in faces)

    @lru_cache(maxsize=4096)
    def width(text: str) -> float:
        return sum(map(letter_width, text))

    return width


def _face(font: Font, *, weight: str) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(font.file(weight, ".ttf")))
    face.set_size(_SIZE, 72)
    return face


def _advance(face: FT2Font, letter: str) -> float:
    from matplotlib.ft2font import LoadFlags

    glyph = face.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / _FIXED / _SIZE
