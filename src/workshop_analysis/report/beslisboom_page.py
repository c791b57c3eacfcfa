"""The advice of the decision tree as an accessible page, by the same engine as the report."""

from __future__ import annotations

import re

from babel.dates import format_date

from workshop_analysis.beslisboom import Advice, Page, Section, Tree, advice_page
from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.display.objects import ReportFront, ReportText
from workshop_analysis.report.blocks import Document
from workshop_analysis.report.document import page_document
from workshop_analysis.style import Style, read_style

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^:@])")


def advice_document(tree: Tree, advice: Advice) -> Document:
    """Return the advice as the document from which both HTML and PDF are made.

    One heading per section of the page; the advice in short comes first, the way to it last.
    """
    page = advice_page(advice)
    shown = LoosePage(
        name="advies",
        opening=(
            f"# {_plain(page.title)}",
            _front(tree, page),
            ReportText(page.lead, cells={}, role="lead"),
        ),
        blocks=(
            *map(_section, page.sections),
            f"**{_plain(page.closing)}**",
            ReportText(page.origin, cells={}, role="note"),
        ),
        one_page=True,
    )
    return page_document(shown)


def advice_html(tree: Tree, advice: Advice, style: Style | None = None) -> bytes:
    """Return the advice as one HTML file that needs nothing else; equal answers, equal bytes."""
    from workshop_analysis.report.page import render_html

    document = advice_document(tree, advice)
    return render_html(document, style=style or read_style()).encode("utf-8")


def advice_pdf(tree: Tree, advice: Advice, style: Style | None = None) -> bytes:
    """Return the advice as a PDF/UA-1 and PDF/A-2a file; equal answers, equal bytes."""
    from workshop_analysis.report.press import print_pdf

    return print_pdf(advice_document(tree, advice), style=style)


def _front(tree: Tree, page: Page) -> ReportFront:
    """Return what stands on the front; its date is that of the tree."""
    mailbox = tree.finish.mailbox
    assert mailbox is not None, "the finish is the way out with a mailbox"
    return ReportFront(
        page.title,
        subtitle=tree.subtitle,
        date_text=str(format_date(tree.edition.date, format="long", locale="nl_NL")),
        version=tree.edition.version,
        publication_date=tree.edition.date,
        contact=mailbox,
        keywords=("burgers betrekken", "participatie", "beslisboom"),
    )


def _section(section: Section) -> str:
    """Return a section as Markdown; a list never runs into the lines around it."""
    items = "\n".join(f"- {_linked(item)}" for item in section.items)
    paragraphs = [*map(_linked, section.lines), *([items] if items else [])]
    return "\n\n".join([f"## {_plain(section.heading)}", *paragraphs])


def _linked(text: str) -> str:
    """Return a text as Markdown in which an e-mail address can be clicked."""
    parts = re.split(r"([\w.]+@[\w.]+\w)", text)
    return "".join(
        f"[{_plain(part)}](mailto:{part})" if place % 2 else _plain(part)
        for place, part in enumerate(parts)
    )


def _plain(text: str) -> str:
    """Return a text as Markdown that means nothing but itself."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)
