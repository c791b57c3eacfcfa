"""The PDF says what the document says, to the eye and to a screen reader, byte for byte."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import nbformat
import pandas as pd
import pikepdf
import pytest
from nbconvert.exporters import get_exporter
from pdf_expected import differences
from pdf_structure import PdfStructure, page_text, walk

from workshop_analysis.display.objects import (
    Link,
    ReportFigure,
    ReportFront,
    ReportTable,
    ReportText,
)
from workshop_analysis.report.blocks import ReportError
from workshop_analysis.report.document import read_document
from workshop_analysis.report.press import compile_pdf, print_pdf
from workshop_analysis.report.tagging import name_rows
from workshop_analysis.report.typst_source import TypstSource
from workshop_analysis.style import read_style
from workshop_analysis.terms import VOORBEELD

DAY = datetime.date(2024, 12, 3)
SOURCE = "uitkomsten van de workshop"


def markdown(source: str, *tags: str) -> Any:
    return nbformat.from_dict(
        {"cell_type": "markdown", "metadata": {"tags": [*tags]}, "source": source}
    )


def output(*shown: Any, tags: tuple[str, ...] = ()) -> Any:
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": one._repr_mimebundle_()}
        for one in shown
    ]
    cell = {"cell_type": "code", "metadata": {"tags": [*tags]}, "source": "show()"}
    return nbformat.from_dict(cell | {"execution_count": 1, "outputs": outputs})


def notebook(*cells: Any, stamp: str | None = None) -> Any:
    front = ReportFront(
        "Wat helpt?",
        subtitle="Uitkomsten van een workshop",
        date_text="12 november 2024",
        version="1.0",
        publication_date="2024-12-03",
        contact="vragen@example.nl",
        organisation="De werkagenda",
        keywords=["workshop", "burgers"],
        stamp=stamp,
    )
    cells = (markdown("# Wat helpt?"), output(front), *cells)
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


def outcomes(*, stamp: str | None = None) -> ReportTable:
    frame = pd.DataFrame(
        {
            "nummer": [1, 2],
            "uitkomst": ["Onvoldoende tijd", "Onvoldoende kennis over hoe je burgers betrekt"],
            "draad": [[Link("Tijd", "draad-tijd")], ["Weten hoe", Link("Tijd", "draad-tijd")]],
        }
    )
    return ReportTable(
        frame,
        key="uitkomsten",
        caption="De uitkomsten",
        source=SOURCE,
        labels={"nummer": "Nr.", "uitkomst": "Uitkomst", "draad": "Rode draad"},
        row_header="uitkomst",
        anchors=["beleid-1", "beleid-2"],
        stamp=stamp,
    )


def threads(*, stamp: str | None = None) -> ReportTable:
    frame = pd.DataFrame({"draad": ["Tijd", "Weten hoe"], "aantal": [2, pd.NA]})
    return ReportTable(
        frame,
        key="draden",
        caption="De rode draden",
        source=f"{SOURCE}; lezing van dit project",
        labels={"draad": "Rode draad", "aantal": "Uitkomsten"},
        anchors=["draad-tijd", None],
        interpretation=True,
        note="Een uitkomst kan bij meer dan één rode draad horen.",
        stamp=stamp,
    )


def bars(key: str, *, table: ReportTable, stamp: str | None = None) -> ReportFigure:
    return ReportFigure(
        lambda ax, narrow: ax.barh(["Tijd"], [2]),
        table=table,
        key=key,
        alt="Eén balk: de draad Tijd, met “twee” uitkomsten; verder \\ niets.",
        caption=f"De draad Tijd in {key}",
        source=SOURCE,
        wide=(6.6, 1.5),
        stamp=stamp,
    )


PROSE = """## Het *kader*

