"""How far coders agree: from a coding by several coders to an agreement table and what to discuss.

The coding has one row per record x coder x code: record, code, coder, origin, reason. The code
`geen-code` says "coded, none fits"; no row at all says "not coded by this coder". The same person
coding a second time (to see whether someone agrees with themselves) is written `anna#2`: the
first round of each person counts between persons, the rounds of one person count within.
Agreement is always from before consensus: rows with origin `consensus` are never part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from workshop_analysis.estimates.reliability import (
    ROUGH_UNDER,
    Interval,
    gwet_ac1,
    jackknife_interval,
    krippendorff_alpha,
    label_counts,
    masi_distances,
    percent_agreement,
    positive_agreement,
)
from workshop_analysis.estimates.shares import Floats
from workshop_analysis.terms import NO_CODE, Origin

ONE_READER = "één lezer, geen overeenstemming te berekenen"
NOT_DOUBLE = "geen bijdrage is door twee codeurs gecodeerd"
PARADOX = (
    "Bijna alle oordelen zijn gelijk, maar doordat de code zo zelden (of juist zo vaak) is "
    "gegeven, trekt elk enkel verschil alfa ver omlaag: lees alfa hier samen met de positieve "
    "overeenstemming en AC1."
)
ROUGH = f"ruw: minder dan {ROUGH_UNDER} dubbel gecodeerde bijdragen"


def agreement(
    coding: pd.DataFrame,
    *,
    codes: Iterable[str],
    placements: pd.DataFrame,
    themes: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Give the agreement between persons over code sets, per theme and per code.

    One row per measurement, in this order: `level` (verzameling, rode draad, code), `key`,
    `coders` and `n` (records that two of them coded), `positives` (of those, with the code from
    at least one), `percent` and `positive_agreement` (0 to 1), `alpha` with `low`, `high` and
    `rough`, `ac1`, `reason` (why a number is missing) and `paradox` (print `PARADOX` beside it).
    A number that does not exist is missing, never 0 or 1. `placements` has columns code and theme;
    `themes` gives their order (that of the placements without it).
    """
    before = first_rounds(before_consensus(coding))
    themed = themes_given(before, placements=placements)
    placed = placements["theme"].dropna().drop_duplicates()
    return pd.concat(
        [
            over_sets(before),
            per_label(themed, level="rode draad", labels=placed if themes is None else themes),
            per_label(before, level="code", labels=codes),
        ],
        ignore_index=True,
    )


def over_sets(coding: pd.DataFrame) -> pd.DataFrame:
    """Give one row: the agreement over whole code sets, alpha with the MASI distance.

    A set without a code is a value too. `percent` is the share of equal sets; positive agreement
    and AC1 do not exist for sets and stay missing.
    """
    counts, sets = label_counts(code_sets(coding))
    found = _measure(counts, distances=masi_distances(sets))
    row = {"level": "verzameling", "key": "alle codes", "coders": coding["coder"].nunique()}
    return _table([row | found])


def per_label(coding: pd.DataFrame, *, level: str, labels: Iterable[str]) -> pd.DataFrame:
    """Give one row per code (or theme): was it given or not, and did the coders agree on that.

    Labels stand in the given order; one that nobody gave has its row, with "geen variatie".
    """
    coders = coding.drop_duplicates(["record", "coder"]).groupby("record")["coder"].size()
    given = coding.drop_duplicates(["record", "coder", "code"])
    positives = pd.crosstab(given["record"], given["code"]).reindex(
        index=coders.index, columns=list(labels), fill_value=0
    )
    head = {"level": level, "coders": coding["coder"].nunique()}
    return _table(
        [head | {"key": label} | _per_label(positives[label], coders) for label in positives]
    )


def within_person(coding: pd.DataFrame) -> pd.DataFrame:
    """Give how far each person who coded twice agrees with themselves, over whole code sets.

    One row per person with a second round (`anna#2`), `key` is the person; the columns are those
    of `agreement`. Empty when nobody coded twice.
    """
    before = before_consensus(coding)
    person = before["coder"].map(person_of)
    rows = [
        over_sets(rounds).assign(level="dezelfde persoon", key=name)
        for name, rounds in before.groupby(person, sort=True)
        if rounds["coder"].nunique() > 1
    ]
    return pd.concat(rows, ignore_index=True) if rows else _table([])


