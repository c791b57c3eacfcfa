"""A later session beside its baseline, with everything that may be said of the two."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.compare import (
    against_published,
    between_contributions,
    comparability,
    detectability,
    overlap,
    profile_test,
    rank_agreement,
)
from workshop_analysis.compare.pairing import Pair, facts, pair
from workshop_analysis.counting.counted import read_one_way
from workshop_analysis.folder.baseline import read_beside
from workshop_analysis.terms import Evidence, Ranking

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.folder.workshop import Folder


@dataclass(frozen=True)
class SideBySide:
    """Two sessions, each in one reading, and what the comparison gives.

    `themes` and `codes` have one row per rode draad and per code (see `compare`); `lists` the
    overlap per list; `chances` what an absence is worth; `alike` the circumstances; `profile` the
    test over all rode draden together (no row against a published list); `ranks` the order of the
    published lists in the later counts (no row unless the source calls it a ranking).
    """

    later: Counted
    baseline: Folder
    pair: Pair
    themes: pd.DataFrame
    codes: pd.DataFrame
    lists: pd.DataFrame
    chances: pd.DataFrame
    alike: pd.DataFrame
    profile: pd.DataFrame
    ranks: pd.DataFrame

    @property
    def published(self) -> bool:
        """Whether the baseline is a published list, which has no counts."""
        return self.baseline.session.evidence == Evidence.PUBLISHED


def lay_beside(
    later: Counted, *, folder: Path | str, baseline: Path | str | None
) -> SideBySide | None:
    """Give a later session beside its baseline; None when no baseline is asked for.

    `folder` is that of the later session: its crosswalk says what became of each old code.

    Raises
    ------
    SessionError
        With every fault of both folders; when the baseline is another one, or was changed since.
    """
    if baseline is None:
        return None
    found = read_beside(folder, baseline=baseline)
    then = found.baseline
    if then.session.evidence == Evidence.CONTRIBUTIONS:
        then = read_one_way(then).settled_folder
    both = pair(later.reading.settled_folder, baseline=then, crosswalk=found.crosswalk)
    return _compared(later, baseline=found.baseline, both=both)


def _compared(later: Counted, *, baseline: Folder, both: Pair) -> SideBySide:
    published = baseline.session.evidence == Evidence.PUBLISHED
    compared = against_published if published else between_contributions
    codes, themes = (
        compared(both.later, baseline=both.baseline, yardstick=rule)
        for rule in (both.codes, both.themes)
    )
    return SideBySide(
        later=later,
        baseline=baseline,
        pair=both,
        themes=themes,
        codes=codes,
        lists=overlap(both.later, baseline=both.baseline, yardstick=both.codes),
        chances=detectability(both.later),
        alike=comparability(facts(later.reading.workshop), baseline=facts(baseline)),
        profile=_profile(both, published=published),
        ranks=_ranks(both, ranking=baseline.session.order_is_ranking, published=published),
    )


def _profile(both: Pair, *, published: bool) -> pd.DataFrame:
    if published:
        return pd.DataFrame()
    return profile_test(both.later, baseline=both.baseline, yardstick=both.themes)


def _ranks(both: Pair, *, ranking: Ranking, published: bool) -> pd.DataFrame:
    if not published or ranking != Ranking.YES:
        return pd.DataFrame()
    return rank_agreement(both.later, baseline=both.baseline, ranking=ranking, yardstick=both.codes)
