"""Before a session: what so many people, at so many tables, can and cannot show."""

import numpy as np
import pandas as pd
from babel.numbers import format_percent

from workshop_analysis import estimates
from workshop_analysis.compare.chances import PREVALENCES, silence_limit
from workshop_analysis.compare.contributions import ICC
from workshop_analysis.counting.shares import SMALL_BASE

EXAMPLE_SHARES = (10, 30, 50)
THEMES = 10
"""So many rode draden stand beforehand where nobody says otherwise."""
COLUMNS = ["question", "unit", "icc", "n", "at", "value", "low", "high"]
PEOPLE, TABLE = "participant", "table"

Cell = tuple[str, str, float, float]
Numbers = dict[Cell, tuple[float, float, float]]
Row = tuple[object, ...]


def plan(people: int, *, tables: int | None = None, themes: int = THEMES) -> pd.DataFrame:
    """Give what a session of so many people can show, and what it cannot.

    One row per `question` x `unit` x `icc` x `at` (a share of such people, from 0 to 1). With
    tables shares and changes have two rows: people at one table say no more alike than others
    (`icc` 0), or somewhat (`icc` 0.1); chances have one for people and one for tables that speak
    with one voice.
    - "share": the 95 % interval around a share of `at` (`low`, `high`), as the report prints it.
    - "seen": the chance (`value`) that somebody mentions what `at` of such people would.
    - "unseen": the largest share (`value`) who would mention what nobody mentions; `at` is 0.
    - "rise" and "fall": the smallest change (`value`) from `at` that a session beside one of equal
      size would show in four of five cases, by the rule of the report with `themes` rode draden
      that were fixed beforehand; missing when none would.
    Shares and changes are missing under ten people (or tables) and with fewer than five tables:
    such a session gives counts.

    Raises
    ------
    ValueError
        Without people or rode draden, or with more tables than people.
    """
    if people < 1 or themes < 1 or (tables is not None and not 1 <= tables <= people):
        raise ValueError(_refusal(people, tables, themes))
    samples = [estimates.Sample(people, tables, icc) for icc in ((0.0, ICC) if tables else (0.0,))]
    rows = [row for sample in samples for row in (*_shares(sample), *_changes(sample, themes))]
    rows += [*_seen(PEOPLE, people), *(_seen(TABLE, tables) if tables else ())]
    rows += [("unseen", PEOPLE, 0.0, people, 0.0, _silence(people, tables), np.nan, np.nan)]
    return pd.DataFrame(rows, columns=COLUMNS)


def sentences(table: pd.DataFrame) -> list[str]:
    """Give the plan in Dutch, one sentence a line, for who will hold the session.

    Where there are tables each sentence gives both ends: people apart, and tables that say alike.
    """
    numbers: Numbers = {
        (row["question"], row["unit"], row["icc"], row["at"]): (
            row["value"],
            row["low"],
            row["high"],
        )
        for row in table.to_dict("records")
    }
    sizes = dict(zip(table["unit"], table["n"], strict=True))
    shares = [at / 100 for at in EXAMPLE_SHARES]
    return [
        *_share_sentences(numbers, sizes),
        *(_seen_sentence(numbers, at / 100) for at in PREVALENCES),
        *_unseen_sentence(numbers),
        *(line for at in shares for line in _change_sentences(numbers, at)),
    ]


def _refusal(people: int, tables: int | None, themes: int) -> str:
    at_tables = "" if tables is None else f" en {tables} tafels"
    if themes < 1:
        return f"Geef minstens één rode draad op. U gaf er {themes} op."
    return (
        "Geef minstens één deelnemer op, en niet meer tafels dan deelnemers. "
        f"U gaf {people} deelnemers{at_tables} op."
    )


# -- the rows ---------------------------------------------------------------------------------


def _enough(sample: estimates.Sample) -> bool:
    return sample.enough and sample.people >= SMALL_BASE


def _shares(sample: estimates.Sample) -> list[Row]:
    share = np.array(EXAMPLE_SHARES) / 100
    n = float(sample.people) if _enough(sample) else np.nan
    if sample.tables is not None and _enough(sample):
        n *= estimates.table_factor(sample.people, sample.tables) / sample.effect
    ends = zip(share, *estimates.wilson(share * n, n), strict=True)
    front = ("share", PEOPLE, sample.icc, sample.people)
    return [(*front, at, np.nan, low, high) for at, low, high in ends]


def _seen(unit: str, n: int) -> list[Row]:
    prevalence = np.array(PREVALENCES) / 100
    chances = zip(prevalence, estimates.chance_seen(prevalence, n), strict=True)
    return [("seen", unit, 0.0, n, at, chance, np.nan, np.nan) for at, chance in chances]


