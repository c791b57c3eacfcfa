"""What a workbook holds that its values do not show: merged and hidden cells, formulas, dates.

Each is a fault with its place as Excel shows it and the way out; none is repaired in silence.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterator
from typing import Any

from babel.dates import format_date
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from workshop_analysis.checks import Checked, Fault, SessionError, join
from workshop_analysis.files.opened import OTHER_SHEETS, Written
from workshop_analysis.files.tabular import canonical
from workshop_analysis.files.workbook_content import filled_cells

PROTECTED = (
    "dit bestand is met een wachtwoord beveiligd, of het is een oud .xls-bestand. Open het in "
    "Excel, haal het wachtwoord weg (Bestand > Info > Werkmap beveiligen) en sla het op als .xlsx."
)
CORRUPT = (
    "dit bestand is beschadigd of is geen Excel-bestand. Open het in Excel, laat het herstellen "
    "en sla het onder een nieuwe naam op als .xlsx."
)
OTHER_CORRUPT = (
    "dit bestand is beschadigd of beveiligd. Open het, haal het wachtwoord weg en sla het op als "
    ".xlsx."
)
NOT_JUDGED = (
    "of er verborgen rijen, samengevoegde cellen, formules of percentages in staan, kunnen wij in "
    "dit soort bestand niet nakijken. Sla het op als .xlsx om dat wel te laten doen."
)
HIDDEN_ROW = (
    "deze rij is verborgen. Maak haar zichtbaar of wis het filter, zodat u ziet wat meetelt; "
    "telt zij niet mee, haal haar dan weg."
)
HIDDEN_COLUMN = "deze kolom is verborgen. Maak haar zichtbaar, zodat u ziet wat meetelt."


def scan_form(file: Written, *, sheet: str | None = None) -> Checked[tuple[str, ...]]:
    """Return the names of the sheets, with every fault in the form of one of them.

    `sheet` is the one that is read, the first without it. Only columns that we know are judged:
    what somebody keeps in a column of their own is theirs.
    """
    if file.ending in OTHER_SHEETS and not file.problem:
        return scan_other_form(file, sheet=sheet)
    opened = _opened(file)
    if opened.value is None:
        return Checked((), opened.faults)
    names = tuple(opened.value)
    page = opened.value[sheet if sheet in names else names[0]] if names else None
    return Checked(names, tuple(_sheet_faults(file.name, page)) if page is not None else ())


def _opened(file: Written) -> Checked[dict[str, Worksheet] | None]:
    if file.problem:
        return Checked(None, (Fault(file.name, file.problem),))
    if file.content.startswith(b"\xd0\xcf\x11\xe0"):
        return Checked(None, (Fault(file.name, PROTECTED),))
    try:
        book = load_workbook(io.BytesIO(filled_cells(file)))
    except SessionError as error:
        return Checked(None, error.faults)
    except Exception:  # openpyxl raises whatever its parsers raise
        return Checked(None, (Fault(file.name, CORRUPT),))
    return Checked({sheet.title: sheet for sheet in book.worksheets})


def _sheet_faults(file: str, sheet: Worksheet) -> Iterator[Fault]:
    headers = {cell.column: str(cell.value).strip() for cell in sheet[1] if cell.value is not None}
    yield from _merged(file, sheet)
    for column in sorted(_hidden_columns(sheet) & set(headers)):
        yield Fault(file, HIDDEN_COLUMN, column=headers[column])
    for filled in _filled_rows(sheet):
        said = [cell for cell in filled if canonical(headers.get(cell.column, "")) != "id"]
        if said and sheet.row_dimensions[said[0].row].hidden:
            yield Fault(file, HIDDEN_ROW, said[0].row)
        for cell in filled:
            header = headers.get(cell.column, "")
            if canonical(header) and (message := _problem(cell, str(canonical(header)))):
                yield Fault(file, message, cell.row, header)


def _filled_rows(sheet: Worksheet) -> Iterator[list[Cell]]:
    """Yield the filled cells of each row under the header; a row without any is not gone through.

    openpyxl's own `iter_rows` makes every cell up to the last one, so this asks for what there is.
    """
    filled = [
        cell
        for (row, _), cell in sorted(sheet._cells.items())
        if row > 1 and isinstance(cell, Cell) and cell.value is not None
    ]
    for _, cells in itertools.groupby(filled, key=lambda cell: cell.row):
        yield list(cells)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    spans = [span for span in sheet.column_dimensions.values() if span.hidden]
    return {column for span in spans for column in range(span.min or 0, (span.max or 0) + 1)}


def _merged(file: str, sheet: Worksheet) -> Iterator[Fault]:
    for cells in sheet.merged_cells.ranges:
        first = cells.start_cell.coordinate
        yield Fault(
            file,
            f"de cellen {cells.coord} zijn samengevoegd: alleen {first} telt, de rest is leeg. Hef "
            "de samenvoeging op (Start > Samenvoegen en centreren) en vul elke cel apart in.",
            cells.min_row,
        )


def _problem(cell: Cell, column: str) -> str | None:
    value = cell.value
    if cell.data_type == "f":
        return (
            f"hier staat een formule ({_formula(value)}). Kopieer de cel en plak haar als waarde "
            "(Plakken speciaal > Waarden). Is het gewone tekst? Zet er dan een ' voor."
        )
    if cell.data_type == "e":
        return f"hier staat een foutmelding van Excel ({value}). Typ de waarde opnieuw."
    if isinstance(value, datetime.datetime | datetime.date):
        return (
            f"Excel heeft hier een datum van gemaakt ({_dutch(value)}). Zet de cel op 'Tekst' en "
            "typ opnieuw wat u bedoelde."
        )
    if not isinstance(value, int | float):
        return None
    if "%" in (cell.number_format or ""):
        return _percentage(value, column)
    return _number_problem(value, column)


def _percentage(number: float, column: str) -> str:
    found = f"hier staat een percentage ({round(number * 100, 1):g}%)"
    if column == "text":
        return f"{found} en geen tekst. Schrijf op wat er is gezegd."
    return f"{found}. Vul het aantal in, als heel getal."


def _number_problem(number: float, column: str) -> str | None:
    if column != "text":
        return None
    if 36526 <= number < 73051:  # the days from 2000 to 2099
        return (
            f"hier staat het getal {number:g} en geen tekst. Was het een datum "
            f"({_dutch(from_excel(int(number)))})? Zet de cel dan op 'Tekst' en typ hem opnieuw."
        )
    return f"hier staat het getal {number:g} en geen tekst. Schrijf op wat er is gezegd."


def scan_other_form(file: Written, *, sheet: str | None) -> Checked[tuple[str, ...]]:
    """Return the names of the sheets of an .ods, .xls or .xlsb, with what its cells betray.

    Dates and numbers in the place of a text are faults as in Excel's own form; the rest cannot be
    judged in such a file, which is said.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        names = tuple(book.sheet_names)
        name = sheet if sheet in names else names[0]
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        return Checked((), (Fault(file.name, OTHER_CORRUPT),))
    said = f"{file.name}: {NOT_JUDGED}"
    return Checked(names, tuple(_other_faults(file.name, rows)), (said,))


