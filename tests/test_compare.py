"""What may be said of a later session beside a published list, and beside another session."""

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_shares import RECORDED, SPOKEN, coded, session

from workshop_analysis.compare import (
    CodedSession,
    MaySay,
    Note,
    RankingNotDeclared,
    State,
    Yardstick,
    against_published,
    between_contributions,
    common_unit,
    comparability,
    detectability,
    overlap,
    profile_test,
    rank_agreement,
    trend,
)
from workshop_analysis.compare.over_sessions import ALL, over_sessions
from workshop_analysis.counting.shares import shares
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.counting.units import NoContributions
from workshop_analysis.folder.workshop import read_folder
from workshop_analysis.terms import Evidence, Ranking

NOVEMBER = pd.DataFrame(
    [
        ("beleid-1", "belemmering", "beleid", 1, "beeld"),
        ("beleid-2", "belemmering", "beleid", 2, "kennis"),
        ("beleid-3", "belemmering", "beleid", 3, "rol"),
        ("uitvoering-1", "belemmering", "uitvoering", 1, "prikkels"),
        ("belofte-1", "belofte", None, 1, "kennis"),
    ],
    columns=["id", "kind", "side", "number", "theme"],
).assign(code=lambda rows: rows["id"], coder="bron")

LATER = coded(
    *(f"b{n} P{n} - beleid-2" for n in range(12)),
    *(f"b{n} P{n} - uitvoering-1" for n in range(12, 20)),
    *(f"b{n} P{n} - nieuw" for n in range(20, 25)),
).assign(
    theme=lambda rows: rows["code"].map(
        {"beleid-2": "kennis", "uitvoering-1": "prikkels", "nieuw": "geld"}
    )
)


def row(table: pd.DataFrame, key: str) -> pd.Series:
    return table.set_index(table.columns[0]).loc[key]


def spoken(shares: dict[str, int], *, people: int, tables: int | None = None) -> pd.DataFrame:
    """Give a session of so many people in which the first so many mention each theme."""
    seats = [f"P{n} {f'T{n % tables}' if tables else '-'}" for n in range(people)]
    rows = [f"g{n} {seat} geen-code" for n, seat in enumerate(seats)]
    for theme, count in shares.items():
        rows += [f"{theme}{n} {seats[n]} {theme}" for n in range(count)]
    return coded(*rows)


# --- beside a published list


def test_each_theme_of_either_side_has_one_state():
    table = against_published(LATER, baseline=NOVEMBER)
    assert dict(zip(table["theme"], table["state"], strict=True)) == {
        "beeld": State.NOT_SEEN_AGAIN,
        "kennis": State.RETURNED,
        "rol": State.NOT_SEEN_AGAIN,
        "prikkels": State.RETURNED,
        "geld": State.NOT_ON_BASELINE_LIST,
    }


def test_the_published_side_has_no_share_percentage_or_test():
    table = against_published(LATER, baseline=NOVEMBER)
    own = [name for name in table if name.startswith("baseline_")]
    assert own == ["baseline_lists", "baseline_outcomes"]
    assert not {"difference", "p", "q", "baseline_share"} & set(table)
    assert row(table, "kennis")["baseline_outcomes"] == 2


def test_an_absence_comes_with_the_chance_to_have_seen_it():
    table = against_published(LATER, baseline=NOVEMBER)
    absent = row(table, "rol")
    assert (absent["may_say"], absent["n"], absent["n_unit"]) == ("absence", 25, "participant")
    assert absent["seen_at_10"] == pytest.approx(1 - 0.9**25)
    assert absent["upper95"] == pytest.approx(3.8415 / (25 + 3.8415), abs=1e-4)
    assert row(table, "kennis")[["n", "seen_at_5", "seen_at_10", "upper95"]].isna().all()
    assert row(table, "geld")[["n", "seen_at_5", "seen_at_10", "upper95"]].isna().all()


def test_with_tables_the_chance_has_two_ends():
    rows = detectability(spoken({"tijd": 20}, people=40, tables=8))
    assert list(rows["unit"]) == ["participant", "table"]
    assert list(rows["n"]) == [40, 8]
    assert list(rows["seen_at_10"]) == pytest.approx([1 - 0.9**40, 1 - 0.9**8])
    assert np.isnan(rows.loc[1, "upper95"])


