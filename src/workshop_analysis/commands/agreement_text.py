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
    coder_pairs,
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
    from workshop_analysis.folder.workshop import Folder

PUBLISHED = (
    "Deze sessie is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes, en niemand "
    "heeft ze gecodeerd."
)
HEADER = ("", "n", "met", "gelijk", "positief", "alfa", "interval", "AC1", "opmerking")
LEGEND = (
    "n: bijdragen die twee codeurs codeerden; met: daarvan met de code van minstens één codeur; "
    "gelijk: deel van de oordelen dat gelijk is; positief: geeft de één de code, hoe vaak dan de "
    "ander ook; alfa: die van Krippendorff, 1 is volledig eens en 0 is wat toeval zou geven; "
    "interval: 95%, uit een jackknife over de bijdragen; AC1: die van Gwet, met zijn interval. "
    "Alle getallen gaan over de n bijdragen die twee codeurs codeerden.",
    f"ruw: het interval rust op minder dan {ROUGH_UNDER} bijdragen.",
    MASI_FORMULA,
)
KAPPA = (
    "kappa: die van Cohen, voor twee codeurs. Zij zakt net als alfa waar een code zeldzaam is; "
    "zij staat hier om naast andermans kappa te leggen."
)
PAIRS = ("", "n", "gelijk", "alfa", "interval")
LEVELS = {
    "verzameling": "Alle codes van een bijdrage samen (alfa met de MASI-afstand)",
    "rode draad": "Per rode draad",
    "code": "Per code",
    "dezelfde persoon": "Dezelfde persoon, twee keer (alle codes van een bijdrage samen)",
}


def agreement_lines(content: Folder, *, kappa: bool = False) -> list[str]:
    """Return who coded what and how far they agreed, before any consensus; one thing a line.

    `kappa` puts Cohen's kappa beside alpha where two persons coded.
    """
    stamp = [VOORBEELD] if content.session.example else []
    if content.session.evidence is Evidence.PUBLISHED:
        return [*stamp, PUBLISHED, *_placed(content)]
    if content.coding.empty:
        return [*stamp, "Nog niemand heeft gecodeerd."]
    return [*stamp, *_coders(content), *_measured(content, kappa=kappa), *_settled(content)]


def _placed(content: Folder) -> Iterator[str]:
    placed = sorted(content.codebook.placements["coder"].dropna().unique())
    if len(placed) == 1:
        yield f"De plaatsing bij rode draden is van '{placed[0]}': {ONE_READER}."


def _coders(content: Folder) -> Iterator[str]:
    yield "Wie codeerde wat:"
    total = len(content.session.records)
    for row in coders(content.coding).to_dict("records"):
        yield (
            f"- {row['coder']}: {row['records']} van {total} bijdragen, "
            f"{count(row['codes'], 'code', 'codes')}, {row['taken_over']} daarvan overgenomen van "
            f"een suggestie; bij {count(row['no_code'], 'bijdrage', 'bijdragen')} paste geen code"
        )


def _measured(content: Folder, *, kappa: bool) -> Iterator[str]:
    between = _between(content)
    if between.empty or not between["n"].iloc[0]:
        yield f"Tussen codeurs: {ONE_READER if between.empty else NOT_DOUBLE}."
        between = between.iloc[:0]
    both = pd.concat([between, within_person(content.coding)], ignore_index=True)
    if both.empty:
        return
    themes = content.codebook.themes
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    yield "Overeenstemming, van voor het overleg:"
    for level, part in both.groupby("level", sort=False):
        yield ""
        yield f"{LEVELS[str(level)]}:"
        rows = part.to_dict("records")
        head = (*HEADER[:-1], "kappa", HEADER[-1]) if kappa else HEADER
        yield from in_columns(head, [_row(row, names=names, kappa=kappa) for row in rows])
    yield from _pairs(content, kappa=kappa)
    yield ""
    yield from (*LEGEND, *([KAPPA] if kappa else []))
    if both["paradox"].any():
        yield f"paradox: {PARADOX}"


def _pairs(content: Folder, *, kappa: bool) -> Iterator[str]:
    """Yield how far each pair of persons agreed, where there is more than one pair or kappa."""
    pairs = coder_pairs(content.coding)
    if len(pairs) < 2 and not (kappa and len(pairs)):
        return
    yield ""
    yield "Per paar codeurs (alle codes van een bijdrage samen):"
    rows = []
    for row in pairs.to_dict("records"):
        told = [f"{row['one']} en {row['other']}", str(row["n"]), _equal(row)]
        told += [decimals(row["alpha"]), _ends(row["low"], row["high"])]
        rows.append([*told, *([decimals(row["kappa"])] if kappa else [])])
    yield from in_columns((*PAIRS, *(["kappa"] if kappa else [])), rows)


def _between(content: Folder) -> pd.DataFrame:
    """Give the agreement between persons; no row when one person coded."""
    book = content.codebook
    if before_consensus(content.coding)["coder"].map(person_of).nunique() < 2:
        return pd.DataFrame()
    return agreement(
        content.coding,
        codes=book.codes["code"],
        placements=book.placements,
        themes=book.themes["theme"],
    )


def _row(
    row: Mapping[Any, Any], *, names: Mapping[str, str], kappa: bool = False
) -> list[str | None]:
    ac1, between = decimals(row["ac1"]), _ends(row["ac1_low"], row["ac1_high"])
    return [
        names.get(row["key"], row["key"]),
        str(row["n"]),
        None if pd.isna(row["positives"]) else str(row["positives"]),
        _equal(row),
        decimals(row["positive_agreement"]),
        decimals(row["alpha"]),
        _ends(row["low"], row["high"]),
        f"{ac1} ({between})" if between else ac1,
        *([decimals(row["kappa"])] if kappa else []),
        _remark(row),
    ]


def _ends(low: float, high: float) -> str | None:
    ends = decimals(low), decimals(high)
    return None if ends[0] is None else f"{ends[0]} tot {ends[1]}"


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


def _settled(content: Folder) -> Iterator[str]:
    """Yield how many differences there are, and on how many of them was decided."""
    differing = set(disagreements(content.coding, records=content.session.records)["record"])
    consensus = content.coding[content.coding["origin"].eq(Origin.CONSENSUS)]
    decided = set(consensus["record"])
    if differing or decided:
        yield ""
        yield (
            f"Verschillen: {count(len(differing), 'bijdrage', 'bijdragen')}; over "
            f"{len(differing & decided)} is samen besloten, over {len(differing - decided)} nog "
            "niet. Wat samen is besloten, staat niet in de getallen hierboven."
        )
