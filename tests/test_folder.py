import hashlib
from pathlib import Path

import pytest
from mistakes import NOVEMBER, SMALL
from session_folders import change, copy_of, faults, small_session

from workshop_analysis.folder.workshop import read_workshop


def test_a_folder_gives_its_session_and_what_is_ours(november):
    folder = read_workshop(november)
    assert folder.session.key == "workshop_12nov"
    assert [len(folder.coding), len(folder.links), len(folder.step_links)] == [18, 3 * 65, 3 * 91]
    assert folder.notices == ()


def test_the_hashes_cover_every_file_that_was_read(november):
    hashes = read_workshop(november).hashes
    tables = {path.name for path in november.iterdir() if path.suffix in {".csv", ".toml"}}
    assert set(hashes) == tables | {"beslisboom.toml"}
    for name in tables:
        assert hashes[name] == hashlib.sha256((november / name).read_bytes()).hexdigest()


@pytest.mark.parametrize(("file", "old", "new", "message"), NOVEMBER)
def test_a_mistake_in_the_november_folder_gets_its_message(
    tmp_path, november, file, old, new, message
):
    assert faults(change(copy_of(november, tmp_path), file, old, new)) == [message]


@pytest.mark.parametrize(("file", "old", "new", "message"), SMALL)
def test_a_mistake_in_a_folder_of_contributions_gets_its_message(tmp_path, file, old, new, message):
    assert faults(change(small_session(tmp_path), file, old, new)) == [message]


def test_every_fault_of_the_folder_is_named_at_once(tmp_path, november):
    folder = copy_of(november, tmp_path)
    change(folder, "outcomes.csv", "beleid-2,belemmering,beleid", "beleid-2,belemmering,beleit")
    change(folder, "codebook.toml", 'theme = "weten-hoe"', 'theme = "weten-ho"')
    change(folder, "links.csv", "belofte-1,beleid-2", "belofte-1,beleid-22")
    change(folder, "step_links.csv", "1,gezamenlijk-1,ja", "1,gezamenlijk-1,jaa")
    assert [line.split(",")[0] for line in faults(folder)] == [
        *("outcomes.csv", "codebook.toml", "links.csv", "step_links.csv"),
    ]


def test_outcomes_that_cannot_be_read_are_the_only_fault(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder / "outcomes.csv").write_bytes("id,text\nb1,x\n".encode("utf-16"))
    assert [line.split(":")[0] for line in faults(folder)] == ["outcomes.csv"]


def test_a_removed_placement_leaves_a_code_without_a_place(tmp_path, november):
    folder = copy_of(november, tmp_path)
    text = (folder / "codebook.toml").read_text(encoding="utf-8")
    start = text.index('[[placements]]\ncode = "beleid-1"')
    end = text.index("[[placements]]", start + 1)
    (folder / "codebook.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert faults(folder) == [
        "codebook.toml: code 'beleid-1' staat in geen enkele plaatsing. Zet hem bij een rode "
        "draad, of schrijf een blok [[placements]] zonder theme met de reden waarom hij is "
        "weggelaten."
    ]


def test_a_code_may_be_left_out_with_a_reason(tmp_path, november):
    folder = copy_of(november, tmp_path)
    theme = 'theme = "beeld-van-burgers"\n'
    change(folder, "codebook.toml", f'code = "beleid-1"\n{theme}', 'code = "beleid-1"\n')
    placements = read_workshop(folder).codebook.placements
    assert placements.loc[placements["code"].eq("beleid-1"), "theme"].isna().all()


def test_a_file_that_we_do_not_read_is_noticed_with_the_nearest_name(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder / "link.csv").write_text("promise\n")
    assert read_workshop(folder).notices == (
        "link.csv wordt niet gelezen. Bedoelde u 'links.csv'?",
    )


def test_a_coding_beside_published_outcomes_is_noticed(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder / "coding.csv").write_text("record,code,coder\n")
    assert read_workshop(folder).notices == (
        "coding.csv wordt niet gelezen: gepubliceerde uitkomsten zijn hun eigen codes.",
    )


def test_a_session_that_nobody_coded_is_read_and_noticed(tmp_path):
    folder = small_session(tmp_path)
    (folder / "coding.csv").unlink()
    read = read_workshop(folder)
    assert read.coding.empty
    assert read.notices == (
        "nog geen enkele bijdrage is gecodeerd. Codes staan in bijdragen.xlsx of in coding.csv.",
    )


def test_a_folder_without_the_tree_beside_it_is_read_and_noticed(tmp_path, november):
    folder = copy_of(november, tmp_path)
    (folder.parent / "beslisboom.toml").unlink()
    assert read_workshop(folder).notices == (
        "session.toml: '../beslisboom.toml' is er niet; de stappen in step_links zijn niet "
        "nagekeken.",
    )


def test_reading_twice_gives_the_same(november):
    first, second = read_workshop(november), read_workshop(Path(str(november)))
    assert first.hashes == second.hashes
    assert first.codebook.placements.equals(second.codebook.placements)
