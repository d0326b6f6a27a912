"""Errors over cases: by hand, by enumeration of the bootstrap, and the laws that tie means and differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ledger.track_record.errors import errors
from detente.ledger.track_record.told import COMPROMISE, CONSTANT, Told, with_constant

SOURCES = ("a", "b", "c")
ERRORS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=4)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_issues_are_averaged_within_a_case_before_cases_are() -> None:
    rows = [Told("a", str(k), 0.0, {"m": 10.0}) for k in range(9)] + [Told("b", "x", 0.0, {"m": 30.0})]
    (found,) = errors(rows, ["m"], 200, rng=rng())
    assert (found.cases, found.issues, found.error.value) == (2, 10, 20.0)


def test_with_two_cases_the_interval_runs_from_one_to_the_other() -> None:
    # Drawn again, two cases give a twice, both, or b twice, with chances 1/4, 1/2 and 1/4.
    rows = [Told("a", "x", 0.0, {"m": 10.0}), Told("b", "x", 0.0, {"m": 30.0})]
    (found,) = errors(rows, ["m"], 1000, rng=rng())
    assert (found.error.low, found.error.high) == (10.0, 30.0)


def test_one_case_has_no_interval_and_no_test() -> None:
    (found,) = errors([Told("a", "x", 0.0, {"m": 1.0, COMPROMISE: 3.0})], ["m"], 50, rng=rng())
    assert (found.error.low, found.error.high, found.hit) == (None, None, None)
    assert (found.against[COMPROMISE].difference, found.against[COMPROMISE].detectable) == (-2.0, None)


def test_a_model_is_compared_on_the_issues_that_both_answer() -> None:
    rows = [
        Told("a", "x", 0.0, {"m": 1.0, COMPROMISE: 5.0}),
        Told("a", "y", 0.0, {"m": 100.0}),
        Told("b", "x", 0.0, {"m": 4.0, COMPROMISE: 5.0}),
    ]
    (found,) = errors(rows, ["m"], 50, rng=rng())
    assert found.against[COMPROMISE].difference == pytest.approx(-2.5)
    assert CONSTANT not in found.against


@given(st.lists(ERRORS, min_size=2, max_size=5))
def test_where_both_answer_everything_the_difference_is_that_of_the_means(
    held: list[list[tuple[float, float]]],
) -> None:
    rows = [
        Told(str(case), str(k), 0.0, {"m": own, COMPROMISE: other})
        for case, pairs in enumerate(held)
        for k, (own, other) in enumerate(pairs)
    ]
    model, base = errors(rows, ["m", COMPROMISE], 20, rng=rng())
    assert model.against[COMPROMISE].difference == pytest.approx(model.error.value - base.error.value, abs=1e-9)
    assert model.error.low is not None
    assert model.error.high is not None
    assert min(row.errors["m"] for row in rows) - 1e-9 <= model.error.low <= model.error.high
    assert model.error.high <= max(row.errors["m"] for row in rows) + 1e-9


def test_the_constant_knows_other_cases_alone() -> None:
    rows = [
        Told(s, "x", at, {}, {"lo": 0.0, "hi": 100.0}, "hi") for s, at in zip(SOURCES, (100.0, 40.0, 90.0), strict=True)
    ]
    found = with_constant(rows)
    assert [row.errors[CONSTANT] for row in found] == [35.0, 55.0, 20.0]
    assert [row.hits[CONSTANT] for row in found] == [1.0, 1.0, 1.0]
    moved = with_constant([Told("a", "x", 0.0, {}), *rows[1:]])
    assert moved[0].errors[CONSTANT] == 65.0


def test_two_options_as_near_share_the_hit() -> None:
    row = Told("a", "x", 0.0, {}, {"lo": 0.0, "hi": 100.0}, "lo")
    assert (row.nearest(50.0), row.nearest(20.0), row.nearest(80.0)) == (0.5, 1.0, 0.0)
    assert Told("a", "x", 0.0, {}).nearest(5.0) is None
