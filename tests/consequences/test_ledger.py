"""The ledger against a brute-force sum, its closed forms, and the laws it promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma

from detente.case.fault import InputFaults, Unanswerable
from detente.case.quantity import Quantity
from detente.consequences.drivers import drivers, read_drivers, widened
from detente.consequences.lags import driver_path, lag_weights
from detente.consequences.ledger import Design, Draws, contribution_table, contributions, ledger
from detente.consequences.responses import Lag, read_responses, responses, terms
from tests.consequences.made import SCENARIOS, made_driver, made_response, shipped_design, shipped_draws


def brute_force(design: Design, draws: Draws, d: int, output: tuple[str, str], month: int) -> float:
    """Equation 2 as it is written: running sums of the weights on the steps of the mixed path."""
    survival = draws.survival[d] if draws.survival.ndim == 2 else draws.survival
    found = 0.0
    for term in design.terms:
        if term.output != output:
            continue
        k = [driver.id for driver in design.drivers].index(term.driver)
        path = design.drivers[k].path(design.horizon)
        mixed = path * (survival * draws.deal[d, k] + (1 - survival) * draws.no_deal[d, k])
        steps, arrived = np.diff(mixed, prepend=0.0), np.cumsum(term.weights)
        coefficient = np.prod([draws.coefficients[d, r] for r in term.chain])
        found += coefficient * sum(arrived[month - 1 - u] * steps[u] for u in range(month))
    return float(found)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_is_the_double_sum_of_the_equation(scenario: str) -> None:
    design, draws = shipped_design(), shipped_draws(scenario, 3)
    found = ledger(design, draws)
    for output in design.outputs:
        for m, month in enumerate(design.months):
            for d in range(3):
                wanted = brute_force(design, draws, d, output, month)
                assert found.of(*output)[d, m] == pytest.approx(wanted, rel=1e-12, abs=1e-13)


def test_one_survival_for_all_is_the_same_as_its_copies() -> None:
    design, draws = shipped_design(), shipped_draws("frozen_conflict", 50)
    one = draws.survival[0]
    copied = Draws(draws.coefficients, draws.deal, draws.no_deal, np.tile(one, (50, 1)))
    single = Draws(draws.coefficients, draws.deal, draws.no_deal, one)
    assert ledger(design, single).total == pytest.approx(ledger(design, copied).total, rel=1e-13, abs=1e-15)


def test_blocks_do_not_show() -> None:
    design, draws = shipped_design(), shipped_draws("frozen_conflict", 9000)
    part = Draws(
        draws.coefficients[4000:4100], draws.deal[4000:4100], draws.no_deal[4000:4100], draws.survival[4000:4100]
    )
    assert ledger(design, part).total == pytest.approx(ledger(design, draws).total[4000:4100], rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("month", [1, 12, 24])
def test_contributions_are_products_and_sum_to_the_total(month: int) -> None:
    design, draws = shipped_design(), shipped_draws("land_for_guarantees", 200)
    lines, found = contributions(design, draws, month), ledger(Design(design.terms, design.drivers, (month,)), draws)
    for output in design.outputs:
        own = [line for line in lines if (line.indicator, line.region) == output]
        assert np.sum([line.value for line in own], axis=0) == pytest.approx(found.of(*output)[:, 0], abs=1e-12)
    for line in lines:
        assert (line.value == line.size * line.coefficient * line.lag).all()
    rows = contribution_table(lines, [row.id for row in responses()])
    assert {"food_oil", "cpi_euro_food"} in [set(row["responses"]) for row in rows]
    assert sum(row["value"] for row in rows if row["indicator"] == "gdp") == pytest.approx(
        sum(found.of(*output).mean() for output in design.outputs if output[0] == "gdp"), abs=1e-12
    )


def test_a_deal_that_surely_holds_or_is_surely_broken_follows_one_path() -> None:
    design, draws = shipped_design(), shipped_draws("land_for_guarantees", 20)
    whole = Draws(draws.coefficients, draws.deal, draws.no_deal, np.ones(24))
    gone = Draws(draws.coefficients, draws.deal, draws.no_deal, np.zeros(24))
    swapped = Draws(draws.coefficients, draws.no_deal, draws.deal, np.ones(24))
    assert ledger(design, gone).total == pytest.approx(ledger(design, swapped).total, abs=1e-13)
    assert (ledger(design, whole).of("gas") < ledger(design, gone).of("gas")).all()


def test_a_weaker_survival_moves_prices_towards_no_deal() -> None:
    design, draws = shipped_design(), shipped_draws("land_for_guarantees", 20)
    at = [Draws(draws.coefficients, draws.deal, draws.no_deal, np.full(24, s)) for s in (0.9, 0.5)]
    strong, weak = (ledger(design, held) for held in at)
    assert (strong.of("gas") < weak.of("gas")).all()
    assert (strong.of("cpi", "EA")[:, 2].mean()) < weak.of("cpi", "EA")[:, 2].mean()


def test_a_step_with_a_gamma_lag_is_the_gamma_distribution() -> None:
    table = [made_response("r", "cpi", "oil", lag=Lag(2.0, 5.0))]
    design = Design(terms(table, ["oil"], 36), (made_driver("oil"),), (3, 12, 36))
    draws = Draws(np.full((1, 1), 0.04), np.full((1, 1), 10.0), np.zeros((1, 1)), np.ones(36))
    wanted = 0.4 * gamma.cdf([3, 12, 36], 2.0, scale=2.5)
    assert ledger(design, draws).of("cpi", "WLD")[0] == pytest.approx(wanted, abs=1e-12)


def test_the_quarter_holds_a_third_of_the_oil_effect() -> None:
    (row,) = [row for row in responses() if row.id == "cpi_euro_oil"]
    assert lag_weights(3, row.lag.shape, row.lag.mean).sum() == pytest.approx(1 / 3, abs=0.01)


def test_a_path_rises_by_its_ramp_and_halves_after_it_ends() -> None:
    assert driver_path([4.0], 4.0, 12.0, 6.0)[0] == pytest.approx(1 - np.exp(-1))
    top = driver_path([12.0], 4.0, 12.0, 6.0)[0]
    assert driver_path([18.0, 24.0], 4.0, 12.0, 6.0) == pytest.approx([top / 2, top / 4])
    assert driver_path([0.0, 5.0], 4.0, 0.0, 6.0).tolist() == [0.0, 0.0]


@given(st.floats(0.1, 10), st.floats(0, 40), st.integers(1, 60))
def test_lag_weights_are_shares(shape: float, mean: float, months: int) -> None:
    found = lag_weights(months, shape, mean)
    assert found.min() >= 0.0
    assert found.sum() <= 1.0 + 1e-12


def test_the_food_chain_is_that_of_the_imf() -> None:
    names = ["fertiliser", "oil", "harvest", "cereal_supply"]
    design = Design(terms(responses(), names, 60), tuple(made_driver(name) for name in names), (60,))
    middle = np.array([[row.value.mid for row in responses()]])
    draws = Draws(middle, np.array([[10.0, 5.0, -2.0, -1.5]]), np.zeros((1, 4)), np.ones(60))
    found = ledger(design, draws)
    # cereals add their weight of 0.27, which is assumed and not part of the IMF's sum
    cereals = 1.5 * 6.67
    assert found.of("cereals")[0, 0] == pytest.approx(cereals, abs=1e-6)
    assert found.of("food")[0, 0] == pytest.approx(0.45 * 10 + 0.2 * 5 + 8.5 * 2 + 0.27 * cereals, abs=1e-6)


def test_a_chain_multiplies_coefficients_and_adds_mean_lags() -> None:
    table = [made_response("a", "food", "oil", lag=Lag(2, 3)), made_response("b", "cpi", "food", lag=Lag(3, 6))]
    (term,) = [term for term in terms(table, ["oil"], 120) if term.indicator == "cpi"]
    assert term.chain == (0, 1)
    mean = (term.weights * np.arange(120)).sum()
    own = [(lag_weights(120, *held) * np.arange(120)).sum() for held in ((2, 3), (3, 6))]
    assert mean == pytest.approx(sum(own), abs=1e-3)


def test_a_ring_of_responses_is_refused() -> None:
    table = [made_response("a", "food", "oil"), made_response("b", "oil", "food")]
    with pytest.raises(ValueError, match="comes back to"):
        terms(table, ["oil"], 12)


def test_every_shipped_number_has_range_unit_source_and_date() -> None:
    for row in responses():
        assert row.value.low <= row.value.mid <= row.value.high
        assert row.unit and row.source and row.as_of.year >= 2004
    table = drivers()
    known = {driver.id for driver in table.drivers}
    assert {row.driver for row in table.rows} <= known
    assert {row.driver for row in responses()} <= known | {row.indicator for row in responses()}
    assert all(row.ground for name in SCENARIOS for row in table.of(name).values())


def test_a_scenario_without_rows_inherits_with_a_wider_range_and_says_so() -> None:
    table = drivers()
    own, heir = table.of("frozen_conflict")["oil"], table.of("other_settlement")["oil"]
    assert heir.value == Quantity(own.value.mid - 10, own.value.mid, own.value.mid + 10)
    assert heir.ground == "analyst judgement; inherited from frozen_conflict, range widened"
    assert heir.scenario == "other_settlement"
    with pytest.raises(Unanswerable, match="armistice has no drivers; scenarios with drivers are frozen_conflict, "):
        table.of("armistice")


@given(st.floats(1, 5))
def test_widening_never_narrows(factor: float) -> None:
    found = widened(Quantity(-3.0, 1.0, 2.0), factor)
    assert found.low <= -3.0
    assert found.high >= 2.0
    assert found.mid == 1.0


def test_faulty_tables_are_refused_with_every_fault() -> None:
    text = "as_of: 2025-12-15\nresponses:\n  - {id: a, indicator: cpi, region: world, driver: oil}\n"
    with pytest.raises(InputFaults) as refused:
        read_responses(text.encode(), file="r.yaml")
    assert {fault.line for fault in refused.value.faults} == {3}
    assert len(refused.value.faults) == 7
    with pytest.raises(InputFaults, match="inherits"):
        read_drivers(b"as_of: 2025-12-15\ndrivers: []\nrows: []\n", file="d.yaml")


def test_draws_that_do_not_belong_together_are_refused() -> None:
    one, two = np.zeros((1, 1)), np.zeros((2, 1))
    with pytest.raises(ValueError, match=r"hold \[1, 2\] draws"):
        Draws(one, two, one, np.ones(3))
    with pytest.raises(ValueError, match="survival: 2 is not in"):
        Draws(one, one, one, np.full(3, 2.0))
    design = shipped_design(12, (1,))
    with pytest.raises(ValueError, match="months: 13 is not between 1 and 12"):
        Design(design.terms, design.drivers, (13,))
