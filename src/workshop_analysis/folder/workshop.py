"""A whole session folder, what was published and what is ours: read once and checked together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, SessionError, meant
from workshop_analysis.files.opened import OpenedFolder, open_folder
from workshop_analysis.files.toml_file import TomlFile, scan_toml
from workshop_analysis.folder.as_read import CHANGED_IN_MEMORY, fingerprint
from workshop_analysis.folder.beleidskompas import FILE as FRAME_FILE
from workshop_analysis.folder.codebook import Codebook, scan_codebook
from workshop_analysis.folder.coding import scan_coding, scan_links, scan_step_links
from workshop_analysis.folder.crosswalk import scan_crosswalk
from workshop_analysis.folder.followup import scan_followup
from workshop_analysis.folder.report_facts import ReportFacts, scan_report
from workshop_analysis.folder.session import FILE as SESSION_FILE
from workshop_analysis.folder.session import (
    Publication,
    ScannedSession,
    Session,
    scan_session,
)

TABLES = (
    *("outcomes", "uitkomsten", "contributions", "bijdragen", "coding", "codering"),
    *("links", "step_links", "crosswalk", "opvolging"),
)
CODER_FILES = ("codering-", "coding-", "verschillen")
FILES = ("session.toml", "codebook.toml", "beleidskompas.toml", "report.toml")
"""The names a file of a session folder may have; a file with another name is noticed."""
CHANGED = (
    "deze map is veranderd terwijl het rapport werd gemaakt, en daarom is er geen rapport. Sla "
    "alles op, sluit de bestanden en maak het rapport opnieuw."
)


@dataclass(frozen=True)
class Workshop:
    """A session with its codebook, codings and links; every file of it was checked.

    `place` is the folder as somebody named it. `crosswalk` is what became of old codes, as
    written: it can be judged beside the codebook of the baseline; None where nobody wrote it.
    `followup` is what became of the beloftes (no row: nobody wrote anything down). `tree` is the
    decision tree that the folder names, `report` what its report says in our words. `hashes` gives
    the sha256 of every file that was read, by file name, and `read_as` the fingerprint of what each
    gave (see `certified`); `notices` says what was read but is not used, in whole sentences.
    """

    place: Path
    session: Session
    codebook: Codebook
    coding: pd.DataFrame
    links: pd.DataFrame
    step_links: pd.DataFrame
    followup: pd.DataFrame
    crosswalk: Checked[RawTable] | None = None
    tree: TomlFile | None = None
    filled_in: Checked[RawTable] | None = None
    report: ReportFacts = field(default_factory=ReportFacts)
    hashes: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def certified(self) -> dict[str, str]:
        """The sha256 of each file, or words that say that its contents were changed in memory."""
        now = _fingerprints(self)
        return {
            name: sha256 if self.read_as.get(name) == now[name] else CHANGED_IN_MEMORY
            for name, sha256 in self.hashes.items()
        }

    @property
    def publication(self) -> Publication:
        """Which edition of its report this is; report.toml has the last word."""
        return self.report.publication(self.session.publication)

    @property
    def state(self) -> str:
        """The fingerprint of everything that was read: the same files give the same one."""
        written = json.dumps(dict(self.hashes), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True)
class ScannedWorkshop:
    """A folder as far as it can be read: `workshop` is None when anything is wrong with it."""

    place: Path
    workshop: Workshop | None
    codebook: Codebook | None
    crosswalk: Checked[RawTable] | None
    baseline_key: str | None
    faults: tuple[Fault, ...]


def read_workshop(place: Path | str, *, state: str | None = None) -> Workshop:
    """Return everything that a session folder holds; each file is opened once.

    With `state` the folder must still be as it was when somebody else read it (`Workshop.state`).
    Within `handed_on` it is then not read again: the very record is given.

    Raises
    ------
    SessionError
        With every fault of every file in the folder, the files in reading order; when the folder
        has changed since.
    """
    if state is not None and state in _HANDED_ON:
        return _HANDED_ON[state]
    scanned = scan_workshop(open_folder(place))
    if scanned.workshop is None:
        raise SessionError(scanned.faults)
    if state not in (None, scanned.workshop.state):
        raise SessionError([Fault(str(place), CHANGED)])
    return scanned.workshop


def read_workshops(places: Iterable[Path | str]) -> tuple[Workshop, ...]:
    """Return several session folders, in the order in which they were named.

    Raises
    ------
    SessionError
        With every fault of every folder, each with its folder.
    """
    found: list[Workshop] = []
    faults: list[Fault] = []
    for place in places:
        try:
            found.append(read_workshop(place))
        except SessionError as error:
            faults += in_folder(error.faults, Path(place))
    if faults:
        raise SessionError(faults)
    return tuple(found)


def in_folder(faults: Iterable[Fault], folder: Path) -> list[Fault]:
    """Name the folder with each file: two folders have files with the same names."""
    here = str(folder)
    return [
        fault if fault.file == here else replace(fault, file=str(folder / fault.file))
        for fault in faults
    ]


def scan_workshop(folder: OpenedFolder) -> ScannedWorkshop:
    """Return a session folder as far as it can be read, with every fault of every file in it."""
    try:
        session = scan_session(folder)
    except SessionError as error:  # no session folder at all
        return ScannedWorkshop(folder.place, None, None, None, None, error.faults)
    codebook = scan_codebook(folder, session=session)
    book = codebook.value
    codes = book.codes if book else pd.DataFrame(columns=["code", "text"], dtype="str")
    coding = scan_coding(folder, session=session, codes=codes["code"])
    links = scan_links(folder, session=session)
    tree = _tree(folder, session)
    step_links = scan_step_links(folder, session=session, steps=_steps(tree.value))
    followup = scan_followup(folder, codes=codes, words=session.words) if book else None
    report = scan_report(folder)
    parts: tuple[Checked[Any], ...] = (
        *(codebook, coding, links, step_links, tree, report),
        *((followup,) if followup else ()),
    )
    faults = (*session.faults, *(fault for part in parts for fault in part.faults))
    crosswalk = scan_crosswalk(folder)
    scanned = ScannedWorkshop(folder.place, None, book, crosswalk, session.baseline_key, faults)
    if faults or session.session is None or book is None or followup is None:
        return scanned
    ours = (book, coding.value, links.value, step_links.value, followup.value)
    told = {crosswalk.value.name: crosswalk.value.sha256} if crosswalk else {}
    boom = {tree.value.name: tree.value.sha256} if tree.value else {}
    ours_too = (*(part.hashes for part in ours), report.value.hashes)
    hashes = [session.session.hashes, *ours_too, told, boom]
    workshop = Workshop(
        place=folder.place,
        session=session.session,
        codebook=book,
        coding=coding.value.frame,
        links=links.value.frame,
        step_links=step_links.value.frame,
        followup=followup.value.frame,
        crosswalk=crosswalk,
        tree=tree.value,
        filled_in=session.filled_in,
        report=report.value,
        hashes={name: value for part in hashes for name, value in part.items()},
        notices=(
            *session.notices,
            *(notice for part in parts for notice in part.notices),
            *_unread(folder, tree=session.session.beslisboom),
        ),
    )
    return replace(scanned, workshop=replace(workshop, read_as=_fingerprints(workshop)))


def _unread(folder: OpenedFolder, *, tree: str | None) -> list[str]:
    """Return a notice for each table or TOML file whose name says nothing to us."""
    known = tuple(f"{stem}{ending}" for stem in TABLES for ending in (".csv", ".xlsx")) + FILES
    strange = sorted(
        name
        for name in folder.names
        if Path(name).suffix in {".csv", ".xlsx", ".toml"}
        and name not in (*known, tree)
        and not Path(name).stem.startswith(CODER_FILES)
    )
    return [f"{name} wordt niet gelezen. {meant(name, known)}".rstrip() for name in strange]


def _tree(folder: OpenedFolder, session: ScannedSession) -> Checked[TomlFile | None]:
    """Return the decision tree that this folder names; None when there is none to read."""
    name = session.session.beslisboom if session.session else None
    if name is None:
        return Checked(None)
    if name in folder:
        return scan_toml(folder[name])
    notice = f"session.toml: '{name}' is er niet; de stappen in step_links zijn niet nagekeken."
    return Checked(None, (), (notice,))


def _steps(tree: TomlFile | None) -> tuple[int, ...]:
    numbers = [block.get("number") for _, block in tree.blocks("step")] if tree else []
    return tuple(number for number in numbers if isinstance(number, int))


# -- what a file gave, to see later whether somebody changed it in memory -----------------------


def _contents(workshop: Workshop) -> dict[str, tuple[object, ...]]:
    """Return what each file of a folder gave: its name, and the records and tables it filled."""
    session = workshop.session
    facts = replace(session, records=pd.DataFrame(), beleidskompas=None)
    frame, tables = session.beleidskompas, set(session.hashes) - {SESSION_FILE, FRAME_FILE}
    by_name: dict[str, tuple[object, ...]] = {
        SESSION_FILE: (facts,),
        FRAME_FILE: (frame,),
        **dict.fromkeys(tables, (session.records,)),
        **dict.fromkeys(workshop.codebook.hashes, (workshop.codebook,)),
        **dict.fromkeys(workshop.report.hashes, (workshop.report,)),
    }
    by_stem: dict[str, tuple[object, ...]] = {
        "links": (workshop.links,),
        "step_links": (workshop.step_links,),
        "opvolging": (workshop.followup,),
        "crosswalk": (workshop.crosswalk.value.frame if workshop.crosswalk else None,),
    }
    if workshop.tree is not None:
        by_name[workshop.tree.name] = (workshop.tree.data,)
    coded = (workshop.coding,)
    return {
        name: by_name.get(name) or by_stem.get(Path(name).stem, coded) for name in workshop.hashes
    }


def _fingerprints(workshop: Workshop) -> dict[str, str]:
    """Return the fingerprint of what each file gave, by file name."""
    return {name: fingerprint(*found) for name, found in _contents(workshop).items()}


# -- one reading for a command and for the notebook that it runs ------------------------------

_HANDED_ON: dict[str, Workshop] = {}


@contextmanager
def handed_on(*workshops: Workshop | None) -> Iterator[None]:
    """Let whoever asks for the same state of these folders get the records that were read.

    For a notebook that runs inside the command that read the folders, or in a fork of it.
    """
    given = {workshop.state: workshop for workshop in workshops if workshop is not None}
    _HANDED_ON.update(given)
    try:
        yield
    finally:
        for state in given:
            _HANDED_ON.pop(state, None)
