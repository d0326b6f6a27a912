"""Count admissible settlements and settlements in the zone exactly, by halves; estimate where that does not fit."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np

from detente.kernels.size import HALF_LIMIT, LIST_LIMIT, SAMPLES
from detente.kernels.table import Table, blocks, machine, pieces


class Count(NamedTuple):
    """A number of settlements: exact, or an estimate with its standard error."""

    value: float
    exact: bool
    se: float


def admissible(table: Table, *, draw: int = 0, allowed: np.ndarray | None = None) -> int:
    """Return how many settlements of allowed columns hold no exclusion, as a Python integer."""
    mask = table.allowed[draw] if allowed is None else allowed
    ways = [1]
    for step in machine(table, mask):
        grown = [0] * step.states
        for before, row in zip(ways, step.follow.tolist(), strict=True):
            for after in row:
                if after >= 0:
                    grown[after] += before
        ways = grown
    return sum(ways)


def in_zone(table: Table, *, draw: int = 0, rng: np.random.Generator) -> Count:
    """Count the allowed admissible settlements in which every surplus is at least zero.

    Exact for one or two parties while each half of the issues has at most 2**21 combinations that can still reach the
    zone, and for more parties up to 2**24 pairs of these; otherwise a uniform sample of 200,000 settlements with its
    standard error.
    """
    found = [_in_piece(table, draw, mask, rng) for mask in pieces(table, table.allowed[draw])]
    se = float(np.sqrt(sum(count.se**2 for count in found)))
    return Count(sum(count.value for count in found), all(count.exact for count in found), se)


def _in_piece(table: Table, draw: int, allowed: np.ndarray, rng: np.random.Generator) -> Count:
    parts = blocks(table, allowed)
    size = prod(len(block.columns) for block in parts)
    gain, reserve = table.gain[draw].T, table.reserve[draw]
    if size == 0 or gain.shape[1] == 0:
        return Count(size, True, 0.0)
    steps = [gain[block.columns].sum(axis=1) for block in parts]
    left, right = _halves(steps)
    heads, tails = _sums(left, right, -reserve), _sums(right, left, np.zeros_like(reserve), -reserve)
    if heads is None or tails is None:
        return _sampled(steps, reserve, size, rng)
    if gain.shape[1] <= 2:
        return Count(_count_pairs(heads, tails), True, 0.0)
    if len(heads) * len(tails) <= LIST_LIMIT:
        return Count(sum(int((tails + head >= 0).all(axis=1).sum()) for head in heads), True, 0.0)
    return _sampled(steps, reserve, size, rng)


def _sampled(steps: list[np.ndarray], reserve: np.ndarray, size: int, rng: np.random.Generator) -> Count:
    """Estimate from a uniform sample; a sample without a hit still has the error of one hit."""
    picked = sum(step[rng.integers(len(step), size=SAMPLES)] for step in steps)
    share = float((picked - reserve >= 0).all(axis=1).mean())
    spread = max(share, 1.0 / SAMPLES)
    return Count(share * size, False, float(np.sqrt(spread * (1 - spread) / SAMPLES)) * size)


def _halves(steps: list[np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    halves: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    sizes = [1, 1]
    for step in sorted(steps, key=lambda step: -len(step)):
        smaller = int(sizes[1] < sizes[0])
        halves[smaller].append(step)
        sizes[smaller] *= len(step)
    return halves


def _sums(
    own: list[np.ndarray], other: list[np.ndarray], start: np.ndarray, base: np.ndarray | None = None
) -> np.ndarray | None:
    """Sum one half, dropping what no completion can lift to zero; None when more than 2**21 rows are left."""
    parties = start.size
    rest = np.zeros(parties, dtype=np.int64) if base is None else base.copy()
    for step in (*own, *other):
        rest = rest + step.max(axis=0)
    total = start[None, :]
    for step in own:
        if len(total) * len(step) > 8 * HALF_LIMIT:
            return None
        rest = rest - step.max(axis=0)
        total = (total[:, None, :] + step[None, :, :]).reshape(-1, parties)
        total = total[(total + rest >= 0).all(axis=1)]
    return total if len(total) <= HALF_LIMIT else None


def _count_pairs(left: np.ndarray, right: np.ndarray) -> int:
    """Count pairs of rows with ``left + right >= 0`` in every coordinate: offline dominance by a merge-sort tree."""
    if left.shape[1] == 1:
        values = np.sort(right[:, 0])
        return int((values.size - np.searchsorted(values, -left[:, 0])).sum())
    right = right[np.argsort(-right[:, 0], kind="stable")]
    reach = np.searchsorted(-right[:, 0], left[:, 0], side="right")
    values = np.sort(right[:, 1])
    rank = np.searchsorted(values, right[:, 1])
    wanted = np.searchsorted(values, -left[:, 1])
    n, total = len(right), 0
    for level in range(n.bit_length()):
        block = np.arange(n) >> level
        key = np.sort(block * (n + 1) + rank)
        rows = np.flatnonzero((reach >> level) & 1)
        target = (reach[rows] >> (level + 1)) << 1
        low = np.searchsorted(key, target * (n + 1) + wanted[rows])
        total += int((np.minimum((target + 1) << level, n) - low).sum())
    return total
