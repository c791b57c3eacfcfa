"""What the November chapters word: numbers that were counted, names that were given."""

from __future__ import annotations

import pandas as pd
import pytest

from workshop_analysis.chapters.answers import pair_rows
from workshop_analysis.chapters.key_figures import key_figures
from workshop_analysis.chapters.outcomes import group_of
from workshop_analysis.chapters.themes import matrix_rows, on_both_sides, without_promise
from workshop_analysis.chapters.wording import coder_columns, noun, outcome_label, quoted
from workshop_analysis.display.objects import Cell

RECORDS = pd.DataFrame(
    [
        ("gezamenlijk-1", "belemmering", "gezamenlijk", 1, "Te weinig tijd"),
        ("beleid-1", "belemmering", "beleid", 1, "Te weinig kennis"),
        ("uitvoering-1", "belemmering", "uitvoering", 1, "Te veel regels"),
        ("belofte-1", "belofte", None, 1, "Samen optrekken."),
    ],
    columns=["id", "kind", "side", "number", "text"],
)
CODED = RECORDS.assign(theme=["tijd", "kennis", "kennis", "kennis"])
THEMES = pd.DataFrame({"theme": ["kennis", "tijd", "regels"], "name": ["Kennis", "Tijd", "Regels"]})
COVERAGE = pd.DataFrame(
    {
        "barrier": ["gezamenlijk-1", "beleid-1", "uitvoering-1"],
        "state": ["geen", "deels", "deels"],
        "steps_ja": [(1,), (), ()],
        "steps_deels": [(), (), ()],
        "promises_ja": [(), (), ()],
        "judged": [1, 1, 1],
        "steps_judged": [7, 7, 7],
    }
)
PAIRS = pd.DataFrame({"strength": ["nee", "ja", None]})


def cell(text: str, value: object = None) -> Cell:
    return Cell(text, value, "tabel", "rij", "kolom")  # type: ignore[arg-type]


def figures() -> dict[str, int]:
    table = key_figures(RECORDS, coded=CODED, coverage=COVERAGE, pairs=PAIRS)
    return dict(zip(table["figure"], table["value"], strict=True))


def test_the_parts_add_up_to_the_whole() -> None:
    found = figures()
    sides = sum(found[f"belemmeringen, kant {side}"] for side in ("gezamenlijk", "beleid", "uitvoering"))
    assert found["belemmeringen"] == sides == 3
    assert found["uitkomsten"] == found["belemmeringen"] + found["beloftes"] == 4
    states = ("met een belofte", "met deels een belofte", "zonder belofte", "niet beoordeeld")
    assert sum(found[f"belemmeringen {state}"] for state in states) == found["belemmeringen"]
    promised = found["rode draden met een belofte"] + found["rode draden zonder belofte"]
    assert promised == found["rode draden"] == 2


def test_a_step_counts_like_a_belofte_in_full_in_part_or_not() -> None:
    part = COVERAGE.assign(steps_deels=[(2,), (3,), ()])
    table = key_figures(RECORDS, coded=CODED, coverage=part, pairs=PAIRS)
    found = table.set_index("figure")["value"]
    assert found["belemmeringen bij een stap"] == 1
    assert found["belemmeringen deels bij een stap"] == 1
    assert found["belemmeringen bij geen stap"] == 1


def test_a_pair_that_nobody_judged_is_not_counted_as_judged() -> None:
    assert figures()["beoordeelde combinaties"] == 2


def test_an_outcome_left_out_is_counted_as_left_out() -> None:
    coded = CODED.assign(theme=[None, "kennis", "kennis", "kennis"])
    table = key_figures(RECORDS, coded=coded, coverage=COVERAGE, pairs=PAIRS)
    assert table.set_index("figure")["value"]["uitkomsten zonder rode draad"] == 1


def test_a_gezamenlijke_belemmering_concerns_both_sides() -> None:
    assert on_both_sides(CODED) == ["kennis", "tijd"]
    assert on_both_sides(CODED[CODED["id"] != "uitvoering-1"]) == ["tijd"]


def test_a_rode_draad_without_belofte_is_named_in_the_codebooks_order() -> None:
    assert without_promise(CODED, themes=THEMES) == ["Tijd", "Regels"]


def test_a_belofte_is_a_list_of_its_own() -> None:
    assert list(group_of(RECORDS)) == ["gezamenlijk", "beleid", "uitvoering", "belofte"]


def test_the_matrix_keeps_the_codebooks_order() -> None:
    assert list(matrix_rows(CODED, themes=THEMES)["theme"]) == [
        "kennis",
        "kennis",
        "kennis",
        "tijd",
    ]


def test_every_pair_is_a_row_and_an_unjudged_one_stays_missing() -> None:
    judged = pd.DataFrame(
        {"belofte-1": ["ja", None]}, index=pd.Index(["beleid-1", "uitvoering-1"], name="barrier")
    )
    rows = pair_rows(RECORDS, judged=judged)
    assert list(rows["barrier_label"]) == ["Beleid 1", "Uitvoering 1"]
    assert list(rows["strength"].isna()) == [False, True]
    assert list(rows["text"]) == ["Te weinig kennis", "Te veel regels"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a"], "‘{quote0}’."),
        (["a", "b"], "‘{quote0}’ en ‘{quote1}’."),
        (["a", "b", "c."], "‘{quote0}’, ‘{quote1}’ en ‘{quote2}’"),
    ],
)
def test_quotes_are_joined_the_dutch_way_with_one_full_stop(
    texts: list[str], expected: str
) -> None:
    template, cells = quoted([cell(text) for text in texts])
    assert template == expected
    assert [one.text for one in cells.values()] == texts


def test_one_is_a_belemmering_and_more_are_belemmeringen() -> None:
    assert noun(cell("1", 1), "belemmering", more="belemmeringen") == "belemmering"
    assert noun(cell("2", 2), "belemmering", more="belemmeringen") == "belemmeringen"


def test_one_coder_is_named_once_and_several_get_a_column() -> None:
    one = pd.DataFrame({"coder": ["lezer 1", "lezer 1"]})
    two = pd.DataFrame({"coder": ["lezer 1", "lezer 2"]})
    assert coder_columns(one) == ([], "Codeur van elke rij: lezer 1.")
    assert coder_columns(two) == (["coder"], None)


def test_an_outcome_is_called_by_its_list_and_number() -> None:
    assert outcome_label("uitvoering-6") == "Uitvoering 6"
