"""From executed notebook to neutral document: what it holds, leaves out and refuses."""

from __future__ import annotations

import copy
from typing import Any

import pandas as pd
import pytest
from report_cells import counts, front, outcomes, raw_code, report, shown, stored, words

from workshop_analysis.display.objects import Link, ReportFigure, ReportNothing, ReportText
from workshop_analysis.report.blocks import Figure, Heading, Prose, Table, Text
from workshop_analysis.report.document import ReportError, read_document
from workshop_analysis.report.markdown import slug

SHOW = "Toon het met ReportText, ReportTable of ReportFigure, of geef de cel het label"


def kinds(*cells: dict[str, Any]) -> list[str]:
    return [type(block).__name__ for block in read_document(report(*cells)).everything]


def refusal(*cells: dict[str, Any]) -> str:
    return refused(report(*cells))


def refused(notebook: dict[str, Any]) -> str:
    with pytest.raises(ReportError) as error:
        read_document(notebook)
    assert str(error.value) == "\n".join(error.value.faults)
    return str(error.value)


def cell(number: int, total: int) -> str:
    return f"Cel {number} van {total} (van boven geteld, elke cel telt mee)"


def figure(**changes: Any) -> ReportFigure:
    fields = {"key": "f", "alt": "Een vlak.", "caption": "F", "source": "s", "table": counts()}
    return ReportFigure(lambda ax, narrow: ax.plot([1]), **{**fields, **changes})


# what it holds


def test_a_document_has_front_title_and_blocks_in_reading_order():
    document = read_document(
        report(
            words("## Uitkomsten\n\nTekst.\n\n### Per kant\n\nMeer."),
            shown(ReportText("Een zin."), counts()),
            shown(figure(table=counts(key="onder"))),
        )
    )
    assert document.front["title"] == "Uitkomsten workshop"
    assert document.title.text == "Wat staat in de weg?"
    assert [type(b) for b in document.blocks] == [Heading, Prose] * 2 + [Text, Table, Figure]
    assert [(h.level, h.anchor) for h in document.headings] == [
        (1, "wat-staat-in-de-weg"),
        (2, "uitkomsten"),
        (3, "per-kant"),
    ]


def test_code_and_cells_left_out_on_purpose_never_appear():
    document = read_document(report(words("<b>geheim</b>", "niet-in-rapport"), shown(counts())))
    assert "geheim" not in repr(document)
    assert [type(block) for block in document.blocks] == [Table]


def test_a_cell_that_shows_nothing_gives_nothing():
    assert kinds(raw_code(), words("Tekst.")) == ["Prose"]


def test_the_first_page_comes_apart():
    document = read_document(
        report(words("## In het kort", "voorpagina"), words("## Uitkomsten", "nieuwe-pagina"))
    )
    assert [block.text for block in document.opening] == ["In het kort"]
    assert [(block.text, block.new_page) for block in document.blocks] == [("Uitkomsten", True)]


def test_a_label_goes_to_the_first_heading_of_its_cell():
    document = read_document(report(words("## Een\n\n### Twee", "nieuwe-pagina", "interpretatie")))
    assert [(h.new_page, h.interpretation) for h in document.blocks] == [
        (True, True),
        (False, False),
    ]


def test_headings_with_the_same_words_get_anchors_of_their_own():
    document = read_document(
        report(words("## Beleid\n\n### Beleid\n\n## Vertrouwen"), shown(outcomes()))
    )
    assert [h.anchor for h in document.headings[1:]] == ["beleid", "beleid-3", "vertrouwen"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Wat dit níet zegt", "wat-dit-niet-zegt"),
        ("Efficiëntie & KPI’s", "efficientie-kpis"),
        ("12 november", "kop-12-november"),
        ("???", "kop"),
    ],
)
def test_an_anchor_is_plain_letters_digits_and_hyphens(text: str, anchor: str):
    assert slug(text) == anchor


