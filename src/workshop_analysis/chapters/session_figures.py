"""The numbers that the sentences of a session's report use, shown as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.wording import stamp_of
from workshop_analysis.display.objects import ReportTable
from workshop_analysis.terms import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_analysis.counting.counted import Counted

Figure = tuple[str, int, str]


def figures_table(counted: Counted) -> ReportTable:
    """Every number that a sentence of the report uses and no other table has.

    One row per number: figure (what is counted), value, how (how it was counted). A number that
    nobody recorded, such as that of the tables, has no row.
    """
    rows = [*_brought_in(counted), *_marked(counted), *_coded(counted)]
    return ReportTable(
        pd.DataFrame(rows, columns=["figure", "value", "how"]).astype({"value": "Int64"}),
        key="kerncijfers",
        caption="De getallen in de tekst, en hoe ze zijn geteld",
        source=f"{counted.session.source.title}; telling van dit project",
        labels={"figure": "Getal", "value": "Aantal", "how": "Hoe geteld"},
        stamp=stamp_of(counted.session),
    )


def _brought_in(counted: Counted) -> Iterator[Figure]:
    records = counted.session.records
    yield "bijdragen", len(records), "rijen in contributions.csv"
    for kind in counted.session.words.kinds:
        count = int(records["kind"].eq(kind.key).sum())
        yield kind.plural, count, f"bijdragen van de soort {kind.singular}"
    for column, name in (("participant", "deelnemers"), ("table", "tafels")):
        if records[column].notna().all():
            how = "verschillende deelnemersnummers" if name == "deelnemers" else "tafels met iets"
            yield name, int(records[column].nunique()), how
    if records["votes"].notna().any():
        yield "stippen", int(records["votes"].sum()), "alle stippen bij elkaar"


def _marked(counted: Counted) -> Iterator[Figure]:
    marks, records = counted.marks, counted.session.records
    coded = counted.reading.coded.dropna(subset=["code"])
    fits = coded["code"].ne(NO_CODE)
    yield "dubbele teksten", int(marks["duplicate_of"].notna().sum()), "zelfde woorden als eerder"
    yield "geen antwoord", int(marks["non_answer"].sum()), "zoals ‘weet niet’"
    yield "gecodeerd", int(coded["id"].nunique()), "met minstens één code, of geen-code"
    yield "geen code past", int(coded.loc[~fits, "id"].nunique()), "gecodeerd als geen-code"
    yield "niet gecodeerd", len(records) - int(coded["id"].nunique()), "zonder codering"
    shown = records["publishable"].eq(True).sum()
    yield "publiceerbaar", int(shown), "bijdragen met publiceerbaar: ja"


def _coded(counted: Counted) -> Iterator[Figure]:
    named, codes = counted.themes["mentions"] > 0, counted.codes["mentions"] > 0
    yield "rode draden", int(named.sum()), "rode draden die iemand noemde"
    yield "codes", int(codes.sum()), "codes die iemand noemde"
    done = counted.coders[counted.coders["coder"].isin(_alone(counted))]
    yield "codeurs", len(done), "wie zelf codeerde; consensus telt niet als codeur"
    yield "gegeven codes", int(done["codes"].sum()), "codes van alle codeurs samen"
    yield "overgenomen suggesties", int(done["taken_over"].sum()), "met herkomst ‘suggestie’"
    ways = counted.reading.coding.drop_duplicates("record")["settled"].value_counts()
    for way, how in WAYS.items():
        yield f"lezing: {way}", int(ways.get(way, 0)), how


WAYS = {
    "consensus": "bijdragen waarover de codeurs samen besloten",
    "eens": "bijdragen waarbij alle codeurs hetzelfde gaven",
    "hoofdcodeur": "bijdragen naar de eerste codeur van het codeboek",
    "enige codeur": "bijdragen die alleen een andere codeur las",
}
"""How one coding per contribution came about (see `agreement.settled`), in a reader's words."""


def _alone(counted: Counted) -> set[str]:
    coding = counted.reading.workshop.coding
    return set(coding.loc[coding["origin"].ne("consensus"), "coder"])
