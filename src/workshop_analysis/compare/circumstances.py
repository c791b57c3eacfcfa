"""How alike two sessions were, apart from what people said."""

from collections.abc import Mapping

import pandas as pd

ASPECTS = ("question", "method", "selection", "participants", "unit", "codebook_version", "coders")


def comparability(
    later: Mapping[str, str | None], *, baseline: Mapping[str, str | None]
) -> pd.DataFrame:
    """Give per circumstance what each session says of it, and whether that is the same.

    One row per aspect (question, method, selection, participants, unit, codebook_version,
    coders): `baseline` and `later` as written, missing where a session does not say; `same`,
    missing as soon as one of the two is.
    """
    then, now = (
        pd.Series([session.get(aspect) for aspect in ASPECTS], dtype="str")
        for session in (baseline, later)
    )
    same = then.eq(now).astype("boolean").where(then.notna() & now.notna())
    return pd.DataFrame({"aspect": ASPECTS, "baseline": then, "later": now, "same": same})
