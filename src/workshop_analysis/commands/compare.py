"""The command that lays a later session beside its baseline and publishes the whole report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.files import extras_refused
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import FAULTS, Refused
from workshop_analysis.commands.sessions import EngineOption, Output, faults_refused, published
from workshop_analysis.commands.text import say
from workshop_analysis.commands.waiting import said_when_slow

if TYPE_CHECKING:
    from workshop_analysis.folder.baseline import Beside
    from workshop_analysis.folder.workshop import Workshop

Later = Annotated[
    Path,
    typer.Argument(metavar="MAP", help="De map van de latere sessie, zoals data/mijn_sessie."),
]
BaselineFolder = Annotated[
    Path,
    typer.Option(
        "--baseline",
        metavar="MAP",
        help="De map van de nulmeting, zoals data/workshop_12nov. Altijd nodig.",
        show_default=False,
    ),
]

NOTHING_CODED = (
    "is nog geen enkele bijdrage gecodeerd. Er is dus niets te vergelijken, en er is niets "
    "geschreven. Codeer eerst; suggest en coder helpen daarbij."
)


def compare(
    folder: Later,
    baseline: BaselineFolder,
    output: Output = Path("reports"),
    engine: EngineOption = "inprocess",
) -> None:
    """Leg een latere sessie naast de nulmeting en maak het hele rapport.

    Het is het rapport van de latere sessie, met een deel over de vergelijking. Eerst worden beide
    mappen nagekeken, en of de nulmeting nog dezelfde is; bij een fout wordt niets geschreven.
    """
    later, old = session_folder(folder), session_folder(baseline)
    if later.resolve() == old.resolve():
        raise Refused(f"'{later}' kan niet naast zichzelf liggen. Geef twee sessies op.")
    with faults_refused(later, old), extras_refused(), said_when_slow("de sessies lezen"):
        from workshop_analysis.folder.baseline import read_beside

        beside = read_beside(later, baseline=old)
        lines = _summary(beside)
    from workshop_analysis.commands.steps import shown_steps
    from workshop_analysis.report.publish import STEPS, edition_of, publish_edition

    with faults_refused(later, old), shown_steps(STEPS) as progress:
        edition = edition_of(beside.later, output=output, engine=engine, baseline=beside.baseline)
        publication = publish_edition(edition, progress=progress)
    say([*lines, "", published(publication)])


def _summary(beside: Beside) -> list[str]:
    from workshop_analysis.commands.comparison import comparison
    from workshop_analysis.compare.side_by_side import lay_beside
    from workshop_analysis.counting.counted import count_session

    later = beside.later
    if later.coding.empty:
        raise Refused(f"In '{later.place}' {NOTHING_CODED}", status=FAULTS)
    notices = [said for said in beside.notices if said not in later.notices]
    two = lay_beside(count_session(later), beside)
    assert two is not None  # there is a baseline
    return comparison(two, notices=[*_uncoded(later), *notices])


def _uncoded(later: Workshop) -> list[str]:
    """Say how many contributions nobody coded: they count in no rode draad."""
    total = len(later.session.records)
    left = total - later.coding["record"].nunique()
    said = f"van de {total} bijdragen heeft nog niemand er {left} gecodeerd; die tellen niet mee."
    return [said] if left else []
