"""What stands in a session folder and is not read: each thing is named, with the likely reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from workshop_analysis.faults import Fault, join, meant
from workshop_analysis.files.opened import OPEN_ELSEWHERE, TABLE_ENDINGS, OpenedFolder

TABLES = (
    *("outcomes", "uitkomsten", "contributions", "bijdragen", "coding", "codering"),
    *("links", "step_links", "crosswalk", "opvolging"),
)
CODER_FILES = ("codering-", "coding-", "verschillen")
FILES = ("session.toml", "codebook.toml", "beleidskompas.toml", "beslisboom.toml")
"""The names a file of a session folder may have; a file with another name is noticed."""
BESIDE = ("README.md", "LEESMIJ.md", "datapackage.json", "begeleidersblad.md")
"""What may stand in a session folder for people and for other programs."""
_PROGRAMS = dict(zip(OPEN_ELSEWHERE, ("Excel", "LibreOffice"), strict=True))


def odd_faults(folder: OpenedFolder) -> list[Fault]:
    """Return a fault for each file whose place is taken by something that is no file."""
    return [Fault(name, said) for name, said in folder.odd.items() if _read_by_name(name)]


def not_read(folder: OpenedFolder, *, read: Iterable[str]) -> list[str]:
    """Return a notice for everything in the folder that nobody reads, and for each link.

    `read` names the files that were read, under whichever name somebody gave them.
    """
    known = set(read)
    return [
        *_open_elsewhere(folder),
        *(_unread(name) for name in folder.names if name not in known and not _known(name)),
        *(f"{name} is een verwijzing; gelezen is waar zij heen wijst." for name in folder.linked),
        *_no_files(folder),
    ]


def _known(name: str) -> bool:
    return name.startswith((".", "~$")) or name in BESIDE or _read_by_name(name)


def _read_by_name(name: str) -> bool:
    path = Path(name)
    tables = path.suffix in TABLE_ENDINGS and path.stem in TABLES
    coders = path.suffix.casefold() in TABLE_ENDINGS and path.stem.startswith(CODER_FILES)
    return name in FILES or tables or coders


def _unread(name: str) -> str:
    names = (*FILES, *(f"{stem}{ending}" for stem in TABLES for ending in TABLE_ENDINGS[:2]))
    return f"{name} wordt niet gelezen. {meant(name, names)}".rstrip()


def _open_elsewhere(folder: OpenedFolder) -> Iterator[str]:
    """Yield which files somebody seems to have open: what is on their screen was not read."""
    for name in folder.names:
        for mark, program in _PROGRAMS.items():
            if name.startswith(mark):
                file = name.removeprefix(mark).removesuffix("#")
                yield (
                    f"{file} is nog open in {program}. Wat daar niet is opgeslagen, is niet "
                    f"gelezen. Is het al dicht? Haal '{name}' dan weg."
                )


def _no_files(folder: OpenedFolder) -> Iterator[str]:
    names = [name for name in folder.odd if not name.startswith(".")]
    odd = [name for name in names if name not in {fault.file for fault in odd_faults(folder)}]
    if odd:
        listed = join((f"'{name}'" for name in odd), last="en")
        what = "is geen bestand" if len(odd) == 1 else "zijn geen bestanden"
        yield f"{listed} {what}; wat daarin staat, wordt niet gelezen."
