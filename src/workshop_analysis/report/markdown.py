"""The Markdown of a notebook cell as tokens: one reading for HTML and PDF alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import unquote

import mistune

Token = dict[str, Any]
PLUGINS = ("table", "footnotes", "strikethrough", "url")
_OUTSIDE = ("http://", "https://", "mailto:")
_LOOSE_NOTE = re.compile(r"\[\^[^\]\s]+\]")


def parse(source: str) -> tuple[list[Token], dict[str, list[Token]]]:
    """Read Markdown into block tokens and, apart from them, its footnotes.

    mistune's own token tree without blank lines; the footnotes that the text refers to are block
    tokens under their key, which is the `raw` of the `footnote_ref` tokens.
    """
    parsed, _ = _reader().parse(source)
    tokens = cast("list[Token]", parsed)  # without a renderer mistune gives tokens, not text
    blocks = _without_blanks(t for t in tokens if t["type"] != "footnotes")
    items = [item for t in tokens if t["type"] == "footnotes" for item in t["children"]]
    return blocks, {item["attrs"]["key"]: _without_blanks(item["children"]) for item in items}


def walk(tokens: Iterable[Token]) -> Iterator[Token]:
    """Give every token of a tree, parents before their children, in reading order."""
    for token in tokens:
        yield token
        yield from walk(token.get("children", ()))


def plain(tokens: Iterable[Token]) -> str:
    """Write inline tokens as the text that a reader hears, without footnote marks."""
    return "".join(_plain(token) for token in tokens)


def note_keys(tokens: Iterable[Token]) -> list[str]:
    """List the keys of the footnotes that the text refers to, in reading order."""
    return [token["raw"] for token in walk(tokens) if token["type"] == "footnote_ref"]


def slug(text: str) -> str:
    """Make an anchor of a heading: lower case, no accents, hyphens between words."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    anchor = "-".join(words)
    return anchor if anchor[:1].isalpha() else f"kop-{anchor}".rstrip("-")


def settle(tokens: Iterable[Token], *, numbers: Mapping[str, int]) -> tuple[Token, ...]:
    """Give the tokens with footnotes numbered through the document and `#links` as anchors.

    `numbers` gives each footnote key of the cell its number; the tokens given stay as they are.
    JupyterLab's own `#Kop-met-woorden` becomes our anchor `kop-met-woorden`.
    """
    return tuple(_settled(token, numbers=numbers) for token in tokens)


def faults(tokens: list[Token]) -> list[str]:
    """Name everything in Markdown that a report cannot carry: one Dutch sentence each."""
    return [fault for token in walk(tokens) for fault in _token_faults(token)]


def shortened(text: str) -> str:
    """Write a text on one line of at most forty characters, to quote it in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


@cache
def _reader() -> mistune.Markdown:
    return mistune.create_markdown(renderer=None, plugins=list(PLUGINS))


def _without_blanks(tokens: Iterable[Token]) -> list[Token]:
    kept = [token for token in tokens if token["type"] != "blank_line"]
    return [
        {**token, "children": _without_blanks(token["children"])} if "children" in token else token
        for token in kept
    ]


def _plain(token: Token) -> str:
    if token["type"] in {"softbreak", "linebreak"}:
        return " "
    if token["type"] == "footnote_ref":
        return ""
    return str(token["raw"]) if "raw" in token else plain(token.get("children", ()))


def _settled(token: Token, *, numbers: Mapping[str, int]) -> Token:
    changed = dict(token)
    if token["type"] == "footnote_ref":
        changed["attrs"] = {"index": numbers[token["raw"]]}
    if token["type"] == "link" and token["attrs"]["url"].startswith("#"):
        changed["attrs"] = {**token["attrs"], "url": "#" + slug(unquote(token["attrs"]["url"]))}
    if "children" in token:
        changed["children"] = list(settle(token["children"], numbers=numbers))
    return changed


def _token_faults(token: Token) -> list[str]:
    check = _CHECKS.get(token["type"])
    return [fault] if check and (fault := check(token)) else []


def _html_fault(token: Token) -> str:
    return (
        f"bevat HTML ('{shortened(token['raw'])}'). Schrijf het als Markdown; "
        "een tabel of figuur komt uit ReportTable of ReportFigure."
    )


def _image_fault(token: Token) -> str:
    alt = plain(token["children"]).strip()
    if not alt:
        return (
            "bevat een afbeelding zonder alternatieve tekst. Toon haar met ReportFigure en zeg "
            "met alt wat er te zien is."
        )
    return (
        f"bevat een losse afbeelding ('{shortened(alt)}'). Toon haar met ReportFigure: dan heeft "
        "zij ook een bijschrift, een bron en de cijfers als tabel."
    )


def _link_fault(token: Token) -> str | None:
    url, words = token["attrs"]["url"], plain(token["children"]).strip()
    if not words:
        return f"bevat een link zonder tekst (naar '{url}'). Geef de link woorden."
    if not url.startswith(("#", *_OUTSIDE)):
        return (
            f"bevat een link naar '{url}'. Een rapport staat op zichzelf: link naar '#anker' in "
            "het rapport, of naar een adres met https:// of mailto:."
        )
    return None


def _heading_fault(token: Token) -> str | None:
    if not plain(token["children"]).strip():
        return "bevat een kop zonder tekst. Geef de kop woorden of haal de hekjes weg."
    return None


def _text_fault(token: Token) -> str | None:
    found = _LOOSE_NOTE.search(token["raw"])
    if found:
        mark = found.group()
        return f"verwijst naar noot {mark}, maar heeft die niet. Zet '{mark}: …' in dezelfde cel."
    return None


_CHECKS = {
    "block_html": _html_fault,
    "inline_html": _html_fault,
    "image": _image_fault,
    "link": _link_fault,
    "heading": _heading_fault,
    "text": _text_fault,
}
