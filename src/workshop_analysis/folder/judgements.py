"""What was judged: which belofte, and which step, names the same thing as which belemmering.

One yardstick for both. *Ja*: both texts name the same thing; the fragment of each that carries it
stands beside the judgement. *Deels*: one can be argued from the other; the argument is the reason.
*Nee*: the rest. It is a judgement about words, never about effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workshop_analysis.checks import (
    Checked,
    Column,
    Rule,
    different,
    join,
    known,
    meant,
    one_of,
    whole_number,
)
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.toml_file import TomlFile
from workshop_analysis.folder.coding import OurTable, scan_our_table
from workshop_analysis.folder.shared_words import Synonyms, share_a_word
from workshop_analysis.terms import Kind, Strength

FRAGMENTS = {"promise": "promise_fragment", "step": "step_fragment", "barrier": "barrier_fragment"}
NO_FRAGMENTS = (
    "{file}: er staan geen fragmenten in. Bij een 'ja' is zo niet na te gaan welke woorden van "
    "beide teksten hetzelfde noemen; zet ze in {columns}."
)
_PARTS = ("question", "text", "note")  # what a step and its answers say, in the source's words
_MAY_BE_ABSENT = Column(may_be_absent=True, may_be_empty=True)


def columns_of(key: str) -> tuple[str, ...]:
    """Return the columns of a table of judgements, in order; `key` is promise or step."""
    fragments = (FRAGMENTS[key], FRAGMENTS["barrier"])
    return (key, "barrier", "strength", *fragments, "coder", "origin", "reason")


@dataclass(frozen=True)
class Judged:
    """What can be judged: the texts of the beloftes, the belemmeringen and the steps, by key.

    `records` (id, kind) says what each record is; a code of the codebook that is no record may
    stand for a belofte as well as for a belemmering. `synonyms` are the pairs of words that count
    as one. Unless `certain`, the records have faults, and no words are sought in them.
    """

    records: pd.DataFrame
    texts: Mapping[str, str]
    steps: Mapping[str, str]
    synonyms: Synonyms = frozenset()
    certain: bool = True

    def of(self, kind: Kind) -> dict[str, str]:
        """Return the texts that can stand for this kind: its records, then codes that are none."""
        kinds = dict(self.records[["id", "kind"]].dropna().to_numpy().tolist())
        records = {key: text for key, text in self.texts.items() if kinds.get(key) == kind}
        return records | {key: text for key, text in self.texts.items() if key not in kinds}


def judged_in(
    records: Checked[pd.DataFrame],
    *,
    codes: pd.DataFrame,
    tree: TomlFile | None,
    synonyms: pd.DataFrame,
) -> Judged:
    """Return what a session may judge: its own records, and the codes of its codebook."""
    ours = codes.rename(columns={"code": "id"})
    both = pd.concat([records.value[["id", "text"]], ours[["id", "text"]]])
    kept = both.dropna(subset="id").fillna("").drop_duplicates("id", keep="first")
    pairs = frozenset(
        frozenset((word.casefold(), other.casefold()))
        for word, other in synonyms[["word", "other"]].dropna().to_numpy().tolist()
    )
    texts = dict(zip(kept["id"], kept["text"], strict=True))
    certain = not records.faults
    return Judged(records.value, texts, step_texts(tree), pairs, certain)


def step_texts(tree: TomlFile | None) -> dict[str, str]:
    """Return all that each step of the tree says in the source's words, by its number."""
    blocks = tree.blocks("step") if tree else []
    return {
        str(block["number"]): "\n".join(_said(block))
        for _, block in blocks
        if isinstance(block.get("number"), int)
    }


def _said(block: Mapping[str, Any]) -> list[str]:
    own = [block[part] for part in _PARTS if isinstance(block.get(part), str)]
    below = [each for each in block.get("answer", []) if isinstance(each, dict)]
    return [*own, *(line for answer in below for line in _said(answer))]


def scan_synonyms(folder: OpenedFolder) -> Checked[OurTable]:
    """Return the pairs of words that count as one: word, other, reason; one row per pair."""
    columns = {
        "word": Column(),
        "other": Column(),
        "reason": Column(way_out="Schrijf in één zin waarom deze woorden hier hetzelfde noemen."),
    }
    across = (different("word", "other", report="word"),)
    return scan_our_table(folder, ("synonyms", "synoniemen"), columns, across=across)


def scan_links(folder: OpenedFolder, *, judged: Judged) -> Checked[OurTable]:
    """Return the judgements belofte x belemmering, with every fault in them.

    One row per pair x coder: the columns of `columns_of`. The fragments of both texts that name
    the same thing are missing unless it is *ja*.
    """
    promise = Column((_of_kind(judged, Kind.BELOFTE),))
    return _scan_judgements(folder, "links", judged=judged, answer={"promise": promise})


