"""What is wrong with a file, where, and the way out: said in Dutch, every fault at once."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

ROWS_SHOWN = 10
"""So many rows are named where one fault occurs on many rows; the rest is counted."""
LIST_SEARCHED = 1000
"""In a longer list no nearest word is sought: that would take seconds for each fault."""
VALUE_SHOWN = 60
"""So many characters of a value are repeated; a word of a list is shorter."""
MEANT_BY = {
    "allebei": "gezamenlijk",
    "beide": "gezamenlijk",
    "beiden": "gezamenlijk",
    "beleid en uitvoering": "gezamenlijk",
    "beleid/uitvoering": "gezamenlijk",
    "samen": "gezamenlijk",
    "uitvoering en beleid": "gezamenlijk",
}
"""What people write for a word of a closed list, where its letters say nothing of that."""
_DIGITS = re.compile("[0-9]+")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, with the place as the person sees it in the file."""

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    row_word: str = "rij"
    column_word: str = "kolom"

    def __str__(self) -> str:
        """Return the Dutch sentence: file, row, column, what is wrong and the way out."""
        return _sentence(self, f"{self.row_word} {self.row}" if self.row is not None else None)


class SessionError(Exception):
    """A folder or file that cannot be accepted; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order in which they were found."""
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return every fault, one a line; the same fault on many rows is one line."""
        return "\n".join(fault_lines(self.faults))


@dataclass(frozen=True)
class Checked(Generic[Value]):
    """What could be read, with all faults and all notices; a notice does no harm."""

    value: Value
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()

    def accept(self) -> Value:
        """Return the value when nothing is wrong with it.

        Raises
        ------
        SessionError
            With every fault.
        """
        if self.faults:
            raise SessionError(self.faults)
        return self.value


def not_there(value: str, allowed: tuple[str, ...]) -> str:
    """Return the sentence for a word that is not in a short closed list."""
    instead = MEANT_BY.get(" ".join(value.casefold().split()))
    near = f"Bedoelde u '{instead}'?" if instead in allowed else meant(value, allowed)
    parts = (f"'{short(value)}' bestaat niet.", near, f"Toegestaan: {join(allowed)}.")
    return " ".join(part for part in parts if part)


def short(value: str) -> str:
    """Return the value as a message repeats it: whole, unless it is a text and no word."""
    return value if len(value) <= VALUE_SHOWN else f"{value[: VALUE_SHOWN - 1]}…"


@functools.cache
def nearest(value: str, words: tuple[str, ...]) -> str | None:
    """Return the word most like this one, or None when nothing is like it or the list is long.

    A word with another number is never meant: 'beleid-4' is no misspelling of 'beleid-9'.
    """
    if len(words) > LIST_SEARCHED or len(value) > VALUE_SHOWN:
        return None
    small = value.strip().casefold()
    by_small = {word.casefold(): word for word in reversed(words)}
    same = [word for word in by_small if _same_number(word, small)]
    found = difflib.get_close_matches(small, same, n=1, cutoff=0.6)
    return by_small[found[0]] if found else None


def _same_number(one: str, other: str) -> bool:
    numbers = [[int(digits) for digits in _DIGITS.findall(word)] for word in (one, other)]
    return not all(numbers) or numbers[0] == numbers[1]


def meant(value: str, words: tuple[str, ...]) -> str:
    """Return "Bedoelde u 'x'?" with the nearest word, or nothing when no word is near."""
    near = nearest(value, words)
    return f"Bedoelde u '{near}'?" if near else ""


def join(words: Iterable[str], *, last: str = "of") -> str:
    """Return the words as a Dutch list: a, b of c."""
    *first, end = list(words)
    return f"{', '.join(first)} {last} {end}" if first else end


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """Return one line per fault; a fault that returns on other rows stands there once."""
    groups: dict[tuple[str, str | None, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.file, fault.column, fault.message), []).append(fault)
    return [_group_line(group) for group in groups.values()]


def _group_line(group: list[Fault]) -> str:
    rows = [str(fault.row) for fault in group if fault.row is not None]
    if len(rows) < 2:
        return str(group[0])
    more = len(rows) - ROWS_SHOWN
    shown = [*rows[:ROWS_SHOWN], f"nog {more} andere"] if more > 0 else rows
    plural = {"rij": "rijen", "regel": "regels", "blok": "blokken"}[group[0].row_word]
    return _sentence(group[0], f"{plural} {join(shown, last='en')}")


def _sentence(fault: Fault, rows: str | None) -> str:
    column = f"{fault.column_word} '{fault.column}'" if fault.column is not None else None
    place = ", ".join(part for part in (fault.file, rows, column) if part)
    return f"{place}: {fault.message}"
