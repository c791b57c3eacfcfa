"""Time a large session: read 70,000 coded contributions from CSV, check them and tally them.

Prints processor seconds per step and the peak memory. The contributions are those of the example
session, said again by other people at other tables until there are enough.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
from pathlib import Path
from time import process_time

import pandas as pd

from workshop_analysis.counting.shares import shares
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.folder.workshop import read_workshop

EXAMPLE = Path(__file__).parents[1] / "data" / "voorbeeldsessie"
CONTRIBUTIONS = 70_000
PEOPLE, TABLES = 9_999, 1_500
MOST_SECONDS = 3.0


def large_session(folder: Path) -> Path:
    """Write a session of 70,000 contributions, each coded by one reader, and return its folder."""
    shutil.copytree(EXAMPLE, folder)
    records = pd.read_csv(EXAMPLE / "contributions.csv", dtype="str")
    coding = pd.read_csv(EXAMPLE / "coding.csv", dtype="str").query("coder == 'lezer-1'")
    records = records[records["id"].isin(coding["record"])]
    times = -(-CONTRIBUTIONS // len(records))
    many = pd.concat([_again(records, number) for number in range(times)])[:CONTRIBUTIONS]
    codes = pd.concat([coding.assign(record=_named(coding["record"], n)) for n in range(times)])
    many.to_csv(folder / "contributions.csv", index=False)
    codes[codes["record"].isin(many["id"])].to_csv(folder / "coding.csv", index=False)
    return folder


def _again(records: pd.DataFrame, number: int) -> pd.DataFrame:
    place = pd.Series(range(len(records)), index=records.index) + number * len(records)
    person = place % PEOPLE
    return records.assign(
        id=_named(records["id"], number),
        participant="P" + person.add(1).astype("str"),
        table=person.mod(TABLES).add(1).astype("str"),
    )


def _named(ids: pd.Series, number: int) -> pd.Series:
    return ids + f"-{number}"


def measured(folder: Path) -> tuple[float, float, int]:
    """Return the processor seconds of reading with checking, those of tallying, and the rows."""
    start = process_time()
    content = read_workshop(folder)
    read = process_time()
    coded = assign_themes(content.session.records, coding=content.coding, codebook=content.codebook)
    shares(coded, by=["theme"], keys=tuple(content.codebook.themes["theme"]))
    return read - start, process_time() - read, len(content.session.records)


def main() -> int:
    """Print the figures; 1 when a large session takes too long."""
    read_workshop(EXAMPLE)  # so that what is imported on first use is not measured
    with tempfile.TemporaryDirectory() as place:
        reading, tallying, rows = measured(large_session(Path(place) / "groot"))
    total = reading + tallying
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} contributions: read and checked in {reading:.2f} s, tallied in {tallying:.2f} s")
    print(f"together {total:.2f} s (meant at most {MOST_SECONDS}); peak memory {peak:.0f} MB")
    return 0 if total <= MOST_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
