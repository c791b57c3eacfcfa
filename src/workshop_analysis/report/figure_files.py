"""A report's figures as files of their own, for slides: SVG, PNG and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_analysis.display.payloads import FigurePayload
from workshop_analysis.report.blocks import Document, Figure
from workshop_analysis.style import Style

PIXELS_PER_INCH = 300  # a figure as wide as the page is then as wide as a full-screen slide


def figure_files(document: Document, *, style: Style, stamp: str = "") -> dict[str, bytes]:
    """Return each figure of the report as `<key>.svg`, `<key>.png` and `<key>.txt` (its words).

    Every name begins with `stamp`. The same document gives the same bytes.
    """
    payloads = [block.payload for block in document.everything if isinstance(block, Figure)]
    files: dict[str, bytes] = {}
    for payload, picture in zip(payloads, _pictures(payloads, style=style), strict=True):
        name = f"{stamp}{payload['key']}"
        files[f"{name}.svg"] = f"{payload['svg_wide']}\n".encode()
        files[f"{name}.png"] = picture
        files[f"{name}.txt"] = _words(payload).encode()
    return files


def _pictures(payloads: Sequence[FigurePayload], *, style: Style) -> list[bytes]:
    """Return the PNG of each figure, drawn by Typst with the report's own letters."""
    import typst

    if not payloads:
        return []
    pages = [f'#page(image("{at}.svg"))' for at in range(len(payloads))]
    paper = style.colours["paper"]
    setting = f'#set page(width: auto, height: auto, margin: 0pt, fill: rgb("{paper}"))'
    drawings = {f"{at}.svg": payload["svg_wide"].encode() for at, payload in enumerate(payloads)}
    drawn = typst.compile(  # type: ignore[call-overload]  # its stub lacks a dict of files
        {"main.typ": "\n".join([setting, *pages]).encode(), **drawings},
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(style.font.folder)],
        ),
        format="png",
        ppi=PIXELS_PER_INCH,
    )
    return list(drawn) if isinstance(drawn, list) else [drawn]


def _words(payload: FigurePayload) -> str:
    words = [payload["caption"], payload["alt"], f"Bron: {payload['source']}", payload["stamp"]]
    return "\n\n".join(word for word in words if word) + "\n"
