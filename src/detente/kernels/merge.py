"""Frontiers by merging issue by issue with dominance pruning: exact, plain numpy, the twin of `kernels.search`.

A partial settlement that another dominates stays dominated whatever is added to both, so only the frontier of the
issues merged so far is kept (Nemhauser & Ullmann 1969, for the knapsack problem). Equal vectors are kept as one point
with all their settlements. Every solution concept of this project picks Pareto-efficient settlements, so one frontier
answers all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.size import COMPARISONS, LISTED_ROWS, POINT_NUMBERS, pruned_by_kernel
from detente.kernels.table import BlockTooLarge, Step, Table, machine


class Stage(NamedTuple):
    """One merged issue: which (previous point, column) lead to which point; rows sorted by point."""

    issue: int
    point: np.ndarray
    previous: np.ndarray
    column: np.ndarray


class Front(NamedTuple):
    """A frontier: integer surplus vectors ``points (n, P)`` and how they arose."""

    points: np.ndarray
    stages: tuple[Stage, ...]


class FrontTooLarge(ValueError):
    """A frontier with more points than fit."""


TOO_LARGE = (FrontTooLarge, BlockTooLarge)
"""What ends merging: too many points, or too many ways in which exclusions are half met."""


def efficient(points: np.ndarray, counted: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that no other row dominates, grouped by equal vectors, and their group numbers from 0.

    Rows of equal vectors are all kept. Of the parties that are ``counted (P,)`` bool, None for all, a row must give one
    more to dominate another: what it gives to the others alone makes it no better. Raises `FrontTooLarge` where too
    many pairs would have to be compared.
    """
    most = points.shape[1]
    if counted is not None:
        points, most = points[:, np.argsort(~counted, kind="stable")], int(counted.sum())
    order = np.lexsort(points.T[::-1])[::-1]
    ranked = points[order]
    fresh = np.concatenate([[True], (ranked[1:] != ranked[:-1]).any(axis=1)])
    distinct = ranked[fresh]
    mask = _by_kernel(distinct, most) if pruned_by_kernel(*distinct.shape) else undominated(distinct, most)
    keep = np.flatnonzero(fresh)[mask]
    ends = np.append(np.flatnonzero(fresh)[1:], len(ranked))
    size = ends[np.searchsorted(ends, keep, side="right")] - keep
    group = np.repeat(np.arange(keep.size), size)
    rows = np.repeat(keep - np.concatenate([[0], np.cumsum(size)[:-1]]), size) + np.arange(group.size)
    return order[rows], group


def undominated(ranked: np.ndarray, counted: int | None = None) -> np.ndarray:
    """Return the mask of distinct vectors in descending lexicographic order that no other dominates.

    Vectors that agree in the first `counted` columns, None for all, do not dominate each other.
    """
    counted = ranked.shape[1] if counted is None else counted
    if ranked.shape[1] == counted == 1:
        return np.arange(len(ranked)) == 0
    if ranked.shape[1] == counted == 2:
        best = np.maximum.accumulate(ranked[:, 1])
        return np.concatenate([[True], ranked[1:, 1] > best[:-1]])
    keep = np.zeros(len(ranked), dtype=bool)
    left = _by_sum(ranked)
    while left.size:
        head, left = left[0], left[1:]
        keep[head] = True
        free = (ranked[left] > ranked[head]).any(axis=1)
        if counted < ranked.shape[1]:
            free |= (ranked[left, :counted] == ranked[head, :counted]).all(axis=1)
        left = left[free]
    return keep


def _by_sum(ranked: np.ndarray) -> np.ndarray:
    """Return the order by falling sum: no row is dominated by a later one, as sums that tie keep the given order."""
    return np.argsort(-ranked.sum(axis=1, dtype=float), kind="stable")


def _by_kernel(ranked: np.ndarray, counted: int) -> np.ndarray:
    from detente.kernels import maxima

    order = _by_sum(ranked)
    points = np.ascontiguousarray(ranked[order])
    keep, front = maxima.room_for(points)
    if maxima.undominated(points, counted, keep, front, COMPARISONS) > COMPARISONS:
        raise FrontTooLarge(f"the frontier needs more than {COMPARISONS:,} comparisons of partial settlements")
    mask = np.zeros(len(ranked), dtype=bool)
    mask[order] = keep
    return mask


