"""What a screen reader finds in a tagged PDF: headings, tables, alternative texts, links.

veraPDF passes a file whose headings were all turned into paragraphs; this reader does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

HEADING = re.compile(r"/H([1-6])")
INSIDE_A_LINE = {"/Span", "/Em", "/Strong", "/Link", "/Lbl", "/Reference"}


@dataclass(frozen=True)
class TableShape:
    """A table as it is tagged; `referring` says that every cell names the headers it is under."""

    columns: tuple[str, ...]
    row_names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    referring: bool


@dataclass(frozen=True)
class TextRun:
    """A run of letters: where it begins and ends, how high its line stands, and its size."""

    left: float
    right: float
    height: float
    size: float
    text: str


class PdfStructure:
    """The tree that is read aloud, and what stands beside it in the file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.pieces = {page.objgen: page_pieces(page) for page in pdf.pages}
        self.elements = list(walk(pdf.Root.StructTreeRoot))

    @property
    def title(self) -> str:
        with self.pdf.open_metadata() as metadata:
            return str(metadata["dc:title"])

    @property
    def language(self) -> str:
        return str(self.pdf.Root.Lang)

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = [(HEADING.fullmatch(str(element.S)), element) for element in self.elements]
        return [(int(match.group(1)), self.text(element)) for match, element in found if match]

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        with self.pdf.open_outline() as outline:
            return list(_bookmarks(outline.root, level=1))

    @property
    def alts(self) -> list[str]:
        return [str(element.get("/Alt", "")) for element in self.all("/Figure")]

    @property
    def captions(self) -> list[list[str]]:
        return [[self.text(k) for k in children(e)] for e in self.all("/Caption")]

    @property
    def tables(self) -> list[TableShape]:
        return [self._table(element) for element in self.all("/Table")]

    @property
    def lists(self) -> list[tuple[str, int]]:
        return [
            (
                "ol" if _attribute(element, "/ListNumbering") == "/Decimal" else "ul",
                sum(child.S == "/LI" for child in children(element)),
            )
            for element in self.all("/L")
        ]

    @property
    def notes(self) -> list[str]:
        return [self.text(element) for element in self.all("/Note")]

    @property
    def quotations(self) -> list[str]:
        return [self.text(element) for element in self.all("/BlockQuote")]

    @property
    def links(self) -> list[tuple[str, str | int]]:
        """Every link but those of notes: its words, and the address or the page it leads to."""
        marks = {e.objgen for lbl in self.all("/Lbl") for e in walk(lbl)}
        links = [element for element in self.all("/Link") if element.objgen not in marks]
        return [(self.text(element), self._target(element)) for element in links]

    def all(self, kind: str) -> list[Any]:
        """Every element of a kind, in reading order."""
        return [element for element in self.elements if kind == element.S]

    def page(self, element: Any) -> int:
        """The page on which an element begins."""
        first = next(e for e in [element, *walk(element)] if "/Pg" in e)
        return self.pages[first.Pg.objgen]

    def text(self, element: Any) -> str:
        """The text of an element as it is read: one space between lines and blocks."""
        text = "".join(self._texts(element, page=None))
        return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())

    def _texts(self, element: Any, *, page: Any) -> Iterator[str]:
        page = element.get("/Pg", page)
        if "/ActualText" in element:
            yield str(element.ActualText)
            return
        for kid in kids(element):
            if isinstance(kid, int):
                yield self.pieces[page.objgen].get(kid, "")
            elif "/MCID" in kid:
                yield self.pieces[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")
            elif "/S" in kid:
                white = "" if str(kid.S) in INSIDE_A_LINE else " "
                yield white
                yield from self._texts(kid, page=page)
                yield " " if kid.S == "/Lbl" else white

    def _table(self, element: Any) -> TableShape:
        rows = [children(e) for e in walk(element) if e.S == "/TR"]
        cells = [cell for row in rows for cell in row]
        headers = [(str(_attribute(c, "/Scope")), c) for c in cells if c.S == "/TH"]
        names = {str(header.ID) for _, header in headers}
        return TableShape(
            columns=tuple(self.text(c) for scope, c in headers if scope == "/Column"),
            row_names=tuple(self.text(c) for scope, c in headers if scope == "/Row"),
            rows=tuple(tuple(self.text(cell) for cell in row) for row in rows),
            referring=all(set() != _referred(c) <= names for c in cells if c.S == "/TD"),
        )

    def _target(self, element: Any) -> str | int:
        found = next(
            k.Obj for k in kids(element) if isinstance(k, pikepdf.Dictionary) and "/Obj" in k
        )
        if "/A" in found and "/URI" in found.A:
            return str(found.A.URI)
        target = found.A.D if "/A" in found else found.Dest
        if not isinstance(target, pikepdf.Array):
            target = self._destinations[str(target)]
        return self.pages[target[0].objgen]

    @cached_property
    def _destinations(self) -> dict[str, Any]:
        return dict(pikepdf.NameTree(self.pdf.Root.Names.Dests).items())


def walk(element: Any) -> Iterator[Any]:
    """Every structure element below this one, in reading order."""
    for child in children(element):
        yield child
        yield from walk(child)


def children(element: Any) -> list[Any]:
    """The structure elements right below this one."""
    return [k for k in kids(element) if isinstance(k, pikepdf.Dictionary) and "/S" in k]


def kids(element: Any) -> list[Any]:
    """Everything right below a structure element: elements, marked pieces, objects."""
    below = element.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def page_text(page: pikepdf.Page) -> str:
    """Everything that a page shows, header and footer too, in the order of drawing."""
    return "".join(text for _, text in _drawn(page))


def page_pieces(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked piece of a page, by its number; header and footer have none."""
    pieces: dict[int, str] = {}
    for number, text in _drawn(page):
        if number is not None:
            pieces[number] = pieces.get(number, "") + text
    return pieces


def _drawn(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    fonts = {name: letters(font) for name, font in page.resources.get("/Font", {}).items()}
    marks: list[tuple[int | None, str | None]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        shown = ""
        match str(operator):
            case "BDC" | "BMC":
                marks.append(_mark(operands))
                shown = marks[-1][1] or ""
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts[operands[0]]
            case "Tj" | "TJ" if all(replaced is None for _, replaced in marks):
                shown = _shown(operands[0], font=font)
        yield next((n for n, _ in reversed(marks) if n is not None), None), shown


def letters(font: Any) -> dict[int, str]:
    """The text behind each glyph number of a font, by the font's own table."""
    table = font.ToUnicode.read_bytes().decode("ascii", "replace")
    assert "beginbfrange" not in table, "deze vorm van de tabel kent deze lezer niet"
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
    pairs = [p for b in blocks for p in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", b)]
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def text_runs(page: pikepdf.Page) -> list[TextRun]:
    """Every run of letters on a page, with where it begins and ends, in points."""
    fonts = page.resources.get("/Font", {})
    runs: list[TextRun] = []
    place, font, size = (0.0, 0.0), None, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "cm":
                place = float(operands[4]), float(operands[5])
            case "Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case "Tj" | "TJ":
                parts = _parts(operands[0])
                width = _width(parts, widths=glyph_widths(font)) * size / 1000
                text = _shown(operands[0], font=letters(font))
                runs.append(TextRun(place[0], place[0] + width, place[1], size, text))
    return runs


def glyph_widths(font: Any) -> dict[int, float]:
    """The width of each glyph of a font, in thousandths of its size."""
    table, widths = list(font.DescendantFonts[0].W), dict[int, float]()
    while table:
        first, second = int(table.pop(0)), table.pop(0)
        if isinstance(second, pikepdf.Array):
            widths |= {first + k: float(width) for k, width in enumerate(second)}
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(table.pop(0)))
    return widths


def _width(parts: list[Any], *, widths: dict[int, float]) -> float:
    return sum(
        sum(widths.get(code, 0.0) for code in _codes(bytes(part)))
        if isinstance(part, pikepdf.String)
        else -float(part)
        for part in parts
    )


def _parts(shown: Any) -> list[Any]:
    return [shown] if isinstance(shown, pikepdf.String) else list(shown)


def _codes(string: bytes) -> list[int]:
    return [int.from_bytes(string[k : k + 2], "big") for k in range(0, len(string), 2)]


def _shown(shown: Any, *, font: dict[int, str]) -> str:
    strings = [bytes(part) for part in _parts(shown) if isinstance(part, pikepdf.String)]
    codes = [code for string in strings for code in _codes(string)]
    return "".join(font.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes)


def _mark(operands: Any) -> tuple[int | None, str | None]:
    """The number of a marked piece, and the text that stands for it, where it has them."""
    found = operands[1] if len(operands) > 1 else None
    if not isinstance(found, pikepdf.Dictionary):
        return None, None
    number = int(found.MCID) if "/MCID" in found else None
    return number, str(found.ActualText) if "/ActualText" in found else None


def _attribute(element: Any, name: str) -> Any:
    attributes = element.get("/A", [])
    several = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((found[name] for found in several if name in found), None)


def _referred(cell: Any) -> set[str]:
    return {str(name) for name in _attribute(cell, "/Headers") or []}


def _bookmarks(items: Any, *, level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _bookmarks(item.children, level=level + 1)
