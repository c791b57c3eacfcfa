"""A document → the Typst source of its PDF, and what must be known of it after printing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import jinja2
from babel.dates import format_date

from workshop_analysis.display.drawings import named_svg
from workshop_analysis.display.payloads import Filled
from workshop_analysis.report.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    Prose,
    Steps,
    Table,
    Text,
)
from workshop_analysis.report.steps_pages import render_steps_typst
from workshop_analysis.report.typst_code import array, call, content, string
from workshop_analysis.report.typst_prose import ProseWriter, link
from workshop_analysis.report.typst_table import (
    MM_PER_POINT,
    WIDEST,
    caption,
    row_header,
    table_code,
)
from workshop_analysis.style import Style

_PLACE = "// blok: "  # a comment line that says which block the code below it prints
_TALLEST_PICTURE = 205.0  # in mm: what the page leaves below a caption
_HEADING, _RUNNING_TEXT = "de kop", "de lopende tekst"


@dataclass(frozen=True)
class TypstSource:
    """The source of one PDF: the main file, the pictures it shows, the tables' row headers.

    `row_headers` has one entry per table in reading order: the position of the column that names
    the rows, None where no column does.
    """

    text: str
    pictures: Mapping[str, bytes]
    row_headers: tuple[int | None, ...]

    def block_at(self, line: int) -> str:
        """Name the block that a line of the source (from 1) prints, in Dutch."""
        above = self.text.splitlines()[:line]
        places = [found.removeprefix(_PLACE) for found in above if found.startswith(_PLACE)]
        if not places:
            return "de voorpagina"
        heading = next((place for place in places[::-1] if place.startswith(_HEADING)), None)
        named = heading is None or places[-1] != _RUNNING_TEXT
        return places[-1] if named else f"{_RUNNING_TEXT} onder {heading}"


def render_typst(document: Document, *, style: Style) -> TypstSource:
    """Write the Typst source of a document; equal documents give equal sources."""
    writer = _BlockWriter(document, style=style)
    text = _template().render(
        style=style.typst(),
        front=_front(document),
        one_page=document.one_page,
        title=writer.words(document.title),
        anchor=string(document.title.anchor),
        opening=writer.pieces(document.opening),
        blocks=writer.pieces(document.blocks),
    )
    return TypstSource(text, writer.pictures, tuple(writer.row_headers))


class _BlockWriter:
    """Writes blocks one by one, in reading order, and keeps the pictures and tables it met."""

    def __init__(self, document: Document, *, style: Style) -> None:
        points, sizes = style.layout["print_points"], style.sizes
        self._sizes = [round(points * sizes[name], 3) for name in ("small", "note")]
        self._prose = ProseWriter([note.tokens for note in document.notes])
        self._tables = {b.payload["key"] for b in document.everything if isinstance(b, Table)}
        self.row_headers = self._prose.row_headers
        self.pictures: dict[str, bytes] = {}
        self._makers: dict[type[Any], Callable[[Any], Iterator[str]]] = {
            Heading: self._heading,
            Prose: self._running_text,
            Table: self._table,
            Figure: self._figure,
            Text: self._text,
            Steps: self._steps,
        }

    def pieces(self, blocks: Sequence[Block]) -> str:
        """Write every block as lines of code, each after a line that names it."""
        lines: list[str] = []
        for items, group in groupby(blocks, key=_is_item):
            if items:
                found = list(group)
                lines += [_named(found[0]), self._items(found)]
            else:
                lines += [line for block in group for line in self._named_block(block)]
        return "\n".join(lines)

    def _named_block(self, block: Block) -> Iterator[str]:
        yield _named(block)
        yield from (f"#{code}" for code in self._makers[type(block)](block))

    def words(self, heading: Heading) -> str:
        """Write the words of a heading."""
        return self._prose.inline(heading.tokens)

    def _heading(self, heading: Heading) -> Iterator[str]:
        yield call(
            "section",
            self.words(heading),
            level=str(heading.level),
            anchor=string(heading.anchor),
            new_page="true" if heading.new_page else None,
            reading="true" if heading.interpretation else None,
        )

    def _running_text(self, prose: Prose) -> Iterator[str]:
        yield from self._prose.blocks(prose.tokens)

    def _table(self, table: Table) -> Iterator[str]:
        self.row_headers.append(row_header(table.payload))
        yield table_code(table, sizes=self._sizes)

    def _figure(self, figure: Figure) -> Iterator[str]:
        payload = figure.payload
        name = f"{payload['key']}.svg"
        self.pictures[name] = named_svg(payload, form="wide").encode()
        yield call(
            "report-figure",
            caption(figure.legend),
            picture=string(name),
            alt=string(payload["alt"]),
            width=_picture_width(payload["svg_wide"]),
        )
        if payload["table"]["key"] not in self._tables:
            yield from self._table(Table(payload["table"]))

    def _steps(self, steps: Steps) -> Iterator[str]:
        yield call("block", caption(steps.legend), above="2em", below="1.2em", sticky="true")
        yield render_steps_typst(steps.payload)

    def _text(self, text: Text) -> Iterator[str]:
        yield call("statement", _words(text), role=string(text.payload["role"]))

    def _items(self, texts: Sequence[Block]) -> str:
        return "#" + call("list", *(_words(text) for text in texts if isinstance(text, Text)))


def _is_item(block: Block) -> bool:
    return isinstance(block, Text) and block.payload["role"] == "item"


def _words(text: Text) -> str:
    return content(
        string(part) if isinstance(part, str) else _filled(part) for part in text.payload["parts"]
    )


def _filled(part: Filled) -> str:
    words = string(part["text"])
    return link(f"#{part['target']}", words) if part["target"] else words


def _named(block: Block) -> str:
    """Write the comment by which an error of Typst finds its way back to the notebook."""
    match block:
        case Heading(text=text):
            return f"{_PLACE}{_HEADING} '{text}'"
        case Table(payload=payload):
            return f"{_PLACE}tabel '{payload['key']}'"
        case Figure(payload=payload):
            return f"{_PLACE}figuur '{payload['key']}'"
    return f"{_PLACE}{_RUNNING_TEXT}"


def _picture_width(svg: str) -> str:
    """Give a drawing its own width, or less where the page has no room for it."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        return f"{WIDEST:g}mm"
    width, height = float(found.group(1)), float(found.group(2))
    return f"{round(min(width * MM_PER_POINT, WIDEST, _TALLEST_PICTURE * width / height), 1):g}mm"


def _front(document: Document) -> str:
    front = document.front
    published = datetime.date.fromisoformat(front["publication_date"])
    texts = {
        "title": front["title"],
        "subtitle": front["subtitle"],
        "date_text": front["date_text"],
        "version": front["version"],
        "organisation": front["organisation"],
        "stamp": front["stamp"],
        "language": front["language"],
        "kicker": front["organisation"] if _is_title(document) else front["title"],
        "published_text": format_date(published, format="long", locale="nl_NL"),
    }
    return call(
        "",
        **{name: string(text) if text else "none" for name, text in texts.items()},
        contact=_contact(front["contact"]),
        one_page="true" if document.one_page else "false",
        keywords=array(map(string, front["keywords"])),
        published=f"datetime(year: {published:%Y}, month: {published:%m}, day: {published:%d})",
    )


def _is_title(document: Document) -> bool:
    return document.front["title"] == document.title.text


def _contact(contact: str) -> str:
    return link(f"mailto:{contact}", string(contact)) if "@" in contact else string(contact)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("workshop_analysis.report"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # every text is a Typst string already
    )
    return environment.get_template("report.typ.j2")
