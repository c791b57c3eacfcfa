"""The drawings of a report as SVG: bare in the notebook, named images in the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias
from xml.etree import ElementTree

from workshop_analysis.display.payloads import FigurePayload

STAMP = "stempel"
Form: TypeAlias = Literal["wide", "narrow"]
_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FAMILY = re.compile(r"font-family: ('[^']+')")
_ROUNDED = "stroke-linejoin: round; stroke-linecap: butt"


def clean_svg(drawn: bytes, *, prefix: str) -> str:
    """Give matplotlib's SVG as one bare element that can stand beside others in a page.

    Without metadata, style sheet and document type; every id starts with `prefix`.
    """
    root = _parsed(drawn.decode("utf-8"))
    _leave_out(
        root, unwanted=lambda element: element.tag in {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}
    )
    for element in root.iter():
        _rename(element, prefix=prefix)
    root.set("style", _ROUNDED)
    return _written(root)


def named_svg(payload: FigurePayload, *, form: Form) -> str:
    """Give one drawing of a figure payload as an image of the page, with title and description.

    The drawing takes the width that the page gives it. Its stamp is left out: the page has it as
    text above the figure.
    """
    root = _parsed(payload["svg_wide"] if form == "wide" else payload["svg_narrow"])
    name = f"{payload['key']}-{'breed' if form == 'wide' else 'smal'}"
    _leave_out(root, unwanted=lambda element: element.get("id", "") == f"{name}-{STAMP}")
    for measure in ("width", "height", "version"):
        root.attrib.pop(measure, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-titel {name}-tekst")
    root.insert(0, _named("title", text=payload["caption"], name=f"{name}-titel"))
    root.insert(1, _named("desc", text=payload["alt"], name=f"{name}-tekst"))
    return _written(root)


def _leave_out(
    root: ElementTree.Element, *, unwanted: Callable[[ElementTree.Element], bool]
) -> None:
    for parent in list(root.iter()):
        for child in [child for child in parent if unwanted(child)]:
            parent.remove(child)


def _rename(element: ElementTree.Element, *, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        if name == "id":
            element.set(name, prefix + value)
        elif name == _XLINK_HREF:
            del element.attrib[name]
            element.set("href", value.replace("#", f"#{prefix}", 1))
        else:
            named = _FAMILY.sub(r"font-family: \1, sans-serif", value)
            element.set(name, _REFERENCE.sub(rf"url(#{prefix}\1)", named))


def _named(tag: str, *, text: str, name: str) -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": name})
    element.text = text
    return element


def _parsed(svg: str) -> ElementTree.Element:
    ElementTree.register_namespace("", _SVG)
    return ElementTree.fromstring(svg)


def _written(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode").strip()
