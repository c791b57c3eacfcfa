"""What may be done with what: the code, the data, the workshop's texts and what we lean on."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

# The text as the SPDX licence list has it, word for word the one of the European Commission.
EUPL_WORDS = "b265314fe0920ed66121307961dabb70eb3c26c508d2362783e821bbb4a0e16c"
COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)


def words_hash(text: str) -> str:
    """Give the hash of a text's words: line ends and spaces do not change a licence."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def licence_of(package: str) -> str:
    """Give what a package says of its licence; empty for one that this machine does not need."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return ""
    lines = [line for line in about.get_all("Classifier", []) if line.startswith("License")]
    first = (about.get("License") or "").strip().split("\n")[0]
    return " / ".join([about.get("License-Expression") or "", *lines, first])


def test_the_code_has_the_eupl_word_for_word(repository: Path) -> None:
    text = (repository / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", text, flags=re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert words_hash(text) == EUPL_WORDS


def test_the_package_says_so_too(repository: Path) -> None:
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    assert project["license"] == "EUPL-1.2"
    assert [name for name in project["license-files"] if not (repository / name).is_file()] == []
    assert "LICENSE" in project["license-files"]


def test_our_data_have_a_licence_and_the_texts_of_the_workshop_their_source(
    november: Path, repository: Path
) -> None:
    package = json.loads((november / "datapackage.json").read_text(encoding="utf-8"))
    session = (november / "session.toml").read_text(encoding="utf-8")
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert "bron: workshop" in package["licenceNote"]
    assert "licence" in tomllib.loads(session)
    assert "CC BY 4.0" in (repository / "README.md").read_text(encoding="utf-8")


def test_the_font_comes_with_its_licence(repository: Path) -> None:
    fonts = repository / "src" / "workshop_analysis" / "report" / "fonts"
    text = (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert list(fonts.glob("*.ttf"))


def test_nothing_that_the_report_needs_asks_more_of_its_users(repository: Path) -> None:
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE)))
    licences = {name: licence_of(name) for name in names}
    assert {name: text for name, text in licences.items() if COPYLEFT.search(text)} == {}
    known = [name for name, text in licences.items() if text.strip(" /")]
    assert len(known) > 0.8 * len(names)


def test_a_licence_that_asks_more_is_seen() -> None:
    assert COPYLEFT.search(licence_of("krippendorff"))
    assert not COPYLEFT.search(licence_of("pandas"))
