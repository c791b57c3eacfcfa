"""Which belemmering is answered by which belofte, by which step of the beslisboom, by nothing.

A belemmering is a record of the kind with the role barrier, a belofte one with the role promise,
whatever a session calls them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from workshop_analysis.terms import NOVEMBER_WORDS, KindWords, Strength, Vocabulary

NOTHING = "geen"
NOT_JUDGED = "niet beoordeeld"


def judgements(
    records: pd.DataFrame, *, links: pd.DataFrame, words: Vocabulary = NOVEMBER_WORDS
) -> pd.DataFrame:
    """Return the matrix of belemmeringen by beloftes, each cell ja, deels or nee.

    One row per belemmering (index: barrier) and one column per belofte, in the order of the
    records; missing means not judged. Several coders: ja or nee only where all say so, else deels.
    """
    agreed = _agreed(links, "promise").set_index(["barrier", "promise"])["strength"]
    return agreed.unstack("promise").reindex(
        index=pd.Index(_ids(records, words.barrier), name="barrier"),
        columns=pd.Index(_ids(records, words.promise), name="promise"),
    )


def coverage(
    records: pd.DataFrame, *, links: pd.DataFrame, words: Vocabulary = NOVEMBER_WORDS
) -> pd.DataFrame:
    """Return per belemmering which beloftes answer it, in the order of the records.

    One row per belemmering: barrier, text, side, promises_ja and promises_deels (tuples of ids),
    judged (Int64: how many beloftes were judged) and state: 'ja' or 'deels' (the strongest answer),
    'geen' (every belofte was judged, none answers it) or 'niet beoordeeld' (none answers it, and
    not every belofte was judged, or there is none to judge).
    """
    those = records["id"].isin(_ids(records, words.barrier))
    barriers = records[those].rename(columns={"id": "barrier"})
    promises = _ids(records, words.promise)
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
    records: pd.DataFrame,
    *,
    links: pd.DataFrame,
    step_links: pd.DataFrame,
    words: Vocabulary = NOVEMBER_WORDS,
) -> pd.DataFrame:
    """Return per belemmering the beloftes and the steps of the beslisboom that answer it.

    One row per belemmering: the columns of `coverage`, then steps_ja and steps_deels (tuples of
    step numbers) and steps_judged (Int64: how many steps were judged).
    """
    table = coverage(records, links=links, words=words)
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


def _agreed(links: pd.DataFrame, answer: str) -> pd.DataFrame:
    """Return one row per pair: several coders agree on ja or on nee, and otherwise it is deels."""
    pairs = links.groupby([answer, "barrier"], sort=False)["strength"]
    first, agree = pairs.first(), pairs.nunique().eq(1)
    return first.where(agree, Strength.DEELS.value).rename("strength").reset_index()


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
    # Without a promise at all nobody judged anything either.
    unjudged = table["judged"].lt(max(promises, 1)).map({True: NOT_JUDGED, False: NOTHING})
    state = unjudged.mask(table["promises_deels"].map(len).gt(0), Strength.DEELS.value)
    return state.mask(table["promises_ja"].map(len).gt(0), Strength.JA.value).astype("str")


def _ids(records: pd.DataFrame, kind: KindWords | None) -> list[object]:
    return [] if kind is None else records.loc[records["kind"].eq(kind.key), "id"].tolist()
