"""What a session of so many people can and cannot show, told before it is held."""

import numpy as np
import pytest

from workshop_analysis.compare.plan import plan, sentences


def value(table, question, at, unit="participant"):
    rows = table[table["question"].eq(question) & table["unit"].eq(unit) & table["at"].eq(at)]
    return rows["value"].item()


def test_a_plan_gives_both_ends_where_people_sit_at_tables():
    table = plan(45, tables=8)
    assert value(table, "seen", 0.1) == pytest.approx(1 - 0.9**45)
    assert value(table, "seen", 0.1, "table") == pytest.approx(1 - 0.9**8)
    assert value(table, "unseen", 0) == pytest.approx(1 - 0.05 ** (1 / 45))


def test_thirty_percent_of_seventy_people_is_21_to_42():
    row = plan(70).query("question == 'share' and at == 0.3").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((0.21, 0.42), abs=0.005)


def test_under_ten_people_or_five_tables_there_are_no_percentages_and_no_changes():
    for table in (plan(9), plan(45, tables=4)):
        rest = table[table["question"].isin(["share", "rise", "fall"])]
        assert rest[["value", "low", "high"]].isna().all(axis=None)
    assert not np.isnan(value(plan(45, tables=5), "rise", 0.3))


def test_the_sentences_tell_the_plan_in_dutch():
    assert sentences(plan(45, tables=8)) == [
        "Noemt 10% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 4% en "
        "22%.",
        "Noemt 30% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 19% en "
        "45%.",
        "Noemt 50% van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij tussen 36% en "
        "64%.",
        "Wat 5% van zulke mensen zou noemen, komt met een kans van 90% ter sprake; spreekt elke "
        "tafel met één stem, dan 34%.",
        "Wat 10% van zulke mensen zou noemen, komt met een kans van meer dan 99% ter sprake; "
        "spreekt elke tafel met één stem, dan 57%.",
        "Wat 20% van zulke mensen zou noemen, komt met een kans van meer dan 99% ter sprake; "
        "spreekt elke tafel met één stem, dan 83%.",
        "Noemt niemand een bepaald punt, dan kan het nog spelen bij hoogstens 7% van zulke mensen; "
        "spreekt elke tafel met één stem, dan hoogstens 32%.",
        "Naast een even grote sessie valt een stijging vanaf 10% pas aan te tonen bij 25 "
        "procentpunt of meer.",
        "Naast een even grote sessie valt een daling vanaf 10% niet aan te tonen.",
        "Naast een even grote sessie valt een stijging vanaf 30% pas aan te tonen bij 30 "
        "procentpunt of meer.",
        "Naast een even grote sessie valt een daling vanaf 30% pas aan te tonen bij 23 procentpunt "
        "of meer.",
        "Naast een even grote sessie valt een stijging vanaf 50% pas aan te tonen bij 28 "
        "procentpunt of meer.",
        "Naast een even grote sessie valt een daling vanaf 50% pas aan te tonen bij 28 procentpunt "
        "of meer.",
    ]


def test_a_session_that_is_too_small_says_so():
    assert (
        sentences(plan(8))[0] == "Met 8 deelnemers geeft het rapport aantallen en geen percentages."
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
