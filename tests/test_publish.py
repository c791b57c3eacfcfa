"""A session folder becomes a publication: all of it or none, and over nothing but itself."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from workshop_analysis.checks import SessionError
from workshop_analysis.engine.run import CellFailed
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.report import publish as publishing
from workshop_analysis.report.blocks import ReportError
from workshop_analysis.report.publish import STEPS, Edition, Publication, publish_edition
from workshop_analysis.report.shelf import OutputRefused

SURROUNDINGS = {
    "hier": {"PYTHONHASHSEED": "1", "TZ": "Europe/Amsterdam", "LC_ALL": "C.UTF-8"},
    "daar": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C", "COLUMNS": "40"},
}
Publish = Callable[..., Publication]
DATA = (
    "from workshop_analysis.folder.workshop import read_workshop\n"
    "from workshop_analysis.display.objects import ReportFigure, ReportFront, ReportTable\n"
    "session = read_workshop(folder, state=state).session"
)
FRONT = (
    "ReportFront(session.title, subtitle='Proef', date_text='12 november', contact='iemand',\n"
    "            version='1.0', publication_date=session.publication.date)"
)
TABLE = (
    "table = ReportTable(session.records.groupby('kind', as_index=False).size(),\n"
    "                    key='soorten', caption='Soorten', source='Workshop')\ntable"
)
FIGURE = (
    "ReportFigure(lambda ax, narrow: ax.barh(['een', 'twee'], [5, 13]), table=table,\n"
    "             key='staven', alt='Twee staven.', caption='Staven', source='Workshop')"
)
ORDINARY = (DATA, FRONT, "# Burgers betrekken", TABLE, FIGURE)


def notebook(path: Path, *sources: str) -> Path:
    """A report notebook: sources that begin with # are text, the others code."""
    cells = [cell("folder = '../data'\nstate = None", tags=["parameters"]), *map(cell, sources)]
    for at, each in enumerate(cells):
        each["id"] = f"c{at}"
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    return path


def cell(source: str, tags: list[str] | None = None) -> dict[str, Any]:
    plain = {"source": source, "metadata": {"tags": tags or []}}
    if source.startswith("# "):
        return {"cell_type": "markdown", **plain}
    return {"cell_type": "code", "outputs": [], "execution_count": None, **plain}


@pytest.fixture
def folder(november: Path, tmp_path: Path) -> Path:
    """A copy of the November folder that a test may spoil."""
    shutil.copy(november.parent / "beslisboom.toml", tmp_path)
    return Path(shutil.copytree(november, tmp_path / "workshop_12nov"))


@pytest.fixture
def publish(folder: Path, tmp_path: Path) -> Publish:
    """Publish the folder by a notebook of these cells in the folder `uit`."""

    def run(*sources: str, session: Path = folder, output: str = "uit") -> Publication:
        made = notebook(tmp_path / "rapport.ipynb", *(sources or ORDINARY))
        edition = Edition(read_workshop(session), tmp_path / output, made)
        return publish_edition(edition, progress=lambda step, part: None)

    return run


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_publication_is_html_pdf_figures_and_manifest(publish: Publish, tmp_path: Path) -> None:
    publication = publish()
    assert list(files(tmp_path / "uit")) == [
        "figuren/workshop_12nov/staven.png",
        "figuren/workshop_12nov/staven.svg",
        "figuren/workshop_12nov/staven.txt",
        "rapport-workshop_12nov.html",
        "rapport-workshop_12nov.manifest.json",
        "rapport-workshop_12nov.pdf",
    ]
    assert publication.pdf.read_bytes().startswith(b"%PDF-1.")
    assert publication.html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert publication.manifest == tmp_path / "uit" / "rapport-workshop_12nov.manifest.json"


def test_the_same_input_gives_the_same_bytes_in_another_place(
    publish: Publish, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "heel" / "ergens").mkdir(parents=True)
    shutil.copy(folder.parent / "beslisboom.toml", tmp_path / "heel" / "ergens")
    elsewhere = shutil.copytree(folder, tmp_path / "heel" / "ergens" / "anders")
    publish()
    publish(session=elsewhere, output="nog/dieper")
    assert files(tmp_path / "uit") == files(tmp_path / "nog" / "dieper")


