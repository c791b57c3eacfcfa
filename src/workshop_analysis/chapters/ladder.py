"""The participation ladder of the beslisboom, with a note where its words mean more elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.beslisboom import ladder
from workshop_analysis.display.objects import ReportTable

if TYPE_CHECKING:
    from workshop_analysis.beslisboom import Tree

NOTE = (
    "De omschrijvingen zijn die van de bron. De laatste kolom is een noot van ons: op de "
    "gebruikelijke ladder (Edelenbos e.a., 1998) betekenen twee treden meer dan hier. Een leeg "
    "vak: wij kennen geen verschil. Die ladder heeft bovendien een zesde trede, zelfbeheer."
)


def ladder_table(tree: Tree) -> ReportTable:
    """The rungs from most to least influence, in the source's words, and our note beside them.

    One row per rung: rung, definition, participation (ja, or nee where the source sets it apart),
    elsewhere (what it means on the usual ladder; empty where we know of no difference).
    """
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
            "elsewhere": "Onze noot: wat de trede elders betekent",
        },
        note=NOTE,
    )
