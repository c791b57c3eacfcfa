"""Drawings of shares, differences, trends and completeness: a counted table and an Axes in and out.

Every mark has its number or word beside it, so nothing is told by colour or place alone. Lengths
are inches of a sheet, y downward; the sheet gives way where the figure carries a stamp.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from babel.dates import format_date
from matplotlib.ticker import MaxNLocator

from workshop_analysis.terms import Evidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from workshop_analysis.style import Style

Row: TypeAlias = Mapping[Any, Any]
Point: TypeAlias = tuple[float, float]

MINUS = "\u2212"
UNITS = {"participant": "deelnemers", "table": "tafels"}
WIDE, NARROW = 6.6, 3.4
TEXT, SMALL = 8.8, 7.8


@dataclass(frozen=True)
class Rows:
    """Where the columns and rows of a dot chart stand, in inches from the top left corner."""

    width: float
    names: int
    left: float
    right: float
    words: float
    row: float
    mark: float
    head: float = 0.36
    foot: float = 0.34

    def x(self, part: float) -> float:
        """Place of a part (0 to 1) of the axis."""
        return self.left + part * (self.right - self.left)

    def y(self, position: int) -> float:
        """Place of the mark in a row (0 is the first)."""
        return self.head + position * self.row + self.mark

    def height(self, rows: int) -> float:
        """Height of the whole sheet."""
        return self.head + rows * self.row + self.foot


DOTS = {
    False: Rows(WIDE, names=34, left=2.4, right=4.8, words=5.0, row=0.36, mark=0.18),
    True: Rows(NARROW, names=48, left=0.08, right=1.86, words=2.02, row=0.56, mark=0.38),
}


@dataclass(frozen=True)
class Panels:
    """Where the small multiples of a trend stand: how many beside each other, how high each."""

    width: float
    across: int
    height: float
    title: float = 0.42
    foot: float = 0.46
    top: float = 0.26

    @property
    def inside(self) -> float:
        """Width of one panel without the white beside it."""
        return self.width / self.across - 0.2

    def corner(self, position: int) -> Point:
        """Upper left corner of a panel (0 is the first)."""
        down, right = divmod(position, self.across)
        return right * (self.width / self.across), self.top + down * self.height

    def sheet(self, panels: int) -> float:
        """Height of the whole sheet."""
        return self.top + -(-panels // self.across) * self.height


TRENDS = {False: Panels(WIDE, 2, 1.7), True: Panels(NARROW, 1, 1.7)}


@dataclass(frozen=True)
class Sheet:
    """A sheet of so many inches on given axes, and the pens of the house."""

    ax: Axes
    style: Style

    def open(self, width: float, height: float) -> Sheet:
        """Turn the axes into an empty sheet."""
        self.ax.set_xlim(0, width)
        self.ax.set_ylim(height, 0)
        self.ax.set_axis_off()
        return self

    def write(self, at: Point, text: str, **how: Any) -> None:
        """Write text in ink, on the middle of its line; left unless `ha` says otherwise."""
        drawn = {"ha": "left", "va": "center", "fontsize": TEXT, "linespacing": 1.1, **how}
        self.ax.text(*at, text, **{"color": self.style.colours["ink"], **drawn})

    def line(self, start: Point, end: Point, **how: Any) -> None:
        """Draw a line; a hairline unless `how` says otherwise."""
        drawn = {"color": self.style.colours["line"], "linewidth": 0.8, "zorder": 1, **how}
        self.ax.plot([start[0], end[0]], [start[1], end[1]], **drawn)

    def mark(self, at: Point, *, full: bool = True, shape: str = "o") -> None:
        """Draw a mark in the accent colour, full or open."""
        accent, paper = self.style.colours["accent"], self.style.colours["paper"]
        self.ax.plot(
            [at[0]],
            [at[1]],
            shape,
            markersize=6.5,
            markeredgecolor=accent,
            markerfacecolor=accent if full else paper,
            zorder=3,
        )

    def interval(self, start: Point, end: Point) -> None:
        """Draw an interval: a line with the weight of a mark."""
        self.line(start, end, color=self.style.colours["accent"], linewidth=1.8, zorder=2)


# -- shares and differences -------------------------------------------------------------------


def dot_sizes(table: pd.DataFrame) -> dict[str, Point]:
    """Width and height in inches of a dot chart with a line per row of the table, both versions."""
    forms = (("wide", False), ("narrow", True))
    return {form: (DOTS[narrow].width, DOTS[narrow].height(len(table))) for form, narrow in forms}


def share_chart(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Shares as dots with their 95 % interval; share and base stand beside each dot.

    `table` has one row per theme: name, share, low, high, count, base, shown. A row without a
    share (a small or unknown base) has its words and no dot.
    """
    rows = DOTS[narrow]
    sheet = Sheet(ax, style).open(rows.width, rows.height(len(table)))
    _scale(sheet, {0: "0%", 0.5: "50%", 1: "100%"}, rows=rows, count=len(table))
    for position, row in enumerate(table.to_dict("records")):
        y = rows.y(position)
        _name(sheet, row["name"], rows=rows, position=position)
        if not np.isnan(row["share"]):
            sheet.interval((rows.x(row["low"]), y), (rows.x(row["high"]), y))
            sheet.mark((rows.x(row["share"]), y))
        sheet.write((rows.words, y), _share_words(row))
    _key(sheet, "stip: aandeel; lijn: 95%-interval", rows=rows, count=len(table))
    return ax


