"""Where a session is counted in another way than one would expect: said, never silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.checks import join
from workshop_analysis.coders.agreement import (
    before_consensus,
    code_sets,
    first_rounds,
    round_of,
    settled,
)
from workshop_analysis.coders.kinds import code_kinds, other_kind
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.counting.units import cluster_of, headline_unit
from workshop_analysis.estimates import FEWEST_CLUSTERS
from workshop_analysis.folder.identity import AS_WRITTEN, COMPANY, persons
from workshop_analysis.terms import UNKNOWN_PERSON, Evidence, Origin

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop

COLUMNS = ["what", "instead", "why"]
Row = tuple[str, str, str]


def fallbacks(workshop: Workshop, *, outcomes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return where this session falls back: one row per fallback, none for a published list.

    `what` is done, `instead` of what, and `why`; each a part of a Dutch sentence (see `spoken`).
    `outcomes` are the records of the baseline, which know of which kind some codes are.
    """
    if workshop.session.evidence is not Evidence.CONTRIBUTIONS:
        return pd.DataFrame(columns=COLUMNS)
    records = workshop.session.records
    rows = [
        *_unit(records),
        *_people(records),
        *_tables(records),
        *_withheld(records),
        *_coder(workshop),
        *_rounds(workshop),
        *_kinds(workshop, outcomes),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def spoken(table: pd.DataFrame) -> list[str]:
    """Return each fallback as one sentence."""
    return [
        f"{row['what']}, in plaats van {row['instead']}: {row['why']}."
        for row in table.to_dict("records")
    ]


def _unit(records: pd.DataFrame) -> Iterator[Row]:
    unit = headline_unit(records)
    if unit == "table":
        yield "wij tellen tafels", "mensen", "wie wat inbracht, is niet genoteerd"
    if unit is None:
        why = "wie of welke tafel wat inbracht, is niet genoteerd"
        yield "wij tellen alleen bijdragen, zonder aandelen", "mensen of tafels", why


def _people(records: pd.DataFrame) -> Iterator[Row]:
    unknown = int(records["participant"].eq(UNKNOWN_PERSON).sum())
    if unknown:
        yield (
            f"{_count(unknown, 'bijdrage telt', 'bijdragen tellen')} alleen als bijdrage",
            "ook bij de mensen",
            "de deelnemer is onbekend, en telt in geen aantal mensen mee",
        )
    if AS_WRITTEN in records:
        yield (
            "tafel en nummer samen zijn de persoon",
            "het nummer alleen",
            "session.toml zegt dat de nummers per tafel opnieuw beginnen",
        )


def _tables(records: pd.DataFrame) -> Iterator[Row]:
    if COMPANY not in records:
        return
    if records[COMPANY].isna().all():
        yield (
            "elke deelnemer telt voor zichzelf",
            "tafels als groep",
            "session.toml zegt dat mensen van tafel wisselden",
        )
        return
    away = records["table"].ne(records[COMPANY])
    moved = int(persons(records.loc[away, "participant"]).nunique())
    yield (
        f"{_count(moved, 'deelnemer telt', 'deelnemers tellen')} bij één tafel",
        "bij elke tafel waar hun nummer staat",
        "wie aan meer tafels staat, hoort bij die van de meeste rijen",
    )


def _withheld(records: pd.DataFrame) -> Iterator[Row]:
    unit = headline_unit(records)
    if unit is None:
        return
    base = int(persons(records[unit]).nunique())
    what = {"participant": "deelnemers", "table": "tafels"}[unit]
    if base < SMALL_BASE:
        why = f"er zijn {base} {what}, en onder de {SMALL_BASE} zegt een percentage te veel"
        yield "er staan aantallen", "percentages met een interval", why
    elif cluster_of(records, unit) == "table":
        tables = int(records.get(COMPANY, records["table"]).nunique())
        if tables < FEWEST_CLUSTERS:
            why = (
                f"er zijn {tables} tafels, en met minder dan {FEWEST_CLUSTERS} is er geen interval"
            )
            yield "er staan aantallen", "percentages met een interval", why


def _coder(workshop: Workshop) -> Iterator[Row]:
    from workshop_analysis.counting.counted import main_coder

    main = main_coder(workshop)
    done = settled(workshop.coding, main=main)
    sets = code_sets(first_rounds(before_consensus(workshop.coding)))
    unlike = sets.index[sets.apply(lambda row: row.dropna().nunique() > 1, axis=1).astype(bool)]
    decided = done.loc[done["settled"].eq(Origin.CONSENSUS), "record"]
    left = done[done["record"].isin(unlike) & ~done["record"].isin(decided)]
    differing, agreed = left["record"].nunique(), decided.nunique()
    if differing:
        first = left["coder"].iloc[0]
        also = f"; over {agreed} andere is wel besloten" if agreed else ""
        yield (
            f"bij {_count(differing, 'bijdrage', 'bijdragen')} telt de lezing van ‘{first}’",
            "een besluit van de codeurs samen",
            f"zij gaven daar andere codes, en er is geen consensus genoteerd{also}",
        )
    if main is None and differing:
        yield (
            "de eerste codeur is wie het eerst in de bestanden staat",
            "de eerste van het codeboek",
            "in het codeboek staat geen van de codeurs beschreven",
        )
    other = done.loc[done["settled"].eq("enige codeur") & done["coder"].ne(main or ""), "record"]
    if main is not None and len(other):
        yield (
            f"bij {_count(other.nunique(), 'bijdrage', 'bijdragen')} telt de lezing van een ander",
            f"die van ‘{main}’",
            "alleen die ander codeerde daar",
        )


def _rounds(workshop: Workshop) -> Iterator[Row]:
    again = workshop.coding["coder"].map(round_of).gt(1)
    later = workshop.coding[
        again & ~workshop.coding.index.isin(first_rounds(workshop.coding).index)
    ]
    if len(later):
        number = later["record"].nunique()
        yield (
            f"bij {_count(number, 'bijdrage', 'bijdragen')} telt de eerste ronde",
            "de laatste",
            "een tweede ronde laat zien of iemand bij zichzelf blijft, en telt niet in aandelen",
        )


def _kinds(workshop: Workshop, outcomes: pd.DataFrame | None) -> Iterator[Row]:
    kinds = code_kinds(workshop.codebook, outcomes=outcomes)
    crossed = other_kind(workshop.session.records, coding=workshop.coding, kinds=kinds)
    for row in crossed.to_dict("records"):
        number = _count(row["records"], "bijdrage", "bijdragen")
        verb = "telt" if row["records"] == 1 else "tellen"
        codes = [f"'{code}'" for code in row["codes"][:5]]
        more = [f"nog {len(row['codes']) - 5}"] if len(row["codes"]) > 5 else []
        yield (
            f"{number} van de soort {row['kind']} {verb} mee bij een code van de soort "
            f"{row['code_kind']} ({join([*codes, *more], last='en')})",
            f"bij een code van de soort {row['kind']}",
            "zo zijn zij gecodeerd; kijk of dat de bedoeling is",
        )


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
