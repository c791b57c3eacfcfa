"""The command about datapackage.json: what changed since it was made, and its new hashes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.files import written
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import FAULTS, Refused
from workshop_analysis.commands.sessions import Folder

if TYPE_CHECKING:
    from workshop_analysis.files.opened import OpenedFolder

Refresh = Annotated[
    bool,
    typer.Option(
        "--refresh",
        help="Schrijf de nieuwe sha256 van elk veranderd bestand in datapackage.json.",
        show_default=False,
    ),
]
UNDECLARED = (
    "Er staat nog geen correctie in session.toml. Schrijf eerst in een blok "
    "[[publication.corrections]] wat er is verbeterd en wanneer: wie de uitkomsten las, moet dat "
    "kunnen zien. Er is niets geschreven."
)


def package(folder: Folder, refresh: Refresh = False) -> None:
    """Zeg welke bestanden zijn veranderd sinds datapackage.json werd gemaakt.

    Met --refresh komen de nieuwe sha256's in datapackage.json, na een correctie die in session.toml
    staat. Verder verandert er niets.
    """
    path = session_folder(folder)
    from workshop_analysis.files.opened import open_folder
    from workshop_analysis.folder.package import FILE, FROZEN, refreshed, scan_package

    opened = open_folder(path)
    if FILE not in opened:
        raise Refused(f"In '{path}' staat geen {FILE}.")
    scanned = scan_package(opened)
    if scanned.notices and not scanned.value:
        raise Refused(scanned.notices[0], status=FAULTS)
    print("\n".join(_changed(path, [one.name for one in scanned.value])))
    if refresh and scanned.value:
        _must_be_whole(path, opened)
        if any(one.name in FROZEN for one in scanned.value) and not _corrected(opened):
            raise Refused(UNDECLARED, status=FAULTS)
        with written(path / FILE):
            (path / FILE).write_text(refreshed(opened, scanned.value), "utf-8", newline="\n")
        print(f"Geschreven: {path / FILE}.")


def _changed(path: Path, names: list[str]) -> list[str]:
    if not names:
        return [f"In '{path}' is niets veranderd sinds datapackage.json werd gemaakt."]
    return ["Veranderd sinds datapackage.json werd gemaakt:", *(f"- {name}" for name in names)]


def _must_be_whole(path: Path, opened: OpenedFolder) -> None:
    """Refuse to describe what could not be read: a file that is gone, or one with faults."""
    from workshop_analysis.checks import SessionError
    from workshop_analysis.commands.sessions import faults_found
    from workshop_analysis.folder.workshop import scan_workshop

    scanned = scan_workshop(opened, described=False)
    if scanned.faults:
        raise Refused(faults_found(SessionError(scanned.faults), folders=(path,)), status=FAULTS)


def _corrected(opened: OpenedFolder) -> bool:
    from workshop_analysis.folder.session import scan_session

    session = scan_session(opened).session
    return session is not None and bool(session.publication.corrections)
