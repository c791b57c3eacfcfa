"""The numbers that the report's sentences use, counted once and shown as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.themes import (
    on_both_sides,
    on_sides,
    shared_figure,
    with_promise,
)
from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.display.objects import ReportTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_analysis.folder.session import Session
    from workshop_analysis.terms import KindWords, Vocabulary

Figure = tuple[str, int, str]


def key_figures(
    session: Session, *, coded: pd.DataFrame, coverage: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Every number that a sentence of the report uses.

    One row per number: figure (what is counted, in the reader's words), value, how (how it was
    counted). ``coverage`` has one row per belemmering, with the beloftes and steps that answer it;
    ``pairs`` one per belemmering x belofte, its strength missing where nobody judged. What a
    session has no kind for has no row.
    """
    words = session.words
    rows = [
        *_record_figures(session.records, words),
        *_theme_figures(coded, words),
        *(_answer_figures(coverage, words.barrier, words.promise) if words.barrier else ()),
        *_pair_figures(pairs, words),
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


def side_figure(kind: KindWords, side: str) -> str:
    """The name of the number of records of a kind on a side."""
    return f"{kind.plural}, kant {side}"


def _record_figures(records: pd.DataFrame, words: Vocabulary) -> Iterator[Figure]:
    """Numbers of uitkomsten: all, per kind, and per side of the kinds that have sides."""
    yield "uitkomsten", len(records), "rijen in outcomes.csv"
    for kind in words.kinds:
        own = records[records["kind"] == kind.key]
        none = "" if kind.sides or not words.sides else "; zij hebben geen kant"
        yield kind.plural, len(own), f"uitkomsten van de soort {kind.singular}{none}"
        for side in words.sides if kind.sides else ():
            count = int((own["side"] == side.key).sum())
            yield side_figure(kind, side.word), count, f"kant: {side.word}"


def _theme_figures(coded: pd.DataFrame, words: Vocabulary) -> Iterator[Figure]:
    """Numbers of rode draden: all, shared by more sides, with a promise, and records left out."""
    placed = coded.dropna(subset=["theme"])
    themes = set(placed["theme"])
    yield "rode draden", len(themes), "rode draden met minstens één uitkomst (onze lezing)"
    if len(words.apart) > 1:
        both = on_both_sides(placed, words=words)
        yield shared_figure(words), len(both), on_sides(words)
    if words.promise is not None:
        one, promised = words.promise.singular, with_promise(coded, words=words)
        yield f"rode draden met een {one}", len(themes & promised), f"met minstens één {one}"
        yield f"rode draden zonder {one}", len(themes - promised), f"zonder {one}"
    left_out = int(coded.loc[coded["theme"].isna(), "id"].nunique())
    yield "uitkomsten zonder rode draad", left_out, "met een reden weggelaten"


def _answer_figures(
    answers: pd.DataFrame, barrier: KindWords, promise: KindWords | None
) -> Iterator[Figure]:
    """Numbers of belemmeringen by the best answer that a belofte gives, and by the beslisboom."""
    many = barrier.plural
    if promise is not None:
        states, one = answers["state"].value_counts(), promise.singular
        yield f"{many} met een {one}", int(states.get("ja", 0)), f"minstens één {one}: ja"
        yield f"{many} met deels een {one}", int(states.get("deels", 0)), "hoogstens: deels"
        yield f"{many} zonder {one}", int(states.get("geen", 0)), f"alle {promise.plural}: nee"
        yield f"{many} niet beoordeeld", int(states.get("niet beoordeeld", 0)), "geen oordeel"
    in_full = answers["steps_ja"].map(len) > 0
    partly = ~in_full & (answers["steps_deels"].map(len) > 0)
    judged = answers["steps_judged"].gt(0)
    none = judged & ~in_full & ~partly
    beside = f"{many} naast de beslisboom gelegd"
    yield beside, int(judged.sum()), "minstens één stap beoordeeld"
    yield f"{many} bij een stap", int(in_full.sum()), "minstens één stap: ja"
    yield f"{many} deels bij een stap", int(partly.sum()), "hoogstens: deels"
    yield f"{many} bij geen stap", int(none.sum()), "alle beoordeelde stappen: nee"


def _pair_figures(pairs: pd.DataFrame, words: Vocabulary) -> Iterator[Figure]:
    if words.barrier is not None and words.promise is not None:
        yield "beoordeelde combinaties", int(pairs["strength"].notna().sum()), "rijen in links.csv"
