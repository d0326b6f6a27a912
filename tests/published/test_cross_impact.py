"""Somewhereland, the teaching matrix of cross-impact balances: balances, scenarios, impact scores and weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.kernels.cross_impact import consistent
from detente.kernels.succession import basins
from tests.kernels.matrices import starts

GOLDEN = json.loads((Path(__file__).parent / "data/somewhereland.json").read_text(encoding="utf-8"))
IMPACT, START = np.array(GOLDEN["matrix"]), starts(GOLDEN["sizes"])


def test_the_balances_of_a_scenario_are_those_of_the_manual():
    rows = START[:-1] + np.array([2, 1, 3, 1, 1, 1]) - 1
    assert IMPACT[rows].sum(axis=0).tolist() == GOLDEN["balances_A2B1C3D1E1F1"]


@pytest.mark.parametrize("backend", ["twin", "compiled"])
def test_exactly_ten_of_486_scenarios_are_consistent(backend):
    found = consistent(IMPACT, START, backend=backend)
    assert int(np.prod(GOLDEN["sizes"])) == 486
    assert (found + 1).tolist() == GOLDEN["consistent_computed"]
    held = basins(IMPACT, START, found, backend=backend)
    assert held.weight.tolist() == GOLDEN["weights_global_succession"]
    assert (held.ringed, held.starts) == (0, 486)