def test_a_zero_has_one_limit_and_nobody_is_surer_than_two():
    said = spoken({"tijd": 20, "twee": 2}, people=40, tables=8)
    limit = detectability(said).loc[0, "upper95"]
    table = shares(said, by=["theme"], keys=["tijd", "twee", "nooit"]).set_index("theme")
    assert limit == table.loc["nooit", "high"]
    assert limit < table.loc["twee", "high"]
    few = detectability(spoken({"tijd": 20}, people=40, tables=4))
    assert few["upper95"].isna().all()


def test_an_absence_among_unknown_people_has_no_chance_and_says_so():
    table = against_published(LATER.assign(participant=np.nan), baseline=NOVEMBER)
    absent = row(table, "rol")
    assert absent["notes"] == (Note.BASE_UNKNOWN,)
    assert absent[["n", "seen_at_10", "upper95", "later_share"]].isna().all()
    assert detectability(LATER.assign(participant=np.nan)).empty


def test_a_theme_under_another_side_is_named_with_that_side():
    kennis = row(against_published(LATER.assign(side="uitvoering"), baseline=NOVEMBER), "kennis")
    assert kennis["baseline_lists"] == ("beleid", "belofte")
    assert kennis["other_lists"] == ("uitvoering",)
    assert Note.UNDER_OTHER_LIST in kennis["notes"]


def test_a_theme_of_which_a_code_changed_is_not_compared():
    rule = Yardstick("theme", changed=frozenset({"kennis", "rol"}))
    table = against_published(LATER, baseline=NOVEMBER, yardstick=rule)
    for theme in ("kennis", "rol"):
        changed = row(table, theme)
        assert changed["state"] == State.NOT_COMPARABLE
        assert changed["may_say"] == MaySay.NOTHING
        assert changed["notes"] == (Note.CODE_CHANGED,)


def test_codes_are_compared_like_themes():
    table = against_published(LATER, baseline=NOVEMBER, yardstick=Yardstick("code"))
    assert row(table, "beleid-2")["state"] == State.RETURNED
    assert row(table, "belofte-1")["state"] == State.NOT_SEEN_AGAIN
    assert row(table, "nieuw")["state"] == State.NOT_ON_BASELINE_LIST
    assert len(table) == 6


def test_the_overlap_is_counted_list_by_list():
    table = overlap(LATER, baseline=NOVEMBER)
    lists = table.set_index(table["side"].fillna("belofte"))[
        ["baseline", "later", "both", "either"]
    ]
    assert lists.loc["beleid"].tolist() == [3, 3, 1, 5]
    assert lists.loc["belofte"].tolist() == [1, 0, 0, 1]
    assert table["jaccard"].tolist() == pytest.approx([0.2, 0, 0])


def test_without_a_declared_ranking_no_order_is_compared():
    for ranking in (Ranking.UNKNOWN, Ranking.NO):
        with pytest.raises(RankingNotDeclared) as caught:
            rank_agreement(LATER, baseline=NOVEMBER, ranking=ranking)
        assert str(caught.value) == (
            "Van de gepubliceerde lijst is niet bekend dat de nummering een rangorde is; daarom "
            "wordt de volgorde niet vergeleken. Zegt de bron dat wel, zet dan in session.toml: "
            'order_is_ranking = "yes".'
        )


def test_a_declared_ranking_gives_tau_b_per_list_with_the_shared_items():
    later = coded(
        *(f"a{n} P{n} - beleid-1" for n in range(9)),
        *(f"b{n} P{n} - beleid-2" for n in range(5)),
        *(f"c{n} P{n} - beleid-3" for n in range(7)),
    )
    table = rank_agreement(later, baseline=NOVEMBER, ranking=Ranking.YES)
    assert table["shared"].tolist() == [3, 0, 0]
    assert table["tau_b"].tolist() == pytest.approx([1 / 3, np.nan, np.nan], nan_ok=True)
    assert list(table) == ["kind", "side", "listed", "shared", "unit", "tau_b"]
    assert table["listed"].tolist() == [3, 1, 1]


