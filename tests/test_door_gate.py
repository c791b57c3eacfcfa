"""What `check` says before anybody makes a report: signs, personal columns, doubtful rows."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from session_folders import CONTRIBUTIONS, change, faults, small_session

from workshop_analysis.commands.remarks import read_all, remarks
from workshop_analysis.commands.waiting import said_when_slow
from workshop_analysis.folder.workshop import read_workshop

INVISIBLE = (
    "hierin staat een onzichtbaar teken (U+{0:04X}) dat in geen enkel rapport kan staan. Typ deze "
    "tekst opnieuw."
)


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1b", "\x85", "\uffff", "\ufdd0", "\x9f"])
def test_a_sign_that_no_report_can_carry_is_named_with_every_row(tmp_path: Path, sign: str) -> None:
    rows = CONTRIBUTIONS.replace("Geen tijd", f"Geen{sign}tijd").replace("Weet", f"W{sign}eet")
    folder = small_session(tmp_path, contributions_csv=rows)
    expected = f"contributions.csv, rijen 2 en 4, kolom 'text': {INVISIBLE.format(ord(sign))}"
    assert faults(folder) == ([] if sign == "\x85" else [expected])


def test_a_sign_that_no_report_can_carry_is_named_in_toml(tmp_path: Path) -> None:
    folder = change(small_session(tmp_path), "session.toml", "Een kleine", "Een \\u0001 kleine")
    assert faults(folder)[0] == f"session.toml, regel 2, sleutel 'title': {INVISIBLE.format(1)}"


@pytest.mark.parametrize("sign", ["👍", "☺", "日", "ﬁ", "e\u0301\u0327", "\u200b", "\u202e"])
def test_a_sign_that_only_paper_lacks_is_no_fault(tmp_path: Path, sign: str) -> None:
    assert faults(change(small_session(tmp_path), "contributions.csv", "Geen", sign)) == []


def test_personal_columns_stay_at_the_door(tmp_path: Path) -> None:
    told = ["E-mail,Naam,Begintijd", "a@b.nl,Piet,9:00", "c@d.nl,,9:10", ",,"]
    table = CONTRIBUTIONS.splitlines()
    both = "\n".join(f"{row},{more}" for row, more in zip(table, told, strict=True))
    workshop = read_workshop(small_session(tmp_path, contributions_csv=both))
    assert workshop.notices == (
        "contributions.csv: 2 kolommen met persoonsgegevens niet overgenomen: 'E-mail' (2 cellen "
        "ingevuld) en 'Naam' (1 cel ingevuld). Haal ze ook uit het bestand zelf weg.",
        "contributions.csv: kolom 'Begintijd' kennen wij hier niet; hij blijft bewaard en telt "
        "nergens mee.",
    )
    assert "Piet" not in repr(workshop.session.records.to_dict())
    assert "Piet" not in repr(workshop.filled_in.value.frame.to_dict())


def told(folder: Path) -> list[str]:
    """Give the remarks of `check` about the texts."""
    workshop, baseline = read_all(folder)
    return [line for line in remarks(workshop, baseline=baseline) if "contributions.csv" in line]


def test_rows_that_ask_for_a_look_are_remarks_with_their_rows(tmp_path: Path) -> None:
    rows = [
        "b4,belemmering,beleid,geen tijd!,P01,1,,",  # as b1, by the same person
        "b5,belemmering,beleid,Geen tijd,P03,1,,",  # as b1, by somebody else
        "b6,belofte,,Meer tijd voor het gesp...,P03,1,,",
        f"b7,belofte,,{'x' * 254}y,P03,1,,",
        "b8,belofte,,nvt,P03,1,,",
    ]
    folder = small_session(tmp_path, contributions_csv=CONTRIBUTIONS + "\n".join(rows) + "\n")
    assert told(folder) == [
        "Let op: contributions.csv, rijen 4 en 9: dit lijkt geen bijdrage (zoals 'weet niet'). "
        "Zo'n rij telt mee tot u haar weghaalt.",
        "Let op: contributions.csv, rij 5 (als rij 2): zelfde woorden, zelfde deelnemer of tafel. "
        "Is dit één bijdrage die twee keer is opgeschreven? Haal er dan één weg.",
        "Let op: contributions.csv, rijen 7 en 8: deze tekst lijkt afgebroken. Kijk in de bron of "
        "er meer stond.",
    ]


def test_whoever_waits_is_told_once_what_is_being_done(capsys: pytest.CaptureFixture[str]) -> None:
    with said_when_slow("'map' nakijken", after=0.05):
        time.sleep(0.4)
    with said_when_slow("snel", after=5):
        pass
    said = capsys.readouterr().err
    assert said == "Nog bezig: 'map' nakijken. Bij een groot bestand duurt dat even.\n"
    assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
