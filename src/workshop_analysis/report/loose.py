"""A publication that no notebook tells: words and display objects in order, as HTML and PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.report.manifest import made_with, sha256
from workshop_analysis.report.publish import (
    FIGURES,
    HTML,
    PDF,
    WRITE,
    Progress,
    Publication,
)
from workshop_analysis.report.shelf import Shelf

STEPS = (HTML, PDF, FIGURES, WRITE)


def publish_loose(
    page: LoosePage, *, output: Path, progress: Progress = lambda step, part: None
) -> Publication:
    """Publish the page in the output folder, and return where it stands.

    Raises
    ------
    ReportError
        When the page holds what a report cannot carry; then nothing was written.
    OutputRefused
        When the output folder cannot be written, or holds files that are not ours.
    """
    shelf = Shelf(output)
    shelf.open()
    files = _files(page, progress=progress)
    progress(WRITE, 0)
    stem = f"{page.stamp}{page.name}"
    manifest = {f"{stem}.manifest.json": _manifest(page, files)}
    html, pdf, *figures, last = shelf.place(files | manifest, manifest=f"{stem}.manifest.json")
    return Publication(html, pdf, last, tuple(figures), ())


def _files(page: LoosePage, *, progress: Progress) -> dict[str, bytes]:
    from workshop_analysis.report.document import page_document
    from workshop_analysis.report.figure_files import figure_files
    from workshop_analysis.report.page import render_html
    from workshop_analysis.report.press import print_pdf
    from workshop_analysis.style import read_style

    style, stem = read_style(), f"{page.stamp}{page.name}"
    progress(HTML, 0)
    document = page_document(page)
    files = {f"{stem}.html": render_html(document, style=style).encode()}
    progress(PDF, 0)
    files |= {f"{stem}.pdf": print_pdf(document, style=style)}
    progress(FIGURES, 0)
    figures = figure_files(document, style=style, stamp=page.stamp)
    return files | {f"figuren/{page.name}/{each}": figures[each] for each in figures}


def _manifest(page: LoosePage, files: Mapping[str, bytes]) -> bytes:
    content = {
        "name": page.name,
        "inputs": dict(page.inputs),
        "outputs": {name: sha256(file) for name, file in files.items()},
        "made_with": made_with(),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
