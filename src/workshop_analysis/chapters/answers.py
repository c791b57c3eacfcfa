"""From belemmering to belofte to step of the beslisboom, and what nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from workshop_analysis.beslisboom.tree import slug
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
    from workshop_analysis.terms import KindWords, Vocabulary

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
    hoped, barrier = session.words.promise, session.words.barrier
    if coverage.empty or barrier is None:
        return ReportNothing("er is niets waar iets op kan ingaan")
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
    columns = ["label", "text", *(["promises", "state"] if hoped else []), "steps"]
    middle = f" naar {hoped.singular}" if hoped else ""
    return ReportTable(
        frame[columns],
        key="antwoorden",
        caption=f"Van {barrier.singular}{middle} naar stap in de beslisboom",
        source=our_source(session, files=FILES),
        labels={
            "label": "Nummer",
            "text": barrier.title,
            "promises": hoped.title if hoped else "",
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
    hoped, barrier = session.words.promise, session.words.barrier
    if hoped is None or barrier is None or rows["strength"].isna().all():
        return ReportNothing(_NOBODY)
    sizes = charts.link_matrix_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts.link_matrix(rows, ax, style=style, narrow=narrow),
        table=_pairs_table(rows, session=session),
        key=f"matrix-{slug(hoped.plural)}",
        alt=_matrix_alt(rows, hoped=hoped, barrier=barrier),
        caption=f"W{hoped.which[1:]} op {barrier.which} ingaat",
        source=our_source(session, files="links.csv"),
        stamp=stamp_of(session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


_NOBODY = "niemand heeft beoordeeld wat waarop ingaat"


def _matrix_alt(rows: pd.DataFrame, *, hoped: KindWords, barrier: KindWords) -> str:
    """What the matrix shows, for who cannot see it."""
    refused = rows["strength"].eq(Strength.NEE).groupby(rows["barrier_label"], sort=False).all()
    bare = list(refused[refused].index)
    named = ", ".join(bare) if len(bare) <= NAMED else f"{len(bare)} {barrier.plural}"
    found = f"Alleen een klein rondje hebben: {named}. " if bare else ""
    unknown = "Een vraagteken: niet beoordeeld. " if rows["strength"].isna().any() else ""
    return (
        f"Matrix van {_many(rows['barrier'], barrier)} en {_many(rows['promise'], hoped)}. "
        f"Een vol rondje: {hoped.the} gaat in op {barrier.the}. Een half rondje: deels. "
        f"Een klein rondje: {hoped.the} gaat er niet op in. {unknown}"
        f"{found}De tabel bij de figuur geeft hetzelfde in woorden."
    )


def _many(ids: pd.Series[str], kind: KindWords) -> str:
    return f"{ids.nunique()} {kind.noun(ids.nunique())}"


def heading(words: Vocabulary) -> str:
    """What stands above the judgements: from what stands in the way to what was hoped."""
    kinds = [kind.singular for kind in (words.barrier, words.promise) if kind is not None]
    return f"Van {' naar '.join([*kinds, 'beslisboom'])}"


def how_judged(words: Vocabulary) -> tuple[str, ...]:
    """How a pair was judged, in sentences that hold for whatever the kinds are called."""
    hoped, barrier = words.promise, words.barrier
    on = f"een {barrier.singular}" if barrier else "iets"
    asked = f"Gaat een {hoped.singular} in op {on}? " if hoped else ""
    rule = (
        f"{asked}Komt een stap van de beslisboom op {on} terug? Dat is per paar beoordeeld, alleen "
        "op de woorden van beide. Ja: beide noemen hetzelfde. Deels: het een is uit het ander te "
        "beredeneren, en de reden zegt hoe. Nee: de rest. Ook dit is een interpretatie van dit "
        "project."
    )
    if hoped is None:
        return (rule,)
    return (
        rule,
        f"Gaat geen {hoped.singular} op {on} in, dan geldt dat voor de {hoped.plural} van deze "
        "sessie. Het betekent niet dat niemand eraan heeft gedacht.",
    )


def judged_sentence(figures: ReportTable, *, words: Vocabulary) -> ReportText | ReportNothing:
    """How many pairs were judged, and how the belemmeringen came out of it."""
    hoped, barrier = words.promise, words.barrier
    if hoped is None or barrier is None:
        return ReportNothing(_NOBODY)
    pairs, yes, partly, none, unknown = (
        figures.cell(name, "value") for name in _judged(hoped, barrier)
    )
    if not pairs.value:
        return ReportNothing(_NOBODY)
    are, both = verb(pairs, "is", more="zijn"), f"van {_one(barrier)} en {_one(hoped)}"
    said = amount(pairs, "pairs", f"combinatie {both}", more=f"combinaties {both}")
    on = amount(yes, "yes", barrier.singular, more=barrier.plural)
    told = [f"Er {are} {said} beoordeeld.", f"Op {on} gaat {_one(hoped)} in"]
    told[-1] += ", op {partly:words} andere deels." if partly.value else "."
    if none.value:
        told.append(f"Op {{none:words}} gaat geen van de {hoped.plural} in.")
    if unknown.value:
        told.append("Niet of niet helemaal beoordeeld: {unknown:words}.")
    cells = {"pairs": pairs, "yes": yes, "partly": partly, "none": none, "unknown": unknown}
    return counted(" ".join(told), cells=cells)


def _one(kind: KindWords) -> str:
    return f"een {kind.singular}"


def _judged(hoped: KindWords, barrier: KindWords) -> tuple[str, ...]:
    one, many = hoped.singular, barrier.plural
    return (
        "beoordeelde combinaties",
        f"{many} met een {one}",
        f"{many} met deels een {one}",
        f"{many} zonder {one}",
        f"{many} niet beoordeeld",
    )


def steps_sentence(figures: ReportTable, *, words: Vocabulary) -> ReportText | ReportNothing:
    """At how many belemmeringen a step of the beslisboom comes back, counted as for beloftes."""
    barrier = words.barrier
    if barrier is None:
        return ReportNothing(_NOBODY)
    judged, yes, partly, none = (
        figures.cell(f"{barrier.plural} {name}", "value") for name in _BESIDE_STEPS
    )
    if not judged.value:
        return ReportNothing(f"niemand heeft de {barrier.plural} naast de beslisboom gelegd")
    said = amount(yes, "yes", barrier.singular, more=barrier.plural)
    told = [f"Bij {said} komt een stap van de beslisboom terug"]
    told[-1] += ", bij {partly:words} andere deels." if partly.value else "."
    if none.value:
        told.append("Bij {none:words} komt geen stap terug.")
    return counted(" ".join(told), cells={"yes": yes, "partly": partly, "none": none})


_BESIDE_STEPS = (
    *("naast de beslisboom gelegd", "bij een stap"),
    *("deels bij een stap", "bij geen stap"),
)


def helped_sentence(
    answers: ReportTable, *, coverage: pd.DataFrame, words: Vocabulary
) -> ReportText | ReportNothing:
    """Which belemmeringen without belofte the beslisboom does come back to."""
    if words.promise is None:
        return ReportNothing(_NOBODY)
    return _naming(
        f"Geen van de {words.promise.plural} gaat erop in, en een stap van de beslisboom komt er "
        "wel op terug: {names}",
        coverage[_without_promise(coverage) & _steps(coverage).gt(0)],
        answers=answers,
    )


def open_sentence(
    answers: ReportTable, *, coverage: pd.DataFrame, words: Vocabulary
) -> ReportText | ReportNothing:
    """Which belemmeringen neither a belofte nor a step goes in on."""
    if words.promise is None:
        return ReportNothing(_NOBODY)
    return _naming(
        f"Geen van de {words.promise.plural} gaat erop in, en geen stap van de beslisboom komt "
        "erop terug: {names}",
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
        return ReportNothing("deze zin geldt nergens voor")
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
    frame = wide.reindex(index=order, columns=rows["promise_label"].unique()).reset_index()
    barrier, hoped = session.words.barrier, session.words.promise
    assert barrier is not None  # without the kinds there are no pairs
    assert hoped is not None
    return ReportTable(
        frame,
        key=f"matrix-{slug(hoped.plural)}-tabel",
        caption=f"Oordeel per {barrier.singular} en {hoped.singular}",
        source=our_source(session, files="links.csv"),
        labels={"barrier_label": barrier.title},
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
    hoped, barrier = session.words.promise, session.words.barrier
    if frame.empty or hoped is None or barrier is None:
        return ReportNothing(_NOBODY)
    coder, note = coder_columns(frame)
    rest = "De combinaties met het oordeel nee, ook met hun reden, staan in links.csv."
    return ReportTable(
        frame[["pair", "strength", *coder, "reason"]],
        key=f"redenen-{slug(hoped.plural)}",
        caption=f"Waarom een {hoped.singular} volgens ons ingaat op een {barrier.singular}",
        source=our_source(session, files="links.csv"),
        labels={
            "pair": f"{barrier.title} – {hoped.singular}",
            "strength": "Oordeel",
        },
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
    barrier = session.words.barrier
    if frame.empty or barrier is None:
        return ReportNothing("geen stap is beoordeeld als ergens op terugkomend")
    coder, note = coder_columns(frame)
    rest = "De combinaties met het oordeel nee, ook met hun reden, staan in step_links.csv."
    return ReportTable(
        frame[["pair", "strength", *coder, "reason"]],
        key="redenen-stappen",
        caption=f"Waarom een stap volgens ons terugkomt op een {barrier.singular}",
        source=our_source(session, files="step_links.csv"),
        labels={"pair": f"{barrier.title} – stap", "strength": "Oordeel"},
        interpretation=OURS,
        stamp=stamp_of(session),
        note=f"{note} {rest}" if note else rest,
    )
