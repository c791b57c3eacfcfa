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

from workshop_analysis.chapters import agreement, followup, quotes, trend
from workshop_analysis.chapters.numbers import (
    chance,
    decimals,
    interval,
    likely,
    of_base,
    percentage,
    points,
    share_columns,
)
from workshop_analysis.chapters.session_front import _apart
from workshop_analysis.counting.counted import Counted, count_session
from workshop_analysis.display.objects import ReportNothing, ReportTable
from workshop_analysis.folder.workshop import read_workshop
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
        (interval(np.nan, np.nan, base=8), None),
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


def test_the_order_is_called_unsure_only_where_intervals_overlap() -> None:
    apart = [{"low": 0.6, "high": 0.8}, {"low": 0.1, "high": 0.3}]
    assert _apart(apart) == ""
    over = [{"low": 0.2, "high": 0.8}, apart[1]]
    assert _apart(over) == " De intervallen overlappen, dus hun volgorde staat niet vast."


# -- quotes -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted(repository: Path) -> Counted:
    return count_session(read_workshop(repository / "data" / "voorbeeldsessie"))


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
        question=None, example=key == "c",
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
    assert frame.loc["Taal", "sessie-3"] == "niet te vergelijken"
    assert {sessions.stamp, figure.stamp, numbers.stamp} == {VOORBEELD}
    assert "geen lijn" in how.payload["parts"][0]


def test_two_sessions_are_no_trend() -> None:
    with pytest.raises(trend.TooFewSessions) as refused:
        trend.trend_page(trend_rows(), sessions=SESSIONS[:2], themes=THEMES, style=read_style())
    assert str(refused.value) == (
        "Een verloop in de tijd vraagt minstens drie sessies. Leg twee sessies naast elkaar met: "
        "workshop-analysis compare."
    )
