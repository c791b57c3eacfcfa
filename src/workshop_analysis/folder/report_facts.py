"""What a report says about its own session in our words: read from report.toml, where it stands.

A sentence of fact that only one session can carry stands here, in its folder, and in no chapter.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workshop_analysis.checks import Checked, Fault
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys, scan_toml
from workshop_analysis.folder.session import Correction, Publication

FILE = "report.toml"


@dataclass(frozen=True)
class Meaning:
    """A word of the source and what we take it to mean."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Limit:
    """Something a reader may look for and that this report does not say, with the reason."""

    what: str
    why: str


@dataclass(frozen=True)
class ListHeading:
    """The heading that the source prints above one of its lists, such as ``beleid``."""

    list: str
    heading: str


@dataclass(frozen=True)
class FramePlace:
    """Where we read the records of one kind in the frame: at which step, by which question."""

    kind: str
    step: int
    question: str


@dataclass(frozen=True)
class ReportFacts:
    """Our sentences about one session; what is None or empty is said nowhere.

    `version`, `date` and `corrections` are those of this report: they come after what session.toml
    says, which stays as it was published.
    """

    title: str | None = None
    subtitle: str | None = None
    audience: str | None = None
    date_mark: str | None = None
    we: str | None = None
    readers: str | None = None
    text_note: str | None = None
    themes_note: str | None = None
    frame_note: str | None = None
    places_note: str | None = None
    keywords: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    glossary: tuple[Meaning, ...] = ()
    limits: tuple[Limit, ...] = ()
    lists: tuple[ListHeading, ...] = ()
    places: tuple[FramePlace, ...] = ()
    version: str | None = None
    date: datetime.date | None = None
    corrections: tuple[Correction, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)

    def publication(self, first: Publication) -> Publication:
        """Which edition of the report this is, given what session.toml says of the first one."""
        now = replace(first, corrections=(*first.corrections, *self.corrections))
        if self.version is None or self.date is None:
            return now
        return replace(now, version=self.version, date=self.date)

    def heading_of(self, name: str) -> str | None:
        """Return what the source prints above a list; None where nobody wrote that down."""
        return next((one.heading for one in self.lists if one.list == name), None)


_OPTIONAL = Key(may_be_absent=True)
_LIST = Key(list, may_be_absent=True)
_BLOCK = Key(dict, may_be_absent=True)
_DATE = Key(
    datetime.date,
    may_be_absent=True,
    way_out="Schrijf een datum zonder aanhalingstekens, zoals 2026-03-17.",
)
_TEXTS = (
    *("title", "subtitle", "audience", "date_mark", "we", "readers"),
    *("text_note", "themes_note", "frame_note", "places_note"),
)
_LISTS = ("keywords", "assumptions")
_BLOCKS: dict[str, tuple[Any, dict[str, Key]]] = {
    "glossary": (Meaning, {"word": Key(), "meaning": Key()}),
    "limits": (Limit, {"what": Key(), "why": Key()}),
    "lists": (ListHeading, {"list": Key(), "heading": Key()}),
    "places": (FramePlace, {"kind": Key(), "step": Key(int), "question": Key()}),
    "publication.corrections": (
        Correction,
        {"date": replace(_DATE, may_be_absent=False), "text": Key()},
    ),
}
KEYS: dict[str, Key] = {
    **dict.fromkeys(_TEXTS, _OPTIONAL),
    **dict.fromkeys(_LISTS, _LIST),
    "publication.version": _OPTIONAL,
    "publication.date": _DATE,
    **dict.fromkeys(_BLOCKS, _BLOCK),
}


def scan_report(folder: OpenedFolder) -> Checked[ReportFacts]:
    """Return our sentences about the session of this folder, with every fault in them.

    Without a file there are none; a key that we do not know is a notice.
    """
    if FILE not in folder:
        return Checked(ReportFacts())
    file = scan_toml(folder[FILE])
    if file.value is None:
        return Checked(ReportFacts(), file.faults)
    found = check_keys(file.value, KEYS)
    blocks = {name: _blocks(file.value, name) for name in _BLOCKS}
    parts: tuple[Checked[Any], ...] = (found, *blocks.values())
    faults = (*(fault for part in parts for fault in part.faults), *_half(file.value, found.value))
    notices = tuple(notice for part in parts for notice in part.notices)
    if faults:
        return Checked(ReportFacts(), faults, notices)
    return Checked(_facts(file.value, found.value, blocks=blocks), (), notices)


def _blocks(file: TomlFile, name: str) -> Checked[tuple[Any, ...]]:
    """Return the blocks [[name]], each as its own record, with every fault in them."""
    kind, keys = _BLOCKS[name]
    read = [check_keys(file, keys, block=block, line=line) for line, block in file.blocks(name)]
    faults = tuple(fault for part in read for fault in part.faults)
    notices = tuple(notice for part in read for notice in part.notices)
    return Checked(() if faults else tuple(kind(**part.value) for part in read), faults, notices)


def _half(file: TomlFile, found: Mapping[str, Any]) -> list[Fault]:
    """Return a fault where an edition has a version without a date, or the other way round."""
    told = [name for name in ("publication.version", "publication.date") if found.get(name)]
    if len(told) != 1 or any(name not in found for name in KEYS):
        return []
    message = "een uitgave heeft een version en een date. Hier staat er één van de twee."
    return [file.fault(message, key=told[0])]


def _facts(
    file: TomlFile, found: Mapping[str, Any], *, blocks: Mapping[str, Checked[tuple[Any, ...]]]
) -> ReportFacts:
    told: dict[str, Any] = {name: found[name] for name in _TEXTS}
    told |= {name: tuple(found[name] or ()) for name in _LISTS}
    told |= {name.rpartition(".")[2]: read.value for name, read in blocks.items()}
    edition = {"version": found["publication.version"], "date": found["publication.date"]}
    return ReportFacts(**told, **edition, hashes={file.name: file.sha256})