def coders(coding: pd.DataFrame) -> pd.DataFrame:
    """Give what each coder did: one row per coder key, consensus included.

    `records` counts the records coded, `no_code` those of them where no code fits, `taken_over`
    the codes taken over from a suggestion, `codes` all codes given.
    """
    fits = coding["code"].ne(NO_CODE)
    marked = coding.assign(
        no_code=coding["record"].where(~fits),
        codes=fits,
        taken_over=fits & coding["origin"].eq(Origin.TAKEN_OVER),
    )
    done = marked.groupby("coder", sort=True).agg(
        records=("record", "nunique"),
        no_code=("no_code", "nunique"),
        codes=("codes", "sum"),
        taken_over=("taken_over", "sum"),
    )
    return done.astype("int64").reset_index()


def disagreements(coding: pd.DataFrame, *, records: pd.DataFrame) -> pd.DataFrame:
    """Give the records on which coders differ, the strongest disagreement first.

    One row per record that at least two persons coded differently: record, text, `distance`
    (mean MASI distance between its codings: 1 is nothing in common), then per coder `codes <key>`
    and `reasons <key>`; missing where that coder did not code it. Ties keep the records' order.
    """
    before = first_rounds(before_consensus(coding))
    sets = code_sets(before)
    distance = _mean_distance(sets)
    texts = records.drop_duplicates("id").set_index("id")["text"]
    place = pd.Series(range(len(texts)), index=texts.index, dtype="int64")
    differ = distance[distance > 0]
    listed = pd.DataFrame(
        {
            "text": texts.reindex(differ.index),
            "distance": differ,
            "place": place.reindex(differ.index),
        }
    ).sort_values(["distance", "place"], ascending=[False, True], kind="stable")
    told = [_told(before, coder, column) for coder in sets for column in ("code", "reason")]
    table = pd.concat([listed[["text", "distance"]], *told], axis=1).reindex(listed.index)
    return table.rename_axis("record").reset_index()


def settled(coding: pd.DataFrame, *, main: str | None = None) -> pd.DataFrame:
    """Give one coding per record, the one to count with, and how it came about.

    The columns of the coding and `settled`: `consensus` where a consensus was written down,
    `eens` where all coders gave the same set, else `hoofdcodeur` (`main`, or the first coder in
    the coding). A record that only another coder coded is settled by that one: `enige codeur`.
    No record is lost and none is there twice.
    """
    first = first_rounds(before_consensus(coding))
    order = list(dict.fromkeys(first["coder"]))
    order = sorted(order, key=lambda coder: (coder != main, order.index(coder)))
    sets = code_sets(first)
    chosen = _chosen(sets.reindex(columns=order))
    agreed = first.merge(chosen, on=["record", "coder"])
    consensus = coding[coding["origin"].eq(Origin.CONSENSUS)].assign(settled=Origin.CONSENSUS)
    rest = agreed[~agreed["record"].isin(consensus["record"])]
    return pd.concat([consensus, rest], ignore_index=True)


def before_consensus(coding: pd.DataFrame) -> pd.DataFrame:
    """Give the codings that coders made on their own."""
    return coding[coding["origin"].ne(Origin.CONSENSUS)]


def person_of(coder: str) -> str:
    """Give the person behind a coder key: `anna` for `anna` and `anna#2`."""
    return str(coder).partition("#")[0]


def round_of(coder: str) -> int:
    """Give which round of the person this is: 1 for `anna`, 2 for `anna#2`."""
    number = str(coder).partition("#")[2]
    return int(number) if number.isdigit() else 1


def first_rounds(coding: pd.DataFrame) -> pd.DataFrame:
    """Give each person's first coding; second rounds are for `within_person`."""
    person, number = coding["coder"].map(person_of), coding["coder"].map(round_of)
    return coding[number.eq(number.groupby(person).transform("min"))]


def code_sets(coding: pd.DataFrame) -> pd.DataFrame:
    """Give the set of codes per record (row) and coder (column).

    An empty set is "coded, none fits"; a missing cell is "not coded by this coder". Records and
    coders stand in the order in which they first appear.
    """
    pairs = coding.groupby(["record", "coder"], sort=False)["code"].agg(tuple)
    sets = pairs.map(lambda codes: frozenset(codes) - {NO_CODE})
    order = list(dict.fromkeys(coding["coder"]))
    wide = sets.unstack("coder").reindex(index=coding["record"].unique(), columns=order)
    return wide.rename_axis(index="record", columns=None)


