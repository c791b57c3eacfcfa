"""What became of each old code as somebody wrote it, before any codebook is known."""

from __future__ import annotations

from enum import StrEnum

from workshop_analysis.checks import Checked, RawTable
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table


class Fate(StrEnum):
    """What became of a code of the old codebook."""

    KEPT = "gelijk"
    RENAMED = "hernoemd"
    SPLIT = "gesplitst"
    MERGED = "samengevoegd"
    DROPPED = "vervallen"


def scan_crosswalk(folder: OpenedFolder) -> Checked[RawTable] | None:
    """Return what became of each old code as somebody wrote it; None where nobody wrote it.

    What it says can be checked once both codebooks are known.
    """
    file = folder.table("crosswalk", required=False)
    if file.value is None:
        return None
    table = scan_table(file.value)
    return Checked(table.value, (*file.faults, *table.faults), table.notices)


def renamed_codes(written: Checked[RawTable] | None) -> dict[str, str]:
    """Return the new key of each code that was renamed and nothing else, as somebody wrote it."""
    if written is None or not {"old", "new", "fate"} <= set(written.value.frame):
        return {}
    rows = written.value.frame
    once = ~rows.duplicated("old", keep=False) & ~rows.duplicated("new", keep=False)
    renamed = rows[once & rows["fate"].eq(Fate.RENAMED)].dropna(subset=["old", "new"])
    return dict(zip(renamed["old"], renamed["new"], strict=True))


def retired_codes(written: Checked[RawTable] | None) -> frozenset[str]:
    """Return every old code whose fate somebody wrote down, whatever it is."""
    if written is None or "old" not in written.value.frame:
        return frozenset()
    return frozenset(written.value.frame["old"].dropna())
