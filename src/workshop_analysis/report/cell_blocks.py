"""The cells of a notebook, one by one: what each puts in the report, or why it cannot.

The one place where JSON of a notebook becomes the typed payload of a display object.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, cast

from workshop_analysis.display import payloads
from workshop_analysis.display.mime import FIGURE, FRONT, HEADING, NOTHING, STEPS, TABLE, TEXT
from workshop_analysis.report import markdown
from workshop_analysis.report.parts import FIRST_PAGE, Part, text_part, thing
from workshop_analysis.report.typed_numbers import typed_number

LEFT_OUT = "niet-in-rapport"

Cell = Mapping[str, Any]
Output = Mapping[str, Any]

_KEYS: dict[str, frozenset[str]] = {
    FRONT: payloads.FrontPayload.__required_keys__,
    FIGURE: payloads.FigurePayload.__required_keys__,
    TABLE: payloads.TablePayload.__required_keys__,
    TEXT: payloads.TextPayload.__required_keys__,
    STEPS: payloads.StepsPayload.__required_keys__,
    NOTHING: payloads.NothingPayload.__required_keys__,
    HEADING: payloads.HeadingPayload.__required_keys__,
}
_SHOWN = "Toon het met ReportText, ReportTable of ReportFigure"


def tags(cell: Cell) -> frozenset[str]:
    """Give the labels that a writer gave the cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def cell_part(cell: Cell, *, number: int, literals: Collection[str] | None = None) -> Part:
    """Give what the cell puts in the report, or everything in it that a report cannot carry."""
    if cell["cell_type"] == "markdown":
        text = "".join(cell["source"])
        part = text_part(text, number=number, labels=tags(cell))
        typed = None if literals is None else _typed(text, literals=literals)
        return replace(part, things=(), faults=(*part.faults, typed)) if typed else part
    if cell["cell_type"] == "code":
        return _code_part(cell, number=number)
    fault = f"is van het soort '{cell['cell_type']}'. Maak er een tekstcel of een codecel van."
    return Part(number, faults=(fault,))


def _typed(text: str, *, literals: Collection[str]) -> str | None:
    tokens, notes = markdown.parse(text)
    every = [*tokens, *(token for note in notes.values() for token in note)]
    return typed_number(every, literals=literals)


def _code_part(cell: Cell, *, number: int) -> Part:
    faults = tuple(fault for output in cell["outputs"] if (fault := _fault(output)))
    shown = [(mime, output) for output in cell["outputs"] if (mime := _our_mime(output))]
    things = () if faults else (thing(mime, _payload(output, mime=mime)) for mime, output in shown)
    return Part(number, tuple(things), opening=FIRST_PAGE in tags(cell), faults=faults)


def _payload(output: Output, *, mime: str) -> payloads.Payload:
    """Give the payload, whose keys `_fault` has looked at."""
    return cast("payloads.Payload", output["data"][mime])


def _our_mime(output: Output) -> str | None:
    return next((mime for mime in _KEYS if mime in output.get("data", {})), None)


def _fault(output: Output) -> str | None:
    kind = output["output_type"]
    if kind == "error":
        return (
            f"is mislukt: {output['ename']}: {output['evalue']}. "
            "Herstel de cel en voer het notebook opnieuw uit."
        )
    if kind == "stream":
        return _stream_fault(output)
    mime = _our_mime(output)
    if mime:
        return _shape_fault(output["data"][mime], mime=mime)
    found = ", ".join(sorted(output["data"]))
    return f"toont iets waar het rapport geen vorm voor heeft ({found}). {_way_out()}"


def _shape_fault(found: object, *, mime: str) -> str | None:
    """Name what is missing in something shown that another version of this package stored."""
    missing = sorted(_KEYS[mime] - (found.keys() if isinstance(found, dict) else set()))
    if not missing:
        return None
    named = ", ".join(f"'{key}'" for key in missing)
    return (
        f"toont iets waaraan {named} ontbreekt: het is bewaard door een andere versie van "
        "workshop-analysis. Voer het notebook opnieuw uit."
    )


def _stream_fault(output: Output) -> str:
    line = markdown.shortened("".join(output["text"]))
    if output["name"] == "stderr":
        return f"geeft een waarschuwing: '{line}'. Neem de oorzaak weg en voer de cel opnieuw uit."
    return f"schrijft losse tekst: '{line}'. {_way_out()}"


def _way_out() -> str:
    return f"{_SHOWN}, of geef de cel het label '{LEFT_OUT}'."
