"""Draw sessions by the thousand: the interval covers the truth, the test keeps quiet.

Five kinds of session: people or tables that agree among themselves (beta-binomial
clusters with an intraclass correlation), a true share, 3,000 sessions each. Fixed seeds.
"""

import argparse
from dataclasses import dataclass

import numpy as np

from workshop_analysis import estimates

RUNS = 3_000
SEED = 20_241_112
COVERAGE = (0.92, 0.98)
MOST_FALSE_ALARMS = 0.08
PEOPLE, THEMES, ICC = 40, 8, 0.3


@dataclass(frozen=True)
class Setting:
    """A kind of session: clusters of contributions, how alike they are, and the true share."""

    name: str
    clusters: int
    size: int
    icc: float
    share: float


SETTINGS = (
    Setting("70 people x 2, icc .2, share .15", 70, 2, 0.2, 0.15),
    Setting("70 people x 3, icc .4, share .05", 70, 3, 0.4, 0.05),
    Setting("10 tables x 14, icc .1, share .05", 10, 14, 0.1, 0.05),
    Setting("10 tables x 14, icc .1, share .40", 10, 14, 0.1, 0.40),
    Setting("20 people x 2, icc .2, share .05", 20, 2, 0.2, 0.05),
)


def wilson_coverage(setting: Setting, *, runs: int = RUNS, naive: bool = False) -> float:
    """Give the part of made-up sessions whose 95 % interval holds the true share.

    `naive` ignores the clusters: it shows what the effective n is for.
    """
    chance = np.random.default_rng(SEED)
    sizes = 1 + chance.poisson(setting.size - 1, (runs, setting.clusters))
    carriers = chance.binomial(sizes, _shares(setting, sizes.shape, chance))
    held = [
        _holds(*session, share=setting.share, naive=naive)
        for session in zip(carriers, sizes, strict=True)
    ]
    return float(np.mean(held))


def permutation_error(*, pairs: int = RUNS, apart: bool = False) -> float:
    """Give how often two sessions from one population are called different (5 % is meant).

    Forty people a side, about two contributions each, eight themes, alike within a person.
    `apart` deals each contribution on its own: it shows why people are dealt.
    """
    chance = np.random.default_rng(SEED)
    return float(np.mean([_p_value(chance, apart=apart) <= 0.05 for _ in range(pairs)]))


def _shares(setting: Setting, shape: tuple[int, ...], chance: np.random.Generator) -> np.ndarray:
    spread = 1 / setting.icc - 1
    return chance.beta(setting.share * spread, (1 - setting.share) * spread, shape)


def _holds(carriers: np.ndarray, sizes: np.ndarray, *, share: float, naive: bool) -> bool:
    base = sizes.sum()
    n = base if naive else estimates.effective_n(carriers[:, None], sizes)[0]
    low, high = estimates.wilson(carriers.sum() / base * n, n)
    return bool(low <= share <= high)


def _p_value(chance: np.random.Generator, *, apart: bool) -> float:
    """Draw one pair: which themes each contribution carries, alike within a person."""
    people = np.repeat(np.arange(2 * PEOPLE), 1 + chance.poisson(1.0, 2 * PEOPLE))
    spread, truth = 1 / ICC - 1, np.linspace(0.05, 0.4, THEMES)
    own = chance.beta(truth * spread, (1 - truth) * spread, (2 * PEOPLE, THEMES))
    carriers = (chance.random((len(people), THEMES)) < own[people]).astype(float)
    if apart:
        ones = np.ones(len(people))
        return estimates.permute_profiles(carriers, sizes=ones, later=people < PEOPLE).p
    starts = np.flatnonzero(np.diff(people, prepend=-1))
    own_carriers = np.add.reduceat(carriers, starts)
    later = np.arange(2 * PEOPLE) < PEOPLE
    return estimates.permute_profiles(own_carriers, sizes=np.bincount(people), later=later).p


def main() -> int:
    """Print each setting beside its bounds; 1 when one lies outside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    fine = True
    for setting in SETTINGS:
        found = wilson_coverage(setting, runs=runs)
        naive = wilson_coverage(setting, runs=runs, naive=True)
        fine &= COVERAGE[0] <= found <= COVERAGE[1]
        print(f"{setting.name:36} effective n {found:.3f}   naive {naive:.3f}   meant .92 to .98")
    error = permutation_error(pairs=runs)
    fine &= error <= MOST_FALSE_ALARMS
    apart = permutation_error(pairs=runs // 10, apart=True)
    print(
        f"{'false alarms of the permutation test':36} by people  {error:.3f}   "
        f"by contribution {apart:.3f}   meant at most .08"
    )
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
