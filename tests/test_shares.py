"""How many people, tables and contributions carry a theme, and which share that may be called."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_golden import golden

from workshop_analysis.counting.shares import bases, dot_votes, incidence, shares, shown_share
from workshop_analysis.counting.units import NoContributions, headline_unit, one_coder

TEXT = ["id", "kind", "side", "participant", "table", "code", "theme", "coder"]


def coded(*rows: str) -> pd.DataFrame:
    """Give a coded table: one row per 'contribution participant table code', '-' for missing."""
    cells = [row.split() for row in rows]
    frame = pd.DataFrame(cells, columns=["id", "participant", "table", "code"])
    frame = frame.mask(frame.eq("-"))
    theme = frame["code"].where(frame["code"].ne("geen-code"))
    coder = pd.Series("A", frame.index).where(frame["code"].notna())
    frame = frame.assign(kind="belemmering", side="beleid", theme=theme, coder=coder)
    return frame.assign(votes=pd.Series(pd.NA, frame.index, "Int64")).astype(
        dict.fromkeys(TEXT, "str")
    )


ONE_TALKER = coded(
    "b1 P01 - tijd",
    "b2 P01 - tijd",
    "b3 P01 - tijd",
    "b4 P02 - kennis",
    "b4 P02 - tijd",
    "b5 P03 - geen-code",
    "b6 P04 - -",
)


def people(count: int, *, carriers: int, tables: int | None = None) -> pd.DataFrame:
    """Give one contribution per person, the first `carriers` of them about time."""
    rows = [
        f"b{n} P{n} {f'T{n % tables}' if tables else '-'} {'tijd' if n < carriers else 'geen-code'}"
        for n in range(count)
    ]
    return coded(*rows)


def test_one_participant_with_three_remarks_counts_once():
    row = shares(ONE_TALKER, by=["theme"]).set_index("theme").loc["tijd"]
    assert (row["mentions"], row["contributions"], row["participants"]) == (4, 4, 2)
    assert (row["unit"], row["count"], row["base"]) == ("participant", 2, 3)


def test_tables_that_nobody_wrote_down_are_missing_and_not_zero():
    assert shares(ONE_TALKER, by=["theme"])["tables"].isna().all()


def test_what_was_not_coded_is_not_in_the_base_and_geen_code_is():
    row = shares(ONE_TALKER, by=["theme"]).iloc[0]
    assert row["base"] == 3
    assert row["contribution_base"] == 5


def test_every_contribution_is_coded_or_uncoded():
    row = bases(ONE_TALKER).iloc[0]
    assert list(row[["contributions", "coded", "without_code", "uncoded"]]) == [6, 5, 1, 1]
    assert row["participants"] == 4
    assert pd.isna(row["tables"])


def test_a_base_under_ten_gives_counts_and_no_percentage():
    row = shares(people(9, carriers=3), by=["theme"]).iloc[0]
    assert (row["shown"], row["contribution_shown"]) == ("3 van 9", "3 van 9")
    assert row[["share", "low", "high", "effective"]].isna().all()


def test_a_base_of_ten_gives_a_whole_percentage_with_its_interval():
    row = shares(people(10, carriers=3), by=["theme"]).iloc[0]
    assert row["shown"] == "30%"
    assert row["share"] == 0.3
    assert (row["low"], row["high"]) == pytest.approx((0.108, 0.603), abs=0.001)


def test_a_share_is_shown_as_its_base_allows():
    cases = [(0, 0), (np.nan, 12), (3, np.nan), (3, 9), (1, 30), (1, 99), (33, 100), (7, 1000)]
    shown = [shown_share(count, base) for count, base in cases]
    assert shown == ["n.v.t.", "n/b", "n/b", "3 van 9", "3%", "1%", "33,0%", "0,7%"]


def test_tables_make_the_interval_wider_than_the_same_people_apart():
    apart = shares(people(40, carriers=20), by=["theme"]).iloc[0]
    together = people(40, carriers=20).assign(table=[f"T{n // 5}" for n in range(40)])
    seated = shares(together, by=["theme"]).iloc[0]
    assert seated["share"] == apart["share"] == 0.5
    assert seated["effective"] < 10 < apart["effective"] == 40
    assert seated["low"] < apart["low"]


def test_with_fewer_than_five_tables_there_are_only_counts():
    few = shares(people(40, carriers=20, tables=4), by=["theme"]).iloc[0]
    enough = shares(people(40, carriers=20, tables=5), by=["theme"]).iloc[0]
    assert few["shown"] == "20 van 40"
    assert few[["share", "low", "high"]].isna().all()
    assert enough["shown"] == "50%"


def test_people_who_walked_to_another_table_are_held_by_that_of_most_of_their_rows():
    sat = people(40, carriers=20, tables=8)
    extra = sat.assign(id=lambda rows: "x" + rows["id"], table="T0")
    again = sat.assign(id=lambda rows: "y" + rows["id"])
    alone, walked = (
        shares(each, by=["theme"]).iloc[0] for each in (sat, pd.concat([sat, again, extra]))
    )
    assert walked["base"] == 40
    assert walked["effective"] == alone["effective"] < 40


def test_without_participants_the_table_is_the_unit():
    tables = people(40, carriers=20, tables=12).assign(participant=np.nan)
    row = shares(tables, by=["theme"]).iloc[0]
    assert (row["unit"], row["base"], row["count"]) == ("table", 12, 12)
    assert row["shown"] == "100%"


def test_without_people_or_tables_there_is_no_share_at_all():
    row = shares(people(40, carriers=20).assign(participant=np.nan), by=["theme"]).iloc[0]
    assert (row["contributions"], row["contribution_base"]) == (20, 40)
    assert (row["shown"], row["contribution_shown"]) == ("n/b", "n/b")
    assert pd.isna(row["count"])
    assert pd.isna(row["base"])
    assert row[["unit", "share", "low", "high", "contribution_share"]].isna().all()


def test_one_contribution_without_a_participant_makes_the_base_unknown():
    gap = people(40, carriers=20).assign(
        participant=lambda rows: rows["participant"].mask(rows.index == 7)
    )
    assert headline_unit(gap) is None
    assert shares(gap, by=["theme"])["shown"].tolist() == ["n/b"]


def test_each_side_has_its_own_base_and_an_empty_one_is_not_applicable():
    table = people(24, carriers=6).assign(side=["beleid"] * 12 + ["uitvoering"] * 12)
    table = table.assign(code=table["code"].mask(table["side"].eq("uitvoering")))
    rows = shares(table, by=["side", "theme"], keys=["tijd", "kennis"])
    assert list(rows["side"]) == ["beleid", "beleid", "uitvoering", "uitvoering"]
    assert list(rows["base"]) == [12, 12, 0, 0]
    assert list(rows["shown"]) == ["50%", "0%", "n.v.t.", "n.v.t."]


def test_a_belofte_keeps_its_missing_side():
    table = people(12, carriers=6).assign(kind="belofte", side=np.nan)
    rows = shares(table, by=["kind", "side", "theme"])
    assert rows["side"].isna().all()
    assert rows["base"].tolist() == [12]


def test_a_published_list_has_no_shares():
    published = pd.DataFrame({"id": ["beleid-1"], "code": ["beleid-1"], "theme": ["kennis"]})
    with pytest.raises(NoContributions) as caught:
        shares(published, by=["theme"])
    assert str(caught.value) == (
        "Dit is een gepubliceerde lijst van uitkomsten: daarin staat niet hoe vaak iets is "
        "genoemd. Aandelen bestaan alleen voor een sessie met bijdragen."
    )


def test_two_readings_of_one_contribution_are_not_added_up():
    both = pd.concat([ONE_TALKER, ONE_TALKER.assign(coder="B")])
    with pytest.raises(ValueError, match="codeur") as caught:
        shares(both, by=["theme"])
    assert str(caught.value) == (
        "Meer dan één codeur las dezelfde bijdrage (A, B). "
        "Kies eerst één codering, met one_coder(coded, coder=...)."
    )


def test_one_coder_keeps_every_record():
    second = coded("b4 P02 - cultuur").assign(coder="B")
    one = one_coder(pd.concat([ONE_TALKER, second]), coder="B")
    assert list(one["id"]) == ["b1", "b2", "b3", "b4", "b5", "b6"]
    assert one["code"].dropna().tolist() == ["cultuur"]
    assert list(one.dtypes) == list(ONE_TALKER.dtypes)


def test_two_coders_who_divided_the_work_are_one_reading():
    divided = ONE_TALKER.assign(coder=ONE_TALKER["coder"].mask(ONE_TALKER["id"].eq("b4"), "B"))
    assert shares(divided, by=["theme"])["count"].tolist() == [2, 1]


def test_dots_are_counted_once_per_contribution_and_stay_missing():
    voted = ONE_TALKER.assign(votes=pd.array([2, 0, pd.NA, 3, 3, 1, 1], dtype="Int64"))
    rows = dot_votes(voted).set_index("theme")
    assert rows.loc["tijd"].tolist() == [4, 2, 5]
    assert rows.loc["kennis"].tolist() == [1, 1, 3]
    assert dot_votes(ONE_TALKER)["dots"].isna().all()


def test_two_codes_of_one_theme_do_not_double_a_contribution_or_its_dots():
    double = coded("b1 P01 - druk", "b1 P01 - timing").assign(theme="tijd", votes=3)
    assert dot_votes(double).iloc[0].tolist() == ["tijd", 1, 1, 3]
    row = shares(double, by=["theme"]).iloc[0]
    assert (row["mentions"], row["contributions"], row["participants"]) == (2, 1, 1)


def test_the_farmers_of_koziol_and_bilder_give_more_than_hundred_percent_of_cases():
    g18 = golden("G18")
    cases, expected = g18["inputs"]["n_cases"], g18["expected"]
    chance = np.random.default_rng(0)
    rows = [f"f{n} f{n} - geen-code" for n in range(cases)]
    for item, positives in g18["inputs"]["positives"].items():
        rows += [f"f{n} f{n} - {item}" for n in chance.permutation(cases)[:positives]]
    table = shares(coded(*rows), by=["theme"]).set_index("theme")
    of_responses = table["mentions"] / table["mentions"].sum() * 100
    assert table["mentions"].sum() == expected["responses"]
    for item, percentage in expected["percent_of_cases"].items():
        assert table.loc[item, "share"] * 100 == pytest.approx(percentage, abs=g18["tolerance"])
        assert of_responses[item] == pytest.approx(
            expected["percent_of_responses"][item], abs=g18["tolerance"]
        )
    total = table["share"].sum() * 100
    assert total == pytest.approx(expected["percent_of_cases_total"], abs=g18["tolerance"])


def test_incidence_counts_people_per_code():
    assert incidence(ONE_TALKER).to_dict() == {"tijd": 2, "kennis": 1}
    assert incidence(ONE_TALKER).name == "participant"


def test_nothing_is_written_to_the_table_given():
    before = ONE_TALKER.copy(deep=True)
    shares(ONE_TALKER, by=["side", "theme"])
    bases(ONE_TALKER)
    one_coder(ONE_TALKER, coder="A")
    pd.testing.assert_frame_equal(ONE_TALKER, before)


def test_an_empty_session_has_no_rows_and_no_crash():
    assert shares(ONE_TALKER.iloc[:0], by=["theme"]).empty
    assert shares(ONE_TALKER.iloc[:0], by=["theme"], keys=["tijd"])["shown"].tolist() == ["n/b"]


SPOKEN = st.tuples(
    st.sampled_from(["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"]),
    st.integers(1, 7),
    st.sampled_from(["belemmering beleid", "belemmering uitvoering", "belofte"]),
    st.lists(st.sampled_from(["tijd", "kennis", "cultuur", "geen-code"]), unique=True, max_size=3),
)
RECORDED = st.sampled_from([("participant", "table"), ("participant",), ("table",), ()])


def session(
    spoken: list[tuple[str, int, str, list[str]]], recorded: tuple[str, ...]
) -> pd.DataFrame:
    """Give a coded table of random contributions; people and tables only where recorded."""
    rows = [
        {
            "id": f"b{n}",
            "kind": where.split()[0],
            "side": [*where.split(), None][1],
            "participant": who if "participant" in recorded else None,
            "table": f"T{table}" if "table" in recorded else None,
            "code": code,
            "theme": code if code != "geen-code" else None,
            "coder": "A" if code else None,
        }
        for n, (who, table, where, codes) in enumerate(spoken)
        for code in codes or [None]
    ]
    return pd.DataFrame(rows, columns=TEXT).astype("str")


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(SPOKEN, max_size=40), RECORDED, st.sampled_from([[], ["kind", "side"]]))
def test_in_any_session_parts_add_up_and_shares_are_shares(spoken, recorded, groups):
    table = session(spoken, recorded)
    rows = shares(table, by=[*groups, "theme"])
    counted = bases(table)
    known = rows.dropna(subset=["share"])
    assert counted["contributions"].sum() == len(spoken)
    assert (counted["coded"] + counted["uncoded"] == counted["contributions"]).all()
    assert known[["share", "low", "high"]].stack().between(0, 1).all()
    assert (known["low"] <= known["share"]).all()
    assert (known["share"] <= known["high"]).all()
    assert rows["count"].dropna().le(rows["base"].dropna()).all()
    assert (rows["contributions"] <= rows["contribution_base"]).all()
    assert (rows["mentions"].sum() or 0) == sum(len(set(s[3]) - {"geen-code"}) for s in spoken)
    assert rows["shown"].notna().all()
    assert not recorded or not rows["shown"].eq("n/b").any()
