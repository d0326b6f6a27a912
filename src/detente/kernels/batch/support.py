"""How far the settlements of many draws reach in given directions, all at once: dynamic programming over the issues.

Prices of the parties' surpluses make one number of every option, so that the settlement of the largest sum is found
issue by issue, exclusions obeyed exactly by the states of `kernels.table.machine`. That largest sum is the support
function of the attainable surpluses; by linear programming duality it bounds every objective (`prices`), and
what is still to come after each issue bounds every partial settlement (`breadth`). Arrays have draws, or
problems of a draw, on their last axis: ``N`` of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.table import Step, Table, machine

NEVER = -(1 << 60)


class Layout(NamedTuple):
    """A table, issue by issue in the order of its machine, with draws last.

    ``columns (C,)``, those of step k from ``low[k]`` to ``low[k + 1]``; ``follow[k] (states, columns)`` the state after
    a column, one beyond the last where it is forbidden. From step `linked` on no exclusion matters: `free` holds, for
    each number of columns, ``(steps, columns)`` rows of all such steps that have so many. ``gain (P, C, D)``, ``reserve
    (P, D)``, ``scale (P, D)``; ``barred (C, D)`` bool; ``most (P, D)``: the largest gains of all steps together;
    ``loss (P, C, D)``: what a column gives less than the best for the party in its step, not above zero.
    """

    steps: list[Step]
    low: np.ndarray
    columns: np.ndarray
    follow: list[np.ndarray]
    linked: int
    free: list[np.ndarray]
    gain: np.ndarray
    reserve: np.ndarray
    scale: np.ndarray
    barred: np.ndarray
    most: np.ndarray
    loss: np.ndarray

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.reserve.shape[1]

    @property
    def possible(self) -> bool:
        """Whether the exclusions leave any settlement at all, of all columns that some draw allows."""
        return self.steps[-1].states > 0

    def gained(self, party: int, column: np.ndarray, draw: np.ndarray) -> np.ndarray:
        """Return what columns, as rows of `gain`, give a party in draws."""
        return self.gain[party].reshape(-1).take(column * self.draws + draw)


def layout(table: Table) -> Layout:
    """Lay a table out; raises `kernels.table.BlockTooLarge` where exclusions link too much."""
    steps = machine(table, np.asarray(table.allowed.any(axis=0)))
    columns = np.concatenate([step.columns for step in steps])
    low = np.cumsum([0, *(step.columns.size for step in steps)])
    gain = np.ascontiguousarray(table.gain[:, :, columns].transpose(1, 2, 0))
    barred = ~table.allowed[:, columns].T
    most = np.maximum.reduceat(np.where(barred, NEVER, gain), low[:-1], axis=1)
    loss = gain - np.repeat(most, np.diff(low), axis=1)
    follow = [np.where(step.follow < 0, step.states, step.follow) for step in steps]
    return Layout(
        steps, low, columns, follow, *_free(steps, low),
        gain, np.ascontiguousarray(table.reserve.T), np.ascontiguousarray(table.scale.T), barred,
        most.sum(axis=1), loss,
    )  # fmt: skip


def _free(steps: list[Step], low: np.ndarray) -> tuple[int, list[np.ndarray]]:
    """Return the number of steps after which no exclusion matters, and the steps after them by number of columns."""
    linked = max([0, *(k + 1 for k, step in enumerate(steps) if (step.follow != 0).any() or len(step.follow) > 1)])
    by_width: dict[int, list[np.ndarray]] = {}
    for k in range(linked, len(steps)):
        by_width.setdefault(steps[k].columns.size, []).append(np.arange(low[k], low[k + 1]))
    return linked, [np.array(rows) for rows in by_width.values()]


class Ahead(NamedTuple):
    """What the columns of a priced settlement cost beside the best that may still follow.

    ``worth (C, N)``: the price of every column, -inf where it is barred; ``cost[k] (states, columns, N)``: what a
    column in a state takes off what is in reach there, not above zero, NaN in states that lead nowhere; ``reach (N,)``:
    the surplus of whole settlements at these prices at most, -inf where there is none.
    """

    worth: np.ndarray
    cost: list[np.ndarray]
    reach: np.ndarray

    def rows(self, rows: np.ndarray) -> Ahead:
        """Return that of some problems only."""
        return Ahead(self.worth[:, rows], [cost[:, :, rows] for cost in self.cost], self.reach[rows])


def ahead(held: Layout, price: np.ndarray, draw: np.ndarray) -> Ahead:
    """Value columns at ``price (P, N)`` per unit of gain, problem n in draw ``draw[n]``, and look ahead."""
    worth = _worth(held, price, draw)
    own, best = _backwards(held, worth, len(held.steps))
    with np.errstate(invalid="ignore"):
        cost = [here - here.max(axis=1, keepdims=True) for here in own]
    return Ahead(worth, cost, best - (price * held.reserve[:, draw]).sum(axis=0))


def _worth(held: Layout, price: np.ndarray, draw: np.ndarray) -> np.ndarray:
    worth = price[0] * held.gain[0].take(draw, axis=1)
    for p in range(1, len(price)):
        worth += price[p] * held.gain[p].take(draw, axis=1)
    if held.barred.any():
        worth[held.barred.take(draw, axis=1)] = -np.inf
    return np.asarray(worth)


def _backwards(held: Layout, worth: np.ndarray, steps: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Return what each column of the first so many steps is worth with the best that may follow, and the best of all.

    The former is ``(states, columns, N)`` for each step, the latter ``(N,)``.
    """
    best = np.full((2, worth.shape[1]), -np.inf)
    best[0] = 0.0
    own: list[np.ndarray] = []
    for k in range(steps - 1, -1, -1):
        own.append(best.take(held.follow[k], axis=0))
        own[-1] += worth[held.low[k] : held.low[k + 1]]
        best = np.full((len(held.follow[k]) + 1, worth.shape[1]), -np.inf)
        np.max(own[-1], axis=1, out=best[:-1])
    return own[::-1], best[0]


