"""The decision tree as a drawing: a snake on a wide page, a column on a phone.

Takes the outline of the tree (one row per option) and draws on given axes. A full line is a way
that the source prints, a dashed one is inferred, and a legend says so in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from workshop_analysis.charts.shares import Point

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from workshop_analysis.style import Style

TREE_SIZES = {"wide": (6.6, 4.72), "narrow": (3.4, 8.2)}
"""Width and height in inches of the drawing, for both versions."""

TREE_ALT = (
    "De beslisboom als bord met twee rijen. Boven, van links naar rechts: Start, stap 1 (wanneer) "
    "en stap 2 (mandaat). Wie daar 'Geen' kiest en niet start, gaat eruit. Alle andere wegen gaan "
    "omlaag. Onder, van rechts naar links: stap 3 (wat mag de doelgroep), 4 (instrumenten), "
    "5 (welke doelgroep), 6 (tijd en budget), 7 (genoeg informatie) en Finish."
)

_Line: TypeAlias = tuple[str, str]
"""A bullet, or nothing, and the words after it."""

_SIZE = 8.6  # in points, like every length below
_LINE = 11.0
_PAD = 6.5
_BADGE = 7.5
_BULLET = 7.0
_SLACK = 1.04  # screens set letters a little wider than the font says
_NBSP = "\u00a0"
_ROUND = 4.0
_NARROW_BOX = 120.0  # in a smaller box the number stands above the question, not beside it
_SEMIBOLD = 600
_BREAKS = {"begeleidingscapaciteit": "begeleidings- capaciteit"}
_HEAD = "-|>,head_length=4.5,head_width=2.6"
_DASHES: dict[str, Any] = {"printed": "solid", "inferred": (0, (3.2, 2.0))}
_LEGEND = {
    "printed": "Zo staat de weg in de bron.",
    "inferred": "Door ons afgeleid uit de nummers en de inhoud.",
}


@dataclass(frozen=True, kw_only=True)
class _Box:
    """A step, or a start or way out (without number): where it stands and the lines in it."""

    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    answers: tuple[_Line, ...] = ()
    number: int | None = None

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, kw_only=True)
class _Way:
    """How a step leads to a place: who says so, and which answers, if others lead elsewhere."""

    status: str
    answers: str = ""


_PRINTED = _Way(status="printed")


@dataclass(frozen=True, kw_only=True)
class _Arrow:
    """A way on the page: from a point to a point."""

    tail: Point
    head: Point
    way: _Way


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """Everything on the drawing and where it stands."""

    boxes: tuple[_Box, ...]
    arrows: tuple[_Arrow, ...]
    legend: Point


def draw_tree(outline: pd.DataFrame, ax: Axes, *, style: Style, narrow: bool = False) -> Axes:
    """Return the axes with the tree on them, in the source's words.

    One box per step, one arrow per place that its answers lead to. Made for a figure of the size
    that `TREE_SIZES` gives, so that a point of the drawing is a point on the page.
    """
    width, height = (72 * side for side in TREE_SIZES["narrow" if narrow else "wide"])
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    layout = _column(outline, width=width) if narrow else _snake(outline, width=width)
    for arrow in layout.arrows:
        _draw_arrow(ax, arrow, colours=style.colours)
    for box in layout.boxes:
        _draw_box(ax, box, colours=style.colours)
    _draw_legend(ax, layout.legend, colours=style.colours)
    return ax


def _snake(outline: pd.DataFrame, *, width: float) -> _Layout:
    """Lay row one out from left to right and row two from right to left, as on the board."""
    ways, stop_label, finish_label = _ways(outline), *_exits(outline)
    one = _step(outline, 1, at=(82, 1), width=150)
    start = _Box(x=1, y=one.middle[1] - 12, width=58, height=24, title=("Start",))
    two = _step(outline, 2, at=(258, 1), width=width - 259)
    lower = _lower_row(outline, y=two.bottom + 70, width=width)
    stop = _Box(x=238, y=two.bottom + 26, width=78, height=24, title=(stop_label,))
    finish = _Box(
        x=1, y=lower[-1].bottom + 24, width=lower[-1].width, height=24, title=(finish_label,)
    )
    arrows = [
        _across(start, one, y=one.middle[1], way=_PRINTED),
        _across(one, two, y=one.middle[1], way=ways[1, "stap 2"]),
        _down(two, stop, at=stop.middle[0], way=ways[2, stop_label]),
        _down(two, lower[0], at=lower[0].middle[0], way=ways[2, "stap 3"]),
        *(
            _across(before, after, y=lower[0].y + 13, way=ways[before.number, _name(after)])
            for before, after in pairwise(lower)
        ),
        _down(lower[-1], finish, at=finish.middle[0], way=ways[7, finish_label]),
    ]
    boxes = (start, one, two, stop, *lower, finish)
    return _Layout(boxes=boxes, arrows=tuple(arrows), legend=(lower[-2].x, finish.y + 6))


def _column(outline: pd.DataFrame, *, width: float) -> _Layout:
    """Lay everything out from top to bottom, the stop beside its own arrow."""
    ways, stop_label, finish_label = _ways(outline), *_exits(outline)
    boxes = [_Box(x=1, y=1, width=64, height=22, title=("Start",))]
    for number in sorted(set(outline["step"])):
        gap = 54 if number == 3 else 16
        boxes.append(_step(outline, number, at=(1, boxes[-1].bottom + gap), width=width - 2))
    boxes.append(_Box(x=1, y=boxes[-1].bottom + 16, width=64, height=22, title=(finish_label,)))
    stop = _Box(x=width - 80, y=boxes[2].bottom + 18, width=78, height=22, title=(stop_label,))
    onward = [_PRINTED, *(ways[box.number, _name(after)] for box, after in pairwise(boxes[1:]))]
    arrows = [
        _down(above, below, at=33, way=way)
        for (above, below), way in zip(pairwise(boxes), onward, strict=True)
    ]
    arrows.append(_down(boxes[2], stop, at=stop.middle[0], way=ways[2, stop_label]))
    return _Layout(boxes=(*boxes, stop), arrows=tuple(arrows), legend=(1, boxes[-1].bottom + 12))


def _name(box: _Box) -> str:
    """Return what the outline calls the place that a box stands for."""
    return box.title[0] if box.number is None else f"stap {box.number}"


def _ways(outline: pd.DataFrame) -> Mapping[tuple[object, object], _Way]:
    """Return how a step leads to a place, for each pair of step and place."""
    places = outline.groupby("step")["next"].nunique()
    branching = set(places[places > 1].index)
    return {
        (step, place): _Way(
            status=rows["status"].iloc[0],
            answers=_in_short(list(rows["answer"])) if step in branching else "",
        )
        for (step, place), rows in outline.groupby(["step", "next"], sort=False)
    }


def _in_short(answers: Sequence[str]) -> str:
    """Return one answer as it is, and several as the rest of what can be answered."""
    return answers[0] if len(answers) == 1 else "alle andere antwoorden"


def _exits(outline: pd.DataFrame) -> list[str]:
    """Return the labels of the ways out, in the order in which the tree leads there."""
    places = outline["next"].drop_duplicates()
    return list(places[~places.str.startswith("stap ")])


def _lower_row(outline: pd.DataFrame, *, y: float, width: float) -> list[_Box]:
    """Return the steps after the second, from right to left, all as high as the highest."""
    numbers = sorted(set(outline["step"]))[2:]
    gap = 13
    each = (width - 2 - gap * (len(numbers) - 1)) / len(numbers)
    boxes = [
        _step(outline, number, at=(width - 1 - each - place * (each + gap), y), width=each)
        for place, number in enumerate(numbers)
    ]
    highest = max(box.height for box in boxes)
    return [_Box(**{**vars(box), "height": highest}) for box in boxes]


def _step(outline: pd.DataFrame, number: int, *, at: Point, width: float) -> _Box:
    """Return the box of one step, as high as its words need."""
    rows = outline[outline["step"] == number]
    small = width < _NARROW_BOX
    room = width - 2 * _PAD - (0 if small else 2 * _BADGE + 5)
    title = _wrapped(rows["question"].iloc[0], room=room, weight=_SEMIBOLD)
    answers = _answer_lines(rows, room=room, apart=small)
    height = _LINE * (len(title) + len(answers)) + 2 * _PAD + (2 * _BADGE + 4 if small else 0)
    return _Box(
        x=at[0],
        y=at[1],
        width=width,
        height=height + (4 if answers else 0),
        title=title,
        answers=answers,
        number=number,
    )


def _answer_lines(rows: pd.DataFrame, *, room: float, apart: bool) -> tuple[_Line, ...]:
    """Return the answers in short, each on lines of its own, or all after one another."""
    answered = rows.dropna(subset="answer")
    short = [
        answer.rpartition(" - ")[2] + ("" if flag != flag else f" ({flag})")
        for answer, flag in zip(answered["answer"], answered["flag"], strict=True)
    ]
    if not apart:
        joined = f"{_NBSP}· ".join(_unbroken(answer, room=room) for answer in short)
        return tuple(("", line) for line in _wrapped(joined, room=room) if line)
    wrapped = [_wrapped(answer, room=room - _BULLET) for answer in short]
    return tuple(
        ("•" if not at else "", line) for lines in wrapped for at, line in enumerate(lines)
    )


def _unbroken(answer: str, *, room: float) -> str:
    """Return an answer that stays on one line, if a line has room for it."""
    return answer.replace(" ", _NBSP) if _width(answer, 400) < room - _BULLET else answer


def _wrapped(text: str, *, room: float, weight: int = 400) -> tuple[str, ...]:
    """Return the text in lines that fit in the room, measured in the letters of the figure."""
    lines: list[str] = []
    for long_word, parts in _BREAKS.items():
        text = text.replace(long_word, parts) if _width(long_word, weight) > room else text
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _width(text: str, weight: int) -> float:
    """Return how wide a text becomes, in points."""
    letters = FontProperties(family=mpl.rcParams["font.family"][0], weight=weight)
    path = TextPath((0, 0), text, size=_SIZE, prop=letters)
    # The letters are widest at points of their outline; get_extents solves each curve, for 1.4 s.
    across = path.vertices[path.codes != Path.CLOSEPOLY, 0]
    return float(across.max() - across.min()) * _SLACK


def _across(before: _Box, after: _Box, *, y: float, way: _Way) -> _Arrow:
    """Return the arrow between two boxes that stand side by side, whichever is on the left."""
    onward = before.x < after.x
    tail, head = (before.right, after.x) if onward else (before.x, after.right)
    return _Arrow(tail=(tail, y), head=(head, y), way=way)


def _down(above: _Box, below: _Box, *, at: float, way: _Way) -> _Arrow:
    """Return the arrow from one box down to another."""
    return _Arrow(tail=(at, above.bottom), head=(at, below.y), way=way)


def _draw_box(ax: Axes, box: _Box, *, colours: Mapping[str, str]) -> None:
    """Draw one box with its words: a step on a tint, a start or way out in a full colour."""
    is_step = box.number is not None
    frame = FancyBboxPatch(
        (box.x + _ROUND, box.y + _ROUND),
        box.width - 2 * _ROUND,
        box.height - 2 * _ROUND,
        boxstyle=f"round,pad={_ROUND},rounding_size={_ROUND}",
        facecolor=colours["tint" if is_step else "deep"],
        edgecolor=colours["rule" if is_step else "deep"],
        linewidth=0.9,
    )
    ax.add_patch(frame)
    if is_step:
        _draw_step_words(ax, box, colours=colours)
    else:
        _write_middle(ax, box.middle, box.title[0], colour=colours["paper"])


def _draw_step_words(ax: Axes, box: _Box, *, colours: Mapping[str, str]) -> None:
    """Draw the number, the question and the answers of one step."""
    centre = (box.x + _PAD + _BADGE - 1, box.y + _PAD + _BADGE - 1.5)
    ax.add_patch(Circle(centre, _BADGE, facecolor=colours["deep"], edgecolor="none"))
    _write_middle(ax, centre, str(box.number), colour=colours["paper"])
    small = box.width < _NARROW_BOX
    left = box.x + _PAD + (0 if small else 2 * _BADGE + 5)
    top = box.y + _PAD + (2 * _BADGE + 4 if small else 0)
    for place, line in enumerate(box.title):
        _write(ax, (left, top + place * _LINE), line, color=colours["ink"], weight=_SEMIBOLD)
    top += len(box.title) * _LINE + 4
    indent = _BULLET if any(bullet for bullet, _ in box.answers) else 0
    for place, (bullet, line) in enumerate(box.answers):
        _write(ax, (left, top + place * _LINE), bullet, color=colours["ink"])
        _write(ax, (left + indent, top + place * _LINE), line, color=colours["ink"])


def _write(ax: Axes, at: Point, text: str, **kind: Any) -> None:
    """Write one line; the point is its top left corner, or the right one where that is asked."""
    ax.text(*at, text, fontsize=_SIZE, va="top", **kind)


def _write_middle(ax: Axes, at: Point, text: str, *, colour: str) -> None:
    """Write a few heavy letters; the point is their middle."""
    kind: dict[str, Any] = {"ha": "center", "va": "center_baseline", "weight": _SEMIBOLD}
    ax.text(*at, text, color=colour, fontsize=_SIZE, **kind)


def _draw_arrow(ax: Axes, arrow: _Arrow, *, colours: Mapping[str, str]) -> None:
    """Draw one straight arrow; its head is always full, its line says who says so."""
    (x, y), (to_x, to_y) = arrow.tail, arrow.head
    reach = 1 - 4 / (abs(to_x - x) + abs(to_y - y))
    neck = (x + (to_x - x) * reach, y + (to_y - y) * reach)
    colour, dashes = colours["accent"], _DASHES[arrow.way.status]
    ax.plot((x, neck[0]), (y, neck[1]), color=colour, linewidth=1.5, linestyle=dashes)
    ax.add_patch(
        FancyArrowPatch(
            neck, arrow.head, arrowstyle=_HEAD, mutation_scale=1, color=colour, shrinkA=0, shrinkB=0
        )
    )
    left = x < ax.get_xlim()[1] / 4
    place = (x + (7 if left else -7), (y + to_y - _SIZE) / 2)
    _write(ax, place, arrow.way.answers, color=colours["ink"], ha="left" if left else "right")


def _draw_legend(ax: Axes, at: Point, *, colours: Mapping[str, str]) -> None:
    """Say in words what a full and a dashed line mean, each beside a piece of that line."""
    for place, (status, words) in enumerate(_LEGEND.items()):
        middle = at[1] + place * (_LINE + 3) + _SIZE / 2
        arrow = _Arrow(tail=(at[0], middle), head=(at[0] + 26, middle), way=_Way(status=status))
        _draw_arrow(ax, arrow, colours=colours)
        _write(ax, (at[0] + 34, middle - _SIZE / 2), words, color=colours["ink"])
