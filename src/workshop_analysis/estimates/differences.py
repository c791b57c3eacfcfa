"""The difference between two shares, and the part of false finds among several of them."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats

LEVEL = 0.05


def newcombe(
    later: tuple[ArrayLike, ArrayLike], *, baseline: tuple[ArrayLike, ArrayLike]
) -> tuple[Floats, Floats]:
    """Give the 95 % interval of later share minus baseline share: lower and upper limit.

    Each side is (share, n); n may be an effective n, which puts the table-wise Wilson limits in
    the same formula. Missing where a side is missing.

    Source: Newcombe 1998b, Statistics in Medicine 17:873-890, method 10; with effective n Donner
    & Zou 2010. Never statsmodels' method "score" for a difference: its cubic is wrong.
    """
    share2, n2 = (np.asarray(part, float) for part in later)
    share1, n1 = (np.asarray(part, float) for part in baseline)
    proportion = stats_library("statsmodels.stats.proportion")
    low, high = proportion.confint_proportions_2indep(
        share2 * n2, n2, share1 * n1, n1, method="newcomb", compare="diff"
    )
    return np.asarray(low), np.asarray(high)


def false_discovery(p_values: ArrayLike) -> Floats:
    """Give each p-value's q: the part of false finds one accepts by calling it a find.

    A missing p stays missing and does not count as a test.

    Source: Benjamini & Hochberg 1995, JRSS-B 57:289-300.
    """
    p = np.asarray(p_values, float)
    tested = ~np.isnan(p)
    q = np.full(p.shape, np.nan)
    if tested.any():
        q[tested] = stats_library("scipy.stats").false_discovery_control(p[tested])
    return q
