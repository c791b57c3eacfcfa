"""The HTML exporter: `jupyter nbconvert --to workshop-html`."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from traitlets import Unicode, default

from workshop_analysis.report.document import read_document
from workshop_analysis.report.page import render_html
from workshop_analysis.style import read_style

__all__ = ["WorkshopHTMLExporter", "render_html"]


class WorkshopHTMLExporter(TemplateExporter):
    """An executed report notebook as one accessible HTML file.

    Raises
    ------
    ReportError
        When the notebook holds what a report cannot carry.
    StyleError
        When the style file cannot be used.
    """

    export_from_notebook = "Rapport als HTML"
    output_mimetype = "text/html"
    style_path = Unicode("", help="Een eigen stijlbestand; leeg is de stijl van dit project.").tag(
        config=True
    )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # as in TemplateExporter itself
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert the notebook; nbconvert's own template step is left out."""
        copy, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        style = read_style(self.style_path or None)
        return render_html(read_document(copy), style=style), resources
