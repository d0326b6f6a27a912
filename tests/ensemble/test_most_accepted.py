"""The most accepted of all settlements equal brute force over the settlements and the draws."""

from __future__ import annotations

import itertools
from unittest.mock import patch

import numpy as np
import pytest
from click.testing import CliRunner

from detente.cli.main import cli
from detente.ensemble import propagate
from detente.ensemble.draws import draw
from detente.ensemble.most_accepted import most_accepted
from detente.kernels import acceptability
from detente.settlement.inputs import central_inputs
from detente.settlement.judge import accepted, stands
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space
from tests import runs
from tests.settlement.test_interactions import random_case

DRAWS = 40


@pytest.mark.parametrize("seed", range(8))
def test_the_first_ten_are_those_that_are_accepted_most_often(seed: int) -> None:
    case, rows = propagate.signing(known(random_case(np.random.default_rng(seed))))
    inputs = propagate.of_parties(case, draw(case, draws=DRAWS, seed=seed).inputs, rows)
    central = central_inputs(case)
    given = space(case, central, no_deal_values(case, central).value)
    found = most_accepted(case, inputs, given, 2)
    held, shares = propagate.space_of(case, inputs), {}
    for options in itertools.product(*(issue.option_ids for issue in case.issues)):
        columns = held.pick(dict(zip((issue.id for issue in case.issues), options, strict=True)))
        shares[options] = float(accepted(held, columns).all(axis=1).mean()) if stands(held, columns) else 0.0
    best = sorted((share for share in shares.values() if share > 0), reverse=True)
    assert found["judged"] == len(shares)
    assert found["draws"] == DRAWS
    assert [row["share"] for row in found["settlements"]] == pytest.approx(best[:10])
    assert all(shares[tuple(row["options"].values())] == row["share"] for row in found["settlements"])
    assert found["tied"] == sum(share == best[0] for share in shares.values()) if best else found["tied"] == 0


def test_settlements_too_many_to_judge_are_said_to_be() -> None:
    assert runs.flagship()["most_accepted"] == {"judged": None, "draws": 0, "tied": 0, "settlements": []}
    case = random_case(np.random.default_rng(1))
    with patch.object(acceptability, "LISTED_SETTLEMENTS", 1):
        assert not acceptability.fits(np.array([len(issue.options) for issue in case.issues]))


def test_an_empty_zone_names_who_have_no_settlement_in_common() -> None:
    found = runs.empty_zone()["central"]["coalitions"]
    assert found["blocking"] == [["RU", "UA"]]
    assert found["opening"] == [["RU"], ["UA"]]
    assert runs.flagship()["central"]["coalitions"] == {"blocking": [], "opening": [], "undecided": 0}
    assert "suits" not in CliRunner().invoke(cli, ["zone", "miami"]).stdout
