"""Value of information: closed forms on small tables, and the identities on any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.scenarios.information import GROUPS, LEAST_ROWS, choice, evpi, evppi, grouped

SEEDS = st.integers(0, 10_000)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_two_states_and_two_policies_come_out_in_closed_form() -> None:
    """Act gains 4 with chance p = .3 and loses 1 else; waiting is 0: EV .5, with knowledge 1.2, so EVPI .7."""
    asked = choice({"wait": np.zeros(2), "act": np.array([4.0, -1.0])}, np.array([0.3, 0.7]))
    found = evpi(asked)
    assert asked.means[asked.best] == pytest.approx(0.5)
    assert found.value == pytest.approx(0.7)
    assert found.changes == pytest.approx(0.7)


def test_knowing_one_of_two_inputs_is_worth_its_own_share() -> None:
    """u = x + y against 0, x = +-3, y = +-1, even odds: knowing x is worth 1.5, knowing y .5, both 1.5."""
    x, y = (a.ravel() for a in np.meshgrid([3.0, -3.0], [1.0, -1.0]))
    asked = choice({"wait": np.zeros(4), "act": x + y})
    assert evpi(asked).value == pytest.approx(1.5)
    assert evppi(asked, "x", x, rng=rng()).value == pytest.approx(1.5)
    of_y = evppi(asked, "y", y, rng=rng())
    assert of_y.value == pytest.approx(0.5)


def test_a_linear_gaussian_choice_comes_to_its_closed_form() -> None:
    """u = x + y against 0 with variances 1 and 3: EVPI = sd/sqrt(2 pi) of x + y, EVPPI(x) that of x alone."""
    draws = 200_000
    x, y = rng().standard_normal(draws), np.sqrt(3.0) * rng(2).standard_normal(draws)
    asked = choice({"wait": np.zeros(draws), "act": x + y})
    assert evpi(asked).value == pytest.approx(2.0 / np.sqrt(2 * np.pi), abs=0.01)
    found = evppi(asked, "x", x, rng=rng())
    # Ten groups lose a little of the tails.
    assert found.value == pytest.approx(1.0 / np.sqrt(2 * np.pi), abs=0.015)
    assert found.floor < 0.01


@given(seed=SEEDS, rows=st.integers(1, 200), policies=st.integers(1, 4))
def test_knowing_more_is_never_worth_less_and_never_below_nothing(seed, rows, policies) -> None:
    draw = rng(seed)
    payoff = {str(k): draw.integers(-3, 4, rows).astype(float) for k in range(policies)}
    asked = choice(payoff, draw.random(rows) + 0.01)
    whole, part = evpi(asked), evppi(asked, "x", draw.standard_normal(rows), rng=draw)
    coarse = evppi(asked, "sign", draw.integers(0, 2, rows).astype(float), rng=draw)
    assert whole.value >= part.value - 1e-12 and part.value >= 0.0
    assert whole.value >= coarse.value - 1e-12 and coarse.value >= 0.0
    assert whole.value == pytest.approx(
        float(asked.weight @ asked.payoff.max(axis=1) - (asked.weight @ asked.payoff).max()), abs=1e-12
    )


@given(seed=SEEDS, rows=st.integers(1, 100))
def test_it_is_exactly_zero_where_the_choice_cannot_change(seed, rows) -> None:
    draw = rng(seed)
    base = draw.standard_normal(rows)
    asked = choice({"better": base + draw.random(rows), "worse": base})
    for found in (evpi(asked), evppi(asked, "x", base, rng=draw)):
        assert (found.value, found.se, found.changes) == (0.0, 0.0, 0.0)


@given(seed=SEEDS)
def test_two_policies_alike_or_a_single_one_leave_nothing_to_know(seed) -> None:
    base = rng(seed).standard_normal(50)
    for asked in (choice({"one": base}), choice({"one": base, "other": base})):
        assert evpi(asked).value == 0.0


@given(seed=SEEDS)
def test_rows_split_in_two_of_half_the_weight_change_nothing(seed) -> None:
    draw = rng(seed)
    table, weight, x = draw.standard_normal((30, 2)), draw.random(30), draw.integers(0, 3, 30).astype(float)
    once = choice({"a": table[:, 0], "b": table[:, 1]}, weight)
    twice = choice({"a": np.tile(table[:, 0], 2), "b": np.tile(table[:, 1], 2)}, np.tile(weight, 2))
    one, two = evppi(once, "x", x, rng=rng()), evppi(twice, "x", np.tile(x, 2), rng=rng())
    assert one.value == pytest.approx(two.value)


def test_an_input_that_tells_nothing_shows_no_more_than_its_floor() -> None:
    draw = rng(5)
    asked = choice({"a": draw.standard_normal(2000), "b": draw.standard_normal(2000)})
    found = evppi(asked, "noise", draw.standard_normal(2000), rng=draw)
    assert found.value < 3 * found.floor


def test_groups_are_values_where_few_and_quantiles_where_many() -> None:
    assert grouped(np.array([2.0, 1.0, 2.0])).tolist() == [1, 0, 1]
    many = np.bincount(grouped(rng().standard_normal(1000)))
    assert len(many) == GROUPS and many.min() >= LEAST_ROWS
    assert grouped(np.arange(float(LEAST_ROWS))).max() == 0


@pytest.mark.parametrize(
    ("payoff", "weight"),
    [({}, None), ({"a": np.array([np.nan])}, None), ({"a": np.ones(2)}, np.array([-1.0, 2.0])),
     ({"a": np.ones(1)}, np.zeros(1))],
)  # fmt: skip
def test_what_is_no_choice_is_refused(payoff, weight) -> None:
    with pytest.raises(ValueError, match="at least"):
        choice(payoff, weight)
