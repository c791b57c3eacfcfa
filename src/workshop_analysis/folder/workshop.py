"""A whole session folder, what was published and what is ours, checked together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, SessionError, meant
from workshop_analysis.files.toml_file import TomlFile, scan_toml
from workshop_analysis.folder.codebook import Codebook, scan_codebook
from workshop_analysis.folder.coding import scan_coding, scan_links, scan_step_links
from workshop_analysis.folder.session import ScannedSession, Session, scan_session

TABLES = (
    *("outcomes", "uitkomsten", "contributions", "bijdragen", "coding", "codering"),
    *("links", "step_links", "crosswalk", "opvolging"),
)
CODER_FILES = ("codering-", "coding-", "verschillen")
FILES = ("session.toml", "codebook.toml", "beleidskompas.toml")
"""The names a file of a session folder may have; a file with another name is noticed."""


@dataclass(frozen=True)
class Folder:
    """A session with its codebook, coding and links; every file of it was checked.

    `hashes` gives the sha256 of every file that was read, by file name; `notices` says what was
    read but is not used, in whole sentences.
    """

    session: Session
    codebook: Codebook
    coding: pd.DataFrame
    links: pd.DataFrame
    step_links: pd.DataFrame
    hashes: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def read_folder(folder: Path | str) -> Folder:
    """Return everything that a session folder holds.

    Raises
    ------
    SessionError
        With every fault of every file in the folder, the files in reading order.
    """
    path = Path(folder)
    session = scan_session(path)
    codebook = scan_codebook(path, session=session)
    codes = codebook.value.codes["code"] if codebook.value else pd.Series(dtype="str")
    coding = scan_coding(path, session=session, codes=codes)
    links = scan_links(path, session=session)
    tree = _tree(path, session)
    step_links = scan_step_links(path, session=session, steps=_steps(tree.value))
    parts: tuple[Checked[Any], ...] = (codebook, coding, links, step_links, tree)
    faults = (*session.faults, *(fault for part in parts for fault in part.faults))
    if faults or session.session is None or codebook.value is None:
        raise SessionError(faults)
    ours = (codebook.value, coding.value, links.value, step_links.value)
    boom = {tree.value.name: tree.value.sha256} if tree.value else {}
    hashes = [session.session.hashes, *(part.hashes for part in ours), boom]
    return Folder(
        session=session.session,
        codebook=codebook.value,
        coding=coding.value.frame,
        links=links.value.frame,
        step_links=step_links.value.frame,
        hashes={name: value for part in hashes for name, value in part.items()},
        notices=(
            *session.notices,
            *(notice for part in parts for notice in part.notices),
            *_unread(path),
        ),
    )


def _unread(folder: Path) -> list[str]:
    """Return a notice for each table or TOML file whose name says nothing to us."""
    known = tuple(f"{stem}{ending}" for stem in TABLES for ending in (".csv", ".xlsx")) + FILES
    strange = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix in {".csv", ".xlsx", ".toml"}
        and path.name not in known
        and not path.stem.startswith(CODER_FILES)
    )
    return [f"{name} wordt niet gelezen. {meant(name, known)}".rstrip() for name in strange]


def _tree(folder: Path, session: ScannedSession) -> Checked[TomlFile | None]:
    """Return the decision tree that this folder names; None when there is none to read."""
    name = session.session.beslisboom if session.session else None
    if name is None:
        return Checked(None)
    if (folder / name).is_file():
        return scan_toml(folder / name)
    notice = f"session.toml: '{name}' is er niet; de stappen in step_links zijn niet nagekeken."
    return Checked(None, (), (notice,))


def _steps(tree: TomlFile | None) -> tuple[int, ...]:
    numbers = [block.get("number") for _, block in tree.blocks("step")] if tree else []
    return tuple(number for number in numbers if isinstance(number, int))
