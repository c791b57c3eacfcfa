"""How complete a session's list of codes is, and the curve that shows it."""

import numpy as np
import pandas as pd
import pytest
from test_golden import golden
from test_shares import coded

from workshop_analysis.counting.completeness import Withheld, accumulation, completeness


def named(counts: list[int], *, people: int) -> pd.DataFrame:
    """Give a session of so many people in which each code is named by so many of them."""
    rows = [f"x{n} P{n} - geen-code" for n in range(people)]
    for code, count in enumerate(counts):
        rows += [f"c{code}-{n} P{n} - code{code}" for n in range(count)]
    return coded(*rows)


def test_the_curve_and_chao_of_a_session_equal_vegans_dunes():
    dune = golden("G11")["accumulation"]
    session = named(dune["q"], people=dune["m"])
    curve = accumulation(session).set_index("units")["codes"]
    for units, richness in dune["richness_at"].items():
        assert curve[int(units)] == pytest.approx(richness, abs=0.0005)
    row = completeness(session).iloc[0]
    assert row["chao2"] == pytest.approx(dune["chao2"], abs=0.0005)
    assert (row["chao2_form"], row["codes"], row["units"]) == ("klassiek", 30, 20)
    assert row["unseen"] == pytest.approx(2.1375)


def test_the_counts_behind_the_coverage_add_up():
    row = completeness(named([1, 1, 2, 5], people=12)).iloc[0]
    assert list(row[["codes", "mentions", "once", "twice"]]) == [4, 9, 2, 1]
    assert row["chance_new"] == pytest.approx(2 / 9)
    assert row["coverage"] == pytest.approx(1 - 2 / 9 * (11 * 2) / (11 * 2 + 2))


def test_the_chance_of_something_new_has_an_interval_and_knows_what_fitted_nothing():
    row = completeness(named([1, 1, 2, 5], people=12)).iloc[0]
    assert 0 <= row["new_low"] < row["chance_new"] < row["new_high"] <= 1
    assert (row["coded"], row["without_code"]) == (21, 12)
    assert row["withheld"] is None


def test_nothing_is_estimated_after_a_split_or_where_nothing_was_heard_once():
    torn = completeness(named([1, 1, 2, 5], people=12), changed=True).iloc[0]
    whole = completeness(named([2, 5], people=12)).iloc[0]
    assert (torn["withheld"], whole["withheld"]) == (Withheld.CHANGED, Withheld.NONE_ONCE)
    for row in (torn, whole):
        assert row[["coverage", "chance_new", "new_low", "chao2"]].isna().all()


def test_where_people_sat_at_tables_the_tables_are_what_was_drawn():
    session = named([1, 1, 2, 5], people=24)
    session["table"] = "T" + (session["participant"].str[1:].astype(int) % 12).astype(str)
    row = completeness(session).iloc[0]
    assert (row["unit"], row["units"]) == ("table", 12)
    assert accumulation(session)["unit"].unique().tolist() == ["table"]
    session["table"] = "T" + (session["participant"].str[1:].astype(int) % 4).astype(str)
    few = completeness(session).iloc[0]
    assert (few["units"], few["withheld"]) == (4, Withheld.FEW)
    assert np.isnan(few["chance_new"])


def test_without_codes_named_twice_the_other_form_is_named():
    row = completeness(named([1, 1, 5], people=12)).iloc[0]
    assert row["chao2_form"] == "bias-gecorrigeerd"
    assert row["chao2"] == pytest.approx(3 + 11 / 12)


def test_under_ten_people_nothing_is_estimated():
    row = completeness(named([1, 3], people=9)).iloc[0]
    assert (row["units"], row["codes"]) == (9, 2)
    assert row[["coverage", "chance_new", "chao2", "chao2_form", "unseen"]].isna().all()


def test_the_curve_ends_at_what_was_found():
    curve = accumulation(named([1, 4, 9], people=12))["codes"]
    assert curve.is_monotonic_increasing
    assert curve.iloc[-1] == pytest.approx(3)


def test_where_people_and_tables_are_unknown_there_is_no_row():
    unknown = named([1, 3], people=12).assign(participant=np.nan)
    assert completeness(unknown).empty
    assert accumulation(unknown).empty


def test_a_session_in_which_nothing_fits_a_code_covers_nothing():
    row = completeness(named([], people=12)).iloc[0]
    assert (row["codes"], row["withheld"]) == (0, Withheld.NONE_ONCE)
    assert np.isnan(row["coverage"])
    assert accumulation(named([], people=12))["codes"].eq(0).all()
