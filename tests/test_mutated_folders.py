"""Folders in which something went wrong: never a traceback, and nothing changes in silence.

Each case spoils one thing in a VOORBEELD session and lays what is read beside the truth. A
difference in people, tables, records or codings must be told by a fault or remark that the
unspoiled folder does not give, with the file and the row, key or column.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from session_folders import CODEBOOK, SESSION

from workshop_analysis.commands.remarks import remarks
from workshop_analysis.commands.summary import summary
from workshop_analysis.faults import fault_lines
from workshop_analysis.files.opened import OpenedFolder, Written
from workshop_analysis.folder.identity import coder_form
from workshop_analysis.folder.workshop import Workshop, scan_workshop

DATA = Path(__file__).resolve().parents[1] / "data"
Table = list[list[str]]
Folder = dict[str, Table | bytes]


# -- the truth ---------------------------------------------------------------------------------


def typed() -> Folder:
    """Give a small session in CSV, with a file of a second coder beside it."""
    rows = [
        [f"b{n:02}", "belemmering", "beleid", f"VOORBEELD tekst {n}", f"P{n:02}", str(n % 6 + 1)]
        for n in range(1, 13)
    ]
    votes = [[*row, str(n % 3), "ja"] for n, row in enumerate(rows)]
    second = [[*row[:4], "geen-tijd", "lezer-2"] for row in rows[:6]]
    header = ["id", "kind", "side", "text", "participant", "table", "votes", "publishable"]
    return {
        "session.toml": SESSION.encode(),
        "codebook.toml": CODEBOOK.encode(),
        "contributions.csv": [header, *votes],
        "coding.csv": [
            ["record", "code", "coder", "origin", "reason"],
            *([row[0], "geen-tijd", "lezer-1", "mens", ""] for row in rows),
        ],
        "codering-lezer-2.csv": [
            ["bijdrage", "soort", "kant", "tekst", "code 1", "codeur"],
            *second,
        ],
    }


def spreadsheet() -> Folder:
    """Give the same session as one spreadsheet with the codes in it, and a coder's workbook."""
    small = typed()
    contributions, second = small["contributions.csv"], small["codering-lezer-2.csv"]
    assert isinstance(contributions, list)
    headings = ["bijdrage", "soort", "kant", "tekst", "deelnemer", "tafel", "stemmen"]
    coded = [[*row[:7], "geen-tijd", "lezer-1"] for row in contributions[1:]]
    return {
        "session.toml": small["session.toml"],
        "codebook.toml": small["codebook.toml"],
        "bijdragen.xlsx": [[*headings, "code 1", "codeur"], *coded],
        "codering-lezer-2.xlsx": second,
    }


def example() -> Folder:
    """Give the session that is shown, VOORBEELD: its first forty contributions."""
    place = DATA / "voorbeeldsessie"
    folder: Folder = {
        name: (place / name).read_bytes() for name in ("session.toml", "codebook.toml")
    }
    for name in ("contributions.csv", "coding.csv"):
        rows = list(csv.reader(io.StringIO((place / name).read_text("utf-8"))))
        folder[name] = [rows[0], *(row for row in rows[1:] if row[0] <= "b040")]
    return folder


FOLDERS = {"typed": typed, "spreadsheet": spreadsheet, "example": example}


def opened(folder: Folder) -> OpenedFolder:
    """Give the folder as it would stand on disk; nothing is written."""
    files = {name: Written(name, content_of(name, each)) for name, each in folder.items()}
    return OpenedFolder(Path("map"), tuple(sorted(files)), files)


