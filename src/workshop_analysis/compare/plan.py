"""Before a session: what so many people, at so many tables, can and cannot show."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from babel.numbers import format_percent

from workshop_analysis import estimates
from workshop_analysis.compare.chances import PREVALENCES
from workshop_analysis.counting.shares import SMALL_BASE

EXAMPLE_SHARES = (10, 30, 50)
COLUMNS = ["question", "unit", "n", "at", "value", "low", "high"]
PEOPLE, TABLE = "participant", "table"

Cell = tuple[str, str, float]
Numbers = dict[Cell, tuple[float, float, float]]


@dataclass(frozen=True)
class Counted:
    """Who is counted, how many of them, and whether they are enough for percentages."""

    unit: str
    n: int
    enough: bool

    @property
    def base(self) -> float:
        """The n behind a percentage; missing where only counts may be given."""
        return float(self.n) if self.enough and self.n >= SMALL_BASE else np.nan


def plan(people: int, *, tables: int | None = None) -> pd.DataFrame:
    """Give what a session of so many people can show, and what it cannot.

    One row per `question` x `unit` x `at` (a share of such people, from 0 to 1). With tables there
    are two ends: everybody speaks for themselves ("participant", the most one may hope for) and
    each table has one voice ("table", the least).
    - "share": the 95 % interval around a share of `at` (`low`, `high`).
    - "seen": the chance (`value`) that somebody mentions what `at` of such people would.
    - "unseen": the largest share (`value`) that not one mention leaves open; `at` is 0.
    - "rise" and "fall": the smallest change (`value`) from `at` that a session beside one of equal
      size would show in four of five cases; missing when none would.
    Shares and changes are missing under ten people (or tables) and with fewer than five tables:
    such a session gives counts.

    Raises
    ------
    ValueError
        Without people, or with more tables than people.
    """
    if people < 1 or (tables is not None and not 1 <= tables <= people):
        at_tables = "" if tables is None else f" en {tables} tafels"
        raise ValueError(
            "Geef minstens één deelnemer op, en niet meer tafels dan deelnemers. "
            f"U gaf {people} deelnemers{at_tables} op."
        )
    enough = tables is None or tables >= estimates.FEWEST_CLUSTERS
    counted = [Counted(PEOPLE, people, enough)]
    counted += [Counted(TABLE, tables, enough)] if tables else []
    rows = [row for who in counted for row in (*_shares(who), *_seen(who), *_changes(who))]
    return pd.DataFrame(rows, columns=COLUMNS)


def sentences(table: pd.DataFrame) -> list[str]:
    """Give the plan in Dutch, one sentence a line, for who will hold the session.

    Where there are tables each sentence gives both ends: people apart, and one voice per table.
    """
    numbers: Numbers = {
        (row["question"], row["unit"], row["at"]): (row["value"], row["low"], row["high"])
        for row in table.to_dict("records")
    }
    sizes = dict(zip(table["unit"], table["n"], strict=True))
    shares = [at / 100 for at in EXAMPLE_SHARES]
    return [
        *_share_sentences(numbers, sizes),
        *(_seen_sentence(numbers, at / 100) for at in PREVALENCES),
        _unseen_sentence(numbers),
        *(line for at in shares for line in _change_sentences(numbers, at)),
    ]


# -- the rows ---------------------------------------------------------------------------------


def _shares(who: Counted) -> list[tuple[object, ...]]:
    share = np.array(EXAMPLE_SHARES) / 100
    ends = zip(share, *estimates.wilson(share * who.base, who.base), strict=True)
    return [("share", who.unit, who.n, at, np.nan, low, high) for at, low, high in ends]


def _seen(who: Counted) -> list[tuple[object, ...]]:
    prevalence = np.array(PREVALENCES) / 100
    chances = zip(prevalence, estimates.chance_seen(prevalence, who.n), strict=True)
    bound = float(estimates.absence_bound(who.n))
    return [
        *(("seen", who.unit, who.n, at, chance, np.nan, np.nan) for at, chance in chances),
        ("unseen", who.unit, who.n, 0.0, bound, np.nan, np.nan),
    ]


def _changes(who: Counted) -> list[tuple[object, ...]]:
    share = np.array(EXAMPLE_SHARES) / 100
    rise, fall = estimates.smallest_detectable(share, n_baseline=who.base, n_later=who.base)
    return [
        (question, who.unit, who.n, at, value, np.nan, np.nan)
        for question, values in (("rise", rise), ("fall", fall))
        for at, value in zip(share, values, strict=True)
    ]


# -- the sentences ----------------------------------------------------------------------------


def _share_sentences(numbers: Numbers, sizes: dict[str, int]) -> list[str]:
    if np.isnan(numbers["share", PEOPLE, EXAMPLE_SHARES[0] / 100][1]):
        few = sizes[PEOPLE] < SMALL_BASE
        what = f"{sizes[PEOPLE]} deelnemers" if few else f"{sizes[TABLE]} tafels"
        return [f"Met {what} geeft het rapport aantallen en geen percentages."]
    return [_share_sentence(numbers, at / 100) for at in EXAMPLE_SHARES]


def _share_sentence(numbers: Numbers, at: float) -> str:
    _, low, high = numbers["share", PEOPLE, at]
    said = (
        f"Noemt {_percent(at)} van de deelnemers iets, dan ligt het aandeel bij mensen zoals zij "
        f"tussen {_percent(low)} en {_percent(high)}"
    )
    _, low, high = numbers.get(("share", TABLE, at), (np.nan, np.nan, np.nan))
    if np.isnan(low):
        return f"{said}."
    return (
        f"{said}; spreekt elke tafel met één stem, dan tussen {_percent(low)} en {_percent(high)}."
    )


def _seen_sentence(numbers: Numbers, at: float) -> str:
    said = f"Wat {_percent(at)} van zulke mensen zou noemen, komt met een kans van "
    return said + _both_ends(numbers, ("seen", at), form=_chance, tail=" ter sprake")


def _unseen_sentence(numbers: Numbers) -> str:
    said = "Noemt niemand een bepaald punt, dan kan het nog spelen bij "
    return said + _both_ends(numbers, ("unseen", 0.0), form=_at_most, tail=" van zulke mensen")


def _both_ends(
    numbers: Numbers, place: tuple[str, float], *, form: Callable[[float], str], tail: str
) -> str:
    question, at = place
    words = {
        unit: form(numbers[question, unit, at][0])
        for unit in (PEOPLE, TABLE)
        if (question, unit, at) in numbers
    }
    if TABLE not in words:
        return f"{words[PEOPLE]}{tail}."
    return f"{words[PEOPLE]}{tail}; spreekt elke tafel met één stem, dan {words[TABLE]}."


def _change_sentences(numbers: Numbers, at: float) -> list[str]:
    if np.isnan(numbers["share", PEOPLE, at][1]):
        return []
    changes = (("rise", "stijging"), ("fall", "daling"))
    return [
        _change_sentence(numbers[question, PEOPLE, at][0], word=word, at=at)
        for question, word in changes
    ]


def _change_sentence(value: float, *, word: str, at: float) -> str:
    beside = f"Naast een even grote sessie valt een {word} vanaf {_percent(at)}"
    if np.isnan(value):
        return f"{beside} niet aan te tonen."
    return f"{beside} pas aan te tonen bij {np.ceil(value * 100 - 1e-9):.0f} procentpunt of meer."


def _percent(share: float) -> str:
    return str(format_percent(share, format="#,##0%", locale="nl"))


def _chance(chance: float) -> str:
    return "meer dan 99%" if chance > 0.99 else _percent(chance)


def _at_most(share: float) -> str:
    return f"hoogstens {_percent(np.ceil(share * 100) / 100)}"
