"""The kinds and sides that a session declares: [kinds] and [sides] in session.toml, checked.

Without them a session has those of November. Each list is closed: a record stands in one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from workshop_analysis.checks import Checked, Fault, join
from workshop_analysis.files.toml_file import Key, TomlFile, check_keys
from workshop_analysis.terms import (
    HEADERS,
    NOVEMBER_WORDS,
    KindWords,
    Role,
    SideWords,
    Vocabulary,
    in_words,
)

MOST = {"kinds": 4, "sides": 6}
LONGEST = 40
"""So many characters a word may have: it stands above a column and in the middle of a sentence."""
_KEY = "[a-z][a-z0-9]*(-[a-z0-9]+)*"


def _said(*, may_be_absent: bool = False) -> Key:
    """Return what a word must be: no digit, since each digit in a sentence of ours is a count."""
    return Key(
        may_be_absent=may_be_absent,
        pattern=rf"(?=.{{1,{LONGEST}}}$)[^\W\d_]([^\W\d_]|[ –‘’'(),./&-])*",
        way_out="Schrijf het woord met letters, spaties en gewone leestekens, zonder cijfers, in "
        f"hoogstens {LONGEST} tekens.",
    )


SIDE_KEYS: dict[str, Key] = {
    "word": _said(),
    "heading": _said(may_be_absent=True),
    "covers": Key(list, may_be_absent=True),
}
KIND_KEYS: dict[str, Key] = {
    "singular": _said(),
    "plural": _said(),
    "heading": _said(may_be_absent=True),
    "article": Key(may_be_absent=True, allowed=("de", "het")),
    "sides": Key(bool, may_be_absent=True),
    "role": Key(may_be_absent=True, allowed=tuple(Role)),
}
TAKEN = frozenset(
    {
        *("uitkomst", "uitkomsten", "bijdrage", "bijdragen", "code", "codes", "rode draad"),
        *("rode draden", "deelnemer", "deelnemers", "tafel", "tafels", "stippen", "gecodeerd"),
    }
)
"""Words that mean something else in a report, so that no kind can be called by them."""
_FORMS = {
    "kinds": 'wens = {singular = "wens", plural = "wensen"}',
    "sides": 'gemeente = {word = "gemeente"}',
}
_ONE = {"kinds": "soort", "sides": "kant"}
_MORE = {"kinds": "soorten", "sides": "kanten"}


def scan_words(file: TomlFile) -> Checked[Vocabulary]:
    """Return the kinds and sides of a session, and every fault in what it declares.

    With a fault the keys are there as far as they were declared, so that no record is reported
    for a word that was.
    """
    kinds, sides = (_blocks(file, name) for name in ("kinds", "sides"))
    words = Vocabulary(
        tuple(_kind(key, said) for key, said in kinds.value.items()) or NOVEMBER_WORDS.kinds,
        tuple(_side(key, said) for key, said in sides.value.items()) or NOVEMBER_WORDS.sides,
    )
    faults = [*kinds.faults, *sides.faults]
    if not faults:
        faults += [*_twice(file, words), *_roles(file, words), *_joins(file, words)]
        faults += _useless(file, words) if sides.value else []
    used = words if any(kind.sides for kind in words.kinds) else Vocabulary(words.kinds, ())
    return Checked(used, tuple(faults), (*kinds.notices, *sides.notices))


def _blocks(file: TomlFile, name: str) -> Checked[dict[str, dict[str, Any]]]:
    """Return what is said of each key under [kinds] or [sides], with the faults of each alone."""
    declared = file.data.get(name)
    if declared is None:
        return Checked({})
    if not _is_table_of_tables(declared):
        return Checked({}, (file.fault(_form(name), key=name),))
    keys = KIND_KEYS if name == "kinds" else SIDE_KEYS
    checked = {
        key: check_keys(file, keys, block=block, line=file.line(f"{name}.{key}"))
        for key, block in declared.items()
    }
    faults = [fault for one in checked.values() for fault in one.faults]
    faults += [*_keys(file, name, declared), *_number(file, name, declared)]
    notices = tuple(notice for one in checked.values() for notice in one.notices)
    return Checked({key: one.value for key, one in checked.items()}, tuple(faults), notices)


def _is_table_of_tables(declared: Any) -> bool:
    return isinstance(declared, Mapping) and all(isinstance(v, dict) for v in declared.values())


def _form(name: str) -> str:
    return (
        f"hier hoort een blok [{name}] met een regel per {_ONE[name]}, zoals {_FORMS[name]}. "
        "De uitleg staat in data/README.md."
    )


def _keys(file: TomlFile, name: str, declared: Mapping[str, Any]) -> Iterator[Fault]:
    for key in declared:
        place, line = f"{name}.{key}", file.line(f"{name}.{key}")
        if not re.fullmatch(_KEY, key):
            yield file.fault(
                f"'{key}' kan niet als sleutel dienen. Begin met een kleine letter en gebruik "
                f"kleine letters, cijfers en streepjes, zoals '{_FORMS[name].split()[0]}'.",
                key=place,
                line=line,
            )
        elif key in {*HEADERS.values()}:
            yield file.fault(
                f"'{key}' is de naam van een kolom, en kan daarom geen {_ONE[name]} zijn. Kies een "
                "andere sleutel.",
                key=place,
                line=line,
            )


def _number(file: TomlFile, name: str, declared: Mapping[str, Any]) -> Iterator[Fault]:
    if not 1 <= len(declared) <= MOST[name]:
        yield file.fault(
            f"hier staan {len(declared)} {_MORE[name]}. Het mogen er 1 tot en met {MOST[name]} "
            "zijn.",
            key=name,
        )


def _kind(key: str, said: Mapping[str, Any]) -> KindWords:
    plural = str(said["plural"] or key)
    return KindWords(
        key,
        singular=str(said["singular"] or key),
        plural=plural,
        heading=str(said["heading"] or _capital(plural)),
        article=str(said["article"] or "de"),
        sides=bool(said["sides"]),
        role=Role(said["role"]) if said["role"] else None,
    )


def _side(key: str, said: Mapping[str, Any]) -> SideWords:
    word = str(said["word"] or key)
    return SideWords(key, word, str(said["heading"] or _capital(word)), tuple(said["covers"] or ()))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


# -- what must hold over several of them ------------------------------------------------------


def _twice(file: TomlFile, words: Vocabulary) -> Iterator[Fault]:
    """Yield a fault for each word that would stand for two things in the same report."""
    said = [
        *(("kinds", one.key, (one.heading, one.plural, one.singular)) for one in words.kinds),
        *(("sides", one.key, (one.heading, one.word)) for one in words.sides),
    ]
    count = Counter(word for *_, own in said for word in {each.casefold() for each in own})
    keys = Counter(key for _, key, _ in said)
    for name, key, own in said:
        if name not in file.data:  # those of November, which are in order
            continue
        for problem in [
            *([_BOTH.format(key=key)] if keys[key] > 1 else []),
            *(_problem(word, count) for word in {each.casefold(): each for each in own}.values()),
        ]:
            if problem:
                yield file.fault(problem, key=f"{name}.{key}", line=file.line(f"{name}.{key}"))


_BOTH = "'{key}' is een soort en een kant. Geef elk een eigen sleutel."


def _problem(word: str, count: Mapping[str, int]) -> str | None:
    if word.casefold() in TAKEN:
        return f"‘{word}’ betekent hier iets anders. Kies een ander woord."
    if count[word.casefold()] > 1:
        return (
            f"‘{word}’ staat hier voor twee dingen. Geef elke soort en elke kant een eigen woord."
        )
    return None


def _roles(file: TomlFile, words: Vocabulary) -> Iterator[Fault]:
    for role in Role:
        keys = [kind.key for kind in words.kinds if kind.role is role]
        if len(keys) > 1:
            listed = join([f"'{key}'" for key in keys], last="en")
            yield file.fault(
                f'bij {listed} staat role = "{role}". Dat kan bij één soort.', key="kinds"
            )


def _joins(file: TomlFile, words: Vocabulary) -> Iterator[Fault]:
    """Yield a fault for each joint side whose parts are no two other sides of this session."""
    apart = tuple(side.key for side in words.apart)
    for side in words.sides:
        right = set(side.covers) <= set(apart) and len(set(side.covers)) != 1
        if not right:
            yield file.fault(
                "hier horen twee of meer andere kanten te staan. Dat kunnen zijn: "
                f"{join(apart, last='en') if apart else 'geen'}.",
                key=f"sides.{side.key}.covers",
                line=file.line(f"sides.{side.key}"),
            )


def _useless(file: TomlFile, words: Vocabulary) -> Iterator[Fault]:
    if not any(kind.sides for kind in words.kinds):
        yield file.fault(
            "er zijn kanten, en geen enkele soort heeft een kant. Zet bij een soort sides = true, "
            "of haal dit blok weg.",
            key="sides",
        )


# -- writing them down ------------------------------------------------------------------------


def words_text(words: Vocabulary) -> str:
    """Return the blocks [kinds] and [sides] that say these words, as `scan_words` reads them."""
    kinds = [f"{kind.key} = {{{', '.join(_kind_said(kind))}}}" for kind in words.kinds]
    sides = [f"{side.key} = {{{', '.join(_side_said(side))}}}" for side in words.sides]
    return "\n".join(["[kinds]", *kinds, *(["", "[sides]", *sides] if sides else []), ""])


def _kind_said(kind: KindWords) -> Iterator[str]:
    yield f'singular = "{kind.singular}", plural = "{kind.plural}", heading = "{kind.heading}"'
    yield f'article = "{kind.article}"'
    if kind.sides:
        yield "sides = true"
    if kind.role is not None:
        yield f'role = "{kind.role}"'


def _side_said(side: SideWords) -> Iterator[str]:
    yield f'word = "{side.word}", heading = "{side.heading}"'
    if side.covers:
        quoted = [f'"{key}"' for key in side.covers]
        yield f"covers = [{', '.join(quoted)}]"


def facilitator_words(words: Vocabulary) -> dict[str, str]:
    """Return what a facilitator is told of the kinds (`notes`) and of the sides (`sides`)."""
    return {"notes": _notes(words), "sides": _sides_told(words)}


def _notes(words: Vocabulary) -> str:
    colours = [f"één voor {kind.plural}" for kind in words.kinds]
    if len(colours) == 1:
        return f"- [ ] Er zijn briefjes, {colours[0]}."
    return f"- [ ] Er zijn briefjes in {in_words(len(colours))} kleuren: {', '.join(colours)}."


def _sides_told(words: Vocabulary) -> str:
    """Return the line about the side; nothing where no kind has one."""
    if not words.sides:
        return ""
    those = join([f"een {kind.singular}" for kind in words.kinds if kind.sides])
    apart = [side.key for side in words.apart]
    joint = [f"{_all(side, apart)} ({side.key})" for side in words.sides if side.covers]
    told = f"Bij {those} ook de kant: {_alternatives([*apart, *joint])}."
    others = [f"een {kind.singular}" for kind in words.kinds if not kind.sides]
    none = join(others) if others else ""
    rest = f" {none[:1].upper()}{none[1:]} heeft geen kant." if others else ""
    return f"{fill(told + rest, 100, initial_indent='- ', subsequent_indent='  ')}\n"


def _all(side: SideWords, apart: list[str]) -> str:
    if len(apart) == 2:
        return "allebei"
    return join(side.covers, last="en")


def _alternatives(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)}, of {last}" if first else last
