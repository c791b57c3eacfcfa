"""The documents are true: their code runs, their links lead somewhere, nothing is left out."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from package_source import SOURCE, modules
from test_architecture import FLOORS, FORBIDDEN_NAMES
from validators import REPOSITORY

from workshop_analysis import terms

DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "data", "reports", "data/workshop_12nov")
    for path in (REPOSITORY / folder).glob("*.md")
)
Run = Callable[..., subprocess.CompletedProcess[str]]


def read(name: str) -> str:
    """Give a document."""
    return (REPOSITORY / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Give the code blocks in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """Give a document without its code blocks."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def in_code_font(text: str) -> set[str]:
    """Give each word that stands in code font, outside blocks."""
    return set(re.findall(r"`([^`\n]+)`", prose(text)))


def rooms() -> set[str]:
    """Give the rooms of the package, the command line's start left out."""
    return {one.room for one in modules()} - {"__init__", "__main__"}


def test_the_code_of_the_readme_runs_and_gives_the_published_numbers() -> None:
    [code] = blocks(read("README.md"), "python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^belemmering +13$", done.stdout, flags=re.MULTILINE)
    assert re.search(r"^belofte +5$", done.stdout, flags=re.MULTILINE)


def test_the_readme_shows_ten_lines_and_no_more() -> None:
    [code] = blocks(read("README.md"), "python")
    assert len([line for line in code.splitlines() if line.strip()]) <= 10


def commands(run_cli: Run) -> dict[str, str]:
    """Give each command with its help."""
    overview = run_cli(["--help"]).stdout
    names = re.findall(r"^ +([a-z]+(?:-[a-z]+)*) {2,}\S", overview.split("Opdrachten:")[1], re.M)
    return {name: run_cli([name, "--help"]).stdout for name in names}


def test_each_command_and_each_option_is_explained_to_organisers(run_cli: Run) -> None:
    guide = read("docs/handleiding.md")
    helps = commands(run_cli)
    assert {"check", "report"} <= set(helps)
    assert [name for name in helps if f"workshop-analysis {name}" not in guide] == []
    options = {option for text in helps.values() for option in re.findall(r"--[a-z][a-z-]+", text)}
    assert sorted(options - {"--help"} - set(re.findall(r"--[a-z][a-z-]+", guide))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_command_that_a_document_names_exists(path: Path, run_cli: Run) -> None:
    text = path.read_text(encoding="utf-8")
    asked = set(re.findall(r"workshop-analysis ([a-z]+)\b(?! =)", text))
    assert asked - set(commands(run_cli)) == set()
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, flags=re.MULTILINE)) - targets == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_of_a_document_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose(path.read_text(encoding="utf-8")))
    assert [link for link in links if not (path.parent / link).exists()] == []


def boxes(picture: str) -> list[list[str]]:
    """Give the names at the start of the lines, box by box, each with its *."""
    found: list[list[str]] = []
    for line in picture.splitlines():
        if line.startswith(("┌", "├")):
            found.append([])
        found[-1:] = (
            [[*found[-1], *re.findall(r"^│ ([a-z]+(?: \*)?) {2,}\S", line)]] if found else []
        )
    return found


def test_the_picture_of_the_readme_is_the_house_that_is_tested() -> None:
    drawn = boxes(read("README.md").split("## The road")[1].split("```")[1])
    floors = [[*floor.rooms, *(f"{room} *" for room in floor.on_disk)] for floor in FLOORS]
    assert drawn == [floor for floor in floors if floor != ["__main__"]]


def test_a_box_is_told_from_what_is_handed_on() -> None:
    picture = "a\n┌───────┐\n│ b *  c │\n│ d    e │\n├──▼── f ┤\n│ g    h │\n└───────┘"
    assert boxes(picture) == [["b *", "d"], ["g"]]


