"""Count admissible settlements and settlements in the zone exactly, by halves; estimate where that does not fit."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np

from detente.kernels.size import HALF_LIMIT, HALF_NUMBERS, PAIR_LIMIT, SAMPLES, listed_by_kernel, swept_by_kernel
from detente.kernels.table import Step, Table, machine

Half = dict[int, np.ndarray]
"""Sums ``(n, P)`` of the partial settlements that lead to, or on from, every state of the middle."""
Arrows = list[list[list[int]]]
"""Per state and column of an issue, the states that it leads to."""


class Count(NamedTuple):
    """A number of settlements: exact, or an estimate with its standard error."""

    value: float
    exact: bool
    se: float


def admissible(table: Table, *, draw: int = 0, allowed: np.ndarray | None = None) -> int:
    """Return how many settlements of allowed columns hold no exclusion, as a Python integer."""
    return sum(_ways(machine(table, table.allowed[draw] if allowed is None else allowed))[-1])


def in_zone(table: Table, *, draw: int = 0, rng: np.random.Generator) -> Count:
    """Count the allowed admissible settlements in which every surplus is at least zero.

    Issues are split in two halves that meet in the states of their exclusions, and pairs of halves are counted
    (Horowitz & Sahni 1974). Exact while each half has at most 2**21 combinations (2**23 numbers) that can still reach
    the zone, and, for three parties or more, at most 2**32 pairs of these; otherwise a uniform sample of 200,000
    admissible settlements with its standard error.
    """
    steps = machine(table, table.allowed[draw])
    if table.gain.shape[1] == 0:
        return Count(sum(_ways(steps)[-1]), True, 0.0)
    pairs = _halves(table, draw, steps)
    found = None if pairs is None else _count(pairs)
    if found is not None:
        return Count(found, True, 0.0)
    return estimate(*sampled(table, draw=draw, rng=rng), table.gain[draw], table.reserve[draw])


def _ways(steps: list[Step]) -> list[list[int]]:
    """Return in how many ways every state is reached: at the beginning, then after each step."""
    ways = [[1]]
    for step in steps:
        grown = [0] * step.states
        for before, row in zip(ways[-1], step.follow.tolist(), strict=True):
            for after in row:
                if after >= 0:
                    grown[after] += before
        ways.append(grown)
    return ways


def sampled(
    table: Table, *, draw: int = 0, size: int = SAMPLES, rng: np.random.Generator
) -> tuple[np.ndarray, int]:  # fmt: skip
    """Return `size` allowed admissible settlements, all equally likely, ``(n, I)``, and how many there are of them.

    A settlement is drawn from its last issue back to its first, each choice in proportion to the number of ways that
    lead to it (forward counting, backward sampling).
    """
    steps = machine(table, table.allowed[draw])
    ways = _ways(steps)
    all_of_them = sum(ways[-1])
    picks = np.zeros((size if all_of_them else 0, table.issues), dtype=np.int64)
    state = np.zeros(len(picks), dtype=np.int64)
    for step, before in zip(reversed(steps), reversed(ways[:-1]), strict=True):
        after = state.copy()
        for s in np.unique(after):
            rows, (source, column) = np.flatnonzero(after == s), np.nonzero(step.follow == s)
            chosen = rng.choice(source.size, size=rows.size, p=_shares([before[k] for k in source]))
            state[rows] = source[chosen]
            picks[rows, step.issue] = step.columns[column[chosen]]
    return picks, all_of_them


def estimate(picks: np.ndarray, size: int, gain: np.ndarray, reserve: np.ndarray) -> Count:
    """Estimate how many of `size` settlements leave nobody under its no-deal value, from a uniform sample of them.

    ``gain (P, C)``, ``reserve (P,)``. A sample without a hit, or with nothing else, still has the error of one.
    """
    if not size:
        return Count(0, True, 0.0)
    surplus = np.tile(-reserve, (len(picks), 1))
    for columns in picks.T:
        surplus += gain[:, columns].T
    share = float((surplus >= 0).all(axis=1).mean())
    spread = min(max(share, 1.0 / len(picks)), 1.0 - 1.0 / len(picks))
    return Count(share * size, False, float(np.sqrt(spread * (1 - spread) / len(picks))) * size)


def _shares(ways: list[int]) -> np.ndarray:
    """Return counts, which may be far too large for floats, as shares of their sum."""
    total = sum(ways)
    return np.array([number / total for number in ways])


def _halves(table: Table, draw: int, steps: list[Step]) -> tuple[Half, Half] | None:
    """Return the surpluses of the first issues and the gains of the last, by state; None when they do not fit."""
    gains = [table.gain[draw][:, step.columns].T for step in steps]
    if any(len(gain) == 0 for gain in gains) or not steps[-1].states:
        return {}, {}
    most = np.array([gain.max(axis=0) for gain in gains])
    ahead = most.sum(axis=0) - most.cumsum(axis=0)
    cut = middle([len(gain) for gain in gains])
    heads: Half | None = {0: -table.reserve[draw][None, :]}
    for k in range(cut):
        heads = _grown(heads, gains[k], _onward(steps[k]), ahead[k])
        if heads is None:
            return None
    tails: Half | None = {0: np.zeros((1, most.shape[1]), dtype=np.int64)}
    for k in range(len(steps) - 1, cut - 1, -1):
        behind = most[:k].sum(axis=0) - table.reserve[draw]
        tails = _grown(tails, gains[k], _back(steps[k]), behind)
        if tails is None:
            return None
    return heads, tails


def middle(widths: list[int]) -> int:
    """Return how many issues the first half has, so that the larger half is smallest."""
    return min(range(len(widths) + 1), key=lambda k: max(prod(widths[:k]), prod(widths[k:])))


def _onward(step: Step) -> Arrows:
    """Return a step's arrows ``[state before][column]``: the states after."""
    return [[[after] if after >= 0 else [] for after in row] for row in step.follow.tolist()]


