"""How the chapters name and link things: labels, anchors, enumerations, the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_analysis.display.objects import Link, ReportText
from workshop_analysis.terms import VOORBEELD

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from workshop_analysis.display.objects import Cell
    from workshop_analysis.folder.session import Session

OURS = "interpretatie van dit project"
NOT_KNOWN = "niet bekend"


def escaped(text: str) -> str:
    """A text of the folder as a template takes it: its braces mean nothing."""
    return text.replace("{", "{{").replace("}", "}}")


def plain(text: str, *, role: str = "body") -> ReportText:
    """A text of the folder as somebody wrote it; its digits are literals of the folder."""
    return ReportText(escaped(text), role=role, literals=(text,))


def full_stop(text: str) -> str:
    """The text as a sentence: with a full stop unless it ends by itself."""
    return text if text.rstrip("’”\"')").endswith((".", "?", "!", "…")) else f"{text}."


def stamp_of(session: Session) -> str | None:
    """The stamp of a made-up session; None for a real one."""
    return VOORBEELD if session.example else None


def source_of(session: Session) -> str:
    """What stands under a table with the workshop's own words."""
    return f"workshop ({session.source.title})"


def our_source(session: Session, *, files: str) -> str:
    """What stands under a table with our reading: the workshop's words, our files."""
    return f"workshop ({session.source.title}); lezing van dit project ({files})"


def coder_columns(frame: pd.DataFrame) -> tuple[list[str], str | None]:
    """Where a table of choices names its coder: in a column, or once in a note.

    One coder for every row needs no column of its own: ``([], "Codeur van elke rij: ...")``.
    """
    coders = list(frame["coder"].unique())
    if len(coders) == 1:
        return [], f"Codeur van elke rij: {coders[0]}."
    return ["coder"], None


def outcome_label(record: str) -> str:
    """The name of an uitkomst in a table: ``beleid-2`` becomes ``Beleid 2``."""
    return record.replace("-", " ").capitalize()


def outcome_anchor(record: str) -> str:
    """Where an uitkomst stands in the report."""
    return f"uitkomst-{record}"


def theme_anchor(theme: str) -> str:
    """Where a rode draad stands in the report."""
    return f"rode-draad-{theme}"


def answer_anchor(barrier: str) -> str:
    """Where the beloftes and steps beside a belemmering stand in the report."""
    return f"antwoord-{barrier}"


def outcome_links(records: Sequence[str]) -> list[Link] | None:
    """Links to uitkomsten by their label; None when there are none: an empty cell."""
    return [Link(outcome_label(one), outcome_anchor(one)) for one in records] or None


def noun(count: Cell, one: str, *, more: str) -> str:
    """The noun that goes with a number: ``belemmering`` for one, ``belemmeringen`` otherwise."""
    return one if count.value == 1 else more


def quoted(cells: Sequence[Cell]) -> tuple[str, dict[str, Cell]]:
    """The end of a sentence that quotes each cell, and the cells that it names.

    The full stop is left out where the last quote brings its own.
    """
    names = [f"quote{position}" for position in range(len(cells))]
    marks = [f"‘{{{name}}}’" for name in names]
    text = " en ".join(filter(None, [", ".join(marks[:-1]), marks[-1]]))
    end = "" if cells[-1].text.endswith(".") else "."
    return text + end, dict(zip(names, cells, strict=True))


def step_anchor(step: int) -> str:
    """Where a step of the beslisboom stands in the report."""
    return f"beslisboom-stap-{step}"


def step_links(steps: Sequence[int]) -> list[Link] | None:
    """Links to steps of the beslisboom; None when there are none."""
    return [Link(f"Stap {one}", step_anchor(one)) for one in steps] or None


def step_words(steps: Sequence[int]) -> list[str] | None:
    """Steps of a beslisboom that is not in the report: words that lead nowhere."""
    return [f"Stap {one}" for one in steps] or None
