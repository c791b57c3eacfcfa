"""The neutral document in the centre: read from a notebook or a page, rendered as HTML and PDF."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workshop_analysis.display.loose_page import Block as Shown
from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.report import markdown
from workshop_analysis.report.blocks import (
    Block,
    Document,
    Figure,
    Front,
    Heading,
    Note,
    Nothing,
    Placed,
    Prose,
    ReportError,
    Table,
    Text,
)
from workshop_analysis.report.cell_blocks import LEFT_OUT, cell_part, tags
from workshop_analysis.report.markdown import Token
from workshop_analysis.report.parts import FIRST_PAGE, Part, text_part, thing
from workshop_analysis.report.structure import Fault, anchor_faults, anchors, shape_faults

__all__ = [
    "Block",
    "Document",
    "Figure",
    "Heading",
    "Note",
    "Prose",
    "ReportError",
    "Table",
    "Text",
    "page_document",
    "read_document",
]

_Notes = dict[tuple[int, str], list[Token]]
_Numbers = dict[tuple[int, str], int]


@dataclass(frozen=True)
class Source:
    """What a document is read from, in the words of a fault: the whole, and one part of it."""

    whole: str
    part: str

    def sentence(self, fault: str, *, part: int | None) -> str:
        """Say the fault of a part, or of the whole when it is of no part."""
        return f"{self.whole if part is None else self.part.format(part)} {fault}"


def read_document(
    notebook: Mapping[str, Any], *, literals: Collection[str] | None = None
) -> Document:
    """Read an executed notebook into the document that both exporters render.

    Cells tagged `niet-in-rapport` and all code are left out; so is a section that yields only
    `ReportNothing`, its static text included. With `literals`, the texts of the session folder, a
    typed number that stands in none of them is a fault.

    Raises
    ------
    ReportError
        With every fault: first what single cells hold that a report cannot carry (HTML, a bare
        image, an unknown output, an error, a typed number), then what is wrong with the whole (no front or
        title, a skipped heading level, an anchor that stands twice or nowhere).
    """
    total = len(notebook["cells"])
    where = f"Cel {{}} van {total} (van boven geteld, elke cel telt mee)"
    parts = [
        cell_part(cell, number=number, literals=literals)
        for number, cell in enumerate(notebook["cells"], start=1)
        if LEFT_OUT not in tags(cell)
    ]
    return _document(parts, source=Source("Het notebook", where))


def page_document(page: LoosePage) -> Document:
    """Read a page that no notebook tells into the document that both renderers take.

    Raises ReportError, as `read_document` does.
    """
    first = [(block, frozenset({FIRST_PAGE})) for block in page.opening]
    every = [*first, *((block, frozenset[str]()) for block in page.blocks)]
    parts = [
        _shown_part(block, number=number, labels=labels)
        for number, (block, labels) in enumerate(every, start=1)
    ]
    source = Source("De pagina", f"Deel {{}} van {len(every)} (van boven geteld)")
    return replace(_document(parts, source=source), one_page=page.one_page)


def _shown_part(block: Shown, *, number: int, labels: frozenset[str]) -> Part:
    if isinstance(block, str):
        return text_part(block, number=number, labels=labels)
    return Part(number, (thing(block.mime, block.payload),), opening=FIRST_PAGE in labels)


def _document(parts: Sequence[Part], *, source: Source) -> Document:
    _refuse([(part.number, fault) for part in parts for fault in part.faults], source=source)
    placed, notes = _read(parts)
    faults = [
        *shape_faults(placed),
        *anchor_faults(placed, notes=[(part, t) for (part, _), ts in notes.items() for t in ts]),
    ]
    _refuse(faults, source=source)
    return _assembled(placed, notes=notes)


def _refuse(faults: Sequence[Fault], *, source: Source) -> None:
    if faults:
        raise ReportError(tuple(source.sentence(fault, part=part) for part, fault in faults))


def _read(parts: Sequence[Part]) -> tuple[list[Placed], _Notes]:
    placed = [
        Placed(one, part=part.number, opening=part.opening) for part in parts for one in part.things
    ]
    kept = [one for one in _without_empty_sections(placed) if not isinstance(one.thing, Nothing)]
    notes = {(part.number, key): tokens for part in parts for key, tokens in part.notes.items()}
    numbers = _note_numbers(kept)
    settled = [_settled(one, numbers=numbers) for one in kept]
    return _with_anchors(settled), {
        place: list(markdown.settle(notes[place], numbers=_of_part(place[0], numbers=numbers)))
        for place in numbers
    }


def _without_empty_sections(placed: list[Placed]) -> list[Placed]:
    left_out: set[int] = set()
    for start, one in enumerate(placed):
        if isinstance(one.thing, Heading) and one.thing.level > 1:
            end = _section_end(placed, start=start, level=one.thing.level)
            if _yields_nothing(placed[start:end]):
                left_out.update(range(start, end))
    return [one for place, one in enumerate(placed) if place not in left_out]


def _section_end(placed: list[Placed], *, start: int, level: int) -> int:
    for place, one in enumerate(placed[start + 1 :], start=start + 1):
        if isinstance(one.thing, Heading) and one.thing.level <= level:
            return place
    return len(placed)


def _yields_nothing(section: list[Placed]) -> bool:
    yields = [one.thing for one in section if not isinstance(one.thing, Heading | Prose)]
    return bool(yields) and all(isinstance(thing, Nothing) for thing in yields)


def _note_numbers(placed: list[Placed]) -> _Numbers:
    numbers: _Numbers = {}
    for one in placed:
        if isinstance(one.thing, Heading | Prose):
            for key in markdown.note_keys(one.thing.tokens):
                numbers.setdefault((one.part, key), len(numbers) + 1)
    return numbers


def _settled(one: Placed, *, numbers: _Numbers) -> Placed:
    thing = one.thing
    if not isinstance(thing, Heading | Prose):
        return one
    tokens = markdown.settle(thing.tokens, numbers=_of_part(one.part, numbers=numbers))
    return replace(one, thing=replace(thing, tokens=tokens))


def _of_part(part: int, *, numbers: _Numbers) -> dict[str, int]:
    return {key: number for (owner, key), number in numbers.items() if owner == part}


def _with_anchors(placed: list[Placed]) -> list[Placed]:
    taken = {a for one in placed if not isinstance(one.thing, Heading) for a in anchors(one)}
    named = []
    for one in placed:
        if isinstance(one.thing, Heading):
            anchor = _free_anchor(markdown.slug(one.thing.text), taken=taken)
            taken.add(anchor)
            one = replace(one, thing=replace(one.thing, anchor=anchor))
        named.append(one)
    return named


def _free_anchor(wanted: str, *, taken: set[str]) -> str:
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def _assembled(placed: list[Placed], *, notes: _Notes) -> Document:
    front = next(one.thing for one in placed if isinstance(one.thing, Front))
    title = next(one.thing for one in placed if isinstance(one.thing, Heading))
    below = [one for one in placed if one.thing is not title and not isinstance(one.thing, Front)]
    return Document(
        front=front.payload,
        title=title,
        opening=_blocks(below, opening=True),
        blocks=_blocks(below, opening=False),
        notes=tuple(
            Note(number=number, tokens=tuple(tokens))
            for number, tokens in enumerate(notes.values(), start=1)
        ),
    )


def _blocks(placed: list[Placed], *, opening: bool) -> tuple[Block, ...]:
    return tuple(
        one.thing
        for one in placed
        if one.opening == opening and not isinstance(one.thing, Front | Nothing)
    )
