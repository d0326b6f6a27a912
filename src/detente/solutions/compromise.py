"""The compromise mean: the field's hardest forecast to beat, given that there is a settlement.

Per issue the mean of the positions of all parties, weighted by leverage x salience (Thomson et al. 2006), then the
admissible settlement nearest to these means. Nothing stays open unless exclusions leave no other settlement, and
no-deal values play no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from detente.case.nouns import OPEN, Case
from detente.kernels.averages import weighted_mean
from detente.kernels.table import Block, blocks, unvalued
from detente.settlement.inputs import Inputs, option_columns
from detente.settlement.interactions import without_switches
from detente.settlement.space import Space, worths

TIE = 1e-9
CHUNK = 512
OPEN_COST = 100.0
"""Distance of an issue left open, the length of the score axis: it counts only among issues that exclusions link so
that they cannot all be settled."""


@dataclass(frozen=True, slots=True)
class Compromise:
    """The compromise of every draw.

    Parameters
    ----------
    means
        ``(D, issues)``: leverage x salience weighted mean positions; NaN on issues without positions.
    pick
        ``(D, K, I)``: the nearest admissible settlements, a column per issue and switch of the space; -1 beyond `ties`.
    ties
        ``(D,)``; 0 where exclusions leave no settlement.
    """

    means: np.ndarray
    pick: np.ndarray
    ties: np.ndarray


def mean_positions(inputs: Inputs) -> np.ndarray:
    """Return ``sum leverage x salience x position / sum leverage x salience`` per draw and issue, ``(D, issues)``."""
    return weighted_mean(inputs.leverage[:, :, None] * inputs.salience, inputs.position, axis=1)


def compromise(case: Case, inputs: Inputs, space: Space, *, kept: int = 16) -> Compromise:
    """Return the compromise mean of every draw and the admissible settlements nearest to it.

    The distance is the sum over issues of ``|score - mean|``; an issue without positions in a draw counts the
    shortfall of the leverage x salience weighted mean worth instead.
    """
    return nearest(case, inputs, space, mean_positions(inputs), kept=kept)


def nearest(case: Case, inputs: Inputs, space: Space, means: np.ndarray, *, kept: int = 16) -> Compromise:
    """Return the admissible settlements nearest to some values of the issues ``(D, issues)``, NaN where there is none.

    Distances are those of `compromise`.
    """
    found = _nearest_settlements(_cost(case, inputs, space, means), without_switches(space), kept)
    if not space.switches:
        return Compromise(means, *found)
    pick, ties = found
    return Compromise(means, np.where(pick[:, :, :1] < 0, -1, space.switched(pick)).astype(np.int32), ties)


def _nearest_settlements(cost: np.ndarray, space: Space, kept: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the first `kept` settlements of least cost in every draw, ``(D, K, I)``, and how many there are."""
    draws, parts = len(cost), _choices(space.columns, tuple(space.start.tolist()), space.forbidden)
    pick = np.full((draws, kept, len(space.issues)), -1, dtype=np.int32)
    if any(len(block.columns) == 0 for block in parts):
        return pick, np.zeros(draws, dtype=np.int64)
    ties = np.ones(draws, dtype=np.int64)
    tied: list[tuple[np.ndarray, np.ndarray]] = []
    for block in parts:
        nearest = _nearest(cost, block)
        pick[:, 0, block.issues] = block.columns[nearest.argmax(axis=1)]
        ties *= nearest.sum(axis=1)
        tied.append((block.issues, nearest))
    for draw in np.flatnonzero(ties > 1):
        choices = [block.columns[near[draw]] for block, (_, near) in zip(parts, tied, strict=True)]
        for k, chosen in zip(range(kept), product(*choices), strict=False):
            for block, columns in zip(parts, chosen, strict=True):
                pick[draw, k, block.issues] = columns
    return pick, ties


@lru_cache(maxsize=8)
def _choices(
    columns: tuple[tuple[tuple[str, str], ...], ...], start: tuple[int, ...], forbidden: tuple[tuple[int, ...], ...]
) -> tuple[Block, ...]:
    """Return the admissible choices of the issues, those that leave nothing open where there are any.

    Variants of a case share them.
    """
    settled = np.array([all(option != OPEN for _, option in pairs) for pairs in columns])
    held = unvalued(np.array(start), forbidden)
    parts = blocks(held, settled)
    if any(len(block.columns) == 0 for block in parts):
        parts = [_settled(block, settled) for block in blocks(held, np.ones_like(settled))]
    return tuple(parts)


def _settled(block: Block, settled: np.ndarray) -> Block:
    """Return a block with the choices that leave nothing open, or as it is where there is none."""
    full = settled[block.columns].all(axis=1)
    return block._replace(columns=block.columns[full]) if full.any() else block


def _nearest(cost: np.ndarray, block: Block) -> np.ndarray:
    """Return which choices of a block are nearest in each draw, ``(D, n)`` bool."""
    nearest = np.empty((len(cost), len(block.columns)), dtype=bool)
    for low in range(0, len(cost), CHUNK):
        held = np.ascontiguousarray(cost[low : low + CHUNK].T)
        distance = held[block.columns[:, 0]]
        for columns in block.columns.T[1:]:
            distance += held[columns]
        nearest[low : low + CHUNK] = (distance <= distance.min(axis=0) + TIE).T
    return nearest


def _cost(case: Case, inputs: Inputs, space: Space, means: np.ndarray) -> np.ndarray:
    """Distance of every column from the compromise, ``(D, C)``."""
    named = option_columns(case)
    where = {issue.id: i for i, issue in enumerate(case.issues)}
    scores = {(issue.id, option.id): option.score for issue in case.issues for option in issue.options}
    weight = inputs.leverage[:, :, None] * inputs.salience
    total = np.maximum(weight.sum(axis=1), 1e-12)
    worth = None
    cost = np.zeros((inputs.draws, len(space.columns)))
    for column, pairs in enumerate(space.columns):
        for issue, option in pairs:
            if option == OPEN:
                cost[:, column] += OPEN_COST
                continue
            i, score = where[issue], scores[issue, option]
            unplaced = np.full(inputs.draws, score is None) | np.isnan(means[:, i])
            if unplaced.any():
                worth = worths(case, inputs) if worth is None else worth
                mean = (weight[:, :, i] * worth[:, :, named[issue, option]]).sum(axis=1) / total[:, i]
                cost[unplaced, column] += 100.0 - mean[unplaced]
            if score is not None:
                cost[~unplaced, column] += np.abs(score - means[~unplaced, i])
    return cost
