"""Arrays in; intervals, differences, distances, chances and coverage out.

A leaf: nothing here knows of sessions, codes or files. Whatever needs scipy or statsmodels imports
them inside the function, through `libraries.stats_library`: the report of a published list of
outcomes needs neither.
"""

from workshop_analysis.estimates.detection import absence_bound, chance_seen, people_needed
from workshop_analysis.estimates.differences import (
    false_discovery,
    newcombe,
    smallest_detectable,
)
from workshop_analysis.estimates.libraries import StatsMissing
from workshop_analysis.estimates.permutation import ProfileTest, arrangements, permute_profiles
from workshop_analysis.estimates.profiles import total_variation, x2_parts
from workshop_analysis.estimates.richness import (
    accumulation,
    chance_new,
    chao2,
    chao2_form,
    sample_coverage,
)
from workshop_analysis.estimates.shares import (
    FEWEST_CLUSTERS,
    design_effect,
    effective_n,
    wilson,
)

__all__ = [
    "FEWEST_CLUSTERS",
    "ProfileTest",
    "StatsMissing",
    "absence_bound",
    "accumulation",
    "arrangements",
    "chance_new",
    "chance_seen",
    "chao2",
    "chao2_form",
    "design_effect",
    "effective_n",
    "false_discovery",
    "newcombe",
    "people_needed",
    "permute_profiles",
    "sample_coverage",
    "smallest_detectable",
    "total_variation",
    "wilson",
    "x2_parts",
]
