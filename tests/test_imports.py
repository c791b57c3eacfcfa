"""What the package imports, and when: what is asked for is used, and a command starts quickly."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from package_source import SOURCE, Module, imported, module, modules
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Needed without being imported by name.
USED_OTHERWISE = {"ipykernel": "the kernel behind `--engine kernel` and JupyterLab"}
HEAVY = ("pandas", "numpy", "matplotlib", "nbconvert", "nbformat", "IPython", "typst", "pikepdf")


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """Give the project table of pyproject.toml."""
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)["project"]
    return table


def names(lines: list[str]) -> set[str]:
    """Give the names of these requirements."""
    return {canonicalize_name(Requirement(line).name) for line in lines}


def packages(one: Module, *, at_start: bool = False) -> set[str]:
    """Give the packages of others that a module imports, all or only when it is imported."""
    tree = (
        ast.Module([node for node in one.tree.body if starts(node)], []) if at_start else one.tree
    )
    top = {dotted.split(".")[0] for dotted in imported(tree)}
    return top - sys.stdlib_module_names - {"workshop_analysis"}


def starts(node: ast.stmt) -> bool:
    """Whether a statement runs as soon as its module is imported."""
    return not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


@cache
def owners() -> Mapping[str, list[str]]:
    """Give the distributions behind each name that can be imported here."""
    return packages_distributions()


def distributions(imports: set[str]) -> set[str]:
    """Give what has to be installed for these imports."""
    return {canonicalize_name(owners()[name][0]) for name in imports}


def test_each_package_that_is_imported_is_asked_for(project: dict[str, Any]) -> None:
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    asked = names([*project["dependencies"], *extras])
    used = distributions({name for one in modules() for name in packages(one)})
    assert used - asked == set()


def test_each_package_that_is_asked_for_is_imported(project: dict[str, Any]) -> None:
    used = distributions({name for one in modules() for name in packages(one)})
    assert names(project["dependencies"]) - used == set(USED_OTHERWISE)


def test_an_extra_is_only_imported_where_it_is_used(project: dict[str, Any]) -> None:
    core = names(project["dependencies"])
    early = {(one.name, name) for one in modules() for name in packages(one, at_start=True)}
    assert {(where, name) for where, name in early if distributions({name}) - core} == set()


def test_an_import_at_the_start_is_told_from_one_inside_a_function() -> None:
    one = module("shares", "import numpy\ndef share():\n    from scipy import stats")
    assert packages(one) == {"numpy", "scipy"}
    assert packages(one, at_start=True) == {"numpy"}


@pytest.mark.parametrize("name", ["krippendorff", "nltk"])
def test_reference_implementations_with_other_licences_stay_in_the_tests(name: str) -> None:
    assert [one.name for one in modules() if name in packages(one)] == []
    assert all(name not in path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.toml"))


def loaded(code: str) -> set[str]:
    """Give the packages that a fresh Python has loaded after some code."""
    report = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_is_shown_without_the_heavy_libraries() -> None:
    code = (
        "import sys; sys.argv = ['workshop-analysis', '--help']\n"
        "from workshop_analysis.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert loaded(code) & set(HEAVY) == set()


def test_help_is_shown_to_someone_who_asks(
    run_cli: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run_cli(["--help"])
    assert done.returncode == 0, done.stderr
    assert "report" in done.stdout
    assert "check" in done.stdout


def test_every_module_can_be_imported_without_the_extras(project: dict[str, Any]) -> None:
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    absent = names(extras) - names(project["dependencies"])
    blocked = [name for name in owners() if distributions({name}) & absent]
    imports = [f"workshop_analysis.{one.name}" for one in modules() if one.name != "__init__"]
    code = f"import sys; sys.modules.update(dict.fromkeys({blocked!r}))\n"
    assert "workshop_analysis" in loaded(code + "".join(f"import {name}\n" for name in imports))
