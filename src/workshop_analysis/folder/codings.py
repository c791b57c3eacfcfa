"""Several coders' files as one coding: nothing lost, nothing doubled, and each fault in its file.

A coder's file is a workbook of `coder_workbook` or a table with one row per contribution x code,
called `codering-<wie>` (or `coding-<wie>`). Codes in bijdragen.xlsx itself and the consensus in
verschillen.xlsx are read along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, join
from workshop_analysis.files.opened import TABLE_ENDINGS, OpenedFolder
from workshop_analysis.folder.filled_in import codes_of, scan_filled_in
from workshop_analysis.folder.identity import alike, coder_form, said_as_one, spellings
from workshop_analysis.folder.said_again import said_again
from workshop_analysis.folder.sheet_words import DIFFERENCES_FILE

COLUMNS = ["record", "code", "coder", "origin", "reason"]


@dataclass(frozen=True)
class CoderFile:
    """One file with codings, as read: its name, its sha256 and its rows."""

    name: str
    coding: pd.DataFrame
    sha256: str = ""


def coder_files(folder: OpenedFolder) -> list[str]:
    """Give the names of the files that hold codings of their own, besides coding.csv."""
    named = [
        name
        for name in folder.names
        if Path(name).suffix.casefold() in TABLE_ENDINGS
        and Path(name).stem.casefold().startswith(("codering-", "coding-"))
    ]
    return [*named, *(name for name in (DIFFERENCES_FILE,) if name in folder.names)]


def scan_coder_files(
    folder: OpenedFolder,
    own: Checked[RawTable] | None,
    *,
    codes: tuple[str, ...],
    records: Checked[pd.DataFrame],
) -> Checked[tuple[CoderFile, ...]]:
    """Return every file of the folder that holds codings, with every fault in them.

    `own` is the table of the contributions itself, as filled in: codes may stand in it too.
    What a file says again of a contribution (its text, kind, side) must be what `records` says.
    """
    ids = tuple(records.value["id"].dropna())
    tables = [(scan_filled_in(folder[name]), False) for name in coder_files(folder)]
    place = len(tables) - (DIFFERENCES_FILE in folder.names)
    if own is not None:
        tables.insert(place, (own, True))
    files: list[CoderFile] = []
    faults: list[Fault] = []
    notices: list[str] = []
    for table, is_own in tables:
        found = codes_of(table, codes=codes, records=None if is_own else ids)
        faults += found.faults
        notices += found.notices
        if not is_own:
            faults += said_again(table.value, records=records, source=own.value.name if own else "")
        if len(found.value) or not is_own:
            files.append(CoderFile(table.value.name, found.value, table.value.sha256))
    return Checked(tuple(files), tuple(faults), tuple(notices))


def merge_codings(files: Iterable[CoderFile]) -> Checked[pd.DataFrame]:
    """Return all codings as one table, with a fault where two files contradict each other.

    One row per record x coder x code: record, code, coder, origin, reason. The same coding of a
    record in two files counts once, with both reasons; a different one by the same coder is a
    fault: it may be a second round, which has a key of its own.
    """
    every = _rows(files)
    sets = every.groupby(["coder", "record", "file"], sort=False)["code"].agg(frozenset)
    first = sets.groupby(level=["coder", "record"], sort=False).transform("first")
    differing = sets[sets != first].reset_index()
    merged = every.groupby(["record", "coder", "code"], sort=False, as_index=False)
    once = merged.agg(origin=("origin", "first"), reason=("reason", _joined))
    return Checked(once[COLUMNS].astype("str"), tuple(_contradictions(every, differing)))


def one_coder_each(
    files: Iterable[CoderFile], *, described: Iterable[str] = ()
) -> Checked[tuple[CoderFile, ...]]:
    """Return the files with one spelling per coder, told where there were more.

    Capitals and blanks make no other coder; the spelling of the codebook (`described`) is used,
    else that of most rows. Faults: coders who differ only in punctuation or zeros; two spellings
    of one coder that gave the same record other codes, which may be two people.
    """
    given = tuple(files)
    every = _rows(given)
    chosen = _chosen_coders(every["coder"], tuple(described))
    named = pd.Series([*every["coder"].dropna(), *described], dtype="str")
    renamed = tuple(
        replace(file, coding=file.coding.assign(coder=file.coding["coder"].replace(chosen)))
        for file in given
    )
    notices = [
        f"{_where(every, chosen, said)}: {said}"
        for said in said_as_one(every["coder"], chosen, what="dezelfde codeur")
    ]
    faults = (*_alike_coders(every, named), *_two_hands(every, chosen))
    return Checked(renamed, faults, tuple(notices))


def _rows(files: Iterable[CoderFile]) -> pd.DataFrame:
    rows = [file.coding[COLUMNS].assign(file=file.name) for file in files]
    every = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=[*COLUMNS, "file"])
    return every.astype("str")


def _chosen_coders(coders: pd.Series[str], described: tuple[str, ...]) -> dict[str, str]:
    """Return the spelling that is used for each coder who is written in more than one way."""
    book = {coder_form(key): key for key in reversed(described)}
    several = spellings(coders, coder_form)
    once = {value: value for value in coders.dropna().unique()} | several
    used = {value: book.get(coder_form(value), one) for value, one in once.items()}
    return {value: one for value, one in used.items() if value in several or value != one}


def _where(every: pd.DataFrame, chosen: dict[str, str], said: str) -> str:
    concerned = every["coder"].map(lambda coder: coder in chosen and f"'{coder}' (" in said)
    return f"{join(dict.fromkeys(every.loc[concerned, 'file']), last='en')}, kolom 'coder'"


def _alike_coders(every: pd.DataFrame, named: pd.Series[str]) -> list[Fault]:
    written = {coder_form(value): value for value in sorted(named.unique(), reverse=True)}
    return [
        Fault(
            _last_file(every, written[one], written[other]),
            f"'{written[one]}' en '{written[other]}' lijken dezelfde codeur. Is het er één? "
            "Schrijf de sleutel dan overal gelijk, ook in codebook.toml. Zijn het er twee? Geef "
            "ze dan sleutels die duidelijk verschillen.",
            column="coder",
        )
        for one, other in alike(written)
    ]


def _last_file(every: pd.DataFrame, *coders: str) -> str:
    return str(every.loc[every["coder"].isin(coders), "file"].iloc[-1])


def _two_hands(every: pd.DataFrame, chosen: dict[str, str]) -> list[Fault]:
    """Return a fault where two spellings of one coder gave the same record other codes."""
    spelled = every[every["coder"].isin(list(chosen))]
    sets = spelled.groupby(["record", "coder"], sort=False)["code"].agg(frozenset).reset_index()
    sets = sets.assign(person=sets["coder"].replace(chosen))
    faults = []
    for (record, _), each in sets.groupby(["record", "person"], sort=False):
        if each["code"].nunique() > 1:
            written = join([f"'{coder}'" for coder in sorted(each["coder"])], last="en")
            rows = spelled["record"].eq(str(record)) & spelled["coder"].isin(each["coder"])
            faults.append(
                Fault(
                    str(spelled.loc[rows, "file"].iloc[-1]),
                    f"{written} gaven bijdrage '{record}' andere codes. Is dat één codeur? "
                    "Schrijf hem dan overal gelijk, en laat één codering staan. Zijn het er twee? "
                    "Geef ze dan sleutels die duidelijk verschillen.",
                    column="coder",
                )
            )
    return faults


def _joined(reasons: pd.Series) -> object:
    said = list(dict.fromkeys(reasons.dropna()))
    return "; ".join(said) if said else None


def _contradictions(every: pd.DataFrame, differing: pd.DataFrame) -> list[Fault]:
    return [
        _contradiction(str(coder), str(file), _first_file(every, str(coder), records), records)
        for (coder, file), records in differing.groupby(["coder", "file"], sort=False)["record"]
    ]


def _first_file(every: pd.DataFrame, coder: str, records: pd.Series) -> str:
    same = every["coder"].eq(coder) & every["record"].isin(records)
    return str(every.loc[same, "file"].iloc[0])


def _contradiction(coder: str, file: str, earlier: str, records: pd.Series) -> Fault:
    shown = [f"'{record}'" for record in records[:5]]
    shown += [f"nog {len(records) - 5} andere"] if len(records) > 5 else []
    what = "bijdrage" if len(records) == 1 else "bijdragen"
    return Fault(
        file,
        f"codeur '{coder}' codeerde {what} {join(shown, last='en')} hier anders dan in {earlier}. "
        f"Is dit een tweede ronde? Noem de codeur hier dan '{coder}#2'. Is het een vergissing? "
        "Laat dan één van de twee staan.",
    )
