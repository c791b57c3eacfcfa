"""How far the coders agree, as plain tables: every number with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.numbers import decimals, percentage
from workshop_analysis.coders.agreement import (
    NOT_DOUBLE,
    ONE_READER,
    PARADOX,
    agreement,
    before_consensus,
    coders,
    disagreements,
    person_of,
    within_person,
)
from workshop_analysis.commands.text import count, in_columns
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.estimates.reliability import MASI_FORMULA, ROUGH_UNDER
from workshop_analysis.terms import VOORBEELD, Evidence, Origin

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop

PUBLISHED = (
    "Deze sessie is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes, en niemand "
    "heeft ze gecodeerd."
)
HEADER = ("", "n", "met", "gelijk", "positief", "alfa", "interval", "AC1", "opmerking")
LEGEND = (
    "n: bijdragen die twee codeurs codeerden; met: daarvan met de code van minstens één codeur; "
    "gelijk: deel van de oordelen dat gelijk is; positief: geeft de één de code, hoe vaak dan de "
    "ander ook; alfa: die van Krippendorff, 1 is volledig eens en 0 is wat toeval zou geven; "
    "interval: 95%, uit een jackknife over de bijdragen; AC1: die van Gwet.",
    f"ruw: het interval rust op minder dan {ROUGH_UNDER} bijdragen.",
    MASI_FORMULA,
)
LEVELS = {
    "verzameling": "Alle codes van een bijdrage samen (alfa met de MASI-afstand)",
    "rode draad": "Per rode draad",
    "code": "Per code",
    "dezelfde persoon": "Dezelfde persoon, twee keer (alle codes van een bijdrage samen)",
}


def agreement_lines(workshop: Workshop) -> list[str]:
    """Return who coded what and how far they agreed, before any consensus; one thing a line."""
    stamp = [VOORBEELD] if workshop.session.example else []
    if workshop.session.evidence is Evidence.PUBLISHED:
        return [*stamp, PUBLISHED, *_placed(workshop)]
    if workshop.coding.empty:
        return [*stamp, "Nog niemand heeft gecodeerd."]
    return [*stamp, *_coders(workshop), *_measured(workshop), *_settled(workshop)]


def _placed(workshop: Workshop) -> Iterator[str]:
    placed = sorted(workshop.codebook.placements["coder"].dropna().unique())
    if len(placed) == 1:
        yield f"De plaatsing bij rode draden is van '{placed[0]}': {ONE_READER}."


def _coders(workshop: Workshop) -> Iterator[str]:
    yield "Wie codeerde wat:"
    total = len(workshop.session.records)
    for row in coders(workshop.coding).to_dict("records"):
        yield (
            f"- {row['coder']}: {row['records']} van {total} bijdragen, "
            f"{count(row['codes'], 'code', 'codes')}, {row['taken_over']} daarvan overgenomen van "
            f"een suggestie; bij {count(row['no_code'], 'bijdrage', 'bijdragen')} paste geen code"
        )


def _measured(workshop: Workshop) -> Iterator[str]:
    between = _between(workshop)
    if between.empty or not between["n"].iloc[0]:
        yield f"Tussen codeurs: {ONE_READER if between.empty else NOT_DOUBLE}."
        between = between.iloc[:0]
    both = pd.concat([between, within_person(workshop.coding)], ignore_index=True)
    if both.empty:
        return
    themes = workshop.codebook.themes
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    yield "Overeenstemming, van voor het overleg:"
    for level, part in both.groupby("level", sort=False):
        yield ""
        yield f"{LEVELS[str(level)]}:"
        yield from in_columns(HEADER, [_row(row, names=names) for row in part.to_dict("records")])
    yield ""
    yield from LEGEND
    if both["paradox"].any():
        yield f"paradox: {PARADOX}"


def _between(workshop: Workshop) -> pd.DataFrame:
    """Give the agreement between persons; no row when one person coded."""
    book = workshop.codebook
    if before_consensus(workshop.coding)["coder"].map(person_of).nunique() < 2:
        return pd.DataFrame()
    return agreement(
        workshop.coding,
        codes=book.codes["code"],
        placements=book.placements,
        themes=book.themes["theme"],
    )


def _row(row: Mapping[Any, Any], *, names: Mapping[str, str]) -> list[str | None]:
    low, high = decimals(row["low"]), decimals(row["high"])
    return [
        names.get(row["key"], row["key"]),
        str(row["n"]),
        None if pd.isna(row["positives"]) else str(row["positives"]),
        _equal(row),
        decimals(row["positive_agreement"]),
        decimals(row["alpha"]),
        None if low is None else f"{low} tot {high}",
        decimals(row["ac1"]),
        _remark(row),
    ]


def _equal(row: Mapping[Any, Any]) -> str | None:
    """A small base gets a fraction of one and no percentage."""
    if row["n"] < SMALL_BASE:
        return decimals(row["percent"])
    return percentage(row["percent"], base=row["n"])


def _remark(row: Mapping[Any, Any]) -> str:
    reason = row["reason"] if isinstance(row["reason"], str) else None
    rough = "ruw" if row["rough"] and pd.notna(row["low"]) else None
    paradox = "paradox" if row["paradox"] else None
    return ", ".join(filter(None, [reason, rough, paradox]))


def _settled(workshop: Workshop) -> Iterator[str]:
    """Yield how many differences there are, and on how many of them was decided."""
    differing = set(disagreements(workshop.coding, records=workshop.session.records)["record"])
    consensus = workshop.coding[workshop.coding["origin"].eq(Origin.CONSENSUS)]
    decided = set(consensus["record"])
    if differing or decided:
        yield ""
        yield (
            f"Verschillen: {count(len(differing), 'bijdrage', 'bijdragen')}; over "
            f"{len(differing & decided)} is samen besloten, over {len(differing - decided)} nog "
            "niet. Wat samen is besloten, staat niet in de getallen hierboven."
        )
