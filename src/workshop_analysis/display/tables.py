"""A table as the report shows it: with caption, source, row headers, anchors and a download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar, Literal

import pandas as pd

from workshop_analysis.display import preview
from workshop_analysis.display.cells import Cell, cell_text, check_name, payload_cell
from workshop_analysis.display.mime import TABLE
from workshop_analysis.display.payloads import Bundle, Column, PayloadCell, TablePayload
from workshop_analysis.terms import LABELS

OWN_READING = "interpretatie van dit project"


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A table that a reader can trace, link to and download.

    One row per row of `frame`, every column in its order; a missing value is an empty cell.
    A value is a text, a number, a `Link`, or a list of texts and Links (one line each).
    `labels` gives columns their heading where `terms.LABELS` does not; `row_header` is the column
    that names the row (default: the first); `anchors` is one anchor or None per row, or the
    column that holds them; `interpretation` is True or the label to show.

    Raises
    ------
    ValueError
        In Dutch, for a researcher: an empty caption, a bad key, a value nobody can read, ...
    """

    frame: pd.DataFrame
    _: KW_ONLY
    key: str
    caption: str
    source: str
    labels: Mapping[str, str] | None = None
    row_header: str | None = None
    anchors: str | Sequence[str | None] | None = None
    interpretation: str | bool | None = None
    stamp: str | None = None
    note: str | None = None
    mime: ClassVar[str] = TABLE
    payload: TablePayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything and fix the payload."""
        check_name(self.key, what="De sleutel van een tabel")
        for what, text in (("bijschrift", self.caption), ("bron", self.source)):
            if not text.strip():
                raise ValueError(f"Tabel '{self.key}' heeft geen {what}. Geef er een.")
        _check_frame(self.frame, key=self.key)
        object.__setattr__(self, "payload", self._payload())
        self._check_row_headers()

    def cell(self, row_label: str, column: str) -> Cell:
        """Give the cell in the row with this row header, for a sentence to take its word from.

        Raises
        ------
        ValueError
            When the table has no such column, no such row, or more than one.
        """
        position = self._position(column)
        labels = self._row_labels()
        if labels.count(str(row_label)) != 1:
            found = labels.count(str(row_label))
            raise ValueError(
                f"Tabel '{self.key}' heeft {found or 'geen'} {'rijen' if found else 'rij'} "
                f"'{row_label}'. De rijen zijn: {_listed(labels)}."
            )
        value = self.payload["rows"][labels.index(str(row_label))][position]
        plain = value["value"] if isinstance(value, dict) else value
        return Cell(cell_text(value), plain, self.key, str(row_label), column)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            TABLE: self.payload,
            "text/html": preview.table_html(self.payload),
            "text/plain": preview.table_text(self.payload),
        }

    def _payload(self) -> TablePayload:
        rows = [
            [payload_cell(value) for value in row]
            for row in self.frame.astype(object).itertuples(index=False, name=None)
        ]
        return {
            "anchors": self._anchors(),
            "caption": self.caption,
            "columns": self._columns(rows),
            "interpretation": _reading(self.interpretation),
            "key": self.key,
            "note": self.note,
            "row_header": self._row_header(),
            "rows": rows,
            "source": self.source,
            "stamp": self.stamp,
        }

    def _columns(self, rows: list[list[PayloadCell]]) -> list[Column]:
        labels = {**LABELS, **(self.labels or {})}
        return [
            {"key": column, "kind": _kind(cells), "label": labels.get(column, column)}
            for column, cells in zip(self.frame.columns, zip(*rows, strict=True), strict=True)
        ]

    def _row_header(self) -> str:
        header = self.row_header or str(self.frame.columns[0])
        self._position(header)
        return header

    def _anchors(self) -> list[str | None]:
        if self.anchors is None:
            return [None] * len(self.frame)
        if isinstance(self.anchors, str):
            self._position(self.anchors)
            found = self.frame[self.anchors].tolist()
        else:
            found = list(self.anchors)
        if len(found) != len(self.frame):
            raise ValueError(
                f"Tabel '{self.key}' heeft {len(self.frame)} rijen en {len(found)} ankers. "
                "Geef elke rij een anker of None."
            )
        anchors = [None if pd.isna(anchor) else str(anchor) for anchor in found]
        for anchor in anchors:
            if anchor is not None:
                check_name(anchor, what=f"Een anker van tabel '{self.key}'")
        return anchors

    def _position(self, column: str) -> int:
        columns = list(self.frame.columns)
        if column not in columns:
            raise ValueError(
                f"Tabel '{self.key}' heeft geen kolom '{column}'. De kolommen zijn: "
                f"{_listed(columns)}."
            )
        return columns.index(column)

    def _row_labels(self) -> list[str]:
        position = self._position(self.payload["row_header"])
        return [cell_text(row[position]) for row in self.payload["rows"]]

    def _check_row_headers(self) -> None:
        for number, label in enumerate(self._row_labels(), start=1):
            if not label.strip():
                raise ValueError(
                    f"Tabel '{self.key}', rij {number}: de kolom '{self.payload['row_header']}' "
                    "geeft de rij haar naam, maar is leeg. Kies met row_header een andere kolom."
                )


def _check_frame(frame: pd.DataFrame, *, key: str) -> None:
    if frame.empty:
        raise ValueError(
            f"Tabel '{key}' is leeg. Toon ReportNothing met de reden als er niets te tonen is."
        )
    if not frame.columns.is_unique:
        double = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
        raise ValueError(
            f"Tabel '{key}' heeft een kolom twee keer: {_listed(double)}. Geef elk een eigen naam."
        )


def _kind(cells: Sequence[PayloadCell]) -> Literal["number", "text"]:
    found = [cell for cell in cells if cell is not None]
    return "number" if found and all(isinstance(c, int | float) for c in found) else "text"


def _reading(interpretation: str | bool | None) -> str | None:
    if interpretation is True:
        return OWN_READING
    if not interpretation:
        return None
    named = "interpretatie" in interpretation.casefold()
    return interpretation if named else f"interpretatie: {interpretation}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
