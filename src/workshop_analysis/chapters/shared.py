"""The chapters that every report has, whatever kind of session it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.beslisboom.reading import tree_of
from workshop_analysis.chapters import account, frame, session_says
from workshop_analysis.chapters.followup import followup_heading, followup_table
from workshop_analysis.chapters.sections import Chapter, chapter, part, said
from workshop_analysis.chapters.tree import tree_blocks
from workshop_analysis.chapters.wording import plain
from workshop_analysis.display.objects import ReportHeading, ReportNothing

if TYPE_CHECKING:
    import pandas as pd

    from workshop_analysis.display.loose_page import Shown
    from workshop_analysis.display.objects import ReportText
    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.style import Style


def opening(workshop: Workshop) -> Chapter:
    """The head of the report, its question and for whom it is."""
    return (
        session_says.front(workshop),
        session_says.title(workshop),
        *session_says.audience(workshop),
    )


def frame_chapter(workshop: Workshop) -> Chapter:
    """The frame as the source fills it in, and apart from it where we read the uitkomsten."""
    used, facts = workshop.session.beleidskompas, workshop.report
    if used is None:
        return (ReportNothing("deze sessie heeft geen beleidskompas.toml"),)
    heading = ReportHeading(f"{used.title}: probleem en doel", literals=(used.title,))
    words = [plain(facts.frame_note)] if facts.frame_note else []
    placed = [plain(facts.places_note)] if facts.places_note else []
    return (
        *chapter(
            heading,
            frame.frame_table(workshop.session),
            words=[*words, *said("Wat de bron bij een vraag niet invult, blijft ook hier leeg.")],
        ),
        *part(
            "Interpretatie: waar de uitkomsten passen", frame.place_table(workshop), words=placed
        ),
    )


def tree_chapter(workshop: Workshop, *, style: Style) -> Chapter:
    """The decision tree that the folder names; nothing where it names none."""
    if workshop.tree is None:
        return (ReportNothing("deze sessiemap noemt geen beslisboom"),)
    tree = tree_of(workshop.tree)
    return chapter(
        ReportHeading(tree.title, literals=(tree.title,)),
        *tree_blocks(tree, style=style),
        words=[plain(tree.subtitle)],
    )


def followup_chapter(followup: pd.DataFrame, *, workshop: Workshop) -> Chapter:
    """What became of the beloftes, where somebody keeps it."""
    return chapter(
        followup_heading(workshop.session), followup_table(followup, session=workshop.session)
    )


def limits_chapter(workshop: Workshop, *, judged: bool) -> Chapter:
    """What the report does not say, each with its reason."""
    return chapter("Wat dit niet zegt", *session_says.limits(workshop, judged=judged))


def origin_chapter(workshop: Workshop, *readings: Shown) -> Chapter:
    """Who speaks, who read, what the source is and what was assumed."""
    return chapter(
        "Herkomst",
        *session_says.we(workshop),
        *readings,
        account.facts_table(workshop),
        *session_says.assumptions(workshop),
        words=said("Zo is dit rapport gemaakt."),
    )


def text_words(workshop: Workshop) -> list[ReportText]:
    """What was done to the words of the source, as far as somebody wrote that down."""
    note = workshop.report.text_note
    return [plain(note)] if note else []


def edition_chapter(workshop: Workshop, *files: Shown) -> Chapter:
    """Version, corrections, where questions go, and the files with their sha256."""
    return (
        *part(
            "Versie en contact",
            account.publication_table(workshop),
            account.contact(workshop.session),
        ),
        *part(
            "Bestanden",
            account.provenance_table(workshop),
            *files,
            words=said(
                "Aan deze cijfers en letters is te zien of iemand dezelfde bestanden gebruikt. De "
                "versies van alle gebruikte programma’s staan in het manifest naast dit rapport."
            ),
        ),
    )
