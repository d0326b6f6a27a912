"""The laws of designs: what a variant holds depends on the design and its number alone."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from detente.case.fault import TooLarge, Unanswerable
from detente.case.levers import CannotChange
from detente.case.quantity import Quantity
from detente.formats.load import load
from detente.scenarios.sweep.designs import Latin, grid, lhs, overrides
from detente.scenarios.sweep.settle import settled

CASE = load("miami")
OVER = {"no_deal.RU": (50, 90), "no_deal.UA": (60, 70, 95), "views.RU.donbas.salience": None}

NOBODY = {f"parties.{party.id}.required": [0, 1] for party in CASE.parties if party.required}


def latin(n: int, seed: int = 1, over=OVER) -> Latin:
    found = settled(CASE, lhs(n, seed, over))
    assert isinstance(found, Latin)
    return found


@pytest.mark.parametrize("n", [1, 2, 7, 100, 1000])
def test_every_nth_part_of_every_range_is_met_once(n):
    shares = latin(n).shares(0, n)
    assert (np.sort((shares * n).astype(int), axis=0) == np.arange(n)[:, None]).all()


def test_a_variant_needs_no_other():
    whole = latin(1000).values(0, 1000)
    assert (np.concatenate([latin(1000).values(k, k + 8) for k in range(0, 1000, 8)]) == whole).all()


def test_another_seed_gives_another_hypercube_and_the_same_seed_the_same():
    assert (latin(50, 1).values(0, 50) == latin(50, 1).values(0, 50)).all()
    assert (latin(50, 1).values(0, 50) != latin(50, 2).values(0, 50)).any()


def test_values_follow_the_range_that_was_named():
    values = latin(4000).values(0, 4000)
    even, triangle, own = values.T
    assert even.min() >= 50 and even.max() <= 90 and abs(even.mean() - 70) < 0.01
    assert abs(triangle.mean() - (60 + 70 + 95) / 3) < 0.01
    view = next(v for v in CASE.views if (v.party, v.issue) == ("RU", "donbas"))
    assert view.salience.low <= own.min() and own.max() <= view.salience.high


def test_inputs_of_a_hypercube_are_all_but_uncorrelated():
    values = np.corrcoef(latin(2000).values(0, 2000).T)
    assert np.abs(values - np.eye(3)).max() < 4 / np.sqrt(2000)


def test_without_paths_every_range_of_the_case_varies():
    paths = settled(CASE, lhs(10)).paths
    assert "no_deal.RU" in paths and "views.RU.donbas.salience" in paths
    assert not [path for path in paths if path.startswith(("timing", "ratification", "durability"))]


def test_a_grid_is_the_product_of_its_levels():
    levels = {"no_deal.RU": [50, 60], "parties.US.required": [0, 1], "no_deal.UA": [60, 70, 80]}
    design = settled(CASE, grid(levels))
    assert design.values(0, design.size).tolist() == [list(row) for row in product(*levels.values())]
    assert design.values(5, 7).tolist() == [list(row) for row in product(*levels.values())][5:7]


def test_a_table_leaves_what_a_row_lacks():
    design = settled(CASE, overrides([{"no_deal.RU": 60}, {"no_deal.UA": 70}]))
    assert np.array_equal(design.values(0, 2), [[60, np.nan], [np.nan, 70]], equal_nan=True)
    assert np.array_equal(design.part(1, 2).values(1, 2), [[np.nan, 70]], equal_nan=True)


@pytest.mark.parametrize("wished", [
    lhs(0, over=OVER), lhs(5, over={}), grid({}), grid({"no_deal.RU": []}), overrides([]),
])  # fmt: skip
def test_an_empty_design_is_refused(wished):
    with pytest.raises(Unanswerable, match="the design is empty"):
        settled(CASE, wished)


def test_too_many_variants_are_refused_with_the_bound():
    with pytest.raises(TooLarge, match="at most 20,000,000"):
        settled(CASE, lhs(20_000_001, over=OVER))


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        (lhs(5, over={"no_deal.RX": (1, 2), "views.RU.donbass.salience": (1, 2)}), ["no_deal.RU", "donbas"]),
        (lhs(5, over={"no_deal.RU": (50, 140)}), ["not between 0 and 100"]),
        (lhs(5, over={"parties.US.required": (0, 1)}), ["a yes or no has no range"]),
        (lhs(5, over={"views.RU.donbas.red_lines": (0, 1)}), ["set is not possible here"]),
        (grid({"no_deal.RU": [50, -3], "no_deal.UX": [1]}), ["it would be -3", "no_deal.UA"]),
        (grid({"parties.US.required": [0, 0.5, 1]}), ["neither 1 for yes nor 0 for no"]),
        (overrides([{"nodeal.RU": 4}]), ["paths begin with"]),
        (grid(NOBODY), ["no party would be required"]),
    ],
)  # fmt: skip
def test_what_the_case_does_not_allow_is_refused_in_words(wished, told):
    with pytest.raises(CannotChange) as error:
        settled(CASE, wished)
    for word in told:
        assert word in str(error.value)


@pytest.mark.parametrize("held", [(3, 1), (1,), (1, 2, 3, 4)])
def test_a_range_that_is_none_is_refused(held):
    with pytest.raises(ValueError, match="a range is"):
        lhs(5, over={"no_deal.RU": held})


def test_the_shape_of_a_range_is_kept():
    design = settled(CASE, lhs(1000, over={"no_deal.RU": Quantity(50, 60, 70, "normal")}))
    values = design.values(0, 1000)
    assert abs(np.quantile(values, 0.05) - 50) < 0.1 and abs(np.quantile(values, 0.95) - 70) < 0.1
