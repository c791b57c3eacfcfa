"""A folder, opened: which files stand in it, and each of them read at most once.

Whoever needs a file asks here. Rows, text and sha256 then come from the same bytes, also when
somebody saves the file while we are reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from workshop_analysis.faults import Checked, Fault, join, nearest

ABSENT = "dit bestand ontbreekt."
LOCKED = (
    "dit bestand is er wel, maar wij mogen het niet lezen. Is het in een ander programma open? "
    "Sluit het daar. Zo niet, vraag dan om leesrechten."
)
UNREADABLE = "dit bestand is er wel, maar het is niet te openen."
FOLDER = "dit is een map en geen bestand. Geef de map een andere naam, of haal haar weg."
NO_FILE = "dit is geen gewoon bestand. Haal het weg, of zet het bestand zelf hier neer."
LEADS_NOWHERE = "dit is een verwijzing naar iets dat er niet is. Zet het bestand zelf hier neer."

CSV_AND_EXCEL = (".csv", ".xlsx")
OTHER_SHEETS = (".ods", ".xls", ".xlsb")
"""Spreadsheets of other programs: their cells can be read, their form cannot be judged whole."""
TABLE_ENDINGS = (*CSV_AND_EXCEL, *OTHER_SHEETS)


@dataclass(frozen=True)
class Written:
    """A file as somebody left it: its name and its bytes; `problem` says why it has none."""

    name: str
    content: bytes = b""
    problem: str = ""

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the bytes that were read."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def ending(self) -> str:
        """The end of its name in small letters, such as `.csv`; "" without one."""
        return Path(self.name).suffix.casefold()

    @property
    def stem(self) -> str:
        """Its name without that end."""
        return Path(self.name).stem


def read_written(path: Path | str, *, name: str | None = None) -> Written:
    """Return a file with its bytes, opened once; `name` is how messages call it."""
    place = Path(path)
    called = place.name if name is None else name
    try:
        # A pipe never ends; only an ordinary file is opened.
        if odd := no_ordinary_file(place):
            return Written(called, problem=odd)
        return Written(called, place.read_bytes())
    except FileNotFoundError:
        return Written(called, problem=ABSENT)
    except PermissionError:
        return Written(called, problem=LOCKED)
    except OSError:
        return Written(called, problem=UNREADABLE)


def no_ordinary_file(place: Path) -> str:
    """Return why a place in a folder holds no file that can be read; "" for a file, or nothing."""
    if place.is_file():
        return ""
    if place.is_dir():
        return FOLDER
    if place.is_symlink():
        return LEADS_NOWHERE
    return NO_FILE if place.exists() else ""


OPEN_ELSEWHERE = ("~$", ".~lock.")
"""What Excel and LibreOffice put before the name of a file that somebody has open."""


def _other_name(near: str, *, wanted: str) -> str:
    if near == f"{wanted}.txt":
        return f"Het heet '{near}': Kladblok zette er .txt achter. Haal dat weg."
    return f"Heet het nu '{near}'? Geef het dan de goede naam."


@dataclass(frozen=True)
class OpenedFolder:
    """A folder with the names of its files; what is asked for is read then, and kept.

    `odd` names what else stands in it, such as a folder or a pipe, each with what it is; `linked`
    are the names that lead to a file elsewhere.
    """

    place: Path
    names: tuple[str, ...]
    odd: Mapping[str, str] = field(default_factory=dict)
    linked: tuple[str, ...] = ()
    _read: dict[str, Written] = field(default_factory=dict, repr=False, compare=False)

    def __contains__(self, name: str) -> bool:
        """Whether an ordinary file of this name stands in the folder, or where the name leads."""
        return name in self.names or (("/" in name or "\\" in name) and self._leads_to(name))

    def __getitem__(self, name: str) -> Written:
        """Return the file of this name; what is not there has a `problem`."""
        if name not in self._read:
            self._read[name] = self._near(read_written(self.place / name, name=Path(name).name))
        return self._read[name]

    def _near(self, file: Written) -> Written:
        """Say of a file that is absent under which name it may stand there."""
        near = nearest(file.name, self.names) if file.problem == ABSENT else None
        if near is None:
            return file
        return replace(file, problem=f"{ABSENT} {_other_name(near, wanted=file.name)}")

    def _leads_to(self, name: str) -> bool:
        return (self.place / name).is_file()

    def table(self, *stems: str, required: bool = True) -> Checked[Written | None]:
        """Return the one file that holds a table, as .csv or .xlsx under one of its names.

        None without a fault means that an optional table is not there.
        """
        names = [f"{stem}{ending}" for stem in stems for ending in TABLE_ENDINGS]
        strange = tuple(Fault(name, self.odd[name]) for name in names if name in self.odd)
        if strange and required:
            return Checked(None, strange)
        found = [name for name in names if name in self.names]
        if len(found) > 1:
            message = f"{join(found, last='en')} staan er allebei. Laat er één staan."
            return Checked(self[found[0]], (Fault(found[0], message),))
        if not found and required:
            return Checked(None, (Fault(names[0], self._not_there(names)),))
        return Checked(self[found[0]] if found else None)

    def _not_there(self, names: list[str]) -> str:
        others = tuple(name for name in self.names if not name.startswith(OPEN_ELSEWHERE))
        near = next(((n, near) for n in names if (near := nearest(n, others))), None)
        tail = _other_name(near[1], wanted=near[0]) if near else "Zet het erbij."
        return f"dit bestand ontbreekt (.csv of .xlsx). {tail}"

    def beside(self) -> Iterator[Path]:
        """Yield the other folders that stand where this one stands, by name."""
        here = self.place.absolute()
        for place in sorted(here.parent.iterdir()):
            if place.is_dir() and place.name != here.name:
                yield self.place.parent / place.name


def open_folder(place: Path | str) -> OpenedFolder:
    """Return the folder with the names of its ordinary files; a folder that is not there has none.

    No file is opened yet.
    """
    path = Path(place)
    inside = sorted(path.iterdir()) if path.is_dir() else []
    odd = {each.name: said for each in inside if (said := no_ordinary_file(each))}
    files = [each for each in inside if each.name not in odd]
    linked = tuple(each.name for each in files if each.is_symlink())
    return OpenedFolder(path, tuple(each.name for each in files), odd, linked)
