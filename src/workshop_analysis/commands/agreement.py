"""The commands for coding together: a workbook for each coder, and how far the coders agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop_analysis.commands.files import extras_refused, must_be_free, written
from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.sessions import Folder, faults_refused
from workshop_analysis.commands.text import say
from workshop_analysis.commands.waiting import said_when_slow

if TYPE_CHECKING:
    import pandas as pd

    from workshop_analysis.folder.workshop import Workshop

CoderKey = Annotated[
    str,
    typer.Argument(
        metavar="CODEUR",
        help="Hoe de codeur heet in het codeboek, zoals lezer-2. Nooit de naam van een persoon. "
        "Voor een tweede ronde van dezelfde persoon: lezer-2#2.",
    ),
]
WriteDifferences = Annotated[
    Path | None,
    typer.Option(
        "--write",
        metavar="BESTAND",
        help="Schrijf de verschillen naar een spreadsheet (.xlsx) om samen over te besluiten. "
        "Heet zij verschillen.xlsx en staat zij in de sessiemap, dan wordt zij teruggelezen.",
        show_default=False,
    ),
]
Suggested = Annotated[
    bool,
    typer.Option(
        "--suggest",
        help="Zet er kolommen met suggesties naast. Zij vullen niets in.",
        show_default=False,
    ),
]
AlikeTogether = Annotated[
    bool,
    typer.Option(
        "--alike",
        help="Zet bijdragen die op elkaar lijken bij elkaar. Anders in de volgorde van de map.",
        show_default=False,
    ),
]
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]*(#[1-9][0-9]*)?")


def coder(
    folder: Folder, key: CoderKey, suggest: Suggested = False, alike: AlikeTogether = False
) -> None:
    """Zet voor een codeur een eigen werkblad klaar, los van de andere codeurs.

    Het komt in de sessiemap en heet codering-<codeur>.xlsx. Erin staan de bijdragen, zonder
    deelnemers en tafels en zonder wat een ander codeerde. Wat erin wordt ingevuld, leest check.
    """
    path = session_folder(folder)
    if not _KEY.fullmatch(key):
        raise Refused(
            f"'{key}' kan geen codeur zijn. Gebruik letters, cijfers, streepjes en spaties, zoals "
            "lezer-2; voor een tweede ronde lezer-2#2."
        )
    file = path / f"codering-{key}.xlsx"
    must_be_free(file, ending=".xlsx")
    workshop = _with_contributions(path)
    _must_be_uncoded_by(key, workshop)
    with extras_refused(), written(file):
        from workshop_analysis.commands.coder_records import coder_records
        from workshop_analysis.folder.coder_sheet import write_coder_workbook

        records = coder_records(workshop, suggestions=suggest, alike=alike)
        write_coder_workbook(file, records=records, coder=key, codebook=workshop.codebook)
    print("\n".join(_ready(file, key, workshop)))


def agreement(folder: Folder, write: WriteDifferences = None) -> None:
    """Lees hoe ver de codeurs het eens zijn, en schrijf op waar zij verschillen.

    De overeenstemming is altijd die van voor het overleg. Wat daarna samen is besloten, telt mee
    in het rapport en niet hier.
    """
    path = session_folder(folder)
    if write is not None:
        must_be_free(write, ending=".xlsx")
    with faults_refused(path), said_when_slow(f"'{path}' lezen"):
        from workshop_analysis.folder.workshop import read_workshop

        workshop = read_workshop(path)
    from workshop_analysis.commands.agreement_text import agreement_lines
    from workshop_analysis.terms import Evidence

    say(agreement_lines(workshop))
    if write is not None and workshop.session.evidence is Evidence.CONTRIBUTIONS:
        print(_differences(write, workshop))


def _with_contributions(path: Path) -> Workshop:
    with faults_refused(path), said_when_slow(f"'{path}' lezen"):
        from workshop_analysis.folder.workshop import read_workshop

        workshop = read_workshop(path)
    from workshop_analysis.terms import Evidence

    if workshop.session.evidence is Evidence.PUBLISHED:
        raise Refused(
            f"'{path}' is een gepubliceerde lijst: haar uitkomsten zijn hun eigen codes. Er valt "
            "niets te coderen."
        )
    return workshop


def _must_be_uncoded_by(key: str, workshop: Workshop) -> None:
    coded = workshop.coding.loc[workshop.coding["coder"].eq(key), "record"].nunique()
    if coded:
        raise Refused(
            f"Codeur '{key}' heeft al {coded} bijdragen gecodeerd. Is dit een tweede ronde van "
            f"dezelfde persoon? Noem de codeur dan '{key}#2'. Is het een ander? Kies een andere "
            "sleutel."
        )


def _ready(file: Path, key: str, workshop: Workshop) -> list[str]:
    known = [each.key for each in workshop.codebook.coders]
    missing = (
        f"Let op: '{key}' staat niet in codebook.toml. Zet daar een blok [[coders]] bij met deze "
        "key, en een description van wat een lezer moet weten."
    )
    return [
        f"Geschreven: {file}, met {len(workshop.session.records)} bijdragen.",
        "Vul per bijdrage één tot drie codes in, of geen-code als er geen past. Een lege rij telt "
        "als: nog niet gecodeerd.",
        "Laat codeurs elkaars bestand niet zien tot zij klaar zijn.",
        *([] if key.partition("#")[0] in known else [missing]),
    ]


def _differences(file: Path, workshop: Workshop) -> str:
    from workshop_analysis.coders.agreement import disagreements
    from workshop_analysis.folder.coder_sheet import write_differences
    from workshop_analysis.folder.sheet_words import DIFFERENCES_FILE

    found: pd.DataFrame = disagreements(workshop.coding, records=workshop.session.records)
    if found.empty:
        return "Er zijn geen verschillen om over te besluiten; er is niets geschreven."
    with written(file):
        write_differences(file, disagreements=found, codebook=workshop.codebook)
    what = "1 bijdrage" if len(found) == 1 else f"{len(found)} bijdragen"
    return (
        f"Geschreven: {file}, met {what}, het grootste verschil bovenaan. Vul bij 'consensus' in "
        f"wat u samen besluit en leg het bestand als {DIFFERENCES_FILE} in de sessiemap."
    )
