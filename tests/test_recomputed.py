"""Every number of the example report's tables, computed again with plain pandas from data/.

Nothing here comes from the package but the tables that are checked: the files are read as text, the
formulas are written out. Where both agree, a mistake would have to be made twice.
"""

from __future__ import annotations

import re
import tomllib
from math import ceil, floor, sqrt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from scipy.stats import norm, t

from workshop_analysis.chapters import (
    absence,
    agreement,
    comparison,
    contributions,
    coverage,
    steadiness,
)
from workshop_analysis.chapters.session_figures import figures_table
from workshop_analysis.compare.side_by_side import SideBySide, lay_beside
from workshop_analysis.counting.counted import Counted, count_session
from workshop_analysis.folder.workshop import read_folder

Z = norm.ppf(0.975)
BASE, TABLES = 45, 8


@pytest.fixture(scope="module")
def counted(repository: Path) -> Counted:
    return count_session(read_folder(repository / "data" / "voorbeeldsessie"))


@pytest.fixture(scope="module")
def beside(counted: Counted, repository: Path) -> SideBySide:
    data = repository / "data"
    found = lay_beside(counted, folder=data / "voorbeeldsessie", baseline=data / "workshop_12nov")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, Any]:
    """The files as anybody reads them: notes, codes of both readers, rode draden, November."""
    folder = repository / "data" / "voorbeeldsessie"
    read = {"dtype": "str", "keep_default_na": False}
    return {
        "notes": pd.read_csv(folder / "contributions.csv", **read),
        "codes": pd.read_csv(folder / "coding.csv", **read),
        "book": tomllib.loads((folder / "codebook.toml").read_text(encoding="utf-8")),
        "november": pd.read_csv(folder.parent / "workshop_12nov" / "outcomes.csv", **read),
    }


@pytest.fixture(scope="module")
def names(files: dict[str, Any]) -> dict[str, str]:
    return {one["key"]: one["name"] for one in files["book"]["themes"]}


@pytest.fixture(scope="module")
def read_once(files: dict[str, Any]) -> pd.DataFrame:
    """One reading per note: what was agreed afterwards, else reader 1, else who else read it."""
    codes = files["codes"]
    agreed = codes[codes["origin"].eq("consensus")]
    rest = codes[~codes["record"].isin(agreed["record"]) & codes["origin"].ne("consensus")]
    first = rest[rest["coder"].eq("lezer-1")]
    others = rest[~rest["record"].isin(first["record"])]
    chosen = pd.concat([agreed, first, others])[["record", "code"]]
    return files["notes"].merge(chosen, left_on="id", right_on="record")


@pytest.fixture(scope="module")
def themed(read_once: pd.DataFrame, files: dict[str, Any]) -> pd.DataFrame:
    placed = pd.DataFrame(files["book"]["placements"])[["code", "theme"]]
    return read_once.merge(placed.dropna(subset=["theme"]), on="code")


def wilson(share: float, n: float) -> tuple[float, float]:
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def effective(carried: pd.Series, sizes: pd.Series) -> float:
    """The people that these tables are worth for one rode draad, written out."""
    n, m = int(sizes.sum()), len(sizes)
    factor = (t.ppf(0.975, n - 1) / t.ppf(0.975, m - 1)) ** 2
    share = carried.sum() / n
    if share in (0, 1):
        limit = wilson(1 / n, n * factor)[1]
        return Z**2 * (1 / limit - 1)
    spread = m / (m - 1) * ((carried - share * sizes) ** 2).sum() / n**2
    return n / max(1.0, spread / (share * (1 - share) / n)) * factor


def printed(low: float, high: float, *, steps: int) -> str:
    """An interval as the report writes it: outward, in whole per cents or with one decimal."""
    places = 0 if steps == 100 else 1
    ends = floor(low * steps + 1e-9) / steps * 100, ceil(high * steps - 1e-9) / steps * 100
    return " tot ".join(f"{end:.{places}f}%".replace(".", ",") for end in ends)


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


def by_unit(rows: pd.DataFrame, unit: str, cluster: str, base: pd.DataFrame) -> pd.Series:
    """How many units of each cluster are in these rows; 0 for a cluster without any."""
    found = rows.drop_duplicates(unit).groupby(cluster).size()
    return found.reindex(sorted(base[cluster].unique()), fill_value=0)


def test_the_shares_of_people(
    counted: Counted, themed: pd.DataFrame, read_once: pd.DataFrame, names: dict[str, str]
) -> None:
    table = contributions.themes_table(counted).frame.set_index("name")
    sizes = by_unit(read_once, "participant", "table", read_once)
    assert (sizes.sum(), len(sizes)) == (BASE, TABLES)
    for key, name in names.items():
        own = themed[themed["theme"].eq(key)]
        carried = by_unit(own, "participant", "table", read_once)
        n = effective(carried, sizes)
        share = carried.sum() / BASE
        row = table.loc[name]
        assert row["people"] == f"{carried.sum()} van {BASE}"
        assert row["share"] == f"{share * 100:.0f}%"
        assert plain(row["interval"]) == printed(*wilson(share, n), steps=100), name
        assert row["tables"] == own["table"].nunique()


