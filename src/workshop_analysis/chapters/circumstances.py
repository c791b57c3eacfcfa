"""How alike two sessions were apart from what was said, and the files of the earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.beside import NO_BASELINE
from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.compare.side_by_side import SideBySide

ASPECTS = {
    "question": "Vraag",
    "method": "Werkwijze",
    "selection": "Wie er waren",
    "participants": "Deelnemers",
    "unit": "Wat één rij is",
    "codebook_version": "Versie van het codeboek",
    "coders": "Wie codeerden",
}


def alike_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """How alike the two sessions were apart from what was said: one row per circumstance.

    Columns: aspect, baseline, later (in their own words; ``niet bekend`` where missing), same.
    """
    if beside is None:
        return ReportNothing(NO_BASELINE)
    rows = beside.alike
    same = rows["same"].map({True: "ja", False: "nee"}).fillna("niet bekend")
    return ReportTable(
        rows.assign(
            aspect=rows["aspect"].map(ASPECTS),
            baseline=rows["baseline"].fillna("niet bekend"),
            later=rows["later"].fillna("niet bekend"),
            same=same,
        )[["aspect", "baseline", "later", "same"]],
        key="omstandigheden",
        caption="Waarin de sessies verschilden, los van wat er is gezegd",
        source="session.toml van beide sessies",
        labels={"aspect": "Wat", "baseline": "Toen", "later": "Nu", "same": "Gelijk?"},
        stamp=stamp_of(beside.later.session),
        note="Waar de sessies verschillen of waar dat niet bekend is, kan een verschil in wat is "
        "gezegd ook daardoor komen.",
    )


_FOLLOWED = ("opvolging.csv", "opvolging.xlsx")
"""What became of the beloftes of the earlier session stands in the report as well."""


def files_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """The sha256 of each file of the earlier session that was compared: one row per file."""
    if beside is None:
        return ReportNothing(NO_BASELINE)
    then = beside.baseline
    used = (*then.session.hashes, *then.codebook.hashes, *_FOLLOWED)
    rows = [(name, sha256) for name, sha256 in then.certified.items() if name in used]
    return ReportTable(
        pd.DataFrame(rows, columns=["what", "value"]),
        key="herkomst-eerder",
        caption="Bestanden van de eerdere sessie en hun sha256",
        source=f"sessiemap ‘{beside.baseline.session.key}’",
        labels={"what": "Wat", "value": "Gegeven"},
        stamp=stamp_of(beside.baseline.session),
    )
