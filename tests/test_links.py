import pandas as pd
import pytest

from workshop_analysis.counting.links import coverage, judgements, most_open, step_coverage
from workshop_analysis.folder.workshop import read_workshop

RECORDS = pd.DataFrame(
    [
        ("b1", "belemmering", "beleid", "Eén"),
        ("b2", "belemmering", "beleid", "Twee"),
        ("b3", "belemmering", "uitvoering", "Drie"),
        ("p1", "belofte", None, "Beloofd"),
        ("p2", "belofte", None, "Ook"),
    ],
    columns=["id", "kind", "side", "text"],
    dtype="str",
)


def pairs(*rows: tuple[str, str, str, str], answer: str = "promise") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[answer, "barrier", "strength", "coder"], dtype="str")


LINKS = pairs(
    ("p2", "b1", "ja", "A"),
    ("p1", "b1", "ja", "A"),
    ("p1", "b2", "nee", "A"),
    ("p2", "b2", "deels", "A"),
    ("p1", "b3", "nee", "A"),
)
STEPS = pairs(("7", "b3", "ja", "A"), ("2", "b3", "ja", "A"), ("2", "b2", "deels", "A"))
STEP_LINKS = STEPS.rename(columns={"promise": "step"}).astype({"step": "Int64"})


def test_a_belemmering_has_the_beloftes_that_answer_it_in_the_order_of_the_records():
    table = coverage(RECORDS, links=LINKS)
    assert table["barrier"].tolist() == ["b1", "b2", "b3"]
    assert table["promises_ja"].tolist() == [("p1", "p2"), (), ()]
    assert table["promises_deels"].tolist() == [(), ("p2",), ()]
    assert table["judged"].tolist() == [2, 2, 1]


def test_the_state_is_the_strongest_answer_and_not_judged_is_not_no():
    assert coverage(RECORDS, links=LINKS)["state"].tolist() == ["ja", "deels", "niet beoordeeld"]
    complete = pd.concat([LINKS, pairs(("p2", "b3", "nee", "A"))], ignore_index=True)
    assert coverage(RECORDS, links=complete)["state"].tolist() == ["ja", "deels", "geen"]


def test_without_judgements_nothing_was_judged():
    table = coverage(RECORDS, links=LINKS.iloc[:0])
    assert table["state"].tolist() == ["niet beoordeeld"] * 3
    assert table["judged"].tolist() == [0, 0, 0]


def test_coders_who_differ_make_it_partly():
    links = pairs(("p1", "b1", "ja", "A"), ("p1", "b1", "nee", "B"), ("p2", "b1", "nee", "A"))
    table = coverage(RECORDS, links=links)
    assert table.loc[0, ["promises_ja", "promises_deels", "judged"]].tolist() == [(), ("p1",), 2]


def test_the_matrix_has_every_belemmering_and_every_belofte():
    matrix = judgements(RECORDS, links=LINKS)
    assert matrix.index.tolist() == ["b1", "b2", "b3"]
    assert matrix.columns.tolist() == ["p1", "p2"]
    assert matrix.loc["b2"].tolist() == ["nee", "deels"]
    assert pd.isna(matrix.loc["b3", "p2"])


def test_steps_stand_beside_the_beloftes_in_their_own_order():
    table = step_coverage(RECORDS, links=LINKS, step_links=STEP_LINKS)
    assert table["steps_ja"].tolist() == [(), (), (2, 7)]
    assert table["steps_deels"].tolist() == [(), (2,), ()]
    assert table["steps_judged"].tolist() == [0, 1, 2]


def test_what_nobody_laid_beside_the_steps_is_not_called_open():
    table = step_coverage(RECORDS, links=LINKS, step_links=STEP_LINKS.iloc[:0])
    assert most_open(table).empty


def test_what_nobody_laid_beside_the_beloftes_is_not_called_open():
    table = step_coverage(RECORDS, links=LINKS.iloc[:0], step_links=STEP_LINKS)
    assert most_open(table).empty


def test_most_open_is_what_no_belofte_and_no_step_answers():
    links = pd.concat([LINKS, pairs(("p2", "b3", "nee", "A"))], ignore_index=True)
    refused = pairs(*(("1", one, "nee", "A") for one in ("b1", "b2", "b3")))
    steps = refused.rename(columns={"promise": "step"}).astype({"step": "Int64"})
    table = step_coverage(RECORDS, links=links, step_links=steps)
    assert most_open(table)["barrier"].tolist() == ["b2", "b3"]


def test_links_are_read_without_writing_to_them():
    before = LINKS.copy(deep=True), STEP_LINKS.copy(deep=True), RECORDS.copy(deep=True)
    step_coverage(RECORDS, links=LINKS, step_links=STEP_LINKS)
    for frame, copy in zip((LINKS, STEP_LINKS, RECORDS), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@pytest.fixture
def november_answers(november) -> pd.DataFrame:
    folder = read_workshop(november)
    records = folder.session.records
    return step_coverage(records, links=folder.links, step_links=folder.step_links)


def test_every_pair_of_november_was_judged(november_answers):
    assert november_answers["judged"].eq(5).all()
    assert november_answers["steps_judged"].eq(7).all()
    assert november_answers["judged"].sum() == 65


def test_in_november_two_belemmeringen_have_no_belofte_and_the_tree_speaks_to_both(
    november_answers,
):
    without = november_answers[november_answers["state"].eq("geen")]
    assert without["barrier"].tolist() == ["gezamenlijk-1", "beleid-4"]
    assert without["steps_ja"].map(len).gt(0).all()


def test_in_november_four_belemmeringen_have_the_least_to_hold_on_to(november_answers):
    assert most_open(november_answers)["barrier"].tolist() == [
        *("beleid-3", "uitvoering-3", "uitvoering-4", "uitvoering-5"),
    ]
