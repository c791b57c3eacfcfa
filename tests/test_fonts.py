"""The fonts of the report are small, complete, and made by the script that says so."""

import importlib.util
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(str(files("workshop_analysis") / "report" / "fonts"))
SCRIPT = Path(__file__).parent.parent / "scripts" / "subset_fonts.py"
FACES = ["Light", "Regular", "Italic", "SemiBold"]
DUTCH = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \N{NO-BREAK SPACE}"
    "áéíóúàèëïöüâêîôûçñÁÉËÏÖÜÇĲĳ.,:;!?()[]{}/\\&@#%*+-=_|~^<>\"'`§€°ø½×±·"
)
SIGNS = "–—‘’‚“”„•…←↑→↓≤≥≠≈−✓★●○◐\N{HYPHEN}\N{NON-BREAKING HYPHEN}"  # noqa: RUF001


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("subset_fonts", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def characters(path):
    return set(map(chr, TTFont(path).getBestCmap()))


@pytest.mark.parametrize("face", FACES)
def test_the_print_font_is_what_the_script_makes(script, face):
    shipped = (FONTS / f"FiraSans-{face}.ttf").read_bytes()
    assert shipped == script.make(face, flavor=None)


@pytest.mark.parametrize("face", FACES)
def test_the_web_font_is_what_the_script_makes(script, face):
    shipped = (FONTS / f"FiraSans-{face}.woff2").read_bytes()
    assert shipped == script.make(face, flavor="woff2")


@pytest.mark.parametrize("suffix", ["ttf", "woff2"])
@pytest.mark.parametrize("face", FACES)
def test_every_character_of_a_dutch_report_has_its_glyph(face, suffix):
    assert set(DUTCH + SIGNS) - characters(FONTS / f"FiraSans-{face}.{suffix}") == set()


@pytest.mark.parametrize("name", ["Nguyễn", "Ιωάννης", "Юлия", "Șerban", "Łukasz", "Çağla"])
def test_a_name_from_elsewhere_in_europe_can_be_printed(name):
    assert set(name) - characters(FONTS / "FiraSans-Regular.ttf") == set()


@pytest.mark.parametrize("face", FACES)
def test_the_signs_that_fira_lacks_are_drawn(face):
    font = TTFont(FONTS / f"FiraSans-{face}.ttf")
    contours = {s: font["glyf"][font.getBestCmap()[ord(s)]].numberOfContours for s in "✓★●○◐"}
    assert contours == {"✓": 1, "★": 1, "●": 1, "○": 2, "◐": 2}


def test_tabular_figures_and_superscripts_are_kept():
    features = TTFont(FONTS / "FiraSans-Regular.ttf")["GSUB"].table.FeatureList.FeatureRecord
    assert {"tnum", "sups", "liga"} <= {record.FeatureTag for record in features}


@pytest.mark.parametrize("face", FACES)
def test_a_web_font_stays_under_twenty_kilobytes(face):
    assert (FONTS / f"FiraSans-{face}.woff2").stat().st_size < 20_000


def test_the_licence_lies_beside_the_fonts():
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" not in licence.split("PREAMBLE")[0]
