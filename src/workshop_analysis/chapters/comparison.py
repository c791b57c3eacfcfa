"""SideBySide the baseline: what came back, what did not, and what that is worth."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.dates import format_date

from workshop_analysis.chapters.beside import NO_BASELINE, both_sources, names_of
from workshop_analysis.chapters.numbers import carriers, decimals, likely, of_base
from workshop_analysis.chapters.wording import OURS, noun, stamp_of, theme_anchor
from workshop_analysis.compare import State
from workshop_analysis.counting.tally import list_of
from workshop_analysis.display.objects import Link, ReportNothing, ReportTable, ReportText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.compare.side_by_side import SideBySide

STATES = {
    State.RETURNED: "teruggekomen",
    State.NOT_SEEN_AGAIN: "niet teruggezien",
    State.NOT_ON_BASELINE_LIST: "niet op de lijst van toen",
    State.NOT_COMPARABLE: "niet te vergelijken",
}
LONGEST = 90
"""So many characters of a code's words stand in a table; the codebook has the rest."""


def what_is_beside(beside: SideBySide | None) -> ReportText | ReportNothing:
    """Which session lies beside this one, what is known of it, and so what may be said."""
    if beside is None:
        return ReportNothing(NO_BASELINE)
    session = beside.baseline.session
    day = str(format_date(session.date, "d MMMM y", locale="nl"))
    start = f"Naast deze sessie ligt ‘{session.title}’ van {day}. "
    if beside.published:
        return ReportText(
            f"{start}Daarvan is een lijst van uitkomsten gepubliceerd en geen aantal. Hoeveel "
            "mensen iets zeiden, weten wij niet. Daarom staat hier voor die sessie geen "
            "percentage, en nergens een verschil, een pijl of een toets. Wat wel kan: nagaan wat "
            "van die lijst is teruggekomen. Wat toen niet op de lijst kwam, kan toen wel zijn "
            "gezegd.",
            literals=(day, session.title),
        )
    return ReportText(
        f"{start}Van beide sessies zijn de bijdragen bekend. Daarom staan hieronder verschillen, "
        "elk met een interval. Deelnemers die aan beide sessies meededen, zijn niet aan elkaar "
        "gekoppeld; de intervallen zijn dan wat te breed.",
        literals=(day, session.title),
    )


def states_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """How many codes and rode draden came back: one row per state, and one for all of them.

    Columns: state, listed (codes of the baseline's list), added (codes that are not on it),
    themes.
    """
    if beside is None:
        return ReportNothing(NO_BASELINE)
    on_list = beside.codes["baseline_lists"].map(bool)
    parts = {
        "listed": beside.codes[on_list],
        "added": beside.codes[~on_list],
        "themes": beside.themes,
    }
    frame = pd.DataFrame({name: _per_state(part) for name, part in parts.items()})
    return ReportTable(
        frame.rename(index=_words(beside)).rename_axis("state").reset_index(),
        key="vergelijking-kort",
        caption="Wat terugkwam en wat niet, in aantallen",
        source=both_sources(beside),
        labels={
            "state": "Stand",
            "listed": "Codes van toen",
            "added": "Andere codes",
            "themes": "Rode draden",
        },
        interpretation=OURS,
        stamp=stamp_of(beside.later.session),
        note="Niet te vergelijken: de code is gesplitst, vervallen of anders omschreven; bij een "
        "rode draad geldt dat voor minstens één van haar codes.",
    )


ALL = "samen"


def _words(beside: SideBySide) -> dict[str, str]:
    """The states in words; what two sessions with counts say differs from what a list says."""
    own = {} if beside.published else {State.NOT_ON_BASELINE_LIST: "alleen in deze sessie"}
    return {str(state): words for state, words in {**STATES, **own}.items()}


def _per_state(table: pd.DataFrame) -> pd.Series[int]:
    """How many rows have each state, and how many there are."""
    counts = table["state"].value_counts().reindex(list(STATES), fill_value=0)
    return pd.concat([counts, pd.Series({ALL: len(table)})]).astype("Int64")


