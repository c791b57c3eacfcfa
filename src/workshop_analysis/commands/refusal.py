"""Leaf: how a command ends when it does not do what was asked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

FAULTS, WRONG_USE, INTERRUPTED = 1, 2, 130


class Refused(Exception):
    """The command stops; the message is for the reader, `status` for the shell.

    1: the data or the report have faults. 2: the command was used in a way that cannot work.
    """

    def __init__(self, message: str, *, status: int = WRONG_USE) -> None:
        super().__init__(message)
        self.status = status


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest, or None when none is near."""
    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question after the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f" Bedoelde u '{near}'?" if near else ""
