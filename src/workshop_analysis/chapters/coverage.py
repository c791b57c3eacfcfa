"""How complete the list of codes is, where people or tables were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import carriers, decimals, percentage, theirs
from workshop_analysis.chapters.wording import noun, stamp_of
from workshop_analysis.charts import shares as charts_compare
from workshop_analysis.display.objects import ReportFigure, ReportNothing, ReportTable, ReportText

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.style import Style

NOT_KNOWN = "van deze sessie zijn geen deelnemers of tafels bekend"
FOUND, ONCE, TWICE = "codes die iemand noemde", "codes van precies één", "codes van precies twee"
COVERED, NEW, FEWEST = "dekking", "kans op iets nieuws", "minstens te verwachten codes"
FORMS = {
    "klassiek": "Chao2, klassieke vorm; een ondergrens",
    "bias-gecorrigeerd": "Chao2, bias-gecorrigeerde vorm; een ondergrens",
}


def complete_table(counted: Counted) -> ReportTable | ReportNothing:
    """How complete the list of codes is: one row per number, with what it means.

    Columns: what, value, meaning. Under ten people (or tables) there are counts only.
    """
    if counted.complete.empty or not counted.complete["codes"].iloc[0]:
        return ReportNothing(NOT_KNOWN)
    row = counted.complete.iloc[0].to_dict()
    who = carriers(row["unit"])
    rows = [
        (who, int(row["units"]), "met minstens één gecodeerde bijdrage"),
        (FOUND, int(row["codes"]), f"door minstens een van de {who}"),
        (ONCE, int(row["once"]), f"gehoord bij precies een van de {who}"),
        (TWICE, int(row["twice"]), f"gehoord bij precies twee van de {who}"),
        (COVERED, percentage(row["coverage"], base=row["units"]), _MEANS[COVERED]),
        (NEW, percentage(row["chance_new"], base=row["units"]), _MEANS[NEW]),
        (FEWEST, decimals(row["chao2"], places=1), FORMS.get(str(row["chao2_form"]), "")),
    ]
    frame = pd.DataFrame(rows, columns=["what", "value", "meaning"]).dropna(subset=["value"])
    return ReportTable(
        frame,
        key="volledigheid",
        caption="Hoe volledig de lijst met codes is",
        source=theirs(counted.session, files="coding.csv"),
        labels={"what": "Wat", "value": "Getal", "meaning": "Wat het betekent"},
        stamp=stamp_of(counted.session),
        note="Deze schattingen kloppen niet als codes achteraf zijn gesplitst of samengevoegd, of "
        "als iedereen elkaars briefjes kon lezen.",
    )


_MEANS = {
    COVERED: "het deel van alles wat zulke mensen zouden noemen dat de gevonden codes dekken "
    "(Good-Turing)",
    NEW: "de kans dat een volgende genoemde code een nieuwe is (Good-Turing)",
}


def complete_sentence(table: ReportTable | ReportNothing) -> ReportText | ReportNothing:
    """What the numbers say about completeness, as far as they were estimated."""
    if isinstance(table, ReportNothing):
        return table
    what = set(table.frame["what"])
    found = table.cell(FOUND, "value")
    if COVERED not in what:
        return ReportText(
            "Er zijn {found} codes genoemd. Voor een schatting van hoe volledig dat is, deden te "
            "weinig mensen mee.",
            cells={"found": found},
        )
    one = table.cell(ONCE, "value")
    heard = noun(one, "code is", more="codes zijn")
    return ReportText(
        "De {found} codes dekken naar schatting {covered} van wat mensen als deze deelnemers "
        f"zouden noemen. {{one:Words}} {heard} bij precies één van hen gehoord; de kans dat een "
        "volgende genoemde code een nieuwe is, is naar schatting {new}. Dit gaat over deze vraag "
        "en deze mensen. Het zegt niet dat alles is gezegd.",
        cells={
            "found": found,
            "covered": table.cell(COVERED, "value"),
            "one": one,
            "new": table.cell(NEW, "value"),
        },
    )


def curve_figure(counted: Counted, *, style: Style) -> ReportFigure | ReportNothing:
    """How the number of different codes grows with the number of people (or tables)."""
    curve = counted.curve
    if len(curve) < 2 or not curve["codes"].iloc[-1]:
        return ReportNothing(NOT_KNOWN)
    who = carriers(curve["unit"].iloc[0])
    return ReportFigure(
        lambda ax, narrow: charts_compare.accumulation_chart(curve, ax, style=style, narrow=narrow),
        table=_curve_table(counted, who=who),
        key="figuur-volledigheid",
        alt=(
            f"Een lijn met het gemiddelde aantal verschillende codes tegen het aantal {who}. "
            "Loopt de lijn aan het eind nog op, dan zouden meer mensen nieuwe codes brengen; is "
            "zij vlak, dan zou vooral hetzelfde terugkomen. De tabel eronder geeft de getallen."
        ),
        caption=f"Hoeveel verschillende codes je hoort naarmate meer {who} iets zeggen",
        source=theirs(counted.session, files="coding.csv"),
        stamp=stamp_of(counted.session),
        style=style,
        wide=charts_compare.CURVE["wide"],
        narrow=charts_compare.CURVE["narrow"],
    )


def _curve_table(counted: Counted, *, who: str) -> ReportTable:
    """A few points of the curve: the first, every so many, and the last."""
    curve = counted.curve
    step = max(1, round(len(curve) / 5))
    last = curve.index == len(curve) - 1
    some = curve[curve["units"].eq(1) | curve["units"].mod(step).eq(0) | last]
    return ReportTable(
        pd.DataFrame(
            {
                "units": some["units"].astype("str"),
                "codes": some["codes"].map(lambda value: decimals(value, places=1)),
            }
        ),
        key="volledigheid-lijn",
        caption="Gemiddeld aantal verschillende codes, over alle volgordes",
        source=theirs(counted.session, files="coding.csv"),
        labels={"units": f"Aantal {who}", "codes": "Verschillende codes"},
        stamp=stamp_of(counted.session),
    )
