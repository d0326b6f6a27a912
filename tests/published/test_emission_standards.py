"""The emission standards of 1992: Bueno de Mesquita 1994, p. 78; ten rounds of a published replication of his model.

What Scholz, Calbert & Smith (2011, Table 2) print follows no single rounding rule, and 9.9 stands in round 2 where the
replication has 9.61; so the replication is the exact golden and the print a band.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from detente.kernels.averages import weighted_mean, weighted_median
from detente.strategy.challenge.narrate import narrate
from detente.strategy.challenge.rounds import challenge
from detente.strategy.challenge.variant import CHOICES, VARIANTS, Variant

GOLDEN = json.loads((Path(__file__).parent / "data/emission_standards.json").read_text(encoding="utf-8"))
NAMES = [row["actor"] for row in GOLDEN["input"]]
CAPABILITY, POSITION, SALIENCE = (
    np.array([row[key] for row in GOLDEN["input"]]) for key in ("capability", "position", "salience")
)


@pytest.fixture(scope="module")
def played():
    return challenge(CAPABILITY, POSITION, SALIENCE, VARIANTS["replication"], rounds=10)


def test_round_0_is_the_weighted_median_and_the_compromise_mean():
    assert weighted_median(CAPABILITY * SALIENCE, POSITION) == 7.0
    assert float(weighted_mean(CAPABILITY * SALIENCE, POSITION)) == pytest.approx(7.38995568685, abs=1e-9)
    assert float(weighted_mean(CAPABILITY, POSITION)) == pytest.approx(7.475247524752476, abs=1e-9)


def test_ten_rounds_are_those_of_the_replication(played):
    assert len(played) == len(GOLDEN["rounds"]) == 11
    for found, row in zip(played, GOLDEN["rounds"], strict=True):
        assert found.median == pytest.approx(row["median"], abs=1e-9)
        assert found.mean == pytest.approx(row["mean"], abs=1e-9)
        assert found.positions == pytest.approx([row["positions"][name] for name in NAMES], abs=1e-9)


def test_risk_exponents_and_moves_are_those_of_the_replication(played):
    for found, row in zip(played[:-1], GOLDEN["rounds"][:-1], strict=True):
        assert found.risk_exponents == pytest.approx([row["risk_exponent"][name] for name in NAMES], abs=1e-9)
        assert [(NAMES[m.actor], m.kind) for m in found.offers] == [(m["actor"], m["type"]) for m in row["moves"]]
        for move, wanted in zip(found.offers, row["moves"], strict=True):
            assert found.positions[move.other] == pytest.approx(found.positions[NAMES.index(wanted["to"])], abs=1e-9)
            assert (move.own, move.theirs) == pytest.approx((wanted["eu_i"], wanted["eu_j"]), abs=1e-9)
            assert move.position == pytest.approx(wanted["new_position"], abs=1e-9)


def test_the_printed_table_is_a_band(played):
    printed = GOLDEN["scholz_table2_published"]
    for row, median, mean in zip(played[1:], printed["median"], printed["mean"], strict=False):
        assert row.median == pytest.approx(median, abs=0.3)
        assert row.mean == pytest.approx(mean, abs=0.1)


READINGS = [Variant(*words) for words in product(*CHOICES.values())]


@pytest.mark.parametrize("variant", [v for v in READINGS if v.votes == "all_pairs"], ids=str)
def test_the_published_band_holds_where_votes_are_divided_by_those_of_all_pairs(variant):
    played = challenge(CAPABILITY, POSITION, SALIENCE, variant, rounds=8)
    assert all(7.3 <= row.mean <= 7.7 for row in played)


@pytest.mark.parametrize("variant", [v for v in READINGS if v.votes == "pair"], ids=str)
def test_it_does_not_hold_where_they_are_divided_by_those_of_the_pair_as_printed(variant):
    # ERRATA: by the printed formula of the chance the median never leaves 7, whatever the other readings are.
    played = challenge(CAPABILITY, POSITION, SALIENCE, variant, rounds=8)
    assert all(row.median == pytest.approx(7.0) for row in played)
    assert played[-1].mean < 7.3


def test_the_ten_rounds_do_not_tell_whether_anybody_may_capitulate(played):
    other = challenge(CAPABILITY, POSITION, SALIENCE, replace(VARIANTS["replication"], capitulation="printed"))
    assert [row.mean for row in other] == [row.mean for row in played]


def test_the_first_round_is_told(played):
    told = narrate(played, NAMES)
    assert told[0][0] == "Belgium compromises with France: 47 % of the way, from 7 to 8.416"
    assert told[0][1] == "Luxembourg would lose a confrontation with Belgium and moves to it, from 4 to 7"
    assert len(told) == 11
    assert told[-1] != ()
