import json
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance
from scipy.stats import t as student

from workshop_analysis.coders.agreement import (
    NOT_DOUBLE,
    ONE_READER,
    agreement,
    code_sets,
    coders,
    disagreements,
    over_sets,
    per_label,
    settled,
    themes_given,
    within_person,
)
from workshop_analysis.estimates.reliability import (
    gwet_ac1,
    jackknife_interval,
    krippendorff_alpha,
    label_counts,
    masi_distances,
    percent_agreement,
    positive_agreement,
    t_quantile,
)

GOLDEN = Path(__file__).parent / "golden"
CODES = ["tijd", "geld", "rest"]
PLACEMENTS = pd.DataFrame({"code": ["tijd", "geld", "rest"], "theme": ["haast", "middelen", None]})


def golden(name: str) -> dict:
    return json.loads(next(GOLDEN.glob(f"{name}_*.json")).read_text(encoding="utf-8"))


def coding(*rows: str) -> pd.DataFrame:
    """One row a line: record code coder [origin [reason]]."""
    cells = [(*row.split(maxsplit=4), None, None)[:5] for row in rows]
    frame = pd.DataFrame(cells, columns=["record", "code", "coder", "origin", "reason"])
    return frame.assign(origin=frame["origin"].fillna("mens"))


def by_units(coders_as_rows: list[list]) -> pd.DataFrame:
    return pd.DataFrame(coders_as_rows, dtype=object).T


def binary(first: str, second: str) -> pd.DataFrame:
    """Two coders, one unit a character: + gave the code, - did not, . did not code the unit."""
    rows = [
        f"r{unit} {'tijd' if mark == '+' else 'geen-code'} {coder}"
        for coder, marks in (("anna", first), ("bert", second))
        for unit, mark in enumerate(marks)
        if mark != "."
    ]
    return coding(*rows)


def row(table: pd.DataFrame, key: str) -> pd.Series:
    return table[table["key"].eq(key)].iloc[0]


# --- the published numbers ------------------------------------------------------------------


@pytest.mark.parametrize("case", golden("G04")["cases"], ids=lambda case: case["name"])
def test_alpha_is_krippendorffs_own_number(case):
    counts, _ = label_counts(by_units(case["data"]))
    assert krippendorff_alpha(counts) == pytest.approx(case["nominal"], abs=0.0005)


@pytest.mark.parametrize("scale", ["ordinal", "interval", "ratio"])
def test_alpha_takes_any_distance(scale):
    case = golden("G04")["cases"][2]
    counts, labels = label_counts(by_units(case["data"]))
    values, totals = np.array(labels, dtype=float), counts[counts.sum(axis=1) > 1].sum(axis=0)
    between = {
        "interval": np.subtract.outer(values, values) ** 2,
        "ratio": (np.subtract.outer(values, values) / np.add.outer(values, values)) ** 2,
        "ordinal": ordinal(values, totals),
    }[scale]
    assert krippendorff_alpha(counts, distances=between) == pytest.approx(case[scale], abs=0.0005)


def ordinal(values, totals):
    between = [
        [
            totals[(values >= min(a, b)) & (values <= max(a, b))].sum()
            - (totals[values == a][0] + totals[values == b][0]) / 2
            for b in values
        ]
        for a in values
    ]
    return np.array(between) ** 2


def test_a_missing_code_is_missing_and_no_label_of_its_own():
    case = golden("G04")["cases"][2]
    counts, labels = label_counts(by_units(case["data"]))
    trap = by_units([[0 if v is None else v for v in coder] for coder in case["data"]])
    assert krippendorff_alpha(counts) == pytest.approx(case["nominal_exact"], abs=1e-12)
    assert krippendorff_alpha(label_counts(trap)[0]) == pytest.approx(0.5766, abs=5e-5)
    assert None not in labels


def test_ac1_and_percent_agreement_are_gwets_own_numbers():
    item = golden("G05")
    counts, _ = label_counts(by_units(item["inputs"]["raters_as_rows"]))
    assert gwet_ac1(counts) == pytest.approx(item["expected"]["AC1"], abs=5e-6)
    assert percent_agreement(counts) == pytest.approx(item["expected"]["percent_agreement"])
    assert krippendorff_alpha(counts) == pytest.approx(item["expected"]["alpha"], abs=5e-6)


