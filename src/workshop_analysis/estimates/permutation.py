"""What chance alone would do: the same people (or tables), dealt anew over two sessions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workshop_analysis.estimates.profiles import total_variation, x2_parts
from workshop_analysis.estimates.shares import Floats

SEED = 12_11
PERMUTATIONS = 9_999
ENUMERATE_BELOW = 20_000
CHUNK = 500
NEAR = 1e-9
"""Two arrangements that tie may differ in the last bits."""


@dataclass(frozen=True)
class ProfileTest:
    """Whether two whole profiles differ more than the same people dealt anew would.

    `x2` is X2_S and `x2_parts` its part per theme (missing: nobody or everybody has it), each with
    its p. `distance` is the total variation and `distance_median` what chance alone gives: small
    sessions always lie apart. `exact` says that every arrangement was counted; otherwise
    p = (b + 1) / (B + 1) over `arrangements` random ones with a fixed seed.
    """

    x2: float
    p: float
    x2_parts: Floats
    p_parts: Floats
    distance: float
    distance_p: float
    distance_median: float
    arrangements: int
    exact: bool


def arrangements(clusters: int, later: int) -> Iterator[NDArray[np.bool_]]:
    """Give every way (or 9,999 random ways) to deal `clusters` so that `later` sit in the second.

    Blocks of rows, one row per arrangement, one column per cluster, True = in the later session.
    All of them when there are fewer than 20,000; the random ones have a fixed seed.
    """
    if comb(clusters, later) < ENUMERATE_BELOW:
        yield _every(clusters, later)
        return
    chance = np.random.default_rng(SEED)
    labels = np.arange(clusters) < later
    for start in range(0, PERMUTATIONS, CHUNK):
        rows = min(CHUNK, PERMUTATIONS - start)
        yield chance.permuted(np.broadcast_to(labels, (rows, clusters)), axis=1)


def permute_profiles(
    carriers: ArrayLike, *, sizes: ArrayLike, later: NDArray[np.bool_]
) -> ProfileTest:
    """Test whether the themes of two sessions differ more than chance makes them.

    `carriers` is clusters x themes (units that carry the theme), `sizes` the units per cluster,
    `later` which clusters belong to the later session. A cluster is a participant, or a whole
    table where tables were recorded: contributions are never dealt apart from who made them.

    Source: Bilder, Loughin & Nettleton 2000 (X2_S); Phipson & Smyth 2010 (p).
    """
    table, units = np.asarray(carriers, float), np.asarray(sizes, float)
    blocks = arrangements(len(units), int(later.sum()))
    dealt = [_statistics(block, carriers=table, sizes=units) for block in blocks]
    chance = np.concatenate(dealt)
    observed = _statistics(later[None, :], carriers=table, sizes=units)[0]
    exact = comb(len(units), int(later.sum())) < ENUMERATE_BELOW
    p = _p_values(observed, chance=chance, exact=exact)
    return _result(observed, p=p, chance=chance, exact=exact)


def _every(clusters: int, later: int) -> NDArray[np.bool_]:
    chosen = np.fromiter(chain.from_iterable(combinations(range(clusters), later)), dtype=np.intp)
    block = np.zeros((comb(clusters, later), clusters), dtype=bool)
    np.put_along_axis(block, chosen.reshape(len(block), later), True, axis=1)
    return block


def _statistics(block: NDArray[np.bool_], *, carriers: Floats, sizes: Floats) -> Floats:
    """X2_S, total variation and X2's part per theme: one row per arrangement."""
    dealt = block.astype(np.float32)
    later = (dealt @ carriers.astype(np.float32)).astype(float)
    n_later = (dealt @ sizes.astype(np.float32)).astype(float)[:, None]
    rest = carriers.sum(axis=0) - later
    parts = x2_parts(later, rest, sizes=(n_later, sizes.sum() - n_later))
    return np.column_stack([np.nansum(parts, axis=1), total_variation(later, rest), parts])


def _p_values(observed: Floats, *, chance: Floats, exact: bool) -> Floats:
    as_far = (chance >= observed - NEAR).sum(axis=0)
    p = as_far / len(chance) if exact else (as_far + 1) / (len(chance) + 1)
    return np.where(np.isnan(observed), np.nan, p)


def _result(observed: Floats, *, p: Floats, chance: Floats, exact: bool) -> ProfileTest:
    # An empty profile: the median of nothing but missing values would warn.
    unknown = np.isnan(observed[1])
    return ProfileTest(
        x2=float(observed[0]),
        p=float(p[0]),
        x2_parts=observed[2:],
        p_parts=p[2:],
        distance=float(observed[1]),
        distance_p=float(p[1]),
        distance_median=float("nan") if unknown else float(np.nanmedian(chance[:, 1])),
        arrangements=len(chance),
        exact=exact,
    )
