"""The section `consequences` of a case file: read whole, every fault with its place and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from detente.case.consequences import DEFAULT_SCENARIOS, DRIVERS, DriverParent
from detente.case.quantity import Quantity, exactly
from detente.consequences.drivers import drivers
from detente.settlement.known import known
from tests.case.test_tracks import faults, small


def test_the_section_is_read_whole() -> None:
    found = small().consequences
    assert found is not None
    assert (found.months, found.people, found.security, found.coded) == (36, "ukraine", "ukraine", "judged")
    first, second = found.drivers
    assert first.value == Quantity(0, 10, 30, sources=("S1",))
    assert (first.why, first.sources, first.coded) == ("dams burst", ("S1",), "assumed")
    assert (second.scenario, second.value, second.coded) == ("other_settlement", exactly(-2.0), "judged")
    assert found.inherits == (DriverParent("other_settlement", "frozen_conflict", 2.0, "nothing nearer"),)


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("driver: oil, value: -2", "driver: oils, value: -2", "consequences.drivers[1].driver", 'did you mean "oil"?'),
        ("scenario: no_deal, driver", "scenario: no_deals, driver", "consequences.drivers[0].scenario",
         'did you mean "no_deal"?'),
        ("{low: 0, mid: 10, high: 30, sources: [S1]}, why: dams", "{low: 0, mid: 40, high: 30}, why: dams",
         "consequences.drivers[0].value", "low <= mid <= high"),
        ("scenario: other_settlement, driver: oil, value: -2", "scenario: no_deal, driver: oil, value: -2",
         "consequences.drivers[1]", "oil of no_deal stands there twice"),
        ("parent: frozen_conflict", "parent: frozen_conflicts", "consequences.inherits[0].parent",
         'did you mean "frozen_conflict"?'),
        ("parent: frozen_conflict", "parent: other_settlement", "consequences.inherits[0].parent",
         "take their drivers from one another"),
        ("widen: 2", "widen: 0.5", "consequences.inherits[0].widen", "0.5 is not between 1 and 100"),
        ("people: ukraine", "people: korea", "consequences.people", "it is one of: ukraine"),
        ("months: 36", "months: 0", "consequences.months", "0 is not"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(old: str, new: str, where: str, message: str) -> None:
    found = faults(old, new)
    assert message in " ".join(found[where]), found


def test_two_parents_are_one_too_many() -> None:
    old = "inherits: [{scenario: other_settlement, parent: frozen_conflict, widen: 2, why: nothing nearer}]"
    new = "inherits: [{scenario: no_deal, parent: other_settlement}, {scenario: no_deal, parent: frozen_conflict}]"
    found = faults(old, new)
    assert "has the parent other_settlement already" in " ".join(found["consequences.inherits[1].scenario"])


def test_later_sources_are_forgotten() -> None:
    held = known(small(), date(2000, 1, 1)).consequences
    assert held is not None
    assert held.sources == held.drivers[0].sources == ()


def test_ids_are_those_of_the_table_that_ships() -> None:
    table = drivers()
    assert set(DRIVERS) == {row.id for row in table.drivers}
    held = {row.scenario for row in table.rows} | {row.scenario for row in table.inherits}
    assert set(DEFAULT_SCENARIOS) == held
