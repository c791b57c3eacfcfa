"""The display objects: what they carry, what they show in JupyterLab, what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from matplotlib.axes import Axes
from report_cells import counts, front, outcomes

from workshop_analysis.display.cells import number_text, payload_cell
from workshop_analysis.display.objects import (
    FIGURE,
    FRONT,
    NOTHING,
    TABLE,
    TEXT,
    Cell,
    Link,
    ReportFigure,
    ReportNothing,
    ReportTable,
    ReportText,
    csv_bytes,
)

STAMP = "VOORBEELD – fictieve gegevens"


def refusal(build: Any) -> str:
    with pytest.raises(ValueError) as error:  # noqa: PT011  # the whole message is compared
        build()
    return str(error.value)


def said(text: ReportText) -> str:
    return text._repr_mimebundle_()["text/plain"]


def bars(ax: Axes, narrow: bool) -> None:
    ax.barh(["smal"] if narrow else ["breed"], [4])


def figure(**changes: Any) -> ReportFigure:
    fields = {
        "table": counts(),
        "key": "per-kant",
        "alt": "Balken per kant.",
        "caption": "Per kant",
        "source": "workshop",
    }
    return ReportFigure(bars, **{**fields, **changes})


# tables


def test_a_table_carries_its_rows_labels_and_anchors():
    payload = outcomes().payload
    assert payload["columns"] == [
        {"key": "id", "kind": "text", "label": "Nummer"},
        {"key": "text", "kind": "text", "label": "Uitkomst"},
        {"key": "themes", "kind": "text", "label": "Rode draad"},
    ]
    assert payload["anchors"] == ["beleid-1", "beleid-2"]
    assert payload["row_header"] == "id"
    assert payload["rows"][0][2] == {
        "lines": [{"text": "Vertrouwen", "target": "vertrouwen"}],
        "value": "Vertrouwen",
    }
    assert payload["rows"][1] == ["beleid-2", "Te weinig kennis", None]


def test_a_missing_number_stays_missing_and_the_column_stays_a_number():
    payload = counts().payload
    assert payload["rows"] == [["Beleid", 4], ["Uitvoering", 1234], ["Beide", None]]
    assert payload["columns"][1]["kind"] == "number"


def test_a_heading_comes_from_the_word_list_unless_the_table_gives_its_own():
    frame = pd.DataFrame({"side": ["Beleid"], "eigen": ["x"]})
    table = ReportTable(frame, key="t", caption="T", source="s", labels={"eigen": "Eigen"})
    assert [column["label"] for column in table.payload["columns"]] == ["Kant", "Eigen"]


def test_the_frame_given_is_not_changed():
    frame = pd.DataFrame({"kant": ["Beleid"], "aantal": [4]})
    before = frame.copy()
    ReportTable(frame, key="t", caption="T", source="s")
    pd.testing.assert_frame_equal(frame, before)


def test_a_cell_knows_where_it_stands():
    cell = counts().cell("Uitvoering", "aantal")
    assert cell == Cell("1.234", 1234, "aantallen", "Uitvoering", "aantal")


def test_our_reading_is_named_as_such():
    assert counts(interpretation=True).payload["interpretation"] == "interpretatie van dit project"
    assert counts(interpretation="lezer 1").payload["interpretation"] == "interpretatie: lezer 1"
    assert counts().payload["interpretation"] is None


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: counts(key="Aantal 1"),
            "De sleutel van een tabel is 'Aantal 1'. Gebruik kleine letters, cijfers en "
            "streepjes, te beginnen met een letter, zoals 'beleid-2'.",
        ),
        (lambda: counts(caption=" "), "Tabel 'aantallen' heeft geen bijschrift. Geef er een."),
        (lambda: counts(source=""), "Tabel 'aantallen' heeft geen bron. Geef er een."),
        (
            lambda: counts(row_header="kanten"),
            "Tabel 'aantallen' heeft geen kolom 'kanten'. De kolommen zijn: 'kant', 'aantal'.",
        ),
        (
            lambda: counts(row_header="aantal"),
            "Tabel 'aantallen', rij 3: de kolom 'aantal' geeft de rij haar naam, maar is leeg. "
            "Kies met row_header een andere kolom.",
        ),
        (
            lambda: counts(anchors=["a"]),
            "Tabel 'aantallen' heeft 3 rijen en 1 ankers. Geef elke rij een anker of None.",
        ),
        (
            lambda: counts(anchors=["a", None, "Beide!"]),
            "Een anker van tabel 'aantallen' is 'Beide!'. Gebruik kleine letters, cijfers en "
            "streepjes, te beginnen met een letter, zoals 'beleid-2'.",
        ),
        (
            lambda: counts().cell("Bleid", "aantal"),
            "Tabel 'aantallen' heeft geen rij 'Bleid'. De rijen zijn: 'Beleid', 'Uitvoering', "
            "'Beide'.",
        ),
        (
            lambda: counts().cell("Beleid", "aantallen"),
            "Tabel 'aantallen' heeft geen kolom 'aantallen'. De kolommen zijn: 'kant', 'aantal'.",
        ),
        (
            lambda: ReportTable(pd.DataFrame(columns=["a"]), key="t", caption="T", source="s"),
            "Tabel 't' is leeg. Toon ReportNothing met de reden als er niets te tonen is.",
        ),
        (
            lambda: ReportTable(
                pd.DataFrame([[1, 2]], columns=["a", "a"]), key="t", caption="T", source="s"
            ),
            "Tabel 't' heeft een kolom twee keer: 'a'. Geef elk een eigen naam.",
        ),
    ],
)
def test_a_table_that_cannot_be_published_is_refused(build: Any, message: str):
    assert refusal(build) == message


def test_two_rows_with_one_name_give_no_cell():
    frame = pd.DataFrame({"kant": ["Beleid", "Beleid"], "aantal": [1, 2]})
    table = ReportTable(frame, key="t", caption="T", source="s")
    assert refusal(lambda: table.cell("Beleid", "aantal")) == (
        "Tabel 't' heeft 2 rijen 'Beleid'. De rijen zijn: 'Beleid', 'Beleid'."
    )


@pytest.mark.parametrize("value", [True, pd.Timestamp("2024-11-12"), {"a": 1}])
def test_a_value_that_no_reader_can_read_is_refused(value: Any):
    assert refusal(lambda: payload_cell(value)) == (
        f"{value!r} ({type(value).__name__}) kan niet in een tabel van het rapport. "
        "Maak er een tekst, een getal, een Link of een lijst daarvan van."
    )


def test_infinity_is_no_number_of_a_report():
    assert refusal(lambda: payload_cell(float("inf"))) == (
        "inf kan niet in een tabel van het rapport: het is geen getal."
    )


def test_numbers_are_written_the_dutch_way():
    assert [number_text(n) for n in (4, 1234, 0.25, -3.5)] == ["4", "1.234", "0,25", "-3,5"]


# the download


def lines_of(table: ReportTable) -> list[list[str]]:
    text = csv_bytes(table.payload).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_download_has_labels_every_row_and_empty_cells():
    assert csv_bytes(counts().payload) == (
        b"\xef\xbb\xbfkant;aantal\r\nBeleid;4\r\nUitvoering;1234\r\nBeide;\r\n"
    )
    assert lines_of(outcomes())[1:] == [
        ["beleid-1", "Onvoldoende vertrouwen in deskundigheid van burgers", "Vertrouwen"],
        ["beleid-2", "Te weinig kennis", ""],
    ]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@som", "+31 6", "-2+3", "- streepje", "\tx", "+cmd|' /C calc'!A0", "\uff1d1"],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str):
    frame = pd.DataFrame({"tekst": [text]})
    table = ReportTable(frame, key="t", caption="T", source="s")
    assert lines_of(table)[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["+/- 70", "-3,5", "+4", "- 12 %", "a=b", "’t kan"])
def test_a_text_that_no_spreadsheet_runs_stays_as_it_is(text: str):
    frame = pd.DataFrame({"tekst": [text]})
    assert lines_of(ReportTable(frame, key="t", caption="T", source="s"))[1] == [text]


def test_a_comma_a_semicolon_and_a_line_break_survive_the_download():
    frame = pd.DataFrame({"tekst": ['een; "twee"\ndrie'], "deel": [0.5]})
    table = ReportTable(frame, key="t", caption="T", source="s")
    assert lines_of(table)[1] == ['een; "twee"\ndrie', "0,5"]


# sentences


def test_a_sentence_takes_its_numbers_from_cells():
    cell = counts().cell("Uitvoering", "aantal")
    text = ReportText("Er zijn {n} uitkomsten.", cells={"n": cell}, role="item")
    assert said(text) == "Er zijn 1.234 uitkomsten."
    assert text.payload == {
        "role": "item",
        "parts": [
            "Er zijn ",
            {
                "text": "1.234",
                "value": 1234,
                "table": "aantallen",
                "row": "Uitvoering",
                "column": "aantal",
                "target": None,
            },
            " uitkomsten.",
        ],
    }


def test_a_small_number_can_be_written_in_words():
    cell = counts().cell("Beleid", "aantal")
    text = ReportText("{n:Words} keer, ja {m:words}.", cells={"n": cell, "m": cell})
    assert said(text) == "Vier keer, ja vier."
    assert [part["value"] for part in text.payload["parts"] if isinstance(part, dict)] == [4, 4]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["Beleid"], "Bij Beleid."),
        (["Beleid", "Beide"], "Bij Beleid en Beide."),
        (["Beleid", "Uitvoering", "Beide"], "Bij Beleid, Uitvoering en Beide."),
    ],
)
def test_a_list_is_joined_the_dutch_way(rows: list[str], sentence: str):
    table = counts()
    links = [Link(table.cell(row, "kant"), "anker") for row in rows]
    text = ReportText("Bij {kanten}.", cells={"kanten": links})
    assert said(text) == sentence
    targets = [part["target"] for part in text.payload["parts"] if isinstance(part, dict)]
    assert targets == ["anker"] * len(rows)


def test_digits_from_the_source_pass_when_they_are_named():
    text = ReportText("Op 12 november, +/- 70 mensen.", literals=("12 november", "+/- 70"))
    assert said(text) == "Op 12 november, +/- 70 mensen."


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: ReportText("Op 12 november, 70 mensen.", literals=("12 november",)),
            "'70' staat als cijfer in de zin zelf. Haal het uit een tabel met {naam}, of zet het "
            "in literals als het een letterlijke tekst uit de bron is.",
        ),
        (lambda: ReportText("{n} keer"), "De zin noemt '{n}', maar cells heeft geen 'n'."),
        (
            lambda: ReportText("Keer", cells={"n": counts().cell("Beleid", "aantal")}),
            "cells heeft 'n', maar de zin noemt '{n}' niet.",
        ),
        (
            lambda: ReportText("{n}", cells={"n": counts().cell("Beide", "aantal")}),
            "De zin noemt '{n}', maar tabel 'aantallen' is leeg bij rij 'Beide', kolom 'aantal'.",
        ),
        (
            lambda: ReportText("{n:woord}", cells={"n": counts().cell("Beleid", "aantal")}),
            "'{n:woord}' kan niet. Schrijf ':words' of ':Words'.",
        ),
        (
            lambda: ReportText("{n:words}", cells={"n": counts().cell("Beleid", "kant")}),
            "'{n:words}' kan niet: 'Beleid' is geen geheel getal.",
        ),
        (
            lambda: ReportText("{n:words}", cells={"n": [counts().cell("Beleid", "aantal")]}),
            "'{n:words}' kan niet: 'n' is een lijst. Haal ':words' weg.",
        ),
        (
            lambda: ReportText("{n}", cells={"n": []}),
            "'n' is een lege lijst. Kies een andere zin als er niets te noemen is.",
        ),
        (
            lambda: ReportText("{n}", cells={"n": Link("vier", "anker")}),
            "'n' is een link met losse tekst. Geef Link een cel uit een tabel.",
        ),
        (
            lambda: ReportText("Tekst.", role="kop"),
            "De rol 'kop' bestaat niet. Kies uit: lead, body, note, item.",
        ),
        (
            lambda: Link("tekst", "#anker"),
            "Het doel van een link is '#anker'. Gebruik kleine letters, cijfers en streepjes, "
            "te beginnen met een letter, zoals 'beleid-2'.",
        ),
        (lambda: Link(" ", "anker"), "De link naar 'anker' heeft geen tekst. Geef hem woorden."),
    ],
)
def test_a_sentence_that_cannot_be_traced_is_refused(build: Any, message: str):
    assert refusal(build) == message


# figures


def test_a_figure_is_drawn_for_a_wide_and_a_narrow_page():
    payload = figure().payload
    assert ">breed<" in payload["svg_wide"]
    assert ">smal<" in payload["svg_narrow"]
    assert payload["table"] == counts().payload


def test_a_drawing_is_bare_and_its_ids_are_its_own():
    payload = figure().payload
    assert payload["svg_wide"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<style" not in payload["svg_wide"]
    assert "<metadata" not in payload["svg_wide"]
    ids = re.findall(r' id="([^"]+)"', payload["svg_wide"] + payload["svg_narrow"])
    assert len(ids) == len(set(ids))
    assert all(name.startswith(("per-kant-breed-", "per-kant-smal-")) for name in ids)


def test_what_a_drawing_refers_to_is_in_it():
    drawing = figure().payload["svg_wide"]
    used = re.findall(r'(?:url\(#|href="#)([^)"]+)', drawing)
    assert used
    assert all(f'id="{name}"' in drawing for name in used)


def test_a_figure_is_the_same_every_time():
    assert figure().payload == figure().payload


def test_a_made_up_figure_bears_its_stamp_in_the_drawing():
    stamped = figure(stamp=STAMP).payload
    assert STAMP in stamped["svg_wide"]
    assert STAMP in stamped["svg_narrow"]
    assert figure(table=counts(stamp=STAMP)).payload["stamp"] == STAMP
    assert STAMP not in figure().payload["svg_wide"]


def test_a_figure_of_our_reading_says_so():
    assert figure(table=counts(interpretation=True)).payload["interpretation"] == (
        "interpretatie van dit project"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"alt": " "},
            "Figuur 'per-kant' heeft geen alternatieve tekst. Zeg met alt in een of twee zinnen "
            "wat de figuur laat zien.",
        ),
        (
            {"alt": "a" * 401},
            "De alternatieve tekst van figuur 'per-kant' telt 401 tekens; 400 is het meeste. "
            "De cijfers staan al in de tabel: noem het beeld.",
        ),
        ({"caption": ""}, "Figuur 'per-kant' heeft geen bijschrift. Geef er een."),
        ({"source": ""}, "Figuur 'per-kant' heeft geen bron. Geef er een."),
        (
            {"key": "per kant"},
            "De sleutel van een figuur is 'per kant'. Gebruik kleine letters, cijfers en "
            "streepjes, te beginnen met een letter, zoals 'beleid-2'.",
        ),
    ],
)
def test_a_figure_without_words_is_refused(changes: dict[str, Any], message: str):
    assert refusal(lambda: figure(**changes)) == message


# front and nothing


def test_the_front_carries_its_own_date():
    assert front(stamp=STAMP).payload == {
        "contact": "post@voorbeeld.nl",
        "date_text": "12 november",
        "keywords": [],
        "language": "nl",
        "organisation": None,
        "publication_date": "2024-12-03",
        "stamp": STAMP,
        "subtitle": "Wat deelnemers zeiden",
        "title": "Uitkomsten workshop",
        "version": "1.0",
    }


def test_a_front_without_words_or_date_is_refused():
    assert refusal(lambda: front(version="")) == "ReportFront: 'version' is leeg. Vul het in."
    assert refusal(lambda: front(publication_date="3-12-2024")) == (
        "ReportFront: '3-12-2024' is geen datum. Schrijf een datum als '2024-12-03'."
    )


def test_leaving_out_needs_a_reason():
    shown = ReportNothing("geen opvolging")._repr_mimebundle_()
    assert shown[NOTHING] == {"reason": "geen opvolging"}
    assert refusal(lambda: ReportNothing("")) == (
        "ReportNothing zonder reden. Zeg waarom hier niets te tonen is."
    )


# JupyterLab


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML and refuses one that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_jupyterlab_shows_a_table_with_scoped_headers_and_wrapping_text():
    tags = Tags(outcomes()._repr_mimebundle_()["text/html"]).found
    scopes = [attrs["scope"] for tag, attrs in tags if tag == "th"]
    assert scopes == ["col", "col", "col", "row", "row"]
    assert ("a", {"href": "#vertrouwen"}) in tags
    assert all("white-space" in (a["style"] or "") for tag, a in tags if tag in {"th", "td"})


def test_jupyterlab_shows_a_figure_as_a_picture_with_alt():
    tags = Tags(figure()._repr_mimebundle_()["text/html"]).found
    picture = next(attrs for tag, attrs in tags if tag == "img")
    assert picture["alt"] == "Balken per kant."
    assert (picture["src"] or "").startswith("data:image/svg+xml;base64,")


def test_texts_are_escaped_in_jupyterlab():
    frame = pd.DataFrame({"tekst": ["<b>5 > 3</b>"]})
    table = ReportTable(frame, key="t", caption="a & b", source="<s>")
    html = table._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;5 &gt; 3&lt;/b&gt;" in html
    assert "a &amp; b" in html
    assert "Bron: &lt;s&gt;" in html


@pytest.mark.parametrize(
    ("one", "mime", "plain"),
    [
        (outcomes, TABLE, "Tabel: De uitkomsten"),
        (counts, TABLE, "Tabel: Uitkomsten per kant"),
        (figure, FIGURE, "Figuur: Per kant"),
        (front, FRONT, "Uitkomsten workshop"),
        (lambda: ReportText("Een zin."), TEXT, "Een zin."),
        (lambda: ReportNothing("stil"), NOTHING, "Niet in het rapport: stil"),
    ],
)
def test_every_object_carries_json_html_and_plain_text(one: Any, mime: str, plain: str):
    bundle = one()._repr_mimebundle_()
    assert set(bundle) == {mime, "text/html", "text/plain"}
    assert json.loads(json.dumps(bundle[mime])) == bundle[mime]
    assert bundle["text/plain"].startswith(plain)


def test_reading_and_rendering_a_document_need_no_pandas():
    code = (
        "import sys; from workshop_analysis.display import cells, downloads; "
        "from workshop_analysis.report import document, page; "
        "print({'pandas', 'nbconvert', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
