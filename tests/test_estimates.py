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


def test_nobody_is_about_as_sure_as_one_and_surer_than_two():
    counts = np.zeros((8, 4))
    counts[0, 1], counts[:2, 2], counts[:, 3] = 1, 1, 5
    sizes = np.full(8, 5)
    effective = estimates.effective_n(counts, sizes)
    low, high = estimates.wilson(counts.sum(axis=0) / 40 * effective, effective)
    assert high[0] == pytest.approx(high[1], abs=0.003)
    assert high[0] <= high[1] < high[2]
    assert (low[0], high[3]) == (0, 1)
    assert effective[3] == effective[0]


def test_a_missing_count_has_no_effective_n():
    counts = np.ones((6, 2))
    counts[0, 1] = np.nan
    assert list(np.isnan(estimates.effective_n(counts, np.full(6, 4)))) == [False, True]


def test_under_five_tables_there_is_no_interval():
    assert np.isnan(estimates.effective_n([[1], [2], [0], [1]], [5, 5, 5, 5])).all()
    assert not np.isnan(estimates.effective_n([[1], [2], [0], [1], [1]], [5, 5, 5, 5, 5])).any()


def test_newcombe_turns_round_when_the_sessions_change_places():
    low, high = estimates.newcombe((0.3, 30), baseline=(0.15, 30))
    back = estimates.newcombe((0.15, 30), baseline=(0.3, 30))
    assert (low, high) == pytest.approx((-0.06, 0.35), abs=0.01)
    assert back == pytest.approx((-high, -low))


def smallest(share, sample, *, tests=1):
    return estimates.smallest_detectable(share, baseline=sample, later=sample, tests=tests)


def test_the_smallest_change_is_missing_where_even_everybody_would_not_do():
    rise, fall = smallest([0.9, 0.1, 0.5], estimates.Sample(20))
    assert np.isnan(rise[0])
    assert np.isnan(fall[1])
    assert 0 < rise[2] <= 0.5


def test_a_change_of_the_smallest_size_is_shown_four_times_in_five():
    sample = estimates.Sample(45)
    rise, fall = smallest([0.1, 0.3, 0.8], sample, tests=8)
    for share, up in zip([0.1, 0.3], rise, strict=False):
        to = np.array([share + up - 0.01, share + up])
        shown, _ = estimates.chance_shown(share, to, samples=(sample, sample), tests=8)
        assert shown[0] < 0.8 <= shown[1]
    assert np.isnan(rise[2])
    assert not np.isnan(fall[2])


def test_more_themes_and_tables_that_talk_alike_ask_for_a_larger_change():
    one, eight = (smallest(0.3, estimates.Sample(45), tests=n)[0] for n in (1, 8))
    apart, alike = (smallest(0.3, estimates.Sample(45, 8, icc), tests=8)[0] for icc in (0, 0.1))
    assert one < eight < apart < alike


def test_with_five_tables_against_eight_themes_no_change_can_be_shown():
    five = estimates.Sample(45, 5)
    assert np.isnan(smallest([0.1, 0.5], five, tests=8)).all()
    assert not np.isnan(smallest(0.3, five, tests=1)[0])
    assert np.isnan(smallest([0.1, 0.5], estimates.Sample(45, 4))).all()


def test_counting_and_the_grid_meet_where_groups_are_large():
    counted, grid = (smallest(0.3, estimates.Sample(n)) for n in (300, 301))
    assert np.ravel(counted) == pytest.approx(np.ravel(grid), abs=0.011)


def test_the_smallest_change_is_missing_where_the_share_is():
    assert np.isnan(smallest([np.nan], estimates.Sample(20))).all()


# -- the same people, and more than two groups -------------------------------------------------


def test_the_paired_interval_equals_the_printed_one():
    # Fagerland, Lydersen & Laake 2014: 1 both, 1 and 7 only one, 12 none; -.507 to -.026.
    pairs = [[1, 1], [1, 0], *[[0, 1]] * 7, *[[0, 0]] * 12]
    found = estimates.paired_difference(pairs)
    assert found == pytest.approx((-6 / 21, -0.507, -0.026), abs=0.0005)


