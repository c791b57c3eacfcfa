"""Sessions side by side: what came back, what did not, and what may be said about it.

Against a published list (`against_published`): presence only, each absence with its chances.
Between two sessions with contributions (`between_contributions`, `profile_test`): differences with
their intervals. Over several (`trend`): each session with the evidence it has.
"""

from workshop_analysis.compare.chances import detectability
from workshop_analysis.compare.circumstances import comparability
from workshop_analysis.compare.contributions import (
    between_contributions,
    common_unit,
    profile_test,
)
from workshop_analysis.compare.published import (
    RankingNotDeclared,
    against_published,
    overlap,
    rank_agreement,
)
from workshop_analysis.compare.states import MaySay, Note, State, Yardstick, states
from workshop_analysis.compare.trend import CodedSession, trend

__all__ = [
    "CodedSession",
    "MaySay",
    "Note",
    "RankingNotDeclared",
    "State",
    "Yardstick",
    "against_published",
    "between_contributions",
    "common_unit",
    "comparability",
    "detectability",
    "overlap",
    "profile_test",
    "rank_agreement",
    "states",
    "trend",
]
