"""The report of a session with contributions, and its part that lays it beside the baseline."""

from __future__ import annotations

import base64
import csv
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import nbformat
import pikepdf
import pytest
from pdf_expected import differences
from pdf_structure import PdfStructure, page_text
from session_folders import small_session
from test_report import all_words, computed, said, sentences, value_at

from workshop_analysis.display.cells import cell_lines, cell_text
from workshop_analysis.engine.run import run_notebook
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.report.blocks import Document, Figure, Heading, Prose, Table
from workshop_analysis.report.document import read_document
from workshop_analysis.report.markdown import plain
from workshop_analysis.report.page import render_html
from workshop_analysis.report.press import print_pdf
from workshop_analysis.report.publish import edition_of, publish_edition
from workshop_analysis.style import read_style
from workshop_analysis.terms import VOORBEELD, in_words

NOTEBOOK = "rapport_sessie.ipynb"
LITERALS = ("17 maart 2026", "12 november 2024", "lezer-1", "AC1", "sha256")
"""Digits that may stand in a sentence without a table: dates, names and a coefficient's name."""


def told(repository: Path, folder: Path, *, baseline: Path | None) -> Any:
    return run_notebook(
        repository / "notebooks" / NOTEBOOK,
        parameters={"folder": str(folder), "baseline": baseline and str(baseline)},
    )


def tables_of(document: Document) -> dict[str, Any]:
    shown = [b.payload for b in document.everything if isinstance(b, Table)]
    figures = [b.payload["table"] for b in document.everything if isinstance(b, Figure)]
    return {payload["key"]: payload for payload in (*figures, *shown)}


def headings_of(document: Document) -> list[str]:
    return [block.text for block in document.everything if isinstance(block, Heading)]


def column(payload: dict[str, Any], name: str) -> list[str]:
    place = [found["key"] for found in payload["columns"]].index(name)
    return [cell_text(row[place]) for row in payload["rows"]]


@pytest.fixture(scope="module")
def example(repository: Path) -> Path:
    return repository / "data" / "voorbeeldsessie"


@pytest.fixture(scope="module")
def beside(repository: Path, example: Path, november: Path) -> Document:
    return read_document(told(repository, example, baseline=november))


@pytest.fixture(scope="module")
def alone(repository: Path, example: Path) -> Document:
    return read_document(told(repository, example, baseline=None))


# -- numbers ----------------------------------------------------------------------------------


def test_each_computed_word_is_the_cell_that_it_names(beside: Document) -> None:
    parts, tables = computed(beside), tables_of(beside)
    assert len(parts) > 40
    for part in parts:
        cell = value_at(tables[part["table"]], part["row"], part["column"])
        spelled = in_words(cell) if isinstance(cell, int) else None
        assert part["text"].lower() in {cell_text(cell).lower(), spelled}


def test_no_digit_in_a_sentence_or_in_prose_comes_from_a_keyboard(beside: Document) -> None:
    written = [p for payload in sentences(beside) for p in payload["parts"] if isinstance(p, str)]
    prose = [plain(block.tokens) for block in beside.everything if isinstance(block, Prose)]
    for text in (*written, *prose):
        for literal in LITERALS:
            text = text.replace(literal, "")
        assert not re.search(r"\d", text), text


def test_every_share_stands_beside_its_base_and_its_interval(beside: Document) -> None:
    payload = tables_of(beside)["rode-draden"]
    assert all(re.fullmatch(r"\d+ van 45", text) for text in column(payload, "people"))
    assert all(re.fullmatch(r"\d+%", text) for text in column(payload, "share"))
    assert all(re.fullmatch(r"\d+%\stot\s\d+%", text) for text in column(payload, "interval"))


def test_the_dots_are_counted_and_get_no_share(beside: Document) -> None:
    payload = tables_of(beside)["rode-draden-bijdragen"]
    assert column(payload, "dots")[0] == "40"
    assert "%" not in "".join(column(payload, "dots"))


def test_nothing_was_removed_and_the_report_says_what_was_marked(beside: Document) -> None:
    payload = tables_of(beside)["bijdragen"]
    assert sum(map(int, column(payload, "contributions"))) == 142
    assert any(
        text.startswith("Niets is weggelaten. 16 bijdragen hebben dezelfde woorden als een eerdere")
        for text in map(said, sentences(beside))
    )


