"""Writing a workbook, or refreshing the one that stands there: beside it, with no cell lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workshop_analysis.commands.files import must_be_free, written
from workshop_analysis.commands.refusal import Refused
from workshop_analysis.commands.text import count

if TYPE_CHECKING:
    from openpyxl import Workbook

    from workshop_analysis.folder.codebook import Codebook


def may_be_written(file: Path, *, sheet: str) -> bool:
    """Whether the file is there already and can be refreshed; False where nothing stands yet.

    Raises Refused where neither can be: something else stands there, or a refreshed one already.
    """
    from workshop_analysis.folder.refreshed_sheet import beside, has_sheet

    if not (file.is_file() and file.suffix.casefold() == ".xlsx" and has_sheet(file, sheet)):
        must_be_free(file, ending=".xlsx")
        return False
    new = beside(file)
    if new.exists():
        raise Refused(
            f"'{new}' bestaat al. Werk daarin verder en geef het de naam {file.name}, of haal het "
            "weg. Geef de opdracht daarna nog eens."
        )
    return True


def write_or_refresh(file: Path, *, sheet: str, fresh: Workbook, codebook: Codebook) -> list[str]:
    """Write the workbook and return nothing; or refresh the old one and return what to say."""
    from workshop_analysis.files.workbook import save
    from workshop_analysis.folder.refreshed_sheet import Refreshed, write_refreshed

    if not file.exists():
        with written(file):
            save(fresh, path=file)
        return []
    with written(file):
        new: Refreshed = write_refreshed(file, sheet=sheet, fresh=fresh, codebook=codebook)
    kept = (
        "Het blad met codes in het oude bestand zei ook iets anders; dat blad staat er nog bij."
        if new.kept_sheet
        else ""
    )
    lines = [
        f"Ververst: {new.path}. Alles wat in {file.name} was ingevuld, staat erin; {file.name} "
        "zelf is niet veranderd.",
        f"Erbij: {count(new.rows, 'bijdrage', 'bijdragen')}. Bijgewerkt: "
        f"{count(new.cells, 'cel', 'cellen')} die niet van een codeur zijn. De keuzelijst heeft de "
        "codes van nu.",
        kept,
        f"Werk verder in het nieuwe bestand: haal {file.name} weg en geef het nieuwe die naam.",
    ]
    return [line for line in lines if line]
