"""What an absence is worth: the chance to have seen what was there."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workshop_analysis import estimates
from workshop_analysis.counting.shares import SMALL_BASE
from workshop_analysis.counting.units import gather, headline_unit

PREVALENCES = (5, 10, 20)
CHANCES = [*(f"seen_at_{percent}" for percent in PREVALENCES), "upper95"]
COLUMNS = ["n_unit", "n", *CHANCES, *(f"tables_{name}" for name in ("n", *CHANCES))]


def detectability(coded: pd.DataFrame) -> pd.DataFrame:
    """Give the chance that a session shows what 5, 10 or 20 % of such people would mention.

    One row per way of counting: `unit`, `n` (those with something coded), `seen_at_5`,
    `seen_at_10`, `seen_at_20` (chances) and `upper95`: the largest share who would mention it that
    not one mention leaves open. That is the end of the interval that `shares` gives for nobody, so
    a zero has one limit; missing where shares are withheld, and for the tables where people are
    counted. With participants at tables there are two rows, which are the two ends: everybody
    spoke for themselves, and each table had one voice. No row when people nor tables are known.

    Source: Fugard & Potts 2015; Wilson 1927. It fails where a facilitator steered, the question
    differed, or a table merged what it had.
    """
    known = [unit for unit in ("participant", "table") if _counted(coded, unit)]
    numbers = [gather(coded, counting="code", unit=unit).base for unit in known]
    people = np.array(numbers, dtype=float)
    seen = {
        f"seen_at_{percent}": estimates.chance_seen(percent / 100, people)
        for percent in PREVALENCES
    }
    return pd.DataFrame(
        {
            "unit": pd.Series(known, dtype="str"),
            "n": pd.Series(numbers, dtype="Int64"),
            **seen,
            "upper95": [_limit(coded, unit) for unit in known],
        }
    )


def chances(coded: pd.DataFrame) -> dict[str, object]:
    """Give the detectability of a session as one flat row, the tables' end as `tables_...`.

    `n`, `n_unit` and the chances belong to the headline unit; everything is missing where nothing
    is known of people or tables, and `tables_...` also where the table is the headline itself.
    """
    rows = {str(row["unit"]): row for row in detectability(coded).to_dict("records")}
    unit = headline_unit(coded)
    headline = rows.get(unit or "", {})
    tables = rows.get("table", {}) if unit == "participant" else {}
    values = [unit, *(headline.get(name) for name in ("n", *CHANCES))]
    values += [tables.get(name) for name in ("n", *CHANCES)]
    return dict(zip(COLUMNS, values, strict=True))


def beside(rows: Sequence[dict[str, object]], index: pd.Index) -> pd.DataFrame:
    """Give flat rows of chances as columns, in their own types; an empty row is all missing."""
    table = pd.DataFrame(list(rows), index=index).reindex(columns=COLUMNS)
    types = {name: "Int64" if name in ("n", "tables_n") else "float64" for name in COLUMNS[1:]}
    return table.astype({"n_unit": "str", **types})


def _limit(coded: pd.DataFrame, unit: str) -> float:
    if unit != headline_unit(coded):
        return float("nan")
    units = gather(coded, counting="code", unit=unit)
    return silence_limit(units.base, tables=len(units.sizes) if units.nested else None)


def silence_limit(people: int, *, tables: int | None = None) -> float:
    """Give the largest share who would mention what nobody here mentions (95 %).

    The upper end of Wilson's interval at 0; missing under ten people and five tables.
    """
    if people < SMALL_BASE or (tables is not None and tables < estimates.FEWEST_CLUSTERS):
        return float("nan")
    n = float(people)
    if tables is not None:
        n = float(estimates.edge_n(people, people * estimates.table_factor(people, tables)))
    return float(estimates.wilson(0, n)[1])


def _counted(coded: pd.DataFrame, unit: str) -> bool:
    headline = headline_unit(coded)
    if unit == headline:
        return True
    return headline == "participant" and "table" in coded and bool(coded["table"].notna().all())
