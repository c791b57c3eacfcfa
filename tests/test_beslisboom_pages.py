"""The tree as a list of steps and as a drawing, and the advice as one accessible page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pikepdf
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import Page

from workshop_analysis.beslisboom import Advice, Tree, outline, parse_answers, read_beslisboom, walk
from workshop_analysis.chapters.ladder import ladder_table
from workshop_analysis.chapters.tree import tree_figure, tree_steps
from workshop_analysis.charts.tree import TREE_ALT, TREE_SIZES, draw_tree
from workshop_analysis.display.objects import FIGURE, FRONT, STEPS, TABLE, ReportFront, ReportSteps
from workshop_analysis.display.steps_shown import steps_anchors, steps_targets
from workshop_analysis.report.beslisboom_page import advice_html, advice_pdf
from workshop_analysis.report.blocks import Document, Steps
from workshop_analysis.report.document import read_document
from workshop_analysis.report.page import render_html
from workshop_analysis.report.press import print_pdf
from workshop_analysis.style import Style

FULLEST = (
    "geen/starten-en-helder-zijn;coproduceren;burgerberaad,burgerdialoog,focusgroepen,"
    "straatgesprekken,community-nl-denkt-mee,enquete;beide;ja"
)


@pytest.fixture(scope="module")
def tree() -> Tree:
    """Give the tree of the source."""
    return read_beslisboom()


@pytest.fixture(scope="module")
def fullest(tree: Tree) -> Advice:
    """Give the advice with the most on it."""
    return walk(tree, parse_answers(FULLEST))


@pytest.fixture(scope="module")
def document(tree: Tree, style: Style) -> Document:
    """Give a report of the tree alone: steps, drawing and ladder."""
    front = ReportFront(
        "De beslisboom", subtitle="Proef", date_text="12 november", version="1.0",
        publication_date="2026-11-21", contact="jenvbredewerkagenda@minjenv.nl",
    )  # fmt: skip
    shown = [(FRONT, front), (STEPS, tree_steps(tree)), (FIGURE, tree_figure(tree, style=style))]
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {mime: thing.payload}}
        for mime, thing in [*shown, (TABLE, ladder_table(tree))]
    ]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# De beslisboom\n\n## Stappen"}]
    return read_document({"cells": [*cells, *(code(output) for output in outputs)]})


def code(output: dict[str, Any]) -> dict[str, Any]:
    """Give a cell that shows one thing."""
    return {"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}


@pytest.fixture(scope="module")
def page_file(document: Document, style: Style, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give that report as an HTML file."""
    file = tmp_path_factory.mktemp("boom") / "boom.html"
    file.write_text(render_html(document, style=style), encoding="utf-8")
    return file


def test_every_link_of_the_list_leads_to_a_step_or_a_way_out(tree: Tree) -> None:
    payload = tree_steps(tree).payload
    targets = steps_targets(payload)
    assert set(targets) <= set(steps_anchors(payload))
    assert len(targets) == 17 + 2  # every arrow but the first, and two ways to begin again


def test_the_list_has_the_order_of_the_tree_and_each_condition_at_its_own_step(
    page_file: Path, tree: Tree
) -> None:
    html = page_file.read_text(encoding="utf-8")
    places = [html.index(f'<li id="beslisboom-stap-{step.number}"') for step in tree.steps]
    assert places == sorted(places)
    condition = html.index("Wees naar de burgers helder over deze ruimte.")
    assert places[1] < condition < places[2]
    assert html.count("Wees naar de burgers helder over deze ruimte.") == 1


def test_a_list_without_caption_or_source_is_refused(tree: Tree) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011  the whole message is below
        ReportSteps(tree, key="boom", caption=" ", source="Bron")
    assert str(error.value) == "Stappenlijst 'boom' heeft geen bijschrift. Geef er een."


def test_in_jupyterlab_the_list_has_no_links_that_lead_nowhere(tree: Tree) -> None:
    shown = tree_steps(tree)._repr_mimebundle_()
    assert "<a " not in shown["text/html"]
    assert shown["text/html"].count("<li><strong>") == 7
    assert "De inzichten dienen dan als denkrichting." in shown["text/html"]


