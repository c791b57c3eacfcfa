"""The participation ladder of the source, in its own words and order."""

from __future__ import annotations

import pandas as pd

from workshop_analysis.beslisboom.tree import Tree


def ladder(tree: Tree) -> pd.DataFrame:
    """Return the ladder of the source, from most to least influence.

    One row per rung: `rung`, `definition` (the source's words) and `participation` (whether the
    source calls it that).
    """
    return pd.DataFrame(
        [
            {
                "rung": rung.name,
                "definition": rung.definition,
                "participation": rung.participation,
            }
            for rung in tree.rungs
        ]
    )
