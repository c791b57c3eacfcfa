"""Nobody is counted twice and nobody is lost: when two spellings are one key, and who sat where."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from session_folders import SESSION, faults, small_session

from workshop_analysis.counting.counted import count_session
from workshop_analysis.counting.units import cluster_of, gather, headline_unit
from workshop_analysis.folder.identity import coder_form, participant_form, table_form
from workshop_analysis.folder.workshop import read_workshop

HEADER = "id,kind,side,text,participant,table"


def contributions(*seats: tuple[str, str]) -> str:
    """Give one VOORBEELD contribution per participant and table, in this order."""
    rows = [
        f"b{number},belofte,,VOORBEELD bijdrage {number},{person},{table}"
        for number, (person, table) in enumerate(seats, start=1)
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def coding(rows: int, *, coder: str = "A") -> str:
    """Give every contribution the same code."""
    return "record,code,coder\n" + "".join(f"b{n},geen-tijd,{coder}\n" for n in range(1, rows + 1))


def session(tmp_path: Path, *seats: tuple[str, str], facts: str = "") -> Path:
    """Give a folder with a contribution for each seat; `facts` stands on top of session.toml."""
    return small_session(
        tmp_path,
        session_toml=facts + SESSION,
        contributions_csv=contributions(*seats),
        coding_csv=coding(len(seats)),
    )


def notices(folder: Path) -> list[str]:
    """Give what is said of a folder in which nothing is wrong."""
    return list(read_workshop(folder).notices)


# -- numbers that start again at each table ----------------------------------------------------

LOKAAL = tuple((f"P0{person}", str(table)) for table in range(1, 5) for person in range(1, 4))
STARTS_AGAIN = (
    "contributions.csv, kolom 'participant': 'P01' zit aan 4 tafels ('1', '2', '3' en '4'), en 3 "
    "van de 3 nummers staan aan twee of meer tafels: begint de nummering per tafel opnieuw? Kies "
    "één van drie. Nummer door, zodat elk nummer één mens is. Of schrijf in session.toml "
    'participant_numbers = "per_table": dan zijn tafel en nummer samen de persoon. Of, als mensen '
    'echt van tafel wisselden, tables = "rotating": dan telt een tafel niet als groep.'
)


def test_numbers_that_start_again_at_each_table_are_refused(tmp_path: Path):
    assert faults(session(tmp_path, *LOKAAL)) == [STARTS_AGAIN]


def test_the_fault_does_not_hang_on_the_order_of_the_rows(tmp_path: Path):
    assert faults(session(tmp_path, *reversed(LOKAAL))) == [STARTS_AGAIN]


def test_with_numbers_per_table_the_table_and_the_number_are_the_person(tmp_path: Path):
    folder = session(tmp_path, *LOKAAL, facts='participant_numbers = "per_table"\n')
    counted = count_session(read_workshop(folder))
    assert counted.groups["participants"].tolist() == [12]
    assert counted.themes["base"].tolist() == [12]
    written = read_workshop(folder).session.records["participant_as_written"]
    assert written.tolist() == [person for person, _ in LOKAAL]


def test_where_tables_rotated_a_table_is_no_cluster(tmp_path: Path):
    folder = session(tmp_path, *LOKAAL, facts='tables = "rotating"\n')
    counted = count_session(read_workshop(folder))
    coded = counted.reading.coded
    assert headline_unit(coded) == "participant"
    assert cluster_of(coded, "participant") is None
    assert counted.themes["base"].tolist() == [3]


def test_where_tables_rotated_they_do_not_stand_in_for_people(tmp_path: Path):
    seats = [("", str(table)) for table in range(1, 13)]
    folder = session(tmp_path, *seats, facts='tables = "rotating"\n')
    assert headline_unit(count_session(read_workshop(folder)).reading.coded) is None


def test_numbers_per_table_need_tables(tmp_path: Path):
    folder = session(tmp_path, ("P01", ""), facts='participant_numbers = "per_table"\n')
    assert faults(folder) == [
        "session.toml, sleutel 'participant_numbers': 'per_table' zegt dat tafel en nummer samen "
        "de persoon zijn, en daarvoor moet op elke rij een deelnemer en een tafel staan. Vul die "
        "kolommen in, of haal deze regel weg."
    ]


def test_another_word_for_the_numbers_is_refused(tmp_path: Path):
    folder = session(tmp_path, ("P01", "1"), facts='participant_numbers = "per_tafel"\n')
    assert faults(folder) == [
        "session.toml, regel 1, sleutel 'participant_numbers': 'per_tafel' bestaat niet. Bedoelde "
        "u 'per_table'? Toegestaan: unique of per_table."
    ]


# -- one row at a second table -----------------------------------------------------------------

ACHT_MET = (
    *((f"P{n:02}", str((n - 1) // 5 + 1)) for n in range(1, 41)),
    ("P02", "1"),
    ("P02", "3"),
)


def test_one_row_at_a_second_table_leaves_the_tables_standing(tmp_path: Path):
    folder = session(tmp_path, *ACHT_MET)
    assert notices(folder) == [
        "contributions.csv, rij 43, kolom 'table': 'P02' zit hier aan tafel '3', en hoort bij "
        "tafel '1', waar de meeste van zijn rijen staan (bij evenveel: de eerste in het bestand)."
    ]
    coded = count_session(read_workshop(folder)).reading.coded
    units = gather(coded, counting="theme", unit="participant")
    assert (units.nested, units.base, units.sizes.tolist()) == (True, 40, [5.0] * 8)


def test_without_the_column_of_the_door_counting_finds_the_same_table():
    coded = pd.DataFrame(
        [("b1", "P1", "2"), ("b2", "P1", "1"), ("b3", "P1", "1"), ("b4", "P2", "2")],
        columns=["id", "participant", "table"],
    ).assign(code="x", theme="t")
    assert gather(coded, counting="theme", unit="participant").sizes.tolist() == [1.0, 1.0]


def test_at_a_tie_the_first_table_in_the_file_is_the_persons_own(tmp_path: Path):
    seats = [(f"P{n:02}", str(n)) for n in range(1, 6)]
    folder = session(tmp_path, ("P09", "5"), ("P09", "1"), *seats)
    assert read_workshop(folder).session.records["company"].tolist()[:2] == ["5", "5"]


def test_one_number_at_one_other_table_is_a_remark_in_the_smallest_session(tmp_path: Path):
    folder = session(tmp_path, ("P01", "1"), ("P02", "1"), ("P02", "2"))
    assert notices(folder) == [
        "contributions.csv, rij 4, kolom 'table': 'P02' zit hier aan tafel '2', en hoort bij "
        "tafel '1', waar de meeste van zijn rijen staan (bij evenveel: de eerste in het bestand)."
    ]


# -- empty and unknown -------------------------------------------------------------------------


def test_an_empty_participant_among_others_is_a_fault_with_its_row(tmp_path: Path):
    folder = session(tmp_path, ("P01", "1"), ("", "1"), ("P02", "1"))
    assert faults(folder) == [
        "contributions.csv, rij 3, kolom 'participant': hier ontbreekt de deelnemer, en op andere "
        "rijen staat er wel een. Vul hem in, schrijf 'onbekend' als niemand het weet, of laat de "
        "hele kolom leeg."
    ]


def test_a_column_without_any_participant_is_allowed(tmp_path: Path):
    assert faults(session(tmp_path, ("", "1"), ("", "2"))) == []


def test_nobody_known_is_a_contribution_and_no_person(tmp_path: Path):
    folder = session(tmp_path, ("P01", "1"), ("onbekend", "1"), ("P02", "1"), ("Onbekend", "2"))
    counted = count_session(read_workshop(folder))
    assert counted.groups[["contributions", "participants"]].to_numpy().tolist() == [[4, 2]]
    row = counted.themes.iloc[0]
    assert (row["unit"], row["count"], row["base"]) == ("participant", 2, 2)
    assert (row["contribution_count"], row["contribution_base"]) == (4, 4)


def test_two_contributions_of_nobody_known_are_not_one_cluster(tmp_path: Path):
    folder = session(tmp_path, ("P01", ""), ("onbekend", ""), ("P02", ""), ("onbekend", ""))
    coded = count_session(read_workshop(folder)).reading.coded
    assert gather(coded, counting="theme", unit="id").sizes.tolist() == [1.0] * 4


def test_where_everybody_is_unknown_people_are_not_counted(tmp_path: Path):
    folder = session(tmp_path, ("onbekend", "1"), ("onbekend", "2"))
    assert headline_unit(count_session(read_workshop(folder)).reading.coded) == "table"


def test_no_table_is_called_unknown(tmp_path: Path):
    assert faults(session(tmp_path, ("P01", "1"), ("P02", "onbekend"))) == [
        "contributions.csv, rij 3, kolom 'table': 'onbekend' is geen tafel. Vul de tafel in, of "
        "laat de hele kolom leeg."
    ]


# -- spellings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seats", [("P07", "P7", "P7"), ("P7", "P07", "P7"), ("P7", "P7", "P07")])
def test_a_zero_in_front_makes_no_other_person(tmp_path: Path, seats: tuple[str, ...]):
    folder = session(tmp_path, *((seat, "1") for seat in seats))
    assert notices(folder) == [
        "contributions.csv, kolom 'participant': 'P07' (1 keer) en 'P7' (2 keer) zijn dezelfde "
        "deelnemer; wij schrijven 'P7'."
    ]
    assert read_workshop(folder).session.records["participant"].tolist() == ["P7"] * 3


def test_the_word_table_makes_no_other_table(tmp_path: Path):
    folder = session(tmp_path, ("P01", "Tafel 3"), ("P02", "3"), ("P03", "03"), ("P04", "3"))
    assert notices(folder) == [
        "contributions.csv, kolom 'table': '03' (1 keer), '3' (2 keer) en 'Tafel 3' (1 keer) zijn "
        "dezelfde tafel; wij schrijven '3'."
    ]
    assert read_workshop(folder).session.records["table"].unique().tolist() == ["3"]


@pytest.mark.parametrize(("one", "other"), [("3", "Tafl 3"), ("3", "T3"), ("2 a", "2-a")])
def test_tables_that_look_alike_are_refused(tmp_path: Path, one: str, other: str):
    assert faults(session(tmp_path, ("P01", one), ("P02", other))) == [
        f"contributions.csv, kolom 'table': '{one}' en '{other}' lijken dezelfde tafel. Is het één "
        "tafel? Schrijf hem dan overal gelijk. Zijn het er twee? Geef ze dan een naam die "
        "verschilt."
    ]


def test_tables_with_names_of_their_own_stay_apart(tmp_path: Path):
    seats = [("P01", "A1"), ("P02", "B1"), ("P03", "1"), ("P04", "11"), ("P05", "rood")]
    folder = session(tmp_path, *seats)
    assert (faults(folder), notices(folder)) == ([], [])


def test_blanks_around_a_key_are_said_and_do_not_count(tmp_path: Path):
    folder = session(tmp_path, ("P01 ", "1"), ("P01", "1\u00a0"))
    assert notices(folder) == [
        "contributions.csv, rij 2, kolom 'participant': de spatie om de sleutel heen telt niet "
        "mee.",
        "contributions.csv, rij 3, kolom 'table': de spatie om de sleutel heen telt niet mee.",
    ]


def test_contributions_that_differ_only_in_capitals_are_refused(tmp_path: Path):
    text = f"{HEADER}\nb1,belofte,,Een,P01,1\nB1,belofte,,Twee,P02,1\n"
    folder = small_session(tmp_path, contributions_csv=text, coding_csv=coding(1))
    assert faults(folder) == [
        "contributions.csv, rij 3, kolom 'id': 'B1' verschilt van de sleutel op een eerdere rij "
        "alleen in hoofdletters. Geef elke bijdrage een sleutel die echt verschilt."
    ]


def test_each_form_says_what_is_one():
    assert participant_form("P007") == participant_form("P7") != participant_form("P70")
    assert table_form("Tafel  03") == table_form("tafel-3") == table_form("3") != table_form("3a")
    assert table_form("Tafelberg") == "tafelberg"
    assert coder_form(" Lezer-1") == coder_form("lezer-1 ") != coder_form("lezer-1#2")


# -- coders ------------------------------------------------------------------------------------

THREE = (("P01", "1"), ("P02", "1"), ("P03", "1"))


def coded(tmp_path: Path, *rows: str, **files: str) -> Path:
    """Give three contributions with these rows in coding.csv and further files beside it."""
    folder = small_session(
        tmp_path,
        contributions_csv=contributions(*THREE),
        coding_csv="\n".join(["record,code,coder", *rows]) + "\n",
    )
    for name, text in files.items():
        (folder / name.replace("__", "-").replace("_csv", ".csv")).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_capitals_make_no_other_coder(tmp_path: Path, order: tuple[int, int]):
    rows = ["b1,geen-tijd,lezer-1\nb2,geen-tijd,lezer-1", "b3,geen-tijd,Lezer-1"]
    folder = coded(tmp_path, *(rows[place] for place in order))
    assert notices(folder) == [
        "coding.csv, kolom 'coder': 'Lezer-1' (1 keer) en 'lezer-1' (2 keer) zijn dezelfde codeur; "
        "wij schrijven 'lezer-1'."
    ]
    assert set(read_workshop(folder).coding["coder"]) == {"lezer-1"}


def test_the_spelling_of_the_codebook_is_used(tmp_path: Path):
    folder = coded(tmp_path, "b1,geen-tijd,a", "b2,geen-tijd,a", "b3,geen-tijd,a")
    assert set(read_workshop(folder).coding["coder"]) == {"A"}
    assert notices(folder) == [
        "coding.csv, kolom 'coder': 'a' (3 keer) is dezelfde codeur als 'A'; wij schrijven 'A'."
    ]


def test_two_spellings_that_code_one_record_otherwise_may_be_two_people(tmp_path: Path):
    # VOORBEELD, from the case of three spellings: lezer-1, "lezer-1 " and Lezer-1.
    folder = coded(
        tmp_path, "b1,geen-tijd,lezer-1", 'b2,geen-code,"lezer-1 "', "b2,geen-tijd,Lezer-1"
    )
    assert faults(folder) == [
        "coding.csv, kolom 'coder': 'Lezer-1' en 'lezer-1' gaven bijdrage 'b2' andere codes. Is "
        "dat één codeur? Schrijf hem dan overal gelijk, en laat één codering staan. Zijn het er "
        "twee? Geef ze dan sleutels die duidelijk verschillen."
    ]


@pytest.mark.parametrize(("one", "other"), [("lezer-1", "lezer 1"), ("lezer-1", "lezer-01")])
def test_coders_that_look_alike_are_refused(tmp_path: Path, one: str, other: str):
    folder = coded(tmp_path, f"b1,geen-tijd,{one}", f"b2,geen-tijd,{other}")
    first, second = sorted((one, other))
    assert faults(folder) == [
        f"coding.csv, kolom 'coder': '{first}' en '{second}' lijken dezelfde codeur. Is het er "
        "één? Schrijf de sleutel dan overal gelijk, ook in codebook.toml. Zijn het er twee? Geef "
        "ze dan sleutels die duidelijk verschillen."
    ]


def test_a_second_round_is_not_another_spelling(tmp_path: Path):
    folder = coded(tmp_path, "b1,geen-tijd,lezer-1", "b1,geen-code,lezer-1#2")
    assert (faults(folder), notices(folder)) == ([], [])


# -- texts beside ids --------------------------------------------------------------------------

OTHER = "bijdrage,soort,kant,tekst,code 1,codeur\n"


def test_a_coders_file_of_another_session_is_seen_by_its_texts(tmp_path: Path):
    rows = "".join(f"b{n},belofte,,Over koffie {n},geen-tijd,B\n" for n in (1, 2, 3))
    folder = coded(tmp_path, "b1,geen-tijd,A", codering__B_csv=OTHER + rows)
    assert faults(folder) == [
        "codering-B.csv, rij 2, kolom 'tekst': bij 'b1' staat hier een andere tekst dan in "
        "contributions.csv (3 keer): is dit het bestand van een andere sessie?"
    ]


def test_what_a_spreadsheet_changes_by_itself_is_no_other_text(tmp_path: Path):
    rows = 'b1,belofte,,"VOORBEELD\u00a0bijdrage 1  \r\n",geen-tijd,B\nb2,,,,geen-tijd,B\n'
    folder = coded(tmp_path, "b1,geen-tijd,A", codering__B_csv=OTHER + rows)
    assert faults(folder) == []


def test_another_kind_beside_the_same_id_is_seen(tmp_path: Path):
    rows = "b1,belemmering,beleid,VOORBEELD bijdrage 1,geen-tijd,B\n"
    folder = coded(tmp_path, "b1,geen-tijd,A", codering__B_csv=OTHER + rows)
    assert faults(folder) == [
        "codering-B.csv, rij 2, kolom 'soort': bij 'b1' staat hier een andere soort dan in "
        "contributions.csv (1 keer). Maak die twee gelijk.",
        "codering-B.csv, rij 2, kolom 'kant': bij 'b1' staat hier een andere kant dan in "
        "contributions.csv (1 keer). Maak die twee gelijk.",
    ]


def test_a_text_in_coding_csv_is_compared_too(tmp_path: Path):
    folder = coded(tmp_path)
    text = "record,code,coder,text\nb2,geen-tijd,A,Over koffie\n"
    (folder / "coding.csv").write_text(text, "utf-8")
    assert faults(folder) == [
        "coding.csv, rij 2, kolom 'text': bij 'b2' staat hier een andere tekst dan in "
        "contributions.csv (1 keer): is dit het bestand van een andere sessie?"
    ]


# -- a fact at the bottom of session.toml ------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "swallowed", "line"),
    [
        ("", "[source]", 11),
        ('[baseline]\nkey = "x"\n', "[baseline]", 13),
        ('[baseline]\nkey = "x"\n[baseline.sha256]\n', "[baseline.sha256]", 14),
    ],
)
def test_a_fact_at_the_bottom_is_not_swallowed(
    tmp_path: Path, last: str, swallowed: str, line: int
):
    folder = small_session(tmp_path, session_toml=f'{SESSION}{last}question = "Wat helpt?"\n')
    assert faults(folder) == [
        f"session.toml, regel {line}, sleutel '{swallowed.strip('[]')}.question': 'question' staat "
        f"onder {swallowed}, omdat alles onder een regel met [ ] daarbij hoort. Zet hem boven de "
        "eerste regel met [ ]."
    ]


def test_a_fact_below_the_corrections_is_not_swallowed(tmp_path: Path):
    block = (
        '[[publication.corrections]]\ndate = 2026-04-02\ntext = "Verbeterd."\nunit = "briefje"\n'
    )
    folder = small_session(tmp_path, session_toml=SESSION + block)
    assert faults(folder) == [
        "session.toml, regel 11, sleutel 'publication.corrections.unit': 'unit' staat onder "
        "[[publication.corrections]], omdat alles onder een regel met [ ] daarbij hoort. Zet hem "
        "boven de eerste regel met [ ]."
    ]
