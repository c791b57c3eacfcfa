"""A session folder as somebody published or recorded it: facts, records and frame, read whole."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, SessionError, join, nearest
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys, scan_toml
from workshop_analysis.folder.beleidskompas import FILE as BELEIDSKOMPAS_FILE
from workshop_analysis.folder.beleidskompas import Beleidskompas, scan_beleidskompas
from workshop_analysis.folder.filled_in import scan_filled_in, without_codes
from workshop_analysis.folder.own_words import scan_words
from workshop_analysis.folder.records import check_records
from workshop_analysis.terms import NOVEMBER_WORDS, Evidence, Ranking, Vocabulary

FILE = "session.toml"
RECORD_FILES = {
    Evidence.PUBLISHED: ("outcomes", "uitkomsten"),
    Evidence.CONTRIBUTIONS: ("contributions", "bijdragen"),
}


@dataclass(frozen=True)
class Correction:
    """What was corrected after publication, and when."""

    date: datetime.date
    text: str


@dataclass(frozen=True)
class Publication:
    """Which version of the report this is, with the corrections since the first."""

    version: str
    date: datetime.date
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class SourceDocument:
    """A document that the session rests on; the file itself is not in the folder."""

    title: str
    sha256: str


@dataclass(frozen=True)
class Source:
    """Where the records come from, in the source's own words where `intro` quotes them."""

    title: str
    publisher: str | None = None
    url: str | None = None
    note: str | None = None
    intro: tuple[str, ...] = ()
    documents: tuple[SourceDocument, ...] = ()

    @property
    def sha256(self) -> str | None:
        """The sha256 of the first document, the one that holds the records; None when unknown."""
        return self.documents[0].sha256 if self.documents else None


@dataclass(frozen=True)
class BaselineReference:
    """The session that this one is laid beside, as it was when this one was made."""

    key: str
    codebook_version: str | None
    sha256: Mapping[str, str]


@dataclass(frozen=True)
class Session:
    """One session: its facts, its records and its frame.

    `records` has one row per record. Published: id, kind, side, number, text. Contributions: id,
    kind, side, text, participant, table, votes, publishable. `words` are the kinds and sides that
    occur in it; the side of a kind without sides is missing.
    """

    key: str
    title: str
    date: datetime.date
    evidence: Evidence
    records: pd.DataFrame
    publication: Publication
    source: Source
    date_source: str | None = None
    date_note: str | None = None
    participants: str | None = None
    order_is_ranking: Ranking = Ranking.UNKNOWN
    unit: str | None = None
    selection: str | None = None
    question: str | None = None
    method: str | None = None
    contact: str | None = None
    licence: str | None = None
    example: bool = False
    beslisboom: str | None = None
    beleidskompas: Beleidskompas | None = None
    baseline: BaselineReference | None = None
    words: Vocabulary = NOVEMBER_WORDS
    hashes: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScannedSession:
    """A folder as far as it can be read: `session` is None when anything is wrong with it.

    `filled_in` is the table of the contributions as somebody filled it in, codes included; None
    for a published list. `baseline_key` names the baseline, also when something else is wrong.
    """

    session: Session | None
    records: Checked[pd.DataFrame]
    evidence: Evidence
    faults: tuple[Fault, ...]
    notices: tuple[str, ...] = ()
    filled_in: Checked[RawTable] | None = None
    baseline_key: str | None = None
    words: Vocabulary = NOVEMBER_WORDS


def scan_session(folder: OpenedFolder) -> ScannedSession:
    """Return the session as far as it can be read, with every fault and every notice.

    Raises
    ------
    SessionError
        When the folder is no session folder at all.
    """
    _must_be_session(folder)
    file = scan_toml(folder[FILE])
    facts = _facts(file.value) if file.value else Checked({}, file.faults)
    words = scan_words(file.value) if file.value else Checked(NOVEMBER_WORDS)
    evidence = _evidence(folder, facts.value.get("evidence"))
    whole = _filled_in(folder, evidence)
    raw = without_codes(whole) if evidence is Evidence.CONTRIBUTIONS else whole
    records = check_records(raw, evidence, words=words.value)
    frame = _beleidskompas(folder, words.value)
    parts: tuple[Checked[Any], ...] = (facts, words, records, frame)
    faults = tuple(fault for part in parts for fault in part.faults)
    scanned = ScannedSession(
        session=None,
        records=records,
        evidence=evidence,
        faults=faults,
        notices=tuple(notice for part in parts for notice in part.notices),
        filled_in=whole if evidence is Evidence.CONTRIBUTIONS else None,
        baseline_key=facts.value.get("baseline.key"),
        words=words.value,
    )
    if faults or file.value is None:
        return scanned
    hashes = {file.value.name: file.value.sha256, raw.value.name: raw.value.sha256}
    if frame.value:
        hashes[BELEIDSKOMPAS_FILE] = frame.value.sha256
    session = Session(
        **_session_facts(facts.value, file.value),
        records=records.value.reset_index(drop=True),
        beleidskompas=frame.value,
        words=words.value,
        hashes=hashes,
        notices=scanned.notices,
    )
    return replace(scanned, session=session)


# -- the folder -------------------------------------------------------------------------------


def _must_be_session(folder: OpenedFolder) -> None:
    if FILE in folder:
        return
    what = f"hierin staat geen {FILE}" if folder.place.is_dir() else "deze map bestaat niet"
    message = f"{what}. {_other_sessions(folder.place)}"
    raise SessionError([Fault(str(folder.place), message)])


