"""The ratified zone beside the zone: a count of the central case, shares of the draws, none without ratifiers."""

from __future__ import annotations

from detente.ensemble.central import judge_central
from detente.ensemble.hold.ratified import central_ratified, drawn_ratified
from detente.ensemble.hold.signed import chamber
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.settlement.known import known


def test_ratifiers_leave_fewer_settlements_of_the_flagship():
    found = judge_central(load("miami"))
    ratified, zone = found["ratified"], found["settlements"]["zone"]
    assert ratified["exact"] and zone["exact"]
    assert 0 < ratified["value"] < zone["value"]
    assert set(ratified["asked"]) == {"UA_PUB", "HU"}


def test_no_more_draws_have_a_ratified_zone_than_a_zone():
    setting = setting_of(load("miami"), Drawing(30, 2))
    found = drawn_ratified(setting, chamber(setting, 30))
    assert found is not None
    assert found["ratified"] <= found["zone"]
    assert found["undecided"] == 0.0


def test_where_nobody_ratifies_by_utility_there_is_none():
    case = known(load("korea_1951"))
    assert central_ratified(case) is None
    setting = setting_of(case, Drawing(20, 1))
    assert drawn_ratified(setting, chamber(setting, 20)) is None
