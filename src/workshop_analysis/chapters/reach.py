"""How far the beloftes and the beslisboom reach: side by side, and belofte by belofte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.beslisboom.tree import slug
from workshop_analysis.chapters.numbers import counted
from workshop_analysis.chapters.wording import OURS, our_source, outcome_label, stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable, ReportText
from workshop_analysis.terms import Strength

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session
    from workshop_analysis.terms import Vocabulary

ALL_SIDES = "samen"
_NOBODY = "niemand heeft dat beoordeeld"


def reach_table(coverage: pd.DataFrame, *, session: Session) -> ReportTable | ReportNothing:
    """On how many belemmeringen of each side a belofte goes in, and a step comes back.

    One row per side, and one for all: side, barriers, promise_ja, promise_deels, step_ja,
    step_deels. *Deels* counts a belemmering without any ja, for both in the same way. The columns
    of what was not judged for every belemmering are left out.
    """
    told = [what for what in ("promise", "step") if len(coverage) and _judged(coverage, what).all()]
    barrier, hoped = session.words.barrier, session.words.promise
    if not told or barrier is None or not barrier.sides:
        return ReportNothing(_NOBODY)
    marks = coverage[["side"]].assign(
        barriers=1, **{f"{what}_{one}": _best(coverage, what, one) for what in told for one in BOTH}
    )
    sides = marks.groupby("side", sort=False, as_index=False).sum()
    headings = {side.key: side.heading for side in session.words.sides}
    one = hoped.singular if hoped else ""
    whole = pd.DataFrame([{"side": ALL_SIDES, **marks.drop(columns="side").sum()}])
    frame = pd.concat([sides.assign(side=sides["side"].map(headings)), whole], ignore_index=True)
    return ReportTable(
        frame.astype(dict.fromkeys(frame.columns[1:], "Int64")),
        key="bereik",
        caption=f"Waar een {one} op ingaat en een stap op terugkomt, per kant"
        if hoped
        else "Waar een stap op terugkomt, per kant",
        source=our_source(session, files="links.csv en step_links.csv"),
        labels={
            "side": "Kant",
            "barriers": barrier.heading,
            "promise_ja": f"{hoped.title if hoped else ''}: ja",
            "promise_deels": f"{hoped.title if hoped else ''}: hoogstens deels",
            "step_ja": "Stap: ja",
            "step_deels": "Stap: hoogstens deels",
        },
        interpretation=OURS,
        stamp=stamp_of(session),
        note=f"E{barrier.each[1:]} telt één keer: bij ja als er minstens één ja is, en anders bij "
        "hoogstens deels als er minstens één deels is.",
    )


BOTH = (str(Strength.JA), str(Strength.DEELS))


def reach_sentence(
    table: ReportTable | ReportNothing, *, words: Vocabulary
) -> ReportText | ReportNothing:
    """At which sides no step of the beslisboom comes back, where every one was laid beside it."""
    barrier = words.barrier
    if isinstance(table, ReportNothing) or "step_ja" not in table.frame or barrier is None:
        return ReportNothing(_NOBODY)
    frame = table.frame
    none = frame["step_ja"].add(frame["step_deels"]).eq(0) & frame["side"].ne(ALL_SIDES)
    if not none.any():
        return ReportNothing("bij elke kant komt een stap terug")
    names = [table.cell(str(side), "side") for side in frame.loc[none, "side"]]
    return ReportText(
        f"Geen stap van de beslisboom komt terug bij een {barrier.singular} van deze kant: "
        "{names}.",
        cells={"names": names},
    )


def promises_table(rows: pd.DataFrame, *, session: Session) -> ReportTable | ReportNothing:
    """On how many belemmeringen each belofte goes in: one row per belofte, in the source's order.

    Columns: promise, text, ja, deels. `rows` are those of `answers.pair_rows`.
    """
    barrier, hoped = session.words.barrier, session.words.promise
    if rows.empty or rows["strength"].isna().all() or hoped is None or barrier is None:
        return ReportNothing(_NOBODY)
    texts = session.records.set_index("id")["text"]
    counts = {
        one: rows["strength"].eq(one).groupby(rows["promise"], sort=False).sum() for one in BOTH
    }
    frame = pd.DataFrame(counts).rename_axis("promise").reset_index()
    return ReportTable(
        frame.assign(text=frame["promise"].map(texts), promise=frame["promise"].map(outcome_label))[
            ["promise", "text", *BOTH]
        ].astype(dict.fromkeys(BOTH, "Int64")),
        key=f"bereik-{slug(hoped.plural)}",
        caption=f"Op hoeveel {barrier.plural} {hoped.each} ingaat",
        source=our_source(session, files="links.csv"),
        labels={"promise": "Nummer", "text": hoped.title, "ja": "Ja", "deels": "Deels"},
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def most_sentence(
    table: ReportTable | ReportNothing, *, words: Vocabulary
) -> ReportText | ReportNothing:
    """Which belofte goes in on most belemmeringen; those that share that number are all named."""
    barrier = words.barrier
    if isinstance(table, ReportNothing) or len(table.frame) < 2 or barrier is None:
        return ReportNothing(_NOBODY)
    counts = table.frame.set_index("promise")["ja"]
    first = list(counts[counts.eq(counts.max())].index)
    if not counts.max() or len(first) == len(counts):
        return ReportNothing("geen ervan gaat op meer in dan de andere")
    number = table.cell(first[0], "ja")
    names = [table.cell(one, "promise") for one in first]
    goes = "gaan elk" if len(first) > 1 else "gaat"
    return counted(
        f"{{names}} {goes} op de meeste {barrier.plural} in: {{number:words}}.",
        cells={"names": names, "number": number},
    )


def _judged(coverage: pd.DataFrame, what: str) -> pd.Series[bool]:
    return coverage["judged" if what == "promise" else "steps_judged"].gt(0)


def _best(coverage: pd.DataFrame, what: str, strength: str) -> pd.Series[int]:
    """Whether this is the best that any belofte or step has for the belemmering."""
    full = coverage[f"{what}s_ja"].map(len).gt(0)
    if strength == Strength.JA:
        return full.astype(int)
    return (~full & coverage[f"{what}s_deels"].map(len).gt(0)).astype(int)
