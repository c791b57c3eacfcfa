"""What the estimates do at their edges, and what they do in three hundred made-up sessions."""

import subprocess
import sys
from itertools import combinations
from math import comb
from pathlib import Path

import numpy as np
import pytest

from workshop_analysis import estimates

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from bench_simulations import SETTINGS, permutation_error, wilson_coverage  # noqa: E402


def test_nobody_gives_no_interval():
    low, high = estimates.wilson([0, np.nan], [0, np.nan])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_an_interval_stays_between_nobody_and_everybody():
    low, high = estimates.wilson([0, 7, 3.5], [7, 7, 20.25])
    assert low.min() == 0
    assert high.max() == 1
    assert (low < high).all()


def test_people_who_agree_with_their_table_count_for_fewer():
    tables = np.full(8, 5)
    alike = np.array([5, 0, 5, 0, 5, 0, 5, 0])
    apart = np.array([3, 2, 3, 2, 3, 2, 3, 2])
    effective = estimates.effective_n(np.column_stack([alike, apart]), tables)
    assert effective[0] < 8
    assert effective[0] < effective[1] < 40


def test_tables_never_count_for_more_people_than_there_are():
    effective = estimates.effective_n(np.full((8, 1), 2), np.full(8, 5))
    assert effective[0] < 40


def test_a_theme_that_nobody_has_counts_each_table_once():
    counts = np.column_stack([np.zeros(8), np.full(8, 5)])
    assert list(estimates.effective_n(counts, np.full(8, 5))) == [8, 8]


def test_under_five_tables_there_is_no_interval():
    assert np.isnan(estimates.effective_n([[1], [2], [0], [1]], [5, 5, 5, 5])).all()
    assert not np.isnan(estimates.effective_n([[1], [2], [0], [1], [1]], [5, 5, 5, 5, 5])).any()


def test_newcombe_turns_round_when_the_sessions_change_places():
    low, high = estimates.newcombe((0.3, 30), baseline=(0.15, 30))
    back = estimates.newcombe((0.15, 30), baseline=(0.3, 30))
    assert (low, high) == pytest.approx((-0.06, 0.35), abs=0.01)
    assert back == pytest.approx((-high, -low))


def test_the_smallest_change_is_missing_where_even_everybody_would_not_do():
    rise, fall = estimates.smallest_detectable([0.9, 0.1, 0.5], n_baseline=10, n_later=10)
    assert np.isnan(rise[0])
    assert np.isnan(fall[1])
    assert 0 < rise[2] < 0.5


@pytest.mark.parametrize("share", [0.1, 0.3, 0.8])
def test_a_change_of_the_smallest_size_is_seen_four_times_in_five(share):
    rise, _ = estimates.smallest_detectable(share, n_baseline=45, n_later=45)
    chance = np.random.default_rng(7)
    then, now = (chance.binomial(45, p, 4000) / 45 for p in (share, share + rise))
    low, _ = estimates.newcombe((now, np.full(4000, 45)), baseline=(then, np.full(4000, 45)))
    assert 0.78 < (low > 0).mean() < 0.90


def test_counting_and_approximating_meet_where_groups_are_large():
    counted = estimates.smallest_detectable(0.3, n_baseline=500, n_later=500)
    approximate = estimates.smallest_detectable(0.3, n_baseline=501, n_later=501)
    assert np.ravel(counted) == pytest.approx(np.ravel(approximate), abs=0.006)


def test_the_smallest_change_is_missing_where_a_side_is():
    assert np.isnan(estimates.smallest_detectable([np.nan], n_baseline=10, n_later=10)).all()


def test_nobody_needs_fewer_people_than_times():
    assert estimates.people_needed(0.999, times=3) == 3
    message = "Geen 100000 mensen zijn genoeg bij een aandeel van 1e-07."
    with pytest.raises(ValueError, match=f"^{message}$"):
        estimates.people_needed(1e-7)


def test_no_people_leave_everything_open():
    assert np.isnan(estimates.absence_bound(0))
    assert estimates.absence_bound(1) == pytest.approx(0.95)


