"""VOORBEELD: made-up sessions with kinds and sides of their own, about cooking together.

Nothing in them is called as in November. `published` and `contributed` write a folder with one,
three or six sides; `plain` leaves out the roles and gives two kinds sides, so that nothing can be
judged and every list is a kind on a side.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

NOT_THEIRS = r"belemmering|belofte|\bbeleid\b|uitvoering|gezamenlijk"
"""What none of these sessions says, in small letters."""
SIDES = {
    "bewoners": ("Bewoners", "van bewoners"),
    "koks": ("Koks", "van de koks"),
    "school-2": ("De tweede school", "van de tweede school"),
    "winkels": ("Winkels", None),
    "vrijwilligers": ("Vrijwilligers uit de buurt", "van vrijwilligers"),
    "allen": ("Allen", "van allen samen"),
}
THEMES = {"keuken": "Keuken en gereedschap", "geld": "Geld", "tijd": "Tijd om te koken"}
KINDS = {
    "zorg": ("zorg", "zorgen", "de", "barrier"),
    "wens": ("wens", "wensen", "de", "promise"),
    "idee": ("idee", "ideeën", "het", None),
}


def words(sides: int, *, plain: bool = False) -> str:
    """Give the blocks [kinds] and [sides] of session.toml."""
    return "\n".join([*_kind_lines(plain), *_side_lines(sides), ""])


def published(place: Path, *, sides: int, plain: bool = False) -> Path:
    """Give the folder of a published list with two outcomes in every list."""
    lists = [*_lists(sides, plain), *_lists(sides, plain)]
    rows = [
        (f"{kind}-{number}", kind, side or "", str(number), _text(kind, number))
        for number, (kind, side) in enumerate(lists, start=1)
    ]
    folder = _folder(
        place, "buurthuis", facts='evidence = "published"', words=words(sides, plain=plain)
    )
    _write(folder, "outcomes.csv", "id,kind,side,number,text", rows)
    (folder / "codebook.toml").write_text(_codebook([row[0] for row in rows]), encoding="utf-8")
    if not plain:
        _write(folder, "links.csv", "promise,barrier,strength,coder,reason", _links(rows))
    return folder


def contributed(place: Path, *, sides: int, plain: bool = False) -> Path:
    """Give the folder of a session in which twelve people at six tables said something twice."""
    lists, people = _lists(sides, plain), count(0)
    rows = []
    for number, (kind, side) in enumerate(lists * 4, start=1):
        person = next(people) % 24
        text = f"{_text(kind, number)}, zei nummer {number}"
        rows.append(
            (f"b{number}", kind, side or "", text, f"P{person:02}", str(person % 6), "", "ja")
        )
    facts = 'evidence = "contributions"\nexample = true'
    folder = _folder(place, "kookavond", facts=facts, words=words(sides, plain=plain))
    header = "id,kind,side,text,participant,table,votes,publishable"
    _write(folder, "contributions.csv", header, rows)
    codes = [f"{theme}-code" for theme in THEMES]
    (folder / "codebook.toml").write_text(_codebook(codes, own=True), encoding="utf-8")
    coding = [
        (row[0], codes[(place + shift) % 3], coder, "mens", "")
        for coder, shift in (("A", 0), ("B", 0))
        for place, row in enumerate(rows)
    ]
    _write(folder, "coding.csv", "record,code,coder,origin,reason", coding)
    return folder


def _lists(sides: int, plain: bool) -> list[tuple[str, str | None]]:
    sided = ("zorg", "wens") if plain else ("zorg",)
    return [
        (kind, side) for kind in KINDS for side in ([*SIDES][:sides] if kind in sided else [None])
    ]


def _kind_lines(plain: bool) -> Iterator[str]:
    yield "[kinds]"
    for key, (singular, plural, article, role) in KINDS.items():
        said = [f'singular = "{singular}"', f'plural = "{plural}"', f'article = "{article}"']
        if key == "zorg" or (plain and key == "wens"):
            said.append("sides = true")
        if role and not plain:
            said.append(f'role = "{role}"')
        yield f"{key} = {{{', '.join(said)}}}"


def _side_lines(sides: int) -> Iterator[str]:
    yield "[sides]"
    for key, (heading, phrase) in [*SIDES.items()][:sides]:
        said = [f'heading = "{heading}"', *([f'phrase = "{phrase}"'] if phrase else [])]
        if key == "allen":
            said.append('covers = ["bewoners", "koks"]')
        yield f"{key} = {{{', '.join(said)}}}"


def _text(kind: str, number: int) -> str:
    what = {"zorg": "De oven is te klein", "wens": "Een tweede oven", "idee": "Soep voor allen"}
    return f"{what[kind]} ({'abcdefghijklmnopqrstuvwxyz'[number % 26]})"


def _links(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    wishes, worries = ([row[0] for row in rows if row[1] == kind] for kind in ("wens", "zorg"))
    for place, wish in enumerate(wishes):
        for other, worry in enumerate(worries):
            strength = ("ja", "deels", "nee")[(place + other) % 3]
            yield wish, worry, strength, "A", "Beide noemen de oven."


def _folder(place: Path, key: str, *, facts: str, words: str) -> Path:
    folder = place / key
    folder.mkdir(parents=True)
    text = (
        f'key = "{key}"\ntitle = "Koken in het buurthuis"\ndate = 2025-05-06\n{facts}\n'
        'contact = "koken@buurthuis.example"\n'
        '[publication]\nversion = "1.0"\ndate = 2025-06-01\n'
        f'[source]\ntitle = "Verslag van de kookavond"\n{words}'
    )
    (folder / "session.toml").write_text(text, encoding="utf-8")
    return folder


def _codebook(codes: list[str], *, own: bool = False) -> str:
    lines = ['version = "0.1"', 'title = "Wat wij erin lezen"']
    lines += [f'[[coders]]\nkey = "{key}"\ndescription = "Een lezer."' for key in "AB"]
    for key, name in THEMES.items():
        lines += [f'[[themes]]\nkey = "{key}"\nname = "{name}"\ndefinition = "Over koken."']
        lines += ['include = "Alles."\nexclude = "Niets."\nexample = "De oven is te klein (b)"']
    for place, code in enumerate(codes):
        lines += [f'[[codes]]\ncode = "{code}"']
        lines += [f'text = "Het punt {code}"'] if own else []
        lines += ['definition = "Een punt."\ninclude = "Alles."\nexclude = "Niets."']
        theme = [*THEMES][place % 3]
        lines += [f'[[placements]]\ncode = "{code}"\ntheme = "{theme}"\ncoder = "A"']
        lines += ['reason = "De woorden noemen het."']
    return "\n".join([*lines, ""])


def _write(folder: Path, name: str, header: str, rows: object) -> None:
    lines = [
        header,
        *(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows),
    ]  # type: ignore[attr-defined]
    (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