def test_notes_are_numbered_through_the_document_in_reading_order():
    document = read_document(
        report(
            words("Tekst[^b] en[^a].\n\n[^a]: Noot a.\n\n[^b]: Noot b."),
            words("Meer[^a].\n\n[^a]: Nog een noot."),
        )
    )
    texts = [note.tokens[0]["children"][0]["raw"] for note in document.notes]
    assert texts == ["Noot b.", "Noot a.", "Nog een noot."]
    assert [note.number for note in document.notes] == [1, 2, 3]
    reference = document.blocks[1].tokens[0]["children"][1]
    assert (reference["type"], reference["attrs"]) == ("footnote_ref", {"index": 3})


def test_a_link_as_jupyterlab_writes_it_leads_to_our_heading():
    document = read_document(
        report(words("[Zie](#Wat-dit-n%C3%ADet-zegt)\n\n## Wat dit níet zegt"))
    )
    link = document.blocks[0].tokens[0]["children"][0]
    assert link["attrs"]["url"] == "#wat-dit-niet-zegt"


def test_links_reach_rows_tables_figures_and_headings():
    links = "[a](#beleid-2) [b](#tabel-uitkomsten) [c](#figuur-f) [d](#vertrouwen)"
    assert kinds(
        words(f"{links}\n\n## Vertrouwen"), shown(outcomes(), figure(table=counts(key="onder")))
    ) == ["Prose", "Heading", "Table", "Figure"]


def test_the_rows_of_a_table_below_a_figure_are_no_anchors():
    shared = outcomes()
    assert kinds(words("## Vertrouwen"), shown(shared, figure(table=shared))) == [
        "Heading",
        "Table",
        "Figure",
    ]


def test_the_notebook_given_is_not_changed():
    notebook = report(words("Tekst[^a] [x](#Kop).\n\n[^a]: Noot.\n\n## Kop"), shown(counts()))
    before = copy.deepcopy(notebook)
    read_document(notebook)
    assert notebook == before


# what it leaves out


def test_a_section_that_yields_nothing_is_left_out_with_its_text():
    assert kinds(
        words("## Opvolging\n\nStaat hier[^a].\n\n[^a]: Weg."),
        shown(ReportNothing("er is geen opvolging")),
        words("### Daaronder"),
        words("## Daarna[^a]\n\n[^a]: Blijft."),
    ) == ["Heading"]


def test_a_note_of_a_section_left_out_is_left_out():
    document = read_document(
        report(
            words("## Weg[^a]\n\n[^a]: Weg."),
            shown(ReportNothing("leeg")),
            words("## Daar[^a]\n\n[^a]: Daar."),
        )
    )
    assert [note.tokens[0]["children"][0]["raw"] for note in document.notes] == ["Daar."]


def test_a_section_with_something_beside_nothing_stays():
    assert kinds(words("## Kop"), shown(ReportNothing("leeg")), shown(counts())) == [
        "Heading",
        "Table",
    ]


def test_a_subsection_that_yields_nothing_leaves_its_section():
    assert kinds(
        words("## Kop"), shown(counts()), words("### Leeg\n\nTekst."), shown(ReportNothing("leeg"))
    ) == ["Heading", "Table"]


# what it refuses in one cell


def test_raw_html_is_refused():
    assert refusal(words("Een <b>vet</b> woord.")) == (
        f"{cell(3, 3)} bevat HTML ('<b>'). Schrijf het als Markdown; een tabel of figuur komt "
        "uit ReportTable of ReportFigure.\n"
        f"{cell(3, 3)} bevat HTML ('</b>'). Schrijf het als Markdown; een tabel of figuur komt "
        "uit ReportTable of ReportFigure."
    )


def test_a_block_of_html_is_refused_and_quoted_in_short():
    assert refusal(words("<div class='een heel lange naam voor een klasse'>\n</div>")) == (
        f"{cell(3, 3)} bevat HTML ('<div class='een heel lange naam voor ee…'). Schrijf het als "
        "Markdown; een tabel of figuur komt uit ReportTable of ReportFigure."
    )


