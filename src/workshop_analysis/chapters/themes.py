"""The rode draden: our reading of what belongs together, with the uitkomsten readable beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import amount, counted
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
from workshop_analysis.counting.tally import list_of
from workshop_analysis.display.objects import Link, ReportFigure, ReportTable, ReportText
from workshop_analysis.faults import join
from workshop_analysis.terms import NOVEMBER_WORDS, in_words

if TYPE_CHECKING:
    from workshop_analysis.display.sentences import Filling
    from workshop_analysis.folder.codebook import Codebook
    from workshop_analysis.folder.session import Session
    from workshop_analysis.style import Style
    from workshop_analysis.terms import KindWords, Vocabulary


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


def matrix_rows(
    coded: pd.DataFrame, *, themes: pd.DataFrame, words: Vocabulary = NOVEMBER_WORDS
) -> pd.DataFrame:
    """What the matrix draws, in the codebook's order.

    One row per rode draad x uitkomst: theme, name, kind, group (the key of its list), list (the
    heading of its list; the categories are those of every list, in order), number, id.
    """
    placed, lists = coded.dropna(subset=["theme"]), words.lists
    keys = list_of(placed, lists)
    headings = keys.map({one.key: one.heading for one in lists})
    ordered = pd.Categorical(headings, [one.heading for one in lists], ordered=True)
    listed = placed.assign(group=keys, list=ordered)
    columns = ["theme", "kind", "group", "list", "number", "id"]
    return themes[["theme", "name"]].merge(listed[columns], on="theme", how="inner")


def theme_figure(rows: pd.DataFrame, *, session: Session, style: Style) -> ReportFigure:
    """Matrix of rode draden against the lists of the source, with the numbers of the uitkomsten."""
    sizes = charts.theme_matrix_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts.theme_matrix(rows, ax, style=style, narrow=narrow),
        table=_matrix_table(rows, session=session),
        key="matrix-rode-draden",
        alt=_matrix_alt(rows, hoped=session.words.promise),
        caption="Welke uitkomsten bij welke rode draad horen",
        source=our_source(session, files="codebook.toml"),
        stamp=stamp_of(session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def shared_sentence(
    figures: ReportTable, *, themes: ReportTable, bare: list[str], words: Vocabulary
) -> ReportText:
    """How the rode draden run over the sides, and over what was hoped.

    ``bare`` names the rode draden without a belofte, as `without_promise` gives them.
    """
    count = figures.cell("rode draden", "value")
    cells: dict[str, Filling] = {"count": count}
    told = [f"Wij lezen {amount(count, 'count', 'rode draad', more='rode draden')}."]
    if len(words.apart) > 1:
        cells["both"] = both = figures.cell(shared_figure(words), "value")
        told += [_on_more_sides(words)] if both.value else []
    hoped = words.promise
    if hoped is not None and figures.cell(hoped.plural, "value").value:
        names = [themes.cell(name, "name") for name in bare]
        cells |= {"names": names} if names else {}
        none = f"Geen {hoped.singular} staat bij: {{names}}."
        told.append(none if names else f"Bij elke rode draad staat ook een {hoped.singular}.")
        told.append(_placed_apart(hoped, words.barrier))
    return counted(" ".join(told), cells=cells)


def _placed_apart(hoped: KindWords, barrier: KindWords | None) -> str:
    one = f"een {hoped.singular}"
    told = (
        f"Dat {one} bij een rode draad staat, betekent dat die over hetzelfde onderwerp gaat."
        if hoped.article == "de"
        else f"Dat {one} bij een rode draad staat, betekent dat het over hetzelfde onderwerp gaat."
    )
    if barrier is None:
        return told
    return f"{told} Of {one} ingaat op een {barrier.singular}, is een andere vraag."


def shared_figure(words: Vocabulary) -> str:
    """The name of the number of rode draden that more than one side shares."""
    many = "beide kanten" if len(words.apart) == 2 else "meer dan één kant"
    return f"rode draden aan {many}"


def _on_more_sides(words: Vocabulary) -> str:
    those = _sided(words)
    if len(words.apart) > 2:
        return f"Bij {{both:words}} daarvan staan {those} van meer dan één kant."
    first, second = (side.word for side in words.apart)
    return f"Bij {{both:words}} daarvan staan {those} van {first} én {second}{_or_joint(words)}."


def on_sides(words: Vocabulary) -> str:
    """How it was counted that more than one side shares a rode draad."""
    return f"met {_sided(words)} van twee of meer kanten{_or_joint(words)}"


def _sided(words: Vocabulary) -> str:
    return join([kind.plural for kind in words.kinds if kind.sides], last="en")


def _or_joint(words: Vocabulary) -> str:
    joint = [f"‘{side.word}’" for side in words.sides if side.covers]
    return f", of van de kant {join(joint)}" if joint else ""


def on_both_sides(coded: pd.DataFrame, *, words: Vocabulary = NOVEMBER_WORDS) -> list[str]:
    """The rode draden that concern more than one side, in alphabetical order of their key.

    A rode draad does when it holds a record of each of two sides, or one of a joint side.
    """
    placed = coded.dropna(subset=["theme", "side"])
    sides = placed.groupby("theme")["side"].agg(set)
    return [str(theme) for theme, found in sides.items() if len(words.spread(found)) > 1]


def with_promise(coded: pd.DataFrame, *, words: Vocabulary = NOVEMBER_WORDS) -> set[str]:
    """The rode draden that hold a belofte, by their key."""
    hoped = words.promise
    return set(coded.loc[coded["kind"] == (hoped and hoped.key), "theme"].dropna())


def without_promise(
    coded: pd.DataFrame, *, themes: pd.DataFrame, words: Vocabulary = NOVEMBER_WORDS
) -> list[str]:
    """The names of the rode draden that hold no belofte, in the codebook's order."""
    promised = with_promise(coded, words=words)
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


def _matrix_alt(rows: pd.DataFrame, *, hoped: KindWords | None) -> str:
    """What the matrix shows, for who cannot see it."""
    names = list(rows["name"].drop_duplicates())
    promised = set(rows.loc[rows["kind"] == (hoped and hoped.key), "name"])
    bare = [name for name in names if name not in promised] if promised else []
    no = f"Geen {hoped.singular}" if hoped else ""
    found = f"{no} staat er bij: {join(bare, last='en')}. " if bare else ""
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
    headings = {one.key: one.heading for one in session.words.lists}
    frame = cells.reindex(index=names.index, columns=list(headings))
    return ReportTable(
        frame.assign(name=names)[["name", *headings]],
        key="matrix-rode-draden-tabel",
        caption="Welke nummers uit elke lijst van de bron bij een rode draad staan",
        source=our_source(session, files="codebook.toml"),
        labels={**headings, "name": "Rode draad"},
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
