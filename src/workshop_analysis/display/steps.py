"""A decision tree as a numbered list with links: read from top to bottom, or walked step by step.

Every answer is a link to the step that it leads to, so the list is a walk without any script, and
what is read aloud has the order of the tree.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar

from workshop_analysis.beslisboom import Answer, Exit, Option, Step, StepKind, Tree
from workshop_analysis.beslisboom.tree import Target
from workshop_analysis.display.cells import check_name
from workshop_analysis.display.mime import STEPS
from workshop_analysis.display.payloads import (
    AnswerPayload,
    Bundle,
    Choice,
    ExitPayload,
    StepPayload,
    StepsPayload,
    Way,
)
from workshop_analysis.display.steps_shown import steps_preview, steps_text

HOW_TO = (
    "Begin bij stap 1 en volg de link achter je antwoord. "
    "Geldt er een voorwaarde, dan staat die bij het antwoord."
)
OURS = "onze woorden"
"""What marks a label of ours between the words of the source."""


@dataclass(frozen=True, eq=False)
class ReportSteps:
    """A decision tree as a list in which a reader can click from answer to next step.

    The texts of the tree are the source's; what leads the reader on ("ga naar stap 3") is ours.
    Step 2 of the list with key `beslisboom` has the anchor `beslisboom-stap-2`.

    Raises
    ------
    ValueError
        In Dutch: an empty caption or source, a bad key.
    """

    tree: Tree
    _: KW_ONLY
    key: str
    caption: str
    source: str
    note: str | None = None
    mime: ClassVar[str] = STEPS
    payload: StepsPayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything and fix the payload."""
        check_name(self.key, what="De sleutel van een stappenlijst")
        for what, text in (("bijschrift", self.caption), ("bron", self.source)):
            if not text.strip():
                raise ValueError(f"Stappenlijst '{self.key}' heeft geen {what}. Geef er een.")
        object.__setattr__(self, "payload", steps_payload(self))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            STEPS: self.payload,
            "text/html": steps_preview(self.payload),
            "text/plain": steps_text(self.payload),
        }


def steps_payload(shown: ReportSteps) -> StepsPayload:
    """Return the list as plain JSON: every step with its answers, then the ways out."""
    tree, key = shown.tree, shown.key
    return {
        "caption": shown.caption,
        "closing": tree.closing,
        "exits": [_exit(tree, key, way_out) for way_out in tree.exits],
        "how_to": HOW_TO,
        "key": key,
        "note": shown.note,
        "source": shown.source,
        "steps": [_step(tree, key, step) for step in tree.steps],
    }


def step_anchor(key: str, target: Target) -> str:
    """Return the anchor of a step or way out in the list with this key."""
    return f"{key}-stap-{target}" if isinstance(target, int) else f"{key}-{target}"


def _step(tree: Tree, key: str, step: Step) -> StepPayload:
    several = step.kind is StepKind.SEVERAL
    return {
        "anchor": step_anchor(key, step.number),
        "answers": [_answer(tree, key, step, answer) for answer in step.answers],
        "hint": "Je mag er geen, één of meer kiezen." if several else None,
        "note": step.note,
        "number": step.number,
        "question": step.question,
        "text": step.text,
        **_onward(tree, key, step.target),
    }


def _answer(tree: Tree, key: str, step: Step, answer: Answer) -> AnswerPayload:
    own = answer.options[0]
    return {
        "choices": [_choice(tree, key, option) for option in answer.options if answer.splits],
        "flag": step.flag(own),
        "note": answer.note,
        "text": answer.text,
        **_onward(tree, key, None if answer.splits else own.target),
    }


def _choice(tree: Tree, key: str, option: Option) -> Choice:
    return {"text": f"{option.short} ({OURS})", **_onward(tree, key, option.target)}


def _exit(tree: Tree, key: str, way_out: Exit) -> ExitPayload:
    return {
        "anchor": step_anchor(key, way_out.key),
        "contact": way_out.contact,
        "label": f"{way_out.label} ({OURS})" if way_out.ours else way_out.label,
        "mailbox": way_out.mailbox,
        "text": _exit_text(tree, way_out),
        **_onward(tree, key, tree.start.target),
    }


def _exit_text(tree: Tree, way_out: Exit) -> str | None:
    """Return what the source says about a way out that is not the finish; None for the finish."""
    options = (option for step in tree.steps for option in step.options)
    notes = [option.note for option in options if option.target == way_out.key]
    return notes[0] if notes and way_out.mailbox is None else None


def _onward(tree: Tree, key: str, target: Target | None) -> Way:
    """Return where the reader goes on, in words and as an anchor; both None where nowhere."""
    if target is None:
        return {"next": None, "target": None}
    named = f"stap {target}" if isinstance(target, int) else f"‘{tree.exit(target).label}’"
    return {"next": f"naar {named}", "target": step_anchor(key, target)}
