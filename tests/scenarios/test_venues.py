"""Venue shares: closed forms, areas against sampled weights, ties, dominated places, and who hosts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import Unanswerable
from detente.formats.load import load
from detente.scenarios.venues import WEAK, compare_venues, dominators, exact_shares, sampled_shares

COARSE = st.integers(0, 5).map(float)


def tables(criteria: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.lists(COARSE, min_size=criteria, max_size=criteria), min_size=1, max_size=6)


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_the_published_two_criteria_example_comes_out_exactly() -> None:
    """Lahdelma & Salminen's first-rank shares of (1, 0), (0, 1), (.6, .6): .4, .4, .2."""
    assert exact_shares([[10, 0], [0, 10], [6, 6]]) == [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]


def test_three_criteria_and_three_specialists_share_alike() -> None:
    assert exact_shares([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) == [Fraction(1, 3)] * 3


def test_a_compromise_among_specialists_takes_a_polygon() -> None:
    """Two fifths everywhere beat a specialist where its weight is below 2/5: what three corner triangles leave."""
    found = exact_shares([[5, 0, 0], [0, 5, 0], [0, 0, 5], [2, 2, 2]])
    corner = Fraction(3, 5) ** 2 - 3 * Fraction(0)
    overlap = Fraction(1, 5) ** 2
    assert found[3] == 1 - 3 * corner + 3 * overlap
    assert found[0] == found[1] == found[2] == (1 - found[3]) / 3


@given(tables(3))
def test_areas_agree_with_sampled_weights(worth) -> None:
    share, se = sampled_shares(worth, 4000, rng=rng())
    exact = np.array([float(x) for x in exact_shares(worth)])
    assert sum(exact_shares(worth)) == 1
    assert (np.abs(share - exact) <= 5 * se + 2e-3).all()


@given(tables(2))
def test_intervals_agree_with_sampled_weights(worth) -> None:
    share, se = sampled_shares(worth, 4000, rng=rng())
    assert (np.abs(share - [float(x) for x in exact_shares(worth)]) <= 5 * se + 2e-3).all()


@given(tables(3))
def test_places_alike_share_alike_and_a_dominated_one_wins_nothing(worth) -> None:
    found = exact_shares([*worth, worth[0]])
    assert found[-1] == found[0]
    for k in range(len(worth)):
        if dominators(worth, k):
            assert exact_shares(worth)[k] == 0


def test_one_criterion_is_won_by_the_highest() -> None:
    assert exact_shares([[3], [9], [9]]) == [0, Fraction(1, 2), Fraction(1, 2)]


def test_the_flagship_names_hosts_that_are_principals_or_mediators() -> None:
    found = compare_venues(load("miami"), rng=rng())
    flags = {row.id: row.flag for row in found.venues}
    assert (flags["miami"], flags["moscow"], flags["vienna"]) == ("mediator", "principal", None)
    assert sum(row.share for row in found.venues) == pytest.approx(1.0)
    assert not found.exact
    assert found.evidence == WEAK and found.to_dict()["evidence"] == WEAK


def test_up_to_three_criteria_are_exact() -> None:
    found = compare_venues(load("miami"), ("neutrality", "access_ru", "access_ua"), rng=rng())
    assert found.exact and found.samples == 0
    assert all(row.se == 0.0 for row in found.venues)
    assert "abu_dhabi" in next(row for row in found.venues if row.id == "gabala").dominated_by


def test_a_low_score_speaks_for_a_place_where_the_criterion_says_so() -> None:
    found = compare_venues(load("miami"), ("legal_risk",), rng=rng())
    assert {row.id for row in found.venues if row.share > 0} == {"istanbul", "riyadh_jeddah", "abu_dhabi", "gabala"}


def test_a_case_without_criteria_and_an_unknown_one_are_refused_in_words() -> None:
    case = load("miami")
    with pytest.raises(Unanswerable, match="no criterion 'charm'; venue_criteria are neutrality"):
        compare_venues(case, ("charm",), rng=rng())
    with pytest.raises(Unanswerable, match="add `venue_criteria`"):
        compare_venues(replace(case, venue_criteria=()), rng=rng())
