"""The session's spreadsheet once more, with suggestions beside the codes and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.suggest import Suggestions, one_row_each
from workshop_analysis.folder.contributions_sheet import write_contributions
from workshop_analysis.folder.filled_in import CODE_COLUMNS, codes_of

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop


def write_suggestions(file: Path, *, workshop: Workshop, offered: Suggestions) -> None:
    """Write every contribution with the codes of the session's own spreadsheet, and suggestions."""
    codes = tuple(workshop.codebook.codes["code"])
    assert workshop.filled_in is not None  # a published list was refused before
    coded = _codes_beside(codes_of(workshop.filled_in, codes=codes).value)
    records = workshop.session.records.merge(coded, on="id", how="left", validate="one_to_one")
    write_contributions(
        file, codebook=workshop.codebook, records=records, suggestions=one_row_each(offered)
    )


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
