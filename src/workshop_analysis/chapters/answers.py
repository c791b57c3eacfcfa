"""From belemmering to belofte to step of the beslisboom, and what nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from workshop_analysis.chapters.numbers import amount, counted, verb
from workshop_analysis.chapters.wording import (
    OURS,
    answer_anchor,
    coder_columns,
    our_source,
    outcome_anchor,
    outcome_label,
    outcome_links,
    quoted,
    stamp_of,
    step_links,
    step_words,
)
from workshop_analysis.charts import matrix as charts
from workshop_analysis.counting.links import NOT_JUDGED, NOTHING
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

Named: TypeAlias = Link | str
FILES = "links.csv en step_links.csv"
NAMED = 5
"""So many belemmeringen are named in an alternative text; more are counted."""


def answers_table(
    coverage: pd.DataFrame, *, session: Session, with_tree: bool = True
) -> ReportTable | ReportNothing:
    """Each belemmering with the beloftes that go in on it and the steps that come back to it.

    One row per belemmering in the source's order: label, text, promises, state (the
    best that a belofte does: ja, deels, geen or niet beoordeeld), steps. An empty cell: nothing
    answers. Without the tree in the report (`with_tree`) a step is a word and leads nowhere.
    """
    if coverage.empty:
        return ReportNothing("deze sessie heeft geen belemmeringen")
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
        steps=_both(coverage, "steps", link=step_links if with_tree else step_words),
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
        note="(deels): het een is uit het ander te beredeneren. Een leeg vak: niets, voor zover "
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
        "beloftes. Een vol rondje: de belofte gaat in op de belemmering. Een half rondje: deels. "
        f"Een klein rondje: de belofte gaat er niet op in. {unknown}"
        f"{found}De tabel bij de figuur geeft hetzelfde in woorden."
    )


def judged_sentence(figures: ReportTable) -> ReportText | ReportNothing:
    """How many pairs were judged, and how the belemmeringen came out of it."""
    pairs, yes, partly, none, unknown = (figures.cell(name, "value") for name in _JUDGED)
    if not pairs.value:
        return ReportNothing("niemand heeft beoordeeld welke belofte op welke belemmering ingaat")
    are = verb(pairs, "is", more="zijn")
    told = [
        f"Er {are} {amount(pairs, 'pairs', _PAIR, more=_PAIRS)} beoordeeld.",
        f"Op {amount(yes, 'yes', 'belemmering', more='belemmeringen')} gaat een belofte in",
    ]
    told[-1] += ", op {partly:words} andere deels." if partly.value else "."
    if none.value:
        told.append("Op {none:words} gaat geen van de beloftes in.")
    if unknown.value:
        told.append("Niet of niet helemaal beoordeeld: {unknown:words}.")
    cells = {"pairs": pairs, "yes": yes, "partly": partly, "none": none, "unknown": unknown}
    return counted(" ".join(told), cells=cells)


_PAIR, _PAIRS = (
    f"{word} van een belemmering en een belofte" for word in ("combinatie", "combinaties")
)
_JUDGED = (
    "beoordeelde combinaties",
    "belemmeringen met een belofte",
    "belemmeringen met deels een belofte",
    "belemmeringen zonder belofte",
    "belemmeringen niet beoordeeld",
)


def steps_sentence(figures: ReportTable) -> ReportText | ReportNothing:
    """At how many belemmeringen a step of the beslisboom comes back, counted as for beloftes."""
    judged, yes, partly, none = (figures.cell(name, "value") for name in _BESIDE_STEPS)
    if not judged.value:
        return ReportNothing("niemand heeft de belemmeringen naast de beslisboom gelegd")
    said = amount(yes, "yes", "belemmering", more="belemmeringen")
    told = [f"Bij {said} komt een stap van de beslisboom terug"]
    told[-1] += ", bij {partly:words} andere deels." if partly.value else "."
    if none.value:
        told.append("Bij {none:words} komt geen stap terug.")
    return counted(" ".join(told), cells={"yes": yes, "partly": partly, "none": none})


_BESIDE_STEPS = (
    "belemmeringen naast de beslisboom gelegd",
    "belemmeringen bij een stap",
    "belemmeringen deels bij een stap",
    "belemmeringen bij geen stap",
)


def helped_sentence(answers: ReportTable, *, coverage: pd.DataFrame) -> ReportText | ReportNothing:
    """Which belemmeringen without belofte the beslisboom does come back to."""
    return _naming(
        "Geen van de beloftes gaat erop in, en een stap van de beslisboom komt er wel op terug: "
        "{names}",
        coverage[_without_promise(coverage) & _steps(coverage).gt(0)],
        answers=answers,
    )


def open_sentence(answers: ReportTable, *, coverage: pd.DataFrame) -> ReportText | ReportNothing:
    """Which belemmeringen neither a belofte nor a step goes in on."""
    return _naming(
        "Geen van de beloftes gaat erop in, en geen stap van de beslisboom komt erop terug: "
        "{names}",
        coverage[_without_promise(coverage) & _steps(coverage).eq(0) & _compared(coverage)],
        answers=answers,
    )


def _without_promise(coverage: pd.DataFrame) -> pd.Series[bool]:
    """Where every belofte was judged, and none goes in on the belemmering."""
    return coverage["state"].eq(NOTHING) & coverage["judged"].gt(0)


def _compared(coverage: pd.DataFrame) -> pd.Series[bool]:
    """Where as many steps were judged as anywhere; what nobody judged may still come back."""
    most = coverage["steps_judged"].max()
    return coverage["steps_judged"].gt(0) & coverage["steps_judged"].eq(most)


def _steps(coverage: pd.DataFrame) -> pd.Series[int]:
    return coverage["steps_ja"].map(len) + coverage["steps_deels"].map(len)


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
    coverage: pd.DataFrame, what: str, *, link: Callable[[Sequence[Any]], Sequence[Named] | None]
) -> pd.Series[Any]:
    """Links to what answers in full, then to what answers in part, marked ``(deels)``."""
    cells: list[Any] = []
    for full, part in zip(coverage[f"{what}_ja"], coverage[f"{what}_deels"], strict=True):
        partly = [_in_part(one) for one in link(part) or []]
        cells.append([*(link(full) or []), *partly] or None)
    if what == "steps":
        cells = [
            NOT_JUDGED if not count else cell
            for count, cell in zip(coverage["steps_judged"], cells, strict=True)
        ]
    return pd.Series(cells, index=coverage.index, dtype=object)


def _in_part(named: Named) -> Named:
    if isinstance(named, Link):
        return Link(f"{named.text} (deels)", named.target)
    return f"{named} (deels)"


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
    """Why a belofte was judged to go in on a belemmering: one row per pair that is not *nee*."""
    frame = links[links["strength"] != Strength.NEE].assign(
        pair=lambda rows: (
            rows["barrier"].map(outcome_label) + " – " + rows["promise"].map(outcome_label)
        )
    )
    if frame.empty:
        return ReportNothing("geen belofte is beoordeeld als ingaand op een belemmering")
    coder, note = coder_columns(frame)
    rest = "De combinaties met het oordeel nee, ook met hun reden, staan in links.csv."
    return ReportTable(
        frame[["pair", "strength", *coder, "reason"]],
        key="redenen-beloftes",
        caption="Waarom een belofte volgens ons ingaat op een belemmering",
        source=our_source(session, files="links.csv"),
        labels={"pair": "Belemmering – belofte", "strength": "Oordeel"},
        interpretation=OURS,
        stamp=stamp_of(session),
        note=f"{note} {rest}" if note else rest,
    )


def step_reasons_table(
    step_links: pd.DataFrame, *, session: Session
) -> ReportTable | ReportNothing:
    """Why a step was judged to come back to a belemmering: one row per pair that is not *nee*."""
    frame = step_links[step_links["strength"] != Strength.NEE].assign(
        pair=lambda rows: (
            rows["barrier"].map(outcome_label) + " – Stap " + rows["step"].astype("str")
        )
    )
    if frame.empty:
        return ReportNothing("geen stap is beoordeeld als terugkomend op een belemmering")
    coder, note = coder_columns(frame)
    rest = "De combinaties met het oordeel nee, ook met hun reden, staan in step_links.csv."
    return ReportTable(
        frame[["pair", "strength", *coder, "reason"]],
        key="redenen-stappen",
        caption="Waarom een stap volgens ons terugkomt op een belemmering",
        source=our_source(session, files="step_links.csv"),
        labels={"pair": "Belemmering – stap", "strength": "Oordeel"},
        interpretation=OURS,
        stamp=stamp_of(session),
        note=f"{note} {rest}" if note else rest,
    )
