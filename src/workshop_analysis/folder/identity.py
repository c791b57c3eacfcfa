"""When two spellings are one key, and who sat where: rules over tables, each written once.

The rules in words stand in data/README.md ("Wanneer twee spellingen één sleutel zijn"). None of
them depends on which spelling or which row came first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from workshop_analysis.checks import Checked, Fault, RawTable, join, nearest
from workshop_analysis.terms import UNKNOWN_PERSON

COMPANY = "company"
"""The table that a row counts for, where that is not simply the table it was written at.

Only there when somebody stands at more than one table; missing on every row when tables rotated.
"""
AS_WRITTEN = "participant_as_written"
_BLANKS = " \t\r\n\u00a0\u200b\u2007\u202f\ufeff"
_TABLE_WORD = re.compile(r"(?:tafel|table)(?![a-z])[\s._-]*")


@dataclass(frozen=True)
class Seating:
    """What session.toml says of the numbers and the tables; absent means the plain reading.

    `per_table`: the numbers start again at each table, so table and number together are the
    person. `rotating`: people really changed tables, so a table is no fixed company.
    """

    per_table: bool = False
    rotating: bool = False


# -- the forms: equal forms are one key ---------------------------------------------------------


def trimmed(value: str) -> str:
    """Return a key without the blanks around it, which nobody sees in a spreadsheet."""
    return value.strip(_BLANKS)


def participant_form(value: str) -> str:
    """Return the letters and the number without zeros in front: P7 and P07 are one person."""
    found = re.fullmatch(r"([A-Z]+)0*([0-9]+)", value)
    return f"{found[1]}{found[2]}" if found else value.casefold()


def table_form(value: str) -> str:
    """Return a table without capitals, the word 'tafel' or zeros: 'Tafel 3', '03' and 3 are one."""
    plain = " ".join(trimmed(value).casefold().split())
    bare = _TABLE_WORD.sub("", plain, count=1) if _TABLE_WORD.match(plain) else plain
    return _without_zeros(bare) or plain


def coder_form(value: str) -> str:
    """Return a coder without capitals and double blanks: Lezer-1 and lezer-1 are one."""
    return " ".join(trimmed(value).casefold().split())


def _without_zeros(text: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", text)


def _bare(form: str) -> str:
    """Return only letters, digits and the mark of a second round: what a slip does not change."""
    return _without_zeros(re.sub(r"[^\w#]|_", "", form))


# -- one spelling each --------------------------------------------------------------------------


def spellings(values: pd.Series[str], form: Callable[[str], str]) -> dict[str, str]:
    """Return, for each spelling that is not alone in its form, the spelling that is used for it.

    That is the one on most rows, then the longest, then the first of the alphabet.
    """
    counts = values.dropna().value_counts()
    groups: dict[str, list[str]] = {}
    for value in counts.index:
        groups.setdefault(form(value), []).append(value)
    return {
        value: min(group, key=lambda one: (-int(counts[one]), -len(one), one))
        for group in groups.values()
        if len(group) > 1
        for value in group
    }


def said_as_one(values: pd.Series[str], chosen: dict[str, str], *, what: str) -> Iterator[str]:
    """Yield a sentence for each key that was written in more than one way, with the counts."""
    counts = values.value_counts()
    for used in sorted(set(chosen.values())):
        written = sorted(value for value, one in chosen.items() if one == used)
        each = [f"'{value}' ({int(counts[value])} keer)" for value in written]
        are = f"zijn {what}" if len(each) > 1 else f"is {what} als '{used}'"
        yield f"{join(each, last='en')} {are}; wij schrijven '{used}'."


def with_one_coder_each(raw: Checked[RawTable]) -> Checked[RawTable]:
    """Return a table of judgements with one spelling per coder, told where there were more."""
    table = raw.value
    if "coder" not in table.frame or table.frame["coder"].isna().all():
        return raw
    coders = table.frame["coder"]
    chosen = spellings(coders, coder_form)
    place = f"{table.name}, {table.column_word} '{table.written.get('coder', 'coder')}'"
    said = (f"{place}: {each}" for each in said_as_one(coders, chosen, what="dezelfde codeur"))
    frame = table.frame.assign(coder=coders.replace(chosen))
    return replace(raw, value=replace(table, frame=frame), notices=(*raw.notices, *said))


def alike(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of forms that differ only in punctuation, blanks or zeros."""
    groups: dict[str, list[str]] = {}
    for form in sorted(set(forms)):
        groups.setdefault(_bare(form), []).append(form)
    return [(group[0], other) for group in groups.values() for other in group[1:]]


