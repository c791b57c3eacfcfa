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
Themes = Annotated[
    int,
    typer.Option(
        "--themes",
        metavar="AANTAL",
        help="Hoeveel rode draden vooraf vaststaan. Hoe meer, hoe groter een verschil moet zijn.",
    ),
]
ENDS = (
    "Er staan steeds twee uitersten, want mensen aan één tafel praten elkaar vaak na. 'Wat na' is "
    "hier: een intraklassecorrelatie van 0,1."
)
HOLDS = (
    "Dit geldt als iedereen dezelfde vraag krijgt en zelf opschrijft wat hij vindt. Stuurt een "
    "begeleider, of schrijft één persoon voor de hele tafel, dan spreekt elke tafel met één stem."
)


def plan(people: People, tables: Tables = None, themes: Themes = 10) -> None:
    """Lees voor een sessie wat zoveel mensen kunnen laten zien, en wat niet.

    Er wordt niets geschreven. De getallen zijn kansen en marges, geen voorspelling.
    """
    with extras_refused():
        from workshop_analysis.compare.plan import plan as planned
        from workshop_analysis.compare.plan import sentences

        try:
            lines = sentences(planned(people, tables=tables, themes=themes))
        except ValueError as error:
            raise Refused(str(error)) from error
    ends = [] if tables is None else [ENDS]
    rule = [_rule(themes)] if any(line.startswith("Naast") for line in lines) else []
    listed = [f"- {line}" for line in lines]
    print("\n".join([_title(people, tables), *ends, *listed, *rule, HOLDS]))


def _rule(themes: int) -> str:
    """Return by which rule a change counts as shown, and what that was reckoned with."""
    what = "1 rode draad die vooraf vaststaat" if themes == 1 else f"{themes} rode draden"
    more = "" if themes == 1 else " die vooraf vaststaan, waarvan de andere gelijk blijven"
    return (
        "'Te laten zien' is wat het rapport 'aangetoond' noemt: het interval sluit nul uit, en de "
        f"toets blijft staan na correctie. Gerekend met {what}{more}."
    )


def _title(people: int, tables: int | None) -> str:
    who = "1 deelnemer" if people == 1 else f"{people} deelnemers"
    where = {None: "", 1: " aan 1 tafel"}.get(tables, f" aan {tables} tafels")
    return f"Wat een sessie met {who}{where} kan laten zien, en wat niet:"
