"""What people filled in: the contributions, and the codes that stand beside them.

For a spreadsheet and for the same table saved as CSV. The example row is recognised and never
counted, a row with only its number is empty, and both are said. Every fault has its cell.
"""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, known
from workshop_analysis.files.opened import Written
from workshop_analysis.files.tabular import WORKBOOKS, scan_table
from workshop_analysis.files.workbook_form import scan_form, unread_sheets
from workshop_analysis.folder.code_advice import code_advice
from workshop_analysis.folder.personal import without_personal
from workshop_analysis.folder.sheet_words import (
    CODES_SHEET,
    EXAMPLE_ID,
    EXAMPLE_TEXT,
    SHEET,
    SUGGESTION_HEADINGS,
)
from workshop_analysis.terms import NO_CODE, Origin

CODE_COLUMNS = ("code_1", "code_2", "code_3")
CODING_COLUMNS = (*CODE_COLUMNS, "code", "coder", "origin", "reason")
CONSENSUS_HEADINGS = {f"consensus {place}": f"code_{place}" for place in (1, 2, 3)}
SUGGESTED = tuple(name for name in SUGGESTION_HEADINGS if name.startswith("suggestion"))
_NO_CODER = (
    "hier is wel gecodeerd, maar er staat niet door wie. Vul in wie codeerde, bijvoorbeeld "
    "'lezer-1'."
)
_NO_RECORD = "hier staat een code, maar niet bij welke bijdrage. Vul het nummer van de bijdrage in."
_EXAMPLE_CHANGED = (
    f"dit is de voorbeeldrij ('{EXAMPLE_ID}') en die telt nooit mee, maar er staat een eigen tekst "
    "in. Geef die bijdrage een eigen nummer, of haal de rij weg."
)
_CODED_AND_NONE = f"'{NO_CODE}' staat naast een code. Past de code? Haal '{NO_CODE}' dan weg."


def scan_filled_in(file: Written) -> Checked[RawTable]:
    """Return a sheet as somebody filled it in, with every fault in its form.

    One row per contribution with its codes beside it, where the sheet has columns for them; the
    example row and rows with only a number are left out, and said.
    """
    form, sheet = _form(file)
    if form.faults and not form.value:
        return Checked(RawTable(file.name, pd.DataFrame()), form.faults)
    table = without_personal(scan_table(file, sheet=sheet))
    without, changed = _without_example(_with_our_names(table.value))
    rows, numbered = _without_numbered(without)
    read = (sheet or "", *form.value[:1], CODES_SHEET)
    sheets = unread_sheets(file.name, names=form.value, known=read)
    notices = (*form.notices, *sheets, *table.notices, *numbered)
    faults = sorted((*form.faults, *table.faults, *changed), key=lambda fault: fault.row or 0)
    return Checked(rows, tuple(faults), notices)


def without_codes(whole: Checked[RawTable]) -> Checked[RawTable]:
    """Return the contributions of a filled-in sheet, without what stands there about codes.

    What a contribution must be (its kind, its participant) is for the check of the records.
    """
    rest = [
        name
        for name in whole.value.frame
        if name not in (*CODING_COLUMNS, *SUGGESTION_HEADINGS) or name == "id"
    ]
    table = _with_frame(whole.value, whole.value.frame[rest])
    return Checked(table, whole.faults, whole.notices)


def codes_of(
    whole: Checked[RawTable], *, codes: tuple[str, ...], records: tuple[str, ...] | None = None
) -> Checked[pd.DataFrame]:
    """Return who gave which contribution which code, as filled in, with every fault in it.

    One row per contribution x code: record, code, coder, origin, reason; the index is the row in
    the file. Codes stand in the columns code 1 to 3, consensus 1 to 3, or one a row in `code`. A
    code that stood among the suggestions of its own row has origin `suggestie`, any other `mens`.
    A contribution without any code has no row: not coded. `records` are the contributions that
    exist; without them the file is that of the contributions, and its form is judged elsewhere.
    An empty list (of codes or records) means that it could not be read, and judges nothing.
    """
    table = whole.value
    placed = _placed_codes(table)
    found = placed.assign(origin=_origins(placed, table)).rename(columns={"id": "record"})
    faults = [*_code_faults(table, placed, codes), *_coder_faults(table, placed)]
    if records is not None:
        faults += [*whole.faults, *_record_faults(table, placed, records)]
    coding = found[["record", "code", "coder", "origin", "reason"]].astype("str")
    return Checked(coding, tuple(sorted(faults, key=lambda fault: fault.row or 0)))


def _form(file: Written) -> tuple[Checked[tuple[str, ...]], str | None]:
    if file.ending not in WORKBOOKS:
        return Checked(()), None
    form = scan_form(file, sheet=SHEET)
    return form, SHEET if SHEET in form.value else None


def _with_frame(table: RawTable, frame: pd.DataFrame) -> RawTable:
    names = set(frame)
    return RawTable(
        name=table.name,
        frame=frame,
        written={name: said for name, said in table.written.items() if name in names},
        unknown=tuple(said for said in table.unknown if said in names),
        sha256=table.sha256,
    )