def test_a_listed_code_that_nobody_named_counts_as_named_by_nobody():
    later = coded(
        *(f"b{n} P{n} - beleid-2" for n in range(5)),
        *(f"c{n} P{n} - beleid-3" for n in range(3)),
    )
    row = rank_agreement(later, baseline=NOVEMBER, ranking=Ranking.YES).iloc[0]
    assert (row["listed"], row["shared"], row["unit"]) == (3, 2, "participant")
    assert row["tau_b"] == pytest.approx(-1 / 3)


def test_the_order_counts_people_and_leaves_out_what_changed():
    later = coded(
        *(f"a{n} P{n} - beleid-1" for n in range(5)),
        *(f"b{n} P9 - beleid-2" for n in range(9)),
    )
    rule = Yardstick("code", changed=frozenset({"beleid-3"}))
    table = rank_agreement(later, baseline=NOVEMBER, ranking=Ranking.YES, yardstick=rule)
    assert (table.loc[0, "listed"], table.loc[0, "tau_b"]) == (2, 1.0)


# --- between two sessions with contributions


def test_a_difference_is_newcombes_interval_on_people():
    # Newcombe 1998b, Table II: 56/70 - 48/80 = .0524 to .3339
    later, baseline = spoken({"tijd": 56}, people=70), spoken({"tijd": 48}, people=80)
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert tijd["difference"] == pytest.approx(0.2)
    assert tijd["difference_low"] == pytest.approx(0.0524, abs=5e-5)
    assert tijd["difference_high"] == pytest.approx(0.3339, abs=5e-5)
    assert tijd["may_say"] == MaySay.DIFFERENCE_SHOWN
    assert (tijd["baseline_shown"], tijd["later_shown"]) == ("60%", "80%")


def test_most_changes_between_two_workshops_cannot_be_shown():
    later, baseline = spoken({"tijd": 9}, people=30), spoken({"tijd": 5}, people=30)
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert tijd["may_say"] == MaySay.NO_DIFFERENCE_SHOWN
    assert tijd["difference_low"] < 0 < tijd["difference_high"]
    assert tijd["smallest_rise"] > tijd["difference"]
    assert np.isnan(tijd["smallest_fall"])


def test_a_difference_that_does_not_survive_the_many_themes_is_unsure():
    themes = {f"thema{n}": 10 for n in range(12)}
    baseline = spoken({**themes, "tijd": 8}, people=40)
    later = spoken({**themes, "tijd": 17}, people=40)
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert tijd["difference_low"] > 0
    assert tijd["q"] > 0.05
    assert tijd["may_say"] == MaySay.DIFFERENCE_UNSURE


def test_only_what_was_fixed_beforehand_is_tested():
    baseline = spoken({"tijd": 10}, people=40)
    later = spoken({"tijd": 20, "nieuw": 30}, people=40)
    rule = Yardstick("theme", fixed=("tijd", "kennis"))
    table = between_contributions(later, baseline=baseline, yardstick=rule)
    new = row(table, "nieuw")
    assert list(table["theme"]) == ["tijd", "nieuw"]
    assert new[["difference", "difference_low", "p", "q"]].isna().all()
    assert new["may_say"] == MaySay.NOT_ON_LIST
    assert new["notes"] == (Note.NOT_FIXED_BEFOREHAND,)
    assert new["later_share"] == 0.75
    assert new[["baseline_count", "baseline_base", "baseline_share", "baseline_shown"]].isna().all()
    assert row(table, "tijd")["q"] == row(table, "tijd")["p"]


def test_what_the_baseline_looked_for_and_did_not_hear_has_a_difference_and_a_chance():
    baseline = spoken({"tijd": 10}, people=40)
    later = spoken({"tijd": 12, "kennis": 20}, people=40)
    rule = Yardstick("theme", fixed=("tijd", "kennis"))
    kennis = row(between_contributions(later, baseline=baseline, yardstick=rule), "kennis")
    assert kennis["state"] == State.NOT_ON_BASELINE_LIST
    assert kennis["difference"] == 0.5
    assert (kennis["absent_from"], kennis["n"]) == ("baseline", 40)
    assert kennis["may_say"] == MaySay.DIFFERENCE_SHOWN


