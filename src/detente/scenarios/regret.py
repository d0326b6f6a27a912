"""Strategies against worlds: results, regrets, and the strategies whose worst regret is least (Savage 1951).

A *future* is one strategy in one world. No odds of the worlds are used, and no strategy is recommended: the table shows
what each gives up where, and minimax regret is one reading of it beside others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class RegretTable:
    """Results of strategies (rows) in worlds (columns), and what was missed.

    Parameters
    ----------
    result, regret
        ``(S, W)``; regret is the best result of any strategy in that world minus the strategy's own, 0 or more.
    worst
        ``(S,)``: the largest regret of a strategy.
    minimax
        The strategies with the least worst regret, all ties.
    maximin
        The strategies with the best worst result, all ties.
    dominated
        Strategies than which another is at least as good in every world and better in one.
    """

    strategies: tuple[str, ...]
    worlds: tuple[str, ...]
    result: np.ndarray
    regret: np.ndarray
    worst: np.ndarray
    minimax: tuple[str, ...]
    maximin: tuple[str, ...]
    dominated: tuple[str, ...]

    def rows(self) -> list[dict[str, object]]:
        """Return a row per future."""
        return [
            {"strategy": s, "world": w, "result": float(self.result[i, j]), "regret": float(self.regret[i, j])}
            for i, s in enumerate(self.strategies)
            for j, w in enumerate(self.worlds)
        ]


def regret_table(strategies: Sequence[str], worlds: Sequence[str], result: np.ndarray) -> RegretTable:
    """Return the regrets of strategies in worlds; more is better.

    Raises
    ------
    ValueError
        When a future has no result, or names repeat.

    Examples
    --------
    >>> found = regret_table(["hold", "move"], ["calm", "storm"], np.array([[3.0, 1.0], [5.0, 0.0]]))
    >>> found.regret.tolist(), found.minimax, found.maximin
    ([[2.0, 0.0], [0.0, 1.0]], ('move',), ('hold',))
    """
    result = np.asarray(result, dtype=float)
    if result.shape != (len(strategies), len(worlds)) or not result.size:
        raise ValueError(f"{result.shape} results for {len(strategies)} strategies in {len(worlds)} worlds")
    if not np.isfinite(result).all():
        raise ValueError("a future has no result; every strategy needs one in every world")
    if len(set(strategies)) < len(strategies) or len(set(worlds)) < len(worlds):
        raise ValueError("two strategies, or two worlds, have one name")
    regret = result.max(axis=0) - result
    worst, least = regret.max(axis=1), result.min(axis=1)
    return RegretTable(
        tuple(strategies), tuple(worlds), result, regret, worst,
        minimax=_named(strategies, worst == worst.min()),
        maximin=_named(strategies, least == least.max()),
        dominated=_named(strategies, np.array([_dominated(result, s) for s in range(len(result))])),
    )  # fmt: skip


def _named(names: Sequence[str], chosen: np.ndarray) -> tuple[str, ...]:
    return tuple(name for name, held in zip(names, chosen.tolist(), strict=True) if held)


def _dominated(result: np.ndarray, s: int) -> bool:
    return bool(((result >= result[s]).all(axis=1) & (result > result[s]).any(axis=1)).any())
