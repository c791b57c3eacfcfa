"""What was published stays what it was: datapackage.json beside the data is held to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from session_folders import change, faults

from workshop_analysis.__main__ import main
from workshop_analysis.folder.workshop import read_workshop


@pytest.fixture
def copy(november: Path, tmp_path: Path) -> Path:
    """A copy of November with its package, and the tree beside it."""
    shutil.copy(november.parent / "beslisboom.toml", tmp_path)
    return Path(shutil.copytree(november, tmp_path / november.name))


def frozen(folder: Path, name: str) -> str:
    return (
        f"{name}: dit bestand is veranderd sinds datapackage.json werd gemaakt, en wat "
        "gepubliceerd is, staat vast. Zet de versie van toen terug. Is er met opzet iets "
        "gecorrigeerd? Schrijf dat dan in session.toml in een blok [[publication.corrections]], en "
        f"geef daarna: workshop-analysis package '{folder}' --refresh"
    )


def corrected(folder: Path) -> None:
    """Declare a correction at the end of the table [publication]."""
    text = (folder / "session.toml").read_text("utf-8")
    block = '[[publication.corrections]]\ndate = 2026-11-30\ntext = "Eén woord verbeterd."\n\n'
    (folder / "session.toml").write_text(text.replace("[source]", f"{block}[source]", 1), "utf-8")


def test_a_published_text_that_was_changed_is_a_fault(copy: Path):
    change(copy, "outcomes.csv", "Perverse prikkels", "Prikkels")
    assert faults(copy) == [frozen(copy, "outcomes.csv")]


def test_a_published_file_that_is_gone_is_a_fault(copy: Path):
    (copy / "beleidskompas.toml").unlink()
    assert faults(copy) == [
        "beleidskompas.toml: dit bestand staat in datapackage.json en is er niet meer. Zet het "
        "terug."
    ]


def test_what_is_ours_may_move_on_and_is_said(copy: Path):
    sha = "0" * 64
    old = '"path": "codebook.toml",'
    change(copy, "datapackage.json", old, f'{old}\n      "hash": "sha256:{sha}",')
    assert read_workshop(copy).notices == (
        "codebook.toml is veranderd sinds datapackage.json werd gemaakt. Dat mag: het is van ons.",
    )


def test_a_package_that_cannot_be_read_is_said(copy: Path):
    (copy / "datapackage.json").write_text("{", "utf-8")
    assert read_workshop(copy).notices == (
        "datapackage.json is niet te lezen. Of de gepubliceerde bestanden nog dezelfde zijn, is "
        "dus niet nagegaan.",
    )


def test_nothing_is_refreshed_before_the_correction_is_declared(
    copy: Path, capsys: pytest.CaptureFixture[str]
):
    change(copy, "outcomes.csv", "Perverse prikkels", "Prikkels")
    before = (copy / "datapackage.json").read_bytes()
    assert main(["package", str(copy), "--refresh"]) == 1
    assert capsys.readouterr().err == (
        "Er staat nog geen correctie in session.toml. Schrijf eerst in een blok "
        "[[publication.corrections]] wat er is verbeterd en wanneer: wie de uitkomsten las, moet "
        "dat kunnen zien. Er is niets geschreven.\n"
    )
    assert (copy / "datapackage.json").read_bytes() == before


def test_after_a_declared_correction_the_package_is_refreshed_and_nothing_else(
    copy: Path, november: Path, capsys: pytest.CaptureFixture[str]
):
    change(copy, "outcomes.csv", "Perverse prikkels", "Prikkels")
    corrected(copy)
    assert main(["package", str(copy), "--refresh"]) == 0
    assert capsys.readouterr().out == (
        "Veranderd sinds datapackage.json werd gemaakt:\n- outcomes.csv\n"
        f"Geschreven: {copy / 'datapackage.json'}.\n"
    )
    assert faults(copy) == []
    old, new = (folder / "datapackage.json" for folder in (november, copy))
    pairs = zip(old.read_text("utf-8").split("\n"), new.read_text("utf-8").split("\n"), strict=True)
    assert [one.strip()[:15] for one, other in pairs if one != other] == ['"hash": "sha256']


def test_an_unchanged_package_says_so(copy: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["package", str(copy)]) == 0
    assert capsys.readouterr().out == (
        f"In '{copy}' is niets veranderd sinds datapackage.json werd gemaakt.\n"
    )


def test_a_folder_without_a_package_is_said(copy: Path, capsys: pytest.CaptureFixture[str]):
    (copy / "datapackage.json").unlink()
    assert main(["package", str(copy), "--refresh"]) == 2
    assert capsys.readouterr().err == f"In '{copy}' staat geen datapackage.json.\n"
