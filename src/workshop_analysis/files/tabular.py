"""A table that a person wrote, in any of the four forms of Dutch Excel, as one and the same table.

CSV with `,` in UTF-8, CSV with `;` in cp1252 or in UTF-8 with BOM, and .xlsx give equal frames.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
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
    nearest,
)
from workshop_analysis.terms import HEADERS

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


def read_table(path: Path | str, sheet: str | None = None) -> RawTable:
    """Return a table as somebody wrote it, with canonical column names.

    One row per row that holds anything; every cell is text, an empty cell is missing (NaN), the
    index is the row as the spreadsheet shows it (the header is row 1).

    Raises
    ------
    SessionError
        With every reason why the file cannot be read as a table.
    """
    return scan_table(Path(path), sheet=sheet).accept()


def scan_table(path: Path, *, sheet: str | None = None) -> Checked[RawTable]:
    """Return the table as far as it can be read, with everything that is wrong with its form."""
    try:
        raw = path.read_bytes()
        cells = _workbook_cells(path, raw, sheet) if _is_workbook(path) else _csv_cells(path, raw)
    except OSError:
        fault = Fault(path.name, "dit bestand ontbreekt of is niet te openen.")
        return Checked(RawTable(path.name, pd.DataFrame()), (fault,))
    except SessionError as error:
        return Checked(RawTable(path.name, pd.DataFrame()), error.faults)
    return _named(path, cells, sha256=hashlib.sha256(raw).hexdigest())


def canonical(header: str) -> str | None:
    """Return the canonical column for a header in Dutch or English, or None when it is unknown."""
    return _CANONICAL.get(" ".join(header.casefold().split()))


# -- from cells to a table with names ---------------------------------------------------------


def _named(path: Path, cells: Cells, *, sha256: str) -> Checked[RawTable]:
    everything = _frame(cells)
    headers = _headers(cells.header, everything)
    names = {place: canonical(text) or text for place, text in headers.items()}
    first = {name: place for place, name in reversed(names.items())}
    places = [place for place, name in names.items() if first[name] == place]
    frame = everything.loc[everything.notna().any(axis=1), places]
    table = RawTable(
        name=path.name,
        frame=frame.set_axis([names[place] for place in places], axis=1),
        written={names[place]: headers[place] for place in places},
        unknown=tuple(headers[place] for place in places if canonical(headers[place]) is None),
        sha256=sha256,
    )
    doubled = [headers[place] for place in names if place not in places]
    faults = (*_doubled(table, doubled), *_overfull(table, cells), *_garbled(table, cells))
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


def _csv_cells(path: Path, raw: bytes) -> Cells:
    text = _text(path, raw).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", first):  # Excel's own hint; Excel does not show it as a row
        text = rest
    rows = _records(path, text, delimiter=_delimiter(path, text))
    return Cells(rows[0], rows[1:], suspect=any(mark in text for mark in _MARKS))


def _text(path: Path, raw: bytes) -> str:
    if raw.startswith(b"PK\x03\x04"):
        raise _refusal(path, "dit is een Excel-bestand. Geef het een naam die op .xlsx eindigt.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:1000]:
        raise _refusal(path, f"dit bestand is opgeslagen als UTF-16 ('Unicode-tekst'). {SAVE_AS}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows_text(path, raw)


def _windows_text(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise _refusal(
            path,
            f"de tekens in dit bestand zijn niet te lezen (geen UTF-8 en geen cp1252). {SAVE_AS}",
        ) from None


def _delimiter(path: Path, text: str) -> str:
    if not text.strip():
        raise _refusal(path, "dit bestand is leeg. Zet op de eerste rij de namen van de kolommen.")

    def known_headers(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
        return sum(canonical(cell) is not None for cell in header), len(header)

    best = max(_DELIMITERS, key=known_headers)
    if best not in ",;":
        raise _refusal(path, f"de kolommen zijn gescheiden door {_DELIMITERS[best]}. {SAVE_AS}")
    return best


def _records(path: Path, text: str, *, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error:
        raise _refusal(
            path,
            "hier gaat iets mis met dubbele aanhalingstekens. Zet ze om de hele cel, en schrijf "
            'een aanhalingsteken in de tekst dubbel: "".',
            row=len(rows) + 1,
        ) from None
    return rows


def _refusal(path: Path, message: str, *, row: int | None = None) -> SessionError:
    return SessionError([Fault(path.name, message, row)])


# -- spreadsheets -----------------------------------------------------------------------------


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in {".xlsx", ".xlsm", ".xls"}


def _workbook_cells(path: Path, raw: bytes, sheet: str | None) -> Cells:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except CalamineError:
        raise _refusal(
            path,
            "dit Excel-bestand is beschadigd of beveiligd. Sla het opnieuw op, zonder wachtwoord.",
        ) from None
    values = workbook.get_sheet_by_name(_sheet_name(path, workbook, sheet)).to_python(
        skip_empty_area=False
    )
    if not values:
        raise _refusal(path, "dit blad is leeg. Zet op de eerste rij de namen van de kolommen.")
    rows = [[_cell_text(value) for value in row] for row in values]
    return Cells(rows[0], rows[1:])


def _sheet_name(path: Path, workbook: CalamineWorkbook, sheet: str | None) -> str:
    names = tuple(workbook.sheet_names)
    if sheet is None or sheet in names:
        return sheet or names[0]
    near = meant(sheet, names) or f"Dit bestand heeft: {join(names, last='en')}."
    raise _refusal(path, f"blad '{sheet}' bestaat niet. {near}")


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


# -- which file -------------------------------------------------------------------------------


def find_table(folder: Path, *stems: str, required: bool = True) -> Checked[Path | None]:
    """Return the one file that holds a table, as .csv or .xlsx under one of its names.

    None without a fault means that an optional table is not there.
    """
    names = [f"{stem}{ending}" for stem in stems for ending in (".csv", ".xlsx")]
    found = [name for name in names if (folder / name).is_file()]
    if len(found) > 1:
        message = f"{join(found, last='en')} staan er allebei. Laat er één staan."
        return Checked(folder / found[0], (Fault(found[0], message),))
    if not found and required:
        return Checked(None, (Fault(names[0], _not_there(folder, names)),))
    return Checked(folder / found[0] if found else None)


def _not_there(folder: Path, names: list[str]) -> str:
    others = tuple(sorted(path.name for path in folder.iterdir() if path.is_file()))
    near = next((near for name in names if (near := nearest(name, others))), None)
    tail = f"Heet het nu '{near}'? Geef het dan de goede naam." if near else "Zet het erbij."
    return f"dit bestand ontbreekt (.csv of .xlsx). {tail}"
