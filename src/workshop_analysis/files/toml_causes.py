"""Why a line of TOML cannot be read, in the words of whoever typed it: the real cause, if known."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

_DAY_FIRST = re.compile(r"=\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s*(#.*)?$")
_DAY = re.compile(r"=\s*(\d{4})-(\d\d)-(\d\d)\s*(#.*)?$")
_CURLED = re.compile("[“”„‟‘’]")
_VALUE = re.compile(r'=\s*"(.*)"\s*(#.*)?$')
_GENERAL = (
    "Kijk of er een aanhalingsteken, een haakje of een = ontbreekt, en of dezelfde sleutel er niet "
    "twee keer staat."
)


def why_unreadable(line: str) -> str:
    """Return what is wrong with a line that TOML does not read, and the way out."""
    return next((said for cause in _CAUSES if (said := cause(line))), _GENERAL)


def _curled(line: str) -> str | None:
    value = line.partition("=")[2].strip()
    if not _CURLED.match(value):
        return None
    return (
        f"Om deze tekst staan gekrulde aanhalingstekens ({value[0]}), zoals Word ze maakt. Typ "
        'rechte: ".'
    )


def _day_first(line: str) -> str | None:
    if not _DAY_FIRST.search(line):
        return None
    return "Een datum staat hier als jaar-maand-dag, zonder aanhalingstekens: 2026-03-17."


def _no_such_day(line: str) -> str | None:
    found = _DAY.search(line)
    if not found:
        return None
    year, month, day = (int(found[part]) for part in (1, 2, 3))
    try:
        datetime.date(year, month, day)
    except ValueError:
        return f"De datum {found[1]}-{found[2]}-{found[3]} bestaat niet."
    return None


def _quotes_inside(line: str) -> str | None:
    found = _VALUE.search(line)
    if not found or not re.search(r'(?<!\\)"', found[1]):
        return None
    return (
        "In deze tekst staan zelf dubbele aanhalingstekens. Gebruik daar enkele (') of zet er een "
        'backslash voor: \\".'
    )


def _backslash(line: str) -> str | None:
    found = _VALUE.search(line)
    if not found or "\\" not in found[1]:
        return None
    return (
        "Een backslash (\\) heeft hier een eigen betekenis. Typ hem dubbel (\\\\), of zet de hele "
        "tekst tussen enkele aanhalingstekens (')."
    )


_CAUSES: tuple[Callable[[str], str | None], ...] = (
    *(_curled, _day_first, _no_such_day),
    *(_quotes_inside, _backslash),
)
"""Each takes the line and gives the cause it knows; the first that knows one is believed."""
