"""Rows of every model over draws: laws, the rows of a run, and the central case as an ensemble of one draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.quantity import exactly
from detente.ensemble.model_rows import drawn_models
from detente.ensemble.models import case_models
from detente.ensemble.run import run
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.strategy.forecasts import NAMES, Asked

DRAWS = Drawing(20, 3)


@pytest.fixture(scope="module")
def minsk():
    return load("minsk_2015")


@pytest.fixture(scope="module")
def rows(minsk):
    return drawn_models(minsk, DRAWS, Asked(rounds=2))


def test_every_model_has_a_row_that_sums_to_one(rows):
    assert {*NAMES} | {"nash", "egalitarian"} <= {*rows["models"]}
    for row in [*rows["models"].values(), rows["mixture"]]:
        assert sum(row["shares"].values()) == pytest.approx(1.0)
    assert sum(row["weight"] for row in rows["models"].values()) == pytest.approx(1.0)


def test_all_models_agree_on_no_deal(rows):
    assert len({round(row["shares"]["no_deal"], 12) for row in rows["models"].values()}) == 1


def test_rows_and_mixture_are_those_of_a_run(minsk, rows):
    found = run(minsk, draws=DRAWS.draws, seed=DRAWS.seed)
    for scenario in found["scenarios"]:
        assert rows["mixture"]["shares"][scenario["id"]] == pytest.approx(scenario["value"], abs=1e-12)
        assert rows["mixture"]["se"][scenario["id"]] == pytest.approx(scenario["se"], abs=1e-12)
        for model, share in scenario["models"].items():
            assert rows["models"][model]["shares"][scenario["id"]] == pytest.approx(share, abs=1e-12)


def test_the_mixture_is_the_weighted_mean_of_the_rows(rows):
    for scenario, share in rows["mixture"]["shares"].items():
        told = sum(row["weight"] * row["shares"][scenario] for row in rows["models"].values())
        assert share == pytest.approx(told, abs=1e-12)


def test_without_spread_every_draw_is_the_central_case(minsk):
    def mid(quantity):
        return quantity if quantity is None else exactly(quantity.mid)

    views = tuple(
        replace(v, salience=mid(v.salience), position=mid(v.position), worth={k: mid(q) for k, q in v.worth.items()},
                red_lines=())
        for v in minsk.views
    )  # fmt: skip
    parties = tuple(replace(p, leverage=mid(p.leverage)) for p in minsk.parties)
    no_deal = tuple(replace(n, value=mid(n.value)) for n in minsk.no_deal)
    fixed = replace(minsk, views=views, parties=parties, no_deal=no_deal, correlation=())
    central = case_models(fixed, Asked(rounds=2))["models"]
    for name, row in drawn_models(fixed, DRAWS, Asked(rounds=2))["models"].items():
        assert row["shares"] == pytest.approx(central[name]["shares"], abs=1e-12), name
        assert max(row["se"].values()) == pytest.approx(0.0, abs=1e-12)