def test_a_weighted_alpha_is_the_one_in_artstein_and_poesio():
    item = golden("G06")
    pairs = [(a, b) for a, b, n in item["inputs"]["pair_counts"] for _ in range(n)]
    counts, labels = label_counts(pd.DataFrame(pairs, dtype=object))
    between = np.array(
        [[0 if a == b else 0.5 if "Chck" in (a, b) else 1 for b in labels] for a in labels]
    )
    expected = item["expected"]
    assert krippendorff_alpha(counts) == pytest.approx(expected["alpha_nominal"], abs=1e-4)
    assert krippendorff_alpha(counts, distances=between) == pytest.approx(
        expected["alpha_weighted"], abs=1e-4
    )


def jaccard_distances(sets):
    """The part of two sets together that they do not share; two empty sets are equal."""
    return np.array([[1 - len(a & b) / len(a | b) if a | b else 0 for b in sets] for a in sets])


@pytest.mark.parametrize(
    ("name", "distances"),
    [
        ("alpha_masi", masi_distances),
        ("alpha_jaccard", jaccard_distances),
        ("alpha_exact", lambda sets: 1 - np.eye(len(sets))),
    ],
)
def test_alpha_over_code_sets_equals_the_referees(name, distances):
    item = golden("G07")
    coded = [item["inputs"][coder] for coder in ("coder1", "coder2")]
    sets = [[frozenset(said.split(",")) for said in coder] for coder in coded]
    counts, labels = label_counts(by_units(sets))
    alpha = krippendorff_alpha(counts, distances=distances(labels))
    assert alpha == pytest.approx(item["expected"][name], abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("12", "1234", 2 / 3), ("12", "123", 5 / 9), ("12", "23", 8 / 9), ("1", "2", 1), ("", "", 0)],
)
def test_masi_of_two_sets(first, second, distance):
    assert masi_distances([frozenset(first), frozenset(second)])[0, 1] == pytest.approx(distance)


def test_the_jackknife_interval_of_krippendorffs_example_c():
    counts, _ = label_counts(by_units(golden("G04")["cases"][2]["data"]))
    interval = jackknife_interval(counts)
    assert (interval.low, interval.high) == (pytest.approx(0.417, abs=0.001), 1.0)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10, 29, 30, 999])
def test_the_quantile_of_t_is_scipys(freedom):
    assert t_quantile(0.975, freedom=freedom) == pytest.approx(student.ppf(0.975, freedom))


# --- independent referees on random tables --------------------------------------------------

ratings = st.lists(
    st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=4, max_size=25
)


@given(ratings)
def test_alpha_equals_two_other_programs(units):
    table = np.array([[np.nan if v is None else v for v in unit] for unit in units])
    pairable = table[(~np.isnan(table)).sum(axis=1) >= 2]
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        assert np.isnan(krippendorff_alpha(label_counts(pd.DataFrame(table))[0]))
        return
    ours = krippendorff_alpha(label_counts(pd.DataFrame(table))[0])
    triples = [
        (coder, unit, label)
        for unit, codes in enumerate(units)
        for coder, label in enumerate(codes)
        if label is not None
    ]
    assert ours == pytest.approx(
        krippendorff.alpha(table.T, level_of_measurement="nominal"), abs=1e-9
    )
    kept = [one for one in triples if sum(one[1] == other[1] for other in triples) > 1]
    assert ours == pytest.approx(AnnotationTask(data=kept).alpha(), abs=1e-9)


def test_masi_equals_nltks_on_every_pair_of_small_sets():
    sets = [
        frozenset(c for c, on in zip("abcd", f"{n:04b}", strict=True) if on == "1")
        for n in range(16)
    ]
    ours = masi_distances(sets)
    for i, a in enumerate(sets):
        for j, b in enumerate(sets):
            if a or b:
                assert ours[i, j] == pytest.approx(masi_distance(a, b))


# --- what a coefficient must do -------------------------------------------------------------


def test_identical_codings_agree_perfectly():
    table = per_label(binary("+-+-", "+-+-"), level="code", labels=["tijd"])
    assert table.loc[0, ["percent", "positive_agreement", "alpha", "ac1"]].tolist() == [1, 1, 1, 1]


def test_systematic_disagreement_is_below_zero():
    assert per_label(binary("+-+-", "-+-+"), level="code", labels=["tijd"])["alpha"][0] < 0


