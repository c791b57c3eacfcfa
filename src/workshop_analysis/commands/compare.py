"""The command that lays a later session beside its baseline and publishes the whole report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop_analysis.commands.files import extras_refused
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.sessions import Engine, Output, faults_refused, published
from workshop_analysis.commands.text import say

Later = Annotated[
    Path,
    typer.Argument(metavar="MAP", help="De map van de latere sessie, zoals data/mijn_sessie."),
]
Baseline = Annotated[
    Path,
    typer.Option(
        "--baseline",
        metavar="MAP",
        help="De map van de nulmeting, zoals data/workshop_12nov.",
        show_default=False,
    ),
]


def compare(
    folder: Later,
    baseline: Baseline,
    output: Output = Path("reports"),
    engine: Engine = "inprocess",
) -> None:
    """Leg een latere sessie naast de nulmeting en maak het hele rapport.

    Het is het rapport van de latere sessie, met een deel over de vergelijking. Eerst worden beide
    mappen nagekeken, en of de nulmeting nog dezelfde is; bij een fout wordt niets geschreven.
    """
    later, old = session_folder(folder), session_folder(baseline)
    if later.resolve() == old.resolve():
        raise Refused(f"'{later}' kan niet naast zichzelf liggen. Geef twee sessies op.")
    with faults_refused(later, old), extras_refused():
        lines = _summary(later, old)
    from workshop_analysis.commands.steps import shown_steps
    from workshop_analysis.report.publish import STEPS, edition_of, publish_edition

    with faults_refused(later, old), shown_steps(STEPS) as progress:
        edition = edition_of(later, output=output, engine=engine, baseline=old)
        publication = publish_edition(edition, progress=progress)
    say([*lines, "", published(publication)])


def _summary(later: Path, old: Path) -> list[str]:
    from workshop_analysis.baseline import read_beside
    from workshop_analysis.commands.comparison import comparison
    from workshop_analysis.reading import count_session
    from workshop_analysis.side_by_side import lay_beside

    found = read_beside(later, baseline=old)
    two = lay_beside(count_session(found.later), folder=later, baseline=old)
    assert two is not None  # a baseline was given
    return comparison(two, notices=found.notices)
