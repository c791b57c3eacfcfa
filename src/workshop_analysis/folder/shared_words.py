"""Leaf: whether two pieces of Dutch text share a word that names something."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

Synonyms: TypeAlias = frozenset[frozenset[str]]

# Words that bind a sentence and name nothing: two texts that share only these share no subject.
_STOPPED = (
    "aan al alle als andere beide bij binnen buiten daar dan dat de deze die dit doen",
    "door dus een elk elke en er ervan gaan gaat geeft geen had heb hebben heeft het hier",
    "hij hoe hun iets ik in is je kan kunnen maar mag meer men met mij mijn moet moeten",
    "naar niet niets nog of om omdat onder ons onze ook op over rond rondom te tegen ten",
    "ter tot tussen u uit van vanuit veel voor waar waarbij waardoor wanneer want was wat",
    "we wel welk welke werd wie wij wil willen worden wordt zal ze zelf zich zij zijn zo",
    "zoals zonder zou zowel",
)
STOP_WORDS = frozenset(word for line in _STOPPED for word in line.split())


def share_a_word(one: str, other: str, *, synonyms: Synonyms = frozenset()) -> bool:
    """Tell whether two texts share a content word (same stem), or hold a pair of synonyms."""
    if content_stems(one) & content_stems(other):
        return True
    return any(_hold(pair, one, other) for pair in synonyms)


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that name something: no stop words, no loose letters."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(stem(word) for word in words if len(word) > 1 and word not in STOP_WORDS)


@cache
def stem(word: str) -> str:
    """Return a Dutch word without its endings, by the Snowball algorithm.

    Source: M.F. Porter, Snowball's Dutch stemmer, as the library snowballstemmer has it.
    """
    import snowballstemmer

    return str(snowballstemmer.stemmer("dutch").stemWord(word))


def _hold(pair: frozenset[str], one: str, other: str) -> bool:
    words = tuple(pair)
    first, second = words[0], words[-1]
    return (_in(first, one) and _in(second, other)) or (_in(second, one) and _in(first, other))


def _in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text.casefold()) is not None