def test_the_pdf_holds_the_same_list_with_as_many_links(document: Document, tree: Tree) -> None:
    [steps] = [block for block in document.blocks if isinstance(block, Steps)]
    with pikepdf.open(io.BytesIO(print_pdf(document))) as pdf:
        kinds = [str(node.S) for node in structure(pdf.Root.StructTreeRoot)]
        links = sum(
            "/A" in mark or "/Dest" in mark
            for page in pdf.pages
            for mark in page.get("/Annots", [])
        )
    inner = len([target for target in steps_targets(steps.payload) if target]) - 2
    assert links >= inner + 1  # and the mailbox; a link on two lines counts twice
    assert kinds.count("/LI") >= 7 + 3 + 2 + 5 + 6 + 3 + 2


def structure(node: Any) -> list[Any]:
    """Give every element of a tagged PDF."""
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [*inner, *(deep for kid in inner for deep in structure(kid))]


@pytest.mark.parametrize("narrow", [False, True], ids=["breed", "smal"])
def test_every_word_of_the_drawing_stands_within_it(tree: Tree, style: Style, narrow: bool) -> None:
    with mpl.rc_context(style.rc()):
        figure = Figure(figsize=TREE_SIZES["narrow" if narrow else "wide"], dpi=100)
        ax = draw_tree(outline(tree), figure.subplots(), style=style, narrow=narrow)
        figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in ax.texts if text.get_text().strip()]
    assert min(box.x0 for box in boxes) >= 0
    assert max(box.x1 for box in boxes) <= figure.bbox.x1
    assert min(box.y0 for box in boxes) >= 0


def test_the_drawing_says_in_words_what_its_lines_mean(tree: Tree, style: Style) -> None:
    figure = tree_figure(tree, style=style)
    for drawn in (figure.payload["svg_wide"], figure.payload["svg_narrow"]):
        words = " ".join(re.findall(r">([^<]+)</text>", drawn))
        assert "Zo staat de weg in de bron." in words
        assert "Door ons afgeleid uit de nummers en de inhoud." in words
        assert drawn.count("stroke-dasharray") == 7  # six arrows and the legend


def test_the_drawing_and_its_alt_text_follow_the_snake(tree: Tree, style: Style) -> None:
    assert len(TREE_ALT) <= 400
    with mpl.rc_context(style.rc()):
        ax = draw_tree(outline(tree), Figure().subplots(), style=style)
    at = {text.get_text(): text.get_position() for text in ax.texts}
    (one, two, three, seven) = (at[number] for number in "1237")
    assert one[0] < two[0] < three[0]
    assert seven[0] < three[0]
    assert one[1] == two[1] < three[1] == seven[1]


def test_a_drawing_twice_is_the_same_drawing(tree: Tree, style: Style) -> None:
    assert tree_figure(tree, style=style).payload == tree_figure(tree, style=style).payload


def test_the_fullest_advice_stays_one_page(tree: Tree, fullest: Advice) -> None:
    with pikepdf.open(io.BytesIO(advice_pdf(tree, fullest))) as pdf:
        assert len(pdf.pages) == 1


def test_equal_answers_give_equal_bytes(tree: Tree, fullest: Advice) -> None:
    again = walk(read_beslisboom(), parse_answers(FULLEST))
    assert advice_pdf(tree, fullest) == advice_pdf(read_beslisboom(), again)
    assert advice_html(tree, fullest) == advice_html(read_beslisboom(), again)


def test_the_page_has_the_words_of_the_advice(tree: Tree, fullest: Advice) -> None:
    html = advice_html(tree, fullest).decode("utf-8")
    assert fullest.conditions[0] in html
    assert "Community NL denkt mee en Enquête." in html
    assert '<a href="mailto:jenvbredewerkagenda@minjenv.nl">' in html
    assert "Inhoud</p>" not in html


@pytest.mark.java
@pytest.mark.parametrize("line", [FULLEST, "geen/niet-starten"])
def test_the_page_passes_verapdf(
    tree: Tree, verapdf: Callable[..., dict[str, list[str]]], tmp_path: Path, line: str
) -> None:
    file = tmp_path / "advies.pdf"
    file.write_bytes(advice_pdf(tree, walk(tree, parse_answers(line))))
    assert verapdf(file, "ua1,2a") == {"ua1": [], "2a": []}


@pytest.mark.java
def test_the_list_in_a_pdf_passes_verapdf(
    document: Document, verapdf: Callable[..., dict[str, list[str]]], tmp_path: Path
) -> None:
    file = tmp_path / "boom.pdf"
    file.write_bytes(print_pdf(document))
    assert verapdf(file, "ua1,2a") == {"ua1": [], "2a": []}


