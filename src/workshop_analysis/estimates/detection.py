"""The chance to have seen what was there, and what an absence can mean."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats

# No workshop is larger; a share that needs more people cannot be looked for in one.
MOST_PEOPLE = 100_000


def chance_seen(prevalence: ArrayLike, people: ArrayLike, *, times: int = 1) -> Floats:
    """Give the chance that at least `times` of these people mention what this part of all would.

    Source: P(Bin(n, p) >= k); Fugard & Potts 2015, IJSRM 18:669-684.
    """
    binomial = stats_library("scipy.stats").binom
    return np.asarray(binomial.sf(times - 1, np.asarray(people, float), prevalence), float)


def people_needed(prevalence: float, *, times: int = 1, power: float = 0.8) -> int:
    """Give the fewest people with which the chance to see it `times` times reaches `power`.

    Raises
    ------
    ValueError
        When a hundred thousand people would not do.
    """
    people = np.arange(times, MOST_PEOPLE + 1)
    enough = chance_seen(prevalence, people, times=times) >= power
    if not enough.any():
        raise ValueError(f"Geen {MOST_PEOPLE} mensen zijn genoeg bij een aandeel van {prevalence}.")
    return int(people[enough.argmax()])


def absence_bound(people: ArrayLike) -> Floats:
    """Give the largest share that 0 mentions by this many people leave open (95 %, one-sided).

    Missing for no people at all.

    Source: Clopper & Pearson 1934 at 0 of n: 1 - 0.05^(1/n); near 3/n (Hanley & Lippman-Hand 1983).
    """
    n = np.asarray(people, float)
    return 1 - 0.05 ** (1 / np.where(n > 0, n, np.nan))
