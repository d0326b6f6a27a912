"""All steps at once: closed forms of the Gaussian factor, and Fréchet bounds around every dependence."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.durability.dependence import COMONOTONE, INDEPENDENT, Dependence, frechet, joint, one_factor

P = st.floats(0.0, 1.0) | st.sampled_from((0.0, 1e-12, 0.5, 1.0))
STEPS = st.lists(P, min_size=0, max_size=5)
RHO = st.floats(0.0, 0.999) | st.sampled_from((0.0, 0.5, 0.99, 0.999, 1.0))
EVERY = st.sampled_from((INDEPENDENT, COMONOTONE)) | RHO.map(one_factor)


@pytest.mark.parametrize("rho", [0.01, 0.3, 0.5, 0.9, 0.99, 0.999])
def test_two_even_steps_have_the_orthant_probability(rho: float) -> None:
    """P = 1/4 + arcsin(rho) / (2 pi) (Sheppard 1899, from memory)."""
    found = joint(np.array([[0.5, 0.5]]), one_factor(rho))[0]
    assert found == pytest.approx(0.25 + math.asin(rho) / (2 * math.pi), abs=1e-9)


@pytest.mark.parametrize("steps", [3, 4])
def test_equally_likely_and_half_correlated_even_steps_pass_together_one_time_in_n_plus_one(steps: int) -> None:
    """With rho 1/2 all n pass when the common normal is the least of n + 1 alike."""
    assert joint(np.full((1, steps), 0.5), one_factor(0.5))[0] == pytest.approx(1 / (steps + 1), abs=1e-10)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(STEPS, EVERY)
def test_the_bounds_hold_every_dependence(steps, dependence) -> None:
    held = np.array([steps])
    low, high = frechet(held)
    assert low[0] - 1e-12 <= joint(held, dependence)[0] <= high[0] + 1e-12


@settings(max_examples=100, deadline=None, derandomize=True)
@given(STEPS, P, EVERY)
def test_a_further_step_never_helps(steps, more, dependence) -> None:
    before, after = (joint(np.array([held]), dependence)[0] for held in (steps, [*steps, more]))
    assert after <= before + 1e-9


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(P, min_size=1, max_size=4), P, RHO, RHO)
def test_what_is_likelier_or_more_alike_passes_no_less_often(steps, more, rho, other) -> None:
    raised = [max(steps[0], more), *steps[1:]]
    assert joint(np.array([raised]), one_factor(rho))[0] >= joint(np.array([steps]), one_factor(rho))[0] - 1e-9
    low, high = sorted((rho, other))
    assert joint(np.array([steps]), one_factor(high))[0] >= joint(np.array([steps]), one_factor(low))[0] - 1e-9


def test_the_ends_of_the_factor_are_independence_and_comonotony() -> None:
    held = np.array([[0.2, 0.7, 0.9], [1.0, 0.0, 0.5]])
    assert joint(held, one_factor(0.0)) == pytest.approx(joint(held, INDEPENDENT))
    assert joint(held, one_factor(1.0)) == pytest.approx(joint(held, COMONOTONE))
    assert joint(held, one_factor(1e-9)) == pytest.approx(joint(held, INDEPENDENT), abs=1e-6)


def test_an_unknown_step_leaves_the_answer_open_unless_another_fails() -> None:
    held = np.array([[np.nan, 0.5], [np.nan, 0.0]])
    for dependence in (INDEPENDENT, COMONOTONE, one_factor(0.5)):
        assert joint(held, dependence) == pytest.approx([np.nan, 0.0], nan_ok=True)
    assert np.array(frechet(held)) == pytest.approx(np.array([[0.0, 0.0], [0.5, 0.0]]))


@pytest.mark.parametrize(
    ("kind", "rho"), [("none", 0.0), ("one_factor", 1.5), ("one_factor", 0.9999), ("independent", 0.5)]
)
def test_a_dependence_that_is_none_is_refused(kind: str, rho: float) -> None:
    with pytest.raises(ValueError, match="dependence"):
        Dependence(kind, rho)


def test_a_dependence_is_told_in_words() -> None:
    assert [d.words for d in (INDEPENDENT, COMONOTONE, one_factor(0.5))] == [
        "independent",
        "comonotone",
        "one Gaussian factor, rho 0.5",
    ]
