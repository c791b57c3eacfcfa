"""From the first form of a session folder to that of today: what comes in session.toml, and where.

A folder of the first form stays good. Nothing that stands in the file changes: lines come between.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop_analysis.checks import SessionError
from workshop_analysis.files.opened import OpenedFolder, open_folder
from workshop_analysis.files.toml_file import TomlFile, scan_toml
from workshop_analysis.folder.format import FIRST, KEY, NEWEST
from workshop_analysis.folder.session import FILE
from workshop_analysis.folder.sheet_codes import scan_sheet_codes
from workshop_analysis.folder.sheet_words import CODES_SHEET
from workshop_analysis.folder.sheet_words import FILE as SPREADSHEET
from workshop_analysis.terms import Evidence

MARK = "\ufeff"
"""What some editors put before the first letter of a file; it must stay the first."""

PROMPTS: dict[str, str] = {
    "participants": "Hoeveel mensen deden er mee, en is dat geteld of geschat?",
    "question": "Welke vraag kregen de deelnemers? Schrijf hem op, woord voor woord.",
    "method": "Hoe is er gewerkt: tafels, briefjes, stippen plakken?",
    "selection": "Wie waren er uitgenodigd, door wie, en wie kwamen er niet?",
    "unit": "Wat is één bijdrage: één briefje, één zin, één punt van een tafel?",
    "contact": "Bij wie kan een lezer terecht? Het adres van uw team, nooit van een persoon.",
    "licence": "Mogen anderen deze gegevens gebruiken, en hoe?",
}
"""What is asked of a session, fact by fact; a fact that is absent is not known."""


@dataclass(frozen=True)
class Upgrade:
    """What would come in session.toml: the lines, and the whole text with them in their place.

    `form` is what the folder has now. `kept_by` names the sessions that carry the sha256 of this
    file, which must therefore keep its bytes; a published list always does. `fits` is False where
    the lines have no place that surely changes nothing: they are then for the person to add.
    `by_hand` says what is in other files.
    """

    form: int
    lines: tuple[str, ...]
    text: str
    fits: bool
    published: bool
    kept_by: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()

    @property
    def frozen(self) -> bool:
        """Whether the file must stay as it is."""
        return self.published or bool(self.kept_by)


def upgrade_of(folder: OpenedFolder) -> Upgrade:
    """Return what a folder lacks of the form of today.

    Raises
    ------
    SessionError
        When session.toml cannot be read.
    """
    file = scan_toml(folder[FILE])
    if file.value is None:
        raise SessionError(file.faults)
    written = file.value
    newline = "\r\n" if b"\r\n" in folder[FILE].content else "\n"
    form = written.data.get(KEY, FIRST)
    head = [] if KEY in written.data else [f"{KEY} = {NEWEST}"]
    asked = [*_asked(written)]
    text = folder[FILE].content.decode("utf-8")
    mark = MARK if text.startswith(MARK) else ""
    new = mark + _with_lines(text.removeprefix(MARK), head, asked, newline=newline)
    return Upgrade(
        form=form if isinstance(form, int) else FIRST,
        lines=(*head, *asked),
        text=new,
        fits=_says_the_same(new, written, head=head),
        published=written.data.get("evidence") == Evidence.PUBLISHED,
        kept_by=tuple(_kept_by(folder, written.data.get("key"))),
        by_hand=tuple(_by_hand(folder)),
    )


def write_upgrade(place: Path, upgrade: Upgrade) -> Path:
    """Write session.toml with the lines in it, whole or not at all, and return its path."""
    path = place / FILE
    beside = path.with_name(f".{FILE}.bezig")
    beside.write_bytes(upgrade.text.encode("utf-8"))
    return beside.replace(path)


def _asked(file: TomlFile) -> Iterator[str]:
    """Yield a question and an empty key for each fact that the file does not speak of at all."""
    for fact, question in PROMPTS.items():
        if fact not in file.data and not re.search(rf"(?m)^\s*#\s*{fact}\b", file.text):
            yield f"# {question}"
            yield f'# {fact} = ""'


def _with_lines(text: str, head: list[str], asked: list[str], *, newline: str) -> str:
    """Return the text with `head` before the first key and `asked` before the first [table]."""
    lines = text.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if _KEY_LINE.match(line)), len(lines))
    table = next((n for n, line in enumerate(lines) if _TABLE_LINE.match(line)), len(lines))
    while table and lines[table - 1].startswith("#"):  # the comment that belongs to the table
        table -= 1
    if table == len(lines) and lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    more = [f"{line}{newline}" for line in ["", *asked, ""]] if asked else []
    before = [f"{line}{newline}" for line in head]
    return "".join([*lines[:first], *before, *lines[first:table], *more, *lines[table:]])


_KEY_LINE = re.compile(r"\s*[\w\"'.-]+\s*=")
_TABLE_LINE = re.compile(r"\s*\[")


def _says_the_same(text: str, file: TomlFile, *, head: list[str]) -> bool:
    """Whether the new text says what the old one said, and the form of the folder beside it."""
    try:
        data = tomllib.loads(text.removeprefix(MARK))
    except tomllib.TOMLDecodeError:
        return False
    return data == file.data | ({KEY: NEWEST} if head else {})


def _kept_by(folder: OpenedFolder, key: object) -> Iterator[str]:
    for place in folder.beside():
        other = open_folder(place)
        file = scan_toml(other[FILE]).value if FILE in other else None
        baseline = file.data.get("baseline") if file else None
        if isinstance(baseline, dict) and baseline.get("key") == key:
            yield str(place)


def _by_hand(folder: OpenedFolder) -> Iterator[str]:
    sheet = scan_sheet_codes(folder[SPREADSHEET]) if SPREADSHEET in folder else None
    if sheet is not None and not sheet.counts:
        yield (
            f"{SPREADSHEET}: het blad '{CODES_SHEET}' heeft geen kolommen 'codeur' en 'reden'. Het "
            "mag zo blijven; een nieuwe code zet u dan in codebook.toml."
        )
