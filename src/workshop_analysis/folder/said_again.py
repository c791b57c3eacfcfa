"""What a file says again of a contribution must be what the session itself says of it.

Ids such as b001 return in every session, so an id alone does not tell a file of another session.
"""

from __future__ import annotations

import re

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable

_SAID = {
    "text": ("een andere tekst", ": is dit het bestand van een andere sessie?"),
    "kind": ("een andere soort", ". Maak die twee gelijk."),
    "side": ("een andere kant", ". Maak die twee gelijk."),
}


def said_again(table: RawTable, *, records: Checked[pd.DataFrame], source: str) -> list[Fault]:
    """Return a fault for each column in which a table says other things than the records do.

    Only what a spreadsheet changes by itself is overlooked: line ends, blanks that do not break
    and blanks at the end. An empty cell says nothing, and is not compared. `source` is the file of
    the records.
    """
    known = records.value.dropna(subset=["id"]).drop_duplicates("id").set_index("id")
    name = "id" if "id" in table.frame else "record"
    if name not in table.frame or known.empty:
        return []
    found = (
        _differs(table, known[column], name, source) for column in _SAID if column in table.frame
    )
    return [fault for fault in found if fault is not None]


def plain(text: str) -> str:
    """Return a text without what a spreadsheet changes in it by itself."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return re.sub(r"\s+$", "", "\n".join(line.rstrip() for line in lines))


def _differs(table: RawTable, own: pd.Series[str], name: str, source: str) -> Fault | None:
    column = str(own.name)
    here = table.frame[column].map(plain, na_action="ignore")
    there = table.frame[name].map(own.map(plain, na_action="ignore"))
    exists = table.frame[name].isin(own.index) & here.notna()
    rows = table.frame.index[exists & here.ne(there)]
    if not len(rows):
        return None
    what, way_out = _SAID[column]
    first, times = table.frame.loc[rows[0], name], f"{len(rows)} keer"
    message = f"bij '{first}' staat hier {what} dan in {source} ({times}){way_out}"
    return table.fault(message, row=int(rows[0]), column=column)
