"""How firm the picture is: the order of the rode draden, and the placements we doubted."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import carriers, of_base, points, theirs, to
from workshop_analysis.chapters.wording import OURS, stamp_of
from workshop_analysis.display.objects import ReportNothing, ReportTable

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted

CODED_WITH = "contributions.csv en coding.csv"
LONGEST = 90


def order_table(counted: Counted) -> ReportTable | ReportNothing:
    """How much wider each rode draad is shared than the next, by the same people.

    One row per neighbours: wider, narrower, difference and interval (in percentage points), shown.
    """
    rows = counted.order[counted.order["low"].notna()]
    if rows.empty:
        return ReportNothing("de volgorde van de rode draden is hier niet te toetsen")
    names = counted.themes.set_index("theme")["name"]
    who = carriers(counted.themes["unit"].iloc[0])
    shown = rows["low"].gt(0).map({True: "aangetoond", False: "staat niet vast"})
    return ReportTable(
        pd.DataFrame(
            {
                "wider": rows["wider"].map(names),
                "narrower": rows["narrower"].map(names),
                "difference": rows["difference"].map(points),
                "interval": [
                    to(points(low), points(high))
                    for low, high in zip(rows["low"], rows["high"], strict=True)
                ],
                "shown": shown,
            }
        ),
        key="volgorde-rode-draden",
        caption="Elke rode draad naast de volgende, in procentpunten",
        source=theirs(counted.session, files=CODED_WITH),
        labels={
            "wider": "Rode draad",
            "narrower": "De volgende",
            "difference": "Verschil",
            "interval": "Interval",
            "shown": "Volgorde",
        },
        interpretation=OURS,
        stamp=stamp_of(counted.session),
        note=f"Het verschil is gemeten bij dezelfde {who} (Newcombe, gepaard). De intervallen "
        "gelden voor alle rijen samen (95%, Bonferroni).",
    )


def doubts_table(counted: Counted) -> ReportTable | ReportNothing:
    """What a rode draad would lose without a placement that its coder doubted.

    One row per rode draad with such a placement, the one on which it hangs most: theme (name), code
    (its words), people, with and without it (count and base), doubt.
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
                "doubt": rows["doubt"],
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
            "doubt": "Twijfel",
        },
        interpretation=OURS,
        stamp=stamp_of(counted.session),
    )