def test_the_november_report_depends_on_no_clock_hash_locale_or_place(
    november: Path, tmp_path: Path
) -> None:
    for place, surroundings in SURROUNDINGS.items():
        (tmp_path / place).mkdir()
        command = [sys.executable, "-m", "workshop_analysis", "report", november]
        subprocess.run(
            command, cwd=tmp_path / place, env=os.environ | surroundings, check=True, timeout=120
        )
    here, there = (files(tmp_path / place / "reports") for place in SURROUNDINGS)
    assert len(here) >= 6
    assert here == there


def test_nothing_that_is_published_names_a_place_of_this_machine(
    publish: Publish, tmp_path: Path
) -> None:
    publish()
    places = (str(tmp_path).encode(), str(Path.home()).encode(), b"/site-packages/")
    texts = files(tmp_path / "uit").values()
    assert [place for text in texts for place in places if place in text] == []


def test_figures_stand_beside_the_report_with_their_words(publish: Publish) -> None:
    drawing, picture, words = publish().figures
    assert drawing.read_text(encoding="utf-8").startswith("<svg ")
    assert words.read_text(encoding="utf-8") == "Staven\n\nTwee staven.\n\nBron: Workshop\n"
    assert png_chunks(picture.read_bytes()) == {b"IHDR", b"IDAT", b"IEND"}
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1980, 1140)


def png_chunks(picture: bytes) -> set[bytes]:
    found, place = set(), 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        found.add(picture[place + 4 : place + 8])
        place += 12 + length
    return found


def test_a_report_without_figures_is_a_report(publish: Publish) -> None:
    assert publish(DATA, FRONT, "# Burgers betrekken", TABLE).figures == ()


