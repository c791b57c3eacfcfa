"""From a tree file to a tree, or to one error with everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workshop_analysis.beslisboom.faults import tree_faults
from workshop_analysis.beslisboom.tree import (
    Answer,
    Edge,
    Edition,
    Exit,
    Fills,
    Option,
    Rung,
    Status,
    Step,
    StepKind,
    Tree,
    TreeSource,
)
from workshop_analysis.checks import SessionError
from workshop_analysis.files.opened import read_written
from workshop_analysis.files.toml_file import TomlFile, scan_toml

Table = Mapping[str, Any]
_PACKAGE = Path(__file__).parents[1]


def tree_path() -> Path:
    """Return the file of our own tree: in an installed package beside the code, else in data/."""
    installed = _PACKAGE / "beslisboom.toml"
    return installed if installed.exists() else _PACKAGE.parents[1] / "data" / "beslisboom.toml"


def read_beslisboom(path: Path | str | None = None) -> Tree:
    """Return the decision tree of a file; without a file, the one of the source.

    Raises
    ------
    SessionError
        When the file is not there, is no TOML, or holds any fault; every fault is named at once.
    """
    file = scan_toml(read_written(tree_path() if path is None else path)).accept()
    assert file is not None, "a file that cannot be read has a fault"
    return tree_of(file)


def tree_of(file: TomlFile) -> Tree:
    """Return the decision tree that a file holds, such as the one a session folder names.

    Raises
    ------
    SessionError
        With every fault in it.
    """
    faults = tree_faults(file)
    if faults:
        raise SessionError(faults)
    return _build(file.data)


def _build(raw: Table) -> Tree:
    """Return the tree of a file without faults."""
    start = raw["start"]
    corrections = tuple(raw["source"]["corrections"])
    return Tree(
        title=raw["title"],
        subtitle=raw["subtitle"],
        closing=raw["closing"],
        start=Edge(source="start", answer=None, target=start["to"], status=Status(start["status"])),
        start_text=start["text"],
        steps=tuple(_step(step) for step in sorted(raw["step"], key=lambda step: step["number"])),
        exits=tuple(_exit(way_out) for way_out in raw["exit"]),
        edition=Edition(**raw["edition"]),
        source=TreeSource(**{**raw["source"], "corrections": corrections}),
    )


def _step(raw: Table) -> Step:
    return Step(
        number=raw["number"],
        question=raw["question"],
        text=raw.get("text"),
        note=raw.get("note"),
        kind=StepKind(raw["kind"]),
        fills=Fills(raw["fills"]) if "fills" in raw else None,
        answers=tuple(_answer(answer) for answer in raw.get("answer", [])),
        target=raw.get("to"),
        status=_status(raw),
    )


def _answer(raw: Table) -> Answer:
    return Answer(
        key=raw["key"],
        text=raw["text"],
        note=raw.get("note"),
        covers=tuple(raw.get("covers", [])),
        rung=_rung(raw),
        options=tuple(_choice(raw, choice) for choice in raw.get("choice", [])) or (_option(raw),),
    )


def _rung(raw: Table) -> Rung | None:
    """Return the rung that an answer of the form 'definition - name' stands for."""
    if "participation" not in raw:
        return None
    definition, _, name = raw["text"].rpartition(" - ")
    return Rung(name=name, definition=definition, participation=raw["participation"])


def _option(raw: Table) -> Option:
    """Return the one option of an answer that asks for no further choice."""
    note = raw.get("note")
    return Option(
        key=raw["key"],
        label=raw["text"],
        short=raw["text"],
        target=raw.get("to"),
        status=_status(raw),
        note=note,
        condition=note if raw.get("condition") else None,
    )


def _choice(answer: Table, raw: Table) -> Option:
    """Return one choice within an answer, with its own part of the note as a sentence."""
    words = answer["note"].split(" óf ")[raw["part"] - 1].rstrip(".")
    note = f"{words[0].upper()}{words[1:]}."
    label = raw["own_label"]
    return Option(
        key=f"{answer['key']}/{raw['key']}",
        label=f"{answer['text']}: {label[0].lower()}{label[1:]}",
        short=label,
        target=raw["to"],
        status=_status(raw),
        note=note,
        condition=note if raw.get("condition") else None,
    )


def _exit(raw: Table) -> Exit:
    return Exit(
        key=raw["key"],
        label=raw.get("text") or raw["own_label"],
        contact=raw.get("contact"),
        mailbox=raw.get("mailbox"),
        ours=not raw.get("text"),
    )


def _status(raw: Table) -> Status | None:
    return Status(raw["status"]) if "status" in raw else None
