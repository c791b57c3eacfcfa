"""The cells of a notebook, one by one: what each puts in the report, or why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from workshop_analysis.display.mime import FIGURE, FRONT, NOTHING, STEPS, TABLE, TEXT
from workshop_analysis.report import markdown
from workshop_analysis.report.blocks import (
    Block,
    Figure,
    Front,
    Heading,
    Nothing,
    Placed,
    Prose,
    Steps,
    Table,
    Text,
)

LEFT_OUT = "niet-in-rapport"
NEW_PAGE = "nieuwe-pagina"
FIRST_PAGE = "voorpagina"
OWN_READING = "interpretatie"

Cell = Mapping[str, Any]
_BLOCKS: dict[str, Callable[[Any], Block | Front | Nothing]] = {
    FRONT: Front,
    FIGURE: Figure,
    TABLE: Table,
    TEXT: Text,
    STEPS: Steps,
    NOTHING: Nothing,
}
_SHOWN = "Toon het met ReportText, ReportTable of ReportFigure"


def tags(cell: Cell) -> frozenset[str]:
    """Give the labels that a writer gave the cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def source(cell: Cell) -> str:
    """Give the text of the cell, however the notebook stores it."""
    return "".join(cell["source"])


def cell_blocks(cell: Cell, *, number: int) -> Iterator[Placed]:
    """Give what the cell puts in the report, in order; nothing for code that shows nothing."""
    opening = FIRST_PAGE in tags(cell)
    things = _markdown_blocks(cell) if cell["cell_type"] == "markdown" else _output_blocks(cell)
    return (Placed(thing, cell=number, opening=opening) for thing in things)


def cell_faults(cell: Cell) -> list[str]:
    """Name everything in the cell that a report cannot carry: the ends of Dutch sentences."""
    if cell["cell_type"] == "markdown":
        return _markdown_faults(cell)
    if cell["cell_type"] == "code":
        return [fault for output in cell["outputs"] if (fault := _output_fault(output))]
    return [f"is van het soort '{cell['cell_type']}'. Maak er een tekstcel of een codecel van."]


def _markdown_blocks(cell: Cell) -> Iterator[Heading | Prose]:
    tokens, _ = markdown.parse(source(cell))
    marks = tags(cell)
    for is_heading, run in groupby(tokens, key=lambda token: token["type"] == "heading"):
        if not is_heading:
            yield Prose(tuple(run))
            continue
        for token in run:
            yield _heading(token, marks=marks)
            marks -= {NEW_PAGE, OWN_READING}


def _heading(token: markdown.Token, *, marks: frozenset[str]) -> Heading:
    return Heading(
        level=token["attrs"]["level"],
        tokens=tuple(token["children"]),
        text=markdown.plain(token["children"]).strip(),
        new_page=NEW_PAGE in marks,
        interpretation=OWN_READING in marks,
    )


def _output_blocks(cell: Cell) -> Iterator[Block | Front | Nothing]:
    for output in cell["outputs"]:
        mime = _our_mime(output)
        if mime:
            yield _BLOCKS[mime](output["data"][mime])


def _our_mime(output: Mapping[str, Any]) -> str | None:
    return next((mime for mime in _BLOCKS if mime in output.get("data", {})), None)


def _markdown_faults(cell: Cell) -> list[str]:
    tokens, notes = markdown.parse(source(cell))
    below = [token for note in notes.values() for token in note]
    found = markdown.faults([*tokens, *below])
    if markdown.note_keys(below):
        found.append("heeft een noot in een noot. Zet beide noten bij de tekst zelf.")
    has_heading = any(token["type"] == "heading" for token in tokens)
    without = [mark for mark in (NEW_PAGE, OWN_READING) if mark in tags(cell) and not has_heading]
    return found + [
        f"heeft het label '{mark}', maar geen kop. Zet het label op de cel met de kop."
        for mark in without
    ]


def _output_fault(output: Mapping[str, Any]) -> str | None:
    kind = output["output_type"]
    if kind == "error":
        return (
            f"is mislukt: {output['ename']}: {output['evalue']}. "
            "Herstel de cel en voer het notebook opnieuw uit."
        )
    if kind == "stream":
        return _stream_fault(output)
    if _our_mime(output):
        return None
    found = ", ".join(sorted(output["data"]))
    return f"toont iets waar het rapport geen vorm voor heeft ({found}). {_way_out()}"


def _stream_fault(output: Mapping[str, Any]) -> str:
    line = markdown.shortened("".join(output["text"]))
    if output["name"] == "stderr":
        return f"geeft een waarschuwing: '{line}'. Neem de oorzaak weg en voer de cel opnieuw uit."
    return f"schrijft losse tekst: '{line}'. {_way_out()}"


def _way_out() -> str:
    return f"{_SHOWN}, of geef de cel het label '{LEFT_OUT}'."
