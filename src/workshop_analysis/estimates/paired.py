"""The difference between two shares of the same people."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import FEWEST_CLUSTERS, Floats, table_factor


def paired_difference(
    pairs: ArrayLike, *, clusters: ArrayLike | None = None, tests: int = 1
) -> tuple[float, float, float]:
    """Give share of the first minus share of the second among the same people, with its interval.

    `pairs` is people x 2 (has / has not), `clusters` the table of each. The level is
    1 - .05 / `tests`: what holds for several comparisons at once (Bonferroni). The interval is
    missing where nobody has just one of the two, and with fewer than five tables.

    Source: Newcombe 1998c, Statistics in Medicine 17:2635-2650, method 10 (square-and-add with
    phi), with tables on the effective n of the difference (linearised, never above the people).
    """
    first, second = np.asarray(pairs, float).T
    people, apart = len(first), first - second
    if not people:
        return (float("nan"),) * 3
    difference = float(apart.mean())
    n = _effective(apart, clusters)
    if np.isnan(n) or not apart.any():
        return difference, float("nan"), float("nan")
    low, high = _square_and_add((first, second), n=n, level=0.05 / tests)
    return difference, low, high


def _square_and_add(sides: tuple[Floats, Floats], *, n: float, level: float) -> tuple[float, float]:
    p1, p2 = (float(side.mean()) for side in sides)
    proportion = stats_library("statsmodels.stats.proportion")
    (l1, u1), (l2, u2) = (
        proportion.proportion_confint(p * n, n, alpha=level, method="wilson") for p in (p1, p2)
    )
    phi = _phi(sides)
    down = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    up = (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2
    return float(p1 - p2 - np.sqrt(max(down, 0.0))), float(p1 - p2 + np.sqrt(max(up, 0.0)))


def _phi(sides: tuple[Floats, Floats]) -> float:
    """Give how the two go together, corrected toward 0; 0 where one of them is all alike."""
    first, second = sides
    both, only = (first * second).sum(), (first * (1 - second)).sum()
    other, neither = ((1 - first) * second).sum(), ((1 - first) * (1 - second)).sum()
    margins = (both + only) * (other + neither) * (both + other) * (only + neither)
    if margins == 0:
        return 0.0
    cross = both * neither - only * other
    return float((max(cross - len(first) / 2, 0.0) if cross > 0 else cross) / np.sqrt(margins))


def _effective(apart: Floats, clusters: ArrayLike | None) -> float:
    """Give how many independent people the difference rests on."""
    if clusters is None:
        return float(len(apart))
    _, place = np.unique(np.asarray(clusters), return_inverse=True)
    tables, people = int(place.max()) + 1, len(apart)
    if tables < FEWEST_CLUSTERS:
        return float("nan")
    away = apart - apart.mean()
    between = float((np.bincount(place, away) ** 2).sum()) * tables / (tables - 1)
    effect = max(between / float((away**2).sum()), 1.0) if away.any() else 1.0
    return people / effect * table_factor(people, tables)
