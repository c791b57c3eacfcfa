"""Style files for tests: as an organisation would write them."""

from __future__ import annotations

from pathlib import Path

import matplotlib

from workshop_analysis.style import OWN_STYLE

ACCENT = "#1c3a8f"
LETTERS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""The letters that come with matplotlib: wider than ours, no light one and no semibold."""

_CHANGES = {
    '"Fira Sans"': '"DejaVu Sans"',
    '"report/fonts"': f'"{LETTERS.as_posix()}"',
    '"FiraSans-Light"': '"DejaVuSans"',
    '"FiraSans-Regular"': '"DejaVuSans"',
    '"FiraSans-Italic"': '"DejaVuSans-Oblique"',
    '"FiraSans-SemiBold"': '"DejaVuSans-Bold"',
    'accent = "#0b5563"': f'accent = "{ACCENT}"',
}


def own_style(folder: Path, **changes: str) -> Path:
    """Write the style of an organisation with wide letters and a blue accent."""
    text = OWN_STYLE.read_text(encoding="utf-8")
    for before, after in {**_CHANGES, **changes}.items():
        text = text.replace(before, after)
    file = folder / "huisstijl.toml"
    file.write_text(text, encoding="utf-8")
    return file