def test_an_absence_later_has_its_chance_and_its_difference():
    baseline, later = spoken({"tijd": 20}, people=40), spoken({}, people=25)
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert (tijd["state"], tijd["absent_from"], tijd["n"]) == (State.NOT_SEEN_AGAIN, "later", 25)
    assert tijd["difference"] == -0.5


def test_a_small_base_gives_counts_only():
    baseline, later = spoken({"tijd": 20}, people=40), spoken({"tijd": 9}, people=9)
    table = between_contributions(later, baseline=baseline)
    tijd = row(table, "tijd")
    assert (tijd["may_say"], tijd["notes"]) == (MaySay.COUNTS_ONLY, (Note.BASE_SMALL,))
    assert tijd["later_shown"] == "9 van 9"
    assert tijd[["difference", "difference_low", "p", "q", "smallest_rise"]].isna().all()
    assert profile_test(later, baseline=baseline).empty


def test_few_tables_give_counts_only():
    baseline = spoken({"tijd": 20}, people=40, tables=8)
    later = spoken({"tijd": 20}, people=40, tables=4)
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert (tijd["may_say"], tijd["notes"]) == (MaySay.COUNTS_ONLY, (Note.FEW_TABLES,))
    assert np.isnan(tijd["p"])


def test_tables_in_both_sessions_are_dealt_as_tables():
    baseline = spoken({"tijd": 10}, people=40, tables=8)
    later = spoken({"tijd": 30}, people=40, tables=8)
    test = profile_test(later, baseline=baseline).iloc[0]
    assert (test["unit"], test["dealt"]) == ("participant", "table")
    assert (test["arrangements"], test["exact"]) == (12870, True)


def test_tables_in_one_session_only_leave_people_to_be_dealt():
    baseline = spoken({"tijd": 10}, people=40)
    later = spoken({"tijd": 30}, people=40, tables=8)
    test = profile_test(later, baseline=baseline).iloc[0]
    assert (test["dealt"], test["arrangements"], test["exact"]) == ("participant", 9999, False)
    assert test["p"] == pytest.approx(0.0001)
    assert test["tables_left_out"]
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert tijd["notes"] == (Note.TABLES_LEFT_OUT,)


def test_what_could_have_been_seen_knows_the_tables_and_the_number_of_themes():
    tables = spoken({"tijd": 10}, people=40, tables=8)
    people = spoken({"tijd": 10}, people=40)
    many = Yardstick("theme", fixed=("tijd", *(f"thema{n}" for n in range(9))))
    rises = [
        row(between_contributions(one, baseline=one, yardstick=rule), "tijd")["smallest_rise"]
        for one, rule in ((people, None), (people, many), (tables, many))
    ]
    assert rises == sorted(rises)
    assert len(set(rises)) == 3


def test_sessions_that_know_only_tables_are_compared_by_table():
    baseline = spoken({"tijd": 10}, people=40, tables=12).assign(participant=np.nan)
    later = spoken({"tijd": 5}, people=40, tables=14)
    assert common_unit(later, baseline=baseline) == "table"
    tijd = row(between_contributions(later, baseline=baseline), "tijd")
    assert (tijd["baseline_base"], tijd["later_base"]) == (12, 14)
    assert tijd["later_unit"] == "table"


def test_sessions_without_a_common_unit_are_counted_only():
    baseline = spoken({"tijd": 10}, people=40, tables=12).assign(participant=np.nan)
    table = between_contributions(spoken({"tijd": 5}, people=40), baseline=baseline)
    assert common_unit(spoken({}, people=40), baseline=baseline) is None
    assert row(table, "tijd")["may_say"] == MaySay.COUNTS_ONLY
    assert row(table, "tijd")["notes"] == (Note.UNITS_DIFFER,)
    assert row(table, "tijd")[["difference", "difference_low", "p", "q"]].isna().all()


def test_two_equal_sessions_do_not_differ():
    one = spoken({"tijd": 10, "kennis": 20}, people=40)
    test = profile_test(one, baseline=one).iloc[0]
    assert (test["x2"], test["p"], test["distance"], test["themes"]) == (0, 1, 0, 2)
    assert test["distance_median"] > 0


