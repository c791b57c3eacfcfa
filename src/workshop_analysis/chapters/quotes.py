"""What participants said in their own words, where a person marked it as fit to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import theirs
from workshop_analysis.chapters.wording import OURS, stamp_of, theme_anchor
from workshop_analysis.display.objects import Link, ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted

MOST = 2
"""So many quotes at most with one rode draad: examples, not a tally."""


def quotes_table(counted: Counted) -> ReportTable | ReportNothing:
    """Up to two quotes with each rode draad; only words marked publiceerbaar.

    One row per rode draad with a quote, in the order of the rode draden: name, quotes (one a
    line). Nobody is quoted twice, so that no two quotes can be led back to one person.
    """
    chosen = publishable_quotes(counted)
    lines = chosen.groupby("theme", sort=False)["text"].agg(lambda texts: [f"‘{t}’" for t in texts])
    rows = counted.themes[["theme", "name"]].merge(lines.rename("quotes"), on="theme")
    if rows.empty:
        return ReportNothing("geen bijdrage met een code is als publiceerbaar gemarkeerd")
    names = zip(rows["name"], rows["theme"], strict=True)
    return ReportTable(
        rows[["name", "quotes"]].assign(
            name=pd.Series([Link(n, theme_anchor(t)) for n, t in names], dtype=object)
        ),
        key="citaten",
        caption="Voorbeelden in de woorden van de deelnemers",
        source=theirs(counted.session, files="contributions.csv, alleen publiceerbaar"),
        labels={"name": "Rode draad", "quotes": "Wat iemand zei"},
        interpretation=OURS,
        stamp=stamp_of(counted.session),
        note="Een citaat staat hier alleen als een mens het heeft gemarkeerd als publiceerbaar. "
        "Niemand is twee keer geciteerd. De keuze laat zien wat er onder een rode draad valt, niet "
        "hoe vaak het is gezegd.",
    )


def publishable_quotes(counted: Counted) -> pd.DataFrame:
    """The contributions that are quoted: theme, id, text; in the order of the rode draden.

    The first ones in the session's order that are marked publishable, carry the rode draad, were
    not said before and answer the question; each person and each text once.
    """
    marks = counted.marks
    plain = marks.loc[marks["duplicate_of"].isna() & ~marks["non_answer"], "id"]
    coded = counted.reading.coded
    fit = coded[coded["publishable"].eq(True).fillna(False) & coded["id"].isin(plain)]
    fit = fit.dropna(subset=["theme"]).drop_duplicates(["theme", "id"])
    return pd.DataFrame(_chosen(fit, counted.themes["theme"]), columns=["theme", "id", "text"])


def _chosen(fit: pd.DataFrame, themes: pd.Series[str]) -> list[tuple[str, str, str]]:
    """Give each rode draad its quotes, those with the fewest candidates first."""
    chosen: list[tuple[str, str, str]] = []
    used: set[str] = set()
    scarce = fit["theme"].value_counts(sort=False).sort_values(kind="stable").index
    for theme in scarce:
        for row in fit[fit["theme"].eq(theme)].to_dict("records"):
            who = row["participant"] if pd.notna(row["participant"]) else row["id"]
            if who in used or sum(one[0] == theme for one in chosen) == MOST:
                continue
            used.add(who)
            chosen.append((theme, row["id"], row["text"]))
    order = {theme: place for place, theme in enumerate(themes)}
    return sorted(chosen, key=lambda one: order[one[0]])
