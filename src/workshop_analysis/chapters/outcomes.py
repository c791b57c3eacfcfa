"""The uitkomsten themselves, list by list, each with the rode draden we read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.wording import (
    outcome_anchor,
    outcome_label,
    source_of,
    stamp_of,
    theme_anchor,
)
from workshop_analysis.display.objects import Link, ReportTable
from workshop_analysis.terms import Kind

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop

CAPTIONS = {
    "gezamenlijk": "Belemmeringen: gezamenlijk",
    "beleid": "Belemmeringen: beleid",
    "uitvoering": "Belemmeringen: uitvoering",
    "belofte": "Beloftes",
}
"""What we call each list of a session; the source may print another heading above it."""


def captions(workshop: Workshop) -> dict[str, str]:
    """What stands above each list: the heading that the source prints, or else our name for it."""
    facts = workshop.report
    return {group: facts.heading_of(group) or ours for group, ours in CAPTIONS.items()}


def group_of(records: pd.DataFrame) -> pd.Series[str]:
    """The list a record belongs to: the side of a belemmering, or ``belofte``."""
    return records["side"].where(records["kind"] != Kind.BELOFTE, str(Kind.BELOFTE))


def outcomes_tables(
    coded: pd.DataFrame, *, themes: pd.DataFrame, workshop: Workshop
) -> list[ReportTable]:
    """The uitkomsten, one table per list of the source that holds any."""
    named = coded.merge(themes[["theme", "name"]], on="theme", how="left")
    present = set(group_of(named))
    return [
        _outcomes_table(named, group=group, workshop=workshop)
        for group in CAPTIONS
        if group in present
    ]


def _outcomes_table(named: pd.DataFrame, *, group: str, workshop: Workshop) -> ReportTable:
    """The uitkomsten of one list in the source's order, its words untouched.

    One row per uitkomst: label, text, themes (links to the rode draden; empty where we
    placed it in none).
    """
    rows = named[group_of(named) == group]
    single = rows.drop_duplicates("id")
    links = [_theme_links(rows[rows["id"] == one]) for one in single["id"]]
    session, printed = workshop.session, workshop.report.heading_of(group)
    frame = single.assign(
        label=single["id"].map(outcome_label),
        themes=pd.Series(links, index=single.index, dtype=object),
    )
    return ReportTable(
        frame[["label", "text", "themes"]],
        key=f"uitkomsten-{group}",
        caption=captions(workshop)[group],
        source=source_of(session),
        labels={"label": "Nummer", "text": "Uitkomst", "themes": "Rode draad (onze lezing)"},
        anchors=[outcome_anchor(one) for one in frame["id"]],
        stamp=stamp_of(session),
        note=f"Zo staat de kop in de bron. Onze naam voor deze lijst: {CAPTIONS[group]}."
        if printed not in (None, CAPTIONS[group])
        else None,
    )


def _theme_links(rows: pd.DataFrame) -> list[Link] | None:
    """Links to the rode draden of one uitkomst; None when it was placed in none."""
    placed = rows.dropna(subset=["theme"])
    return [
        Link(name, theme_anchor(theme))
        for name, theme in zip(placed["name"], placed["theme"], strict=True)
    ] or None
