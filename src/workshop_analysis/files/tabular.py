"""A table that a person wrote, in any of the four forms of Dutch Excel, as one and the same table.

CSV with `,` in UTF-8, CSV with `;` in cp1252 or in UTF-8 with BOM, and .xlsx give equal frames.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from workshop_analysis.checks import (
    Checked,
    Fault,
    RawTable,
    SessionError,
    join,
    meant,
)
from workshop_analysis.files.letters import FORBIDDEN, forbidden_sign
from workshop_analysis.files.opened import OTHER_SHEETS, Written
from workshop_analysis.files.workbook_content import filled_cells
from workshop_analysis.terms import HEADERS

EXCEL = (".xlsx", ".xlsm")
WORKBOOKS = (*EXCEL, *OTHER_SHEETS)
TITLE_ROWS = 5
"""So many rows are searched for the header when the first row is something else."""
_TITLE = (
    "hier staat niet de kop: de namen van de kolommen staan op rij {row}. Haal de rijen 1 tot en "
    "met {last} weg, zodat de kop de eerste rij is."
)
LONGEST = 32767
"""So many characters fit in a cell of Excel."""
SAVE_AS = "Sla het bestand in Excel op als 'CSV UTF-8 (door komma's gescheiden)' of als .xlsx."

_CANONICAL = {name: name for name in HEADERS.values()} | HEADERS
_GARBLED = re.compile("Ã[\u0080-\u00bf\u0152-\u2122]|â€|\ufffd")
_MARKS = ("Ã", "â€", "\ufffd")
_DELIMITERS = {",": "komma's", ";": "puntkomma's", "\t": "tabs", "|": "staande strepen"}


@dataclass(frozen=True)
class Cells:
    """The cells of a file as text: the header, and each row under it; row 2 is the first.

    `suspect` is False when no letter was read with the wrong encoding, which saves a search.
    """

    header: list[str]
    rows: list[list[str]]
    suspect: bool = True


def scan_table(file: Written, *, sheet: str | None = None) -> Checked[RawTable]:
    """Return a table as somebody wrote it, as far as it can be read, and what is wrong with it.

    One row per row that holds anything; every cell is text, an empty cell is missing (NaN), the
    index is the row as the spreadsheet shows it (the header is row 1). Columns have canonical
    names.
    """
    if file.problem:
        fault = Fault(file.name, file.problem)
        return Checked(RawTable(file.name, pd.DataFrame()), (fault,))
    try:
        cells = _workbook_cells(file, sheet) if _is_workbook(file) else _csv_cells(file)
    except SessionError as error:
        return Checked(RawTable(file.name, pd.DataFrame()), error.faults)
    if (row := _header_row(cells)) > 1:
        fault = Fault(file.name, _TITLE.format(row=row, last=row - 1), 1)
        return Checked(RawTable(file.name, pd.DataFrame()), (fault,))
    return _named(file, _within(cells))


def canonical(header: str) -> str | None:
    """Return the canonical column for a header in Dutch or English, or None when it is unknown."""
    return _CANONICAL.get(" ".join(header.casefold().split()))


# -- from cells to a table with names ---------------------------------------------------------


def _header_row(cells: Cells) -> int:
    """Return the row with the names of the columns: the first, unless a title stands above it."""
    told = [_known_names(row) for row in (cells.header, *cells.rows[:TITLE_ROWS])]
    best = max(told)
    return told.index(best) + 1 if told[0] == 0 and best >= 2 else 1


def _known_names(row: list[str]) -> int:
    return sum(canonical(cell) is not None for cell in row)


def _within(cells: Cells) -> Cells:
    """Leave out the columns at the end in which nothing stands, header nor cell."""
    width = len(cells.header)
    last = max((_filled(row[:width]) for row in (cells.header, *cells.rows)), default=0)
    return replace(cells, header=cells.header[:last])


def _filled(row: list[str]) -> int:
    """Return how many cells there are up to the last one that holds anything."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)


