"""The rode draden: our reading of what belongs together, with the uitkomsten readable beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import amount, counted
from workshop_analysis.chapters.outcomes import group_of
from workshop_analysis.chapters.wording import (
    OURS,
    coder_columns,
    our_source,
    outcome_anchor,
    outcome_label,
    stamp_of,
    theme_anchor,
)
from workshop_analysis.charts import matrix as charts
from workshop_analysis.display.objects import Link, ReportFigure, ReportTable, ReportText
from workshop_analysis.faults import join
from workshop_analysis.terms import Kind, Side, in_words

if TYPE_CHECKING:
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.style import Style


def themes_table(coded: pd.DataFrame, *, themes: pd.DataFrame, session: Session) -> ReportTable:
    """The rode draden in the codebook's order, each with the uitkomsten placed in it, in full.

    One row per rode draad: name, definition, outcomes (one line per uitkomst).
    """
    outcomes = coded.dropna(subset=["theme"]).groupby("theme", sort=False).apply(_outcome_lines)
    frame = themes.assign(outcomes=themes["theme"].map(outcomes))
    return ReportTable(
        frame[["name", "definition", "outcomes"]],
        key="rode-draden",
        caption="De rode draden en de uitkomsten die erbij horen",
        source=our_source(session, files="codebook.toml"),
        labels={"name": "Rode draad", "definition": "Waar het over gaat", "outcomes": "Uitkomsten"},
        anchors=[theme_anchor(one) for one in frame["theme"]],
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def matrix_rows(coded: pd.DataFrame, *, themes: pd.DataFrame) -> pd.DataFrame:
    """What the matrix draws, in the codebook's order.

    One row per rode draad x uitkomst: theme, name, group (the list of the source), number, id.
    """
    placed = coded.dropna(subset=["theme"])
    grouped = placed.assign(group=group_of(placed))[["theme", "group", "number", "id"]]
    return themes[["theme", "name"]].merge(grouped, on="theme", how="inner")


def theme_figure(rows: pd.DataFrame, *, session: Session, style: Style) -> ReportFigure:
    """Matrix of rode draden against the lists of the source, with the numbers of the uitkomsten."""
    sizes = charts.theme_matrix_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts.theme_matrix(rows, ax, style=style, narrow=narrow),
        table=_matrix_table(rows, session=session),
        key="matrix-rode-draden",
        alt=_matrix_alt(rows),
        caption="Welke uitkomsten bij welke rode draad horen",
        source=our_source(session, files="codebook.toml"),
        stamp=stamp_of(session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def shared_sentence(figures: ReportTable, *, themes: ReportTable, bare: list[str]) -> ReportText:
    """How the rode draden run over beleid, uitvoering and beloftes.

    ``bare`` names the rode draden without a belofte, as `without_promise` gives them.
    """
    count, both = (
        figures.cell(name, "value") for name in ("rode draden", "rode draden aan beide kanten")
    )
    cells: dict[str, Filling] = {"count": count, "both": both}
    told = [f"Wij lezen {amount(count, 'count', 'rode draad', more='rode draden')}."]
    if both.value:
        told.append(
            "Bij {both:words} daarvan staan belemmeringen van beleid én uitvoering, of een "
            "gezamenlijke."
        )
    if figures.cell("beloftes", "value").value:
        names = [themes.cell(name, "name") for name in bare]
        cells |= {"names": names} if names else {}
        told.append("Geen belofte staat bij: {names}." if names else _EACH_PROMISED)
        told.append(_PLACED_APART)
    return counted(" ".join(told), cells=cells)


_EACH_PROMISED = "Bij elke rode draad staat ook een belofte."
_PLACED_APART = (
    "Dat een belofte bij een rode draad staat, betekent dat die over hetzelfde onderwerp gaat. Of "
    "een belofte ingaat op een belemmering, is een andere vraag."
)


def on_both_sides(coded: pd.DataFrame) -> list[str]:
    """The rode draden that concern beleid and uitvoering both, in alphabetical order of their key.

    A rode draad does when it holds a belemmering of each side, or a gezamenlijke one.
    """
    barriers = coded[coded["kind"] == Kind.BELEMMERING]
    sides = barriers.dropna(subset=["theme"]).groupby("theme")["side"].agg(set)
    return [str(theme) for theme, found in sides.items() if _both(found)]


def _both(sides: set[str]) -> bool:
    """Whether belemmeringen with these sides concern beleid and uitvoering both."""
    return Side.GEZAMENLIJK in sides or {Side.BELEID, Side.UITVOERING} <= sides


def without_promise(coded: pd.DataFrame, *, themes: pd.DataFrame) -> list[str]:
    """The names of the rode draden that hold no belofte, in the codebook's order."""
    promised = set(coded.loc[coded["kind"] == Kind.BELOFTE, "theme"].dropna())
    return list(themes.loc[~themes["theme"].isin(promised), "name"])


