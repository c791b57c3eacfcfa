"""The command that tells before a session what it can show, and what it cannot."""

from __future__ import annotations

from typing import Annotated

import typer

from workshop_analysis.commands.files import extras_refused
from workshop_analysis.commands.refusal import Refused

People = Annotated[
    int, typer.Argument(metavar="DEELNEMERS", help="Hoeveel mensen u verwacht, zoals 45.")
]
Tables = Annotated[
    int | None,
    typer.Option(
        "--tables",
        metavar="TAFELS",
        help="Aan hoeveel tafels zij zitten, zoals 8.",
        show_default=False,
    ),
]
ENDS = (
    "Er staan steeds twee uitersten. Mensen aan één tafel praten elkaar na: de waarheid ligt "
    "tussen 'iedereen spreekt voor zichzelf' en 'elke tafel spreekt met één stem'."
)
HOLDS = (
    "Dit geldt als iedereen dezelfde vraag krijgt en zelf opschrijft wat hij vindt. Stuurt een "
    "begeleider, of schrijft één persoon voor de hele tafel, reken dan met de tafels."
)


def plan(people: People, tables: Tables = None) -> None:
    """Lees voor een sessie wat zoveel mensen kunnen laten zien, en wat niet.

    Er wordt niets geschreven. De getallen zijn kansen en marges, geen voorspelling.
    """
    with extras_refused():
        from workshop_analysis.compare.plan import plan as planned
        from workshop_analysis.compare.plan import sentences

        try:
            lines = sentences(planned(people, tables=tables))
        except ValueError as error:
            raise Refused(str(error)) from error
    ends = [] if tables is None else [ENDS]
    print("\n".join([_title(people, tables), *ends, *(f"- {line}" for line in lines), HOLDS]))


def _title(people: int, tables: int | None) -> str:
    who = "1 deelnemer" if people == 1 else f"{people} deelnemers"
    where = {None: "", 1: " aan 1 tafel"}.get(tables, f" aan {tables} tafels")
    return f"Wat een sessie met {who}{where} kan laten zien, en wat niet:"
