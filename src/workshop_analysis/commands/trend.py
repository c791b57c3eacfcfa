"""The command that shows three or more sessions in a row, on a page and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.asked import Output
from workshop_analysis.commands.files import extras_refused
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.own_style import StyleFile, own_style
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.sessions import faults_refused, published
from workshop_analysis.commands.text import say

if TYPE_CHECKING:
    from workshop_analysis.compare.series import Series

Folders = Annotated[
    list[Path],
    typer.Argument(
        metavar="MAP MAP MAP ...",
        help="De mappen van drie of meer sessies, in willekeurige volgorde.",
    ),
]


def trend(folders: Folders, output: Output = Path("reports"), style: StyleFile = None) -> None:
    """Zet drie of meer sessies op een rij: een pagina (HTML en PDF) en de getallen hier.

    Een sessie met bijdragen staat er met een aandeel en een interval, een gepubliceerde lijst
    zonder getallen. Bij een fout in een map wordt niets geschreven.
    """
    paths = list(dict.fromkeys(session_folder(folder) for folder in folders))
    chosen = own_style(style)
    with faults_refused(*paths), extras_refused():
        from workshop_analysis.chapters.trend import FEWEST, TooFewSessions
        from workshop_analysis.chapters.trend_page import loose_trend
        from workshop_analysis.compare.series import lay_in_a_row
        from workshop_analysis.folder.workshop import read_workshops

        if len(paths) < FEWEST:
            raise Refused(_too_few(paths))
        series = lay_in_a_row(read_workshops(paths))
        try:
            page = loose_trend(series, style=chosen)
        except TooFewSessions as error:
            raise Refused(str(error)) from error
    from workshop_analysis.commands.steps import shown_steps
    from workshop_analysis.report.loose import STEPS, publish_loose

    with faults_refused(*paths), shown_steps(STEPS) as progress:
        publication = publish_loose(page, output=output, style=chosen, progress=progress)
    say([*_table(series), "", published(publication, what="De pagina")])


def _too_few(paths: list[Path]) -> str:
    given = "1 map" if len(paths) == 1 else f"{len(paths)} mappen"
    message = f"Een verloop vraagt minstens drie sessies; u gaf {given} op."
    if len(paths) == 2:
        older, newer = paths
        message += f" Twee sessies: workshop-analysis compare {newer} --baseline {older}"
    return message


def _table(series: Series) -> Iterator[str]:
    """Yield per rode draad a line for each session, with the kind of evidence it has."""
    from workshop_analysis.chapters.trend import in_words
    from workshop_analysis.compare.series import series_trend
    from workshop_analysis.terms import VOORBEELD, label

    if any(session.example for session in series.sessions):
        yield VOORBEELD
    yield "De sessies, met wat elk heeft:"
    for session in series.sessions:
        yield f"- {session.date:%d-%m-%Y} {session.title}: {label(session.evidence).lower()}"
    table = series_trend(series).to_dict("records")
    for theme, name in series.themes.to_numpy().tolist():
        yield ""
        yield f"{name}:"
        for row in table:
            if row["theme"] == theme:
                said = in_words(row)
                words = said if isinstance(said, str) else ", ".join(said)
                yield f"- {row['date']:%d-%m-%Y}: {words}"
