"""What goes to Typst: text that can do no harm, tables whose words do not collide."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from own_styles import own_style
from pdf_structure import PdfStructure, TextRun, page_text, text_runs

from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.display.objects import ReportFigure, ReportFront, ReportTable
from workshop_analysis.report import markdown
from workshop_analysis.report.blocks import Document, Figure, Heading, Prose, Table
from workshop_analysis.report.columns import GUTTER, LINE, Columns, fit, longest_word, row_height
from workshop_analysis.report.document import page_document
from workshop_analysis.report.letter_widths import letter_widths
from workshop_analysis.report.press import compile_pdf, print_pdf
from workshop_analysis.report.typst_code import array, call, content, string
from workshop_analysis.report.typst_prose import ProseWriter
from workshop_analysis.report.typst_source import TypstSource, render_typst
from workshop_analysis.report.typst_table import table_code
from workshop_analysis.style import Style, read_style

RIGHT_EDGE = 595.3 - 62.4 + 3  # the page less its margin; a line may end in a space
DAY = datetime.date(2024, 12, 3)
FONTS = files("workshop_analysis") / "report" / "fonts"
width = letter_widths(read_style().font)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?()[]-–/’‘“”éëïöüóà"


def prose(source: str) -> list[str]:
    tokens, _ = markdown.parse(source)
    return ProseWriter([]).blocks(tokens)


FRONT = ReportFront(
    "Titel",
    subtitle="Ondertitel",
    date_text="12 november 2024",
    version="1.0",
    publication_date=DAY,
    contact="vragen@example.nl",
)


def document(*blocks: Any, opening: tuple[Any, ...] = ()) -> Document:
    return Document(FRONT.payload, heading(1, "Titel"), opening, blocks, ())


def paragraphs(text: str) -> Prose:
    return Prose(({"type": "paragraph", "children": [{"type": "text", "raw": text}]},))


def heading(level: int, text: str, *, new_page: bool = False) -> Heading:
    return Heading(level, ({"type": "text", "raw": text},), text, markdown.slug(text), new_page)


def table(frame: dict[str, list[Any]], **options: Any) -> Table:
    shown = ReportTable(
        pd.DataFrame(frame), key="tabel", caption="Bijschrift", source="bron", **options
    )
    return Table(shown.payload)


def opened(printed: bytes) -> PdfStructure:
    return PdfStructure(pikepdf.open(io.BytesIO(printed)))


# Code


def test_nothing_in_a_text_ends_its_string():
    for text in (
        'Zeg "ja"',
        "\\",
        '\\"',
        '"#pagebreak()',
        "een\ttwee\ndrie",
        "#a $b$ *c* _d_ <e> @f",
    ):
        code = string(text)
        assert (code[0], code[-1]) == ('"', '"')
        assert re.fullmatch(r'(?:[^"\\\n\t]|\\["\\])*', code[1:-1])


def test_a_call_names_its_arguments_and_leaves_out_what_is_not_given():
    code = call("table", "[a]", row_header="1", note=None)
    assert calls(code) == ["table"]
    assert "row-header: 1" in code
    assert "note" not in code


def test_content_and_arrays_hold_nothing_one_thing_or_more():
    compiled = "\n".join(
        f"#assert.eq({array(items)}.len(), {len(items)})" for items in ([], ["1"], ["1", "2"])
    )
    source = (
        f'#set document(title: "t")\n= t\n{compiled}\n#{content([])}\n#{content(["[a]", "[b]"])}'
    )
    printed = compile_pdf(TypstSource(source, {}, ()), style=read_style(), published=DAY)
    assert "ab" in pages_of(printed)[0].text


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1))
def test_any_text_is_printed_as_it_is(text):
    source = TypstSource(
        f'#set document(title: "t")\n#set text(font: "Fira Sans", lang: "nl", ligatures: false)\n'
        f"#set page(width: 9000pt)\n= t\n#par({string('|' + text + '|')})\n",
        {},
        (),
    )
    with pikepdf.open(io.BytesIO(compile_pdf(source, style=read_style(), published=DAY))) as pdf:
        assert page_text(pdf.pages[0]).split() == f"t|{text}|".split()


# Running text


def calls(code: str) -> list[str]:
    """What is called, in order; no text says anything here."""
    return re.findall(r"([a-z][a-z-]*)\(", re.sub(r'"(?:[^"\\]|\\.)*"', '""', code))


def texts(code: str) -> str:
    """The texts of the code behind each other."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', code))


