"""Strategies of a case against the worlds of its two by two, computed on common random numbers.

A *world* is a pole of each axis: its wild cards have happened and its changes are made; a strategy comes on top. Every
future is the case so changed, with the draws of all others, so that regrets are paired differences. Nothing here says
how likely a world is, and no strategy is recommended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.futures import UTILITY, Futures, changes_by, changes_in
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress, silent
from detente.ensemble.shares import mean_and_error
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, Measured, measure
from detente.scenarios.regret import RegretTable, regret_table
from detente.scenarios.side_by_side import side_by_side

MOST_DRAWS = 200
"""Draws at most on which futures are measured: there are four for every strategy."""
TOLD = 2.0
"""Standard errors within which a worst regret is said to be no larger than the least."""
LATER = ("ratified", "in_force")


@dataclass(frozen=True, slots=True)
class Table:
    """One payoff of every strategy in every world.

    Parameters
    ----------
    regrets
        Means, regrets of the means and all ties.
    result_se, regret_se
        ``(S, W)`` standard errors; of a regret, of the paired difference to the best strategy of that world.
    near
        Strategies whose worst regret is within two standard errors of the least, those that tie included.
    """

    payoff: str
    regrets: RegretTable
    result_se: np.ndarray
    regret_se: np.ndarray
    near: tuple[str, ...]


def tables(case: Case, model: Futures, drawing: Drawing, progress: Progress | None = None) -> list[Table]:
    """Return a table per payoff of the case; each future is measured once for all of them."""
    worlds, told = list(model.worlds()), progress or silent
    whole = any(payoff in LATER for payoff in model.payoffs)
    held: list[list[Measured]] = []
    for s, strategy in enumerate(model.strategies):
        told("strategies", s, len(model.strategies))
        by = changes_by(strategy, case.levers)
        variants = [apply(case, (*changes_in(world, case.wild_cards), *by)) for world in worlds]
        held.append(
            side_by_side(lambda variant, own, heard: measure(variant, Asked(own, whole, heard)), variants, drawing)
        )
    names = [row.id for row in model.strategies], ["+".join(pole.id for pole in world) for world in worlds]
    return [
        table(payoff, *names, np.array([[_values(cell, payoff) for cell in row] for row in held]))
        for payoff in model.payoffs
    ]


def _values(found: Measured, payoff: str) -> np.ndarray:
    if payoff.startswith(UTILITY):
        return found.utility[payoff.removeprefix(UTILITY)]
    return found.outputs[payoff]


def table(payoff: str, strategies: list[str], worlds: list[str], values: np.ndarray) -> Table:
    """Return the table of a payoff from its values ``(S, W, D)`` in every draw.

    Examples
    --------
    >>> found = table("zone", ["hold", "move"], ["calm", "storm"], np.array([[[3.0], [1.0]], [[5.0], [0.0]]]))
    >>> found.regrets.minimax, found.near
    (('move',), ('move',))
    """
    regrets = regret_table(strategies, worlds, values.mean(axis=2))
    best = regrets.result.argmax(axis=0)
    missed = values[best, np.arange(len(worlds))] - values
    worst = missed[np.arange(len(strategies)), regrets.regret.argmax(axis=1)]
    least = int(regrets.worst.argmin())
    beyond = np.array([_error(row - worst[least]) for row in worst])
    near = regrets.worst - regrets.worst[least] <= TOLD * beyond
    return Table(
        payoff,
        regrets,
        np.array([[_error(cell) for cell in row] for row in values]),
        np.array([[_error(cell) for cell in row] for row in missed]),
        tuple(name for name, held in zip(strategies, near.tolist(), strict=True) if held),
    )


def _error(values: np.ndarray) -> float:
    return float(mean_and_error(values)[1]) if values.size > 1 else 0.0


def as_rows(model: Futures, found: list[Table]) -> dict[str, Any]:
    """Return axes, worlds, strategies and tables as plain data."""
    worlds = list(model.worlds())
    return {
        "axes": [
            {
                "id": axis.id,
                "name": axis.name,
                "poles": [{"id": pole.id, "name": pole.name, "why": pole.why} for pole in axis.poles],
                **_said(axis),
            }
            for axis in model.axes
        ],
        "worlds": [
            {"id": "+".join(pole.id for pole in world), "poles": [pole.id for pole in world]} for world in worlds
        ],
        "strategies": [
            {"id": row.id, "name": row.name, "levers": list(row.levers), **_said(row)} for row in model.strategies
        ],
        "tables": [_table(row) for row in found],
    }


def _said(row: Any) -> dict[str, Any]:
    return {"why": row.why, "sources": list(row.sources), "coded": row.coded}


def _table(row: Table) -> dict[str, Any]:
    found = row.regrets
    futures = [
        {**cell, "result_se": float(result), "regret_se": float(regret)}
        for cell, result, regret in zip(found.rows(), row.result_se.ravel(), row.regret_se.ravel(), strict=True)
    ]
    return {
        "payoff": row.payoff,
        "futures": futures,
        "worst_regret": dict(zip(found.strategies, found.worst.tolist(), strict=True)),
        "minimax_regret": list(found.minimax),
        "within_error": list(row.near),
        "maximin": list(found.maximin),
        "dominated": list(found.dominated),
    }
