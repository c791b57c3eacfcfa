"""How complete a list of codes is, from how many people or tables named each code."""

import numpy as np
from numpy.typing import ArrayLike

from workshop_analysis.estimates.libraries import stats_library
from workshop_analysis.estimates.shares import Floats

CLASSIC = "klassiek"
BIAS_CORRECTED = "bias-gecorrigeerd"


def sample_coverage(incidence: ArrayLike, *, units: int) -> float:
    """Give the part of what all such people would mention that the codes found so far cover.

    `incidence` is the number of units (people or tables) per code, zeros left out or not. Missing
    when nothing was mentioned, and for a single unit.

    Source: Good-Turing in the form of Chao & Jost 2012 (iNEXT):
    1 - (Q1/U) ((m-1) Q1 / ((m-1) Q1 + 2 Q2)); without codes named twice, with Q1 - 1 for Q1 in
    the second part and 2 for 2 Q2.
    """
    if units < 2 or not _known(incidence):
        return float("nan")
    once, twice, mentions = _counts(incidence)
    if mentions == 0:
        return float("nan")
    tries = (units - 1) * once
    if twice == 0:
        tries, twice = (units - 1) * max(once - 1, 0), 1
    return 1 - once / mentions * tries / (tries + 2 * twice)


def chance_new(incidence: ArrayLike) -> float:
    """Give the chance that the next code mentioned is a new one: Q1 / U (Good-Turing).

    Missing when nothing was mentioned, and where a number is.
    """
    if not _known(incidence):
        return float("nan")
    once, _, mentions = _counts(incidence)
    return once / mentions if mentions else float("nan")


def chance_new_interval(presence: ArrayLike) -> tuple[float, float]:
    """Give the 95 % interval of `chance_new`, cut at 0 and 1: lower and upper limit.

    `presence` is units x codes (named or not). Units are left out one at a time, so what one unit
    named together stays together. Missing under two units, and without a code named once: then
    leaving one out moves nothing, and an interval without width would promise certainty.

    Source: Efron & Stein 1981 (jackknife), with Student's t.
    """
    each = np.asarray(presence, float)
    named, units = each.sum(axis=0), len(each)
    if units < 2 or not (named == 1).any():
        return float("nan"), float("nan")
    without = np.array([chance_new(named - one) for one in each])
    error = np.sqrt((units - 1) / units * ((without - without.mean()) ** 2).sum())
    reach = float(stats_library("scipy.stats").t.ppf(0.975, units - 1)) * error
    chance = chance_new(named)
    return float(max(chance - reach, 0.0)), float(min(chance + reach, 1.0))


def chao2(incidence: ArrayLike, *, units: int, form: str | None = None) -> float:
    """Give the fewest codes that such people must have, seen and unseen: a lower bound.

    `form` is "klassiek", S + (m-1)/m Q1^2 / (2 Q2), or "bias-gecorrigeerd",
    S + (m-1)/m Q1 (Q1-1) / (2 (Q2+1)); without it `chao2_form` chooses. Say which was used.

    Missing without units, and where a number is.

    Raises
    ------
    ValueError
        For another form.

    Source: Chao 1987; vegan's specpool.
    """
    if form not in (None, CLASSIC, BIAS_CORRECTED):
        raise ValueError(f"De vorm '{form}' bestaat niet. Kies '{CLASSIC}' of '{BIAS_CORRECTED}'.")
    if units < 1 or not _known(incidence):
        return float("nan")
    once, twice, _ = _counts(incidence)
    seen = int((np.asarray(incidence) > 0).sum())
    if (form or chao2_form(incidence)) == CLASSIC:
        return seen + (units - 1) / units * once**2 / (2 * twice)
    return seen + (units - 1) / units * once * (once - 1) / (2 * (twice + 1))


def chao2_form(incidence: ArrayLike) -> str:
    """Name the form of Chao2 to use: the classic one divides by the codes named exactly twice."""
    return CLASSIC if _counts(incidence)[1] else BIAS_CORRECTED


def accumulation(incidence: ArrayLike, *, units: int) -> Floats:
    """Give how many codes one expects to have seen after 1, 2, ... all units, in any order.

    One value per number of units; exact, so no order is drawn.

    Source: S(t) = sum 1 - C(m-q, t) / C(m, t), as vegan's specaccum "exact".
    """
    q = np.asarray(incidence, float)
    tried = np.arange(1, units + 1)[:, None]
    missed = stats_library("scipy.stats").hypergeom.pmf(0, units, q[None, :], tried)
    return np.asarray((1 - missed).sum(axis=1))


def _known(incidence: ArrayLike) -> bool:
    """Whether every number is there; a negative one is no count.

    Raises
    ------
    ValueError
        For a code that fewer than no units named.
    """
    q = np.asarray(incidence, float)
    if (q < 0).any():
        raise ValueError("Een code is hier door minder dan nul mensen genoemd.")
    return not bool(np.isnan(q).any())


def _counts(incidence: ArrayLike) -> tuple[int, int, int]:
    q = np.asarray(incidence)
    return int((q == 1).sum()), int((q == 2).sum()), int(q.sum())
