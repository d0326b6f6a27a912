"""Views as a table: its worths are those of the judgement, its weights sum to one, and nobody misses what is beaten."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.case.nouns import Case, RedLine, View
from detente.case.quantity import Quantity, exactly
from detente.formats.load import load
from detente.settlement.inputs import central_inputs, option_columns
from detente.settlement.known import known
from detente.settlement.matrix import dominated, matrix, worth_of
from detente.settlement.space import worths


@pytest.fixture(scope="module")
def miami() -> Case:
    return known(load("miami"))


def test_every_worth_is_that_of_the_central_judgement(miami: Case) -> None:
    table, columns = worths(miami, central_inputs(miami))[0], option_columns(miami)
    parties = [party.id for party in miami.parties]
    for issue in matrix(miami)["issues"]:
        for cell in issue["cells"]:
            for option, row in cell["options"].items():
                wanted = table[parties.index(cell["party"]), columns[issue["id"], option]]
                assert row["worth"]["mid"] == pytest.approx(wanted, abs=1e-4)
                assert row["worth"]["low"] <= row["worth"]["mid"] <= row["worth"]["high"]


def test_weights_of_a_party_sum_to_one(miami: Case) -> None:
    found: dict[str, float] = {}
    for issue in matrix(miami)["issues"]:
        for cell in issue["cells"]:
            found[cell["party"]] = found.get(cell["party"], 0.0) + cell["weight"]
    assert list(found.values()) == pytest.approx([1.0] * len(found))


@pytest.mark.parametrize("shape", ["point", "at_least", "at_most"])
def test_ends_of_a_worth_are_those_of_a_fine_sweep(miami: Case, shape: str) -> None:
    issue = miami.issue("donbas")
    view = View("RU", "donbas", exactly(1), Quantity(20, 40, 60), shape=shape)
    for option in issue.options:
        swept = [
            worth_of(miami, replace(view, position=exactly(float(p))), option.id).mid for p in np.linspace(20, 60, 401)
        ]
        held = worth_of(miami, view, option.id)
        assert (held.low, held.high) == pytest.approx((min(swept), max(swept)))


def test_an_option_that_is_worse_for_all_is_named_with_its_better_unless_a_red_line_speaks_for_it(miami: Case) -> None:
    issue = miami.issue("donbas")
    worth = {"A": 0, "B": 40, "C": 60, "D": 60, **{o: 100 for o in issue.option_ids if o not in "ABCD"}}
    mine = View("RU", "donbas", exactly(1), worth={o: exactly(worth[o]) for o in issue.option_ids})
    theirs = View("UA", "donbas", exactly(1), worth={o: exactly(100 - worth[o] if o != "B" else 20) for o in worth})
    held = replace(miami, views=(mine, theirs))
    assert dominated(held, issue) == [("B", "C")]
    barred = replace(held, views=(replace(mine, red_lines=(RedLine("C"), RedLine("D"))), theirs))
    assert dominated(barred, issue) == []
