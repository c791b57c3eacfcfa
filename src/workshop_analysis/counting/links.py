"""Which belemmering is answered by which belofte, by which step of the beslisboom, by nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from workshop_analysis.terms import Kind, Origin, Strength

NOTHING = "geen"
NOT_JUDGED = "niet beoordeeld"


def judgements(records: pd.DataFrame, *, links: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix of belemmeringen by beloftes, each cell ja, deels or nee.

    One row per belemmering (index: barrier) and one column per belofte, in the order of the
    records; missing means not judged. Several coders: see `settled_links`.
    """
    agreed = _agreed(links, "promise").set_index(["barrier", "promise"])["strength"]
    return agreed.unstack("promise").reindex(
        index=pd.Index(_ids(records, Kind.BELEMMERING), name="barrier"),
        columns=pd.Index(_ids(records, Kind.BELOFTE), name="promise"),
    )


def coverage(records: pd.DataFrame, *, links: pd.DataFrame) -> pd.DataFrame:
    """Return per belemmering which beloftes answer it, in the order of the records.

    One row per belemmering: barrier, text, side, promises_ja and promises_deels (tuples of ids),
    judged (Int64: how many beloftes were judged) and state: 'ja' or 'deels' (the strongest answer),
    'geen' (every belofte was judged, none answers it) or 'niet beoordeeld' (none answers it, and
    not every belofte was judged).
    """
    barriers = records[records["kind"].eq(Kind.BELEMMERING)].rename(columns={"id": "barrier"})
    promises = _ids(records, Kind.BELOFTE)
    answers = _answers(barriers["barrier"], _agreed(links, "promise"), "promise", order=promises)
    table = (
        barriers[["barrier", "text", "side"]]
        .reset_index(drop=True)
        .assign(
            promises_ja=answers["ja"], promises_deels=answers["deels"], judged=answers["judged"]
        )
    )
    return table.assign(state=_state(table, len(promises)))


def step_coverage(
    records: pd.DataFrame, *, links: pd.DataFrame, step_links: pd.DataFrame
) -> pd.DataFrame:
    """Return per belemmering the beloftes and the steps of the beslisboom that answer it.

    One row per belemmering: the columns of `coverage`, then steps_ja and steps_deels (tuples of
    step numbers) and steps_judged (Int64: how many steps were judged).
    """
    table = coverage(records, links=links)
    agreed = _agreed(step_links, "step")
    order = sorted(agreed["step"].unique())
    answers = _answers(table["barrier"], agreed, "step", order=order)
    return table.assign(
        steps_ja=answers["ja"], steps_deels=answers["deels"], steps_judged=answers["judged"]
    )


