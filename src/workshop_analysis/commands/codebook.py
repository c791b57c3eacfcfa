"""The command about a codebook over time: what changed between two of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from workshop_analysis.commands.folders import session_folder

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

Action = Annotated[
    Literal["diff"],
    typer.Argument(metavar="ACTIE", help="diff: noem wat er veranderd is."),
]
Old = Annotated[Path, typer.Argument(metavar="OUD", help="De sessiemap met het oude codeboek.")]
New = Annotated[Path, typer.Argument(metavar="NIEUW", help="De sessiemap met het nieuwe codeboek.")]
WHAT = {"theme": "Rode draden", "code": "Codes", "placement": "Plaatsingen (code: rode draad)"}
CHANGE = {"added": "erbij", "removed": "weg", "changed": "veranderd"}
FIELD = {
    "name": "naam",
    "text": "tekst",
    "definition": "omschrijving",
    "include": "wel",
    "exclude": "niet",
}


def codebook(action: Action, old: Old, new: New) -> None:
    """Vergelijk twee codeboeken en noem wat erbij kwam, wegviel en veranderde.

    Bijvoorbeeld: workshop-analysis codebook diff data/workshop_12nov data/mijn_sessie
    """
    folders = [session_folder(_folder(path)) for path in (old, new)]
    from workshop_analysis.commands.sessions import faults_refused
    from workshop_analysis.folder.codebook import read_codebook
    from workshop_analysis.folder.crosswalk import codebook_diff

    with faults_refused(*folders):
        then, now = map(read_codebook, folders)
    rows = codebook_diff(now, old=then).to_dict("records")
    print("\n".join([_title(then, now), *(_lines(rows) or ["Er is niets veranderd."])]))


def _folder(path: Path) -> Path:
    return path.parent if path.name == "codebook.toml" and path.is_file() else path


def _title(then: Codebook, now: Codebook) -> str:
    return f"Van '{then.title}', versie {then.version}, naar '{now.title}', versie {now.version}"


def _lines(rows: list[dict[Any, Any]]) -> list[str]:
    lines: list[str] = []
    for what, title in WHAT.items():
        mine = [row for row in rows if row["what"] == what]
        lines += [f"{title}:", *(line for row in mine for line in _line(row))] if mine else []
    return lines


def _line(row: dict[Any, Any]) -> list[str]:
    if row["change"] != "changed":
        return [f"- {CHANGE[row['change']]}: {row['key']}"]
    was, became = (row[side] if isinstance(row[side], str) else "niets" for side in ("old", "new"))
    return [
        f"- {CHANGE['changed']}: {row['key']}, {FIELD[row['field']]}",
        f"  was:   {was}",
        f"  wordt: {became}",
    ]
