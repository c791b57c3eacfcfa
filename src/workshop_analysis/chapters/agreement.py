"""How far the coders agreed before they talked, and whose reading the counts use."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.comparison import LONGEST
from workshop_analysis.chapters.numbers import decimals, percentage, to
from workshop_analysis.chapters.session_figures import WAYS
from workshop_analysis.chapters.wording import noun, stamp_of
from workshop_analysis.coders.agreement import NOT_DOUBLE, ONE_READER, PARADOX, ROUGH
from workshop_analysis.display.objects import ReportNothing, ReportTable, ReportText
from workshop_analysis.display.sentences import verbatim
from workshop_analysis.estimates.reliability import MASI_FORMULA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.counting.counted import Counted

ALL_CODES = "Alle codes van een bijdrage samen"
BITES = "zie de noot bij alfa"


def agreement_table(counted: Counted) -> ReportTable | ReportNothing:
    """How far the coders agreed, over whole code sets and per rode draad, before any consensus.

    One row for all codes of a bijdrage together, then one per rode draad: what, n (coded by two),
    positives (of those, with the rode draad from at least one), percent, positive, alpha,
    interval, ac1, remark (why a number is missing, or what to watch).
    """
    names = counted.reading.codebook.themes.set_index("theme")["name"]
    rows = counted.agreed[counted.agreed["level"].ne("code")]
    return _table(
        rows.assign(what=rows["key"].map(names).fillna(ALL_CODES)),
        counted,
        key="overeenstemming",
        note=f"{_NOTE.format(what='rode draad')} Voor alle codes samen: {MASI_FORMULA}",
    )


def codes_agreement_table(counted: Counted) -> ReportTable | ReportNothing:
    """How far the coders agreed on each code that one of them gave; rows as in `agreement_table`.

    A code that neither gave has no row: there is nothing to agree on.
    """
    words = counted.reading.codebook.codes.set_index("code")["text"]
    rows = counted.agreed[counted.agreed["level"].eq("code") & counted.agreed["positives"].gt(0)]
    return _table(
        rows.assign(what=[shorten(words[key], LONGEST, placeholder=" …") for key in rows["key"]]),
        counted,
        key="overeenstemming-codes",
        note=_NOTE.format(what="code"),
    )


_NOTE = (
    "Alfa is die van Krippendorff: 1 is volledig eens, 0 is wat toeval zou geven. Het interval "
    "(95%) komt uit een jackknife over de bijdragen. Positief: als de één de {what} geeft, de kans "
    "dat de ander dat ook doet."
)


def _table(
    rows: pd.DataFrame, counted: Counted, *, key: str, note: str
) -> ReportTable | ReportNothing:
    if counted.agreed["coders"].lt(2).any() or not len(rows) or not rows["n"].max():
        alone = counted.agreed["coders"].lt(2).any()
        return ReportNothing(ONE_READER if alone else NOT_DOUBLE)
    measured = rows.to_dict("records")
    frame = pd.DataFrame(
        {
            "what": rows["what"],
            "n": rows["n"],
            "positives": rows["positives"],
            "percent": [percentage(row["percent"], base=row["n"]) for row in measured],
            "positive": rows["positive_agreement"].map(decimals),
            "alpha": rows["alpha"].map(decimals),
            "interval": [_interval(row) for row in measured],
            "ac1": rows["ac1"].map(decimals),
            "remark": [_remark(row) for row in measured],
        }
    )
    return ReportTable(
        frame[[name for name in frame if frame[name].notna().any()]],
        key=key,
        caption="Hoe ver de codeurs het eens waren, voordat zij overlegden",
        source="codering van dit project (coding.csv)",
        labels=_HEADINGS,
        stamp=stamp_of(counted.session),
        note=note,
    )


_HEADINGS = {
    "what": "Waarover",
    "n": "Dubbel gecodeerd",
    "positives": "Gegeven door iemand",
    "percent": "Gelijk",
    "positive": "Positief",
    "alpha": "Alfa",
    "interval": "Interval",
    "ac1": "AC1",
    "remark": "Let op",
}


def agreement_sentence(table: ReportTable | ReportNothing, *, figures: ReportTable) -> ReportText:
    """How far the coders agreed over whole bijdragen; or that this cannot be said, and why."""
    if isinstance(table, ReportNothing):
        return ReportText(_without_agreement(figures))
    row = table.frame.iloc[0]
    parts = "en lazen los van elkaar {n} bijdragen. Zij gaven bij {percent} daarvan precies "
    parts += "dezelfde codes. "
    cells = {
        "coders": figures.cell("codeurs", "value"),
        "n": table.cell(ALL_CODES, "n"),
        "percent": table.cell(ALL_CODES, "percent"),
    }
    start = "{coders:Words} codeurs werkten met hetzelfde codeboek " + parts
    if "alpha" not in table.frame or pd.isna(row["alpha"]):
        return ReportText(start + "Er was te weinig verschil om alfa te berekenen.", cells=cells)
    cells["alpha"] = table.cell(ALL_CODES, "alpha")
    if "interval" not in table.frame or pd.isna(row["interval"]):
        return ReportText(start + "Alfa over alle codes samen is {alpha}.", cells=cells)
    cells["interval"] = table.cell(ALL_CODES, "interval")
    return ReportText(
        start + "Alfa over alle codes samen is {alpha} (interval {interval}).", cells=cells
    )


def paradox_sentence(table: ReportTable | ReportNothing) -> ReportText | ReportNothing:
    """Where alfa is low while nearly all judgements are equal, and how to read that."""
    if isinstance(table, ReportNothing):
        return table
    bitten = table.frame.loc[_bitten(table), "what"]
    if bitten.empty:
        return ReportNothing("bij geen enkele rode draad trekt zeldzaamheid alfa omlaag")
    names = [table.cell(name, "what") for name in bitten]
    said = f"{PARADOX[0].lower()}{PARADOX[1:]}"
    return ReportText(f"Bij {{names}}: {said}", cells={"names": names}, literals=("AC1",))


def reading_sentence(counted: Counted, *, figures: ReportTable) -> ReportText:
    """Whose reading the counts of this report use, with how many bijdragen each way."""
    ways = {way: figures.cell(f"lezing: {way}", "value") for way in WAYS}
    told = [(way, cell) for way, cell in ways.items() if cell.value]
    if not told:
        return ReportText("Nog geen enkele bijdrage is gecodeerd.")
    cells = {f"way{place}": cell for place, (_, cell) in enumerate(told, start=1)}
    names = dict(enumerate(cells))
    parts = [f"{_SAID[way]} {{{names[place]}}}" for place, (way, _) in enumerate(told)]
    main = counted.reading.main or ""
    who = f" Die eerste codeur is ‘{verbatim(main)}’." if main and ways["hoofdcodeur"].value else ""
    return ReportText(
        f"De aantallen gebruiken één lezing per bijdrage: {'; '.join(parts)}.{who}",
        cells=cells,
        literals=(main,) if who else (),
    )


_SAID = {
    "consensus": "waar de codeurs samen besloten, dat besluit:",
    "eens": "waar alle codeurs hetzelfde gaven, die codes:",
    "hoofdcodeur": "anders die van de eerste codeur:",
    "enige codeur": "waar alleen een ander las, die van de ander:",
}


def taken_over_sentence(figures: ReportTable) -> ReportText:
    """How many codes were suggested by the program and taken over by a person."""
    taken = figures.cell("overgenomen suggesties", "value")
    verb = noun(taken, "is", more="zijn")
    return ReportText(
        f"Van de {{codes}} gegeven codes {verb} er {{taken}} overgenomen van een suggestie van het "
        "programma; een mens besloot daarover. De rest gaf een codeur zonder suggestie.",
        cells={"codes": figures.cell("gegeven codes", "value"), "taken": taken},
    )


def _without_agreement(figures: ReportTable) -> str:
    if figures.cell("codeurs", "value").value == 0:
        return "Nog niemand heeft gecodeerd; er is geen overeenstemming te berekenen."
    if figures.cell("codeurs", "value").value == 1:
        return (
            "De bijdragen zijn gecodeerd door één lezer; er is geen overeenstemming te berekenen. "
            "Een andere lezer kan anders coderen."
        )
    return f"Over de codeurs is geen overeenstemming te berekenen: {NOT_DOUBLE}."


def _interval(row: Mapping[Any, Any]) -> str | None:
    low, high = decimals(row["low"]), decimals(row["high"])
    return None if low is None else to(low, high)


def _remark(row: Mapping[Any, Any]) -> list[str] | None:
    told = [
        row["reason"] if isinstance(row["reason"], str) else None,
        BITES if row["paradox"] else None,
        ROUGH if row["rough"] and pd.notna(row["alpha"]) else None,
    ]
    return [text for text in told if isinstance(text, str)] or None


def _bitten(table: ReportTable) -> pd.Series[bool]:
    if "remark" not in table.frame:
        return pd.Series(False, table.frame.index)
    return table.frame["remark"].map(lambda told: isinstance(told, list) and BITES in told)