def most_open(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the belemmeringen with the least to hold on to: no belofte says ja and no step helps.

    The rows of `step_coverage` whose promises_ja, steps_ja and steps_deels are all empty, as far as
    they were judged as fully as any other: what nobody judged may still be answered.
    """
    empty = [answers[name].map(len).eq(0) for name in ("promises_ja", "steps_ja", "steps_deels")]
    seen = [answers[name].eq(answers[name].max()) for name in ("judged", "steps_judged")]
    known = answers["state"].ne(NOT_JUDGED) & answers["steps_judged"].gt(0)
    return answers[pd.concat([*empty, *seen, known], axis=1).all(axis=1)]


def reach(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return how far beloftes and steps reach, per side in the order of the table.

    One row per side of the belemmeringen in a table of `step_coverage`: side, barriers (how many),
    promises_ja and steps_ja (belemmeringen that one of them names), promises and steps (the same,
    *deels* counted too), both (a belofte and a step) and nothing (neither, not even *deels*).
    """
    named = {
        name: coverage[name].map(len).gt(0)
        for name in ("promises_ja", "promises_deels", "steps_ja", "steps_deels")
    }
    promises = named["promises_ja"] | named["promises_deels"]
    steps = named["steps_ja"] | named["steps_deels"]
    marks = coverage[["side"]].assign(
        barriers=True,
        promises_ja=named["promises_ja"],
        steps_ja=named["steps_ja"],
        promises=promises,
        steps=steps,
        both=promises & steps,
        nothing=~promises & ~steps,
    )
    return marks.groupby("side", sort=False, dropna=False).sum().reset_index()


def answered(coverage: pd.DataFrame, *, what: str, keys: Sequence[object]) -> pd.DataFrame:
    """Return to how many belemmeringen each belofte or step is tied, in the order of `keys`.

    `what` is promises or steps. One row per key: key, ja, deels (numbers of belemmeringen).
    """
    rows = {
        strength: coverage[f"{what}_{strength}"].explode().dropna().value_counts()
        for strength in ("ja", "deels")
    }
    table = pd.DataFrame(rows).reindex(list(keys)).fillna(0).astype("int64")
    return table.rename_axis("key").reset_index()


def settled_links(links: pd.DataFrame) -> pd.DataFrame:
    """Return the judgements that count: one row per pair, with the columns of `links`.

    What coders decided together goes before what each found. Without that a *ja* or *nee* needs
    all of them, and otherwise it is *deels*; its coder then names all, and its reason gives each.
    """
    key = _answer(links)
    together = links["origin"].eq(Origin.CONSENSUS)
    pairs = links.set_index([key, "barrier"]).index
    apart = links[~together & ~pairs.isin(pairs[together])]
    rows = [_together(rows) for _, rows in apart.groupby([key, "barrier"], sort=False)]
    merged = pd.DataFrame(rows, columns=links.columns)
    whole = pd.concat([links[together], merged]).astype(links.dtypes)
    order = links.drop_duplicates([key, "barrier"])[[key, "barrier"]]
    return order.merge(whole, on=[key, "barrier"], validate="one_to_one")[list(links.columns)]


def _together(rows: pd.DataFrame) -> dict[str, Any]:
    """Return several judgements of one pair as one."""
    first = {str(name): value for name, value in rows.iloc[0].items()}
    if len(rows) == 1:
        return first
    agree = rows["strength"].nunique() == 1
    reasons = rows["coder"] + ": " + rows["reason"]
    told = {"coder": ", ".join(rows["coder"]), "reason": " ".join(reasons)}
    return first | told | ({} if agree else {"strength": Strength.DEELS.value})


def _answer(links: pd.DataFrame) -> str:
    return "step" if "step" in links else "promise"


def _agreed(links: pd.DataFrame, answer: str) -> pd.DataFrame:
    """Return one row per pair: what was decided together, else what all found, else deels."""
    known = links if "origin" in links else links.assign(origin=None)
    together = known[known["origin"].eq(Origin.CONSENSUS)]
    pairs = known.groupby([answer, "barrier"], sort=False)["strength"]
    first, agree = pairs.first(), pairs.nunique().eq(1)
    found = first.where(agree, Strength.DEELS.value)
    decided = together.set_index([answer, "barrier"])["strength"].reindex(found.index)
    return decided.fillna(found).rename("strength").reset_index()


def _answers(
    barriers: pd.Series[str], agreed: pd.DataFrame, answer: str, *, order: list[object]
) -> pd.DataFrame:
    """Return per belemmering the answers that say ja and deels, and how many were judged."""
    placed = agreed.assign(place=pd.Categorical(agreed[answer], order, ordered=True))
    ordered = placed.sort_values("place", kind="stable")

    def those(strength: Strength) -> pd.Series[Any]:
        found = ordered[ordered["strength"].eq(strength)].groupby("barrier")[answer].agg(tuple)
        return barriers.map(lambda barrier: found.get(barrier, ()))

    judged = barriers.map(agreed["barrier"].value_counts()).fillna(0).astype("Int64")
    columns = {"ja": those(Strength.JA), "deels": those(Strength.DEELS), "judged": judged}
    return pd.DataFrame(columns).reset_index(drop=True)


def _state(table: pd.DataFrame, promises: int) -> pd.Series[str]:
    unjudged = table["judged"].lt(promises).map({True: NOT_JUDGED, False: NOTHING})
    state = unjudged.mask(table["promises_deels"].map(len).gt(0), Strength.DEELS.value)
    return state.mask(table["promises_ja"].map(len).gt(0), Strength.JA.value).astype("str")


def _ids(records: pd.DataFrame, kind: Kind) -> list[object]:
    return records.loc[records["kind"].eq(kind), "id"].tolist()
