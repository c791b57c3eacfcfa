"""The numbers that the report's sentences use, counted once and shown as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.themes import on_both_sides
from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.display.objects import ReportTable
from workshop_analysis.terms import Kind, Side

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session

BARRIERS, PROMISES = str(Kind.BELEMMERING), str(Kind.BELOFTE)


def key_figures(
    records: pd.DataFrame, *, coded: pd.DataFrame, coverage: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Every number that a sentence of the report uses.

    One row per number: figure (what is counted, in the reader's words), value, how (how it was
    counted). ``coverage`` has one row per belemmering, with the beloftes and steps that answer it;
    ``pairs`` one per belemmering x belofte, its strength missing where nobody judged.
    """
    rows = [
        *_record_figures(records),
        *_theme_figures(coded),
        *_answer_figures(coverage),
        ("beoordeelde combinaties", int(pairs["strength"].notna().sum()), "rijen in links.csv"),
    ]
    return pd.DataFrame(rows, columns=["figure", "value", "how"]).astype({"value": "Int64"})


def key_table(figures: pd.DataFrame, *, session: Session) -> ReportTable:
    """The key figures as the report shows them, each with the way it was counted."""
    return ReportTable(
        figures,
        key="kerncijfers",
        caption="De getallen in de tekst, en hoe ze zijn geteld",
        source=f"{session.source.title}; telling van dit project",
        labels={"figure": "Getal", "value": "Aantal", "how": "Hoe geteld"},
        stamp=stamp_of(session),
    )


def _record_figures(records: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Numbers of uitkomsten: all, per kind, and per side of the belemmeringen."""
    barriers = records[records["kind"] == BARRIERS]
    promises = records[records["kind"] == PROMISES]
    return [
        ("uitkomsten", len(records), "rijen in outcomes.csv"),
        ("belemmeringen", len(barriers), "uitkomsten van de soort belemmering"),
        *(
            (f"belemmeringen, kant {side}", int((barriers["side"] == side).sum()), f"kant: {side}")
            for side in Side
        ),
        ("beloftes", len(promises), "uitkomsten van de soort belofte; zij hebben geen kant"),
    ]


def _theme_figures(coded: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Numbers of rode draden: all, shared by both sides, with a belofte, and records left out."""
    placed = coded.dropna(subset=["theme"])
    themes = set(placed["theme"])
    both = on_both_sides(placed)
    promised = set(placed.loc[placed["kind"] == PROMISES, "theme"])
    left_out = coded.loc[coded["theme"].isna(), "id"].nunique()
    return [
        ("rode draden", len(themes), "rode draden met minstens één uitkomst (onze lezing)"),
        (
            "rode draden aan beide kanten",
            len(both),
            "met een belemmering van beleid én een van uitvoering, of een gezamenlijke",
        ),
        ("rode draden met een belofte", len(themes & promised), "met minstens één belofte"),
        ("rode draden zonder belofte", len(themes - promised), "zonder belofte"),
        ("uitkomsten zonder rode draad", int(left_out), "met een reden weggelaten"),
    ]


def _answer_figures(answers: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Numbers of belemmeringen by the best answer that a belofte gives, and by the beslisboom."""
    states = answers["state"].value_counts()
    in_full = answers["steps_ja"].map(len) > 0
    partly = ~in_full & (answers["steps_deels"].map(len) > 0)
    judged = answers["steps_judged"].gt(0)
    return [
        ("belemmeringen met een belofte", int(states.get("ja", 0)), "minstens één belofte: ja"),
        ("belemmeringen met deels een belofte", int(states.get("deels", 0)), "hoogstens: deels"),
        ("belemmeringen zonder belofte", int(states.get("geen", 0)), "alle beloftes: nee"),
        ("belemmeringen niet beoordeeld", int(states.get("niet beoordeeld", 0)), "geen oordeel"),
        (
            "belemmeringen naast de beslisboom gelegd",
            int(judged.sum()),
            "minstens één stap beoordeeld",
        ),
        ("belemmeringen bij een stap", int(in_full.sum()), "minstens één stap: ja"),
        ("belemmeringen deels bij een stap", int(partly.sum()), "hoogstens: deels"),
        (
            "belemmeringen bij geen stap",
            int((judged & ~in_full & ~partly).sum()),
            "alle beoordeelde stappen: nee",
        ),
    ]
