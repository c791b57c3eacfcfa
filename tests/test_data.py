import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fixtures.november_outcomes import OUTCOMES, SOURCE_SHA256, TREE_SHA256
from later_sessions import MESSAGES
from mistakes import NOVEMBER, SMALL
from session_folders import change, copy_of

from workshop_analysis.folder import (
    beleidskompas,
    codebook,
    crosswalk,
    judgements,
    records,
    session,
)
from workshop_analysis.folder import workshop as folder
from workshop_analysis.folder.workshop import Workshop, read_workshop
from workshop_analysis.terms import HEADERS, Kind


@pytest.fixture(scope="module")
def read(november: Path) -> Workshop:
    return read_workshop(november)


@pytest.fixture(scope="module")
def guide(repository: Path) -> str:
    return (repository / "data" / "README.md").read_text(encoding="utf-8")


# -- what was published -----------------------------------------------------------------------


def test_three_four_six_and_five_make_eighteen(read):
    table = read.session.records
    assert table.groupby("side", sort=False).size().to_dict() == {
        "gezamenlijk": 3,
        "beleid": 4,
        "uitvoering": 6,
    }
    assert table["kind"].value_counts().to_dict() == {"belemmering": 13, "belofte": 5}
    assert len(table) == 3 + 4 + 6 + 5 == 18


def test_each_id_says_its_side_or_kind_and_its_number(read):
    table = read.session.records
    expected = table["side"].fillna(table["kind"]) + "-" + table["number"].astype("str")
    assert table["id"].tolist() == expected.tolist() == [*OUTCOMES]


def test_the_quotes_of_the_source_stay_curly(november):
    text = (november / "outcomes.csv").read_text(encoding="utf-8")
    assert "KPI’s" in text
    assert "‘burgers betrekken’" in text
    assert "KPI's" not in text


def test_the_files_are_plain_utf_8_with_unix_lines(november):
    for path in november.iterdir():
        raw = path.read_bytes()
        raw.decode("utf-8")
        assert b"\r" not in raw
        assert raw.endswith(b"\n")


# -- what is ours -----------------------------------------------------------------------------


def test_every_outcome_is_placed_or_left_out_with_a_reason(read):
    placements = read.codebook.placements
    assert set(placements["code"]) == set(OUTCOMES)
    assert placements["reason"].str.len().gt(10).all()


def test_every_theme_has_a_code_and_all_its_texts(read):
    themes = read.codebook.themes
    assert set(themes["theme"]) == set(read.codebook.placements["theme"].dropna())
    assert themes.notna().all(axis=None)


def test_the_example_of_a_theme_is_the_text_of_one_of_its_codes(read):
    placed = read.codebook.placements.assign(text=lambda f: f["code"].map(OUTCOMES))
    texts = placed.groupby("theme")["text"].agg(set)
    for theme in read.codebook.themes.itertuples():
        assert theme.example in texts[theme.theme]


def test_every_code_is_explained(read):
    assert read.codebook.codes.notna().all(axis=None)


