"""The matrices draw what their table holds: every number once, every judgement as its own mark."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Wedge

from workshop_analysis.charts import matrix as charts

HEADINGS = {
    "gezamenlijk": "Gezamenlijk",
    "beleid": "Beleid",
    "uitvoering": "Uitvoering",
    "belofte": "Beloftes",
}
THEMES = pd.DataFrame(
    [
        ("tijd", "Tijd", "gezamenlijk", 1),
        ("tijd", "Tijd", "beleid", 2),
        ("steun", "Ruimte en steun", "belofte", 2),
        ("steun", "Ruimte en steun", "belofte", 4),
    ],
    columns=["theme", "name", "group", "number"],
).assign(list=lambda table: pd.Categorical(table["group"].map(HEADINGS), [*HEADINGS.values()]))
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


# -- any number of lists, beloftes and uitkomsten -------------------------------------------------


def crowded(lists: int, outcomes: int) -> pd.DataFrame:
    """Give two rode draden with so many lists, and so many uitkomsten in each first cell."""
    headings = [f"Kant {'abcdefghijklmnopqrstuvwxyz'[n]} van de buurt" for n in range(lists)]
    rows = [("tijd", "Tijd", headings[0], number) for number in range(1, outcomes + 1)]
    rows += [("geld", "Geld", heading, 99) for heading in headings]
    table = pd.DataFrame(rows, columns=["theme", "name", "list", "number"])
    return table.assign(list=pd.Categorical(table["list"], headings, ordered=True))


def sheet(draw: Any, sizes: Any, table: pd.DataFrame, *, style: Any, narrow: bool) -> Any:
    """Draw on a sheet of the size that goes with the table, and give the figure."""
    figure = Figure(figsize=sizes(table)["narrow" if narrow else "wide"])
    draw(table, figure.add_axes((0, 0, 1, 1)), style=style, narrow=narrow)
    return figure


def outside(figure: Any) -> list[str]:
    """Give each word that does not stand on the sheet as a whole."""
    figure.canvas.draw()
    sheet, words = figure.bbox.padded(2), figure.axes[0].texts
    there = {text.get_text(): text.get_window_extent() for text in words}
    return [
        word
        for word, box in there.items()
        if not (sheet.contains(*box.min) and sheet.contains(*box.max))
    ]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lists", [1, 3, 5, 7, 24])
def test_every_list_has_its_column_and_every_outcome_its_mark(
    style: Any, lists: int, narrow: bool
) -> None:
    table = crowded(lists, outcomes=23)
    figure = sheet(
        charts.theme_matrix, charts.theme_matrix_sizes, table, style=style, narrow=narrow
    )
    found = words(figure.axes[0])
    assert set(table["list"].cat.categories) <= set(found)
    assert sum(word.isdigit() for word in found) == 23 + lists
    bands = sum(word == "Geld" for word in found)
    assert bands == -(-lists // charts._theme_grid(table, narrow).columns)
    assert outside(figure) == []


def test_marks_never_leave_the_row_of_their_rode_draad(style: Any) -> None:
    table = crowded(3, outcomes=40)
    grid = charts._theme_grid(table, narrow=True)
    figure = sheet(charts.theme_matrix, charts.theme_matrix_sizes, table, style=style, narrow=True)
    marks = [text for text in figure.axes[0].texts if text.get_text().isdigit()]
    first = [mark.get_position()[1] for mark in marks if mark.get_text() != "99"]
    assert grid.row_top(0) < min(first)
    assert max(first) + 0.1 < grid.row_top(1)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("promises", [1, 2, 5, 12, 40])
def test_the_heading_stands_over_its_columns_whatever_their_number(
    style: Any, promises: int, narrow: bool
) -> None:
    rows = [
        ("zorg-1", "Zorg 1", "Te weinig tijd", f"wens-{n}", f"Wens {n}", "ja")
        for n in range(1, promises + 1)
    ]
    table = pd.DataFrame(rows, columns=PAIRS.columns)
    figure = sheet(charts.link_matrix, charts.link_matrix_sizes, table, style=style, narrow=narrow)
    texts = figure.axes[0].texts
    numbers = {text.get_text() for text in texts if text.get_text().isdigit()}
    assert numbers == {str(n) for n in range(1, promises + 1)}
    grid = charts._link_grid(table, narrow)
    heads = [text.get_position()[0] for text in texts if text.get_text() == "Wens"]
    assert outside(figure) == []
    assert len(heads) == -(-promises // grid.columns)
    middle = (grid.column_centre(0) + grid.column_centre(min(grid.columns, promises) - 1)) / 2
    assert heads[0] == pytest.approx(max(middle, 2.05 + 5 / charts.LETTERS / 2))


def test_a_label_that_is_no_number_stands_upright_and_whole(style: Any) -> None:
    labels = ["Hulp van de buurt", "Een tweede oven"]
    rows = [
        ("zorg-1", "Zorg over de hele buurt", "Te weinig tijd", key, key, "ja") for key in labels
    ]
    table = pd.DataFrame(rows, columns=PAIRS.columns)
    figure = sheet(charts.link_matrix, charts.link_matrix_sizes, table, style=style, narrow=False)
    upright = [text for text in figure.axes[0].texts if text.get_rotation() == 90]
    assert [text.get_text() for text in upright] == labels
    assert outside(figure) == []
    assert "Zorg over de hele buurt" in words(figure.axes[0])
