"""The instruments themselves: each validator that the tests lean on sees a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

GOOD = """<!doctype html><html lang="nl">
<head><meta charset="utf-8"><title>Uitkomsten</title></head>
<body><main><h1>Uitkomsten</h1><p>Achttien uitspraken.</p></main></body></html>"""
WITHOUT_ALT = GOOD.replace("<p>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>')
TOY = """
def test_axe(axe): assert axe
def test_vnu(vnu): assert vnu
def test_page(chromium_page): assert chromium_page
def test_verapdf(verapdf): assert verapdf
def test_plain(): assert True
"""


@pytest.fixture
def run_toy(tmp_path: Path, repository: Path) -> Callable[..., str]:
    """Run a toy test file where no validator can be found, and give what pytest prints."""
    (tmp_path / "test_toy.py").write_text(TOY, encoding="utf-8")
    nowhere = {name: str(tmp_path / "nergens") for name in ("CHROMIUM", "JAVA", "NODE_MODULES")}
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", "-q"]

    def run(**environment: str) -> str:
        done = subprocess.run(
            [*command, f"--rootdir={tmp_path}", str(tmp_path)],
            cwd=tmp_path,
            env={**os.environ, **nowhere, "PYTHONPATH": str(repository / "tests"), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    return run


@pytest.mark.browser
def test_axe_finds_nothing_on_a_good_page_and_an_image_without_alt(
    chromium_page: Callable[..., Page], axe: Callable[[Page], list[dict[str, Any]]]
) -> None:
    page = chromium_page(width=360)
    page.set_content(GOOD)
    assert axe(page) == []
    page.set_content(WITHOUT_ALT)
    assert [violation["id"] for violation in axe(page)] == ["image-alt"]


@pytest.mark.java
def test_the_nu_checker_finds_nothing_on_a_good_page_and_an_image_without_alt(
    vnu: Callable[[Path], list[dict[str, Any]]], tmp_path: Path
) -> None:
    good, bad = tmp_path / "goed.html", tmp_path / "fout.html"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(WITHOUT_ALT, encoding="utf-8")
    assert vnu(good) == []
    assert any("alt" in message["message"] for message in vnu(bad))


@pytest.mark.browser
def test_a_page_is_as_wide_as_asked_and_can_be_without_scripts(
    chromium_page: Callable[..., Page], tmp_path: Path
) -> None:
    path = tmp_path / "pagina.html"
    path.write_text(GOOD + "<script>document.title = 'script'</script>", encoding="utf-8")
    assert chromium_page(path, width=320).viewport_size == {"width": 320, "height": 900}
    assert chromium_page(path).title() == "script"
    assert chromium_page(path, javascript=False).title() == "Uitkomsten"


def test_without_validators_the_tests_are_left_out_and_each_is_named(
    run_toy: Callable[..., str],
) -> None:
    printed = run_toy(REQUIRE_VALIDATORS="")
    assert "1 passed, 4 skipped" in printed
    for name in ("axe-core", "vnu-jar", "Java", "Chromium"):
        assert f"\n{name} ontbreekt, dus niet getest: " in printed


def test_where_validators_are_required_an_omission_is_a_failure(
    run_toy: Callable[..., str],
) -> None:
    printed = run_toy(REQUIRE_VALIDATORS="1")
    assert "1 passed" in printed
    assert "skipped" not in printed
    assert printed.count(" ontbreekt, dus niet getest: ") >= 4