def test_files_of_a_made_up_session_say_so_in_their_names(
    publish: Publish, folder: Path, tmp_path: Path
) -> None:
    change(folder / "session.toml", "example = false", "example = true")
    publish()
    names = [name.split("/")[-1] for name in files(tmp_path / "uit")]
    assert len(names) == 6
    assert all(name.startswith("VOORBEELD-") for name in names)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_each_step_is_told_in_order(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    made = notebook(tmp_path / "rapport.ipynb", *ORDINARY)
    edition = Edition(read_workshop(folder), tmp_path / "uit", made)
    publish_edition(edition, progress=lambda *step: told.append(step))
    assert tuple(dict.fromkeys(step for step, _ in told)) == STEPS
    assert [part for step, part in told if step == "Notebook uitvoeren"] == [
        0,
        0,
        *(n / 6 for n in range(1, 6)),
    ]


def test_a_folder_with_faults_writes_nothing(
    publish: Publish, folder: Path, tmp_path: Path
) -> None:
    change(folder / "outcomes.csv", "gezamenlijk-1,", "gezamenlijk-2,")
    with pytest.raises(SessionError):
        publish()
    assert not (tmp_path / "uit").exists()


def test_a_failing_cell_leaves_the_half_run_notebook_and_nothing_else(
    publish: Publish, tmp_path: Path
) -> None:
    with pytest.raises(CellFailed) as caught:
        publish(DATA, "1 / 0", "print('nooit')")
    kept = tmp_path / "mislukt" / "rapport-workshop_12nov.ipynb"
    assert list(files(tmp_path / "uit")) == []
    assert list(files(tmp_path / "mislukt")) == [kept.name]
    assert caught.value.kept == kept
    cells = json.loads(kept.read_text(encoding="utf-8"))["cells"]
    assert [each["execution_count"] for each in cells] == [1, 2, 3, 4, None]
    assert str(tmp_path) not in kept.read_text(encoding="utf-8")


def test_a_notebook_that_is_no_report_writes_nothing(publish: Publish, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        publish(DATA, FRONT, "# Burgers betrekken", "print('los')")
    assert caught.value.faults[0].startswith("Cel 5 van 5 (van boven geteld, elke cel telt mee) ")
    assert files(tmp_path / "uit") == {}


def test_a_publication_may_be_made_again(publish: Publish, folder: Path, tmp_path: Path) -> None:
    publish()
    before = files(tmp_path / "uit")
    change(folder / "session.toml", 'title = "Burgers', 'title = "Mensen')
    publish()
    after = files(tmp_path / "uit")
    assert [name for name in after if after[name] != before[name]] == [
        "rapport-workshop_12nov.html",
        "rapport-workshop_12nov.manifest.json",
        "rapport-workshop_12nov.pdf",
    ]


def test_two_sessions_stand_side_by_side(publish: Publish, folder: Path, tmp_path: Path) -> None:
    publish()
    change(folder / "session.toml", 'key = "workshop_12nov"', 'key = "later"')
    publish()
    assert len(files(tmp_path / "uit")) == 12


def test_a_figure_that_is_no_longer_made_goes(publish: Publish, tmp_path: Path) -> None:
    publish()
    publish(DATA, FRONT, "# Burgers betrekken", TABLE, FIGURE.replace("staven", "balken"))
    names = [name.split("/")[-1] for name in files(tmp_path / "uit")]
    assert names[:3] == ["balken.png", "balken.svg", "balken.txt"]
    assert not any("staven" in name for name in names)


def test_a_figure_that_somebody_changed_stays(publish: Publish) -> None:
    drawing = publish().figures[0]
    drawing.write_text("eigen werk")
    publish(DATA, FRONT, "# Burgers betrekken", TABLE)
    assert drawing.read_text() == "eigen werk"


def test_a_file_of_somebody_else_is_not_overwritten(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    strange = tmp_path / "uit" / "rapport-workshop_12nov.html"
    strange.write_text("van iemand anders")
    with pytest.raises(OutputRefused) as caught:
        publish()
    assert str(caught.value) == (
        f"'{strange}' staat er al, en wordt niet overschreven. Verplaats of verwijder het, "
        "of kies met --output een andere map. Er is niets geschreven."
    )
    assert files(tmp_path / "uit") == {strange.name: b"van iemand anders"}


def test_a_publication_that_somebody_changed_is_not_overwritten(
    publish: Publish, folder: Path
) -> None:
    html = publish().html
    html.write_text("verbeterd")
    change(folder / "session.toml", 'title = "Burgers', 'title = "Mensen')
    with pytest.raises(OutputRefused) as caught:
        publish()
    assert str(caught.value) == (
        f"'{html}' is na de vorige publicatie veranderd, en wordt niet overschreven. "
        "Verplaats of verwijder het, of kies met --output een andere map. Er is niets geschreven."
    )


def test_a_manifest_of_something_else_is_not_overwritten(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    strange = tmp_path / "uit" / "rapport-workshop_12nov.manifest.json"
    strange.write_text('{"outputs": {}}')
    with pytest.raises(OutputRefused, match="staat er al"):
        publish()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("bezet", ": er is al een bestand met die naam"),
        ("bezet/map", ": een deel van het pad is een bestand"),
        ("/proc/rapport", ""),
    ],
)
def test_an_output_folder_that_cannot_be_written_is_refused(
    publish: Publish, tmp_path: Path, place: str, reason: str
) -> None:
    (tmp_path / "bezet").write_text("")
    with pytest.raises(OutputRefused) as caught:
        publish(output=place)
    assert str(caught.value) == (
        f"In de map '{tmp_path / place}' kan niet geschreven worden{reason}. "
        "Kies met --output een map waarin u mag schrijven."
    )


def test_when_a_file_cannot_be_written_none_is(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputRefused, match="kan niet geschreven worden: de schijf is vol"):
        publish()
    assert list((tmp_path / "uit").iterdir()) == []


def test_outside_a_checkout_the_notebook_comes_with_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "__file__", str(tmp_path / "a" / "b" / "c" / "publish.py"))
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    packed = notebook(tmp_path / "a" / "b" / "c" / "rapport.ipynb")
    assert publishing.own_notebook("rapport.ipynb") == packed


def test_in_a_checkout_the_notebook_is_the_one_that_people_open(repository: Path) -> None:
    assert publishing.own_notebook("rapport.ipynb") == repository / "notebooks" / "rapport.ipynb"


def test_the_manifest_has_the_fingerprint_of_everything(
    publish: Publish, folder: Path, tmp_path: Path
) -> None:
    manifest = json.loads(publish().manifest.read_text(encoding="utf-8"))
    published = files(tmp_path / "uit")
    del published["rapport-workshop_12nov.manifest.json"]
    assert manifest["outputs"] == {name: digest(text) for name, text in published.items()}
    read = {name: digest(text) for name, text in files(folder).items()}
    assert (
        manifest["inputs"].items()
        >= {name: read[name] for name in read if name.endswith((".csv", ".toml"))}.items()
    )


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()
