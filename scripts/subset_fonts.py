"""The fonts of the report: Fira Sans, cut down to what Dutch reports need, as TTF and as WOFF2.

Run ``python scripts/subset_fonts.py`` to write them anew into ``report/fonts``; a test holds the
shipped files to what this script makes. Fira Sans (OFL 1.1, no reserved font name) comes from the
package fontpkg-fira-sans. It has no ✓ ★ ● ○ ◐, so those five are drawn here.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src" / "workshop_analysis" / "report" / "fonts"

#: face -> the width of a drawn line, so that ○ and ◐ are as heavy as the letters beside them
FACES = {"Light": 46, "Regular": 66, "Italic": 66, "SemiBold": 98}

PUNCTUATION = "–—‘’‚‛“”„†‡•…‰‹›⁄€™−≈≠≤≥∞←↑→↓ "  # noqa: RUF001
DRAWN = "✓★●○◐"
#: what HTML carries inside each file: Western and Central European letters, and our signs
WEB = {*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, *map(ord, PUNCTUATION)}
#: what the PDF may print besides: a participant may be called Nguyễn, Ιωάννης or Юлия
PRINT = WEB | {*range(0x180, 0x250), *range(0x1E00, 0x1F00), *range(0x370, 0x500)}
#: hyphens without a glyph of their own look like the one on the keyboard
SAME_GLYPH = {0x2010: ord("-"), 0x2011: ord("-")}
FEATURES = ["ccmp", "locl", "calt", "liga", "kern", "mark", "mkmk", "lnum", "tnum", "sups", "case"]

Point = tuple[float, float]
MIDDLE = 345  # half the height of a capital


def make(face: str, *, flavor: str | None) -> bytes:
    """One font file of the report; ``flavor`` None gives a TTF, "woff2" the small one for HTML."""
    source = files("fontpkg_fira_sans") / "files" / f"FiraSans-{face}.ttf"
    font = TTFont(str(source), recalcTimestamp=False)
    draw_signs(font, line=FACES[face])
    cut(font, {*(WEB if flavor else PRINT), *map(ord, DRAWN), *SAME_GLYPH})
    font.flavor = flavor
    stream = io.BytesIO()
    font.save(stream, reorderTables=None)
    return stream.getvalue()


def cut(font: TTFont, characters: Iterable[int]) -> None:
    """Leave these characters and our features in the font, nothing else."""
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def draw_signs(font: TTFont, *, line: int) -> None:
    """Add ✓ ★ ● ○ ◐ to the font, and its hyphen under two more numbers."""
    signs = {
        "✓": (620, [check(line)]),
        "★": (760, [star()]),
        "●": (700, [circle(280)]),
        "○": (700, [circle(280), circle(280 - line)[::-1]]),
        "◐": (700, [circle(280), half_circle(280 - line)[::-1]]),
    }
    for sign, (width, contours) in signs.items():
        add_glyph(font, sign, width, contours)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {new: table.cmap[old] for new, old in SAME_GLYPH.items()}


def add_glyph(font: TTFont, sign: str, width: int, contours: list[list[Point]]) -> None:
    """Put one sign, drawn as filled polygons, into the font."""
    pen = TTGlyphPen(None)
    for contour in contours:
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    name = f"uni{ord(sign):04X}"
    font["glyf"][name] = glyph = pen.glyph(round=round)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def circle(radius: float, *, corners: int = 48, centre: Point = (350, MIDDLE)) -> list[Point]:
    """Points clockwise on a circle; with 48 of them no eye sees the corners."""
    turns = (math.pi / 2 - 2 * math.pi * k / corners for k in range(corners))
    return [(centre[0] + radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in turns]


def half_circle(radius: float) -> list[Point]:
    """Give the right half of that circle."""
    return circle(radius)[: 48 // 2 + 1]


def star() -> list[Point]:
    """Draw a star of five points."""
    outer = circle(350, corners=5, centre=(380, 320))
    inner = circle(-134, corners=5, centre=(380, 320))
    return [point for k in range(5) for point in (outer[k], inner[(k + 3) % 5])]


def check(line: int) -> list[Point]:
    """Draw a tick as heavy as the letters beside it."""
    weight = line * 1.15
    down = (60.0, 330.0), (225.0, 110.0), (560.0, 620.0)
    return [
        down[0],
        (down[0][0] + weight * 0.8, down[0][1] + weight * 0.6),
        (down[1][0] + weight * 0.05, down[1][1] + weight * 1.55),
        (down[2][0] - weight * 0.85, down[2][1] + weight * 0.55),
        down[2],
        (down[1][0] + weight * 0.1, down[1][1] - weight * 0.2),
    ]


def main() -> None:
    """Write every font and its licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        for suffix, flavor in (("ttf", None), ("woff2", "woff2")):
            path = TARGET / f"FiraSans-{face}.{suffix}"
            path.write_bytes(make(face, flavor=flavor))
            print(f"{path.name:24} {path.stat().st_size:7,}")
    licence = (files("fontpkg_fira_sans") / "LICENSE").read_text(encoding="utf-8")
    (TARGET / "OFL.txt").write_text(licence.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
