"""No-deal values: what moves them, and what cannot."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.case.check import check
from detente.case.nouns import Case
from detente.ensemble.run import run
from detente.formats.yaml import read
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space

TEXT = """\
detente: 1
title: A river
as_of: 2026-03-01
horizon: 2026-12-31
parties: {up: {name: Up, role: principal}, down: {name: Down, role: principal}}
issues:
  dam: {name: Dam, options: {none: {name: None, score: 0}, high: {name: High, score: 100}}}
  data: {name: Data, deferrable: true, options: {none: {name: None, score: 0}, daily: {name: Daily, score: 100}}}
views:
  up: {dam: {salience: {low: 40, mid: 50, high: 60}, position: 100}}
  down: {dam: {salience: 20, position: {low: 0, mid: 10, high: 20}}, data: {salience: 50, position: 100}}
no_deal: {up: {low: 20, mid: 40, high: 60}, down: 60}
offers:
  data_first: {name: Data first, by: down, date: 2026-01-01, settlement: {data: daily}}
  dam_first: {name: Dam first, by: up, date: 2026-02-01, settlement: {dam: high}}
"""


def river(*offers: str) -> Case:
    """Return the case with these offers only; Up has no salience on the data."""
    case = check(read(TEXT), case_id="river").case
    assert case is not None
    return replace(case, offers=tuple(offer for offer in case.offers if offer.id in offers))


def moved(case: Case, position: float) -> np.ndarray:
    """Return the no-deal values where Up wishes another dam, everything else central."""
    inputs = central_inputs(case)
    inputs.position[0, 0, 0] = position
    return no_deal_values(case, inputs).value[0]


def test_a_party_that_can_value_none_of_its_reference_offers_keeps_its_value() -> None:
    assert moved(river("data_first"), 80.0).tolist() == [40.0, 60.0]


def test_only_the_offers_that_a_party_can_value_move_its_value() -> None:
    alone, both = moved(river("dam_first"), 80.0), moved(river("data_first", "dam_first"), 80.0)
    assert alone.tolist() == [20.0, 60.0]  # the dam as offered is worth 80 to Up, no longer 100
    assert both.tolist() == alone.tolist()


def test_a_run_in_which_a_party_cannot_value_an_offer_holds_only_numbers() -> None:
    found = run(river("data_first"), draws=40, seed=1)
    json.dumps(found, allow_nan=False)
    assert found["central"]["no_deal"] == {"up": 40.0, "down": 60.0}
    assert found["no_deal"]["up"]["q05"] > 20.0


def test_a_value_that_is_not_a_number_is_refused_for_a_party_that_bargains() -> None:
    case = river("data_first")
    inputs = central_inputs(case)
    with pytest.raises(ValueError, match="none in some draw"):
        space(case, inputs, np.array([[np.nan, 60.0]]))
