"""The tables that are ours: who gave which record which code, and who judged which pair how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

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
    join,
    known,
    meant,
    one_of,
    whole_number,
)
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.folder import codings
from workshop_analysis.folder.session import ScannedSession
from workshop_analysis.terms import NO_CODE, Evidence, KindWords, Role, Strength

SOURCE_CODER = "bron"
_FREE = Column(may_be_absent=True, may_be_empty=True)


@dataclass(frozen=True)
class OurTable:
    """A table of ours with the sha256 of its file; no hash when the file is not there."""

    frame: pd.DataFrame
    hashes: dict[str, str] = field(default_factory=dict)


def scan_coding(
    folder: OpenedFolder, *, session: ScannedSession, codes: pd.Series[str]
) -> Checked[OurTable]:
    """Return the coding as far as it can be read, with every fault in it.

    `codes` are the codes of the codebook; none when it could not be read, which was reported.
    """
    if session.evidence is Evidence.PUBLISHED:
        return _own_codes(folder, session)
    columns = {
        "record": Column((_known_if(session.records.value["id"], what="bijdrage"),)),
        "code": Column((_known_if(_and_no_code(codes), what="code"),)),
        "coder": Column(),
        "origin": _FREE,
        "reason": _FREE,
    }
    across = (different("record", "code", "coder", report="record"), _NO_CODE_ALONE)
    table = _our_table(folder, ("coding", "codering"), columns, across=across)
    table = _with_coder_files(folder, table, session=session, codes=codes)
    notice = (
        "nog geen enkele bijdrage is gecodeerd. Codes staan in bijdragen.xlsx of in coding.csv."
    )
    return table if table.value.hashes or table.faults else Checked(table.value, (), (notice,))


def _with_coder_files(
    folder: OpenedFolder, own: Checked[OurTable], *, session: ScannedSession, codes: pd.Series[str]
) -> Checked[OurTable]:
    """Return the coding with what other coders wrote in files of their own."""
    records = tuple(session.records.value["id"].dropna())
    files = codings.scan_coder_files(folder, session.filled_in, codes=tuple(codes), records=records)
    if not files.value:
        return Checked(own.value, (*own.faults, *files.faults), own.notices)
    name = next(iter(own.value.hashes), "coding.csv")
    mine = codings.CoderFile(name, own.value.frame)
    merged = codings.merge_codings([mine, *files.value])
    hashes = own.value.hashes | {file.name: file.sha256 for file in files.value}
    faults = (*own.faults, *files.faults, *merged.faults)
    return Checked(OurTable(merged.value, hashes), faults, own.notices)


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


def _and_no_code(codes: pd.Series[str]) -> pd.Series[str]:
    return pd.concat([codes, pd.Series([NO_CODE])]) if len(codes) else codes


def scan_links(folder: OpenedFolder, *, session: ScannedSession) -> Checked[OurTable]:
    """Return the judgements belofte x belemmering, with every fault in them.

    They are about the kind with the role promise and the one with the role barrier, whatever these
    are called; a session without such a kind can have no file of them.
    """
    columns = {
        "promise": Column(_of_role(session, Role.PROMISE)),
        "barrier": Column(_of_role(session, Role.BARRIER)),
        **_JUDGEMENT,
    }
    across = (different("promise", "barrier", "coder", report="promise"),)
    table = _our_table(folder, ("links",), columns, across=across)
    return _with_roles(table, session, needed=(Role.PROMISE, Role.BARRIER))


def scan_step_links(
    folder: OpenedFolder, *, session: ScannedSession, steps: tuple[int, ...] = ()
) -> Checked[OurTable]:
    """Return the judgements stap x belemmering, with every fault in them.

    `steps` are the steps of the decision tree; without them every whole number is accepted.
    """
    columns = {
        "step": Column((_one_of_steps(steps) if steps else whole_number(),)),
        "barrier": Column(_of_role(session, Role.BARRIER)),
        **_JUDGEMENT,
    }
    across = (different("step", "barrier", "coder", report="step"),)
    table = _our_table(folder, ("step_links",), columns, across=across)
    return _with_roles(table, session, needed=(Role.BARRIER,))


def _with_roles(
    table: Checked[OurTable], session: ScannedSession, *, needed: tuple[Role, ...]
) -> Checked[OurTable]:
    """Return the judgements, or one fault where the session has no kinds to judge."""
    lacking = [f'role = "{role}"' for role in needed if _kind_of(session, role) is None]
    if not lacking or not table.value.hashes:
        return table
    message = (
        f"deze sessie heeft geen soort met {join(lacking, last='en')}, dus hier valt niets te "
        "beoordelen. Zet dat in session.toml onder [kinds], of haal dit bestand weg."
    )
    return Checked(table.value, (Fault(next(iter(table.value.hashes)), message),))


def _kind_of(session: ScannedSession, role: Role) -> KindWords | None:
    return session.words.promise if role is Role.PROMISE else session.words.barrier


def _of_role(session: ScannedSession, role: Role) -> tuple[Rule, ...]:
    kind = _kind_of(session, role)
    return (_of_kind(session.records.value, kind, session.words.kinds),) if kind else ()


def _one_of_steps(steps: tuple[int, ...]) -> Rule:
    all_steps = join(map(str, steps), last="en")
    return known(map(str, steps), what="stap", way_out=f"De beslisboom heeft: {all_steps}.")


_JUDGEMENT = {
    "strength": Column((one_of(Strength),)),
    "coder": Column(),
    "reason": Column(way_out="Schrijf in één zin waarom."),
}


def _our_table(
    folder: OpenedFolder,
    stems: tuple[str, ...],
    columns: dict[str, Column],
    *,
    across: tuple[Rule, ...],
) -> Checked[OurTable]:
    file = folder.table(*stems, required=False)
    if file.value is None:
        return Checked(OurTable(_typed(pd.DataFrame(columns=[*columns], dtype="str"))))
    raw = _with_record(scan_table(file.value), columns)
    checked = check_table(raw, columns, across=across)
    table = OurTable(
        _typed(checked.value).reset_index(drop=True), {raw.value.name: raw.value.sha256}
    )
    return Checked(table, (*file.faults, *checked.faults), checked.notices)


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


def _of_kind(records: pd.DataFrame, kind: KindWords, kinds: tuple[KindWords, ...]) -> Rule:
    right = tuple(records.loc[records["kind"].eq(kind.key), "id"].dropna())
    others = dict(records.loc[records["kind"].ne(kind.key), ["id", "kind"]].dropna().to_numpy())
    said = {one.key: one.singular for one in kinds}

    def say(values: pd.Series[Any], _: pd.DataFrame) -> list[str]:
        return [
            f"'{value}' is een {said.get(others[value], others[value])}; "
            f"hier hoort een {kind.singular}."
            if value in others
            else f"{kind.singular} '{value}' bestaat niet. {meant(value, right)}".rstrip()
            for value in values
        ]

    return Rule(lambda values: values.isin(right) if right else values.notna(), say)
