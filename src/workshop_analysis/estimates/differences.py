"""The difference between two shares, and the smallest one that could have been seen."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats

POWER = 0.80
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


def smallest_detectable(
    share: ArrayLike, *, n_baseline: ArrayLike, n_later: ArrayLike
) -> tuple[Floats, Floats]:
    """Give the smallest rise and the smallest fall that two such sessions would have shown.

    In shares, from the baseline's share, with 80 % power in a two-sided test at 5 %. Missing where
    not even a rise to everybody, or a fall to nobody, would have been seen.

    Source: normal approximation on the arcsine scale (Cohen 1988, h = 2 asin sqrt p).
    """
    shares, first, second = (np.asarray(x, float) for x in (share, n_baseline, n_later))
    normal = stats_library("scipy.stats").norm
    step = (normal.isf(LEVEL / 2) + normal.ppf(POWER)) * np.sqrt(1 / first + 1 / second) / 2
    angle = np.arcsin(np.sqrt(shares))
    above, below = angle + step, angle - step
    rise = np.where(above <= np.pi / 2, np.sin(above) ** 2 - shares, np.nan)
    fall = np.where(below >= 0, shares - np.sin(below) ** 2, np.nan)
    return rise, fall


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
