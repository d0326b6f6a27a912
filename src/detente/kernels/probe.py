"""Quick bounds on the gap of one draw: what some settlement reaches, and what none exceeds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.table import Table, forbidden_sets

STEPS = 16


class Probe(NamedTuple):
    """Bounds on the largest least surplus, in points: `reached` by an admissible settlement, `most` for any.

    `reached` is -inf where no settlement that was tried is admissible, both are -inf where there is none at all.
    """

    reached: float
    most: float


def probe(table: Table, draw: int, parts: np.ndarray) -> Probe:
    """Maximise weighted sums of surpluses for a few weights on the simplex, in each part of `kernels.table.pieces`.

    Exclusions that are left in a part are checked, not obeyed.
    """
    found = [_probe(table, draw, table.allowed[draw] & part) for part in parts]
    return Probe(max(bounds.reached for bounds in found), max(bounds.most for bounds in found))


def _probe(table: Table, draw: int, allowed: np.ndarray) -> Probe:
    start = table.start
    if not np.logical_or.reduceat(allowed, start[:-1]).all():
        return Probe(-np.inf, -np.inf)
    weights = _weights(table.scale.shape[1])
    scale = table.scale[draw][:, None]
    gain, floor = table.gain[draw] / scale, table.reserve[draw] / table.scale[draw]
    value = np.where(allowed, weights @ gain, -np.inf)
    best = np.maximum.reduceat(value, start[:-1], axis=1)
    most = float((best.sum(axis=1) - weights @ floor).min())
    place = np.where(value == np.repeat(best, np.diff(start), axis=1), np.arange(value.shape[1]), value.shape[1])
    picks = np.minimum.reduceat(place, start[:-1], axis=1)
    held = np.zeros(value.shape, dtype=bool)
    np.put_along_axis(held, picks, values=True, axis=1)
    stands = np.ones(len(weights), dtype=bool)
    for columns in forbidden_sets(table):
        stands &= ~held[:, list(columns)].all(axis=1)
    surplus = (table.gain[draw][:, picks].sum(axis=2) - table.reserve[draw][:, None]) / scale
    return Probe(float(np.where(stands, surplus.min(axis=0), -np.inf).max()), most)


def _weights(parties: int) -> np.ndarray:
    """Weights on the simplex, ``(W, P)``: an even grid for two parties, else the middle and the corners."""
    if parties == 2:
        share = np.linspace(0.0, 1.0, STEPS + 1)
        return np.column_stack([share, 1.0 - share])
    return np.vstack([np.full((1, parties), 1.0 / parties), np.eye(parties)])
