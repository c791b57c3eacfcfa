"""Arrays in; intervals, differences, distances, chances and coverage out.

A leaf: nothing here knows of sessions, codes or files. Whatever needs scipy or statsmodels imports
them inside the function, through `libraries.stats_library`: the report of a published list of
outcomes needs neither.
"""

from workshop_analysis.estimates.detection import absence_bound, chance_seen, people_needed
from workshop_analysis.estimates.differences import false_discovery, newcombe
from workshop_analysis.estimates.groups import GroupsTest, groups_test, holm, rao_scott
from workshop_analysis.estimates.libraries import StatsMissing
from workshop_analysis.estimates.paired import paired_difference
from workshop_analysis.estimates.permutation import ProfileTest, arrangements, permute_profiles
from workshop_analysis.estimates.power import Sample, chance_shown, smallest_detectable
from workshop_analysis.estimates.profiles import jensen_shannon, total_variation, x2_parts
from workshop_analysis.estimates.richness import (
    accumulation,
    chance_new,
    chance_new_interval,
    chao2,
    chao2_form,
    sample_coverage,
)
from workshop_analysis.estimates.shares import (
    FEWEST_CLUSTERS,
    design_effect,
    edge_n,
    effective_n,
    table_factor,
    wilson,
)

__all__ = [
    "FEWEST_CLUSTERS",
    "GroupsTest",
    "ProfileTest",
    "Sample",
    "StatsMissing",
    "absence_bound",
    "accumulation",
    "arrangements",
    "chance_new",
    "chance_new_interval",
    "chance_seen",
    "chance_shown",
    "chao2",
    "chao2_form",
    "design_effect",
    "edge_n",
    "effective_n",
    "false_discovery",
    "groups_test",
    "holm",
    "jensen_shannon",
    "newcombe",
    "paired_difference",
    "people_needed",
    "permute_profiles",
    "rao_scott",
    "sample_coverage",
    "smallest_detectable",
    "table_factor",
    "total_variation",
    "wilson",
    "x2_parts",
]