def test_the_shares_of_contributions_and_the_dots(
    counted: Counted, themed: pd.DataFrame, read_once: pd.DataFrame, names: dict[str, str]
) -> None:
    table = contributions.mentions_table(counted).frame.set_index("name")
    sizes = by_unit(read_once, "id", "table", read_once)
    total = int(sizes.sum())
    for key, name in names.items():
        own = themed[themed["theme"].eq(key)]
        carried = by_unit(own, "id", "table", read_once)
        row, share = table.loc[name], carried.sum() / total
        assert row["contributions"] == f"{carried.sum()} van {total}"
        assert row["share"] == f"{share * 100:.1f}%".replace(".", ",")
        assert row["mentions"] == len(own.drop_duplicates(["id", "code"]))
        if not carried.sum():
            assert pd.isna(row["interval"])
            assert pd.isna(row["dots"])
            continue
        interval = wilson(share, effective(carried, sizes))
        assert plain(row["interval"]) == printed(*interval, steps=1000), name
        assert row["dots"] == own.drop_duplicates("id")["votes"].replace("", "0").astype(int).sum()


def test_the_order_of_the_same_people(
    counted: Counted, themed: pd.DataFrame, read_once: pd.DataFrame, names: dict[str, str]
) -> None:
    table = contributions.themes_table(counted).frame
    people = sorted(read_once["participant"].unique())
    seats = read_once.drop_duplicates("participant").set_index("participant")["table"]
    keys = {name: key for key, name in names.items()}
    has = {
        key: pd.Series(people).isin(themed.loc[themed["theme"].eq(key), "participant"])
        for key in names
    }
    listed = list(table["name"])
    for wider, narrower, told in zip(listed, listed[1:], table["lead"], strict=False):
        one, other = (has[keys[side]].astype(float) for side in (wider, narrower))
        low, high = paired(one, other, pd.Series(people).map(seats), tests=len(names) - 1)
        difference = points((one - other).mean())
        assert plain(told) == f"{difference} ({points(low)} tot {points(high)})"
    assert pd.isna(table["lead"].iloc[-1])


def points(difference: float) -> str:
    return f"{round(difference * 100):+d}".replace("+0", "0") if difference else "0"


