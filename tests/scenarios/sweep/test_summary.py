"""What a sweep amounts to, beside another way to the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from detente.scenarios.sweep.run import Swept
from detente.scenarios.sweep.summary import FEWEST, summary


def made(n: int, zone: np.ndarray | None = None) -> Swept:
    """Return a sweep of made numbers in which the first input moves the gap and opens the zone above 70."""
    rng = np.random.default_rng(1)
    x, y = rng.uniform(50, 90, n), rng.uniform(0, 1, n)
    gap = x - 70 + rng.normal(0, 1, n)
    gap[:3] = -np.inf
    columns = {
        "variant": np.arange(n), "no_deal.RU": x, "no_deal.UA": y, "gap": gap,
        "zone": (gap >= 0).astype(np.int8) if zone is None else zone,
        "nash.option.land": np.where(gap >= 0, 1, -1).astype(np.int16),
    }  # fmt: skip
    return Swept(("no_deal.RU", "no_deal.UA"), columns, {"nash.option.land": ("a", "b", "c")}, "d")


def test_counts_and_quantiles_are_those_of_the_columns():
    swept = made(1000)
    found, gap = summary(swept), swept.columns["gap"][3:]
    assert found["zone"] == {"open": int((gap >= 0).sum()), "empty": 1000 - int((gap >= 0).sum()), "undecided": 0}
    assert found["outputs"]["gap"]["without"] == 3
    assert found["outputs"]["gap"]["mean"] == pytest.approx(gap.mean())
    assert found["outputs"]["gap"]["quantiles"]["0.25"] == np.quantile(gap, 0.25)
    assert found["options"] == {"nash.option.land": {"b": found["zone"]["open"]}}


def test_ranks_are_correlated_as_scipy_does_and_the_telling_input_comes_first():
    swept = made(500)
    found = summary(swept)["matters"]["gap"]
    ranks = np.where(np.isinf(swept.columns["gap"]), -1e9, swept.columns["gap"])
    wanted = {path: spearmanr(swept.columns[path], ranks).statistic for path in swept.paths}
    assert [row["input"] for row in found["inputs"]] == ["no_deal.RU", "no_deal.UA"]
    for row in found["inputs"]:
        assert row["correlation"] == pytest.approx(wanted[row["input"]], abs=1e-12)
    assert found["se"] == pytest.approx(1 / np.sqrt(499))


def test_the_box_of_the_rarer_event_is_found_and_names_what_matters():
    box = summary(made(2000))["box"]
    assert [row["input"] for row in box["restrictions"]] == ["no_deal.RU"]
    low, high = box["restrictions"][0]["low"], box["restrictions"][0]["high"]
    assert abs((low if box["event"] == "open" else high) - 70) < 2.5
    assert box["density"] > 0.9


@pytest.mark.parametrize("n", [30, 30_000])
def test_a_sweep_in_which_nothing_varies_has_no_box(n):
    assert summary(made(n, np.ones(n, dtype=np.int8)))["box"] is None


def test_a_large_sweep_is_ranked_on_some_of_it():
    found = summary(made(150_000))["matters"]["gap"]
    assert found["se"] == pytest.approx(1 / np.sqrt(99_999))
    assert found["inputs"][0]["correlation"] > 0.95


def test_few_variants_rank_nothing():
    assert summary(made(FEWEST - 1))["matters"] == {}


def test_with_draws_the_zone_is_a_mean():
    found = summary(made(100, np.linspace(0, 1, 100)))
    assert found["zone"] == {"mean": pytest.approx(0.5)}
    assert found["box"] is None
