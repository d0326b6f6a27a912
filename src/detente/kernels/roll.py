"""The settlements of a zone as a list, issue by issue: partial settlements that can still suit everybody are kept."""

from __future__ import annotations

import numpy as np

from detente.kernels.size import HALF_LIMIT
from detente.kernels.table import Step, Table, machine


def roll(table: Table, *, draw: int = 0, most: int) -> np.ndarray | None:
    """Return every allowed admissible settlement in which no surplus is negative, a column per issue ``(n, I)``.

    After each issue only those partial settlements stay that the best of the issues to come could still lift to zero
    for every party. None where more than `most` settlements are left at the end, or more than 2**21 partial ones on the
    way. Rows come in no order that means anything.
    """
    mask = table.allowed[draw]
    if not np.logical_or.reduceat(mask, table.start[:-1]).all():
        return np.zeros((0, table.issues), dtype=np.int64)
    steps = machine(table, mask)
    gain = table.gain[draw].T
    best = np.array([gain[step.columns].max(axis=0) for step in steps])
    ahead = best.sum(axis=0) - best.cumsum(axis=0)
    sums, state = -table.reserve[draw][None, :], np.zeros(1, dtype=np.int64)
    picks = np.zeros((1, table.issues), dtype=np.int64)
    for step, rest in zip(steps, ahead, strict=True):
        if len(sums) * step.columns.size > HALF_LIMIT:
            return None
        row, column, sums, state = _grown(step, gain, sums, state, rest)
        picks = picks[row]
        picks[:, step.issue] = column
    return picks if len(picks) <= most else None


def _grown(
    step: Step, gain: np.ndarray, sums: np.ndarray, state: np.ndarray, rest: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what one issue makes of the partial settlements: whose rows, which columns, their sums, their states."""
    grown = (sums[:, None, :] + gain[step.columns][None]).reshape(-1, gain.shape[1])
    after = step.follow[state].reshape(-1)
    kept = np.flatnonzero((after >= 0) & (grown + rest >= 0).all(axis=1))
    width = step.columns.size
    return kept // width, step.columns[kept % width], grown[kept], after[kept]
