"""The command that shows what a folder of an earlier release may get, and adds it when asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.files import written
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.sessions import Folder, faults_refused

if TYPE_CHECKING:
    from workshop_analysis.folder.upgrade import Upgrade

Write = Annotated[
    bool,
    typer.Option(
        "--write",
        help="Zet de regels in session.toml. Wat er staat, ook de uitleg, blijft staan.",
        show_default=False,
    ),
]


def upgrade(folder: Folder, write: Write = False) -> None:
    """Lees wat een map van een eerdere uitgave erbij kan krijgen; met --write komt het erbij.

    Een oude map blijft gelden zoals zij is. Wat ontbreekt, betekent: niet bekend.
    """
    path = session_folder(folder)
    with faults_refused(path):
        from workshop_analysis.files.opened import open_folder
        from workshop_analysis.folder.upgrade import upgrade_of, write_upgrade

        found = upgrade_of(open_folder(path))
    if write and (found.frozen or not found.fits) and found.lines:
        raise Refused("\n".join(_why_not(path, found)))
    if write and found.lines:
        with written(path / "session.toml"):
            write_upgrade(path, found)
        listed = [f"+ {line}" for line in found.lines]
        print("\n".join([f"Bijgewerkt: {path / 'session.toml'}", *listed, *found.by_hand]))
        return
    print("\n".join([*_shown(path, found), *found.by_hand]))


def _shown(path: Path, found: Upgrade) -> list[str]:
    from workshop_analysis.commands.status_text import typed

    head = f"'{path}' heeft vorm {found.form}, en die blijft gelden."
    if not found.lines:
        return [head, "Er hoeft niets bij in session.toml."]
    if found.frozen or not found.fits:
        return [head, *_why_not(path, found)]
    return [
        head,
        "Dit kan erbij in session.toml. Wat u niet invult, geldt als niet bekend:",
        *(f"+ {line}" for line in found.lines),
        f"Volgende opdracht: workshop-analysis upgrade {typed(path)} --write",
    ]


def _why_not(path: Path, found: Upgrade) -> list[str]:
    if found.published:
        return [
            f"'{path}' is een gepubliceerde lijst. Latere sessies bewaren de sha256 van haar "
            "session.toml, dus daar komt niets bij."
        ]
    if found.kept_by:
        listed = ", ".join(f"'{place}'" for place in found.kept_by)
        return [
            f"'{path}' is de nulmeting van {listed}. Die map bewaart de sha256 van session.toml, "
            "dus daar komt niets bij."
        ]
    return [
        "session.toml is zo opgebouwd dat wij niet zeker weten waar deze regels kunnen staan. Zet "
        "ze zelf boven de eerste regel met [ ]:",
        *(f"+ {line}" for line in found.lines),
    ]
