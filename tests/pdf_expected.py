"""What a document must look like in the PDF's tree, read from the document alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pdf_structure import PdfStructure, TableShape, walk

from workshop_analysis.display.cells import cell_lines, cell_text
from workshop_analysis.report.blocks import (
    Document,
    Figure,
    Heading,
    Prose,
    Steps,
    Table,
    Text,
)
from workshop_analysis.report.markdown import plain

FIELDS = (
    "title",
    "language",
    "headings",
    "bookmarks",
    "alts",
    "captions",
    "tables",
    "lists",
    "notes",
    "quotations",
    "links",
)


def differences(found: PdfStructure, document: Document) -> list[str]:
    """Name every property in which the PDF is not what the document says."""
    expected = Expected(document, found)
    different = [name for name in FIELDS if getattr(found, name) != getattr(expected, name)]
    return different + (["text"] if expected.missing() else [])


class Expected:
    """The properties of `PdfStructure`, as they should be; pages are looked up in `found`."""

    def __init__(self, document: Document, found: PdfStructure) -> None:
        self.document = document
        self.found = found
        self.tokens = list(_in_reading_order(document))
        self.title = document.front["title"]
        self.language = document.front["language"]
        self.headings = [(heading.level, heading.text) for heading in document.headings]
        self.bookmarks = self.headings

    @property
    def shown(self) -> list[Any]:
        """Every block, a figure followed by its own table unless the report shows that anyway."""
        return list(_shown(self.document))

    @property
    def alts(self) -> list[str]:
        return [block.payload["alt"] for block in self.shown if isinstance(block, Figure)]

    @property
    def captions(self) -> list[list[str]]:
        return [_caption(b.payload) for b in self.shown if isinstance(b, Figure | Table)]

    @property
    def tables(self) -> list[TableShape]:
        tables = []
        for block, tokens in self.tokens:
            if isinstance(block, Table):
                tables.append(_report_table(block.payload))
            tables += [_markdown_table(token) for token in tokens if token["type"] == "table"]
        return tables

    @property
    def lists(self) -> list[tuple[str, int]]:
        lists = []
        for is_items, group in groupby(self.tokens, key=lambda pair: _is_item(pair[0])):
            if is_items:
                lists.append(("ul", len(list(group))))
                continue
            for token in (token for _, tokens in group for token in tokens):
                if token["type"] == "list":
                    kind = "ol" if token["attrs"]["ordered"] else "ul"
                    lists.append((kind, len(token["children"])))
        return lists

    @property
    def notes(self) -> list[str]:
        return [f"{n.number} {_paragraphs(n.tokens)}" for n in self.document.notes]

    @property
    def quotations(self) -> list[str]:
        tokens = [token for _, tokens in self.tokens for token in tokens]
        return [_paragraphs(t["children"]) for t in tokens if t["type"] == "block_quote"]

    @property
    def links(self) -> list[tuple[str, str | int]]:
        return [(text, self._page(url)) for text, url in self._links()]

    def missing(self) -> str | None:
        """The first words that do not stand in the PDF after the words before them, if any."""
        text = _squashed(self.found.text(self.found.pdf.Root.StructTreeRoot))
        place = 0
        for words in self._words():
            place = text.find(_squashed(words), place)
            if place < 0:
                return words
        return None

    def _links(self) -> Iterator[tuple[str, str]]:
        contact = self.document.front["contact"]
        if "@" in contact:
            yield contact, f"mailto:{contact}"
        blocks = self.tokens
        opening = len(list(_shown(self.document, blocks=self.document.opening)))
        yield from _block_links(blocks[: opening + 1])
        for heading in self.document.headings:
            if heading.level == 2:
                yield self._entry(heading), f"#{heading.anchor}"
        yield from _block_links(blocks[opening + 1 :])

    def _entry(self, heading: Heading) -> str:
        return f"{heading.text} \N{WORD JOINER}{self._page('#' + heading.anchor)}"

    def _page(self, url: str) -> str | int:
        """The page that an anchor stands on, looked up by the words that stand there."""
        if not url.startswith("#"):
            return url
        anchor, found = url[1:], self.found
        for heading in self.document.headings:
            if heading.anchor == anchor:
                pages = {found.text(e): found.page(e) for e in found.elements if "/H" in str(e.S)}
                return pages.get(heading.text, 0)
        for block in self.shown:
            if isinstance(block, Table) and anchor in block.payload["anchors"]:
                return self._row_page(block.payload, anchor)
        for block in self.shown:
            if isinstance(block, Steps) and (words := _place_in_steps(block.payload, anchor)):
                places = found.all("/LI") + found.all("/P")
                return next(found.page(e) for e in places if found.text(e).startswith(words))
        captions = {found.text(e): found.page(e) for e in found.all("/Caption")}
        blocks = [b for b in self.shown if isinstance(b, Table | Figure) and b.anchor == anchor]
        return captions.get(" ".join(_caption(blocks[0].payload)), 0)

    def _row_page(self, payload: Any, anchor: str) -> int:
        row = payload["rows"][payload["anchors"].index(anchor)]
        name = cell_text(row[_header(payload)])
        tables = [t for t in self.found.all("/Table") if payload["caption"] in self.found.text(t)]
        cells = [e for t in tables for e in walk(t) if e.S == "/TH" and self.found.text(e) == name]
        return self.found.page(cells[0]) if cells else 0

    def _words(self) -> Iterator[str]:
        front = self.document.front
        yield self.document.title.text
        yield from (front["subtitle"], front["date_text"], front["version"], front["contact"])
        for block, tokens in self.tokens[1:]:
            if isinstance(block, Table):
                yield from (cell_text(c) for c in block.payload["rows"][-1] if isinstance(c, str))
            elif isinstance(block, Text):
                yield from (p if isinstance(p, str) else p["text"] for p in block.payload["parts"])
            yield from (t["raw"] for t in tokens if t["type"] in {"text", "codespan"})


def _shown(document: Document, *, blocks: Any = None) -> Iterator[Any]:
    own = {block.payload["key"] for block in document.everything if isinstance(block, Table)}
    for block in document.everything if blocks is None else blocks:
        yield block
        if isinstance(block, Figure) and block.payload["table"]["key"] not in own:
            yield Table(block.payload["table"])


def _in_reading_order(document: Document) -> Iterator[tuple[Any, list[Any]]]:
    """Give every block with all its tokens, each note where it is first mentioned."""
    mentioned: set[int] = set()

    def walk(tokens: Any) -> Iterator[Any]:
        for token in tokens:
            yield token
            yield from walk(token.get("children", ()))
            if token["type"] == "footnote_ref" and token["attrs"]["index"] not in mentioned:
                mentioned.add(token["attrs"]["index"])
                yield from walk(document.notes[token["attrs"]["index"] - 1].tokens)

    for block in [document.title, *_shown(document)]:
        tokens = block.tokens if isinstance(block, Heading | Prose) else ()
        steps = [_steps_as_list(block.payload)] if isinstance(block, Steps) else ()
        yield block, list(walk(tokens or steps))


def _place_in_steps(payload: Any, anchor: str) -> str | None:
    """Give the words with which the step or the way out begins that has this anchor."""
    names = {s["anchor"]: f"{s['number']}. {s['question']}" for s in payload["steps"]}
    return {**names, **{e["anchor"]: e["label"] for e in payload["exits"]}}.get(anchor)


def _steps_as_list(payload: Any) -> Any:
    """Write the steps as tokens of Markdown: what they should look like to a reader."""
    items = [[*_answers_as_list(s), *_onward_as_link("Verder", s)] for s in payload["steps"]]
    exits = [
        _link(e["mailbox"], f"mailto:{e['mailbox']}") for e in payload["exits"] if e["mailbox"]
    ]
    steps = {"type": "list", "attrs": {"ordered": True}, "children": [_item(i) for i in items]}
    return {"type": "steps", "children": [steps, *exits]}


def _answers_as_list(step: Any) -> list[Any]:
    items = [
        [*_onward_as_link(answer["text"], answer), *_bullets(_choices(answer))]
        for answer in step["answers"]
    ]
    return _bullets(items)


def _choices(answer: Any) -> list[list[Any]]:
    return [_onward_as_link(choice["text"], choice) for choice in answer["choices"]]


def _bullets(items: list[list[Any]]) -> list[Any]:
    tokens = {"type": "list", "attrs": {"ordered": False}, "children": [_item(i) for i in items]}
    return [tokens] if items else []


def _item(children: list[Any]) -> Any:
    return {"type": "list_item", "children": children}


def _onward_as_link(text: str, way: Any) -> list[Any]:
    return [_link(f"{text}, {way['next']}", f"#{way['target']}")] if way["target"] else []


def _link(text: str, url: str) -> Any:
    words = [{"type": "text", "raw": text}]
    return {"type": "link", "children": words, "attrs": {"url": url}}


def _block_links(blocks: Any) -> Iterator[tuple[str, str]]:
    for block, tokens in blocks:
        yield from (
            (plain(t["children"]), t["attrs"]["url"]) for t in tokens if t["type"] == "link"
        )
        parts = block.payload["parts"] if isinstance(block, Text) else ()
        cells = (
            [c for row in block.payload["rows"] for c in row] if isinstance(block, Table) else ()
        )
        found = [p for p in parts if not isinstance(p, str)]
        found += [line for cell in cells for line in cell_lines(cell)]
        yield from ((one["text"], f"#{one['target']}") for one in found if one["target"])


def _caption(payload: Any) -> list[str]:
    flags = [payload.get("stamp"), payload.get("interpretation")]
    lines = [*flags, payload["caption"], payload.get("note"), f"Bron: {payload['source']}."]
    return [line for line in lines if line]


def _report_table(payload: Any) -> TableShape:
    labels = tuple(column["label"] for column in payload["columns"])
    rows = tuple(
        tuple(" ".join(_spaced(line["text"]) for line in cell_lines(cell)) for cell in row)
        for row in payload["rows"]
    )
    names = tuple(row[_header(payload)] for row in rows)
    return TableShape(columns=labels, row_names=names, rows=(labels, *rows), referring=True)


def _spaced(text: str) -> str:
    """Give the text with plain spaces: Typst writes a no-break space as a space in the PDF."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _markdown_table(token: Any) -> TableShape:
    head, *body = token["children"]
    labels = tuple(plain(cell["children"]) for cell in head["children"])
    rows = [
        tuple(plain(cell["children"]) for cell in row["children"])
        for part in body
        for row in part["children"]
    ]
    return TableShape(columns=labels, row_names=(), rows=(labels, *rows), referring=True)


def _header(payload: Any) -> int:
    return [column["key"] for column in payload["columns"]].index(payload["row_header"])


def _is_item(block: Any) -> bool:
    return isinstance(block, Text) and block.payload["role"] == "item"


def _paragraphs(tokens: Any) -> str:
    return " ".join(
        plain(t["children"]) for t in tokens if t["type"] in {"paragraph", "block_text"}
    )


def _squashed(text: str) -> str:
    return "".join(text.split())
