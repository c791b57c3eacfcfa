"""A later session beside its baseline, from the command line: what is said and what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from later_sessions import DATED, EXAMPLE, NEW, ROWS, Say, again, fill, replace, set_cells

NOVEMBER = "data/workshop_12nov"
BESIDE = ("--baseline", NOVEMBER)
pytestmark = pytest.mark.usefixtures("data_here")


def pages() -> str:
    """Give the one HTML report that was published."""
    [page] = Path("reports").glob("*.html")
    return page.read_text(encoding="utf-8")


def test_compare_says_in_short_what_came_back_and_publishes_the_report(say: Say) -> None:
    status, out, _ = say("compare", EXAMPLE, *BESIDE)
    assert status == 0
    assert out == (
        "VOORBEELD – fictieve gegevens\n"
        "'VOORBEELD: een verzonnen latere sessie' (17 maart 2026) naast de nulmeting 'Burgers "
        "betrekken bij beleid en uitvoering' (12 november 2024).\n"
        "Van de 18 uitkomsten van de nulmeting: 14 teruggekomen, 3 niet teruggezien en 1 niet te "
        "vergelijken.\n"
        "Van de 8 rode draden van de nulmeting: 6 teruggekomen, 1 niet teruggezien en 1 niet te "
        "vergelijken.\n"
        "Niet teruggezien: Verbinding tussen beleid en uitvoering.\n"
        "Niet op de lijst van de nulmeting: Taal en toegang en Terugkoppeling.\n"
        "Niet te vergelijken, want een code is veranderd: Sturing, prikkels en grip.\n"
        "Wat een op de tien van zulke mensen zou noemen, kwam hier ter sprake met een kans van "
        "meer dan 99% (45 deelnemers); telt elke tafel als één stem, dan 57% (8 tafels).\n"
        "Niet teruggezien is iets anders dan verdwenen, en niet op de lijst van de nulmeting is "
        "iets anders dan nieuw.\n"
        "De nulmeting is een gepubliceerde lijst zonder aantallen. Daarom krijgt zij geen "
        "percentage, en staat er nergens een stijging of een daling.\n"
        "Let op: van de 142 bijdragen heeft nog niemand er 4 gecodeerd; die tellen niet mee.\n"
        "\n"
        "Het rapport is klaar:\n"
        "- reports/VOORBEELD-rapport-voorbeeldsessie-naast-workshop_12nov.html\n"
        "- reports/VOORBEELD-rapport-voorbeeldsessie-naast-workshop_12nov.pdf\n"
        "- reports/VOORBEELD-rapport-voorbeeldsessie-naast-workshop_12nov.manifest.json\n"
        "- reports/figuren/voorbeeldsessie-naast-workshop_12nov: 2 figuren als SVG en PNG, met de "
        "tekst erbij\n"
    )
    assert "Naast de eerdere sessie" in pages()


def test_report_of_the_same_session_leaves_the_comparison_out(say: Say) -> None:
    assert say("report", EXAMPLE)[0] == 0
    assert "Naast de eerdere sessie" not in pages()


def test_a_new_session_goes_all_the_way_from_its_spreadsheet_to_its_report(say: Say) -> None:
    say("new", DATED, *BESIDE)
    path = fill(NEW, ROWS)
    set_cells(path, {"H3": "ja", "H4": "nee"})
    assert say("check", NEW)[0] == 0
    status, out, _ = say("compare", NEW, *BESIDE)
    assert status == 0
    assert "Van de 18 uitkomsten van de nulmeting: 2 teruggekomen, 16 niet teruggezien" in out
    assert "VOORBEELD" not in out
    assert Path("reports", f"rapport-{DATED}-naast-workshop_12nov.pdf").is_file()
    assert "Er is nooit tijd voor" in pages()
    assert "Geef er een KPI voor" not in pages()


def test_a_changed_baseline_is_refused_and_nothing_is_written(say: Say) -> None:
    replace(Path(NOVEMBER, "beleidskompas.toml"), "Probleem", "Vraagstuk")
    status, out, err = say("compare", EXAMPLE, *BESIDE)
    first, fault, last = err.splitlines()
    assert (status, out) == (1, "")
    assert first == "1 fout in 'data/voorbeeldsessie' en 'data/workshop_12nov':"
    assert fault.startswith(
        "- data/workshop_12nov/beleidskompas.toml: dit bestand is veranderd sinds "
        "'data/voorbeeldsessie' werd opgezet, en een nulmeting staat vast. Zet de versie van toen "
        "terug."
    )
    assert last == "Er is niets geschreven."
    assert not Path("reports").exists()


def test_our_own_files_of_the_baseline_may_move_on(say: Say) -> None:
    replace(Path(NOVEMBER, "codebook.toml"), 'version = "1.0"', 'version = "1.0.1"')
    status, out, _ = say("compare", EXAMPLE, *BESIDE)
    assert status == 0
    assert (
        "Let op: het codeboek van de nulmeting was versie 1.0 toen deze sessie werd opgezet, en is "
        "nu versie 1.0.1. Dat mag.\n"
    ) in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (EXAMPLE, "--baseline", EXAMPLE),
            "'data/voorbeeldsessie' kan niet naast zichzelf liggen. Geef twee sessies op.\n",
        ),
        (
            (EXAMPLE, "--baseline", "workshop_12nov"),
            "De map 'workshop_12nov' bestaat niet. Bedoelde u 'data/workshop_12nov'?\n",
        ),
        (
            (EXAMPLE,),
            "Er ontbreekt iets: geef ook --baseline op. Hulp: workshop-analysis compare --help\n",
        ),
    ],
)
def test_compare_needs_two_sessions(say: Say, arguments: tuple[str, ...], message: str) -> None:
    assert say("compare", *arguments) == (2, "", message)


def test_a_session_that_nobody_coded_is_not_compared(say: Say) -> None:
    Path(EXAMPLE, "coding.csv").unlink()
    assert say("compare", EXAMPLE, *BESIDE) == (
        1,
        "",
        "In 'data/voorbeeldsessie' is nog geen enkele bijdrage gecodeerd. Er is dus niets te "
        "vergelijken, en er is niets geschreven. Codeer eerst; suggest en coder helpen daarbij.\n",
    )
    assert not Path("reports").exists()


def test_each_notice_is_given_once(say: Say) -> None:
    Path(EXAMPLE, "aantekeningen.csv").write_text("x\n")
    Path(NOVEMBER, "aantekeningen.csv").write_text("x\n")
    notices = [
        line for line in say("compare", EXAMPLE, *BESIDE)[1].splitlines() if "aantekening" in line
    ]
    assert notices == [
        "Let op: data/workshop_12nov: aantekeningen.csv wordt niet gelezen.",
        "Let op: aantekeningen.csv wordt niet gelezen.",
    ]


def test_a_published_list_can_only_be_the_baseline(say: Say) -> None:
    assert say("compare", NOVEMBER, "--baseline", EXAMPLE) == (
        1,
        "",
        "1 fout in 'data/workshop_12nov' en 'data/voorbeeldsessie':\n"
        "- data/workshop_12nov: dit is een gepubliceerde lijst zonder bijdragen, en die kan alleen "
        "een nulmeting zijn. Geef een sessie met bijdragen op, en deze map achter --baseline.\n"
        "Er is niets geschreven.\n",
    )


def test_two_sessions_with_counts_get_differences(say: Say) -> None:
    again(EXAMPLE, "data/nog-een", date="2027-05-04")
    status, out, _ = say("compare", "data/nog-een", "--baseline", EXAMPLE)
    assert status == 0
    assert "Bij 0 van de 9 getoetste rode draden is een verschil aangetoond." in out
    assert (
        "Alle rode draden samen: telt elke deelnemer één keer per rode draad, dan ligt 0% van die "
        "keren anders dan toen."
    ) in out
    assert "gepubliceerde lijst" not in out
