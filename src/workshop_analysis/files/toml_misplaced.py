"""A fact that somebody wrote at the bottom of a TOML file, under a header that swallowed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workshop_analysis.checks import Fault
from workshop_analysis.files.toml_file import TomlFile


def swallowed(file: TomlFile, *, facts: Collection[str], names_of_files: str) -> tuple[Fault, ...]:
    """Return a fault for each key that stands under a header while it belongs above them all.

    `facts` are the keys of the file; `names_of_files` is the table whose keys are file names,
    in which anything else was swallowed.
    """
    top = {name for name in facts if "." not in name}
    found = [*_plain(file, facts, top), *_blocks(file, facts, top), *_hashes(file, names_of_files)]
    return tuple(
        file.fault(
            f"'{key}' staat onder {header}, omdat alles onder een regel met [ ] daarbij hoort. "
            "Zet hem boven de eerste regel met [ ].",
            key=f"{table}.{key}",
            line=line,
        )
        for table, header, key, line in found
    )


Place = tuple[str, str, str, int | None]


def _plain(file: TomlFile, facts: Collection[str], top: set[str]) -> Iterator[Place]:
    """Yield each fact of the top that stands in a plain table and means nothing there."""
    for name, value in file.data.items():
        for key in value if isinstance(value, dict) else ():
            if key in top and f"{name}.{key}" not in facts:
                yield name, f"[{name}]", key, file.line(f"{name}.{key}")


def _blocks(file: TomlFile, facts: Collection[str], top: set[str]) -> Iterator[Place]:
    """Yield each fact of the top that stands in the last of several blocks."""
    for name in facts:
        for line, block in file.blocks(name) if "." in name else ():
            for key in block:
                if key in top - {"date", "title"}:
                    yield name, f"[[{name}]]", key, line


def _hashes(file: TomlFile, table: str) -> Iterator[Place]:
    """Yield each key of the table with hashes that is no file name with a hash."""
    first, _, second = table.partition(".")
    within = file.data.get(first)
    hashes = within.get(second) if isinstance(within, dict) else None
    for key in hashes if isinstance(hashes, dict) else ():
        if "." not in key:
            yield table, f"[{table}]", key, file.line(f"{table}.{key}")
