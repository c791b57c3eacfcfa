"""The frame: what the source fills in and, apart from it, where the uitkomsten fit."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.outcomes import captions
from workshop_analysis.chapters.wording import OURS, our_source, source_of, stamp_of
from workshop_analysis.counting.tally import list_of
from workshop_analysis.display.objects import Link, ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.folder.beleidskompas import Beleidskompas
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop

NOT_FILLED = "niet ingevuld in de bron"
ACROSS = "Bij alle stappen"


def frame_table(session: Session) -> ReportTable | ReportNothing:
    """The questions of the frame with the source's sentences; an empty one says so.

    One row per step, the question about belanghebbenden last: step, question, heading (what the
    source prints above the answer; left out where it prints nothing), sentences.
    """
    if session.beleidskompas is None:
        return ReportNothing("deze sessie heeft geen beleidskompas.toml")
    outline = session.beleidskompas.outline()
    rows = [
        (_step_label(step), question, lines["heading"].iloc[0], _sentences(lines["sentence"]))
        for (step, question), lines in outline.groupby(
            ["step", "question"], sort=False, dropna=False
        )
    ]
    frame = pd.DataFrame(rows, columns=["step", "question", "heading", "sentences"])
    return ReportTable(
        frame[[name for name in frame if name != "heading" or frame[name].notna().any()]],
        key="beleidskompas",
        caption=f"{session.beleidskompas.title}, zoals de bron dit invult",
        source=source_of(session),
        labels={
            "step": "Stap",
            "question": "Vraag",
            "heading": "Kop in de bron",
            "sentences": "Wat de bron zegt",
        },
        stamp=stamp_of(session),
    )


def place_table(workshop: Workshop) -> ReportTable | ReportNothing:
    """Our reading of where the uitkomsten belong in the frame: one row per place of report.toml."""
    session, places = workshop.session, workshop.report.places
    if session.beleidskompas is None or not places:
        return ReportNothing("niemand heeft de uitkomsten een plaats in het kader gegeven")
    groups = list_of(session.records, session.words.lists)
    rows = [
        (
            _step_question(session.beleidskompas, one.step),
            one.question,
            _list_links(groups[session.records["kind"] == one.kind], workshop=workshop),
        )
        for one in places
    ]
    name = session.beleidskompas.title
    return ReportTable(
        pd.DataFrame(rows, columns=["step", "question", "outcomes"]),
        key="beleidskompas-plaats",
        caption=f"Waar de uitkomsten volgens ons passen: {name}",
        source=our_source(session, files="report.toml"),
        labels={"step": "Stap", "question": "Hulpvraag, in onze woorden", "outcomes": "Uitkomsten"},
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def _step_question(frame: Beleidskompas, number: int) -> str:
    """A step by its number and its own question; the number alone where the frame has no such."""
    asked = next((step.question for step in frame.steps if step.number == number), None)
    return f"Stap {number}: {asked}" if asked else f"Stap {number}"


def _list_links(groups: pd.Series[str], *, workshop: Workshop) -> list[Link] | None:
    """Links to the tables of these lists, in the source's order; None when there are none."""
    present = set(groups)
    return [
        Link(caption, f"tabel-uitkomsten-{group}")
        for group, caption in captions(workshop).items()
        if group in present
    ] or None


def _step_label(step: object) -> str:
    """``Stap 1``; the question without a number runs through all steps."""
    return f"Stap {step}" if isinstance(step, Integral) else ACROSS


def _sentences(lines: pd.Series[str]) -> str | list[str]:
    """The source's sentences, one a line, or the words that it left this step empty."""
    return list(lines.dropna()) or NOT_FILLED
