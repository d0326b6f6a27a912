"""What holds for the run of any case: numbers are finite and explained, shares sum to one, errors tell the spread."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge, Unanswerable
from detente.case.nouns import Case
from detente.ensemble.explain import orphans
from detente.ensemble.run import run
from detente.formats.load import load
from tests.strategies import cases

SLOW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])


@SLOW
@given(cases(), st.integers(0, 5))
def test_every_number_is_finite_and_has_its_formula(case: Case, seed: int) -> None:
    try:
        found = run(case, draws=24, seed=seed)
    except (TooLarge, Unanswerable):
        return
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert orphans(found) == []
    assert sum(row["value"] for row in found["scenarios"]) == pytest.approx(1.0, abs=1e-12)
    weighing = [model["id"] for model in found["models"] if model["weight"] > 0.0]
    for row in found["scenarios"]:
        held = [row["models"][model] for model in weighing]
        assert row["low"] - 1e-12 <= min(held) and max(held) <= row["high"] + 1e-12


def test_the_standard_errors_tell_how_far_seeds_lie_apart() -> None:
    runs = [{s["id"]: s for s in run(load("template"), draws=60, seed=seed)["scenarios"]} for seed in range(60)]
    for scenario, share in product(runs[0], ("value", "given_settlement")):
        held = [found[scenario] for found in runs if found[scenario][share] is not None]
        spread = np.std([row[share] for row in held] or [0.0])
        told = np.mean([row["se" if share == "value" else f"{share}_se"] for row in held] or [0.0])
        assert spread == pytest.approx(told, rel=0.5, abs=0.005), (scenario, share)
