"""The matrices draw what their table holds: every number once, every judgement as its own mark."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Wedge

from workshop_analysis.charts import matrix as charts

THEMES = pd.DataFrame(
    [
        ("tijd", "Tijd", "gezamenlijk", 1),
        ("tijd", "Tijd", "beleid", 2),
        ("steun", "Ruimte en steun", "belofte", 2),
        ("steun", "Ruimte en steun", "belofte", 4),
    ],
    columns=["theme", "name", "group", "number"],
)
PAIRS = pd.DataFrame(
    [
        ("beleid-1", "Beleid 1", "Te weinig tijd", "belofte-1", "Belofte 1", "ja"),
        ("beleid-1", "Beleid 1", "Te weinig tijd", "belofte-2", "Belofte 2", "deels"),
        ("beleid-2", "Beleid 2", "Te weinig geld", "belofte-1", "Belofte 1", "nee"),
        ("beleid-2", "Beleid 2", "Te weinig geld", "belofte-2", "Belofte 2", None),
    ],
    columns=["barrier", "barrier_label", "text", "promise", "promise_label", "strength"],
)


def drawn(draw: Any, table: pd.DataFrame, *, style: Any, narrow: bool) -> Any:
    ax = Figure(figsize=(4, 4)).add_subplot()
    assert draw(table, ax, style=style, narrow=narrow) is ax
    return ax


def words(ax: Any) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in ax.texts]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_outcome_is_one_number_and_each_rode_draad_one_name(style: Any, narrow: bool) -> None:
    found = words(drawn(charts.theme_matrix, THEMES, style=style, narrow=narrow))
    assert sorted(word for word in found if word.isdigit()) == ["1", "2", "2", "4"]
    assert [found.count(name) for name in ("Tijd", "Ruimte en steun")] == [1, 1]
    assert {"Gezamenlijk", "Beleid", "Uitvoering", "Beloftes"} <= set(found)


def test_a_number_stands_in_the_column_of_its_list(style: Any) -> None:
    ax = drawn(charts.theme_matrix, THEMES, style=style, narrow=False)
    heads = {text.get_text(): text.get_position()[0] for text in ax.texts}
    places = [text.get_position()[0] for text in ax.texts if text.get_text() in {"1", "4"}]
    assert places[0] == pytest.approx(heads["Gezamenlijk"])
    assert places[1] == pytest.approx(heads["Beloftes"], abs=0.12)


@pytest.mark.parametrize("narrow", [False, True])
def test_a_judgement_has_its_own_mark_and_a_missing_one_a_question_mark(
    style: Any, narrow: bool
) -> None:
    ax = drawn(charts.link_matrix, PAIRS, style=style, narrow=narrow)
    legend = 1  # each mark stands in the legend once
    circles = [patch for patch in ax.patches if isinstance(patch, Circle)]
    halves = [patch for patch in ax.patches if isinstance(patch, Wedge)]
    assert len(halves) == 1 + legend
    assert len(circles) == 3 + 3 * legend
    assert words(ax).count("?") == 1


def test_the_wide_matrix_prints_the_words_and_the_narrow_one_the_label(style: Any) -> None:
    wide = words(drawn(charts.link_matrix, PAIRS, style=style, narrow=False))
    narrow = words(drawn(charts.link_matrix, PAIRS, style=style, narrow=True))
    assert "Te weinig tijd" in wide
    assert "Te weinig tijd" not in narrow
    assert "Beleid 1" in narrow


def test_drawing_leaves_the_table_as_it_was(style: Any) -> None:
    before = THEMES.copy(), PAIRS.copy()
    drawn(charts.theme_matrix, THEMES, style=style, narrow=False)
    drawn(charts.link_matrix, PAIRS, style=style, narrow=True)
    pd.testing.assert_frame_equal(THEMES, before[0])
    pd.testing.assert_frame_equal(PAIRS, before[1])


def test_the_sheet_grows_with_its_rows() -> None:
    one = charts.theme_matrix_sizes(THEMES[:2])
    two = charts.theme_matrix_sizes(THEMES)
    assert two["wide"][1] - one["wide"][1] == pytest.approx(charts.THEME_GRIDS[False].row)
    assert charts.link_matrix_sizes(PAIRS)["narrow"][0] == 3.4