def themes_given(coding: pd.DataFrame, *, placements: pd.DataFrame) -> pd.DataFrame:
    """Give the coding with themes in the place of codes: one row per record x coder x theme.

    A coder whose codes lead to no theme keeps one row for the record, with `geen-code`.
    """
    placed = placements.loc[placements["theme"].notna(), ["code", "theme"]].drop_duplicates()
    joined = coding.merge(placed, on="code", how="left")
    themed = joined.assign(code=joined["theme"].fillna(NO_CODE)).drop(columns="theme")
    return themed.drop_duplicates(["record", "coder", "code"], ignore_index=True)


def _per_label(positives: pd.Series, coders: pd.Series) -> dict[str, object]:
    counts = np.column_stack([coders - positives, positives]).astype(float)
    found = _measure(counts) | {
        "positives": int((positives[coders >= 2] > 0).sum()),
        "positive_agreement": positive_agreement(counts),
        "ac1": gwet_ac1(counts, categories=2),
    }
    if np.isnan(_number(found["alpha"])):
        return found | {"ac1": np.nan}
    return found | {"paradox": _bites(found)}


def _measure(counts: Floats, *, distances: Floats | None = None) -> dict[str, object]:
    alpha = krippendorff_alpha(counts, distances=distances)
    interval = jackknife_interval(counts, distances=distances)
    units = int((counts.sum(axis=1) >= 2).sum())
    return {
        "n": units,
        "percent": percent_agreement(counts),
        "alpha": alpha,
        "low": interval.low,
        "high": interval.high,
        "rough": units < ROUGH_UNDER,
        "reason": _reason(units, interval),
    }


def _reason(units: int, interval: Interval) -> str | None:
    return interval.reason if units else NOT_DOUBLE


def _bites(found: dict[str, object]) -> bool:
    # The paradox: nearly all codings equal, alpha under Krippendorff's lowest bar all the same,
    # and a coefficient that does not depend on prevalence that says otherwise.
    alpha, ac1 = _number(found["alpha"]), _number(found["ac1"])
    return _number(found["percent"]) >= 0.8 and alpha < 0.667 and ac1 - alpha >= 0.2


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else np.nan


COLUMNS = {
    "level": "str",
    "key": "str",
    "coders": "int64",
    "n": "int64",
    "positives": "Int64",
    "percent": "float64",
    "positive_agreement": "float64",
    "alpha": "float64",
    "low": "float64",
    "high": "float64",
    "rough": "bool",
    "ac1": "float64",
    "reason": "str",
    "paradox": "bool",
}


def _table(rows: list[dict[str, object]]) -> pd.DataFrame:
    complete = [{"paradox": False} | row for row in rows]
    table = pd.DataFrame(complete, columns=list(COLUMNS)).astype(COLUMNS)
    alone = table["coders"].lt(2)
    return table.assign(reason=table["reason"].mask(alone, ONE_READER))


def _mean_distance(sets: pd.DataFrame) -> pd.Series:
    values = list(dict.fromkeys(s for column in sets for s in sets[column].dropna()))
    between = masi_distances(values)
    place = {one: number for number, one in enumerate(values)}
    return sets.apply(lambda row: _mean([place[s] for s in row.dropna()], between), axis=1)


def _mean(places: list[int], between: Floats) -> float:
    pairs = list(combinations(places, 2))
    return float(np.mean([between[pair] for pair in pairs])) if pairs else np.nan


def _told(coding: pd.DataFrame, coder: object, column: str) -> pd.Series:
    mine = coding[coding["coder"].eq(str(coder)) & coding[column].notna()]
    told = mine.groupby("record", sort=False)[column].agg(
        lambda said: "; ".join(dict.fromkeys(said))
    )
    return told.rename(f"{'codes' if column == 'code' else 'reasons'} {coder}")


def _chosen(sets: pd.DataFrame) -> pd.DataFrame:
    # Which coder's coding stands for each record: the first in the columns' order that coded it.
    first = sets.notna().idxmax(axis=1)
    codings = sets.notna().sum(axis=1)
    agreed = sets.apply(lambda row: row.dropna().nunique() == 1, axis=1)
    main = first.eq(sets.columns[0]) if len(sets.columns) else first.eq("")
    how = np.select([codings.eq(1) & ~main, codings.gt(1) & agreed], ["enige codeur", "eens"], "")
    settled = pd.Series(how, index=sets.index).replace("", "hoofdcodeur")
    return pd.DataFrame({"coder": first, "settled": settled}).rename_axis("record").reset_index()