def test_a_paragraph_keeps_its_emphasis_and_its_links():
    [code] = prose("Een *nadruk*, **sterk**, [hier](#anker) en <https://example.nl>.")
    assert calls(code) == ["par", "emph", "strong", "link", "label", "link"]
    assert texts(code) == "Een nadruk, sterk, ankerhier en https://example.nlhttps://example.nl."


def test_a_list_keeps_its_kind_its_start_and_what_is_inside():
    [code] = prose("3. een\n4. twee\n   - diep")
    assert (calls(code), texts(code)) == (["enum", "list"], "eentweediep")
    assert "start: 3" in code


def test_each_kind_of_block_has_a_form_of_its_own():
    quotation, pause, program = prose("> citaat\n\n---\n\n```\nsha256 a\n```")
    assert (calls(quotation), texts(quotation)) == (["quotation", "par"], "citaat")
    assert (calls(pause), texts(pause)) == ([], "")
    assert (calls(program), texts(program)) == (["program"], "sha256 a")


def test_a_markdown_table_has_its_columns_aligned():
    [code] = prose("| a | b |\n|---|--:|\n| x | y |")
    assert (calls(code), texts(code)) == (["plain-table"], "abxy")
    assert re.search(r"align: \(left, right,?\)", code)


def test_a_note_is_written_once_and_then_referred_to():
    mark = {"type": "footnote_ref", "raw": "a", "attrs": {"index": 1}}
    note = ({"type": "paragraph", "children": [{"type": "text", "raw": "De noot."}]},)
    code = ProseWriter([note]).inline([mark, mark])
    assert calls(code) == ["note", "label", "footnote", "label"]
    assert texts(code) == "De noot.noot-1noot-1"


def test_every_form_of_running_text_is_printed():
    source = (
        "Een *nadruk*, **sterk**, ~~weg~~, `code`, [hier](https://example.nl)[^1].\n\n- punt\n\n"
        "3. drie\n   - diep\n\n> citaat\n\n---\n\n```\nsha256 a\n```\n\n"
        "| a | b |\n|---|--:|\n| x | y |\n\n[^1]: De noot."
    )
    told = page_document(LoosePage("proef", (), (FRONT, "# Titel", f"## Deel\n\n{source}")))
    text = " ".join(" ".join(page.text for page in pages_of(print_pdf(told))).split())
    for word in ("nadruk", "sterk", "weg", "code", "hier", "punt", "drie", "diep", "citaat"):
        assert word in text
    assert re.search(r"sha256 a.*a ?b ?x ?y.*De noot\.", text)


# Columns


def fitted(rows: Any, **room: float) -> Columns:
    """The columns of a table set in the project's own letters."""
    return fit(rows, width=width, **room)


@pytest.mark.parametrize("face", ["Regular", "SemiBold"])
def test_no_text_is_wider_than_it_is_taken_for(face):
    font = TTFont(str(FONTS / f"FiraSans-{face}.ttf"))
    wide = {letter: font["hmtx"][font.getBestCmap()[ord(letter)]][0] / 1000 for letter in LETTERS}
    assert [letter for letter in LETTERS if wide[letter] > width(letter) + 0.001] == []


def test_a_text_is_as_wide_as_its_widest_weight():
    faces = [TTFont(str(FONTS / f"FiraSans-{face}.ttf")) for face in ("Regular", "SemiBold")]
    both = [[face["hmtx"][face.getBestCmap()[ord(one)]][0] for one in "beleid"] for face in faces]
    assert width("beleid") == pytest.approx(sum(map(max, *both)) / 1000, abs=0.001)


