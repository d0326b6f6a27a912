"""Exchanges of one table by decide-exchange-model, which needs a Python of its own: JSON in, JSON out.

It pins an old numpy and cannot be installed beside this project, so `ask` runs this file in the Python that
DETENTE_PEER_PYTHON names. Over there nothing but that peer and the standard library is at hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.metadata import version
from typing import Any

PEER = "decide-exchange-model"
VARIABLE = "DETENTE_PEER_PYTHON"
TABLE = ("position", "salience", "capability")


class Missing(RuntimeError):
    """The peer cannot be asked; the message says why, and what to do."""


def ask(table: dict[str, list[list[float]]], patience: float) -> dict[str, Any]:
    """Return what the peer answers on a table with one number per actor and issue under each word of `TABLE`.

    The answer holds its `version`, the `gains` of all exchanges, how many of them are `realised` in a round, and the
    seconds for each under `seconds`, measured over there without its start.

    Raises
    ------
    Missing
        When no Python is named, it cannot be run, it lacks the peer, or it takes longer than `patience` seconds.
    """
    python = os.environ.get(VARIABLE)
    if not python:
        raise Missing(f"{VARIABLE} is not set; it names a Python with {PEER}")
    try:
        done = subprocess.run(
            [python, __file__], input=json.dumps(table), capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"stopped after {patience:.0f} s") from None
    except OSError as error:
        raise Missing(f"{VARIABLE}: {python} cannot be run: {error.strerror}") from error
    if done.returncode:
        raise Missing(f"{VARIABLE}: {(done.stderr.strip().splitlines() or ['ended without an answer'])[-1]}")
    return json.loads(done.stdout)


def answer(table: dict[str, list[list[float]]]) -> dict[str, Any]:
    """Return the peer's answer; this is run over there."""
    began = time.perf_counter()
    model = _listed(table)
    listed = time.perf_counter()
    gains = sorted((float(exchange.gain) for exchange in model.exchanges), reverse=True)
    again = time.perf_counter()
    done = _realised(model)
    seconds = {"listed": listed - began, "realised": listed - began + time.perf_counter() - again}
    return {"version": version(PEER), "gains": gains, "realised": done, "seconds": seconds}


def _listed(table: dict[str, list[list[float]]]) -> Any:
    """Return the peer's model of a table with its exchanges listed."""
    from decide.model.equalgain import EqualGainModel

    model = EqualGainModel(randomized_value="0.0")
    position, salience, capability = (table[word] for word in TABLE)
    actors = [model.add_actor(f"actor {i:03}") for i in range(len(position))]
    issues = [model.add_issue(f"issue {p:03}") for p in range(len(position[0]))]
    for p, issue in enumerate(issues):
        issue.lower, issue.upper = 0, 100
        for i, actor in enumerate(actors):
            model.add_actor_issue(actor, issue, position[i][p], salience[i][p], power=capability[i][p])
    model.calc_nbs()
    model.determine_positions()
    model.calc_combinations()
    model.determine_groups_and_calculate_exchanges()
    return model


def _realised(model: Any) -> int:
    """Return how many exchanges are carried out in the peer's first round."""
    done = 0
    while model.exchanges:
        best = model.highest_gain()
        if best and best.is_valid:
            model.remove_invalid_exchanges(best)
            done += 1
    return done


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
