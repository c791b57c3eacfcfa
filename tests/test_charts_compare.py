"""The comparison's drawings: every mark has its words, and nothing falls off the sheet."""

import datetime

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from test_compare import NOVEMBER, spoken

from workshop_analysis.charts import shares as charts
from workshop_analysis.compare import (
    CodedSession,
    Yardstick,
    between_contributions,
    trend,
)
from workshop_analysis.counting.completeness import accumulation
from workshop_analysis.counting.shares import shares
from workshop_analysis.style import Style
from workshop_analysis.terms import Evidence

mpl.use("Agg")

NAMES = {
    "tijd": "Tijd en timing",
    "kennis": "Ruimte en steun in de eigen organisatie, van leidinggevenden en van collega’s",
}
LATER = spoken({"tijd": 30, "kennis": 12}, people=45)
BASELINE = spoken({"tijd": 10, "kennis": 11}, people=40)
FORMS = pytest.mark.parametrize(("form", "narrow"), [("wide", False), ("narrow", True)])


def named(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(name=table["theme"].map(NAMES).fillna(table["theme"]))


def drawn(chart, table: pd.DataFrame, *, size: tuple[float, float], style: Style, **how) -> Axes:
    """Draw on a page of its own, and hold every text to the page."""
    with mpl.rc_context(style.rc() | {"font.family": ["DejaVu Sans"]}):
        figure = Figure(figsize=size)
        ax = chart(table, figure.subplots(), style=style, **how)
        figure.canvas.draw()
        for text in ax.texts:
            box = text.get_window_extent()
            assert box.x0 >= -1, text.get_text()
            assert box.y0 >= -1, text.get_text()
            assert box.y1 <= figure.bbox.y1 + 1, text.get_text()
    return ax


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def marks(ax: Axes, shape: str = "o") -> list:
    return [line for line in ax.lines if line.get_marker() == shape]


@FORMS
def test_each_share_stands_beside_its_dot_with_its_base(style, form, narrow):
    table = named(shares(LATER, by=["theme"]))
    size = charts.dot_sizes(table)[form]
    ax = drawn(charts.share_chart, table, size=size, style=style, narrow=narrow)
    assert {"67% (30 van 45)", "27% (12 van 45)", "0%", "100%"} <= set(words(ax))
    assert len(marks(ax)) == 2


@FORMS
def test_a_share_that_may_not_be_printed_has_words_and_no_dot(style, form, narrow):
    table = named(shares(spoken({"tijd": 3}, people=8), by=["theme"]))
    size = charts.dot_sizes(table)[form]
    ax = drawn(charts.share_chart, table, size=size, style=style, narrow=narrow)
    assert "3 van 8" in words(ax)
    assert not marks(ax)


@FORMS
def test_a_full_dot_is_a_difference_that_leaves_zero_out(style, form, narrow):
    table = named(between_contributions(LATER, baseline=BASELINE))
    size = charts.dot_sizes(table)[form]
    ax = drawn(charts.difference_chart, table, size=size, style=style, narrow=narrow)
    fills = [line.get_markerfacecolor() for line in marks(ax)]
    assert fills == [style.colours["accent"], style.colours["paper"]]
    assert "+42 (+21 tot +58)" in words(ax)
    assert "\u22121 (\u221220 tot +18)" in words(ax)
    assert "geen verschil" in words(ax)


def test_without_a_difference_both_sides_stand_there_in_words(style):
    small = spoken({"tijd": 3}, people=8)
    table = named(between_contributions(small, baseline=BASELINE))
    size = charts.dot_sizes(table)["wide"]
    ax = drawn(charts.difference_chart, table, size=size, style=style)
    assert "25% en 3 van 8" in words(ax)
    assert not marks(ax)


@FORMS
def test_a_session_without_counts_is_a_mark_outside_the_scale(style, form, narrow):
    dates = [datetime.date(2024, 11, 12), datetime.date(2025, 3, 1), datetime.date(2026, 3, 17)]
    sessions = [
        CodedSession("november", dates[0], Evidence.PUBLISHED, NOVEMBER),
        CodedSession("a", dates[1], Evidence.CONTRIBUTIONS, BASELINE),
        CodedSession("b", dates[2], Evidence.CONTRIBUTIONS, LATER),
    ]
    table = named(trend(sessions, yardstick=Yardstick(fixed=("tijd", "kennis"))))
    table = table[table["theme"].isin(["tijd", "kennis"])]
    size = charts.trend_sizes(table)[form]
    ax = drawn(charts.trend_chart, table, size=size, style=style, narrow=narrow)
    diamonds, dots = marks(ax, "D"), marks(ax)
    assert (len(diamonds), len(dots)) == (2, 4)
    assert {"op de\nlijst", "niet op\nde lijst", "nov 2024", "mrt 2026\nvan 45"} <= set(words(ax))
    scale = [line for line in ax.lines if line.get_color() == style.colours["rule"]]
    for diamond in diamonds:
        x = diamond.get_xdata()[0]
        assert not [line for line in scale if min(line.get_xdata()) < x < max(line.get_xdata())]


def test_what_a_session_did_not_look_for_says_so(style):
    one = CodedSession(
        "a", datetime.date(2025, 1, 1), Evidence.CONTRIBUTIONS, BASELINE, frozenset({"tijd"})
    )
    table = named(trend([one], yardstick=Yardstick(fixed=("nieuw",)))).query("theme == 'nieuw'")
    size = charts.trend_sizes(table)["wide"]
    ax = drawn(charts.trend_chart, table, size=size, style=style)
    assert "niet\ngezocht" in words(ax)
    assert not marks(ax)


@FORMS
def test_the_curve_ends_in_its_numbers(style, form, narrow):
    table = accumulation(LATER)
    size = charts.CURVE[form]
    ax = drawn(charts.accumulation_chart, table, size=size, style=style, narrow=narrow)
    assert words(ax) == ["2 codes\nbij 45 deelnemers"]
    assert np.asarray(ax.lines[0].get_ydata())[-1] == pytest.approx(2)


@FORMS
def test_where_a_theme_changed_a_dashed_line_stands_and_the_numbers_stay(style, form, narrow):
    sessions = [
        CodedSession("november", datetime.date(2024, 11, 12), Evidence.PUBLISHED, NOVEMBER),
        CodedSession(
            "a",
            datetime.date(2025, 3, 1),
            Evidence.CONTRIBUTIONS,
            BASELINE,
            changed=frozenset({"tijd"}),
        ),
    ]
    table = named(trend(sessions, yardstick=Yardstick(fixed=("tijd",))))
    table = table[table["theme"].eq("tijd")]
    size = charts.trend_sizes(table)[form]
    ax = drawn(charts.trend_chart, table, size=size, style=style, narrow=narrow)
    assert "streepjes: vanaf hier anders omschreven" in words(ax)[0]
    assert [line.get_linestyle() for line in ax.lines].count("--") == 1
    assert "25%" in words(ax)
    assert len(marks(ax)) == 1
