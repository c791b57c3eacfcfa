"""What somebody may have meant by a code that the codebook does not have."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from workshop_analysis.checks import Checked, RawTable, join
from workshop_analysis.faults import meant
from workshop_analysis.terms import NO_CODE

SEVERAL = re.compile(r"\s*(?:[;,/+&|\n]|\ben\b)\s*")
NONE_FITS = frozenset({"geen", "geen code", "geen enkele", "n.v.t.", "nvt", "overig", "anders"})


class KnownCodes(tuple[str, ...]):
    """The codes of a codebook, which also know what people write in the place of one.

    `texts` gives the code for each text of a code, `moved` what became of an old code.
    """

    texts: Mapping[str, str]
    moved: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, codes: pd.DataFrame, *, crosswalk: Checked[RawTable] | None) -> KnownCodes:
        """Give the codes of a codebook, with the crosswalk of the same folder if there is one."""
        keys = cls(codes["code"].dropna())
        named = codes.dropna(subset=["code", "text"])
        keys.texts = dict(zip(named["text"].map(_plain), named["code"], strict=True))
        keys.moved = _moved(crosswalk)
        return keys

    def advice(self, value: str) -> str:
        """Give what was meant by a value that is no code, in a sentence; "" when nobody knows."""
        ways = (self._renamed, self._text, self._several, self._none)
        return next((said for way in ways if (said := way(value.strip()))), "")

    def _renamed(self, value: str) -> str:
        new = self.moved.get(value)
        if new is None:
            return ""
        if not new:
            return "Deze code is vervallen (zie de crosswalk). Kies een andere."
        now = join([f"'{code}'" for code in new], last="en")
        return f"Deze code {'heet' if len(new) == 1 else 'is'} nu {now} (zie de crosswalk)."

    def _text(self, value: str) -> str:
        code = self.texts.get(_plain(value))
        return f"Dit is de tekst van code '{code}'. Schrijf '{code}'." if code else ""

    def _several(self, value: str) -> str:
        parts = [part for part in SEVERAL.split(value) if part]
        if len(parts) < 2 or not all(part in (*self, NO_CODE) for part in parts):
            return ""
        return (
            f"Hier staan {len(parts)} codes in één cel. Zet elke code in een eigen kolom (code 1, "
            "code 2, code 3), of op een eigen rij."
        )

    def _none(self, value: str) -> str:
        return f"Past geen code? Schrijf dan '{NO_CODE}'." if _plain(value) in NONE_FITS else ""


def code_advice(codes: tuple[str, ...], value: str) -> str:
    """Give what was meant by a value that is no code; from plain codes only the nearest one."""
    told = codes.advice(value) if isinstance(codes, KnownCodes) else ""
    return told or meant(value, (*codes, NO_CODE))


def _plain(text: str) -> str:
    return " ".join(str(text).casefold().split()).rstrip(".")


def _moved(crosswalk: Checked[RawTable] | None) -> dict[str, tuple[str, ...]]:
    if crosswalk is None or not {"old", "new"} <= set(crosswalk.value.frame):
        return {}
    rows = crosswalk.value.frame.dropna(subset="old")
    return {str(old): tuple(new.dropna()) for old, new in rows.groupby("old", sort=False)["new"]}
