"""What a solver fills in: the optimal settlements of every draw and solution concept, and how much was asked for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.table import Table

EGALITARIAN, NASH, KALAI_SMORODINSKY, UTILITARIAN, WEIGHTED_NASH = range(5)
MODELS = 5
FULL, GAP, ZONE, WITHOUT_LEVERAGE, INHABITED, BARGAIN = range(6)
"""Modes: every concept; only the gap; only whether the zone is empty (`ties` of row 0); every concept but
`WEIGHTED_NASH`; the same of draws whose zone is not empty; only `NASH` of those."""


class Solved(NamedTuple):
    """Optimal settlements per draw and concept (rows `EGALITARIAN` ... `WEIGHTED_NASH`).

    ``gap (D,)``: largest least surplus in points, -inf where every settlement is barred; the zone is empty iff it is
    negative. ``ties (D, M)``: number of tied optima, 0 where there is none; ``pick (D, M, K, I)`` and
    ``surplus (D, M, K, P)`` hold the first K of them; ``flagged (D, M)``: leximin stands in because no settlement gives
    everyone a strict gain; ``slack (D, M)``: 0 where the optimum and its ties are proven, else the distance to the best
    open bound, more than 0; ``ideal (D, P)``: the best surplus of each party in the zone, 0 where the zone is empty.
    """

    gap: np.ndarray
    ties: np.ndarray
    pick: np.ndarray
    surplus: np.ndarray
    flagged: np.ndarray
    slack: np.ndarray
    ideal: np.ndarray

    def put(self, rows: slice | np.ndarray, found: Solved) -> None:
        """Write what was found of some draws."""
        for held, own in zip(self, found, strict=True):
            held[rows] = own

    def rows(self, rows: slice) -> Solved:
        """Return the part of some draws, on the same memory."""
        return Solved(*(array[rows] for array in self))


def unsolved(table: Table, kept: int) -> Solved:
    """Return the arrays to be filled for a table, with room for `kept` ties."""
    draws, parties, _ = table.gain.shape
    return Solved(
        gap=np.full(draws, -np.inf),
        ties=np.zeros((draws, MODELS), dtype=np.int64),
        pick=np.full((draws, MODELS, kept, table.issues), -1, dtype=np.int64),
        surplus=np.zeros((draws, MODELS, kept, parties), dtype=np.int64),
        flagged=np.zeros((draws, MODELS), dtype=bool),
        slack=np.zeros((draws, MODELS)),
        ideal=np.zeros((draws, parties), dtype=np.int64),
    )
