"""How far two theme profiles lie apart."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.shares import Floats


def total_variation(later: ArrayLike, baseline: ArrayLike) -> Floats:
    """Give the part of all mentions that would have to move to make the two profiles equal.

    Counts per theme on the last axis (a row per arrangement when there are more); 0 = equal,
    1 = nothing in common. Missing where a profile is empty.
    """
    return np.asarray(0.5 * np.abs(_profile(later) - _profile(baseline)).sum(axis=-1))


def x2_parts(
    later: ArrayLike,
    baseline: ArrayLike,
    *,
    sizes: tuple[ArrayLike, ArrayLike],
    zero: float = 0,
) -> Floats:
    """Give per theme how far the two groups differ: Pearson's chi-square of has / has not.

    `later` and `baseline` are carriers per theme, `sizes` the units of both groups (later first).
    A theme that nobody or everybody carries is missing: it says nothing. `zero` goes in the place
    of an empty cell, as R's MRCV does with 0.5; keep it 0 but for its published values.

    Source: Agresti & Liu 1999; Bilder, Loughin & Nettleton 2000. Their sum is X2_S.
    """
    a, c = np.asarray(later, float), np.asarray(baseline, float)
    n_later, n_baseline = (np.asarray(size, float) for size in sizes)
    cells = (a, n_later - a, c, n_baseline - c)
    a, b, c, d = (np.where(cell == 0, zero, cell) for cell in cells)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((a + b + c + d) * (a * d - b * c) ** 2 / margins)


def _profile(counts: ArrayLike) -> Floats:
    mentions = np.asarray(counts, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(mentions / mentions.sum(axis=-1, keepdims=True))
