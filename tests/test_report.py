"""The November report: every number from a table, no claim it cannot make, published as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pytest
from pdf_expected import differences
from pdf_structure import PdfStructure, page_text
from session_folders import copy_of

from workshop_analysis.display.cells import cell_text
from workshop_analysis.engine.run import run_notebook
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.report.blocks import Document, Figure, Heading, Prose, Table, Text
from workshop_analysis.report.document import read_document
from workshop_analysis.report.markdown import plain
from workshop_analysis.report.page import render_html
from workshop_analysis.style import read_style
from workshop_analysis.terms import MAILBOX, in_words

STEM = "rapport-workshop_12nov"
LITERALS = ("12 november 2024", "+/- 70", "projectlezing 1", "sha256")
"""Digits that may stand in a sentence without a table: quotes from the source."""


@pytest.fixture(scope="module")
def notebook(repository: Path, november: Path) -> Any:
    return run_notebook(
        repository / "notebooks" / "rapport.ipynb", parameters={"folder": str(november)}
    )


@pytest.fixture(scope="module")
def document(notebook: Any) -> Document:
    return read_document(notebook)


@pytest.fixture(scope="module")
def html(document: Document) -> str:
    return render_html(document, style=read_style())


@pytest.fixture(scope="module")
def tables(document: Document) -> dict[str, Any]:
    shown = [b.payload for b in document.everything if isinstance(b, Table)]
    figures = [b.payload["table"] for b in document.everything if isinstance(b, Figure)]
    return {payload["key"]: payload for payload in (*figures, *shown)}


def sentences(document: Document) -> list[dict[str, Any]]:
    return [dict(block.payload) for block in document.everything if isinstance(block, Text)]


def computed(document: Document) -> list[dict[str, Any]]:
    parts = [part for payload in sentences(document) for part in payload["parts"]]
    return [part for part in parts if not isinstance(part, str)]


def said(payload: dict[str, Any]) -> str:
    return "".join(part if isinstance(part, str) else part["text"] for part in payload["parts"])


def value_at(payload: dict[str, Any], row: str, column: str) -> Any:
    keys = [found["key"] for found in payload["columns"]]
    header, wanted = keys.index(payload["row_header"]), keys.index(column)
    found = [cells[wanted] for cells in payload["rows"] if cell_text(cells[header]) == row]
    assert len(found) == 1
    return found[0]


def all_words(document: Document) -> str:
    pieces = [document.title.text]
    for block in document.everything:
        if isinstance(block, Heading):
            pieces.append(block.text)
        elif isinstance(block, Prose):
            pieces.append(plain(block.tokens))
        elif isinstance(block, Text):
            pieces.append(said(block.payload))
        elif isinstance(block, Table | Figure):
            pieces.append(
                json.dumps(block.payload.get("rows", []), ensure_ascii=False, sort_keys=True)
            )
    return " ".join(pieces)


def test_each_computed_word_is_the_cell_that_it_names(
    document: Document, tables: dict[str, Any]
) -> None:
    parts = computed(document)
    assert len(parts) > 20
    for part in parts:
        cell = value_at(tables[part["table"]], part["row"], part["column"])
        assert cell_text(cell) == cell_text(part["value"])
        spelled = in_words(cell) if isinstance(cell, int) else None
        assert part["text"].lower() in {cell_text(cell).lower(), spelled}


def test_no_digit_in_a_sentence_or_in_prose_comes_from_a_keyboard(document: Document) -> None:
    written = [p for payload in sentences(document) for p in payload["parts"] if isinstance(p, str)]
    prose = [plain(block.tokens) for block in document.everything if isinstance(block, Prose)]
    for text in (*written, *prose):
        for literal in LITERALS:
            text = text.replace(literal, "")
        assert not re.search(r"\d", text), text


def test_november_gets_no_percentage_no_share_and_no_ranking(document: Document) -> None:
    words = all_words(document).lower()
    words = words.replace("wat het belangrijkst is", "")  # what the report says it cannot say
    for claim in (" %", "procent ", "meest genoemd", "vaakst", "belangrijkst", "p-waarde"):
        assert claim not in words, claim


def test_every_outcome_stands_in_the_report_once_and_leads_to_its_rode_draad(
    html: str, tables: dict[str, Any], november: Path
) -> None:
    lists = [payload for key, payload in tables.items() if key.startswith("uitkomsten-")]
    shown = [cell_text(row[1]) for payload in lists for row in payload["rows"]]
    assert sorted(shown) == sorted(read_workshop(november).session.records["text"])
    for payload in lists:
        for row in payload["rows"]:
            assert all(f'id="{line["target"]}"' in html for line in row[2]["lines"])


def test_every_rode_draad_leads_back_to_its_outcomes(html: str, tables: dict[str, Any]) -> None:
    for row in tables["rode-draden"]["rows"]:
        assert all(line["target"].startswith("uitkomst-") for line in row[2]["lines"])
        assert all(f'id="{line["target"]}"' in html for line in row[2]["lines"])


def test_what_the_source_left_open_is_said_and_not_filled_in(tables: dict[str, Any]) -> None:
    rows = tables["beleidskompas"]["rows"]
    open_ones = [row[0] for row in rows if row[2] == "niet ingevuld in de bron"]
    assert open_ones == ["Stap 3", "Stap 4", "Stap 5", "Bij alle stappen"]


def test_our_readings_carry_the_label(tables: dict[str, Any]) -> None:
    ours = ("rode-draden", "matrix-rode-draden-tabel", "antwoorden", "matrix-beloftes-tabel",
            "plaatsingen", "redenen-beloftes", "beleidskompas-plaats")  # fmt: skip
    assert {tables[key]["interpretation"] for key in ours} == {"interpretatie van dit project"}


def test_the_belemmeringen_that_nothing_answers_are_named(document: Document) -> None:
    told = [said(payload) for payload in sentences(document)]
    assert (
        "Geen belofte is er bij ‘Onvoldoende tijd, tijdsdruk en timing (wanneer betrek je "
        "burgers?)’ en ‘Onvoldoende grip (op kosten) op uitkomst betrekken burgers’."
    ) in told
    assert (
        "Het meest ligt open waar er hoogstens deels een belofte is, en geen stap in de "
        "beslisboom. Dat is bij ‘Onvoldoende motivatie en scepsis rondom eigen rol (moet ik dit "
        "doen?)’, ‘Weerstand bij medewerkers om burgers te betrekken’ en ‘Het systeem van de "
        "uitvoering is te complex om burgers te betrekken.’"
    ) in told


def test_what_nobody_judged_is_claimed_nowhere(
    repository: Path, november: Path, tmp_path: Path
) -> None:
    folder = copy_of(november, tmp_path)
    for name in ("links.csv", "step_links.csv"):
        (folder / name).unlink()
    run = run_notebook(
        repository / "notebooks" / "rapport.ipynb", parameters={"folder": str(folder)}
    )
    document = read_document(run)
    told = " ".join(said(payload) for payload in sentences(document))
    for claim in ("Geen belofte is er bij", "helpt verder bij", "Het meest ligt open", "nul"):
        assert claim not in told
    rows = {b.payload["key"]: b.payload for b in document.everything if isinstance(b, Table)}
    assert {row[3] for row in rows["antwoorden"]["rows"]} == {"niet beoordeeld"}
    assert {row[4] for row in rows["antwoorden"]["rows"]} == {"niet beoordeeld"}


# -- the published pair -----------------------------------------------------------------------


def text_of(html: str) -> str:
    body = re.sub(
        r"<style.*?</style>|<svg.*?</svg>|href=\"data:[^\"]*\"", " ", html, flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_published_html_says_what_a_fresh_one_says(repository: Path, html: str) -> None:
    published = (repository / "reports" / f"{STEM}.html").read_text(encoding="utf-8")
    assert text_of(published) == text_of(html)


def test_the_published_pdf_says_what_a_fresh_document_says(
    repository: Path, document: Document
) -> None:
    with pikepdf.open(repository / "reports" / f"{STEM}.pdf") as pdf:
        assert differences(PdfStructure(pdf), document) == []


def test_the_stored_report_notebook_gives_the_same_document(
    repository: Path, document: Document
) -> None:
    stored = nbformat.read(repository / "notebooks" / "rapport.ipynb", as_version=4)
    assert all_words(read_document(stored)) == all_words(document)


def test_each_passage_in_the_readme_stands_in_the_report_beside_its_table(
    repository: Path, document: Document, tables: dict[str, Any]
) -> None:
    readme = (repository / "reports" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| “(.+?)” \| `([a-z0-9-]+)` \|", readme, flags=re.MULTILINE)
    told = [said(payload) for payload in sentences(document)]
    assert len(rows) >= 6
    for passage, key in rows:
        assert any(passage in text for text in told), passage
        assert key in tables


def test_every_sentence_with_a_number_has_its_row_in_the_readme(
    repository: Path, document: Document
) -> None:
    readme = (repository / "reports" / "README.md").read_text(encoding="utf-8")
    passages = re.findall(r"^\| “(.+?)” \|", readme, flags=re.MULTILINE)
    for payload in sentences(document):
        parts = [part for part in payload["parts"] if not isinstance(part, str)]
        if any(isinstance(part["value"], int) for part in parts):
            assert any(passage in said(payload) for passage in passages), said(payload)


def test_the_published_pdf_holds_one_mailbox_no_mobile_number_and_no_path(
    repository: Path,
) -> None:
    with pikepdf.open(repository / "reports" / f"{STEM}.pdf") as pdf:
        words = " ".join(page_text(page) for page in pdf.pages)
        hidden = str(pdf.docinfo) + pdf.open_metadata().__str__()
    assert words.count("@") == words.count(MAILBOX) > 0  # the words of a page run together
    assert not re.search(r"\b06[ -]?(\d[ -]?){8}\b", words)
    for text in (words, hidden):
        assert not re.search(r"/(home|root|work|tmp|Users)/", text)


# -- real validators on the real report -------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 360, 320])
def test_axe_finds_nothing_in_the_report(
    repository: Path, chromium_page: Any, axe: Any, width: int
) -> None:
    page = chromium_page(repository / "reports" / f"{STEM}.html", width=width)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert [(v["id"], len(v["nodes"])) for v in axe(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_report_asks_nothing_of_the_network(repository: Path, chromium_page: Any) -> None:
    page, asked = chromium_page(), []
    page.on("request", lambda request: asked.append(request.url[:40]))
    page.goto((repository / "reports" / f"{STEM}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.java
def test_the_nu_checker_has_no_message_on_the_report(repository: Path, vnu: Any) -> None:
    assert vnu(repository / "reports" / f"{STEM}.html") == []


@pytest.mark.java
def test_verapdf_passes_the_report_as_pdf_ua_and_pdf_a(repository: Path, verapdf: Any) -> None:
    pdf = repository / "reports" / f"{STEM}.pdf"
    assert verapdf(pdf, "ua1,2a") == {"ua1": [], "2a": []}
