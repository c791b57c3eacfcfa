"""A number that somebody typed in a notebook's text: no table vouches for it, so no report has it.

A date, a name or any other text that stands in the session folder may be typed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence

from babel.dates import format_date

from workshop_analysis.folder.workshop import Workshop
from workshop_analysis.report import markdown
from workshop_analysis.report.markdown import Token

DAYS = ("EEEE d MMMM y", "d MMMM y", "EEEE d MMMM", "d MMMM", "MMMM y")
"""How a day may be written; babel's patterns."""
_DIGITS = re.compile(r"\S*\d\S*")


def typed_number(tokens: Sequence[Token], *, literals: Collection[str]) -> str | None:
    """Give the fault of a text that holds a digit of its own: the end of a Dutch sentence."""
    rest = markdown.plain(list(tokens))
    for literal in sorted(literals, key=len, reverse=True):
        rest = rest.replace(literal, " ")
    found = _DIGITS.search(rest)
    if found is None:
        return None
    return (
        f"heeft een getypt getal: ‘{found.group()}’. Laat het getal uit een tabel komen, met "
        "ReportText, of haal het weg. Een datum, een naam of een tekst uit de sessiemap mag wel."
    )


def folder_literals(*workshops: Workshop | None) -> frozenset[str]:
    """Give every text with a digit that stands in these folders, and their days as people write."""
    told = (one for workshop in workshops if workshop for one in _literals(workshop))
    return frozenset(one for one in told if re.search(r"\d", one))


def _literals(workshop: Workshop) -> Iterator[str]:
    session, book = workshop.session, workshop.codebook
    yield from (session.key, session.title, session.source.title, *session.source.intro)
    facts = (session.participants, session.question, session.method, session.selection)
    yield from (fact for fact in (*facts, session.unit, session.licence, session.contact) if fact)
    yield from (*session.records["text"], *session.records["id"], *workshop.hashes)
    yield from (book.title, book.version, workshop.publication.version)
    yield from (*(coder.key for coder in book.coders), *book.themes["name"], *book.codes["text"])
    for day in (session.date, workshop.publication.date):
        yield from _days(day)


def _days(day: datetime.date) -> Iterator[str]:
    yield day.isoformat()
    yield from (str(format_date(day, form, locale="nl")) for form in DAYS)