Eerst het probleem, dan het **doel**[^1]. Zie [de draden](#draad-tijd), [de tabel](#tabel-draden)
of <https://example.nl/kader>.[^2] Nog eens[^1]; en
`code`, ~~weg~~ #geen *kop*, $geld$, @wie, \\<a>.

> Ambtenaren en burgers staan niet in verbinding.

1. Het probleem
2. Het doel
   - voor beleid
   - voor uitvoering

### Stappen

| Stap | Vraag |
|:--|--:|
| een | Wat is het *probleem*? |

[^1]: De noot, met een [link](#stappen).

[^2]: Nog een noot.

    Met een tweede alinea.
"""


@pytest.fixture(scope="module")
def report() -> Any:
    """A notebook with one of everything."""
    extra = ReportTable(pd.DataFrame({"x": ["a"]}), key="x", caption="Een eigen tabel", source="y")
    count = ReportText(
        "Er zijn {aantal:words} uitkomsten over {draad}.",
        cells={
            "aantal": threads().cell("Tijd", "aantal"),
            "draad": Link(threads().cell("Tijd", "draad"), "draad-tijd"),
        },
        role="lead",
    )
    item = ReportText("De draad {a}.", cells={"a": threads().cell("Tijd", "draad")}, role="item")
    note = ReportText("Let op: geen rangorde.", cells={}, role="note")
    return notebook(
        output(count, item, item, tags=("voorpagina",)),
        markdown(PROSE),
        output(outcomes()),
        markdown("## De draden", "interpretatie", "nieuwe-pagina"),
        output(threads(), note, bars("balken", table=threads())),
        markdown("### Nog een figuur"),
        output(bars("staven", table=extra)),
    )


@pytest.fixture(scope="module")
def document(report: Any) -> Any:
    return read_document(report)


@pytest.fixture(scope="module")
def printed(document: Any) -> bytes:
    return print_pdf(document)


@pytest.fixture
def pdf(printed: bytes) -> Any:
    with pikepdf.open(io.BytesIO(printed)) as opened:
        yield opened


def page_texts(printed: bytes) -> list[str]:
    """The text of each page as a reader sees it, header and footer included."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return [page_text(page) for page in pdf.pages]


# The same in the notebook, the document and the PDF


def test_the_pdf_is_read_aloud_as_the_document_says(pdf, document):
    assert differences(PdfStructure(pdf), document) == []


def test_the_published_report_is_read_aloud_as_its_notebook_says(repository):
    found = nbformat.read(repository / "notebooks" / "rapport.ipynb", as_version=4)
    document = read_document(found)
    with pikepdf.open(io.BytesIO(print_pdf(document))) as opened:
        assert differences(PdfStructure(opened), document) == []


def test_headings_have_the_documents_levels(pdf):
    assert PdfStructure(pdf).headings == [
        (1, "Wat helpt?"),
        (2, "Het kader"),
        (3, "Stappen"),
        (2, "De draden"),
        (3, "Nog een figuur"),
    ]


def test_a_table_has_header_cells_for_its_columns_and_its_rows(pdf):
    table = next(t for t in PdfStructure(pdf).tables if "Rode draad" in t.columns)
    assert table.columns == ("Nr.", "Uitkomst", "Rode draad")
    assert table.row_names == ("Onvoldoende tijd", "Onvoldoende kennis over hoe je burgers betrekt")
    assert table.referring


def test_a_markdown_table_has_no_row_names(pdf):
    assert PdfStructure(pdf).tables[0].row_names == ()


def test_the_alternative_text_is_the_whole_one(pdf):
    alts = PdfStructure(pdf).alts
    assert alts == ["Eén balk: de draad Tijd, met “twee” uitkomsten; verder \\ niets."] * 2


def test_the_caption_says_that_a_table_is_an_interpretation(pdf):
    assert PdfStructure(pdf).captions[1] == [
        "interpretatie van dit project",
        "De rode draden",
        "Een uitkomst kan bij meer dan één rode draad horen.",
        "Bron: uitkomsten van de workshop; lezing van dit project.",
    ]


def test_a_note_is_a_real_note_and_is_printed_once(pdf):
    assert PdfStructure(pdf).notes == [
        "1 De noot, met een link.",
        "2 Nog een noot. Met een tweede alinea.",
    ]


def test_a_statement_leads_to_its_thread_on_the_page_where_that_stands(pdf):
    assert ("Tijd", 3) in PdfStructure(pdf).links


def test_the_file_says_who_made_it_and_when(pdf):
    assert str(pdf.docinfo.Author) == "De werkagenda"
    assert str(pdf.docinfo.Keywords) == "workshop, burgers"
    assert str(pdf.docinfo.Subject) == "Uitkomsten van een workshop"
    assert str(pdf.docinfo.CreationDate) == "D:20241203000000Z"


# A check that cannot fail is a fault: every defect is named


def headings_as_paragraphs(pdf: Any) -> None:
    for element in walk(pdf.Root.StructTreeRoot):
        if re.fullmatch(r"/H\d", str(element.S)):
            element.S = pikepdf.Name.P


def one_level_deeper(pdf: Any) -> None:
    next(e for e in walk(pdf.Root.StructTreeRoot) if e.S == "/H2").S = pikepdf.Name.H3


def file_name_as_alt(pdf: Any) -> None:
    next(e for e in walk(pdf.Root.StructTreeRoot) if e.S == "/Figure").Alt = "balken.svg"


def headers_as_cells(pdf: Any) -> None:
    for element in walk(pdf.Root.StructTreeRoot):
        if element.S == "/TH":
            element.S = pikepdf.Name.TD


def no_row_scope(pdf: Any) -> None:
    for element in walk(pdf.Root.StructTreeRoot):
        if element.S == "/TH" and element.A[0].get("/Scope") == "/Row":
            element.A[0].Scope = pikepdf.Name.Column


def no_reference_to_the_row(pdf: Any) -> None:
    for element in walk(pdf.Root.StructTreeRoot):
        if element.S == "/TD":
            element.A[0].Headers = pikepdf.Array()


def list_as_paragraphs(pdf: Any) -> None:
    next(e for e in walk(pdf.Root.StructTreeRoot) if e.S == "/L").S = pikepdf.Name.Div


def parts_in_another_order(pdf: Any) -> None:
    body = pdf.Root.StructTreeRoot.K[0]
    body.K = pikepdf.Array([*list(body.K)[6:], *list(body.K)[:6]])


def another_language(pdf: Any) -> None:
    pdf.Root.Lang = pikepdf.String("en")


def no_bookmarks(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        del outline.root[0].children[0]


def another_title(pdf: Any) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Naamloos"


def links_to_the_first_page(pdf: Any) -> None:
    first = pdf.pages[0].obj
    for page in pdf.pages:
        for found in page.get("/Annots", []):
            if "/Dest" in found and isinstance(found.Dest, pikepdf.Array):
                found.Dest[0] = first


def no_quotation(pdf: Any) -> None:
    next(e for e in walk(pdf.Root.StructTreeRoot) if e.S == "/BlockQuote").S = pikepdf.Name.P


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (headings_as_paragraphs, {"headings"}),
        (one_level_deeper, {"headings"}),
        (file_name_as_alt, {"alts"}),
        (headers_as_cells, {"tables"}),
        (no_row_scope, {"tables"}),
        (no_reference_to_the_row, {"tables"}),
        (list_as_paragraphs, {"lists"}),
        (parts_in_another_order, {"text"}),
        (another_language, {"language"}),
        (no_bookmarks, {"bookmarks"}),
        (another_title, {"title"}),
        (links_to_the_first_page, {"links"}),
        (no_quotation, {"quotations"}),
    ],
)
def test_a_spoiled_pdf_is_told_from_a_good_one(
    pdf: Any, document: Any, spoil: Callable[[Any], None], named: set[str]
) -> None:
    spoil(pdf)
    assert named <= set(differences(PdfStructure(pdf), document))


# The norm


@pytest.mark.java
def test_verapdf_finds_no_fault(tmp_path, printed, verapdf):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(printed)
    assert verapdf(path, "ua1,2a") == {"ua1": [], "2a": []}


@pytest.mark.java
def test_verapdf_finds_no_fault_in_a_stamped_report(tmp_path, verapdf):
    made_up = outcomes(stamp=VOORBEELD)
    cells = [markdown("## Deel"), output(made_up, bars("balken", table=threads(), stamp=VOORBEELD))]
    path = tmp_path / "rapport.pdf"
    cells.append(output(threads(stamp=VOORBEELD)))
    path.write_bytes(print_pdf(read_document(notebook(*cells, stamp=VOORBEELD))))
    assert verapdf(path, "ua1,2a") == {"ua1": [], "2a": []}


@pytest.mark.java
def test_verapdf_does_find_a_figure_without_alternative_text(tmp_path, pdf, verapdf):
    del next(e for e in walk(pdf.Root.StructTreeRoot) if e.S == "/Figure")["/Alt"]
    pdf.save(tmp_path / "rapport.pdf")
    assert [line[:5] for line in verapdf(tmp_path / "rapport.pdf", "ua1")["ua1"]] == ["7.3-1"]


# The same input, the same bytes


def test_two_prints_are_equal_byte_for_byte(report, printed):
    assert print_pdf(read_document(report)) == printed


def test_another_process_in_another_folder_prints_the_same_bytes(tmp_path, report, printed):
    nbformat.write(report, tmp_path / "rapport.ipynb")
    code = (
        "import nbformat, pathlib; from workshop_analysis.report.document import read_document; "
        "from workshop_analysis.report.press import print_pdf; "
        "notebook = nbformat.read('rapport.ipynb', as_version=4); "
        "pathlib.Path('rapport.pdf').write_bytes(print_pdf(read_document(notebook)))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert (tmp_path / "rapport.pdf").read_bytes() == printed


def test_only_the_reports_own_fonts_are_in_the_file(pdf):
    fonts = {str(f.BaseFont) for page in pdf.pages for f in page.resources.Font.values()}
    assert {re.sub(r"^/[A-Z]{6}\+", "", name) for name in fonts} <= {
        "FiraSans-Light",
        "FiraSans-Regular",
        "FiraSans-Italic",
        "FiraSans-SemiBold",
    }


# The page


def test_every_page_but_the_first_has_the_running_title(printed):
    assert [page.startswith("Wat helpt?") for page in page_texts(printed)] == [False, True, True]


def test_every_page_has_its_version_and_number(printed):
    for number, page in enumerate(page_texts(printed), start=1):
        assert page.endswith(f"Versie 1.0, 3 december 2024{number} van 3")


def test_the_stamp_stands_on_every_page():
    cells = [markdown("## Een"), markdown("## Twee", "nieuwe-pagina"), output(threads())]
    pages = page_texts(print_pdf(read_document(notebook(*cells, stamp=VOORBEELD))))
    assert [page.count(VOORBEELD) for page in pages] == [1, 1, 1]


def test_a_made_up_table_and_figure_carry_the_stamp_in_their_caption():
    cells = [
        markdown("## Een"),
        output(outcomes(stamp=VOORBEELD), bars("balken", table=threads(), stamp=VOORBEELD)),
        output(threads()),
    ]
    made = print_pdf(read_document(notebook(*cells)))
    with pikepdf.open(io.BytesIO(made)) as found:
        captions = PdfStructure(found).captions
    assert [caption[0] == VOORBEELD for caption in captions] == [True, True, False]


def test_header_and_footer_are_not_read_aloud(pdf):
    found = PdfStructure(pdf)
    assert " van 3" not in found.text(pdf.Root.StructTreeRoot)


def test_the_contents_list_the_main_parts_with_their_page(pdf):
    found = PdfStructure(pdf)
    entries = [found.text(element) for element in found.all("/TOCI")]
    assert [entry.replace("\N{WORD JOINER}", "") for entry in entries] == [
        "Het kader 2",
        "De draden 3",
    ]


# Bad documents


def test_a_character_without_a_letter_is_named_and_another_family_helps_out():
    said = "Blij \N{GRINNING FACE} met \N{WHITE SMILING FACE} tijd, e\u0301\u0338n nu."
    cells = [markdown("## Deel"), markdown(said)]
    found = PdfStructure(print_pdf(read_document(notebook(*cells))))
    shown = " ".join(found.text(element) for element in found.all("/P"))
    assert "Blij [teken U+1F600] met \N{WHITE SMILING FACE} tijd" in shown


def test_a_fault_that_typst_finds_names_its_block(document):
    source = TypstSource("// blok: tabel 'draden'\n#table(columns: onbekend)\n", {}, ())
    with pytest.raises(ReportError) as refused:
        compile_pdf(source, style=read_style(), published=DAY)
    assert str(refused.value) == (
        "Van tabel 'draden' kan geen PDF gemaakt worden. Typst meldt: unknown variable: onbekend"
    )


def test_what_typst_only_warns_of_is_refused_too():
    source = TypstSource(
        '#set document(title: "t")\n// blok: de kop \'Deel\'\n#set text(font: "Onbekend")\n= t\n',
        {},
        (),
    )
    with pytest.raises(ReportError) as refused:
        compile_pdf(source, style=read_style(), published=DAY)
    assert str(refused.value) == (
        "Van de kop 'Deel' kan geen PDF gemaakt worden. Typst meldt: unknown font family: onbekend"
    )


def test_a_table_too_few_for_its_row_names_is_refused(printed):
    with pytest.raises(ValueError, match="zip"):
        name_rows(printed, row_headers=[0])


# The exporter


def test_nbconvert_knows_the_exporter_by_name(report, printed):
    body, resources = get_exporter("workshop-pdf")().from_notebook_node(report)
    assert (body, resources["output_extension"]) == (printed, ".pdf")


def test_another_style_gives_another_pdf(tmp_path, report, printed, repository):
    own = repository / "src" / "workshop_analysis" / "style.toml"
    text = own.read_text(encoding="utf-8").replace("#0a3641", "#3c2a56")
    text = text.replace('"report/fonts"', f'"{own.parent / "report" / "fonts"}"')
    (tmp_path / "style.toml").write_text(text, encoding="utf-8")
    exporter = get_exporter("workshop-pdf")(style_path=str(tmp_path / "style.toml"))
    assert exporter.from_notebook_node(report)[0] != printed


def test_printing_imports_typst_and_pikepdf_only_when_asked():
    code = (
        "import sys; from workshop_analysis.report import press; "
        "print(sorted({'typst', 'pikepdf', 'pandas', 'nbconvert'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
