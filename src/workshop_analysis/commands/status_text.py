"""How far a session is, in sentences, and the command that comes next."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from workshop_analysis.coders.status import status
from workshop_analysis.commands.text import count
from workshop_analysis.faults import join
from workshop_analysis.folder.sheet_words import DIFFERENCES_FILE
from workshop_analysis.terms import Evidence

if TYPE_CHECKING:
    import pandas as pd

    from workshop_analysis.folder.workshop import Workshop

SHOWN = 10
"""So many contributions are named; the rest is counted."""
FACTS = {
    "question": "question (de vraag)",
    "method": "method (hoe er is gewerkt)",
    "selection": "selection (wie er waren)",
    "unit": "unit (wat één rij is)",
    "participants": "participants (hoeveel mensen)",
    "contact": "contact (bij wie een lezer terechtkan)",
    "licence": "licence (wat anderen ermee mogen)",
}
DAYS = {
    "publicatie voor sessie": "de publicatiedatum ({0}) ligt voor de dag van de sessie ({1}).",
    "correctie na publicatie": (
        "de laatste correctie is van {0}, en het rapport heeft de datum {1}. Geef het een nieuwe "
        "version en een nieuwe date."
    ),
    "correctie voor sessie": "er is een correctie van {0}, en de sessie was op {1}.",
    "opvolging na publicatie": (
        "opvolging.csv noemt {0}, en dat is na de publicatiedatum ({1}). Geef het rapport een "
        "nieuwe date, of kijk of de dag klopt."
    ),
    "opvolging voor sessie": "opvolging.csv noemt {0}, en de sessie was op {1}.",
}


def status_lines(workshop: Workshop, *, baseline: Path | None = None) -> list[str]:
    """Return what is done and what is next, one thing a line; `baseline` is where that stands."""
    table = status(workshop)
    said = [f"- {line}" for row in table.to_dict("records") for line in _lines(row)]
    head = ["Stand van zaken:", *said] if said else []
    return [*head, *next_lines(workshop, table, baseline=baseline)]


def next_lines(
    workshop: Workshop, table: pd.DataFrame, *, baseline: Path | None = None
) -> list[str]:
    """Return the command that comes next, as one can type it, after what people do themselves."""
    folder = typed(workshop.place)
    if workshop.session.evidence is Evidence.PUBLISHED:
        return [_next(f"report {folder}")]
    coders = table.loc[table["about"].eq("codeur")]
    known = [*map(str, coders["key"])]
    if len({key.partition("#")[0] for key in known}) < 2:
        return [_next(f"coder {folder} {_free_key(known)}")]
    open_still = dict(zip(table["about"], table["names"], strict=True))
    if open_still["niemand"]:
        return [_next(f"suggest {folder}")]
    if open_still["verschillen"]:
        return _decide(workshop, folder)
    report = [_next(f"report {folder}")]
    beside = [_next(f"compare {folder} --baseline {typed(baseline)}")] if baseline else []
    return beside or report


def _decide(workshop: Workshop, folder: str) -> list[str]:
    if DIFFERENCES_FILE not in workshop.hashes:
        file = typed(workshop.place / DIFFERENCES_FILE)
        return [_next(f"agreement {folder} --write {file}")]
    return [
        f"Eerst zelf: vul in {DIFFERENCES_FILE} bij 'consensus' in wat u samen besluit.",
        _next(f"status {folder}"),
    ]


def _free_key(known: list[str]) -> str:
    numbers = range(1, len(known) + 2)
    return next(key for key in (f"lezer-{number}" for number in numbers) if key not in known)


def _next(command: str) -> str:
    return f"Volgende opdracht: workshop-analysis {command}"


def typed(place: Path) -> str:
    """Return a path as one types it: between double quotes where it has a space or a bracket."""
    return str(place) if re.fullmatch(r"[\w./\\:~-]+", str(place)) else f'"{place}"'


def _lines(row: dict[Any, Any]) -> Iterator[str]:
    """Yield the sentence of one row; nothing where there is nothing to say."""
    about, done, total, names = row["about"], row["done"], row["total"], row["names"]
    if about == "codeur":
        yield f"{row['key']} codeerde {done} van de {count(total, 'bijdrage', 'bijdragen')}."
    elif about == "niemand" and done:
        yield f"{count(done, 'bijdrage', 'bijdragen')} zonder codering: {_listed(names)}."
    elif about == "geen code" and done:
        what = count(done, "bijdrage", "bijdragen")
        yield f"bij {what} vond een codeur dat geen code past: {_listed(names)}."
    elif about == "verschillen" and total:
        yield _differences(done, total, names)
    elif about == "feiten" and names:
        yield f"niet ingevuld in session.toml: {join(map(FACTS.__getitem__, names), last='en')}."
    elif about == "deelnemers":
        yield _participants(row)
    elif about == "datum":
        yield _day(row["key"], names)


def _differences(decided: int, total: int, names: tuple[str, ...]) -> str:
    what = count(total, "bijdrage", "bijdragen")
    if not names:
        return f"codeurs verschilden over {what}, en over alle is samen besloten."
    return (
        f"codeurs verschillen over {what}; over {decided} is samen besloten, over {len(names)} nog "
        f"niet: {_listed(names)}."
    )


def _participants(row: dict[Any, Any]) -> str:
    said, counted = row["key"], row["total"]
    if not counted:
        return f"deelnemers: '{said}' volgens session.toml; in de bijdragen staat niet wie."
    line = f"deelnemers: '{said}' volgens session.toml, {counted} in de bijdragen."
    if not isinstance(row["done"], int) or row["done"] == counted:
        return line
    if row["done"] < counted:
        return f"{line} Dat kan niet allebei kloppen."
    return f"{line} Bracht niet iedereen iets in, of ontbreken er bijdragen?"


def _day(key: str, names: tuple[str, ...]) -> str:
    if key == "correctie zonder versie":
        return f"er is een correctie, en de versie is nog '{names[0]}'. Geef een nieuwe version."
    days = [format_date(datetime.date.fromisoformat(day), "d MMMM y", locale="nl") for day in names]
    return DAYS[key].format(*days)


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - SHOWN
    shown = [*names[:SHOWN], *([f"nog {more}"] if more > 0 else [])]
    return join(shown, last="en")
