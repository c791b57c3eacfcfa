"""What it is worth that something was not seen again: the chance that it would have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.beside import NO_BASELINE, both_sources
from workshop_analysis.chapters.numbers import at_most, carriers, likely
from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.compare import State
from workshop_analysis.compare.chances import PREVALENCES
from workshop_analysis.display.objects import ReportNothing, ReportTable, ReportText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.compare.side_by_side import SideBySide


def chances_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """What an absence is worth: one row per share of such people, a column per way of counting."""
    if beside is None:
        return ReportNothing(NO_BASELINE)
    if beside.chances.empty:
        return ReportNothing("van deze sessie zijn geen deelnemers of tafels bekend")
    columns = {str(row["unit"]): _chances(row) for row in beside.chances.to_dict("records")}
    sizes = dict(zip(beside.chances["unit"], beside.chances["n"], strict=True))
    frame = pd.DataFrame({"at": [*(f"{at}%" for at in PREVALENCES), BOUND], **columns})
    if beside.chances["upper95"].isna().all():
        frame = frame.iloc[:-1]
    heads = {"participant": "elke deelnemer telt", "table": "elke tafel telt als één stem"}
    return ReportTable(
        frame,
        key="kans-om-te-zien",
        caption="Hoe groot de kans was om iets te zien",
        source=both_sources(beside),
        labels={
            "at": "Als dit deel het zou noemen",
            **{unit: f"{heads[unit]} ({sizes[unit]} {carriers(unit)})" for unit in columns},
        },
        stamp=stamp_of(beside.later.session),
        note=f"{_BOUND_NOTE if beside.chances['upper95'].notna().any() else ''}Dit klopt niet als "
        "de vraag anders was of als een tafel haar inbreng samenvoegde.",
    )


BOUND = "niemand noemde het: hoogstens"
_BOUND_NOTE = (
    "De onderste rij: zo groot kan het deel dat het zou noemen nog zijn als niemand het noemde "
    "(95%); het is het einde van het interval dat bij nul hoort. "
)


def absence_sentence(
    beside: SideBySide | None, *, chances: ReportTable | ReportNothing
) -> ReportText | ReportNothing:
    """How to read what was not seen again, with the chance to have seen it."""
    if beside is None:
        return ReportNothing(NO_BASELINE)
    if isinstance(chances, ReportNothing):
        return chances
    if not beside.codes["state"].eq(State.NOT_SEEN_AGAIN).any():
        return ReportNothing("elke code is teruggekomen")
    ways = [str(name) for name in chances.frame if name != "at"]
    at = f"{PREVALENCES[1]}%"
    said = {"participant": "als elke deelnemer voor zichzelf sprak", "table": _ONE_VOICE}
    parts = " en ".join(f"{{{way}}} {said[way]}" for way in ways)
    return ReportText(
        "Niet teruggezien is niet hetzelfde als verdwenen. Zou {at} van mensen als deze "
        f"deelnemers het noemen, dan was de kans om het hier te zien {parts}.",
        cells={
            "at": chances.cell(at, "at"),
            **{way: chances.cell(at, way) for way in ways},
        },
    )


_ONE_VOICE = "als elke tafel met één stem sprak"


def _chances(row: Mapping[Any, Any]) -> list[str | None]:
    seen = [likely(row[f"seen_at_{at}"]) for at in PREVALENCES]
    return [*seen, at_most(row["upper95"], base=row["n"])]
