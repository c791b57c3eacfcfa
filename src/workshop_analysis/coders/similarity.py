"""How alike texts are: what to read after what, and which texts are nearly the same.

Measured on characters, not on meaning: parts of words of three to five letters, rare ones
counting more (TF-IDF). It needs no word lists and beat stemming on every labelled Dutch set but
one that it was tried on. scikit-learn comes with the extra `suggest` and is imported inside.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis.coders.flags import plain

NEARLY_SAME = 0.8
"""Texts at least this similar are listed as near duplicates."""

# All pairs of 2,000 texts are 32 MB of similarities; both time and memory grow with the square.
ORDER_UP_TO = 2000
"""Above this number of texts only exact duplicates are looked for, and the order is kept."""


class ExtraMissing(ImportError):
    """An optional part of the package is not installed; the message says how to install it."""


def character_vectors(texts: list[str]) -> Any:
    """Give one sparse row of length 1 per text, over parts of words of 3 to 5 letters.

    A text without letters gives an empty row; at least one text must have some.
    Raises `ExtraMissing` without scikit-learn.
    """
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise ExtraMissing(
            "Voor suggesties en leesvolgorde is scikit-learn nodig. Zet het klaar met: make setup "
            "(of, in de map van het project: pip install '.[suggest]')."
        ) from error
    # Parts of words, because Dutch glues words together: "participatie" is in "burgerparticipatie".
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    return vectors.fit_transform([plain(text) for text in texts])


def reading_order(records: pd.DataFrame) -> pd.DataFrame:
    """Give an order in which related texts stand together, for reading and coding.

    One row per record, in reading order: id, `position` from 1 and `like_previous` (similarity
    to the text before it, 0 to 1; missing for the first). Texts without words come last. Above
    `ORDER_UP_TO` texts the given order is kept and the similarity is missing.
    """
    readable = records[records["text"].map(plain).ne("")]
    rest = records[~records["id"].isin(readable["id"])]
    if len(readable) > ORDER_UP_TO:
        return _positions(records, np.full(len(records), np.nan))
    leaves, steps = _leaves(_similarities(readable)) if len(readable) > 1 else _as_given(readable)
    ordered = pd.concat([readable.iloc[leaves], rest])
    return _positions(ordered, np.concatenate([steps, np.full(len(rest), np.nan)]))


def near_duplicates(records: pd.DataFrame) -> pd.DataFrame:
    """Give the pairs of records with (nearly) the same words, the most alike first.

    One row per pair: first, second (ids, in the records' order), `similarity` (1 is the same
    words) and `exact`. Above `ORDER_UP_TO` texts each exact copy is paired with the first only.
    """
    readable = records[records["text"].map(plain).ne("")]
    if len(readable) > ORDER_UP_TO:
        return _exact_pairs(readable)
    if len(readable) < 2:
        return _pairs(readable, np.array([], int), np.array([], int), np.array([]))
    alike = np.triu(_similarities(readable), k=1)
    first, second = np.nonzero(alike >= NEARLY_SAME)
    return _pairs(readable, first, second, alike[first, second])


def _similarities(records: pd.DataFrame) -> Any:
    vectors = character_vectors(records["text"].tolist())
    # Rounded: the last bits differ between machines and may not decide an order.
    return np.clip((vectors @ vectors.T).toarray().round(6), 0, 1)


def _leaves(alike: Any) -> tuple[Any, Any]:
    from scipy.cluster.hierarchy import leaves_list, linkage

    # Between unit vectors this is the Euclidean distance, which Ward's method asks for.
    apart = np.sqrt(2 - 2 * alike)[np.triu_indices(len(alike), k=1)]
    leaves = leaves_list(linkage(apart, method="ward"))
    return leaves, np.concatenate([[np.nan], alike[leaves[:-1], leaves[1:]]])


def _as_given(records: pd.DataFrame) -> tuple[Any, Any]:
    return np.arange(len(records)), np.full(len(records), np.nan)


def _positions(ordered: pd.DataFrame, steps: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ordered["id"].to_numpy(),
            "position": np.arange(1, len(ordered) + 1),
            "like_previous": steps,
        }
    )


def _exact_pairs(records: pd.DataFrame) -> pd.DataFrame:
    words = records["text"].map(plain).to_numpy()
    group, distinct = pd.factorize(words)
    first = np.full(len(distinct), -1)
    first[group[::-1]] = np.arange(len(words))[::-1]
    again = np.flatnonzero(first[group] != np.arange(len(words)))
    return _pairs(records, first[group[again]], again, np.ones(len(again)))


def _pairs(records: pd.DataFrame, first: Any, second: Any, alike: Any) -> pd.DataFrame:
    ids, words = records["id"].to_numpy(), records["text"].map(plain).to_numpy()
    table = pd.DataFrame(
        {
            "first": ids[first],
            "second": ids[second],
            "similarity": alike,
            "exact": words[first] == words[second],
        }
    )
    return table.sort_values("similarity", ascending=False, kind="stable", ignore_index=True)
