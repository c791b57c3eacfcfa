"""Three or more sessions in a row: each with the evidence it has, on a page that all can read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from later_sessions import EXAMPLE, Say, again, replace

from workshop_analysis.checks import SessionError
from workshop_analysis.compare.series import read_series, series_trend

NOVEMBER, LATER = "data/workshop_12nov", "data/nog-een"
THREE = (LATER, NOVEMBER, EXAMPLE)
pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def three(data_here: Path) -> Path:
    """November, the example, and the example once more in another year."""
    again(EXAMPLE, LATER, date="2027-03-16", tied=True)
    return data_here


def test_trend_gives_each_session_with_what_it_has(say: Say) -> None:
    status, out, _ = say("trend", *THREE)
    assert status == 0
    assert out.startswith(
        "VOORBEELD – fictieve gegevens\n"
        "De sessies, met wat elk heeft:\n"
        "- 12-11-2024 Burgers betrekken bij beleid en uitvoering: gepubliceerde uitkomsten\n"
        "- 17-03-2026 VOORBEELD: een verzonnen latere sessie: bijdragen\n"
        "- 16-03-2027 VOORBEELD: een verzonnen latere sessie: bijdragen\n"
        "\n"
        "Tijd en timing:\n"
        "- 12-11-2024: op de lijst\n"
        "- 17-03-2026: 7 van 45, 16% (6% tot 32%)\n"
        "- 16-03-2027: 7 van 45, 16% (6% tot 32%)\n"
        "\n"
    )
    assert (
        "\nSturing, prikkels en grip:\n"
        "- 12-11-2024: op de lijst\n"
        "- 17-03-2026: 21 van 45, 47% (30% tot 64%), anders omschreven dan in de sessie ervoor\n"
        "- 16-03-2027: 21 van 45, 47% (30% tot 64%)\n"
    ) in out
    assert "\nTerugkoppeling:\n- 12-11-2024: niet op de lijst\n- 17-03-2026: 10 van 45, " in out
    assert out.endswith(
        "De pagina is klaar:\n"
        "- reports/VOORBEELD-verloop-nog-een.html\n"
        "- reports/VOORBEELD-verloop-nog-een.pdf\n"
        "- reports/VOORBEELD-verloop-nog-een.manifest.json\n"
        "- reports/figuren/verloop-nog-een: 1 figuur als SVG en PNG, met de tekst erbij\n"
    )


def test_november_gets_no_percentage_anywhere(say: Say) -> None:
    lines = say("trend", *THREE)[1].splitlines()
    november = [line for line in lines if line.startswith("- 12-11-2024:")]
    assert len(november) == 10
    assert {line.partition(": ")[2] for line in november} == {
        *("op de lijst", "niet op de lijst"),
    }


def test_the_page_is_the_same_twice_and_says_what_it_was_made_from(say: Say) -> None:
    say("trend", *THREE)
    say("trend", EXAMPLE, LATER, NOVEMBER, "--output", "anders")
    first, second = (
        {path.name: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
        for folder in ("reports", "anders")
    )
    assert first == second
    manifest = json.loads(first["VOORBEELD-verloop-nog-een.manifest.json"])
    assert "workshop_12nov/outcomes.csv" in manifest["inputs"]
    assert len(manifest["inputs"]) == 7 + 5 + 5


def test_the_page_can_be_read_by_all(
    say: Say, axe: Callable[..., Any], chromium_page: Any, verapdf: Callable[..., Any]
) -> None:
    say("trend", *THREE)
    page = Path("reports/VOORBEELD-verloop-nog-een.html").resolve()
    for width in (1280, 360):
        assert axe(chromium_page(page, width=width)) == []
    assert verapdf(page.with_suffix(".pdf"), "ua1,2a") == {"ua1": [], "2a": []}


def test_no_person_and_no_table_is_named_on_the_page(say: Say) -> None:
    say("trend", *THREE)
    page = Path("reports/VOORBEELD-verloop-nog-een.html").read_text(encoding="utf-8")
    assert not [key for key in ("P01", "P22", "P45", "b001") if f">{key}<" in page]


@pytest.mark.parametrize(
    ("folders", "message"),
    [
        (
            (NOVEMBER,),
            "Een verloop vraagt minstens drie sessies; u gaf 1 map op.\n",
        ),
        (
            (NOVEMBER, EXAMPLE),
            "Een verloop vraagt minstens drie sessies; u gaf 2 mappen op. Twee sessies: "
            "workshop-analysis compare data/voorbeeldsessie --baseline data/workshop_12nov\n",
        ),
        (
            (NOVEMBER, EXAMPLE, f"{EXAMPLE}/"),
            "Een verloop vraagt minstens drie sessies; u gaf 2 mappen op. Twee sessies: "
            "workshop-analysis compare data/voorbeeldsessie --baseline data/workshop_12nov\n",
        ),
        (
            (NOVEMBER, EXAMPLE, "data/nog-eem"),
            "De map 'data/nog-eem' bestaat niet. Bedoelde u 'data/nog-een'?\n",
        ),
    ],
)
def test_trend_needs_three_sessions(say: Say, folders: tuple[str, ...], message: str) -> None:
    assert say("trend", *folders) == (2, "", message)


def test_every_fault_of_every_folder_is_named_and_nothing_is_written(say: Say) -> None:
    replace(Path(LATER, "coding.csv"), "b001,belofte-5,lezer-1", "b001,belofte-55,lezer-1")
    replace(Path(NOVEMBER, "links.csv"), "belofte-1,beleid-2", "belofte-1,beleid-22")
    assert say("trend", *THREE) == (
        1,
        "",
        "2 fouten in 'data/nog-een' en 'data/workshop_12nov' en 'data/voorbeeldsessie':\n"
        "- data/nog-een/coding.csv, rij 2, kolom 'code': code 'belofte-55' bestaat niet. Bedoelde "
        "u 'belofte-5'?\n"
        "- data/workshop_12nov/links.csv, rij 6, kolom 'barrier': belemmering 'beleid-22' bestaat "
        "niet. Bedoelde u 'beleid-2'?\n"
        "Er is niets geschreven.\n",
    )
    assert not Path("reports").exists()


def refused(*folders: str) -> list[str]:
    with pytest.raises(SessionError) as caught:
        read_series(folders)
    return str(caught.value).splitlines()


def test_a_changed_baseline_is_refused_in_a_series_too() -> None:
    replace(Path(NOVEMBER, "outcomes.csv"), "Onvoldoende tijd", "Te weinig tijd")
    assert [said.split(": ")[0] for said in refused(*THREE)] == [
        "data/workshop_12nov/outcomes.csv",
        "data/workshop_12nov/outcomes.csv",
    ]


def test_an_old_code_without_a_fate_is_refused_in_a_series_too() -> None:
    Path(LATER, "crosswalk.csv").unlink()
    assert refused(*THREE) == [
        "data/nog-een/crosswalk.csv: code 'beleid-4' staat in codeboek 1.0 en niet in 1.1. Schrijf "
        "er een rij voor met zijn lot: hernoemd, gesplitst, samengevoegd of vervallen."
    ]


def test_two_folders_with_one_key_are_refused() -> None:
    replace(Path(LATER, "session.toml"), 'key = "nog-een"', 'key = "voorbeeldsessie"')
    said = (
        "/session.toml, sleutel 'key': 'voorbeeldsessie' is ook de sleutel van een andere sessie. "
        "Geef elke sessie een eigen key, en noem elke map één keer."
    )
    assert refused(*THREE) == [f"{LATER}{said}", f"{EXAMPLE}{said}"]


def test_a_session_is_laid_beside_the_one_it_names() -> None:
    for folder, other in ((EXAMPLE, "data/los-1"), (EXAMPLE, "data/los-2")):
        again(folder, other, date=f"2028-0{other[-1]}-01")
    assert read_series([EXAMPLE, "data/los-1", "data/los-2"]).changed == frozenset()
    assert read_series(THREE).changed == {"sturing-en-prikkels"}


def test_what_changed_is_known_per_pair_of_sessions() -> None:
    assert read_series(THREE).steps == {
        "voorbeeldsessie": {"sturing-en-prikkels"},
        "nog-een": frozenset(),
    }
    replace(
        Path(LATER, "codebook.toml"),
        "Men is niet gemotiveerd, of twijfelt",
        "Men is niet gemotiveerd, of aarzelt",
    )
    assert read_series(THREE).steps["nog-een"] == {"motivatie-en-rol"}


def test_each_session_has_a_row_for_each_rode_draad_and_none_is_lost() -> None:
    series = read_series(THREE)
    table = series_trend(series)
    assert len(table) == 3 * len(series.themes) == 30
    assert table["session"].drop_duplicates().tolist() == [
        *("workshop_12nov", "voorbeeldsessie", "nog-een"),
    ]
    assert table.loc[table["evidence"].eq("published"), "count"].isna().all()


def test_a_session_that_nobody_coded_has_no_number(say: Say) -> None:
    Path(LATER, "coding.csv").unlink()
    assert (
        "- 17-03-2026: 7 van 45, 16% (6% tot 32%)\n- 16-03-2027: n.v.t.\n"
        in (say("trend", *THREE)[1])
    )