def _named(file: Written, cells: Cells) -> Checked[RawTable]:
    everything = _frame(cells)
    headers = _headers(cells.header, everything)
    names = {place: canonical(text) or text for place, text in headers.items()}
    first = {name: place for place, name in reversed(names.items())}
    places = [place for place, name in names.items() if first[name] == place]
    frame = everything.loc[everything.notna().any(axis=1), places]
    table = RawTable(
        name=file.name,
        frame=frame.set_axis([names[place] for place in places], axis=1),
        written={names[place]: headers[place] for place in places},
        unknown=tuple(headers[place] for place in places if canonical(headers[place]) is None),
        sha256=file.sha256,
    )
    doubled = [headers[place] for place in names if place not in places]
    faults = (
        *(*_doubled(table, doubled), *_overfull(table, cells)),
        *(*_too_long(table), *_garbled(table, cells), *_forbidden(table)),
    )
    return Checked(table, faults, (*_blank_rows(table), *_short_rows(table, cells)))


def _frame(cells: Cells) -> pd.DataFrame:
    width = len(cells.header)
    padded = [
        [cell if cell.strip() else None for cell in (*row, *[""] * (width - len(row)))][:width]
        for row in cells.rows
    ]
    index = pd.RangeIndex(2, len(padded) + 2)
    return pd.DataFrame(padded, index=index, columns=range(width), dtype="str")


def _headers(header: list[str], frame: pd.DataFrame) -> dict[int, str]:
    """Return each column's place and its header; a column without header or cells falls away."""
    return {
        place: text.strip() or f"kolom {_letter(place)}"
        for place, text in enumerate(header)
        if text.strip() or frame[place].notna().any()
    }


def _letter(place: int) -> str:
    rest, letter = divmod(place, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + letter)


def _doubled(table: RawTable, doubled: list[str]) -> list[Fault]:
    return [
        table.fault(
            f"kolom '{text}' staat er twee keer (ook als "
            f"'{table.written[canonical(text) or text]}'). Laat er één staan."
        )
        for text in doubled
    ]


def _overfull(table: RawTable, cells: Cells) -> list[Fault]:
    width = len(cells.header)
    return [
        table.fault(
            f"deze rij heeft {len(row)} cellen en de kop {width}. "
            "Zet een tekst met een komma of puntkomma tussen dubbele aanhalingstekens, of vul de "
            "kop aan.",
            row=number,
        )
        for number, row in enumerate(cells.rows, start=2)
        if len(row) > width and any(cell.strip() for cell in row[width:])
    ]


def _too_long(table: RawTable) -> list[Fault]:
    return [
        table.fault(
            f"deze tekst heeft {len(text)} tekens. Meer dan {LONGEST} past niet in een cel van "
            "Excel. Kort hem in.",
            row=row,
            column=name,
        )
        for name in map(str, table.frame)
        for row, text in _longer(table.frame[name])
    ]


def _forbidden(table: RawTable) -> list[Fault]:
    return [
        table.fault(forbidden_sign(text), row=row, column=name)
        for name in map(str, table.frame)
        for row, text in _matching(table.frame[name], FORBIDDEN)
    ]


def _longer(column: pd.Series[str]) -> list[tuple[int, str]]:
    found = column[column.str.len().gt(LONGEST)]
    return list(zip(found.index.tolist(), found.tolist(), strict=True))


def _garbled(table: RawTable, cells: Cells) -> list[Fault]:
    columns = [str(name) for name in table.frame] if cells.suspect else []
    return [
        table.fault(
            f"'{_word(text)}' is verminkt: de letters zijn met de verkeerde tekenset gelezen. "
            f"Typ deze tekst opnieuw. {SAVE_AS}",
            row=row,
            column=name,
        )
        for name in columns
        for row, text in _matching(table.frame[name], _GARBLED)
    ]


