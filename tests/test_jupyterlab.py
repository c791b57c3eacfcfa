"""A researcher in JupyterLab: open a notebook, restart the kernel and run all, change a theme."""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SECONDS = 180
KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
OPTIONS = (
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: where its files are, where it answers, and what it logs."""

    root: Path
    port: int
    token: str
    log: Path

    def address(self, path: str) -> str:
        """Give the address of a page of this server."""
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"

    def wait_until_it_answers(self) -> None:
        """Wait for the first answer; without one the log says why."""
        for _ in range(SECONDS * 5):
            try:
                urllib.request.urlopen(self.address("api"), timeout=5)
            except OSError:
                time.sleep(0.2)
            else:
                return
        pytest.fail(f"JupyterLab antwoordt niet:\n{self.log.read_text(encoding='utf-8')}")


def free_port() -> int:
    """Give a port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def lab(repository: Path, tmp_path: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the notebooks and the data, in an empty home."""
    root, home = tmp_path / "werkmap", tmp_path / "thuis"
    home.mkdir()
    for folder in ("notebooks", "data"):
        ignore = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(repository / folder, root / folder, ignore=ignore)
    lab = Lab(root, free_port(), secrets.token_hex(16), tmp_path / "jupyterlab.log")
    programs = Path(sys.executable).parent
    environment = {"HOME": str(home), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    addressed = (f"--ServerApp.port={lab.port}", f"--IdentityProvider.token={lab.token}")
    command = [programs / "jupyter-lab", *OPTIONS, *addressed, f"--ServerApp.root_dir={root}"]
    with lab.log.open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            cwd=root,
            env={**environment, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        lab.wait_until_it_answers()
        yield lab
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.fixture
def open_notebook(lab: Lab, chromium_page: Callable[..., Page]) -> Callable[[str], Page]:
    """Open a notebook in JupyterLab, every cell on the page and not only those in sight."""

    def open_in_lab(name: str) -> Page:
        page = chromium_page(lab.address(f"lab/tree/notebooks/{name}"), width=1440, height=1000)
        page.set_default_timeout(SECONDS * 1000)
        page.wait_for_function("window.jupyterapp")
        page.evaluate("jupyterapp.restored")
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        page.evaluate("jupyterapp.shell.currentWidget.context.ready")
        page.evaluate(
            "() => { const notebook = jupyterapp.shell.currentWidget.content;"
            " notebook.notebookConfig = {...notebook.notebookConfig, windowingMode: 'none'}; }"
        )
        return page

    return open_in_lab


def restart_and_run_all(page: Page) -> list[dict[str, Any]]:
    """Restart the kernel, run all cells, and give the cells that ran.

    A restart while the first kernel still connects would lose it; hence the waiting. A wait has
    a time limit, `evaluate` has none.
    """
    page.wait_for_function(f"{KERNEL}?.connectionStatus === 'connected'")
    page.wait_for_function(f"{KERNEL}.status === 'idle'")
    page.evaluate(
        "() => { jupyterapp.commands.execute('notebook:restart-run-all')"
        ".then(ran => { window.ran = ran; }, error => { window.ran = String(error); }); }"
    )
    page.click(".jp-Dialog button.jp-mod-accept")
    page.wait_for_function("window.ran !== undefined")
    assert page.evaluate("window.ran") is True, "JupyterLab meldt dat niet alle cellen liepen"
    page.wait_for_function(f"{KERNEL}.status === 'idle'")
    cells = page.evaluate(
        "Array.from(jupyterapp.shell.currentWidget.content.model.cells).map(c => c.toJSON())"
    )
    return [cell for cell in cells if cell["cell_type"] == "code"]


class Images(HTMLParser):
    """The images of a piece of HTML, as (alt, source) pairs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            found = dict(attrs)
            self.found.append((found.get("alt") or "", found.get("src") or ""))


def html_of(cells: list[dict[str, Any]]) -> str:
    """Give the HTML of every output, one after another."""
    outputs = [output for cell in cells for output in cell["outputs"]]
    return "\n".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


def drawing(source: str) -> str:
    """Give the SVG inside an image's source."""
    kind, _, content = source.partition(";base64,")
    assert kind == "data:image/svg+xml"
    return base64.b64decode(content).decode("utf-8")


def images_in_sight(page: Page) -> list[dict[str, Any]]:
    """Give alt and natural width of each figure that JupyterLab shows."""
    page.wait_for_function(
        "Array.from(document.querySelectorAll('.jp-OutputArea img')).every(img => img.complete)"
    )
    found: list[dict[str, Any]] = page.evaluate(
        "Array.from(document.querySelectorAll('.jp-OutputArea img'))"
        ".map(img => ({alt: img.alt, width: img.naturalWidth}))"
    )
    return found


def rename_a_theme(root: Path, new_name: str) -> str:
    """Rename a theme in the codebook as a researcher would in an editor; give its old name.

    It is a theme whose name stands nowhere else: a heading that names a theme is a finding, and
    its cell rightly stops when the name is no longer true.
    """
    path = root / "data" / "workshop_12nov" / "codebook.toml"
    text = path.read_text(encoding="utf-8")
    notebook = (root / "notebooks" / "02_rode_draden.ipynb").read_text(encoding="utf-8")
    sources = str([cell["source"] for cell in json.loads(notebook)["cells"]])
    names = [str(theme["name"]) for theme in tomllib.loads(text)["themes"]]
    old_name = next(name for name in names if text.count(name) == 1 and name not in sources)
    path.write_text(text.replace(f'"{old_name}"', f'"{new_name}"'), encoding="utf-8")
    return old_name


def assert_nothing_failed(lab: Lab, cells: list[dict[str, Any]]) -> None:
    """Every cell ran, in order, without an error or a warning, and so did the server."""
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert " 500 GET " not in lab.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "figures"), [("01_uitkomsten", 0), ("02_rode_draden", 2)])
def test_a_notebook_runs_from_a_fresh_kernel_and_each_figure_is_an_image_with_alt(
    lab: Lab, open_notebook: Callable[[str], Page], name: str, figures: int
) -> None:
    page = open_notebook(f"{name}.ipynb")
    cells = restart_and_run_all(page)
    assert_nothing_failed(lab, cells)
    drawn = Images(html_of(cells)).found
    assert len(drawn) == figures
    shown = images_in_sight(page)
    assert [image["alt"] for image in shown] == [alt for alt, _ in drawn]
    assert all(image["alt"].strip() and image["width"] > 0 for image in shown)


def test_the_stored_figures_show_before_anything_runs_and_nothing_is_fetched_from_elsewhere(
    lab: Lab, open_notebook: Callable[[str], Page]
) -> None:
    page = open_notebook("02_rode_draden.ipynb")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.reload()
    page.wait_for_selector(".jp-NotebookPanel .jp-OutputArea img", state="attached")
    assert all(image["alt"].strip() and image["width"] > 0 for image in images_in_sight(page))
    own = (f"http://127.0.0.1:{lab.port}/", "data:", "blob:")
    assert [address for address in requests if not address.startswith(own)] == []


def test_a_renamed_theme_shows_in_table_and_figure_after_running_again(
    lab: Lab, open_notebook: Callable[[str], Page]
) -> None:
    old_name = rename_a_theme(lab.root, "Zeilschip")
    cells = restart_and_run_all(open_notebook("02_rode_draden.ipynb"))
    assert_nothing_failed(lab, cells)
    html = html_of(cells)
    drawings = [alt + drawing(source) for alt, source in Images(html).found]
    assert any("Zeilschip" in picture for picture in drawings)
    assert re.search(r"<t[hd][^>]*>(<[^>]*>)*Zeilschip", html)
    assert old_name not in html
    assert not any(old_name in picture for picture in drawings)
