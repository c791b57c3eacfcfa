"""Everything that can be wrong with a tree file, each in one Dutch sentence with a way out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workshop_analysis.beslisboom.routes import route_faults, tables
from workshop_analysis.beslisboom.tree import Fills, Status, StepKind
from workshop_analysis.checks import Fault, join, meant
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys

_TEXT, _MAYBE = Key(), Key(may_be_absent=True)
_YES_OR_NO = Key(bool, may_be_absent=True)
_TARGET = Key(object)  # a number or a word; the ways through the tree are checked as a whole
_STATUS = Key(allowed=tuple(Status))
_ARROW = {
    "to": Key(object, may_be_absent=True),
    "status": Key(may_be_absent=True, allowed=tuple(Status)),
}
_FILE = {
    **dict.fromkeys(("title", "subtitle", "closing"), _TEXT),
    **dict.fromkeys((f"source.{name}" for name in ("sha256", "order", "stars", "left_out")), _TEXT),
    "source.corrections": Key(list),
    "edition.version": _TEXT,
    "edition.date": Key(datetime.date),
    "start.text": _TEXT,
    "start.to": _TARGET,
    "start.status": _STATUS,
    "step": Key(dict),
    "exit": Key(dict),
}
_BLOCKS: dict[str, dict[str, Key]] = {
    "step": {
        "number": Key(int),
        "question": _TEXT,
        "text": _MAYBE,
        "note": _MAYBE,
        "kind": Key(allowed=tuple(StepKind)),
        "fills": Key(may_be_absent=True, allowed=tuple(Fills)),
        "answer": Key(dict, may_be_absent=True),
        **_ARROW,
    },
    "step.answer": {
        "key": _TEXT,
        "text": _TEXT,
        "note": _MAYBE,
        "condition": _YES_OR_NO,
        "participation": _YES_OR_NO,
        "covers": Key(list, may_be_absent=True),
        "choice": Key(dict, may_be_absent=True),
        **_ARROW,
    },
    "step.answer.choice": {
        "key": _TEXT,
        "own_label": _TEXT,
        "part": Key(int),
        "condition": _YES_OR_NO,
        "to": _TARGET,
        "status": _STATUS,
    },
    "exit": {
        "key": _TEXT,
        **dict.fromkeys(("text", "own_label", "contact", "mailbox"), _MAYBE),
    },
}


def tree_faults(file: TomlFile) -> list[Fault]:
    """Return every fault of a tree file; an empty list means none.

    First what is wrong with single blocks, in the order of the file, then what is wrong with the
    tree as a whole. A file without its main blocks gets no further than that.
    """
    whole = [*check_keys(file, _FILE).faults, *_file_strangers(file)]
    if any(fault.column in ("step", "exit", "start.to") for fault in whole):
        return whole
    found = [fault for name in _BLOCKS for fault in _block_faults(file, name)]
    in_order = sorted([*whole, *found], key=lambda fault: fault.row or 0)
    return [*in_order, *(file.fault(message) for message in route_faults(file.data))]


def _block_faults(file: TomlFile, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the keys of every block of one kind."""
    keys, blocks = _BLOCKS[name], _nested(file.data, name)
    lines: list[int | None] = [*_lines(file, name)]
    if len(lines) != len(blocks):  # written in another way than with [[...]] on a line of its own
        lines = [None] * len(blocks)
    for line, block in zip(lines, blocks, strict=True):
        yield from check_keys(file, keys, block=block, line=line).faults
        yield from _strangers(file, block, keys=keys, line=line)
        if "to" in block and "status" not in block and keys["status"].may_be_absent:
            message = f"bij 'to' hoort een status. Kies {join(map(repr, map(str, Status)))}."
            yield file.fault(message, key="status", line=line)


def _nested(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return all blocks of one kind, those within other blocks included."""
    first, _, rest = name.partition(".")
    blocks = [dict(block) for block in tables(data, first)]
    return [deep for block in blocks for deep in _nested(block, rest)] if rest else blocks


def _lines(file: TomlFile, name: str) -> list[int]:
    """Return the lines on which the blocks of one kind begin."""
    lines = enumerate(file.text.split("\n"), start=1)
    return [line for line, text in lines if text.partition("#")[0].strip() == f"[[{name}]]"]


def _file_strangers(file: TomlFile) -> Iterator[Fault]:
    """Yield the keys at the top of the file, and in its single tables, that we do not know."""
    yield from _strangers(file, file.data, keys=[key.partition(".")[0] for key in _FILE])
    for name in ("edition", "source", "start"):
        inner = [key.partition(".")[2] for key in _FILE if key.startswith(f"{name}.")]
        table = file.data.get(name)
        if isinstance(table, Mapping):
            yield from _strangers(file, table, keys=inner, line=file.line(name))


def _strangers(
    file: TomlFile, block: Mapping[str, Any], *, keys: Iterable[str], line: int | None = None
) -> Iterator[Fault]:
    """Yield the keys that a block has and we do not know; a tree has no words to spare."""
    known = tuple(dict.fromkeys(keys))
    for name in block:
        if name not in known:
            way_out = meant(name, known) or f"De sleutels zijn: {join(known, last='en')}."
            yield file.fault(f"deze sleutel bestaat hier niet. {way_out}", key=name, line=line)