def difference_chart(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Differences in percentage points with their 95 % interval, around a line at no difference.

    `table` has one row per theme: name, difference, difference_low, difference_high,
    baseline_shown, later_shown. A full dot: the interval leaves zero out; an open dot: it does
    not. A row without a difference has both sides' words and no dot.
    """
    rows, reach = DOTS[narrow], _reach(table)
    sheet = Sheet(ax, style).open(rows.width, rows.height(len(table)))
    places = {0.0: f"{MINUS}{reach:.0%}", 0.5: "geen verschil", 1.0: f"+{reach:.0%}"}
    _scale(
        sheet, {at: text.rstrip("%") for at, text in places.items()}, rows=rows, count=len(table)
    )
    for position, row in enumerate(table.to_dict("records")):
        y = rows.y(position)
        ends = [row[f"difference{end}"] for end in ("", "_low", "_high")]
        _name(sheet, row["name"], rows=rows, position=position)
        if not np.isnan(ends[0]):
            at, low, high = (rows.x(0.5 + end / reach / 2) for end in ends)
            sheet.interval((low, y), (high, y))
            sheet.mark((at, y), full=ends[1] > 0 or ends[2] < 0)
        sheet.write((rows.words, y), _difference_words(row))
    _key(sheet, "procentpunten; open stip: nul ligt in het interval", rows=rows, count=len(table))
    return ax


def _scale(sheet: Sheet, places: dict[float, str], *, rows: Rows, count: int) -> None:
    """Hairlines at these parts of the axis, with their words above; they leave names alone."""
    reach = 0.13 if rows.left < 1 else rows.row / 2
    for part, words in places.items():
        x = rows.x(part)
        sheet.write((x, rows.head - 0.18), words, fontsize=SMALL, ha="center")
        sheet.line((x, rows.head - 0.08), (x, rows.head), color=sheet.style.colours["rule"])
        for y in (rows.y(position) for position in range(count)):
            sheet.line((x, y - reach), (x, y + reach), color=sheet.style.colours["rule"])


def _name(sheet: Sheet, name: str, *, rows: Rows, position: int) -> None:
    above = rows.left < 1
    y = rows.y(position) - 0.24 if above else rows.y(position)
    if not above:
        top = rows.head + position * rows.row
        sheet.line((0, top), (rows.width, top), linewidth=0.5)
    sheet.write((0, y), "\n".join(wrap(name, rows.names)), fontsize=TEXT)


def _key(sheet: Sheet, words: str, *, rows: Rows, count: int) -> None:
    y = rows.height(count) - 0.14
    sheet.write((0 if rows.left < 1 else rows.left, y), words, fontsize=SMALL)


def _share_words(row: Row) -> str:
    shown, words = str(row["shown"]), f"{row['count']} van {row['base']}"
    return f"{shown} ({words})" if shown.endswith("%") else shown


def _difference_words(row: Row) -> str:
    ends = [row["difference"], row["difference_low"], row["difference_high"]]
    if np.isnan(ends[0]):
        sides = (row["baseline_shown"], row["later_shown"])
        return " en ".join(str(side) for side in sides if isinstance(side, str))
    middle, low, high = (_points(end) for end in ends)
    return f"{middle} ({low} tot {high})"


def _points(difference: float) -> str:
    points = round(difference * 100)
    return f"{MINUS if points < 0 else '+' if points > 0 else ''}{abs(points)}"


def _reach(table: pd.DataFrame) -> float:
    """Give how far the axis reaches on both sides: a quarter, a half, three quarters or all."""
    ends = table[["difference_low", "difference_high"]].abs().max().max()
    return 0.25 if np.isnan(ends) else min(1.0, max(0.25, float(np.ceil(ends * 4) / 4)))


# -- a trend over sessions --------------------------------------------------------------------


def trend_sizes(table: pd.DataFrame, *, key: str = "name") -> dict[str, Point]:
    """Width and height in inches of the small multiples, for both versions."""
    panels = table[key].nunique()
    forms = (("wide", False), ("narrow", True))
    return {form: (TRENDS[narrow].width, TRENDS[narrow].sheet(panels)) for form, narrow in forms}


def trend_chart(table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Small multiples, one per theme: each session a dot with its interval, in order of date.

    `table` has one row per session x theme (see `compare.trend`) with `name`. A session without
    counts stands outside the scale, as a diamond with the words "op de lijst" or an open one with
    "niet op de lijst". A session with counts but no share has its words. A dashed line stands
    before a session in which the theme means something else than before. No line joins sessions:
    between them nothing was asked.
    """
    panels = TRENDS[narrow]
    names = list(table["name"].drop_duplicates())
    sheet = Sheet(ax, style).open(panels.width, panels.sheet(len(names)))
    words = "stip: aandeel; lijn: 95%-interval; ruit: geen aantallen"
    if "comparable" in table and not table["comparable"].all():
        between = "\n" if narrow else "; "
        words += f"{between}streepjes: vanaf hier anders omschreven"
    sheet.write((0, 0.14), words, fontsize=SMALL)
    for position, name in enumerate(names):
        own = table[table["name"].eq(name)].sort_values(["date", "session"])
        _panel(sheet, own, panels=panels, position=position)
    return ax


def _panel(sheet: Sheet, own: pd.DataFrame, *, panels: Panels, position: int) -> None:
    left, top = panels.corner(position)
    title = "\n".join(wrap(own["name"].iloc[0], 44, max_lines=2, placeholder=" …"))
    sheet.write((left, top + 0.22), title, weight="semibold")
    ends = top + panels.height - panels.foot, top + panels.title + 0.12
    step = (panels.inside - 0.36) / len(own)
    counted = own["evidence"].eq(Evidence.CONTRIBUTIONS).to_numpy()
    for place, row in enumerate(own.to_dict("records")):
        x = left + 0.36 + (place + 0.5) * step
        if not row.get("comparable", True):
            sheet.line((x - step / 2, ends[0]), (x - step / 2, ends[1]), linestyle="--")
        if counted[place]:
            _lines(sheet, x, step=step, ends=ends)
        _session(sheet, row, x=x, ends=ends)
    if counted.any():
        first = left + 0.36 + int(counted.argmax()) * step
        for y, words in zip(ends, ("0%", "100%"), strict=True):
            sheet.write((first - 0.04, y), words, fontsize=SMALL, ha="right")


def _when(row: Row) -> str:
    """Month and year of a session, and the base of its share where it has one."""
    month = str(format_date(row["date"], "MMM y", locale="nl")).replace(".", "")
    return month if np.isnan(row["share"]) else f"{month}\nvan {row['base']}"


def _lines(sheet: Sheet, x: float, *, step: float, ends: Point) -> None:
    for y in ends:
        sheet.line((x - step / 2, y), (x + step / 2, y), color=sheet.style.colours["rule"])


def _session(sheet: Sheet, row: Row, *, x: float, ends: Point) -> None:
    """One session in one panel: a dot with its interval, a diamond, or only words."""
    floor, roof = ends
    sheet.write((x, floor + 0.08), _when(row), fontsize=SMALL, ha="center", va="top")
    if row["evidence"] != Evidence.CONTRIBUTIONS:
        on_it = bool(row["seen"])
        words = "op de\nlijst" if on_it else "niet op\nde lijst"
        sheet.mark((x, (floor + roof) / 2 - 0.16), full=on_it, shape="D")
        sheet.write((x, (floor + roof) / 2 + 0.12), words, fontsize=SMALL, ha="center")
        return
    if np.isnan(row["share"]):
        words = row["shown"] if isinstance(row["shown"], str) else "niet\ngezocht"
        sheet.write((x, (floor + roof) / 2), words, fontsize=SMALL, ha="center")
        return
    y, low, high = (floor + row[end] * (roof - floor) for end in ("share", "low", "high"))
    sheet.interval((x, low), (x, high))
    sheet.mark((x, y))
    sheet.write((x + 0.1, min(y, floor - 0.08)), row["shown"], fontsize=SMALL)


# -- completeness -----------------------------------------------------------------------------

CURVE = {"wide": (WIDE, 3.0), "narrow": (NARROW, 2.7)}
"""Width and height in inches of the accumulation curve, for both versions."""


def accumulation_chart(
    table: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False
) -> Axes:
    """The number of different codes that one expects after so many people (or tables).

    `table` is that of `completeness.accumulation`: unit, units, codes. The last point carries its
    numbers in words; a line that still climbs there means that more people would bring new codes.
    """
    units, codes = table["units"].to_numpy(float), table["codes"].to_numpy(float)
    who = UNITS[str(table["unit"].iloc[0])]
    ax.plot(units, codes, color=style.colours["accent"], linewidth=1.8)
    ax.plot(units[-1:], codes[-1:], "o", color=style.colours["accent"], markersize=6.5)
    words = f"{codes[-1]:.0f} codes\nbij {units[-1]:.0f} {who}"
    ax.annotate(
        words, (units[-1], codes[-1]), (-6, -10), textcoords="offset points", ha="right", va="top"
    )
    ax.set_xlim(0, units[-1] * 1.04)
    ax.set_ylim(0, codes[-1] * 1.12 + 0.5)
    ax.set_xlabel(f"aantal {who}")
    ax.set_ylabel("verschillende codes" if narrow else "verschillende codes, gemiddeld")
    ax.xaxis.set_major_locator(MaxNLocator(5 if narrow else 8, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    return ax
