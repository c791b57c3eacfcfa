"""A style of somebody's own: HTML, PDF and figures carry it, and a bad one stops at the door."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from own_styles import ACCENT, LETTERS, own_style
from report_cells import report
from validators import REPOSITORY

from workshop_analysis.__main__ import main
from workshop_analysis.report.document import ReportError, read_document
from workshop_analysis.report.press import print_pdf
from workshop_analysis.style import letter_faults, read_style

ANSWERS = "weinig;raadplegen;focusgroepen,enquete;specifieke-doelgroep;nee"
STEM = "rapport-workshop_12nov"


def letters_of(pdf: bytes) -> set[str]:
    """The names of the letters that a PDF carries."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        names = [str(one.FontName) for one in fonts if one.get("/Type") == "/FontDescriptor"]
    return {name.split("+")[1] for name in names}


def has_colour(pdf: bytes, colour: str) -> bool:
    """Whether some page of a PDF is painted in this colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"scn", "rg"} and len(operands) == 3:
                    found.add(tuple(round(float(number), 2) for number in operands))
    return (round(red, 2), round(green, 2), round(blue, 2)) in found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """November's report in the style of an organisation with other letters."""
    folder = tmp_path_factory.mktemp("stijl")
    given = ["report", str(REPOSITORY / "data" / "workshop_12nov"), "--output", str(folder)]
    assert main([*given, "--style", str(own_style(folder))]) == 0
    return folder


def test_the_page_has_the_letters_and_the_colours(published: Path) -> None:
    page = (published / f"{STEM}.html").read_text(encoding="utf-8")
    assert f"--accent: {ACCENT};" in page
    assert '--font: "DejaVu Sans", ' in page
    faces = re.findall(
        r'@font-face \{ font-family: "([^"]+)".*?font-weight: (\d+);.*?(data:\S+?),', page
    )
    assert faces == [
        ("DejaVu Sans", weight, "data:font/ttf;base64") for weight in ("300", "400", "400", "600")
    ]
    assert "Fira" not in page


def test_the_pdf_has_those_letters_and_no_others(published: Path) -> None:
    pdf = (published / f"{STEM}.pdf").read_bytes()
    assert letters_of(pdf) == {"DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"}
    assert has_colour(pdf, ACCENT)
    assert not has_colour(pdf, "#123456")


def test_the_figures_that_the_notebook_drew_have_them_too(published: Path) -> None:
    drawn = sorted((published / "figuren" / "workshop_12nov").glob("*.svg"))
    assert [file.stem for file in drawn] == [
        "beslisboom-tekening",
        "matrix-beloftes",
        "matrix-rode-draden",
    ]
    for file in drawn:
        svg = file.read_text(encoding="utf-8")
        assert set(re.findall(r"font-family: ('[^']+')", svg)) == {"'DejaVu Sans'"}
    assert any(ACCENT in file.read_text(encoding="utf-8") for file in drawn)


def test_the_manifest_says_in_which_style(published: Path) -> None:
    manifest = json.loads((published / f"{STEM}.manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["inputs"]["stijl/huisstijl.toml"]
        == read_style(published / "huisstijl.toml").sha256
    )


def test_an_advice_has_the_style(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html, pdf = tmp_path / "advies.html", tmp_path / "advies.pdf"
    asked = ["beslisboom", "--answers", ANSWERS, "--html", str(html), "--pdf", str(pdf)]
    assert main([*asked, "--style", str(own_style(tmp_path))]) == 0
    assert f"--accent: {ACCENT};" in html.read_text(encoding="utf-8")
    assert letters_of(pdf.read_bytes()) == {"DejaVuSans", "DejaVuSans-Bold"}
    with pikepdf.open(pdf) as file:
        assert len(file.pages) == 1


@pytest.mark.long
@pytest.mark.parametrize("command", ["compare", "trend"])
def test_sessions_beside_each_other_have_the_style(command: str, tmp_path: Path) -> None:
    data = shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    text = (data / "voorbeeldsessie" / "session.toml").read_text(encoding="utf-8")
    third = shutil.copytree(data / "voorbeeldsessie", data / "derde")
    (third / "session.toml").write_text(
        text.replace('key = "voorbeeldsessie"', 'key = "derde"'), "utf-8"
    )
    example, november = str(data / "voorbeeldsessie"), str(data / "workshop_12nov")
    given = {
        "compare": [example, "--baseline", november],
        "trend": [example, november, str(third)],
    }[command]
    out = tmp_path / "uit"
    assert main([command, *given, "--output", str(out), "--style", str(own_style(tmp_path))]) == 0
    [html], [pdf] = out.glob("*.html"), out.glob("*.pdf")
    assert f"--accent: {ACCENT};" in html.read_text(encoding="utf-8")
    assert letters_of(pdf.read_bytes()) <= {"DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"}
    for svg in out.glob("figuren/*/*.svg"):
        assert "Fira" not in svg.read_text(encoding="utf-8")


# A style that cannot be used


@pytest.mark.parametrize(
    "command",
    [
        ["report", "data/workshop_12nov"],
        ["compare", "data/voorbeeldsessie", "--baseline", "data/workshop_12nov"],
        ["trend", "data/voorbeeldsessie", "data/workshop_12nov", "data"],
        ["beslisboom", "--answers", ANSWERS],
    ],
)
def test_missing_letters_are_named_before_anything_is_read(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(REPOSITORY)
    own_style(tmp_path, **{"DejaVuSans-Bold": "Weg"})
    where = [] if command[0] == "beslisboom" else ["--output", str(tmp_path / "uit")]
    assert main([*command, *where, "--style", str(tmp_path / "huisstijl.toml")]) == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err == (
        "Dit stijlbestand is niet te gebruiken:\n"
        f"- huisstijl.toml: [font] 'semibold' is 'Weg', maar '{LETTERS / 'Weg.ttf'}' is er niet. "
        "Zet dat bestand daar, of verander [font] 'folder'.\n"
        "Er is niets geschreven.\n"
    )
    assert not (tmp_path / "uit").exists()


def test_every_fault_of_the_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = own_style(tmp_path, **{f'accent = "{ACCENT}"': 'accent = "blauw"'})
    assert main(["beslisboom", "--answers", ANSWERS, "--style", str(file)]) == 1
    assert capsys.readouterr().err == (
        "Dit stijlbestand is niet te gebruiken:\n"
        "- huisstijl.toml: [colours] 'accent' is 'blauw'. Schrijf een kleur als '#1b2530'.\n"
        "Er is niets geschreven.\n"
    )


def test_a_style_that_is_no_text_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "huisstijl.toml").write_bytes(b"\xff\xfe\x00")
    assert main(["beslisboom", "--style", str(tmp_path / "huisstijl.toml")]) == 1
    assert capsys.readouterr().err == (
        "Dit stijlbestand is niet te gebruiken:\n"
        "- huisstijl.toml: dit stijlbestand is geen UTF-8-tekst.\nEr is niets geschreven.\n"
    )


def test_a_family_that_no_file_has_is_named(tmp_path: Path) -> None:
    style = read_style(own_style(tmp_path, **{'family = "DejaVu Sans"': 'family = "Bestaat Niet"'}))
    assert letter_faults(style) == ()
    with pytest.raises(ReportError) as error:
        print_pdf(read_document(report()), style=style)
    assert str(error.value) == (
        f"De stijl noemt het lettertype 'Bestaat Niet', maar geen bestand in '{LETTERS}' heet zo. "
        "Neem bij [font] 'family' de naam die een tekstverwerker aan dat lettertype geeft."
    )
