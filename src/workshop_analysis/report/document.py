"""An executed notebook as a neutral document: the one source of the HTML and the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

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
from workshop_analysis.report.cell_blocks import (
    LEFT_OUT,
    Cell,
    cell_blocks,
    cell_faults,
    source,
    tags,
)
from workshop_analysis.report.markdown import Token
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
    "read_document",
]

_Notes = dict[tuple[int, str], list[Token]]
_Numbers = dict[tuple[int, str], int]


def read_document(notebook: Mapping[str, Any]) -> Document:
    """Read an executed notebook into the document that both exporters render.

    Cells tagged `niet-in-rapport` and all code are left out; so is a section that yields only
    `ReportNothing`, its static text included.

    Raises
    ------
    ReportError
        With every fault: first what single cells hold that a report cannot carry (HTML, a bare
        image, an unknown output, an error), then what is wrong with the whole (no front or
        title, a skipped heading level, an anchor that stands twice or nowhere).
    """
    total = len(notebook["cells"])
    cells = [
        (number, cell)
        for number, cell in enumerate(notebook["cells"], start=1)
        if LEFT_OUT not in tags(cell)
    ]
    _refuse([(number, fault) for number, cell in cells for fault in cell_faults(cell)], total=total)
    placed, notes = _read(cells)
    faults = [
        *shape_faults(placed),
        *anchor_faults(placed, notes=[(cell, t) for (cell, _), ts in notes.items() for t in ts]),
    ]
    _refuse(faults, total=total)
    return _assembled(placed, notes=notes)


def _refuse(faults: Sequence[Fault], *, total: int) -> None:
    if faults:
        raise ReportError(tuple(_sentence(fault, cell=cell, total=total) for cell, fault in faults))


def _sentence(fault: str, *, cell: int | None, total: int) -> str:
    if cell is None:
        return f"Het notebook {fault}"
    return f"Cel {cell} van {total} (van boven geteld, elke cel telt mee) {fault}"


def _read(cells: Sequence[tuple[int, Cell]]) -> tuple[list[Placed], _Notes]:
    placed = [one for number, cell in cells for one in cell_blocks(cell, number=number)]
    kept = [one for one in _without_empty_sections(placed) if not isinstance(one.thing, Nothing)]
    notes = {
        (number, key): tokens
        for number, cell in cells
        if cell["cell_type"] == "markdown"
        for key, tokens in markdown.parse(source(cell))[1].items()
    }
    numbers = _note_numbers(kept)
    settled = [_settled(one, numbers=numbers) for one in kept]
    return _with_anchors(settled), {
        place: list(markdown.settle(notes[place], numbers=_of_cell(place[0], numbers=numbers)))
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
                numbers.setdefault((one.cell, key), len(numbers) + 1)
    return numbers


def _settled(one: Placed, *, numbers: _Numbers) -> Placed:
    thing = one.thing
    if not isinstance(thing, Heading | Prose):
        return one
    tokens = markdown.settle(thing.tokens, numbers=_of_cell(one.cell, numbers=numbers))
    return replace(one, thing=replace(thing, tokens=tokens))


def _of_cell(cell: int, *, numbers: _Numbers) -> dict[str, int]:
    return {key: number for (owner, key), number in numbers.items() if owner == cell}


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