def without_blanks(raw: Checked[RawTable], columns: Iterable[str]) -> Checked[RawTable]:
    """Return the table with its keys without blanks around them, and a notice for each column."""
    table, frame, notices = raw.value, raw.value.frame, list(raw.notices)
    for name in [each for each in columns if each in frame]:
        clean = frame[name].map(trimmed, na_action="ignore").astype("str")
        clean = clean.mask(clean.eq(""))
        rows = frame.index[frame[name].notna() & frame[name].ne(clean)]
        if len(rows):
            notices.append(_blanks(table, name, rows))
            frame = frame.assign(**{name: clean})
    return replace(raw, value=replace(table, frame=frame), notices=tuple(notices))


def _blanks(table: RawTable, column: str, rows: pd.Index) -> str:
    shown = [str(row) for row in rows[:10]]
    shown += [f"nog {len(rows) - 10} andere"] if len(rows) > 10 else []
    where = f"{table.row_word} {shown[0]}" if len(rows) == 1 else f"rijen {join(shown, last='en')}"
    written = table.written.get(column, column)
    return (
        f"{table.name}, {where}, {table.column_word} '{written}': de spatie om de sleutel heen "
        "telt niet mee."
    )


# -- who sat where ------------------------------------------------------------------------------


def identified(records: pd.DataFrame, *, raw: RawTable, seating: Seating) -> Checked[pd.DataFrame]:
    """Return the contributions with one spelling per person and table, and who sat where.

    `records` has the rows of the file as its index. Faults: tables that look alike, numbers that
    start again at each table. A person at more than one table belongs to the table of most of
    their rows (at a tie the first in the file), which is noticed; then there is a column
    `company`. With numbers per table `participant` is number and table together, and
    `participant_as_written` what the file says.
    """
    people = _one_each(records, raw, "participant", participant_form, "dezelfde deelnemer")
    tables = _one_each(people.value, raw, "table", table_form, "dezelfde tafel")
    faults = [*_alike_tables(records, raw), *_no_table(records, raw)]
    seated = _seated(tables.value, raw, seating)
    notices = (*people.notices, *tables.notices, *seated.notices)
    return Checked(seated.value, (*faults, *seated.faults), notices)


def persons(participants: pd.Series[str]) -> pd.Series[str]:
    """Return who is somebody: a missing value where nobody knows who it was."""
    return participants.mask(participants.eq(UNKNOWN_PERSON))


def company_of(records: pd.DataFrame) -> pd.Series[str]:
    """Return the table that each row counts for: that of most of the person's rows.

    At a tie the table that comes first in the file. A row of nobody known counts for its own.
    """
    if COMPANY in records:
        return records[COMPANY]
    if "participant" not in records or not _moved(records).any():
        return records["table"]
    person = persons(records["participant"])
    once = records.drop_duplicates("id")
    homes = once["table"].groupby(persons(once["participant"]), sort=False).agg(_most)
    return person.map(homes).fillna(records["table"]).astype(records["table"].dtype)


def _most(tables: pd.Series[str]) -> str:
    return str(tables.value_counts(sort=False).idxmax())


def _moved(records: pd.DataFrame) -> pd.Series[bool]:
    """Return per person whether they stand at two or more tables."""
    tables = records["table"].groupby(persons(records["participant"]), sort=False).nunique()
    return tables.gt(1)


def _one_each(
    records: pd.DataFrame, raw: RawTable, column: str, form: Callable[[str], str], what: str
) -> Checked[pd.DataFrame]:
    if records[column].isna().all():
        return Checked(records)
    valid = records[column].astype("str")
    if column == "participant":
        unknown = valid.str.casefold().eq(UNKNOWN_PERSON).fillna(False)
        valid = valid.mask(unknown, UNKNOWN_PERSON)
    chosen = spellings(valid, form)
    named = f"{raw.name}, {raw.column_word} '{raw.written.get(column, column)}'"
    notices = tuple(f"{named}: {said}" for said in said_as_one(valid, chosen, what=what))
    return Checked(records.assign(**{column: valid.replace(chosen)}), (), notices)


def _alike_tables(records: pd.DataFrame, raw: RawTable) -> list[Fault]:
    """Return a fault for each pair of tables of which the form does not say that they are two."""
    written = {table_form(value): value for value in sorted(records["table"].dropna().unique())}
    pairs = [*alike(written), *_slips(tuple(written))]
    return [
        raw.fault(
            f"'{written[one]}' en '{written[other]}' lijken dezelfde tafel. Is het één tafel? "
            "Schrijf hem dan overal gelijk. Zijn het er twee? Geef ze dan een naam die verschilt.",
            column="table",
        )
        for one, other in dict.fromkeys(pairs)
    ]


