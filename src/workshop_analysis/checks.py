"""Raw table to clean table, or every fault at once: what is wrong, where, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pandas as pd

from workshop_analysis.faults import (
    ROWS_SHOWN,
    Checked,
    Fault,
    SessionError,
    fault_lines,
    join,
    meant,
    nearest,
    not_there,
    short,
)
from workshop_analysis.terms import HEADERS

__all__ = [
    "Checked",
    "Column",
    "Fault",
    "RawTable",
    "Rule",
    "SessionError",
    "as_whole_numbers",
    "check_table",
    "different",
    "each_once",
    "fault_lines",
    "in_small_letters",
    "join",
    "kept_rows",
    "key_form",
    "known",
    "matches",
    "meant",
    "near_names",
    "nearest",
    "not_there",
    "one_of",
    "renamed",
    "whole_number",
]

_WHOLE = "[0-9]{1,9}"


@dataclass(frozen=True)
class RawTable:
    """A table as somebody wrote it: all text, canonical column names, empty cells missing.

    `frame` has one row per row with text, its index is the row as the spreadsheet shows it;
    `written` gives each column as the file writes it, `unknown` the columns we do not know.
    """

    name: str
    frame: pd.DataFrame
    written: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    sha256: str = ""
    row_word: str = "rij"
    column_word: str = "kolom"

    def fault(self, message: str, *, row: int | None = None, column: str | None = None) -> Fault:
        """Return a fault in this table, with the column as the file writes it."""
        written = None if column is None else self.written.get(column, column)
        return Fault(self.name, message, row, written, self.row_word, self.column_word)

    def empty_cell(self, way_out: str = "") -> str:
        """Return the sentence for a cell (in TOML: a key) that must be filled in and is not."""
        if self.column_word == "kolom":
            return f"deze cel is leeg. {way_out or 'Vul hem in, of haal de hele rij weg.'}"
        return f"deze sleutel ontbreekt. {way_out or 'Vul hem in.'}"


@dataclass(frozen=True)
class Rule:
    """One thing that must hold on every row.

    `holds` takes the values that are filled in (or, for a rule over several columns, the whole
    table) and gives a truth per row; `say` gives a sentence for each row where it does not hold.
    """

    holds: Callable[[Any], pd.Series[bool]]
    say: Callable[[pd.Series[Any], pd.DataFrame], Iterable[str]]
    column: str = ""


Guess: TypeAlias = Callable[[str], str]
"""Takes a value that is not in a list and gives what its writer may have meant; "" unknown."""


@dataclass(frozen=True)
class Column:
    """What a column must be: may it be absent, may its cells be empty, and which rules hold."""

    rules: tuple[Rule, ...] = ()
    may_be_absent: bool = False
    may_be_empty: bool = False
    way_out: str = ""


def check_table(
    scanned: Checked[RawTable], columns: Mapping[str, Column], *, across: tuple[Rule, ...] = ()
) -> Checked[pd.DataFrame]:
    """Return the table with its known columns first and in order, and every fault in it.

    One row per row of the file, faulty rows included; unknown columns are kept and noticed.
    `across` holds the rules over several columns; each names the column it is reported under.
    """
    raw = scanned.value
    if not raw.sha256:  # the file itself could not be read: that is fault enough
        return Checked(raw.frame.reindex(columns=[*columns]).astype("str"), scanned.faults)
    present = {name: column for name, column in columns.items() if name in raw.frame}
    absent = [n for n, c in columns.items() if n not in present and not c.may_be_absent]
    others = [str(name) for name in raw.frame if name not in columns]
    frame = raw.frame.reindex(columns=[*columns, *others])
    across = tuple(rule for rule in across if rule.column in present)
    faults = (
        *scanned.faults,
        *_absent_faults(raw, absent, tuple(columns)),
        *_row_faults(raw, frame, present, across=across),
    )
    strangers = () if absent else tuple(_unknown(raw, name, tuple(columns)) for name in others)
    return Checked(frame, faults, (*scanned.notices, *strangers))


def kept_rows(checked: Checked[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows with which nothing is wrong: kept and reported rows make up the file."""
    reported = {fault.row for fault in checked.faults if fault.row is not None}
    return checked.value.loc[~checked.value.index.isin(reported)]


