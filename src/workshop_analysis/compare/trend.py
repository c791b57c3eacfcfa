"""Several sessions in a row, each with the evidence it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from workshop_analysis.compare.states import Yardstick, keys_of
from workshop_analysis.counting.shares import shares
from workshop_analysis.terms import Evidence

NUMBERS = ("unit", "count", "base", "share", "low", "high", "effective", "shown")


@dataclass(frozen=True)
class CodedSession:
    """One session with its coded records, as the trend needs it.

    `looked_for` are the codes or themes of the codebook with which it was coded. What came into
    the codebook later was not looked for here, so its numbers are missing and not zero. `changed`
    are those that mean something else here than in the session before it.
    """

    key: str
    date: date
    evidence: Evidence
    coded: pd.DataFrame
    looked_for: frozenset[str] | None = None
    changed: frozenset[str] = frozenset()


def trend(sessions: Sequence[CodedSession], *, yardstick: Yardstick | None = None) -> pd.DataFrame:
    """Give for each session and theme (or code) whether it was seen, and its share where counted.

    One row per session x key, sessions by date: session, date, evidence, the key, `seen`,
    `comparable` (means the same as in the session before it), and count, base, share, low, high,
    effective and shown. What changed between two sessions keeps its numbers in each, and the
    sessions after them compare as before. A published list has `seen` only: not on it means not
    printed, never not said. Every number is missing there, for what a session did not look for, and
    wherever `shares.shares` leaves it out.
    """
    rule = yardstick or Yardstick()
    ordered = sorted(sessions, key=lambda session: (session.date, session.key))
    found = [key for session in ordered for key in keys_of(session.coded, rule.level)]
    keys = tuple(dict.fromkeys([*(rule.fixed or ()), *found]))
    rows = [_rows(session, keys=keys, rule=rule) for session in ordered]
    return pd.concat(rows, ignore_index=True)


def _rows(session: CodedSession, *, keys: tuple[str, ...], rule: Yardstick) -> pd.DataFrame:
    front = pd.DataFrame({rule.level: pd.Series(keys, dtype="str")})
    seen = front[rule.level].isin(keys_of(session.coded, rule.level))
    who: dict[str, Any] = {
        "session": session.key,
        "date": session.date,
        "evidence": str(session.evidence),
    }
    comparable = ~front[rule.level].isin(session.changed | rule.changed)
    numbers = _numbers(session, keys=keys, rule=rule)
    order = [*who, rule.level, "seen", "comparable", *NUMBERS]
    table = front.assign(**who, seen=seen, comparable=comparable).merge(numbers, on=rule.level)
    return table[order]


def _numbers(session: CodedSession, *, keys: tuple[str, ...], rule: Yardstick) -> pd.DataFrame:
    if session.evidence == Evidence.CONTRIBUTIONS:
        table = shares(session.coded, by=[rule.level], keys=keys)[[rule.level, *NUMBERS]]
        return _only_looked_for(table, session, level=rule.level)
    types = {"unit": "str", "count": "Int64", "base": "Int64", "shown": "str"}
    nothing = {
        name: pd.Series(pd.NA, range(len(keys)), types.get(name, "Float64")) for name in NUMBERS
    }
    table = pd.DataFrame({rule.level: pd.Series(keys, dtype="str"), **nothing})
    return table.astype({name: "float64" for name in NUMBERS if name not in types})


def _only_looked_for(table: pd.DataFrame, session: CodedSession, *, level: str) -> pd.DataFrame:
    seen = keys_of(session.coded, level)
    looked = session.looked_for if session.looked_for is not None else set(table[level])
    return table.assign(**table[list(NUMBERS)].where(table[level].isin([*looked, *seen])))
