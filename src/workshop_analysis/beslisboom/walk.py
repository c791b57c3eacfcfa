"""From answers to an advice: one way through the tree, and everything collected on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from workshop_analysis.beslisboom.tree import (
    Exit,
    Fills,
    Option,
    Rung,
    Step,
    StepKind,
    Target,
    Tree,
    slug,
)
from workshop_analysis.faults import join

Given = str | Sequence[str]
"""One answer as given: a key or the printed text, or several of them."""


class AnswerError(ValueError):
    """An answer that the tree cannot follow; the message says what it can."""


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One step on the way, with the options chosen there (none at a reflection)."""

    step: Step
    chosen: tuple[Option, ...]

    @property
    def covered(self) -> tuple[Option, ...]:
        """What was chosen, and the options that a chosen answer covers ('Beide')."""
        keys = [k for o in self.chosen for k in self.step.answer_of(o).covers]
        return (*self.chosen, *(o for o in self.step.options if o.key in keys))


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What the tree says to someone who gave these answers.

    Every text is the source's, except `remarks`: ours, where two answers contradict each other.
    `rung`, `group`, `arrange` and `help` are None when the way stopped
    before that step; `stop` is None when the way reached the finish.
    """

    title: str
    path: tuple[Passed, ...]
    stop: str | None
    rung: Rung | None
    conditions: tuple[str, ...]
    instruments: tuple[str, ...]
    instruments_hint: str | None
    group: str | None
    group_notes: tuple[str, ...]
    arrange: str | None
    help: str | None
    rung_note: str | None
    finish: Exit
    closing: str
    remarks: tuple[str, ...] = ()

    @property
    def is_participation(self) -> bool | None:
        """Whether the source calls the chosen rung participation; None without a rung."""
        return None if self.rung is None else self.rung.participation


def walk(tree: Tree, answers: Sequence[Given]) -> Advice:
    """Return the advice at the end of the way that these answers take.

    One answer per step that asks something, in the order of the way; for a step with several
    answers a list, or one text with commas; an empty one means none.

    Raises
    ------
    AnswerError
        For an unknown, missing, misplaced or superfluous answer; it lists what is allowed.
    """
    left = list(answers)
    path = tuple(_passages(tree, left))
    if left:
        raise AnswerError(_superfluous(path[-1], left))
    return advise(tree, path)


def _passages(tree: Tree, left: list[Given]) -> Iterator[Passed]:
    """Yield each step on the way with what is chosen there; takes the answers from the list."""
    target: Target = tree.start.target
    while isinstance(target, int):
        step = tree.step(target)
        chosen: tuple[Option, ...] = ()
        if step.kind is not StepKind.REFLECTION:
            if not left:
                raise AnswerError(_missing(step))
            chosen = pick(tree, step, left.pop(0))
        yield Passed(step=step, chosen=chosen)
        target = follow(step, chosen)


def follow(step: Step, chosen: Sequence[Option]) -> Target:
    """Return where the way goes on from a step, given what was chosen there."""
    targets = [option.target for option in chosen if option.target is not None]
    target = targets[0] if targets else step.target
    assert target is not None, "a tree that was read has no dead ends"
    return target


def pick(tree: Tree, step: Step, given: Given) -> tuple[Option, ...]:
    """Return the options of a step that an answer names, in printed order."""
    parts = _split_answer(step, given)
    if step.kind is StepKind.SINGLE and len(parts) != 1:
        raise AnswerError(_not_one(step, parts))
    chosen = [_find_option(tree, step, part) for part in parts]
    twice = next((o for o in chosen if chosen.count(o) > 1), None)
    if twice is not None:
        raise AnswerError(
            f"Stap {step.number}: '{twice.key}' staat er twee keer. Noem het één keer."
        )
    return tuple(option for option in step.options if option in chosen)


def _split_answer(step: Step, given: Given) -> list[str]:
    """Return the parts of one answer; only a step with several answers splits at commas."""
    if isinstance(given, str):
        given = given.split(",") if step.kind is StepKind.SEVERAL else [given]
    return [part.strip() for part in given if part.strip()]


def _find_option(tree: Tree, step: Step, part: str) -> Option:
    """Return the one option of a step that goes by this name."""
    found = [option for option in step.options if slug(part) in option.names]
    if len(found) == 1:
        return found[0]
    raise AnswerError(_unknown(tree, step, part))


def _unknown(tree: Tree, step: Step, part: str) -> str:
    """Return the message for a name that is no option of this step."""
    answer = next((a for a in step.answers if slug(part) in {slug(a.key), slug(a.text)}), None)
    if answer is not None:
        keys = _quoted(option.key for option in answer.options)
        return f"Stap {step.number}: bij '{part}' hoort nog een keuze. Kies uit: {keys}."
    elsewhere = [s.number for s in tree.steps for o in s.options if slug(part) in o.names]
    if elsewhere:
        return (
            f"Stap {step.number}: '{part}' hoort bij stap {elsewhere[0]}. Geef de antwoorden in de "
            f"volgorde van de stappen. {_allowed(step)}"
        )
    return f"Stap {step.number}: '{part}' is geen antwoord. {_nearest(step, part)}{_allowed(step)}"


def _nearest(step: Step, part: str) -> str:
    """Return the question after the option that looks most like this name, or nothing."""
    keys = {name: option.key for option in step.options for name in option.names}
    close = get_close_matches(slug(part), keys, n=1, cutoff=0.7)
    return f"Bedoelde u '{keys[close[0]]}'? " if close else ""


def _missing(step: Step) -> str:
    """Return the message for answers that end before the tree does."""
    return f"Het antwoord op stap {step.number} ontbreekt: '{step.question}' {_allowed(step)}"


def _not_one(step: Step, parts: list[str]) -> str:
    """Return the message for no answer, or more than one, where one is asked."""
    if not parts:
        return f"Stap {step.number}: het antwoord is leeg. {_allowed(step)}"
    return f"Stap {step.number}: hier past één antwoord, u gaf er {len(parts)}. {_allowed(step)}"


def _superfluous(last: Passed, left: list[Given]) -> str:
    """Return the message for answers that go on after the way has ended."""
    extra = _quoted(given if isinstance(given, str) else ",".join(given) for given in left)
    end = f"stap {last.step.number}" + "".join(f" met '{option.key}'" for option in last.chosen)
    return f"Na {end} vraagt de beslisboom niets meer. Haal weg: {extra}."


def _allowed(step: Step) -> str:
    """Return the sentence that lists what can be answered at a step."""
    ending = " (geen, één of meer, met komma's ertussen)" if step.kind is StepKind.SEVERAL else ""
    return f"Kies uit: {_quoted(option.key for option in step.options)}{ending}."


def _quoted(words: Iterable[str]) -> str:
    """Return words in quotes with commas between them."""
    return ", ".join(f"'{word}'" for word in words)


def advise(tree: Tree, path: tuple[Passed, ...]) -> Advice:
    """Return everything that was collected on a finished way."""
    filled = {passed.step.fills: passed for passed in path if passed.step.fills is not None}
    last = path[-1]
    rung = _rung_of(filled.get(Fills.RUNG))
    instruments, group = filled.get(Fills.INSTRUMENTS), filled.get(Fills.GROUP)
    return Advice(
        title=tree.title,
        path=path,
        stop=_stop_of(tree, last),
        rung=rung,
        rung_note=filled[Fills.RUNG].step.note if rung and not rung.participation else None,
        conditions=tuple(o.condition for p in path for o in p.chosen if o.condition),
        instruments=_labels(instruments),
        instruments_hint=instruments.step.note if instruments else None,
        group=_group(group),
        group_notes=tuple(o.note for o in group.covered if o.note) if group else (),
        arrange=_whole(filled.get(Fills.ARRANGE)),
        help=_note_of(filled.get(Fills.HELP)),
        finish=tree.finish,
        closing=tree.closing,
        remarks=tuple(_contradictions(tree, path, rung=rung)),
    )


def _contradictions(tree: Tree, path: tuple[Passed, ...], *, rung: Rung | None) -> Iterator[str]:
    """Yield what we remark on answers that do not go together; the source says nothing of it."""
    if rung is None:
        return
    limits = [option.label for passed in path for option in passed.chosen if option.condition]
    if limits and rung in tree.rungs[:_DECIDING]:
        yield (
            f"U koos ‘{limits[0]}’ en ook ‘{rung.name}’. Dat gaat moeilijk samen: zonder ruimte om "
            "de inbreng mee te wegen, kunt u zo veel invloed niet waarmaken. Kijk opnieuw naar een "
            "van de twee."
        )
    instruments = _labels(next((p for p in path if p.step.fills is Fills.INSTRUMENTS), None))
    if instruments and not rung.participation:
        yield (
            f"U koos ‘{rung.name}’: dan hebben burgers geen inbreng. U koos ook "
            f"{join(instruments, last='en')}: daar vraagt u burgers juist om hun inbreng. Kijk "
            "opnieuw naar een van de twee."
        )


_DECIDING = 2
"""On so many of the highest rungs what citizens say weighs in the decision itself."""


def _labels(passed: Passed | None) -> tuple[str, ...]:
    """Return the printed answers chosen at a step; none for a step the way did not reach."""
    return tuple(option.label for option in passed.chosen) if passed else ()


def _group(passed: Passed | None) -> str | None:
    """Return the group that was chosen; an answer that covers others names them."""
    if passed is None:
        return None
    (chosen, *others) = passed.covered
    named = " en ".join(f"{o.label[0].lower()}{o.label[1:]}" for o in others)
    return f"{chosen.label}: {named}" if named else chosen.label


def _rung_of(passed: Passed | None) -> Rung | None:
    """Return the rung of the ladder that was chosen, or None without one."""
    return passed.step.answer_of(passed.chosen[0]).rung if passed else None


def _whole(passed: Passed | None) -> str | None:
    """Return everything the source says at a step itself, its question first."""
    return " ".join(filter(None, [passed.step.question, passed.step.words])) if passed else None


def _stop_of(tree: Tree, last: Passed) -> str | None:
    """Return the source's words when the way stops before the finish, else None."""
    stops = follow(last.step, last.chosen) != tree.finish.key
    return _note_of(last) if stops else None


def _note_of(passed: Passed | None) -> str | None:
    """Return what the source says at the answer chosen in a step; None if it says nothing."""
    return next((option.note for option in passed.chosen), None) if passed else None


def parse_answers(text: str) -> tuple[str, ...]:
    """Return the answers of one line such as 'weinig;raadplegen;enquete;beide;ja'.

    One answer per step that asks something, with semicolons between; an empty one means none.
    """
    return tuple(part.strip() for part in text.split(";"))
