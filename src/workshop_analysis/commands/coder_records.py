"""What one coder gets to see: the texts, perhaps in reading order, perhaps with suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.similarity import reading_order
from workshop_analysis.coders.suggest import (
    Suggestions,
    labelled_texts,
    one_row_each,
    semantic_encoder,
)
from workshop_analysis.coders.suggest import suggest as suggested

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Folder

SEEN = ["id", "kind", "side", "text"]


def coder_records(content: Folder, *, suggestions: bool, alike: bool) -> pd.DataFrame:
    """Give the contributions as one coder may see them: id, kind, side, text, no person, no table.

    `alike` puts related texts together. `suggestions` adds suggestion_1 to _3 and evidence_1 to
    _3: the coder's own texts are no examples, so nobody sees how another coded them.
    """
    records = content.session.records[SEEN]
    if alike:
        order = reading_order(records)["id"]
        records = records.set_index("id").loc[order].reset_index()
    if not suggestions:
        return records
    offered = one_row_each(suggest_for(content, records))
    return records.merge(offered, on="id", how="left", validate="one_to_one")


def suggest_for(content: Folder, records: pd.DataFrame) -> Suggestions:
    """Give the suggestions for these records, with what people coded in this session as examples.

    The encoder of meaning is tried where it is installed.
    """
    examples = labelled_texts(content.coding, records=content.session.records)
    return suggested(
        records[["id", "text"]],
        codes=content.codebook.codes,
        labelled=examples,
        encoder=semantic_encoder(),
    )