def _silence(people: int, tables: int | None) -> float:
    """Give the limit the report prints; where it prints no interval, the exact bound for people."""
    if tables is None and people < SMALL_BASE:
        return float(estimates.absence_bound(people))
    return silence_limit(people, tables=tables)


def _changes(sample: estimates.Sample, themes: int) -> list[Row]:
    share = np.array(EXAMPLE_SHARES) / 100
    known = share if _enough(sample) else np.full(len(share), np.nan)
    changes = estimates.smallest_detectable(known, baseline=sample, later=sample, tests=themes)
    return [
        (question, PEOPLE, sample.icc, sample.people, at, value, np.nan, np.nan)
        for question, values in zip(("rise", "fall"), changes, strict=True)
        for at, value in zip(share, values, strict=True)
    ]


# -- the sentences ----------------------------------------------------------------------------

ALIKE = "praten mensen aan één tafel elkaar wat na, dan"


def _share_sentences(numbers: Numbers, sizes: dict[str, int]) -> list[str]:
    if np.isnan(numbers["share", PEOPLE, 0.0, EXAMPLE_SHARES[0] / 100][1]):
        few = sizes[PEOPLE] < SMALL_BASE
        what = ("deelnemer", sizes[PEOPLE]) if few else ("tafel", sizes[TABLE])
        counted = f"{what[1]} {what[0]}{'' if what[1] == 1 else 's'}"
        return [f"Met {counted} geeft het rapport aantallen en geen percentages."]
    return [_share_sentence(numbers, at / 100) for at in EXAMPLE_SHARES]


def _share_sentence(numbers: Numbers, at: float) -> str:
    _, low, high = numbers["share", PEOPLE, 0.0, at]
    said = (
        f"Noemt {_percent(at)} van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij "
        f"tussen {_ends(low, high)}"
    )
    _, low, high = numbers.get(("share", PEOPLE, ICC, at), (np.nan, np.nan, np.nan))
    return f"{said}." if np.isnan(low) else f"{said}; {ALIKE} tussen {_ends(low, high)}."


def _seen_sentence(numbers: Numbers, at: float) -> str:
    words = {
        unit: _chance(numbers["seen", unit, 0.0, at][0])
        for unit in (PEOPLE, TABLE)
        if ("seen", unit, 0.0, at) in numbers
    }
    said = (
        f"Wat {_percent(at)} van zulke mensen zou noemen, komt met een kans van {words[PEOPLE]} "
        "ter sprake"
    )
    if TABLE not in words:
        return f"{said}."
    return f"{said}; spreekt elke tafel met één stem, dan {words[TABLE]}."


def _unseen_sentence(numbers: Numbers) -> list[str]:
    bound = numbers["unseen", PEOPLE, 0.0, 0.0][0]
    if np.isnan(bound):
        return []
    return [
        f"Noemt niemand een bepaald punt, dan zou nog {_at_most(bound)} van zulke mensen het "
        "kunnen noemen (95% zeker)."
    ]


def _change_sentences(numbers: Numbers, at: float) -> list[str]:
    if np.isnan(numbers["share", PEOPLE, 0.0, at][1]):
        return []
    changes = (("rise", "stijging"), ("fall", "daling"))
    return [
        _change_sentence(
            numbers[question, PEOPLE, 0.0, at][0],
            alike=numbers.get((question, PEOPLE, ICC, at), (None,))[0],
            word=f"{word} vanaf {_percent(at)}",
        )
        for question, word in changes
    ]


def _change_sentence(value: float, *, alike: float | None, word: str) -> str:
    if np.isnan(value):
        return (
            f"Naast een even grote sessie is geen enkele {word} in vier van de vijf gevallen te "
            "laten zien."
        )
    said = (
        f"Naast een even grote sessie is een {word} in vier van de vijf gevallen te laten zien bij "
        f"{_points(value)} procentpunt of meer"
    )
    if alike is None:
        return f"{said}."
    more = "met geen enkele" if np.isnan(alike) else f"pas bij {_points(alike)}"
    return f"{said}; {ALIKE} {more}."


def _ends(low: float, high: float) -> str:
    return f"{_percent(np.floor(low * 100) / 100)} en {_percent(np.ceil(high * 100) / 100)}"


def _points(change: float) -> str:
    return f"{np.ceil(change * 100 - 1e-9):.0f}"


def _percent(share: float) -> str:
    return str(format_percent(share, format="#,##0%", locale="nl"))


def _chance(chance: float) -> str:
    return "meer dan 99%" if chance > 0.99 else _percent(chance)


def _at_most(share: float) -> str:
    return f"hoogstens {_percent(np.ceil(share * 100) / 100)}"
