"""The units hold coded numbers exactly, and leave room for sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.case.quantity import exactly
from detente.formats.load import load
from detente.settlement.units import GRID, ROOM, units

CASE = load("template")


def coded(salience: float, worths: list[float]):
    """Return the template with the same worths and salience in every view."""
    options = {issue.id: issue.option_ids for issue in CASE.issues}
    views = tuple(
        replace(
            view,
            salience=exactly(salience),
            position=None,
            worth={o: exactly(w) for o, w in zip(options[view.issue], worths, strict=False)},
        )
        for view in CASE.views
    )
    return replace(CASE, views=views)


def test_a_flagship_keeps_five_digits() -> None:
    found = units(load("miami"))
    assert found.worth == GRID
    assert set(found.salience.tolist()) <= {1e2, 1e3, 1e4}


def test_sevenths_and_ninths_are_exact() -> None:
    steps = units(coded(50.0, [700 / 9, 100 / 7])).worth
    assert steps % 63 == 0 and steps >= GRID
    assert (700 / 9 * steps) == pytest.approx(round(700 / 9 * steps), abs=1e-6)


def test_many_digits_are_kept_as_far_as_sums_have_room() -> None:
    found = units(coded(0.3031462333758278, [0.0, 100.0]))
    most = 0.3031462333758278 * found.salience.max() * 100.0 * found.worth * len(CASE.issues)
    assert ROOM / 100 < most <= ROOM


def test_numbers_without_a_common_fraction_lie_on_the_usual_grid() -> None:
    rng = np.random.default_rng(1)
    case = coded(50.0, [0.0, 100.0])
    views = tuple(
        replace(view, worth={o: exactly(float(rng.uniform(0, 100))) for o in view.worth}) for view in case.views
    )
    assert units(replace(case, views=views)).worth == GRID


@pytest.mark.parametrize("salience", [5e-324, 1e-310, 1e-150])
def test_a_salience_next_to_nothing_has_a_unit_that_is_a_number(salience: float) -> None:
    assert np.isfinite(units(coded(salience, [0.0, 100.0])).salience).all()
