"""The plain twin of `threshold_kernel`: every move in a list, sanctions swept until nothing changes.

``reach`` is not listed. With ``A_k(s)`` for the least value that is met from ``s`` when opponent ``k`` moves first::

    A_k(s) = min over s1 in R_k(s) of min(value(s1), A_l(s1) for the opponents l other than k)

is repeated from above until it stands; ``m(s)`` is the least of the ``A_k(s)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from detente.kernels.moves import Edges, Moves, edges

CHUNK = 1 << 22
"""Moves times draws in one array."""


def thresholds(moves: Moves, level: np.ndarray, *, once: bool = False) -> np.ndarray:
    """Return thresholds ``(D, 4, P, S)`` of levels ``(D, P, S)``; see `kernels.threshold`."""
    ways = [edges(moves, p) for p in range(moves.parties)]
    step = max(1, CHUNK // max(1, *(way.source.size for way in ways)))
    parts = [_chunk(ways, level[at : at + step], once) for at in range(0, len(level), step)]
    empty = np.zeros((0, 4, moves.parties, moves.states), dtype=np.int32)
    return np.concatenate([empty, *parts])


def _chunk(ways: Sequence[Edges], level: np.ndarray, once: bool) -> np.ndarray:
    draws, parties, states = level.shape
    out = np.empty((draws, 4, parties, states), dtype=np.int32)
    met = _met_once if once else _met
    for i, way in enumerate(ways):
        mine = level[:, i]
        others = [k for k in range(parties) if k != i]
        escape = np.maximum(mine, _most(way, mine))
        answers = (
            np.full_like(mine, states),
            met(ways, others, mine, None),
            met(ways, others, escape, None),
            met(ways, others, mine, level),
        )
        for concept, least in enumerate(answers):
            out[:, concept, i] = _most(way, np.minimum(mine, least))
    return out


def _most(way: Edges, value: np.ndarray) -> np.ndarray:
    """Return the most of a value ``(D, S)`` over the states that a party can move to; -1 where there are none."""
    return _fold(np.maximum, way, value[:, way.target], np.full_like(value, -1))


def _least(way: Edges, value: np.ndarray, wish: np.ndarray | None) -> np.ndarray:
    """Return the least of a value over a party's moves, or its improvements by `wish`; S where there are none."""
    none = np.full_like(value, value.shape[1])
    held = value[:, way.target]
    if wish is not None:
        held = np.where(wish[:, way.target] > wish[:, way.source], held, none.shape[1])
    return _fold(np.minimum, way, held, none)


def _fold(fold: np.ufunc, way: Edges, held: np.ndarray, none: np.ndarray) -> np.ndarray:
    if way.source.size:
        begin = np.flatnonzero(np.concatenate([[True], way.source[1:] != way.source[:-1]]))
        none[:, way.source[begin]] = fold.reduceat(held, begin, axis=1)
    return none


def _met(ways: Sequence[Edges], others: list[int], value: np.ndarray, level: np.ndarray | None) -> np.ndarray:
    """Return the least value that opponents can lead to by legal sequences, ``(D, S)``; S where nobody can move."""
    states = value.shape[1]
    ahead = {k: np.full_like(value, states) for k in others}
    moving = True
    while moving:
        moving = False
        for k in others:
            after = np.minimum.reduce([value, *(ahead[other] for other in others if other != k)])
            found = _least(ways[k], after, None if level is None else level[:, k])
            moving |= bool((found != ahead[k]).any())
            ahead[k] = found
    return np.minimum.reduce([np.full_like(value, states), *ahead.values()])


def _met_once(ways: Sequence[Edges], others: list[int], value: np.ndarray, level: np.ndarray | None) -> np.ndarray:
    """Return the same where every opponent moves at most once."""

    @cache
    def ahead(left: frozenset[int]) -> np.ndarray:
        none = np.full_like(value, value.shape[1])
        return np.minimum.reduce([none, *(moved(k, left) for k in left)])

    def moved(k: int, left: frozenset[int]) -> np.ndarray:
        after = np.minimum(value, ahead(left - {k}))
        return _least(ways[k], after, None if level is None else level[:, k])

    return ahead(frozenset(others))
