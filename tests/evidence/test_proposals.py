"""What claims say of inputs: proposed, mixed with what is held, and entered by nobody but the analyst."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.evidence import Claim, Said
from detente.case.levers import Change
from detente.case.places import places
from detente.case.quantity import Quantity, exactly
from detente.evidence.grades import grades
from detente.evidence.proposals import accept, proposals
from tests.case.test_tracks import small

PATH = "parties.DOWN.leverage"


def said(key: str, value: Quantity, grade: str = "B2", path: str = PATH, **more) -> Claim:
    return Claim(key, f"{key} {key}", grade=grade, inputs=(Said(path, value),), **more)


def told(*claims: Claim):
    return replace(small(), claims=claims)


def test_a_lone_claim_moves_the_middle_by_its_reliability_and_widens_the_range() -> None:
    case = told(said("x", exactly(75.0)))
    (row,) = proposals(case)
    r = grades().reliability["B"].mid
    assert row.before == exactly(55.0)
    assert row.after.mid == pytest.approx(55.0 + r * 20.0)
    assert row.after.high - row.after.mid == pytest.approx((r * (1 - r)) ** 0.5 * 20.0)
    assert row.weights == pytest.approx({"x": r})
    assert row.change == Change(PATH, "set", row.after)


def test_copies_count_once_and_order_does_not_matter() -> None:
    x, y = said("x", exactly(75.0), "B2"), said("y", Quantity(20.0, 30.0, 40.0), "D3")
    first, second = proposals(told(x, y))[0], proposals(told(y, x))[0]
    assert first.after.mid == pytest.approx(second.after.mid, abs=1e-12)
    alone = proposals(told(x))[0].after
    assert first.after.high - first.after.low > alone.high - alone.low
    group = [replace(x, group="g"), replace(x, id="z", group="g")]
    assert proposals(told(*group))[0].weights == proposals(told(x))[0].weights


def test_it_stays_within_the_bounds_of_the_field() -> None:
    (row,) = proposals(told(said("x", Quantity(90.0, 100.0, 100.0), "A1")))
    assert row.after.high <= 100.0


def test_nothing_enters_by_itself() -> None:
    case = told(said("x", exactly(75.0)), said("y", Quantity(30.0, 35.0, 40.0), path="no_deal.UP"))
    rows = proposals(case)
    held = places(accept(case, rows))
    assert [held[row.change.path].value for row in rows] == [row.after for row in rows]
    assert places(case)[PATH].value == exactly(55.0)
    assert accept(case, ()) == case


def test_an_input_without_a_range_stays_one() -> None:
    path = "issues.fill.options.middle.score"
    (row,) = proposals(told(said("x", exactly(60.0), path=path)))
    assert row.change.value == pytest.approx(50.0 + 10.0 * grades().reliability["B"].mid)
    assert places(accept(told(said("x", exactly(60.0), path=path)), [row]))[path].value == row.change.value
