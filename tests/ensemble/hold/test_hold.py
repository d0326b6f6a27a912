"""Chances by the horizon: laws that hold on every case, and what a case must say for each part to be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.outcome import Outcome
from detente.case.quantity import exactly
from detente.durability.course import STATES
from detente.durability.guarantees import against, central_terms, in_force
from detente.ensemble.hold import draws_of, hold, stability
from detente.ensemble.hold.drawn import central, drawn, survival
from detente.ensemble.hold.horizon import MOST_CELLS, refuse_too_long
from detente.ensemble.hold.lasting import lasting
from detente.ensemble.hold.months import lengths, month_ends
from detente.ensemble.hold.score import base_rate
from detente.ensemble.hold.score import in_force as was_in_force
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from tests import runs

DRAWS = 40


def judged(case: Case, draws: int = DRAWS, threads: int = 1) -> dict[str, Any]:
    return hold(setting_of(case, Drawing(draws, 1, threads), backend="compiled"), draws, outcome=case.outcome)


@pytest.mark.parametrize("name", ["miami", "miami_2026", "template"])
def test_states_sum_to_one_and_each_result_asks_for_more_than_the_last(name: str) -> None:
    found = judged(load(name))["timing"]
    for month in found["by_month"]:
        assert sum(month[state] for state in STATES) == pytest.approx(1.0, abs=1e-12)
    signed = [month["signed"] for month in found["by_month"]]
    assert signed == sorted(signed)
    results = [found[name] for name in ("signed", "ratified", "in_force")]
    assert [row["value"] for row in results] == sorted((row["value"] for row in results), reverse=True)
    assert all(row["low"] <= row["value"] <= row["high"] for row in results)
    assert sum(row["signed"] for row in found["scenarios"]) == pytest.approx(found["signed"]["value"], abs=1e-12)
    for t, month in enumerate(found["by_month"]):
        assert sum(row["by_month"][t] for row in found["scenarios"]) == pytest.approx(month["in_force"], abs=1e-12)


def test_a_faster_rate_of_closing_signs_more_and_a_frailer_deal_holds_less() -> None:
    rows = {row["path"]: row["moves"] for row in judged(load("miami"))["timing"]["assumptions"]}
    assert rows["timing.closing"]["signed"]["at_low"] < rows["timing.closing"]["signed"]["at_high"]
    assert rows["timing.collapse"]["signed"]["at_low"] > rows["timing.collapse"]["signed"]["at_high"]
    assert rows["durability.frailty"]["in_force"]["at_low"] >= rows["durability.frailty"]["in_force"]["at_high"]
    assert rows["ratification"]["signed"]["at_low"] == rows["ratification"]["signed"]["at_high"]


def test_without_steps_what_is_signed_is_ratified_at_once() -> None:
    found = judged(replace(load("miami"), ratification=()))["timing"]
    assert found["ratified"]["value"] == pytest.approx(found["signed"]["value"], abs=1e-12)
    assert found["by_month"][-1]["pending"] == 0.0


def test_what_a_case_does_not_say_is_null() -> None:
    case = replace(load("miami"), timing=None, durability=None, guarantees=())
    found = judged(case)
    assert (found["timing"], found["survival"], found["ripeness"], found["score"]) == (None, None, None, None)
    assert found["fragility"]["bar"] == {}
    assert found["fragility"]["zone"] == found["fragility"]["zone_without"]
    assert all(offer["keeping"] == [] and offer["exposed"] == [] for offer in found["offers"])


def test_expected_breakdown_never_opens_a_zone_and_counts_no_open_issue_twice() -> None:
    held = judged(load("miami"))["fragility"]
    assert all(bar > 0.0 for bar in held["bar"].values())
    assert held["zone"] <= held["zone_without"]


def test_threads_and_the_outcome_change_nothing_but_the_score() -> None:
    case = load("miami")
    first = judged(case)
    assert judged(case, threads=4) == first
    without = judged(replace(case, outcome=None))
    assert without["score"]["outcome"] is None
    assert {k: v for k, v in without.items() if k != "score"} == {k: v for k, v in first.items() if k != "score"}


def test_the_december_case_is_scored_against_what_happened() -> None:
    found = runs.flagship()["hold"]["score"]
    assert found["outcome"] is False
    p = runs.flagship()["hold"]["timing"]["in_force"]["value"]
    assert found["forecasts"]["this"] == {"p": p, "brier": pytest.approx(p**2)}
    assert found["forecasts"]["uniform"] == {"p": 0.5, "brier": 0.25}
    assert set(found["forecasts"]) == {"this", "base_rate", "uniform"}


def test_the_base_rate_is_the_closed_form_of_the_record() -> None:
    case = load("miami")
    past, ahead = (case.as_of - date(2022, 3, 29)).days, (case.horizon - case.as_of).days
    assert base_rate(case) == pytest.approx(1.0 - (past / (past + ahead)) ** 0.5, abs=1e-12)
    assert base_rate(replace(case, timing=None)) is None


@pytest.mark.parametrize(("outcome", "day", "held"), [
    (Outcome(False, date(2026, 6, 30)), date(2026, 6, 30), False),
    (Outcome(False, date(2026, 1, 1)), date(2026, 6, 30), None),
    (Outcome(True, date(2026, 1, 1)), date(2026, 6, 30), True),
    (Outcome(True, date(2026, 8, 1)), date(2026, 6, 30), False),
])  # fmt: skip
def test_a_deal_is_in_force_from_its_signature_until_its_end(outcome: Outcome, day: date, held: bool | None) -> None:
    assert was_in_force(outcome, day) is held


def test_a_party_of_which_no_drift_is_stated_does_not_hurt() -> None:
    case = load("miami")
    falls = case.timing and replace(case.timing, drift={"RU": exactly(-5.0)})
    found = judged(replace(case, timing=falls))["ripeness"]
    assert {row["party"]: row["hurting"] for row in found["parties"]} == {"RU": 1.0, "UA": 0.0}
    assert found["ripe"] == 0.0


def test_an_offer_is_left_where_any_party_leaves_it() -> None:
    found = judged(load("template"), draws=200)
    for row in found["stability"]:
        leaves = [party["leaves"] for party in row["parties"]]
        assert max(leaves) <= 1.0 - row["stable"]["seq"] <= sum(leaves) + 1e-12


def test_the_template_shows_talks_that_may_close() -> None:
    found = judged(load("template"), draws=100)["timing"]
    assert found["in_force"]["value"] > 0.0


def test_months_end_with_the_horizon() -> None:
    case = replace(load("miami"), as_of=date(2025, 1, 31), horizon=date(2025, 4, 15))
    assert [str(day) for day in month_ends(case)] == ["2025-02-28", "2025-03-31", "2025-04-15"]
    assert lengths(case) == pytest.approx([1.0, 1.0, 15 / 30])
    assert lengths(replace(case, horizon=date(2025, 2, 1))) == pytest.approx([1 / 28])


def test_a_day_signs_less_than_the_month_that_it_begins() -> None:
    case = load("miami")
    day, month = (judged(replace(case, horizon=end))["timing"]["signed"]["value"]
                  for end in (date(2026, 1, 1), date(2026, 1, 31)))  # fmt: skip
    assert 0.0 < day < month / 25


def test_a_course_that_would_not_fit_is_refused_and_says_what_to_do() -> None:
    refuse_too_long(240, MOST_CELLS // 240**2)
    with pytest.raises(Unanswerable, match="take fewer --draws, or bring the horizon nearer"):
        refuse_too_long(240, MOST_CELLS // 240**2 + 1)
    with pytest.raises(ValueError, match="240 months"):
        month_ends(replace(load("miami"), horizon=date(2066, 1, 1)))


def test_the_chance_of_ratification_is_that_of_what_is_signed() -> None:
    at_once = tuple(replace(step, takes=exactly(0.0)) for step in load("miami").ratification)
    found = judged(replace(load("miami"), ratification=at_once))["timing"]
    chance = next(row for row in found["assumptions"] if row["path"] == "ratification")
    for end, value in (
        ("mid", found["ratified"]["value"]),
        *((e, chance["moves"]["ratified"][f"at_{e}"]) for e in ("low", "high")),
    ):
        assert chance[end] * found["signed"]["value"] == pytest.approx(value, abs=1e-12)


def test_where_nothing_is_signed_nothing_is_said_of_its_ratification() -> None:
    case = load("miami")
    never = replace(case, timing=case.timing and replace(case.timing, closing=exactly(0.0)))
    found = judged(never)["timing"]
    assert found["signed"]["value"] == 0.0
    assert "ratification" not in [row["path"] for row in found["assumptions"]]


def test_central_quantities_are_the_mids_of_the_case() -> None:
    case = load("miami")
    options = dict(case.offer("PLAN_20_2025_12").settlement)
    for party in ("RU", "UA"):
        mid = central_terms(case, party, options)
        own = central(case).terms(party, against(in_force(case, options), party))
        assert own is not None
        for name in ("strength", "detection", "lag", "unanswered", "answered", "discount"):
            assert getattr(own, name) == pytest.approx(getattr(mid, name))


def test_survival_falls_from_one_and_frailty_lowers_it() -> None:
    case = load("miami")
    given = drawn(case, draws=DRAWS, seed=1)
    found = survival(case, given, np.arange(25.0))
    assert found[:, 0] == pytest.approx(np.ones(DRAWS))
    assert (np.diff(found, axis=1) <= 0.0).all()
    order = np.argsort(given.frailty)
    assert (np.diff(found[order, 12]) <= 1e-12).all()


def test_the_rate_of_ending_is_that_of_the_class_times_the_frailty() -> None:
    case = load("miami")
    given = drawn(case, draws=DRAWS, seed=1)
    found = lasting(case, given)
    assert found is not None
    for row in found["hazard"]:
        assert row["value"] == pytest.approx(row["of_class"] * given.frailty.mean())
        assert row["low"] <= row["value"] <= row["high"]
    assert [row["since"] for row in found["hazard"]][1:] == [row["months"] for row in found["hazard"]][:-1]


def test_an_offer_is_left_unless_the_answer_deters() -> None:
    case = load("miami")
    strong = replace(
        case, guarantees=tuple(replace(row, strength=exactly(1.0), detection=exactly(1.0), lag=exactly(0.0))
                               for row in case.guarantees)
    )  # fmt: skip
    weak, firm = (judged(c)["stability"] for c in (case, strong))
    for before, after in zip(weak, firm, strict=True):
        for own, other in zip(before["parties"], after["parties"], strict=True):
            assert other["to_breach"] <= own["to_breach"] + 1e-12
            assert own["leaves"] <= max(own["to_no_deal"], own["to_breach"]) + 1e-12
            assert own["deterred"] <= own["to_breach"] + 1e-12
        assert before["stable"]["nash"] <= before["stable"]["seq"] <= before["stable"]["gmr"]


def test_stability_of_a_case_numbers_its_states_and_says_which_hold() -> None:
    found = stability.case_stability(setting_of(load("miami"), Drawing(DRAWS, 1, 1), backend="compiled"), DRAWS)
    assert [state["id"] for state in found["states"]] == list(range(1, len(found["states"]) + 1))
    assert found["states"][0]["options"] == "no_deal"
    assert 1 in found["equilibria"]["nash"]
    for concept, parties in found["shares"].items():
        for party, shares in parties.items():
            assert len(shares) == len(found["states"]), (concept, party)


def test_this_part_rests_on_the_draws_of_the_app_at_most() -> None:
    assert [draws_of(n) for n in (20, 200, 1500, 10_000)] == [20, 200, 200, 200]