def content_of(name: str, content: Table | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    if name.endswith(".csv"):
        text = io.StringIO()
        csv.writer(text).writerows(content)
        return text.getvalue().encode()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bijdragen" if name == "bijdragen.xlsx" else "Coderen"
    for row in content:
        sheet.append([cell or None for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def said_of(folder: Folder) -> tuple[list[str], Workshop | None]:
    """Give every fault, else every remark, and what was read."""
    scanned = scan_workshop(opened(folder))
    if scanned.workshop is None:
        return fault_lines(scanned.faults), None
    lines = [line for line in summary(scanned.workshop).splitlines() if "Let op: " in line]
    return [*lines, *remarks(scanned.workshop, baseline=None)], scanned.workshop


@dataclass(frozen=True)
class Read:
    """What must not change in silence: records, who said what, who sat where, who coded what."""

    records: frozenset[Any]
    people: frozenset[Any]
    tables: frozenset[Any]
    codings: frozenset[Any]


def read_of(workshop: Workshop) -> Read:
    records, coding = workshop.session.records, workshop.coding

    def together(column: str) -> frozenset[Any]:
        return frozenset(frozenset(ids) for _, ids in records.groupby(column)["id"])

    facts = records[["id", "kind", "side", "text"]].fillna("").itertuples(index=False, name=None)
    given = coding[["record", "code", "coder"]].itertuples(index=False, name=None)
    coded = frozenset((record, code, coder_form(coder)) for record, code, coder in given)
    return Read(frozenset(facts), together("participant"), together("table"), coded)


@cache
def truth(name: str) -> tuple[Read, frozenset[str]]:
    """Give what the unspoiled folder holds, and everything that is said of it."""
    said, workshop = said_of(FOLDERS[name]())
    assert workshop is not None, said
    return read_of(workshop), frozenset(said)


# -- what goes wrong ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Spoiled:
    """A folder with one thing wrong: in which file, and the words of which one must be said."""

    folder: Folder
    files: tuple[str, ...]
    words: tuple[str, ...]
    rows: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


Spoil = Callable[[Folder, random.Random], Spoiled]


def tables_of(folder: Folder) -> list[str]:
    return sorted(name for name, content in folder.items() if isinstance(content, list))


def cell(folder: Folder, chance: random.Random, *columns: str) -> tuple[str, Table, int, int]:
    """Give a file, a copy of its table, and the place of a filled cell in one of these columns."""
    found = [
        (name, row, place)
        for name in tables_of(folder)
        for place, heading in enumerate(folder[name][0])
        if not columns or heading in columns
        for row in range(1, len(folder[name]))
        if folder[name][row][place]
    ]
    name, row, place = chance.choice(found)
    content = folder[name]
    assert isinstance(content, list)
    return name, [list(each) for each in content], row, place


def changed(folder: Folder, chance: random.Random, new: str, *columns: str) -> Spoiled:
    """Give the folder with another value in one cell; {} in `new` is what stood there."""
    name, table, row, place = cell(folder, chance, *columns)
    old = table[row][place]
    table[row][place] = new.format(old, old.lower(), old.upper(), old.lstrip("P0") or "0")
    keys = (old,) if table[0][place] in {"id", "bijdrage"} else ()
    return Spoiled({**folder, name: table}, (name,), (table[0][place], old), (row + 1,), keys)


def emptied(folder: Folder, chance: random.Random) -> Spoiled:
    return changed(folder, chance, "")


def respelled(folder: Folder, chance: random.Random) -> Spoiled:
    ways = {
        "{} ": KEYS,
        "\u00a0{}": KEYS,
        "{2}": (*KEYS, "kind", "soort", "side", "kant"),
        "P{3}": ("participant", "deelnemer"),
        "P00{3}": ("participant", "deelnemer"),
        "Tafel {}": ("table", "tafel"),
        "0{}": ("table", "tafel"),
        "tafl {}": ("table", "tafel"),
    }
    way = chance.choice(list(ways))
    return changed(folder, chance, way.replace("{}", "{0}"), *ways[way])


KEYS = (
    *("id", "bijdrage", "record", "participant", "deelnemer", "table", "tafel"),
    *("code", "code 1", "coder", "codeur"),
)


def nonsense(folder: Folder, chance: random.Random) -> Spoiled:
    """Give a value of another type where a key, a number or a word of a list belongs."""
    value = chance.choice(["1e999", "2.5", "45000", "{{x}}", "#N/B", "-", "=A1", "1" * 20, "🙂"])
    columns = ("kind", "soort", "side", "kant", "votes", "stemmen", "participant", "deelnemer")
    more = ("record", "code", "code 1", "publishable")
    return changed(folder, chance, value.replace("{", "{{").replace("}", "}}"), *columns, *more)


def swapped_cells(folder: Folder, chance: random.Random) -> Spoiled:
    """Give two cells of one row in each other's place: a text for a key, a key for a word."""
    pairs = [("text", "participant"), ("tekst", "deelnemer"), ("kind", "side"), ("record", "code")]
    pairs += [("id", "text"), ("code", "coder"), ("code 1", "codeur"), ("soort", "kant")]
    there = [
        (name, pair)
        for name in tables_of(folder)
        for pair in pairs
        if set(pair) <= set(folder[name][0])
    ]
    name, pair = chance.choice(there)
    content = folder[name]
    assert isinstance(content, list)
    table = [list(each) for each in content]
    row = chance.randrange(1, len(table))
    one, other = (table[0].index(heading) for heading in pair)
    keys = (table[row][one],) if pair[0] == "id" else ()
    table[row][one], table[row][other] = table[row][other], table[row][one]
    return Spoiled({**folder, name: table}, (name,), pair, (row + 1,), keys)


def doubled(folder: Folder, chance: random.Random) -> Spoiled:
    name, table, row, _ = cell(folder, chance)
    table.insert(chance.randrange(row + 1, len(table) + 1), list(table[row]))
    return Spoiled({**folder, name: table}, (name,), (table[row][0],))


def renamed_column(folder: Folder, chance: random.Random) -> Spoiled:
    name, table, _, place = cell(folder, chance)
    old = table[0][place]
    new = chance.choice([old[:-1], f"{old}x", "", "Wat is er gezegd", old.upper(), f" {old} "])
    table[0][place] = new
    words = (old, new or "kolom", new.strip())
    return Spoiled({**folder, name: table}, (name,), words)


def swapped_files(folder: Folder, chance: random.Random) -> Spoiled:
    one, other = chance.sample(tables_of(folder), 2)
    return Spoiled({**folder, one: folder[other], other: folder[one]}, (one, other), ("",))


def other_session(folder: Folder, chance: random.Random) -> Spoiled:
    """Give a coder's file with the same numbers and the texts of another session."""
    names = [name for name in tables_of(folder) if name.startswith("codering-")]
    if not names:
        return doubled(folder, chance)
    name = names[0]
    content = folder[name]
    assert isinstance(content, list)
    place = content[0].index("tekst")
    rows = [[*row[:place], f"Over koffie, {row[0]}", *row[place + 1 :]] for row in content[1:]]
    return Spoiled({**folder, name: [content[0], *rows]}, (name,), ("andere tekst",))


def damaged(folder: Folder, chance: random.Random) -> Spoiled:
    """Give a file of which a piece is missing or replaced."""
    name = chance.choice(sorted(folder))
    content = content_of(name, folder[name])
    place = chance.randrange(len(content))
    piece = chance.choice([b"", b"\x00", b'"', b"[[", b"\xff"])
    return Spoiled({**folder, name: content[:place] + piece}, (name,), ("",))


SPOILS: tuple[Spoil, ...] = (
    *(emptied, respelled, respelled, nonsense, swapped_cells, doubled),
    *(renamed_column, swapped_files, other_session),
)


def spoiled(number: int) -> tuple[str, Spoiled, str]:
    """Give a case by its number: the same number, the same folder."""
    chance = random.Random(number)
    name = chance.choice(["typed", "typed", "spreadsheet", "example"])
    spoil = chance.choice(SPOILS)
    return name, spoil(FOLDERS[name](), chance), spoil.__name__


def told(case: Spoiled, new: list[str]) -> bool:
    """Whether a line names a spoiled file with the row, the key or the column.

    A file that refers to a key that is gone may say so in its place, with that very key.
    """
    here = (line for line in new if any(name in line for name in case.files))
    return any(
        any(word in line for word in case.words) or _row(line, case.rows) for line in here
    ) or any(f"'{key}' bestaat niet" in line for line in new for key in case.keys)


def _row(line: str, rows: tuple[int, ...]) -> bool:
    named = re.search(r"rij(?:en)? ([0-9, en]+)", line)
    return named is not None and bool({int(n) for n in re.findall(r"\d+", named[1])} & set(rows))


def silent(numbers: range) -> Iterator[str]:
    """Yield each case in which something changed and nobody said so, or where reading broke."""
    for number in numbers:
        name, case, how = spoiled(number)
        right, before = truth(name)
        try:
            said, workshop = said_of(case.folder)
        except Exception as error:
            yield f"{number} {name} {how} {case.files} {case.rows}: {type(error).__name__}: {error}"
            continue
        if workshop is not None and read_of(workshop) == right:
            continue
        new = [line for line in said if line not in before]
        if not told(case, new):
            yield f"{number} {name} {how} {case.files} {case.rows} {case.words}: {new[:3]}"


@pytest.mark.slow
def test_two_hundred_spoiled_folders_change_nothing_in_silence():
    assert list(silent(range(200))) == []


@pytest.mark.long
def test_two_thousand_spoiled_folders_change_nothing_in_silence():
    assert list(silent(range(200, 2000))) == []


@pytest.mark.parametrize("number", range(60))
def test_a_damaged_file_gives_a_message(number: int):
    chance = random.Random(number)
    name = chance.choice(["typed", "spreadsheet"])
    case = damaged(FOLDERS[name](), chance)
    said, workshop = said_of(case.folder)
    assert workshop is not None or any(case.files[0] in line for line in said)


def test_the_oracle_sees_a_person_who_became_two():
    folder = typed()
    contributions = folder["contributions.csv"]
    assert isinstance(contributions, list)
    contributions[1][4] = "P99"
    contributions[2][4] = "P01"
    _, workshop = said_of(folder)
    assert workshop is not None
    assert read_of(workshop) == truth("typed")[0]  # two people who swapped numbers are two people
    contributions[2][4] = "P99"
    _, workshop = said_of(folder)
    assert workshop is not None
    assert read_of(workshop) != truth("typed")[0]
    assert not told(Spoiled(folder, ("contributions.csv",), ("P99",), (2,)), ["niets gezegd"])
