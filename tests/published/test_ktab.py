"""KTAB-SMP's own test scenario dummyData_3Dim: 7 actors, 3 dimensions, against its reference log of 2017.

The table and the log are facts of a test file of KTAB, copyright (c) 2015 KAPSARC, used under the MIT licence.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.strategy.spatial.rules import KTAB, WORDS, Rules
from detente.strategy.spatial.turns import play

GOLDEN = json.loads((Path(__file__).parent / "data/ktab_dummy_3dim.json").read_text(encoding="utf-8"))
POSITION, SALIENCE, POWER = (
    np.array([row[key] for row in GOLDEN["input"]]) for key in ("position", "salience", "power")
)
PRINTED, FULL = GOLDEN["turn0_printed"], GOLDEN["turn0_full_precision"]


@pytest.fixture(scope="module")
def played():
    return play(POSITION, SALIENCE, POWER, KTAB)


@pytest.mark.parametrize("rules", [KTAB, Rules()], ids=["as the peer", "default"])
def test_turn_0_to_full_precision(rules):
    seen = play(POSITION, SALIENCE, POWER, rules).turns[0].outlook
    assert seen.value == pytest.approx(np.array(FULL["value_matrix"]), abs=1e-12)
    assert seen.risk == pytest.approx(FULL["risk_attitude"], abs=1e-12)
    assert seen.probability == pytest.approx(FULL["win_probability"], abs=1e-12)
    assert seen.utility == pytest.approx(np.array(PRINTED["utility_matrix"]), abs=5e-5 + 1e-12)


def test_whom_each_actor_challenges_and_what_it_expects(played):
    found = [(t.actor, t.other, round(t.gain, 3)) for t in played.turns[0].targets]
    assert found == [tuple(row) for row in PRINTED["best_targets_actor_target_gain"]]


def test_it_stops_after_ten_steps(played):
    assert played.steps == GOLDEN["stop"]["steps"] == 10
    assert played.converged
    assert played.fraction == pytest.approx(GOLDEN["stop"]["fraction"], abs=5e-5)


def test_positions_of_all_turns_to_print_precision(played):
    for turn, found in enumerate(played.turns):
        wanted = [
            [GOLDEN["positions_by_turn"][row["actor"]][f"Pstn{d + 1}"][turn] for d in range(3)]
            for row in GOLDEN["input"]
        ]
        assert found.positions == pytest.approx(np.array(wanted), abs=0.05 + 1e-9)


def test_the_chances_of_all_turns_to_print_precision(played):
    for turn, found in enumerate(played.turns):
        wanted = [GOLDEN["win_probability_by_turn"][row["actor"]][turn] for row in GOLDEN["input"]]
        assert found.outlook.probability == pytest.approx(wanted, abs=1e-4)


def test_the_parameters_of_the_file_are_ours():
    for key, word in GOLDEN["parameters"].items():
        if key != "StateTransitions":
            ours, words = WORDS[key]
            assert getattr(KTAB, ours) == words[word]
