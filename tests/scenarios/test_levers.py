"""Levers: effects are the difference of two runs to the bit, with a paired error; parts, pairs, who gains."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.case.fault import Unanswerable
from detente.case.levers import CannotChange, Change, Lever
from detente.case.quantity import Quantity, exactly
from detente.ensemble.hold import hold
from detente.ensemble.run import run
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.levers import levers
from detente.scenarios.measure import Asked, measure
from detente.scenarios.pull import cost_of, pull
from detente.scenarios.tipping import Wish, seek
from detente.scenarios.whatif import whatif

CASE = load("template")
DRAWING = Drawing(60, 7)
PATROLS, WINTER = CASE.levers


@pytest.fixture(scope="module")
def table() -> dict:
    return levers(CASE, DRAWING)


@pytest.mark.parametrize("lever", CASE.levers, ids=lambda lever: lever.id)
def test_an_effect_is_the_difference_of_two_full_runs_to_the_bit(table, lever):
    row = next(row for row in table["levers"] if row["id"] == lever.id)["effects"]
    before, after = (run(case, draws=60, seed=7) for case in (CASE, apply(CASE, lever.changes)))
    zone = [found["zone_probability"] for found in (before, after)]
    assert row["zone"]["value"] == zone[1]["value"] - zone[0]["value"]
    full = [found["comprehensive"]["value"] for found in zone]
    assert row["zone_full"]["value"] == full[1] - full[0]
    for first, last in zip(before["scenarios"], after["scenarios"], strict=True):
        assert row[f"scenarios.{first['id']}"]["value"] == last["value"] - first["value"]
    held = [hold(setting_of(case, DRAWING), 60)["timing"] for case in (CASE, apply(CASE, lever.changes))]
    for name in ("signed", "ratified", "in_force"):
        assert row[name]["value"] == held[1][name]["value"] - held[0][name]["value"]


@pytest.mark.parametrize("k", [0, 1])
def test_a_step_and_a_pair_are_differences_of_full_runs(table, k):
    def answers(case) -> dict[str, float]:
        found, timing = run(case, draws=60, seed=7), hold(setting_of(case, DRAWING), 60)["timing"]
        zone = found["zone_probability"]
        return {"zone": zone["value"], "zone_full": zone["comprehensive"]["value"], "signed": timing["signed"]["value"]}

    start, row = answers(CASE), table["levers"][k]
    for step in row["curve"][1:3]:
        found = answers(pull(CASE, CASE.levers[k], step["part"]))
        assert {name: step["effects"][name]["value"] for name in found} == {n: found[n] - start[n] for n in found}
    if k:
        both, *alone = map(answers, (pull(pull(CASE, PATROLS), WINTER), pull(CASE, PATROLS), pull(CASE, WINTER)))
        for name, value in both.items():
            expected = value - alone[0][name] - alone[1][name] + start[name]
            assert table["interactions"][0]["extra"][name]["value"] == pytest.approx(expected, abs=1e-12)


def test_the_flagship_moves_as_its_runs_do():
    case = load("miami")
    changed = apply(case, case.levers[2].changes)
    found = whatif(case, case.levers[2].changes, Drawing(40, 3))["outputs"]
    before, after = (run(held, draws=40, seed=3) for held in (case, changed))
    for first, last in zip(before["scenarios"], after["scenarios"], strict=True):
        assert found[f"scenarios.{first['id']}"]["value"] == last["value"] - first["value"]


def test_the_error_is_that_of_the_paired_difference():
    before, after = (measure(case, Asked(DRAWING)) for case in (CASE, pull(CASE, WINTER)))
    change = after.utility["north"] - before.utility["north"]
    found = whatif(CASE, WINTER.changes, DRAWING)["parties"]["north"]
    assert found["se"] == pytest.approx(change.std() / np.sqrt(60))
    assert found["se"] < np.hypot(*(m.utility["north"].std() / np.sqrt(60) for m in (before, after)))


def test_what_changes_nothing_has_no_effect_and_no_error():
    found = whatif(CASE, [Change("no_deal.south", "add", 0.0)], DRAWING)
    assert {(row["value"], row["se"]) for part in ("outputs", "parties") for row in found[part].values()} == {
        (0.0, 0.0)
    }


def test_a_lever_pulled_in_part_moves_in_between(table):
    curve = table["levers"][1]["curve"]
    zone = [step["effects"]["zone"]["value"] for step in curve]
    assert zone == sorted(zone)
    assert curve[-1]["part"] == 1.0
    assert [step["cost"] for step in table["levers"][0]["curve"]][0] == {"low": 5.0, "mid": 7.5, "high": 12.5}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (Change("no_deal.south", "set", 62.0), Change("no_deal.south", "set", 67.0)),
        (Change("no_deal.south", "add", Quantity(-8, -4, -2)), Change("no_deal.south", "add", Quantity(-4, -2, -1))),
        (Change("no_deal.south", "scale", 0.5), Change("no_deal.south", "scale", 0.75)),
        (Change("views.south.line.red_lines.river", "drop"), Change("views.south.line.red_lines.river", "set", 0.45)),
        (Change("durability.frailty", "set", Quantity(0.5, 0.5, 0.5)),
         Change("durability.frailty", "set", Quantity(0.6, 0.75, 1.0))),
    ],
)  # fmt: skip
def test_half_of_a_change_is_half_of_it(change, part):
    assert pull(CASE, Lever("x", "X", "north", (change,)), 0.5) == apply(CASE, [part])


def test_who_must_consent_changes_only_in_full():
    lever = Lever("x", "X", "north", (Change("parties.neighbour.required", "set", 0.0),))
    assert pull(CASE, lever, 0.5) == CASE
    assert pull(CASE, lever).party("neighbour").required is False


def test_pairs_are_the_second_difference(table):
    pair = table["interactions"][0]
    both = pull(pull(CASE, PATROLS), WINTER)
    zones = [measure(c, Asked(DRAWING)).outputs["zone"] for c in (both, pull(CASE, PATROLS), pull(CASE, WINTER), CASE)]
    assert pair["extra"]["zone"]["value"] == pytest.approx((zones[0] - zones[1] - zones[2] + zones[3]).mean())


def test_pairs_of_many_levers_are_left_out_and_counted(monkeypatch):
    monkeypatch.setattr("detente.scenarios.levers.MOST_TOGETHER", 1)
    found = levers(CASE, Drawing(20, 1))
    assert (found["interactions"], found["pairs_left_out"]) == ([], 1)


def test_a_party_that_is_squeezed_is_harmed_and_one_that_is_paid_gains(table):
    patrols, winter = table["levers"]
    assert "south" in winter["harmed"]
    assert "south" in patrols["gains"]


def test_the_table_is_plain_data_in_the_order_of_the_file(table):
    assert [row["id"] for row in json.loads(json.dumps(table))["levers"]] == ["patrols", "winter_stops"]


def test_a_case_without_levers_and_an_unknown_lever_are_refused():
    with pytest.raises(Unanswerable, match="no `levers`"):
        levers(replace(CASE, levers=()), DRAWING)
    with pytest.raises(Unanswerable, match="patrols, winter_stops"):
        levers(CASE, DRAWING, only=["patrol"])


def test_a_cost_that_is_not_stated_is_none():
    assert cost_of(WINTER, 1.0) is None
    assert cost_of(replace(WINTER, cost=exactly(4.0)), 0.5) == {"low": 2.0, "mid": 2.0, "high": 2.0}


def test_a_share_that_is_sought_is_reached_or_said_to_be_out_of_reach():
    found = seek(CASE, Wish("no_deal.south", "zone", 0.5), DRAWING)
    assert found["value"] is not None
    assert abs(found["reached"] - 0.5) <= 3 / 60
    assert (found["side"], found["crossings"]) == ("up_to", 1)
    low, high = found["within"]
    assert found["from"] <= low < found["value"] < high <= found["to"]
    never = seek(CASE, Wish("parties.neighbour.leverage", "zone", 0.99), DRAWING)
    assert (never["value"], never["lowest"]) == (None, never["highest"])


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("no_deal.sout", "zone", 0.5), "did you mean"),
        (Wish("no_deal.south", "zones", 0.5), "answers are zone"),
        (Wish("worth.south.line.zone", "zone", 0.5), "it allows add"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish, words):
    with pytest.raises(CannotChange, match=words):
        seek(CASE, wish, Drawing(20, 1))


def test_the_first_draws_of_a_run_are_those_of_a_smaller_one():
    whole, part = measure(CASE, Asked(DRAWING)), measure(CASE, Asked(Drawing(25, 7)))
    first = whole.first(25)
    for held, own in ((first.outputs, part.outputs), (first.utility, part.utility)):
        for name, values in held.items():
            np.testing.assert_array_equal(values, own[name])
