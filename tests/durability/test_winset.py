"""Win-sets and the Schelling conjecture on one axis: the closed form, and a grid that shares nothing with it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.durability.winset import agreement, win_set

GOLD = json.loads((Path(__file__).parents[1] / "published/data/golden_closed_form.json").read_text(encoding="utf-8"))
POINTS = st.integers(0, 100).map(lambda k: k / 100)


def test_the_win_set_and_the_schelling_conjecture_are_the_golden_ones() -> None:
    gold = GOLD["winset_1d"]
    found = win_set(gold["ratifier_ideal"], gold["reversion"])
    assert found == pytest.approx(gold["winset"], abs=1e-12)
    settled = agreement(gold["negotiator_ideal"], found[None])
    assert settled == pytest.approx(gold["agreement_if_other_indifferent"], abs=1e-12)


@given(POINTS, POINTS, st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=3))
def test_the_agreement_is_the_accepted_point_nearest_to_the_ideal(ideal, _, ratifiers) -> None:
    axis = np.linspace(0.0, 1.0, 10_001)
    good = np.all([np.abs(axis - i) <= abs(r - i) + 1e-12 for i, r in ratifiers], axis=0)
    found = agreement(ideal, win_set(*np.array(ratifiers).T))
    if good.any():
        assert abs(found - ideal) == pytest.approx(np.abs(axis[good] - ideal).min(), abs=1e-9)
    else:
        assert np.isnan(found)


@given(POINTS, POINTS, POINTS)
def test_a_hawkish_ratifier_brings_its_negotiator_nearer_to_its_side(ideal, reversion, better) -> None:
    """The nearer the reversion is to the ratifier, the nearer to the ratifier is what comes out."""
    near = ideal + (reversion - ideal) * better
    far, close = (agreement(1.0, win_set([ideal], [end])) for end in (reversion, near))
    assert abs(close - ideal) <= abs(far - ideal) + 1e-12


def test_draws_are_worked_on_together() -> None:
    sets = win_set(np.array([[0.3, 0.5], [0.2, 0.9]]), np.array([[0.8, 0.6], [0.3, 0.95]]))
    assert agreement(1.0, sets) == pytest.approx([0.6, np.nan], nan_ok=True)
