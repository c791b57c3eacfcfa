"""The display objects of a report notebook: front, table, figure, text and nothing.

Each shows itself in JupyterLab and carries, under a MIME type of its own, the plain JSON from
which the HTML and the PDF are made.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from html import escape
from typing import ClassVar

from workshop_analysis.display import preview
from workshop_analysis.display.cells import Cell, Link
from workshop_analysis.display.downloads import csv_bytes
from workshop_analysis.display.figures import ReportFigure
from workshop_analysis.display.headings import ReportHeading
from workshop_analysis.display.mime import FIGURE, FRONT, HEADING, NOTHING, STEPS, TABLE, TEXT
from workshop_analysis.display.payloads import Bundle, FrontPayload, NothingPayload
from workshop_analysis.display.sentences import ReportText
from workshop_analysis.display.steps import ReportSteps
from workshop_analysis.display.tables import ReportTable

__all__ = [
    "FIGURE",
    "FRONT",
    "HEADING",
    "NOTHING",
    "STEPS",
    "TABLE",
    "TEXT",
    "Cell",
    "Link",
    "ReportFigure",
    "ReportFront",
    "ReportHeading",
    "ReportNothing",
    "ReportSteps",
    "ReportTable",
    "ReportText",
    "csv_bytes",
]


@dataclass(frozen=True, eq=False)
class ReportFront:
    """What stands on the front: title, date, version and who answers questions.

    `publication_date` is a date or its ISO form; the PDF carries it as its own date. `stamp` says
    that the data are made up.

    Raises
    ------
    ValueError
        In Dutch: a field without text, a date that is none.
    """

    title: str
    _: KW_ONLY
    subtitle: str
    date_text: str
    version: str
    publication_date: datetime.date | str
    contact: str
    organisation: str | None = None
    language: str = "nl"
    stamp: str | None = None
    keywords: Sequence[str] = ()
    mime: ClassVar[str] = FRONT
    payload: FrontPayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything and fix the payload."""
        for name in ("title", "subtitle", "date_text", "version", "contact", "language"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"ReportFront: '{name}' is leeg. Vul het in.")
        payload: FrontPayload = {
            "contact": self.contact,
            "date_text": self.date_text,
            "keywords": list(self.keywords),
            "language": self.language,
            "organisation": self.organisation,
            "publication_date": self._day(),
            "stamp": self.stamp,
            "subtitle": self.subtitle,
            "title": self.title,
            "version": str(self.version),
        }
        object.__setattr__(self, "payload", payload)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        plain = f"{self.title}\n{self.subtitle}\n{self.date_text}, versie {self.version}"
        return {
            FRONT: self.payload,
            "text/html": preview.front_html(self.payload),
            "text/plain": plain,
        }

    def _day(self) -> str:
        try:
            return datetime.date.fromisoformat(str(self.publication_date)).isoformat()
        except ValueError as error:
            raise ValueError(
                f"ReportFront: '{self.publication_date}' is geen datum. "
                "Schrijf een datum als '2024-12-03'."
            ) from error


@dataclass(frozen=True)
class ReportNothing:
    """The reason why a section has nothing to show; a publication leaves that section out."""

    reason: str
    mime: ClassVar[str] = NOTHING

    @property
    def payload(self) -> NothingPayload:
        """What a notebook keeps of it."""
        return {"reason": self.reason}

    def __post_init__(self) -> None:
        """Refuse silence: leaving out needs a reason."""
        if not self.reason.strip():
            raise ValueError("ReportNothing zonder reden. Zeg waarom hier niets te tonen is.")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            NOTHING: self.payload,
            "text/html": f"<p><em>Niet in het rapport: {escape(self.reason)}</em></p>",
            "text/plain": f"Niet in het rapport: {self.reason}",
        }
