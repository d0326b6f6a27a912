"""Rows that occur more than once, so that each is worked on once: in many draws the same parties say the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def distinct(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct rows ``(n, k)`` of ``(D, k)`` and, per row, its place among them ``(D,)``.

    Only columns that vary are compared.

    Examples
    --------
    >>> distinct(np.array([[0.5, 1.0], [0.5, 0.0], [0.5, 1.0]]))
    (array([[0.5, 0. ],
           [0.5, 1. ]]), array([1, 0, 1]))
    """
    varying = (rows != rows[:1]).any(axis=0)
    if not varying.any():
        return rows[:1], np.zeros(len(rows), dtype=np.int64)
    _, first, back = np.unique(rows[:, varying], axis=0, return_index=True, return_inverse=True)
    return rows[first], back.reshape(-1)


def groups(rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the places of equal rows ``(N, K)``, one array for each distinct row; none without rows.

    Examples
    --------
    >>> [held.tolist() for held in groups(np.array([[1, 0], [0, 0], [1, 0]]))]
    [[1], [0, 2]]
    """
    if len(rows):
        found, place = distinct(rows)
        yield from (np.flatnonzero(place == k) for k in range(len(found)))
