"""A table payload → Typst code, with column widths that fit what the cells hold."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_analysis.display.cells import cell_lines, cell_text
from workshop_analysis.display.payloads import Column, Line, PayloadCell, TablePayload
from workshop_analysis.report.blocks import Legend, Table
from workshop_analysis.report.columns import Columns, fit
from workshop_analysis.report.typst_code import anchored, array, call, content, string
from workshop_analysis.report.typst_prose import link

MEASURE, WIDEST = 134.0, 158.0  # in mm: the running text, and the text with part of its margin
TOGETHER, TALLEST_ROW = 90.0, 110.0  # in mm: a table, a row that is not divided over two pages
_SHORT_NAME = 40  # characters: longer names of rows are sentences, and not set in bold
MM_PER_POINT = 25.4 / 72


def table_code(table: Table, *, sizes: Sequence[float]) -> str:
    """Write a table with its caption; the first of `sizes` (in points) that fits is used."""
    payload = table.payload
    size, columns = _fitted(payload, sizes=sizes)
    heights = [height * size * MM_PER_POINT for height in columns.heights]
    return call(
        "report-table",
        caption(table.legend),
        call("table.header", *(_head(column) for column in payload["columns"])),
        *(code for row in range(len(heights) - 1) for code in _row(payload, row, heights[row + 1])),
        columns=array(f"{width:g}em" for width in columns.widths),
        hyphenate=array("true" if broken else "false" for broken in columns.hyphenate),
        align=array("right" if c["kind"] == "number" else "left" for c in payload["columns"]),
        bold=_bold(payload),
        size=f"{size:g}pt",
        start=f"{min(_caption_height(table.legend) + sum(heights[:4]), TOGETHER):.1f}mm",
        together="true" if sum(heights) <= TOGETHER else "false",
    )


def caption(legend: Legend) -> str:
    """Write a caption: the labels a reader must not miss, the title, a note and the source."""
    return call(
        "legend",
        string(legend.title),
        place=call("anchor", string(legend.anchor)),
        source=string(legend.source),
        note=_optional(legend.note),
        reading=_optional(legend.reading),
        made_up=_optional(legend.stamp),
    )


def _caption_height(legend: Legend) -> float:
    """Estimate the height of a caption in mm: title and source, a line per note, the labels."""
    labels = [legend.stamp, legend.reading]
    return 13.0 + 8.0 * sum(map(bool, labels)) + 4.0 * bool(legend.note)


def row_header(payload: TablePayload) -> int:
    """Give the position of the column that names the rows."""
    return [column["key"] for column in payload["columns"]].index(payload["row_header"])


def _bold(payload: TablePayload) -> str | None:
    """Give the position of the column that names the rows, where those names are short."""
    position = row_header(payload)
    longest = max(len(cell_text(row[position])) for row in payload["rows"])
    return str(position) if longest <= _SHORT_NAME else None


def _fitted(payload: TablePayload, *, sizes: Sequence[float]) -> tuple[float, Columns]:
    texts = [[[column["label"]] for column in payload["columns"]]]
    texts += [[[line["text"] for line in cell_lines(c)] for c in row] for row in payload["rows"]]
    for size in sizes:
        em = size * MM_PER_POINT
        columns = fit(texts, measure=MEASURE / em, widest=WIDEST / em)
        if not any(columns.hyphenate):
            break
    return size, columns


def _head(column: Column) -> str:
    return string(column["label"])


def _row(payload: TablePayload, row: int, height: float) -> list[str]:
    breakable = "true" if height > TALLEST_ROW else "false"
    anchor, header = payload["anchors"][row], row_header(payload)
    return [
        call(
            "table.cell",
            anchored(_cell(cell), anchor if position == header else None),
            breakable=breakable,
        )
        for position, cell in enumerate(payload["rows"][row])
    ]


def _cell(cell: PayloadCell) -> str:
    lines = [_line(line) for line in cell_lines(cell)]
    return lines[0] if len(lines) == 1 else content(call("par", line) for line in lines)


def _line(line: Line) -> str:
    words = string(line["text"])
    return link(f"#{line['target']}", words) if line["target"] else words


def _optional(text: str | None) -> str | None:
    return string(text) if text else None
