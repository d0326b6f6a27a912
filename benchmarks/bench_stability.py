"""Four stability concepts of graph models in option form: parties share the options evenly, preferences are seeded."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.row import Row, in_process, timed
from detente.case.graph import Choice, ConflictGraph, DecisionMaker
from detente.strategy.stability.graph import graph_of
from detente.strategy.stability.judge import stable

PARTIES = 3
WORKS = ((14, 2.0), (18, 60.0))
"""Options, and the bound in seconds."""
MOST_MEGABYTES = 4_000
PATIENCE = 300.0


def run() -> list[Row]:
    """Time model, moves and all four concepts with loaded kernels, and their memory in a fresh process."""
    return [_row(options, reach) for options, reach in WORKS]


def _row(options: int, reach: float) -> Row:
    seconds = timed(partial(judge, options), times=3)
    taken = in_process(partial(judge, options), PATIENCE)
    note = f"all payoffs apart; peak {taken.megabytes:,.0f} MB of {MOST_MEGABYTES:,}"
    return Row(f"stability, 2^{options} states x {PARTIES} parties, Nash, GMR, SMR and SEQ", seconds, reach, note=note)


def judge(options: int) -> list[int]:
    """Return how many equilibria of each concept a made conflict has."""
    graph = graph_of(made(options))
    payoffs = np.random.default_rng(options).random((PARTIES, graph.size))
    return stable(graph, payoffs).equilibria[0].sum(axis=1).tolist()


def made(options: int) -> ConflictGraph:
    """Return a conflict in which parties hold the options in turn, so that they have to be regrouped."""
    makers = tuple(DecisionMaker(f"P{p}", tuple(range(p, options, PARTIES))) for p in range(PARTIES))
    return ConflictGraph("made", makers, tuple(Choice(f"option {k}") for k in range(options)))
