"""What Typst cannot tag yet: the cell that names a row of a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf


def name_rows(pdf: bytes, *, row_headers: Sequence[int | None]) -> bytes:
    """Turn the cell that names its row into a header cell, in every table that has such a column.

    `row_headers` has a column position, or None, for each table of the PDF in reading order. The
    other cells of the row refer to the new header too. Equal input gives equal bytes.

    Raises
    ------
    ValueError
        When the PDF does not hold that many tables.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        tree = file.Root.StructTreeRoot
        names = pikepdf.NameTree(tree.IDTree) if "/IDTree" in tree else None
        for table, (element, column) in enumerate(
            zip(find(tree, "/Table"), row_headers, strict=True), start=1
        ):
            if column is not None and names is not None:
                _name_rows(element, column=column, table=table, names=names)
        target = io.BytesIO()
        file.save(
            target,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return target.getvalue()


def find(element: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Give every structure element of a kind ("/Table") below this one, in reading order."""
    for child in children(element):
        if child.get("/S") == kind:
            yield child
        yield from find(child, kind)


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """List the structure elements right below this one."""
    below = element.get("/K", pikepdf.Array())
    several = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [child for child in several if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def _name_rows(
    element: pikepdf.Object, *, column: int, table: int, names: pikepdf.NameTree
) -> None:
    for body in find(element, "/TBody"):
        for number, row in enumerate(find(body, "/TR"), start=1):
            cells = children(row)
            name = f"rij {table}.{number}"
            _make_header(cells[column], name=name)
            names[name] = cells[column]
            for cell in cells[:column] + cells[column + 1 :]:
                _table_attributes(cell).Headers.append(pikepdf.String(name))


def _make_header(cell: pikepdf.Object, *, name: str) -> None:
    cell.S = pikepdf.Name.TH
    cell.ID = pikepdf.String(name)
    _table_attributes(cell).Scope = pikepdf.Name.Row


def _table_attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """Give the cell's attributes as a table cell; Typst always writes them."""
    return next(found for found in cell.A if found.get("/O") == "/Table")
