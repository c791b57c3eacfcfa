"""The participation ladder of the beslisboom, in the words of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.beslisboom import ladder
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.beslisboom import Tree


def ladder_table(tree: Tree) -> ReportTable | ReportNothing:
    """The rungs from most to least influence, in the source's words.

    One row per rung: rung, definition, participation (ja, or nee where the source sets it apart).
    """
    if not tree.rungs:
        return ReportNothing("deze beslisboom heeft geen participatieladder")
    rows = ladder(tree)
    return ReportTable(
        rows.assign(
            rung=rows["rung"].str.capitalize(),
            participation=rows["participation"].map({True: "ja", False: "nee"}),
        ),
        key="participatieladder",
        caption="De participatieladder van de beslisboom, van veel naar weinig invloed",
        source=tree.title,
        labels={
            "rung": "Trede",
            "definition": "Omschrijving in de bron",
            "participation": "Participatie volgens de bron?",
        },
    )
