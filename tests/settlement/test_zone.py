"""Frontiers: how many settlements, and which of them are listed."""

from __future__ import annotations

from itertools import product
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.nouns import Case
from detente.settlement import zone
from detente.settlement.space import Space
from tests.published.tables import central_space, table_case
from tests.strategies import bargains


def arc(points: int) -> Space:
    """Return a pie in as many slices, each of which leaves one party better and the other worse off."""
    along = np.linspace(0.0, 1.0, points)
    pie = {f"o{k}": (100.0 * x, 100.0 * (1.0 - x**2)) for k, x in enumerate(along.tolist())}
    return central_space(table_case({"pie": pie}, {"A": 0.0, "B": 0.0}))


def efficient(given: Space, *, inside: bool, shown: int | None = None) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return the settlements that are efficient for the first parties, those `shown`, with their integer surpluses."""
    ranges = [range(low, high) for low, high in zip(given.start[:-1], given.start[1:], strict=True)]
    held: dict[tuple[int, ...], tuple[int, ...]] = {}
    for pick in product(*ranges):
        if any(set(columns) <= set(pick) for columns in given.forbidden):
            continue
        surplus = tuple((given.worth[0][:, list(pick)].sum(axis=1) - given.reserve[0]).tolist())
        if not inside or (min(surplus) >= 0 and not given.barred[0][:, list(pick)].any()):
            held[pick] = surplus[:shown]
    vectors = set(held.values())
    best = {v for v in vectors if not any(w != v and all(b >= a for a, b in zip(v, w, strict=True)) for w in vectors)}
    return {pick: surplus for pick, surplus in held.items() if surplus in best}


@pytest.mark.parametrize("points", [1000, 1001, 1500, 2500])
def test_a_long_frontier_is_listed_evenly_from_end_to_end(points: int) -> None:
    found = zone.frontier(arc(points), zone=True)
    first = [settlement.utility["A"] for settlement in found.settlements]
    assert (found.size, found.exact, len(first)) == (points, True, 1000)
    assert (first[0], first[-1]) == (100.0, 0.0)
    steps = -np.diff(first) * (points - 1) / 100.0
    assert steps.min() > 0.5
    assert steps.max() < points / 1000 + 1.0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(bargains(), st.booleans(), st.integers(2, 6))
def test_what_is_listed_of_a_frontier_is_efficient_and_holds_both_ends(case: Case, inside: bool, most: int) -> None:
    here = central_space(case)
    best = efficient(here, inside=inside)
    with patch.object(zone, "LISTED", most):
        found = zone.frontier(here, zone=inside)
    picks = [tuple(here.pick(settlement.options).tolist()) for settlement in found.settlements]
    assert found.size == len(best)
    assert len(picks) == (len(best) if len(best) <= most else min(most, len(set(best.values()))))
    assert len(set(picks)) == len(picks)
    assert set(picks) <= set(best)
    if best:
        ends = [surplus[0] for surplus in best.values()]
        shown = [best[pick][0] for pick in picks]
        assert (max(shown), min(shown)) == (max(ends), min(ends))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(bargains(3, 5), st.integers(1, 3), st.booleans())
def test_a_frontier_of_some_parties_is_theirs_alone_while_the_others_accept(case: Case, most: int, swept: bool) -> None:
    here = central_space(case)
    parties = here.signers[:most]
    best = efficient(here, inside=True, shown=most)
    with patch.object(zone, "FEW_POINTS", 0 if swept else zone.FEW_POINTS):
        found = zone.frontier(here, zone=True, parties=parties)
    picks = [tuple(here.pick(settlement.options).tolist()) for settlement in found.settlements]
    assert found.size == len(best)
    assert sorted(picks) == sorted(best)
    firsts = [best[pick][0] for pick in picks]
    assert firsts == sorted(firsts, reverse=True)
