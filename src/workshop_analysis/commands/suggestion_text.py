"""Suggestions as plain text: per contribution the nearest codes, how near, and what it is like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.numbers import decimals
from workshop_analysis.coders.similarity import (
    NEARLY_SAME,
    ORDER_UP_TO,
    near_duplicates,
    reading_order,
)
from workshop_analysis.coders.suggest import COMPARE_FROM, Suggestions, uncoded
from workshop_analysis.commands.coder_records import suggest_for
from workshop_analysis.commands.text import count
from workshop_analysis.terms import NO_CODE, VOORBEELD

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop

WIDTH = 100
NONE_OF_THESE = "geen van deze"
MEANING_TOO = "Ook op betekenis vergelijken kan na: pip install '.[semantic]'."


@dataclass(frozen=True)
class Offered:
    """What is suggested for the contributions of a session that nobody coded, and around it.

    `texts` are all contributions by id, `waiting` the ids without a code in reading order, `codes`
    the words of each code, `order` all ids in reading order, `pairs` those of
    `similarity.near_duplicates`.
    """

    suggestions: Suggestions
    texts: pd.Series
    waiting: tuple[str, ...]
    codes: pd.Series
    order: tuple[str, ...]
    pairs: pd.DataFrame
    example: bool

    def lines(self, *, alike: bool = False) -> list[str]:
        """Return everything as text, one thing a line; `alike` adds which texts are alike."""
        stamp = [VOORBEELD] if self.example else []
        rest = [*_order(self), *_pairs(self)] if alike else [*_how_many(self.pairs)]
        return [*stamp, *_head(self), *_each(self), *_refused(self.suggestions.refusals), *rest]


def offered_for(workshop: Workshop) -> Offered:
    """Give the suggestions for every contribution of a session that nobody coded."""
    records = workshop.session.records
    waiting = uncoded(records, coding=workshop.coding)
    order = tuple(reading_order(records)["id"])
    return Offered(
        suggestions=suggest_for(workshop, waiting),
        texts=records.set_index("id")["text"],
        waiting=tuple(key for key in order if key in set(waiting["id"])),
        order=order,
        codes=workshop.codebook.codes.set_index("code")["text"],
        pairs=near_duplicates(records),
        example=workshop.session.example,
    )


def _head(offered: Offered) -> Iterator[str]:
    total, waiting = len(offered.texts), len(offered.waiting)
    yield f"{waiting} van de {count(total, 'bijdrage', 'bijdragen')} heeft nog niemand gecodeerd."
    if not waiting:
        return
    yield _method(offered.suggestions)
    yield (
        "De gelijkenis (0 tot 1) is geen kans dat de suggestie klopt, en geen methode weet of geen "
        "enkele code past. U kiest."
    )
    if 1 < waiting <= ORDER_UP_TO:
        yield "Bijdragen die op elkaar lijken, staan hieronder bij elkaar."


def _method(suggestions: Suggestions) -> str:
    tried = suggestions.tried.to_dict("records")
    if not tried:
        return "Er is geen methode gebruikt."
    coded = tried[0]["coded"]
    found = [
        f"{row['method']} {round(row['hit_at_3'] * coded)} van {coded}"
        for row in tried
        if pd.notna(row["hit_at_3"])
    ]
    said = f"Gebruikt: gelijkenis op {suggestions.method}."
    if found:
        said += f" De code die een mens gaf, stond bij de eerste drie: {', '.join(found)}."
    if len(tried) < 2 and coded >= COMPARE_FROM:
        said += f" {MEANING_TOO}"
    return said


def _each(offered: Offered) -> Iterator[str]:
    rows = dict(list(offered.suggestions.table.groupby("record", sort=False)))
    for key in offered.waiting:
        if key in rows:
            yield ""
            yield f"{key}: {_short(offered.texts[key])}"
            yield from (_line(row, offered.codes) for row in rows[key].to_dict("records"))


def _line(row: dict[Any, Any], codes: pd.Series) -> str:
    if row["code"] == NO_CODE:
        return f"  {row['rank']}. {NONE_OF_THESE}"
    like = "; ".join(f"'{_short(text)}'" for text in row["evidence"])
    named = f"{row['code']} ({_short(codes[row['code']])})"
    return f"  {row['rank']}. {named}, gelijkenis {decimals(row['similarity'])}; lijkt op {like}"


def _refused(refusals: pd.DataFrame) -> Iterator[str]:
    if len(refusals):
        yield ""
        yield "Zonder suggestie:"
    for (about, reason), part in refusals.groupby(["about", "reason"], sort=False):
        yield f"- {about} {', '.join(part['key'])}: {reason}"


def _how_many(pairs: pd.DataFrame) -> Iterator[str]:
    if len(pairs):
        yield ""
        what = count(len(pairs), "paar bijdragen is", "paren van bijdragen zijn")
        yield f"{what} bijna gelijk. Met --alike staan zij hier."


def _order(offered: Offered) -> Iterator[str]:
    if 1 < len(offered.order) <= ORDER_UP_TO:
        yield ""
        yield f"Leesvolgorde, met bij elkaar wat op elkaar lijkt: {', '.join(offered.order)}"


def _pairs(offered: Offered) -> Iterator[str]:
    if offered.pairs.empty:
        return
    yield ""
    yield (
        f"Bijna gelijke bijdragen (gelijkenis {decimals(NEARLY_SAME, places=1)} of meer). Er wordt "
        "niets weggelaten:"
    )
    for row in offered.pairs.to_dict("records"):
        same = "dezelfde woorden" if row["exact"] else f"gelijkenis {decimals(row['similarity'])}"
        text = _short(offered.texts[row["first"]])
        yield f"- {row['first']} en {row['second']}, {same}: {text}"


def _short(text: object) -> str:
    return shorten(str(text), WIDTH, placeholder=" …")
