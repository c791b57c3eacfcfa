"""A publication that no notebook tells: words and display objects in order, as HTML and PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_analysis.display.loose_page import Block, LoosePage
from workshop_analysis.display.mime import EVERY
from workshop_analysis.report.cell_blocks import FIRST_PAGE
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

if TYPE_CHECKING:
    from workshop_analysis.report.blocks import Document

STEPS = (HTML, PDF, FIGURES, WRITE)


def loose_document(page: LoosePage) -> Document:
    """Return the page as the document from which both HTML and PDF are made."""
    from workshop_analysis.report.document import read_document

    first = [_cell(block, tags=[FIRST_PAGE]) for block in page.opening]
    return read_document({"cells": [*first, *(_cell(block, tags=[]) for block in page.blocks)]})


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
    from workshop_analysis.report.figure_files import figure_files
    from workshop_analysis.report.page import render_html
    from workshop_analysis.report.press import print_pdf
    from workshop_analysis.style import read_style

    style, stem = read_style(), f"{page.stamp}{page.name}"
    progress(HTML, 0)
    document = loose_document(page)
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


def _cell(block: Block, *, tags: list[str]) -> dict[str, Any]:
    """Return the block as the notebook cell that would show it."""
    cell: dict[str, Any] = {"metadata": {"tags": tags}, "source": ""}
    if isinstance(block, str):
        return cell | {"cell_type": "markdown", "source": block}
    data = {mime: shown for mime, shown in _bundle(block).items() if mime in EVERY}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return cell | {"cell_type": "code", "outputs": [output]}


def _bundle(block: Any) -> dict[str, Any]:
    return dict(block._repr_mimebundle_())
