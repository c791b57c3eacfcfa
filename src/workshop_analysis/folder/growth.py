"""A codebook that grows while people code: what the sheet in bijdragen.xlsx adds to it.

One rule: codebook.toml goes first. A code or rode draad that stands on the sheet and not there is
a new one and counts, with who thought of it and why. One that stands in both has the same words in
both, or that is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
    key_form,
    meant,
)
from workshop_analysis.folder.codes_sheet import CODE_HEADINGS, THEME_HEADINGS
from workshop_analysis.folder.sheet_codes import SheetCodes, theme_key

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook

UNDESCRIBED = "staat niet bij [[coders]] in codebook.toml"
_FREE = Column(may_be_absent=True, may_be_empty=True)
_WHY = "Schrijf in één zin waarom."
_CODES: dict[str, Column] = {
    "code": Column((key_form(),)),
    "text": Column(way_out="Schrijf het punt zelf, in één zin."),
    **dict.fromkeys(("definition", "include", "exclude", "theme"), _FREE),
    "coder": Column(way_out="Vul in wie deze code bedacht, bijvoorbeeld 'lezer-1'."),
    "reason": Column(way_out=_WHY),
}
_THEMES: dict[str, Column] = {name: Column() for name in THEME_HEADINGS} | {
    "reason": Column(way_out=_WHY)
}


def grown(
    book: Codebook, sheet: SheetCodes, *, retired: frozenset[str] = frozenset()
) -> Checked[Codebook]:
    """Return the codebook with the codes and rode draden that only the sheet has.

    Faults: words that differ between the two, and a new code or rode draad that is not whole. A
    sheet of the first release adds nothing; what stands on it only, or otherwise, is a notice, and
    so is a `retired` code: one that the crosswalk tells the fate of is no new one.
    """
    gone = sheet.codes.frame["code"].isin(retired - {*book.codes["code"]})
    codes, themes = _part(sheet.codes, ~gone), sheet.themes
    old = _retired(sheet.codes.name, sheet.codes.frame.loc[gone, "code"])
    old_codes = codes.frame["code"].isin(book.codes["code"])
    names = themes.frame.get("name", pd.Series(dtype="str"))
    old_themes = names.isin(book.themes["name"])
    differing = [
        *_differences(_part(codes, old_codes), _own_codes(book), key="code"),
        *_differences(_part(themes, old_themes), book.themes, key="name"),
    ]
    new = _part(codes, ~old_codes), _part(themes, ~old_themes)
    if not sheet.counts:
        return Checked(book, (), (*old, *_only_told(*new, differing=differing)))
    more = _new_themes(new[1], book)
    added = _new_codes(new[0], pd.concat([book.themes, more.value], ignore_index=True))
    faults = (*differing, *more.faults, *added.faults, *_empty(new[1], more.value, added.value))
    missing = book.codes.loc[~book.codes["code"].isin(codes.frame["code"]), "code"]
    notices = (*old, *more.notices, *added.notices, *_told(codes.name, added.value, missing, book))
    return Checked(_with(book, added.value, more.value), faults, notices)


def _part(table: RawTable, rows: pd.Series[bool]) -> RawTable:
    return replace(table, frame=table.frame[rows.to_numpy(dtype=bool)])


# -- what stands in both ----------------------------------------------------------------------


def _own_codes(book: Codebook) -> pd.DataFrame:
    """Return the codes of the book with the names of their rode draden, as the sheet has them."""
    names = book.placements["theme"].map(book.themes.set_index("theme")["name"]).fillna("")
    placed = names.groupby(book.placements["code"], sort=False).agg("; ".join)
    return book.codes.assign(theme=book.codes["code"].map(placed))


def _differences(sheet: RawTable, own: pd.DataFrame, *, key: str) -> Iterator[Fault]:
    skipped = (key, "coder", "reason")
    kept = [name for name in map(str, sheet.frame) if name in own and name not in skipped]
    mine = own.drop_duplicates(key).set_index(key).to_dict("index")
    for row, here in zip(sheet.frame.index, sheet.frame.to_dict("records"), strict=True):
        there = mine[here[key]]
        for column in kept:
            if _plain(here[column], column) != _plain(there[column], column):
                message = _differs(key, here[key], (here[column], there[column]))
                yield sheet.fault(message, row=int(row), column=column)


def _differs(key: str, value: object, words: tuple[object, object]) -> str:
    what = "code" if key == "code" else "rode draad"
    here, there = map(_quoted, words)
    return (
        f"{what} '{value}' heeft hier andere woorden dan in codebook.toml: {here} en {there}. "
        "Schrijf op allebei de plaatsen hetzelfde, of haal deze rij weg: dan geldt codebook.toml."
    )


def _plain(said: object, column: str) -> object:
    text = " ".join(said.split()) if isinstance(said, str) else ""
    return frozenset(map(str.strip, text.split(";"))) if column == "theme" else text


def _quoted(said: object) -> str:
    return f"'{' '.join(said.split())}'" if isinstance(said, str) and said else "niets"


# -- what only the sheet has ------------------------------------------------------------------


def _new_themes(sheet: RawTable, book: Codebook) -> Checked[pd.DataFrame]:
    columns = [*book.themes]
    if sheet.frame.empty:
        return Checked(pd.DataFrame(columns=columns, dtype="str"))
    across = (different("name", report="name"), _own_key(book))
    checked = check_table(Checked(sheet), _THEMES, across=across)
    keys = checked.value["name"].map(theme_key, na_action="ignore")
    themes = checked.value.assign(theme=keys).reindex(columns=columns)
    return Checked(themes, checked.faults, checked.notices)


def _own_key(book: Codebook) -> Rule:
    taken = dict(zip(book.themes["theme"], book.themes["name"], strict=True))
    return Rule(
        holds=lambda frame: ~frame["name"].map(theme_key, na_action="ignore").isin(taken),
        say=lambda values, _: [
            f"deze rode draad lijkt te veel op '{taken[theme_key(name)]}' uit codebook.toml. "
            "Bedoelt u die? Schrijf de naam dan net zo. Is het een andere? Kies een andere naam."
            for name in values
        ],
        column="name",
    )


def _new_codes(sheet: RawTable, themes: pd.DataFrame) -> Checked[pd.DataFrame]:
    """Return the new codes as checked, with the keys of their rode draden as tuples in `placed`."""
    if sheet.frame.empty:
        return Checked(pd.DataFrame(columns=[*CODE_HEADINGS, "placed"], dtype="object"))
    keys = themes.dropna(subset="name").drop_duplicates("name").set_index("name")["theme"]
    checked = check_table(
        Checked(sheet), _CODES, across=(different("code", report="code"), _known_themes(keys))
    )
    placed = checked.value["theme"].map(lambda said: _placed(said, keys))
    return Checked(checked.value.assign(placed=placed), checked.faults, checked.notices)


def _names(said: object, keys: pd.Series[str]) -> list[str]:
    if not isinstance(said, str):
        return []
    return [said] if said in keys.index else [part.strip() for part in said.split(";")]


def _placed(said: object, keys: pd.Series[str]) -> tuple[object, ...]:
    return tuple(keys[name] for name in _names(said, keys) if name in keys.index) or (None,)


def _known_themes(keys: pd.Series[str]) -> Rule:
    names = tuple(keys.index)

    def sentence(said: str) -> str:
        strange = next(name for name in _names(said, keys) if name not in keys.index)
        return (
            f"rode draad '{strange}' bestaat niet. {meant(strange, names)} Een nieuwe rode draad "
            "zet u rechts op dit blad."
        ).replace(".  ", ". ")

    return Rule(
        holds=lambda frame: frame["theme"].map(lambda said: {*_names(said, keys)} <= {*names}),
        say=lambda values, _: [sentence(said) for said in values],
        column="theme",
    )


def _empty(sheet: RawTable, themes: pd.DataFrame, codes: pd.DataFrame) -> list[Fault]:
    used = {key for keys in codes["placed"] for key in keys}
    lonely = [key for key in themes["theme"].dropna() if key not in used]
    rows = sheet.frame["name"].map(theme_key, na_action="ignore") if len(themes) else None
    return [
        sheet.fault(
            f"rode draad '{sheet.frame.loc[row, 'name']}' staat niet in codebook.toml en heeft op "
            "dit blad geen enkele nieuwe code. Zet hem bij een nieuwe code, of haal hem weg.",
            row=int(row),
            column="name",
        )
        for key in lonely
        if rows is not None
        for row in rows.index[rows.eq(key)]
    ]


def _with(book: Codebook, codes: pd.DataFrame, themes: pd.DataFrame) -> Codebook:
    if codes.empty and themes.empty:
        return book
    placed = codes[["code", "placed", "coder", "reason"]].explode("placed")
    placed = placed.rename(columns={"placed": "theme"}).assign(doubt=None)
    return replace(
        book,
        codes=_below(book.codes, codes),
        themes=_below(book.themes, themes),
        placements=_below(book.placements, placed),
    )


def _below(own: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    columns = [*own]
    return pd.concat([own, more.reindex(columns=columns).astype("str")], ignore_index=True)


# -- what is said of it -----------------------------------------------------------------------


def _told(name: str, codes: pd.DataFrame, missing: pd.Series[str], book: Codebook) -> Iterator[str]:
    named = codes["code"].dropna()
    if len(named):
        listed = join([f"'{code}'" for code in named], last="en")
        what = "nieuwe code telt" if len(codes) == 1 else "nieuwe codes tellen"
        yield f"{name}: {len(codes)} {what} mee naast codebook.toml: {listed}."
    known = {coder.key for coder in book.coders}
    for coder in dict.fromkeys(codes["coder"].dropna()):
        if coder not in known:
            yield (
                f"{name}: codeur '{coder}' {UNDESCRIBED}. Zet hem daarbij, dan weet een lezer van "
                "het rapport wat voor lezer dat was."
            )
    if len(missing):
        listed = join([f"'{code}'" for code in missing], last="en")
        yield (
            f"{name}: {listed} {'staat' if len(missing) == 1 else 'staan'} wel in codebook.toml en "
            "niet op dit blad. De keuzelijsten hier kennen die code niet."
        )


def _retired(name: str, codes: pd.Series[str]) -> list[str]:
    return [
        f"{name}: code '{code}' telt hier niet mee, want crosswalk.csv zegt wat ervan werd. Haal "
        "deze rij weg."
        for code in codes
    ]


def _only_told(codes: RawTable, themes: RawTable, *, differing: list[Fault]) -> Iterator[str]:
    for what, table, key in (("code", codes, "code"), ("rode draad", themes, "name")):
        for said in table.frame.get(key, pd.Series(dtype="str")).dropna():
            yield (
                f"{table.name}: {what} '{said}' telt niet mee: dit blad is van de eerste uitgave "
                "en heeft geen kolommen 'codeur' en 'reden'. Zet hem in codebook.toml."
            )
    if differing:
        rows = join(sorted({str(fault.row) for fault in differing}, key=int), last="en")
        word = "rij" if len({fault.row for fault in differing}) == 1 else "rijen"
        yield (
            f"{codes.name}, {word} {rows}: hier staan andere woorden dan in codebook.toml. "
            "codebook.toml geldt."
        )