def _other_faults(file: str, rows: list[list[Any]]) -> Iterator[Fault]:
    headers = [str(value).strip() for value in rows[0]] if rows else []
    known = [(place, str(canonical(text)), text) for place, text in enumerate(headers)]
    for number, row in enumerate(rows[1:], start=2):
        for place, column, header in known:
            if (
                column != "None"
                and place < len(row)
                and (said := _other_problem(row[place], column))
            ):
                yield Fault(file, said, number, header)


def _other_problem(value: object, column: str) -> str | None:
    if isinstance(value, datetime.datetime | datetime.date):
        return (
            f"het programma heeft hier een datum van gemaakt ({_dutch(value)}). Zet de cel op "
            "'Tekst' en typ opnieuw wat u bedoelde."
        )
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return _number_problem(float(str(value)), column) if plain else None


def _formula(value: object) -> str:
    text = str(getattr(value, "text", value))
    return text if len(text) <= 40 else text[:39] + "…"


def _dutch(moment: object) -> str:
    assert isinstance(moment, datetime.datetime | datetime.date)
    return format_date(moment, "d MMMM y", locale="nl")


def unread_sheets(file: str, *, names: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return a notice that names the sheets nobody reads, or nothing when there are none."""
    others = [f"'{name}'" for name in names if name not in known]
    if not others:
        return ()
    bladen = "blad" if len(others) == 1 else "bladen"
    return (f"{file}: {bladen} {join(others, last='en')} lezen wij niet.",)
