"""Several coders' files as one coding: nothing lost, nothing doubled, and each fault in its file.

A coder's file is a workbook of `coder_sheet` or a table with one row per contribution x code,
called `codering-<wie>` (or `coding-<wie>`). Codes in bijdragen.xlsx itself and the consensus in
verschillen.xlsx are read along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, join
from workshop_analysis.files.opened import TABLE_ENDINGS, OpenedFolder
from workshop_analysis.folder.filled_in import codes_of, scan_filled_in
from workshop_analysis.folder.sheet_words import DIFFERENCES_FILE

COLUMNS = ["record", "code", "coder", "origin", "reason"]


@dataclass(frozen=True)
class CoderFile:
    """One file with codings, as read: its name, its sha256 and its rows."""

    name: str
    coding: pd.DataFrame
    sha256: str = ""


def coder_files(folder: OpenedFolder) -> list[str]:
    """Give the names of the files that hold codings of their own, besides coding.csv."""
    named = [
        name
        for name in folder.names
        if Path(name).suffix.casefold() in TABLE_ENDINGS
        and Path(name).stem.casefold().startswith(("codering-", "coding-"))
    ]
    return [*named, *(name for name in (DIFFERENCES_FILE,) if name in folder.names)]


def scan_coder_files(
    folder: OpenedFolder,
    own: Checked[RawTable] | None,
    *,
    codes: tuple[str, ...],
    records: tuple[str, ...],
) -> Checked[tuple[CoderFile, ...]]:
    """Return every file of the folder that holds codings, with every fault in them.

    `own` is the table of the contributions itself, as filled in: codes may stand in it too.
    """
    tables = [(scan_filled_in(folder[name]), False) for name in coder_files(folder)]
    place = len(tables) - (DIFFERENCES_FILE in folder.names)
    if own is not None:
        tables.insert(place, (own, True))
    files: list[CoderFile] = []
    faults: list[Fault] = []
    for table, is_own in tables:
        found = codes_of(table, codes=codes, records=None if is_own else records)
        faults += found.faults
        if len(found.value) or not is_own:
            files.append(CoderFile(table.value.name, found.value, table.value.sha256))
    return Checked(tuple(files), tuple(faults))


def merge_codings(files: Iterable[CoderFile]) -> Checked[pd.DataFrame]:
    """Return all codings as one table, with a fault where two files contradict each other.

    One row per record x coder x code: record, code, coder, origin, reason. The same coding of a
    record in two files counts once, with both reasons; a different one by the same coder is a
    fault: it may be a second round, which has a key of its own.
    """
    rows = [file.coding[COLUMNS].assign(file=file.name) for file in files]
    every = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=[*COLUMNS, "file"])
    sets = every.groupby(["coder", "record", "file"], sort=False)["code"].agg(frozenset)
    first = sets.groupby(level=["coder", "record"], sort=False).transform("first")
    differing = sets[sets != first].reset_index()
    merged = every.groupby(["record", "coder", "code"], sort=False, as_index=False)
    once = merged.agg(origin=("origin", "first"), reason=("reason", _joined))
    return Checked(once[COLUMNS].astype("str"), tuple(_contradictions(every, differing)))


def _joined(reasons: pd.Series) -> object:
    said = list(dict.fromkeys(reasons.dropna()))
    return "; ".join(said) if said else None


def _contradictions(every: pd.DataFrame, differing: pd.DataFrame) -> list[Fault]:
    return [
        _contradiction(str(coder), str(file), _first_file(every, str(coder), records), records)
        for (coder, file), records in differing.groupby(["coder", "file"], sort=False)["record"]
    ]


def _first_file(every: pd.DataFrame, coder: str, records: pd.Series) -> str:
    same = every["coder"].eq(coder) & every["record"].isin(records)
    return str(every.loc[same, "file"].iloc[0])


def _contradiction(coder: str, file: str, earlier: str, records: pd.Series) -> Fault:
    shown = [f"'{record}'" for record in records[:5]]
    shown += [f"nog {len(records) - 5} andere"] if len(records) > 5 else []
    what = "bijdrage" if len(records) == 1 else "bijdragen"
    return Fault(
        file,
        f"codeur '{coder}' codeerde {what} {join(shown, last='en')} hier anders dan in {earlier}. "
        f"Is dit een tweede ronde? Noem de codeur hier dan '{coder}#2'. Is het een vergissing? "
        "Laat dan één van de twee staan.",
    )
