"""The participation ladder of the source, and where the usual one differs; that note is ours."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.beslisboom.tree import Rung, Tree

USUAL_RUNGS = {
    "coproduceren": "wat samen is afgesproken, bindt de overheid",
    "adviseren": "de overheid verbindt zich in beginsel aan de uitkomst",
}
"""What a rung means elsewhere, where that is more than the source gives it.

Source: the participation ladder of Edelenbos and others (1998), as Dutch municipalities word it.
"""


def ladder(tree: Tree) -> pd.DataFrame:
    """Return the ladder of the source, from most to least influence, with what differs elsewhere.

    One row per rung: `rung`, `definition` (the source's words), `participation` (whether the source
    calls it that) and `elsewhere` (ours; missing where we know of no difference).
    """
    return pd.DataFrame(
        [
            {
                "rung": rung.name,
                "definition": rung.definition,
                "participation": rung.participation,
                "elsewhere": USUAL_RUNGS.get(rung.name),
            }
            for rung in tree.rungs
        ]
    )


def ladder_note(rung: Rung) -> str | None:
    """Return our warning that a rung means more elsewhere than in the source, or None."""
    if rung.name not in USUAL_RUNGS:
        return None
    return (
        f"Onze noot: elders betekent {rung.name} meer dan hier. Op de gebruikelijke ladder "
        f"(Edelenbos e.a., 1998) geldt: {USUAL_RUNGS[rung.name]}."
    )
