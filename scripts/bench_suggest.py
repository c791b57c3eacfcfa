"""Measure suggestions: how often the coder's own code is among the three, and how fast, one core.

The labelled texts are made up (tests/fixtures/voorbeeld_gelabeld.csv): the figures compare methods
and guard against a step back; they say nothing about a real session.
"""

import os
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from workshop_analysis.coders.suggest import Suggestions, semantic_encoder, suggest
from workshop_analysis.folder.codebook import read_codebook

HERE = Path(__file__).parent.parent
MOST_SECONDS = {300: 1.0, 10_000: 20.0}
LEAST_HIT_AT_3 = 0.75


def found(suggestions: Suggestions, labelled: pd.DataFrame, *, within: int) -> float:
    """Give the share of texts whose own code is among the first so many."""
    own = labelled.rename(columns={"id": "record", "code": "own"})[["record", "own"]]
    table = suggestions.table.merge(own, on="record")
    hits = table[table["code"].eq(table["own"]) & table["rank"].le(within)]
    return hits["record"].nunique() / len(labelled)


def many(labelled: pd.DataFrame, *, size: int) -> pd.DataFrame:
    """Give so many different texts, made of the words of the labelled ones."""
    chance = np.random.default_rng(1)
    words = " ".join(labelled["text"]).split()
    texts = [" ".join(chance.choice(words, 14)) for _ in range(size)]
    return pd.DataFrame({"id": [f"b{place}" for place in range(size)], "text": texts})


def main() -> int:
    """Print the figures; 1 when a suggestion takes too long or finds too little."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    labelled = pd.read_csv(HERE / "tests" / "fixtures" / "voorbeeld_gelabeld.csv")
    codes = read_codebook(HERE / "data" / "workshop_12nov").codes
    good = hits(labelled, codes)
    slow = [size for size in MOST_SECONDS if not speed(labelled, codes, size=size)]
    return 0 if good and not slow else 1


def hits(labelled: pd.DataFrame, codes: pd.DataFrame) -> bool:
    """Print how often the own code is found, by what is known of the codes."""
    bare = codes.assign(definition=codes["text"])
    statement, both = (suggest(labelled, codes=one) for one in (bare, codes))
    print(f"suggesties: {len(labelled)} verzonnen teksten, {len(codes)} codes")
    for name, result in {"alleen uitspraak": statement, "en definitie": both}.items():
        top, three = (found(result, labelled, within=within) for within in (1, 3))
        print(f"  {name:18} goed op 1: {top:.2f}   bij de eerste 3: {three:.2f}")
    examples = labelled.rename(columns={"id": "record"})
    tried = suggest(labelled[:0], codes=codes, labelled=examples, encoder=semantic_encoder())
    for row in tried.tried.itertuples():
        print(f"  en voorbeelden, elk om de beurt weggelaten, {row.method}: {row.hit_at_3:.2f}")
    print(f"  gekozen: {tried.method}")
    return found(both, labelled, within=3) >= LEAST_HIT_AT_3


def speed(labelled: pd.DataFrame, codes: pd.DataFrame, *, size: int) -> bool:
    """Print how long so many texts take, with the labelled ones as examples."""
    texts, examples = many(labelled, size=size), labelled.rename(columns={"id": "record"})
    start = perf_counter()
    suggest(texts, codes=codes, labelled=examples)
    seconds = perf_counter() - start
    print(f"  {size:6} teksten: {seconds:.2f} s (hoogstens {MOST_SECONDS[size]:.0f} s)")
    return seconds <= MOST_SECONDS[size]


if __name__ == "__main__":
    sys.exit(main())
