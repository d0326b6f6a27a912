"""The mixture of the models' rows by stated weights: the weighted mean everywhere, and one model alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.mixture import MIXABLE, Mixture
from detente.ensemble import shares
from detente.ensemble.explain import explain, orphans
from detente.ensemble.hold.drawn import drawn
from detente.ensemble.hold.months import lengths
from detente.ensemble.hold.signed import approvals, chamber
from detente.ensemble.hold.talks import talks
from detente.ensemble.run import run
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.scenarios.measure import Asked, measure

DRAWS = 40


@pytest.fixture(scope="module")
def minsk():
    return load("minsk_2015")


@pytest.fixture(scope="module")
def plain(minsk):
    return run(minsk, draws=DRAWS, seed=2)


@pytest.fixture(scope="module")
def weighted(minsk):
    return run(replace(minsk, models=Mixture({"nash": 3.0, "compromise": 1.0})), draws=DRAWS, seed=2)


def test_the_rows_are_the_models_that_a_case_can_weigh():
    assert tuple(model.id for model in shares.MODELS) == MIXABLE


def test_without_weights_all_models_count_the_same(plain):
    assert [model["weight"] for model in plain["models"]] == [0.2] * 5


def test_equal_weights_of_any_size_change_nothing(minsk, plain):
    found = run(replace(minsk, models=Mixture(dict.fromkeys(MIXABLE, 7.0))), draws=DRAWS, seed=2)
    said = {key: plain[key] for key in ("case", "notes", "inputs")}
    assert {**found, **said} == plain


def test_a_share_is_the_weighted_mean_of_the_rows(plain, weighted):
    assert [model["weight"] for model in weighted["models"]] == [0.75, 0.0, 0.0, 0.0, 0.25]
    for before, after in zip(plain["scenarios"], weighted["scenarios"], strict=True):
        assert after["models"] == before["models"]
        told = 0.75 * before["models"]["nash"] + 0.25 * before["models"]["compromise"]
        assert after["value"] == pytest.approx(told, abs=1e-12)


def test_a_model_without_weight_does_not_widen_the_range(weighted):
    idle = {"Kalai-Smorodinsky", "egalitarian", "utilitarian"}
    assert not idle & {row[end] for row in weighted["scenarios"] for end in ("low_from", "high_from")}


def test_one_model_alone_is_its_row(minsk):
    alone = replace(minsk, models=Mixture({"compromise": 1.0}))
    found = run(alone, draws=DRAWS, seed=2)
    for row in found["scenarios"]:
        assert row["value"] == pytest.approx(row["models"]["compromise"], abs=1e-12)
        assert row["se"] == pytest.approx(row["models_se"]["compromise"], abs=1e-12)


def test_a_share_is_explained_with_the_weights_and_who_judged_them(weighted):
    assert orphans(weighted) == []
    for number in (f"scenarios.{weighted['scenarios'][0]['id']}.value", "models.nash.weight"):
        held = {row["path"]: row for row in explain(weighted, number)["inputs"] if row["path"].startswith("models.")}
        assert {path: row["mid"] for path, row in held.items()} == {
            "models.weights.nash": 3.0,
            "models.weights.compromise": 1.0,
        }
        assert {row["coded"] for row in held.values()} == {"judged"}


def test_a_run_says_that_its_models_are_weighed(plain, weighted):
    assert [note for note in weighted["notes"] if note not in plain["notes"]] == [
        "the forecast models are weighed as the case says, judged; those it does not name count nothing"
    ]


def test_levers_and_wild_cards_measure_the_same_mixture(minsk, weighted):
    case = replace(minsk, models=Mixture({"nash": 3.0, "compromise": 1.0}))
    found = measure(case, Asked(Drawing(DRAWS, 2), whole=False))
    for row in weighted["scenarios"]:
        assert found.mean(f"scenarios.{row['id']}") == row["value"]


def test_nothing_is_given_a_settlement_where_weights_miss_one_by_rounding():
    assert shares.given_settlement(np.array([0.0, 0.0, np.nextafter(1.0, 0.0)])) is None


def test_what_is_ratified_is_mixed_by_the_same_weights():
    case = replace(load("template"), models=Mixture({"utilitarian": 2.0}))
    setting = setting_of(case, Drawing(30, 1))
    course = talks(setting, setting.draws.inputs, drawn(setting.case, draws=30, seed=1), lengths(setting.case))
    held = chamber(setting, 30)
    alone = approvals(held, course.given, course.picks)
    alike = np.array([course.picks[MIXABLE.index("utilitarian")]] * len(MIXABLE))
    even = replace(held, case=replace(held.case, models=None))
    for name in ("chance", "low", "high", "months", "unknown"):
        assert getattr(alone, name) == pytest.approx(getattr(approvals(even, course.given, alike), name))
    assert (alone.chance > 0).any()


@given(st.lists(st.floats(0.0, 1e6), min_size=5, max_size=5).filter(lambda found: max(found) > 1e-6))
@settings(max_examples=50, deadline=None)
def test_a_mixture_lies_between_its_rows_and_sums_to_one(minsk, stated):
    case = replace(minsk, models=Mixture(dict(zip(MIXABLE, stated, strict=True))))
    rows = np.random.default_rng(1).dirichlet(np.ones(4), size=(5, 3))
    found = shares.mixed(case, rows)
    assert shares.weights(case).sum() == pytest.approx(1.0)
    assert np.allclose(found.sum(axis=1), 1.0)
    held = np.array(shares.counting(case, [*rows]))
    assert (found >= held.min(axis=0) - 1e-12).all()
    assert (found <= held.max(axis=0) + 1e-12).all()