def test_an_image_without_alt_is_refused():
    assert refusal(words("Zie ![](plaat.png)")) == (
        f"{cell(3, 3)} bevat een afbeelding zonder alternatieve tekst. Toon haar met ReportFigure "
        "en zeg met alt wat er te zien is."
    )


def test_a_plain_image_is_refused():
    assert refusal(words("Zie ![De zaal](plaat.png)")) == (
        f"{cell(3, 3)} bevat een losse afbeelding ('De zaal'). Toon haar met ReportFigure: dan "
        "heeft zij ook een bijschrift, een bron en de cijfers als tabel."
    )


def test_links_without_words_or_to_files_are_refused():
    assert refusal(words("[](https://a.nl) en [dit](bestand.docx)")) == (
        f"{cell(3, 3)} bevat een link zonder tekst (naar 'https://a.nl'). Geef de link woorden.\n"
        f"{cell(3, 3)} bevat een link naar 'bestand.docx'. Een rapport staat op zichzelf: link "
        "naar '#anker' in het rapport, of naar een adres met https:// of mailto:."
    )


def test_a_heading_without_words_is_refused():
    assert refusal(words("##")) == (
        f"{cell(3, 3)} bevat een kop zonder tekst. Geef de kop woorden of haal de hekjes weg."
    )


def test_a_note_that_is_not_there_is_refused():
    assert refusal(words("Tekst[^x].")) == (
        f"{cell(3, 3)} verwijst naar noot [^x], maar heeft die niet. Zet '[^x]: …' in dezelfde cel."
    )


def test_a_note_in_a_note_is_refused():
    assert refusal(words("Tekst[^a] en [^b].\n\n[^a]: Noot[^b].\n\n[^b]: Noot.")) == (
        f"{cell(3, 3)} heeft een noot in een noot. Zet beide noten bij de tekst zelf."
    )


def test_html_in_a_note_is_refused():
    assert "bevat HTML ('<br>')" in refusal(words("Tekst[^a].\n\n[^a]: Noot<br>noot."))


def test_a_label_without_heading_is_refused():
    assert refusal(words("Tekst.", "nieuwe-pagina", "interpretatie")) == (
        f"{cell(3, 3)} heeft het label 'nieuwe-pagina', maar geen kop. "
        "Zet het label op de cel met de kop.\n"
        f"{cell(3, 3)} heeft het label 'interpretatie', maar geen kop. "
        "Zet het label op de cel met de kop."
    )


def test_a_cell_that_failed_is_refused():
    output = {"output_type": "error", "ename": "KeyError", "evalue": "'kant'", "traceback": []}
    assert refusal(raw_code(output)) == (
        f"{cell(3, 3)} is mislukt: KeyError: 'kant'. "
        "Herstel de cel en voer het notebook opnieuw uit."
    )


def test_a_warning_is_refused():
    output = {"output_type": "stream", "name": "stderr", "text": ["UserWarning: let op\n", "x\n"]}
    assert refusal(raw_code(output)) == (
        f"{cell(3, 3)} geeft een waarschuwing: 'UserWarning: let op x'. "
        "Neem de oorzaak weg en voer de cel opnieuw uit."
    )


def test_a_stray_print_is_refused():
    output = {"output_type": "stream", "name": "stdout", "text": "18\n"}
    assert refusal(raw_code(output)) == (
        f"{cell(3, 3)} schrijft losse tekst: '18'. {SHOW} 'niet-in-rapport'."
    )


def test_an_unknown_output_is_refused():
    table = pd.DataFrame({"a": [1]})
    data = {"text/plain": repr(table), "text/html": table.to_html()}
    output = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
    assert refusal(raw_code(output)) == (
        f"{cell(3, 3)} toont iets waar het rapport geen vorm voor heeft (text/html, text/plain). "
        f"{SHOW} 'niet-in-rapport'."
    )


def test_a_raw_cell_is_refused():
    assert refusal({"cell_type": "raw", "metadata": {}, "source": "<p>"}) == (
        f"{cell(3, 3)} is van het soort 'raw'. Maak er een tekstcel of een codecel van."
    )


