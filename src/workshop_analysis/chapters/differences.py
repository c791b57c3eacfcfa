"""Between two sessions that both have contributions: differences, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from workshop_analysis.chapters.beside import NO_BASELINE, both_sources, names_of
from workshop_analysis.chapters.comparison import COUNTED, tested
from workshop_analysis.chapters.numbers import carriers, chance, decimals, of_base, points, to
from workshop_analysis.chapters.wording import OURS, stamp_of, theme_anchor
from workshop_analysis.charts import shares as charts_compare
from workshop_analysis.compare import MaySay
from workshop_analysis.display.objects import (
    Link,
    ReportFigure,
    ReportNothing,
    ReportTable,
    ReportText,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_analysis.compare.side_by_side import SideBySide
    from workshop_analysis.style import Style

NO_COUNTS = "van de eerdere sessie zijn geen aantallen gepubliceerd"
VERDICTS = {
    MaySay.DIFFERENCE_SHOWN: "verschil aangetoond",
    MaySay.DIFFERENCE_UNSURE: "onzeker",
    MaySay.NO_DIFFERENCE_SHOWN: "geen verschil aangetoond",
    MaySay.COUNTS_ONLY: "alleen aantallen",
    MaySay.NOT_ON_LIST: "toen niet gezocht",
    MaySay.NOTHING: "niet te vergelijken",
}
DISTANCE, BY_CHANCE = "afstand tussen de sessies", "afstand die toeval zou geven"
X2, P = "X²S over alle rode draden", "p, door te herverdelen"


def differences_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """The difference of each rode draad between two sessions, its interval first, then q.

    One row per rode draad: name, then and now (people and base), difference and interval (in
    percentage points), q, visible (the smallest rise or fall that would have been seen), verdict.
    """
    if not _counts(beside):
        return ReportNothing(NO_BASELINE if beside is None else NO_COUNTS)
    assert beside is not None
    rows = beside.themes.to_dict("records")
    names = names_of(beside, "theme")
    links = [Link(names[row["theme"]], theme_anchor(row["theme"])) for row in rows]
    frame = pd.DataFrame(
        {
            "name": pd.Series(links, dtype=object),
            "then": [of_base(r["baseline_count"], r["baseline_base"]) for r in rows],
            "now": [of_base(r["later_count"], r["later_base"]) for r in rows],
            "difference": [points(r["difference"]) for r in rows],
            "interval": [_interval(r) for r in rows],
            "q": [chance(r["q"]) for r in rows],
            "visible": [_visible(r) for r in rows],
            "verdict": [VERDICTS[r["may_say"]] for r in rows],
        }
    )
    known = [name for name in frame if frame[name].notna().any()]
    return ReportTable(
        frame[known],
        key="verschillen",
        caption="Verschillen in het aandeel per rode draad, in procentpunten"
        if tested(beside)
        else "De aantallen per rode draad, toen en nu",
        source=both_sources(beside),
        labels=_headings(beside),
        interpretation=OURS,
        stamp=stamp_of(beside.later.session),
        note=_note(beside),
    )


def _note(beside: SideBySide) -> str | None:
    """How to read the columns that are there; only what the table has is explained."""
    table = beside.themes
    if table["difference"].isna().all():
        return "Er staan alleen aantallen: een aandeel of een verschil is hier niet te geven."
    said = ["Interval: 95%, volgens Newcombe, op de effectieve aantallen."]
    if table["q"].notna().any():
        said.append(
            "q: de kans p na correctie voor het aantal rode draden dat vooraf vaststond (Benjamini "
            "en Hochberg). Aangetoond heet een verschil alleen als het interval nul uitsluit en q "
            "hoogstens 0,05 is."
        )
    if table[["smallest_rise", "smallest_fall"]].notna().any(axis=None):
        said.append(
            "Zichtbaar vanaf: de kleinste stijging of daling die twee zulke sessies in vier van de "
            "vijf gevallen als aangetoond zouden geven, als de andere rode draden gelijk blijven"
            + (" en mensen aan één tafel elkaar wat napraten (0,1)." if _nested(beside) else ".")
        )
    if _tables_left_out(beside):
        said.append(
            "Alleen van één sessie zijn de tafels bekend: zij tellen mee in het interval en niet "
            "in q."
        )
    return " ".join(said)


def _nested(beside: SideBySide) -> bool:
    """Whether whole tables were dealt."""
    return bool(len(beside.profile)) and bool(
        beside.profile["dealt"].iloc[0] != beside.profile["unit"].iloc[0]
    )


def _tables_left_out(beside: SideBySide) -> bool:
    return bool(len(beside.profile)) and bool(beside.profile["tables_left_out"].iloc[0])


def differences_figure(
    beside: SideBySide | None, *, table: ReportTable | ReportNothing, style: Style
) -> ReportFigure | ReportNothing:
    """The differences as dots with their interval around a line at no difference."""
    if isinstance(table, ReportNothing):
        return table
    assert beside is not None
    if beside.themes["difference"].isna().all():
        return ReportNothing("er is geen enkel verschil te tekenen")
    rows = beside.themes.assign(name=beside.themes["theme"].map(names_of(beside, "theme")))
    sizes = charts_compare.dot_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts_compare.difference_chart(rows, ax, style=style, narrow=narrow),
        table=table,
        key="figuur-verschillen",
        alt=(
            "Per rode draad een stip voor het verschil tussen de sessies en een lijn voor het "
            "95%-interval, rond een lijn bij geen verschil. Een open stip: nul ligt in het "
            "interval. De tabel eronder geeft dezelfde getallen."
        ),
        caption="Verschil per rode draad tussen de sessies, met de onzekerheid",
        source=table.source,
        stamp=stamp_of(beside.later.session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def profile_table(beside: SideBySide | None) -> ReportTable | ReportNothing:
    """Whether the sessions differ over all rode draden together: one row per number."""
    if not _counts(beside):
        return ReportNothing(NO_BASELINE if beside is None else NO_COUNTS)
    assert beside is not None
    verdicts = beside.themes["may_say"]
    compared = beside.themes["difference"].notna()
    shown = verdicts.eq(MaySay.DIFFERENCE_SHOWN).sum()
    rows = [
        (COUNTED["tested"], int(compared.sum()), "vooraf vastgesteld en in beide te tellen"),
        (COUNTED["shown"], int(shown), "het interval sluit nul uit en q is hoogstens 0,05"),
        *_as_a_whole(beside.profile),
    ]
    return ReportTable(
        pd.DataFrame(rows, columns=["what", "value", "how"]),
        key="profiel",
        caption="De sessies als geheel naast elkaar",
        source=both_sources(beside),
        labels={"what": "Wat", "value": "Getal", "how": "Hoe"},
        stamp=stamp_of(beside.later.session),
    )


def _as_a_whole(profile: pd.DataFrame) -> list[tuple[str, object, str]]:
    """The rows about all rode draden together; none where a session is too small for that."""
    if profile.empty:
        return []
    row = profile.iloc[0].to_dict()
    return [
        (X2, decimals(row["x2"]), f"over {row['themes']} rode draden die vooraf vaststonden"),
        (P, chance(row["p"]), _dealt(row)),
        (DISTANCE, decimals(row["distance"]), "total variation: 0 is gelijk, 1 is niets gemeen"),
        (BY_CHANCE, decimals(row["distance_median"]), "de middelste bij dezelfde herverdelingen"),
    ]


def profile_sentence(table: ReportTable | ReportNothing) -> ReportText | ReportNothing:
    """How far the sessions lie apart, beside what chance alone would give."""
    if isinstance(table, ReportNothing):
        return table
    if DISTANCE not in set(table.frame["what"]):
        return ReportNothing("een van de sessies is te klein om als geheel te vergelijken")
    return ReportText(
        "De twee sessies liggen {distance} uit elkaar; door toeval alleen zou dat ongeveer "
        f"{{chance}} zijn. De kans op minstens zo’n verschil als {_whom(table)} willekeurig over "
        "de sessies waren verdeeld, is {p}.",
        cells={
            "distance": table.cell(DISTANCE, "value"),
            "chance": table.cell(BY_CHANCE, "value"),
            "p": table.cell(P, "value"),
        },
    )


def _whom(table: ReportTable) -> str:
    """What was dealt anew, as the row of the test names it."""
    how = str(table.cell(P, "how").text)
    return "hele tafels" if how.endswith("tafels") else "de deelnemers"


def _counts(beside: SideBySide | None) -> bool:
    return beside is not None and not beside.published


def _interval(row: Mapping[Any, Any]) -> str | None:
    low, high = points(row["difference_low"]), points(row["difference_high"])
    return None if low is None else to(low, high)


def _visible(row: Mapping[Any, Any]) -> str | None:
    rise, fall = row["smallest_rise"], row["smallest_fall"]
    told = [points(rise), points(-fall if pd.notna(fall) else fall)]
    return " of ".join(text for text in told if text) or None


def _dealt(row: Mapping[Any, Any]) -> str:
    how = "alle {n}" if row["exact"] else "{n} willekeurige"
    return f"{how.format(n=row['arrangements'])} herverdelingen van {carriers(row['dealt'])}"


def _headings(beside: SideBySide) -> dict[str, str]:
    then, now = (
        carriers(_first(beside.themes[f"{side}_unit"])).capitalize()
        for side in ("baseline", "later")
    )
    return {
        "name": "Rode draad",
        "then": f"{then} toen",
        "now": f"{now} nu",
        "difference": "Verschil",
        "interval": "Interval",
        "q": "q",
        "visible": "Zichtbaar vanaf",
        "verdict": "Wat dat zegt",
    }


def _first(units: pd.Series[str]) -> object:
    """The unit of a side: the same in every row that has numbers."""
    known = units.dropna()
    return known.iloc[0] if len(known) else None
