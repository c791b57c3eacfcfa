"""A workbook without its empty cells: reading costs what somebody filled in, not what was touched.

Excel keeps every cell that ever had a format, down to row 1,048,576; a stray space counts as well.
Both readers would go through all of them, so what holds nothing is taken out beforehand. Where the
cells stand does not change: each says its own row and column.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from workshop_analysis.faults import Fault, SessionError
from workshop_analysis.files.opened import Written

LARGEST = 500_000_000
"""So many bytes may the sheets of one workbook be once unpacked."""
WIDEST = 1_000_000
"""So many cells may the smallest block be that holds everything somebody filled in."""
_TOO_LARGE = (
    "dit bestand is uitgepakt te groot om te lezen. Kopieer de gevulde rijen naar een nieuwe "
    "werkmap en sla die op."
)

_PREFIX = re.compile(rb"<(\w+:)?worksheet[ >]")
_ITEM = re.compile(rb"<(?:\w+:)?si(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)


@dataclass(frozen=True)
class _Patterns:
    """What is sought in a sheet, in the way in which the program that wrote it names its parts."""

    cell: re.Pattern[bytes]
    placed: re.Pattern[bytes]
    empty: re.Pattern[bytes]
    shared: re.Pattern[bytes]
    inline: re.Pattern[bytes]
    left_over: re.Pattern[bytes]


@functools.cache
def _patterns(prefix: bytes) -> _Patterns:
    def pattern(said: bytes) -> re.Pattern[bytes]:
        return re.compile(said.replace(b"~", re.escape(prefix)))

    return _Patterns(
        cell=pattern(rb"<~c[ >/]"),
        placed=pattern(rb'<~c (?:[^<>]* )?r="([A-Z]{1,3})([0-9]{1,7})"'),
        empty=pattern(rb"<~c [^<>]*(?:/>|></~c>)"),
        shared=pattern(rb'<~c [^<>]*t="s"[^<>]*>\s*<~v>([0-9]+)</~v>\s*</~c>'),
        inline=pattern(
            rb'<~c [^<>]*t="(?:inlineStr|str)"[^<>]*>\s*(?:<~is>)?\s*'
            rb"<~[tv](?: [^<>]*)?>\s*</~[tv]>\s*(?:</~is>)?\s*</~c>"
        ),
        left_over=pattern(rb"<~row [^<>]*(?:/>|>\s*</~row>)|<~dimension [^<>]*/>"),
    )


@functools.lru_cache(maxsize=4)
def filled_cells(file: Written) -> bytes:
    """Return the workbook with only the cells that hold something.

    What cannot be unpacked is given as it is: whoever reads it says what is wrong with it.

    Raises
    ------
    SessionError
        When it is too large, or when a cell stands so far away that no table holds it.
    """
    try:
        return _packed(file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        return file.content


def _packed(file: Written) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.content)) as old, zipfile.ZipFile(packed, "w") as new:
        names = list(dict.fromkeys(old.namelist()))
        if sum(old.getinfo(name).file_size for name in names) > LARGEST:
            raise SessionError([Fault(file.name, _TOO_LARGE)])
        blank = _blank_texts(old)
        for name in names:
            content = old.read(name)
            if _is_sheet(name):
                content = _filled(content, blank=blank)
                _must_be_table(file.name, content)
            new.writestr(name, content)
    return packed.getvalue()


def _is_sheet(name: str) -> bool:
    return "/worksheets/" in f"/{name}" and name.endswith(".xml")


def _blank_texts(book: zipfile.ZipFile) -> frozenset[bytes]:
    """Return the numbers of the shared texts that hold no letter, digit or sign."""
    name = next((n for n in book.namelist() if n.casefold() == "xl/sharedstrings.xml"), None)
    texts = _ITEM.finditer(book.read(name)) if name else ()
    return frozenset(
        str(number).encode()
        for number, item in enumerate(texts)
        if not re.sub(rb"<[^>]*>", b"", item[1] or b"").strip()
    )


def _filled(sheet: bytes, *, blank: frozenset[bytes]) -> bytes:
    sought = _patterns(_prefix(sheet))
    if not _all_placed(sheet, sought):
        return sheet  # cells that follow from their order: none can be missed
    kept = sought.inline.sub(b"", sought.empty.sub(b"", sheet))
    if blank:
        kept = sought.shared.sub(lambda cell: b"" if cell[1] in blank else cell[0], kept)
    return sought.left_over.sub(b"", kept)


def _all_placed(sheet: bytes, sought: _Patterns) -> bool:
    cells = len(sought.cell.findall(sheet))
    # Nearly every program writes the place first, and counting that costs nothing.
    first = sheet.count(b"<" + _prefix(sheet) + b'c r="')
    return cells == first or cells == len(sought.placed.findall(sheet))


def _prefix(sheet: bytes) -> bytes:
    found = _PREFIX.search(sheet[:5000])
    return (found[1] or b"") if found else b""


@dataclass(frozen=True)
class _Corner:
    """The last column and the last row that hold anything, each with the cell that does."""

    column: int = 0
    row: int = 0
    right: str = ""
    under: str = ""


def _must_be_table(name: str, sheet: bytes) -> None:
    corner = _corner(sheet)
    if corner.column * corner.row <= WIDEST:
        return
    far = corner.under if corner.row > 100_000 else corner.right
    raise SessionError(
        [
            Fault(
                name,
                f"in cel {far} staat iets, ver buiten de tabel. Haal die cel leeg, of haal de "
                "lege rijen en kolommen ervoor weg.",
            )
        ]
    )


def _corner(sheet: bytes) -> _Corner:
    found = _patterns(_prefix(sheet)).placed.findall(sheet)
    places = {(column, int(row)) for column, row in found}
    if not places:
        return _Corner()
    letters = {column: column_index_from_string(column.decode()) for column, _ in places}
    right = max(places, key=lambda place: (letters[place[0]], place[1]))
    under = max(places, key=lambda place: (place[1], letters[place[0]]))
    return _Corner(letters[right[0]], under[1], _name(right), _name(under))


def _name(place: tuple[bytes, int]) -> str:
    return f"{place[0].decode()}{place[1]}"
