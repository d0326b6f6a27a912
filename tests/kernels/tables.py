"""Random small tables and the brute-force oracle that the kernels are held against."""

from __future__ import annotations

import itertools

import numpy as np

from detente.kernels.table import Table


def random_table(rng: np.random.Generator, *, draws: int = 1, parties: int = 2, top: int = 12) -> Table:
    """A table of 1-5 issues of 1-4 options, with barred columns, exclusions, and coarse numbers, so that ties occur."""
    issues = int(rng.integers(1, 6))
    start = np.concatenate([[0], np.cumsum(rng.integers(1, 5, size=issues))]).astype(np.int64)
    columns = int(start[-1])
    sets = [_exclusion(rng, start) for _ in range(int(rng.integers(0, 6)))] if issues > 1 else []
    bounds = np.cumsum([0, *map(len, sets)]).astype(np.int64)
    return Table(
        start=start,
        gain=rng.integers(0, top, size=(draws, parties, columns)),
        reserve=rng.integers(0, int(top * issues * 0.7) + 1, size=(draws, parties)),
        scale=rng.integers(1, 4, size=(draws, parties)),
        power=rng.integers(1, 4, size=(draws, parties)).astype(float),
        allowed=rng.random((draws, columns)) < 0.85,
        forbid_start=bounds,
        forbid_column=np.array([c for held in sets for c in held], dtype=np.int64),
    )


def _exclusion(rng: np.random.Generator, start: np.ndarray) -> list[int]:
    issues = start.size - 1
    size = int(rng.integers(2, min(3, issues) + 1))
    return [int(rng.integers(start[i], start[i + 1])) for i in sorted(rng.choice(issues, size=size, replace=False))]


def brute_force(table: Table, draw: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """All allowed admissible settlements ``(N, I)`` in canonical order and their surpluses ``(N, P)``."""
    bounds = zip(table.forbid_start[:-1], table.forbid_start[1:], strict=True)
    sets = [set(table.forbid_column[a:b].tolist()) for a, b in bounds]
    ranges = [range(a, b) for a, b in zip(table.start[:-1], table.start[1:], strict=True)]
    kept = [
        x
        for x in itertools.product(*ranges)
        if all(table.allowed[draw, c] for c in x) and not any(held <= set(x) for held in sets)
    ]
    picks = np.array(kept, dtype=np.int64).reshape(-1, table.issues)
    return picks, table.gain[draw][:, picks].sum(axis=2).T - table.reserve[draw]
