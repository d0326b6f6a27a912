"""The most that each party could get were it alone, exclusions and all: one walk through the states of a machine."""

from __future__ import annotations

import numpy as np

from detente.kernels.table import Table, machine

NOWHERE = np.iinfo(np.int64).min // 2
"""Stands for what no settlement reaches; half of the range, so that a sum with it does not wrap."""


def furthest(table: Table, *, draw: int = 0) -> np.ndarray:
    """Return the largest sum of gains of each party over the allowed admissible settlements, ``(P,)`` integers.

    Each party's is reached by a settlement of its own. Below zero by far where there is no settlement at all.
    """
    gain = table.gain[draw].T
    best = np.zeros((1, gain.shape[1]), dtype=np.int64)
    for step in machine(table, table.allowed[draw]):
        grown = np.full((step.states, gain.shape[1]), NOWHERE, dtype=np.int64)
        state, column = np.nonzero(step.follow >= 0)
        np.maximum.at(grown, step.follow[state, column], best[state] + gain[step.columns[column]])
        best = grown
    return best.max(axis=0, initial=NOWHERE)