def _with_our_names(table: RawTable) -> RawTable:
    names = {said: name for name, said in SUGGESTION_HEADINGS.items()} | CONSENSUS_HEADINGS
    mine = {said: names[said.casefold()] for said in table.unknown if said.casefold() in names}
    mine |= {"record": "id"} if "id" not in table.frame else {}
    return RawTable(
        name=table.name,
        frame=table.frame.rename(columns=mine),
        written={mine.get(name, name): said for name, said in table.written.items()},
        unknown=tuple(said for said in table.unknown if said not in mine),
        sha256=table.sha256,
    )


def _without_example(table: RawTable) -> tuple[RawTable, list[Fault]]:
    if not {"id", "text"} <= set(table.frame):
        return table, []
    marked = table.frame["id"].str.strip().str.casefold().eq(EXAMPLE_ID.casefold())
    own = marked & table.frame["text"].notna() & table.frame["text"].ne(EXAMPLE_TEXT)
    changed = [table.fault(_EXAMPLE_CHANGED, row=row, column="id") for row in own.index[own]]
    return _with_frame(table, table.frame[~marked]), changed


def _without_numbered(table: RawTable) -> tuple[RawTable, tuple[str, ...]]:
    # The rows that were numbered beforehand and stayed empty.
    if "id" not in table.frame:
        return table, ()
    bare = table.frame["id"].notna() & table.frame.drop(columns="id").isna().all(axis=1)
    count = int(bare.sum())
    rows = f"{count} rij heeft" if count == 1 else f"{count} rijen hebben"
    notice = (
        f"{table.name}: {rows} alleen een nummer en {'telt' if count == 1 else 'tellen'} niet mee."
    )
    return _with_frame(table, table.frame[~bare]), (notice,) if count else ()


def _placed_codes(table: RawTable) -> pd.DataFrame:
    # One row per filled cell with a code; `place` is its column, the index its row.
    present = [column for column in (*CODE_COLUMNS, "code") if column in table.frame]
    kept = ["id", "coder", "origin", "reason", *SUGGESTED]
    frame = table.frame.reindex(columns=[*kept, *present]).rename_axis(index="row").reset_index()
    # A sheet may have a column `code` itself, so the melted codes need another name for a moment.
    long = frame.melt(["row", *kept], value_vars=present, var_name="place", value_name="given")
    given = long[long["given"].notna()].sort_values(["row", "place"], kind="stable")
    given = given.assign(code=given["given"].astype("str").str.strip()).set_index("row")
    return given.assign(coder=Origin.CONSENSUS) if _is_consensus(table) else given


def _is_consensus(table: RawTable) -> bool:
    return any(said.casefold() in CONSENSUS_HEADINGS for said in table.written.values())


def _origins(placed: pd.DataFrame, table: RawTable) -> pd.Series:
    if _is_consensus(table):
        return pd.Series(Origin.CONSENSUS, index=placed.index, dtype="str")
    suggested = placed[list(SUGGESTED)].eq(placed["code"], axis=0).any(axis=1)
    said = pd.Series(
        np.where(suggested, Origin.TAKEN_OVER, Origin.PERSON), index=placed.index, dtype="str"
    )
    return placed["origin"].astype("str").fillna(said)


def _code_faults(table: RawTable, placed: pd.DataFrame, codes: tuple[str, ...]) -> list[Fault]:
    advice = functools.partial(code_advice, codes)
    rule = known((*codes, NO_CODE), what="code", advice=advice)
    unknown = placed[~placed["code"].isin([*codes, NO_CODE])] if codes else placed.iloc[:0]
    again = placed[placed.duplicated(["id", "coder", "code"])]
    fits = placed["code"].ne(NO_CODE).groupby(level=0)
    both = fits.any() & ~fits.all()
    said_twice = [f"'{code}' staat hier al. Laat er één staan." for code in again["code"]]
    return [
        *_at(table, unknown, list(rule.say(unknown["code"], unknown))),
        *_at(table, again, said_twice),
        *(table.fault(_CODED_AND_NONE, row=row) for row in both.index[both]),
    ]


def _coder_faults(table: RawTable, placed: pd.DataFrame) -> list[Fault]:
    nobody = placed.index[placed["coder"].isna()].unique()
    return [table.fault(_NO_CODER, row=row, column="coder") for row in nobody]


def _record_faults(table: RawTable, placed: pd.DataFrame, records: tuple[str, ...]) -> list[Fault]:
    first = placed[~placed.index.duplicated()]
    nameless = first.index[first["id"].isna()]
    rule = known(records, what="bijdrage")
    strange = first[first["id"].notna() & ~first["id"].isin(records) & bool(records)]
    said = rule.say(strange["id"], strange)
    return [
        *(table.fault(_NO_RECORD, row=row, column="id") for row in nameless),
        *(
            table.fault(message, row=int(row), column="id")
            for row, message in zip(strange.index, said, strict=True)
        ),
    ]


def _at(table: RawTable, placed: pd.DataFrame, messages: list[str]) -> list[Fault]:
    places = zip(placed.index, placed["place"], messages, strict=True)
    return [table.fault(message, row=int(row), column=column) for row, column, message in places]