def merge(
    table: Table, *, draw: int = 0, floor: bool = True, below: float = 0.0, steps: list[Step] | None = None,
    limit: int | None = None, counted: np.ndarray | None = None,
) -> Front:  # fmt: skip
    """Return the frontier of one draw, over the allowed admissible settlements.

    With `floor` only settlements in which nobody is more than `below` points under its no-deal value (0: the zone).
    The frontier is that of the parties that are ``counted (P,)`` bool, with the others no less than `below`; None: all.
    What the others get is then cut where it is enough whatever follows, as more of it counts for nothing.
    `steps` is a machine of at least the columns that this draw allows, where the caller has one.

    Raises `FrontTooLarge` when a step would look at more than `limit` partial settlements (None: five million numbers),
    or compare too many pairs.
    """
    mask = table.allowed[draw]
    gain = table.gain[draw].T
    parties = gain.shape[1]
    most = POINT_NUMBERS // max(parties, 1) if limit is None else limit
    nothing = Front(np.zeros((0, parties), dtype=np.int64), ())
    if not np.logical_or.reduceat(mask, table.start[:-1]).all():
        return nothing
    steps = [_allowed(step, mask) for step in steps or machine(table, mask)]
    ahead = _to_come([gain[step.columns].max(axis=0) for step in steps])
    least = -np.floor(below * table.scale[draw]).astype(np.int64)
    if floor and (ahead[0] - table.reserve[draw] < least).any():
        return nothing
    points, state = -table.reserve[draw][None, :], np.zeros(1, dtype=np.int64)
    stages: list[Stage] = []
    enough = None
    if counted is not None:
        worst = _to_come([gain[step.columns].min(axis=0) for step in steps])
        enough = np.where(counted, np.iinfo(np.int64).max, least - worst)
    for k, step in enumerate(steps):
        width = step.columns.size
        if len(points) * width > most:
            raise FrontTooLarge(f"the frontier needs more than {most:,} partial settlements")
        sums = (points[:, None, :] + gain[step.columns][None, :, :]).reshape(-1, parties)
        if enough is not None:
            np.minimum(sums, enough[k + 1], out=sums)
        after = step.follow[state].reshape(-1)
        fits = after >= 0
        if floor:
            fits &= (sums + ahead[k + 1] >= least).all(axis=1)
        rows, group, state = _prune(sums, np.flatnonzero(fits), after, step.states, counted)
        if rows.size == 0:
            return nothing
        stages.append(Stage(step.issue, group, rows // width, step.columns[rows % width]))
        points = sums[rows[np.concatenate([[True], group[1:] != group[:-1]])]]
    return Front(points, tuple(stages))


def _to_come(steps: list[np.ndarray]) -> np.ndarray:
    """Return what is still to come before each step and after the last, ``(steps + 1, P)``: sums of what steps add."""
    return np.cumsum([np.zeros_like(steps[0]), *reversed(steps)], axis=0)[::-1]


def _allowed(step: Step, mask: np.ndarray) -> Step:
    keep = mask[step.columns]
    return step if keep.all() else step._replace(columns=step.columns[keep], follow=step.follow[:, keep])


def _prune(
    sums: np.ndarray, rows: np.ndarray, after: np.ndarray, states: int, counted: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keep the efficient rows of every state; returns rows, their points, and the state of each point."""
    kept: list[np.ndarray] = []
    groups: list[np.ndarray] = []
    state: list[np.ndarray] = []
    base = 0
    for s in range(states):
        own = rows if states == 1 else rows[after[rows] == s]
        if own.size:
            best, group = efficient(sums[own], counted)
            kept.append(own[best])
            groups.append(group + base)
            base += int(group[-1]) + 1
            state.append(np.full(int(group[-1]) + 1, s))
    if not kept:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(kept), np.concatenate(groups), np.concatenate(state)


def counts(front: Front) -> np.ndarray:
    """Return how many settlements share each point, as Python integers ``(n,)``."""
    total = np.array([1], dtype=object)
    for stage in front.stages:
        grown = np.zeros(stage.point[-1] + 1, dtype=object)
        np.add.at(grown, stage.point, total[stage.previous])
        total = grown
    return total if front.stages else np.zeros(0, dtype=object)


def settlements(
    front: Front, points: np.ndarray, *, limit: int, each: int | None = None
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return the first `limit` settlements of some points, point by point, and the point of each.

    Settlements as columns ``(m, I)``, one per issue. With `each` 1 only one of every point.
    """
    heads, of = np.asarray(points), np.asarray(points)
    picked = np.zeros((heads.size, len(front.stages)), dtype=np.int64)
    for stage in reversed(front.stages):
        low = np.searchsorted(stage.point, heads, side="left")
        size = np.searchsorted(stage.point, heads, side="right") - low
        size = np.minimum(size, size if each is None else each)
        source = np.repeat(np.arange(heads.size), size)[:limit]
        edge = low[source] + np.arange(source.size) - (np.cumsum(size) - size)[source]
        heads, of = stage.previous[edge], of[source]
        picked = picked[source]
        picked[:, stage.issue] = stage.column[edge]
    return picked, of


def listed(front: Front, points: np.ndarray, *, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `first_settlements`, or where too many partial settlements tie for that, any: those of `settlements`."""
    few = _tied(front, limit) <= LISTED_ROWS
    return (first_settlements if few else settlements)(front, points, limit=limit)


def _tied(front: Front, limit: int) -> float:
    """Return how many partial settlements a step looks at for the first `limit` of every point."""
    held, most = np.ones(1), 0.0
    for stage in front.stages:
        looked = held[stage.previous]
        most = max(most, float(looked.sum()))
        held = np.minimum(np.bincount(stage.point, weights=looked), limit)
    return most


def first_settlements(front: Front, points: np.ndarray, *, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the first `limit` settlements of all these points in canonical order, and the point of each.

    Of the partial settlements that lead to one point the same may follow, so that the first of them suffice.
    """
    picked, of = np.zeros((1, len(front.stages)), dtype=np.int64), np.zeros(1, dtype=np.int64)
    for stage, edges in zip(front.stages, _edges_to(front, points), strict=True):
        low, high = (np.searchsorted(of, stage.previous[edges], side=side) for side in ("left", "right"))
        source = np.repeat(np.arange(edges.size), high - low)
        rows = np.arange(source.size) + (high - np.cumsum(high - low))[source]
        picked, of = picked[rows], stage.point[edges[source]]
        picked[:, stage.issue] = stage.column[edges[source]]
        order = np.lexsort((*picked.T[::-1], of))
        picked, of = picked[order], of[order]
        first = np.arange(of.size) - np.searchsorted(of, of) < limit
        picked, of = picked[first], of[first]
    order = np.lexsort(picked.T[::-1])[:limit]
    return picked[order], of[order]


def _edges_to(front: Front, points: np.ndarray) -> list[np.ndarray]:
    """Return, stage by stage, the rows that lead to some points in the end."""
    found: list[np.ndarray] = []
    for stage in reversed(front.stages):
        found.append(np.flatnonzero(np.isin(stage.point, points)))
        points = stage.previous[found[-1]]
    return found[::-1]