def test_equal_profiles_lie_nowhere_apart():
    assert estimates.total_variation([2, 4, 6], [1, 2, 3]) == 0
    assert estimates.total_variation([5, 0], [0, 9]) == 1
    assert np.isnan(estimates.total_variation([0, 0], [1, 2]))


def test_a_theme_that_nobody_or_everybody_has_says_nothing():
    parts = estimates.x2_parts([0, 10, 4], [0, 20, 2], sizes=(10, 20))
    assert list(np.isnan(parts)) == [True, True, False]


def test_every_way_to_deal_comes_once():
    (block,) = estimates.arrangements(6, 2)
    dealt = {tuple(np.flatnonzero(row)) for row in block}
    assert dealt == set(combinations(range(6), 2))
    assert len(block) == comb(6, 2)


def test_random_dealing_keeps_the_sizes_and_repeats_itself():
    first = np.concatenate(list(estimates.arrangements(60, 25)))
    again = np.concatenate(list(estimates.arrangements(60, 25)))
    assert first.shape == (9999, 60)
    assert set(first.sum(axis=1)) == {25}
    assert (first == again).all()


def test_two_equal_sessions_do_not_differ_and_two_opposite_ones_do():
    carriers = np.tile([[1, 0], [0, 1]], (30, 1))
    same = estimates.permute_profiles(carriers, sizes=np.ones(60), later=np.arange(60) < 30)
    apart = estimates.permute_profiles(
        carriers, sizes=np.ones(60), later=np.tile([True, False], 30)
    )
    assert (same.x2, same.p, same.distance) == (0, 1, 0)
    assert (apart.x2, apart.p, apart.distance) == (120, 1 / 10_000, 1)
    assert 0 < apart.distance_median < 0.3


def test_an_empty_profile_has_no_distance():
    nothing = np.zeros((12, 2))
    result = estimates.permute_profiles(nothing, sizes=np.ones(12), later=np.arange(12) < 6)
    assert np.isnan([result.distance, result.distance_p, result.distance_median]).all()
    assert np.isnan(result.p_parts).all()


def test_coverage_without_codes_named_once_is_whole():
    assert estimates.sample_coverage([3, 4, 2], units=9) == 1
    assert estimates.chance_new([3, 4, 2]) == 0


def test_coverage_of_nothing_is_missing():
    assert np.isnan(estimates.sample_coverage([], units=9))
    assert np.isnan(estimates.sample_coverage([1, 1], units=1))
    assert np.isnan(estimates.chance_new([0, 0]))


def test_chao_names_the_form_it_can_use():
    assert estimates.chao2_form([1, 1, 2]) == "klassiek"
    assert estimates.chao2_form([1, 1, 3]) == "bias-gecorrigeerd"
    assert estimates.chao2([1, 1, 3], units=10) == pytest.approx(3 + 0.9)


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    def without_statsmodels(name):
        raise ModuleNotFoundError(f"No module named '{name}'", name="statsmodels")

    libraries = "workshop_analysis.estimates.libraries.import_module"
    monkeypatch.setattr(libraries, without_statsmodels)
    with pytest.raises(estimates.StatsMissing) as caught:
        estimates.wilson(1, 2)
    assert str(caught.value) == (
        "Voor aandelen en vergelijkingen is 'statsmodels' nodig, en dat staat niet op deze "
        "computer. Zet het klaar met: make setup (of, in de map van het project: pip install "
        "'.[stats]')."
    )


def test_nothing_imports_scipy_or_statsmodels_before_a_share_is_asked_for():
    rooms = "compare.plan counting.completeness counting.shares estimates folder.crosswalk"
    asked = "\n".join(f"import workshop_analysis.{room}" for room in rooms.split())
    code = f"import sys\n{asked}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"scipy", "statsmodels"} & set(done.stdout.split())


def test_the_wrong_score_interval_is_nowhere_in_the_source():
    for path in (ROOT / "src").rglob("*.py"):
        assert 'method="score"' not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_in_three_hundred_sessions_the_interval_covers_the_truth(setting):
    assert 0.90 <= wilson_coverage(setting, runs=300) <= 0.99


def test_in_three_hundred_pairs_chance_seldom_looks_like_a_difference():
    assert permutation_error(pairs=300) <= 0.10
