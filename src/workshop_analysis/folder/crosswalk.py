"""A codebook over time: what changed, what became of each old code, and what can be compared."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.checks import (
    Checked,
    Column,
    Fault,
    RawTable,
    Rule,
    check_table,
    different,
    join,
    known,
    one_of,
)
from workshop_analysis.files.opened import OpenedFolder
from workshop_analysis.files.tabular import scan_table

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

FILE = "crosswalk.csv"
COLUMNS = ["old", "new", "fate", "reason"]
MEANING = ["text", "definition", "include", "exclude"]
DIFF = ["what", "key", "change", "field", "old", "new"]


class Fate(StrEnum):
    """What became of a code of the old codebook."""

    KEPT = "gelijk"
    RENAMED = "hernoemd"
    SPLIT = "gesplitst"
    MERGED = "samengevoegd"
    DROPPED = "vervallen"


SAME_MEANING = (Fate.KEPT, Fate.RENAMED)
MOVES = (Fate.KEPT, Fate.RENAMED, Fate.MERGED)


def codebook_diff(new: Codebook, *, old: Codebook) -> pd.DataFrame:
    """Give what changed between two codebooks.

    One row per difference: `what` ("theme", "code" or "placement"), `key` (of a placement
    "code: theme"), `change` ("added", "removed" or "changed"), and for what changed the `field`
    with its `old` and `new` words; these three are missing for what was added or removed.
    """
    themes = _differences(new.themes, old.themes, key="theme", fields=["name", *MEANING[1:]])
    codes = _differences(new.codes, old.codes, key="code", fields=MEANING)
    placed = (_pairs(book) for book in (new, old))
    parts = {"theme": themes, "code": codes, "placement": _added_or_removed(*placed)}
    rows = [part.assign(what=what) for what, part in parts.items()]
    return pd.concat(rows, ignore_index=True)[DIFF].astype("str")


def scan_crosswalk(folder: OpenedFolder) -> Checked[RawTable] | None:
    """Return what became of each old code as somebody wrote it; None where nobody wrote it.

    What it says can be checked once both codebooks are known.
    """
    file = folder.table("crosswalk", required=False)
    if file.value is None:
        return None
    table = scan_table(file.value)
    return Checked(table.value, (*file.faults, *table.faults), table.notices)


def renamed_codes(written: Checked[RawTable] | None) -> dict[str, str]:
    """Return the new key of each code that was renamed and nothing else, as somebody wrote it."""
    if written is None or not set(COLUMNS[:3]) <= set(written.value.frame):
        return {}
    rows = written.value.frame
    once = ~rows.duplicated("old", keep=False) & ~rows.duplicated("new", keep=False)
    renamed = rows[once & rows["fate"].eq(Fate.RENAMED)].dropna(subset=["old", "new"])
    return dict(zip(renamed["old"], renamed["new"], strict=True))


def retired_codes(written: Checked[RawTable] | None) -> frozenset[str]:
    """Return every old code whose fate somebody wrote down, whatever it is."""
    if written is None or "old" not in written.value.frame:
        return frozenset()
    return frozenset(written.value.frame["old"].dropna())


def check_crosswalk(
    written: Checked[RawTable] | None, *, new: Codebook, old: Codebook
) -> Checked[pd.DataFrame]:
    """Give what became of each old code, with every fault, an old code without a fate among them.

    One row per old code x new code: old, new, fate, reason. An old code that the new codebook
    still has needs no row; a code that was dropped has no `new`. Without a crosswalk the table is
    empty.
    """
    if written is None:
        nothing = pd.DataFrame(columns=COLUMNS, dtype="str")
        return Checked(nothing, tuple(_without_fate(nothing, new=new, old=old)))
    columns = {
        "old": Column((known(old.codes["code"], what="oude code"),)),
        "new": Column((known(new.codes["code"], what="nieuwe code"),), may_be_empty=True),
        "fate": Column((one_of(Fate),)),
        "reason": Column(way_out="Schrijf in één zin waarom."),
    }
    checked = check_table(written, columns, across=_ACROSS)
    table = checked.value.reset_index(drop=True)
    missing = _without_fate(table, new=new, old=old)
    return Checked(table, (*checked.faults, *missing), checked.notices)


def apply_crosswalk(coding: pd.DataFrame, *, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Give the coding in the codes of the new codebook, as far as these can be known.

    One row per record x coder x code, as before. Renamed and merged codes become the new code
    (twice the same on one record becomes once). A code that was split or dropped keeps its old
    name: which part a record meant cannot be known afterwards, so its theme is not comparable.
    """
    moved = coding.assign(code=moved_codes(coding["code"], crosswalk=crosswalk))
    return moved.drop_duplicates(["record", "code", "coder"], ignore_index=True)


def moved_codes(codes: pd.Series[str], *, crosswalk: pd.DataFrame) -> pd.Series[str]:
    """Give each code under its new name where it was renamed or merged, else as it was."""
    known_by = crosswalk[crosswalk["fate"].isin(MOVES)].set_index("old")["new"].to_dict()
    new = codes.map(lambda code: known_by.get(code, code), na_action="ignore")
    return new.astype(codes.dtype)


def changed_codes(new: Codebook, *, old: Codebook, crosswalk: pd.DataFrame) -> frozenset[str]:
    """Give the codes, old and new, that do not mean what they meant.

    Split, merged and dropped codes with what came of them, and codes whose words changed without a
    crosswalk row that says they still mean the same ("gelijk" or "hernoemd").
    """
    same = crosswalk["fate"].isin(SAME_MEANING)
    torn = crosswalk.loc[~same, ["old", "new"]].melt()["value"].dropna()
    diff = codebook_diff(new, old=old)
    reworded = diff.loc[diff["what"].eq("code") & diff["change"].eq("changed"), "key"]
    return frozenset(torn) | (frozenset(reworded) - frozenset(crosswalk.loc[same, "old"]))


