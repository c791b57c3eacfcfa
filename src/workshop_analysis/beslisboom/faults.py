"""Everything that can be wrong with a tree file, each in one Dutch sentence with a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from workshop_analysis.beslisboom.routes import Table, route_faults, tables
from workshop_analysis.beslisboom.tree import Fills, Status, StepKind

_TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "text": (str, "tekst"),
    "number": (int, "een heel getal"),
    "yes or no": (bool, "true of false"),
    "target": ((int, str), "het nummer van een stap of de key van een [[exit]]"),
    "texts": (list, "een lijst teksten"),
    "table": (dict, "een tabel"),
    "tables": (list, "een lijst tabellen"),
}
_WORDS: dict[str, type[Status | StepKind | Fills]] = {
    "status": Status,
    "kind": StepKind,
    "fills": Fills,
}


@dataclass(frozen=True)
class _Shape:
    """The fields that one kind of table must have, and may have, each with its type."""

    required: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, str]:
        return {**self.required, **self.optional}


_ARROW = {"to": "target", "status": "text"}
_FILE = _Shape(
    {"title": "text", "subtitle": "text", "closing": "text"}
    | {"source": "table", "start": "table", "step": "tables", "exit": "tables"}
)
_SOURCE = _Shape(
    {"sha256": "text", "order": "text", "stars": "text", "left_out": "text", "corrections": "texts"}
)
_START = _Shape({"text": "text", **_ARROW})
_STEP = _Shape(
    {"number": "number", "question": "text", "kind": "text"},
    {"text": "text", "note": "text", "fills": "text", "answer": "tables", **_ARROW},
)
_ANSWER = _Shape(
    {"key": "text", "text": "text"},
    {"note": "text", "condition": "yes or no", "participation": "yes or no", "covers": "texts"}
    | {"choice": "tables", **_ARROW},
)
_CHOICE = _Shape(
    {"key": "text", "own_label": "text", "part": "number", **_ARROW}, {"condition": "yes or no"}
)
_EXIT = _Shape(
    {"key": "text"},
    {"text": "text", "own_label": "text", "contact": "text", "mailbox": "text"},
)


def tree_faults(raw: Table) -> list[str]:
    """Return every fault of a tree file; an empty list means none.

    First what is wrong with single tables, in the order of the file; then what is wrong with the
    tree as a whole. Only a file without its main tables gets no further than those.
    """
    own = list(_field_faults(raw, shape=_FILE, where="Het bestand"))
    return own or [*_table_faults(raw), *route_faults(raw)]


def _table_faults(raw: Table) -> Iterator[str]:
    """Yield what is wrong with single tables: fields missing, unknown, or of the wrong kind."""
    yield from _field_faults(raw["source"], shape=_SOURCE, where="[source]")
    yield from _field_faults(raw["start"], shape=_START, where="[start]")
    for step in raw["step"]:
        where = f"Stap {_named(step, 'number')}"
        yield from _field_faults(step, shape=_STEP, where=where)
        for answer in tables(step, "answer"):
            at = f"{where}, antwoord '{_named(answer, 'key')}"
            yield from _field_faults(answer, shape=_ANSWER, where=f"{at}'")
            for choice in tables(answer, "choice"):
                yield from _field_faults(
                    choice, shape=_CHOICE, where=f"{at}/{_named(choice, 'key')}'"
                )
    for way_out in raw["exit"]:
        yield from _field_faults(way_out, shape=_EXIT, where=f"[[exit]] '{_named(way_out, 'key')}'")


def _named(table: object, field_name: str) -> object:
    """Return what a table calls itself, or a question mark."""
    return table.get(field_name, "?") if isinstance(table, Mapping) else "?"


def _field_faults(table: Table, *, shape: _Shape, where: str) -> Iterator[str]:
    """Yield the faults of one table against the shape it must have."""
    if not isinstance(table, Mapping):
        yield f"{where}: dit moet een tabel zijn. Schrijf velden als naam = waarde."
        return
    for name in shape.required:
        if name not in table:
            yield f"{where}: '{name}' ontbreekt. Vul het aan."
    if "to" in table and "status" not in table and "status" in shape.optional:
        yield f"{where}: bij 'to' hoort een 'status'. Kies uit: {_quoted(Status)}."
    for name, value in table.items():
        yield from _value_faults(name, value, shape=shape, where=where)


def _value_faults(name: str, value: object, *, shape: _Shape, where: str) -> Iterator[str]:
    """Yield what is wrong with one field: its name, the type of its value, or its word."""
    if name not in shape.known:
        yield f"{where}: het veld '{name}' bestaat hier niet. {_way_out(name, list(shape.known))}"
        return
    wanted, words = _TYPES[shape.known[name]]
    # In Python True is a number; in a tree file it is not.
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        yield f"{where}: '{name}' moet {words} zijn, en is {_shown(value)}. Pas het aan."
    elif isinstance(value, str) and not value.strip():
        yield f"{where}: '{name}' is leeg. Vul het in of haal de regel weg."
    elif name in _WORDS and value not in list(_WORDS[name]):
        way_out = _way_out(str(value), list(_WORDS[name]))
        yield f"{where}: {name} {_shown(value)} bestaat niet. {way_out}"


def _way_out(found: str, allowed: Sequence[str]) -> str:
    """Return the nearest allowed word as a question, or else every allowed word."""
    close = get_close_matches(found, allowed, n=1, cutoff=0.6)
    return f"Bedoelde u '{close[0]}'?" if close else f"Kies uit: {_quoted(allowed)}."


def _shown(value: object) -> str:
    """Return a value as it may be written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if isinstance(value, str) else str(value)


def _quoted(words: Iterator[Any] | Sequence[Any] | type[Status]) -> str:
    return ", ".join(f"'{word}'" for word in words)
