"""The option by which an organisation gives its own style, read before anything else happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.refusal import FAULTS, Refused

if TYPE_CHECKING:
    from workshop_analysis.style import Style

StyleFile = Annotated[
    Path | None,
    typer.Option(
        "--style",
        metavar="BESTAND",
        help="Een eigen stijlbestand, voor kleuren, letters en maten van HTML, PDF en figuren.",
        show_default=False,
    ),
]


def own_style(file: Path | None) -> Style:
    """Return the style of the file, the project's own without one.

    Raises Refused with every fault of the file, its missing letters included.
    """
    from workshop_analysis.style import StyleError, letter_faults, read_style

    try:
        style = read_style(file)
    except StyleError as error:
        raise _refused(error.faults) from error
    missing = letter_faults(style)
    if missing:
        raise _refused(missing)
    return style


def _refused(faults: tuple[str, ...]) -> Refused:
    listed = "\n".join(f"- {fault}" for fault in faults)
    message = f"Dit stijlbestand is niet te gebruiken:\n{listed}\nEr is niets geschreven."
    return Refused(message, status=FAULTS)
