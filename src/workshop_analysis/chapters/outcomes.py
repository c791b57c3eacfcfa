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
from workshop_analysis.counting.tally import list_of
from workshop_analysis.display.objects import Link, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.terms import ListWords


def captions(workshop: Workshop) -> dict[str, str]:
    """What stands above each list: the heading that the source prints, or else our name for it."""
    facts = workshop.report
    lists = workshop.session.words.lists
    return {one.key: facts.heading_of(one.key) or one.caption for one in lists}


def outcomes_tables(
    coded: pd.DataFrame, *, themes: pd.DataFrame, workshop: Workshop
) -> list[ReportTable]:
    """The uitkomsten, one table per list of the source that holds any."""
    named = coded.merge(themes[["theme", "name"]], on="theme", how="left")
    lists = workshop.session.words.lists
    where = list_of(named, lists)
    return [
        _outcomes_table(named[where == one.key], those=one, workshop=workshop)
        for one in lists
        if where.eq(one.key).any()
    ]


def _outcomes_table(rows: pd.DataFrame, *, those: ListWords, workshop: Workshop) -> ReportTable:
    """The uitkomsten of one list in the source's order, its words untouched.

    One row per uitkomst: label, text, themes (links to the rode draden; empty where we
    placed it in none).
    """
    single = rows.drop_duplicates("id")
    links = [_theme_links(rows[rows["id"] == one]) for one in single["id"]]
    session, printed = workshop.session, workshop.report.heading_of(those.key)
    frame = single.assign(
        label=single["id"].map(outcome_label),
        themes=pd.Series(links, index=single.index, dtype=object),
    )
    return ReportTable(
        frame[["label", "text", "themes"]],
        key=f"uitkomsten-{those.key}",
        caption=captions(workshop)[those.key],
        source=source_of(session),
        labels={"label": "Nummer", "text": "Uitkomst", "themes": "Rode draad (onze lezing)"},
        anchors=[outcome_anchor(one) for one in frame["id"]],
        stamp=stamp_of(session),
        note=f"Zo staat de kop in de bron. Onze naam voor deze lijst: {those.caption}."
        if printed not in (None, those.caption)
        else None,
    )


def _theme_links(rows: pd.DataFrame) -> list[Link] | None:
    """Links to the rode draden of one uitkomst; None when it was placed in none."""
    placed = rows.dropna(subset=["theme"])
    return [
        Link(name, theme_anchor(theme))
        for name, theme in zip(placed["name"], placed["theme"], strict=True)
    ] or None
