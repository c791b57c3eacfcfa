"""A session with contributions, read one way and counted: what its report is told from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.coders.agreement import agreement, coders, settled
from workshop_analysis.coders.flags import flags
from workshop_analysis.counting.completeness import accumulation, completeness
from workshop_analysis.counting.ordering import doubted, order
from workshop_analysis.counting.shares import bases, dot_votes, shares
from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.counting.units import NoContributions, headline_unit
from workshop_analysis.terms import Evidence, Origin

if TYPE_CHECKING:
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.folder.workshop import Folder


@dataclass(frozen=True)
class Reading:
    """A session with one coding per contribution, and the coded table that follows from it.

    `coding` is the settled coding (see `agreement.settled`), `coded` one row per contribution x
    code x rode draad; `main` is the coder whose reading counts where coders differ and nothing was
    agreed, None when nobody coded. `workshop` keeps the codings of every coder.
    """

    workshop: Folder
    main: str | None
    coding: pd.DataFrame
    coded: pd.DataFrame

    @property
    def session(self) -> Session:
        """The session that was read."""
        return self.workshop.session

    @property
    def codebook(self) -> Codebook:
        """The codebook that it was read with."""
        return self.workshop.codebook

    @property
    def settled_folder(self) -> Folder:
        """The folder with the coding that counts in the place of every coder's."""
        return replace(self.workshop, coding=self.coding)


@dataclass(frozen=True)
class Counted:
    """What there is to tell of one session, counted once.

    `themes` and `codes` are the tables of `shares.shares` with the names and words of the codebook
    (`themes` with the `dots` beside it); `groups` that of `shares.bases`; `marks` that of
    `flags.flags`; `complete` and `curve` those of `completeness`; `agreed` that of
    `agreement.agreement`, before consensus; `coders` what each coder did; `order` and `doubts`
    those of `ordering`.
    """

    reading: Reading
    themes: pd.DataFrame
    codes: pd.DataFrame
    groups: pd.DataFrame
    marks: pd.DataFrame
    complete: pd.DataFrame
    curve: pd.DataFrame
    agreed: pd.DataFrame
    coders: pd.DataFrame
    order: pd.DataFrame
    doubts: pd.DataFrame

    @property
    def session(self) -> Session:
        """The session that was counted."""
        return self.reading.session


def read_one_way(workshop: Folder) -> Reading:
    """Give the session with one coding per contribution.

    What coders agreed on afterwards counts; without it the reading of the first coder in the
    codebook who coded anything, and another's only where that coder did not code.

    Raises
    ------
    NoContributions
        For a published list: it has no contributions to count.
    """
    if workshop.session.evidence != Evidence.CONTRIBUTIONS:
        raise NoContributions(
            f"'{workshop.session.key}' is een gepubliceerde lijst van uitkomsten. Het rapport van "
            "een sessie met bijdragen past daar niet bij; gebruik het rapport van een "
            "gepubliceerde sessie."
        )
    main = main_coder(workshop)
    coding = settled(workshop.coding, main=main)
    records, codebook = workshop.session.records, workshop.codebook
    return Reading(workshop, main, coding, assign_themes(records, coding=coding, codebook=codebook))


def count_session(workshop: Folder) -> Counted:
    """Give everything that the report of a session with contributions tells, counted once."""
    reading = read_one_way(workshop)
    coded, book = reading.coded, workshop.codebook
    themes, unit = _theme_shares(reading), headline_unit(coded)
    return Counted(
        reading=reading,
        themes=themes,
        codes=shares(coded, by=["code"], keys=tuple(book.codes["code"])).merge(
            book.codes[["code", "text"]], on="code"
        ),
        groups=bases(coded),
        marks=flags(workshop.session.records),
        complete=completeness(coded),
        curve=accumulation(coded),
        agreed=agreement(
            workshop.coding,
            codes=book.codes["code"],
            placements=book.placements,
            themes=book.themes["theme"],
        ),
        coders=coders(workshop.coding),
        order=order(coded, keys=list(themes["theme"]), unit=unit),
        doubts=doubted(coded, placements=book.placements, unit=unit),
    )


def main_coder(workshop: Folder) -> str | None:
    """Give the first coder of the codebook who coded anything unaided by consensus.

    None when none of them did.
    """
    alone = workshop.coding[workshop.coding["origin"].ne(Origin.CONSENSUS)]
    done = set(alone["coder"])
    return next((coder.key for coder in workshop.codebook.coders if coder.key in done), None)


def _theme_shares(reading: Reading) -> pd.DataFrame:
    """One row per rode draad, the most widely carried first: name, the shares, and the dots."""
    themes = reading.codebook.themes
    numbers = shares(reading.coded, by=["theme"], keys=tuple(themes["theme"]))
    dots = dot_votes(reading.coded)[["theme", "dots"]]
    table = themes[["theme", "name"]].merge(numbers, on="theme").merge(dots, on="theme", how="left")
    order = ["count", "contributions"] if table["count"].notna().any() else ["contributions"]
    return table.sort_values(order, ascending=False, kind="stable", ignore_index=True)