def support(held: Layout, price: np.ndarray, draw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest priced surplus ``(N,)`` and the integer surpluses ``(P, N)`` of a settlement that has it."""
    worth = _worth(held, price, draw)
    own, reach = _backwards(held, worth, held.linked)
    surplus = _forwards(held, own, draw) - held.reserve.take(draw, axis=1)
    reach -= (price * held.reserve.take(draw, axis=1)).sum(axis=0)
    for rows in held.free:
        best, column = _first_largest(worth.take(rows.T, axis=0))
        reach += best.sum(axis=0)
        for p in range(len(surplus)):
            surplus[p] += held.gained(p, rows[:, :1] + column, draw).sum(axis=0)
    return reach, surplus


def _forwards(held: Layout, own: list[np.ndarray], draw: np.ndarray) -> np.ndarray:
    """Return what the best columns of the linked steps give each party, ``(P, N)``."""
    gained = np.zeros((len(held.gain), draw.size), dtype=np.int64)
    state, everyone = np.zeros(draw.size, dtype=np.intp), np.arange(draw.size)
    for k, mine in enumerate(own):
        state = np.minimum(state, len(mine) - 1)  # a draw without any settlement goes on from anywhere
        here = mine[0] if len(mine) == 1 else mine[state, :, everyone].T
        _, column = _first_largest(here)
        state = held.follow[k][state, column]
        for p in range(len(gained)):
            gained[p] += held.gained(p, column + held.low[k], draw)
    return gained


def _first_largest(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest along a short first axis, and the first place where it stands; faster than argmax."""
    best, at = values[0], np.zeros(values.shape[1:], dtype=np.intp)
    for k in range(1, len(values)):
        at[values[k] > best] = k
        best = np.maximum(best, values[k])
    return best, at
