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
    in_small_letters,
    join,
    key_form,
    one_of,
    whole_number,
)
from workshop_analysis.privacy import personal_data
from workshop_analysis.terms import Evidence, Kind, Side

_BELOFTE_HAS_NO_SIDE = Rule(
    holds=lambda frame: frame["side"].isna() | frame["kind"].ne(Kind.BELOFTE),
    say=lambda values, _: [
        f"een belofte heeft geen kant, en hier staat '{value}'. Maak deze cel leeg."
        for value in values
    ],
    column="side",
)
_BELEMMERING_HAS_SIDE = Rule(
    holds=lambda frame: frame["side"].notna() | frame["kind"].ne(Kind.BELEMMERING),
    say=lambda values, _: [
        f"deze cel is leeg, en een belemmering heeft een kant. Vul in: {join(Side)}."
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
_NUMBER_ONLY = (
    "hier staat alleen een getal. Zet er een letter voor, zodat te zien is dat het een deelnemer "
    "is: 1 wordt P01, 2 wordt P02."
)
_YES_OR_NO = ("ja", "nee")
_IS_PARTICIPANT = Rule(
    holds=lambda values: values.str.fullmatch(PARTICIPANT),
    say=lambda values, _: [
        _NUMBER_ONLY if value.strip().isdigit() else _PARTICIPANT_SENTENCE for value in values
    ],
)
_TEXT = Column(way_out="Vul de tekst in, of haal de hele rij weg.")
_COMMON: dict[str, Column] = {
    "kind": Column((one_of(Kind),)),
    "side": Column((one_of(Side),), may_be_empty=True),
}
OUTCOMES: dict[str, Column] = {
    "id": Column((key_form(),)),
    **_COMMON,
    "number": Column((whole_number(),)),
    "text": Column((_OUTCOME_IS_NOBODYS,), way_out=_TEXT.way_out),
}
CONTRIBUTIONS: dict[str, Column] = {
    "id": Column(),
    **_COMMON,
    "text": _TEXT,
    "participant": Column((_IS_PARTICIPANT,), True, True),
    "table": Column((), True, True),
    "votes": Column((whole_number(),), True, True),
    "publishable": Column((one_of(_YES_OR_NO),), True, True),
}
_ACROSS = (different("id", report="id"), _BELOFTE_HAS_NO_SIDE, _BELEMMERING_HAS_SIDE)


def check_records(raw: Checked[RawTable], evidence: Evidence) -> Checked[pd.DataFrame]:
    """Return the records of a session with every fault in them; one row per row of the file."""
    raw = in_small_letters(raw, {"kind": Kind, "side": Side, "publishable": _YES_OR_NO})
    if evidence is Evidence.PUBLISHED:
        checked = check_table(raw, OUTCOMES, across=_ACROSS)
        frame = as_whole_numbers(checked.value, "number")
    else:
        across = (*_ACROSS, _TABLE_ON_SOME_ROWS, _PUBLISHABLE_IS_NOBODYS)
        checked = check_table(raw, CONTRIBUTIONS, across=across)
        frame = as_whole_numbers(checked.value, "votes").assign(
            publishable=checked.value["publishable"].map({"ja": True, "nee": False})
        )
        frame = frame.astype({"publishable": "boolean"})
    return Checked(frame, (*checked.faults, *_no_rows(raw)), checked.notices)


def _no_rows(raw: Checked[RawTable]) -> list[Fault]:
    if raw.faults or len(raw.value.frame):
        return []
    return [raw.value.fault("hierin staat nog geen enkele rij. Vul er minstens één in.")]
