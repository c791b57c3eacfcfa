"""Markdown tokens → Typst code: paragraphs, lists, quotations, notes, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workshop_analysis.report.typst_code import array, call, content, string

Token = Mapping[str, Any]
Maker = Callable[[Token], str]


class ProseWriter:
    """Writes the running text of one document, each note where it is first mentioned.

    `notes[n - 1]` holds the block tokens of the note that a mark with index n refers to;
    `row_headers` gets a None for each Markdown table, whose rows no column names.
    """

    def __init__(self, notes: Sequence[Sequence[Token]]) -> None:
        self._notes = notes
        self._printed: set[int] = set()
        self.row_headers: list[int | None] = []
        self._block_makers: dict[str, Maker] = {
            "paragraph": lambda token: call("par", self.inline(token["children"])),
            "block_text": lambda token: self.inline(token["children"]),
            "block_quote": lambda token: call("quotation", self._inside(token)),
            "list": self._list,
            "table": self._table,
            "block_code": lambda token: call("program", string(token["raw"].rstrip("\n"))),
            "thematic_break": lambda token: "pause",
        }
        self._inline_makers: dict[str, Maker] = {
            "text": lambda token: string(token["raw"]),
            "emphasis": lambda token: call("emph", self.inline(token["children"])),
            "strong": lambda token: call("strong", self.inline(token["children"])),
            "strikethrough": lambda token: call("strike", self.inline(token["children"])),
            "codespan": lambda token: call("raw", string(token["raw"])),
            "softbreak": lambda token: string(" "),
            "linebreak": lambda token: "linebreak()",
            "link": lambda token: link(token["attrs"]["url"], self.inline(token["children"])),
            "footnote_ref": self._note,
        }

    def blocks(self, tokens: Iterable[Token]) -> list[str]:
        """Write one piece of code per block."""
        chosen = (token for token in tokens if token["type"] != "blank_line")
        return [self._block_makers[token["type"]](token) for token in chosen]

    def inline(self, tokens: Iterable[Token]) -> str:
        """Write a run of words as one content."""
        return content(self._inline_makers[token["type"]](token) for token in tokens)

    def _inside(self, token: Token) -> str:
        return content(self.blocks(token["children"]))

    def _list(self, token: Token) -> str:
        ordered = token["attrs"]["ordered"]
        return call(
            "enum" if ordered else "list",
            *(self._inside(item) for item in token["children"]),
            tight="true" if token["tight"] else "false",
            start=str(token["attrs"].get("start", 1)) if ordered else None,
        )

    def _table(self, token: Token) -> str:
        self.row_headers.append(None)
        head, *body = token["children"]
        rows = [row["children"] for part in body for row in part["children"]]
        return call(
            "plain-table",
            array(self.inline(cell["children"]) for cell in head["children"]),
            *(self.inline(cell["children"]) for row in rows for cell in row),
            align=array(cell["attrs"]["align"] or "left" for cell in head["children"]),
        )

    def _note(self, token: Token) -> str:
        number = token["attrs"]["index"]
        label = call("label", string(f"noot-{number}"))
        if number in self._printed:
            return call("footnote", label)
        self._printed.add(number)
        return f"[#{call('note', self._flowing(self._notes[number - 1]))}#{label}]"

    def _flowing(self, tokens: Sequence[Token]) -> str:
        """Write blocks so that the first runs on from what stands before it."""
        first, *rest = tokens
        if first["type"] != "paragraph":
            return content(self.blocks(tokens))
        return content([self.inline(first["children"]), *self.blocks(rest)])


def link(url: str, words: str) -> str:
    """Write a link to an anchor of the report ("#beleid-2") or to an address elsewhere."""
    target = call("label", string(url[1:])) if url.startswith("#") else string(url)
    return call("link", target, words)
