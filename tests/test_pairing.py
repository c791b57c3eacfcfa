"""Two session folders under one codebook: what was renamed moves, what was torn is not compared."""

from dataclasses import replace

import pandas as pd
import pytest
from test_shares import coded

from workshop_analysis.compare import State, against_published, comparability
from workshop_analysis.compare.pairing import facts, pair
from workshop_analysis.folder.codebook import Codebook
from workshop_analysis.folder.workshop import Workshop, read_workshop

CROSSWALK = pd.DataFrame(
    [
        ("beleid-1", "mensbeeld", "hernoemd", "kortere naam"),
        ("beleid-4", "kosten", "gesplitst", "twee dingen"),
        ("beleid-4", "greep", "gesplitst", "twee dingen"),
    ],
    columns=["old", "new", "fate", "reason"],
).astype("str")
NOTHING = CROSSWALK.iloc[:0]


@pytest.fixture(scope="module")
def baseline(november) -> Workshop:
    return read_workshop(november)


@pytest.fixture(scope="module")
def later(baseline) -> Workshop:
    """Give a later session with a codebook in which one code was renamed and one was split."""
    said = coded(*(f"b{n} P{n} - mensbeeld" for n in range(12)), "b99 P99 - kosten")
    coding = said.rename(columns={"id": "record"})[["record", "code", "coder"]]
    records = said.drop(columns=["code", "theme", "coder"]).assign(text="x", publishable=False)
    session = replace(baseline.session, key="later", records=records, question="Wat houdt u tegen?")
    return replace(baseline, session=session, coding=coding, codebook=_grown(baseline.codebook))


def _grown(book: Codebook) -> Codebook:
    renamed = {"beleid-1": "mensbeeld", "beleid-4": "kosten"}
    codes, placements = (
        table.assign(code=table["code"].replace(renamed)) for table in (book.codes, book.placements)
    )
    split = [
        table[table["code"].eq("kosten")].assign(code="greep") for table in (codes, placements)
    ]
    return replace(
        book,
        version="1.1",
        codes=pd.concat([codes, split[0]], ignore_index=True),
        placements=pd.concat([placements, split[1]], ignore_index=True),
    )


def test_a_renamed_code_returns_under_its_new_name(later, baseline):
    both = pair(later, baseline=baseline, crosswalk=CROSSWALK)
    table = against_published(both.later, baseline=both.baseline, yardstick=both.codes)
    states = table.set_index("code")["state"]
    assert states["mensbeeld"] == State.RETURNED
    assert "beleid-1" not in states
    assert both.codes.fixed[3] == "mensbeeld"


def test_a_split_code_stays_in_the_table_and_is_not_compared(later, baseline):
    both = pair(later, baseline=baseline, crosswalk=CROSSWALK)
    codes = against_published(both.later, baseline=both.baseline, yardstick=both.codes)
    themes = against_published(both.later, baseline=both.baseline, yardstick=both.themes)
    states = codes.set_index("code")["state"]
    assert states[["beleid-4", "kosten"]].eq(State.NOT_COMPARABLE).all()
    torn = baseline.codebook.placements.query("code == 'beleid-4'")["theme"]
    assert themes.set_index("theme").loc[torn, "state"].eq(State.NOT_COMPARABLE).all()
    assert sorted(themes["theme"]) == sorted(baseline.codebook.themes["theme"])


def test_every_record_of_both_sessions_is_kept(later, baseline):
    both = pair(later, baseline=baseline, crosswalk=CROSSWALK)
    assert set(both.later["id"]) == set(later.session.records["id"])
    assert set(both.baseline["id"]) == set(baseline.session.records["id"])


def test_one_codebook_and_no_crosswalk_change_nothing(baseline):
    both = pair(baseline, baseline=baseline, crosswalk=NOTHING)
    assert both.codes.changed == both.themes.changed == frozenset()
    pd.testing.assert_frame_equal(both.later, both.baseline)


def test_the_reading_of_one_coder_can_be_chosen(later, baseline):
    second = pd.DataFrame({"record": ["b0"], "code": ["kosten"], "coder": ["B"]})
    two = replace(later, coding=pd.concat([later.coding, second], ignore_index=True))
    both = pair(two, baseline=baseline, crosswalk=CROSSWALK, coder="B")
    assert both.later["code"].dropna().tolist() == ["kosten"]
    assert both.later["id"].nunique() == 13


def test_the_circumstances_of_two_folders_are_laid_side_by_side(later, baseline):
    table = comparability(facts(later), baseline=facts(baseline)).set_index("aspect")
    assert pd.isna(table.loc["question", "baseline"])
    assert pd.isna(table.loc["question", "same"])
    assert not table.loc["codebook_version", "same"]
    assert table.loc["coders"].tolist()[:2] == ["bron", "A"]
    assert table.loc["participants", "same"]
