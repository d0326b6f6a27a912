"""Steps in time: against the longest of all paths, and rings refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.quantity import Quantity
from detente.durability.schedule import critical, done, in_order, mean

CHAIN = {"truce": (), "vote": ("truce",), "law": (), "treaty": ("vote", "law")}


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Return steps that each wait for some earlier ones, in a shuffled order."""
    names = [f"s{k}" for k in range(draw(st.integers(1, 6)))]
    after = {
        n: tuple(draw(st.lists(st.sampled_from(names[:k]), unique=True))) if k else () for k, n in enumerate(names)
    }
    return {n: after[n] for n in draw(st.permutations(names))}


def paths(step: str, after: dict[str, tuple[str, ...]]) -> list[list[str]]:
    return [[*path, step] for earlier in after[step] for path in paths(earlier, after)] or [[step]]


@given(graphs(), st.data())
def test_a_step_is_done_after_the_longest_path_to_it(after, data) -> None:
    takes = {step: float(data.draw(st.integers(0, 9))) for step in after}
    found = done({step: np.asarray(days) for step, days in takes.items()}, after)
    for step in after:
        assert found[step] == max(sum(takes[s] for s in path) for path in paths(step, after))
    assert sum(takes[step] for step in critical(takes, after)) == max(found.values())


@given(graphs())
def test_every_step_stands_after_those_it_waits_for(after) -> None:
    order = in_order(after)
    assert sorted(order) == sorted(after)
    assert all(order.index(earlier) < order.index(step) for step in after for earlier in after[step])


def test_a_truce_comes_before_the_vote_and_draws_are_worked_on_together() -> None:
    takes = {"truce": [60, 90], "vote": [14, 20], "law": [100, 10], "treaty": [1, 1]}
    found = done({step: np.array(days) for step, days in takes.items()}, CHAIN)
    assert found["vote"] == pytest.approx([74, 110])
    assert found["treaty"] == pytest.approx([101, 111])


def test_a_ring_is_refused_and_named() -> None:
    with pytest.raises(ValueError, match="vote -> truce -> vote"):
        in_order({"law": ("vote",), "vote": ("truce",), "truce": ("vote",)})


def test_a_step_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match='no step "poll"; steps are vote'):
        in_order({"vote": ("poll",)})


@pytest.mark.parametrize(("shape", "expected"), [("triangular", 5.0), ("uniform", 6.0), ("pert", 4.0), ("normal", 3.0)])
def test_the_mean_of_a_duration_is_that_of_its_shape(shape: str, expected: float) -> None:
    assert mean(Quantity(0.0, 3.0, 12.0, shape)) == pytest.approx(expected)
