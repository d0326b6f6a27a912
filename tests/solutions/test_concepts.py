"""Laws of the solution concepts: each chooses what it says, whatever the units and the order of the parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import log, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.quantity import exactly
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space
from detente.solutions.concepts import CONCEPTS, LEXIMIN_STANDS_IN, solutions
from tests.published.tables import table_case
from tests.strategies import bargains, cases

LAW = settings(max_examples=30, deadline=None, derandomize=True)
STRICT = ("nash", "nash_by_leverage")


def central(case: Case) -> Space:
    """Return the space of the central case; drops the example where nobody has a utility to bargain with."""
    now = known(case)
    inputs = central_inputs(now)
    try:
        return space(now, inputs, no_deal_values(now, inputs).value)
    except Unanswerable:
        assume(False)
        raise


def zone_of(given: Space) -> dict[tuple[int, ...], list[int]]:
    """Return every settlement that all who must consent accept, with the integer surpluses of those who bargain."""
    who = np.flatnonzero(given.required)
    bargain = np.flatnonzero(given.required & given.valued)
    ranges = [range(low, high) for low, high in zip(given.start[:-1], given.start[1:], strict=True)]
    found: dict[tuple[int, ...], list[int]] = {}
    for pick in product(*ranges):
        if any(set(held) <= set(pick) for held in given.forbidden) or given.barred[0][np.ix_(who, pick)].any():
            continue
        surplus = [sum(int(given.worth[0, p, c]) for c in pick) - int(given.reserve[0, p]) for p in bargain]
        if min(surplus) >= 0:
            found[pick] = surplus
    return found


def ranks(given: Space, zone: dict[tuple[int, ...], list[int]]) -> dict[str, Callable[[list[int]], Any]]:
    """Return per concept what it maximises, exactly, as a function of integer surpluses."""
    bargain = np.flatnonzero(given.required & given.valued)
    scale = [int(x) for x in given.scale[0, bargain]]
    power = [max(round(10 * x), 1) for x in given.leverage[0, bargain].tolist()]
    ideal = [max(column) for column in zip(*zone.values(), strict=True)]

    def leximin(surplus: list[int], unit: list[int]) -> tuple[Fraction, ...]:
        return tuple(sorted(Fraction(s, u) for s, u in zip(surplus, unit, strict=True) if u))

    even = {"egalitarian": lambda surplus: leximin(surplus, scale)}
    if any(min(surplus) > 0 for surplus in zone.values()):
        even |= {
            "nash": prod,
            "nash_by_leverage": lambda surplus: prod(s**a for s, a in zip(surplus, power, strict=True)),
        }
    else:
        even |= dict.fromkeys(STRICT, even["egalitarian"])
    return even | {
        "kalai_smorodinsky": lambda surplus: leximin(surplus, ideal),
        "utilitarian": lambda surplus: sum(Fraction(s, u) for s, u in zip(surplus, scale, strict=True)),
    }


def columns(given: Space, options: dict[str, str]) -> tuple[int, ...]:
    return tuple(given.pick(options).tolist())


def chosen(given: Space) -> dict[str, set[tuple[tuple[str, str], ...]]]:
    """Return per concept the settlements it chooses."""
    found = solutions(given)
    return {name: {tuple(s.options.items()) for s in solution.settlements} for name, solution in found.items()}


def points(given: Space, name: str) -> list[dict[str, float]]:
    """Return the surpluses in points at the settlements that a concept chooses."""
    reserve = {p: r / s for p, r, s in zip(given.parties, given.reserve[0], given.scale[0], strict=True)}
    held = solutions(given)[name].settlements
    return [{party: s.utility[party] - reserve[party] for party in given.signers} for s in held]


@LAW
@given(st.one_of(bargains(), cases()))
def test_every_concept_chooses_all_settlements_that_are_best_by_its_rule(case: Case) -> None:
    here = central(case)
    zone, found = zone_of(here), solutions(here)
    if not zone:
        assert all((solution.ties, solution.settlements) == (0, ()) for solution in found.values())
        return
    for name, rank in ranks(here, zone).items():
        best = max(rank(surplus) for surplus in zone.values())
        tied = {pick for pick, surplus in zone.items() if rank(surplus) == best}
        assert {columns(here, s.options) for s in found[name].settlements} == tied, name
        assert found[name].ties == len(tied)
        assert found[name].slack == 0.0


@LAW
@given(bargains())
def test_the_value_is_the_objective_in_its_unit_and_none_where_leximin_stands_in(case: Case) -> None:
    here = central(case)
    zone, found = zone_of(here), solutions(here)
    strict = any(min(surplus) > 0 for surplus in zone.values())
    assert {name for name, solution in found.items() if solution.value is None} == (
        set() if strict else set(STRICT) if zone else {concept.id for concept in CONCEPTS}
    )
    assert {name for name, solution in found.items() if solution.flag == LEXIMIN_STANDS_IN} == (
        set(STRICT) if zone and not strict else set()
    )
    if not zone:
        return
    scale, reserve = here.scale[0].tolist(), here.reserve[0].tolist()
    gains = [[s / u for s, u in zip(surplus, scale, strict=True)] for surplus in zone.values()]
    ideal = [max(column) for column in zip(*gains, strict=True)]
    power = [max(party.leverage.mid, 0.1) for party in case.parties]
    shares = [[s / u for s, u in zip(row, ideal, strict=True) if u > 0] for row in gains]
    best = {
        "egalitarian": max(min(row) for row in gains),
        "kalai_smorodinsky": max(min(row) for row in shares) if shares[0] else 0.0,
        "utilitarian": max(sum(row) for row in gains) + sum(r / u for r, u in zip(reserve, scale, strict=True)),
    }
    if strict:
        inside = [row for row in gains if min(row) > 0]
        best["nash"] = max(prod(row) for row in inside)
        best["nash_by_leverage"] = max(
            sum(a * log(s) for a, s in zip(power, row, strict=True)) / sum(power) for row in inside
        )
    assert {name: found[name].value for name in best} == pytest.approx(best)


def rescaled(case: Case, party: str, factor: float, shift: float) -> Case:
    """Return the case in which one party counts in other units: every worth and its no-deal value moved alike."""
    views = tuple(
        replace(view, worth={key: exactly(shift + factor * worth.mid) for key, worth in view.worth.items()})
        if view.party == party
        else view
        for view in case.views
    )
    no_deal = tuple(
        replace(row, value=exactly(shift + factor * row.value.mid)) if row.party == party and row.value else row
        for row in case.no_deal
    )
    return replace(case, views=views, no_deal=no_deal)


@LAW
@given(bargains(), st.sampled_from((0.25, 0.5)), st.sampled_from((0.0, 12.5, 50.0)))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_the_units_of_a_party(
    case: Case, factor: float, shift: float
) -> None:
    here, there = solutions(central(case)), solutions(central(rescaled(case, "a", factor, shift)))
    for name in (*STRICT, "kalai_smorodinsky"):
        if not here[name].flag:  # leximin, which stands in, compares points between parties
            assert {tuple(s.options.items()) for s in here[name].settlements} == {
                tuple(s.options.items()) for s in there[name].settlements
            }, name
    if here["nash"].value is not None:
        assert there["nash"].value == pytest.approx(factor * here["nash"].value)
    assert there["kalai_smorodinsky"].value == pytest.approx(here["kalai_smorodinsky"].value)


@LAW
@given(bargains())
def test_no_concept_leaves_the_worst_off_better_than_the_egalitarian_one(case: Case) -> None:
    here = central(case)
    assume(zone_of(here))
    least = {c.id: [min(row.values()) for row in points(here, c.id)] for c in CONCEPTS}
    assert max(x for rows in least.values() for x in rows) <= min(least["egalitarian"]) + 1e-9


@LAW
@given(bargains())
def test_no_concept_has_a_larger_sum_than_the_utilitarian_one(case: Case) -> None:
    here = central(case)
    assume(zone_of(here))
    total = {c.id: [sum(row.values()) for row in points(here, c.id)] for c in CONCEPTS}
    assert max(x for rows in total.values() for x in rows) <= min(total["utilitarian"]) + 1e-9


@LAW
@given(bargains(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_plays_no_part(case: Case, random: Any) -> None:
    order = random.sample(case.parties, len(case.parties))
    here, there = central(case), central(replace(case, parties=tuple(order)))
    assert chosen(here) == chosen(there)
    for name, solution in solutions(here).items():
        assert solutions(there)[name].value == pytest.approx(solution.value), name


def test_a_solution_says_what_its_value_measures() -> None:
    found = solutions(central(pie_of_two(leverage=1.0)))
    told = {name: solution.to_dict()["objective"] for name, solution in found.items()}
    assert told == {concept.id: concept.unit for concept in CONCEPTS}
    assert len(set(told.values())) == len(CONCEPTS)


def test_parties_without_leverage_count_alike_and_leave_a_number() -> None:
    case = pie_of_two(leverage=0.0)
    found = solutions(central(case))
    assert found["nash_by_leverage"].settlements == found["nash"].settlements
    assert found["nash_by_leverage"].value == pytest.approx(log(found["nash"].value or 0.0) / 2)


def pie_of_two(*, leverage: float) -> Case:
    """Return a case of two parties and one pie in eleven slices."""
    pie = {f"o{k}": (10.0 * k, 100.0 - 10.0 * k) for k in range(11)}
    return table_case({"pie": pie}, {"A": 0.0, "B": 20.0}, leverage={"A": leverage, "B": leverage})
