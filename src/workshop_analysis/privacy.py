"""Leaf: what in a text points at a person. A finding names the kind and never repeats the words.

Names are not sought: no list or model finds them reliably, so a person has to. What is found here
has a form that a machine can know: an address, a number, a postcode.
"""

from __future__ import annotations

import pandas as pd

from workshop_analysis.terms import MAILBOX

PATTERNS = {
    # One letter before the at is enough: with more, a long word is gone through over and over.
    "een e-mailadres": r"[\w.+-](?:@|\s?\[at\]\s?)[\w-]+(?:\.|\spunt\s)\w+",
    "een rekeningnummer": r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b",
    "een burgerservicenummer": r"(?i:\b(?:bsn|burgerservicenummer)\b)\D{0,12}\d(?:[ .]?\d){7,8}\b",
    "een telefoonnummer": r"(?<![\d.,])(?:(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?|\(?0)[1-9]"
    r"(?:\)?[ .-]{0,3}\d){8}(?!\d)",
    "een postcode": r"\b(?!(?:19|20)\d\d )[1-9]\d{3} ?(?!S[ADS]\b)[A-Z]{2}\b",
}
"""What is sought, by the reader's word for it; a year before two capitals is no postcode."""


def personal_data(texts: pd.Series[str]) -> pd.Series[str]:
    """The kind of personal data that stands in each text.

    One value per text: a key of `PATTERNS`, the first one found; missing where none was found. The
    functional mailbox is nobody's, and is not counted.
    """
    # Every pattern holds a digit or an at: the other texts, nearly all, are done at once.
    worth = texts[texts.str.contains(r"[\d@]|\[at\]", na=False)]
    rest = worth.str.replace(MAILBOX, "", regex=False)
    found = pd.Series(index=worth.index, dtype="str")
    for kind, pattern in PATTERNS.items():
        holds = rest.str.contains(pattern, regex=True, na=False)
        found = found.mask(found.isna() & holds, kind)
    return found.reindex(texts.index)
