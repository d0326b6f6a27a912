"""What each decision maker prefers, as one number per state; from rankings, statements, payoffs or pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.case.graph import ConflictGraph, DecisionMaker, Preference, Statement, grouped
from detente.case.graph_check import bits
from detente.case.graph_preference import order_of_pairs, ranking_faults
from detente.kernels.states import meets
from detente.kernels.threshold import levels
from detente.strategy.stability.graph import Graph

PACKED = 40
"""Statements whose weights are summed before the sums are ranked anew, so that they fit an integer."""


def payoffs_of(conflict: ConflictGraph, graph: Graph) -> np.ndarray:
    """Return what every decision maker gets in every state, ``(P, S)``: payoffs, else levels from 1 for the worst."""
    makers = grouped(conflict).makers
    return np.array([_payoffs(maker.preference, graph) for maker in makers], dtype=float).reshape(-1, graph.size)


def _payoffs(held: Preference, graph: Graph) -> np.ndarray:
    ways = {
        "ranking": lambda: ranking_levels(held.ranking, graph.size),
        "statements": lambda: statement_levels(held.statements, graph),
        "payoffs": lambda: np.array(held.payoffs),
        "better": lambda: ranking_levels(tuple(order_of_pairs(held, graph.size)[0]), graph.size),
        "": lambda: np.ones(graph.size),
    }
    return ways[held.source]()


def ranking_levels(ranking: tuple[tuple[int, ...], ...], size: int) -> np.ndarray:
    """Return the levels, 1 for the worst, of a ranking of states 1 to `size` from best to worst.

    Examples
    --------
    >>> ranking_levels(((3,), (1, 2)), 3).tolist()
    [1, 1, 2]
    """
    found = np.zeros(size, dtype=np.int64)
    for level, group in enumerate(reversed(ranking), start=1):
        found[np.array(group, dtype=np.int64) - 1] = level
    return found


def statement_levels(statements: tuple[Statement, ...], graph: Graph) -> np.ndarray:
    """Return the levels, 1 for the worst, that statements give to states; the first statement weighs most.

    Statement ``k`` of ``m`` weighs ``2^(m - 1 - k)``, so more than all later ones together (option
    prioritising: Fang, Hipel, Kilgour & Peng 2003, from memory): states compare as their lists of true statements do.
    """
    if graph.bits is None:
        raise ValueError("statements are about options, and this graph has none")
    rank = np.zeros(graph.size, dtype=np.int64)
    for k, statement in enumerate(statements, start=1):
        holds = np.zeros(graph.size, dtype=bool)
        for pattern in statement:
            holds |= meets(graph.bits, *bits(pattern))
        rank = 2 * rank + holds
        if k % PACKED == 0:
            rank = levels(rank).astype(np.int64)
    return levels(rank).astype(np.int64) + 1


def doubts(conflict: ConflictGraph, graph: Graph) -> tuple[str, ...]:
    """Return what a reader must know about the preferences of a model: what disagrees, is missing or out of date."""
    return tuple(line for maker in grouped(conflict).makers for line in _doubts(maker, graph))


def _doubts(maker: DecisionMaker, graph: Graph) -> list[str]:
    held, name = maker.preference, maker.name
    if not held.source:
        return [f"{name} has no preferences, so it is indifferent among all states"]
    counts = levels(_payoffs(held, graph))
    told: list[str] = []
    if held.ranking and held.source == "statements":
        if any(True for _ in ranking_faults(held, (), graph.size)):
            told.append(f"{name}: the ranking in the file does not rank every state once; the statements count")
        elif not np.array_equal(levels(ranking_levels(held.ranking, graph.size)), counts):
            told.append(f"{name}: the statements and the ranking in the file disagree; the statements count")
    if held.statements and held.source == "ranking":
        if not np.array_equal(levels(statement_levels(held.statements, graph)), counts):
            told.append(f"{name}: the ranking, set by hand, and the statements disagree; the ranking counts")
    if held.payoffs and held.source != "payoffs":
        if len(held.payoffs) != graph.size or not np.array_equal(levels(np.array(held.payoffs)), counts):
            told.append(f"{name}: the payoffs in the file disagree with the {held.source}, which count")
    return told


def ranked(conflict: ConflictGraph, graph: Graph) -> ConflictGraph:
    """Return the model, options regrouped, with the ranking and the payoffs that its preferences come to."""
    conflict = grouped(conflict)
    makers = tuple(
        replace(maker, preference=_ranked(maker.preference, row))
        for maker, row in zip(conflict.makers, payoffs_of(conflict, graph), strict=True)
    )
    return replace(conflict, makers=makers)


def _ranked(held: Preference, payoffs: np.ndarray) -> Preference:
    level = levels(payoffs)
    order = np.lexsort((np.arange(level.size), -level))
    cuts = np.flatnonzero(np.diff(level[order])) + 1
    ranking = tuple(tuple((group + 1).tolist()) for group in np.split(order, cuts))
    if held.source == "payoffs":
        return replace(held, ranking=())
    return replace(held, ranking=ranking, payoffs=tuple((level + 1.0).tolist()), better=(), ties=())
