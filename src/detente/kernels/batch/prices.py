"""Prices of two parties' surpluses that bound an objective best, for many problems at once.

The attainable surpluses of two parties, in points, have an upper right hull. An objective is bounded best by the line
through the edge of the hull at which the objective is largest on the hull. The edge is met by chords: of two corners
of the hull on either side, the direction normal to the chord between them finds a corner beyond it or shows that the
chord is the edge (Cohon 1978, section 6.2, the noninferior set estimation method). What differs between objectives is
on which side of a corner they are largest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from detente.kernels.batch.support import Layout, support

DIRECTIONS = np.array([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])
"""Weights of the surpluses for which every draw is looked at first, from the left: each party alone, and both."""
ROUNDS = 4
"""Chords at most: more make the bound hardly tighter."""
CLOSE = 1e-12

Side = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""Whether problems ``(n,)`` are largest to the right (more for the first party) of corners ``(2, n)``, in points, that
were found in directions ``(2, n)``."""


class Corners(NamedTuple):
    """Corners of the hull, ``point (W, P, N)`` in points, in these `DIRECTIONS`, and how far it ``reach (W, N)``es."""

    point: np.ndarray
    reach: np.ndarray


class Edge(NamedTuple):
    """An edge of the hull: its normal and its ends, left and right, ``(2, N)``; both ends one corner at the rim."""

    normal: np.ndarray
    left: np.ndarray
    right: np.ndarray


def points(held: Layout, direction: np.ndarray, draw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how far the settlements reach in a direction ``(P, N)``, in points, and a corner ``(P, N)`` there."""
    scale = held.scale[:, draw]
    reach, surplus = support(held, direction / scale, draw)
    return reach, surplus / scale


def corners(held: Layout) -> Corners:
    """Return the first corners of every draw; of one party there is only one."""
    parties, draws = held.reserve.shape
    weight = DIRECTIONS if parties == 2 else np.ones((1, 1))
    every = np.tile(np.arange(draws), len(weight))
    reach, point = points(held, np.repeat(weight.T, draws, axis=1), every)
    return Corners(point.reshape(parties, -1, draws).transpose(1, 0, 2), reach.reshape(-1, draws))


def edge(held: Layout, draw: np.ndarray, known: np.ndarray, side: Side) -> Edge:
    """Return the edge of the hull on which each problem is largest; `known` corners ``(W, P, N)`` as in `Corners`."""
    left, right = _between(known, side)
    normal, inner = np.full(left.shape, 0.5), ~np.isnan(left[0]) & ~np.isnan(right[0])
    normal[:, np.isnan(left[0])], normal[:, np.isnan(right[0])] = [[0.0], [1.0]], [[1.0], [0.0]]
    left, right = np.where(np.isnan(left), right, left), np.where(np.isnan(right), left, right)
    rows = np.flatnonzero(inner)
    for _ in range(ROUNDS):
        if not rows.size:
            break
        normal[:, rows] = across = _normal(left[:, rows], right[:, rows])
        reach, found = points(held, across, draw[rows])
        chord = (across * left[:, rows]).sum(axis=0)
        beyond = reach > chord + CLOSE * (1.0 + np.abs(chord))
        rows, found, across = rows[beyond], found[:, beyond], across[:, beyond]
        onward = side(rows, found, across)
        left[:, rows[onward]], right[:, rows[~onward]] = found[:, onward], found[:, ~onward]
    return Edge(normal, left, right)


def _between(known: np.ndarray, side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Return the last known corner on the left and the first on the right, NaN where there is none."""
    problems = known.shape[2]
    every = np.arange(problems)
    ways = np.repeat(DIRECTIONS[:, :, None], problems, axis=2)
    last = np.array([side(every, *corner) for corner in zip(known, ways, strict=True)]).sum(axis=0) - 1
    beyond = np.full((1, *known.shape[1:]), np.nan)
    held = np.concatenate([beyond, known, beyond])
    return held[last + 1, :, every].T, held[last + 2, :, every].T


def _normal(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the direction normal to chords, on the simplex."""
    across = np.maximum(np.array([left[1] - right[1], right[0] - left[0]]), 0.0)
    total = across.sum(axis=0)
    return np.where(total > 0.0, across / np.where(total > 0.0, total, 1.0), 0.5)


def tangent_point(held: Edge, power: np.ndarray) -> np.ndarray:
    """Return the point ``(2, N)`` of each edge with the largest ``sum_p a_p ln s_p``."""
    step = held.right - held.left
    below = step[0] * step[1] * power.sum(axis=0)
    top = -(power[0] * step[0] * held.left[1] + power[1] * step[1] * held.left[0])
    slanted = below < 0.0
    share = np.where(slanted, top / np.where(slanted, below, 1.0), step[0] > 0.0)
    return np.asarray(held.left + np.clip(share, 0.0, 1.0) * step)
