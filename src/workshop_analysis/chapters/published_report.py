"""The report of a published list, told once: from a folder to its chapters, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_analysis.chapters import account, answers, front_page, reach, session_says, shared
from workshop_analysis.chapters.key_figures import key_figures, key_table
from workshop_analysis.chapters.outcomes import outcomes_tables
from workshop_analysis.chapters.sections import Chapter, chapter, part, said
from workshop_analysis.chapters.themes import (
    matrix_rows,
    placements_table,
    shared_sentence,
    theme_figure,
    themes_table,
    without_promise,
)
from workshop_analysis.chapters.wording import plain
from workshop_analysis.counting.links import judgements, step_coverage
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.display.objects import ReportHeading, ReportNothing, ReportTable

if TYPE_CHECKING:
    import pandas as pd

    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.style import Style


@dataclass(frozen=True)
class PublishedReport:
    """What the report of a published list shows, chapter by chapter, in reading order."""

    opening: Chapter
    in_short: Chapter
    frame: Chapter
    outcomes: Chapter
    threads: Chapter
    answers: Chapter
    tree: Chapter
    followup: Chapter
    limits: Chapter
    origin: Chapter
    reasons: Chapter
    numbers: Chapter
    edition: Chapter


def published_report(workshop: Workshop, *, style: Style) -> PublishedReport:
    """The whole report of a published list: what is counted, then what each chapter shows.

    A chapter without anything to show holds only the reason why, and the report leaves it out.
    """
    read = _read(workshop)
    return PublishedReport(
        opening=shared.opening(workshop),
        in_short=_in_short(read),
        frame=shared.frame_chapter(workshop),
        outcomes=_outcomes(read),
        threads=_threads(read, style=style),
        answers=_answers(read, style=style),
        tree=shared.tree_chapter(workshop, style=style),
        followup=shared.followup_chapter(workshop.followup, workshop=workshop),
        limits=shared.limits_chapter(workshop, judged=read.judged),
        origin=shared.origin_chapter(
            workshop, *account.coders_sentences(workshop.codebook), account.one_reader(workshop)
        ),
        reasons=_reasons(workshop),
        numbers=part("Getallen in de tekst", read.figures),
        edition=shared.edition_chapter(workshop),
    )


@dataclass(frozen=True)
class _Read:
    """A folder with what is counted in it, each thing once."""

    workshop: Workshop
    coded: pd.DataFrame
    coverage: pd.DataFrame
    pairs: pd.DataFrame
    figures: ReportTable
    themes: ReportTable
    answers: ReportTable | ReportNothing

    @property
    def judged(self) -> bool:
        """Whether anybody judged what goes in on a belemmering."""
        counts = self.coverage[["judged", "steps_judged"]]
        return bool(counts.gt(0).to_numpy().any())


def _read(workshop: Workshop) -> _Read:
    session, records, links = workshop.session, workshop.session.records, workshop.links
    coded = assign_themes(records, coding=workshop.coding, codebook=workshop.codebook)
    words = session.words
    coverage = step_coverage(records, links=links, step_links=workshop.step_links, words=words)
    pairs = answers.pair_rows(records, judged=judgements(records, links=links, words=words))
    figures = key_figures(session, coded=coded, coverage=coverage, pairs=pairs)
    return _Read(
        workshop=workshop,
        coded=coded,
        coverage=coverage,
        pairs=pairs,
        figures=key_table(figures, session=session),
        themes=themes_table(coded, themes=workshop.codebook.themes, session=session),
        answers=answers.answers_table(
            coverage, session=session, with_tree=workshop.tree is not None
        ),
    )


def _in_short(read: _Read) -> Chapter:
    session = read.workshop.session
    return chapter(
        "In het kort",
        *session_says.lead(read.workshop),
        *front_page.in_short(
            read.figures, themes=read.themes, answers=read.answers, words=session.words
        ),
        front_page.caution(session),
    )


def _outcomes(read: _Read) -> Chapter:
    workshop, themes = read.workshop, read.workshop.codebook.themes
    return (
        *chapter(
            "De uitkomsten",
            *outcomes_tables(read.coded, themes=themes, workshop=workshop),
            words=[
                *said(
                    "Hieronder staan de uitkomsten in de woorden en de volgorde van de sessiemap. "
                    "De laatste kolom is van ons."
                ),
                *shared.text_words(workshop),
            ],
        ),
        *session_says.glossary(workshop),
    )


def _threads(read: _Read, *, style: Style) -> Chapter:
    themes, session, note = (
        read.workshop.codebook.themes,
        read.workshop.session,
        read.workshop.report.themes_note,
    )
    words = session.words
    bare = without_promise(read.coded, themes=themes, words=words)
    rows = matrix_rows(read.coded, themes=themes, words=words)
    return chapter(
        ReportHeading("Rode draden", interpretation=True),
        shared_sentence(read.figures, themes=read.themes, bare=bare, words=words),
        theme_figure(rows, session=session, style=style),
        read.themes,
        words=[
            *said(
                "Een rode draad is een groep uitkomsten die over hetzelfde gaan. De rode draden "
                "zijn een interpretatie van dit project. Een uitkomst kan bij meer dan één rode "
                "draad horen. De volgorde is die van het codeboek."
            ),
            *([plain(note)] if note else []),
        ],
    )


def _answers(read: _Read, *, style: Style) -> Chapter:
    session, coverage = read.workshop.session, read.coverage
    if not read.judged or isinstance(read.answers, ReportNothing):
        return (ReportNothing("niemand heeft beoordeeld wat waarop ingaat"),)
    words = session.words
    reached = reach.reach_table(coverage, session=session)
    promises = reach.promises_table(read.pairs, session=session)
    return chapter(
        ReportHeading(answers.heading(words), interpretation=True),
        answers.judged_sentence(read.figures, words=words),
        answers.steps_sentence(read.figures, words=words),
        answers.link_figure(read.pairs, session=session, style=style),
        read.answers,
        answers.helped_sentence(read.answers, coverage=coverage, words=words),
        answers.open_sentence(read.answers, coverage=coverage, words=words),
        reach.reach_sentence(reached, words=words),
        reached,
        reach.most_sentence(promises, words=words),
        promises,
        words=said(*answers.how_judged(words)),
    )


def _reasons(workshop: Workshop) -> Chapter:
    session = workshop.session
    return part(
        "Redenen bij onze lezing",
        placements_table(workshop.codebook, session=session),
        answers.reasons_table(workshop.links, session=session),
        answers.step_reasons_table(workshop.step_links, session=session),
    )