def changed_keys(
    new: Codebook, *, old: Codebook, crosswalk: pd.DataFrame, level: str = "theme"
) -> frozenset[str]:
    """Give the codes or themes that cannot be compared: one changed code is enough for a theme.

    A theme is looked up in both codebooks; one whose own definition changed counts too.
    """
    codes = changed_codes(new, old=old, crosswalk=crosswalk)
    if level == "code":
        return codes
    diff = codebook_diff(new, old=old)
    reworded = diff[diff["what"].eq("theme") & diff["field"].isin(MEANING)]["key"]
    placements = pd.concat([new.placements, old.placements])
    touched = placements.loc[placements["code"].isin(codes), "theme"].dropna()
    return frozenset(touched) | frozenset(reworded)


# -- the rules of a crosswalk -----------------------------------------------------------------


def _rule(
    holds: Callable[[pd.DataFrame], pd.Series[bool]], sentence: str, *, column: str = "fate"
) -> Rule:
    """Make a rule over whole rows; {old}, {new} and {fate} in the sentence come from the row."""

    def say(values: pd.Series[str], frame: pd.DataFrame) -> list[str]:
        rows = frame.loc[values.index, COLUMNS[:3]].to_dict("records")
        return [sentence.format_map({str(k): v for k, v in row.items()}) for row in rows]

    return Rule(holds, say, column)


def _fate(frame: pd.DataFrame, *fates: Fate) -> pd.Series[bool]:
    return frame["fate"].isin([str(fate) for fate in fates])


def _times(frame: pd.DataFrame, column: str) -> pd.Series[int]:
    return frame.groupby(column, dropna=False)[column].transform("size")


_ACROSS = (
    different("old", "new", report="old"),
    _rule(
        lambda f: f["new"].isna() | ~_fate(f, Fate.DROPPED),
        "een vervallen code heeft geen nieuwe code. Maak de kolom 'new' op deze rij leeg.",
    ),
    _rule(
        lambda f: f["new"].notna() | _fate(f, Fate.DROPPED) | f["fate"].isna(),
        "code '{old}' is {fate}, maar er staat niet waarin. Vul de nieuwe code in.",
        column="new",
    ),
    _rule(
        lambda f: f.groupby("old", dropna=False)["fate"].transform("nunique").le(1),
        "code '{old}' heeft op een andere rij een ander lot. Een code heeft er één.",
    ),
    _rule(
        lambda f: ~_fate(f, Fate.SPLIT) | _times(f, "old").gt(1),
        "code '{old}' is gesplitst, maar staat op één rij. Geef elke nieuwe code een eigen rij.",
    ),
    _rule(
        lambda f: ~_fate(f, Fate.MERGED) | _times(f, "new").gt(1),
        "code '{old}' is samengevoegd, maar geen andere code gaat naar '{new}'. "
        "Bedoelt u hernoemd?",
    ),
    _rule(
        lambda f: (
            ~_fate(f, Fate.RENAMED, Fate.KEPT) | (_times(f, "old").eq(1) & _times(f, "new").eq(1))
        ),
        "code '{old}' is {fate}, maar '{old}' of '{new}' staat op meer rijen. "
        "Bedoelt u gesplitst of samengevoegd?",
    ),
    _rule(
        lambda f: ~_fate(f, Fate.KEPT) | f["old"].eq(f["new"]) | f["new"].isna(),
        "code '{old}' is gelijk gebleven, maar heet nu '{new}'. Bedoelt u hernoemd?",
    ),
)


def _without_fate(table: pd.DataFrame, *, new: Codebook, old: Codebook) -> list[Fault]:
    gone = old.codes["code"][~old.codes["code"].isin(new.codes["code"])]
    return [
        Fault(
            FILE,
            f"code '{code}' staat in codeboek {old.version} en niet in {new.version}. Schrijf er "
            f"een rij voor met zijn lot: {join(list(Fate)[1:])}.",
        )
        for code in gone[~gone.isin(table["old"])]
    ]


# -- what differs between two tables ----------------------------------------------------------


def _differences(
    new: pd.DataFrame, old: pd.DataFrame, *, key: str, fields: list[str]
) -> pd.DataFrame:
    then, now = (frame.melt(key, fields, "field") for frame in (old, new))
    both = then.merge(now, on=[key, "field"], suffixes=("_old", "_new"))
    differs = both["value_old"].ne(both["value_new"])
    differs &= both[["value_old", "value_new"]].notna().any(axis=1)
    names = {key: "key", "value_old": "old", "value_new": "new"}
    changed = both[differs].rename(columns=names)
    moved = _added_or_removed(new[key], old[key])
    return pd.concat([moved, changed.assign(change="changed")], ignore_index=True)


def _added_or_removed(new: pd.Series[str], old: pd.Series[str]) -> pd.DataFrame:
    added, removed = new[~new.isin(old)], old[~old.isin(new)]
    return pd.concat(
        [
            pd.DataFrame({"key": added, "change": "added"}),
            pd.DataFrame({"key": removed, "change": "removed"}),
        ]
    ).reindex(columns=DIFF[1:])


def _pairs(book: Codebook) -> pd.Series[str]:
    placed = book.placements.dropna(subset=["theme"])
    return placed["code"] + ": " + placed["theme"]
