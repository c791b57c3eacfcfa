"""Leaf: colours, letters and measures, read once from one file for HTML, PDF and figures alike."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_STYLE = Path(__file__).with_name("style.toml")

_ON_TINT = ("ink", "quiet", "accent", "deep", "interpretation", "stamp")
_ON_PAPER = (*_ON_TINT, "gezamenlijk", "beleid", "uitvoering", "belofte")
_TEXT_CONTRAST, _GRAPHIC_CONTRAST = 4.5, 3.0


class StyleError(Exception):
    """A style file that cannot be used, with every fault in it.

    `faults` holds one Dutch sentence per fault; `str()` gives them one a line.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Font:
    """The letter family of the report and the files of its four weights."""

    family: str
    fallback: tuple[str, ...]
    folder: Path
    light: str
    regular: str
    italic: str
    semibold: str

    def file(self, weight: str, suffix: str) -> Path:
        """Name the file of one weight ("light", "regular", ...), whether it exists or not."""
        return self.folder / f"{getattr(self, weight)}{suffix}"

    def named(self, text: str, *, fallback: bool = False) -> str:
        """Give the text with what these letters lack by its number: "[teken U+1F44D]".

        With `fallback` the letters that matplotlib brings count as well, for a form that can use
        two families. A mark that only changes the sign before it is left out where that sign is.
        """
        if text.isascii():
            return text
        whole = unicodedata.normalize("NFC", text)
        lacking = {sign for sign in whole if ord(sign) > 126} - self._letters(fallback)
        return "".join(_by_number(sign) if sign in lacking else sign for sign in whole)

    def _letters(self, fallback: bool) -> frozenset[str]:
        files = [self.file("regular", ".ttf"), *([spare_letters()] if fallback else [])]
        return frozenset().union(*(_letters_of(file) for file in files if file.is_file()))


def spare_letters() -> Path:
    """Name the file of DejaVu Sans, which matplotlib brings along: a letter that ours lacks."""
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@functools.cache
def _letters_of(file: Path) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(str(file)).get_charmap()))


def _by_number(sign: str) -> str:
    changes_a_sign = unicodedata.category(sign) in {"Mn", "Me", "Cf"}
    return "" if changes_a_sign else f"[teken U+{ord(sign):04X}]"


@dataclass(frozen=True)
class Style:
    """What the report looks like: colours by name, letters, sizes in rem, layout measures."""

    colours: Mapping[str, str]
    font: Font
    sizes: Mapping[str, float]
    layout: Mapping[str, float]

    def css(self) -> str:
        """Give every measure as a CSS custom property: `--ink`, `--size-h2`, `--space`.

        One declaration a line, in the order of the file.
        """
        stack = ", ".join(_css_family(name) for name in (self.font.family, *self.font.fallback))
        lines = [
            *(f"--{name}: {value};" for name, value in self.colours.items()),
            f"--font: {stack};",
            *(f"--size-{name}: {value:g}rem;" for name, value in self.sizes.items()),
            f"--measure: {self.layout['measure']:g}rem;",
            f"--leading: {self.layout['leading']:g};",
            f"--space: {self.layout['space']:g}rem;",
        ]
        return ":root {\n  " + "\n  ".join(lines) + "\n}\n"

    def typst(self) -> str:
        """Give every measure as a Typst variable: `ink`, `size-h2` (in points), `font-family`.

        One `#let` a line, in the order of the file.
        """
        points = self.layout["print_points"]
        lines = [
            *(f'#let {name} = rgb("{value}")' for name, value in self.colours.items()),
            f'#let font-family = "{self.font.family}"',
            *(f"#let size-{name} = {value * points:g}pt" for name, value in self.sizes.items()),
            f"#let leading = {self.layout['leading']:g}",
        ]
        return "\n".join(lines) + "\n"

    def rc(self) -> dict[str, Any]:
        """Give the matplotlib settings of every figure: letters, lines, repeatable SVG."""
        points, colours = self.layout["figure_points"], self.colours
        return {
            "font.family": [self.font.family],
            "font.size": points,
            "text.color": colours["ink"],
            "axes.labelcolor": colours["ink"],
            "axes.edgecolor": colours["rule"],
            "axes.facecolor": "none",
            "axes.labelsize": points,
            "axes.titlesize": points,
            "axes.titleweight": 600,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.linewidth": 0.8,
            "axes.axisbelow": True,
            "xtick.color": colours["quiet"],
            "ytick.color": colours["quiet"],
            "xtick.labelcolor": colours["ink"],
            "ytick.labelcolor": colours["ink"],
            "xtick.labelsize": points,
            "ytick.labelsize": points,
            "grid.color": colours["line"],
            "grid.linewidth": 0.8,
            "lines.linewidth": 1.6,
            "figure.facecolor": "none",
            "savefig.facecolor": "none",
            "figure.constrained_layout.use": True,
            "svg.fonttype": "none",
            "svg.hashsalt": "workshop-analysis",
        }