def test_other_letters_have_other_widths(dejavu: Style):
    assert letter_widths(dejavu.font)("uitvoering") > 1.1 * width("uitvoering")


def test_a_word_may_be_divided_after_a_hyphen_and_a_slash():
    assert longest_word("standaarden/protocollen", width=width) == width("standaarden/")
    assert longest_word("JenV-brede", width=width) == width("brede")


def test_a_small_table_fills_the_measure():
    columns = fitted([[["Groep"], ["Aantal"]], [["Beleid"], ["4"]]], measure=40, widest=48)
    assert sum(columns.widths) == pytest.approx(40, abs=0.05)


def test_a_table_of_sentences_takes_the_room_in_the_margin():
    long = "Onvoldoende motivatie en scepsis rondom eigen rol (moet ik dit doen?)"
    columns = fitted(
        [[["Nr."], ["Uitkomst"]], [["1"], [long]], [["2"], [long]]], measure=28, widest=33
    )
    assert sum(columns.widths) == pytest.approx(33, abs=0.05)
    assert columns.hyphenate == (False, False)


def test_no_column_is_narrower_than_its_longest_word():
    rows = [[["Draad"], ["Uitkomst"]], [["overheidsorganisaties"], ["een twee drie " * 20]]]
    columns = fitted(rows, measure=30, widest=35)
    assert columns.widths[0] >= width("overheidsorganisaties") + GUTTER - 0.01


def test_only_where_words_do_not_fit_the_widest_columns_break_them():
    rows = [[["verantwoordingsverplichting"], ["overheidsorganisaties"], ["kort"]]]
    columns = fitted(rows, measure=16, widest=20)
    assert sum(columns.widths) == pytest.approx(20, abs=0.05)
    assert columns.hyphenate == (True, True, False)


def test_no_other_division_makes_the_table_lower():
    long = "een zin van een aantal gewone woorden die samen vele regels vullen " * 3
    rows = [[["Kort"], ["Lang"]], [["een paar woorden hier"], [long]]]
    columns = fitted(rows, measure=30, widest=36)
    others = [(first / 2, 36 - first / 2) for first in range(8, 60)]
    assert sum(columns.heights) == min(
        sum(row_height(row, widths=widths, width=width) for row in rows) for widths in others
    )


def test_the_height_of_a_row_counts_the_lines_of_its_fullest_cell():
    rows = [[["a"], ["b"]], [["x"], ["een", "twee", "drie"]]]
    head, row = fitted(rows, measure=30, widest=36).heights
    assert row - head == pytest.approx(2 * LINE)


# Printed tables


@dataclass(frozen=True)
class PrintedPage:
    text: str
    runs: list[TextRun]


def pages_of(printed: bytes) -> list[PrintedPage]:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return [PrintedPage(page_text(page), text_runs(page)) for page in pdf.pages]


def printed_pages(*blocks: Any, style: Style | None = None) -> list[PrintedPage]:
    """The pages of a document with these blocks, from the first heading after the front."""
    return pages_of(print_pdf(document(heading(2, "Deel"), *blocks), style=style))[1:]


def collisions(page: PrintedPage) -> list[tuple[str, str]]:
    """Runs of letters on one line of which the second begins before the first has ended."""
    runs = sorted(page.runs, key=lambda run: (run.height, run.left))
    return [
        (one.text, other.text)
        for one, other in pairwise(runs)
        if one.height == other.height and other.left < one.right - 0.2
    ]


WORDS = [
    "Onvoldoende",
    "overheidsorganisaties",
    "inlevingsvermogen",
    "mensbeelden",
    "KPI’s",
    "tijd",
]


def some_of(every: Iterable[int], *first: int) -> list[Any]:
    """Every one of these as a parameter, but only the first ones in the daily run."""
    long = pytest.mark.long
    return [each if each in first else pytest.param(each, marks=long) for each in every]


