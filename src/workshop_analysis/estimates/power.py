"""The smallest change that two sessions would show, by the very rule with which they are read."""

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workshop_analysis.estimates.differences import LEVEL, newcombe
from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.permutation import ENUMERATE_BELOW, PERMUTATIONS
from workshop_analysis.estimates.shares import FEWEST_CLUSTERS, Floats, edge_n, table_factor

POWER = 0.80
MOST_COUNTED = 300
STEP = 0.005
RANKS = 1.5
"""So many of the few arrangements that may be as far are lost to ties between tables."""
SHARES, SPREADS = 15, 8
"""So many places stand for all shares, and all spreads between tables, that chance may give."""


@dataclass(frozen=True)
class Sample:
    """How many people there are, at how many tables (None: not at tables), and how alike.

    `icc` is the intraclass correlation: 0 when neighbours at a table say no more alike than others.
    """

    people: int
    tables: int | None = None
    icc: float = 0.0

    @property
    def effect(self) -> float:
        """How much wider the tables make the spread of a share: 1 + (people a table - 1) icc."""
        return 1.0 if self.tables is None else 1 + (self.people / self.tables - 1) * self.icc

    @property
    def enough(self) -> bool:
        """Whether there are people, and tables, enough for an interval at all."""
        return self.people > 0 and (self.tables is None or self.tables >= FEWEST_CLUSTERS)


def smallest_detectable(
    share: ArrayLike, *, baseline: Sample, later: Sample, tests: int = 1
) -> tuple[Floats, Floats]:
    """Give the smallest rise and the smallest fall that two such sessions would show.

    In shares, from the baseline's share, in half percentage points: from there on such a pair of
    sessions shows the difference in at least 80 % of cases. To show is what the report means by
    it: Newcombe's 95 % interval on the effective n's leaves out zero, and the permutation test
    holds after correction for `tests` themes, the others unchanged. Missing where no change does.

    Source: without tables counted over every outcome of two binomials; with tables, or above 300
    people, over a grid of shares (beta) and spreads (chi-square) with the permutation test as
    Student's t on the shares of tables. Checked by simulation in scripts/bench_power.py.
    """
    shares = np.asarray(share, float)
    found = [_smallest(float(p), (baseline, later), tests=tests) for p in shares.ravel()]
    rise, fall = np.array(found).reshape(-1, 2).T
    return rise.reshape(shares.shape), fall.reshape(shares.shape)


def chance_shown(
    share: float, then: Floats, *, samples: tuple[Sample, Sample], tests: int = 1
) -> tuple[Floats, Floats]:
    """Give the chance that a rise, and that a fall, from `share` to each of `then` is shown.

    `samples` are the baseline and the later session.
    """
    if _countable(samples):
        return _counted(share, then, people=(samples[0].people, samples[1].people), tests=tests)
    chances = np.array([_over_grid((share, p), samples, tests) for p in then])
    return chances[:, 0], chances[:, 1]


def _smallest(share: float, samples: tuple[Sample, Sample], *, tests: int) -> tuple[float, float]:
    if np.isnan(share) or not all(sample.enough for sample in samples):
        return float("nan"), float("nan")
    above = share + np.arange(STEP, 1 - share + 1e-9, STEP)
    below = share - np.arange(STEP, share + 1e-9, STEP)
    rise = _first_kept(share, above, place=0, rule=(samples, tests))
    return rise, -_first_kept(share, below, place=1, rule=(samples, tests))


def _first_kept(
    share: float, to: Floats, *, place: int, rule: tuple[tuple[Sample, Sample], int]
) -> float:
    """Give the change from which on the power is high enough: halve until it is found."""
    samples, tests = rule

    def enough(spot: int) -> bool:
        chance = chance_shown(share, to[spot : spot + 1], samples=samples, tests=tests)[place]
        return bool(chance[0] >= POWER)

    if not len(to) or not enough(len(to) - 1):
        return float("nan")
    low, high = -1, len(to) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return float(to[high] - share)


def _countable(samples: tuple[Sample, Sample]) -> bool:
    return all(one.tables is None and one.people <= MOST_COUNTED for one in samples)


def _counted(
    share: float, then: Floats, *, people: tuple[int, int], tests: int
) -> tuple[Floats, Floats]:
    binomial = stats_library("scipy.stats").binom
    up, down = _shown(*people, tests)
    before = binomial.pmf(np.arange(people[0] + 1), people[0], share)
    after = binomial.pmf(np.arange(people[1] + 1), people[1], np.asarray(then)[:, None])
    return after @ (before @ up), after @ (before @ down)


