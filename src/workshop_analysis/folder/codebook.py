"""What is ours: the codebook, the coding and the links, each choice with its coder and reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_analysis.checks import (
    Checked,
    Column,
    Fault,
    Rule,
    check_table,
    different,
    key_form,
    known,
    meant,
)
from workshop_analysis.files.opened import OpenedFolder, open_folder
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys, scan_toml, toml_table
from workshop_analysis.folder.session import ScannedSession, scan_session
from workshop_analysis.terms import NO_CODE, Evidence

FILE = "codebook.toml"
_FREE = Column(may_be_absent=True, may_be_empty=True)


@dataclass(frozen=True)
class Coder:
    """Who placed or judged: a key such as 'projectlezing 1', and what a reader should know."""

    key: str
    description: str


@dataclass(frozen=True)
class Codebook:
    """The codes and the rode draden above them, in the codebook's own order.

    `themes`: theme, name, definition, include, exclude, example, reason; one row per rode draad.
    `codes`: code, text, definition, include, exclude; one row per code, the outcomes first.
    `placements`: code, theme, coder, reason, doubt; one row per code x theme. A missing theme
    means left out on purpose; a missing doubt means that none was written down.
    """

    version: str
    title: str
    coders: tuple[Coder, ...]
    themes: pd.DataFrame
    codes: pd.DataFrame
    placements: pd.DataFrame
    note: str | None = None
    hashes: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def read_codebook(folder: Path | str) -> Codebook:
    """Return the codebook of a session folder; the outcomes are its first codes.

    Raises
    ------
    SessionError
        With every fault in codebook.toml.
    """
    opened = open_folder(folder)
    codebook = scan_codebook(opened, session=scan_session(opened)).accept()
    assert codebook is not None  # a file that cannot be read has a fault
    return codebook


# -- the codebook -----------------------------------------------------------------------------

_HEAD = {
    "version": Key(way_out='Schrijf bijvoorbeeld version = "1.0".'),
    "title": Key(),
    "note": Key(may_be_absent=True),
    "coders": Key(dict, may_be_absent=True),
    "themes": Key(dict, way_out="Schrijf voor elke rode draad een blok [[themes]]."),
    "codes": Key(dict, may_be_absent=True),
    "placements": Key(dict, way_out="Schrijf voor elke plaatsing een blok [[placements]]."),
}
_NEW_CODER = "Een nieuwe codeur hoort bij [[coders]]."
_KEY = Column((key_form(),))
_EXPLAINED = {"definition": Column(), "include": Column(), "exclude": Column()}


def scan_codebook(folder: OpenedFolder, *, session: ScannedSession) -> Checked[Codebook | None]:
    """Return the codebook as far as it can be read, with every fault in it."""
    scanned = scan_toml(folder[FILE])
    if scanned.value is None:
        return Checked(None, scanned.faults)
    file = scanned.value
    head = check_keys(file, _HEAD)
    coders, themes = _coders(file), _themes(file)
    outcomes = _outcomes(session, file)
    codes = _codes(file, outcomes)
    placements = _placements(file, codes=codes.value, themes=themes.value, coders=coders.value)
    parts: tuple[Checked[Any], ...] = (head, coders, themes, codes, placements)
    codebook = Codebook(
        version=head.value["version"] or "",
        title=head.value["title"] or "",
        coders=tuple(map(Coder, coders.value["key"], coders.value["description"])),
        themes=themes.value.rename(columns={"key": "theme"}).reset_index(drop=True),
        codes=codes.value.reset_index(drop=True),
        placements=placements.value.reset_index(drop=True),
        note=head.value["note"],
        hashes={file.name: file.sha256},
        notices=tuple(notice for part in parts for notice in part.notices),
    )
    return Checked(
        codebook, tuple(fault for part in parts for fault in part.faults), codebook.notices
    )


def _outcomes(session: ScannedSession, file: TomlFile) -> pd.DataFrame:
    """Return the ids and texts that are codes by themselves; none when contributions were coded.

    When the outcomes could not be read, the codes of the file stand in for them: one fault is
    enough.
    """
    records = session.records.value[["id", "text"]].dropna(subset="id")
    if session.evidence is Evidence.CONTRIBUTIONS:
        return records.iloc[:0].rename(columns={"id": "code"})
    if records.empty:
        return (
            toml_table(file, "codes", ("code", "text"))
            .value.frame[["code", "text"]]
            .dropna(subset="code")
        )
    return records.drop_duplicates("id").rename(columns={"id": "code"})


def _coders(file: TomlFile) -> Checked[pd.DataFrame]:
    columns = {"key": Column(), "description": Column()}
    across = (different("key", report="key", row_word="regel"),)
    return check_table(toml_table(file, "coders", columns), columns, across=across)


def _themes(file: TomlFile) -> Checked[pd.DataFrame]:
    columns = {"key": _KEY, "name": Column(), **_EXPLAINED, "example": Column(), "reason": _FREE}
    across = (
        different("key", report="key", row_word="regel"),
        different("name", report="name", row_word="regel"),
    )
    return check_table(toml_table(file, "themes", columns), columns, across=across)


def _codes(file: TomlFile, outcomes: pd.DataFrame) -> Checked[pd.DataFrame]:
    columns = {"code": _KEY, "text": _FREE, **_EXPLAINED}
    across = (
        different("code", report="code", row_word="regel"),
        _NOT_RESERVED,
        _needs_text(outcomes),
        _keeps_text(outcomes),
    )
    checked = check_table(toml_table(file, "codes", columns), columns, across=across)
    written = checked.value.drop_duplicates("code")
    ours = written.drop(columns="text")
    published = outcomes.merge(ours, on="code", how="left", validate="one_to_one")
    added = written[~written["code"].isin(outcomes["code"])]
    codes = pd.concat([published, added], ignore_index=True)[list(checked.value)]
    return Checked(codes, checked.faults, checked.notices)


_NOT_RESERVED = Rule(
    holds=lambda frame: frame["code"].ne(NO_CODE),
    say=lambda values, _: [
        f"'{value}' is al bezet: het betekent 'gecodeerd, geen code past'. Kies een andere sleutel."
        for value in values
    ],
    column="code",
)


def _needs_text(outcomes: pd.DataFrame) -> Rule:
    printed = tuple(outcomes["code"])
    return Rule(
        holds=lambda frame: frame["text"].notna() | frame["code"].isin(outcomes["code"]),
        say=lambda values, frame: [
            f"code '{code}' is geen uitkomst van deze sessie en heeft een eigen tekst nodig: "
            f"schrijf die achter text =. {meant(code, printed)}".rstrip()
            for code in frame.loc[values.index, "code"]
        ],
        column="text",
    )


def _keeps_text(outcomes: pd.DataFrame) -> Rule:
    printed = outcomes.set_index("code")["text"]
    return Rule(
        holds=lambda frame: (
            frame["text"].isna()
            | ~frame["code"].isin(printed.index)
            | frame["text"].eq(frame["code"].map(printed))
        ),
        say=lambda values, _: [
            "deze tekst is anders dan die van de uitkomst. Haal hem weg: de tekst komt vanzelf."
            for _value in values
        ],
        column="text",
    )


# -- the placements ---------------------------------------------------------------------------


def _placements(
    file: TomlFile, *, codes: pd.DataFrame, themes: pd.DataFrame, coders: pd.DataFrame
) -> Checked[pd.DataFrame]:
    columns = {
        "code": Column((known(codes["code"].dropna(), what="code"),)),
        "theme": Column((known(themes["key"].dropna(), what="rode draad"),), True, True),
        "coder": Column(
            (
                known(
                    coders["key"].dropna(),
                    what="codeur",
                    way_out=_NEW_CODER,
                ),
            )
        ),
        "reason": Column(
            way_out="Schrijf waarom deze code hier hoort, of waarom hij is weggelaten."
        ),
        "doubt": _FREE,
    }
    across = (different("code", "theme", report="code", row_word="regel"), _IN_OR_OUT)
    checked = check_table(toml_table(file, "placements", columns), columns, across=across)
    faults = (
        *checked.faults,
        *_empty_themes(file, themes=themes, placements=checked.value),
        *_unplaced(file, codes=codes, placements=checked.value),
    )
    return Checked(checked.value, faults, checked.notices)


_IN_OR_OUT = Rule(
    holds=lambda frame: (
        frame["theme"].notna() | frame.groupby("code", dropna=False)["code"].transform("size").eq(1)
    ),
    say=lambda values, _: [
        f"code '{value}' is hier weggelaten (geen theme), en staat ook in een andere plaatsing. "
        "Kies een van de twee."
        for value in values
    ],
    column="code",
)


def _empty_themes(file: TomlFile, *, themes: pd.DataFrame, placements: pd.DataFrame) -> list[Fault]:
    empty = themes["key"][~themes["key"].isin(placements["theme"])].dropna()
    return [
        file.fault(
            f"rode draad '{theme}' heeft geen enkele code. Plaats er een code in met een blok "
            "[[placements]], of haal de rode draad weg.",
            line=line,
        )
        for line, theme in zip(empty.index.tolist(), empty.tolist(), strict=True)
    ]


def _unplaced(file: TomlFile, *, codes: pd.DataFrame, placements: pd.DataFrame) -> list[Fault]:
    return [
        file.fault(
            f"code '{code}' staat in geen enkele plaatsing. Zet hem bij een rode draad, of schrijf "
            "een blok [[placements]] zonder theme met de reden waarom hij is weggelaten."
        )
        for code in codes["code"].dropna()
        if code not in set(placements["code"])
    ]