@pytest.mark.java
def test_list_and_page_are_valid_html(
    tree: Tree,
    fullest: Advice,
    vnu: Callable[[Path], list[dict[str, Any]]],
    page_file: Path,
) -> None:
    advice = page_file.with_name("advies.html")
    advice.write_bytes(advice_html(tree, fullest))
    assert vnu(advice) == []
    assert vnu(page_file) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 360, 320])
def test_axe_finds_nothing_on_page_and_list(
    axe: Callable[[Page], list[dict[str, Any]]],
    chromium_page: Callable[..., Page],
    page_file: Path,
    width: int,
) -> None:
    tree = read_beslisboom()
    advice = page_file.with_name("advies.html")
    advice.write_bytes(advice_html(tree, walk(tree, parse_answers(FULLEST))))
    assert axe(chromium_page(advice, width=width)) == []
    target = f"{page_file.resolve().as_uri()}#beslisboom-stap-3"
    assert axe(chromium_page(target, width=width)) == []


def step_by_keyboard(page: Page, words: str) -> str:
    """Press Tab until the link with these words has the focus, then Enter; give where it led."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(words):
            page.keyboard.press("Enter")
            page.wait_for_selector(":target")
            return str(page.evaluate("document.querySelector(':target').id"))
    raise AssertionError(f"'{words}' is met Tab niet te bereiken")


@pytest.mark.browser
def test_the_tree_is_walked_to_the_finish_by_keyboard_alone(
    chromium_page: Callable[..., Page], page_file: Path
) -> None:
    page = chromium_page(page_file, javascript=True)
    ways = [
        "Verder, naar stap 2",
        "Weinig, naar stap 3",
        "De burgers mogen hun mening geven",
        "Verder, naar stap 5",
        "Specifieke doelgroep, naar stap 6",
        "Verder, naar stap 7",
        "Nee, naar ‘Finish’",
    ]
    led = [step_by_keyboard(page, words) for words in ways]
    assert led == [*(f"beslisboom-stap-{number}" for number in range(2, 8)), "beslisboom-finish"]
    assert page.evaluate("document.querySelector(':target').textContent").count("Neem contact op")


@pytest.mark.browser
def test_the_tree_is_walked_to_the_stop_by_keyboard_alone_and_begun_again(
    chromium_page: Callable[..., Page], page_file: Path
) -> None:
    page = chromium_page(page_file)
    ways = ["Verder, naar stap 2", "Niet starten, naar", "Opnieuw, naar stap 1"]
    led = [step_by_keyboard(page, words) for words in ways]
    assert led == ["beslisboom-stap-2", "beslisboom-niet-starten", "beslisboom-stap-1"]


@pytest.mark.browser
def test_after_an_answer_the_keyboard_goes_on_where_the_answer_leads(
    chromium_page: Callable[..., Page], page_file: Path
) -> None:
    page = chromium_page(page_file)
    step_by_keyboard(page, "Niet starten, naar")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Opnieuw, naar stap 1"


@pytest.mark.browser
def test_without_scripts_the_list_shows_where_the_reader_is(
    chromium_page: Callable[..., Page], page_file: Path
) -> None:
    target = f"{page_file.resolve().as_uri()}#beslisboom-stap-4"
    page = chromium_page(target, javascript=False)
    marked = page.locator("li:target .steps-question")
    assert marked.inner_text() == "Welke instrumenten zijn er bijvoorbeeld?"
    assert page.locator("script").count() == 0


MOBILE = re.compile(r"\b06[ -]?(?:\d[ -]?){8}\b|\+31[ -]?6")
MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def test_no_mobile_number_and_no_mailbox_but_the_functional_one(repository: Path) -> None:
    folders = ("data", "docs", "notebooks", "reports", "src")
    texts = {
        file: file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted((repository / folder).rglob("*"))
        if file.suffix in {".md", ".toml", ".csv", ".json", ".ipynb", ".html", ".txt", ".py"}
    }
    assert len(texts) > 20
    assert {file.name for file, text in texts.items() if MOBILE.search(text)} == set()
    found = {mailbox for text in texts.values() for mailbox in MAILBOX.findall(text)}
    assert found == {"jenvbredewerkagenda@minjenv.nl"}
