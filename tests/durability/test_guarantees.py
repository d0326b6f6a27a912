"""Guarantees of a settlement and who is deterred by them; several together, against all ways a breach may end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import Unanswerable
from detente.durability.enforcement import Payoffs, factor_needed
from detente.durability.guarantees import Terms, against, breach_value, central_terms, in_force, keeping
from detente.formats.load import load
from detente.settlement.known import DAYS_PER_YEAR, known

LINES = st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(1.0, 400.0)), min_size=1, max_size=4)
MIAMI = known(load("miami"))
PLAN = {"guarantee": "B", "troops": "C", "sanctions": "B"}


def one(values: list[float]) -> np.ndarray:
    return np.array([values])


@given(st.floats(0.05, 1.0), st.floats(1.0, 4000.0), st.floats(0.02, 0.5))
def test_one_sure_guarantee_deters_where_the_textbook_threshold_says(
    answer: float, days: float, discount: float
) -> None:
    game, rate = Payoffs(80.0, 60.0, 30.0), np.array([discount])
    slack = 60.0 - float(breach_value(game, one([1.0]), one([days]), rate)[0])
    factor = np.exp(-discount * days / DAYS_PER_YEAR)
    assert (slack >= 0.0) == (factor >= float(factor_needed(game))) or slack == pytest.approx(0.0)
    if 60.0 >= float(breach_value(game, one([answer]), one([days]), rate)[0]):
        assert factor >= float(factor_needed(game, answer=answer)) - 1e-12


@given(LINES, st.floats(0.0, 1.0), st.floats(1.0, 400.0))
def test_one_guarantee_more_never_makes_a_breach_pay_more(
    lines: list[tuple[float, float]], answer: float, days: float
) -> None:
    game, rate = Payoffs(80.0, 60.0, 30.0), np.array([0.1])
    few, many = (
        breach_value(game, one([q for q, _ in held]), one([lag for _, lag in held]), rate)
        for held in (lines, [*lines, (answer, days)])
    )
    assert float(many[0]) <= float(few[0]) + 1e-12


@given(LINES)
def test_the_value_of_a_breach_is_that_of_all_ways_it_may_end(lines: list[tuple[float, float]]) -> None:
    discount, (most, keeps, least) = 0.1, (80.0, 60.0, 30.0)
    wanted = 0.0
    for ways in np.ndindex(*(2,) * len(lines)):
        chance = np.prod([q if came else 1.0 - q for came, (q, _) in zip(ways, lines, strict=True)])
        came = [days for came, (_, days) in zip(ways, lines, strict=True) if came]
        later = np.exp(-discount * min(came) / DAYS_PER_YEAR) if came else 0.0
        wanted += chance * (most * (1.0 - later) + least * later)
    chances, days = (one([line[k] for line in lines]) for k in (0, 1))
    found = breach_value(Payoffs(most, keeps, least), chances, days, np.array([discount]))
    assert float(found[0]) == pytest.approx(wanted, abs=1e-9)


def test_a_guarantee_belongs_to_the_settlements_that_meet_its_condition() -> None:
    assert [row.id for row in in_force(MIAMI, PLAN)] == ["US_15_YEARS", "COALITION", "SNAP_BACK"]
    assert in_force(MIAMI, {"guarantee": "F"}) == ()


def test_a_guarantee_deters_everybody_but_whom_it_is_for_alone_and_who_gives_it() -> None:
    rows = in_force(MIAMI, PLAN)
    assert against(rows, "RU") == rows
    assert against(rows, "UA") == ()
    both = replace(rows[0], protects=("UA", "RU"))
    assert against((both,), "UA") == (both,)
    assert against((both,), "US") == ()


def test_a_party_keeps_what_it_would_not_gain_by_breaking() -> None:
    terms = central_terms(MIAMI, "RU", PLAN)
    found = keeping(MIAMI, "RU", PLAN, np.array([65.0]), terms)
    assert found.guarantees == ("US_15_YEARS", "COALITION", "SNAP_BACK")
    assert float(found.answer[0]) == pytest.approx(1 - (1 - 0.5 * 0.95) * (1 - 0.3 * 0.95) * (1 - 0.5 * 0.95))
    for k, needed in enumerate(found.strength_needed[0]):
        tried = replace(terms, strength=terms.strength.copy())
        tried.strength[0, k] = min(needed, 1.0)
        slack = float(keeping(MIAMI, "RU", PLAN, np.array([65.0]), tried).slack[0])
        assert (
            slack == pytest.approx(0.0, abs=1e-9) or (needed == 0.0 and slack > 0.0) or (needed > 1.0 and slack < 0.0)
        )


def test_without_a_guarantee_a_breach_pays_for_ever() -> None:
    terms = central_terms(MIAMI, "UA", PLAN)
    found = keeping(MIAMI, "UA", PLAN, np.array([75.0]), terms)
    assert (found.guarantees, float(found.answer[0])) == ((), 0.0)
    assert float(found.slack[0]) == 75.0 - 80.0
    assert found.strength_needed.shape == (1, 0)


def test_a_breach_that_is_never_seen_is_never_deterred() -> None:
    blind = Terms(one([1.0]), one([0.0]), one([30.0]), *(np.array([x]) for x in (80.0, 30.0, 0.1)))
    found = keeping(replace(MIAMI, guarantees=MIAMI.guarantees[1:2]), "RU", PLAN, np.array([60.0]), blind)
    assert found.strength_needed.tolist() == [[np.inf]]
    assert float(found.slack[0]) < 0.0


def test_a_stronger_guarantee_never_loosens_a_party() -> None:
    terms = central_terms(MIAMI, "RU", PLAN)
    draws = np.linspace(0.0, 1.0, 11)
    many = Terms(
        np.column_stack([draws, *(np.full(11, terms.strength[0, k]) for k in (1, 2))]),
        *(np.repeat(getattr(terms, name), 11, axis=0) for name in ("detection", "lag")),
        *(np.repeat(getattr(terms, name), 11) for name in ("unanswered", "answered", "discount")),
    )
    slack = keeping(MIAMI, "RU", PLAN, np.full(11, 60.0), many).slack
    assert (np.diff(slack) > 0.0).all()


def test_a_case_that_does_not_say_what_a_breach_is_worth_says_what_to_add() -> None:
    with pytest.raises(Unanswerable, match=r"lacks durability.breach.US or durability.discount; add them"):
        central_terms(MIAMI, "US", PLAN)