def one_of(words: Iterable[str]) -> Rule:
    """Each value is one of these words; the message names the nearest and all that are allowed."""
    allowed = tuple(str(word) for word in words)
    return Rule(
        holds=lambda values: values.isin(allowed),
        say=lambda values, _: each_once(values, lambda value: not_there(value, allowed)),
    )


def known(
    words: Iterable[str], *, what: str, way_out: str = "", advice: Guess | None = None
) -> Rule:
    """Each value names something that exists; only the nearest of the words is named.

    `advice` may know better than the spelling what somebody meant: its sentence then stands in
    the place of the nearest word. Where many values are unknown the file is the wrong one, and
    that is said once.
    """
    allowed = tuple(dict.fromkeys(str(word) for word in words))

    def sentence(value: str) -> str:
        said = (advice(value) if advice else "") or meant(value, allowed)
        return " ".join(filter(None, [f"{what} '{short(value)}' bestaat niet.", said, way_out]))

    def say(values: pd.Series[Any], _: pd.DataFrame) -> list[str]:
        wrong = values.unique()
        if len(wrong) <= ROWS_SHOWN or (advice and advice(str(wrong[0]))):
            return each_once(values, sentence)
        together = (
            f"{what} '{short(wrong[0])}' en {len(wrong) - 1} andere bestaan niet. Hoort dit "
            "bestand wel bij deze map?"
        )
        return [together] * len(values)

    return Rule(holds=lambda values: values.isin(allowed), say=say)


def matches(pattern: str, sentence: str) -> Rule:
    """Each value has this form; `sentence` says so, with {value} where it may be repeated."""
    # Not `format`: what somebody wrote may hold a brace, and stands in the sentence as it is.
    return Rule(
        holds=lambda values: values.str.fullmatch(pattern),
        say=lambda values, _: [sentence.replace("{value}", value) for value in values],
    )


def whole_number() -> Rule:
    """Each value is a whole number of at most nine digits."""
    return Rule(
        holds=lambda values: values.str.fullmatch(_WHOLE),
        say=lambda values, _: each_once(values, _not_whole),
    )


def _not_whole(value: str) -> str:
    if value.isascii() and value.isdigit():
        return f"'{short(value)}' is te groot. Een getal heeft hier hoogstens negen cijfers."
    return f"'{short(value)}' is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld 3."


def key_form() -> Rule:
    """Each value can serve as a key: small letters, digits and hyphens."""
    return matches(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "'{value}' kan niet als sleutel dienen. "
        "Gebruik kleine letters, cijfers en streepjes, zoals 'beleid-2'.",
    )


def different(*columns: str, report: str, row_word: str = "rij") -> Rule:
    """No two rows have the same values in these columns; the message names the earlier row."""
    names = list(columns)

    def say(values: pd.Series[Any], frame: pd.DataFrame) -> list[str]:
        first = frame.assign(_row=frame.index).groupby(names)["_row"].transform("first")
        rows = frame.loc[values.index, names].itertuples(index=False, name=None)
        return [
            _twice(row, f"{row_word} {int(earlier)}")
            for row, earlier in zip(rows, first[values.index], strict=True)
        ]

    return Rule(
        holds=lambda frame: ~frame.duplicated(names) | frame[names].isna().any(axis=1),
        say=say,
        column=report,
    )


def in_small_letters(
    raw: Checked[RawTable], lists: Mapping[str, Iterable[str]]
) -> Checked[RawTable]:
    """Return the table with the words of closed lists as these write them: 'JA' is 'ja'.

    `lists` gives the words of each column; any other value stays as it is, for its rule.
    """
    frame = raw.value.frame
    folded = {
        name: _in_list(frame[name], tuple(map(str, words)))
        for name, words in lists.items()
        if name in frame
    }
    return replace(raw, value=replace(raw.value, frame=frame.assign(**folded)))


def _in_list(values: pd.Series[str], words: tuple[str, ...]) -> pd.Series[str]:
    small = values.str.strip().str.casefold()
    return values.mask(small.isin(words), small)