def _slips(forms: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield a number beside the same number behind a word that is nearly 'tafel' or its letter."""
    for form in forms:
        found = re.fullmatch(r"([a-z]+)[\s._-]*([0-9]+)", form)
        slip = found and (nearest(found[1], ("tafel",)) or found[1] in {"t", "tf", "tfl"})
        if found and slip and found[2].lstrip("0") in forms:
            yield found[2].lstrip("0"), form


def _no_table(records: pd.DataFrame, raw: RawTable) -> list[Fault]:
    forms = records["table"].map(table_form, na_action="ignore").astype("object")
    unknown = forms.eq(UNKNOWN_PERSON)
    return [
        raw.fault(
            f"'{UNKNOWN_PERSON}' is geen tafel. Vul de tafel in, of laat de hele kolom leeg.",
            row=int(row),
            column="table",
        )
        for row in records.index[unknown]
    ]


def _seated(records: pd.DataFrame, raw: RawTable, seating: Seating) -> Checked[pd.DataFrame]:
    known = {name: bool(records[name].notna().any()) for name in ("participant", "table")}
    if seating.per_table:
        return _per_table(records, raw) if all(known.values()) else Checked(records, _NEEDS_BOTH)
    if seating.rotating and known["table"]:
        return Checked(records.assign(**{COMPANY: pd.Series(index=records.index, dtype="str")}))
    if not all(known.values()):
        return Checked(records)
    moved = _moved(records)
    if not moved.any():
        return Checked(records)
    starts_again = _starts_again(records, raw, moved)
    seated = records.assign(**{COMPANY: company_of(records)})
    return Checked(seated, starts_again, () if starts_again else tuple(_elsewhere(seated, raw)))


_NEEDS_BOTH = (
    Fault(
        "session.toml",
        "'per_table' zegt dat tafel en nummer samen de persoon zijn, en daarvoor moet op elke rij "
        "een deelnemer en een tafel staan. Vul die kolommen in, of haal deze regel weg.",
        None,
        "participant_numbers",
        "regel",
        "sleutel",
    ),
)


def _per_table(records: pd.DataFrame, raw: RawTable) -> Checked[pd.DataFrame]:
    person = records["participant"]
    together = (person + " (tafel " + records["table"] + ")").where(
        person.ne(UNKNOWN_PERSON), person
    )
    return Checked(records.assign(**{"participant": together, AS_WRITTEN: person}))


def _starts_again(
    records: pd.DataFrame, raw: RawTable, moved: pd.Series[bool]
) -> tuple[Fault, ...]:
    """Return a fault when at least half of the numbers stand at two or more tables.

    One number at one other table is a slip in one row, however few numbers there are.
    """
    tables = records["table"].groupby(persons(records["participant"]), sort=False).unique()
    elsewhere = sum(len(each) - 1 for each in tables)
    if 2 * int(moved.sum()) < len(moved) or elsewhere < 2:
        return ()
    number = min(moved.index[moved], key=lambda one: (-len(tables[one]), one))
    at = join([f"'{table}'" for table in sorted(tables[number])], last="en")
    return (
        raw.fault(
            f"'{number}' zit aan {len(tables[number])} tafels ({at}), en {int(moved.sum())} van de "
            f"{len(moved)} nummers staan aan twee of meer tafels: begint de nummering per tafel "
            "opnieuw? Kies één van drie. Nummer door, zodat elk nummer één mens is. Of schrijf in "
            'session.toml participant_numbers = "per_table": dan zijn tafel en nummer samen de '
            'persoon. Of, als mensen echt van tafel wisselden, tables = "rotating": dan telt een '
            "tafel niet als groep.",
            column="participant",
        ),
    )


def _elsewhere(records: pd.DataFrame, raw: RawTable) -> Iterator[str]:
    """Yield a sentence for each person who stands at a second table, with the rows."""
    away = records[records["table"].ne(records[COMPANY]) & records[COMPANY].notna()]
    for number, rows in away.groupby("participant", sort=True):
        places = join([str(row) for row in rows.index], last="en")
        where = f"rij {places}" if len(rows) == 1 else f"rijen {places}"
        home = rows[COMPANY].iloc[0]
        at = join([f"'{table}'" for table in sorted(rows["table"].unique())], last="en")
        yield (
            f"{raw.name}, {where}, {raw.column_word} '{raw.written.get('table', 'table')}': "
            f"'{number}' zit hier aan tafel {at}, en hoort bij tafel '{home}', waar de meeste van "
            "zijn rijen staan (bij evenveel: de eerste in het bestand)."
        )