def test_every_fault_of_every_cell_is_named_at_once():
    faults = refusal(words("<i>"), words("Goed."), words("![x](y)")).splitlines()
    assert [fault.split(" (")[0] for fault in faults] == ["Cel 3 van 5", "Cel 5 van 5"]


# what it refuses in the whole


def test_a_notebook_without_front_and_title_is_refused():
    assert refused(stored(words("Tekst."))) == (
        "Het notebook heeft geen voorblad. Toon ReportFront in een cel bovenaan.\n"
        "Het notebook heeft geen titel. Begin een tekstcel bovenaan met '# ' en de titel."
    )


def test_a_second_front_and_a_second_title_are_refused():
    assert refusal(shown(front()), words("# Nog een titel")) == (
        f"{cell(3, 4)} toont een tweede voorblad. Houd er één over.\n"
        f"{cell(4, 4)} heeft een tweede titel ('# Nog een titel'). Maak er '## ' van."
    )


def test_something_before_the_title_is_refused():
    assert refused(stored(shown(front()), words("Tekst."), words("# Titel"))) == (
        f"{cell(2, 3)} staat vóór de titel. Zet de cel met '# ' erboven."
    )


def test_a_skipped_heading_level_is_refused():
    assert refusal(words("## Twee"), words("#### Vier")) == (
        f"{cell(4, 4)} slaat een kopniveau over: 'Vier' heeft ####, de kop ervoor ##. "
        "Maak er ### van."
    )


def test_a_first_page_that_is_not_first_is_refused():
    assert refusal(words("Tekst."), words("Kort.", "voorpagina")) == (
        f"{cell(4, 4)} heeft het label 'voorpagina', maar cel 3 ervoor niet. "
        "Zet alles van de voorpagina bij elkaar, direct onder de titel."
    )


def test_a_link_to_nowhere_is_refused_with_the_nearest_place():
    assert refusal(words("[Zie](#uitkomst)"), words("## Uitkomsten")) == (
        f"{cell(3, 4)} linkt naar '#uitkomst', maar dat anker is er niet. Bedoelde u '#uitkomsten'?"
    )


def test_a_link_to_nowhere_is_found_in_tables_sentences_figures_and_notes():
    here = Link(counts().cell("Beleid", "kant"), "nergens-1")
    table = outcomes(anchors=None)
    faults = refusal(
        shown(ReportText("Zie {x}.", cells={"x": here})),
        shown(table),
        shown(figure(table=outcomes(key="onder", caption="Onder", anchors=None))),
        words("Tekst[^a].\n\n[^a]: [Zie](#qqq)"),
    ).splitlines()
    away = "Haal de link weg of geef het doel een anker."
    assert faults == [
        f"{cell(3, 6)} linkt naar '#nergens-1', maar dat anker is er niet. {away}",
        f"{cell(4, 6)} linkt naar '#vertrouwen', maar dat anker is er niet. {away}",
        f"{cell(5, 6)} linkt naar '#vertrouwen', maar dat anker is er niet. {away}",
        f"{cell(6, 6)} linkt naar '#qqq', maar dat anker is er niet. {away}",
    ]


def test_an_anchor_or_key_that_stands_twice_is_refused():
    again = outcomes(caption="Nog eens")
    assert refusal(words("## Vertrouwen"), shown(outcomes()), shown(again)) == (
        f"{cell(5, 5)} geeft het anker 'tabel-uitkomsten' nog eens. "
        "Een anker staat eenmaal in het rapport.\n"
        f"{cell(5, 5)} geeft het anker 'beleid-1' nog eens. "
        "Een anker staat eenmaal in het rapport.\n"
        f"{cell(5, 5)} geeft het anker 'beleid-2' nog eens. "
        "Een anker staat eenmaal in het rapport."
    )


def test_a_caption_that_stands_twice_is_refused():
    assert refusal(shown(counts()), shown(counts(key="weer"))) == (
        f"{cell(4, 4)} herhaalt het bijschrift 'Uitkomsten per kant' van cel 3. "
        "Geef elk een eigen bijschrift: wie het hoort, ziet de rest niet."
    )