# -- the first page ---------------------------------------------------------------------------


def test_the_first_page_stands_alone(beside: Document) -> None:
    opening = " ".join(said(block.payload) for block in beside.opening if hasattr(block, "payload"))
    assert "45 deelnemers aan 8 tafels samen 142 bijdragen" in opening
    assert re.search(r"bij 28 van 45 \(62%, interval 40%\stot\s80%\)", opening)
    assert (
        "Van de 18 punten op de lijst van 12 november 2024 zijn er 14 teruggekomen en 3 niet "
        "teruggezien; 1 is niet te vergelijken. 5 codes stonden er niet op."
    ) in opening
    assert "De aandelen zijn indicatief" in opening


# -- made-up data says so ---------------------------------------------------------------------


def test_every_table_and_figure_of_a_made_up_session_is_stamped(beside: Document) -> None:
    assert beside.front["stamp"] == VOORBEELD
    shown = [b.payload for b in beside.everything if isinstance(b, Table | Figure)]
    real = {"herkomst-eerder"}  # the files of November, which is no example
    assert {p["key"] for p in shown if p["stamp"] != VOORBEELD} == real


def test_every_page_and_every_file_name_says_voorbeeld(
    tmp_path: Path, example: Path, november: Path
) -> None:
    edition = edition_of(read_workshop(example), output=tmp_path, baseline=read_workshop(november))
    made = publish_edition(edition, progress=lambda step, part: None)
    assert all(file.name.startswith("VOORBEELD-") for file in (made.html, made.pdf, made.manifest))
    assert all("VOORBEELD" in file.name for file in made.figures)
    with pikepdf.open(made.pdf) as pdf:
        assert all("VOORBEELD" in page_text(page) for page in pdf.pages)
        assert len(pdf.pages) <= 16


# -- beside November --------------------------------------------------------------------------


def test_without_a_baseline_the_comparison_leaves_no_trace(alone: Document) -> None:
    assert "Naast de eerdere sessie" not in headings_of(alone)
    assert not [key for key in tables_of(alone) if key.startswith(("vergelijking", "overlap"))]
    assert "november" not in all_words(alone).lower()


def test_the_states_add_up_to_the_list_of_november(beside: Document) -> None:
    payload = tables_of(beside)["vergelijking-kort"]
    listed, added, themes = (
        list(map(int, column(payload, name))) for name in ("listed", "added", "themes")
    )
    assert listed == [14, 3, 0, 1, 18]
    assert added == [0, 0, 3, 2, 5]
    assert themes == [6, 1, 2, 1, 10]


def test_each_absence_carries_its_chance_to_have_been_seen(beside: Document) -> None:
    for key in ("vergelijking-codes", "vergelijking-rode-draden"):
        payload = tables_of(beside)[key]
        place = [found["key"] for found in payload["columns"]].index("state")
        absent = [
            row[place] for row in payload["rows"] if "niet teruggezien" in cell_text(row[place])
        ]
        assert absent
        for cell in absent:
            assert [line["text"] for line in cell_lines(cell)] == [
                "niet teruggezien",
                "kans om het te zien: 57% tot 99%",
            ]


def test_november_gets_no_percentage_and_no_claim_of_new_or_gone(beside: Document) -> None:
    for key in ("vergelijking-codes", "vergelijking-rode-draden"):
        assert "%" not in "".join(column(tables_of(beside)[key], "then"))
    words = all_words(beside).lower()
    for claim in ("nieuw ontstaan", "niet meer", "gestegen", "gedaald", "p-waarde", "toegenomen"):
        assert claim not in words, claim
    assert "geen percentage" in words
    assert "verschillen" not in tables_of(beside)


def test_what_returned_on_another_side_is_named(beside: Document) -> None:
    payload = tables_of(beside)["vergelijking-rode-draden"]
    assert value_at(payload, "Tijd en timing", "elsewhere") == "Beleid, Uitvoering"


