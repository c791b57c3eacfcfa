"""The neutral document: what a report consists of, before it is HTML or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_analysis.display.payloads import (
    FigurePayload,
    FrontPayload,
    NothingPayload,
    StepsPayload,
    TablePayload,
    TextPayload,
)
from workshop_analysis.report.markdown import Token


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 is the report's title; `anchor` is unique in the document.

    `interpretation` says that the section is our own reading of the source.
    """

    level: int
    tokens: tuple[Token, ...]
    text: str
    anchor: str = ""
    new_page: bool = False
    interpretation: bool = False


@dataclass(frozen=True)
class Prose:
    """Running text: mistune's block tokens between two headings or outputs."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Legend:
    """What stands above a table, figure or list: its title, its source, the labels and a note."""

    anchor: str
    title: str
    source: str
    note: str | None = None
    reading: str | None = None
    stamp: str | None = None


@dataclass(frozen=True)
class Front:
    """The payload of the `ReportFront`."""

    payload: FrontPayload


@dataclass(frozen=True)
class Figure:
    """The payload of a `ReportFigure`."""

    payload: FigurePayload

    @property
    def anchor(self) -> str:
        """Where a link to this figure leads."""
        return f"figuur-{self.payload['key']}"

    @property
    def legend(self) -> Legend:
        """What stands above it."""
        shown = self.payload
        return Legend(
            self.anchor,
            shown["caption"],
            shown["source"],
            reading=shown["interpretation"],
            stamp=shown["stamp"],
        )


@dataclass(frozen=True)
class Table:
    """The payload of a `ReportTable`."""

    payload: TablePayload

    @property
    def anchor(self) -> str:
        """Where a link to this table leads; its rows have anchors of their own."""
        return f"tabel-{self.payload['key']}"

    @property
    def legend(self) -> Legend:
        """What stands above it."""
        shown = self.payload
        return Legend(
            self.anchor,
            shown["caption"],
            shown["source"],
            note=shown["note"],
            reading=shown["interpretation"],
            stamp=shown["stamp"],
        )


@dataclass(frozen=True)
class Text:
    """The payload of a `ReportText`."""

    payload: TextPayload


@dataclass(frozen=True)
class Steps:
    """The payload of a `ReportSteps`."""

    payload: StepsPayload

    @property
    def anchor(self) -> str:
        """Where a link to this list leads; its steps have anchors of their own."""
        return f"stappen-{self.payload['key']}"

    @property
    def legend(self) -> Legend:
        """What stands above it."""
        shown = self.payload
        return Legend(self.anchor, shown["caption"], shown["source"], note=shown["note"])


@dataclass(frozen=True)
class Nothing:
    """The payload of a `ReportNothing`; no finished document holds one."""

    payload: NothingPayload


@dataclass(frozen=True)
class Note:
    """A footnote: its number in the whole document and its block tokens."""

    number: int
    tokens: tuple[Token, ...]


Block: TypeAlias = Heading | Prose | Figure | Table | Text | Steps
Thing: TypeAlias = Block | Front | Nothing


@dataclass(frozen=True)
class Placed:
    """One thing of a report, the part of its source it came from, whether on the first page."""

    thing: Thing
    part: int
    opening: bool = False


@dataclass(frozen=True)
class Document:
    """A report: its front, its title (level 1), the first page's blocks, the others, the notes.

    `opening` holds the blocks of cells tagged `voorpagina`; it comes before `blocks` in reading
    order. `notes[n - 1]` is the note of a `footnote_ref` token with index n. `one_page` says that
    all of it stands on one page, without contents.
    """

    front: FrontPayload
    title: Heading
    opening: tuple[Block, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    one_page: bool = False

    @property
    def everything(self) -> tuple[Block, ...]:
        """Every block below the title, in reading order."""
        return (*self.opening, *self.blocks)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, the title first."""
        return (self.title, *(b for b in self.everything if isinstance(b, Heading)))


class ReportError(Exception):
    """A notebook that cannot become a report.

    `faults` holds one Dutch sentence per fault, each with its cell; `str()` gives one a line.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