@pytest.fixture(params=["eigen", "wijd"])
def style(request: pytest.FixtureRequest, tmp_path: Path) -> Style:
    """Our own letters, and wider ones."""
    return read_style(None if request.param == "eigen" else own_style(tmp_path))


@pytest.fixture
def dejavu(tmp_path: Path) -> Style:
    return read_style(own_style(tmp_path))


@pytest.mark.parametrize("columns", some_of(range(1, 9), 2, 5, 8))
def test_columns_do_not_collide_and_stay_on_the_page(columns, style):
    frame = {
        f"kolom {place}": [" ".join(WORDS[place % 6 :] + WORDS[: row + place]) for row in range(3)]
        for place in range(columns)
    }
    pages = printed_pages(table(frame), style=style)
    assert [collisions(page) for page in pages] == [[]] * len(pages)
    assert max(run.right for page in pages for run in page.runs) < RIGHT_EDGE


def test_a_long_word_among_numbers_gets_its_room(style):
    frame = {"nr": [1], "a": ["x"], "b": ["overheidsorganisaties"], "c": ["y"], "d": [2], "e": [3]}
    frame["f"] = ["inlevingsvermogen en verantwoordingsplicht in een zin die door blijft lopen"]
    pages = printed_pages(table(frame), style=style)
    assert [collisions(page) for page in pages] == [[]]


def test_no_header_is_broken_inside_a_word(style):
    frame = {f"Belofte {place}": ["nee", "deels"] for place in range(1, 6)}
    frame = {"Belemmering": ["Gezamenlijk 1", "Uitvoering 2"], **frame}
    words = [
        run.text.strip() for page in printed_pages(table(frame), style=style) for run in page.runs
    ]
    assert {*frame, "Gezamenlijk 1", "Uitvoering 2"} <= set(words)


def test_a_fingerprint_goes_on_to_the_next_line_without_a_sign_too_many(style):
    sha = "b2a45de16b6649918746ec9d422a27455ae76c48dbfb656a7ea0a5075e696f4e"
    frame = {"Bestand": ["beleidskompas.toml"], "Getal": ["een heel lange omschrijving"]}
    frame |= {"Soort": ["verantwoordingsverplichting"], "sha256": [sha]}
    pages = printed_pages(table(frame), style=style)
    assert [collisions(page) for page in pages] == [[]]
    assert max(run.right for page in pages for run in page.runs) < RIGHT_EDGE
    assert sha in "".join(re.findall(r"[0-9a-f]{2,}", pages[0].text.partition("toml")[2]))


def test_a_collision_would_be_seen():
    source = TypstSource(
        '#set document(title: "t")\n#set text(font: "Fira Sans", hyphenate: false)\n= t\n'
        "#table(columns: (40pt, 60pt), [overheidsorganisaties], [inlevingsvermogen])\n",
        {},
        (),
    )
    printed = compile_pdf(source, style=read_style(), published=DAY)
    assert collisions(pages_of(printed)[0]) == [("overheidsorganisaties", "inlevingsvermogen")]


@pytest.mark.parametrize("lines", some_of(range(24, 44, 2), 28, 36, 40))
def test_a_caption_never_stays_behind_without_a_row(lines):
    """Wherever the table falls on its page, caption, header and first row stay together."""
    frame = {"a": [f"rij {k}." for k in range(30)], "b": ["tekst"] * 30}
    before = [paragraphs("een regel tekst") for _ in range(lines)]
    pages = [page.text for page in printed_pages(*before, table(frame))]
    assert ["rij 0." in page for page in pages if "Bijschrift" in page] == [True]


@pytest.mark.parametrize("lines", some_of(range(24, 44, 2), 28, 36))
def test_a_divided_table_begins_with_three_rows_or_more(lines):
    frame = {"a": [f"rij {k}." for k in range(30)], "b": ["tekst"] * 30}
    before = [paragraphs("een regel tekst") for _ in range(lines)]
    pages = [page.text for page in printed_pages(*before, heading(3, "Kop"), table(frame))]
    first = next(page for page in pages if "rij 0." in page)
    assert "rij 2." in first
    assert "Kop" in first


