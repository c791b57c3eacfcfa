"""A later session is tied to its baseline as it was published; what is ours may move on."""

from __future__ import annotations

from pathlib import Path

import pytest
from later_sessions import EXAMPLE, replace

from workshop_analysis.checks import SessionError
from workshop_analysis.commands.remarks import read_all
from workshop_analysis.files.opened import open_folder
from workshop_analysis.folder.baseline import read_beside, scan_near

NOVEMBER = "data/workshop_12nov"
pytestmark = pytest.mark.usefixtures("data_here")


def refused() -> list[str]:
    with pytest.raises(SessionError) as caught:
        read_beside(EXAMPLE, baseline=NOVEMBER)
    return str(caught.value).splitlines()


def test_two_sessions_are_read_with_what_became_of_each_old_code() -> None:
    beside = read_beside(EXAMPLE, baseline=NOVEMBER)
    assert beside.later.session.key == "voorbeeldsessie"
    assert beside.baseline.session.key == "workshop_12nov"
    assert beside.crosswalk["new"].tolist() == ["grip-op-kosten", "grip-op-uitkomst"]
    assert beside.notices == ()


def test_a_published_file_that_changed_is_refused_by_name() -> None:
    replace(Path(NOVEMBER, "outcomes.csv"), "Weerstand bij", "Tegenzin bij")
    [said] = refused()
    start, sha = said.split('"outcomes.csv" = ')
    assert start == (
        "data/workshop_12nov/outcomes.csv: dit bestand is veranderd sinds 'data/voorbeeldsessie' "
        "werd opgezet, en een nulmeting staat vast. Zet de versie van toen terug. Is er met opzet "
        "iets gecorrigeerd en gepubliceerd? Zet dan in data/voorbeeldsessie/session.toml bij "
        "baseline.sha256 de nieuwe waarde: "
    )
    assert len(sha) == len('"".') + 64


def test_the_way_out_of_a_published_correction_works() -> None:
    replace(Path(NOVEMBER, "outcomes.csv"), "Weerstand bij", "Tegenzin bij")
    sha = refused()[0].split('"outcomes.csv" = ')[1].removesuffix(".")
    lines = Path(EXAMPLE, "session.toml").read_text(encoding="utf-8").splitlines()
    kept = [f'"outcomes.csv" = {sha}' if line.startswith('"outcomes') else line for line in lines]
    Path(EXAMPLE, "session.toml").write_text("\n".join(kept), encoding="utf-8")
    assert read_beside(EXAMPLE, baseline=NOVEMBER).notices == (
        "in codeboek 1.1 hebben deze codes andere woorden dan in 1.0: 'uitvoering-3'. Zij gelden "
        "als niet vergelijkbaar, tenzij crosswalk.csv zegt: gelijk.",
    )


def test_a_published_file_that_is_gone_is_refused_by_name() -> None:
    Path(NOVEMBER, "beleidskompas.toml").unlink()
    assert refused() == [
        "data/workshop_12nov/beleidskompas.toml: dit bestand was er toen 'data/voorbeeldsessie' "
        "werd opgezet, en is er niet meer. Zet het terug."
    ]


def test_another_baseline_is_refused() -> None:
    replace(Path(EXAMPLE, "session.toml"), 'key = "workshop_12nov"', 'key = "leeratelier"')
    assert refused() == [
        "data/voorbeeldsessie/session.toml, sleutel 'baseline.key': deze sessie hoort bij de "
        "nulmeting 'leeratelier', en 'data/workshop_12nov' is 'workshop_12nov'. Geef achter "
        "--baseline de map van haar eigen nulmeting op."
    ]


def test_another_codebook_without_a_crosswalk_is_refused_with_the_way_out() -> None:
    Path(EXAMPLE, "crosswalk.csv").unlink()
    said = [
        "crosswalk.csv: code 'beleid-4' staat in codeboek 1.0 en niet in 1.1. Schrijf er een rij "
        "voor met zijn lot: hernoemd, gesplitst, samengevoegd of vervallen."
    ]
    assert refused() == [f"data/voorbeeldsessie/{said[0]}"]
    with pytest.raises(SessionError) as caught:
        read_all(Path(EXAMPLE))
    assert str(caught.value).splitlines() == said


def test_the_faults_of_both_folders_come_at_once_each_with_its_folder() -> None:
    Path(EXAMPLE, "crosswalk.csv").unlink()
    replace(Path(EXAMPLE, "coding.csv"), "b001,belofte-5,", "b001,belofte-55,")
    replace(Path(NOVEMBER, "links.csv"), "belofte-1,beleid-2", "belofte-1,beleid-22")
    assert [said.split(":")[0].split(",")[0] for said in refused()] == [
        "data/voorbeeldsessie/coding.csv",
        "data/workshop_12nov/links.csv",
        "data/voorbeeldsessie/crosswalk.csv",
    ]


def test_our_own_codebook_may_move_on_and_it_is_said() -> None:
    replace(Path(NOVEMBER, "codebook.toml"), 'version = "1.0"', 'version = "1.2"')
    assert read_beside(EXAMPLE, baseline=NOVEMBER).notices == (
        "het codeboek van de nulmeting was versie 1.0 toen deze sessie werd opgezet, en is nu "
        "versie 1.2. Dat mag.",
    )


def test_codes_with_other_words_are_named() -> None:
    replace(Path(EXAMPLE, "codebook.toml"), 'definition = "', 'definition = "Anders: ')
    [said] = read_beside(EXAMPLE, baseline=NOVEMBER).notices
    assert said.startswith("in codeboek 1.1 hebben deze codes andere woorden dan in 1.0: 'gezam")
    assert said.endswith("Zij gelden als niet vergelijkbaar, tenzij crosswalk.csv zegt: gelijk.")


def test_two_different_codebooks_of_one_version_are_noticed() -> None:
    replace(Path(EXAMPLE, "codebook.toml"), 'version = "1.1"', 'version = "1.0"')
    assert read_beside(EXAMPLE, baseline=NOVEMBER).notices == (
        "beide codeboeken heten versie 1.0, en ze verschillen. Geef het nieuwe een eigen "
        "'version'; 'workshop-analysis codebook diff' noemt de verschillen.",
    )


def test_a_session_that_is_tied_to_nothing_is_read_and_noticed() -> None:
    text = Path(EXAMPLE, "session.toml").read_text(encoding="utf-8")
    Path(EXAMPLE, "session.toml").write_text(text.split("[baseline]")[0], encoding="utf-8")
    assert read_beside(EXAMPLE, baseline=NOVEMBER).notices == (
        "session.toml: er staat geen [baseline] in, dus niet is na te gaan of de nulmeting nog "
        "dezelfde is. Een map van 'workshop-analysis new' heeft dat blok vanzelf.",
    )


def test_the_baseline_is_found_beside_the_folder_by_its_key() -> None:
    def found() -> Path | None:
        near = scan_near(open_folder(EXAMPLE), key="workshop_12nov")
        return near and near.place

    assert found() == Path(NOVEMBER)
    assert scan_near(open_folder(NOVEMBER), key=None) is None
    Path(NOVEMBER).rename("data/elders")
    assert found() == Path("data/elders")
    Path("data/elders").rename("elders")
    assert found() is None


def test_a_folder_that_is_no_session_is_named_once() -> None:
    with pytest.raises(SessionError) as caught:
        read_beside("data", baseline=NOVEMBER)
    assert str(caught.value) == (
        "data: hierin staat geen session.toml. Wel een sessiemap: 'data/voorbeeldsessie' en "
        "'data/workshop_12nov'."
    )
