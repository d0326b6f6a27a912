"""The plain twin of `cross_impact_kernel`: many partial scenarios at a time, in numpy, descriptors in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.kernels.cross_impact import Bounds

CELLS = 1 << 21
"""Numbers in one array."""


def consistent(bounds: Bounds, most: int, nodes: int) -> np.ndarray | None:
    """Return the consistent scenarios ``(N, J)``, in any order; None beyond `most` of them, or so many `nodes`."""
    descriptors, chunk = len(bounds.start) - 1, max(1, CELLS // bounds.lead.size)
    waiting = [(np.zeros((1, 0), dtype=np.int16), bounds.lead[None])]
    found, listed, looked = [np.zeros((0, descriptors), dtype=np.int16)], 0, 0
    while waiting:
        picked, lead = waiting.pop()
        if picked.shape[1] == descriptors:
            found.append(picked)
            listed += len(picked)
            continue
        picked, lead = _grown(bounds, picked, lead)
        looked += len(picked)
        if listed > most or looked > nodes:
            return None
        alive = _alive(bounds.start, picked, lead)
        picked, lead = picked[alive], lead[alive]
        waiting += [(picked[at : at + chunk], lead[at : at + chunk]) for at in range(0, len(picked), chunk)]
    return None if listed > most else np.concatenate(found)


def _grown(bounds: Bounds, picked: np.ndarray, lead: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every partial scenario with every variant of the next descriptor, and by how much variants can lead."""
    k = picked.shape[1]
    size = int(bounds.start[k + 1] - bounds.start[k])
    variant = np.tile(np.arange(size), len(picked))
    grown = np.column_stack([np.repeat(picked, size, axis=0), variant.astype(np.int16)])
    return grown, np.repeat(lead, size, axis=0) + bounds.loss[bounds.start[k] + variant]


def _alive(start: np.ndarray, picked: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """Return which partial scenarios may still become consistent: what is picked can, and of the rest some variant."""
    depth = picked.shape[1]
    able = lead.min(axis=1) >= 0
    chosen = np.take_along_axis(able, start[:depth] + picked, axis=1)
    return np.all(chosen, axis=1) & np.all(np.logical_or.reduceat(able, start[:-1], axis=1), axis=1)
