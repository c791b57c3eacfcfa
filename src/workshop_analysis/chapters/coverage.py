"""How complete the list of codes is, where people or tables were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.numbers import carriers, decimals, interval, percentage, theirs
from workshop_analysis.chapters.wording import noun, stamp_of
from workshop_analysis.charts import shares as charts_compare
from workshop_analysis.counting.completeness import Withheld, completeness
from workshop_analysis.display.objects import ReportFigure, ReportNothing, ReportTable, ReportText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.compare.side_by_side import SideBySide
    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.display.cells import Cell
    from workshop_analysis.style import Style

NOT_KNOWN = "van deze sessie zijn geen deelnemers of tafels bekend"
FOUND, ONCE, TWICE = "codes die iemand noemde", "codes van precies één", "codes van precies twee"
CODED, NO_FIT = "gecodeerde bijdragen", "gecodeerde bijdragen waar geen code past"
NEW, BETWEEN = "kans op iets nieuws", "interval van die kans"
FEWEST_DRAWN = 5
"""Under so many people or tables a line through them says nothing."""
WHY_NOT = {
    Withheld.FEW: "daarvoor zijn minstens tien {who} nodig",
    Withheld.CHANGED: "een code is achteraf gesplitst, samengevoegd of anders omschreven",
    Withheld.NONE_ONCE: "elke code is bij meer dan één van de {who} gehoord, en wat niet in het "
    "codeboek stond, kon niet worden geteld",
}


def complete_table(
    counted: Counted, *, beside: SideBySide | None = None
) -> ReportTable | ReportNothing:
    """How complete the list of codes is: one row per number, with what it means.

    Columns: what, value, meaning. Under ten people (or tables), and where a code changed since the
    earlier session (`beside`), there are counts only.
    """
    if counted.complete.empty or not counted.complete["codes"].iloc[0]:
        return ReportNothing(NOT_KNOWN)
    row = _complete(counted, beside)
    who = carriers(row["unit"])
    rows = [
        (who, int(row["units"]), "met minstens één gecodeerde bijdrage"),
        (FOUND, int(row["codes"]), f"door minstens een van de {who}"),
        (ONCE, int(row["once"]), f"gehoord bij precies een van de {who}"),
        (TWICE, int(row["twice"]), f"gehoord bij precies twee van de {who}"),
        (CODED, int(row["coded"]), "met een code, of met geen-code"),
        (NO_FIT, int(row["without_code"]), "de schatting weet hier niets van"),
        (NEW, _new(row), "dat een volgende genoemde code een nieuwe is (Good-Turing)"),
        (BETWEEN, interval(row["new_low"], row["new_high"], base=row["units"]), _HOW),
    ]
    frame = pd.DataFrame(rows, columns=["what", "value", "meaning"], dtype=object)
    frame = frame.dropna(subset=["value"])
    return ReportTable(
        frame,
        key="volledigheid",
        caption="Hoe volledig de lijst met codes is, met dit codeboek",
        source=theirs(counted.session, files="coding.csv"),
        labels={"what": "Wat", "value": "Getal", "meaning": "Wat het betekent"},
        stamp=stamp_of(counted.session),
        note=_note(row, who=who),
    )


_HOW = "95%, door telkens één weg te laten (jackknife)"


def _complete(counted: Counted, beside: SideBySide | None) -> dict[Any, Any]:
    """The numbers of completeness, withheld where a code no longer means what it meant."""
    changed = beside.pair.codes.changed if beside is not None else frozenset()
    named = set(counted.codes.loc[counted.codes["mentions"] > 0, "code"])
    table = counted.complete
    if changed & named:
        table = completeness(counted.reading.coded, changed=True)
    return dict(table.iloc[0].to_dict())


def _new(row: Mapping[Any, Any]) -> str | None:
    """The chance of something new: never nought, for what was heard once may be heard again."""
    if pd.isna(row["chance_new"]):
        return None
    return "minder dan 1%" if row["chance_new"] < 0.005 else percentage(row["chance_new"], base=1)


def _note(row: Mapping[Any, Any], *, who: str) -> str:
    if pd.notna(row["withheld"]):
        return f"Er staat geen schatting: {WHY_NOT[row['withheld']].format(who=who)}."
    return "Deze schatting klopt niet als iedereen elkaars briefjes kon lezen."


def complete_sentence(table: ReportTable | ReportNothing) -> ReportText | ReportNothing:
    """What was heard, what fitted no code, and what may be said of the rest."""
    if isinstance(table, ReportNothing):
        return table
    cells = {name: table.cell(what, "value") for name, what in _NAMED.items()}
    start = (
        "Er {is_found} {found} {codes} genoemd; {one} daarvan {is_one} bij precies één van "
        f"de {table.frame['what'].iloc[0]} gehoord. Bij {{none}} van de {{coded}} gecodeerde "
        "bijdragen paste geen enkele code. "
    )
    for name, words in _verbs(cells).items():
        start = start.replace(f"{{{name}}}", words)
    if NEW not in set(table.frame["what"]):
        reason = str(table.note).partition(": ")[2]
        return ReportText(
            f"{start}Hoe volledig dat is, schatten wij niet: {reason} {_LIMITS}", cells=cells
        )
    more = {"new": table.cell(NEW, "value")}
    between = ""
    if BETWEEN in set(table.frame["what"]):
        more["between"], between = table.cell(BETWEEN, "value"), " (interval {between})"
    return ReportText(
        f"{start}Met dit codeboek is de kans dat een volgende genoemde code een nieuwe is, naar "
        f"schatting {{new}}{between}. {_LIMITS}",
        cells=cells | more,
    )


_NAMED = {"found": FOUND, "one": ONCE, "none": NO_FIT, "coded": CODED}
_LIMITS = "Dit gaat over deze vraag en deze mensen. Het zegt niet dat alles is gezegd."


def _verbs(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {
        "is_found": noun(cells["found"], "is", more="zijn"),
        "codes": noun(cells["found"], "code", more="codes"),
        "is_one": noun(cells["one"], "is", more="zijn"),
    }


def curve_figure(counted: Counted, *, style: Style) -> ReportFigure | ReportNothing:
    """How the number of different codes grows with the number of people (or tables)."""
    curve = counted.curve
    if len(curve) < FEWEST_DRAWN or not curve["codes"].iloc[-1]:
        return ReportNothing(NOT_KNOWN if curve.empty else "daarvoor zijn er te weinig geteld")
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
