"""What `check` reads beside the folder itself, and what it says to think about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_analysis.faults import Fault
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.workshop import Folder


def read_all(folder: Path) -> tuple[Folder, Path | None]:
    """Return a session and the folder of its baseline, after every check that there is.

    Raises
    ------
    SessionError
        With every fault: of the session, its crosswalk, and what became of the beloftes.
    """
    from workshop_analysis.checks import SessionError
    from workshop_analysis.folder.baseline import read_tied

    try:
        content, baseline = read_tied(folder)
    except SessionError as error:
        raise SessionError([*error.faults, *_followup_faults(folder)]) from error
    faults = _followup_faults(folder, content.codebook)
    if faults:
        raise SessionError(faults)
    return content, baseline


def _followup_faults(folder: Path, codebook: Codebook | None = None) -> tuple[Fault, ...]:
    from workshop_analysis.folder.codebook import scan_codebook
    from workshop_analysis.folder.followup import scan_followup
    from workshop_analysis.folder.session import FILE, scan_session

    if codebook is None and (folder / FILE).is_file():
        codebook = scan_codebook(folder, session=scan_session(folder)).value
    if codebook is None:
        return ()
    return scan_followup(folder, promises=codebook.codes["code"]).faults


def remarks(content: Folder, *, folder: Path, baseline: Path | None) -> list[str]:
    """Return what to think about, one thing a line; none of it is a fault."""
    found = (*_baseline(content, folder, baseline), *_codebook(content))
    return [f"Let op: {said}" for said in found]


def _baseline(content: Folder, folder: Path, baseline: Path | None) -> Iterator[str]:
    """Yield what `compare` will say of the baseline, where that stands beside the folder."""
    from workshop_analysis.checks import SessionError
    from workshop_analysis.folder.baseline import codebook_notices, frozen_faults
    from workshop_analysis.folder.crosswalk import read_crosswalk
    from workshop_analysis.folder.workshop import read_folder

    reference = content.session.baseline
    if reference is None:
        return
    if baseline is None:
        yield (
            f"de nulmeting '{reference.key}' staat niet naast deze map. Of zij nog dezelfde is en "
            "of elke oude code een lot heeft, zegt compare."
        )
        return
    try:
        old = read_folder(baseline)
    except SessionError:
        yield f"de nulmeting '{baseline}' heeft fouten. Kijk haar na met check."
        return
    for fault in frozen_faults(content.session, baseline=old.session, folders=(folder, baseline)):
        yield f"{fault} Tot die tijd weigert compare."
    crosswalk = read_crosswalk(folder, new=content.codebook, old=old.codebook)
    yield from codebook_notices(content, old, crosswalk=crosswalk)


def _codebook(content: Folder) -> Iterator[str]:
    from workshop_analysis.coders.codebook_quality import codebook_warnings
    from workshop_analysis.terms import Evidence

    counted = content.session.evidence is Evidence.CONTRIBUTIONS and len(content.coding)
    coding = content.coding if counted else None
    yield from codebook_warnings(content.codebook, coding=coding)["warning"]
