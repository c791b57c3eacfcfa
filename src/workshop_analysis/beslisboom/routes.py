"""What is wrong with the ways through a tree file: doubles, loops, arrows that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop_analysis.beslisboom.tree import StepKind, slug

TomlTable = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One arrow as written: from where, what the reader calls that place, and to where."""

    source: object
    where: str
    target: object


def route_faults(raw: TomlTable) -> Iterator[str]:
    """Yield what is wrong with the tree as a whole; fields of the wrong kind are passed over."""
    steps, exits = tables(raw, "step"), tables(raw, "exit")
    ways = [_Way(source="start", where="[start]", target=_start(raw))]
    ways += [way for step in steps for way in _ways(step)]
    places = [step.get("number") for step in steps] + [way_out.get("key") for way_out in exits]
    yield from _doubles(steps, exits)
    for step in steps:
        yield from _answer_faults(step)
    yield from _dangling(ways, places=places)
    yield from _unreachable(ways, places=places)
    yield from _loops(ways, places=places)
    yield from _finish_faults(exits)


def _start(raw: TomlTable) -> object:
    """Return where the tree begins."""
    start = raw.get("start")
    return start.get("to") if isinstance(start, Mapping) else None


def tables(table: object, name: str) -> list[TomlTable]:
    """Return the tables that a table holds under a name; whatever is no table is passed over."""
    held = table.get(name) if isinstance(table, Mapping) else None
    return [item for item in held if isinstance(item, Mapping)] if isinstance(held, list) else []


def _ways(step: TomlTable) -> Iterator[_Way]:
    """Yield every arrow that leaves a step, also one that is not filled in (target None)."""
    source, where = step.get("number"), f"Stap {step.get('number')}"
    if "to" in step or not tables(step, "answer"):
        yield _Way(source=source, where=where, target=step.get("to"))
        return
    for key, option in _options(step):
        at = f"{where}, antwoord '{key}'"
        yield _Way(source=source, where=at, target=option.get("to"))


def _options(step: TomlTable) -> Iterator[tuple[str, TomlTable]]:
    """Yield everything that can be chosen at a step, with its key."""
    for answer in tables(step, "answer"):
        choices = tables(answer, "choice")
        yield from ((f"{answer.get('key')}/{choice.get('key')}", choice) for choice in choices)
        if not choices:
            yield str(answer.get("key")), answer


def _doubles(steps: list[TomlTable], exits: list[TomlTable]) -> Iterator[str]:
    """Yield every number, part of the advice, key or answer that stands there more than once."""
    for number in _twice(step.get("number") for step in steps):
        yield f"Stap {number} staat er twee keer. Geef elke stap een eigen nummer."
    for part in _twice(step.get("fills") for step in steps):
        yield f"Twee stappen vullen '{part}'. Laat één stap dat deel van het advies vullen."
    for key in _twice(way_out.get("key") for way_out in exits):
        yield f"[[exit]] '{key}' staat er twee keer. Geef elke uitgang een eigen key."
    for step in steps:
        answers = tables(step, "answer")
        names = [slug(str(a[name])) for a in answers for name in _own_names(a)]
        for name in _twice([*names, *(slug(key) for key, _ in _options(step) if "/" in key)]):
            yield (
                f"Stap {step.get('number')}: antwoord '{name}' staat er twee keer. "
                "Geef elk antwoord een eigen key en tekst."
            )


def _own_names(answer: TomlTable) -> list[str]:
    """Return the fields that name an answer: its key, and its text where that differs."""
    same = slug(str(answer.get("key"))) == slug(str(answer.get("text")))
    return [name for name in ("key", "text") if name in answer][: 1 if same else 2]


def _twice(found: Iterable[object]) -> list[object]:
    """Return the words and numbers that occur more than once, in order of first sight."""
    words = (item for item in found if isinstance(item, (str, int)))
    return [item for item, times in Counter(words).items() if times > 1]


def _answer_faults(step: TomlTable) -> Iterator[str]:
    """Yield where the answers of a step do not fit its kind, or an answer does not fit itself."""
    where, kind, answers = f"Stap {step.get('number')}", step.get("kind"), tables(step, "answer")
    if kind == StepKind.REFLECTION and answers:
        yield f"{where}: bij kind 'reflection' horen geen antwoorden. Haal ze weg of kies 'single'."
    if kind in (StepKind.SINGLE, StepKind.SEVERAL) and not answers:
        yield f"{where}: er zijn geen antwoorden. Vul [[step.answer]] aan of kies 'reflection'."
    if kind == StepKind.SINGLE and "to" in step:
        yield f"{where}: bij kind 'single' staat 'to' bij elk antwoord. Zet het daar."
    if kind == StepKind.SEVERAL and any("to" in option for _, option in _options(step)):
        yield f"{where}: bij kind 'several' staat 'to' bij de stap zelf. Zet het daar."
    keys = [answer.get("key") for answer in answers]
    for answer in answers:
        yield from _inner_faults(
            answer, where=f"{where}, antwoord '{answer.get('key')}'", keys=keys
        )


