"""How a display object looks in JupyterLab and in plain text: HTML without classes or ids."""

from __future__ import annotations

import base64
from html import escape

from workshop_analysis.display.cells import SHORT_TEXT, cell_lines, cell_text
from workshop_analysis.display.payloads import (
    Column,
    FigurePayload,
    Filled,
    FrontPayload,
    Line,
    PayloadCell,
    TablePayload,
    TextPayload,
)

_TABLE = "border-collapse: collapse; margin: 0.5em 0; max-width: 60em"
_CAPTION = "caption-side: top; text-align: left; font-weight: 600; padding: 0.3em 0"
_CELL = (
    "text-align: {}; vertical-align: top; overflow-wrap: break-word; "
    "white-space: {}; padding: 0.3em 1em 0.3em 0; border-bottom: 1px solid #d6d2c8; font-weight: {}"
)
_NOTE = "font-size: 0.9em; color: #4c5866; margin: 0.2em 0"


def table_html(payload: TablePayload) -> str:
    """Show a table payload with wrapping text, headers and caption."""
    head = "".join(_header(column) for column in payload["columns"])
    body = "".join(f"<tr>{_row(row, payload=payload)}</tr>" for row in payload["rows"])
    return (
        f'{_labels(payload["stamp"], payload["interpretation"])}<table style="{_TABLE}">'
        f'<caption style="{_CAPTION}">{escape(payload["caption"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_notes(payload)}"
    )


def table_text(payload: TablePayload) -> str:
    """Write a table payload as plain lines: caption, headings, then one line a row."""
    lines = [" | ".join(column["label"] for column in payload["columns"])]
    lines += [" | ".join(cell_text(cell) for cell in row) for row in payload["rows"]]
    return "\n".join([f"Tabel: {payload['caption']}", *lines, f"Bron: {payload['source']}"])


def figure_html(payload: FigurePayload) -> str:
    """Show a figure payload as a picture with its alternative text, numbers below it."""
    picture = base64.b64encode(payload["svg_wide"].encode()).decode()
    return (
        f'<figure style="margin: 0.5em 0">{_labels(payload["stamp"], payload["interpretation"])}'
        f'<img alt="{escape(payload["alt"])}" style="max-width: 100%" '
        f'src="data:image/svg+xml;base64,{picture}">'
        f"<figcaption>{escape(payload['caption'])}</figcaption></figure>"
        f"<details><summary>Deze figuur als tabel</summary>"
        f"{table_html(payload['table'])}</details>"
    )


def figure_text(payload: FigurePayload) -> str:
    """Write a figure payload as its caption and alternative text."""
    return f"Figuur: {payload['caption']}\n{payload['alt']}\nBron: {payload['source']}"


def sentence_html(payload: TextPayload) -> str:
    """Show a text payload as a paragraph; what came from a table is not marked."""
    body = "".join(
        escape(part) if isinstance(part, str) else _linked(part) for part in payload["parts"]
    )
    return f"<p>{body}</p>"


def sentence_text(payload: TextPayload) -> str:
    """Write a text payload as one plain sentence."""
    return "".join(part if isinstance(part, str) else part["text"] for part in payload["parts"])


def front_html(payload: FrontPayload) -> str:
    """Show what stands on the front of the report."""
    lines = [payload["date_text"], f"versie {payload['version']}", payload["contact"]]
    return (
        f"{_labels(payload['stamp'])}<p><strong>{escape(payload['title'])}</strong><br>"
        f"{escape(payload['subtitle'])}</p>"
        f'<p style="{_NOTE}">{escape(" · ".join(lines))}</p>'
    )


def _header(column: Column) -> str:
    look = _style(column, text=column["label"], bold=True)
    return f'<th scope="col" style="{look}">{escape(column["label"])}</th>'


def _row(row: list[PayloadCell], *, payload: TablePayload) -> str:
    named = payload["row_header"]
    return "".join(
        _cell(cell, column=column, is_header=column["key"] == named)
        for cell, column in zip(row, payload["columns"], strict=True)
    )


def _cell(cell: PayloadCell, *, column: Column, is_header: bool) -> str:
    opening, closing = ('th scope="row"', "th") if is_header else ("td", "td")
    look = _style(column, text=cell_text(cell), bold=is_header)
    return f'<{opening} style="{look}">{_lines(cell)}</{closing}>'


def _style(column: Column, *, text: str, bold: bool) -> str:
    side = "right" if column["kind"] == "number" else "left"
    space = "nowrap" if len(text) <= SHORT_TEXT else "normal"
    return _CELL.format(side, space, 600 if bold else 400)


def _lines(cell: PayloadCell) -> str:
    return "<br>".join(_linked(line) for line in cell_lines(cell))


def _linked(part: Line | Filled) -> str:
    text = escape(part["text"])
    return f'<a href="#{part["target"]}">{text}</a>' if part["target"] else text


def _labels(*labels: str | None) -> str:
    return "".join(f"<p><strong>{escape(label)}</strong></p>" for label in labels if label)


def _notes(payload: TablePayload) -> str:
    notes = [payload["note"], f"Bron: {payload['source']}"]
    return "".join(f'<p style="{_NOTE}">{escape(note)}</p>' for note in notes if note)
