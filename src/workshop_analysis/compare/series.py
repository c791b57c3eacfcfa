"""Several sessions in a row, each read with its own codebook, over one list of rode draden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.checks import Fault, SessionError
from workshop_analysis.compare.states import Yardstick
from workshop_analysis.compare.trend import CodedSession, trend
from workshop_analysis.counting.counted import read_one_way
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.folder.baseline import frozen_faults
from workshop_analysis.folder.crosswalk import changed_keys, check_crosswalk
from workshop_analysis.terms import Evidence

if TYPE_CHECKING:
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Workshop


@dataclass(frozen=True)
class Series:
    """Sessions by date, and the rode draden that do not mean the same in all of them.

    `changed` holds a theme as soon as one of its codes, or its own words, changed between a
    session and the one that it was laid beside. `hashes` gives the sha256 of every file that was
    read, as `<key>/<name>`.
    """

    workshops: tuple[Workshop, ...]
    changed: frozenset[str]
    hashes: Mapping[str, str]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions themselves, by date."""
        return tuple(workshop.session for workshop in self.workshops)

    @property
    def themes(self) -> pd.DataFrame:
        """Each rode draad of any codebook once, with the name it got last: theme, name."""
        books = [workshop.codebook.themes[["theme", "name"]] for workshop in self.workshops]
        every = pd.concat(books, ignore_index=True)
        names = every.drop_duplicates("theme", keep="last").set_index("theme")["name"]
        return names.loc[every["theme"].drop_duplicates()].reset_index()


def lay_in_a_row(workshops: Sequence[Workshop]) -> Series:
    """Return these sessions by date, each laid beside the one its file names as baseline.

    A session whose baseline is not among them is laid beside the earliest.

    Raises
    ------
    SessionError
        When two folders have one key; with every code without a fate, and every published file of
        a baseline that changed.
    """
    faults = _same_key(workshops)
    if faults:
        raise SessionError(faults)
    row = sorted(workshops, key=lambda each: (each.session.date, each.session.key))
    links = [_link(row, later) for later in row[1:]]
    faults = [fault for _, linked in links for fault in linked]
    if faults:
        raise SessionError(faults)
    changed = frozenset[str]().union(*(keys for keys, _ in links))
    hashes = {
        f"{workshop.session.key}/{name}": digest
        for workshop in workshops
        for name, digest in workshop.hashes.items()
    }
    return Series(tuple(row), changed, hashes)


def series_trend(series: Series) -> pd.DataFrame:
    """Give the table of `compare.trend` per rode draad: one row per session x rode draad."""
    fixed = tuple(series.themes["theme"])
    rule = Yardstick("theme", fixed, series.changed)
    return trend([_coded(workshop) for workshop in series.workshops], yardstick=rule)


def _coded(workshop: Workshop) -> CodedSession:
    session, book = workshop.session, workshop.codebook
    if session.evidence is Evidence.CONTRIBUTIONS:
        coded = read_one_way(workshop).coded
    else:
        coded = assign_themes(session.records, coding=workshop.coding, codebook=book)
    looked_for = frozenset(book.themes["theme"])
    return CodedSession(session.key, session.date, session.evidence, coded, looked_for)


def _same_key(workshops: Sequence[Workshop]) -> list[Fault]:
    keys = [workshop.session.key for workshop in workshops]
    return [
        Fault(
            str(workshop.place / "session.toml"),
            f"'{workshop.session.key}' is ook de sleutel van een andere sessie. Geef elke sessie "
            "een eigen key, en noem elke map één keer.",
            column="key",
            column_word="sleutel",
        )
        for workshop in workshops
        if keys.count(workshop.session.key) > 1
    ]


def _link(row: Sequence[Workshop], later: Workshop) -> tuple[frozenset[str], list[Fault]]:
    """Give what changed between a session and the one it is laid beside, and what is wrong."""
    reference = later.session.baseline
    named = [each for each in row if reference and each.session.key == reference.key]
    then = next((each for each in named if each is not later), row[0])
    crosswalk = check_crosswalk(later.crosswalk, new=later.codebook, old=then.codebook)
    faults = later.named(crosswalk.faults)
    if named:
        faults += frozen_faults(later, baseline=then)
    if faults:
        return frozenset(), faults
    changed = changed_keys(later.codebook, old=then.codebook, crosswalk=crosswalk.value)
    return changed, []
