"""Clouds of settlements as planes of bytes that travel well: differences of integers, bits, columns.

Utilities are sums of part-worths. On a grid of the part-worths' greatest common divisor they are integers, and along
the mixed-radix order their differences repeat, so that they pack into little. Numbers are little-endian, in base 64.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

import numpy as np

from detente.settlement.space import Space

MOST_STEPS = 2**30
"""Steps between the least and the greatest sum of one party, so that differences are 32-bit integers."""


def utility_planes(space: Space, columns: np.ndarray, parties: list[int]) -> dict[str, dict[str, Any]]:
    """Return what settlements ``(n, I)`` are worth to some parties of a space of one draw, in points, as planes.

    The utility of settlement ``k`` is ``low + step * (steps[0] + ... + steps[k])``. It is exact where the grid of the
    part-worths has at most 2**30 steps, and within a hundred-millionth of the range for each issue otherwise.
    """
    taken = space.switched(columns)
    first = space.start[:-1]
    found: dict[str, dict[str, Any]] = {}
    for p in parties:
        worth = space.worth[0, p]
        parts = worth - np.repeat(worth[first], np.diff(space.start))
        unit, grid = _on_grid(parts, space.start)
        places = grid[taken].sum(axis=1)
        scale = int(space.scale[0, p])
        found[space.parties[p]] = {
            "low": int(worth[first].sum()) / scale,
            "step": unit / scale,
            "steps": _packed(np.diff(places, prepend=0).astype("<i4")),
        }
    return found


def utilities_of(plane: dict[str, Any]) -> np.ndarray:
    """Return the utilities that a plane holds, ``(n,)`` points."""
    return plane["low"] + plane["step"] * np.cumsum(np.frombuffer(b64decode(plane["steps"]), "<i4"), dtype=np.int64)


def bits(mask: np.ndarray) -> str:
    """Return yes and no of ``(n,)`` settlements, eight to a byte, the first the lowest bit."""
    return _packed(np.packbits(mask, bitorder="little"))


def mask_of(plane: str, size: int) -> np.ndarray:
    """Return the yes and no of so many settlements."""
    return np.unpackbits(np.frombuffer(b64decode(plane), np.uint8), count=size, bitorder="little").astype(bool)


def column_planes(space: Space, columns: np.ndarray) -> str:
    """Return the options of settlements ``(n, I)``: the places of their options, 16 bits, issue by issue."""
    return _packed((columns - space.start[: len(space.issues)]).T.astype("<u2"))


def numbers(values: np.ndarray) -> str:
    """Return counts as 32-bit integers."""
    return _packed(values.astype("<u4"))


def _on_grid(parts: np.ndarray, start: np.ndarray) -> tuple[int, np.ndarray]:
    """Return the step of a party's grid and its part-worths as numbers of steps, ``(C,)``."""
    unit = max(int(np.gcd.reduce(parts)), 1)
    span = int((np.maximum.reduceat(parts, start[:-1]) - np.minimum.reduceat(parts, start[:-1])).sum())
    if span // unit > MOST_STEPS:
        unit = -(-span // MOST_STEPS)
    return unit, np.rint(parts / unit).astype(np.int64)


def _packed(values: np.ndarray) -> str:
    return b64encode(values.tobytes()).decode("ascii")
