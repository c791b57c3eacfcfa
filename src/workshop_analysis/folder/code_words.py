"""A code as people see it in a sheet, its key with its words, and back to the key alone.

In a sheet "beleid-2 · Te weinig kennis" and "beleid-2" are the same code: the key decides. A key
that was renamed, as the crosswalk says, is read as the new one. Both are said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten

import pandas as pd

from workshop_analysis.terms import NO_CODE

MARK = " · "
NONE_FITS = "geen van de codes past"
WIDTH = 60
_MARKED = re.compile(r"\s*·\s*")


@dataclass(frozen=True)
class KnownCodes:
    """The codes of the codebook with their words, and the old keys that were renamed.

    `words` gives the text of each code; `renamed` the new key of each old one. No words at all
    means that the codebook could not be read.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The codes, in the order of the codebook."""
        return tuple(self.words)

    def now(self, key: str) -> str:
        """Return the key under which this code is known now."""
        new = self.renamed.get(key, key)
        return new if key not in self.words and new in self.words else key


def known_codes(codes: pd.DataFrame, *, renamed: Mapping[str, str] | None = None) -> KnownCodes:
    """Return the codes of a codebook (code, text) with the old keys that were renamed."""
    texts = codes.dropna(subset="code").drop_duplicates("code")
    words = dict(zip(texts["code"], texts["text"].fillna("").astype("str"), strict=True))
    return KnownCodes(words, renamed or {})


def spoken(code: object, words: Mapping[str, str]) -> object:
    """Return a code with its words, as it stands in a drop-down; a missing code stays missing."""
    if not isinstance(code, str):
        return code
    said = NONE_FITS if code == NO_CODE else words.get(code, "")
    return f"{code}{MARK}{_short(said)}" if said else code


def spoken_list(codes: object, words: Mapping[str, str]) -> object:
    """Return several codes that stand in one cell, each with its words."""
    if not isinstance(codes, str):
        return codes
    return "; ".join(str(spoken(code, words)) for code in codes.split("; "))


@dataclass(frozen=True)
class WrittenCode:
    """A cell with a code: its key of today, the key that was written, the words behind it.

    `old` is None where nothing was renamed, `said` where no words stood behind the key.
    """

    key: str | None
    old: str | None = None
    said: str | None = None


def as_written(cell: object, *, codes: KnownCodes) -> WrittenCode:
    """Return what stands in a cell; an empty cell has no key."""
    if not isinstance(cell, str):
        return WrittenCode(None)
    written, *said = _MARKED.split(cell.strip(), maxsplit=1)
    key = codes.now(written)
    return WrittenCode(key, None if key == written else written, said[0] if said else None)


def other_words(cell: WrittenCode, *, words: Mapping[str, str]) -> bool:
    """Whether the words behind a key are not those of the codebook, whole or cut short."""
    own = NONE_FITS if cell.key == NO_CODE else words.get(cell.key or "")
    if own is None or cell.said is None or cell.old is not None:
        return False  # an unknown code has a fault of its own, a renamed one a notice
    return " ".join(cell.said.split()) not in (" ".join(own.split()), _short(own))


def _short(text: str) -> str:
    return shorten(text, WIDTH, placeholder=" …")
