"""A comparison in a few lines: what came back, what did not, and what may be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.numbers import carriers, percentage, points
from workshop_analysis.checks import join
from workshop_analysis.commands.text import count
from workshop_analysis.compare import MaySay, State
from workshop_analysis.terms import VOORBEELD

if TYPE_CHECKING:
    from workshop_analysis.compare.side_by_side import SideBySide
    from workshop_analysis.folder.session import Session

STATES = {
    State.RETURNED: "teruggekomen",
    State.NOT_SEEN_AGAIN: "niet teruggezien",
    State.NOT_COMPARABLE: "niet te vergelijken",
}
NAMED = {
    State.NOT_SEEN_AGAIN: "Niet teruggezien",
    State.NOT_ON_BASELINE_LIST: "Alleen in deze sessie",
    State.NOT_COMPARABLE: "Niet te vergelijken, want een code is veranderd",
}
TESTED = (MaySay.DIFFERENCE_SHOWN, MaySay.DIFFERENCE_UNSURE, MaySay.NO_DIFFERENCE_SHOWN)
NO_SHARES = (
    "De nulmeting is een gepubliceerde lijst zonder aantallen. Daarom krijgt zij geen percentage, "
    "en staat er nergens een stijging of een daling."
)
NOT_GONE = (
    "Niet teruggezien is iets anders dan verdwenen, en niet op de lijst van de nulmeting is iets "
    "anders dan nieuw."
)
NOTHING_TO_TEST = "De aantallen zijn te klein of niet bekend: er is geen verschil te toetsen."


def comparison(beside: SideBySide, *, notices: Sequence[str] = ()) -> list[str]:
    """Return the comparison of two sessions as sentences, one a line."""
    made_up = beside.later.session.example or beside.baseline.session.example
    return [
        *([VOORBEELD] if made_up else []),
        f"{_named(beside.later.session)} naast de nulmeting {_named(beside.baseline.session)}.",
        *(_beside_list(beside) if beside.published else _beside_counts(beside)),
        *(f"Let op: {notice}" for notice in notices),
    ]


def _named(session: Session) -> str:
    day = format_date(session.date, format="long", locale="nl_NL")
    return f"'{session.title}' ({day})"


def _beside_list(beside: SideBySide) -> Iterator[str]:
    yield _states(beside.codes, one="uitkomst", more="uitkomsten")
    yield _states(beside.themes, one="rode draad", more="rode draden")
    yield from _named_states(beside)
    yield from _absence(beside.chances)
    yield NOT_GONE
    yield NO_SHARES


def _beside_counts(beside: SideBySide) -> Iterator[str]:
    yield _states(beside.themes, one="rode draad", more="rode draden")
    yield from _named_states(beside)
    yield from _differences(beside)
    yield from _together(beside.profile)


def _states(table: pd.DataFrame, *, one: str, more: str) -> str:
    then = table[table["baseline_lists"].map(bool)]
    found = then["state"].value_counts()
    parts = [f"{found.get(state, 0)} {said}" for state, said in STATES.items()]
    return f"Van de {count(len(then), one, more)} van de nulmeting: {join(parts, last='en')}."


def _names(beside: SideBySide) -> dict[str, str]:
    books = (beside.baseline.codebook, beside.later.reading.codebook)
    themes = pd.concat([book.themes for book in books])
    return dict(zip(themes["theme"], themes["name"], strict=True))


def _named_states(beside: SideBySide) -> Iterator[str]:
    names, table = _names(beside), beside.themes
    for state, words in NAMED.items():
        keys = table.loc[table["state"].eq(state), "theme"]
        if beside.published and state is State.NOT_ON_BASELINE_LIST:
            words = "Niet op de lijst van de nulmeting"
        if len(keys):
            yield f"{words}: {join((names[key] for key in keys), last='en')}."


def _absence(chances: pd.DataFrame) -> Iterator[str]:
    """Yield what an absence is worth: the chance for people, and the least, for tables."""
    said = [
        f"{_chance(row['seen_at_10'])} ({row['n']} {carriers(row['unit'])})"
        for row in chances.to_dict("records")
    ]
    if said:
        yield (
            "Wat een op de tien van zulke mensen zou noemen, kwam hier ter sprake met een kans van "
            f"{said[0]}{f'; telt elke tafel als één stem, dan {said[1]}' if said[1:] else ''}."
        )


def _chance(chance: float) -> str:
    return "meer dan 99%" if chance > 0.99 else str(percentage(chance, base=0))


def _differences(beside: SideBySide) -> Iterator[str]:
    """Yield the differences that were shown, and how many could have been."""
    table, names = beside.themes, _names(beside)
    shown = table[table["may_say"].eq(MaySay.DIFFERENCE_SHOWN)]
    for row in shown.to_dict("records"):
        ends = (points(row[f"difference_{end}"]) for end in ("low", "high"))
        yield (
            f"{names[row['theme']]}: een verschil van {' tot '.join(map(str, ends))} procentpunt "
            f"({row['baseline_count']} van {row['baseline_base']} toen, {row['later_count']} van "
            f"{row['later_base']} nu)."
        )
    tested = int(table["may_say"].isin(TESTED).sum())
    yield (
        f"Bij {len(shown)} van de {count(tested, 'getoetste rode draad', 'getoetste rode draden')} "
        "is een verschil aangetoond. Niet aangetoond is iets anders dan gelijk gebleven."
        if tested
        else NOTHING_TO_TEST
    )


def _together(profile: pd.DataFrame) -> Iterator[str]:
    for row in profile.to_dict("records"):
        who = "tafel" if row["unit"] == "table" else "deelnemer"
        found, by_chance = (
            percentage(row[name], base=0) for name in ("distance", "distance_median")
        )
        yield (
            f"Alle rode draden samen: telt elke {who} één keer per rode draad, dan ligt {found} "
            f"van die keren anders dan toen. Door toeval alleen zou dat {by_chance} zijn."
        )
