"""Options that belong together: asked one by one on the command line, handed on as one record."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from workshop_analysis.commands.own_style import StyleFile

Output = Annotated[
    Path,
    typer.Option(
        "--output",
        metavar="MAP",
        help="Waar het rapport komt te staan. Anders in de map reports.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    Literal["inprocess", "kernel"],
    typer.Option(
        "--engine",
        metavar="MOTOR",
        help="Wat het notebook uitvoert: inprocess (snel, de gewone keuze) of kernel.",
        show_default=False,
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="BESTAND", help="Schrijf het advies ook als HTML.", show_default=False
    ),
]
Pdf = Annotated[
    Path | None,
    typer.Option(
        "--pdf", metavar="BESTAND", help="Schrijf het advies ook als PDF.", show_default=False
    ),
]


@dataclass(frozen=True)
class Making:
    """How a report is made: where it goes, what runs the notebook, what it looks like."""

    output: Output = Path("reports")
    engine: EngineOption = "inprocess"
    style: StyleFile = None


@dataclass(frozen=True)
class Pages:
    """In which files an advice is written too, and what they look like."""

    html: Html = None
    pdf: Pdf = None
    style: StyleFile = None


def asked_as(record: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let the last parameter of a command be a record, of which each field is an option."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        *own, gathered = inspect.signature(command, eval_str=True).parameters.values()
        names = [each.name for each in fields(record)]

        @wraps(command)
        def told(**given: Any) -> None:
            options = {name: given.pop(name) for name in names}
            command(**given, **{gathered.name: record(**options)})

        seen = [*(each.replace(kind=each.KEYWORD_ONLY) for each in own), *_options(record)]
        told.__signature__ = inspect.Signature(seen)  # type: ignore[attr-defined]
        told.__annotations__ = {each.name: each.annotation for each in seen}
        return told

    return decorated


def _options(record: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(record, include_extras=True)
    return [
        inspect.Parameter(
            each.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if each.default is MISSING else each.default,
            annotation=hints[each.name],
        )
        for each in fields(record)
    ]
