"""What became of each belofte: read from opvolging.csv, where somebody keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, Column, Rule, check_table, different, known
from workshop_analysis.files.tabular import find_table, scan_table
from workshop_analysis.folder.baseline import baseline_near
from workshop_analysis.folder.codebook import read_codebook

COLUMNS = ("promise", "status", "date", "source")


def read_followups(folder: Path | str, *, baseline: Path | str | None = None) -> pd.DataFrame:
    """Give what became of the beloftes of a session and of the baseline that it names.

    One row per line of either opvolging.csv, the baseline's first: promise, text (its words in
    that codebook), status, date, source. Without `baseline` the one that the session names is
    looked for beside its folder.

    Raises
    ------
    SessionError
        With every fault in a file.
    """
    then = Path(baseline) if baseline is not None else baseline_near(Path(folder))
    places = [place for place in (then, Path(folder)) if place is not None]
    tables = [_with_words(place) for place in places]
    return pd.concat(tables, ignore_index=True).drop_duplicates(ignore_index=True)


def _with_words(folder: Path) -> pd.DataFrame:
    """One folder's lines, each belofte in the words of that folder's codebook."""
    if find_table(folder, "opvolging", required=False).value is None:
        return pd.DataFrame(columns=["promise", "text", *COLUMNS[1:]], dtype="str")
    codes = read_codebook(folder).codes
    table = read_followup(folder, promises=codes["code"])
    words = table["promise"].map(codes.set_index("code")["text"])
    return table.assign(text=words)[["promise", "text", *COLUMNS[1:]]]


def read_followup(folder: Path | str, *, promises: Iterable[str]) -> pd.DataFrame:
    """Give what became of the beloftes: promise, status, date (as written), source.

    One row per belofte x status x date. Empty without a file: then nothing is known, which is not
    the same as that nothing was done. `promises` are the beloftes that exist.

    Raises
    ------
    SessionError
        With every fault in the file.
    """
    return scan_followup(Path(folder), promises=promises).accept()


def scan_followup(folder: Path, *, promises: Iterable[str]) -> Checked[pd.DataFrame]:
    """Give what became of the beloftes as far as it can be read, with every fault in it."""
    path = find_table(folder, "opvolging", required=False)
    if path.value is None:
        return Checked(pd.DataFrame(columns=list(COLUMNS), dtype="str"), path.faults)
    columns = {
        "promise": Column((known(promises, what="belofte"),)),
        "status": Column(way_out="Schrijf in een paar woorden hoe het ermee staat."),
        "date": Column((_a_day(),), way_out="Schrijf de dag, zoals 2026-05-01."),
        "source": Column(way_out="Schrijf waar dit staat of wie het meldde, zonder namen."),
    }
    checked = check_table(
        scan_table(path.value), columns, across=(different(*COLUMNS[:3], report="promise"),)
    )
    table = checked.value[list(COLUMNS)].reset_index(drop=True)
    return Checked(table, (*path.faults, *checked.faults), checked.notices)


def _a_day() -> Rule:
    def holds(values: pd.Series[Any]) -> pd.Series[bool]:
        written = values.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
        return written & pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").notna()

    return Rule(
        holds,
        lambda values, _: [
            f"'{value}' is geen datum. Schrijf hem als 2026-05-01." for value in values
        ],
    )
