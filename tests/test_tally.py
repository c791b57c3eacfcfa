import pandas as pd
from session_folders import session_of

from workshop_analysis.counting.tally import count, outcomes_per_side

# b1 has two codes in one theme, b2 two themes by one code, b3 no code; two people, three tables.
CODED = pd.DataFrame(
    [
        ("b1", "P1", "1", "c1", "tijd", "A"),
        ("b1", "P1", "1", "c2", "tijd", "A"),
        ("b2", "P1", "2", "c3", "tijd", "A"),
        ("b2", "P1", "2", "c3", "geld", "A"),
        ("b2", "P1", "2", "c3", "geld", "B"),
        ("b3", "P2", "3", None, None, None),
    ],
    columns=["id", "participant", "table", "code", "theme", "coder"],
    dtype="str",
)


def numbers(coded: pd.DataFrame, by: list[str]) -> list[list[object]]:
    return count(coded, by=by).astype(object).to_numpy().tolist()


def test_mentions_records_participants_and_tables_are_counted_apart():
    tally = count(CODED, by=["theme"])
    assert tally.columns.tolist() == ["theme", "mentions", "records", "participants", "tables"]
    assert tally.loc[tally["theme"].eq("tijd")].to_numpy().tolist() == [["tijd", 3, 2, 1, 2]]


def test_what_two_coders_saw_counts_once():
    assert numbers(CODED, ["theme"])[1] == ["geld", 1, 1, 1, 1]


def test_a_record_without_a_code_is_counted_and_mentions_nothing():
    assert numbers(CODED, ["theme"])[2][1:] == [0, 1, 1, 1]
    assert count(CODED, by=["theme"])["theme"].isna().tolist() == [False, False, True]


def test_a_record_that_fits_no_code_mentions_nothing():
    coded = CODED.assign(code=CODED["code"].fillna("geen-code"))
    assert numbers(coded, ["theme"])[2][1:] == [0, 1, 1, 1]


def test_groups_by_two_columns_keep_the_missing_value_apart():
    tally = count(CODED, by=["theme", "coder"])
    assert tally["mentions"].tolist() == [3, 1, 1, 0]
    assert tally["coder"].isna().tolist() == [False, False, False, True]


def test_participants_are_unknown_where_one_record_names_none():
    coded = CODED.assign(participant=CODED["participant"].mask(CODED["id"].eq("b1")))
    assert count(coded, by=["theme"])["participants"].tolist() == [pd.NA, 1, 1]


def test_participants_and_tables_are_unknown_where_nobody_wrote_them_down():
    tally = count(CODED.drop(columns=["participant", "table"]), by=["theme"])
    assert tally[["participants", "tables"]].isna().all(axis=None)
    assert tally.dtypes.astype(str).tolist() == ["str", *["Int64"] * 4]


def test_counting_writes_to_no_argument():
    before = CODED.copy(deep=True)
    count(CODED, by=["theme"])
    pd.testing.assert_frame_equal(CODED, before)


def test_nothing_coded_gives_an_empty_tally():
    assert count(CODED.iloc[:0], by=["theme"]).empty


def test_the_parts_add_up_to_eighteen_in_november(november):
    sides = outcomes_per_side(session_of(november).records)
    assert sides["kind"].tolist() == ["belemmering"] * 3 + ["belofte"]
    assert sides["side"].tolist()[:3] == ["gezamenlijk", "beleid", "uitvoering"]
    assert sides["side"].isna().tolist() == [False, False, False, True]
    assert sides["records"].tolist() == [3, 4, 6, 5]
    assert sides["records"].sum() == 18


def test_a_side_without_records_has_a_zero():
    records = pd.DataFrame({"kind": ["belofte"], "side": [None]}, dtype="str")
    assert outcomes_per_side(records)["records"].tolist() == [0, 0, 0, 1]