def test_random_codings_agree_as_much_as_chance():
    generator = np.random.default_rng(20241112)
    throws = ["".join(generator.choice(["+", "-"], 2000)) for _ in range(2)]
    alpha = per_label(binary(*throws), level="code", labels=["tijd"])["alpha"][0]
    assert abs(alpha) < 0.05


def test_positive_agreement_of_two_coders_is_twice_both_over_all_given():
    counts = label_counts(pd.DataFrame({"anna": [1, 1, 1, 0, 0], "bert": [1, 1, 0, 1, 0]}))[0]
    assert positive_agreement(counts[:, ::-1]) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_positive_agreement_of_three_coders_counts_pairs_of_codings():
    counts = np.array([[0, 3], [1, 2], [2, 1], [3, 0]], dtype=float)
    assert positive_agreement(counts) == pytest.approx((3 * 2 + 2 * 1) / (3 * 2 + 2 * 2 + 1 * 2))


def test_a_code_that_nobody_gave_has_no_variation_and_no_number():
    found = per_label(binary("+-", "+-"), level="code", labels=["rest"]).loc[0]
    assert found["reason"] == "geen variatie"
    assert found[["alpha", "low", "high", "ac1", "positive_agreement"]].isna().all()
    assert (found["percent"], found["positives"]) == (1.0, 0)


def test_an_interval_that_rests_on_one_record_is_not_given():
    found = per_label(binary("+---", "+---"), level="code", labels=["tijd"]).loc[0]
    assert (found["alpha"], found["reason"]) == (
        1.0,
        "geen interval: alle variatie komt uit één bijdrage",
    )
    assert np.isnan(found["low"])


def test_perfect_agreement_gets_no_interval_without_width():
    found = per_label(binary("+-+-", "+-+-"), level="code", labels=["tijd"]).loc[0]
    assert (found["alpha"], found["reason"]) == (1.0, "geen interval: er is geen enkel verschil")
    assert found[["low", "high"]].isna().all()


@pytest.mark.parametrize(("units", "rough"), [(29, True), (30, False)])
def test_under_thirty_units_the_interval_is_rough(units, rough):
    marks = ("+-" * units)[:units]
    assert per_label(binary(marks, marks), level="code", labels=["tijd"])["rough"][0] == rough


def test_the_prevalence_paradox_is_seen_where_it_bites():
    rare = per_label(binary("+-" + "-" * 48, "-+" + "-" * 48), level="code", labels=["tijd"])
    even = per_label(
        binary("+" * 25 + "-" * 25, "+" * 24 + "-" * 26), level="code", labels=["tijd"]
    )
    assert rare.loc[0, "percent"] == 0.96
    assert (rare["paradox"][0], even["paradox"][0]) == (True, False)


# --- from coding to table -------------------------------------------------------------------


def test_no_code_is_a_value_and_no_row_is_missing():
    sets = code_sets(coding("r1 tijd anna", "r1 geen-code bert", "r2 tijd anna"))
    assert sets.loc["r1", "bert"] == frozenset()
    assert pd.isna(sets.loc["r2", "bert"])


def test_a_record_that_one_coder_coded_is_not_counted():
    table = per_label(binary("+-+", "+-."), level="code", labels=["tijd"])
    assert (table["n"][0], table["positives"][0]) == (2, 1)


def test_agreement_runs_from_sets_through_themes_to_codes():
    table = agreement(binary("+-", "+-"), codes=CODES, placements=PLACEMENTS)
    assert table["level"].tolist() == ["verzameling", *["rode draad"] * 2, *["code"] * 3]
    assert table["key"].tolist() == ["alle codes", "haast", "middelen", "tijd", "geld", "rest"]


def test_codes_of_one_theme_agree_as_a_theme():
    different = coding("r1 tijd anna", "r1 geld bert", "r2 geen-code anna", "r2 geen-code bert")
    together = pd.DataFrame({"code": ["tijd", "geld"], "theme": ["middelen", "middelen"]})
    table = agreement(different, codes=["tijd"], placements=together)
    assert (row(table, "middelen")["alpha"], row(table, "tijd")["alpha"]) == (1.0, 0.0)


def test_a_code_without_theme_is_coded_and_none_fits():
    themed = themes_given(coding("r1 rest anna", "r1 tijd anna"), placements=PLACEMENTS)
    assert themed["code"].tolist() == ["geen-code", "haast"]


