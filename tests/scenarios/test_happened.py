"""Wild cards that have happened: alone they are the rows of `wildcards`, together those of the changed case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.fault import Unanswerable
from detente.case.levers import CannotChange, Change
from detente.case.quantity import exactly
from detente.case.wild_cards import WildCard
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios.happened import happened
from detente.scenarios.outlook import outlook
from detente.scenarios.wild_cards import changed, wild_cards, worlds

DRAWING = Drawing(40, 3, 1)
HASTE = WildCard("haste", "Haste", "actor", (Change("timing.closing", "scale", 2.0),), probability=exactly(0.25))
HOPE = WildCard("hope", "Hope", "event", (Change("no_deal.RU", "add", -8.0),), probability=exactly(0.3))
CASE = replace(load("miami_2026"), wild_cards=(HASTE, HOPE))


@pytest.mark.parametrize("card", ["haste", "hope"])
def test_one_alone_is_its_row_of_the_wild_cards(card: str) -> None:
    row = next(row for row in wild_cards(worlds(CASE, DRAWING)).to_dict()["cards"] if row["id"] == card)
    found = happened(CASE, [card], DRAWING)
    assert found["given"] == row["given"]
    assert found["effect"] == row["effect"]
    assert next(held for held in found["cards"] if held["id"] == card)["probability"] == row["probability"]
    assert [held["id"] for held in found["cards"] if held["happened"]] == [card]


def test_two_together_are_the_case_with_both_changes() -> None:
    by_hand = outlook(changed(CASE, frozenset({"haste", "hope"})), DRAWING).values
    found = happened(CASE, ["hope", "haste"], DRAWING)
    assert {name: mean["value"] for name, mean in found["given"].items()} == {
        name: pytest.approx(values.mean()) for name, values in by_hand.items()
    }


def test_none_changes_nothing() -> None:
    found = happened(CASE, [], DRAWING)
    assert found["given"] == found["without"]
    assert {mean["value"] for mean in found["effect"].values()} == {0.0}


def test_what_cannot_have_happened_is_refused() -> None:
    with pytest.raises(CannotChange, match="there are haste, hope"):
        happened(CASE, ["hast"], DRAWING)
    twins = replace(CASE, wild_cards=(replace(HASTE, exclusive="mood"), replace(HOPE, exclusive="mood")))
    with pytest.raises(Unanswerable, match="haste and hope exclude each other"):
        happened(twins, ["haste", "hope"], DRAWING)
    with pytest.raises(Unanswerable, match="no wild cards"):
        happened(replace(CASE, wild_cards=()), [], DRAWING)
