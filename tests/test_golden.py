"""The statistics equal published numbers; each file in golden/ names its source."""

import json
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workshop_analysis import estimates

GOLDEN = Path(__file__).parent / "golden"


def golden(key: str) -> dict[str, Any]:
    (path,) = GOLDEN.glob(f"{key}_*.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_golden_file_names_its_source_and_tolerance():
    for path in sorted(GOLDEN.glob("*.json")):
        assert {"source", "tolerance"} <= set(json.loads(path.read_text(encoding="utf-8")))


def test_wilson_equals_newcombe_1998a_table_one():
    g01 = golden("G01")
    for case in g01["cases"]:
        low, high = estimates.wilson(case["x"], case["n"])
        assert (low, high) == pytest.approx(tuple(case["wilson"]), abs=g01["tolerance"])


def test_newcombe_equals_newcombe_1998b_table_two():
    g02 = golden("G02")
    for case in g02["cases"]:
        (x, n), (y, m) = case["a"], case["b"]
        interval = estimates.newcombe((x / n, n), baseline=(y / m, m))
        assert interval == pytest.approx(tuple(case["newcombe"]), abs=g02["tolerance"])


def test_false_discovery_equals_benjamini_and_hochberg_1995():
    g03 = golden("G03")
    q = estimates.false_discovery(g03["inputs"]["p"])
    assert (q <= g03["inputs"]["alpha"]).sum() == g03["expected"]["n_rejected_bh"] == 4
    assert q == pytest.approx(g03["expected"]["p_adjusted_bh"], abs=g03["tolerance"])


def test_a_missing_p_value_is_no_test():
    g03 = golden("G03")
    q = estimates.false_discovery([np.nan, *g03["inputs"]["p"]])
    assert np.isnan(q[0])
    assert q[1:] == pytest.approx(g03["expected"]["p_adjusted_bh"], abs=g03["tolerance"])


def test_x2_s_and_its_parts_equal_the_farmers_of_koziol_and_bilder_2014():
    g08 = golden("G08")
    tables = np.array(list(g08["inputs"]["item_response_tables_2x2"].values()))
    later, baseline = tables[:, 0, 0], tables[:, 1, 0]
    sizes = tables[:, 0].sum(axis=1), tables[:, 1].sum(axis=1)
    parts = estimates.x2_parts(later, baseline, sizes=sizes, zero=0.5)
    printed = np.concatenate(list(g08["expected"]["X2_ij"].values()))
    assert parts == pytest.approx(printed, abs=g08["tolerance"])
    assert parts.sum() == pytest.approx(g08["expected"]["X2_S_exact"], abs=1e-9)


def test_the_people_needed_equal_fugard_and_potts_2015():
    for case in golden("G10")["cases"]:
        people = estimates.people_needed(case["p"], times=case["k"], power=case["power"])
        assert people == case["n_min"]


def test_the_chances_to_have_seen_a_code():
    g10 = golden("G10")
    expected, tolerance = g10["expected"], g10["tolerance"]
    assert estimates.chance_seen(0.1, 29, times=2) == pytest.approx(expected["p_ge2_n29"])
    assert estimates.chance_seen(0.1, 28, times=2) == pytest.approx(expected["p_ge2_n28"])
    for people in (30, 70):
        printed = list(expected[f"p_seen_n{people}"].values())
        seen = estimates.chance_seen([0.01, 0.02, 0.05], people)
        assert seen == pytest.approx(printed, abs=tolerance)


def test_the_upper_bounds_when_nobody_mentioned_it():
    g10 = golden("G10")
    printed = [g10["expected"][f"upper95_one_sided_0_of_{n}"] for n in ("70", "30", "10_tables")]
    bounds = estimates.absence_bound([70, 30, 10])
    assert bounds == pytest.approx(printed, abs=g10["tolerance"])


def test_coverage_and_chao_equal_inext_and_vegan():
    g11 = golden("G11")
    spider, forest = g11["cases"]
    # iNEXT's spider is abundance data: its n is the number of individuals, ours the units.
    spiders = _incidence(spider["S"], spider["f1"], spider["f2"], total=spider["n"])
    coverage = estimates.sample_coverage(spiders, units=spider["n"])
    assert coverage == pytest.approx(spider["coverage_exact"], abs=1e-9)
    assert estimates.chance_new(spiders) == pytest.approx(1 - spider["goods"])
    chao = estimates.chao2(spiders, units=spider["n"])
    assert chao == pytest.approx(spider["chao1_inext"], abs=g11["tolerance"])
    trees = _incidence(forest["S"], forest["Q1"], forest["Q2"], total=10_000)
    classic = estimates.chao2(trees, units=forest["m"])
    corrected = estimates.chao2(trees, units=forest["m"], form="bias-gecorrigeerd")
    assert classic == pytest.approx(forest["chao2"], abs=g11["tolerance"])
    assert corrected == pytest.approx(forest["chao2_bias_corrected"], abs=g11["tolerance"])


def test_the_accumulation_curve_equals_vegan():
    g11 = golden("G11")
    dune = g11["accumulation"]
    curve = estimates.accumulation(dune["q"], units=dune["m"])
    for units, richness in dune["richness_at"].items():
        assert curve[int(units) - 1] == pytest.approx(richness, abs=g11["tolerance"])
    chao = estimates.chao2(dune["q"], units=dune["m"])
    assert chao == pytest.approx(dune["chao2"], abs=g11["tolerance"])


def test_the_share_under_clustering_equals_r_survey():
    g12 = golden("G12")
    counts, sizes = (np.array(g12["inputs"][key]) for key in ("cluster_sum", "cluster_n"))
    expected, share, n = g12["expected"], counts.sum() / sizes.sum(), sizes.sum()
    effect = estimates.design_effect(counts[:, None], sizes)[0]
    se = np.sqrt(effect * share * (1 - share) / n)
    assert se == pytest.approx(expected["se"], abs=1e-10)
    assert n / effect == pytest.approx(expected["n_eff"], abs=g12["tolerance"])


def test_the_interval_under_clustering_is_wilson_on_the_effective_n():
    g12 = golden("G12")
    counts, sizes = (np.array(g12["inputs"][key]) for key in ("cluster_sum", "cluster_n"))
    share = counts.sum() / sizes.sum()
    effective = estimates.effective_n(counts[:, None], sizes)[0]
    interval = estimates.wilson(share * effective, effective)
    expected = tuple(g12["expected"]["wilson_neff_t_capped_deff_ge_1"])
    assert interval == pytest.approx(expected, abs=g12["tolerance"])


def test_the_exact_permutation_counts_all_seventy_arrangements():
    g13 = golden("G13")
    people = g13["inputs"]["A"] + g13["inputs"]["B"]
    themes = sorted({theme for person in people for theme in person})
    sets = np.array([[theme in person for theme in themes] for person in people])
    later = np.arange(8) >= 4
    result = estimates.permute_profiles(sets, sizes=np.ones(8), later=later)
    expected = g13["expected"]
    assert result.exact
    assert result.arrangements == expected["n_permutations"] == comb(8, 4)
    # The file has a Jensen-Shannon distance too: no reader sees one, so none is computed.
    assert result.distance == pytest.approx(expected["tv"], abs=g13["tolerance"])
    assert result.distance_p == pytest.approx(expected["p_tv"], abs=g13["tolerance"])


def _incidence(seen: int, once: int, twice: int, *, total: int) -> list[int]:
    more = seen - once - twice
    rest = [3] * (more - 1)
    return [1] * once + [2] * twice + rest + [total - once - 2 * twice - sum(rest)]
