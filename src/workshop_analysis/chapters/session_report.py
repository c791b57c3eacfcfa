"""The report of a session with contributions, told once: from folders to chapters, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_analysis.chapters import (
    absence,
    agreement,
    circumstances,
    comparison,
    contributions,
    coverage,
    differences,
    session_front,
    session_says,
    shared,
)
from workshop_analysis.chapters.account import coders_sentences
from workshop_analysis.chapters.quotes import quotes_table
from workshop_analysis.chapters.sections import Chapter, chapter, part, said
from workshop_analysis.chapters.session_figures import figures_table
from workshop_analysis.compare.side_by_side import SideBySide, lay_beside
from workshop_analysis.counting.counted import Counted, count_session
from workshop_analysis.display.objects import ReportHeading, ReportTable
from workshop_analysis.folder.baseline import followups, tied

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.style import Style


@dataclass(frozen=True)
class SessionReport:
    """What the report of a session shows, chapter by chapter, in reading order."""

    opening: Chapter
    in_short: Chapter
    frame: Chapter
    contributions: Chapter
    threads: Chapter
    codes: Chapter
    quotes: Chapter
    complete: Chapter
    beside: Chapter
    circumstances: Chapter
    threads_beside: Chapter
    codes_beside: Chapter
    differences: Chapter
    tree: Chapter
    followup: Chapter
    limits: Chapter
    origin: Chapter
    numbers: Chapter
    edition: Chapter


def session_report(
    workshop: Workshop, *, baseline: Workshop | None = None, style: Style
) -> SessionReport:
    """The whole report of a session, beside an earlier one if there is any, chapter by chapter.

    A chapter without anything to show holds only the reason why, and the report leaves it out.
    """
    read = _read(workshop, baseline=baseline)
    beside = read.beside
    return SessionReport(
        opening=shared.opening(workshop),
        in_short=_in_short(read),
        frame=shared.frame_chapter(workshop),
        contributions=_contributions(read),
        threads=_threads(read, style=style),
        codes=part("De codes onder de rode draden", contributions.codes_table(read.counted)),
        quotes=part("In de woorden van de deelnemers", quotes_table(read.counted)),
        complete=_complete(read.counted, style=style),
        beside=_beside(read),
        circumstances=part("De omstandigheden", circumstances.alike_table(beside)),
        threads_beside=_threads_beside(beside),
        codes_beside=_codes_beside(beside),
        differences=_differences(beside, style=style),
        tree=shared.tree_chapter(workshop, style=style),
        followup=shared.followup_chapter(followups(workshop, baseline), workshop=workshop),
        limits=shared.limits_chapter(workshop, judged=not workshop.links.empty),
        origin=_origin(read),
        numbers=part("Getallen in de tekst", read.figures),
        edition=shared.edition_chapter(workshop, circumstances.files_table(beside)),
    )


@dataclass(frozen=True)
class _Read:
    """A session with what is counted in it, and the earlier one beside it, each thing once."""

    workshop: Workshop
    counted: Counted
    beside: SideBySide | None
    figures: ReportTable
    themes: ReportTable


def _read(workshop: Workshop, *, baseline: Workshop | None) -> _Read:
    counted = count_session(workshop)
    laid = lay_beside(counted, tied(workshop, baseline=baseline) if baseline else None)
    return _Read(
        workshop, counted, laid, figures_table(counted), contributions.themes_table(counted)
    )


def _in_short(read: _Read) -> Chapter:
    counted, figures, beside = read.counted, read.figures, read.beside
    return chapter(
        "In het kort",
        *session_says.lead(read.workshop),
        session_front.opening(counted, figures=figures),
        *session_front.in_short(counted, figures=figures, themes=read.themes),
        *comparison.in_two_sentences(
            beside,
            states=comparison.states_table(beside),
            profile=differences.profile_table(beside),
        ),
        session_front.caution(counted),
    )


def _contributions(read: _Read) -> Chapter:
    return (
        *chapter(
            "De bijdragen",
            contributions.groups_table(read.counted),
            contributions.marked_sentence(read.figures),
            words=said(
                "Een bijdrage is één rij van de tabel met bijdragen. Elke bijdrage telt mee zoals "
                "die is opgeschreven."
            ),
        ),
        *session_says.glossary(read.workshop),
    )


def _threads(read: _Read, *, style: Style) -> Chapter:
    counted = read.counted
    return chapter(
        ReportHeading("Rode draden", interpretation=True),
        contributions.unit_sentence(counted),
        read.themes,
        contributions.themes_figure(counted, table=read.themes, style=style),
        contributions.mentions_table(counted),
        words=said(
            "Een bijdrage kan een of meer codes hebben, en elke code hoort bij een of meer rode "
            "draden. Codes en rode draden zijn een interpretatie van dit project."
        ),
    )


def _complete(counted: Counted, *, style: Style) -> Chapter:
    table = coverage.complete_table(counted)
    return chapter(
        "Hoe volledig is dit beeld?",
        coverage.complete_sentence(table),
        table,
        coverage.curve_figure(counted, style=style),
        words=said(
            "Had een grotere groep nieuwe dingen gezegd? Dat is te schatten uit wat maar één of "
            "twee keer is gehoord."
        ),
    )


def _beside(read: _Read) -> Chapter:
    beside = read.beside
    return chapter(
        "Naast de eerdere sessie",
        comparison.what_is_beside(beside),
        comparison.states_table(beside),
    )


def _threads_beside(beside: SideBySide | None) -> Chapter:
    chances = absence.chances_table(beside)
    return part(
        "De rode draden toen en nu",
        comparison.themes_beside(beside),
        absence.absence_sentence(beside, chances=chances),
        chances,
    )


def _codes_beside(beside: SideBySide | None) -> Chapter:
    return part(
        "De codes toen en nu",
        comparison.lists_table(beside),
        comparison.ranks_table(beside),
        comparison.codes_beside(beside),
    )


def _differences(beside: SideBySide | None, *, style: Style) -> Chapter:
    changes, profile = differences.differences_table(beside), differences.profile_table(beside)
    return part(
        "Verschillen in aandeel",
        differences.differences_figure(beside, table=changes, style=style),
        changes,
        differences.profile_sentence(profile),
        profile,
    )


def _origin(read: _Read) -> Chapter:
    counted, figures = read.counted, read.figures
    agreed = agreement.agreement_table(counted)
    return shared.origin_chapter(
        read.workshop,
        *coders_sentences(read.workshop.codebook),
        agreement.reading_sentence(counted, figures=figures),
        agreement.taken_over_sentence(figures),
        agreement.agreement_sentence(agreed, figures=figures),
        agreed,
        agreement.paradox_sentence(agreed),
    )
