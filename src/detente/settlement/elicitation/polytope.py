"""All points that obey linear statements: whether there are any, how far each coordinate reaches, and a centre.

A statement is a group of rows ``a @ x >= b``, some of them strict. The points lie in a box and, where there is a total,
on the plane on which they sum to it. Strict rows decide whether there is any point; the closure of the points, which
the weak rows describe, has the same least and largest coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

MARGIN = 1e-7
"""How much room the strict rows must have at once, in units of their largest coefficient, to count as met."""
TOLERANCE = 1e-9
OPTIONS = {"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one statement: ``rows (k, n)``, ``floor (k,)``, ``strict (k,)`` bool."""

    rows: np.ndarray
    floor: np.ndarray
    strict: np.ndarray


@dataclass(frozen=True)
class Polytope:
    """The points that obey every group.

    Parameters
    ----------
    low, high
        ``(n,)``: the box.
    total
        What the coordinates sum to; None where they need not.
    groups
        The statements.
    """

    low: np.ndarray
    high: np.ndarray
    total: float | None
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """Number of coordinates."""
        return len(self.low)

    def only(self, kept: Sequence[int]) -> Polytope:
        """Return the points that obey some groups."""
        return Polytope(self.low, self.high, self.total, tuple(self.groups[k] for k in kept))

    def beside(self, group: Group) -> Polytope:
        """Return the points that obey one group more."""
        return Polytope(self.low, self.high, self.total, (*self.groups, group))

    @cached_property
    def _stacked(self) -> Group:
        empty = Group(np.zeros((0, self.size)), np.zeros(0), np.zeros(0, dtype=bool))
        parts = (empty, *self.groups)
        rows, floor = np.concatenate([g.rows for g in parts]), np.concatenate([g.floor for g in parts])
        most = np.maximum(np.abs(rows).max(axis=1, initial=0.0), TOLERANCE)
        return Group(rows / most[:, None], floor / most, np.concatenate([g.strict for g in parts]))

    @cached_property
    def consistent(self) -> bool:
        """Whether some point obeys every row, and each strict row with room to spare."""
        held = self._stacked
        if not held.strict.any():
            return self._solved(np.zeros(self.size)) is not None
        cost = np.append(np.zeros(self.size), -1.0)
        rows = np.column_stack([held.rows, -held.strict.astype(float)])
        found = _solve(cost, rows, held.floor, self._equal(1), [*self._box, (0.0, 1.0)])
        return found is not None and found.x[-1] > MARGIN

    def ranges(self) -> np.ndarray:
        """Return ``(2, n)``: the least and the largest value of each coordinate; the polytope must be consistent."""
        return np.array([self.range_of(k) for k in range(self.size)]).T

    def range_of(self, k: int) -> tuple[float, float]:
        """Return the least and the largest value of one coordinate."""
        cost = np.zeros(self.size)
        cost[k] = 1.0
        least, most = self._solved(cost), self._solved(-cost)
        if least is None or most is None:
            raise ValueError("no point obeys all statements")
        return float(least.x[k]), float(most.x[k])

    def centre(self) -> np.ndarray:
        """Return the point whose distances from all bounds are lexicographically the largest, ``(n,)``.

        The least distance is made as large as it can be, then the next among the bounds that are not yet held, until
        one point is left: the Chebyshev centre, made unique as the nucleolus is (Schmeidler 1969, from memory).
        """
        rows, floor = self._bounds()
        norm = np.linalg.norm(rows, axis=1)
        fixed, at = np.zeros(len(rows), dtype=bool), floor.copy()
        found = np.zeros(self.size)
        for _ in range(len(rows)):
            free = ~fixed
            cost = np.append(np.zeros(self.size), -1.0)
            system = np.column_stack([rows, np.where(free, -norm, 0.0)])
            solved = _solve(cost, system, at - TOLERANCE * fixed, self._equal(1), [*self._box, (0.0, None)])
            if solved is None:
                break
            found = solved.x[:-1]
            tight = free & (np.abs(solved.ineqlin.marginals) > TOLERANCE)
            at = np.where(tight, floor + norm * solved.x[-1], at)
            fixed |= tight
            if fixed.all() or not tight.any() or self._settled(rows[fixed]):
                break
        return found

    def _settled(self, rows: np.ndarray) -> bool:
        plane = np.ones((0 if self.total is None else 1, self.size))
        return int(np.linalg.matrix_rank(np.concatenate([rows, plane]))) == self.size

    def _bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Return all bounds as rows: of the statements, and of the box where it is not that of the plane already."""
        held, one = self._stacked, np.eye(self.size)
        real = np.abs(held.rows).max(axis=1, initial=0.0) > TOLERANCE
        rows, floor = [held.rows[real], one], [held.floor[real], self.low]
        if self.total is None or (self.high < self.total).any():
            rows, floor = [*rows, -one], [*floor, -self.high]
        return np.concatenate(rows), np.concatenate(floor)

    @property
    def _box(self) -> list[tuple[float, float | None]]:
        return list(zip(self.low.tolist(), self.high.tolist(), strict=True))

    def _equal(self, more: int) -> tuple[np.ndarray, np.ndarray] | None:
        """Return the plane of the total, over coordinates and further unknowns."""
        if self.total is None:
            return None
        return np.append(np.ones(self.size), np.zeros(more))[None], np.array([self.total])

    def _solved(self, cost: np.ndarray) -> Any:
        held = self._stacked
        return _solve(cost, held.rows, held.floor, self._equal(0), self._box)


def _solve(
    cost: np.ndarray,
    rows: np.ndarray,
    floor: np.ndarray,
    equal: tuple[np.ndarray, np.ndarray] | None,
    box: list[tuple[float, float | None]],
) -> Any:
    """Return the solution of a linear program with ``rows @ x >= floor``; None where no point is allowed."""
    from scipy.optimize import linprog

    more = {} if equal is None else {"A_eq": equal[0], "b_eq": equal[1]}
    found: Any = linprog(cost, A_ub=-rows, b_ub=-floor, bounds=box, method="highs", options=OPTIONS, **more)
    return found if found.status == 0 else None
