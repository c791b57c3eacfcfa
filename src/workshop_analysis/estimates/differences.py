"""The difference between two shares, and the smallest one that could have been seen."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats

# Cohen 1988: four in five, at one in twenty. Conventions, not findings.
POWER = 0.80
LEVEL = 0.05
# With 500 people a side a theme takes .07 s; more take longer with the square of it.
MOST_COUNTED = 500


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

    In shares, from the baseline's share, in steps of half a percentage point: from there on
    Newcombe's 95 % interval leaves out zero in at least 80 % of such pairs of sessions. Missing
    where not even a rise to everybody, or a fall to nobody, would have been seen.

    Source: counted over every outcome of two binomials (effective n's rounded down); above 500
    people Cohen's arcsine approximation (1988), which is too hopeful near 0 and 1 in small groups.
    """
    shares, first, second = np.broadcast_arrays(share, n_baseline, n_later)
    flat = zip(shares.ravel(), first.ravel(), second.ravel(), strict=True)
    found = np.array([_smallest(float(p), float(n1), float(n2)) for p, n1, n2 in flat])
    rise, fall = found.reshape(-1, 2).T
    return rise.reshape(shares.shape), fall.reshape(shares.shape)


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


def _smallest(share: float, n_baseline: float, n_later: float) -> tuple[float, float]:
    if np.isnan([share, n_baseline, n_later]).any():
        return float("nan"), float("nan")
    if max(n_baseline, n_later) > MOST_COUNTED:
        return _approximate(share, n_baseline, n_later)
    up, down = _power(share, max(int(n_baseline), 1), max(int(n_later), 1))
    above, below = steps()[steps() > share], steps()[steps() < share][::-1]
    rise = _first_kept(above, up[steps() > share]) - share
    fall = share - _first_kept(below, down[steps() < share][::-1])
    return rise, fall


def _first_kept(shares: Floats, power: Floats) -> float:
    """Give the first share from which on the power stays high enough; missing if none does."""
    # Whole people make power go up in jumps with dips between: the first share that is high enough
    # may be a lucky one, so all shares beyond it must be high enough too.
    kept = shares[len(shares) - int(np.logical_and.accumulate(power[::-1] >= POWER).sum()) :]
    return float(kept[0]) if kept.size else float("nan")


def steps() -> Floats:
    """Give the shares that a later session may have, half a percentage point apart."""
    return np.linspace(0, 1, 201)


def _power(share: float, n_baseline: int, n_later: int) -> tuple[Floats, Floats]:
    """Give per later share in `steps` the chance that the interval lies above, or below, zero."""
    binomial = stats_library("scipy.stats").binom
    then, now = np.meshgrid(np.arange(n_baseline + 1), np.arange(n_later + 1), indexing="ij")
    n1, n2 = np.full(then.shape, float(n_baseline)), np.full(then.shape, float(n_later))
    low, high = newcombe((now / n2, n2), baseline=(then / n1, n1))
    before = binomial.pmf(np.arange(n_baseline + 1), n_baseline, share)
    after = binomial.pmf(np.arange(n_later + 1), n_later, steps()[:, None])
    return after @ (before @ (low > 0)), after @ (before @ (high < 0))


def _approximate(share: float, n_baseline: float, n_later: float) -> tuple[float, float]:
    normal = stats_library("scipy.stats").norm
    step = (normal.isf(LEVEL / 2) + normal.ppf(POWER)) * np.sqrt(1 / n_baseline + 1 / n_later) / 2
    above, below = np.arcsin(np.sqrt(share)) + step, np.arcsin(np.sqrt(share)) - step
    rise = np.sin(above) ** 2 - share if above <= np.pi / 2 else np.nan
    fall = share - np.sin(below) ** 2 if below >= 0 else np.nan
    return float(rise), float(fall)
