"""Coefficients of agreement: from how often each label was given to one number with its interval.

A leaf: arrays in, numbers out. Every function takes `counts`: one row per unit (a contribution),
one column per label, each cell the number of coders who gave the unit that label. A coder who did
not code a unit is in no cell of its row, so missing codes stay missing. Units with fewer than two
codings say nothing about agreement and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis.estimates.shares import Floats

ROUGH_UNDER = 30
"""Under this many doubly coded units an interval is marked `rough`."""

NO_VARIATION = "geen variatie"
ONE_UNIT = "geen interval: alle variatie komt uit één bijdrage"
NO_SPREAD = "geen interval: er is geen enkel verschil"

MASI_FORMULA = (
    "MASI-afstand (Passonneau, 2006) = 1 - J × M, met J het aantal gedeelde codes gedeeld door "
    "het aantal verschillende codes samen, en M = 1 bij gelijke verzamelingen, 2/3 als de ene in "
    "de andere zit, 1/3 bij gedeeltelijke overlap en 0 zonder overlap; twee lege verzamelingen "
    "zijn gelijk (afstand 0)."
)


@dataclass(frozen=True)
class Interval:
    """The limits of a 95 % interval, NaN where it cannot be computed, and the reason why not."""

    low: float
    high: float
    reason: str | None = None


def label_counts(ratings: pd.DataFrame) -> tuple[Floats, list[Any]]:
    """Give how often each unit got each label, and the labels in order of first appearance.

    `ratings` has one row per unit and one column per coder; a missing cell (NaN, None) is a unit
    that this coder did not code, never a label of its own.
    """
    places, labels = pd.factorize(ratings.to_numpy(dtype=object).ravel(), use_na_sentinel=True)
    units = np.repeat(np.arange(len(ratings)), ratings.shape[1])
    counts = np.zeros((len(ratings), len(labels)))
    np.add.at(counts, (units[places >= 0], places[places >= 0]), 1)
    return counts, list(labels)


def paired(counts: Floats) -> Floats:
    """Keep the units that at least two coders coded."""
    kept: Floats = counts[counts.sum(axis=1) >= 2]
    return kept


def krippendorff_alpha(counts: Floats, *, distances: Floats | None = None) -> float:
    """Krippendorff's alpha: 1 - observed / expected disagreement, 1 is perfect, 0 is chance.

    NaN where only one label was given (there is nothing to disagree about) or no unit was coded
    twice. `distances` holds the disagreement between each pair of labels; nominal without it.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, steps A to D.
    """
    pairs, between = _prepare(counts, distances)
    alphas = _alpha(_disagreement(pairs, between).sum(), pairs.sum(axis=0)[np.newaxis], between)
    return float(alphas[0])


def jackknife_interval(counts: Floats, *, distances: Floats | None = None) -> Interval:
    """95 % interval of alpha: the estimate plus and minus t times the jackknife standard error.

    Units are left out one at a time. The limits are cut at -1 and 1.
    NaN with the reason where alpha does not exist, exists only thanks to a single unit, or does
    not change whichever unit is left out: an interval without width would promise certainty.

    Source: Efron & Stein (1981) for the standard error; Hughes (2022) for preferring it to the
    customary bootstrap in small samples.
    """
    pairs, between = _prepare(counts, distances)
    alpha = krippendorff_alpha(pairs, distances=between)
    if np.isnan(alpha):
        return Interval(np.nan, np.nan, NO_VARIATION)
    without = _leave_one_out(pairs, between)
    if len(without) < 2 or np.isnan(without).any():
        return Interval(np.nan, np.nan, ONE_UNIT)
    if np.ptp(without) < 1e-12:
        return Interval(np.nan, np.nan, NO_SPREAD)
    units = len(without)
    error = np.sqrt((units - 1) / units * ((without - without.mean()) ** 2).sum())
    reach = t_quantile(0.975, freedom=units - 1) * error
    return Interval(float(max(alpha - reach, -1.0)), float(min(alpha + reach, 1.0)))


def percent_agreement(counts: Floats) -> float:
    """Share (0 to 1) of the pairs of codings of a unit that are equal, averaged over units.

    NaN where no unit was coded twice.
    """
    pairs = paired(counts)
    coders = pairs.sum(axis=1)
    equal = (pairs * (pairs - 1)).sum(axis=1) / (coders * (coders - 1))
    return float(equal.mean()) if len(equal) else np.nan


def gwet_ac1(counts: Floats, *, categories: int | None = None) -> float:
    """Gwet's AC1: agreement beyond chance that does not collapse when a label is rare.

    `categories` is the number of labels a coder could choose from; the ones given if not said.
    NaN with fewer than two labels or without a unit coded twice.

    Source: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    choices = counts.shape[1] if categories is None else categories
    coded = counts[counts.sum(axis=1) >= 1]
    if choices < 2 or not len(paired(counts)):
        return np.nan
    prevalence = (coded / coded.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((prevalence * (1 - prevalence)).sum() / (choices - 1))
    return (percent_agreement(counts) - chance) / (1 - chance)


def positive_agreement(counts: Floats) -> float:
    """Given that one coder gave the code, the chance that another gave it too; NaN if nobody did.

    `counts` has two columns: without and with the code. For two coders this is 2a / (2a + b + c).

    Source: Cicchetti & Feinstein (1990); for more coders Fleiss (1981), section 13.1.
    """
    pairs = paired(counts)
    positives, others = pairs[:, 1], pairs.sum(axis=1) - 1
    chances = (positives * others).sum()
    return float((positives * (positives - 1)).sum() / chances) if chances else np.nan


def masi_distances(sets: list[frozenset[str]]) -> Floats:
    """MASI distance between each pair of code sets, 0 equal to 1 nothing shared (`MASI_FORMULA`).

    Source: Passonneau (2006), Measuring Agreement on Set-valued Items (MASI).
    """
    shared, sizes = _shared(sets)
    smallest = np.minimum.outer(sizes, sizes)
    equal = (shared == sizes[:, np.newaxis]) & (shared == sizes[np.newaxis, :])
    kinship = np.select([equal, shared == smallest, shared > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    distances: Floats = 1 - _jaccard(shared, sizes) * kinship
    return distances


@lru_cache(maxsize=256)
def t_quantile(probability: float, *, freedom: int) -> float:
    """Quantile of Student's t for whole degrees of freedom, without a statistics library.

    Source: Abramowitz & Stegun (1964), 26.7.3 and 26.7.4 (exact finite series), by bisection.
    """
    low, high = 0.0, np.pi / 2
    for _ in range(80):
        middle = (low + high) / 2
        below = _t_central(middle, freedom) < 2 * probability - 1
        low, high = (middle, high) if below else (low, middle)
    return float(np.sqrt(freedom) * np.tan(low))


def _t_central(angle: float, freedom: int) -> float:
    # P(|T| < sqrt(freedom) * tan(angle)); the series starts anew for odd and even freedoms.
    sine, cosine = np.sin(angle), np.cos(angle)
    odd = freedom % 2 == 1
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for step in range(1 + odd, freedom, 2):
        total += term
        term *= cosine**2 * step / (step + 1)
    return float(2 / np.pi * (angle + sine * total) if odd else sine * total)


def _prepare(counts: Floats, distances: Floats | None) -> tuple[Floats, Floats]:
    labels = counts.shape[1]
    return paired(counts), 1 - np.eye(labels) if distances is None else distances


def _disagreement(pairs: Floats, between: Floats) -> Floats:
    # Per unit: what it adds to the observed disagreement (row of the coincidence matrix).
    spread: Floats = ((pairs @ between) * pairs).sum(axis=1) / (pairs.sum(axis=1) - 1)
    return spread


def _alpha(observed: Floats, margins: Floats, between: Floats) -> Floats:
    # One alpha per row of margins: the number of times that each label was given.
    expected = ((margins @ between) * margins).sum(axis=1)
    observed = np.broadcast_to(observed, expected.shape)
    exists = expected > 1e-12
    ratio = np.divide(observed, expected, out=np.full(expected.shape, np.nan), where=exists)
    alphas: Floats = 1 - (margins.sum(axis=1) - 1) * ratio
    return alphas


def _leave_one_out(pairs: Floats, between: Floats) -> Floats:
    parts = _disagreement(pairs, between)
    return _alpha(parts.sum() - parts, pairs.sum(axis=0) - pairs, between)


def _shared(sets: list[frozenset[str]]) -> tuple[Floats, Floats]:
    words = sorted(set().union(*sets)) if sets else []
    has = np.array([[word in one for word in words] for one in sets], dtype=float)
    has = has.reshape(len(sets), len(words))
    return has @ has.T, has.sum(axis=1)


def _jaccard(shared: Floats, sizes: Floats) -> Floats:
    either = np.add.outer(sizes, sizes) - shared
    return np.divide(shared, either, out=np.ones_like(shared), where=either > 0)
