"""Whether more than two groups differ over themes that do not exclude each other: one test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats


@dataclass(frozen=True)
class GroupsTest:
    """Whether groups of people (or tables) differ, over all themes together and theme by theme.

    `x2` is X2_S; `corrected` on `df` degrees of freedom its second-order Rao-Scott form, with `p`.
    `parts` is each theme's own X2, `p_parts` its p, and `holm` that p after Holm's correction over
    the themes; missing for a theme that nobody or everybody carries.
    """

    x2: float
    corrected: float
    df: float
    p: float
    parts: Floats
    p_parts: Floats
    holm: Floats


def groups_test(
    carriers: ArrayLike, *, sizes: ArrayLike, groups: NDArray[np.intp], nested: bool = False
) -> GroupsTest:
    """Test whether the themes of several groups differ more than chance makes them.

    `carriers` is clusters x themes (units that carry the theme), `sizes` the units per cluster,
    `groups` the number of each cluster's group. `nested` says that a cluster holds several units:
    the spread between the clusters then takes the place of that between units.

    Source: Agresti & Liu 1999 (X2_S); Thomas & Decady 2004, Bilder & Loughin 2004 (RS2); with
    clusters by F, as Rao & Thomas 1989.
    """
    table, size = np.asarray(carriers, float), np.asarray(sizes, float)
    shares = table.sum(axis=0) / size.sum()
    told = (shares > 0) & (shares < 1)
    pulls = _pulls(table[:, told], size, groups)
    names = np.unique(groups)
    x2, corrected, df = rao_scott(
        pulls.reshape(len(size), -1), trace=None if nested else float((len(names) - 1) * told.sum())
    )
    each = [rao_scott(pulls[:, :, one], trace=None) for one in range(pulls.shape[2])]
    parts, p_parts = np.full(len(told), np.nan), np.full(len(told), np.nan)
    free = float(len(size) - len(names)) if nested else np.inf
    parts[told] = [one[0] for one in each]
    p_parts[told] = [_tail(one[1], one[2], free=free) for one in each]
    p = _tail(corrected, df, free=free)
    return GroupsTest(x2, corrected, df, p, parts, p_parts, holm(p_parts))


def rao_scott(pulls: ArrayLike, *, trace: float | None = None) -> tuple[float, float, float]:
    """Give a sum of squares, its second-order Rao-Scott form and the degrees of freedom of that.

    `pulls` is clusters x terms: what each cluster adds to each term. Their column sums, squared and
    added up, are the statistic; their spread gives its weights. `trace` is the sum of the weights
    where theory knows it (units apart: the number of free terms); without it they are estimated.

    Source: Rao & Scott 1981; Thomas & Decady 2004; the published farmers have trace = terms.
    """
    each = np.asarray(pulls, float)
    residual = each - each.mean(axis=0)
    spread = residual.T @ residual
    total = float(np.trace(spread)) if trace is None else trace
    squares, x2 = float((spread**2).sum()), float((each.sum(axis=0) ** 2).sum())
    if squares == 0:
        return x2, float("nan"), float("nan")
    return x2, x2 * total / squares, total**2 / squares


def holm(p_values: ArrayLike) -> Floats:
    """Give each p after Holm's correction: none is found by chance in 95 % of such sets.

    A missing p stays missing and does not count as a test.

    Source: Holm 1979, Scandinavian Journal of Statistics 6:65-70.
    """
    p = np.asarray(p_values, float)
    corrected, tested = np.full(p.shape, np.nan), np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    raised = p[order] * np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return corrected


def _pulls(carriers: Floats, sizes: Floats, groups: NDArray[np.intp]) -> Floats:
    """Give clusters x groups x themes: what a cluster adds to (share there - share over all)."""
    share = carriers.sum(axis=0) / sizes.sum()
    away = (carriers - np.multiply.outer(sizes, share)) / np.sqrt(share * (1 - share))
    names = np.unique(groups)
    inside = (groups[:, None] == names).astype(float)
    people = inside.T @ sizes
    weights = (inside - people / sizes.sum()) / np.sqrt(people)
    return np.asarray(weights[:, :, None] * away[:, None, :])


def _tail(statistic: float, df: float, *, free: float) -> float:
    """Give the p of a corrected statistic; with few clusters by F, whose `free` they leave over."""
    distributions = stats_library("scipy.stats")
    if np.isinf(free):
        return float(distributions.chi2.sf(statistic, df))
    return float(distributions.f.sf(statistic / df, df, df * free))