def test_the_codebook_says_that_it_is_an_interpretation(read, november):
    assert read.codebook.title.startswith("Interpretatie van dit project")
    first = (november / "codebook.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# INTERPRETATIE VAN DIT PROJECT"


def test_all_65_pairs_of_belofte_and_belemmering_were_judged(read):
    kinds = read.session.records.groupby("kind")["id"].agg(list)
    pairs = set(product(kinds[Kind.BELOFTE], kinds[Kind.BELEMMERING]))
    assert len(pairs) == 65
    for _, rows in read.links.groupby("coder"):
        assert len(rows) == 65
        assert set(zip(rows["promise"], rows["barrier"], strict=True)) == pairs


def test_all_91_pairs_of_step_and_belemmering_were_judged(read):
    barriers = [name for name in OUTCOMES if not name.startswith("belofte")]
    pairs = set(product(range(1, 8), barriers))
    assert len(pairs) == 91
    for _, rows in read.step_links.groupby("coder"):
        assert len(rows) == 91
        assert set(zip(rows["step"], rows["barrier"], strict=True)) == pairs


def test_every_judgement_has_its_coder_and_a_reason_in_a_sentence(read):
    assert set(read.codebook.placements["coder"]) == {"projectlezing 1"}
    for table in (read.links, read.step_links):
        assert set(table["coder"]) == {"lezer-a", "lezer-b", "samen"}
        assert set(table.loc[table["coder"].eq("samen"), "origin"]) == {"consensus"}
    for table in (read.links, read.step_links, read.codebook.placements):
        assert table["reason"].str.fullmatch(r"[A-ZÉ‘].{15,330}[.?]").all()


def test_no_judgement_about_words_has_a_verb_of_effect(read):
    for table in (read.links, read.step_links):
        effect = table["reason"].str.contains(r"\b(?:helpt|helpen|lost|oplost|draagt|bijdraagt)\b")
        assert not effect.any()


def test_a_reason_belongs_to_its_own_pair(read):
    for answer, table in (("promise", read.links), ("step", read.step_links)):
        assert not table.duplicated([answer, "coder", "reason"]).any()


# -- for machines -----------------------------------------------------------------------------


def validated(package: Path) -> dict[str, Any]:
    """What the frictionless library says of a data package, from a process of its own."""
    command = [sys.executable, "-m", "frictionless", "validate", package.name, "--json"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_data_package_is_valid(november):
    report = validated(november / "datapackage.json")
    assert report["valid"]
    assert {task["name"]: task["errors"] for task in report["tasks"]} == {
        name: []
        for name in (
            *("outcomes", "links", "step-links", "synonyms", "session", "beleidskompas"),
            "codebook",
        )
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("outcomes.csv", "Interne cultuur", "Een cultuur", "hash-count"),
        ("links.csv", "belofte-1,beleid-2,deels", "belofte-1,beleid-2,half", "constraint-error"),
        ("links.csv", "belofte-1,beleid-2", "belofte-9,beleid-2", "foreign-key"),
        ("step_links.csv", "1,gezamenlijk-1", "8,gezamenlijk-1", "constraint-error"),
    ],
)
def test_the_data_package_refuses_what_is_wrong(tmp_path, november, file, old, new, fault):
    copy = change(copy_of(november, tmp_path), file, old, new)
    tasks = validated(copy / "datapackage.json")["tasks"]
    assert [error["type"] for task in tasks for error in task["errors"]] == [fault]


def test_the_data_package_knows_the_words_the_reader_knows(november):
    described = json.loads((november / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        resource["path"]: {field["name"]: field for field in resource["schema"]["fields"]}
        for resource in described["resources"]
        if "schema" in resource
    }
    assert [*fields["outcomes.csv"]] == [*records.OUTCOMES]
    assert fields["outcomes.csv"]["kind"]["constraints"]["enum"] == [*Kind]
    assert "constraints" in fields["links.csv"]["strength"]


def test_the_data_package_names_its_licence_and_its_sources(november):
    described = json.loads((november / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert [source["sha256"] for source in described["sources"]] == [SOURCE_SHA256, TREE_SHA256]
    assert "bron: workshop" in described["licenceNote"]


# -- for people -------------------------------------------------------------------------------


def names_in_code(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def section(guide: str, title: str) -> str:
    start = guide.index(f"\n## `{title}`")
    end = guide.find("\n## ", start + 1)
    return guide[start:end]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("outcomes.csv", [*records.OUTCOMES]),
        ("contributions.csv", [*records.CONTRIBUTIONS]),
        ("coding.csv", ["record", "code", "coder", "origin", "reason"]),
        ("links.csv", [*judgements.columns_of("promise")]),
        ("step_links.csv", [*judgements.columns_of("step")]),
        ("synonyms.csv", ["word", "other", "reason"]),
        ("crosswalk.csv", crosswalk.COLUMNS),
    ],
)
def test_every_column_is_explained_with_its_dutch_header(guide, title, columns):
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section(guide, title), re.MULTILINE)
    assert [column for column, _ in rows] == columns
    for column, dutch in rows:
        assert HEADERS[dutch] == column or (column, dutch) == ("record", "bijdrage")


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("session.toml", [*session.FACTS]),
        ("beleidskompas.toml", ["number", "question", "heading", "sentences", "about"]),
        ("codebook.toml", ["version", "title", "note", "key", "theme", "doubt", "description"]),
    ],
)
def test_every_key_is_explained(guide, title, keys):
    assert set(keys) <= names_in_code(section(guide, title))


def test_every_file_of_a_session_folder_is_explained(guide, november):
    for name in (session.FILE, codebook.FILE, beleidskompas.FILE, "coding.csv"):
        assert f"## `{name}`" in guide
    known = {f"{stem}.csv" for stem in folder.TABLES} | set(folder.FILES)
    described = {"README.md", "datapackage.json"}
    assert {path.name for path in november.iterdir()} <= known | described


def test_every_fate_of_a_code_is_explained(guide):
    assert {*crosswalk.Fate} <= names_in_code(section(guide, "crosswalk.csv"))


def test_every_message_in_the_guide_is_what_people_get(guide):
    quoted = re.findall(r"^\| [^|]+ \| ([\w-]+\.(?:csv|toml|xlsx)[,:] .+) \|$", guide, re.MULTILINE)
    real = MESSAGES | {message for *_, message in (*NOVEMBER, *SMALL)}
    assert len(quoted) > 20
    assert [message for message in quoted if message not in real] == []


def test_the_readme_of_november_names_its_files_and_hashes(november):
    text = (november / "README.md").read_text(encoding="utf-8")
    for path in november.iterdir():
        assert f"`{path.name}`" in text or path.name == "README.md"
    assert SOURCE_SHA256 in text
    assert TREE_SHA256 in text