def read_style(path: Path | str | None = None) -> Style:
    """Read the style of the report: our own, or an organisation's own style file.

    Every table of the file becomes a field; font folders are taken relative to the file.

    Raises
    ------
    StyleError
        When the file is missing or no TOML; when names, then values, then contrasts are wrong:
        every fault of that kind at once.
    """
    file = OWN_STYLE if path is None else Path(path)
    content = _read_toml(file)
    faults = _faults(content, file=file.name)
    if faults:
        raise StyleError(faults)
    font = content["font"]
    return Style(
        colours=content["colours"],
        font=Font(
            **{**font, "fallback": tuple(font["fallback"]), "folder": file.parent / font["folder"]}
        ),
        sizes=content["sizes"],
        layout=content["layout"],
    )


def contrast(one: str, other: str) -> float:
    """Tell how many times brighter the lighter of two colours is, from 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StyleError((f"{file.name}: dit stijlbestand bestaat niet.",)) from error
    except tomllib.TOMLDecodeError as error:
        raise StyleError((_syntax_fault(file.name, str(error)),)) from error


def _syntax_fault(file: str, message: str) -> str:
    line = re.search(r"line (\d+)", message)
    place = f"regel {line.group(1)}" if line else "de laatste regel"
    return (
        f"{file}, {place}: dit is geen geldig TOML. "
        "Kijk naar aanhalingstekens, haken en het is-teken op en boven die regel."
    )


def _faults(content: Mapping[str, Any], *, file: str) -> tuple[str, ...]:
    own = tomllib.loads(OWN_STYLE.read_text(encoding="utf-8"))
    faults = (
        _name_faults(content, own=own)
        or _value_faults(content, own=own)
        or _contrast_faults(content["colours"])
    )
    return tuple(f"{file}: {fault}" for fault in faults)


def _name_faults(content: Mapping[str, Any], *, own: Mapping[str, Any]) -> list[str]:
    wanted = {(table, name) for table, names in own.items() for name in names}
    found = {
        (table, name)
        for table, names in content.items()
        for name in (names if isinstance(names, dict) else ())
    }
    return [
        *(f"[{table}] mist '{name}'. Vul die aan." for table, name in sorted(wanted - found)),
        *(f"[{table}] kent geen '{name}'. Haal die weg." for table, name in sorted(found - wanted)),
    ]


def _value_faults(content: Mapping[str, Any], *, own: Mapping[str, Any]) -> list[str]:
    colours = [
        f"[colours] '{name}' is '{value}'. Schrijf een kleur als '#1b2530'."
        for name, value in content["colours"].items()
        if not _is_colour(value)
    ]
    numbers = [
        f"[{table}] '{name}' is '{value}'. Schrijf een getal boven nul."
        for table in ("sizes", "layout")
        for name, value in content[table].items()
        if not _is_measure(value)
    ]
    letters = [
        f"[font] '{name}' is '{value}'. Schrijf {_kind(own['font'][name])}."
        for name, value in content["font"].items()
        if not _is_letter(value, like=own["font"][name])
    ]
    return [*colours, *numbers, *letters]


def _kind(value: object) -> str:
    return "een lijst van teksten" if isinstance(value, list) else "een tekst"


def _is_colour(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 7
        and value.startswith("#")
        and set(value[1:].lower()) <= set("0123456789abcdef")
    )


def _is_measure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_letter(value: object, *, like: object) -> bool:
    if isinstance(like, list):
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    return isinstance(value, str)


def _contrast_faults(colours: Mapping[str, str]) -> list[str]:
    pairs = [
        *((name, "paper", _TEXT_CONTRAST) for name in _ON_PAPER),
        *((name, "tint", _TEXT_CONTRAST) for name in _ON_TINT),
        ("ink", "mark", _TEXT_CONTRAST),
        ("accent", "mark", _TEXT_CONTRAST),
        ("rule", "paper", _GRAPHIC_CONTRAST),
    ]
    return [
        f"[colours] '{name}' op '{ground}' heeft contrast {_dutch(ratio)}; "
        f"nodig is {_dutch(needed)}. Kies een donkerder of lichter kleur."
        for name, ground, needed in pairs
        if (ratio := contrast(colours[name], colours[ground])) < needed
    ]


def _dutch(number: float) -> str:
    return f"{int(number * 10) / 10:.1f}".replace(".", ",")


def _css_family(name: str) -> str:
    return name if name in {"sans-serif", "serif"} else f'"{name}"'
