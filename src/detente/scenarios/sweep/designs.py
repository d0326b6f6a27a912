"""Designs: which variants of a case are judged. The values of variant k depend on the design and k alone.

A Latin hypercube of n variants cuts every input's range into n parts of equal probability and uses each once (McKay,
Beckman & Conover 1979). Usually that needs a list of n shuffled parts per input; here the part of variant k is where a
keyed permutation takes k (`kernels.permutation`), so that any worker computes any variant without the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from math import prod
from typing import Any, Protocol

import numpy as np

from detente.case.quantity import Quantity
from detente.ensemble.draws import quantile_within
from detente.kernels.permutation import ROUNDS, permuted, share

MOST_VARIANTS = 20_000_000
"""Variants of one sweep: an hour or so of one processor, and some gigabytes of columns."""
Levels = Mapping[str, Sequence[float]]


class Design(Protocol):
    """What names the inputs that vary and gives the values of some variants."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Inputs that vary, as `detente whatif --set` names them."""
        ...

    @property
    def size(self) -> int:
        """Number of variants."""
        ...

    def values(self, low: int, high: int) -> np.ndarray:
        """Return the values of variants ``low ... high - 1``, ``(high - low, paths)``; NaN leaves an input as it is."""
        ...

    def part(self, low: int, high: int) -> Design:
        """Return what a worker needs of the design to give these values, which may be less than all."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Return what two designs have in common that give the same values."""
        ...


@dataclass(frozen=True, slots=True)
class Lhs:
    """A Latin hypercube that is wished: over ranges by path, None for the input's own; `over` None: all the case's."""

    size: int
    seed: int
    over: tuple[tuple[str, Quantity | None], ...] | None


@dataclass(frozen=True, slots=True)
class Axis:
    """One input of a hypercube: its path, its range, the bounds of its field, and the steps per unit it is read on."""

    path: str
    quantity: Quantity
    bounds: tuple[float, float]
    steps: float


@dataclass(frozen=True, slots=True)
class Latin:
    """A Latin hypercube of a case: `settled` from a wish."""

    axes: tuple[Axis, ...]
    size: int
    seed: int

    @property
    def paths(self) -> tuple[str, ...]:
        """Inputs that vary."""
        return tuple(axis.path for axis in self.axes)

    def shares(self, low: int, high: int) -> np.ndarray:
        """Return where in its range every input stands, ``(high - low, axes)`` in [0, 1): one in each n-th part."""
        places, keys = np.arange(low, high), _keys(self.seed, len(self.axes))
        return ((permuted(places, self.size, keys[:, :ROUNDS]) + share(places, keys[:, ROUNDS])) / self.size).T

    def values(self, low: int, high: int) -> np.ndarray:
        """Return the values of some variants, on the grid on which the case is read."""
        shares = self.shares(low, high)
        columns = [
            np.rint(quantile_within(axis.quantity, shares[:, k], axis.bounds) * axis.steps) / axis.steps
            for k, axis in enumerate(self.axes)
        ]
        return np.column_stack(columns)

    def part(self, low: int, high: int) -> Latin:
        """Return the design itself: it is small whatever its size."""
        del low, high
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the design as plain values."""
        axes = [[a.path, a.quantity.low, a.quantity.mid, a.quantity.high, a.quantity.shape] for a in self.axes]
        return {"kind": "lhs", "size": self.size, "seed": self.seed, "axes": axes}


@lru_cache(maxsize=8)
def _keys(seed: int, axes: int) -> np.ndarray:
    """Return the keys of every axis ``(axes, ROUNDS + 1)``: of its permutation, and of the places within the parts."""
    streams = (np.random.SeedSequence(seed, spawn_key=(k,)) for k in range(axes))
    found = np.array([stream.generate_state(ROUNDS + 1, np.uint64) for stream in streams])
    found.setflags(write=False)
    return found


@dataclass(frozen=True, slots=True)
class Grid:
    """All combinations of levels; the last input changes fastest."""

    paths: tuple[str, ...]
    levels: tuple[tuple[float, ...], ...]

    @property
    def size(self) -> int:
        """Number of combinations."""
        return prod(len(levels) for levels in self.levels)

    def values(self, low: int, high: int) -> np.ndarray:
        """Return the values of some combinations."""
        places = np.unravel_index(np.arange(low, high), [len(levels) for levels in self.levels])
        return np.column_stack([np.array(own)[at] for own, at in zip(self.levels, places, strict=True)])

    def part(self, low: int, high: int) -> Grid:
        """Return the design itself: it is small whatever its size."""
        del low, high
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the design as plain values."""
        return {"kind": "grid", "levels": {p: list(own) for p, own in zip(self.paths, self.levels, strict=True)}}


