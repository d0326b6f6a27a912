"""Branch and bound breadth first: the partial settlements of many problems, issue by issue, at once.

A problem is one objective of one draw. Its bound is linear in the surpluses (`prices`), so that what a partial
settlement can still reach is known exactly (`support`). How good the optimum is, is not: a problem is searched down to
a little under its bound first, and further down, each time more than half as far again, until something is found (Korf
1985, iterative deepening). Whatever reaches the depth searched to is found, so the optimum and its ties are among it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.batch.support import Ahead, Layout, ahead
from detente.kernels.problem import ANY, LEAST, NASH, SUM
from detente.kernels.select import NEAR
from detente.kernels.size import LIVE_NODES, PROBLEM_NODES

MARGIN = 1e-9
ROUNDING = 1e-14
"""How far a sum of floats may be off, beside the sizes of what was added: some tens of roundings."""
FIRST_OPTIONS, DEEPER, SHALLOWEST = 12, 1.6, 1e-6
"""Options short of the best within which a problem is searched at first; how much further then; how far at least."""


class Objectives(NamedTuple):
    """Objectives of problems ``(N,)``, each of a draw; of `kernels.problem.LEAST`, `NASH`, `SUM` and `ANY`.

    ``unit, power (P, N)`` as `kernels.problem.Goal` has `den` and `power`; ``floor (P, N)`` the least integer surplus
    of each party; ``value (N,)`` of an incumbent; the objective is at most ``constant (N,)`` plus the surpluses at
    ``price (P, N)``.
    """

    draw: np.ndarray
    kind: np.ndarray
    unit: np.ndarray
    power: np.ndarray
    floor: np.ndarray
    price: np.ndarray
    constant: np.ndarray
    value: np.ndarray

    def rows(self, rows: np.ndarray) -> Objectives:
        """Return those of some problems."""
        return Objectives(*(array[..., rows] for array in self))


class Best(NamedTuple):
    """Settlements that are best for a problem, or too near to tell in floats, sorted by problem.

    ``problem (m,)``; ``surplus (m, P)`` integers; ``pick (m, I)`` columns; ``left`` the problems that were given up.
    """

    problem: np.ndarray
    surplus: np.ndarray
    pick: np.ndarray
    left: np.ndarray


def together(asked: list[Objectives]) -> Objectives:
    """Put objectives behind each other."""
    return Objectives(*(np.concatenate(arrays, axis=-1) for arrays in zip(*asked, strict=True)))


def values(asked: Objectives, rows: np.ndarray, surplus: np.ndarray) -> np.ndarray:
    """Return the objective of problems ``rows (m,)`` at integer surpluses ``(P, m)``; -inf below a Nash product."""
    share = surplus / asked.unit[:, rows]
    power, kind = asked.power[:, rows], asked.kind[rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        product = np.where((surplus > 0).all(axis=0), (power * np.log(share)).sum(axis=0), -np.inf)
    least = np.where((kind == LEAST) | (kind == ANY), share.min(axis=0), (power * share).sum(axis=0))
    return np.asarray(np.where(kind == NASH, product, least))


def best(held: Layout, asked: Objectives) -> Best:
    """Return the best settlements of every problem, each of which must have one that is no worse than its incumbent.

    Of `ANY` one will do, and there may be none. A problem with too many partial settlements at once is given up.
    """
    if not asked.draw.size:
        return _nothing(held)
    seen = _rounded_up(held, asked, ahead(held, asked.price, asked.draw))
    bound = seen.reach + asked.constant
    depth = np.maximum(_first_depth(held, seen), SHALLOWEST * (1.0 + np.abs(bound)))
    open_, found = np.arange(bound.size), [_nothing(held)]
    while open_.size:
        mine = asked.rows(open_)
        wanted = np.maximum(mine.value, (bound - depth)[open_])
        here, reached = _above(held, mine, seen.rows(open_), wanted - MARGIN * (1.0 + np.abs(wanted)))
        found.append(here._replace(problem=open_[here.problem], left=open_[here.left]))
        over = reached | ~(wanted > mine.value)
        over[here.left] = True
        open_, depth = open_[~over], depth * DEEPER
    problem, surplus, pick, left = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    order = np.argsort(problem, kind="stable")
    return Best(problem[order], surplus[order], pick[order], left)


def _nothing(held: Layout) -> Best:
    none = np.zeros(0, dtype=np.int64)
    return Best(none, none.reshape(0, len(held.reserve)), none.reshape(0, len(held.steps)), none)


def _rounded_up(held: Layout, asked: Objectives, seen: Ahead) -> Ahead:
    """Return the same with a reach that is not below the true one.

    It is a small difference of large sums where a price is high, as it is of a party that can hardly gain.
    """
    size = np.abs(held.gain).max(axis=1) * len(held.steps) + np.abs(held.reserve)
    return seen._replace(reach=seen.reach + ROUNDING * (asked.price * size[:, asked.draw]).sum(axis=0))


def _first_depth(held: Layout, seen: Ahead) -> np.ndarray:
    """Return what the option costs that is short of the best by least but for `FIRST_OPTIONS`: ``(N,)``.

    Few settlements are within it, whatever the unit of the objective.
    """
    best = np.maximum.reduceat(seen.worth, held.low[:-1], axis=0)
    cost = np.sort(np.repeat(best, np.diff(held.low), axis=0) - seen.worth, axis=0)
    place = np.minimum(len(held.steps) - 1 + FIRST_OPTIONS, np.isfinite(cost).sum(axis=0) - 1)
    return np.asarray(np.take_along_axis(cost, place[None], axis=0)[0])


def _above(held: Layout, asked: Objectives, seen: Ahead, target: np.ndarray) -> tuple[Best, np.ndarray]:
    """Return what is best among all settlements that reach the target, and which problems have one."""
    problem, surplus, trail, left = _descend(held, asked, seen, target)
    value = values(asked, problem, surplus)
    top = np.full(target.size, -np.inf)
    np.maximum.at(top, problem, value)
    reached = top >= target
    near = value >= np.maximum(target, top - NEAR * (1.0 + np.abs(top)))[problem]
    rows = np.flatnonzero(near)
    return Best(problem[rows], surplus[:, rows].T, _picks(held, trail, rows), left), reached


Trail = list[tuple[np.ndarray, np.ndarray]]
"""Step by step: the node before, and the column, of every node."""


class _Leaves(NamedTuple):
    """Settlements that may reach a target, and the problems that were given up.

    ``problem (m,)``; ``surplus (P, m)``; `trail` is how they arose; ``left`` are given up.
    """

    problem: np.ndarray
    surplus: np.ndarray
    trail: Trail
    left: np.ndarray


def _descend(held: Layout, asked: Objectives, seen: Ahead, target: np.ndarray) -> _Leaves:
    """Return all settlements whose bound reaches the target.

    A node knows by how much its bound is above the target, and what each party can get at most above its floor; what a
    column costs is taken off of these.
    """
    problems, floor = target.size, _floors(asked, target)
    problem, state = np.arange(problems), np.zeros(problems, dtype=np.intp)
    above = seen.reach + asked.constant - target
    room = [*(held.most - held.reserve)[:, asked.draw] - floor]
    loss = [own.take(asked.draw, axis=1).reshape(-1) for own in held.loss]
    trail, given_up = Trail(), np.zeros(problems, dtype=bool)
    for k, cost in enumerate(seen.cost):
        states, width = cost.shape[:2]
        ways = cost.transpose(2, 0, 1).reshape(-1, width).take(problem * states + state, axis=0)
        ways += above[:, None]
        node = np.flatnonzero(ways >= 0.0)
        parent = node // width
        column = node - parent * width
        state = held.follow[k].reshape(-1).take(state.take(parent) * width + column)
        column += held.low[k]
        above, problem = ways.reshape(-1).take(node), problem.take(parent)
        at = column * problems + problem
        room = [own.take(parent) + each.take(at) for own, each in zip(room, loss, strict=True)]
        fits = np.logical_and.reduce([own >= 0 for own in room])
        if problem.size > PROBLEM_NODES:
            given_up |= _crowded(problem[fits], problems)
            fits &= ~given_up[problem]
        if not fits.all():
            rows = np.flatnonzero(fits)
            parent, column, problem, state, above = (a.take(rows) for a in (parent, column, problem, state, above))
            room = [own.take(rows) for own in room]
        trail.append((parent, column))
    return _Leaves(problem, np.array(room) + floor[:, problem], trail, np.flatnonzero(given_up))


def _crowded(problem: np.ndarray, problems: int) -> np.ndarray:
    """Return which problems have more nodes than are followed."""
    most = PROBLEM_NODES if problem.size <= LIVE_NODES else min(PROBLEM_NODES, max(1, LIVE_NODES // problems))
    return np.asarray(np.bincount(problem, minlength=problems) > most)


def _floors(asked: Objectives, target: np.ndarray) -> np.ndarray:
    """Return the least integer surplus of each party ``(P, N)`` in a settlement that reaches the target.

    A least surplus sets it for everyone, a sum of one party's surplus alone for that party.
    """
    alone = (asked.kind == SUM) & (asked.power > 0.0) & (asked.power == asked.power.sum(axis=0))
    bound = (asked.kind == LEAST) | (asked.kind == ANY) | alone
    least = np.ceil(target * asked.unit / np.where(alone, asked.power, 1.0))
    return np.where(bound, np.maximum(asked.floor, least), asked.floor).astype(np.int64)


def _picks(held: Layout, trail: Trail, rows: np.ndarray) -> np.ndarray:
    pick = np.zeros((rows.size, len(trail)), dtype=np.int64)
    for step, (parent, column) in zip(reversed(held.steps), reversed(trail), strict=True):
        pick[:, step.issue] = held.columns[column[rows]]
        rows = parent[rows]
    return pick
