"""Cross-impact balances: all consistent scenarios of seeded matrices with 2e7 scenarios, and the basins of all starts.

Fifteen descriptors, fourteen of three variants and one of four. Half of the ordered pairs are judged, as in matrices
that people fill in; the judgements of each row of a block, whole numbers up to three, sum to zero.
"""

from __future__ import annotations

from functools import partial
from statistics import median

import numpy as np

from benchmarks.row import Row, timed
from detente.kernels.cross_impact import consistent
from detente.kernels.succession import basins

SIZES = (3,) * 14 + (4,)
SEEDS = range(9)
REACH, BASINS_REACH = 0.005, 5.0


def run() -> list[Row]:
    """Time both with loaded kernels; of the search the median over nine matrices, and the slowest in the note."""
    models = [made(seed) for seed in SEEDS]
    taken = [timed(partial(consistent, *model, backend="compiled")) for model in models]
    found = [len(consistent(*model, backend="compiled")) for model in models]
    note = f"slowest of {len(models)} matrices {max(taken) * 1000:.1f} ms; {min(found)} to {max(found)} consistent"
    total = int(np.prod(SIZES))
    held = consistent(*models[0], backend="compiled")
    whole = timed(partial(basins, *models[0], held, backend="compiled"), times=1)
    return [
        Row(f"cross-impact, all consistent of {total:,} scenarios", median(taken), REACH, note=note),
        Row(f"cross-impact, succession from all {total:,} scenarios", whole, BASINS_REACH),
    ]


def made(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix and where its descriptors begin."""
    rng, start = np.random.default_rng(seed), np.concatenate([[0], np.cumsum(SIZES)])
    impact = np.zeros((start[-1], start[-1]), dtype=np.int64)
    for i in range(len(SIZES)):
        for j in range(len(SIZES)):
            block = _zero_sum(rng.integers(-3, 4, (SIZES[i], SIZES[j])))
            if i != j and rng.random() < 0.5:
                impact[start[i] : start[i + 1], start[j] : start[j + 1]] = block
    return impact, start


def _zero_sum(block: np.ndarray) -> np.ndarray:
    """Take what a row sums to off its members in turn."""
    for row in block:
        k = 0
        while row.sum():
            step = np.sign(row.sum())
            if abs(row[k % len(row)] - step) <= 3:
                row[k % len(row)] -= step
            k += 1
    return block
