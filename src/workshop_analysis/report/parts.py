"""What a report is put together from, part by part: a text in Markdown, or what an object shows.

A notebook gives its parts cell by cell, a page that no notebook tells gives them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from workshop_analysis.display.mime import FIGURE, FRONT, HEADING, NOTHING, STEPS, TABLE, TEXT
from workshop_analysis.display.payloads import HeadingPayload, Payload
from workshop_analysis.report import markdown
from workshop_analysis.report.blocks import (
    Figure,
    Front,
    Heading,
    Nothing,
    Prose,
    Steps,
    Table,
    Text,
    Thing,
)
from workshop_analysis.report.markdown import Token

NEW_PAGE = "nieuwe-pagina"
FIRST_PAGE = "voorpagina"
OWN_READING = "interpretatie"


def _shown_heading(payload: HeadingPayload) -> Heading:
    words = payload["text"]
    tokens: tuple[Token, ...] = ({"type": "text", "raw": words},)
    return Heading(
        level=payload["level"], tokens=tokens, text=words, interpretation=payload["interpretation"]
    )


_BLOCKS: dict[str, Callable[[Any], Thing]] = {
    FRONT: Front,
    FIGURE: Figure,
    TABLE: Table,
    TEXT: Text,
    STEPS: Steps,
    NOTHING: Nothing,
    HEADING: _shown_heading,
}


@dataclass(frozen=True)
class Part:
    """One part of a report's source: what it puts in the report, its notes, what is wrong.

    `number` counts the parts from 1; `notes` are block tokens by the key of the note. `faults` are
    the ends of Dutch sentences; a part with faults puts nothing in a report.
    """

    number: int
    things: tuple[Thing, ...] = ()
    notes: Mapping[str, list[Token]] = field(default_factory=dict)
    opening: bool = False
    faults: tuple[str, ...] = ()


def thing(mime: str, payload: Payload) -> Thing:
    """Give what the report makes of the payload of a display object."""
    return _BLOCKS[mime](payload)


def text_part(source: str, *, number: int, labels: frozenset[str]) -> Part:
    """Give what a text in Markdown puts in the report, or everything that it cannot carry."""
    tokens, notes = markdown.parse(source)
    return Part(
        number,
        tuple(_headings_and_prose(tokens, labels=labels)),
        notes,
        opening=FIRST_PAGE in labels,
        faults=tuple(_faults(tokens, notes=notes, labels=labels)),
    )


def _headings_and_prose(
    tokens: list[Token], *, labels: frozenset[str]
) -> Iterator[Heading | Prose]:
    for is_heading, run in groupby(tokens, key=_is_heading):
        if not is_heading:
            yield Prose(tuple(run))
            continue
        for token in run:
            yield _heading(token, labels=labels)
            labels -= {NEW_PAGE, OWN_READING}


def _heading(token: Token, *, labels: frozenset[str]) -> Heading:
    return Heading(
        level=token["attrs"]["level"],
        tokens=tuple(token["children"]),
        text=markdown.plain(token["children"]).strip(),
        new_page=NEW_PAGE in labels,
        interpretation=OWN_READING in labels,
    )


def _faults(
    tokens: list[Token], *, notes: Mapping[str, list[Token]], labels: frozenset[str]
) -> list[str]:
    below = [token for note in notes.values() for token in note]
    found = markdown.faults([*tokens, *below])
    if markdown.note_keys(below):
        found.append("heeft een noot in een noot. Zet beide noten bij de tekst zelf.")
    if any(map(_is_heading, tokens)):
        return found
    return found + [
        f"heeft het label '{label}', maar geen kop. Zet het label op de cel met de kop."
        for label in (NEW_PAGE, OWN_READING)
        if label in labels
    ]


def _is_heading(token: Token) -> bool:
    return bool(token["type"] == "heading")
