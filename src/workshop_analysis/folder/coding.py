"""The tables that are ours: who gave which record which code, and who judged which pair how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
    known,
)
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.folder import codings
from workshop_analysis.folder.code_words import KnownCodes
from workshop_analysis.folder.filled_in import with_todays_keys
from workshop_analysis.folder.identity import with_one_coder_each, without_blanks
from workshop_analysis.folder.said_again import said_again
from workshop_analysis.folder.session import ScannedSession
from workshop_analysis.terms import NO_CODE, Evidence

KEYS = ("record", "code", "coder", "promise", "barrier", "step")
SOURCE_CODER = "bron"
_FREE = Column(may_be_absent=True, may_be_empty=True)


@dataclass(frozen=True)
class OurTable:
    """A table of ours with the sha256 of its file; no hash when the file is not there."""

    frame: pd.DataFrame
    hashes: dict[str, str] = field(default_factory=dict)


def scan_coding(
    folder: OpenedFolder,
    *,
    session: ScannedSession,
    codes: KnownCodes,
    described: tuple[str, ...] = (),
) -> Checked[OurTable]:
    """Return the coding as far as it can be read, with every fault in it.

    `described` are the coders of the codebook, whose spelling is used. `codes` are the codes of
    the codebook; none when it could not be read, which was reported.
    """
    if session.evidence is Evidence.PUBLISHED:
        return _own_codes(folder, session)
    columns = {
        "record": Column((_known_if(session.records.value["id"], what="bijdrage"),)),
        "code": Column((_known_if(_and_no_code(codes.keys), what="code"),)),
        "coder": Column(),
        "origin": _FREE,
        "reason": _FREE,
    }
    across = (different("record", "code", "coder", report="record"), _NO_CODE_ALONE)
    written = _written(folder, "coding", "codering")
    if written is not None:
        read = with_todays_keys(written.value, codes=codes)
        written = Checked(read.value, written.faults, (*written.notices, *read.notices))
    table = _checked(written, columns, across=across, session=session)
    table = _with_coder_files(folder, table, session=session, book=(codes, described))
    notice = (
        "nog geen enkele bijdrage is gecodeerd. Codes staan in bijdragen.xlsx of in coding.csv."
    )
    return table if table.value.hashes or table.faults else Checked(table.value, (), (notice,))


def _with_coder_files(
    folder: OpenedFolder,
    own: Checked[OurTable],
    *,
    session: ScannedSession,
    book: tuple[KnownCodes, tuple[str, ...]],
) -> Checked[OurTable]:
    """Return the coding with what other coders wrote in files of their own, each coder one way.

    `book` holds the codes and the coders of the codebook.
    """
    codes, described = book
    files = codings.scan_coder_files(
        folder, session.filled_in, codes=codes, records=session.records
    )
    name = next(iter(own.value.hashes), "coding.csv")
    mine = [codings.CoderFile(name, own.value.frame)] if len(own.value.frame) else []
    named = codings.one_coder_each([*mine, *files.value], described=described)
    merged = codings.merge_codings(named.value)
    hashes = own.value.hashes | {file.name: file.sha256 for file in files.value}
    faults = (*own.faults, *files.faults, *named.faults, *merged.faults)
    table = merged.value if files.value or named.notices else own.value.frame
    notices = (*own.notices, *files.notices, *named.notices)
    return Checked(OurTable(table, hashes), faults, notices)


def _own_codes(folder: OpenedFolder, session: ScannedSession) -> Checked[OurTable]:
    ids = session.records.value["id"].dropna().drop_duplicates().reset_index(drop=True)
    frame = pd.DataFrame({"record": ids, "code": ids, "coder": SOURCE_CODER, "origin": "published"})
    coding = frame.assign(reason=pd.Series(index=frame.index, dtype="str"))
    extra = folder.table("coding", "codering", required=False).value
    notices = (
        (f"{extra.name} wordt niet gelezen: gepubliceerde uitkomsten zijn hun eigen codes.",)
        if extra
        else ()
    )
    return Checked(OurTable(coding.astype("str")), (), notices)


_NO_CODE_ALONE = Rule(
    holds=lambda frame: (
        frame["code"].ne(NO_CODE) | ~frame.duplicated(["record", "coder"], keep=False)
    ),
    say=lambda values, _: [
        f"'{NO_CODE}' zegt dat geen code past, maar dezelfde codeur gaf deze bijdrage ook een "
        "andere code. Kies een van de twee."
        for _value in values
    ],
    column="code",
)


def _and_no_code(codes: tuple[str, ...]) -> pd.Series[str]:
    return pd.Series([*codes, NO_CODE] if codes else [], dtype="str")


def scan_our_table(
    folder: OpenedFolder,
    stems: tuple[str, ...],
    columns: dict[str, Column],
    *,
    across: tuple[Rule, ...],
) -> Checked[OurTable]:
    """Return a table of ours from one of its files, with every fault in it; empty without one."""
    return _checked(_written(folder, *stems), columns, across=across)


def _written(folder: OpenedFolder, *stems: str) -> Checked[RawTable] | None:
    """Return a table as somebody wrote it; None where nobody did."""
    file = folder.table(*stems, required=False)
    if file.value is None:
        return None
    raw = scan_table(file.value)
    return Checked(raw.value, (*file.faults, *raw.faults), raw.notices)


def _checked(
    written: Checked[RawTable] | None,
    columns: dict[str, Column],
    *,
    across: tuple[Rule, ...],
    session: ScannedSession | None = None,
) -> Checked[OurTable]:
    if written is None:
        return Checked(OurTable(_typed(pd.DataFrame(columns=[*columns], dtype="str"))))
    raw = without_blanks(_with_record(written, columns), KEYS)
    raw = with_one_coder_each(raw) if "strength" in columns else raw  # of codings: with all files
    checked = check_table(raw, columns, across=across)
    again = _said_again(raw.value, session)
    hashes = {raw.value.name: raw.value.sha256}
    table = OurTable(_typed(checked.value).reset_index(drop=True), hashes)
    return Checked(table, (*checked.faults, *again), checked.notices)


def _said_again(raw: RawTable, session: ScannedSession | None) -> list[Fault]:
    """Return where the table repeats a contribution in other words than the session has."""
    if session is None or session.filled_in is None:
        return []
    return said_again(raw, records=session.records, source=session.filled_in.value.name)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    return as_whole_numbers(frame, "step") if "step" in frame else frame


def _with_record(raw: Checked[RawTable], columns: dict[str, Column]) -> Checked[RawTable]:
    """Read the header 'bijdrage', which is an id elsewhere, as the record that was coded."""
    table = raw.value
    if "record" not in columns or "record" in table.frame or "id" not in table.frame:
        return raw
    written = {"record" if name == "id" else name: text for name, text in table.written.items()}
    frame = table.frame.rename(columns={"id": "record"})
    return replace(raw, value=replace(table, frame=frame, written=written))


def _known_if(words: pd.Series[str], *, what: str) -> Rule:
    """Like `known`, but silent when the list itself could not be read: that was reported."""
    rule = known(words.dropna(), what=what)
    return rule if len(words.dropna()) else Rule(lambda values: values.notna(), rule.say)
