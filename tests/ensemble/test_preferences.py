"""Central preferences: what is true of the parties where a package is signed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.case.nouns import Case, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.quantity import Quantity, exactly
from detente.ensemble.draws import draw
from detente.ensemble.preferences import central_preferences
from detente.settlement.inputs import Inputs

DRAWS = 4000
VAGUE = Quantity(20.0, 50.0, 80.0)
OPTIONS = (Option("a", "A", 0.0), Option("b", "B", 50.0), Option("c", "C", 100.0))
CASE = Case(
    id="talks",
    title="Talks",
    as_of=date(2025, 1, 1),
    horizon=date(2026, 1, 1),
    parties=(Party("N", "North", "principal", required=True), Party("S", "South", "principal", required=True)),
    issues=(Issue("land", "Land", OPTIONS), Issue("law", "Law", OPTIONS)),
    views=(
        View("N", "land", VAGUE, VAGUE, red_lines=(RedLine("a", 0.6), RedLine("b", 0.6), RedLine("c", 0.2))),
        View("S", "land", exactly(50.0), worth={"a": VAGUE, "b": exactly(40.0), "c": exactly(0.0)}),
        View("S", "law", VAGUE, VAGUE),
    ),
    no_deal=(NoDeal("N", VAGUE), NoDeal("S", exactly(30.0))),
)
INPUTS: Inputs = draw(CASE, draws=DRAWS, seed=1).inputs


def named(accepted: np.ndarray, **settings: int) -> dict[str, dict]:
    return {row["input"]: row for row in central_preferences(CASE, INPUTS, accepted, **settings)}


def test_every_input_that_varies_has_a_row_and_identical_red_lines_have_one() -> None:
    assert set(named(INPUTS.no_deal[:, 0] < 50)) == {
        "views.N.land.salience",
        "views.N.land.position",
        "views.N.land.red_lines.a",
        "views.N.land.red_lines.c",
        "views.S.land.worth.a",
        "views.S.law.salience",
        "views.S.law.position",
        "no_deal.N",
    }


def test_what_decides_acceptance_comes_first_with_its_shift_in_standard_deviations() -> None:
    value = INPUTS.no_deal[:, 0]
    accepted = value < 40.0
    first = central_preferences(CASE, INPUTS, accepted)[0]
    assert first["input"] == "no_deal.N"
    assert first["mean_all"] == pytest.approx(value.mean())
    assert first["mean_accepted"] == pytest.approx(value[accepted].mean())
    assert first["shift"] == pytest.approx((value[accepted].mean() - value.mean()) / value.std())
    assert first["shift"] < -1.0


def test_a_red_line_is_the_share_of_draws_in_which_it_binds() -> None:
    row = named(~INPUTS.barred[:, 0, 0])["views.N.land.red_lines.a"]
    assert row["mean_all"] == pytest.approx(0.6, abs=0.03)
    assert row["mean_accepted"] == 0.0


def test_an_input_that_acceptance_does_not_depend_on_hardly_shifts() -> None:
    rows = named(INPUTS.no_deal[:, 0] < 50)
    assert max(abs(row["shift"]) for name, row in rows.items() if name != "no_deal.N") < 0.1


def test_the_largest_shifts_are_shown_in_order() -> None:
    accepted = (INPUTS.no_deal[:, 0] < 45) & (INPUTS.position[:, 1, 1] > 50)
    rows = central_preferences(CASE, INPUTS, accepted, top=3)
    assert [row["input"] for row in rows][:2] == ["no_deal.N", "views.S.law.position"]
    assert len(rows) == 3
    size = [abs(row["shift"]) for row in rows]
    assert size == sorted(size, reverse=True)


@pytest.mark.parametrize(("draws", "told"), [(4, False), (5, True)])
def test_fewer_than_five_accepting_draws_tell_nothing(draws: int, told: bool) -> None:
    assert bool(named(np.arange(DRAWS) < draws)) is told


def test_where_all_draws_accept_nothing_shifts() -> None:
    rows = named(np.ones(DRAWS, dtype=bool))
    assert [row["shift"] for row in rows.values()] == pytest.approx([0.0] * len(rows), abs=1e-12)
