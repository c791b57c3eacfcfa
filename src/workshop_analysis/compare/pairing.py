"""Two session folders made ready to be laid side by side: one codebook, one yardstick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.compare.states import Yardstick
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.counting.units import one_coder
from workshop_analysis.folder.crosswalk import apply_crosswalk, changed_keys, moved_codes
from workshop_analysis.terms import lists_of_all

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.workshop import Workshop
    from workshop_analysis.terms import ListWords


@dataclass(frozen=True)
class Pair:
    """Two coded tables in the codes of the later codebook, and what may be compared in them.

    `themes` and `codes` are the yardsticks per rode draad and per code: the baseline's codebook in
    its own order is what was fixed beforehand.
    """

    later: pd.DataFrame
    baseline: pd.DataFrame
    themes: Yardstick
    codes: Yardstick

    @property
    def lists(self) -> tuple[ListWords, ...]:
        """The lists of both sessions, those of the baseline first."""
        return self.codes.lists


def pair(
    later: Workshop, *, baseline: Workshop, crosswalk: pd.DataFrame, coder: str | None = None
) -> Pair:
    """Give both sessions coded with the later codebook, as far as the crosswalk can tell.

    A code that was split or dropped keeps its old name and its old place, so that its theme is
    still there, as not comparable. `coder` chooses whose reading of the later session counts;
    needed as soon as two people coded the same contribution.
    """
    book = _with_lost_codes(later.codebook, baseline.codebook)
    moved = apply_crosswalk(baseline.coding, crosswalk=crosswalk)
    now = assign_themes(later.session.records, coding=later.coding, codebook=later.codebook)
    then = assign_themes(baseline.session.records, coding=moved, codebook=book)
    codes = baseline.codebook.codes["code"]
    fixed = {
        "theme": tuple(baseline.codebook.themes["theme"]),
        "code": tuple(moved_codes(codes, crosswalk=crosswalk).drop_duplicates()),
    }
    lists = lists_of_all((baseline.session.words, later.session.words))
    rules = {
        level: Yardstick(level, keys, _changed(later, baseline, crosswalk, level), lists)
        for level, keys in fixed.items()
    }
    reading = now if coder is None else one_coder(now, coder=coder)
    return Pair(reading, then, rules["theme"], rules["code"])


def facts(folder: Workshop) -> dict[str, str | None]:
    """Give what a session says of its circumstances, for `comparability`; None where it does not.

    Question, method, selection, participants and unit in its own words, the version of its
    codebook, and who coded it.
    """
    session = folder.session
    coders = ", ".join(sorted(folder.coding["coder"].dropna().unique()))
    return {
        "question": session.question,
        "method": session.method,
        "selection": session.selection,
        "participants": session.participants,
        "unit": session.unit,
        "codebook_version": folder.codebook.version,
        "coders": coders or None,
    }


def _with_lost_codes(new: Codebook, old: Codebook) -> Codebook:
    lost = old.placements[~old.placements["code"].isin(new.codes["code"])]
    return replace(new, placements=pd.concat([new.placements, lost], ignore_index=True))


def _changed(
    later: Workshop, baseline: Workshop, crosswalk: pd.DataFrame, level: str
) -> frozenset[str]:
    return changed_keys(later.codebook, old=baseline.codebook, crosswalk=crosswalk, level=level)