def test_a_published_list_has_no_difference():
    with pytest.raises(NoContributions):
        between_contributions(LATER, baseline=NOVEMBER)


# --- the circumstances, the trend, and any session at all


def test_what_a_session_does_not_say_is_not_called_the_same():
    november = {"question": None, "method": "tafels", "codebook_version": "1"}
    later = {"question": "Wat houdt u tegen?", "method": "tafels", "codebook_version": "2"}
    table = comparability(later, baseline=november).set_index("aspect")
    assert table.loc["method", "same"]
    assert not table.loc["codebook_version", "same"]
    assert pd.isna(table.loc["question", "same"])
    assert pd.isna(table.loc["selection", "same"])


def test_a_trend_has_a_mark_and_no_number_where_nothing_was_counted():
    sessions = [
        CodedSession("leeratelier", datetime.date(2026, 3, 17), Evidence.CONTRIBUTIONS, LATER),
        CodedSession("november", datetime.date(2024, 11, 12), Evidence.PUBLISHED, NOVEMBER),
    ]
    table = trend(sessions)
    assert list(table["session"]) == ["november"] * 5 + ["leeratelier"] * 5
    november = table[table["session"].eq("november")].set_index("theme")
    assert november[["count", "base", "share", "low", "high", "shown"]].isna().all(axis=None)
    assert november["seen"].to_dict() == {
        **{"beeld": True, "kennis": True, "rol": True, "prikkels": True},
        "geld": False,
    }
    later = table[table["session"].eq("leeratelier")].set_index("theme")
    assert later.loc["kennis", ["count", "base", "shown"]].tolist() == [12, 25, "48%"]


def test_what_a_session_did_not_look_for_has_no_number_in_the_trend():
    first = spoken({"tijd": 10}, people=40)
    then = spoken({"tijd": 12, "kennis": 20}, people=40)
    table = trend(
        [
            CodedSession(
                "a", datetime.date(2025, 1, 1), Evidence.CONTRIBUTIONS, first, frozenset({"tijd"})
            ),
            CodedSession("b", datetime.date(2026, 1, 1), Evidence.CONTRIBUTIONS, then),
        ]
    ).set_index(["session", "theme"])
    assert table.loc[("a", "tijd"), "shown"] == "25%"
    assert table.loc[("a", "kennis"), ["count", "base", "share", "shown"]].isna().all()
    assert not table.loc[("a", "kennis"), "seen"]


def test_a_trend_marks_what_no_longer_means_the_same():
    one = CodedSession("a", datetime.date(2025, 1, 1), Evidence.CONTRIBUTIONS, LATER)
    table = trend([one], yardstick=Yardstick(changed=frozenset({"geld"})))
    assert table.loc[~table["comparable"], "theme"].tolist() == ["geld"]


def test_what_changed_once_compares_as_before_after_it():
    day = datetime.date
    sessions = [
        CodedSession("a", day(2025, 1, 1), Evidence.CONTRIBUTIONS, LATER),
        CodedSession(
            "b", day(2026, 1, 1), Evidence.CONTRIBUTIONS, LATER, changed=frozenset({"geld"})
        ),
        CodedSession("c", day(2027, 1, 1), Evidence.CONTRIBUTIONS, LATER),
    ]
    geld = trend(sessions).query("theme == 'geld'").set_index("session")
    assert geld["comparable"].to_dict() == {"a": True, "b": False, "c": True}
    assert set(geld["shown"]) == {"20%"}


def three(*counts: int, tables: int | None = None) -> list[CodedSession]:
    """Give sessions of forty people in which so many mention time, and ten mention knowledge."""
    return [
        CodedSession(
            f"s{year}",
            datetime.date(year, 1, 1),
            Evidence.CONTRIBUTIONS,
            spoken({"tijd": count, "kennis": 10}, people=40, tables=tables),
        )
        for year, count in enumerate(counts, start=2025)
    ]