def placements_table(codebook: Codebook, *, session: Session) -> ReportTable:
    """Why each uitkomst stands in its rode draad.

    One row per placement: label, coder, reason, doubt (missing where there was none).
    """
    names = codebook.themes[["theme", "name"]]
    placed = codebook.placements.merge(names, on="theme", how="left")
    frame = placed.assign(
        label=placed["code"].map(outcome_label) + " – " + placed["name"].fillna("weggelaten")
    )
    coder, note = coder_columns(frame)
    return ReportTable(
        frame[["label", *coder, "reason", "doubt"]],
        key="plaatsingen",
        caption="Waarom elke uitkomst bij een rode draad staat",
        source=our_source(session, files="codebook.toml"),
        labels={"label": "Uitkomst – rode draad"},
        interpretation=OURS,
        note=note,
        stamp=stamp_of(session),
    )


def _matrix_alt(rows: pd.DataFrame) -> str:
    """What the matrix shows, for who cannot see it."""
    names = list(rows["name"].drop_duplicates())
    promised = set(rows.loc[rows["group"] == Kind.BELOFTE, "name"])
    bare = [name for name in names if name not in promised] if promised else []
    found = f"Geen belofte staat er bij: {join(bare, last='en')}. " if bare else ""
    many = "rode draad" if len(names) == 1 else "rode draden"
    return (
        f"Matrix van {in_words(len(names))} {many} tegen de lijsten van de bron. In elk vak staan "
        "de nummers die de uitkomsten in hun lijst hebben; het zijn geen aantallen. "
        f"{found}De tabel bij de figuur geeft dezelfde nummers."
    )


def _outcome_lines(rows: pd.DataFrame) -> list[Link]:
    """Each uitkomst of one rode draad as a line with its label and its own words."""
    return [
        Link(f"{outcome_label(one)}: {text}", outcome_anchor(one))
        for one, text in zip(rows["id"], rows["text"], strict=True)
    ]


def _matrix_table(rows: pd.DataFrame, *, session: Session) -> ReportTable:
    """The matrix in numbers of uitkomsten; an empty cell: none of that list is placed there."""
    cells = rows.groupby(["theme", "group"], sort=False).apply(_numbers).unstack("group")
    names = rows.drop_duplicates("theme").set_index("theme")["name"]
    frame = cells.reindex(index=names.index, columns=list(charts.GROUPS))
    return ReportTable(
        frame.assign(name=names)[["name", *charts.GROUPS]],
        key="matrix-rode-draden-tabel",
        caption="Welke nummers uit elke lijst van de bron bij een rode draad staan",
        source=our_source(session, files="codebook.toml"),
        labels={**charts.GROUP_HEADINGS, "belofte": "Beloftes", "name": "Rode draad"},
        note="De getallen zijn de nummers uit de lijsten van de bron. Het zijn geen aantallen.",
        interpretation=OURS,
        stamp=stamp_of(session),
    )


def _numbers(rows: pd.DataFrame) -> list[Link]:
    """Links by number to the uitkomsten of one cell of the matrix."""
    return [
        Link(str(number), outcome_anchor(one))
        for number, one in zip(rows["number"], rows["id"], strict=True)
    ]
