"""VOORBEELD: made-up sessions with kinds and sides of their own, about cooking together.

Nothing in them is called as in November. `published` and `contributed` write a folder with one,
three or six sides; `plain` leaves out the roles and gives two kinds sides, so that nothing can be
judged and every list is a kind on a side.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

NOT_THEIRS = r"belemmering|belofte|\bbeleid\b|uitvoering|gezamenlijk"
"""What none of these sessions says, in small letters."""
SIDES = {
    "bewoners": ("bewoners", None),
    "koks": ("koks", None),
    "school-2": ("tweede school", "De tweede school"),
    "winkels": ("winkels", None),
    "vrijwilligers": ("vrijwilligers uit de buurt", "Vrijwilligers"),
    "allen": ("bewoners en koks samen", "Allen"),
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
    rows = _outcomes(sides, plain)
    facts = 'date = 2025-05-06\nevidence = "published"'
    folder = _folder(place, "buurthuis", facts=facts, words=words(sides, plain=plain))
    _write(folder, "outcomes.csv", "id,kind,side,number,text", rows)
    (folder / "codebook.toml").write_text(_codebook(rows), encoding="utf-8")
    if not plain:
        _write(folder, "links.csv", "promise,barrier,strength,coder,reason", _links(rows))
    return folder


def contributed(place: Path, *, sides: int, plain: bool = False, year: int = 2026) -> Path:
    """Give the folder of a later session: each of 24 people at six tables says something at least.

    Two coders read it with the codes of the published list; each tenth fits none of them.
    """
    lists, known = _lists(sides, plain), _outcomes(sides, plain)
    rows = [
        (f"b{n}", kind, side or "", f"{_text(kind, n)}, zei nummer {n}", *_who(n))
        for n, (kind, side) in zip(range(1, max(24, 4 * len(lists)) + 1), cycle(lists))
    ]
    facts = f'date = {year}-05-06\nevidence = "contributions"\nexample = true'
    folder = _folder(place, f"kookavond-{year}", facts=facts, words=words(sides, plain=plain))
    _write(folder, "contributions.csv", "id,kind,side,text,participant,table,publishable", rows)
    (folder / "codebook.toml").write_text(_codebook(known, own=True), encoding="utf-8")
    coding = [
        (row[0], "geen-code" if n % 10 == 9 else known[n % len(lists)][0], coder, "mens", "")
        for coder in "AB"
        for n, row in enumerate(rows)
    ]
    _write(folder, "coding.csv", "record,code,coder,origin,reason", coding)
    return folder


def _who(number: int) -> tuple[str, str, str]:
    return f"P{number % 24:02}", f"{number % 6}", "ja"


def _outcomes(sides: int, plain: bool) -> list[tuple[str, ...]]:
    lists = [*_lists(sides, plain), *_lists(sides, plain)]
    return [
        (f"{kind}-{number}", kind, side or "", str(number), _text(kind, number))
        for number, (kind, side) in enumerate(lists, start=1)
    ]


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
    for key, (word, heading) in [*SIDES.items()][:sides]:
        said = [f'word = "{word}"', *([f'heading = "{heading}"'] if heading else [])]
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
        f'key = "{key}"\ntitle = "Koken in het buurthuis"\n{facts}\n'
        'contact = "koken@buurthuis.example"\n'
        '[publication]\nversion = "1.0"\ndate = 2025-06-01\n'
        f'[source]\ntitle = "Verslag van de kookavond"\n{words}'
    )
    (folder / "session.toml").write_text(text, encoding="utf-8")
    return folder


def _codebook(outcomes: list[tuple[str, ...]], *, own: bool = False) -> str:
    lines = ['version = "0.1"', 'title = "Wat wij erin lezen"']
    lines += [f'[[coders]]\nkey = "{key}"\ndescription = "Een lezer."' for key in "AB"]
    for key, name in THEMES.items():
        lines += [f'[[themes]]\nkey = "{key}"\nname = "{name}"\ndefinition = "Over koken."']
        lines += ['include = "Alles."\nexclude = "Niets."\nexample = "De oven is te klein (b)"']
    for place, (code, *_, text) in enumerate(outcomes):
        lines += [f'[[codes]]\ncode = "{code}"', *([f'text = "{text}"'] if own else [])]
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
