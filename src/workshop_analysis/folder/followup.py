"""What became of each belofte: read from opvolging.csv, where somebody keeps it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workshop_analysis.checks import Checked, Column, Rule, check_table, different, known
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table
from workshop_analysis.folder.coding import OurTable
from workshop_analysis.terms import NOVEMBER_WORDS, Vocabulary

COLUMNS = ("promise", "status", "date", "source")
WITH_WORDS = ("promise", "text", *COLUMNS[1:])


def scan_followup(
    folder: OpenedFolder, *, codes: pd.DataFrame, words: Vocabulary = NOVEMBER_WORDS
) -> Checked[OurTable]:
    """Give what became of the beloftes of this folder, with every fault in it.

    One row per belofte x status x date: promise, text (its words in the codebook), status, date
    (as written), source. Empty without a file: then nothing is known, which is not the same as
    that nothing was done. `codes` (code, text) are those of the codebook; `words` has the word for
    what was hoped, where the session has one.
    """
    file = folder.table("opvolging", required=False)
    if file.value is None:
        return Checked(OurTable(pd.DataFrame(columns=list(WITH_WORDS), dtype="str")))
    what = words.promise.singular if words.promise else "code"
    columns = {
        "promise": Column((known(codes["code"], what=what),)),
        "status": Column(way_out="Schrijf in een paar woorden hoe het ermee staat."),
        "date": Column((_a_day(),), way_out="Schrijf de dag, zoals 2026-05-01."),
        "source": Column(way_out="Schrijf waar dit staat of wie het meldde, zonder namen."),
    }
    raw = scan_table(file.value)
    checked = check_table(raw, columns, across=(different(*COLUMNS[:3], report="promise"),))
    table = checked.value[list(COLUMNS)].reset_index(drop=True)
    texts = table["promise"].map(codes.drop_duplicates("code").set_index("code")["text"])
    told = OurTable(table.assign(text=texts)[[*WITH_WORDS]], {raw.value.name: raw.value.sha256})
    return Checked(told, (*file.faults, *checked.faults), checked.notices)


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
