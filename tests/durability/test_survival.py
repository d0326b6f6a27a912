"""Survival of reference classes: the published tables, curves that fit them, intervals, and what is never an effect."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from detente.case.durable import REFERENCE_CLASSES
from detente.case.fault import InputFaults
from detente.durability.breakdown import SPANS, breakdown
from detente.durability.curves import SHAPES, curves, fitted, lasting_share, published
from detente.durability.fragility import steady_rate
from detente.durability.hazard import hazard, log_normal_survival
from detente.durability.reference import ReferenceClass, read_class, reference_class
from detente.durability.survival import baseline, hazard_ratio, sampling, widened, with_frailty

AGREEMENTS, CEASEFIRES = (reference_class(name) for name in ("peace_agreements", "ceasefires"))
KAPLAN_MEIER = {1: 0.771, 2: 0.714, 3: 0.689, 5: 0.676, 10: 0.652}
HAZARD_RATIOS = {
    "ceasefire_clause": 1.563314,
    "national_talks": 1.894469,
    "prisoner_release": 1.307527,
    "reaffirms_earlier": 0.494995,
    "peacekeeping": 1.536692,
    "ddr": 0.728293,
    "integration_in_government": 0.929601,
    "local_power_sharing": 1.005694,
    "partial": 1.775315,
    "process": 1.883845,
}
CURVES = [pytest.param(curve, id=f"{of.id}-{curve.shape}") for of in (AGREEMENTS, CEASEFIRES) for curve in curves(of)]


def test_every_class_that_a_case_may_name_ships() -> None:
    assert [reference_class(name).id for name in REFERENCE_CLASSES] == list(REFERENCE_CLASSES)
    with pytest.raises(ValueError, match='no reference class "treaties"; there are peace_agreements, ceasefires'):
        reference_class("treaties")


@pytest.mark.parametrize("years", KAPLAN_MEIER)
def test_the_step_table_gives_the_published_shares(years: int) -> None:
    assert float(published(AGREEMENTS, years)) == pytest.approx(KAPLAN_MEIER[years], abs=5e-4)


def test_between_its_points_the_table_holds_the_last_and_says_nothing_beyond() -> None:
    assert published(AGREEMENTS, [0.0, 0.49, 1.5, 20.0]).tolist() == [1.0, 1.0, 0.770777, 0.652147]
    assert np.isnan(published(AGREEMENTS, 20.5))


def test_hazard_ratios_are_those_of_the_printed_table() -> None:
    assert {row.id: float(hazard_ratio(row).value) for row in AGREEMENTS.associations} == pytest.approx(
        HAZARD_RATIOS, abs=1e-6
    )


def test_cease_fires_that_held_are_those_of_the_printed_table() -> None:
    held = {group.id: 1.0 - group.ended / group.cases for group in CEASEFIRES.groups}
    assert held == pytest.approx({"without_peacekeepers": 0.3387097, "with_peacekeepers": 0.5588235}, abs=5e-8)
    assert 1.0 - CEASEFIRES.ended / CEASEFIRES.cases == pytest.approx(0.4166667, abs=5e-8)


@pytest.mark.parametrize("curve", CURVES)
def test_a_curve_begins_at_one_and_never_rises(curve) -> None:
    at = curve.at(np.linspace(0.0, 60.0, 601))
    assert at[0] == 1.0
    assert (np.diff(at) <= 1e-15).all()
    assert (at > 0.0).all()


def test_the_best_curve_of_agreements_is_steep_then_flat_and_close_to_the_table() -> None:
    best = curves(AGREEMENTS)[0]
    times = [point.years for point in AGREEMENTS.curve]
    assert best.shape.startswith("cured")
    assert best.distance < 0.01
    assert np.abs(best.at(times) - [point.survival for point in AGREEMENTS.curve]).max() == pytest.approx(best.distance)
    first, later = 1.0 - best.at(1.0), best.at(5.0) - best.at(20.0)
    assert first > 10 * later


def test_the_parameters_that_are_kept_are_those_that_are_fitted() -> None:
    assert [fit.shape for fit in AGREEMENTS.fits] == [curve.shape for curve in curves(AGREEMENTS)]
    assert {fit.shape for fit in AGREEMENTS.fits} == set(SHAPES)
    for fit in AGREEMENTS.fits:
        assert fitted(fit.shape, AGREEMENTS) == pytest.approx(fit.parameters, rel=1e-6), fit.shape


def test_a_class_that_keeps_no_parameters_has_the_same_curves() -> None:
    found = curves(replace(AGREEMENTS, fits=()))
    assert [(curve.shape, curve.aic) for curve in found] == [
        (curve.shape, pytest.approx(curve.aic)) for curve in curves(AGREEMENTS)
    ]


def test_a_constant_hazard_is_off_by_more_than_any_sampling_error() -> None:
    off = {curve.shape: curve.distance for curve in curves(AGREEMENTS)}
    assert off["exponential"] > 0.2
    interval = sampling(0.7, AGREEMENTS.cases)
    assert interval.high - interval.low < 0.1
    assert [curve.shape for curve in curves(AGREEMENTS)][2:] == ["log_normal", "weibull", "exponential"]


def test_the_curve_of_cease_fires_has_the_published_moments() -> None:
    (curve,) = curves(CEASEFIRES)
    assert curve.at(1e6) == pytest.approx(40 / 96)
    plateau, median, spread = curve.parameters[:3]
    assert plateau == pytest.approx(21 / 62)
    assert log_normal_survival(median, median, spread) == pytest.approx(0.5)
    assert median * np.exp(spread**2 / 2) == pytest.approx(1.515742)


def test_the_baseline_says_what_its_interval_rests_on() -> None:
    found = baseline(AGREEMENTS)
    rows = found.rows()
    assert [row["months"] for row in rows] == [6, 12, 24, 60]
    assert [row["published"] for row in rows] == [0.833333, 0.770777, 0.713609, 0.675580]
    for row in rows:
        assert row["low"] < row["survival"] < row["high"]
        assert row["low"] < row["published"] < row["high"]
        assert row["basis"] == "binomial (Wilson), n = 336, 90 %, censoring ignored"
        assert "116 of 336 ended" in row["source"]
        assert row["models"][0] <= row["survival"] <= row["models"][1]


@pytest.mark.parametrize("of", [AGREEMENTS, CEASEFIRES], ids=lambda of: of.id)
def test_rates_of_ending_add_up_to_the_survival(of: ReferenceClass) -> None:
    found = breakdown(of)
    gone = (found.value * np.diff(SPANS) / 12.0).sum()
    assert np.exp(-gone) == pytest.approx(float(baseline(of, [SPANS[-1]]).survival.value[0]))
    assert (found.low <= found.value).all()
    assert (found.value <= found.high).all()
    assert (found.low >= 0.0).all()


def test_a_published_span_has_the_rate_of_its_two_shares_within_its_interval() -> None:
    found = breakdown(AGREEMENTS, (0, 6, 12, 24, 36, 60))
    shares = [1.0, 0.833333, 0.770777, 0.713609, 0.688510, 0.675580]
    rates = -np.diff(np.log(shares)) / np.diff([0.0, 0.5, 1.0, 2.0, 3.0, 5.0])
    assert ((found.low <= rates) & (rates <= found.high)).all()
    assert (np.diff(found.value) < 0.0).all()


def test_spans_must_ascend() -> None:
    with pytest.raises(ValueError, match="ascend"):
        breakdown(AGREEMENTS, (6, 6, 12))


def test_the_interval_of_a_share_is_wilsons() -> None:
    found = sampling(0.3, 50)
    ends = np.array([found.low, found.high])
    assert (ends - 0.3) ** 2 == pytest.approx(1.6448536269514722**2 * ends * (1 - ends) / 50)


@given(st.floats(0.2, 5.0))
def test_a_frailer_case_never_lasts_longer(frailty: float) -> None:
    found = baseline(AGREEMENTS)
    here, class_ = with_frailty(found.survival, frailty).value, found.survival.value
    assert (here <= class_).all() if frailty >= 1.0 else (here >= class_).all()
    assert here == pytest.approx(found.curve.at(found.months / 12.0, frailty))


def test_frailty_is_drawn_with_the_draws() -> None:
    found = with_frailty(baseline(AGREEMENTS).survival, np.array([[0.5], [1.0], [2.0]]))
    assert found.value.shape == (3, 4)
    assert "judged frailty" in found.basis


def test_provisions_never_move_a_survival_only_widen_its_interval() -> None:
    plain = baseline(AGREEMENTS).survival
    assert widened(plain, AGREEMENTS, ()) is plain
    for row in AGREEMENTS.associations:
        found = widened(plain, AGREEMENTS, [row.id])
        assert (found.value == plain.value).all()
        assert (found.low <= plain.low).all()
        assert (found.high >= plain.high).all()
        assert "associations, not effects" in found.basis
    with pytest.raises(ValueError, match='peace_agreements has no association "monitors"'):
        widened(plain, AGREEMENTS, ["monitors"])


def test_the_warning_of_selection_is_part_of_the_class() -> None:
    assert "not effects" in AGREEMENTS.warning
    assert "selection" in AGREEMENTS.warning
    assert "not an effect" in CEASEFIRES.warning


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("discount", [0.02, 0.1, 0.5])
def test_the_share_that_lasts_is_the_integral(curve, discount: float) -> None:
    def part(u: float) -> float:
        return float(curve.at(-np.log1p(-u) / discount, 1.3))

    wanted, _ = quad(part, 0.0, 1.0, limit=500)
    assert float(lasting_share(curve, discount, 1.3)) == pytest.approx(wanted, abs=2e-5)


def test_the_steady_rate_of_a_constant_hazard_is_that_hazard() -> None:
    curve = next(curve for curve in curves(AGREEMENTS) if curve.shape == "exponential")
    discount = np.array([0.05, 0.1, 0.2])
    rate = steady_rate(lasting_share(curve, discount), discount)
    assert rate == pytest.approx(np.full(3, curve.parameters[0]), rel=1e-6)


def test_covariates_multiply_the_hazard() -> None:
    assert hazard(0.1, np.log([2.0, 3.0]), [[1, 0], [1, 1]]) == pytest.approx([0.2, 0.6])


def test_a_faulty_table_is_refused_with_every_fault() -> None:
    table = """\
id: x
name: X
title: X
citation: X
licence: X
unit: X
cases: 10
ended: 12
scope: X
warning: X
curve:
  - {years: 1, survival: 0.7}
  - {years: 2, survival: 0.8}
  - {years: 3, survival: 1.8}
groups:
  - {id: a, name: A, cases: 3, ended: 2, mean_years: 1}
"""
    with pytest.raises(InputFaults) as refused:
        read_class(table.encode(), file="x.yaml")
    assert [fault.where for fault in refused.value.faults] == ["", "curve", "curve[2].survival", "groups[0]"]
    assert "12 ended are more than 10 cases" in refused.value.faults[0].message
