"""Wild cards: effects are differences of two runs to the bit, averages obey total expectation, off changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.case.fault import Unanswerable
from detente.case.levers import Change
from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly
from detente.case.wild_cards import WildCard
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios import wild_cards as module
from detente.scenarios.outlook import exposed, leaked_zone, outlook
from detente.scenarios.track_choice import track_choice
from detente.scenarios.tracks import of_tracks
from detente.scenarios.wild_cards import NONE, chances, changed, groups, weights, wild_cards, worlds

DRAWING = Drawing(40, 3, 1)
HASTE = WildCard("haste", "Haste", "actor", (Change("timing.closing", "scale", 2.0),), probability=exactly(0.25))
DESPAIR = WildCard("despair", "Despair", "event", (Change("no_deal.UA", "add", -8.0),),
                   rate=Quantity(0.1, 0.5, 2.0))  # fmt: skip
HOPE = WildCard("hope", "Hope", "event", (Change("no_deal.RU", "add", -8.0),), probability=exactly(0.3))


def case(*cards: WildCard) -> Case:
    return replace(load("miami_2026"), wild_cards=cards)


@pytest.fixture(scope="module")
def held():
    return worlds(case(HASTE, DESPAIR, HOPE), DRAWING)


def test_the_effect_is_the_difference_of_two_runs_with_one_seed(held) -> None:
    """To the bit: each run on its own, from a file in which the change is made by hand."""
    bare = case()
    by_hand = replace(bare, timing=replace(bare.timing, closing=Quantity(0.1, 0.4, 2.0)))
    assert changed(case(HASTE), frozenset({"haste"})).timing == by_hand.timing
    without, with_it = outlook(bare, DRAWING).values, outlook(by_hand, DRAWING).values
    row = next(row for row in wild_cards(held).cards if row.id == "haste")
    for name, values in with_it.items():
        assert row.effect[name].value == (values - without[name]).mean()
    assert row.effect["zone"].value == 0.0 < row.effect["signed"].value


def test_a_wild_card_works_through_its_changes_alone() -> None:
    """One that changes nothing in fact, and one that cannot happen, leave everything as it is."""
    idle = replace(HASTE, changes=(Change("timing.closing", "scale", 1.0),))
    never = replace(DESPAIR, rate=exactly(0.0))
    found = wild_cards(worlds(case(idle, never), DRAWING))
    assert {mean.value for mean in found.cards[0].effect.values()} == {0.0}
    assert {mean.value for mean in found.shift.values()} == {0.0}
    assert found.expected == found.without


def test_the_average_is_the_total_expectation_by_brute_force(held) -> None:
    found, chance = wild_cards(held), chances(held.case, DRAWING)
    for name in ("zone", "signed", "in_force", "scenarios.no_deal"):
        total = np.zeros(DRAWING.draws)
        for key in [frozenset(x for x, on in zip(("haste", "despair", "hope"), bits, strict=True) if on)
                    for bits in np.ndindex(2, 2, 2)]:  # fmt: skip
            p = np.prod([chance[x] if x in key else 1.0 - chance[x] for x in chance], axis=0)
            total += p * held.outlooks[key].values[name]
        assert found.expected[name].value == pytest.approx(total.mean(), abs=1e-14)
    assert (found.combinations, found.exact) == (8, True)


def test_scenarios_and_no_deal_sum_to_one_under_every_combination(held) -> None:
    for seen in held.outlooks.values():
        total = sum(values for name, values in seen.values.items() if name.startswith("scenarios."))
        np.testing.assert_allclose(total, 1.0, atol=1e-12)


def test_a_rate_comes_to_its_probability_by_the_horizon() -> None:
    found = chances(case(replace(DESPAIR, rate=exactly(0.5))), DRAWING)["despair"]
    np.testing.assert_allclose(found, 1.0 - np.exp(-0.5 * 365 / 365.25))


def test_of_a_group_at_most_one_happens() -> None:
    one, two = (replace(card, exclusive="war") for card in (HASTE, HOPE))
    asked = case(one, two, DESPAIR)
    held = weights(asked, chances(asked, DRAWING))
    assert groups(asked.wild_cards) == [["haste", "hope"], ["despair"]]
    assert len(held) == 6 and frozenset({"haste", "hope"}) not in held
    np.testing.assert_allclose(sum(held.values()), 1.0)
    np.testing.assert_allclose(held[NONE] + held[frozenset({"despair"})], 0.45)


def test_many_combinations_are_sampled_and_say_so(monkeypatch, held) -> None:
    monkeypatch.setattr(module, "MOST_COMBINATIONS", 4)
    found = worlds(held.case, DRAWING)
    assert not found.exact and found.combinations == 8
    sampled, exact = wild_cards(found), wild_cards(held)
    for name in ("zone", "signed"):
        sampled_mean = sampled.expected[name]
        assert sampled_mean.se > exact.expected[name].se
        assert abs(sampled_mean.value - exact.expected[name].value) < 4 * sampled_mean.se


def test_the_worth_of_knowing_obeys_its_identities(held) -> None:
    found = track_choice(held)
    assert found is not None
    for row in (*found.cards, *found.inputs):
        assert found.everything.value + 1e-12 >= row.value >= 0.0
    assert [row.of for row in found.cards] != []


def test_where_a_leak_leaves_a_zone_is_what_the_talks_after_it_say(held) -> None:
    for row in of_tracks(held.base):
        if row.cost:
            after, _ = exposed(held.base, row.cost)
            np.testing.assert_array_equal(leaked_zone(held.base, row.cost), after.zone)


def test_knowing_is_worth_exactly_nothing_where_one_track_is_always_better() -> None:
    bare = case(HASTE)
    slow = replace(bare.tracks[1], efficiency=exactly(1.0), leak=exactly(0.2))
    found = track_choice(worlds(replace(bare, tracks=(bare.tracks[0], slow)), DRAWING))
    assert found is not None
    assert {row.value for row in (found.everything, *found.cards, *found.inputs)} == {0.0}


def test_wild_cards_that_cannot_happen_together_are_refused_in_words() -> None:
    huge = replace(HASTE, changes=(Change("timing.closing", "scale", 150.0),))
    both = case(huge, replace(huge, id="more", name="More"))
    with pytest.raises(Unanswerable, match="wild cards haste and more cannot happen together"):
        worlds(both, DRAWING)


def test_a_case_without_wild_cards_is_refused_in_words() -> None:
    with pytest.raises(Unanswerable, match="add `wild_cards`"):
        wild_cards(worlds(case(), DRAWING))
