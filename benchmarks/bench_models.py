"""Forecasting models on made tables, seeded: challenge, exchange and spatial model; exchanges beside their peer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.row import Row, in_process, timed
from detente.strategy.challenge.rounds import challenge
from detente.strategy.challenge.variant import VARIANTS
from detente.strategy.exchange.realise import realise
from detente.strategy.exchange.swaps import Positions, swaps
from detente.strategy.spatial.turns import play

NO_PEER = "no peer that can be installed beside it"
TABLE = 15, 13
EXCHANGE_REACH = 0.05
PEER = "decide-exchange-model"
AGAIN = " here, where no position moves twice; in the peer one may"
PATIENCE = 120.0
"""Seconds after which the peer is stopped."""


def run() -> list[Row]:
    """Time the three models, each on the table of its row."""
    return [
        Row("challenge model, 100 actors x 10 rounds", timed(partial(challenged, 100)), 1.0, note=NO_PEER),
        _beside("exchange model, 15 actors x 13 issues, all exchanges", exchanged, peer_exchanged),
        _beside("the same, carried out one by one", realised, peer_realised, AGAIN),
        Row("spatial model, 60 actors x 2 issues, to the end", timed(partial(played, 60), times=3), 5.0, note=NO_PEER),
    ]


def _beside(work: str, ours: Callable[[int, int], int], theirs: Callable[[int, int], int], more: str = "") -> Row:
    """Time exchanges of one table, and the peer on the same numbers once in a process of its own."""
    seconds, taken = timed(partial(ours, *TABLE)), in_process(partial(theirs, *TABLE), PATIENCE)
    if taken.seconds is None:
        return Row(work, seconds, EXCHANGE_REACH, note=f"{PEER}: {taken.why}")
    return Row(work, seconds, EXCHANGE_REACH, PEER, taken.seconds, f"{ours(*TABLE):,} exchanges{more}")


def challenged(actors: int) -> int:
    """Return how many rounds a made table takes."""
    rng = np.random.default_rng(actors)
    columns = rng.uniform(0.1, 1, actors), rng.uniform(0, 100, actors), rng.uniform(0.1, 1, actors)
    return len(challenge(*columns, VARIANTS["replication"], 10))


def made(actors: int, issues: int) -> Positions:
    """Return a made table of positions, saliences and capabilities."""
    rng = np.random.default_rng(actors * issues)
    shape = actors, issues
    return Positions(rng.uniform(0, 100, shape), rng.uniform(1, 100, shape), rng.uniform(1, 100, shape))


def exchanged(actors: int, issues: int) -> int:
    """Return how many exchanges a made table has."""
    return len(swaps(made(actors, issues)).gain)


def realised(actors: int, issues: int) -> int:
    """Return how many exchanges of a made table are carried out."""
    return len(realise(made(actors, issues)).swaps.gain)


def peer_exchanged(actors: int, issues: int) -> int:
    """Return how many exchanges the peer lists."""
    return len(peer_listed(made(actors, issues)).exchanges)


def peer_realised(actors: int, issues: int) -> int:
    """Return how many exchanges the peer carries out in its first round."""
    model, done = peer_listed(made(actors, issues)), 0
    while model.exchanges:
        best = model.highest_gain()
        if best and best.is_valid:
            model.remove_invalid_exchanges(best)
            done += 1
    return done


def peer_listed(table: Positions) -> Any:
    """Return the peer's model of a table with its exchanges listed."""
    from decide.model.equalgain import EqualGainModel

    model = EqualGainModel(randomized_value="0.0")
    rows, columns = table.position.shape
    actors = [model.add_actor(f"actor {i:03}") for i in range(rows)]
    issues = [model.add_issue(f"issue {p:03}") for p in range(columns)]
    for p, issue in enumerate(issues):
        issue.lower, issue.upper = 0, 100
        for i, actor in enumerate(actors):
            model.add_actor_issue(
                actor, issue, table.position[i, p], table.salience[i, p], power=table.capability[i, p]
            )
    model.calc_nbs()
    model.determine_positions()
    model.calc_combinations()
    model.determine_groups_and_calculate_exchanges()
    return model


def played(actors: int) -> int:
    """Return how many turns a made table takes."""
    rng = np.random.default_rng(actors)
    shape = actors, 2
    return play(rng.uniform(0, 100, shape), rng.uniform(1, 50, shape), rng.uniform(1, 100, actors)).steps
