"""What is in the repository is for everyone: no machine, no registry and no person stands in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from validators import ABSOLUTE_PATH, REPOSITORY

from workshop_analysis.terms import MAILBOX

# Written in two halves, or this file would hold what it looks for.
REGISTRIES = re.compile("|".join(rf"{name}\.{end}" for name, end in (
    ("py" r"pi", "org"), ("python" "hosted", "org"), ("npm" "js", "(?:com|org)"),
    ("yarn" "pkg", "com"), ("ana" "conda", "(?:com|org)"), ("arti" "factory", r"\w+"),
)))  # fmt: skip
TELEPHONE = re.compile(r"(?<![\w.])(?:06|\+31[ -]?6|0031[ -]?6)(?:[ -]?\d){8}(?![\w.])")
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-z]{2,20}\b")
FICTITIOUS = ("@voorbeeld.nl", "@example.nl", "@example.org", "@example.com")
NOT_OURS = {".git", ".venv", "node_modules", "build", "dist"}


def tracked() -> list[Path]:
    """Give every file of the repository; where there is no git, every file that is ours."""
    command = ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        paths = [REPOSITORY / name for name in done.stdout.split("\0") if name]
    else:
        found = (path for path in REPOSITORY.rglob("*") if not NOT_OURS & set(path.parts))
        paths = [path for path in found if "__pycache__" not in path.parts]
    return [path for path in paths if path.is_file()]


FILES = tracked()


def name_of(path: Path) -> str:
    """Give a file's place in the repository."""
    return path.relative_to(REPOSITORY).as_posix()


def text_of(path: Path) -> str:
    """Give a file's text; of a picture, a font or a PDF what can be read of it."""
    return path.read_bytes().decode("utf-8", errors="ignore")


def is_binary(path: Path) -> bool:
    """Whether a file is no text."""
    return b"\0" in path.read_bytes()[:8000]


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Give each place in text files where something is found that should not be there."""
    return [
        f"{name_of(path)}: {hit.group()}"
        for path in paths
        if not is_binary(path)
        for hit in pattern.finditer(text_of(path))
    ]


def outside_tests() -> list[Path]:
    """Give the files in which nothing is made up."""
    return [path for path in FILES if not name_of(path).startswith("tests/")]


def test_the_repository_is_not_empty() -> None:
    assert {"README.md", "pyproject.toml", "LICENSE", "data/workshop_12nov/outcomes.csv"} <= {
        name_of(path) for path in FILES
    }


def test_no_file_names_a_registry() -> None:
    assert found(REGISTRIES, FILES) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert found(ABSOLUTE_PATH, FILES) == []


def test_no_file_has_a_mobile_number() -> None:
    assert found(TELEPHONE, outside_tests()) == []


def test_the_only_mailbox_is_the_functional_one() -> None:
    hits = found(ADDRESS, FILES)
    others = [hit for hit in hits if not hit.endswith((MAILBOX, *FICTITIOUS))]
    made_up = [hit for hit in found(ADDRESS, outside_tests()) if hit.endswith(FICTITIOUS)]
    assert others + made_up == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "https://" + "py" + "pi.org/simple"),
        (ABSOLUTE_PATH, "open('" + "/" + "home/ik/data.csv')"),
        (ABSOLUTE_PATH, "C:" + "\\Users\\ik"),
        (TELEPHONE, "06" + " 12 34 56 78"),
        (TELEPHONE, "+31 6" + "12345678"),
        (ADDRESS, "iemand" + "@" + "ministerie.example"),
    ],
)
def test_what_should_not_be_there_is_seen(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(f"regel {text} einde")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (ABSOLUTE_PATH, "data/workshop_12nov"),
        (ABSOLUTE_PATH, "https://voorbeeld.nl/home/pagina"),
        (ABSOLUTE_PATH, "../tmp/uitvoer"),
        (TELEPHONE, "sha256:a0612345678"),
        (TELEPHONE, "M 10.0612345678"),
        (ADDRESS, "@page { size: A4 }"),
    ],
)
def test_what_may_be_there_is_let_through(pattern: re.Pattern[str], text: str) -> None:
    assert not pattern.search(f"regel {text} einde")


def test_no_file_is_so_large_that_a_clone_is_slow() -> None:
    sizes = {name_of(path): path.stat().st_size for path in FILES}
    assert {name: size for name, size in sizes.items() if size > 1_500_000} == {}


def test_what_set_up_makes_is_not_in_the_repository() -> None:
    made = re.compile(r"(^|/)(\.venv|node_modules|__pycache__|\.ipynb_checkpoints)/|(^|/)uv\.lock$")
    assert [name_of(path) for path in FILES if made.search(name_of(path))] == []


def test_no_test_is_left_out_except_for_a_missing_validator_or_on_windows() -> None:
    words = r"skip|importorskip|xfail|mark\.(?:skip|xfail|skipif(?!\(os\.name == .nt.))"
    skipped = re.compile(rf"pytest\.(?:{words})\b")
    tests = [path for path in FILES if name_of(path).startswith("tests/") and path.suffix == ".py"]
    assert found(skipped, tests) == ["tests/conftest.py: pytest." + "skip"]
