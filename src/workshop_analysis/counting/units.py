"""Who can carry a theme: people, tables or contributions, and which of them sat together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop_analysis import estimates
from workshop_analysis.folder.identity import COMPANY, company_of, persons
from workshop_analysis.terms import NO_CODE

CODED = ("code", "theme")
CONTRIBUTION = "id"


@dataclass(frozen=True)
class Units:
    """How many units carry each theme, cluster by cluster.

    `carriers` is clusters x keys, `sizes` the units per cluster; `nested` says that a cluster can
    hold more than one unit (people at a table). Clusters stand in the order of their names.
    """

    keys: tuple[str, ...]
    carriers: NDArray[np.float64]
    sizes: NDArray[np.float64]
    nested: bool

    @property
    def counts(self) -> NDArray[np.float64]:
        """Units that carry each key."""
        return np.asarray(self.carriers.sum(axis=0))

    @property
    def base(self) -> int:
        """Units in all."""
        return int(self.sizes.sum())

    @property
    def effective(self) -> NDArray[np.float64]:
        """Give per key the n that the interval may use; missing with fewer than five tables."""
        if self.nested:
            return estimates.effective_n(self.carriers, self.sizes)
        return np.full(len(self.keys), float(self.base) or np.nan)


class NoContributions(Exception):
    """These records are a published list: they say what was named, and nothing of how often."""


def headline_unit(coded: pd.DataFrame) -> str | None:
    """Give what a headline share counts: "participant", else "table"; None when neither is known.

    A key counts as known when every contribution has one; with gaps nobody can say how many people
    there were. `onbekend` is no gap: that contribution is nobody's, and is in no base of people.
    Tables that rotated are no company, and are not counted in the place of people.

    Raises
    ------
    NoContributions
        When the records are a published list.
    """
    if "participant" not in coded:
        raise NoContributions(
            "Dit is een gepubliceerde lijst van uitkomsten: daarin staat niet hoe vaak iets is "
            "genoemd. Aandelen bestaan alleen voor een sessie met bijdragen."
        )
    return next((unit for unit in ("participant", "table") if known(coded, unit)), None)


def cluster_of(coded: pd.DataFrame, unit: str) -> str | None:
    """Give the outermost thing recorded that holds several units: the table, else the participant.

    None when nothing holds them; tables that rotated hold nobody.
    """
    for cluster in ("table", "participant"):
        if cluster != unit and unit != "table" and known(coded, cluster):
            return cluster
    return None


def gather(
    coded: pd.DataFrame, *, counting: str, unit: str, keys: tuple[str, ...] | None = None
) -> Units:
    """Count per cluster the units that carry each key of the column `counting`.

    Only what was coded makes the base of a code or a theme: a contribution with `geen-code` counts
    in it, one without any code does not. `keys` fixes which themes are counted, and their order.
    Nobody known is no person. A person at several tables is in the table of most of their rows.
    """
    cluster = cluster_of(coded, unit)
    placed = coded.assign(cluster=_clusters(coded, cluster or unit))
    judged = placed.dropna(subset=["code"]) if counting in CODED else placed
    judged = judged[persons(judged[unit]).notna()] if unit == "participant" else judged
    names = judged[[unit, "cluster"]].drop_duplicates()
    pairs = judged.loc[_carries(judged, counting), [unit, counting]].drop_duplicates()
    order = tuple(pairs[counting].drop_duplicates()) if keys is None else keys
    sizes = names.groupby("cluster").size()
    carriers = (
        pairs.merge(names, on=unit)
        .pivot_table(index="cluster", columns=counting, aggfunc="size", fill_value=0)
        .reindex(index=sizes.index, columns=pd.Index(order), fill_value=0)
    )
    return Units(
        keys=order,
        carriers=carriers.to_numpy(dtype=float),
        sizes=np.asarray(sizes, dtype=np.float64),
        nested=cluster is not None,
    )


def one_reading(coded: pd.DataFrame) -> pd.DataFrame:
    """Give the table back when no contribution was coded by more than one person.

    Raises
    ------
    ValueError
        When two coders read the same contribution: a share is one person's reading, or the
        reading they agreed on.
    """
    if "coder" not in coded or coded.groupby("id")["coder"].nunique().le(1).all():
        return coded
    coders = ", ".join(sorted(coded["coder"].dropna().unique()))
    raise ValueError(
        f"Meer dan één codeur las dezelfde bijdrage ({coders}). "
        "Kies eerst één codering, met one_coder(coded, coder=...)."
    )


def one_coder(coded: pd.DataFrame, *, coder: str) -> pd.DataFrame:
    """Give what one coder read: every record stays, uncoded where this coder did not code it.

    One row per record x code x theme; for a record that only others coded the columns code, theme
    and what belongs to them are missing.
    """
    own = coded[coded["coder"].eq(coder).to_numpy(dtype=bool, na_value=False)]
    rest = coded[~coded["id"].isin(own["id"])].drop_duplicates("id")
    made = [name for name in ("code", "theme", "coder", "placed_by", "reason") if name in coded]
    # A record that this coder did not read stays: "not coded" is no "not there".
    blank = rest.assign(**dict.fromkeys(made, np.nan)).astype(coded.dtypes.to_dict())
    order = {record: place for place, record in enumerate(dict.fromkeys(coded["id"]))}
    both = pd.concat([own, blank], ignore_index=True)
    return both.sort_values("id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def _carries(judged: pd.DataFrame, counting: str) -> pd.Series:
    there = judged[counting].notna()
    return there & judged["code"].ne(NO_CODE) if counting in CODED else there


def known(coded: pd.DataFrame, unit: str) -> bool:
    """Whether every contribution has its participant or table, and that can be counted with."""
    if unit not in coded or not len(coded) or not coded[unit].notna().all():
        return False
    if unit == "table":
        return COMPANY not in coded or bool(coded[COMPANY].notna().all())
    return bool(persons(coded[unit]).notna().any())


def _clusters(coded: pd.DataFrame, cluster: str) -> pd.Series:
    """Give what each row is counted with; a contribution of nobody known stands by itself."""
    if cluster == "table":
        return company_of(coded)
    if cluster == "participant":
        return persons(coded[cluster]).fillna("bijdrage " + coded[CONTRIBUTION].astype("str"))
    return coded[cluster]