def test_each_room_is_listed_for_developers_from_the_ground_up() -> None:
    section = read("CONTRIBUTING.md").split("## The rooms")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([a-z_]+)/?` \| \S", section, flags=re.MULTILINE)
    assert listed == [room for floor in FLOORS for room in (*floor.rooms, *floor.on_disk)]


def test_the_rooms_that_touch_the_disk_are_named_for_developers() -> None:
    section = read("CONTRIBUTING.md").split("Only the rooms that stand under `on_disk`")[1]
    named = re.findall(r"`([a-z]+)`", section.split(". Any other")[0])
    assert named == [room for floor in FLOORS for room in floor.on_disk]


def in_source(text: str) -> set[str]:
    """Give each path in code font that leads into a room of the package."""
    inside = {room for room in rooms() if (SOURCE / room).is_dir()}
    fonts = re.findall(r"`+(?:src/workshop_analysis/)?([a-z_]+/[\w./]*)`+", text)
    return {path for path in fonts if path.split("/")[0] in inside}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_path_into_the_package_that_a_document_names_exists(path: Path) -> None:
    named = in_source(prose(path.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (SOURCE / name).exists()] == []
    assert in_source("`src/workshop_analysis/report/gone.py` `docs/a.md` `folder/`") == {
        "report/gone.py", "folder/"
    }  # fmt: skip


def headers() -> Iterator[tuple[str, str]]:
    """Give (file, column) for each column of the tables of a session folder."""
    for path in sorted((REPOSITORY / "data").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for column in next(csv.reader(file)):
                yield path.name, column


def keys(table: dict[str, Any]) -> set[str]:
    """Give every key of a TOML file, those of tables and lists of tables too."""
    found = set()
    for key, value in table.items():
        found.add(key)
        below = value if isinstance(value, list) else [value]
        found |= {inner for item in below if isinstance(item, dict) for inner in keys(item)}
    return found


def explained() -> set[str]:
    """Give each word that the data guide puts in code font, the parts of `[a.b]` too."""
    fonts = in_code_font(read("data/README.md"))
    return fonts | {part for font in fonts for part in re.findall(r"\w+", font)}


def test_each_column_of_a_session_folder_is_explained() -> None:
    words = explained()
    assert sorted({(file, column) for file, column in headers() if column not in words}) == []


def test_each_key_of_a_session_folder_is_explained(november: Path) -> None:
    words = explained()
    files = {path.name: path.read_text(encoding="utf-8") for path in november.glob("*.toml")}
    asked = {(name, key) for name, text in files.items() for key in keys(tomllib.loads(text))}
    assert sorted((name, key) for name, key in asked if key not in words) == []


def test_each_dutch_header_of_these_tables_is_explained() -> None:
    columns, words = {column for _, column in headers()}, explained()
    dutch = {header for header, column in terms.HEADERS.items() if column in columns}
    assert sorted(dutch - words) == []


def glossary() -> list[tuple[str, str, str, str]]:
    """Give the rows of the glossary: the reader's word, the code's, the meaning, what to avoid."""
    rows = [line.strip("|").split("|") for line in read("docs/woordenlijst.md").splitlines()]
    cells = [tuple(cell.strip() for cell in row) for row in rows if len(row) == 4]
    return [row for row in cells[1:] if not row[0].startswith("--")]  # type: ignore[misc]


def closed_words() -> set[str]:
    """Give each word that a session folder may hold where the list of words is closed."""
    kinds = [terms.Kind, terms.Side, terms.Strength, terms.Evidence]
    lists: list[type[StrEnum]] = kinds
    return {str(word) for one in lists for word in one} | {terms.NO_CODE}


def test_each_closed_word_stands_in_the_glossary() -> None:
    known = {word for row in glossary() for cell in row[:3] for word in in_code_font(cell)}
    known |= {row[0] for row in glossary()}
    assert closed_words() - known == set()


def test_each_word_of_the_code_in_the_glossary_is_used_in_the_code() -> None:
    source = " ".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "src").rglob("*.py")
    )
    used = set(re.findall(r"[A-Za-z]+(?:-[a-z]+)?", source.replace("_", " ")))
    named = {word for row in glossary() for word in in_code_font(row[1])}
    assert named - used == set()


def test_each_word_of_the_glossary_has_a_meaning() -> None:
    assert len(glossary()) >= 20
    assert [row[0] for row in glossary() if not row[0] or len(row[2]) < 10] == []


def test_no_room_has_a_name_that_the_glossary_advises_against() -> None:
    advised_against = {word for row in glossary() for word in in_code_font(row[3])}
    assert "statement" in advised_against
    assert rooms() & advised_against == set()
    assert not any(re.fullmatch(FORBIDDEN_NAMES, room) for room in rooms())


def test_the_changelog_keeps_its_form_and_knows_this_version() -> None:
    text = read("CHANGELOG.md")
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", text, flags=re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == version
    assert set(re.findall(r"^### (\w+)", text, flags=re.MULTILINE)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"
    }  # fmt: skip
