"""The HTML report: what stands in the page, and how it behaves in a browser."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import get_exporter
from playwright.sync_api import Page
from report_cells import counts, front, outcomes, report, shown, stored, words

from workshop_analysis.display.objects import Link, ReportFigure, ReportTable, ReportText, csv_bytes
from workshop_analysis.report.document import ReportError, read_document
from workshop_analysis.report.exporters import WorkshopHTMLExporter
from workshop_analysis.report.page import render_html
from workshop_analysis.style import OWN_STYLE, Style, read_style

STAMP = "VOORBEELD – fictieve gegevens"
LONG = (
    "Deelnemers deelden ideeën over de belemmeringen en beloftes die spelen bij zowel beleid als "
    "uitvoering rondom het betrekken van burgers, en dat leverde een lange lijst op die er staat. "
) * 4


def figure(**changes: Any) -> ReportFigure:
    fields = {
        "table": counts(key="onder-de-figuur", interpretation=True),
        "key": "per-kant",
        "alt": "Balken per kant <1>.",
        "caption": "Per kant",
        "source": "workshop.",
    }
    return ReportFigure(_bars, **{**fields, **changes})


def _bars(ax: Any, narrow: bool) -> None:
    ax.barh(["smal" if narrow else "breed"], [4])


def notebook() -> dict[str, Any]:
    """A report with one of everything."""
    link = Link(outcomes().cell("beleid-2", "text"), "beleid-2")
    number = counts().cell("Beleid", "aantal")
    return report(
        shown(ReportText("Vier en {n}.", cells={"n": number}, role="lead"), tags=("voorpagina",)),
        words("## In het kort", "voorpagina"),
        shown(
            ReportText("Zie {l}.", cells={"l": link}, role="item"),
            ReportText("Tweede & laatste.", role="item"),
            tags=("voorpagina",),
        ),
        words(
            f"## Uitkomsten\n\n{LONG}[^a] En nog eens[^a].\n\n[^a]: Een *noot*.", "nieuwe-pagina"
        ),
        shown(outcomes(note="OG = opdrachtgever."), counts(interpretation=True)),
        words(
            "### Vertrouwen\n\n> Een citaat.\n\n| a | b |\n|---|--:|\n| 1 | 2 |", "interpretatie"
        ),
        shown(figure(), ReportText("Let op.", role="note"), ReportText(LONG)),
        words("## Verantwoording\n\n[Bron](https://voorbeeld.nl) [terug](#In-het-kort) `code`"),
    )


@pytest.fixture(scope="module")
def page_text() -> str:
    return render_html(read_document(notebook()), style=read_style())


@pytest.fixture(scope="module")
def soup(page_text: str) -> BeautifulSoup:
    return BeautifulSoup(page_text, "html.parser")


@pytest.fixture(scope="module")
def page_file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("html") / "rapport.html"
    file.write_text(page_text, encoding="utf-8")
    return file


def rendered(*cells: dict[str, Any]) -> BeautifulSoup:
    return BeautifulSoup(
        render_html(read_document(report(*cells)), style=read_style()), "html.parser"
    )


# what stands in the page


def test_the_page_is_dutch_and_named(soup: BeautifulSoup):
    assert soup.html["lang"] == "nl"
    assert soup.title.text == "Uitkomsten workshop"
    assert soup.find("meta", {"name": "description"})["content"] == "Wat deelnemers zeiden"


def test_the_headings_are_those_of_the_notebook(soup: BeautifulSoup):
    found = [(h.name, h["id"], h.text) for h in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert found == [(f"h{h.level}", h.anchor, h.text) for h in read_document(notebook()).headings]
    assert [name for name, _, _ in found] == ["h1", "h2", "h2", "h3", "h2"]


def test_the_head_of_the_page_says_what_when_and_who(soup: BeautifulSoup):
    head = soup.header
    assert head.find(class_="kicker").text == "Uitkomsten workshop"
    assert [term.text for term in head.find_all("dt")] == [
        "Workshop",
        "Gepubliceerd",
        "Versie",
        "Vragen",
    ]
    assert [text.text for text in head.find_all("dd")] == [
        "12 november",
        "3 december 2024",
        "1.0",
        "post@voorbeeld.nl",
    ]
    assert soup.footer.find("a")["href"] == "mailto:post@voorbeeld.nl"


def test_a_title_that_is_the_front_title_is_not_said_twice():
    cells = [shown(front(organisation="Werkagenda")), words("# Uitkomsten workshop")]
    page = render_html(read_document(stored(*cells)), style=read_style())
    assert BeautifulSoup(page, "html.parser").find(class_="kicker").text == "Werkagenda"


def test_the_page_has_a_way_in_and_landmarks(soup: BeautifulSoup):
    first = soup.body.find("a")
    assert (first["href"], first.text) == ("#inhoud", "Naar de inhoud")
    assert soup.main["id"] == "inhoud"
    assert [len(soup.find_all(name)) for name in ("header", "nav", "main", "footer")] == [1] * 4


def test_the_contents_nest_the_headings_as_plain_links(soup: BeautifulSoup):
    outer = soup.nav.ol.find_all("li", recursive=False)
    assert [item.a["href"] for item in outer] == ["#in-het-kort", "#uitkomsten", "#verantwoording"]
    assert [item.text for item in outer[1].ol.find_all("li")] == ["Vertrouwen"]


def test_every_link_in_the_page_leads_to_one_place(soup: BeautifulSoup):
    places = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(places) == len(set(places))
    targets = {a["href"][1:] for a in soup.find_all("a", href=True) if a["href"][0] == "#"}
    assert targets <= set(places)
    assert {"beleid-2", "vertrouwen", "in-het-kort"} <= targets


def test_the_page_asks_for_nothing_and_runs_nothing(page_text: str, soup: BeautifulSoup):
    assert soup.find_all(["script", "link", "iframe", "img", "object"]) == []
    assert "default-src 'none'" in page_text
    assert "@import" not in page_text
    assert page_text.count("url(data:font/woff2;base64,") == 4
    assert "url(http" not in page_text


def test_a_table_names_its_rows_and_columns(soup: BeautifulSoup):
    table = soup.find(id="tabel-uitkomsten").table
    assert table.caption.text == "De uitkomsten"
    assert [th.text for th in table.thead.find_all("th", scope="col")] == [
        "Nummer",
        "Uitkomst",
        "Rode draad",
    ]
    assert [th.text for th in table.tbody.find_all("th", scope="row")] == ["beleid-1", "beleid-2"]
    assert [row.get("id") for row in table.tbody.find_all("tr")] == ["beleid-1", "beleid-2"]
    assert table.find("a", href="#vertrouwen").text == "Vertrouwen"


def test_a_missing_value_is_an_empty_cell(soup: BeautifulSoup):
    assert soup.find(id="beleid-2").find_all("td")[-1].contents == []


def test_a_table_stands_in_a_named_region_that_can_be_scrolled(soup: BeautifulSoup):
    names = [region["aria-label"] for region in soup.find_all(role="region", tabindex="0")]
    assert names == [
        "Tabel: De uitkomsten",
        "Tabel (interpretatie van dit project): Uitkomsten per kant",
        "Tabel met a, b",
        "Tabel bij de figuur (interpretatie van dit project): Uitkomsten per kant",
    ]


def test_numbers_are_dutch_and_to_the_right(soup: BeautifulSoup):
    cells = soup.find(id="tabel-aantallen").find_all("td")
    assert [cell.text for cell in cells] == ["4", "1.234", ""]
    assert all(cell["class"] == ["number"] for cell in cells)


def test_long_texts_stack_on_a_phone_and_small_tables_stay_small(soup: BeautifulSoup):
    assert soup.find(id="tabel-uitkomsten").table["class"] == ["stack"]
    assert soup.find(id="tabel-aantallen").table["class"] == ["compact"]
    labels = [cell["data-label"] for cell in soup.find(id="beleid-1").find_all("td")]
    assert labels == ["Uitkomst", "Rode draad"]


def test_several_links_in_a_cell_are_a_list_and_short_ones_a_line():
    rows = outcomes().frame
    links = [Link("Een rode draad", "a"), Link("Nog een", "a")], [Link("1", "a"), Link("2", "a")]
    table = ReportTable(rows.assign(themes=list(links)), key="t", caption="T", source="s")
    cells = rendered(words("## a"), shown(table)).find(id="tabel-t").tbody.find_all("tr")
    assert [li.text for li in cells[0].find_all("li")] == ["Een rode draad", "Nog een"]
    assert cells[1].find_all("td")[-1].text == "1, 2"


def test_every_table_can_be_downloaded_from_inside_the_file(soup: BeautifulSoup):
    found = {a["download"]: a for a in soup.find_all("a", download=True)}
    assert list(found) == ["uitkomsten.csv", "aantallen.csv", "onder-de-figuur.csv"]
    link = found["aantallen.csv"]
    kind, data = link["href"].split(",", 1)
    assert kind == "data:text/csv;charset=utf-8;base64"
    assert base64.b64decode(data) == csv_bytes(counts().payload)
    assert link.text == "Download de tabel ‘Uitkomsten per kant’ (CSV, 1\N{NO-BREAK SPACE}kB)"


def test_a_figure_is_a_named_image_in_two_forms_with_its_numbers(soup: BeautifulSoup):
    drawn = soup.find(id="figuur-per-kant")
    assert drawn.figcaption.text == "Per kant"
    for image in drawn.figure.find_all("svg"):
        title, text = (soup.find(id=name) for name in image["aria-labelledby"].split())
        assert (image["role"], title.text, text.text) == ("img", "Per kant", "Balken per kant <1>.")
        assert not {"width", "height"} & set(image.attrs)
    assert [len(drawn.find(class_=form).find_all("svg")) for form in ("wide", "narrow")] == [1, 1]
    assert drawn.details.find("td").text == "4"


def test_our_reading_is_marked_on_sections_tables_and_figures(soup: BeautifulSoup):
    marked = [p.find_next(["h2", "h3", "caption", "figcaption"]) for p in soup(class_="label")]
    assert [p.text for p in soup(class_="label")] == ["interpretatie van dit project"] * 4
    assert soup.find(id="vertrouwen").find_next_sibling()["class"] == ["label"]
    assert {"Uitkomsten per kant", "Per kant"} <= {tag.text for tag in marked}


def test_made_up_data_are_stamped_wherever_they_show():
    cells = [shown(front(stamp=STAMP)), words("# T"), shown(counts(stamp=STAMP))]
    cells += [shown(figure(stamp=STAMP))]
    page = render_html(read_document(stored(*cells)), style=read_style())
    soup = BeautifulSoup(page, "html.parser")
    stamps = soup.find_all(class_="stamp")
    assert [stamp.text for stamp in stamps] == [STAMP] * 4
    assert stamps[0].find_parent("header")
    assert stamps[1].find_parent(id="tabel-aantallen")
    assert stamps[2].find_parent(id="figuur-per-kant")
    assert stamps[3].find_parent("footer")
    assert STAMP not in soup.find("svg").text


def test_nothing_is_stamped_that_is_not_made_up(soup: BeautifulSoup):
    assert soup.find_all(class_="stamp") == []


def test_notes_lead_there_and_back(soup: BeautifulSoup):
    references = soup.find_all(role="doc-noteref")
    assert [(a["href"], a["aria-label"]) for a in references] == [("#noot-1", "Noot 1")] * 2
    assert [a.get("id") for a in references] == ["nootverwijzing-1", None]
    notes = soup.find(role="doc-endnotes")
    assert notes.li["id"] == "noot-1"
    assert notes.li.p.decode_contents() == "Een <em>noot</em>."
    back = notes.find(role="doc-backlink")
    assert (back["href"], back.text) == ("#nootverwijzing-1", "Terug naar de tekst bij noot 1")


def test_findings_in_a_row_are_one_list(soup: BeautifulSoup):
    lists = soup.find_all(class_="findings")
    assert [[item.text for item in found("li")] for found in lists] == [
        ["Zie Te weinig kennis.", "Tweede & laatste."]
    ]
    assert lists[0].find_parent(class_="opening")


def test_texts_of_a_role_look_like_it(soup: BeautifulSoup):
    assert soup.find("p", class_="lead").text == "Vier en 4."
    assert soup.find("p", class_="note").text == "Let op."


def test_the_code_of_the_notebook_never_shows(page_text: str):
    assert "geheime_code" not in page_text


def test_a_source_ends_in_one_full_stop(soup: BeautifulSoup):
    sources = {p.text for p in soup.find_all("p") if p.text.startswith("Bron: ")}
    assert sources == {"Bron: workshop."}


def test_texts_are_escaped():
    table = counts(caption="<script>a</script> & b")
    page = rendered(shown(table), words("1 < 2 & \\<b\\>"))
    assert page.find_all("script") == []
    assert page.caption.text == "<script>a</script> & b"
    assert "1 < 2 & <b>" in page.main.text


def test_the_same_document_gives_the_same_bytes(page_text: str):
    assert render_html(read_document(notebook()), style=read_style()) == page_text


def test_another_process_with_another_hash_seed_gives_the_same_bytes(page_text: str):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_html as t; "
        "sys.stdout.reconfigure(encoding='utf-8', newline=''); "
        "print(t.render_html(t.read_document(t.notebook()), style=t.read_style()), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert done.stdout.decode() == page_text


# the exporter


def as_node(content: dict[str, Any]) -> nbformat.NotebookNode:
    return nbformat.from_dict(content)


def test_nbconvert_knows_the_exporter_by_name(page_text: str):
    exporter = get_exporter("workshop-html")()
    assert isinstance(exporter, WorkshopHTMLExporter)
    assert exporter.file_extension == ".html"
    assert exporter.from_notebook_node(as_node(notebook()))[0] == page_text


def test_nbconvert_writes_the_file_from_the_command_line(page_text: str, tmp_path: Path):
    (tmp_path / "proef.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--to", "workshop-html", "proef.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "proef.html").read_text(encoding="utf-8") == page_text


def test_an_organisation_exports_in_its_own_style(tmp_path: Path):
    own = OWN_STYLE.read_text(encoding="utf-8").replace("#0a3641", "#222222")
    (tmp_path / "huis.toml").write_text(own, encoding="utf-8")
    exporter = WorkshopHTMLExporter(style_path=str(tmp_path / "huis.toml"))
    page, _ = exporter.from_notebook_node(as_node(notebook()))
    assert "--deep: #222222;" in page


def test_the_exporter_refuses_what_the_report_refuses():
    with pytest.raises(ReportError) as error:
        WorkshopHTMLExporter().from_notebook_node(as_node(report(words("<b>"))))
    assert str(error.value).startswith("Cel 3 van 3 ")


# in a browser

WIDTHS = (1440, 1280, 1024, 360, 320)


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    width: int, page_file: Path, chromium_page: Callable[..., Page], axe: Callable[[Page], Any]
):
    page = chromium_page(page_file, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert axe(page) == []


@pytest.mark.java
def test_the_nu_html_checker_says_nothing(page_file: Path, vnu: Callable[[Path], Any]):
    assert vnu(page_file) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(
    width: int, page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(page_file, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_browser_without_scripts_shows_everything_and_asks_for_nothing(
    page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(javascript=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("link", name="Download de tabel ‘De uitkomsten’").is_visible()
    assert [url for url in asked if not url.startswith("data:")] == [page_file.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "form"), [(1280, "breed"), (360, "smal")])
def test_a_reader_sees_one_form_of_a_figure(
    width: int, form: str, page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(page_file, width=width)
    images = [one for one in page.get_by_role("img").all() if one.is_visible()]
    assert [one.get_attribute("aria-labelledby").split("-titel")[0] for one in images] == [
        f"per-kant-{form}"
    ]


def heard(page: Page) -> Counter[str]:
    """What a screen reader is given, from Chromium's own accessibility tree."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return Counter(node["role"]["value"] for node in tree if not node.get("ignored"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_a_screen_reader_gets_whole_tables_stacked_or_not(
    width: int, page_file: Path, chromium_page: Callable[..., Page]
):
    roles = heard(chromium_page(page_file, width=width))
    wanted = {"table": 3, "row": 3 + 4 + 2, "columnheader": 3 + 2 + 2, "rowheader": 2 + 3}
    assert {role: roles[role] for role in wanted} == wanted
    assert roles["cell"] == 4 + 3 + 2


