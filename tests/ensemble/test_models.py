"""Models of the axis on cases: the table they are played on, and where their forecasts fall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.fault import Unanswerable
from detente.case.quantity import exactly
from detente.ensemble.models import case_models, table_of
from detente.formats.load import load
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known


@pytest.fixture(scope="module")
def minsk():
    return known(load("minsk_2015"))


def test_the_table_holds_positions_of_parties_with_leverage(minsk):
    table = table_of(minsk, central_inputs(minsk))
    wanted = {(v.party, v.issue) for v in minsk.views if v.position is not None}
    assert {(row.actor, row.issue) for row in table.stands} <= wanted
    row = table.stands[0]
    view = next(v for v in minsk.views if (v.party, v.issue) == (row.actor, row.issue))
    assert (row.position, row.salience) == (view.position.mid, view.salience.mid)


def test_parties_without_leverage_do_not_count(minsk):
    weak = minsk.parties[0].id
    parties = tuple(replace(p, leverage=exactly(0.0)) if p.id == weak else p for p in minsk.parties)
    case = replace(minsk, parties=parties)
    assert weak not in [actor.name for actor in table_of(case, central_inputs(case)).actors]


def test_a_case_without_positions_is_told(minsk):
    views = tuple(replace(v, position=None, worth={}) for v in minsk.views)
    case = replace(minsk, views=views)
    with pytest.raises(Unanswerable, match="no party with leverage has a position"):
        table_of(case, central_inputs(case))


def test_an_empty_zone_is_no_deal_for_those_who_choose_in_it_alone(minsk):
    hard = tuple(replace(row, value=exactly(100.0)) if row.value is not None else row for row in minsk.no_deal)
    found = case_models(replace(minsk, no_deal=hard, statements=()))
    assert found["models"]["nash"]["shares"]["no_deal"] == 1.0
    assert found["models"]["compromise"]["shares"]["no_deal"] == 0.0
    assert len(found["apart"]) > 1


def test_the_order_of_parties_moves_no_forecast_of_the_table(minsk):
    plain = case_models(minsk)["models"]
    mixed = case_models(replace(minsk, parties=minsk.parties[::-1]))["models"]
    for name in ("compromise", "weighted_median", "exchange"):
        assert mixed[name]["values"] == pytest.approx(plain[name]["values"], abs=1e-9)