def test_an_order_is_compared_only_where_the_source_calls_it_a_ranking(
    repository: Path, tmp_path: Path, beside: Document
) -> None:
    assert "volgorde" not in tables_of(beside)
    shutil.copytree(repository / "data", tmp_path / "data")
    november, later = (tmp_path / "data" / name for name in ("workshop_12nov", "voorbeeldsessie"))
    declare(november / "session.toml", 'order_is_ranking = "unknown"', 'order_is_ranking = "yes"')
    text = (later / "session.toml").read_text("utf-8")
    (later / "session.toml").write_text(text.split("[baseline]")[0], "utf-8")
    document = read_document(told(repository, later, baseline=november))
    payload = tables_of(document)["volgorde"]
    assert column(payload, "list") == ["Gezamenlijk", "Beleid", "Uitvoering", "Beloftes"]


def declare(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_became_of_a_belofte_is_shown_where_somebody_keeps_it(
    repository: Path, tmp_path: Path, alone: Document
) -> None:
    assert "Wat er van de beloftes werd" not in headings_of(alone)
    folder = Path(shutil.copytree(repository / "data" / "voorbeeldsessie", tmp_path / "later"))
    rows = "belofte,status,datum,bron\nbelofte-1,begonnen,2026-09-01,jaarplan\n"
    (folder / "opvolging.csv").write_text(rows, "utf-8")
    document = read_document(told(repository, folder, baseline=None))
    assert column(tables_of(document)["opvolging"], "date") == ["1 september 2026"]


# -- two sessions that both have contributions ------------------------------------------------


@pytest.fixture(scope="module")
def two(repository: Path, example: Path, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The example beside a copy of itself in which six tables never said one thing."""
    place = tmp_path_factory.mktemp("two")
    then, now = (another(example, place / key, day) for key, day in SESSIONS)
    silence(now, code="beleid-2", tables={"1", "2", "3", "4", "5", "6"})
    return read_document(told(repository, now, baseline=then))


SESSIONS = (("eerste", "2026-03-17"), ("tweede", "2026-09-15"))


def another(example: Path, target: Path, day: str) -> Path:
    """Copy the example as a session of its own, tied to no baseline."""
    shutil.copytree(example, target)
    (target / "crosswalk.csv").unlink()
    text = (target / "session.toml").read_text("utf-8").split("[baseline]")[0]
    text = text.replace('key = "voorbeeldsessie"', f'key = "{target.name}"')
    (target / "session.toml").write_text(text.replace("2026-03-17", day), "utf-8")
    return target


def silence(folder: Path, *, code: str, tables: set[str]) -> None:
    """Take out what these tables said under one code."""
    kept = rows_of(folder / "contributions.csv")
    coding = rows_of(folder / "coding.csv")
    said_it = {row["record"] for row in coding if row["code"] == code}
    gone = {row["id"] for row in kept if row["id"] in said_it and row["table"] in tables}
    write_rows(folder / "contributions.csv", [row for row in kept if row["id"] not in gone])
    write_rows(folder / "coding.csv", [row for row in coding if row["record"] not in gone])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_difference_has_its_interval_before_its_q(two: Document) -> None:
    payload = tables_of(two)["verschillen"]
    keys = [found["key"] for found in payload["columns"]]
    assert keys == [
        *("name", "then", "now", "difference", "interval", "q", "visible", "verdict"),
    ]  # fmt: skip
    row = "Weten hoe, wie en wanneer"
    assert value_at(payload, row, "then") == "28 van 45"
    assert value_at(payload, row, "difference").startswith("\N{MINUS SIGN}")
    assert re.fullmatch(
        r"\N{MINUS SIGN}\d+\stot\s[+\N{MINUS SIGN}]\d+", value_at(payload, row, "interval")
    )


def test_two_sessions_lie_as_far_apart_as_chance_would_lay_them(two: Document) -> None:
    payload = tables_of(two)["profiel"]
    names = column(payload, "what")
    assert names[:2] == ["rode draden vergeleken", "rode draden met een aangetoond verschil"]
    assert column(payload, "value")[:2] == ["9", "0"]
    assert value_at(payload, "p, door deelnemers te herverdelen", "how") == (
        "12870 alle herverdelingen van tafels"
    )
    assert any(
        text.startswith("Bij 0 van de 9 rode draden die vooraf vaststonden")
        for text in map(said, sentences(two))
    )


# -- what never leaves the folder -------------------------------------------------------------


def test_no_participant_no_table_and_no_unpublishable_word_leaves_the_folder(
    repository: Path, example: Path, november: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "data", tmp_path / "data")
    folder = tmp_path / "data" / "voorbeeldsessie"
    rows = rows_of(folder / "contributions.csv")
    marked = [
        {
            **row,
            "participant": f"QZX9{row['participant'][1:]}",
            "table": f"tafelwortel{row['table']}",
            "text": row["text"] if row["publishable"] == "ja" else f"geheimtaal {row['text']}",
        }
        for row in rows
    ]
    write_rows(folder / "contributions.csv", marked)
    published = everything_published(folder, tmp_path / "data" / "workshop_12nov", tmp_path)
    for name, texts in published.items():
        everything = "\n".join(texts)
        assert READ_IN[name] in everything, name  # or nothing was read at all
        assert [one for one in ("QZX9", "tafelwortel", "geheimtaal") if one in everything] == []


READ_IN = {
    "page": "Niets is weggelaten",
    "downloads": "Sturing, prikkels en grip",
    "print": "Niets is weggelaten",
    "notebook": "Niets is weggelaten",
    "manifest": "contributions.csv",
    "figures": "Sturing, prikkels en grip",
}
"""Words that must be found in each, so that a test which reads nothing fails."""


def everything_published(folder: Path, baseline: Path, tmp_path: Path) -> dict[str, list[str]]:
    """Give every text that comes out: HTML, its downloads, PDF, notebook, manifest, figures."""
    edition = edition_of(
        read_workshop(folder),
        output=tmp_path / "out",
        baseline=None if baseline is None else read_workshop(baseline),
    )
    made = publish_edition(edition, progress=lambda step, part: None)
    notebook = run_notebook(
        edition.notebook, parameters={"folder": str(folder), "baseline": str(baseline)}
    )
    nbformat.write(notebook, tmp_path / "executed.ipynb")
    html = made.html.read_text("utf-8")
    figures = [file.read_bytes().decode("utf-8", "ignore") for file in made.figures]
    return {
        "page": [html],
        "downloads": data_in(html),
        "print": pdf_texts(made.pdf),
        "notebook": [(tmp_path / "executed.ipynb").read_text("utf-8")],
        "manifest": [made.manifest.read_text("utf-8")],
        "figures": figures,
    }


def data_in(html: str) -> list[str]:
    """Give the text of everything that is packed into a page as a data address."""
    found = re.findall(r'data:([^,"]*),([^"\')]*)', html)
    packed = [
        base64.b64decode(body) if head.endswith("base64") else unquote_to_bytes(body)
        for head, body in found
    ]
    return [body.decode("utf-8-sig", "ignore") for body in packed]


def pdf_texts(path: Path) -> list[str]:
    """Give each text of a PDF as its reader hears it, and every stream in it."""
    with pikepdf.open(path) as pdf:
        packed = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        streams = [one.read_bytes().decode("latin-1") for one in packed]
        return [*streams, *(page_text(page) for page in pdf.pages)]


# -- small and odd sessions -------------------------------------------------------------------

NOBODY = "id,kind,side,text\nb1,belemmering,beleid,Geen tijd\nb2,belofte,,Meer overleg\n"
TABLES = "id,kind,side,text,table\nb1,belemmering,beleid,Geen tijd,1\nb2,belofte,,Overleg,2\n"
UNCODED = "record,code,coder,origin,reason\n"


def small(repository: Path, tmp_path: Path, **files: str) -> Document:
    return read_document(told(repository, small_session(tmp_path, **files), baseline=None))


def test_a_handful_of_people_get_counts_and_no_percentage(repository: Path, tmp_path: Path) -> None:
    document = small(repository, tmp_path)
    payload = tables_of(document)["rode-draden"]
    assert [found["key"] for found in payload["columns"]] == ["name", "people", "tables"]
    assert column(payload, "people") == ["1 van 2"]
    assert "1 is een belofte. Wij lezen er één code in, samen één rode draad." in all_words(
        document
    )
    assert "figuur-rode-draden" not in {
        block.payload["key"] for block in document.everything if isinstance(block, Figure)
    }


def test_where_nobody_was_written_down_no_person_is_counted(
    repository: Path, tmp_path: Path
) -> None:
    document = small(repository, tmp_path, contributions_csv=NOBODY)
    assert column(tables_of(document)["rode-draden"], "share") == ["n/b"]
    assert "hoeveel mensen iets vinden is hier niet te zeggen" in all_words(document)


def test_where_only_tables_are_known_tables_are_counted(repository: Path, tmp_path: Path) -> None:
    document = small(repository, tmp_path, contributions_csv=TABLES)
    payload = tables_of(document)["rode-draden"]
    assert [found["label"] for found in payload["columns"]] == ["Rode draad", "Tafels"]
    assert column(payload, "people") == ["1 van 2"]


def test_a_session_that_nobody_coded_yet_says_so(repository: Path, tmp_path: Path) -> None:
    document = small(repository, tmp_path, coding_csv=UNCODED)
    words = all_words(document)
    assert "Nog geen enkele is gecodeerd." in words
    assert "Er is nog niets gecodeerd, dus er valt nog niets te tellen." in words
    assert "te weinig mensen" not in words
    assert "te klein" not in words
    assert "Nog niemand heeft gecodeerd; er is geen overeenstemming te berekenen." in words
    assert column(tables_of(document)["rode-draden"], "share") == ["n.v.t."]


def test_one_reader_gives_no_agreement_and_the_report_says_so(
    repository: Path, tmp_path: Path
) -> None:
    document = small(repository, tmp_path)
    assert "overeenstemming" not in tables_of(document)
    assert (
        "De bijdragen zijn gecodeerd door één lezer; er is geen overeenstemming te berekenen."
    ) in all_words(document)


# -- accountability ---------------------------------------------------------------------------


def test_the_agreement_is_printed_with_its_formula_interval_and_paradox(beside: Document) -> None:
    payload = tables_of(beside)["overeenstemming"]
    assert "MASI-afstand (Passonneau, 2006) = 1 - J × M" in payload["note"]
    assert value_at(payload, "Alle codes van een bijdrage samen", "alpha") == "0,72"
    assert value_at(payload, "Verbinding tussen beleid en uitvoering", "remark") == {
        "lines": [{"text": "geen variatie", "target": None}],
        "value": "geen variatie",
    }
    assert any(
        text.startswith("Bij Terugkoppeling: bijna alle") for text in map(said, sentences(beside))
    )


def test_the_report_says_whose_reading_counts_and_what_was_taken_over(beside: Document) -> None:
    texts = [said(payload) for payload in sentences(beside)]
    assert (
        "De aantallen gebruiken één lezing per bijdrage: waar alle codeurs hetzelfde gaven, die "
        "codes: 49; anders die van de eerste codeur: 89. Die eerste codeur is ‘lezer-1’."
    ) in texts
    assert any("zijn er 25 overgenomen van een suggestie" in text for text in texts)


# -- both publications ------------------------------------------------------------------------


def test_the_pdf_says_what_the_document_says(beside: Document, tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(print_pdf(beside, style=read_style()))
    with pikepdf.open(tmp_path / "rapport.pdf") as pdf:
        assert differences(PdfStructure(pdf), beside) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 360, 320])
def test_axe_finds_nothing_in_the_report(
    beside: Document, tmp_path: Path, chromium_page: Any, axe: Any, width: int
) -> None:
    (tmp_path / "rapport.html").write_text(render_html(beside, style=read_style()), "utf-8")
    page = chromium_page(tmp_path / "rapport.html", width=width)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert [(v["id"], len(v["nodes"])) for v in axe(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.java
def test_the_nu_checker_has_no_message(beside: Document, tmp_path: Path, vnu: Any) -> None:
    (tmp_path / "rapport.html").write_text(render_html(beside, style=read_style()), "utf-8")
    assert vnu(tmp_path / "rapport.html") == []


@pytest.mark.java
def test_verapdf_passes_the_report(beside: Document, tmp_path: Path, verapdf: Any) -> None:
    (tmp_path / "rapport.pdf").write_bytes(print_pdf(beside, style=read_style()))
    assert verapdf(tmp_path / "rapport.pdf", "ua1,2a") == {"ua1": [], "2a": []}


def test_the_stored_notebook_gives_the_same_document(repository: Path, beside: Document) -> None:
    stored = nbformat.read(repository / "notebooks" / NOTEBOOK, as_version=4)
    assert all_words(read_document(stored)) == all_words(beside)
