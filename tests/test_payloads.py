"""What passes from notebook to report is typed: a misspelt key is found before anything runs."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from report_cells import counts, front, report, shown, words
from validators import REPOSITORY

from workshop_analysis.beslisboom import read_beslisboom
from workshop_analysis.display import payloads
from workshop_analysis.display.loose_page import LoosePage
from workshop_analysis.display.objects import (
    ReportFigure,
    ReportNothing,
    ReportSteps,
    ReportText,
)
from workshop_analysis.report.document import ReportError, page_document, read_document
from workshop_analysis.report.page import render_html
from workshop_analysis.style import read_style

SOURCE = REPOSITORY / "src"
READS = """\
from workshop_analysis.report.blocks import Table
def title(table: Table) -> object:
    return table.payload["{}"]
"""


def typed(code: str, *, folder: Path) -> str:
    """What mypy says of a file with this code."""
    (folder / "proef.py").write_text(code, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports",
         "--explicit-package-bases", "--cache-dir", str(folder / "cache"), "proef.py"],
        cwd=folder,
        env={"MYPYPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return said.stdout


def test_a_misspelt_key_is_found_by_the_type_checker(tmp_path: Path) -> None:
    assert 'TypedDict "TablePayload" has no key "captoin"' in typed(
        READS.format("captoin"), folder=tmp_path
    )
    assert typed(READS.format("caption"), folder=tmp_path).startswith("Success")


@pytest.mark.parametrize("room", ["display", "report"])
def test_no_payload_goes_by_without_its_type(room: str) -> None:
    loose = re.compile(r"payload\w*: \w+\[str, Any\]|\.payload\.get\(|payload\.get\(")
    found = {
        path.name: loose.findall(path.read_text(encoding="utf-8"))
        for path in sorted((SOURCE / "workshop_analysis" / room).glob("*.py"))
    }
    assert {name: uses for name, uses in found.items() if uses} == {}


def figure() -> ReportFigure:
    return ReportFigure(
        lambda ax, narrow: ax.plot([1, 2]),
        table=counts(),
        key="lijn",
        alt="Een lijn.",
        caption="Een lijn omhoog",
        source="workshop",
    )


def steps() -> ReportSteps:
    return ReportSteps(read_beslisboom(), key="boom", caption="De boom", source="de beslisboom")


@pytest.mark.parametrize(
    ("made", "shape"),
    [
        (front, payloads.FrontPayload),
        (counts, payloads.TablePayload),
        (figure, payloads.FigurePayload),
        (lambda: ReportText("Een zin."), payloads.TextPayload),
        (steps, payloads.StepsPayload),
        (lambda: ReportNothing("geen gegevens"), payloads.NothingPayload),
    ],
)
def test_each_object_holds_what_its_type_says(made: Any, shape: Any) -> None:
    assert set(made().payload) == set(shape.__annotations__)


def test_the_parts_below_hold_what_their_types_say() -> None:
    tree = steps().payload
    answers = [answer for step in tree["steps"] for answer in step["answers"]]
    choices = [choice for answer in answers for choice in answer["choices"]]
    assert {frozenset(one) for one in tree["steps"]} == {payloads.StepPayload.__required_keys__}
    assert {frozenset(one) for one in answers} == {payloads.AnswerPayload.__required_keys__}
    assert {frozenset(one) for one in choices} == {payloads.Choice.__required_keys__}
    assert {frozenset(one) for one in tree["exits"]} == {payloads.ExitPayload.__required_keys__}


def test_a_notebook_of_another_version_is_refused_with_what_is_missing() -> None:
    old = copy.deepcopy(report(shown(counts())))
    for shape in old["cells"][2]["outputs"][0]["data"].values():
        if isinstance(shape, dict):
            del shape["row_header"]
    with pytest.raises(ReportError) as error:
        read_document(old)
    assert str(error.value) == (
        "Cel 3 van 3 (van boven geteld, elke cel telt mee) toont iets waaraan 'row_header' "
        "ontbreekt: het is bewaard door een andere versie van workshop-analysis. "
        "Voer het notebook opnieuw uit."
    )


# A page that no notebook tells


def test_a_page_and_a_notebook_of_the_same_things_are_the_same_document() -> None:
    text = "## Deel\n\nTekst[^1].\n\n[^1]: Noot."
    told = read_document(report(words(text), shown(counts())))
    page = page_document(
        LoosePage("proef", (), (front(), "# Wat staat in de weg?", text, counts()))
    )
    assert page == told
    assert render_html(page, style=read_style()) == render_html(told, style=read_style())


def test_what_is_wrong_with_a_page_is_said_of_the_page() -> None:
    with pytest.raises(ReportError) as error:
        page_document(LoosePage("proef", (), ("# Titel", front(), "<b>dik</b>")))
    assert str(error.value).startswith("Deel 3 van 3 (van boven geteld) bevat HTML ('<b>')")
    with pytest.raises(ReportError) as error:
        page_document(LoosePage("proef", (), ("# Titel",)))
    assert str(error.value) == (
        "De pagina heeft geen voorblad. Toon ReportFront in een cel bovenaan."
    )
