"""A share and how sure it is."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workshop_analysis.estimates.libraries import stats_library

Floats = NDArray[np.float64]

FEWEST_CLUSTERS = 5
"""Under five tables the spread between tables says too little: counts only."""


def wilson(count: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats]:
    """Give the 95 % interval of a share: the lower and the upper limit.

    One value per pair; `base` may be an effective n (not whole). A base of zero, or one that is
    missing, gives a missing interval.

    Source: Wilson 1927; Newcombe 1998a, Statistics in Medicine 17:857-872, method 3.
    """
    counts, bases = np.broadcast_arrays(np.asarray(count, float), np.asarray(base, float))
    bases = np.where(bases > 0, bases, np.nan)
    proportion = stats_library("statsmodels.stats.proportion")
    low, high = proportion.proportion_confint(counts, bases, method="wilson")
    # There the limit is 0 or 1 itself; statsmodels leaves 3e-17 or 0.9999999999999999.
    nobody, everybody = (counts == 0) & (bases > 0), counts == bases
    return np.where(nobody, 0.0, low), np.where(everybody, 1.0, high)


def design_effect(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Give how much wider tables make the interval: variance with tables / variance without.

    `counts` is clusters x themes (units that carry the theme), `sizes` the units per cluster; one
    value per theme. Below 1 means that tables differ less than chance would make them. Missing
    where nobody or everybody carries the theme, and with fewer than two clusters.

    Source: linearised ratio, as `svymean` of R's survey: m/(m-1) sum (y_c - p n_c)^2 / N^2.
    """
    carriers, size = np.asarray(counts, float), np.asarray(sizes, float)
    clusters, base = len(size), size.sum()
    share = carriers.sum(axis=0) / base
    residual = carriers - np.multiply.outer(size, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = clusters / np.float64(clusters - 1) * (residual**2).sum(axis=0) / base**2
        effect = variance / (share * (1 - share) / base)
    return np.where((share > 0) & (share < 1) & (clusters > 1), effect, np.nan)


def effective_n(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Give how many independent people the people at these tables are worth.

    One value per theme (shapes as in `design_effect`). The design effect never counts below 1, and
    a t-factor pays for the few tables. Where nobody or everybody carries the theme each table is
    worth one. Missing with fewer than five clusters: then only counts may be printed.

    Source: Korn & Graubard 1998; Franco, Little, Louis & Slud 2019 (JSSAM).
    """
    size = np.asarray(sizes, float)
    clusters, base = len(size), size.sum()
    if clusters < FEWEST_CLUSTERS:
        return np.full(np.asarray(counts, float).sum(axis=0).shape, np.nan)
    # Tables that happen to be alike are no ground to claim more people than there were.
    effect = np.maximum(design_effect(counts, size), 1.0)
    quantile = stats_library("scipy.stats").t.ppf(0.975, [base - 1, clusters - 1])
    return np.where(np.isnan(effect), clusters, base / effect * (quantile[0] / quantile[1]) ** 2)
