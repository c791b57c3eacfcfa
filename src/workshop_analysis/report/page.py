"""A neutral document as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from babel.dates import format_date
from markupsafe import Markup, escape

from workshop_analysis.display.cells import SHORT_TEXT, cell_lines, number_text
from workshop_analysis.display.downloads import csv_bytes
from workshop_analysis.display.drawings import named_svg
from workshop_analysis.display.payloads import Line, TablePayload
from workshop_analysis.report.blocks import Block, Document, Heading, Text
from workshop_analysis.report.prose_html import ProseRenderer
from workshop_analysis.report.steps_pages import render_steps_html
from workshop_analysis.style import Style

_TEMPLATES = Path(__file__).with_name("templates")
_FACES = (
    ("light", 300, "normal"),
    ("regular", 400, "normal"),
    ("italic", 400, "italic"),
    ("semibold", 600, "normal"),
)
_LONG_WORD = 30  # characters of a word that may break anywhere, such as a checksum
_FEW_COLUMNS = 4  # so many columns can each have room for a few words
_BRIEF = 4  # characters of a line that needs no line of its own, such as a number
_SMALL_TABLE = 60  # characters across that need not fill the page
_LONG_TEXT = 24  # characters that do not fit beside other columns on a phone


def render_html(document: Document, *, style: Style) -> str:
    """Give the whole report as one HTML page: letters, drawings and downloads inside it.

    The same document and style give the same text, byte for byte.
    """
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            contents=contents(document.headings[1:]),
            css=Markup(_font_faces(style) + style.css() + _sheet()),
            document=document,
            front=document.front,
            kicker=_kicker(document),
            published=_published(document.front["publication_date"]),
        )
    )


def contents(headings: Sequence[Heading]) -> list[tuple[Heading, list[Any]]]:
    """Nest the headings: each with the list of those below it."""
    tree: list[tuple[Heading, list[Any]]] = []
    for heading in headings:
        if tree and heading.level > tree[0][0].level:
            tree[-1][1].append(heading)
        else:
            tree.append((heading, []))
    return [(heading, contents(below)) for heading, below in tree]


def runs(blocks: Sequence[Block]) -> Iterator[tuple[str, Any]]:
    """Give the blocks with their kind; findings that follow each other are one list, "items"."""
    for is_item, run in groupby(blocks, key=_is_item):
        if is_item:
            yield "items", list(run)
        else:
            yield from ((type(block).__name__, block) for block in run)


def stacks(payload: TablePayload) -> bool:
    """Tell whether a phone shows the table's cells below each other instead of side by side.

    So it is for a table of three columns or more with long texts behind the row's name.
    """
    return len(payload["columns"]) > 2 and any(
        column["key"] != payload["row_header"] and _longest(payload, place) > _LONG_TEXT
        for place, column in enumerate(payload["columns"])
    )


def table_class(payload: TablePayload) -> str:
    """Name how a table takes its room: "stack" on a phone, "compact" when it is small, or ""."""
    if stacks(payload):
        return "stack"
    width = sum(_longest(payload, place) for place in range(len(payload["columns"])))
    return "compact" if width <= _SMALL_TABLE else ""


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    prose = ProseRenderer()
    environment.filters.update(
        steps=lambda payload: Markup(render_steps_html(payload)),
        brief=_are_brief,
        cell_lines=cell_lines,
        column_class=_column_class,
        contact=_contact,
        csv=_csv,
        picture=lambda payload, form: Markup(named_svg(payload, form=form)),
        prose=lambda tokens: Markup(prose.prose(tokens)),
        runs=runs,
        table_class=table_class,
    )
    return environment


def _sheet() -> str:
    sheets = (_TEMPLATES / name for name in ("report.css", "beslisboom.css"))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _font_faces(style: Style) -> str:
    return "".join(
        _font_face(style, weight=weight, number=number, slant=slant)
        for weight, number, slant in _FACES
    )


def _font_face(style: Style, *, weight: str, number: int, slant: str) -> str:
    file = style.font.file(weight, ".woff2")
    if not file.exists():
        return ""
    letters = base64.b64encode(file.read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{style.font.family}"; font-style: {slant}; '
        f"font-weight: {number}; src: url(data:font/woff2;base64,{letters}) "
        'format("woff2"); }\n'
    )


def _kicker(document: Document) -> str:
    title = document.front["title"]
    return document.front["organisation"] or "" if title == document.title.text else title


def _published(day: str) -> str:
    return str(format_date(datetime.date.fromisoformat(day), format="long", locale="nl_NL"))


def _contact(contact: str) -> Markup:
    name = escape(contact)
    return Markup(f'<a href="mailto:{name}">{name}</a>') if "@" in contact else Markup(name)


def _is_item(block: Block) -> bool:
    return isinstance(block, Text) and block.payload["role"] == "item"


def _texts(payload: TablePayload, place: int) -> list[str]:
    return [line["text"] for row in payload["rows"] for line in cell_lines(row[place])]


def _longest(payload: TablePayload, place: int) -> int:
    return max((len(text) for text in _texts(payload, place)), default=0)


def _are_brief(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and all(len(line["text"]) <= _BRIEF for line in lines)


def _column_class(payload: TablePayload, place: int) -> Markup:
    name = _column_room(payload, place)
    return Markup(f' class="{name}"') if name else Markup("")


def _column_room(payload: TablePayload, place: int) -> str:
    if payload["columns"][place]["kind"] == "number":
        return "number"
    if _longest(payload, place) <= SHORT_TEXT:
        return "short"
    words = (word for text in _texts(payload, place) for word in text.split())
    if any(len(word) > _LONG_WORD for word in words):
        return "breaking"
    return "roomy" if len(payload["columns"]) <= _FEW_COLUMNS else ""


def _csv(payload: TablePayload) -> dict[str, str]:
    file = csv_bytes(payload)
    size = max(1, round(len(file) / 1000))
    return {
        "base64": base64.b64encode(file).decode("ascii"),
        "size": f"{number_text(size)}\N{NO-BREAK SPACE}kB",
    }
