"""Cross-impact matrices for tests, and their consistent scenarios by definition."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st


def starts(sizes: Any) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def without_self(impact: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return a matrix with its blocks of descriptors upon themselves empty."""
    own = np.repeat(np.arange(len(start) - 1), np.diff(start))
    return np.where(own[:, None] == own, 0, impact)


@st.composite
def matrices(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Small matrices with and without blocks on the diagonal, one variant a descriptor included."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    start = starts(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    reach = draw(st.integers(0, 3))
    impact = rng.integers(-reach, reach + 1, (start[-1], start[-1]))
    return (impact if draw(st.booleans()) else without_self(impact, start)), start


def by_definition(impact: np.ndarray, start: np.ndarray) -> list[list[int]]:
    """Return the scenarios in which no variant has a larger balance than the one that is picked."""
    found = []
    for scenario in product(*map(range, np.diff(start))):
        rows = start[:-1] + scenario
        balance = impact[rows].sum(axis=0)
        if all(balance[row] == balance[a:b].max() for row, a, b in zip(rows, start, start[1:], strict=False)):
            found.append(list(scenario))
    return found


def followed(impact: np.ndarray, start: np.ndarray, scenario: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return where a scenario ends by global succession, step by step; None where it comes back without resting."""
    seen = set()
    while scenario not in seen:
        seen.add(scenario)
        balance = impact[start[:-1] + scenario].sum(axis=0)
        then = []
        for picked, a, b in zip(scenario, start, start[1:], strict=False):
            own = balance[a:b]
            then.append(picked if own[picked] == own.max() else int(own.argmax()))
        if tuple(then) == scenario:
            return scenario
        scenario = tuple(then)
    return None
