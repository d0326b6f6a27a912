"""Wild cards in a case file: read whole, every fault with its place and what to do."""

from __future__ import annotations

import pytest

from detente.case.levers import Change
from detente.case.quantity import Quantity, exactly
from tests.case.test_tracks import faults, small


def test_a_wild_card_is_read_whole() -> None:
    drought, war, rain = small().wild_cards
    assert (drought.kind, drought.rate, drought.probability) == (
        "event",
        Quantity(0.1, 0.3, 0.6, sources=("S1",)),
        None,
    )
    assert drought.changes == (Change("no_deal.UP", "add", -3.0), Change("timing.closing", "scale", 1.5))
    assert (war.probability, war.exclusive, rain.kind) == (exactly(0.2), "stroke", "actor")


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("probability: 0.2", "probability: 1.2", "wild_cards[1].probability", "1.2 is not between 0 and 1"),
        ("probability: 0.2", "probability: 0.6", "wild_cards[2].probability",
         "with it the probabilities of the group stroke add up to 1.1"),
        ("probability: 0.2", "probability: 0.2, rate: 1", "wild_cards[1]", "it has both a probability and a rate"),
        ("probability: 0.2, ", "", "wild_cards[1]", "it has neither a probability nor a rate"),
        ("probability: 0.2", "rate: 0.2", "wild_cards[1].rate", "a wild card of a group has no rate"),
        ("path: timing.collapse", "path: timing.colapse", "wild_cards[1].changes[0]",
         'did you mean "timing.collapse"?'),
        ("kind: actor", "kind: actress", "wild_cards[2].kind", "it is one of: actor; event"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(old: str, new: str, where: str, message: str) -> None:
    found = faults(old, new)
    assert message in " ".join(found[where])
    assert len(found) == 1
