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
    found = (
        *_baseline(workshop, baseline),
        *_codebook(workshop),
        *_fallbacks(workshop, baseline),
    )
    return [f"Let op: {said}" for said in found]


def _baseline(workshop: Workshop, baseline: ScannedWorkshop | None) -> Iterator[str]:
    """Yield what `compare` will say of the baseline, where that stands beside the folder."""
    from workshop_analysis.folder.baseline import codebook_notices, frozen_faults, order_faults
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
    refused = (judge(workshop, baseline=old) for judge in (order_faults, frozen_faults))
    for fault in (each for faults in refused for each in faults):
        yield f"{fault} Tot die tijd weigert compare."
    crosswalk = check_crosswalk(workshop.crosswalk, new=workshop.codebook, old=old.codebook)
    yield from codebook_notices(workshop, old, crosswalk=crosswalk.value)


def _codebook(workshop: Workshop) -> Iterator[str]:
    from workshop_analysis.coders.codebook_quality import codebook_warnings
    from workshop_analysis.terms import Evidence

    counted = workshop.session.evidence is Evidence.CONTRIBUTIONS and len(workshop.coding)
    coding = workshop.coding if counted else None
    yield from codebook_warnings(workshop.codebook, coding=coding)["warning"]


def _fallbacks(workshop: Workshop, baseline: ScannedWorkshop | None) -> Iterator[str]:
    """Yield what is counted in another way than one would expect, and codes of another kind."""
    from workshop_analysis.counting.fallbacks import fallbacks, spoken

    near = baseline.workshop.session.records if baseline and baseline.workshop else None
    yield from spoken(fallbacks(workshop, outcomes=near))
