"""The Beleidskompas: what the source fills in and, apart from it, where the uitkomsten fit."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.outcomes import CAPTIONS, group_of
from workshop_analysis.chapters.wording import OURS, our_source, source_of, stamp_of
from workshop_analysis.display.objects import Link, ReportNothing, ReportTable
from workshop_analysis.terms import Kind

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session

NOT_FILLED = "niet ingevuld in de bron"
ACROSS = "Bij alle stappen"

PLACES = (
    (
        str(Kind.BELEMMERING),
        "Stap 2: Wat is het beoogde doel?",
        "Welke factoren belemmeren het gewenste gedrag?",
    ),
    (
        str(Kind.BELOFTE),
        "Stap 3: Wat zijn opties om het doel te realiseren?",
        "Welke aangrijpingspunten zijn er om het doel te bereiken?",
    ),
)
"""Where the uitkomsten fit: kind, step, and the step's guiding question in our words."""


def frame_table(session: Session) -> ReportTable | ReportNothing:
    """The steps of the Beleidskompas with the source's sentences; an empty step says so.

    One row per step, the question about belanghebbenden last: step, question, sentences.
    """
    if session.beleidskompas is None:
        return ReportNothing("deze sessie heeft geen beleidskompas.toml")
    outline = session.beleidskompas.outline()
    rows = [
        (_step_label(step), question, _sentences(lines))
        for (step, question), lines in outline.groupby(
            ["step", "question"], sort=False, dropna=False
        )["sentence"]
    ]
    return ReportTable(
        pd.DataFrame(rows, columns=["step", "question", "sentences"]),
        key="beleidskompas",
        caption="Het Beleidskompas, zoals de bron het invult",
        source=source_of(session),
        labels={"step": "Stap", "question": "Vraag", "sentences": "Wat de bron zegt"},
        stamp=stamp_of(session),
    )


def place_table(session: Session) -> ReportTable:
    """Our reading of where the uitkomsten belong in the Beleidskompas: one row per kind."""
    groups = group_of(session.records)
    rows = [
        (step, question, _list_links(groups[session.records["kind"] == kind]))
        for kind, step, question in PLACES
    ]
    return ReportTable(
        pd.DataFrame(rows, columns=["step", "question", "outcomes"]),
        key="beleidskompas-plaats",
        caption="Waar de uitkomsten volgens ons in het Beleidskompas passen",
        source=our_source(session, files="uitleg bij de hulpvragen van het Beleidskompas"),
        labels={"step": "Stap", "question": "Hulpvraag, in onze woorden", "outcomes": "Uitkomsten"},
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def _list_links(groups: pd.Series[str]) -> list[Link] | None:
    """Links to the tables of these lists, in the source's order; None when there are none."""
    present = set(groups)
    return [
        Link(caption, f"tabel-uitkomsten-{group}")
        for group, caption in CAPTIONS.items()
        if group in present
    ] or None


def _step_label(step: object) -> str:
    """``Stap 1``; the question without a number runs through all steps."""
    return f"Stap {step}" if isinstance(step, Integral) else ACROSS


def _sentences(lines: pd.Series[str]) -> str | list[str]:
    """The source's sentences, one a line, or the words that it left this step empty."""
    return list(lines.dropna()) or NOT_FILLED
