"""Signs that no form of a report can carry: HTML, PDF, Excel and XML all forbid them."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control signs, halves of signs and places in Unicode that are kept free for ever."""


def forbidden_sign(text: str) -> str:
    """Return what is wrong with a text that holds such a sign; "" when it holds none."""
    found = FORBIDDEN.search(text)
    if not found:
        return ""
    return (
        f"hierin staat een onzichtbaar teken (U+{ord(found[0]):04X}) dat in geen enkel rapport kan "
        "staan. Typ deze tekst opnieuw."
    )
