"""Marks beside contributions that ask for a look: said twice, or not an answer. Never a removal."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

NON_ANSWERS = re.compile(
    "geen( (antwoord|idee|mening|(verdere )?opmerkingen|opmerking))?|(ik )?weet( ik| het)? niet|"
    "n v t|nvt|niet van toepassing|niet ingevuld|onbekend|niets|niks|ja|nee|idem|test|x+|"
    "zie (hier)?boven|zie vorige"
)
"""Whole texts (plain letters, no capitals) that answer nothing."""


def flags(records: pd.DataFrame) -> pd.DataFrame:
    """Give for each record whether its text was said before and whether it answers anything.

    One row per record, in the given order: id, `duplicate_of` (the first record with the same
    words, capitals, punctuation and spaces apart; missing if there is none)
    and `non_answer`. Nothing is removed: what to do with a flag is for people.
    """
    words = records["text"].map(plain)
    first = records.groupby(words, sort=False)["id"].transform("first")
    again = words.duplicated() & words.ne("")
    return pd.DataFrame(
        {
            "id": records["id"],
            "duplicate_of": first.where(again),
            "non_answer": records["text"].map(is_non_answer).astype(bool),
        }
    ).reset_index(drop=True)


def plain(text: object) -> str:
    """Give a text as bare words: no capitals, punctuation or repeated spaces; "" if missing."""
    if not isinstance(text, str):
        return ""
    # One letter can be written as one sign or as two (e and its accent); both look the same.
    letters = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", letters))


def is_non_answer(text: object) -> bool:
    """Say whether a text has no words, or only words such as "weet niet"."""
    words = plain(text)
    return not any(letter.isalpha() for letter in words) or bool(NON_ANSWERS.fullmatch(words))