def test_three_sessions_are_one_test():
    table = over_sessions(three(5, 5, 35)).set_index("theme")
    assert list(table.index) == [ALL, "tijd", "kennis"]
    assert (table.loc[ALL, "sessions"], table.loc[ALL, "unit"]) == (3, "participant")
    assert table.loc[ALL, "p"] < 0.001
    assert table.loc["tijd", "holm"] < 0.001
    assert table.loc["kennis", "holm"] == 1
    assert np.isnan(table.loc[ALL, "holm"])


def test_what_changed_or_was_not_sought_everywhere_is_not_in_the_test():
    sessions = three(5, 5, 35)
    narrow = replace(sessions[0], looked_for=frozenset({"tijd"}))
    assert list(over_sessions([narrow, *sessions[1:]])["theme"]) == [ALL, "tijd"]
    rest = over_sessions(sessions, changed=frozenset({"tijd"}))["theme"]
    assert list(rest) == [ALL, "kennis"]


def test_two_sessions_few_tables_or_unlike_units_have_no_such_test():
    assert over_sessions(three(5, 35)).empty
    assert over_sessions(three(5, 5, 35, tables=4)).empty
    assert not over_sessions(three(5, 5, 35, tables=8)).empty
    mixed = [*three(5, 5), *three(35, tables=8)]
    assert over_sessions(mixed).empty
    published = CodedSession("n", datetime.date(2024, 1, 1), Evidence.PUBLISHED, NOVEMBER)
    assert over_sessions([published, *three(5, 35)]).empty
    assert over_sessions([]).empty


def test_no_table_is_written_to():
    before = LATER.copy(deep=True), NOVEMBER.copy(deep=True)
    against_published(LATER, baseline=NOVEMBER)
    between_contributions(LATER, baseline=LATER)
    overlap(LATER, baseline=NOVEMBER)
    pd.testing.assert_frame_equal(LATER, before[0])
    pd.testing.assert_frame_equal(NOVEMBER, before[1])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(SPOKEN, max_size=30), RECORDED, st.sets(st.sampled_from(["kennis", "tijd"])))
def test_the_four_states_of_any_session_add_up_to_the_union(said, recorded, changed):
    rule = Yardstick("theme", changed=frozenset(changed))
    later = session(said, recorded)
    table = against_published(later, baseline=NOVEMBER, yardstick=rule)
    union = set(NOVEMBER["theme"]) | set(later["theme"].dropna())
    assert sorted(table["theme"]) == sorted(union)
    assert table["state"].isin(list(State)).all()
    assert table["later_contributions"].le(later["id"].nunique()).all()
    assert not {"baseline_share", "difference"} & set(table)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(SPOKEN, max_size=30), st.lists(SPOKEN, max_size=30), RECORDED)
def test_any_two_sessions_can_be_laid_side_by_side(said, before, recorded):
    later, baseline = session(said, recorded), session(before, recorded)
    table = between_contributions(later, baseline=baseline)
    union = set(baseline["theme"].dropna()) | set(later["theme"].dropna())
    assert sorted(table["theme"]) == sorted(union)
    known = table.dropna(subset=["difference"])
    assert known["difference"].between(-1, 1).all()
    assert (known["difference_low"] <= known["difference"] + 1e-12).all()
    assert (known["difference_high"] >= known["difference"] - 1e-12).all()
    assert table["p"].dropna().between(0, 1).all()
    assert table["notes"].notna().all()
    assert table["may_say"].isin(list(MaySay)).all()


def test_beside_the_real_november_list_every_outcome_has_a_state(november):
    folder = read_folder(november)
    listed = assign_themes(folder.session.records, coding=folder.coding, codebook=folder.codebook)
    later = coded(*(f"b{n} P{n} - beleid-2" for n in range(12)))
    table = against_published(later, baseline=listed, yardstick=Yardstick("code"))
    lists = overlap(later, baseline=listed)
    assert table["state"].value_counts().to_dict() == {
        State.NOT_SEEN_AGAIN: 17,
        State.RETURNED: 1,
    }
    assert table["baseline_outcomes"].eq(1).all()
    assert lists["baseline"].tolist() == [3, 4, 6, 5]
    assert lists["both"].tolist() == [0, 1, 0, 0]
