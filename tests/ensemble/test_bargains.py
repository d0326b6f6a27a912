"""Laws of a whole run of bargains between two or three: numbers are numbers, shares are shares, with a formula each."""

from __future__ import annotations

import json
import math
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.explain import explain, ids, orphans
from detente.ensemble.run import run
from detente.ensemble.shares import MODELS
from tests.settlement.test_interactions import random_case
from tests.strategies import bargains

LAW = settings(max_examples=12, deadline=None, derandomize=True)
DRAWS = 5


def ran(case: Case) -> dict[str, Any]:
    return run(case, draws=DRAWS, seed=1)


def total(shares: list[float]) -> float:
    assert all(-1e-12 <= share <= 1.0 + 1e-12 for share in shares)
    return math.fsum(shares)


@LAW
@given(bargains())
def test_a_run_is_json_without_nan_or_infinity(case: Case) -> None:
    found = ran(case)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@LAW
@given(bargains())
def test_the_shares_of_the_scenarios_sum_to_1_under_every_model(case: Case) -> None:
    found = ran(case)
    rows = found["scenarios"]
    assert total([row["value"] for row in rows]) == pytest.approx(1.0)
    for model in MODELS:
        assert total([row["models"][model.id] for row in rows]) == pytest.approx(1.0)
        assert rows[-1]["models"][model.id] == rows[-1]["value"]
    assert rows[-1]["value"] == pytest.approx(1.0 - found["zone_probability"]["value"])
    settled = [row["given_settlement"] for row in rows[:-1]]
    if rows[-1]["value"] < 1.0:
        assert total(settled) == pytest.approx(1.0)
    else:
        assert settled == [None] * len(settled)
    for row in rows:
        assert row["low"] <= min(row["models"].values()) <= max(row["models"].values()) <= row["high"]


@LAW
@given(bargains(), st.data())
def test_every_number_of_a_run_has_its_formula(case: Case, data: st.DataObject) -> None:
    found = ran(case)
    assert orphans(found) == []
    number = data.draw(st.sampled_from(ids(found)))
    told = explain(found, number)
    assert told["formula"]
    assert told["draws"] >= 0


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.one_of(bargains(2, 5), st.integers(0, 10**6).map(lambda seed: random_case(np.random.default_rng(seed)))))
def test_a_run_is_the_same_for_any_threads_blocks_and_backend(case: Case) -> None:
    texts = set()
    compiled = [("compiled", 1, 512), ("compiled", 2, 2), ("compiled", 8, 1)]
    for backend, threads, block in (*compiled, ("twin", 2, 3), ("batch", 2, 512)):
        with (
            patch.object(propagate, "backend_for", lambda *_, backend=backend: backend),
            patch.object(propagate, "BLOCK", block),
        ):
            found = run(case, draws=DRAWS, seed=1, threads=threads)
        texts.add(json.dumps(found, sort_keys=True))
    assert len(texts) == 1