@lru_cache(maxsize=64)
def _shown(baseline: int, later: int, tests: int) -> tuple[Floats, Floats]:
    """Give for each pair of counts (baseline x later) whether a rise, or a fall, is shown."""
    then, now = np.meshgrid(np.arange(baseline + 1), np.arange(later + 1), indexing="ij")
    n1, n2 = np.full(then.shape, float(baseline)), np.full(then.shape, float(later))
    low, high = newcombe((now / n2, n2), baseline=(then / n1, n1))
    sure = np.zeros(then.shape, dtype=bool)
    for total in range(baseline + later + 1):
        on = then + now == total
        sure[on] = _dealt_p(now[on], total=total, people=(baseline, later)) <= LEVEL / tests
    return (sure & (low > 0)).astype(float), (sure & (high < 0)).astype(float)


def _dealt_p(now: Floats, *, total: int, people: tuple[int, int]) -> Floats:
    """Give the permutation p of each count in the later session, the total given."""
    chance = stats_library("scipy.stats").hypergeom.pmf(now, sum(people), total, people[1])
    far = np.abs(now - total * people[1] / sum(people))
    return np.asarray([chance[far >= one - 1e-9].sum() for one in far])


def _over_grid(
    shares: tuple[float, float], samples: tuple[Sample, Sample], tests: int
) -> tuple[float, float]:
    """Give the chance to show a rise and a fall, each grid point weighing the same."""
    first, second = (_places(p, one) for p, one in zip(shares, samples, strict=True))
    p1, p2, e1, e2 = np.meshgrid(first[0], second[0], first[1], second[1], indexing="ij")
    n1 = _effective(samples[0], share=p1, effect=e1)
    n2 = _effective(samples[1], share=p2, effect=e2)
    low, high = newcombe((p2, n2), baseline=(p1, n1))
    sure = _tested((p1, p2), (e1, e2), samples, tests)
    return float((sure & (low > 0)).mean()), float((sure & (high < 0)).mean())


def _places(share: float, sample: Sample) -> tuple[Floats, Floats]:
    """Give the shares and the design effects that stand for what chance may give a sample."""
    middle = (np.arange(SHARES) + 0.5) / SHARES
    spread = sample.people / sample.effect - 1
    edge = share <= 0 or share >= 1 or spread <= 0
    beta = stats_library("scipy.stats").beta
    found = np.full(1, share) if edge else beta.ppf(middle, share * spread, (1 - share) * spread)
    if sample.tables is None:
        return found, np.ones(1)
    chi = stats_library("scipy.stats").chi2
    free = sample.tables - 1
    return found, sample.effect * chi.ppf((np.arange(SPREADS) + 0.5) / SPREADS, free) / free


def _effective(sample: Sample, *, share: Floats, effect: Floats) -> Floats:
    if sample.tables is None:
        return np.full(share.shape, float(sample.people))
    most = sample.people * table_factor(sample.people, sample.tables)
    edge = (share <= 0) | (share >= 1)
    return np.where(edge, edge_n(sample.people, most), most / np.maximum(effect, 1.0))


def _tested(
    shares: tuple[Floats, Floats],
    effects: tuple[Floats, Floats],
    samples: tuple[Sample, Sample],
    tests: int,
) -> NDArray[np.bool_]:
    """Give whether the permutation test holds: tables dealt where both sessions have them."""
    first, second = samples
    if first.tables is None or second.tables is None:
        return _people_tested(shares, people=(first.people, second.people), level=LEVEL / tests)
    tables, people = (first.tables, second.tables), (first.people, second.people)
    level = _reachable(*tables, level=LEVEL / tests)
    sides = zip(effects, shares, people, tables, strict=True)
    parts = [(m - 1) * e * p * (1 - p) * m / n for e, p, n, m in sides]
    pooled = (parts[0] + parts[1]) / (sum(tables) - 2)
    # A person on each side that can vary: counts are whole, and a tie counts as as far.
    ties = [np.minimum(n * p * (1 - p), 1) / n for p, n in zip(shares, people, strict=True)]
    away = np.abs(shares[1] - shares[0]) - ties[0] - ties[1]
    bar = stats_library("scipy.stats").t.isf(level / 2, sum(tables) - 2) if level else np.inf
    return np.asarray(away > bar * np.sqrt(pooled * (1 / tables[0] + 1 / tables[1])))


def _reachable(baseline: int, later: int, *, level: float) -> float:
    """Give the highest p under the level that so few tables can give; 0 when none is."""
    ways = comb(baseline + later, later)
    least = (2 if baseline == later else 1) / ways
    if ways >= ENUMERATE_BELOW:
        least = 1 / (PERMUTATIONS + 1)
    return float(max(np.floor(level / least + 1e-9) - RANKS, 0) * least)


def _people_tested(
    shares: tuple[Floats, Floats], *, people: tuple[int, int], level: float
) -> NDArray[np.bool_]:
    mean = (people[0] * shares[0] + people[1] * shares[1]) / sum(people)
    spread = mean * (1 - mean) * (1 / people[0] + 1 / people[1])
    bar = stats_library("scipy.stats").norm.isf(level / 2)
    return np.asarray(np.abs(shares[1] - shares[0]) > bar * np.sqrt(spread))
