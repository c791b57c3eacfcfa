"""A TOML file that a person wrote: what it says, on which line, and everything wrong with it."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workshop_analysis.checks import (
    Checked,
    Fault,
    RawTable,
    join,
    meant,
    near_names,
    not_there,
    renamed,
)
from workshop_analysis.files.letters import forbidden_sign
from workshop_analysis.files.opened import Written
from workshop_analysis.files.toml_causes import why_unreadable

_TABLE = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_PAIR = re.compile(r"""\s*["']?([\w.-]+)["']?\s*=""")
_PLACE = re.compile(r"\(at line (\d+)")

_TOO_LONG = "hier staat een getal dat te groot is. Een getal heeft hier hoogstens negen cijfers."
_TOO_DEEP = (
    "in dit bestand staan te veel haakjes binnen haakjes om het te lezen. Haal weg wat er niet "
    "hoort."
)
LINE_SHOWN = 120
"""So much of an unreadable line is repeated; the rest stands in the file."""

_FORMS: dict[type, str] = {
    str: "moet een tekst zijn. Zet hem tussen aanhalingstekens.",
    bool: "moet true of false zijn, zonder aanhalingstekens.",
    int: "moet een heel getal zijn, zonder aanhalingstekens.",
    list: 'moet een lijst van teksten zijn, zoals ["een", "twee"].',
    dict: "moet een lijst van blokken zijn, elk met twee paar vierkante haken erboven.",
    Mapping: "moet een blok zijn met een regel per bestand.",
    datetime.date: "moet een datum zijn zonder aanhalingstekens, zoals 2026-03-17.",
}


@dataclass(frozen=True)
class TomlFile:
    """What a TOML file says, with its text (for the line numbers) and its sha256."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    sha256: str = ""

    def fault(self, message: str, *, key: str | None = None, line: int | None = None) -> Fault:
        """Return a fault in this file, on the line of its key unless another line is given."""
        place = line if line is not None or key is None else self.line(key)
        return Fault(self.name, message, place, key, "regel", "sleutel")

    def line(self, key: str) -> int | None:
        """Return the line where a key such as 'source.title' stands; None when it does not."""
        return next((line for line, path in _keys_by_line(self.text) if path == key), None)

    def _at(self, name: str) -> Any:
        place: Any = self.data
        for part in name.split("."):
            place = place.get(part, {}) if isinstance(place, dict) else {}
        return place

    def blocks(self, name: str) -> list[tuple[int | None, dict[str, Any]]]:
        """Return each block [[name]] with the line on which it begins."""
        entries = self._at(name)
        found = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
        lines = [line for line, path in _keys_by_line(self.text) if path == f"[[{name}]]"]
        places: list[int | None] = [*lines] if len(lines) == len(found) else [None] * len(found)
        return list(zip(places, found, strict=True))


@dataclass(frozen=True)
class Key:
    """What a key must be: its type, whether it may be absent, and the words that are allowed."""

    form: type = str
    may_be_absent: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ".*"
    way_out: str = ""


def scan_toml(file: Written) -> Checked[TomlFile | None]:
    """Return what the file says, or None with the fault that keeps it from being read."""
    if file.problem:
        return _refused(file, file.problem)
    text = ""
    try:
        text = file.content.decode("utf-8-sig")
        data = tomllib.loads(text)
        large = _too_large(data, text)
    except UnicodeDecodeError:
        return _refused(file, "dit bestand is niet in UTF-8 opgeslagen. Sla het op als UTF-8.")
    except tomllib.TOMLDecodeError as error:
        return _refused(file, *_unreadable(str(error), text))
    except RecursionError:
        return _refused(file, _TOO_DEEP)
    except ValueError:  # Python converts no number of more than 4300 digits
        return _refused(file, _TOO_LONG, _longest_number(text))
    if large:
        return _refused(file, _TOO_LONG, large)
    read = TomlFile(file.name, data, text, file.sha256)
    forbidden = tuple(read.fault(said, key=key) for key, said in _forbidden(data))
    return Checked(None if forbidden else read, forbidden)


def check_keys(
    file: TomlFile,
    keys: Mapping[str, Key],
    *,
    block: dict[str, Any] | None = None,
    line: int | None = None,
) -> Checked[dict[str, Any]]:
    """Return the value of each key (None where absent or wrong), and every fault in them.

    Keys in a table are written with a dot ('source.title'). `block` and `line` say where to look
    when it is one block of several, such as a [[steps]].
    """
    found = dict(_flat(file.data if block is None else block, keys))
    near = near_names((name for name in found if name not in keys), tuple(keys))
    faults = [
        file.fault(problem, key=name, line=line)
        for name, key in keys.items()
        if (problem := _problem(found.get(name), key, near.get(name)))
    ]
    wrong = {fault.column for fault in faults}
    values = {name: None if name in wrong else found.get(name) for name in keys}
    notices = tuple(_stranger(file, name, tuple(keys)) for name in found if name not in keys)
    return Checked(values, tuple(faults), notices)


def toml_table(file: TomlFile, name: str, columns: Collection[str]) -> Checked[RawTable]:
    """Return the blocks [[name]] as a table of text; its index is the line of each block."""
    blocks = file.blocks(name)
    lines = [line if line is not None else n for n, (line, _) in enumerate(blocks, start=1)]
    found = list(dict.fromkeys([*columns, *(key for _, block in blocks for key in block)]))
    faults = tuple(
        file.fault(_FORMS[str], key=key, line=line)
        for line, (_, block) in zip(lines, blocks, strict=True)
        for key, value in block.items()
        if not isinstance(value, str)
    )
    rows = [{key: _text(value) for key, value in block.items()} for _, block in blocks]
    frame = pd.DataFrame(rows, index=lines, columns=found, dtype="str")
    word = "regel" if all(line is not None for line, _ in blocks) else "blok"
    unknown = tuple(name for name in found if name not in columns)
    table = RawTable(file.name, frame, {}, unknown, file.sha256, word, "sleutel")
    return Checked(table, faults)


def _text(value: Any) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else str(value)


def _refused(file: Written, message: str, line: int | None = None) -> Checked[TomlFile | None]:
    return Checked(None, (Fault(file.name, message, line, None, "regel", "sleutel"),))


def _unreadable(error: str, text: str) -> tuple[str, int]:
    lines = text.rstrip("\n").split("\n")
    place = _PLACE.search(error)
    line = int(place[1]) if place else len(lines)
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    return f"deze regel is niet te lezen: '{shown[:LINE_SHOWN]}'. {why_unreadable(shown)}", line


def _forbidden(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each key with a text that no report can carry, and what is wrong with it."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _forbidden(value, f"{path}.{name}" if path else name)
    elif isinstance(data, list):
        for value in data:
            yield from _forbidden(value, path)
    elif isinstance(data, str) and (said := forbidden_sign(data)):
        yield path, said


def _too_large(data: Any, text: str) -> int | None:
    """Return the line of a number that is too large for anything here; None without one."""
    if isinstance(data, dict | list):
        inside = data.values() if isinstance(data, dict) else data
        return next((line for one in inside if (line := _too_large(one, text))), None)
    large = type(data) is int and abs(data) >= 10**9
    return _longest_number(text) if large else None


def _longest_number(text: str) -> int:
    """Return the line on which the longest row of digits stands outside a text."""
    numbers = [
        (len(found[0]), -line)
        for line, said in enumerate(text.split("\n"), start=1)
        for found in re.finditer(r"\b[0-9]\w*", re.sub(r'"[^"]*"', "", said))
    ]
    return -max(numbers, default=(0, -1))[1]


def _keys_by_line(text: str) -> Iterator[tuple[int, str]]:
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = header[1]
            yield number, f"[[{table}]]" if line.lstrip().startswith("[[") else table
        elif pair := _PAIR.match(line):
            yield number, f"{table}.{pair[1]}" if table else pair[1]


def _flat(
    data: Mapping[str, Any], keys: Mapping[str, Key], path: str = ""
) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        key = f"{path}{name}"
        if isinstance(value, dict) and key not in keys:
            yield from _flat(value, keys, f"{key}.")
        else:
            yield key, value


def _problem(value: Any, key: Key, near: str | None) -> str | None:
    if value is None or value == "":
        way_out = renamed(near) if near else key.way_out or "Vul hem in."
        return None if key.may_be_absent and value is None else f"deze sleutel ontbreekt. {way_out}"
    if not _has_form(value, key.form):
        return _FORMS[key.form]
    if key.allowed and value not in key.allowed:
        return not_there(value, key.allowed)
    if isinstance(value, str) and not re.fullmatch(key.pattern, value, re.DOTALL):
        return f"'{value}' kan hier niet. {key.way_out}"
    return None


def _has_form(value: Any, form: type) -> bool:
    if form is list:
        return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
    if form is dict:
        return isinstance(value, list) and all(isinstance(v, dict) for v in value)
    if form is datetime.date or form is int:
        return type(value) is form
    return isinstance(value, form)


def _stranger(file: TomlFile, name: str, keys: tuple[str, ...]) -> str:
    line = file.line(name)
    place = f"{file.name}, regel {line}" if line else file.name
    known = f"De sleutels zijn: {join(keys, last='en')}." if len(keys) < 8 else ""
    tail = " ".join(filter(None, [meant(name, keys) or known]))
    return f"{place}: sleutel '{name}' kennen wij niet; hij telt niet mee. {tail}".rstrip()
