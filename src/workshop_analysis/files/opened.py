"""A folder, opened: which files stand in it, and each of them read at most once.

Whoever needs a file asks here. Rows, text and sha256 then come from the same bytes, also when
somebody saves the file while we are reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from workshop_analysis.faults import Checked, Fault, join, nearest

UNREADABLE = "dit bestand ontbreekt of is niet te openen."
TABLE_ENDINGS = (".csv", ".xlsx")


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
        return Written(called, place.read_bytes())
    except OSError:
        return Written(called, problem=UNREADABLE)


@dataclass(frozen=True)
class OpenedFolder:
    """A folder with the names of its files; what is asked for is read then, and kept."""

    place: Path
    names: tuple[str, ...]
    _read: dict[str, Written] = field(default_factory=dict, repr=False, compare=False)

    def __contains__(self, name: str) -> bool:
        """Whether an ordinary file of this name stands in the folder, or where the name leads."""
        return name in self.names or (("/" in name or "\\" in name) and self._leads_to(name))

    def __getitem__(self, name: str) -> Written:
        """Return the file of this name; what is not there has a `problem`."""
        if name not in self._read:
            self._read[name] = read_written(self.place / name, name=Path(name).name)
        return self._read[name]

    def _leads_to(self, name: str) -> bool:
        return (self.place / name).is_file()

    def table(self, *stems: str, required: bool = True) -> Checked[Written | None]:
        """Return the one file that holds a table, as .csv or .xlsx under one of its names.

        None without a fault means that an optional table is not there.
        """
        names = [f"{stem}{ending}" for stem in stems for ending in TABLE_ENDINGS]
        found = [name for name in names if name in self.names]
        if len(found) > 1:
            message = f"{join(found, last='en')} staan er allebei. Laat er één staan."
            return Checked(self[found[0]], (Fault(found[0], message),))
        if not found and required:
            return Checked(None, (Fault(names[0], self._not_there(names)),))
        return Checked(self[found[0]] if found else None)

    def _not_there(self, names: list[str]) -> str:
        near = next((near for name in names if (near := nearest(name, self.names))), None)
        tail = f"Heet het nu '{near}'? Geef het dan de goede naam." if near else "Zet het erbij."
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
    names = (each.name for each in path.iterdir() if each.is_file()) if path.is_dir() else ()
    return OpenedFolder(path, tuple(sorted(names)))
