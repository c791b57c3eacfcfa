"""Setting up: what is asked for, what is locked and what is installed are the same thing."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

CONDA_NAMES = {
    "jupyter_client": "jupyter-client",
    "matplotlib-base": "matplotlib",
    "typst-py": "typst",
}
CHECKS_NOTEBOOKS = {"nbval", "pytest"}
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """Give pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def environment(repository: Path) -> dict[str, Any]:
    """Give environment.yml."""
    text = (repository / "environment.yml").read_text(encoding="utf-8")
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


def bounds(lines: list[Any]) -> dict[str, SpecifierSet]:
    """Give name and bounds of each requirement, leaving out included groups and the project."""
    requirements = [Requirement(line) for line in lines if isinstance(line, str)]
    return {requirement.name: requirement.specifier for requirement in requirements}


def locked(repository: Path, name: str) -> set[tuple[str, str]]:
    """Give each locked package with its version; a version per Python is a row of its own."""
    text = (repository / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def misfits(wanted: dict[str, SpecifierSet], lock: set[tuple[str, str]]) -> list[str]:
    """Give each direct dependency that the lock leaves out or holds outside its bounds."""
    versions = {name: [v for other, v in lock if other == name] for name in wanted}
    return [
        f"{name} {bound}: {versions[name]}"
        for name, bound in wanted.items()
        if not versions[name] or not all(version in bound for version in versions[name])
    ]


def test_conda_and_pip_ask_for_the_same_packages_within_the_same_bounds(
    project: dict[str, Any], environment: dict[str, Any]
) -> None:
    rows = [row.split(" ", 1) for row in environment["dependencies"]]
    conda = {CONDA_NAMES.get(name, name): SpecifierSet(*rest) for name, *rest in rows}
    groups = bounds(project["dependency-groups"]["dev"])
    pip = bounds(project["project"]["dependencies"])
    pip |= bounds(project["project"]["optional-dependencies"]["lab"])
    pip |= {name: groups[name] for name in CHECKS_NOTEBOOKS}
    assert conda.pop("python") == SpecifierSet(project["project"]["requires-python"])
    assert conda.pop("pip") == SpecifierSet()
    assert conda == pip


def test_conda_takes_everything_from_one_channel(environment: dict[str, Any]) -> None:
    assert environment["channels"] == ["conda-forge"]
    assert environment["name"] == "workshop-analysis"


def test_each_package_that_the_report_needs_is_locked_within_its_bounds(
    repository: Path, project: dict[str, Any]
) -> None:
    wanted = bounds(project["project"]["dependencies"])
    wanted |= bounds(project["dependency-groups"]["build"])
    assert misfits(wanted, locked(repository, "requirements.lock")) == []


def test_each_package_that_the_tests_need_is_locked_within_its_bounds(
    repository: Path, project: dict[str, Any]
) -> None:
    optional = project["project"]["optional-dependencies"].values()
    lists = [project["project"]["dependencies"], *optional, *project["dependency-groups"].values()]
    wanted = bounds([line for lines in lists for line in lines])
    assert misfits(wanted, locked(repository, "requirements-dev.lock")) == []


def test_a_package_outside_its_bounds_is_seen() -> None:
    wanted = bounds(["pandas>=3.0,<4", "typer>=0.20"])
    assert misfits(wanted, {("pandas", "2.3.3")}) == [
        "pandas <4,>=3.0: ['2.3.3']",
        "typer >=0.20: []",
    ]


def test_both_locks_hold_the_same_versions(repository: Path) -> None:
    to_run, to_test = (locked(repository, name) for name in LOCKS)
    only_for_running = {name for name, _ in to_run} - {name for name, _ in to_test}
    assert only_for_running == set()
    assert to_run <= to_test


def test_the_report_needs_no_jupyterlab_and_no_validator(repository: Path) -> None:
    names = {name for name, _ in locked(repository, "requirements.lock")}
    assert names & {"jupyterlab", "jupyter-server", "playwright", "scipy", "pytest"} == set()


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_its_hashes_and_no_address(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text
    assert "index-url" not in text


def test_the_npm_validators_are_pinned_without_addresses(repository: Path) -> None:
    asked = json.loads((repository / "package.json").read_text(encoding="utf-8"))
    text = (repository / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    pinned = {name: packages[f"node_modules/{name}"] for name in asked["devDependencies"]}
    assert set(asked["devDependencies"]) == {"axe-core", "vnu-jar"}
    assert {name: row["version"] for name, row in pinned.items()} == asked["devDependencies"]
    assert all(row["integrity"].startswith("sha512-") for row in pinned.values())
    assert "://" not in text


def make(repository: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make where nothing but the usual programs is known."""
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=repository,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def targets(repository: Path) -> set[str]:
    """Give the targets that are there for people."""
    text = (repository / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, flags=re.MULTILINE))


def test_make_shows_each_target_with_what_it_does(repository: Path) -> None:
    shown = dict(re.findall(r"^  make (\w+) +(\w.*)$", make(repository).stdout, flags=re.MULTILINE))
    assert set(shown) == targets(repository)
    assert {"report", "test", "lab", "lint", "bench", "lock", "notebooks", "clean"} <= set(shown)


def test_each_target_is_documented_for_developers(repository: Path) -> None:
    text = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {name for name in targets(repository) if f"`make {name}`" not in text} == {"help"}


def fake_python(folder: Path, *, fails_on: str) -> Path:
    """Write a Python that cannot do one thing: its answer to that thing is an error."""
    path = folder / "python-van-vroeger"
    path.write_text(f'#!/bin/sh\ncase "$*" in *{fails_on}*) exit 1;; esac\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_python_that_is_too_old_is_refused_with_a_way_out(
    repository: Path, tmp_path: Path
) -> None:
    python = fake_python(tmp_path, fails_on="version_info")
    done = make(repository, "report", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(
        f"Dit project heeft Python 3.11, 3.12, 3.13 of 3.14 nodig; '{python}' is dat hier niet.\n"
        "Installeer zo'n Python, of wijs hem aan: make report PYTHON=python3.12\n"
    )
    assert not (tmp_path / "venv").exists()


def test_a_python_without_its_venv_module_is_refused_with_a_way_out(
    repository: Path, tmp_path: Path
) -> None:
    python = fake_python(tmp_path, fails_on="ensurepip")
    done = make(repository, "report", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "De venv-module van Python ontbreekt.\n"
        "Installeer haar (op Debian en Ubuntu: apt install python3-venv) en probeer het opnieuw.\n"
    )


def test_the_makefile_and_the_package_ask_for_the_same_pythons(
    repository: Path, project: dict[str, Any]
) -> None:
    text = (repository / "Makefile").read_text(encoding="utf-8")
    [found] = re.findall(r"not \((\d+), (\d+)\) <= \S+ < \((\d+), (\d+)\)", text)
    low, high = ".".join(found[:2]), ".".join(found[2:])
    assert SpecifierSet(project["project"]["requires-python"]) == SpecifierSet(f">={low},<{high}")


def test_the_check_of_a_fresh_machine_is_a_script_that_bash_understands(repository: Path) -> None:
    script = repository / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert any("REQUIRE_VALIDATORS=1" in line for line in lines)
    assert lines[-1] == "make test"


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from what is here, without the internet, and give it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    options = ["--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", folder]
    subprocess.run([*command, *options, repository], check=True, timeout=120)
    [built] = folder.glob("workshop_analysis-*-py3-none-any.whl")
    return built


@pytest.mark.setup
def test_the_wheel_carries_each_room_the_reports_and_the_licences(
    repository: Path, wheel: Path
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    source = repository / "src" / "workshop_analysis"
    names = {path.relative_to(source).as_posix() for path in source_files(source)}
    assert sorted(name for name in names if f"workshop_analysis/{name}" not in content) == []
    for notebook in (repository / "notebooks").glob("rapport*.ipynb"):
        assert content[f"workshop_analysis/report/{notebook.name}"] == notebook.read_bytes()
    assert any(name.endswith("licenses/LICENSE") for name in content)
    assert any(name.endswith("OFL.txt") for name in content)


@pytest.mark.setup
def test_the_wheel_alone_makes_the_report(
    wheel: Path, november: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    installed, away = tmp_path / "installed", tmp_path / "away"
    zipfile.ZipFile(wheel).extractall(installed)
    shutil.copytree(november, away / "sessie")
    command = [sys.executable, "-m", "workshop_analysis", "report", "sessie", "--output", "uit"]
    done = subprocess.run(
        command,
        cwd=away,
        env={**clean_environment, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.suffix for path in (away / "uit").iterdir() if path.is_file()}
    assert {".html", ".pdf", ".json"} <= made


def source_files(source: Path) -> list[Path]:
    """Give every file of the package, compiled ones left out."""
    files = [path for path in source.rglob("*") if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts]
