"""Who would sign what the models forecast: surpluses and red lines of a zone, and chances of the game."""

from __future__ import annotations

import pytest

from detente.ensemble.models import case_models
from detente.ensemble.signing import BLURS
from detente.formats.load import load
from detente.strategy.forecasts import Asked
from detente.strategy.quantal.acceptance import acceptance


@pytest.fixture(scope="module", params=["miami", "minsk_2015"])
def models(request):
    return case_models(load(request.param), Asked(rounds=1))["models"]


def test_it_is_in_the_zone_when_all_gain_and_no_red_line_is_met(models):
    for row in models.values():
        told = row["signing"]
        assert row["settlements"][0]["in_zone"] == (min(told["surplus"].values()) >= 0.0 and not told["red_lines"])


def test_a_red_line_stops_it_whatever_is_gained(models):
    stopped = [row["signing"] for row in models.values() if row["signing"]["red_lines"]]
    assert stopped
    assert {chance["together"] for told in stopped for chance in told["chances"]} == {0.0}


def test_chances_are_those_of_the_game(models):
    told = models["nash"]["signing"]
    for chance, blur in zip(told["chances"], BLURS, strict=True):
        found = acceptance([*told["surplus"].values()], 1.0 / blur)
        assert [*chance["parties"].values()] == pytest.approx(found.parties.tolist())
        assert chance["together"] == pytest.approx(found.together)


def test_the_sharper_they_are_the_likelier_is_what_gains_all(models):
    together = [chance["together"] for chance in models["nash"]["signing"]["chances"]]
    assert together == sorted(together)
