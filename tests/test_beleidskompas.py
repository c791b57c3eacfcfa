from pathlib import Path

import pytest
from fixtures.november_outcomes import GOAL, PROBLEM

from workshop_analysis.checks import SessionError
from workshop_analysis.files.opened import read_written
from workshop_analysis.folder.beleidskompas import scan_beleidskompas

TWO_STEPS = """[[steps]]
number = 1
question = "Wat is het probleem?"
heading = "Probleem"
sentences = ["Er is afstand.", "En nog meer."]
about = ["beleid", "uitvoering"]
[[steps]]
number = 2
question = "Wat is het doel?"
sentences = []
[stakeholders]
question = "Wie zijn belanghebbenden?"
sentences = []
"""


def written(tmp_path: Path, old: str = "", new: str = "") -> Path:
    assert old in TWO_STEPS
    path = tmp_path / "beleidskompas.toml"
    path.write_text(TWO_STEPS.replace(old, new, 1), encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(SessionError) as error:
        scan_beleidskompas(read_written(path)).accept()
    return str(error.value).splitlines()


def test_november_fills_in_two_steps_and_leaves_the_others_open(november):
    frame = scan_beleidskompas(read_written(november / "beleidskompas.toml")).accept()
    assert [step.number for step in frame.steps] == [1, 2, 3, 4, 5]
    assert [step.filled for step in frame.steps] == [True, True, False, False, False]
    assert frame.steps[0].sentences == PROBLEM
    assert frame.steps[1].sentences == GOAL
    assert frame.steps[1].about == ("beleid", "uitvoering")
    assert not frame.stakeholders.filled


def test_the_outline_has_a_row_per_sentence_and_one_per_open_question(tmp_path):
    outline = scan_beleidskompas(read_written(written(tmp_path))).accept().outline()
    assert outline["step"].tolist()[:3] == [1, 1, 2]
    assert outline["sentence"].isna().tolist() == [False, False, True, True]
    assert outline["filled"].tolist() == [True, True, False, False]
    assert outline["about"].tolist()[:2] == ["beleid", "uitvoering"]
    assert outline["step"].isna().tolist() == [False, False, False, True]


def test_a_question_that_is_missing_is_named_with_its_line(tmp_path):
    path = written(tmp_path, 'question = "Wat is het doel?"\n')
    assert faults(path) == [
        "beleidskompas.toml, regel 7, sleutel 'question': deze sleutel ontbreekt. Vul hem in."
    ]


def test_an_open_question_says_so_with_an_empty_list(tmp_path):
    path = written(tmp_path, "sentences = []\n")
    assert faults(path) == [
        "beleidskompas.toml, regel 7, sleutel 'sentences': deze sleutel ontbreekt. "
        "Schrijf sentences = [] als de bron hier niets invult."
    ]


def test_a_sentence_that_is_no_list_is_named(tmp_path):
    path = written(tmp_path, '["Er is afstand.", "En nog meer."]', '"Er is afstand."')
    assert faults(path) == [
        "beleidskompas.toml, regel 1, sleutel 'sentences': moet een lijst van teksten zijn, "
        'zoals ["een", "twee"].'
    ]


def test_steps_are_numbered_from_one_without_gaps(tmp_path):
    assert faults(written(tmp_path, "number = 2", "number = 3")) == [
        "beleidskompas.toml: de stappen (blokken [[steps]]) zijn niet genummerd 1, 2, 3, "
        "en zo verder. Er staat nu: 1, 3."
    ]


def test_each_sentence_has_one_side(tmp_path):
    assert faults(written(tmp_path, '"beleid", "uitvoering"', '"beleid"')) == [
        "beleidskompas.toml, regel 1, sleutel 'about': elke zin heeft één kant; "
        "hier horen er 2 te staan."
    ]
    assert faults(written(tmp_path, '"beleid", "uitvoering"', '"beleid", "burgers"')) == [
        "beleidskompas.toml, regel 1, sleutel 'about': 'burgers' is geen kant. "
        "Schrijf gezamenlijk, beleid of uitvoering."
    ]


def test_a_line_that_cannot_be_read_is_shown_with_its_number(tmp_path):
    path = written(tmp_path, 'heading = "Probleem"', 'heading = "Probleem')
    assert faults(path) == [
        "beleidskompas.toml, regel 4: deze regel is niet te lezen: 'heading = \"Probleem'. Kijk of "
        "er een aanhalingsteken, een haakje of een = ontbreekt, en of dezelfde sleutel er niet "
        "twee keer staat."
    ]