def test_a_long_table_repeats_its_header_on_every_page():
    frame = {"draad": [f"rij {k}." for k in range(90)], "b": ["tekst"] * 90}
    texts = [page.text for page in printed_pages(table(frame, labels={"draad": "Rode draad"}))]
    assert ["Rode draad" in text for text in texts if "rij" in text] == [True] * 3


@pytest.mark.parametrize("lines", some_of(range(24, 44, 2), 32, 38))
def test_a_short_table_is_not_divided(lines):
    frame = {"a": [f"rij {k}." for k in range(6)]}
    before = [paragraphs("een regel tekst") for _ in range(lines)]
    pages = [page.text for page in printed_pages(*before, table(frame))]
    assert [page.count("rij ") for page in pages if "rij" in page] == [6]


def test_a_row_is_not_divided_over_two_pages():
    frame = {"a": [f"rij {k}. " + "tekst " * 60 + f"eind {k}." for k in range(20)]}
    for page in printed_pages(table(frame)):
        assert re.findall(r"rij (\d+)\.", page.text) == re.findall(r"eind (\d+)\.", page.text)


def test_numbers_are_set_right_and_written_the_dutch_way():
    code = table_code(table({"a": ["x", "y"], "aantal": [1234.5, None]}), sizes=[9], width=width)
    assert "align: (left, right,)" in code
    assert '"1.234,5"' in code


def test_an_empty_cell_stays_empty():
    structure = opened(print_pdf(document(table({"a": ["x", "y"], "b": [None, "z"]}))))
    assert structure.tables[0].rows == (("a", "b"), ("x", ""), ("y", "z"))


@pytest.mark.parametrize(
    ("inches", "width"), [((6.6, 3.0), "158mm"), ((4.0, 3.0), "101.6mm"), ((6.6, 12.0), "112.8mm")]
)
def test_a_figure_has_its_own_width_or_what_the_page_leaves_it(inches, width):
    shown = ReportFigure(
        lambda ax, narrow: ax.plot([1, 2]),
        table=ReportTable(pd.DataFrame({"x": ["a"]}), key="x", caption="Tabel", source="bron"),
        key="figuur",
        alt="Een lijn.",
        caption="Figuur",
        source="bron",
        wide=inches,
    )
    source = render_typst(document(Figure(shown.payload)), style=read_style())
    assert f"width: {width}" in source.text


def test_a_short_name_of_a_row_is_bold_and_a_sentence_is_not():
    sentence = "Onvoldoende motivatie en scepsis rondom eigen rol"
    assert "bold: 0" in table_code(table({"a": ["Tijd"], "b": ["x"]}), sizes=[9], width=width)
    assert "bold" not in table_code(table({"a": [sentence], "b": ["x"]}), sizes=[9], width=width)


# The page


def test_a_line_of_text_has_seventy_to_seventy_five_characters():
    text = (
        "De uitkomst van deze sessie is een overzicht met rode draden van veelvoorkomende "
        "belemmeringen, en een aantal hoopvolle beloftes die een handelingsperspectief kunnen "
        "bieden aan geïnteresseerden. Dit document geeft een overzicht van de uitkomsten. "
    )
    page = printed_pages(paragraphs(text * 6))[0]
    lines = [run.text.strip() for run in page.runs if len(run.text) > 40][:-1]
    assert 68 <= sum(map(len, lines)) / len(lines) <= 75
    assert max(map(len, lines)) <= 80


def test_a_long_word_of_running_text_is_divided_the_dutch_way():
    text = "Verantwoordingsplichten en overheidsorganisaties " * 6
    page = printed_pages(paragraphs(text))[0]
    ends = [run.text for run in page.runs if run.text.endswith(("-", "\N{SOFT HYPHEN}"))]
    assert ends != []