def _inner_faults(answer: TomlTable, *, where: str, keys: list[object]) -> Iterator[str]:
    """Yield what an answer says that its own note, text or neighbours do not bear out."""
    covers = answer.get("covers")
    for key in covers if isinstance(covers, list) else []:
        if key not in keys:
            yield f"{where}: 'covers' noemt '{key}', en dat antwoord bestaat niet. Pas het aan."
    parts = str(answer.get("note", "")).count(" óf ") + 1
    for choice in tables(answer, "choice"):
        if "note" not in answer or choice.get("part") not in range(1, parts + 1):
            yield (
                f"{where}: keuze '{choice.get('key')}' verwijst naar deel {choice.get('part')} "
                f"van de noot, en dat is er niet. Splits de noot met ' óf ' of pas 'part' aan."
            )
    if "participation" in answer and " - " not in str(answer.get("text")):
        yield f"{where}: een trede schrijft u als 'omschrijving - trede'. Pas 'text' aan."


def _dangling(ways: list[_Way], *, places: list[object]) -> Iterator[str]:
    """Yield every arrow that leads nowhere: not filled in, or to a place that does not exist."""
    known = ", ".join(dict.fromkeys(_shown(place) for place in places))
    for way in ways:
        if way.target is None and "/" not in way.where and way.source != "start":
            yield f"{way.where}: hier loopt de weg dood. Vul bij 'to' in waarheen: {known}."
        elif way.target is not None and not _is_one_of(way.target, places):
            yield (
                f"{way.where}: 'to' wijst naar {_shown(way.target)}, en die is er niet. "
                f"Kies uit: {known}."
            )


def _shown(place: object) -> str:
    """Return a place as the file writes it."""
    return f"'{place}'" if isinstance(place, str) else str(place).lower()


def _is_one_of(target: object, places: list[object]) -> bool:
    """Whether a target is one of the places; in TOML true and 1.0 are not 1."""
    return type(target) in (int, str) and target in places


def _unreachable(ways: list[_Way], *, places: list[object]) -> Iterator[str]:
    """Yield every place that no arrow from elsewhere leads to.

    A place that only an unreachable place leads to is not named again; a closed circle is a loop.
    """
    for place in places:
        if not any(way.target == place and way.source != place for way in ways):
            named = f"uitgang '{place}'" if isinstance(place, str) else f"stap {place}"
            yield (
                f"Naar {named} leidt geen enkel antwoord. "
                "Laat er een antwoord heen wijzen of haal dit deel weg."
            )


def _loops(ways: list[_Way], *, places: list[object]) -> Iterator[str]:
    """Yield every closed circle of steps, once, starting at its lowest number."""
    seen: set[frozenset[int]] = set()
    for number in sorted(place for place in places if isinstance(place, int)):
        circle = _circle(ways, way_so_far=[number])
        if circle and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            shown = ", ".join(str(step) for step in [*circle, number])
            yield f"De stappen {shown} vormen een kring. Laat één ervan verder wijzen."


def _circle(ways: list[_Way], *, way_so_far: list[int]) -> list[int]:
    """Return the steps of the first way found that comes back to where it began; else nothing."""
    targets = [w.target for w in ways if w.source == way_so_far[-1] and isinstance(w.target, int)]
    if way_so_far[0] in targets:
        return way_so_far
    onward = (t for t in targets if t not in way_so_far)
    found = (_circle(ways, way_so_far=[*way_so_far, target]) for target in onward)
    return next((circle for circle in found if circle), [])


def _finish_faults(exits: list[TomlTable]) -> Iterator[str]:
    """Yield what is wrong with the ways out: a label each, and one finish with a mailbox."""
    for way_out in exits:
        if "text" not in way_out and "own_label" not in way_out:
            key = way_out.get("key")
            yield f"[[exit]] '{key}': er is geen tekst. Vul 'text' of 'own_label' in."
    finishes = [way_out for way_out in exits if "mailbox" in way_out]
    if len(finishes) != 1:
        yield (
            f"{len(finishes)} uitgangen hebben een mailbox. "
            "Geef precies één [[exit]] een 'contact' en een 'mailbox'."
        )
