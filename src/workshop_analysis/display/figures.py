"""A figure as the report shows it: drawn for a wide and a narrow page, with words and numbers."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workshop_analysis.display import preview
from workshop_analysis.display.cells import check_name
from workshop_analysis.display.drawings import STAMP, clean_svg
from workshop_analysis.display.mime import FIGURE
from workshop_analysis.display.payloads import Bundle, FigurePayload
from workshop_analysis.display.tables import ReportTable
from workshop_analysis.style import Style, read_style

LONGEST_ALT = 400


@dataclass(frozen=True, eq=False)
class ReportFigure:
    """A figure drawn twice, with its alternative text and its numbers as a table.

    `draw(ax, narrow)` draws on given axes; `narrow` is True for a phone. `wide` and `narrow` are
    width and height in inches; `style` defaults to the project's own.

    Raises
    ------
    ValueError
        In Dutch: no alternative text or one over 400 characters, an empty caption, a bad key.
    """

    draw: Callable[[Axes, bool], object]
    _: KW_ONLY
    table: ReportTable
    key: str
    alt: str
    caption: str
    source: str
    stamp: str | None = None
    wide: tuple[float, float] = (6.6, 3.8)
    narrow: tuple[float, float] = (3.4, 4.4)
    style: Style | None = None
    mime: ClassVar[str] = FIGURE
    payload: FigurePayload = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check everything, draw both forms and fix the payload."""
        check_name(self.key, what="De sleutel van een figuur")
        _check_words(self)
        object.__setattr__(self, "payload", self._payload())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            FIGURE: self.payload,
            "text/html": preview.figure_html(self.payload),
            "text/plain": preview.figure_text(self.payload),
        }

    def _payload(self) -> FigurePayload:
        return {
            "alt": self.alt,
            "caption": self.caption,
            "interpretation": self.table.payload["interpretation"],
            "key": self.key,
            "source": self.source,
            "stamp": self.stamp or self.table.stamp,
            "svg_narrow": self._svg(narrow=True),
            "svg_wide": self._svg(narrow=False),
            "table": self.table.payload,
        }

    def _svg(self, *, narrow: bool) -> str:
        style = self.style or read_style()
        with mpl.rc_context(_settings(style)):
            figure = Figure(figsize=self.narrow if narrow else self.wide)
            self.draw(figure.subplots(), narrow)
            _put_stamp(figure, stamp=self.stamp or self.table.stamp, style=style)
            target = io.BytesIO()
            figure.savefig(target, format="svg")
        return clean_svg(target.getvalue(), prefix=f"{self.key}-{'smal' if narrow else 'breed'}-")


def _check_words(figure: ReportFigure) -> None:
    for what, text in (("bijschrift", figure.caption), ("bron", figure.source)):
        if not text.strip():
            raise ValueError(f"Figuur '{figure.key}' heeft geen {what}. Geef er een.")
    if not figure.alt.strip():
        raise ValueError(
            f"Figuur '{figure.key}' heeft geen alternatieve tekst. Zeg met alt in een of twee "
            "zinnen wat de figuur laat zien."
        )
    if len(figure.alt) > LONGEST_ALT:
        raise ValueError(
            f"De alternatieve tekst van figuur '{figure.key}' telt {len(figure.alt)} tekens; "
            f"{LONGEST_ALT} is het meeste. De cijfers staan al in de tabel: noem het beeld."
        )


def _settings(style: Style) -> dict[Any, Any]:
    settings: dict[Any, Any] = style.rc()
    if not _register(style.font.folder):
        settings["font.family"] = ["DejaVu Sans"]
    return settings


@cache
def _register(folder: Path) -> bool:
    files = sorted(folder.glob("*.ttf"))
    for file in files:
        font_manager.fontManager.addfont(file)
    return bool(files)


def _put_stamp(figure: Figure, *, stamp: str | None, style: Style) -> None:
    if stamp:
        text = figure.suptitle(stamp, x=1.0, ha="right", fontsize="small", fontweight=600)
        text.set_color(style.colours["stamp"])
        text.set_gid(STAMP)
