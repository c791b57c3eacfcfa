"""The other columns of the golden tables: what a second program prints beside our own intervals."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import chi2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from workshop_analysis import estimates

GOLDEN = Path(__file__).parent / "golden"


def golden(key: str) -> dict[str, Any]:
    (path,) = GOLDEN.glob(f"{key}_*.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("method", "column"), [("beta", "clopper_pearson"), ("jeffreys", "jeffreys")]
)
def test_the_exact_and_the_jeffreys_interval_stand_beside_wilson(method: str, column: str) -> None:
    g01 = golden("G01")
    for case in g01["cases"]:
        low, high = proportion_confint(case["x"], case["n"], method=method)
        assert (max(low, 0), high) == pytest.approx(tuple(case[column]), abs=g01["tolerance"])
        ours = estimates.wilson(case["x"], case["n"])
        if column == "clopper_pearson" and case["x"]:
            assert case[column][0] <= ours[0] < ours[1] <= case[column][1] + g01["tolerance"]


def test_agresti_caffo_stands_beside_newcombe() -> None:
    g02 = golden("G02")
    for case in (case for case in g02["cases"] if "agresti_caffo" in case):
        (x, n), (y, m) = case["a"], case["b"]
        interval = confint_proportions_2indep(x, n, y, m, compare="diff", method="agresti-caffo")
        assert interval == pytest.approx(tuple(case["agresti_caffo"]), abs=g02["tolerance"])


def miettinen_nurminen(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """The score interval of a difference, found as the roots of its own equation.

    Source: Miettinen & Nurminen 1985, with the factor N/(N - 1). Written out here because
    statsmodels' method='score' solves another cubic.
    """

    def likelihood(shares: float, gap: float) -> float:
        first = np.clip(shares + gap, 1e-12, 1 - 1e-12)
        second = np.clip(shares, 1e-12, 1 - 1e-12)
        parts = (x * np.log(first), (n - x) * np.log1p(-first))
        return -float(sum(parts) + y * np.log(second) + (m - y) * np.log1p(-second))

    def excess(gap: float) -> float:
        ends = (max(0.0, -gap), min(1.0, 1.0 - gap))
        found = minimize_scalar(likelihood, bounds=ends, args=(gap,), options={"xatol": 1e-12})
        second, first = found.x, found.x + gap
        variance = first * (1 - first) / n + second * (1 - second) / m
        score = (x / n - y / m - gap) ** 2 / (variance * (n + m) / (n + m - 1))
        return float(score - chi2.ppf(0.95, 1))

    gap, edge = x / n - y / m, 1 - 1e-9
    low = brentq(excess, -edge, gap - 1e-6)
    return low, brentq(excess, gap + 1e-6, edge) if gap < 1 else 1.0


def test_miettinen_nurminen_stands_beside_newcombe() -> None:
    g02 = golden("G02")
    for case in g02["cases"]:
        interval = miettinen_nurminen(*case["a"], *case["b"])
        assert interval == pytest.approx(tuple(case["miettinen_nurminen"]), abs=g02["tolerance"])


def test_the_score_interval_of_statsmodels_is_still_the_wrong_one() -> None:
    (x, n), (y, m) = golden("G02")["cases"][0]["a"], golden("G02")["cases"][0]["b"]
    wrong = confint_proportions_2indep(x, n, y, m, compare="diff", method="score")
    assert wrong != pytest.approx(miettinen_nurminen(x, n, y, m), abs=5e-3)


def test_the_effective_n_gives_the_korn_graubard_interval_of_r_survey() -> None:
    g12 = golden("G12")
    expected = g12["expected"]
    share, n = expected["share"], expected["n_eff_t_adjusted"]
    interval = proportion_confint(share * n, n, method="beta")
    assert interval == pytest.approx(tuple(expected["korn_graubard"]), abs=g12["tolerance"])
    capped = float(np.squeeze(estimates.effective_n(
        np.array(g12["inputs"]["cluster_sum"])[:, None], np.array(g12["inputs"]["cluster_n"])
    )))  # fmt: skip
    ours = estimates.wilson(share * capped, capped)
    assert ours == pytest.approx(
        tuple(expected["wilson_neff_t_capped_deff_ge_1"]), abs=g12["tolerance"]
    )
