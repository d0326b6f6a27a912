"""Changes of a case: where a path leads, what each kind does, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.levers import CannotChange, Change
from detente.case.nouns import Case
from detente.case.places import place_at, places
from detente.case.quantity import Quantity, exactly
from detente.ensemble.run import run
from detente.formats.load import load
from detente.formats.write import dump
from detente.formats.yaml import read
from detente.scenarios.change import apply
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from tests.strategies import cases

MIAMI = load("miami")


def changed(path: str, kind: str, value: object = None, case: Case = MIAMI) -> Case:
    return apply(case, [Change(path, kind, value)])


def value(case: Case, path: str) -> object:
    return places(case)[path].value


def no_deal(case: Case, party: str) -> float:
    now = known(case)
    found = no_deal_values(now, central_inputs(now)).value[0]
    return found[[p.id for p in now.parties].index(party)]


def test_every_range_can_be_set_and_the_case_given_stays_as_it_is():
    for path, place in places(MIAMI).items():
        if isinstance(place.value, Quantity) and place.moved is None:
            middle = (place.value.low + place.value.high) / 2
            assert value(changed(path, "set", middle), path).mid == middle
            assert value(MIAMI, path) == place.value


def test_a_number_that_is_set_moves_the_range_and_is_cut_at_the_bounds():
    case = changed("views.RU.donbas.position", "set", Quantity(40, 50, 65))
    assert value(changed("views.RU.donbas.position", "set", 60.0, case), "views.RU.donbas.position") == Quantity(
        50, 60, 75
    )
    assert value(changed("views.RU.donbas.position", "add", 40.0, case), "views.RU.donbas.position") == Quantity(
        80, 90, 100
    )


def test_ranges_are_added_end_by_end_and_scaled_by_numbers():
    path = strength()
    case = changed(path, "set", Quantity(0.2, 0.4, 0.5))
    assert value(changed(path, "add", Quantity(0.1, 0.2, 0.5), case), path) == Quantity(0.2 + 0.1, 0.4 + 0.2, 1.0)
    assert value(changed(path, "scale", 2.0, case), path) == Quantity(0.4, 0.8, 1.0)


def read_back(case: Case) -> Case:
    checked = check(read(dump(case)), case_id=case.id)
    assert checked.case is not None, checked.faults
    return checked.case


def strength() -> str:
    return next(p for p in places(MIAMI) if p.startswith("guarantees.") and p.endswith(".strength"))


def test_a_red_line_is_lifted_softened_and_drawn_where_there_was_none():
    line = next(p for p, place in places(MIAMI).items() if ".red_lines." in p and place.value is not None)
    assert value(changed(line, "set", 0.25), line) == 0.25
    assert value(changed(line, "drop"), line) is None
    assert value(changed(line, "set", 0.5, changed(line, "drop")), line) == 0.5
    assert "drop" not in places(changed(line, "drop"))[line].kinds


def test_a_no_deal_value_moves_after_the_statements_have_bounded_it():
    was = no_deal(MIAMI, "RU")
    assert no_deal(changed("no_deal.RU", "add", -30.0), "RU") == pytest.approx(was - 30.0)
    assert no_deal(changed("no_deal.RU", "add", 0.0), "RU") == was
    assert value(changed("no_deal.RU", "add", -30.0), "no_deal.RU") == value(MIAMI, "no_deal.RU")


def test_a_no_deal_value_set_to_a_number_is_that_number_where_no_statement_bounds_it():
    free = replace(MIAMI, statements=())
    assert no_deal(changed("no_deal.RU", "set", 55.5, free), "RU") == pytest.approx(55.5)
    assert no_deal(
        changed("no_deal.RU", "scale", 0.5, changed("no_deal.RU", "add", -3.0, free)), "RU"
    ) == pytest.approx(30.0)


def test_a_side_payment_is_worth_its_points_and_leaves_the_no_deal_value_alone():
    paid = changed("worth.RU.donbas.C", "add", 7.0)
    assert no_deal(paid, "RU") == no_deal(MIAMI, "RU")
    assert paid.interactions[-1].worth == 7.0
    assert read_back(paid).interactions == paid.interactions


def test_a_run_of_a_changed_case_differs_from_that_of_the_case_only_by_the_change():
    same = apply(MIAMI, [Change("no_deal.RU", "add", 0.0), Change("views.RU.donbas.salience", "scale", 1.0)])
    was, now = (run(case, draws=20, seed=3) for case in (MIAMI, same))
    assert now["scenarios"] == was["scenarios"]


def test_who_is_required_is_set():
    assert changed("parties.E3EU.required", "set", 0.0).party("E3EU").required is False


def test_a_step_and_a_guarantee_are_dropped():
    step, promise = MIAMI.ratification[0].id, MIAMI.guarantees[0].id
    case = apply(MIAMI, [Change(f"ratification.{step}", "drop"), Change(f"guarantees.{promise}", "drop")])
    assert step not in [row.id for row in case.ratification]
    assert all(step not in row.after for row in case.ratification)
    assert promise not in [row.id for row in case.guarantees]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("views.RU.donbass.salience", "set", 3.0), "did you mean"),
        (Change("nonsense", "set", 3.0), "paths begin with"),
        (Change("no_deal.US", "add", 3.0), "after no_deal come RU, UA"),
        (Change("views.RU.donbas.salience", "set", 130.0), "not between 0 and 100"),
        (Change("views.RU.donbas.salience", "set", Quantity(1, 2, 130)), "not between 0 and 100"),
        (Change("views.RU.donbas.salience", "scale", -1.0), "below 0"),
        (Change("views.RU.donbas.salience", "scale", exactly(1.0)), "takes a number"),
        (Change("views.RU.donbas.salience", "drop"), "not possible here"),
        (Change("views.RU.donbas.salience", "raise", 1.0), "no kind of change"),
        (Change("views.RU.donbas.salience", "add"), "needs a number"),
        (Change("worth.RU.donbas.C", "set", 3.0), "it allows add"),
        (Change("worth.RU.donbas.C", "add", Quantity(1, 2, 3)), "without a range"),
        (Change("parties.E3EU.required", "set", 0.5), "neither 1 for yes nor 0 for no"),
        (Change("parties.E3EU.required", "set", exactly(1.0)), "neither 1 for yes nor 0 for no"),
        (Change("parties.CONG.required", "set", 1.0), "no entry under no_deal"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_allowed(change, words):
    with pytest.raises(CannotChange, match=words):
        apply(MIAMI, [change])


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([f"parties.{party}.required" for party in ("RU", "UA", "US", "E3EU")], "no party would be required"),
        ([f"parties.{party}.required" for party in ("RU", "UA")], "nothing to bargain over"),
        ([f"views.RU.{issue.id}.salience" for issue in MIAMI.issues], "no issue would have a salience above 0 to RU"),
    ],
)
def test_a_case_that_could_not_be_judged_is_refused(paths, words):
    held = [path for path in paths if place_at(MIAMI, path) is not None]
    with pytest.raises(CannotChange, match=words):
        apply(MIAMI, [Change(path, "set", 0.0) for path in held])


@given(cases(), st.data())
def test_every_input_of_any_case_can_be_changed_to_what_it_is(case, data):
    held = places(case)
    for path in data.draw(st.lists(st.sampled_from(sorted(held)), max_size=5)):
        place = held[path]
        if "set" in place.kinds and place.value is not None:
            assert places(apply(case, [Change(path, "set", place.value)]))[path].value == place.value


def test_draws_of_an_input_keep_their_order_when_another_is_changed():
    from detente.ensemble.draws import draw

    was, now = (draw(known(c), draws=50, seed=1).inputs for c in (MIAMI, changed("no_deal.RU", "add", -5.0)))
    assert np.array_equal(was.no_deal, now.no_deal, equal_nan=True)