def in_two_sentences(
    beside: SideBySide | None,
    *,
    states: ReportTable | ReportNothing,
    profile: ReportTable | ReportNothing,
) -> list[ReportText]:
    """The comparison for the first page, in two sentences; nothing where there is none.

    `profile` is the table of `differences.profile_table`.
    """
    if beside is None or isinstance(states, ReportNothing):
        return []
    cells = {name: states.cell(row, column) for name, (row, column) in _CELLS.items()}
    day = str(format_date(beside.baseline.session.date, "d MMMM y", locale="nl"))
    torn, more = cells["torn"], cells["more"]
    listed, only = _LISTED if beside.published else _SAID
    first = ReportText(
        f"Van de {{all}} {listed} van {day} zijn er {{back}} teruggekomen en {{gone}} niet "
        f"teruggezien; {{torn}} {noun(torn, 'is', more='zijn')} niet te vergelijken. {{more}} "
        f"{noun(more, f'code {only[0]}', more=f'codes {only[1]}')}.",
        cells=cells,
        role="item",
        literals=(day,),
    )
    if beside.published or isinstance(profile, ReportNothing):
        return [first, ReportText(_LIMIT, role="item")]
    return [first, _shown(profile)]


_LISTED = ("punten op de lijst", ("stond er niet op", "stonden er niet op"))
_SAID = ("codes", ("staat alleen in deze sessie", "staan alleen in deze sessie"))


def _shown(profile: ReportTable) -> ReportText:
    """How many differences were shown, and what that does not say of the others."""
    return ReportText(
        "Bij {shown} van de {tested} rode draden die vooraf vaststonden is een verschil in aandeel "
        "aangetoond. Niet aangetoond is niet hetzelfde als gelijk gebleven.",
        cells={name: profile.cell(row, "value") for name, row in COUNTED.items()},
        role="item",
    )


COUNTED = {"shown": "rode draden met een aangetoond verschil", "tested": "rode draden vergeleken"}
"""The rows of `differences.profile_table` that the first page takes its numbers from."""


_CELLS = {
    "all": (ALL, "listed"),
    "back": (STATES[State.RETURNED], "listed"),
    "gone": (STATES[State.NOT_SEEN_AGAIN], "listed"),
    "torn": (STATES[State.NOT_COMPARABLE], "listed"),
    "more": (ALL, "added"),
}
_LIMIT = (
    "Niet teruggezien is niet hetzelfde als verdwenen, en niet op de lijst is nog niet nieuw. Van "
    "toen zijn geen aantallen bekend, dus er staat geen percentage naast."
)


