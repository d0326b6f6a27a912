"""One clause of a case, from the table to prices: what moves moves in one run, and prices by the odds alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.consequences import economy
from detente.ensemble.hold import hold, stability
from detente.ensemble.hold.drawn import drawn
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load

DRAWS = 100
Both = tuple[dict[str, Any], dict[str, Any]]


def with_a_higher_cap(case: Case) -> Case:
    """Return the case in which offers that cap Ukraine's forces at 600 thousand or less cap them at 800."""
    offers = [
        replace(offer, settlement={**offer.settlement, "force_cap": "B"})
        if offer.settlement.get("force_cap") in ("C", "D", "E")
        else offer
        for offer in case.offers
    ]
    return replace(case, offers=tuple(offers))


def judged(case: Case) -> Both:
    setting = setting_of(case, Drawing(DRAWS, 1))
    return hold(setting, DRAWS), economy(setting)


@pytest.fixture(scope="module")
def found() -> tuple[Both, Both]:
    """Return both judgements before and after: seven seconds, since each follows talks over months twice."""
    case = load("miami")
    return judged(case), judged(with_a_higher_cap(case))


def test_the_clause_moves_every_layer(found: tuple[Both, Both]) -> None:
    (hold_before, _), (hold_after, _) = found
    assert hold_after["fragility"]["zone"] != hold_before["fragility"]["zone"]
    assert hold_after["timing"]["in_force"]["value"] != hold_before["timing"]["in_force"]["value"]
    assert hold_after["offers"] != hold_before["offers"]
    for part in ("keeping", "ratified"):
        before, after = ([offer[part] for offer in held["offers"]] for held in (hold_before, hold_after))
        assert after != before, part


def test_the_clause_moves_what_leaving_an_offer_is_weighed_by() -> None:
    """The shares of draws in which offers are stable stay; what they are weighed by moves."""
    case = load("miami")
    before, after = (payoffs(held) for held in (case, with_a_higher_cap(case)))
    assert before.shape == after.shape
    assert (before != after).any()


def payoffs(case: Case) -> np.ndarray:
    setting = setting_of(case, Drawing(DRAWS, 1))
    seen = setting.of_signing(setting.draws.inputs)
    given = drawn(setting.case, draws=DRAWS, seed=1)
    held = stability.model(setting.case, propagate.space_of(setting.signing, seen), given)
    assert held is not None
    return held.payoffs


def test_prices_move_by_the_odds_and_by_nothing_else(found: tuple[Both, Both]) -> None:
    (_, before), (_, after) = found
    was, now = (np.array([row["value"] for row in held["odds"]["scenarios"]]) for held in (before, after))
    assert (was != now).any()
    for old, new in zip(before["indicators"], after["indicators"], strict=True):
        for m, month in enumerate(new["mixture"]):
            means = np.array([own["months"][m]["mean"] for own in old["scenarios"]])
            assert [own["months"][m]["mean"] for own in new["scenarios"]] == means.tolist()
            moved = month["mean"] - old["mixture"][m]["mean"]
            assert moved == pytest.approx((now - was) @ means, abs=1e-12)


def test_the_odds_are_those_of_the_same_talks(found: tuple[Both, Both]) -> None:
    for talks, follows in found:
        entered = 1.0 - follows["odds"]["scenarios"][-1]["value"]
        assert talks["timing"]["in_force"]["value"] <= entered <= talks["timing"]["signed"]["value"]