@pytest.mark.browser
def test_on_a_phone_a_cell_stands_below_the_one_before_with_its_label(
    page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(page_file, width=360)
    name, text, themes = page.locator("#beleid-1 > *").all()
    tops = [one.bounding_box()["y"] for one in (name, text, themes)]
    assert tops == sorted(set(tops))
    label = "e => getComputedStyle(e, '::before').content"
    assert text.evaluate(label) == '"Uitkomst"'


@pytest.mark.browser
def test_the_contents_stay_in_sight_on_a_wide_screen_only(
    page_file: Path, chromium_page: Callable[..., Page]
):
    look = "getComputedStyle(document.querySelector('.contents')).position"
    assert chromium_page(page_file, width=1024).evaluate(look) == "sticky"
    assert chromium_page(page_file, width=360).evaluate(look) == "static"


@pytest.mark.browser
def test_a_line_of_text_counts_at_most_75_characters(
    page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(page_file, width=1440)
    paragraph = page.locator("main > p", has_text="Deelnemers deelden").first
    height, line = paragraph.evaluate(
        "e => [e.getBoundingClientRect().height, parseFloat(getComputedStyle(e).lineHeight)]"
    )
    characters = len(paragraph.inner_text()) / round(height / line)
    assert 60 <= characters <= 75


@pytest.mark.browser
def test_a_sentence_from_a_table_is_as_wide_as_written_text(
    page_file: Path, chromium_page: Callable[..., Page]
):
    paragraphs = chromium_page(page_file).locator("main > p", has_text="Deelnemers deelden").all()
    first, second = (paragraph.bounding_box() for paragraph in paragraphs)
    assert (first["width"], first["x"]) == (second["width"], second["x"])


@pytest.mark.browser
def test_a_checksum_breaks_before_it_widens_its_table(
    chromium_page: Callable[..., Page], tmp_path: Path
):
    frame = pd.DataFrame({"wat": ["bron.csv"], "sha256": ["0123456789abcdef" * 4]})
    table = ReportTable(frame, key="t", caption="Bestanden", source="map")
    (tmp_path / "a.html").write_text(str(rendered(shown(table))), encoding="utf-8")
    region = chromium_page(tmp_path / "a.html", width=320).get_by_role("region")
    assert region.evaluate("e => e.scrollWidth - e.clientWidth") == 0


@pytest.mark.browser
def test_the_first_tab_offers_the_way_past_the_contents(
    page_file: Path, chromium_page: Callable[..., Page]
):
    page = chromium_page(page_file)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


@pytest.mark.browser
def test_a_download_gives_the_table(
    page_file: Path, chromium_page: Callable[..., Page], tmp_path: Path
):
    page = chromium_page(page_file)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download de tabel ‘De uitkomsten’").click()
    assert download.value.suggested_filename == "uitkomsten.csv"
    download.value.save_as(tmp_path / "uitkomsten.csv")
    assert (tmp_path / "uitkomsten.csv").read_bytes() == csv_bytes(
        outcomes(note="OG = opdrachtgever.").payload
    )


@pytest.mark.browser
def test_the_letters_of_the_page_are_its_own(
    page_file: Path, chromium_page: Callable[..., Page], style: Style
):
    page = chromium_page(page_file)
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded')"
        ".map(x => x.family + ' ' + x.weight))"
    )
    family = style.font.family
    assert {f"{family} 300", f"{family} 400", f"{family} 600"} <= {
        name.replace('"', "") for name in loaded
    }
