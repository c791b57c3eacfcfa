"""One prototype per code, and which prototypes a text is near: the arithmetic behind `suggest`.

A prototype is the weighted sum of its sources: the code's statement, its definition and the texts
that people gave the code. Vectors are sparse rows, one per text, sources before the texts asked.
Source: nearest class mean ("Rocchio"); weights and features as measured on labelled Dutch texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis.coders.flags import plain

Encoder = Callable[[list[str]], Any]

OFFERED = 3
"""How many codes are near enough to be shown."""

STATEMENT_WEIGHT = 1.5
HALF_AS_NEAR = 0.5
"""A text is evidence when it is at least half as near as the nearest one."""

# So many texts at once: the similarities of all texts to all sources would fill the memory.
BLOCK = 1000


@dataclass(frozen=True)
class Sources:
    """The texts that make up the prototypes: whose code each is, its weight, example or not."""

    texts: list[str]
    owner: Any
    weight: Any
    example: Any
    codes: int


@dataclass(frozen=True)
class Nearest:
    """Per text (row) and rank (column): place of the code, similarity, places of three sources.

    A source place of -1 is no source. Similarities lie between 0 and 1.
    """

    code: Any
    similarity: Any
    evidence: Any


def sources_of(codes: pd.DataFrame, *, examples: pd.DataFrame) -> Sources:
    """Give the sources of every code: statement, definition and examples; the same text once."""
    weights = {"text": STATEMENT_WEIGHT, "definition": 1.0}
    own = pd.concat(
        [
            pd.DataFrame({"code": codes["code"], "said": codes[column], "weight": weight})
            for column, weight in weights.items()
        ]
    )
    given = examples[["code", "text"]].drop_duplicates().rename(columns={"text": "said"})
    given = given[given["code"].isin(codes["code"])].assign(weight=1.0)
    every = pd.concat([own.assign(example=False), given.assign(example=True)], ignore_index=True)
    every = every[every["said"].map(plain).ne("")]
    place = {code: number for number, code in enumerate(codes["code"])}
    return Sources(
        texts=every["said"].tolist(),
        owner=every["code"].map(place).to_numpy(dtype=int),
        weight=every["weight"].to_numpy(dtype=float),
        example=every["example"].to_numpy(dtype=bool),
        codes=len(codes),
    )


def with_meaning(light: Any, *, meaning: Any) -> Any:
    """Give each text's characters and its meaning as one row of length 1, equal in weight."""
    from scipy.sparse import csr_matrix, hstack

    dense = np.asarray(meaning, dtype=float)
    lengths = np.linalg.norm(dense, axis=1, keepdims=True)
    unit = dense / np.where(lengths > 0, lengths, 1)
    return (hstack([light, csr_matrix(unit)]) / np.sqrt(2)).tocsr()


def hit_at_3(vectors: Any, *, sources: Sources) -> tuple[int, float]:
    """Give how many coded texts there are, and the share that finds one of its own codes again.

    Leave-one-out: each text is taken out of the prototypes of its own codes before it is asked,
    and counts as found when one of its codes is among the three nearest. NaN without coded texts.
    """
    places = np.flatnonzero(sources.example)
    texts = pd.Series([sources.texts[place] for place in places], dtype="str")
    units, first = pd.factorize(texts)[0], places[~texts.duplicated().to_numpy()]
    member = np.zeros((len(first), sources.codes))
    member[units, sources.owner[places]] = 1
    if not len(first):
        return 0, np.nan
    nearest = np.argsort(-_without_itself(vectors, sources, (first, member)), kind="stable")
    found = np.take_along_axis(member, nearest[:, :OFFERED], axis=1).any(axis=1)
    return len(first), float(found.mean())


def nearest_codes(vectors: Any, *, sources: Sources, other: Any = None) -> Nearest:
    """Give for every text after the sources the three nearest codes and why. See `Nearest`.

    `other` (texts x codes) says which codes are of another kind than the text: they come after
    every code that is like it.
    """
    known, asked = vectors[: len(sources.texts)], vectors[len(sources.texts) :]
    summed = _summed(vectors, sources)
    prototypes = _scaled(summed, 1 / np.maximum(_lengths(summed), 1e-12))
    blocks = [
        _block(asked[start : start + BLOCK], prototypes, (known, sources, _part(other, start)))
        for start in range(0, max(asked.shape[0], 1), BLOCK)
    ]
    return Nearest(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def _part(other: Any, start: int) -> Any:
    return None if other is None else other[start : start + BLOCK]


def _block(asked: Any, prototypes: Any, known: tuple[Any, Sources, Any]) -> tuple[Any, Any, Any]:
    vectors, sources, other = known
    # Rounded, and sorted so that equals stay in the order of the codebook: the last bits differ
    # between machines and may not decide which code comes first.
    alike = np.clip((asked @ prototypes.T).toarray().round(4), 0, 1)
    first = alike if other is None else alike + 2 * ((alike > 0) & ~other)
    nearest = np.argsort(-first, axis=1, kind="stable")[:, :OFFERED]
    near = (asked @ vectors.T).toarray().round(6)
    evidence = [_nearest_sources(near, code, sources) for code in nearest.T]
    return nearest, np.take_along_axis(alike, nearest, axis=1), np.stack(evidence, axis=1)


def _nearest_sources(near: Any, code: Any, sources: Sources) -> Any:
    own = np.where(sources.owner[np.newaxis, :] == code[:, np.newaxis], near, 0)
    # A code may have fewer than three sources: zeros beside it, which are no evidence.
    own = np.pad(own, ((0, 0), (0, 3)))
    best = np.argsort(-own, axis=1, kind="stable")[:, :3]
    alike = np.take_along_axis(own, best, axis=1)
    return np.where((alike > 0) & (alike >= HALF_AS_NEAR * alike[:, :1]), best, -1)


def _summed(vectors: Any, sources: Sources) -> Any:
    from scipy.sparse import csr_matrix

    count = len(sources.texts)
    places = (sources.owner, np.arange(count))
    weights = csr_matrix((sources.weight, places), shape=(sources.codes, count))
    return weights @ vectors[:count]


def _lengths(rows: Any) -> Any:
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())


def _scaled(rows: Any, factors: Any) -> Any:
    from scipy.sparse import diags_array

    return diags_array(factors) @ rows


def _without_itself(vectors: Any, sources: Sources, asked: tuple[Any, Any]) -> Any:
    # |R - x|^2 = |R|^2 - 2 R.x + |x|^2, so no prototype is built anew for each text.
    first, member = asked
    own, summed = vectors[first], _summed(vectors, sources)
    square = (_lengths(own) ** 2)[:, np.newaxis]
    products = (own @ summed.T).toarray()
    squares = _lengths(summed) ** 2 - member * (2 * products - square)
    return ((products - member * square) / np.sqrt(np.maximum(squares, 1e-12))).round(6)