def as_whole_numbers(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the table with these columns as Int64; what `whole_number` refuses is NA."""
    return frame.assign(**{name: _whole(frame[name].astype("str")) for name in columns})


def _whole(values: pd.Series[str]) -> pd.Series[int]:
    # Only what the rule lets through is converted: a number of twenty digits does not fit.
    fits = values.str.fullmatch(_WHOLE, na=False)
    return pd.to_numeric(values.where(fits), errors="coerce").astype("Int64")


def each_once(values: pd.Series[Any], sentence: Callable[[str], str]) -> list[str]:
    """Return a sentence per row, made once for each different value."""
    sentences = {value: sentence(value) for value in values.unique()}
    return [sentences[value] for value in values]


def _twice(values: tuple[str, ...], place: str) -> str:
    quoted = [f"'{value}'" for value in values]
    if len(quoted) == 1:
        return f"{quoted[0]} staat ook op {place}. Elke waarde mag hier maar één keer voorkomen."
    return f"{join(quoted, last='en')} staan samen ook op {place}. Laat één van de twee staan."


def _absent_faults(raw: RawTable, absent: list[str], known_names: tuple[str, ...]) -> list[Fault]:
    found = f"Gevonden: {', '.join(raw.written.values())}." if raw.written else ""
    strangers = near_names(raw.unknown, known_names)
    return [
        raw.fault(" ".join(filter(None, [_absent(raw, name), _instead(name, strangers), found])))
        for name in absent
    ]


def _absent(raw: RawTable, name: str) -> str:
    dutch = next((d for d, canonical in HEADERS.items() if canonical == name and d != name), None)
    also = f" (of '{dutch}')" if dutch and raw.column_word == "kolom" else ""
    return f"{raw.column_word} '{name}'{also} ontbreekt."


def _instead(name: str, strangers: Mapping[str, str]) -> str:
    other = strangers.get(name)
    return f"Heet hij nu '{other}'? Verander dan die kop." if other else "Voeg hem toe."


def near_names(unknown: Iterable[str], names: tuple[str, ...]) -> dict[str, str]:
    """Return, for names that look like an unknown one, the unknown name they may be meant by."""
    spellings = _spellings(names)
    near = {name: nearest(name, spellings) for name in unknown}
    return {HEADERS.get(word, word): name for name, word in near.items() if word}


def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    dutch = (written for written, canonical in HEADERS.items() if canonical in names)
    return tuple(dict.fromkeys((*names, *dutch)))


def _unknown(raw: RawTable, name: str, known_names: tuple[str, ...]) -> str:
    written = raw.written.get(name, name)
    near = meant(written, _spellings(known_names))
    tail = f" {near}" if near else ""
    return (
        f"{raw.name}: {raw.column_word} '{written}' kennen wij hier niet; "
        f"hij blijft bewaard en telt nergens mee.{tail}"
    )


def _row_faults(
    raw: RawTable,
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    across: tuple[Rule, ...],
) -> list[Fault]:
    """Return what is wrong row by row: on one row the empty cells first, then rule by rule."""
    way_out = _ways_out(raw, columns)
    faults = [
        raw.fault(raw.empty_cell(way_out[name]), row=int(row), column=name)
        for name, column in columns.items()
        if not column.may_be_empty
        for row in frame.index[frame[name].isna()]
    ]
    for name, column in columns.items():
        for rule in column.rules:
            # An empty cell is reported as empty, or may be so: no rule sees it.
            faults += _broken(raw, frame, replace(rule, column=name), seen=frame[name].dropna())
    for rule in across:
        faults += _broken(raw, frame, rule, seen=frame)
    return sorted(faults, key=lambda fault: fault.row or 0)


def _broken(
    raw: RawTable, frame: pd.DataFrame, rule: Rule, *, seen: pd.Series[Any] | pd.DataFrame
) -> list[Fault]:
    # On no rows at all pandas answers with text or objects, of which `~` makes no truth.
    wrong = seen.index[~rule.holds(seen).astype(bool)]
    said = rule.say(frame.loc[wrong, rule.column], frame) if len(wrong) else ()
    return [
        raw.fault(message, row=int(row), column=rule.column)
        for row, message in zip(wrong, said, strict=True)
    ]


def _ways_out(raw: RawTable, columns: Mapping[str, Column]) -> dict[str, str]:
    """Return the way out of an empty cell; where a key has a likely other name, that name."""
    strangers = near_names(raw.unknown, tuple(columns)) if raw.column_word == "sleutel" else {}
    return {
        name: renamed(strangers[name]) if name in strangers else column.way_out
        for name, column in columns.items()
    }


def renamed(other: str) -> str:
    """Return the way out where a key seems to have another name."""
    return f"Heet hij nu '{other}'? Verander dan die naam."
