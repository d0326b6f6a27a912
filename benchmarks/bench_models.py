"""Forecasting models on made tables: challenge, exchange and spatial model, seeded."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.row import Row, timed
from detente.strategy.challenge.rounds import challenge
from detente.strategy.challenge.variant import VARIANTS
from detente.strategy.exchange.realise import realise
from detente.strategy.exchange.swaps import Positions, swaps
from detente.strategy.spatial.turns import play

NO_PEER = "no peer beside it: none is installed with the project"


def run() -> list[Row]:
    """Time the three models, each on the table of its row."""
    return [
        Row("challenge model, 100 actors x 10 rounds", timed(partial(challenged, 100)), 1.0, note=NO_PEER),
        Row(
            "exchange model, 15 actors x 13 issues, all exchanges",
            timed(partial(exchanged, 15, 13)),
            0.05,
            note=NO_PEER,
        ),
        Row("the same, carried out one by one", timed(partial(realised, 15, 13)), 0.05, note=NO_PEER),
        Row("spatial model, 60 actors x 2 issues, to the end", timed(partial(played, 60), times=3), 5.0, note=NO_PEER),
    ]


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


def played(actors: int) -> int:
    """Return how many turns a made table takes."""
    rng = np.random.default_rng(actors)
    shape = actors, 2
    return play(rng.uniform(0, 100, shape), rng.uniform(1, 50, shape), rng.uniform(1, 100, actors)).steps
