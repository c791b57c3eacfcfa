"""The records of a session: what an outcome or a contribution must look like, checked."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.checks import (
    Checked,
    Column,
    Fault,
    RawTable,
    Rule,
    as_whole_numbers,
    check_table,
    different,
    join,
    key_form,
    matches,
    one_of,
    whole_number,
)
from workshop_analysis.privacy import personal_data
from workshop_analysis.terms import NOVEMBER_WORDS, Evidence, KindWords, Vocabulary


def _has_no_side(kind: KindWords) -> Rule:
    return Rule(
        holds=lambda frame: frame["side"].isna() | frame["kind"].ne(kind.key),
        say=lambda values, _: [
            f"een {kind.singular} heeft geen kant, en hier staat '{value}'. Maak deze cel leeg."
            for value in values
        ],
        column="side",
    )


def _has_a_side(kind: KindWords, sides: str) -> Rule:
    return Rule(
        holds=lambda frame: frame["side"].notna() | frame["kind"].ne(kind.key),
        say=lambda values, _: [
            f"deze cel is leeg, en een {kind.singular} heeft een kant. Vul in: {sides}."
            for _value in values
        ],
        column="side",
    )


_TABLE_ON_SOME_ROWS = Rule(
    holds=lambda frame: frame["table"].notna() | frame["table"].isna().all(),
    say=lambda values, _: [
        "hier ontbreekt de tafel, en op andere rijen staat er wel een. "
        "Vul hem overal in, of laat de hele kolom leeg."
        for _value in values
    ],
    column="table",
)
_PUBLISHABLE_IS_NOBODYS = Rule(
    holds=lambda frame: personal_data(frame["text"].where(frame["publishable"].eq("ja"))).isna(),
    say=lambda values, _: [
        f"hierin staat {kind}, en deze bijdrage is publiceerbaar. Haal het weg, of zet "
        "publiceerbaar op nee."
        for kind in personal_data(values)
    ],
    column="text",
)
_OUTCOME_IS_NOBODYS = Rule(
    holds=lambda values: personal_data(values).isna(),
    say=lambda values, _: [
        f"hierin staat {kind}, en dit is een gepubliceerde tekst. Haal het weg."
        for kind in personal_data(values)
    ],
)
PARTICIPANT = "[A-Z]{1,3}[0-9]{1,4}"
_PARTICIPANT_SENTENCE = (
    "hier staat geen deelnemersnummer zoals P07 (één tot drie hoofdletters en één tot vier "
    "cijfers). Het kan een naam zijn, en namen horen niet in dit bestand; daarom herhalen wij "
    "hem niet. Geef elke deelnemer een nummer."
)
_TEXT = Column(way_out="Vul de tekst in, of haal de hele rij weg.")
_KIND_AND_SIDE: dict[str, Column] = {"kind": Column(), "side": Column(may_be_empty=True)}
OUTCOMES: dict[str, Column] = {
    "id": Column((key_form(),)),
    **_KIND_AND_SIDE,
    "number": Column((whole_number(),)),
    "text": Column((_OUTCOME_IS_NOBODYS,), way_out=_TEXT.way_out),
}
CONTRIBUTIONS: dict[str, Column] = {
    "id": Column(),
    **_KIND_AND_SIDE,
    "text": _TEXT,
    "participant": Column((matches(PARTICIPANT, _PARTICIPANT_SENTENCE),), True, True),
    "table": Column((), True, True),
    "votes": Column((whole_number(),), True, True),
    "publishable": Column((one_of(("ja", "nee")),), True, True),
}
"""The columns of both; which kinds and sides may stand in them is for `check_records`."""


def check_records(
    raw: Checked[RawTable], evidence: Evidence, *, words: Vocabulary = NOVEMBER_WORDS
) -> Checked[pd.DataFrame]:
    """Return the records of a session with every fault in them; one row per row of the file.

    `words` are the kinds and sides of the session. Where no kind has sides, the column for them
    may be left out.
    """
    own, rules = _kind_and_side(words), _across(words)
    if evidence is Evidence.PUBLISHED:
        checked = check_table(raw, {**OUTCOMES, **own}, across=rules)
        frame = as_whole_numbers(checked.value, "number")
    else:
        across = (*rules, _TABLE_ON_SOME_ROWS, _PUBLISHABLE_IS_NOBODYS)
        checked = check_table(raw, {**CONTRIBUTIONS, **own}, across=across)
        frame = as_whole_numbers(checked.value, "votes").assign(
            publishable=checked.value["publishable"].map({"ja": True, "nee": False})
        )
        frame = frame.astype({"publishable": "boolean"})
    return Checked(frame, (*checked.faults, *_no_rows(raw)), checked.notices)


def _kind_and_side(words: Vocabulary) -> dict[str, Column]:
    sides = tuple(side.key for side in words.sides)
    rules = (one_of(sides),) if sides else ()
    return {
        "kind": Column((one_of(kind.key for kind in words.kinds),)),
        "side": Column(rules, may_be_absent=not sides, may_be_empty=True),
    }


def _across(words: Vocabulary) -> tuple[Rule, ...]:
    sides = join(side.key for side in words.sides) if words.sides else ""
    without = (_has_no_side(kind) for kind in words.kinds if not kind.sides)
    those = (_has_a_side(kind, sides) for kind in words.kinds if kind.sides)
    return (different("id", report="id"), *without, *those)


def _no_rows(raw: Checked[RawTable]) -> list[Fault]:
    if raw.faults or len(raw.value.frame):
        return []
    return [raw.value.fault("hierin staat nog geen enkele rij. Vul er minstens één in.")]
