"""Scenario discovery: the box of inputs in which a result mostly happens (PRIM: Friedman & Fisher 1999).

Patient rule induction peels a small share of the cases off one side of one input at a time, always where the rest gains
most per case that is given up, and pastes back at the end. An input is peeled only once its mean or its spread differs
between the cases of the box that are of interest and the others: of hundreds of inputs, some always look good by
chance. The box is the one of the trajectory with the largest F, the
harmonic mean of coverage (share of all cases of interest that it holds) and density (share of its cases that are of
interest). Then restrictions go that a box would also show by chance: by quasi-p-value (Bryant & Lempert 2010), the
probability of as many cases of interest in the box if the density were that of the box without the restriction; and
those without which F is no smaller. So a box names no input that does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PEEL = 0.05
LEAST_MASS = 0.02
"""Share of the cases that a box holds at least."""
SIGNIFICANCE = 0.05
"""Quasi-p-value that a restriction needs, divided by the number of inputs."""
FEWEST = 20
"""Cases of interest, and of the others, without which there is no box."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Bounds of one input in a box; None where a side is open. `p` is the quasi-p-value of the restriction."""

    input: str
    low: float | None
    high: float | None
    p: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box of inputs and what it holds.

    `coverage`: share of all cases of interest; `density`: share of its cases that are of interest; `base`: the same of
    all cases; `mass`: share of all cases that it holds; `draws`: how many cases there were.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    base: float
    mass: float
    draws: int


