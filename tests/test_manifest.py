"""The manifest says what a publication was made from and with."""

from __future__ import annotations

import json
import platform
import re
import tomllib
from pathlib import Path

import pytest

from workshop_analysis.engine.run import NotebookError
from workshop_analysis.report.manifest import made_with, notebook_sha256, read_outputs


def notebook(path: Path, *, source: str = "1", outputs: tuple[str, ...] = ()) -> Path:
    shown = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": shown}
    path.write_text(json.dumps({"cells": [cell | {"execution_count": 1}], "nbformat": 4}))
    return path


def test_a_notebook_is_known_by_what_it_says_not_by_what_it_showed(tmp_path: Path) -> None:
    bare = notebook_sha256(notebook(tmp_path / "a.ipynb"))
    assert notebook_sha256(notebook(tmp_path / "b.ipynb", outputs=("een",))) == bare
    assert notebook_sha256(notebook(tmp_path / "c.ipynb", source="2")) != bare


def test_a_file_that_is_no_notebook_has_no_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("tekst")
    with pytest.raises(NotebookError):
        notebook_sha256(tmp_path / "a.ipynb")


def test_every_library_that_the_package_asks_for_has_its_version(repository: Path) -> None:
    asked = tomllib.loads((repository / "pyproject.toml").read_text())["project"]["dependencies"]
    libraries = made_with()["libraries"]
    assert [re.split("[<>=]", name)[0] for name in asked] == list(libraries)
    assert all(version[0].isdigit() for version in libraries.values())


def test_python_and_the_package_are_named(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    assert made_with()["workshop-analysis"] == project["version"]
    assert made_with()["python"] == platform.python_version()


@pytest.mark.parametrize("text", ["", "[]", '{"outputs": {"a": "b"}}', '{"made_with": 3}'])
def test_what_is_no_manifest_of_ours_lists_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.manifest.json").write_text(text)
    assert read_outputs(tmp_path / "x.manifest.json") == {}


def test_a_manifest_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    assert read_outputs(tmp_path / "x.manifest.json") == {}
