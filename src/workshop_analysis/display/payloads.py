"""Leaf: what passes from a notebook to a report, key by key: the plain JSON of display objects."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict


class Line(TypedDict):
    """One line of a table cell; `target` is the anchor that it leads to, if any."""

    text: str
    target: str | None


class Lines(TypedDict):
    """A table cell of lines; `value` is the same as one text."""

    lines: list[Line]
    value: str


PayloadCell: TypeAlias = int | float | str | Lines | None
"""A table cell; None where the table has nothing."""


class Column(TypedDict):
    """A column of a table, with the heading that a reader sees."""

    key: str
    kind: Literal["number", "text"]
    label: str


class FrontPayload(TypedDict):
    """What a `ReportFront` says; the date in ISO form."""

    contact: str
    date_text: str
    keywords: list[str]
    language: str
    organisation: str | None
    publication_date: str
    stamp: str | None
    subtitle: str
    title: str
    version: str


class TablePayload(TypedDict):
    """What a `ReportTable` shows: one row per row, one cell per column."""

    anchors: list[str | None]
    caption: str
    columns: list[Column]
    interpretation: str | None
    key: str
    note: str | None
    row_header: str
    rows: list[list[PayloadCell]]
    source: str
    stamp: str | None


class FigurePayload(TypedDict):
    """What a `ReportFigure` shows: its drawing in two forms, its words, its numbers as a table."""

    alt: str
    caption: str
    interpretation: str | None
    key: str
    source: str
    stamp: str | None
    svg_narrow: str
    svg_wide: str
    table: TablePayload


class Filled(TypedDict):
    """A word of a sentence that came from a table, with the cell that it came from."""

    column: str
    row: str
    table: str
    target: str | None
    text: str
    value: int | float | str | None


class TextPayload(TypedDict):
    """What a `ReportText` says, part by part."""

    parts: list[str | Filled]
    role: str


class HeadingPayload(TypedDict):
    """A heading whose words come from the data; `interpretation`: the section is our reading."""

    interpretation: bool
    level: int
    text: str


class NothingPayload(TypedDict):
    """Why a section has nothing to show."""

    reason: str


class Way(TypedDict):
    """Where a reader goes on: in words and as an anchor, both None where nowhere."""

    next: str | None
    target: str | None


class Choice(Way):
    """One of the choices below an answer."""

    text: str


class AnswerPayload(Way):
    """An answer to a question, with what the source adds to it."""

    choices: list[Choice]
    flag: str | None
    note: str | None
    text: str


class StepPayload(Way):
    """A step of a decision tree: its question and the answers."""

    anchor: str
    answers: list[AnswerPayload]
    hint: str | None
    note: str | None
    number: int
    question: str
    text: str | None


class ExitPayload(Way):
    """A way out of a decision tree."""

    anchor: str
    contact: str | None
    label: str
    mailbox: str | None
    text: str | None


class StepsPayload(TypedDict):
    """What a `ReportSteps` shows: every step, then the ways out."""

    caption: str
    closing: str
    exits: list[ExitPayload]
    how_to: str
    key: str
    note: str | None
    source: str
    steps: list[StepPayload]


Payload: TypeAlias = (
    FrontPayload
    | TablePayload
    | FigurePayload
    | TextPayload
    | StepsPayload
    | NothingPayload
    | HeadingPayload
)
Bundle: TypeAlias = dict[str, object]
"""What a display object gives Jupyter: a form per MIME type."""
