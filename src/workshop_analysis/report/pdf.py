"""The nbconvert exporter `workshop-pdf`: an executed notebook → an accessible PDF."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from traitlets import Unicode, default

from workshop_analysis.report.document import read_document
from workshop_analysis.report.press import print_pdf
from workshop_analysis.style import read_style


class WorkshopPDFExporter(TemplateExporter):
    """Prints an executed notebook as a PDF (`jupyter nbconvert --to workshop-pdf`)."""

    export_from_notebook = "Rapport als PDF"
    output_mimetype = "application/pdf"
    style_path = Unicode("", help="Een eigen stijlbestand; leeg is de stijl van dit project.").tag(
        config=True
    )

    @default("file_extension")
    def _pdf_extension(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # a PDF is bytes, as in nbconvert's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Give the bytes of the PDF, and nbconvert's resources.

        Raises
        ------
        ReportError
            When the notebook cannot become a report: every fault with its cell.
        """
        notebook, known = Exporter.from_notebook_node(self, nb, resources, **kw)
        document = read_document(notebook)
        return print_pdf(document, style=read_style(self.style_path or None)), known