def test_pairs_that_never_part_have_no_interval():
    assert np.isnan(estimates.paired_difference([[1, 1], [0, 0]])[1:]).all()
    assert np.isnan(estimates.paired_difference(np.empty((0, 2)))).all()


def test_tables_that_answer_alike_widen_the_paired_interval_and_four_have_none():
    pairs = np.array([[1, 0]] * 15 + [[0, 1]] * 3 + [[0, 0]] * 22)
    apart, alike = np.arange(40) % 8, np.arange(40) // 5
    spread = estimates.paired_difference(pairs, clusters=apart)
    lumped = estimates.paired_difference(pairs, clusters=alike)
    assert lumped[1] < 0 < spread[1]
    assert np.isnan(estimates.paired_difference(pairs, clusters=np.arange(40) % 4)[1:]).all()


def test_two_groups_give_the_same_parts_as_the_two_sample_test():
    carriers = np.random.default_rng(5).binomial(1, 0.3, (60, 4)).astype(float)
    groups = np.arange(60) % 2
    found = estimates.groups_test(carriers, sizes=np.ones(60), groups=groups)
    first, second = (carriers[groups == one].sum(axis=0) for one in (0, 1))
    assert found.parts == pytest.approx(estimates.x2_parts(first, second, sizes=(30, 30)))
    assert found.x2 == pytest.approx(found.parts.sum())


def test_three_groups_are_one_test_and_the_themes_are_corrected_by_holm():
    carriers = np.zeros((60, 3))
    carriers[:20, 0], carriers[:, 2] = 1, 1
    found = estimates.groups_test(carriers, sizes=np.ones(60), groups=np.arange(60) // 20)
    assert found.p < 0.001
    assert np.isnan(found.holm[1:]).all()
    assert found.x2 == pytest.approx(60)
    assert np.isnan(
        estimates.groups_test(np.zeros((6, 1)), sizes=np.ones(6), groups=np.arange(6) % 2).p
    )


def test_holm_raises_each_p_and_never_passes_one():
    assert list(estimates.holm([0.01, np.nan, 0.04, 0.03, 0.6])) == pytest.approx(
        [0.04, np.nan, 0.09, 0.09, 0.6], nan_ok=True
    )


# -- what is refused ---------------------------------------------------------------------------


def test_more_carriers_than_people_are_refused():
    message = "Een rode draad heeft hier meer dragers dan er mensen zijn, of minder dan nul."
    for later in ([12], [-1]):
        with pytest.raises(ValueError, match=f"^{message}$"):
            estimates.x2_parts(later, [1], sizes=(10, 10))


def test_a_form_of_chao_that_does_not_exist_is_refused():
    message = r"^De vorm 'classic' bestaat niet\. Kies 'klassiek' of 'bias-gecorrigeerd'\.$"
    with pytest.raises(ValueError, match=message):
        estimates.chao2([1, 2], units=9, form="classic")


def test_without_units_or_with_a_missing_number_nothing_is_estimated():
    assert np.isnan(estimates.chao2([1, 2], units=0))
    assert np.isnan(estimates.sample_coverage([1, np.nan], units=9))
    assert np.isnan(estimates.chance_new([1, np.nan]))
    with pytest.raises(
        ValueError, match=r"^Een code is hier door minder dan nul mensen genoemd\.$"
    ):
        estimates.chance_new([1, -1])


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
    assert estimates.jensen_shannon([5, 0], [0, 9]) == pytest.approx(1)
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
    rooms = "compare, compare.plan, counting.completeness, counting.shares, estimates"
    imports = "; ".join(f"import workshop_analysis.{room}" for room in rooms.split(", "))
    code = f"import sys; {imports}; print(*sys.modules)"
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
