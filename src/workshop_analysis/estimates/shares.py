"""A share and how sure it is."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workshop_analysis.estimates.libraries import stats_library

Floats = NDArray[np.float64]

WILSON_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: at 0 of n Wilson's limit is z^2 / (n + z^2)."""

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
    nobody, everybody = (counts == 0) & (bases > 0), counts == bases
    return np.where(nobody, 0.0, low), np.where(everybody, 1.0, high)


def design_effect(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Give how much wider tables make the interval: variance with tables / variance without.

    `counts` is clusters x themes (units that carry the theme), `sizes` the units per cluster; one
    value per theme. Below 1 means that tables differ less than chance would make them. Missing
    where nobody or everybody carries the theme, where a count is missing, and with fewer than two
    clusters.

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
    a t-factor pays for the few tables. Where nobody or everybody carries the theme its design
    effect cannot be seen: see `edge_n`. Missing where a count is, and with fewer than five
    clusters: then only counts may be printed.

    Source: Korn & Graubard 1998; Franco, Little, Louis & Slud 2019 (JSSAM).
    """
    carriers, size = np.asarray(counts, float), np.asarray(sizes, float)
    clusters, base, found = len(size), size.sum(), carriers.sum(axis=0)
    if clusters < FEWEST_CLUSTERS:
        return np.full(found.shape, np.nan)
    effect = np.maximum(design_effect(carriers, size), 1.0)
    most = base * table_factor(base, clusters)
    edge = np.where(np.isnan(found), np.nan, edge_n(base, most))
    return np.where((found > 0) & (found < base), most / effect, edge)


def table_factor(people: float, tables: float) -> float:
    """Give what the few tables cost: the squared ratio of two t-quantiles, at most 1."""
    quantile = stats_library("scipy.stats").t.ppf(0.975, [people - 1, tables - 1])
    return float((quantile[0] / quantile[1]) ** 2)


def edge_n(people: ArrayLike, most: ArrayLike) -> Floats:
    """Give the n for a theme that none of these people, or all of them, carry at tables.

    `most` is their effective n when the tables do not differ. The limit for none is that for one:
    so nobody is never less sure than somebody, and no more sure than the spread can show.
    """
    n = np.asarray(most, float)
    _, limit = wilson(n / np.asarray(people, float), n)
    return np.asarray(WILSON_Z**2 * (1 / limit - 1))
