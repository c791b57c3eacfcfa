"""What `check` reads beside the folder itself, and what it says to think about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import ScannedWorkshop, Workshop


def read_all(folder: Path) -> tuple[Workshop, ScannedWorkshop | None]:
    """Return a session and its baseline where that stands near by, after every check there is.

    Raises
    ------
    SessionError
        With every fault: of the session, of its crosswalk, and of what became of the beloftes.
    """
    from workshop_analysis.checks import SessionError
    from workshop_analysis.files.opened import open_folder
    from workshop_analysis.folder.baseline import crosswalk_faults, scan_near
    from workshop_analysis.folder.workshop import scan_workshop

    opened = open_folder(folder)
    scanned = scan_workshop(opened)
    near = scan_near(opened, key=scanned.baseline_key)
    faults = (*scanned.faults, *(crosswalk_faults(scanned, near) if near else ()))
    if faults or scanned.workshop is None:
        raise SessionError(faults)
    return scanned.workshop, near


def remarks(workshop: Workshop, *, baseline: ScannedWorkshop | None) -> list[str]:
    """Return what to think about, one thing a line; none of it is a fault."""
    found = (*_texts(workshop), *_baseline(workshop, baseline), *_codebook(workshop))
    return [f"Let op: {said}" for said in found]


def _texts(workshop: Workshop) -> list[str]:
    from workshop_analysis.coders.text_remarks import text_remarks
    from workshop_analysis.terms import Evidence

    session, filled_in = workshop.session, workshop.filled_in
    if session.evidence is not Evidence.CONTRIBUTIONS or filled_in is None:
        return []
    table = filled_in.value
    rows = dict(zip(table.frame["id"].tolist(), table.frame.index.tolist(), strict=True))
    return text_remarks(session.records, file=table.name, rows=rows)


def _baseline(workshop: Workshop, baseline: ScannedWorkshop | None) -> Iterator[str]:
    """Yield what `compare` will say of the baseline, where that stands beside the folder."""
    from workshop_analysis.folder.baseline import codebook_notices, frozen_faults
    from workshop_analysis.folder.crosswalk import check_crosswalk

    reference = workshop.session.baseline
    if reference is None:
        return
    if baseline is None:
        yield (
            f"de nulmeting '{reference.key}' staat niet naast deze map. Of zij nog dezelfde is en "
            "of elke oude code een lot heeft, zegt compare."
        )
        return
    old = baseline.workshop
    if old is None:
        yield f"de nulmeting '{baseline.place}' heeft fouten. Kijk haar na met check."
        return
    places = workshop.place, old.place
    for fault in frozen_faults(workshop.session, baseline=old.session, folders=places):
        yield f"{fault} Tot die tijd weigert compare."
    crosswalk = check_crosswalk(workshop.crosswalk, new=workshop.codebook, old=old.codebook)
    yield from codebook_notices(workshop, old, crosswalk=crosswalk.value)


def _codebook(workshop: Workshop) -> Iterator[str]:
    from workshop_analysis.coders.codebook_quality import codebook_warnings
    from workshop_analysis.terms import Evidence

    counted = workshop.session.evidence is Evidence.CONTRIBUTIONS and len(workshop.coding)
    coding = workshop.coding if counted else None
    yield from codebook_warnings(workshop.codebook, coding=coding)["warning"]
