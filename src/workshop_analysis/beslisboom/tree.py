"""The decision tree as an object: steps, answers and where they lead; and the tree as a table."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

Target = int | str
"""Where an answer leads: the number of a step, or the key of an exit."""


NO_PARTICIPATION = "geen participatie"


class Status(StrEnum):
    """Who says where an answer leads: the source in print, or we from numbers and content."""

    PRINTED = "printed"
    INFERRED = "inferred"


class StepKind(StrEnum):
    """How a step is answered: only by thinking, by one answer, or by none, one or several."""

    REFLECTION = "reflection"
    SINGLE = "single"
    SEVERAL = "several"


class Fills(StrEnum):
    """Which part of the advice a step fills."""

    RUNG = "rung"
    INSTRUMENTS = "instruments"
    GROUP = "group"
    ARRANGE = "arrange"
    HELP = "help"


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung of the participation ladder, in the words of the source."""

    name: str
    definition: str
    participation: bool


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing a reader can choose at a step: an answer, or one of the choices within an answer.

    `label` names it in full ("Geen: niet starten"), `short` within its answer ("Niet starten").
    `condition` and `note` are the source's words that come with it; None means the source has none.
    """

    key: str
    label: str
    short: str
    target: Target | None
    status: Status | None
    note: str | None = None
    condition: str | None = None

    @property
    def names(self) -> set[str]:
        """Every short form under which this option is understood."""
        return {slug(name) for name in (self.key, self.label, self.short)}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One printed answer with its note, and the options it gives: itself, or the choices within."""

    key: str
    text: str
    note: str | None
    covers: tuple[str, ...]
    rung: Rung | None
    options: tuple[Option, ...]

    @property
    def own_options(self) -> tuple[Option, ...]:
        """The choices within the answer, which we named; none for an answer that asks no more."""
        return self.options if self.splits else ()

    @property
    def splits(self) -> bool:
        """Whether the answer itself asks for a choice."""
        return self.options[0].key != self.key


@dataclass(frozen=True, kw_only=True)
class Step:
    """One numbered step of the tree; `text` and `note` are None where the source prints none."""

    number: int
    question: str
    text: str | None
    note: str | None
    kind: StepKind
    fills: Fills | None
    answers: tuple[Answer, ...]
    target: Target | None
    status: Status | None

    @property
    def words(self) -> str | None:
        """What the source says at the step itself, apart from its answers; None if nothing."""
        return " ".join(filter(None, [self.text, self.note])) or None

    @property
    def options(self) -> tuple[Option, ...]:
        """Everything that can be chosen here, in printed order."""
        return tuple(option for answer in self.answers for option in answer.options)

    def answer_of(self, option: Option) -> Answer:
        """Return the printed answer that an option belongs to."""
        return next(answer for answer in self.answers if option in answer.options)

    def flag(self, option: Option) -> str | None:
        """Return "geen participatie" for a rung that the source sets apart, else None."""
        rung = self.answer_of(option).rung
        return NO_PARTICIPATION if rung is not None and not rung.participation else None


@dataclass(frozen=True, kw_only=True)
class Exit:
    """A way out of the tree; only the finish has a contact line and a mailbox."""

    key: str
    label: str
    contact: str | None
    mailbox: str | None
    ours: bool = False
    """Whether the label is ours: the source prints no words at this place."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One arrow of the tree; `answer` is None where every answer, or none, leads the same way."""

    source: Target
    answer: str | None
    target: Target
    status: Status


@dataclass(frozen=True, kw_only=True)
class TreeSource:
    """Where the tree comes from and what we did to it; these words are ours."""

    sha256: str
    order: str
    stars: str
    left_out: str
    corrections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Which issue of our tree file this is; the source itself has no date."""

    version: str
    date: datetime.date


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The whole decision tree as the source has it."""

    title: str
    subtitle: str
    closing: str
    start: Edge
    start_text: str
    steps: tuple[Step, ...]
    exits: tuple[Exit, ...]
    source: TreeSource
    edition: Edition

    def step(self, number: int) -> Step:
        """Return the step with this number."""
        return next(step for step in self.steps if step.number == number)

    def exit(self, key: str) -> Exit:
        """Return the way out with this key."""
        return next(way_out for way_out in self.exits if way_out.key == key)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every arrow, in reading order."""
        return (self.start, *(edge for step in self.steps for edge in _step_edges(step)))

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The participation ladder from most to least influence, as printed."""
        return tuple(a.rung for step in self.steps for a in step.answers if a.rung is not None)

    @property
    def instruments(self) -> tuple[str, ...]:
        """The instruments that the source gives as examples, as printed."""
        return tuple(
            answer.text
            for step in self.steps
            if step.fills is Fills.INSTRUMENTS
            for answer in step.answers
        )

    @property
    def our_words(self) -> tuple[str, ...]:
        """The labels that the source does not print: those of choices and of ways out."""
        choices = (o.short for step in self.steps for a in step.answers for o in a.own_options)
        return (*choices, *(way_out.label for way_out in self.exits if way_out.ours))

    @property
    def finish(self) -> Exit:
        """The way out with the contact line."""
        return next(way_out for way_out in self.exits if way_out.mailbox is not None)


def _step_edges(step: Step) -> list[Edge]:
    """Return the arrows that leave one step: its own, or one for each option."""
    own: tuple[str | None, Target | None, Status | None] = (None, step.target, step.status)
    ways = [own, *((option.key, option.target, option.status) for option in step.options)]
    return [
        Edge(source=step.number, answer=answer, target=target, status=status)
        for answer, target, status in ways
        if target is not None and status is not None
    ]


def slug(text: str) -> str:
    """Return a text in small letters without accents, words joined by hyphens."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def outline(tree: Tree) -> pd.DataFrame:
    """Return the tree as an ordered list that can be read aloud.

    One row per option, in the order of the tree; a step without answers is one row. `next` is the
    number of a step or the label of a way out; `status` says whether the source prints that or we
    infer it. `text` is what the source says at the step, `note` what it says at the answer, `flag`
    is "geen participatie" at the rung that the source does not call participation; these three,
    and `answer`, are missing where there is nothing.
    """
    return pd.DataFrame(
        [row for step in tree.steps for row in _outline_rows(tree, step)],
        columns=["step", "question", "text", "answer", "note", "next", "status", "flag"],
    ).astype({"step": "int64", **dict.fromkeys(["text", "answer", "note", "flag"], "str")})


def _outline_rows(tree: Tree, step: Step) -> list[dict[str, object]]:
    """Return the rows of one step: one per option, or one for a step that asks nothing."""
    shared = {"step": step.number, "question": step.question, "text": step.words}
    return [
        {
            **shared,
            "answer": option.label if option else None,
            "note": option.note if option else None,
            "flag": step.flag(option) if option else None,
            **_goes_to(tree, step, option),
        }
        for option in step.options or (None,)
    ]


def _goes_to(tree: Tree, step: Step, option: Option | None) -> dict[str, object]:
    """Return where a row of the outline leads, in the reader's words, and who says so."""
    own = option is not None and option.target is not None
    target = option.target if option is not None and own else step.target
    status = option.status if option is not None and own else step.status
    return {"next": target_words(tree, target), "status": status}


def target_words(tree: Tree, target: Target | None) -> str | None:
    """Return a target as a reader sees it: 'stap 3', or the label of the way out."""
    if isinstance(target, str):
        return tree.exit(target).label
    return None if target is None else f"stap {target}"
