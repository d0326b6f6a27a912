"""The zone, settlement by settlement: as many as are counted, and each of them accepted."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.fault import TooLarge
from detente.formats.load import load
from detente.settlement.inputs import central_inputs
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.listed import zone_settlements
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space
from detente.settlement.zone import in_zone


def central(name: str) -> Space:
    now = known(load(name))
    inputs = central_inputs(now)
    return space(now, inputs, no_deal_values(now, inputs).value)


@pytest.mark.parametrize("name", ["template", "dayton_1995", "korea_1951", "winter_war_1940", "austria_1955"])
def test_as_many_settlements_as_are_counted_and_all_accepted(name: str) -> None:
    given = central(name)
    found = zone_settlements(given)
    assert len(found) == in_zone(given, rng=np.random.default_rng(1)).value
    assert len({tuple(row) for row in found.tolist()}) == len(found)
    assert all(judge(given, columns).in_zone for columns in found[:50])


def test_a_large_space_is_refused_at_once() -> None:
    with pytest.raises(TooLarge, match="200,000"):
        zone_settlements(central("miami"))