def scan_step_links(folder: OpenedFolder, *, judged: Judged) -> Checked[OurTable]:
    """Return the judgements step x belemmering, with every fault in them; like `scan_links`.

    Without a decision tree every whole number is a step.
    """
    step = Column((_one_of(tuple(judged.steps)) if judged.steps else whole_number(),))
    return _scan_judgements(folder, "step_links", judged=judged, answer={"step": step})


def _scan_judgements(
    folder: OpenedFolder, stem: str, *, judged: Judged, answer: dict[str, Column]
) -> Checked[OurTable]:
    [key] = answer
    barriers = judged.of(Kind.BELEMMERING)
    texts = judged.steps if key == "step" else judged.of(Kind.BELOFTE)
    columns = {
        **answer,
        "barrier": Column((_of_kind(judged, Kind.BELEMMERING),)),
        "strength": Column((one_of(Strength),)),
        FRAGMENTS[key]: _MAY_BE_ABSENT,
        FRAGMENTS["barrier"]: _MAY_BE_ABSENT,
        "coder": Column(),
        "origin": _MAY_BE_ABSENT,
        "reason": Column(way_out="Schrijf in één zin waarom."),
    }
    across = (
        different(key, "barrier", "coder", report=key),
        _literal(key, texts if judged.certain else {}),
        _literal("barrier", barriers if judged.certain else {}),
        _names_the_same(key, judged.synonyms),
    )
    found = scan_our_table(folder, (stem,), columns, across=across)
    return Checked(found.value, found.faults, (*found.notices, *_without(found.value, key)))


def _without(table: OurTable, answer: str) -> tuple[str, ...]:
    """Say that a file tells which words name the same thing nowhere; it is older than that rule."""
    names = [FRAGMENTS[answer], FRAGMENTS["barrier"]]
    frame = table.frame
    if frame["strength"].eq(Strength.JA).any() and frame[names].isna().all(axis=None):
        columns = join([f"'{name}'" for name in names], last="en")
        return (NO_FRAGMENTS.format(file=next(iter(table.hashes), ""), columns=columns),)
    return ()


def _literal(key: str, texts: Mapping[str, str]) -> Rule:
    """Each fragment stands in its own text, letter by letter; a text we lack judges nothing."""
    column = FRAGMENTS[key]

    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        said = frame[[column, key]].fillna("").to_numpy().tolist()
        found = [not fragment or fragment in texts.get(name, fragment) for fragment, name in said]
        return pd.Series(found, index=frame.index, dtype="bool")

    def say(values: pd.Series[str], frame: pd.DataFrame) -> list[str]:
        names = frame.loc[values.index, key]
        what = "stap " if key == "step" else ""
        return [
            f"'{value}' staat zo niet in de tekst van {what}{name}. Neem de woorden letterlijk "
            "over."
            for value, name in zip(values, names, strict=True)
        ]

    return Rule(holds, say, column=column)


def _names_the_same(answer: str, synonyms: Synonyms) -> Rule:
    """A *ja* has both fragments, and these share a word; files without fragments are older."""
    first, second = FRAGMENTS[answer], FRAGMENTS["barrier"]

    def problem(one: str, other: str) -> str:
        if not one or not other:
            return (
                "een 'ja' vraagt uit beide teksten de woorden die hetzelfde noemen, en hier "
                f"ontbreekt er een. Vul '{first}' en '{second}' in, of maak er 'deels' van."
            )
        if share_a_word(one, other, synonyms=synonyms):
            return ""
        return (
            f"'{one}' en '{other}' delen geen woord dat iets noemt. Maak er 'deels' van, of zet "
            "het paar woorden met een reden in synonyms.csv."
        )

    def problems(frame: pd.DataFrame) -> pd.Series[str]:
        if frame[[first, second]].isna().all(axis=None):
            return pd.Series("", index=frame.index, dtype="str")
        rows = frame[["strength", first, second]].fillna("").to_numpy().tolist()
        said = [problem(a, b) if strength == Strength.JA else "" for strength, a, b in rows]
        return pd.Series(said, index=frame.index, dtype="str")

    return Rule(
        lambda frame: problems(frame).eq(""),
        lambda values, frame: problems(frame).loc[values.index].tolist(),
        column="strength",
    )


def _one_of(steps: tuple[str, ...]) -> Rule:
    all_steps = join(steps, last="en")
    return known(steps, what="stap", way_out=f"De beslisboom heeft: {all_steps}.")


def _of_kind(judged: Judged, kind: Kind) -> Rule:
    """Each key is a record of this kind, or a code of the codebook that is no record."""
    records, allowed = judged.records, tuple(judged.of(kind))
    others = dict(records.loc[records["kind"].ne(kind), ["id", "kind"]].dropna().to_numpy())

    def say(values: pd.Series[Any], _: pd.DataFrame) -> list[str]:
        return [
            f"'{value}' is een {others[value]}; hier hoort een {kind}."
            if value in others
            else f"{kind} '{value}' bestaat niet. {meant(value, allowed)}".rstrip()
            for value in values
        ]

    return Rule(lambda values: values.isin(allowed) if allowed else values.notna(), say)
