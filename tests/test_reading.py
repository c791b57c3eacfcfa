"""A session is read one way: consensus first, then the first coder of the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from session_folders import CODEBOOK, small_session

from workshop_analysis.counting.counted import count_session, main_coder, read_one_way
from workshop_analysis.counting.units import NoContributions
from workshop_analysis.folder.workshop import read_workshop

HEAD = "record,code,coder,origin,reason\n"
TWO_CODERS = CODEBOOK + '[[coders]]\nkey = "B"\ndescription = "Nog een lezer."\n'


def read(tmp_path: Path, coding: str) -> object:
    folder = small_session(tmp_path, codebook_toml=TWO_CODERS, coding_csv=HEAD + coding)
    return read_workshop(folder)


def codes_by_record(workshop: object) -> dict[str, str]:
    coding = read_one_way(workshop).coding
    return dict(zip(coding["record"], coding["code"], strict=True))


def test_the_first_coder_of_the_codebook_counts_where_two_differ(tmp_path: Path) -> None:
    workshop = read(tmp_path, "b1,geen-code,B,mens,\nb1,geen-tijd,A,mens,\n")
    assert main_coder(workshop) == "A"
    assert codes_by_record(workshop) == {"b1": "geen-tijd"}


def test_what_was_agreed_on_counts_before_any_coder(tmp_path: Path) -> None:
    rows = "b1,geen-tijd,A,mens,\nb1,geen-code,B,mens,\nb1,geen-code,samen,consensus,\n"
    assert codes_by_record(read(tmp_path, rows)) == {"b1": "geen-code"}


def test_another_coder_counts_only_where_the_first_did_not_code(tmp_path: Path) -> None:
    workshop = read(tmp_path, "b1,geen-tijd,A,mens,\nb2,geen-tijd,B,mens,\n")
    assert codes_by_record(workshop) == {"b1": "geen-tijd", "b2": "geen-tijd"}


def test_nobody_coded_and_still_every_contribution_is_there(tmp_path: Path) -> None:
    counted = count_session(read(tmp_path, ""))
    assert counted.reading.main is None
    assert counted.reading.coded["id"].tolist() == ["b1", "b2", "b3"]
    assert counted.themes["shown"].tolist() == ["n.v.t."]


def test_the_parts_add_up_to_every_contribution(repository: Path) -> None:
    counted = count_session(read_workshop(repository / "data" / "voorbeeldsessie"))
    groups = counted.groups
    assert groups["contributions"].sum() == 142
    assert (groups["coded"] + groups["uncoded"]).eq(groups["contributions"]).all()


def test_a_published_list_is_refused_with_the_way_out(november: Path) -> None:
    with pytest.raises(NoContributions) as refused:
        read_one_way(read_workshop(november))
    assert str(refused.value) == (
        "'workshop_12nov' is een gepubliceerde lijst van uitkomsten. Het rapport van een sessie "
        "met bijdragen past daar niet bij; gebruik het rapport van een gepubliceerde sessie."
    )


def test_without_the_statistics_extra_the_message_says_what_to_install(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workshop_analysis.estimates import libraries

    def missing(name: str) -> object:
        raise ModuleNotFoundError(name="scipy")

    monkeypatch.setattr(libraries, "import_module", missing)
    with pytest.raises(libraries.StatsMissing) as refused:
        count_session(read_workshop(repository / "data" / "voorbeeldsessie"))
    assert str(refused.value) == (
        "Voor aandelen en vergelijkingen is 'scipy' nodig, en dat staat niet op deze computer. "
        "Zet het klaar met: make setup (of, in de map van het project: pip install '.[stats]')."
    )
