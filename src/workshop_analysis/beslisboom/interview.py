"""The tree as questions one by one, in plain lines: numbered answers in, an advice out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop_analysis.beslisboom.page import wrapped
from workshop_analysis.beslisboom.tree import Answer, Option, Step, StepKind, Target, Tree, slug
from workshop_analysis.beslisboom.walk import Advice, Passed, advise, follow

_HOW_TO = (
    "Typ bij elke vraag het nummer van uw antwoord en druk op Enter. "
    "Met Ctrl-C stopt u: dan wordt er niets bewaard."
)

Ask = Callable[[str], str]
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Item:
    """One numbered thing to choose: what is shown, and the names under which it is understood."""

    text: str
    note: str | None
    names: frozenset[str]


def interview(tree: Tree, *, ask: Ask, say: Say) -> Advice:
    """Return the advice for the answers that somebody gives, question after question.

    `ask` shows a line and returns what was typed; `say` shows text. What cannot be understood is
    asked again. An end of input (EOFError) or Ctrl-C goes through to the caller.
    """
    say(f"{tree.title}\n{tree.subtitle}\n")
    say(f"{wrapped(_HOW_TO)}\n")
    path: list[Passed] = []
    target: Target = tree.start.target
    while isinstance(target, int):
        step = tree.step(target)
        say(_question(tree, step))
        path.append(Passed(step=step, chosen=_answered(step, ask=ask, say=say)))
        say("")
        target = follow(step, path[-1].chosen)
    return advise(tree, tuple(path))


def _question(tree: Tree, step: Step) -> str:
    """Return a step as it is shown: where we are, the question, the numbered answers, the note."""
    place = f"Stap {step.number} van {max(each.number for each in tree.steps)}"
    above = (wrapped(line) for line in (f"{place}. {step.question}", step.text) if line)
    below = [wrapped(step.note)] if step.note else []
    return "\n".join([*above, *_numbered(_items(step)), *below])


def _answered(step: Step, *, ask: Ask, say: Say) -> tuple[Option, ...]:
    """Return what somebody chooses at a step; nothing at a step that asks nothing."""
    if step.kind is StepKind.REFLECTION:
        ask("Denk hierover na. Druk op Enter om verder te gaan:")
        return ()
    if step.kind is StepKind.SEVERAL:
        chosen = _several(_items(step), ask=ask, say=say)
        return tuple(step.answers[place].options[0] for place in chosen)
    answer = step.answers[_one(_items(step), ask=ask, say=say)]
    return (_option(answer, ask=ask, say=say),)


def _option(answer: Answer, *, ask: Ask, say: Say) -> Option:
    """Return the option of an answer, asking on where the answer holds a choice."""
    if not answer.splits:
        return answer.options[0]
    items = [
        _Item(o.short, None, frozenset({*o.names, slug(o.key.partition("/")[2])}))
        for o in answer.options
    ]
    say("\n".join([f"\n{answer.text}. Wat kiest u?", *_numbered(items)]))
    return answer.options[_one(items, ask=ask, say=say)]


def _items(step: Step) -> list[_Item]:
    """Return the printed answers of a step as things to choose."""
    return [
        _Item(answer.text, answer.note, frozenset({slug(answer.key), slug(answer.text)}))
        for answer in step.answers
    ]


def _numbered(items: Sequence[_Item]) -> list[str]:
    return [
        wrapped(line, first=first, later="   ")
        for number, item in enumerate(items, start=1)
        for first, line in ((f"{number}. ", item.text), ("   ", item.note))
        if line
    ]


def _one(items: Sequence[_Item], *, ask: Ask, say: Say) -> int:
    """Return the position of the one thing chosen, asking until it is clear."""
    while True:
        given = ask(f"Uw antwoord, een nummer van 1 tot en met {len(items)}:").strip()
        place = _place(given, items)
        if place is not None:
            return place
        say(f"'{given}' is geen antwoord op deze vraag. Typ een nummer: {_numbers(items)}.")


def _several(items: Sequence[_Item], *, ask: Ask, say: Say) -> list[int]:
    """Return the positions of everything chosen, in printed order; nothing is allowed too."""
    while True:
        given = ask("Uw keuze, nummers met komma's ertussen, zoals 1,3, of alleen Enter voor geen:")
        parts = [part.strip() for part in given.split(",") if part.strip()]
        places = {part: _place(part, items) for part in parts}
        wrong = [part for part, place in places.items() if place is None]
        if not wrong:
            return sorted({place for place in places.values() if place is not None})
        shown = ", ".join(f"'{part}'" for part in wrong)
        say(f"{shown} staat niet in de lijst. Typ nummers uit: {_numbers(items)}.")


def _place(given: str, items: Sequence[_Item]) -> int | None:
    """Return the position of what was typed, as a number or as a name; None if it is neither."""
    if given.isdecimal() and 1 <= int(given) <= len(items):
        return int(given) - 1
    named = [place for place, item in enumerate(items) if slug(given) in item.names]
    return named[0] if given and named else None


def _numbers(items: Sequence[_Item]) -> str:
    *first, last = [str(number) for number in range(1, len(items) + 1)]
    return f"{', '.join(first)} of {last}" if first else last
