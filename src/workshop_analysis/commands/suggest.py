"""The command that suggests codes for what nobody coded yet, and decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop_analysis.commands.files import extras_refused, must_be_free, written
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.sessions import Folder, faults_refused
from workshop_analysis.commands.waiting import said_when_slow

Alike = Annotated[
    bool,
    typer.Option(
        "--alike",
        help="Noem ook welke bijdragen bijna gelijk zijn, en een leesvolgorde waarin bijdragen die "
        "op elkaar lijken bij elkaar staan.",
        show_default=False,
    ),
]
WriteSuggestions = Annotated[
    Path | None,
    typer.Option(
        "--write",
        metavar="BESTAND",
        help="Schrijf de spreadsheet van de sessie (.xlsx) met de suggesties naast de codes.",
        show_default=False,
    ),
]


def suggest(folder: Folder, alike: Alike = False, write: WriteSuggestions = None) -> None:
    """Lees bij elke bijdrage zonder code op welke codes zij het meest lijkt, en waarom.

    Een suggestie is nooit een codering: u kiest. De gelijkenis (0 tot 1) is geen kans dat de
    suggestie klopt.
    """
    path = session_folder(folder)
    if write is not None:
        must_be_free(write, ending=".xlsx")
    with faults_refused(path), extras_refused(), said_when_slow(f"'{path}' lezen"):
        from workshop_analysis.commands.suggestion_text import Offered, offered_for
        from workshop_analysis.folder.workshop import read_workshop
        from workshop_analysis.terms import Evidence

        workshop = read_workshop(path)
        if workshop.session.evidence is Evidence.PUBLISHED:
            raise Refused(
                f"'{path}' is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes. Er is "
                "niets om een suggestie voor te doen."
            )
        offered: Offered = offered_for(workshop)
    print("\n".join(offered.lines(alike=alike)))
    if write is not None:
        with written(write):
            from workshop_analysis.commands.suggestion_sheet import write_suggestions

            write_suggestions(write, workshop=workshop, offered=offered.suggestions)
        print(
            f"Geschreven: {write}. Codeer daarin en leg het bestand als codering-<codeur>.xlsx in "
            "de sessiemap. Een code die tussen de suggesties stond, geldt als overgenomen."
        )
