"""The style file: what it gives CSS, Typst and matplotlib, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
import typst

from workshop_analysis.style import OWN_STYLE, Style, StyleError, contrast, read_style


@pytest.fixture
def changed(tmp_path: Path):
    """Give a style file of our own with one text replaced by another."""

    def write(old: str, new: str) -> Path:
        text = OWN_STYLE.read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "huis.toml").write_text(text.replace(old, new), encoding="utf-8")
        return tmp_path / "huis.toml"

    return write


def refused(path: Path) -> str:
    with pytest.raises(StyleError) as error:
        read_style(path)
    return str(error.value)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_css_names_every_colour_and_measure(style: Style):
    css = style.css()
    assert "--ink: #1b2530;" in css
    assert "--size-title: 2.75rem;" in css
    assert '--font: "Fira Sans", "Calibri"' in css
    assert css.count("--") == len(style.colours) + len(style.sizes) + 4


def test_typst_reads_every_variable(style: Style):
    source = f"{style.typst()}#text(font: font-family, size: size-h2, fill: ink)[x]"
    pages = typst.compile(source.encode(), format="svg")
    assert pages


def test_matplotlib_accepts_the_settings_and_repeats_its_svg(style: Style):
    with mpl.rc_context(style.rc()):
        assert mpl.rcParams["svg.hashsalt"] == "workshop-analysis"
        assert mpl.rcParams["font.family"] == ["Fira Sans"]


def test_the_four_weights_are_in_the_package(style: Style):
    for weight in ("light", "regular", "italic", "semibold"):
        assert style.font.file(weight, ".woff2").is_file()
        assert style.font.file(weight, ".ttf").is_file()


def test_an_organisation_brings_its_own_colours_and_letters(changed, tmp_path: Path):
    style = read_style(changed('folder = "report/fonts"', 'folder = "letters"'))
    assert style.font.folder == tmp_path / "letters"


def test_a_missing_file_is_named(tmp_path: Path):
    assert refused(tmp_path / "weg.toml") == "weg.toml: dit stijlbestand bestaat niet."


def test_a_syntax_error_names_its_line(changed):
    line = OWN_STYLE.read_text(encoding="utf-8").splitlines().index("[font]") + 1
    assert refused(changed("[font]", "[font")) == (
        f"huis.toml, regel {line}: dit is geen geldig TOML. "
        "Kijk naar aanhalingstekens, haken en het is-teken op en boven die regel."
    )


def test_missing_and_unknown_names_are_named_together(changed):
    assert refused(changed("ink =", "inkt =")) == (
        "huis.toml: [colours] mist 'ink'. Vul die aan.\n"
        "huis.toml: [colours] kent geen 'inkt'. Haal die weg."
    )


def test_wrong_values_are_named(changed):
    assert refused(changed('"#1b2530"', '"zwart"')) == (
        "huis.toml: [colours] 'ink' is 'zwart'. Schrijf een kleur als '#1b2530'."
    )
    assert refused(changed("h2 = 1.625", "h2 = 0")) == (
        "huis.toml: [sizes] 'h2' is '0'. Schrijf een getal boven nul."
    )
    assert refused(changed('family = "Fira Sans"', "family = 3")) == (
        "huis.toml: [font] 'family' is '3'. Schrijf een tekst."
    )
    assert refused(changed('light = "FiraSans-Light"', "light = []")) == (
        "huis.toml: [font] 'light' is '[]'. Schrijf een tekst."
    )


def test_a_colour_that_nobody_can_read_is_refused(changed):
    assert refused(changed('quiet = "#4c5866"', 'quiet = "#8a96a4"')) == (
        "huis.toml: [colours] 'quiet' op 'paper' heeft contrast 3,0; nodig is 4,5. "
        "Kies een donkerder of lichter kleur.\n"
        "huis.toml: [colours] 'quiet' op 'tint' heeft contrast 2,7; nodig is 4,5. "
        "Kies een donkerder of lichter kleur."
    )


def test_reading_the_style_needs_no_pandas_and_no_nbconvert():
    code = (
        "import sys; import workshop_analysis.style as s; s.read_style(); "
        "print({'pandas', 'nbconvert', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
