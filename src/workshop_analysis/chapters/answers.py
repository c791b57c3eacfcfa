"""From belemmering to belofte to step of the beslisboom, and what nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.wording import (
    OURS,
    answer_anchor,
    coder_columns,
    noun,
    our_source,
    outcome_anchor,
    outcome_label,
    outcome_links,
    quoted,
    stamp_of,
    step_links,
)
from workshop_analysis.charts import matrix as charts
from workshop_analysis.counting.links import NOT_JUDGED, NOTHING, most_open
from workshop_analysis.display.objects import (
    Link,
    ReportFigure,
    ReportNothing,
    ReportTable,
    ReportText,
)
from workshop_analysis.terms import Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_analysis.folder.session import Session
    from workshop_analysis.style import Style

FILES = "links.csv en step_links.csv"
NAMED = 5
"""So many belemmeringen are named in an alternative text; more are counted."""


def answers_table(coverage: pd.DataFrame, *, session: Session) -> ReportTable:
    """Each belemmering with the beloftes and the steps of the beslisboom that answer it.

    One row per belemmering in the source's order: label, text, promises, state (the
    best that a belofte does: ja, deels, geen or niet beoordeeld), steps. An empty cell: nothing
    answers.
    """
    frame = coverage.assign(
        label=coverage["barrier"].map(outcome_label),
        text=pd.Series(
            [
                Link(text, outcome_anchor(one))
                for one, text in zip(coverage["barrier"], coverage["text"], strict=True)
            ],
            index=coverage.index,
            dtype=object,
        ),
        promises=_both(coverage, "promises", link=outcome_links),
        steps=_both(coverage, "steps", link=step_links),
    )
    return ReportTable(
        frame[["label", "text", "promises", "state", "steps"]],
        key="antwoorden",
        caption="Van belemmering naar belofte naar stap in de beslisboom",
        source=our_source(session, files=FILES),
        labels={
            "label": "Nummer",
            "text": "Belemmering",
            "promises": "Belofte",
            "state": "Oordeel",
            "steps": "Stap in de beslisboom",
        },
        anchors=[answer_anchor(one) for one in coverage["barrier"]],
        interpretation=OURS,
        stamp=stamp_of(session),
        note="(deels) betekent: kan voor een deel helpen. Een leeg vak: niets, voor zover "
        "beoordeeld.",
    )


def pair_rows(records: pd.DataFrame, *, judged: pd.DataFrame) -> pd.DataFrame:
    """What the matrix of belemmeringen and beloftes draws.

    One row per pair: barrier, promise, strength (missing where nobody judged), barrier_label,
    promise_label, text (of the belemmering). ``judged`` is the matrix of `links.judgements`.
    """
    rows = judged.reset_index().melt(id_vars="barrier", var_name="promise", value_name="strength")
    texts = records.set_index("id")["text"]
    return rows.assign(
        barrier_label=rows["barrier"].map(outcome_label),
        promise_label=rows["promise"].map(outcome_label),
        text=rows["barrier"].map(texts),
    )


def link_figure(
    rows: pd.DataFrame, *, session: Session, style: Style
) -> ReportFigure | ReportNothing:
    """Matrix of every pair of belemmering and belofte, as `pair_rows` gives them."""
    if rows["strength"].isna().all():
        return ReportNothing("niemand heeft beoordeeld welke belofte op welke belemmering ingaat")
    sizes = charts.link_matrix_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts.link_matrix(rows, ax, style=style, narrow=narrow),
        table=_pairs_table(rows, session=session),
        key="matrix-beloftes",
        alt=_matrix_alt(rows),
        caption="Welke belofte op welke belemmering ingaat",
        source=our_source(session, files="links.csv"),
        stamp=stamp_of(session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def _matrix_alt(rows: pd.DataFrame) -> str:
    """What the matrix shows, for who cannot see it."""
    refused = rows["strength"].eq(Strength.NEE).groupby(rows["barrier_label"], sort=False).all()
    bare = list(refused[refused].index)
    named = ", ".join(bare) if len(bare) <= NAMED else f"{len(bare)} belemmeringen"
    found = f"Alleen een klein rondje hebben: {named}. " if bare else ""
    unknown = "Een vraagteken: niet beoordeeld. " if rows["strength"].isna().any() else ""
    return (
        f"Matrix van {rows['barrier'].nunique()} belemmeringen en {rows['promise'].nunique()} "
        "beloftes. Een vol rondje: de belofte gaat er met zoveel woorden op in. Een half rondje: "
        f"zij kan deels helpen. Een klein rondje: zij gaat er niet op in. {unknown}"
        f"{found}De tabel bij de figuur geeft hetzelfde in woorden."
    )


def judged_sentence(figures: ReportTable) -> ReportText | ReportNothing:
    """How many pairs were judged, and how the belemmeringen came out of it."""
    pairs, unknown = (
        figures.cell(name, "value")
        for name in ("beoordeelde combinaties", "belemmeringen niet beoordeeld")
    )
    if not pairs.value:
        return ReportNothing("niemand heeft beoordeeld welke belofte op welke belemmering ingaat")
    yes = figures.cell("belemmeringen met een belofte", "value")
    more = noun(yes, "belemmering", more="belemmeringen")
    rest = " Niet of niet helemaal beoordeeld: {unknown:words}." if unknown.value else ""
    return ReportText(
        "Er zijn {pairs} combinaties van een belemmering en een belofte beoordeeld. Op "
        f"{{yes:words}} {more} gaat een belofte met zoveel woorden in, bij {{partly:words}} "
        f"helpt een belofte hoogstens deels, en bij {{none:words}} is er geen.{rest}",
        cells={
            "pairs": pairs,
            "yes": yes,
            "partly": figures.cell("belemmeringen met deels een belofte", "value"),
            "none": figures.cell("belemmeringen zonder belofte", "value"),
            **({"unknown": unknown} if rest else {}),
        },
    )


def helped_sentence(answers: ReportTable, *, coverage: pd.DataFrame) -> ReportText | ReportNothing:
    """Which belemmeringen without belofte the beslisboom does speak to."""
    steps = coverage["steps_ja"].map(len) + coverage["steps_deels"].map(len)
    return _naming(
        "Geen belofte, maar wel hulp in de beslisboom, is er bij {names}",
        coverage[coverage["state"].eq(NOTHING) & steps.gt(0)],
        answers=answers,
    )


def open_sentence(answers: ReportTable, *, coverage: pd.DataFrame) -> ReportText | ReportNothing:
    """Where the most is left open: at best a partial belofte, and no step."""
    return _naming(
        "Het meest ligt open waar er hoogstens deels een belofte is, en geen stap in de "
        "beslisboom. Dat is bij {names}",
        most_open(coverage),
        answers=answers,
    )


def _naming(
    template: str, rows: pd.DataFrame, *, answers: ReportTable
) -> ReportText | ReportNothing:
    """A sentence that ends in the belemmeringen of these rows; nothing when there are none."""
    if rows.empty:
        return ReportNothing("deze zin geldt voor geen enkele belemmering")
    labels = rows["barrier"].map(outcome_label)
    names, cells = quoted([answers.cell(label, "text") for label in labels])
    return ReportText(template.format(names=names), cells=cells)


def _both(
    coverage: pd.DataFrame, what: str, *, link: Callable[[Sequence[Any]], list[Link] | None]
) -> pd.Series[Any]:
    """Links to what answers in full, then to what answers in part, marked ``(deels)``."""
    cells: list[Any] = []
    for full, part in zip(coverage[f"{what}_ja"], coverage[f"{what}_deels"], strict=True):
        partly = [Link(f"{one.text} (deels)", one.target) for one in link(part) or []]
        cells.append([*(link(full) or []), *partly] or None)
    if what == "steps":
        cells = [
            NOT_JUDGED if not count else cell
            for count, cell in zip(coverage["steps_judged"], cells, strict=True)
        ]
    return pd.Series(cells, index=coverage.index, dtype=object)


def _pairs_table(rows: pd.DataFrame, *, session: Session) -> ReportTable:
    """The judgements in words: one row per belemmering, a column per belofte."""
    wide = rows.assign(strength=rows["strength"].fillna("niet beoordeeld")).pivot(
        index="barrier_label", columns="promise_label", values="strength"
    )
    order = rows["barrier_label"].drop_duplicates()
    frame = wide.reindex(order).reset_index()
    return ReportTable(
        frame,
        key="matrix-beloftes-tabel",
        caption="Oordeel per belemmering en belofte",
        source=our_source(session, files="links.csv"),
        labels={"barrier_label": "Belemmering"},
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def reasons_table(links: pd.DataFrame, *, session: Session) -> ReportTable | ReportNothing:
    """Why a belofte was judged to answer a belemmering: one row per pair that is not *nee*."""
    frame = links[links["strength"] != Strength.NEE].assign(
        pair=lambda rows: (
            rows["barrier"].map(outcome_label) + " – " + rows["promise"].map(outcome_label)
        )
    )
    if frame.empty:
        return ReportNothing("geen belofte is beoordeeld als antwoord op een belemmering")
    coder, note = coder_columns(frame)
    rest = "De combinaties met het oordeel nee, ook met hun reden, staan in links.csv."
    return ReportTable(
        frame[["pair", "strength", *coder, "reason"]],
        key="redenen-beloftes",
        caption="Waarom een belofte volgens ons op een belemmering ingaat",
        source=our_source(session, files="links.csv"),
        labels={"pair": "Belemmering – belofte", "strength": "Oordeel"},
        interpretation=OURS,
        stamp=stamp_of(session),
        note=f"{note} {rest}" if note else rest,
    )
