"""Time the permutation test: 5,000 contributions, 20 themes, 10,000 arrangements, one core.

Prints processor seconds, peak memory, and the ratio to a plain loop over part of the arrangements.
"""

import os
import resource
from time import process_time

import numpy as np

from workshop_analysis import estimates

CONTRIBUTIONS, THEMES, LOOPS = 5_000, 20, 100
MOST_SECONDS, MOST_MEGABYTES = 3.0, 500.0


def session() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give 5,000 contributions by as many people: carriers, sizes, and which session each is in."""
    chance = np.random.default_rng(1)
    carriers = chance.random((CONTRIBUTIONS, THEMES)) < np.linspace(0.02, 0.4, THEMES)
    return carriers.astype(float), np.ones(CONTRIBUTIONS), np.arange(CONTRIBUTIONS) < 2_300


def plain_loop(carriers: np.ndarray, later: np.ndarray, *, times: int) -> list[float]:
    """Give X2_S of so many random arrangements, one by one and theme by theme."""
    chance = np.random.default_rng(1)
    return [_one(carriers, chance.permutation(later)) for _ in range(times)]


def _one(carriers: np.ndarray, later: np.ndarray) -> float:
    total = 0.0
    for theme in range(carriers.shape[1]):
        a, c = carriers[later, theme].sum(), carriers[~later, theme].sum()
        b, d = later.sum() - a, (~later).sum() - c
        total += len(later) * (a * d - b * c) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    return total


def main() -> int:
    """Print the figures; 1 when the test takes too long or too much."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    carriers, sizes, later = session()
    estimates.permute_profiles(carriers[:40], sizes=sizes[:40], later=np.arange(40) < 20)
    start = process_time()
    result = estimates.permute_profiles(carriers, sizes=sizes, later=later)
    seconds = process_time() - start
    start = process_time()
    plain_loop(carriers, later, times=LOOPS)
    loop = (process_time() - start) / LOOPS * result.arrangements
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{result.arrangements} arrangements: {seconds:.2f} s (meant at most {MOST_SECONDS})")
    print(f"peak memory: {peak:.0f} MB (meant at most {MOST_MEGABYTES:.0f})")
    print(f"the plain loop takes {loop / seconds:.0f} times as long")
    return 0 if seconds <= MOST_SECONDS and peak <= MOST_MEGABYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
