"""Draw pairs of sessions by the hundred: the change that `plan` names is shown in four of five.

Eight rode draden, the other seven unchanged; the rule of the report: Newcombe's interval on the
effective n's leaves out zero, and q after Benjamini-Hochberg is at most .05. Fixed seed.
"""

import argparse

import numpy as np

from workshop_analysis import estimates

RUNS, SEED = 400, 20_241_112
THEMES, OTHERS = 8, 0.3
AIM, REACH = 0.80, 0.05
CELLS = (
    estimates.Sample(45),
    estimates.Sample(70),
    estimates.Sample(45, 8, 0.0),
    estimates.Sample(45, 8, 0.1),
    estimates.Sample(100, 10, 0.0),
    estimates.Sample(100, 10, 0.1),
)
NEVER = estimates.Sample(45, 5, 0.0)


def shown(share: float, change: float, *, sample: estimates.Sample, runs: int = RUNS) -> float:
    """Give the part of pairs of sessions that show this change of the first rode draad."""
    chance = np.random.default_rng(SEED)
    sizes = _sizes(sample)
    return float(
        np.mean([_one(chance, share, share + change, (sizes, sample)) for _ in range(runs)])
    )


def _sizes(sample: estimates.Sample) -> np.ndarray:
    if sample.tables is None:
        return np.ones(sample.people)
    return np.array([len(part) for part in np.array_split(range(sample.people), sample.tables)])


def _draw(chance: np.random.Generator, share: float, cell: tuple) -> np.ndarray:
    sizes, sample = cell
    truth = np.array([share, *[OTHERS] * (THEMES - 1)])
    shares = np.broadcast_to(truth, (len(sizes), THEMES))
    if sample.icc:
        spread = 1 / sample.icc - 1
        shares = chance.beta(truth * spread, (1 - truth) * spread, (len(sizes), THEMES))
    return chance.binomial(sizes.astype(int)[:, None], shares).astype(float)


def _one(chance: np.random.Generator, then: float, now: float, cell: tuple) -> bool:
    sizes, sample = cell
    baseline, later = _draw(chance, then, cell), _draw(chance, now, cell)
    test = estimates.permute_profiles(
        np.concatenate([later, baseline]),
        sizes=np.concatenate([sizes, sizes]),
        later=np.arange(2 * len(sizes)) < len(sizes),
    )
    if not estimates.false_discovery(test.p_parts)[0] <= 0.05:
        return False
    sides = [
        (side[:, 0].sum() / sample.people, _n(side, sizes, sample)) for side in (later, baseline)
    ]
    low, high = estimates.newcombe(sides[0], baseline=sides[1])
    return bool(low > 0 or high < 0)


def _n(side: np.ndarray, sizes: np.ndarray, sample: estimates.Sample) -> float:
    return sample.people if sample.tables is None else estimates.effective_n(side[:, :1], sizes)[0]


def main() -> int:
    """Print the power at each change that is named; 1 when one is out of reach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs, fine = parser.parse_args().runs, True
    for sample in CELLS:
        changes = estimates.smallest_detectable(
            [0.1, 0.3], baseline=sample, later=sample, tests=THEMES
        )
        for sign, found in zip((1, -1), changes, strict=True):
            for share, change in zip((0.1, 0.3), found, strict=True):
                if np.isnan(change):
                    continue
                power = shown(share, sign * change, sample=sample, runs=runs)
                fine &= abs(power - AIM) <= REACH
                print(
                    f"{sample}  {share:.0%} {sign * change:+.1%}: {power:.3f}   meant .75 to .85",
                    flush=True,
                )
    told = estimates.smallest_detectable([0.1, 0.5], baseline=NEVER, later=NEVER, tests=THEMES)
    fine &= bool(np.isnan(told).all())
    power = shown(0.1, 0.8, sample=NEVER, runs=runs)
    print(f"{NEVER}  no change is named, and none is shown: {power:.3f}")
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
