"""What several tests share: the repository, a browser, the validators and the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from later_sessions import data_here, say  # noqa: F401 (fixtures for every test)
from playwright.sync_api import Browser, Page, sync_playwright
from validators import REPOSITORY, find_validators, omission_is_failure

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def needed(name: str) -> Path:
    """Give the validator's file; without it the test is left out, or fails where that is asked."""
    validator = find_validators()[name]
    if validator.missing is None:
        assert validator.path is not None
        return validator.path
    if omission_is_failure():
        pytest.fail(validator.missing, pytrace=False)
    pytest.skip(validator.missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each validator that is missing, in one Dutch line each, when tests were left out."""
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.section(f"{len(left_out)} niet uitgevoerd")
        for validator in find_validators().values():
            if validator.missing:
                terminalreporter.write_line(validator.missing)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Give the root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def november(repository: Path) -> Path:
    """Give the session folder of the workshop of 12 November."""
    return repository / "data" / "workshop_12nov"


@pytest.fixture(scope="session")
def style() -> Any:
    """Give the project's own style."""
    from workshop_analysis.style import read_style

    return read_style()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start one headless Chromium for a test file; a running one would block nbclient's loop."""
    program = needed("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages: `chromium_page(path_or_address, width=1280, height=900, javascript=True)`.

    Without a first argument the page is empty. Every page has its own context, closed afterwards.
    """
    contexts = []

    def open_page(
        target: Path | str | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        javascript: bool = True,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="nl-NL",
        )
        contexts.append(context)
        page = context.new_page()
        if target is not None:
            page.goto(target.resolve().as_uri() if isinstance(target, Path) else target)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """Give axe-core's violations of an open page, WCAG 2.0-2.2 A and AA and best practices."""
    script = needed("axe-core").read_text(encoding="utf-8")

    def violations(page: Page) -> list[dict[str, Any]]:
        page.evaluate(script)
        options = {"runOnly": {"type": "tag", "values": list(AXE_TAGS)}}
        result = page.evaluate("options => axe.run(document, options)", options)
        assert result["passes"], "axe-core keek nergens naar"
        return list(result["violations"])

    return violations


@pytest.fixture
def vnu() -> Callable[[Path], list[dict[str, Any]]]:
    """Give the messages of the Nu HTML checker on a file, informational ones included."""
    java, jar = needed("Java"), needed("vnu-jar")

    def messages(html: Path) -> list[dict[str, Any]]:
        command = [java, "-jar", jar, "--format", "json", "--exit-zero-always", html]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        return list(json.loads(done.stderr)["messages"])

    return messages


@pytest.fixture
def verapdf() -> Callable[..., dict[str, list[str]]]:
    """Give veraPDF's failures by profile: `verapdf(pdf, "ua1,2a") == {"ua1": [], "2a": []}`.

    The Java machine runs in a process of its own, so that no later fork inherits it.
    """
    needed("Java")
    code = (
        "import json, sys; from pathlib import Path; from verapdf_check import validate; "
        "print(json.dumps({key: validate(Path(sys.argv[1]), key) for key in sys.argv[2:]}))"
    )

    def failures(pdf: Path, profiles: str = "ua1,2a") -> dict[str, list[str]]:
        command = [sys.executable, "-c", code, str(pdf), *profiles.split(",")]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "tests")}
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return {key: _failures(*verdict) for key, verdict in json.loads(done.stdout).items()}

    return failures


def _failures(conforms: bool, checks: int, failed: dict[str, str]) -> list[str]:
    """Give one line per failed rule; a verdict that rests on no check is a failure too."""
    lines = [f"{rule}: {message}" for rule, message in failed.items()]
    if not checks or (not conforms and not lines):
        lines.append(f"geen oordeel: {checks} controles, conforms={conforms}")
    return lines


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home folder with nothing in it, and a place for matplotlib's font list beside it."""
    home = tmp_path_factory.mktemp("home")
    (home / "matplotlib").mkdir()
    return home


@pytest.fixture
def clean_environment(empty_home: Path) -> dict[str, str]:
    """Give the environment of a machine that knows nothing of us: a search path and an empty home.

    The locale is the machine's; the width keeps sentences on one line.
    """
    return {
        "HOME": str(empty_home),
        "MPLCONFIGDIR": str(empty_home / "matplotlib"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }


@pytest.fixture
def run_cli(
    clean_environment: dict[str, str], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `workshop-analysis` as a person would: `run_cli(["check", folder], cwd=...)`."""
    program = Path(sys.executable).parent / "workshop-analysis"

    def run(
        arguments: Sequence[str | Path],
        *,
        cwd: Path = tmp_path,
        environment: dict[str, str] | None = None,
        timeout: float = 180,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            cwd=cwd,
            env={**clean_environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run