@dataclass(frozen=True, slots=True)
class _Held:
    """Cases ``x (D, K)`` and whether each is of interest ``y (D,)``."""

    x: np.ndarray
    y: np.ndarray

    def inside(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        return np.all((self.x >= low) & (self.x <= high), axis=1)

    def merit(self, rows: np.ndarray) -> float:
        """Return F: twice the cases of interest inside, over all of interest and all inside."""
        return 2.0 * float(self.y[rows].sum()) / (float(self.y.sum()) + float(rows.sum()))


Bounds = tuple[np.ndarray, np.ndarray]


def discover(names: Sequence[str], x: np.ndarray, y: np.ndarray) -> Box | None:
    """Return the box of inputs in which cases are of interest.

    Parameters
    ----------
    names
        Name of each input.
    x
        Inputs ``(D, K)``, any unit; of two values or many.
    y
        Whether a case is of interest ``(D,)``.

    Returns
    -------
    Box or None
        None where fewer than 20 cases are of interest, or fewer than 20 are not; a box without restrictions where no
        input tells them apart.

    Examples
    --------
    >>> x = np.random.default_rng(1).random((2000, 3))
    >>> box = discover(["a", "b", "c"], x, x[:, 1] > 0.8)
    >>> [(row.input, round(row.low, 1), row.high) for row in box.restrictions]
    [('b', 0.8, None)]
    """
    y = y.astype(bool)
    if min(int(y.sum()), int((~y).sum())) < FEWEST:
        return None
    held = _Held(x.astype(float), y)
    bounds = _pruned(held, _pasted(held, _peeled(held)))
    return _box(names, held, bounds)


def _open(held: _Held) -> Bounds:
    width = held.x.shape[1]
    return np.full(width, -np.inf), np.full(width, np.inf)


def _peeled(held: _Held) -> Bounds:
    """Peel until the box is small; return the box of the way with the largest F."""
    low, high = _open(held)
    rows = np.ones(len(held.y), dtype=bool)
    best, merit = (low, high), held.merit(rows)
    while True:
        able = np.isfinite(low) | np.isfinite(high) | _telling(held.x[rows], held.y[rows])
        step = _peel(held.x[rows], held.y[rows], able)
        if step is None:
            return best
        column, below, bound = step
        low, high = low.copy(), high.copy()
        (low if below else high)[column] = bound
        rows = rows & (held.x[:, column] >= low[column]) & (held.x[:, column] <= high[column])
        if rows.sum() < LEAST_MASS * len(rows):
            return best
        if held.merit(rows) >= merit:
            best, merit = (low, high), held.merit(rows)


def _telling(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the columns whose mean or spread differs between the cases of interest and the others (normal test)."""
    from scipy.stats import norm

    most = float(norm.isf(SIGNIFICANCE / (4 * x.shape[1])))
    inside, outside = x[y], x[~y]
    if min(len(inside), len(outside)) < 2:
        return np.zeros(x.shape[1], dtype=bool)
    middle = x.mean(axis=0)
    apart = np.zeros(x.shape[1])
    for one, other in ((inside, outside), ((inside - middle) ** 2, (outside - middle) ** 2)):
        error = np.sqrt(one.var(axis=0) / len(one) + other.var(axis=0) / len(other))
        gap = np.abs(one.mean(axis=0) - other.mean(axis=0))
        apart = np.maximum(apart, gap / np.where(error > 0.0, error, np.where(gap > 0.0, 1e-300, 1.0)))
    return apart > most


def _peel(x: np.ndarray, y: np.ndarray, able: np.ndarray) -> tuple[int, bool, float] | None:
    """Return the peel of an able column whose rest gains most per case: column, from below or not, new bound."""
    best, chosen = -np.inf, None
    base, order = y.mean(), np.sort(x, axis=0)
    size = max(1, int(PEEL * len(x)))
    for below in (True, False):
        edge = order[size - 1] if below else order[-size]
        kept = x > edge if below else x < edge
        edge = np.where(kept.any(axis=0), edge, np.nan)
        left = kept.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            gain = ((kept * y[:, None]).sum(axis=0) / left - base) / (len(x) - left)
        gain[(left == 0) | (left == len(x)) | ~able] = -np.inf
        k = int(gain.argmax())
        if gain[k] > best:
            inner = x[kept[:, k], k]
            best, chosen = float(gain[k]), (k, below, float(inner.min() if below else inner.max()))
    return chosen


def _pasted(held: _Held, bounds: Bounds) -> Bounds:
    """Move sides of a box outwards while F grows."""
    low, high = bounds[0].copy(), bounds[1].copy()
    merit, moved = held.merit(held.inside(low, high)), True
    while moved:
        moved = False
        for column in np.flatnonzero(np.isfinite(low) | np.isfinite(high)):
            for side, outward in ((low, False), (high, True)):
                before = side[column]
                if not np.isfinite(before):
                    continue
                side[column] = _outward(held, (low, high), int(column), up=outward)
                now = held.merit(held.inside(low, high))
                if now > merit:
                    merit, moved = now, True
                else:
                    side[column] = before
    return low, high


def _outward(held: _Held, bounds: Bounds, column: int, *, up: bool) -> float:
    """Return the bound of one side moved so that the box holds one peel of cases more; infinite where none is left."""
    low, high = bounds[0].copy(), bounds[1].copy()
    before = high[column] if up else low[column]
    low[column], high[column] = (before, np.inf) if up else (-np.inf, before)
    outside = np.sort(held.x[held.inside(low, high), column])
    outside = outside[outside > before] if up else outside[outside < before][::-1]
    if not outside.size:
        return np.inf if up else -np.inf
    step = max(1, int(PEEL * held.inside(*bounds).sum()))
    return float(outside[min(step, outside.size) - 1])


def _pruned(held: _Held, bounds: Bounds) -> Bounds:
    """Drop restrictions one by one, the weakest first, while one is due to chance or F does not need it."""
    low, high = bounds[0].copy(), bounds[1].copy()
    most = SIGNIFICANCE / held.x.shape[1]
    while (columns := np.flatnonzero(np.isfinite(low) | np.isfinite(high))).size:
        merit = held.merit(held.inside(low, high))
        without = [_without((low, high), int(column)) for column in columns]
        merits = [held.merit(held.inside(*other)) for other in without]
        chances = [_quasi_p(held, (low, high), other) for other in without]
        weakest = int(np.lexsort((-np.array(merits), -np.array(chances)))[0])
        if chances[weakest] <= most:
            weakest = int(np.argmax(merits))
            if merits[weakest] < merit:
                break
        low, high = _pasted(held, without[weakest])
    return low, high


def _without(bounds: Bounds, column: int) -> Bounds:
    low, high = bounds[0].copy(), bounds[1].copy()
    low[column], high[column] = -np.inf, np.inf
    return low, high


def _quasi_p(held: _Held, bounds: Bounds, wider: Bounds) -> float:
    """Return the chance of as many cases of interest in a box, at the density of the box without a restriction."""
    from scipy.stats import binom

    inside, outside = held.inside(*bounds), held.inside(*wider)
    hits, cases = int(held.y[inside].sum()), int(inside.sum())
    return float(binom.sf(hits - 1, cases, held.y[outside].mean()))


def _box(names: Sequence[str], held: _Held, bounds: Bounds) -> Box:
    rows = held.inside(*bounds)
    found = [
        Restriction(names[k], _side(bounds[0][k]), _side(bounds[1][k]), _quasi_p(held, bounds, _without(bounds, k)))
        for k in np.flatnonzero(np.isfinite(bounds[0]) | np.isfinite(bounds[1])).tolist()
    ]
    hits = float(held.y[rows].sum())
    return Box(
        tuple(sorted(found, key=lambda row: row.p)),
        coverage=hits / float(held.y.sum()),
        density=hits / float(rows.sum()),
        base=float(held.y.mean()),
        mass=float(rows.mean()),
        draws=len(rows),
    )


def _side(bound: float) -> float | None:
    return float(bound) if np.isfinite(bound) else None
