"""Every fallback is a sentence in check and a row in the report, never silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from session_folders import CODEBOOK, SESSION, small_session

from workshop_analysis.chapters.fallbacks import fallbacks_table
from workshop_analysis.commands.remarks import read_all, remarks
from workshop_analysis.counting.counted import count_session
from workshop_analysis.counting.fallbacks import fallbacks, spoken
from workshop_analysis.display.objects import ReportNothing, ReportTable
from workshop_analysis.folder.workshop import read_workshop

PEOPLE = [(f"P{n:02}", str(n % 5 + 1)) for n in range(1, 13)]
SECOND_CODE = (
    CODEBOOK
    + """[[codes]]
code = "meer-uren"
text = "Meer uren"
definition = "Er zijn uren nodig."
include = "Uren."
exclude = "Geld."
kind = "belofte"
[[placements]]
code = "meer-uren"
theme = "tijd"
coder = "A"
reason = "De tekst noemt uren."
"""
)


def session(
    tmp_path: Path,
    seats: list[tuple[str, str]],
    codings: list[str] | None = None,
    *,
    facts: str = "",
    codebook: str = CODEBOOK,
) -> Path:
    """Give VOORBEELD contributions of these people at these tables, coded by A unless told."""
    rows = [
        f"b{n},belemmering,beleid,VOORBEELD {n},{person},{table}"
        for n, (person, table) in enumerate(seats, start=1)
    ]
    given = codings or [f"b{n},geen-tijd,A," for n in range(1, len(seats) + 1)]
    return small_session(
        tmp_path,
        session_toml=facts + SESSION,
        codebook_toml=codebook,
        contributions_csv="\n".join(["id,kind,side,text,participant,table", *rows]) + "\n",
        coding_csv="\n".join(["record,code,coder,origin", *given]) + "\n",
    )


ALL = [f"b{n},geen-tijd,A," for n in range(1, 13)]
PLANTED = {
    "tables for people": (
        [("", str(n)) for n in range(1, 13)],
        {},
        "wij tellen tafels, in plaats van mensen: wie wat inbracht, is niet genoteerd.",
    ),
    "contributions only": (
        [("", "")] * 12,
        {},
        "wij tellen alleen bijdragen, zonder aandelen, in plaats van mensen of tafels: wie of "
        "welke tafel wat inbracht, is niet genoteerd.",
    ),
    "unknown people": (
        [*PEOPLE, ("onbekend", "1")],
        {},
        "1 bijdrage telt alleen als bijdrage, in plaats van ook bij de mensen: de deelnemer is "
        "onbekend, en telt in geen aantal mensen mee.",
    ),
    "numbers per table": (
        PEOPLE,
        {"facts": 'participant_numbers = "per_table"\n'},
        "tafel en nummer samen zijn de persoon, in plaats van het nummer alleen: session.toml zegt "
        "dat de nummers per tafel opnieuw beginnen.",
    ),
    "rotating tables": (
        PEOPLE,
        {"facts": 'tables = "rotating"\n'},
        "elke deelnemer telt voor zichzelf, in plaats van tafels als groep: session.toml zegt dat "
        "mensen van tafel wisselden.",
    ),
    "a person at two tables": (
        [*PEOPLE, ("P01", "5")],
        {},
        "1 deelnemer telt bij één tafel, in plaats van bij elke tafel waar hun nummer staat: wie "
        "aan meer tafels staat, hoort bij die van de meeste rijen.",
    ),
    "a small group": (
        PEOPLE[:5],
        {},
        "er staan aantallen, in plaats van percentages met een interval: er zijn 5 deelnemers, en "
        "onder de 10 zegt een percentage te veel.",
    ),
    "few tables": (
        [(person, str(int(table) % 2)) for person, table in PEOPLE],
        {},
        "er staan aantallen, in plaats van percentages met een interval: er zijn 2 tafels, en met "
        "minder dan 5 is er geen interval.",
    ),
    "nothing decided": (
        PEOPLE,
        {"codings": [*ALL, "b1,geen-code,B,"]},
        "bij 1 bijdrage telt de lezing van ‘A’, in plaats van een besluit van de codeurs samen: "
        "zij gaven daar andere codes, en er is geen consensus genoteerd.",
    ),
    "half decided": (
        PEOPLE,
        {"codings": [*ALL, "b1,geen-code,B,", "b2,geen-code,B,", "b2,geen-tijd,C,consensus"]},
        "bij 1 bijdrage telt de lezing van ‘A’, in plaats van een besluit van de codeurs samen: "
        "zij gaven daar andere codes, en er is geen consensus genoteerd; over 1 andere is wel "
        "besloten.",
    ),
    "nobody described": (
        PEOPLE,
        {"codings": [*(row.replace(",A,", ",B,") for row in ALL), "b1,geen-code,C,"]},
        "de eerste codeur is wie het eerst in de bestanden staat, in plaats van de eerste van het "
        "codeboek: in het codeboek staat geen van de codeurs beschreven.",
    ),
    "read by another only": (
        PEOPLE,
        {"codings": [*ALL[:-1], "b12,geen-tijd,B,"]},
        "bij 1 bijdrage telt de lezing van een ander, in plaats van die van ‘A’: alleen die ander "
        "codeerde daar.",
    ),
    "a second round": (
        PEOPLE,
        {"codings": [*ALL, "b1,geen-code,A#2,"]},
        "bij 1 bijdrage telt de eerste ronde, in plaats van de laatste: een tweede ronde laat zien "
        "of iemand bij zichzelf blijft, en telt niet in aandelen.",
    ),
    "a code of another kind": (
        PEOPLE,
        {"codings": [*ALL, "b1,meer-uren,A,"], "codebook": SECOND_CODE},
        "1 bijdrage van de soort belemmering telt mee bij een code van de soort belofte "
        "('meer-uren'), in plaats van bij een code van de soort belemmering: zo zijn zij "
        "gecodeerd; kijk of dat de bedoeling is.",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_fallback_is_said_by_check_and_stands_in_the_report(tmp_path: Path, planted: str):
    seats, options, sentence = PLANTED[planted]
    workshop, near = read_all(session(tmp_path, seats, **options))
    assert f"Let op: {sentence}" in remarks(workshop, baseline=near)
    table = fallbacks_table(workshop)
    assert isinstance(table, ReportTable)
    assert sentence in spoken(table.frame)


def test_where_nothing_falls_back_nothing_is_said(tmp_path: Path):
    workshop = read_workshop(session(tmp_path, PEOPLE))
    assert fallbacks(workshop).empty
    assert isinstance(fallbacks_table(workshop), ReportNothing)


@pytest.mark.parametrize("planted", ["few tables", "a small group"])
def test_where_shares_are_withheld_the_counts_have_none(tmp_path: Path, planted: str):
    seats, options, _ = PLANTED[planted]
    counted = count_session(read_workshop(session(tmp_path, seats, **options)))
    assert counted.themes["share"].isna().all()


def test_a_published_list_has_no_fallbacks(november: Path):
    assert fallbacks(read_workshop(november)).empty
