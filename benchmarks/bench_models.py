"""Forecasting models on made tables, seeded: challenge, exchange and spatial model; exchanges beside their peer."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from benchmarks.peer_exchange import PEER, Missing, ask
from benchmarks.peer_exchange import TABLE as WORDS
from benchmarks.row import Row, timed
from detente.strategy.challenge.rounds import challenge
from detente.strategy.challenge.variant import VARIANTS
from detente.strategy.exchange.realise import realise
from detente.strategy.exchange.swaps import Positions, swaps
from detente.strategy.spatial.turns import play

NO_PEER = "no peer that can be installed beside it"
TABLE = 15, 13
EXCHANGE_REACH = 0.05
WORKS = {
    "listed": "exchange model, 15 actors x 13 issues, all exchanges",
    "realised": "the same, carried out one by one; in the peer a position may move twice",
}
PATIENCE = 120.0
"""Seconds after which the peer is stopped."""


def run() -> list[Row]:
    """Time the three models, each on the table of its row."""
    return [
        Row("challenge model, 100 actors x 10 rounds", timed(partial(challenged, 100)), 1.0, note=NO_PEER),
        *_exchanges(),
        Row("spatial model, 60 actors x 2 issues, to the end", timed(partial(played, 60), times=3), 5.0, note=NO_PEER),
    ]


def _exchanges() -> list[Row]:
    """Time the exchanges of one table, and the peer on the same numbers once in a Python of its own."""
    table = made(*TABLE)
    works = {"listed": partial(exchanged, *TABLE), "realised": partial(realised, *TABLE)}
    ours = {key: timed(work) for key, work in works.items()}
    try:
        theirs = ask(plain(table), PATIENCE)
    except Missing as why:
        return [Row(WORKS[key], ours[key], EXCHANGE_REACH, note=f"{PEER}: {why}") for key in works]
    found = {"listed": len(theirs["gains"]), "realised": theirs["realised"]}
    return [
        Row(WORKS[key], ours[key], EXCHANGE_REACH, PEER, theirs["seconds"][key], _counts(work(), found[key], theirs))
        for key, work in works.items()
    ]


def _counts(ours: int, theirs: int, answer: dict[str, Any]) -> str:
    return f"{ours:,} exchanges, {theirs:,} in the peer {answer['version']}"


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


def plain(table: Positions) -> dict[str, list[list[float]]]:
    """Return a table as the peer is told it."""
    return {word: getattr(table, word).tolist() for word in WORDS}


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