def _matching(column: pd.Series[str], pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    found = column[column.str.contains(pattern, na=False)]
    return list(zip(found.index.tolist(), found.tolist(), strict=True))


def _word(text: str) -> str:
    return next((word for word in text.split() if _GARBLED.search(word)), text)


def _blank_rows(table: RawTable) -> list[str]:
    rows = table.frame.index
    if rows.empty or rows[-1] - 1 == len(rows):
        return []
    blank = [row for row in range(2, rows[-1]) if row not in rows]
    return [
        f"{table.name}: {_rows(blank)} leeg en {'telt' if len(blank) == 1 else 'tellen'} niet mee."
    ]


def _short_rows(table: RawTable, cells: Cells) -> list[str]:
    width = len(cells.header)
    filled = set(table.frame.index)
    short = [n for n, row in enumerate(cells.rows, start=2) if len(row) < width and n in filled]
    if not short:
        return []
    return [
        f"{table.name}: {_rows(short)} korter dan de kop; de laatste cellen zijn als leeg gelezen."
    ]


def _rows(rows: list[int]) -> str:
    shown = [str(row) for row in rows[:10]] + ([f"nog {len(rows) - 10}"] if len(rows) > 10 else [])
    return f"rij {shown[0]} is" if len(shown) == 1 else f"rijen {join(shown, last='en')} zijn"


# -- CSV --------------------------------------------------------------------------------------


def _csv_cells(file: Written) -> Cells:
    text = _text(file).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", first):  # Excel's own hint; Excel does not show it as a row
        text = rest
    rows = _records(file, text, delimiter=_delimiter(file, text))
    return Cells(rows[0], rows[1:], suspect=any(mark in text for mark in _MARKS))


def _text(file: Written) -> str:
    raw = file.content
    if raw.startswith(b"PK\x03\x04"):
        raise _refusal(file, "dit is een Excel-bestand. Geef het een naam die op .xlsx eindigt.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:1000]:
        raise _refusal(file, f"dit bestand is opgeslagen als UTF-16 ('Unicode-tekst'). {SAVE_AS}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows_text(file)


def _windows_text(file: Written) -> str:
    try:
        return file.content.decode("cp1252")
    except UnicodeDecodeError:
        raise _refusal(
            file,
            f"de tekens in dit bestand zijn niet te lezen (geen UTF-8 en geen cp1252). {SAVE_AS}",
        ) from None


def _delimiter(file: Written, text: str) -> str:
    if not text.strip():
        raise _refusal(file, "dit bestand is leeg. Zet op de eerste rij de namen van de kolommen.")

    csv.field_size_limit(max(len(text), 131072))  # how long a text may be is judged later

    def known_headers(delimiter: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), TITLE_ROWS + 1))
        best = max(rows, key=_known_names, default=[])
        return _known_names(best), len(rows[0] if rows else [])

    best = max(_DELIMITERS, key=known_headers)
    if best not in ",;":
        raise _refusal(file, f"de kolommen zijn gescheiden door {_DELIMITERS[best]}. {SAVE_AS}")
    return best


def _records(file: Written, text: str, *, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error:
        raise _refusal(
            file,
            "hier gaat iets mis met dubbele aanhalingstekens. Zet ze om de hele cel, en schrijf "
            'een aanhalingsteken in de tekst dubbel: "".',
            row=len(rows) + 1,
        ) from None
    return rows


def _refusal(file: Written, message: str, *, row: int | None = None) -> SessionError:
    return SessionError([Fault(file.name, message, row)])


# -- spreadsheets -----------------------------------------------------------------------------


def _is_workbook(file: Written) -> bool:
    return file.ending in WORKBOOKS


def _workbook_cells(file: Written, sheet: str | None) -> Cells:
    content = filled_cells(file) if file.ending in EXCEL else file.content
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        page = workbook.get_sheet_by_name(_sheet_name(file, workbook, sheet))
        values = page.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):  # a part of it may be damaged too
        what = "dit Excel-bestand" if file.ending in EXCEL else "dit bestand"
        message = f"{what} is beschadigd of beveiligd. Sla het opnieuw op, zonder wachtwoord."
        raise _refusal(file, message) from None
    if not values:
        raise _refusal(file, "dit blad is leeg. Zet op de eerste rij de namen van de kolommen.")
    rows = [[_cell_text(value) for value in row] for row in values]
    return Cells(rows[0], rows[1:])


def _sheet_name(file: Written, workbook: CalamineWorkbook, sheet: str | None) -> str:
    names = tuple(workbook.sheet_names)
    if sheet is None or sheet in names:
        return sheet or names[0]
    near = meant(sheet, names) or f"Dit bestand heeft: {join(names, last='en')}."
    raise _refusal(file, f"blad '{sheet}' bestaat niet. {near}")


def _cell_text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return str(value)