def test_agreement_is_from_before_consensus():
    before = binary("+-+-", "+--+")
    after = pd.concat(
        [before, coding("r2 tijd consensus consensus", "r3 tijd consensus consensus")]
    )
    keys = {"codes": CODES, "placements": PLACEMENTS}
    pd.testing.assert_frame_equal(agreement(after, **keys), agreement(before, **keys))


def test_one_reader_gives_no_agreement():
    table = agreement(coding("r1 tijd anna"), codes=CODES, placements=PLACEMENTS)
    assert table["reason"].unique().tolist() == [ONE_READER]
    assert table[["percent", "alpha", "ac1"]].isna().all(axis=None)


def test_two_coders_without_a_shared_record_give_no_agreement():
    table = agreement(binary("+.", ".+"), codes=CODES, placements=PLACEMENTS)
    assert table["reason"].unique().tolist() == [NOT_DOUBLE]


def test_three_coders_with_gaps_count_together():
    three = coding("r1 tijd a", "r1 tijd b", "r1 tijd c", "r2 geld a", "r2 geld c", "r3 geld b")
    found = over_sets(three).loc[0]
    assert (found["coders"], found["n"], found["alpha"]) == (3, 2, 1.0)


def test_a_second_round_counts_within_the_person_only():
    rounds = coding(
        "r1 tijd anna", "r1 tijd bert", "r1 geld anna#2", "r2 geld anna", "r2 geld bert"
    )
    between = agreement(rounds, codes=CODES, placements=PLACEMENTS)
    within = within_person(rounds)
    assert row(between, "alle codes")[["coders", "alpha"]].tolist() == [2, 1.0]
    assert within[["level", "key", "coders", "n"]].values.tolist() == [
        ["dezelfde persoon", "anna", 2, 1]
    ]


def test_without_second_rounds_the_table_within_persons_is_empty():
    assert within_person(binary("+", "+")).empty


def test_each_coder_is_counted_with_what_was_taken_over():
    done = coders(coding("r1 tijd anna suggestie", "r1 geld anna", "r2 geen-code anna"))
    assert done.to_dict("records") == [
        {"coder": "anna", "records": 2, "no_code": 1, "codes": 2, "taken_over": 1}
    ]


# --- what to talk about ---------------------------------------------------------------------

RECORDS = pd.DataFrame({"id": ["r1", "r2", "r3", "r4"], "text": ["een", "twee", "drie", "vier"]})
SPLIT = coding(
    "r1 tijd anna", "r1 tijd bert", "r2 tijd anna mens haast", "r2 tijd bert",
    "r2 geld bert mens kost", "r3 tijd anna", "r3 geld bert", "r4 tijd anna",
)  # fmt: skip


def test_the_strongest_disagreement_stands_first_with_text_codes_and_reasons():
    table = disagreements(SPLIT, records=RECORDS)
    assert table["record"].tolist() == ["r3", "r2"]
    assert table["distance"].tolist() == pytest.approx([1, 2 / 3])
    assert table.loc[1, ["text", "codes anna", "codes bert"]].tolist() == [
        "twee",
        "tijd",
        "tijd; geld",
    ]
    assert table.loc[1, ["reasons anna", "reasons bert"]].tolist() == ["haast", "kost"]


def test_without_disagreement_the_list_is_empty():
    assert disagreements(binary("+-", "+-"), records=RECORDS).empty


def test_one_coding_per_record_is_settled_by_consensus_agreement_or_the_main_coder():
    decided = pd.concat([SPLIT, coding("r3 rest consensus consensus")])
    table = settled(decided, main="bert").sort_values(["record", "code"])
    assert table[["record", "code", "settled"]].values.tolist() == [
        ["r1", "tijd", "eens"],
        ["r2", "geld", "hoofdcodeur"],
        ["r2", "tijd", "hoofdcodeur"],
        ["r3", "rest", "consensus"],
        ["r4", "tijd", "enige codeur"],
    ]


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=30))
def test_no_record_is_lost_or_settled_twice(rows):
    codes = coding(*(f"r{record} {code} {coder}" for record, code, coder in rows))
    found = settled(codes)
    assert set(found["record"]) == set(codes["record"])
    assert found.groupby("record")["coder"].nunique().le(1).all()


def test_no_step_writes_to_its_argument():
    before = SPLIT.copy(deep=True)
    agreement(SPLIT, codes=CODES, placements=PLACEMENTS)
    disagreements(SPLIT, records=RECORDS)
    settled(SPLIT)
    pd.testing.assert_frame_equal(SPLIT, before)