def paired(
    one: pd.Series, other: pd.Series, seats: pd.Series, *, tests: int
) -> tuple[float, float]:
    """Newcombe's paired interval (method 10) on the effective n of the difference."""
    apart, n, m = one - other, len(one), seats.nunique()
    away = apart - apart.mean()
    between = m / (m - 1) * (away.groupby(seats).sum() ** 2).sum() / (away**2).sum()
    worth = n / max(1.0, between) * (t.ppf(0.975, n - 1) / t.ppf(0.975, m - 1)) ** 2
    z = norm.ppf(1 - 0.05 / tests / 2)
    ends = []
    for share in (one.mean(), other.mean()):
        middle = (share + z**2 / (2 * worth)) / (1 + z**2 / worth)
        reach = z / (1 + z**2 / worth) * sqrt(share * (1 - share) / worth + z**2 / (4 * worth**2))
        ends.append((middle - reach, middle + reach))
    a, b = (one * other).sum(), (one * (1 - other)).sum()
    c, d = ((1 - one) * other).sum(), ((1 - one) * (1 - other)).sum()
    cross = a * d - b * c
    top = max(cross - n / 2, 0) if cross > 0 else cross
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = top / sqrt(margins) if margins else 0.0
    (l1, u1), (l2, u2) = ends
    p1, p2 = one.mean(), other.mean()
    down = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    up = (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2
    return p1 - p2 - sqrt(down), p1 - p2 + sqrt(up)


def test_what_hangs_on_a_doubted_placement(
    counted: Counted, themed: pd.DataFrame, files: dict[str, Any], names: dict[str, str]
) -> None:
    table = steadiness.doubts_table(counted).frame.set_index("theme")
    lost: dict[str, int] = {}
    for one in files["book"]["placements"]:
        if "doubt" in one and "theme" in one:
            own = themed[themed["theme"].eq(one["theme"])]
            rest = own[own["code"].ne(one["code"])]["participant"].nunique()
            name = names[one["theme"]]
            lost[name] = min(rest, lost.get(name, own["participant"].nunique()))
    for name, rest in lost.items():
        key = next(key for key, known in names.items() if known == name)
        all_people = themed[themed["theme"].eq(key)]["participant"].nunique()
        if rest == all_people:
            assert name not in table.index
            continue
        assert table.loc[name, "people"] == f"{all_people} van {BASE}"
        assert table.loc[name, "without"] == f"{rest} van {BASE}"


def test_the_counts_per_kind_and_side_and_the_numbers_in_the_text(
    counted: Counted, files: dict[str, Any], read_once: pd.DataFrame
) -> None:
    notes = files["notes"]
    groups = contributions.groups_table(counted).frame.set_index("group")
    assert groups["contributions"].sum() == len(notes) == 142
    assert groups["coded"].sum() == read_once["id"].nunique() == 138
    assert groups.loc["Beloftes", "contributions"] == notes["side"].eq("").sum()
    fits = read_once["code"].ne("geen-code")
    figures = figures_table(counted).frame.set_index("figure")["value"]
    expected = {
        "bijdragen": len(notes),
        "belemmeringen": notes["kind"].eq("belemmering").sum(),
        "beloftes": notes["kind"].eq("belofte").sum(),
        "deelnemers": notes["participant"].nunique(),
        "deelnemers met iets gecodeerd": read_once["participant"].nunique(),
        "tafels": notes["table"].nunique(),
        "stippen": notes["votes"].replace("", "0").astype(int).sum(),
        "gecodeerd": read_once["id"].nunique(),
        "geen code past": read_once.loc[~fits, "id"].nunique(),
        "niet gecodeerd": len(notes) - read_once["id"].nunique(),
        "publiceerbaar": notes["publishable"].eq("ja").sum(),
        "codes": read_once.loc[fits, "code"].nunique(),
        "rode draden": 9,
        "codeurs": files["codes"].loc[files["codes"]["origin"].ne("consensus"), "coder"].nunique(),
    }
    assert {name: int(figures[name]) for name in expected} == {
        name: int(value) for name, value in expected.items()
    }


def test_what_was_heard_once(counted: Counted, read_once: pd.DataFrame) -> None:
    heard = read_once[read_once["code"].ne("geen-code")].groupby("code")["table"].nunique()
    table = coverage.complete_table(counted).frame.set_index("what")["value"]
    assert table["tafels"] == TABLES
    assert table["codes die iemand noemde"] == len(heard)
    assert table["codes van precies één"] == heard.eq(1).sum()
    assert table["codes van precies twee"] == heard.eq(2).sum()
    assert table["gecodeerde bijdragen waar geen code past"] == 9
    assert "kans op iets nieuws" not in table.index


def test_what_came_back_and_the_chances(
    beside: SideBySide, read_once: pd.DataFrame, files: dict[str, Any]
) -> None:
    listed = set(files["november"]["id"])
    now = set(read_once.loc[read_once["code"].ne("geen-code"), "code"])
    torn = {"beleid-4", "grip-op-kosten", "grip-op-uitkomst"}
    states = comparison.states_table(beside).frame.set_index("state")
    assert states.loc["teruggekomen", "listed"] == len(listed & now - torn)
    assert states.loc["niet teruggezien", "listed"] == len(listed - now - torn)
    assert states.loc["niet te vergelijken", "listed"] == len(listed & torn)
    assert states.loc["niet op de lijst van toen", "added"] == len(now - listed - torn)
    chances = absence.chances_table(beside).frame.set_index("at")
    for at in (5, 10):
        for column, n in (("participant", BASE), ("table", TABLES)):
            assert chances.loc[f"{at}%", column] == f"{(1 - (1 - at / 100) ** n) * 100:.0f}%"
    zero = pd.Series([0.0] * TABLES), pd.Series([BASE / TABLES] * TABLES)
    limit = ceil(wilson(0, effective(*zero))[1] * 100)
    assert chances.iloc[-1]["participant"] == f"{limit}%"


def test_how_far_the_readers_agreed(
    counted: Counted, files: dict[str, Any], names: dict[str, str]
) -> None:
    codes = files["codes"]
    alone = codes[codes["origin"].ne("consensus")]
    placed = pd.DataFrame(files["book"]["placements"])[["code", "theme"]]
    both = alone.groupby("record")["coder"].nunique().eq(2)
    twice = alone[alone["record"].isin(both[both].index)]
    table = agreement.agreement_table(counted).frame.set_index("what")
    pairs = twice.merge(placed, on="code", how="left")
    for key, name in names.items():
        given = pairs[pairs["theme"].eq(key)].groupby("record")["coder"].nunique()
        n, a, apart = both.sum(), int(given.eq(2).sum()), int(given.eq(1).sum())
        row = table.loc[name]
        assert (row["n"], row["positives"]) == (n, a + apart)
        assert row["percent"] == f"{(1 - apart / n) * 100:.0f}%"
        if a + apart == 0:
            assert pd.isna(row["alpha"])
            continue
        ones, all_ = 2 * a + apart, 2 * n
        expected = 2 * ones * (all_ - ones) / (all_ - 1)
        alpha, share = 1 - 2 * apart / expected, ones / all_
        chance = 2 * share * (1 - share)
        ac1 = (1 - apart / n - chance) / (1 - chance)
        assert row["alpha"] == f"{alpha:.2f}".replace(".", ",")
        assert row["ac1"].split(" ")[0] == f"{ac1:.2f}".replace(".", ",")
        assert row["positive"] == f"{2 * a / ones:.2f}".replace(".", ",")
        assert pd.isna(row["interval"]) == (min(a, n - a - apart) < 5)


def test_a_changed_file_changes_a_number(counted: Counted) -> None:
    text = " ".join(map(str, contributions.themes_table(counted).frame["people"]))
    assert re.findall(r"\d+ van 45", text)[:3] == ["28 van 45", "23 van 45", "21 van 45"]
