"""A workbook to code in with suggestions beside the codes: no person, no table, no votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.suggest import Suggestions, one_row_each
from workshop_analysis.commands.coder_records import SEEN
from workshop_analysis.folder.code_words import known_codes
from workshop_analysis.folder.coder_sheet import coder_workbook
from workshop_analysis.folder.crosswalk import renamed_codes
from workshop_analysis.folder.filled_in import CODE_COLUMNS, codes_of

if TYPE_CHECKING:
    from openpyxl import Workbook

    from workshop_analysis.folder.workshop import Workshop


def suggestion_workbook(workshop: Workshop, *, offered: Suggestions) -> Workbook:
    """Give every contribution with the codes of the session's own spreadsheet, and suggestions."""
    known = known_codes(workshop.codebook.codes, renamed=renamed_codes(workshop.crosswalk))
    assert workshop.filled_in is not None  # a published list was refused before
    coded = _codes_beside(codes_of(workshop.filled_in, codes=known).value)
    records = workshop.session.records[SEEN]
    for more in (coded, one_row_each(offered)):
        records = records.merge(more, on="id", how="left", validate="one_to_one")
    return coder_workbook(records, codebook=workshop.codebook, coder=None)


def _codes_beside(coding: pd.DataFrame) -> pd.DataFrame:
    """Give one row per contribution that was coded in the spreadsheet itself: id, code_1.., who."""
    grouped = coding.groupby("record", sort=False)
    codes = grouped["code"].agg(list)
    columns = {
        column: codes.map(lambda given, place=place: given[place] if len(given) > place else None)
        for place, column in enumerate(CODE_COLUMNS)
    }
    said = {name: grouped[name].first() for name in ("coder", "reason")}
    return pd.DataFrame({**columns, **said}).rename_axis("id").reset_index()
