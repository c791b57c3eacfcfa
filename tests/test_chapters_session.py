"""The chapters of a session's report over toy tables: words, quotes, agreement and trend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workshop_analysis.chapters import (
    agreement,
    contributions,
    coverage,
    followup,
    quotes,
    trend,
)
from workshop_analysis.chapters.numbers import (
    at_most,
    chance,
    decimals,
    interval,
    likely,
    of_base,
    percentage,
    points,
    share_columns,
)
from workshop_analysis.chapters.session_figures import figures_table
from workshop_analysis.chapters.session_front import caution, firm, in_short, opening
from workshop_analysis.counting.counted import Counted, count_session
from workshop_analysis.display.objects import ReportNothing, ReportTable
from workshop_analysis.folder.workshop import read_folder
from workshop_analysis.style import read_style
from workshop_analysis.terms import VOORBEELD, Evidence

# -- how numbers are written ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (of_base(17, 45), "17 van 45"),
        (of_base(pd.NA, 45), None),
        (percentage(0.1555, base=45), "16%"),
        (percentage(0.1555, base=138), "15,6%"),
        (percentage(np.nan, base=45), None),
        (interval(0.231, 0.549, base=45), "23%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}55%"),
        (interval(0.238, 0.541, base=45), "23%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}55%"),
        (interval(0.0, 0.0644, base=45), "0%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}7%"),
        (interval(0.25, 0.5, base=45), "25%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}50%"),
        (interval(np.nan, np.nan, base=8), None),
        (at_most(0.0644, base=45), "7%"),
        (at_most(0.07, base=45), "7%"),
        (at_most(0.06441, base=138), "6,5%"),
        (at_most(np.nan, base=45), None),
        (points(-0.156), "\N{MINUS SIGN}16"),
        (points(0.001), "0"),
        (points(0.12), "+12"),
        (decimals(-0.0148), "\N{MINUS SIGN}0,01"),
        (decimals(None), None),
        (chance(0.0002), "< 0,001"),
        (chance(0.945), "0,945"),
        (likely(0.9999), "ruim 99%"),
        (likely(1.0), "100%"),
    ],
)
def test_a_number_is_written_for_a_dutch_reader(written: str | None, expected: str | None) -> None:
    assert written == expected


def row(count: Any, base: Any, share: float, shown: str) -> dict[str, Any]:
    return {"count": count, "base": base, "share": share, "shown": shown,
            "low": share - 0.1, "high": share + 0.1}  # fmt: skip


def test_a_small_base_gets_its_count_and_no_share() -> None:
    cells = share_columns(row(3, 8, np.nan, "3 van 8"))
    assert cells == {"people": "3 van 8", "share": None, "interval": None}


def test_an_empty_and_an_unknown_base_say_so() -> None:
    assert share_columns(row(0, 0, np.nan, "n.v.t."))["share"] == "n.v.t."
    assert share_columns(row(pd.NA, pd.NA, np.nan, "n/b"))["share"] == "n/b"


ORDER = pd.DataFrame(
    [("a", "b", 0.3, 0.1, 0.5), ("b", "c", 0.1, -0.1, 0.3), ("c", "d", 0.1, -0.1, 0.3)],
    columns=["wider", "narrower", "difference", "low", "high"],
)


def test_an_order_is_claimed_only_where_the_same_people_show_it() -> None:
    assert firm(ORDER, ["a", "b"]) == " Die volgorde is aangetoond."
    assert firm(ORDER, ["b", "c", "d"]) == " Hun onderlinge volgorde staat niet vast."
    assert firm(ORDER, ["a", "b", "c"]) == (
        " Aangetoond is dat ‘{na}’ breder is gedeeld dan ‘{nb}’; verder staat hun volgorde niet "
        "vast."
    )
    assert firm(ORDER, ["a"]) == ""
    untold = ORDER.assign(low=np.nan)
    assert firm(untold, ["a", "b"]) == " Hun onderlinge volgorde staat niet vast."


def said(shown: Any) -> str:
    parts = shown.payload["parts"]
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def front(counted: Counted) -> list[str]:
    table = contributions.themes_table(counted)
    return [said(one) for one in in_short(counted, figures=figures_table(counted), themes=table)]


def test_the_front_page_names_what_fitted_no_code_and_what_hangs_on_a_doubt(
    counted: Counted,
) -> None:
    kinds, widest, hanging = front(counted)
    assert kinds.endswith("Bij 9 bijdragen paste geen enkele code.")
    assert widest.startswith("Het breedst gedeeld onder de deelnemers: ‘Weten hoe, wie en wanneer’")
    assert widest.endswith("Hun onderlinge volgorde staat niet vast.")
    assert hanging == (
        "Aan één plaatsing onder ‘Vertrouwen in burgers en inleving’ twijfelden wij; zonder deze "
        "plaatsing: 13 van 45."
    )
    firm_one = replace(counted, doubts=counted.doubts.iloc[:0])
    assert len(front(firm_one)) == 2


def test_who_tie_are_named_together_or_not_at_all(counted: Counted) -> None:
    four = counted.themes.assign(count=[28, 23, 21, 21, *[5] * 6]).astype({"count": "Int64"})
    assert "Werkcultuur en systeem" in front(replace(counted, themes=four))[1]
    many = counted.themes.assign(count=[28, 23, *[21] * 8]).astype({"count": "Int64"})
    told = front(replace(counted, themes=many))[1]
    assert "Vertrouwen in burgers" in told
    assert "Sturing" not in told
    all_alike = counted.themes.assign(count=28).astype({"count": "Int64"})
    assert front(replace(counted, themes=all_alike))[1] == (
        "Geen rode draad springt eruit: de breedst gedeelde zijn elk genoemd bij 28 van 45."
    )


@pytest.fixture(scope="module")
def few_tables(counted: Counted) -> Counted:
    """The example with its eight tables pushed together to four."""
    folder = counted.reading.workshop
    records = folder.session.records
    pushed = records.assign(table=records["table"].map(lambda one: str(int(one) % 4 + 1)))
    session = replace(folder.session, records=pushed)
    return count_session(replace(folder, session=session))


def test_few_tables_give_counts_no_order_and_the_right_reason(few_tables: Counted) -> None:
    assert front(few_tables)[1:] == [
        "Welke rode draad het breedst is gedeeld, is met deze aantallen niet te zeggen."
    ]
    reason = "Met 4 tafels staan er aantallen en geen percentages; dat vraagt er minstens vijf."
    assert said(caution(few_tables)).startswith(reason)
    assert contributions.themes_table(few_tables).note == reason
    assert said(contributions.unit_sentence(few_tables)) == (
        "Wij tellen mensen: wie drie keer hetzelfde zegt, telt één keer."
    )
    sentence = said(coverage.complete_sentence(coverage.complete_table(few_tables)))
    assert "%" not in sentence
    assert "daarvoor zijn minstens tien tafels nodig" in sentence
    assert coverage.curve_figure(few_tables, style=read_style()) == ReportNothing(
        "daarvoor zijn er te weinig geteld"
    )


def test_completeness_stands_with_what_fitted_no_code_and_never_as_a_certainty(
    counted: Counted,
) -> None:
    one = counted.complete.assign(
        once=2, chance_new=0.003, new_low=0.0, new_high=0.041, units=45, unit="participant",
        withheld=None,
    )  # fmt: skip
    sentence = said(
        coverage.complete_sentence(coverage.complete_table(replace(counted, complete=one)))
    )
    assert sentence == (
        "Er zijn 19 codes genoemd; 2 daarvan zijn bij precies één van de deelnemers gehoord. Bij 9 "
        "van de 138 gecodeerde bijdragen paste geen enkele code. Met dit codeboek is de kans dat "
        "een volgende genoemde code een nieuwe is, naar schatting minder dan 1% (interval "
        "0%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}5%). Dit gaat over deze vraag en deze mensen. "
        "Het zegt niet dat alles is gezegd."
    )


def test_who_took_part_and_who_wrote_are_told_apart(counted: Counted) -> None:
    figures = figures_table(counted)
    session = replace(counted.session, example=False)
    start = said(opening(session, figures=figures))
    assert start.endswith("en wat zou helpen.")
    more = said(opening(replace(session, participants="90"), figures=figures))
    assert more.endswith(
        " De sessie zelf noemt 90 deelnemers; van wie niets inbracht, weten wij niets."
    )
    frame = figures.frame.set_index("figure")
    fewer = frame.assign(
        value=frame["value"].where(frame.index != "deelnemers met iets gecodeerd", 40)
    )
    told = said(opening(session, figures=replace(figures, frame=fewer.reset_index())))
    assert told.endswith(" Elk aandeel gaat over de 40 van wie iets is gecodeerd.")


def test_what_nobody_named_has_one_limit(counted: Counted) -> None:
    people = contributions.themes_table(counted).frame.set_index("name")
    notes = contributions.mentions_table(counted).frame.set_index("name")
    nobody = "Verbinding tussen beleid en uitvoering"
    assert people.loc[nobody, "interval"] == "0%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}15%"
    assert pd.isna(notes.loc[nobody, "interval"])


# -- quotes -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted(repository: Path) -> Counted:
    return count_session(read_folder(repository / "data" / "voorbeeldsessie"))


def test_only_what_a_person_marked_is_quoted_and_nobody_twice(counted: Counted) -> None:
    chosen = quotes.publishable_quotes(counted)
    records = counted.session.records.set_index("id")
    assert len(chosen) > 10
    assert records.loc[chosen["id"], "publishable"].all()
    assert records.loc[chosen["id"], "participant"].is_unique
    assert chosen.groupby("theme").size().max() <= quotes.MOST


def test_without_a_marked_contribution_there_is_no_quote(counted: Counted) -> None:
    bare = counted.reading.coded.assign(publishable=pd.NA)
    silent = replace(counted, reading=replace(counted.reading, coded=bare))
    assert quotes.quotes_table(silent) == ReportNothing(
        "geen bijdrage met een code is als publiceerbaar gemarkeerd"
    )


# -- agreement --------------------------------------------------------------------------------


def test_a_few_doubly_coded_contributions_are_called_rough(counted: Counted) -> None:
    few = counted.agreed.assign(rough=True)
    table = agreement.agreement_table(replace(counted, agreed=few))
    remark = table.frame["remark"].iloc[0]
    assert remark == ["ruw: minder dan 30 dubbel gecodeerde bijdragen"]


def test_one_coder_gives_no_table_and_two_who_never_met_neither(counted: Counted) -> None:
    one = agreement.agreement_table(replace(counted, agreed=counted.agreed.assign(coders=1)))
    none = agreement.agreement_table(replace(counted, agreed=counted.agreed.assign(n=0)))
    assert one == ReportNothing("één lezer, geen overeenstemming te berekenen")
    assert none == ReportNothing("geen bijdrage is door twee codeurs gecodeerd")


def test_each_code_that_somebody_gave_has_its_agreement(counted: Counted) -> None:
    table = agreement.codes_agreement_table(counted)
    assert (table.frame["positives"] > 0).all()
    assert "geen interval: alle variatie komt uit één bijdrage" in str(
        table.frame["remark"].tolist()
    )


# -- what became of it ------------------------------------------------------------------------


def test_an_absent_followup_prints_nothing_and_a_present_one_its_words() -> None:
    session: Any = SimpleNamespace(example=False)
    known = pd.DataFrame(
        [("belofte-1", "Vertel wat lukt", "begonnen", "2026-09-01", "jaarplan")],
        columns=["promise", "text", "status", "date", "source"],
    )
    empty = followup.followup_table(known.iloc[:0], session=session)
    assert empty == ReportNothing("er is geen opvolging.csv")
    table = followup.followup_table(known, session=session)
    assert table.payload["rows"] == [
        ["Vertel wat lukt", "begonnen", "1 september 2026", "jaarplan"]
    ]


# -- trend ------------------------------------------------------------------------------------


def session(key: str, day: date, evidence: Evidence) -> Any:
    return SimpleNamespace(
        key=key, date=day, evidence=evidence, title=f"Sessie {key}", participants=None,
        question=None, method=None, selection=None, example=key == "c",
    )  # fmt: skip


SESSIONS = [
    session("a", date(2024, 11, 12), Evidence.PUBLISHED),
    session("b", date(2026, 3, 17), Evidence.CONTRIBUTIONS),
    session("c", date(2026, 9, 15), Evidence.CONTRIBUTIONS),
]
THEMES = pd.DataFrame({"theme": ["tijd", "taal"], "name": ["Tijd", "Taal"]})


def trend_rows() -> pd.DataFrame:
    """Three sessions and two rode draden, as `compare.trend` gives them."""
    counted = {"unit": "participant", "count": 9, "base": 45, "share": 0.2, "low": 0.1,
               "high": 0.4, "effective": 33.0, "shown": "20%"}  # fmt: skip
    nothing = dict.fromkeys(counted, pd.NA) | dict.fromkeys(("share", "low", "high"), np.nan)
    rows = [
        {"theme": theme, "session": one.key, "date": one.date, "evidence": str(one.evidence),
         "seen": theme == "tijd", "comparable": theme == "tijd" or one.key != "c",
         **(counted if one.evidence == Evidence.CONTRIBUTIONS else nothing)}
        for one in SESSIONS
        for theme in THEMES["theme"]
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_trend_shows_each_session_with_the_evidence_it_has() -> None:
    page = trend.trend_page(trend_rows(), sessions=SESSIONS, themes=THEMES, style=read_style())
    how, sessions, figure, numbers = page
    assert isinstance(numbers, ReportTable)
    frame = numbers.frame.set_index("name")
    assert frame.loc["Tijd", "sessie-1"] == "op de lijst"
    assert frame.loc["Taal", "sessie-1"] == "niet op de lijst"
    assert frame.loc["Tijd", "sessie-2"] == [
        "9 van 45", "20% (10%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}40%)"
    ]  # fmt: skip
    assert frame.loc["Taal", "sessie-3"] == [
        "9 van 45",
        "20% (10%\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}40%)",
        "anders omschreven dan in de sessie ervoor",
    ]
    assert "Niet van elke sessie is bekend: de vraag, de werkwijze en wie er waren." in said(how)
    assert {sessions.stamp, figure.stamp, numbers.stamp} == {VOORBEELD}
    assert "geen lijn" in how.payload["parts"][0]


def test_two_sessions_are_no_trend() -> None:
    with pytest.raises(trend.TooFewSessions) as refused:
        trend.trend_page(trend_rows(), sessions=SESSIONS[:2], themes=THEMES, style=read_style())
    assert str(refused.value) == (
        "Een verloop in de tijd vraagt minstens drie sessies. Leg twee sessies naast elkaar met: "
        "workshop-analysis compare."
    )


def test_a_trend_says_of_the_circumstances_only_what_the_files_say() -> None:
    alike = [
        replace_one(one, question="Wat?", method="Briefjes", selection="Wie wilde")
        for one in SESSIONS
    ]
    equal = said(trend.how_to_read(alike))
    assert "De vraag, de werkwijze en wie er waren, zijn overal gelijk." in equal
    other = [*alike[:2], replace_one(alike[2], question="Waarom?")]
    assert "De sessies verschillen in de vraag." in said(trend.how_to_read(other))


def replace_one(one: Any, **changed: str) -> Any:
    return SimpleNamespace(**{**vars(one), **changed})
