"""Draw sessions by the thousand: shares, agreement, order and completeness hold what they promise.

Fixed seeds. Shares in 36 kinds of session at tables; alpha's interval wherever it is printed; the
false alarms of the tests for pairs and for three sessions; the chance of a new code.
"""

import argparse
from itertools import product

import numpy as np

from workshop_analysis import estimates
from workshop_analysis.estimates.reliability import (
    FEWEST_SHARED,
    jackknife_interval,
)

RUNS, SEED = 2_000, 20_241_112
TABLES, SHARES, ALIKE = ((5, 9), (8, 6), (12, 4)), (0.05, 0.1, 0.3, 0.5), (0.0, 0.1, 0.3)
LEAST_SHARE, LEAST_ALPHA, MOST_ALARMS, LEAST_NEW = 0.93, 0.90, 0.06, 0.90
CODERS = ((0.9, 0.2), (0.7, 0.2), (0.8, 0.1), (0.6, 0.4), (0.8, 0.05))
NOTES, WELL_FILLED = 69, 0.05
POPULATIONS = {
    "few": np.array([0.5, 0.4, 0.3, 0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05, 0.03]),
    "many": np.r_[np.full(8, 0.25), np.full(15, 0.05), np.full(15, 0.02)],
}


def tables(truth: np.ndarray, *, shape: tuple[int, int], icc: float) -> np.ndarray:
    """Give how many at each table carry each theme: beta-binomial tables."""
    m, size = shape
    shares = np.broadcast_to(truth, (m, len(truth)))
    if icc:
        shares = CHANCE.beta(truth * (1 / icc - 1), (1 - truth) * (1 / icc - 1), (m, len(truth)))
    return CHANCE.binomial(size, shares).astype(float)


CHANCE = np.random.default_rng(SEED)


def share_coverage(shape: tuple[int, int], *, share: float, icc: float, runs: int) -> float:
    """Give the part of sessions at tables whose interval holds the true share."""
    truth, sizes = np.full(runs, share), np.full(shape[0], float(shape[1]))
    carriers = tables(truth, shape=shape, icc=icc)
    n = estimates.effective_n(carriers, sizes)
    low, high = estimates.wilson(carriers.sum(axis=0) / sizes.sum() * n, n)
    return float(((low <= share + 1e-12) & (share <= high + 1e-12)).mean())


def alpha_coverage(same: float, *, share: float, runs: int) -> tuple[float, float]:
    """Give the part of printed alpha intervals that hold the truth, and the part printed.

    Two coders give a code to `share` of the notes; with chance `same` both see the same thing.
    """
    held, printed = 0, 0
    for _ in range(runs):
        counts = _coded(same, share)
        interval = jackknife_interval(counts)
        shared = min((counts[:, one] == 2).sum() for one in (0, 1))
        if np.isnan(interval.low) or shared < FEWEST_SHARED:
            continue
        printed += 1
        held += interval.low <= same <= interval.high
    return held / max(printed, 1), printed / runs


def _coded(same: float, share: float) -> np.ndarray:
    first = CHANCE.random(NOTES) < share
    other = np.where(CHANCE.random(NOTES) < same, first, CHANCE.random(NOTES) < share)
    positives = first.astype(float) + other
    return np.column_stack([2 - positives, positives])


def order_alarms(shape: tuple[int, int], *, share: float, icc: float, runs: int) -> float:
    """Give how often the same people seem to share one of two equal rode draden more widely."""
    m, size = shape
    seats, alarms = np.repeat(np.arange(m), size), 0
    for _ in range(runs):
        truth = np.full((m, 2), share)
        if icc:
            truth = CHANCE.beta(share * (1 / icc - 1), (1 - share) * (1 / icc - 1), (m, 2))
        pairs = (CHANCE.random((m * size, 2)) < truth[seats]).astype(float)
        _, low, high = estimates.paired_difference(pairs, clusters=seats)
        alarms += bool(low > 0 or high < 0)
    return alarms / runs


def group_alarms(shape: tuple[int, int], *, icc: float, runs: int) -> tuple[float, float]:
    """Give how often three equal sessions differ: all themes together, and any theme by Holm."""
    truth, (m, size) = np.linspace(0.1, 0.5, 8), shape
    together, any_theme = 0, 0
    for _ in range(runs):
        found = estimates.groups_test(
            tables(truth, shape=(3 * m, size), icc=icc),
            sizes=np.full(3 * m, float(size)),
            groups=np.repeat(np.arange(3), m),
            nested=size > 1,
        )
        together += found.p <= 0.05
        any_theme += np.nanmin(found.holm) <= 0.05
    return together / runs, any_theme / runs


def new_coverage(truth: np.ndarray, *, units: int, runs: int) -> float:
    """Give the part of printed intervals that hold the true chance of a new code."""
    held, printed = 0, 0
    for _ in range(runs):
        named = CHANCE.random((units, len(truth))) < truth
        low, high = estimates.chance_new_interval(named)
        if not np.isnan(low):
            printed += 1
            held += low <= truth[~named.any(axis=0)].sum() / truth.sum() <= high
    return held / max(printed, 1)


def _report(name: str, found: float, *, fine: bool, meant: str) -> bool:
    print(f"{name:58} {found:.3f}   meant {meant}{'' if fine else '   NOT MET'}", flush=True)
    return fine


def _agreement(runs: int) -> list[bool]:
    said = []
    for same, share in CODERS:
        found, printed = alpha_coverage(same, share=share, runs=runs)
        name = f"alpha {same}, given {share:.0%}, printed in {printed:.0%}"
        # Where one session in twenty or fewer prints it, those few were chosen by luck.
        fine = found >= LEAST_ALPHA or printed < WELL_FILLED
        said.append(_report(name, found, fine=fine, meant=f"at least {LEAST_ALPHA}"))
    return said


def _alarms(runs: int) -> list[bool]:
    said = []
    for shape, icc in product(((40, 1), (8, 6), (12, 4)), (0.0, 0.1, 0.3)):
        if shape[1] == 1 and icc:
            continue
        together, any_theme = group_alarms(shape, icc=icc, runs=runs)
        alarms = {"three sessions, together": together, "three sessions, by Holm": any_theme}
        if shape[1] > 1:
            alarms["order of two"] = order_alarms(shape, share=0.3, icc=icc, runs=runs // 4)
        for name, found in alarms.items():
            fine = found <= MOST_ALARMS
            words = f"{name}: {shape[0]} x {shape[1]}, icc {icc}"
            said.append(_report(words, found, fine=fine, meant=f"at most {MOST_ALARMS}"))
    return said


def main() -> int:
    """Print each figure beside its bound; 1 when one lies outside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs, said = parser.parse_args().runs, []
    for shape, share, icc in product(TABLES, SHARES, ALIKE):
        found = share_coverage(shape, share=share, icc=icc, runs=2 * runs)
        name = f"share {share:.0%} at {shape[0]} tables of {shape[1]}, icc {icc}"
        wide = ", conservative" if found > 0.98 else ""
        fine = found >= LEAST_SHARE
        said.append(_report(name + wide, found, fine=fine, meant=f"at least {LEAST_SHARE}"))
    said += [*_agreement(runs), *_alarms(runs)]
    for (name, truth), units in product(POPULATIONS.items(), (10, 20, 45)):
        found = new_coverage(truth, units=units, runs=runs // 4)
        fine = found >= LEAST_NEW
        words = f"chance of a new code, {name} codes, {units} units"
        said.append(_report(words, found, fine=fine, meant=f"at least {LEAST_NEW}"))
    return 0 if all(said) else 1


if __name__ == "__main__":
    raise SystemExit(main())
