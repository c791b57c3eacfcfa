"""How firm the picture is: the order of the rode draden, and the placements we doubted."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import carriers, of_base, points, to
from workshop_analysis.chapters.wording import OURS, stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted

CODED_WITH = "contributions.csv en coding.csv"
LONGEST = 90


def lead_column(counted: Counted) -> pd.Series[str]:
    """How much wider each rode draad is shared than the next by the same people, in points.

    One value per rode draad of `counted.themes`, such as ``+11 (−25 tot +43)``; missing for the
    last one, and where it cannot be tested.
    """
    rows = counted.order[counted.order["low"].notna()]
    told = [
        f"{points(row['difference'])} ({to(points(row['low']), points(row['high']))})"
        for row in rows.to_dict("records")
    ]
    leads = pd.Series(told, rows["wider"], dtype="str")
    return counted.themes["theme"].map(leads)


def doubts_table(counted: Counted) -> ReportTable | ReportNothing:
    """What a rode draad would lose without a placement that its coder doubted.

    One row per rode draad with such a placement, the one on which it hangs most: theme (name), code
    (its words), people, with and without it (count and base). The doubt itself stands in the
    codebook, beside the placement.
    """
    rows = counted.doubts.drop_duplicates("theme", ignore_index=True)
    if rows.empty:
        return ReportNothing("geen aandeel hangt af van een plaatsing waaraan wij twijfelden")
    names = counted.themes.set_index("theme")["name"]
    words = counted.codes.set_index("code")["text"]
    bases = list(zip(rows["count"], rows["without"], rows["base"], strict=True))
    return ReportTable(
        pd.DataFrame(
            {
                "theme": rows["theme"].map(names),
                "code": [shorten(words[code], LONGEST, placeholder=" …") for code in rows["code"]],
                "people": [of_base(count, base) for count, _, base in bases],
                "without": [of_base(rest, base) for _, rest, base in bases],
            }
        ),
        key="twijfel",
        caption="Wat een rode draad zou verliezen zonder een plaatsing waaraan wij twijfelden",
        source="lezing van dit project (codebook.toml en coding.csv)",
        labels={
            "theme": "Rode draad",
            "code": "Geplaatste code",
            "people": carriers(counted.themes["unit"].iloc[0]).capitalize(),
            "without": "Zonder deze plaatsing",
        },
        interpretation=OURS,
        stamp=stamp_of(counted.session),
    )
