"""What travels: decoding what was encoded gives it back, and it takes little room."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.nouns import Case
from detente.settlement.cloud import cloud, every_settlement
from detente.settlement.planes import bits, mask_of, utilities_of, utility_planes
from detente.settlement.space import Space
from tests.ensemble.tables import four_parties
from tests.published.tables import central_space
from tests.strategies import bargains


def apart(here: Space) -> float:
    """Return how far decoded utilities are from exact ones, as a share of the range of a party's."""
    held = cloud(here, every_settlement(here))
    parties = list(range(len(here.parties)))
    planes = utility_planes(here, held.columns, parties)
    worst = 0.0
    for p in parties:
        exact = held.sums[:, p] / here.scale[0, p]
        worst = max(worst, float(np.abs(utilities_of(planes[here.parties[p]]) - exact).max()) / (np.ptp(exact) or 1.0))
    return worst


@settings(max_examples=40, deadline=None, derandomize=True)
@given(bargains())
def test_utilities_come_back_within_a_ten_thousandth_of_the_range(case: Case) -> None:
    assert apart(central_space(case)) < 1e-4


@pytest.mark.parametrize("digits", [0, 1, 3, 6, 12])
def test_however_many_digits_are_coded_little_is_lost_and_little_travels(digits: int) -> None:
    here = central_space(four_parties(digits=digits))
    assert apart(here) < 1e-7
    planes = utility_planes(here, every_settlement(here), [0, 1, 2, 3])
    assert len(gzip.compress(json.dumps(planes).encode())) < 5_000


@given(st.lists(st.booleans(), max_size=40))
def test_yes_and_no_come_back(held: list[bool]) -> None:
    mask = np.array(held, dtype=bool)
    assert mask_of(bits(mask), len(held)).tolist() == held
