"""What the participants brought in: how much of what, and how widely each rode draad is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workshop_analysis.chapters.numbers import (
    HOW_TO_READ,
    carriers,
    share_columns,
    theirs,
)
from workshop_analysis.chapters.wording import OURS, noun, stamp_of, theme_anchor
from workshop_analysis.charts import shares as charts_compare
from workshop_analysis.counting.tally import list_of
from workshop_analysis.display.objects import (
    Link,
    ReportFigure,
    ReportNothing,
    ReportTable,
    ReportText,
)

if TYPE_CHECKING:
    from workshop_analysis.counting.counted import Counted
    from workshop_analysis.style import Style

WHO = {"participant": "Deelnemers", "table": "Tafels"}
CODED_WITH = "contributions.csv en coding.csv"


def groups_table(counted: Counted) -> ReportTable:
    """How many bijdragen there are of each kind and side, and how many of them were coded.

    One row per list that holds any: group, contributions, coded, without_code (part of coded),
    uncoded, participants, tables (these two left out where nobody wrote them down).
    """
    lists = counted.session.words.lists
    rows = counted.groups.assign(group=list_of(counted.groups, lists))
    order = {one.key: place for place, one in enumerate(lists)}
    captions = {one.key: one.caption for one in lists}
    frame = rows.sort_values("group", key=lambda names: names.map(order)).assign(
        group=lambda table: table["group"].map(captions)
    )
    known = [name for name in ("participants", "tables") if frame[name].notna().any()]
    numbers = ["contributions", "coded", "without_code", "uncoded"]
    return ReportTable(
        frame[["group", *numbers, *known]],
        key="bijdragen",
        caption="De bijdragen per soort en kant",
        source=theirs(counted.session, files=CODED_WITH),
        labels={
            "group": "Soort en kant",
            "contributions": "Bijdragen",
            "coded": "Gecodeerd",
            "without_code": "waarvan: geen code past",
            "uncoded": "Niet gecodeerd",
        },
        stamp=stamp_of(counted.session),
        note="Wie bij meer soorten iets inbracht, telt bij elke soort mee.",
    )


def marked_sentence(figures: ReportTable) -> ReportText:
    """What asks for a second look, with its numbers; none of it was removed."""
    twice, silent = (figures.cell(name, "value") for name in ("dubbele teksten", "geen antwoord"))
    bare, none = (figures.cell(name, "value") for name in ("niet gecodeerd", "geen code past"))
    return ReportText(
        "Niets is weggelaten. {twice:Words} "
        f"{noun(twice, 'bijdrage heeft', more='bijdragen hebben')} dezelfde woorden als een "
        f"eerdere, en {{silent:words}} {noun(silent, 'geeft', more='geven')} geen antwoord op de "
        f"vraag. Bij {{none:words}} {noun(none, 'bijdrage', more='bijdragen')} paste geen enkele "
        f"code, en {{bare:words}} {noun(bare, 'is', more='zijn')} nog niet gecodeerd. Zij blijven "
        "in de telling van de bijdragen staan; een niet gecodeerde bijdrage telt niet mee in een "
        "aandeel.",
        cells={"twice": twice, "silent": silent, "none": none, "bare": bare},
    )


def themes_table(counted: Counted) -> ReportTable:
    """How widely each rode draad is shared, the most widely shared first.

    One row per rode draad of the codebook, those that nobody named too: name, people (count and
    base), share, interval (empty under ten people or five tables), tables. Columns that nobody
    recorded are left out.
    """
    table, unit = counted.themes, _unit(counted)
    tables = table[["tables"]] if unit == "participant" else table[[]]
    known = unit in WHO
    return _themes(
        counted,
        table[["name"]].join([_people(table), tables]),
        key="rode-draden",
        note=_NOTES[bool(known), bool(table["share"].notna().any())]
        if table["mentions"].any()
        else "Er is nog niets gecodeerd, dus er valt nog niets te tellen.",
    )


_NOTES = {
    (True, True): f"{HOW_TO_READ} Wie bij meer rode draden iets inbracht, telt bij elk: de "
    "aandelen tellen op tot meer dan honderd procent.",
    (True, False): "Er staat geen percentage en geen interval: daarvoor is deze groep te klein.",
    (False, False): "n/b: niet bekend. Er is niet genoteerd wie of welke tafel wat inbracht.",
}


def mentions_table(counted: Counted) -> ReportTable:
    """How often each rode draad was named, apart from how many people did.

    One row per rode draad in the same order: name, contributions (count and base), share and
    interval (of the contributions), mentions, dots.
    """
    table = counted.themes
    dots = (
        " Stippen zijn een aparte meting: één hand kan er meer geven, dus daarbij hoort geen "
        "aandeel en geen interval."
        if table["dots"].notna().any()
        else ""
    )
    return _themes(
        counted,
        table[["name"]].join([_contributions(table), table[["mentions", "dots"]]]),
        key="rode-draden-bijdragen",
        note="Keer genoemd: een bijdrage met twee codes onder één rode draad telt hier twee keer. "
        f"Wie veel zegt, weegt in deze tabel zwaarder dan in de vorige.{dots}",
    )


def _themes(counted: Counted, frame: pd.DataFrame, *, key: str, note: str) -> ReportTable:
    known = [name for name in frame if name == "name" or frame[name].notna().any()]
    first, unit = key == "rode-draden", _unit(counted)
    among = f"onder de {carriers(unit)} " if unit in WHO else ""
    widely = f"Hoe breed elke rode draad {among}is gedeeld"
    return ReportTable(
        frame[known],
        key=key,
        caption=widely if first else "Hoe vaak elke rode draad is genoemd",
        source=theirs(counted.session, files=CODED_WITH),
        labels=_headings(_unit(counted)),
        row_header="name",
        anchors=[theme_anchor(one) for one in counted.themes["theme"]] if first else None,
        interpretation=OURS,
        stamp=stamp_of(counted.session),
        note=note,
    )


def unit_sentence(counted: Counted) -> ReportText:
    """What is counted for each rode draad, and what the order of the rode draden means."""
    return ReportText(_COUNTED.get(str(_unit(counted)), _COUNTED["id"]))


_ORDER = (
    " De volgorde is die van het aandeel. Waar de lijnen in de figuur elkaar overlappen, staat "
    "die volgorde niet vast."
)
_COUNTED = {
    "participant": "Wij tellen mensen: wie drie keer hetzelfde zegt, telt één keer." + _ORDER,
    "table": "Wij tellen tafels, want wie wat zei is niet genoteerd: een tafel die drie keer "
    "hetzelfde inbracht, telt één keer." + _ORDER,
    "id": "Wij tellen bijdragen. Wie wat inbracht is niet genoteerd, dus hoeveel mensen iets "
    "vinden is hier niet te zeggen.",
}


def themes_figure(
    counted: Counted, *, table: ReportTable, style: Style
) -> ReportFigure | ReportNothing:
    """The share of each rode draad as a dot with its interval; `table` gives the same numbers."""
    rows, who = counted.themes, carriers(_unit(counted))
    if rows["share"].isna().all():
        return ReportNothing("er is geen enkel aandeel te tekenen")
    sizes = charts_compare.dot_sizes(rows)
    return ReportFigure(
        lambda ax, narrow: charts_compare.share_chart(rows, ax, style=style, narrow=narrow),
        table=table,
        key="figuur-rode-draden",
        alt=(
            f"Per rode draad een stip voor het aandeel van de {who} en een lijn voor het "
            "95%-interval, van breed naar smal gedeeld. Waar lijnen overlappen, staat de volgorde "
            "niet vast. De tabel geeft dezelfde getallen."
        ),
        caption=f"Het aandeel van de {who} per rode draad, met de onzekerheid",
        source=theirs(counted.session, files=CODED_WITH),
        stamp=stamp_of(counted.session),
        style=style,
        wide=sizes["wide"],
        narrow=sizes["narrow"],
    )


def codes_table(counted: Counted) -> ReportTable | ReportNothing:
    """The codes below the rode draden, as far as somebody named them.

    One row per code, by its first rode draad: text (its words), themes (links), people, share
    (with its interval in brackets), contributions.
    """
    rows = counted.codes[counted.codes["mentions"] > 0]
    if rows.empty:
        return ReportNothing("geen enkele bijdrage heeft een code")
    placed = _placed(counted)
    rows = rows.assign(
        place=rows["code"].map(placed.groupby("code")["place"].min()),
        themes=rows["code"].map(placed.groupby("code").apply(_theme_links)),
    ).sort_values(["place", "contributions"], ascending=[True, False], kind="stable")
    people, contributions = _people(rows), _contributions(rows)[["contributions"]]
    ends = " (" + people["interval"] + ")"
    frame = rows[["text", "themes"]].join(
        [people[["people"]].assign(share=people["share"] + ends.fillna("")), contributions]
    )
    return ReportTable(
        frame[[name for name in frame if frame[name].notna().any()]],
        key="codes",
        caption="De codes onder de rode draden",
        source=theirs(counted.session, files=CODED_WITH),
        labels={**_headings(_unit(counted)), **_CODE_HEADINGS},
        interpretation=OURS,
        stamp=stamp_of(counted.session),
        note="Een code kan onder meer rode draden vallen. Codes die niemand noemde, staan hier "
        "niet.",
    )


_CODE_HEADINGS = {"themes": "Rode draad", "text": "Code", "share": "Aandeel (interval)"}


def _placed(counted: Counted) -> pd.DataFrame:
    """Each code under its rode draden, with the place of the rode draad in the report's order."""
    order = counted.themes[["theme", "name"]].assign(place=range(len(counted.themes)))
    placements = counted.reading.codebook.placements[["theme", "code"]].dropna()
    return order.merge(placements, on="theme")


