"""The Beleidskompas frame of a session: what its source filled in, and what it left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, Fault, join
from workshop_analysis.files.opened import Written
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys, scan_toml
from workshop_analysis.terms import NOVEMBER_WORDS, Vocabulary

FILE = "beleidskompas.toml"
NOT_FILLED = "niet ingevuld in de bron"

_STEP = {
    "number": Key(int),
    "question": Key(),
    "heading": Key(may_be_absent=True),
    "sentences": Key(list, way_out="Schrijf sentences = [] als de bron hier niets invult."),
    "about": Key(list, may_be_absent=True),
}
_STAKEHOLDERS = {name: key for name, key in _STEP.items() if name != "number"}


@dataclass(frozen=True)
class Step:
    """One question of the Beleidskompas, with what the source answers; the last has no number.

    `about` gives the side each sentence speaks of, in the same order; empty when it says none.
    """

    number: int | None
    question: str
    sentences: tuple[str, ...]
    heading: str | None = None
    about: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether the source answers this question."""
        return bool(self.sentences)


@dataclass(frozen=True)
class Beleidskompas:
    """The five numbered questions, and the question about stakeholders that runs through all."""

    title: str
    steps: tuple[Step, ...]
    stakeholders: Step
    sha256: str = ""

    def outline(self) -> pd.DataFrame:
        """Return one row per sentence: step, question, heading, sentence, about, filled.

        A question that the source leaves open has one row, with a missing sentence; the question
        about stakeholders has a missing step; `about` is missing where no side is named.
        """
        rows = [row for step in (*self.steps, self.stakeholders) for row in _rows(step)]
        columns = ["step", "question", "heading", "sentence", "about", "filled"]
        text = dict.fromkeys(("question", "heading", "sentence", "about"), "str")
        return pd.DataFrame(rows, columns=columns).astype({"step": "Int64", **text})


def scan_beleidskompas(
    written: Written, *, words: Vocabulary = NOVEMBER_WORDS
) -> Checked[Beleidskompas | None]:
    """Return the frame, or None with every fault that keeps it from being read.

    `words` has the sides that a sentence may be about.
    """
    scanned = scan_toml(written)
    if scanned.value is None:
        return Checked(None, scanned.faults)
    file = scanned.value
    blocks = [(line, block, _STEP) for line, block in file.blocks("steps")]
    apart = file.data.get("stakeholders", {})
    checked = [
        check_keys(file, keys, block=block, line=line)
        for line, block, keys in [*blocks, (file.line("stakeholders"), apart, _STAKEHOLDERS)]
    ]
    faults = (*_order(file), *(fault for part in checked for fault in part.faults))
    sides = tuple(side.key for side in words.sides)
    faults += tuple(
        fault for line, block, _ in blocks for fault in _sides(file, line, block, sides=sides)
    )
    notices = tuple(notice for part in checked for notice in part.notices)
    if faults:
        return Checked(None, faults, notices)
    *steps, stakeholders = (_step(part.value) for part in checked)
    title = file.data.get("title", "Beleidskompas")
    return Checked(Beleidskompas(title, tuple(steps), stakeholders, file.sha256), (), notices)


def _step(values: dict[str, Any]) -> Step:
    return Step(
        number=values.get("number"),
        question=values["question"],
        sentences=tuple(values["sentences"]),
        heading=values["heading"],
        about=tuple(values["about"] or ()),
    )


def _rows(step: Step) -> list[tuple[Any, ...]]:
    sides = step.about or (None,) * len(step.sentences)
    pairs = list(zip(step.sentences, sides, strict=True)) or [("", None)]
    return [
        (step.number, step.question, step.heading, sentence or None, side, step.filled)
        for sentence, side in pairs
    ]


def _order(file: TomlFile) -> list[Fault]:
    numbers = [block.get("number") for _, block in file.blocks("steps")]
    if numbers == list(range(1, len(numbers) + 1)) and numbers:
        return []
    message = "de stappen (blokken [[steps]]) zijn niet genummerd 1, 2, 3, en zo verder."
    return [file.fault(f"{message} Er staat nu: {', '.join(map(str, numbers)) or 'geen'}.")]


def _sides(
    file: TomlFile, line: int | None, block: dict[str, Any], *, sides: tuple[str, ...]
) -> list[Fault]:
    about, sentences = block.get("about"), block.get("sentences")
    if not isinstance(about, list) or not isinstance(sentences, list):
        return []
    unknown = [word for word in about if word not in sides]
    if unknown:
        way_out = f"Schrijf {join(sides)}." if sides else "Deze sessie heeft geen kanten."
        return [file.fault(f"'{unknown[0]}' is geen kant. {way_out}", key="about", line=line)]
    if about and len(about) != len(sentences):
        message = f"elke zin heeft één kant; hier horen er {len(sentences)} te staan."
        return [file.fault(message, key="about", line=line)]
    return []
