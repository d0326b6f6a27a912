"""Compile the kernels now, so that no later command waits for it: ``python -m detente.kernels.warm``."""

from __future__ import annotations

import numpy as np

from detente.kernels import solve
from detente.kernels.table import Table


def warm() -> None:
    """Compile every kernel by a question of two settlements."""
    one = np.ones((1, 2), dtype=np.int64)
    table = Table(
        start=np.array([0, 2], dtype=np.int64),
        gain=np.ones((1, 2, 2), dtype=np.int64),
        reserve=one,
        scale=one,
        power=np.ones((1, 2)),
        allowed=np.ones((1, 2), dtype=bool),
        forbid_start=np.zeros(1, dtype=np.int64),
        forbid_column=np.zeros(0, dtype=np.int64),
    )
    solve.solve(table, backend="compiled")


if __name__ == "__main__":
    warm()