def _other_sessions(folder: Path) -> str:
    places = [folder, folder.parent, folder.parent / "data"]
    near_by = [path for place in places if place.is_dir() for path in sorted(place.iterdir())]
    sessions = {path.name: f"'{path}'" for path in near_by if (path / FILE).is_file()}
    near = nearest(folder.name, tuple(sessions))
    if near:
        return f"Bedoelde u {sessions[near]}?"
    if sessions:
        return f"Wel een sessiemap: {join(sessions.values(), last='en')}."
    return f"Geef de map op waarin {FILE} staat."


def _evidence(folder: OpenedFolder, declared: str | None) -> Evidence:
    """Return what the file declares, or else what the folder holds: faults are sought in both."""
    if declared is not None:
        return Evidence(declared)
    stems = RECORD_FILES[Evidence.CONTRIBUTIONS]
    found = folder.table(*stems, required=False).value
    return Evidence.CONTRIBUTIONS if found else Evidence.PUBLISHED


def _filled_in(folder: OpenedFolder, evidence: Evidence) -> Checked[RawTable]:
    """Return the table of the records as somebody wrote it, read once for all who need it."""
    file = folder.table(*RECORD_FILES[evidence])
    if file.value is None:
        return Checked(RawTable("", pd.DataFrame()), file.faults)
    counted = evidence is Evidence.CONTRIBUTIONS
    raw = scan_filled_in(file.value) if counted else scan_table(file.value)
    return Checked(raw.value, (*file.faults, *raw.faults), raw.notices)


def _beleidskompas(folder: OpenedFolder, words: Vocabulary) -> Checked[Beleidskompas | None]:
    if BELEIDSKOMPAS_FILE not in folder:
        return Checked(None)
    return scan_beleidskompas(folder[BELEIDSKOMPAS_FILE], words=words)


# -- the facts --------------------------------------------------------------------------------

_SHA256 = Key(
    pattern="[0-9a-f]{64}", way_out="Een sha256 heeft 64 cijfers en letters a tot en met f."
)
_OPTIONAL = Key(may_be_absent=True)
_DATE_WAY_OUT = "Schrijf een datum zonder aanhalingstekens, zoals 2026-03-17."
FACTS: dict[str, Key] = {
    "key": Key(
        pattern="[A-Za-z0-9]+([_-][A-Za-z0-9]+)*",
        way_out="Gebruik letters, cijfers, streepjes en lage streepjes, zoals workshop_12nov.",
    ),
    "title": Key(way_out="Schrijf waar de sessie over ging."),
    "date": Key(datetime.date, way_out=_DATE_WAY_OUT),
    "date_source": _OPTIONAL,
    "date_note": _OPTIONAL,
    "evidence": Key(allowed=tuple(Evidence)),
    "participants": _OPTIONAL,
    "order_is_ranking": Key(may_be_absent=True, allowed=tuple(Ranking)),
    "unit": _OPTIONAL,
    "selection": _OPTIONAL,
    "question": _OPTIONAL,
    "method": _OPTIONAL,
    "contact": _OPTIONAL,
    "licence": _OPTIONAL,
    "example": Key(bool, may_be_absent=True),
    "publication.version": Key(),
    "publication.date": Key(datetime.date, way_out=_DATE_WAY_OUT),
    "publication.corrections": Key(dict, may_be_absent=True),
    "source.title": Key(),
    "source.publisher": _OPTIONAL,
    "source.url": _OPTIONAL,
    "source.note": _OPTIONAL,
    "source.intro": Key(list, may_be_absent=True),
    "source.documents": Key(dict, may_be_absent=True),
    "kinds": Key(object, may_be_absent=True),
    "sides": Key(object, may_be_absent=True),
    "beslisboom.file": _OPTIONAL,
    "baseline.key": _OPTIONAL,
    "baseline.codebook_version": _OPTIONAL,
    "baseline.sha256": Key(Mapping, may_be_absent=True),
}
BLOCKS: dict[str, dict[str, Key]] = {
    "publication.corrections": {"date": FACTS["publication.date"], "text": Key()},
    "source.documents": {"title": Key(), "sha256": _SHA256},
}


def _facts(file: TomlFile) -> Checked[dict[str, Any]]:
    facts = check_keys(file, FACTS)
    blocks = [
        check_keys(file, keys, block=block, line=line)
        for name, keys in BLOCKS.items()
        for line, block in file.blocks(name)
    ]
    faults = (*facts.faults, *(fault for part in blocks for fault in part.faults))
    notices = (*facts.notices, *(notice for part in blocks for notice in part.notices))
    return Checked(facts.value, faults, notices)


def _session_facts(facts: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    apart = {"kinds", "sides"}
    plain = {name: value for name, value in facts.items() if "." not in name and name not in apart}
    return plain | {
        "evidence": Evidence(facts["evidence"]),
        "order_is_ranking": Ranking(facts["order_is_ranking"] or Ranking.UNKNOWN),
        "example": bool(facts["example"]),
        "publication": Publication(
            facts["publication.version"],
            facts["publication.date"],
            tuple(Correction(**block) for _, block in file.blocks("publication.corrections")),
        ),
        "source": _source(facts, file),
        "beslisboom": facts["beslisboom.file"],
        "baseline": _baseline(facts),
    }


def _source(facts: Mapping[str, Any], file: TomlFile) -> Source:
    return Source(
        title=facts["source.title"],
        publisher=facts["source.publisher"],
        url=facts["source.url"],
        note=facts["source.note"],
        intro=tuple(facts["source.intro"] or ()),
        documents=tuple(
            SourceDocument(block["title"], block["sha256"])
            for _, block in file.blocks("source.documents")
        ),
    )


def _baseline(facts: Mapping[str, Any]) -> BaselineReference | None:
    if facts["baseline.key"] is None:
        return None
    version, sha256 = facts["baseline.codebook_version"], facts["baseline.sha256"] or {}
    return BaselineReference(facts["baseline.key"], version, dict(sha256))