@dataclass(frozen=True, slots=True, eq=False)
class Overrides:
    """A table of overrides: ``rows (n, paths)``, NaN where a variant leaves an input as it is; the first is `first`."""

    paths: tuple[str, ...]
    rows: np.ndarray
    first: int = 0

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def values(self, low: int, high: int) -> np.ndarray:
        """Return some rows."""
        return self.rows[low - self.first : high - self.first]

    def part(self, low: int, high: int) -> Overrides:
        """Return the rows that are asked for alone."""
        return replace(self, rows=self.values(low, high), first=low)

    def to_dict(self) -> dict[str, Any]:
        """Return the paths and a hash of the rows."""
        held = np.ascontiguousarray(self.rows, dtype="<f8") + 0.0
        return {
            "kind": "table",
            "paths": list(self.paths),
            "size": self.size,
            "rows": sha256(held.tobytes()).hexdigest(),
        }


Wished = Lhs | Grid | Overrides
"""What may be asked for; `settled` makes a design of it that a case allows."""


def lhs(n: int, seed: int = 1, over: Mapping[str, Any] | None = None) -> Lhs:
    """Wish for a Latin hypercube of `n` variants.

    Parameters
    ----------
    n
        Number of variants.
    seed
        Seed of the permutations; the same seed gives the same variants.
    over
        Path -> ``(low, high)``, drawn evenly, ``(low, mid, high)``, a triangle, a `Quantity`, or None for the range
        and the shape that the case has there. Without it, every input of the case that has a range.
    """
    ranges = None if over is None else tuple((path, _range(path, held)) for path, held in over.items())
    return Lhs(n, seed, ranges)


def _range(path: str, held: Any) -> Quantity | None:
    if held is None or isinstance(held, Quantity):
        return held
    ends = [float(value) for value in held]
    if len(ends) not in (2, 3) or ends != sorted(ends):
        raise ValueError(f"{path}: a range is (low, high) or (low, mid, high), in rising order")
    if len(ends) == 2:
        return Quantity(ends[0], (ends[0] + ends[1]) / 2.0, ends[1], "uniform")
    low, mid, high = ends
    return Quantity(low, mid, high)


def grid(levels: Levels) -> Grid:
    """Wish for all combinations of the levels of some paths.

    Examples
    --------
    >>> grid({"no_deal.N": [20, 30], "no_deal.S": [10, 40, 50]}).values(2, 4).tolist()
    [[20.0, 50.0], [30.0, 10.0]]
    """
    return Grid(tuple(levels), tuple(tuple(float(value) for value in own) for own in levels.values()))


def overrides(rows: Sequence[Mapping[str, float | None]]) -> Overrides:
    """Wish for a table of overrides: a row is path -> value; what a row lacks stays as the case has it."""
    paths = tuple(dict.fromkeys(path for row in rows for path in row))
    held = [[_cell(row.get(path)) for path in paths] for row in rows]
    return Overrides(paths, np.array(held, dtype=float).reshape(len(rows), len(paths)))


def _cell(value: float | None) -> float:
    return float("nan") if value is None else float(value)