def _theme_links(rows: pd.DataFrame) -> list[Link]:
    return [
        Link(name, theme_anchor(theme))
        for name, theme in zip(rows["name"], rows["theme"], strict=True)
    ]


def _people(rows: pd.DataFrame) -> pd.DataFrame:
    """People (or tables) with their base, share and interval, as a reader sees them."""
    cells = [share_columns(row) for row in rows.to_dict("records")]
    return pd.DataFrame(cells, index=rows.index).astype(object)


def _contributions(rows: pd.DataFrame) -> pd.DataFrame:
    """Contributions with their base, share and interval, as a reader sees them."""
    cells = [share_columns(row, start="contribution_") for row in rows.to_dict("records")]
    table = pd.DataFrame(cells, index=rows.index).astype(object)
    return table.rename(columns={"people": "contributions"})


def _unit(counted: Counted) -> object:
    return counted.themes["unit"].iloc[0]


def _headings(unit: object) -> dict[str, str]:
    """What stands above each column; whoever carries a theme gives the first its name."""
    return {
        "name": "Rode draad",
        "people": WHO.get(str(unit), "Deelnemers"),
        "share": "Aandeel",
        "interval": "Interval",
        "contributions": "Bijdragen",
        "mentions": "Keer genoemd",
        "dots": "Stippen",
    }