def _back(step: Step) -> Arrows:
    """Return a step's arrows the other way, ``[state after][column]``: the states before."""
    columns = range(step.columns.size)
    return [[np.flatnonzero(step.follow[:, c] == s).tolist() for c in columns] for s in range(step.states)]


def _grown(half: Half, gain: np.ndarray, arrows: Arrows, rest: np.ndarray) -> Half | None:
    """Add one issue to a half, dropping what no completion can lift to zero; None where too much is left."""
    found: dict[int, list[np.ndarray]] = {}
    size = 0
    for state, rows in half.items():
        for column, reached in enumerate(arrows[state]):
            if not reached:
                continue
            sums = rows + gain[column]
            sums = sums[(sums + rest >= 0).all(axis=1)]
            size += len(sums) * len(reached)
            if size > HALF_LIMIT or size * gain.shape[1] > HALF_NUMBERS:
                return None
            for target in reached:
                found.setdefault(target, []).append(sums)
    return {state: np.concatenate(rows) for state, rows in found.items()}


def _count(halves: tuple[Half, Half]) -> int | None:
    """Count the pairs of halves without a negative surplus; None where there are too many to look at."""
    heads, tails = halves
    pairs = [(heads[state], tails[state]) for state in heads if state in tails]
    if not pairs:
        return 0
    parties = pairs[0][0].shape[1]
    if parties == 2 and swept_by_kernel(sum(len(head) + len(tail) for head, tail in pairs)):
        from detente.kernels.listing import count_swept, swept

        return sum(int(count_swept(*swept(*pair))) for pair in pairs)
    if parties <= 2:
        return sum(_count_by_order(*pair) for pair in pairs)
    size = sum(len(head) * len(tail) for head, tail in pairs)
    if size > PAIR_LIMIT:
        return None
    if listed_by_kernel(size):
        from detente.kernels.listing import count_pairs, ranked

        return sum(int(count_pairs(*ranked(*pair))) for pair in pairs)
    return sum(int((tail + row >= 0).all(axis=1).sum()) for head, tail in pairs for row in head)


def _count_by_order(left: np.ndarray, right: np.ndarray) -> int:
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
