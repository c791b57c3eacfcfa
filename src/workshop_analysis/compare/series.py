"""Several sessions in a row, each read with its own codebook, over one list of rode draden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.checks import Fault, SessionError
from workshop_analysis.compare import CodedSession, Yardstick, trend
from workshop_analysis.counting.counted import read_one_way
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.files.tabular import find_table, scan_table
from workshop_analysis.folder import workshop as folders
from workshop_analysis.folder.baseline import frozen_faults, in_folder
from workshop_analysis.folder.crosswalk import COLUMNS, changed_keys, scan_crosswalk
from workshop_analysis.terms import Evidence

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Folder


@dataclass(frozen=True)
class Series:
    """Sessions by date, and the rode draden that do not mean the same in all of them.

    `changed` holds a theme as soon as one of its codes, or its own words, changed between a
    session and the one that it was laid beside; `steps` gives per session (by key) those that
    changed since the session before it. `hashes` gives the sha256 of every file that was read, as
    `<key>/<name>`.
    """

    workshops: tuple[Folder, ...]
    changed: frozenset[str]
    hashes: Mapping[str, str]
    steps: Mapping[str, frozenset[str]] = field(default_factory=dict)

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


def read_series(paths: Sequence[Path | str]) -> Series:
    """Return these sessions by date, each laid beside the one its file names as baseline.

    A session whose baseline is not among them is laid beside the earliest.

    Raises
    ------
    SessionError
        With every fault of every folder; two folders with one key; a code without a fate; a
        published file of a baseline that changed.
    """
    found: dict[Path, Folder] = {}
    faults: list[Fault] = []
    for path in map(Path, paths):
        try:
            found[path] = folders.read_folder(path)
        except SessionError as error:
            faults += in_folder(error.faults, path)
    faults += _same_key(found)
    if faults:
        raise SessionError(faults)
    places = sorted(found, key=lambda path: (found[path].session.date, found[path].session.key))
    links = [_link(found, place, before=places[0]) for place in places[1:]]
    faults = [fault for _, linked in links for fault in linked]
    if faults:
        raise SessionError(faults)
    changed = frozenset[str]().union(*(keys for keys, _ in links))
    workshops = tuple(found[place] for place in places)
    return Series(workshops, changed, _hashes(found), _steps(workshops, links))


def series_trend(series: Series) -> pd.DataFrame:
    """Give the table of `compare.trend` per rode draad: one row per session x rode draad."""
    fixed = tuple(series.themes["theme"])
    return trend(coded_sessions(series), yardstick=Yardstick("theme", fixed))


def coded_sessions(series: Series) -> list[CodedSession]:
    """Give each session as the trend needs it, by date."""
    return [
        _coded(one, changed=series.steps.get(one.session.key, frozenset()))
        for one in series.workshops
    ]


def _coded(workshop: Folder, *, changed: frozenset[str]) -> CodedSession:
    session, book = workshop.session, workshop.codebook
    if session.evidence is Evidence.CONTRIBUTIONS:
        coded = read_one_way(workshop).coded
    else:
        coded = assign_themes(session.records, coding=workshop.coding, codebook=book)
    looked_for = frozenset(book.themes["theme"])
    return CodedSession(session.key, session.date, session.evidence, coded, looked_for, changed)


def _steps(
    workshops: Sequence[Folder], links: Sequence[tuple[frozenset[str], list[Fault]]]
) -> dict[str, frozenset[str]]:
    """Give per session what changed since the one before it, pair by pair.

    Where a session was laid beside the one before it, its crosswalk says so; otherwise the two
    codebooks do.
    """
    found = {}
    for before, now, (linked, _) in zip(workshops, workshops[1:], links, strict=False):
        reference = now.session.baseline
        beside = reference.key if reference else workshops[0].session.key
        direct = beside == before.session.key
        found[now.session.key] = linked if direct else _between(now.codebook, before.codebook)
    return found


def _between(now: Codebook, before: Codebook) -> frozenset[str]:
    """Give the rode draden of which the words, or a code, are not the same in both codebooks."""
    nothing = pd.DataFrame(columns=COLUMNS, dtype="str")
    gone = before.codes["code"][~before.codes["code"].isin(now.codes["code"])]
    lost = before.placements.loc[before.placements["code"].isin(gone), "theme"].dropna()
    return changed_keys(now, old=before, crosswalk=nothing) | frozenset(lost)


def _hashes(found: dict[Path, Folder]) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for path, workshop in found.items():
        crosswalk = find_table(path, "crosswalk", required=False).value
        own = {crosswalk.name: scan_table(crosswalk).value.sha256} if crosswalk else {}
        every = {**workshop.hashes, **own}
        hashes |= {f"{workshop.session.key}/{name}": digest for name, digest in every.items()}
    return hashes


def _same_key(found: dict[Path, Folder]) -> list[Fault]:
    keys = [workshop.session.key for workshop in found.values()]
    return [
        Fault(
            str(path / "session.toml"),
            f"'{workshop.session.key}' is ook de sleutel van een andere sessie. Geef elke sessie "
            "een eigen key, en noem elke map één keer.",
            column="key",
            column_word="sleutel",
        )
        for path, workshop in found.items()
        if keys.count(workshop.session.key) > 1
    ]


def _link(
    found: dict[Path, Folder], place: Path, *, before: Path
) -> tuple[frozenset[str], list[Fault]]:
    """Give what changed between a session and the one it is laid beside, and what is wrong."""
    now = found[place]
    reference = now.session.baseline
    named = [path for path in found if reference and found[path].session.key == reference.key]
    beside = next((path for path in named if path != place), before)
    then = found[beside]
    crosswalk = scan_crosswalk(place, new=now.codebook, old=then.codebook)
    faults = in_folder(crosswalk.faults, place)
    if named:
        faults += frozen_faults(now.session, baseline=then.session, folders=(place, beside))
    if faults:
        return frozenset(), faults
    changed = changed_keys(now.codebook, old=then.codebook, crosswalk=crosswalk.value)
    return changed, []
