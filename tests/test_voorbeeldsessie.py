import subprocess
import sys

import pytest
from session_folders import crosswalk_of

from workshop_analysis.coders.agreement import agreement, coders
from workshop_analysis.coders.flags import flags
from workshop_analysis.folder.codebook import read_codebook
from workshop_analysis.folder.coding import SOURCE_CODER
from workshop_analysis.folder.crosswalk import changed_keys
from workshop_analysis.folder.workshop import read_workshop

PROGRAM = "scripts/make_voorbeeldsessie.py"


@pytest.fixture(scope="module")
def folder(repository):
    return read_workshop(repository / "data" / "voorbeeldsessie")


def test_the_example_is_what_its_program_makes_today(repository, tmp_path):
    subprocess.run([sys.executable, repository / PROGRAM, tmp_path / "new"], check=True)
    kept = repository / "data" / "voorbeeldsessie"
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "new").iterdir()}
    there = {path.name: path.read_text("utf-8") for path in kept.iterdir()}
    assert made == there, f"Verandert november, draai dan opnieuw: python {PROGRAM}"


def test_it_says_that_it_is_made_up(repository, folder):
    assert folder.session.example
    assert "VOORBEELD" in folder.session.title
    readme = (repository / "data" / "voorbeeldsessie" / "README.md").read_text("utf-8")
    assert readme.startswith("# VOORBEELD – fictieve gegevens")


def test_forty_five_people_at_eight_tables(folder):
    records = folder.session.records
    assert (records["participant"].nunique(), records["table"].nunique()) == (45, 8)
    assert records["id"].is_unique
    assert records.groupby("participant")["table"].nunique().eq(1).all()


def test_a_belofte_has_no_side_and_three_dots_each_were_placed(folder):
    records = folder.session.records
    assert records["side"].isna().equals(records["kind"].eq("belofte"))
    assert records["votes"].sum() == 3 * 45


def test_two_readers_one_of_whom_read_half(folder):
    done = coders(folder.coding).set_index("coder")["records"]
    assert done.index.tolist() == ["lezer-1", "lezer-2"]
    assert done["lezer-2"] >= 60 > 30
    assert 0 < len(folder.session.records) - done["lezer-1"] < 10


def test_they_agree_well_and_not_perfectly(folder):
    table = agreement(
        folder.coding, codes=folder.codebook.codes["code"], placements=folder.codebook.placements
    )
    assert 0.6 < table["alpha"][0] < 0.85
    assert table["paradox"].any()


def test_some_of_november_returns_some_does_not_and_some_is_new(repository, folder):
    november = read_codebook(repository / "data" / "workshop_12nov")
    old, seen = set(november.codes["code"]), set(folder.coding["code"]) - {"geen-code"}
    assert len(old & seen) >= 12
    assert old - seen == {"gezamenlijk-2", "uitvoering-4", "belofte-3", "beleid-4"}
    assert seen - old == {
        *("grip-op-kosten", "grip-op-uitkomst", "taal-te-moeilijk", "digitale-drempel"),
        "terugkoppelen",
    }


def test_the_split_code_makes_its_theme_incomparable(repository, folder):
    old = read_codebook(repository / "data" / "workshop_12nov")
    crosswalk = crosswalk_of(repository / "data" / "voorbeeldsessie", new=folder.codebook, old=old)
    assert changed_keys(folder.codebook, old=old, crosswalk=crosswalk) == {"sturing-en-prikkels"}


def test_it_holds_what_real_sessions_hold(folder):
    marked = flags(folder.session.records)
    assert marked["non_answer"].any()
    assert marked["duplicate_of"].notna().any()
    assert folder.coding["origin"].eq("suggestie").any()
    per_record = folder.coding.groupby(["record", "coder"]).size()
    assert (per_record > 1).any()
    assert SOURCE_CODER not in set(folder.coding["coder"])


def test_it_is_tied_to_november_as_it_is(repository, folder):
    november = read_workshop(repository / "data" / "workshop_12nov")
    assert folder.session.baseline.key == november.session.key
    assert dict(folder.session.baseline.sha256) == dict(november.session.hashes)
