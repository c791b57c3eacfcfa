"""What one coder gets to see: the texts, perhaps in reading order, perhaps with suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.kinds import code_kinds
from workshop_analysis.coders.similarity import reading_order
from workshop_analysis.coders.suggest import (
    Suggestions,
    labelled_texts,
    one_row_each,
    semantic_encoder,
)
from workshop_analysis.coders.suggest import suggest as suggested
from workshop_analysis.folder.baseline import outcomes_near

if TYPE_CHECKING:
    from workshop_analysis.folder.workshop import Workshop

SEEN = ["id", "kind", "side", "text"]


def coder_records(workshop: Workshop, *, suggestions: bool, alike: bool) -> pd.DataFrame:
    """Give the contributions as one coder may see them: id, kind, side, text, no person, no table.

    `alike` puts related texts together. `suggestions` adds suggestion_1 to _3 and evidence_1 to
    _3: the coder's own texts are no examples, so nobody sees how another coded them.
    """
    records = workshop.session.records[SEEN]
    if alike:
        order = reading_order(records)["id"]
        records = records.set_index("id").loc[order].reset_index()
    if not suggestions:
        return records
    offered = one_row_each(suggest_for(workshop, records))
    return records.merge(offered, on="id", how="left", validate="one_to_one")


def suggest_for(workshop: Workshop, records: pd.DataFrame) -> Suggestions:
    """Give the suggestions for these records, with what people coded in this session as examples.

    Codes of the contribution's own kind come first, where the codebook or the baseline beside the
    folder says of which kind they are. The encoder of meaning is tried where it is installed.
    """
    codes = workshop.codebook.codes
    kinds = code_kinds(workshop.codebook, outcomes=outcomes_near(workshop))
    examples = labelled_texts(workshop.coding, records=workshop.session.records)
    return suggested(
        records[["id", "text", "kind"]],
        codes=codes.assign(kind=codes["code"].map(kinds)),
        labelled=examples,
        encoder=semantic_encoder(),
    )
