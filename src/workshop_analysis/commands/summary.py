"""What a session folder holds, in a few lines for the person who filled it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from babel.dates import format_date

from workshop_analysis.folder.identity import persons
from workshop_analysis.folder.session import Session
from workshop_analysis.folder.workshop import Workshop
from workshop_analysis.terms import VOORBEELD, Evidence, Kind, Side


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
    pairs = len(workshop.links[["promise", "barrier"]].drop_duplicates())
    yield _count(pairs, "oordeel", "oordelen") + " over belofte en belemmering"
    yield from (f"Let op: {notice}" for notice in workshop.notices)


def _day(session: Session) -> str:
    return str(format_date(session.date, format="long", locale="nl_NL"))


def _records(session: Session) -> str:
    records = session.records
    what = ("uitkomst", "uitkomsten")
    if session.evidence is Evidence.CONTRIBUTIONS:
        what = ("bijdrage", "bijdragen")
    barriers = records[records["kind"] == Kind.BELEMMERING]
    sides = barriers["side"].value_counts()
    shown = ", ".join(f"{sides[side]} {side}" for side in Side if side in sides)
    promises = int((records["kind"] == Kind.BELOFTE).sum())
    return (
        f"{_count(len(records), *what)}: {_count(len(barriers), 'belemmering', 'belemmeringen')}"
        f"{f' ({shown})' if shown else ''} en {_count(promises, 'belofte', 'beloftes')}"
    )


def _who(session: Session) -> Iterator[str]:
    """Yield how many participants and tables contributed, where the data say it."""
    known = [
        (persons(session.records[column]).nunique(), *words)
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
