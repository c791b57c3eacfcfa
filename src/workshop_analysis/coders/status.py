"""How far a session is: what was coded and decided, which facts are empty, what does not fit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.agreement import coders, disagreements
from workshop_analysis.terms import NO_CODE, Evidence, Origin

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop

FACTS = ("question", "method", "selection", "unit", "participants", "contact", "licence")
"""The facts of session.toml that a reader of the report misses when they are empty."""
COLUMNS = ["about", "key", "done", "total", "names"]
_FIRST_VERSION = re.compile(r"0\.1(\.0)*|1(\.0)*")
_ABOUT_SO_MANY = re.compile(r"\+/-|±|~|\bca\b|circa|ongeveer|geschat|ruim|bijna|minstens", re.I)
UNKNOWN = "onbekend"
Row = tuple[str, str | None, int | None, int | None, tuple[str, ...]]


def status(workshop: Workshop) -> pd.DataFrame:
    """Return what is done and what is not yet, one row per thing there is to say.

    `about` says what (codeur, niemand, geen code, verschillen, feiten, deelnemers, datum), `key`
    which one, `done` and `total` the numbers that go with it (missing where there are none),
    `names` the contributions, facts or days it is about.
    """
    session = workshop.session
    counted = session.evidence is Evidence.CONTRIBUTIONS
    rows = [*(_coding(workshop) if counted else ()), *_facts(session)]
    rows += [*(_participants(session) if counted else ()), *_dates(workshop)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"about": "str", "key": "str", "done": "Int64", "total": "Int64"})


def _coding(workshop: Workshop) -> Iterator[Row]:
    coding, records = workshop.coding, workshop.session.records
    total = len(records)
    own = coding[coding["origin"].ne(Origin.CONSENSUS)]
    for row in coders(own).to_dict("records"):
        yield "codeur", row["coder"], row["records"], total, ()
    waiting = records.loc[~records["id"].isin(coding["record"]), "id"]
    yield "niemand", None, len(waiting), total, tuple(waiting)
    none = records.loc[records["id"].isin(own.loc[own["code"].eq(NO_CODE), "record"]), "id"]
    yield "geen code", None, len(none), total, tuple(none)
    differing = disagreements(coding, records=records)["record"] if len(own) else pd.Series([])
    decided = differing.isin(coding.loc[coding["origin"].eq(Origin.CONSENSUS), "record"])
    open_still = tuple(differing[~decided])
    yield "verschillen", None, int(decided.sum()), len(differing), open_still


def _facts(session: Session) -> Iterator[Row]:
    empty = tuple(name for name in FACTS if getattr(session, name) is None)
    yield "feiten", None, len(FACTS) - len(empty), len(FACTS), empty


def _participants(session: Session) -> Iterator[Row]:
    """Yield what the file says beside what was counted; `done` is missing without one number."""
    column = session.records["participant"].dropna()
    counted = int(column[column.ne(UNKNOWN)].nunique())
    if session.participants is not None:
        yield "deelnemers", session.participants, _said(session.participants), counted, ()


def _said(text: str) -> int | None:
    """Return the one number in a text; None when it is a guess, or there is no one number."""
    numbers = re.findall(r"\d+", text)
    return int(numbers[0]) if len(numbers) == 1 and not _ABOUT_SO_MANY.search(text) else None


def _dates(workshop: Workshop) -> Iterator[Row]:
    """Yield the days that cannot be as they are beside each other; no clock is looked at."""
    session, publication = workshop.session, workshop.session.publication
    corrected = [correction.date for correction in publication.corrections]
    told = [*map(datetime.date.fromisoformat, workshop.followup["date"].dropna())]
    late, early = max(corrected, default=publication.date), min(corrected, default=session.date)
    if publication.date < session.date:
        yield _days("publicatie voor sessie", publication.date, session.date)
    if late > publication.date:
        yield _days("correctie na publicatie", late, publication.date)
    if early < session.date:
        yield _days("correctie voor sessie", early, session.date)
    if corrected and _FIRST_VERSION.fullmatch(publication.version):
        yield "datum", "correctie zonder versie", None, None, (publication.version,)
    if told and max(told) > publication.date:
        yield _days("opvolging na publicatie", max(told), publication.date)
    if told and min(told) < session.date:
        yield _days("opvolging voor sessie", min(told), session.date)


def _days(key: str, one: datetime.date, other: datetime.date) -> Row:
    return "datum", key, None, None, (one.isoformat(), other.isoformat())
