"""What a session of so many people can and cannot show, told before it is held."""

import numpy as np
import pytest

from workshop_analysis.compare.plan import plan, sentences


def value(table, question, at, unit="participant", icc=0.0):
    rows = table[table["question"].eq(question) & table["unit"].eq(unit) & table["icc"].eq(icc)]
    return rows.loc[rows["at"].eq(at), "value"].item()


def test_a_plan_gives_both_ends_where_people_sit_at_tables():
    table = plan(45, tables=8)
    assert value(table, "seen", 0.1) == pytest.approx(1 - 0.9**45)
    assert value(table, "seen", 0.1, "table") == pytest.approx(1 - 0.9**8)
    assert 0.3 < value(table, "rise", 0.3) < value(table, "rise", 0.3, icc=0.1)


def test_a_plan_with_tables_promises_less_than_one_without():
    apart, at_tables = plan(45), plan(45, tables=8)
    for question in ("rise", "unseen"):
        at = 0.3 if question == "rise" else 0.0
        assert value(apart, question, at) < value(at_tables, question, at)


def test_the_limit_for_nobody_is_the_end_of_the_interval_that_the_report_prints():
    assert value(plan(45), "unseen", 0) == pytest.approx(0.0787, abs=0.0005)
    assert value(plan(45, tables=8), "unseen", 0) == pytest.approx(0.142, abs=0.0005)
    assert value(plan(8), "unseen", 0) == pytest.approx(1 - 0.05 ** (1 / 8))
    assert np.isnan(value(plan(45, tables=4), "unseen", 0))


def test_thirty_percent_of_seventy_people_is_21_to_42():
    row = plan(70).query("question == 'share' and at == 0.3").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((0.21, 0.42), abs=0.005)


def test_under_ten_people_or_five_tables_there_are_no_percentages_and_no_changes():
    for table in (plan(9), plan(45, tables=4)):
        rest = table[table["question"].isin(["share", "rise", "fall"])]
        assert rest[["value", "low", "high"]].isna().all(axis=None)
    assert not np.isnan(value(plan(45, tables=5, themes=1), "rise", 0.3))


def test_where_no_change_can_be_shown_the_plan_has_words_and_no_number():
    told = [line for line in sentences(plan(45, tables=5)) if line.startswith("Naast")]
    assert len(told) == 6
    assert told[0] == (
        "Naast een even grote sessie is geen enkele stijging vanaf 10% in vier van de vijf "
        "gevallen te laten zien."
    )
    assert not [line for line in told if "procentpunt" in line]


def test_the_sentences_tell_the_plan_in_dutch():
    assert sentences(plan(45, tables=8)) == [
        "Noemt 10% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 3% en "
        "25%; praten mensen aan één tafel elkaar wat na, dan tussen 2% en 29%.",
        "Noemt 30% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 17% en "
        "48%; praten mensen aan één tafel elkaar wat na, dan tussen 15% en 51%.",
        "Noemt 50% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 33% en "
        "67%; praten mensen aan één tafel elkaar wat na, dan tussen 30% en 70%.",
        "Wat 5% van zulke mensen zou noemen, komt met een kans van 90% ter sprake; spreekt elke "
        "tafel met één stem, dan 34%.",
        "Wat 10% van zulke mensen zou noemen, komt met een kans van meer dan 99% ter sprake; "
        "spreekt elke tafel met één stem, dan 57%.",
        "Wat 20% van zulke mensen zou noemen, komt met een kans van meer dan 99% ter sprake; "
        "spreekt elke tafel met één stem, dan 83%.",
        "Noemt niemand een bepaald punt, dan zou nog hoogstens 15% van zulke mensen het kunnen "
        "noemen (95% zeker).",
        "Naast een even grote sessie is een stijging vanaf 10% in vier van de vijf gevallen te "
        "laten zien bij 42 procentpunt of meer; praten mensen aan één tafel elkaar wat na, dan pas "
        "bij 50.",
        "Naast een even grote sessie is geen enkele daling vanaf 10% in vier van de vijf gevallen "
        "te laten zien.",
        "Naast een even grote sessie is een stijging vanaf 30% in vier van de vijf gevallen te "
        "laten zien bij 46 procentpunt of meer; praten mensen aan één tafel elkaar wat na, dan pas "
        "bij 52.",
        "Naast een even grote sessie is geen enkele daling vanaf 30% in vier van de vijf gevallen "
        "te laten zien.",
        "Naast een even grote sessie is een stijging vanaf 50% in vier van de vijf gevallen te "
        "laten zien bij 42 procentpunt of meer; praten mensen aan één tafel elkaar wat na, dan pas "
        "bij 46.",
        "Naast een even grote sessie is een daling vanaf 50% in vier van de vijf gevallen te laten "
        "zien bij 42 procentpunt of meer; praten mensen aan één tafel elkaar wat na, dan pas bij "
        "46.",
    ]


def test_a_session_that_is_too_small_says_so():
    assert (
        sentences(plan(8))[0] == "Met 8 deelnemers geeft het rapport aantallen en geen percentages."
    )
    assert (
        sentences(plan(1))[0] == "Met 1 deelnemer geeft het rapport aantallen en geen percentages."
    )
    assert sentences(plan(45, tables=4))[0] == (
        "Met 4 tafels geeft het rapport aantallen en geen percentages."
    )
    assert len(sentences(plan(8))) == 5


@pytest.mark.parametrize(
    ("people", "tables", "given"),
    [
        (0, None, "0 deelnemers op."),
        (5, 0, "5 deelnemers en 0 tafels op."),
        (5, 6, "5 deelnemers en 6 tafels op."),
    ],
)
def test_a_session_without_people_cannot_be_planned(people, tables, given):
    with pytest.raises(ValueError, match="Geef minstens") as caught:
        plan(people, tables=tables)
    assert str(caught.value) == (
        "Geef minstens één deelnemer op, en niet meer tafels dan deelnemers. U gaf " + given
    )


def test_a_session_without_rode_draden_cannot_be_planned():
    with pytest.raises(ValueError, match=r"^Geef minstens één rode draad op\. U gaf er 0 op\.$"):
        plan(45, themes=0)
