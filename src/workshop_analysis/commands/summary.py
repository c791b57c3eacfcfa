"""What a session folder holds, in a few lines for the person who filled it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from babel.dates import format_date

from workshop_analysis.checks import join
from workshop_analysis.folder.session import Session
from workshop_analysis.folder.workshop import Workshop
from workshop_analysis.terms import VOORBEELD, Evidence, KindWords


def summary(workshop: Workshop) -> str:
    """Return what was read from a folder without faults, one thing a line."""
    return "\n".join(_lines(workshop))


def _lines(workshop: Workshop) -> Iterator[str]:
    session, codebook = workshop.session, workshop.codebook
    yield f"'{workshop.place}' is in orde."
    if session.example:
        yield VOORBEELD
    yield f"Sessie: {session.title} ({_day(session)})"
    yield f"Gelezen: {', '.join(workshop.hashes)}"
    yield _records(session)
    yield from _who(session)
    themes = _count(len(codebook.themes), "rode draad", "rode draden")
    yield f"Codeboek {codebook.version}: {themes}, {_count(len(codebook.codes), 'code', 'codes')}"
    yield from _judged(workshop)
    yield from (f"Let op: {notice}" for notice in workshop.notices)


def _day(session: Session) -> str:
    return str(format_date(session.date, format="long", locale="nl_NL"))


def _records(session: Session) -> str:
    records = session.records
    what = ("uitkomst", "uitkomsten")
    if session.evidence is Evidence.CONTRIBUTIONS:
        what = ("bijdrage", "bijdragen")
    kinds = [_kind(session, kind) for kind in session.words.kinds]
    return f"{_count(len(records), *what)}: {join(kinds, last='en')}"


def _kind(session: Session, kind: KindWords) -> str:
    """Say how many records are of a kind, and on which sides they stand."""
    own = session.records[session.records["kind"] == kind.key]
    sides = own["side"].value_counts()
    those = (side.key for side in session.words.sides if side.key in sides)
    shown = ", ".join(f"{sides[side]} {side}" for side in those)
    return f"{_count(len(own), kind.singular, kind.plural)}{f' ({shown})' if shown else ''}"


def _judged(workshop: Workshop) -> Iterator[str]:
    """Yield how many judgements there are; nothing where no two kinds can be judged."""
    promise, barrier = workshop.session.words.promise, workshop.session.words.barrier
    if promise is not None and barrier is not None:
        count = _count(len(workshop.links), "oordeel", "oordelen")
        yield f"{count} over {promise.singular} en {barrier.singular}"


def _who(session: Session) -> Iterator[str]:
    """Yield how many participants and tables contributed, where the data say it."""
    known = [
        (session.records[column].nunique(), *words)
        for column, words in (
            ("participant", ("deelnemer", "deelnemers")),
            ("table", ("tafel", "tafels")),
        )
        if column in session.records and pd.notna(session.records[column]).any()
    ]
    if known:
        yield "Van " + " aan ".join(_count(*each) for each in known)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