def themes_beside(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """Each rode draad of either session: where it stood then and where it stands now.

    One row per rode draad: name, state (with the detectability line where it was not seen again),
    then (its lists in the baseline), now (people and base), elsewhere (lists that it is new on).
    """
    if beside is None:
        return ReportNothing(NO_BASELINE)
    names = names_of(beside, "theme")
    links = [Link(names[theme], theme_anchor(theme)) for theme in beside.themes["theme"]]
    return ReportTable(
        _rows(beside.themes, names=links, beside=beside),
        key="vergelijking-rode-draden",
        caption="De rode draden naast de eerdere sessie",
        source=both_sources(beside),
        labels=_headings(beside, "Rode draad"),
        interpretation=OURS,
        stamp=stamp_of(beside.later.session),
        note=_note(beside),
    )


def codes_beside(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """Each code of either session: the outcomes of the baseline first, then what was added.

    One row per code; the columns are those of `themes_beside`, the code in its own words.
    """
    if beside is None:
        return ReportNothing(NO_BASELINE)
    words = names_of(beside, "code")
    names = [shorten(words[code], LONGEST, placeholder=" …") for code in beside.codes["code"]]
    return ReportTable(
        _rows(beside.codes, names=names, beside=beside),
        key="vergelijking-codes",
        caption="De codes naast de eerdere sessie",
        source=both_sources(beside),
        labels=_headings(beside, "Code"),
        stamp=stamp_of(beside.later.session),
        note=_note(beside),
    )


def _note(beside: SideBySide) -> str | None:
    """How to read the line below an absence; nothing where nothing is absent."""
    absent = beside.codes["state"].eq(State.NOT_SEEN_AGAIN).any()
    return _NOTE if absent and len(beside.chances) else None


_NOTE = (
    "Bij wat niet is teruggezien staat wat dat waard is: de kans dat het wél was gezien, als "
    "10% van zulke mensen het zou noemen. De laagste kans geldt als elke tafel met één stem "
    "spreekt, de hoogste als iedereen voor zichzelf spreekt."
)


def lists_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """How far both sessions name the same codes, list by list; presence only.

    One row per list: list, baseline, later, both (of either), jaccard.
    """
    if beside is None:
        return ReportNothing(NO_BASELINE)
    headings = _list_headings(beside)
    rows = beside.lists.assign(list=list_of(beside.lists, beside.pair.lists))
    order = {name: place for place, name in enumerate(headings)}
    rows = rows.sort_values("list", key=lambda names: names.map(order), ignore_index=True)
    pairs = zip(rows["both"], rows["either"], strict=True)
    both = pd.Series([of_base(*pair) for pair in pairs], dtype=object)
    return ReportTable(
        rows[["baseline", "later"]].assign(
            list=rows["list"].map(headings),
            both=both,
            jaccard=rows["jaccard"].map(decimals),
        )[["list", "baseline", "later", "both", "jaccard"]],
        key="overlap",
        caption="Dezelfde codes onder dezelfde lijst",
        source=both_sources(beside),
        labels={
            "list": "Lijst",
            "baseline": "Codes toen",
            "later": "Codes nu",
            "both": "In beide, van alle",
            "jaccard": "Overlap (Jaccard)",
        },
        stamp=stamp_of(beside.later.session),
        note="Overlap: in beide gedeeld door in een van beide. Codes die niet te vergelijken zijn, "
        "tellen niet mee. Bij zulke korte lijsten past geen toets.",
    )


def ranks_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """How far the order of the published lists returns; only where the source calls it a ranking.

    One row per list: list, shared (codes that both have), tau_b.
    """
    if beside is None or beside.ranks.empty:
        return ReportNothing("de eerdere lijst is geen rangorde, of dat is niet bekend")
    rows = beside.ranks
    return ReportTable(
        pd.DataFrame(
            {
                "list": list_of(rows, beside.pair.lists).map(_list_headings(beside)),
                "shared": rows["shared"],
                "tau_b": rows["tau_b"].map(decimals).fillna("n.v.t."),
            }
        ),
        key="volgorde",
        caption="Hoe ver de volgorde van toen terugkomt",
        source=both_sources(beside),
        labels={"list": "Lijst", "shared": "Gedeelde codes", "tau_b": "Tau-b van Kendall"},
        stamp=stamp_of(beside.later.session),
        note="De bron zegt dat de volgorde een rangorde is. Tau-b is 1 als de volgorde gelijk is, "
        "0 als er geen verband is en negatief als zij is omgekeerd. Bij zo weinig codes past geen "
        "toets.",
    )


def _rows(table: pd.DataFrame, *, names: list[Any], beside: SideBySide) -> pd.DataFrame:
    """State, lists and people of each row, as a reader sees them."""
    records, words, lists = table.to_dict("records"), _words(beside), _list_headings(beside)
    frame = pd.DataFrame(
        {
            "name": pd.Series(names, dtype=object),
            "state": [_state(row, words=words) for row in records],
            "then": [_lists(row["baseline_lists"], lists) for row in records],
            "now": [_now(row) for row in records],
            "elsewhere": [_lists(row["other_lists"], lists) for row in records],
        }
    )
    return frame[[name for name in frame if name == "name" or frame[name].notna().any()]]


def _now(row: Mapping[Any, Any]) -> str | None:
    """People who carry it now, with their base; without people the number of contributions."""
    people = of_base(row["later_count"], row["later_base"])
    return people or str(row["later_contributions"])


def _state(row: Mapping[Any, Any], *, words: dict[str, str]) -> str | list[str]:
    """The state in words; what was not seen again carries its detectability line."""
    word = words[row["state"]]
    if row["state"] != State.NOT_SEEN_AGAIN or "n" not in row or pd.isna(row["n"]):
        return word
    ends = [row[name] for name in ("tables_seen_at_10", "seen_at_10") if pd.notna(row[name])]
    return [word, f"kans om het te zien: {' tot '.join(likely(end) for end in ends)}"]


def _list_headings(beside: SideBySide) -> dict[str, str]:
    """The heading of every list of both sessions, in their order."""
    return {one.key: one.heading for one in beside.pair.lists}


def _lists(names: tuple[str, ...], headings: Mapping[str, str]) -> str | None:
    return ", ".join(headings[name] for name in names) or None


def _headings(beside: SideBySide, name: str) -> dict[str, str]:
    who = carriers(beside.themes["later_unit"].iloc[0]).capitalize()
    return {
        "name": name,
        "state": "Stand",
        "then": "Stond toen onder",
        "now": f"{who} nu",
        "elsewhere": "Nu ook onder",
    }
