"""The report as `jupyter nbconvert` makes it: `--to workshop-html` and `--to workshop-pdf`."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Unicode, default

from workshop_analysis.report.blocks import Document
from workshop_analysis.report.document import read_document
from workshop_analysis.report.page import render_html
from workshop_analysis.report.press import print_pdf
from workshop_analysis.style import Style, read_style

Resources = dict[str, Any]


class WorkshopExporter(Exporter):
    """What both exporters share: the notebook becomes a document, the document one file.

    Raises
    ------
    ReportError
        When the notebook holds what a report cannot carry: every fault with its cell.
    StyleError
        When the style file cannot be used.
    """

    style_path = Unicode("", help="Een eigen stijlbestand; leeg is de stijl van dit project.").tag(
        config=True
    )

    def from_notebook_node(  # type: ignore[override]  # a file, as in nbconvert itself
        self, nb: NotebookNode, resources: Resources | None = None, **kw: Any
    ) -> tuple[str | bytes, Resources]:
        """Return the file, and nbconvert's resources."""
        notebook, known = super().from_notebook_node(nb, resources, **kw)
        return self._made(read_document(notebook), read_style(self.style_path or None)), known

    def _made(self, document: Document, style: Style) -> str | bytes:
        raise NotImplementedError


class WorkshopHTMLExporter(WorkshopExporter):
    """An executed report notebook as one accessible HTML file."""

    export_from_notebook = "Rapport als HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _html_extension(self) -> str:
        return ".html"

    def _made(self, document: Document, style: Style) -> str:
        return render_html(document, style=style)


class WorkshopPDFExporter(WorkshopExporter):
    """An executed report notebook as one accessible PDF, fit for the archive."""

    export_from_notebook = "Rapport als PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _pdf_extension(self) -> str:
        return ".pdf"

    def _made(self, document: Document, style: Style) -> bytes:
        return print_pdf(document, style=style)
