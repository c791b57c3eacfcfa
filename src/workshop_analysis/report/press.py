"""A document → the bytes of its PDF: compiled by Typst, then tagged where Typst cannot."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

from workshop_analysis.report.blocks import Document, ReportError
from workshop_analysis.report.typst_source import TypstSource, render_typst
from workshop_analysis.style import Style, read_style, spare_letters

STANDARDS: list[Any] = ["ua-1", "a-2a"]
_MAIN = "main.typ"


def print_pdf(document: Document, *, style: Style | None = None) -> bytes:
    """Print a document as one accessible PDF for the archive (PDF/UA-1 and PDF/A-2a).

    Equal documents give equal bytes: the only date in the file is the publication date.

    Raises
    ------
    ReportError
        When Typst refuses the document, with the block that it refused.
    """
    from workshop_analysis.report.tagging import name_rows

    chosen = style or read_style()
    written = render_typst(document, style=chosen)
    # HTML shows every sign a browser has; paper has the letters of two families.
    source = replace(written, text=chosen.font.named(written.text, fallback=True))
    published = datetime.date.fromisoformat(document.front["publication_date"])
    compiled = compile_pdf(source, style=chosen, published=published)
    return name_rows(compiled, row_headers=source.row_headers)


def compile_pdf(source: TypstSource, *, style: Style, published: datetime.date) -> bytes:
    """Compile Typst source with the fonts of the style; a letter they lack comes from a spare."""
    import typst

    noon = datetime.datetime.combine(published, datetime.time(12), tzinfo=datetime.UTC)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(style.font.folder), str(spare_letters().parent)],
    )
    project: Any = {_MAIN: source.text.encode(), **source.pictures}
    try:
        pdf, warnings = typst.compile_with_warnings(
            project, font_paths=fonts, format="pdf", pdf_standards=STANDARDS, timestamp=noon
        )
    except typst.TypstError as error:
        raise ReportError((_explained(error, source=source),)) from error
    if warnings:  # of a page number that did not settle, for one: the PDF would be wrong
        raise ReportError(tuple(_explained(warning, source=source) for warning in warnings))
    return bytes(pdf)


def _explained(error: Exception, *, source: TypstSource) -> str:
    letter = re.search(r"the text `\"(.)", str(error))
    if letter:
        return _without_letter(letter.group(1), source=source)
    found = re.search(rf"{_MAIN}:(\d+)", str(getattr(error, "diagnostic", "")))
    place = source.block_at(int(found.group(1))) if found else "het rapport"
    return f"Van {place} kan geen PDF gemaakt worden. Typst meldt: {error}"


def _without_letter(letter: str, *, source: TypstSource) -> str:
    lines = source.text.splitlines()
    number = next((n for n, line in enumerate(lines, start=1) if letter in line), 1)
    place = source.block_at(number)
    return (
        f"{place[:1].upper()}{place[1:]} bevat het teken '{letter}' (U+{ord(letter):04X}). Het "
        "lettertype van de PDF heeft dat niet. Haal het weg of schrijf het in woorden."
    )