@pytest.mark.parametrize("before", some_of(range(1, 12), 2, 7))
def test_a_word_that_would_lose_its_dots_is_not_divided(before):
    page = printed_pages(paragraphs("xx " * before + "ideeën geïnteresseerden " * 8))[0]
    assert not any(run.text.endswith(("-", "\N{SOFT HYPHEN}")) for run in page.runs)


@pytest.mark.parametrize("before", some_of(range(1, 12), 2, 7))
def test_an_address_is_not_divided_with_a_hyphen(before):
    text = "xx " * before + "jenvbredewerkagenda@minjenv.nl of iemand.anders@example.nl " * 3
    page = printed_pages(paragraphs(text))[0]
    assert not any(run.text.endswith(("-", "\N{SOFT HYPHEN}")) for run in page.runs)


def opening(lines: int) -> list[PrintedPage]:
    """The pages of a document whose first page holds this many lines."""
    texts = tuple(paragraphs("Een regel van de eerste bladzijde.") for _ in range(lines))
    return pages_of(print_pdf(document(heading(2, "Deel"), paragraphs("Daarna."), opening=texts)))


def test_a_short_first_page_ends_with_the_contents():
    first, second = opening(8)
    assert ("Inhoud" in first.text, "Daarna." in second.text) == (True, True)


def test_the_contents_open_the_second_page_when_the_first_is_full():
    first, second = opening(29)
    assert "Inhoud" not in first.text
    assert "Inhoud" in second.text
    assert "Daarna." in second.text


def test_a_first_page_that_is_just_too_full_is_set_smaller():
    first = opening(31)[0]
    lines = [run.size for run in first.runs if "Een regel" in run.text]
    assert (len(lines), set(lines)) == (31, {round(0.97 * 10.5, 3)})


def test_a_main_part_begins_on_a_new_page_only_where_that_is_asked():
    parts = [heading(2, "A"), heading(2, "B"), heading(2, "C", new_page=True)]
    pages = pages_of(print_pdf(document(*parts)))
    assert [[part for part in "ABC" if part in page.text] for page in pages[1:]] == [
        ["A", "B"],
        ["C"],
    ]


@pytest.mark.parametrize("lines", some_of(range(26, 44, 2), 34, 38))
def test_a_heading_stays_with_what_follows(lines):
    before = [paragraphs("een regel tekst") for _ in range(lines)]
    blocks = [*before, heading(3, "Tussenkop"), paragraphs("Wat volgt. " * 30)]
    pages = [page.text for page in printed_pages(*blocks)]
    assert ["Wat volgt" in page for page in pages if "Tussenkop" in page] == [True]


@pytest.mark.parametrize("lines", some_of(range(26, 44), 30, 33, 37))
def test_no_paragraph_leaves_one_line_behind_or_ahead(lines):
    before = [paragraphs("een regel tekst") for _ in range(lines)]
    pages = printed_pages(*before, paragraphs("woord " * 60))
    counts = [sum("woord" in run.text for run in page.runs) for page in pages]
    assert 1 not in counts


# The source


def test_equal_documents_give_equal_sources():
    blocks = (heading(2, "A"), paragraphs("tekst"), table({"a": ["x"]}))
    assert render_typst(document(*blocks), style=read_style()) == render_typst(
        document(*blocks), style=read_style()
    )


def test_a_line_of_the_source_knows_its_block():
    source = render_typst(
        document(heading(2, "Deel"), paragraphs("tekst"), table({"a": ["x"]})),
        style=read_style(),
    )
    lines = source.text.splitlines()
    places = [source.block_at(k) for k, line in enumerate(lines, 1) if line.startswith("#")]
    assert list(dict.fromkeys(places))[-3:] == [
        "de kop 'Deel'",
        "de lopende tekst onder de kop 'Deel'",
        "tabel 'tabel'",
    ]


def test_every_table_is_counted_in_reading_order():
    tokens, _ = markdown.parse("| a | b |\n|---|---|\n| x | y |")
    second = table({"a": ["x"], "b": ["y"]}, row_header="b")
    source = render_typst(document(Prose(tuple(tokens)), second), style=read_style())
    assert source.row_headers == (None, 1)
