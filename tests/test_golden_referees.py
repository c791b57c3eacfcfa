"""The other columns of the golden tables: what a second program prints beside our own intervals."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
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
