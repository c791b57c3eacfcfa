"""Leaf: pieces of Typst code in which no character of a text can do harm.

All text goes in as a string literal, never as markup, so only three characters need care.
"""

from __future__ import annotations

from collections.abc import Iterable

_NOTHING = "[]"


def string(text: str) -> str:
    """Write a text as a Typst string; line breaks and tabs become spaces."""
    plain = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ")
    return f'"{escaped}"'


def content(parts: Iterable[str]) -> str:
    """Put pieces of code behind one another as one content."""
    pieces = list(parts)
    return "{ " + "; ".join(pieces) + " }" if pieces else _NOTHING


def call(name: str, *arguments: str, **named: str | None) -> str:
    """Write a call; `new_page="true"` becomes `new-page: true`, None is left out."""
    keywords = [
        f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None
    ]
    return f"{name}({', '.join([*keywords, *arguments])})"


def array(items: Iterable[str]) -> str:
    """Write a Typst array; one item too keeps its comma."""
    return "(" + "".join(f"{item}, " for item in items).strip() + ")"


def anchored(code: str, anchor: str | None) -> str:
    """Put before the code the place that a link leads to, if there is one."""
    return code if anchor is None else content([call("anchor", string(anchor)), code])
