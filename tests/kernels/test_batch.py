"""All draws at once in numpy give what brute force, the merging twin and the compiled search give, bit for bit."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.kernels import solve
from detente.kernels.batch import breadth
from detente.kernels.batch import solve as batch
from detente.kernels.batch.objectives import Field
from detente.kernels.batch.prices import corners
from detente.kernels.batch.support import layout, support
from detente.kernels.solved import FULL, INHABITED, WITHOUT_LEVERAGE, Solved, unsolved
from detente.kernels.table import Table, listed
from tests.kernels.tables import brute_force, random_table
from tests.kernels.test_solve import expected

SEEDS = st.integers(0, 2**32 - 1)
KEPT = 600


def solved(table: Table, mode: int = FULL) -> Solved:
    """All draws at once, whatever the size rule says of so few."""
    found = unsolved(table, KEPT)
    batch.solve(table, found, 0, mode)
    return found


def wide_table(rng: np.random.Generator, *, draws: int, parties: int = 2, issues: int = 9) -> Table:
    """A table of many settlements and fine numbers, with exclusions, in which no draw is listed by hand."""
    start = np.concatenate([[0], np.cumsum(rng.integers(2, 6, size=issues))]).astype(np.int64)
    columns = int(start[-1])
    pairs = [rng.choice(issues, size=2, replace=False) for _ in range(5)]
    sets = [[int(rng.integers(start[i], start[i + 1])) for i in sorted(pair)] for pair in pairs]
    gain = rng.integers(0, 10**7, size=(draws, parties, columns))
    return Table(
        start=start,
        gain=gain,
        reserve=(gain.sum(axis=2) * rng.uniform(0.25, 0.45, size=(draws, parties))).astype(np.int64),
        scale=rng.integers(10**5, 2 * 10**5, size=(draws, parties)),
        power=rng.integers(1, 31, size=(draws, parties)) / 10.0,
        allowed=rng.random((draws, columns)) < 0.95,
        forbid_start=listed(sets)[0],
        forbid_column=listed(sets)[1],
    )


def same(left: Solved, right: Solved) -> None:
    for name in Solved._fields:
        assert np.array_equal(getattr(left, name), getattr(right, name)), name


@settings(max_examples=400)
@given(SEEDS)
def test_a_batch_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, draws=4, parties=int(rng.integers(1, 3)))
    found = solved(table)
    for draw in range(table.draws):
        points = brute_force(table, draw)[1]
        assert (found.gap[draw] >= 0) == bool(len(points) and (points >= 0).all(axis=1).any())
        for row, picks in expected(table, draw).items():
            assert found.ties[draw, row] == len(picks)
            assert np.array_equal(found.pick[draw, row, : len(picks)], picks)


@settings(max_examples=60)
@given(SEEDS)
def test_a_batch_equals_the_twin_and_the_compiled_search(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = wide_table(rng, draws=12, parties=int(rng.integers(1, 3)))
    found = solve.solve(table, backend="batch", kept=KEPT)
    same(found, solve.solve(table, backend="twin", kept=KEPT))
    same(found, solve.solve(table, backend="compiled", kept=KEPT))
    zone = found.gap >= 0
    for backend in ("batch", "twin", "compiled"):
        assert np.array_equal(solve.zones(table, backend=backend) == 1, zone)
        assert np.array_equal(solve.gaps(table, backend=backend), found.gap)


@settings(max_examples=60)
@given(SEEDS)
def test_only_inhabited_zones_are_solved_where_nothing_else_is_asked(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = wide_table(rng, draws=12, parties=int(rng.integers(1, 4)))
    whole = solve.solve(table, by_leverage=False, backend="compiled", kept=KEPT)
    empty = whole.gap < 0
    expected = unsolved(table, KEPT)
    for name in Solved._fields:
        getattr(expected, name)[~empty] = getattr(whole, name)[~empty]
    for backend in ("batch", "twin", "compiled"):
        same(solve.inhabited(table, backend=backend, kept=KEPT), expected)


@settings(max_examples=40)
@given(SEEDS, st.sampled_from([0, 1, 5]))
def test_a_draw_with_too_many_partial_settlements_is_merged(seed: int, most: int) -> None:
    table = wide_table(np.random.default_rng(seed), draws=8, issues=6)
    with patch.object(breadth, "PROBLEM_NODES", most):
        same(solved(table), solve.solve(table, backend="twin", kept=KEPT))
    with patch.object(breadth, "PROBLEM_NODES", most):
        same(solved(table, INHABITED), solve.inhabited(table, backend="twin", kept=KEPT))


def close_table(rng: np.random.Generator, *, issues: int = 6) -> Table:
    """A table in units as fine as a case's, in which a party gains next to nothing: a millionth of a point at most."""
    start, unit, shape = np.arange(0, 4 * issues + 1, 4), 10**10, (8, 2, 4 * issues)
    gain = np.rint(rng.uniform(0.0, 100.0 * unit / issues, size=shape)).astype(np.int64)
    most = np.maximum.reduceat(gain, start[:-1], axis=2).sum(axis=2)
    reserve = (most * rng.uniform(0.0, 0.6, size=most.shape)).astype(np.int64)
    reserve[:, 0] = most[:, 0] - rng.integers(1, 10**4, size=len(most))
    bounds, none = listed([])
    power = rng.integers(1, 31, size=most.shape) / 10.0
    allowed = np.ones((len(most), 4 * issues), dtype=bool)
    return Table(start, gain, reserve, np.full(most.shape, unit), power, allowed, bounds, none)


@settings(max_examples=40)
@given(SEEDS)
def test_who_can_hardly_gain_is_not_lost_in_rounding(seed: int) -> None:
    table = close_table(np.random.default_rng(seed))
    for mode, by_leverage in ((FULL, True), (WITHOUT_LEVERAGE, False)):
        same(solved(table, mode), solve.solve(table, backend="twin", kept=KEPT, by_leverage=by_leverage))


@settings(max_examples=100)
@given(SEEDS, st.integers(1, 9))
def test_of_many_ties_the_same_are_kept(seed: int, kept: int) -> None:
    """The first in canonical order, whatever the search came upon first: shares of scenarios rest on them."""
    table = random_table(np.random.default_rng(seed), draws=9, parties=2, top=2)
    found = solve.solve(table, backend="batch", kept=kept)
    for backend in ("compiled", "twin"):
        same(found, solve.solve(table, backend=backend, kept=kept))
    three = random_table(np.random.default_rng(seed), draws=3, parties=3, top=2)
    same(solve.solve(three, backend="twin", kept=kept), solve.solve(three, backend="compiled", kept=kept))
    whole = solve.solve(table, backend="batch", kept=KEPT)
    assert np.array_equal(found.pick, whole.pick[:, :, :kept])


def test_all_settlements_may_tie() -> None:
    """Nobody minds anything: every settlement is the optimum of every concept, and the first are listed."""
    issues, width = 12, 4
    start = np.arange(0, issues * width + 1, width)
    shape = (10, 2, issues * width)
    one = np.ones(shape[:2], dtype=np.int64)
    bounds, none = listed([])
    allowed = np.ones((10, issues * width), dtype=bool)
    table = Table(start, np.ones(shape, dtype=np.int64), one, one, np.ones(shape[:2]), allowed, bounds, none)
    found = solve.solve(table, backend="batch")
    assert (found.ties == width**issues).all()
    same(found, solve.solve(table, backend="twin"))


@settings(max_examples=100)
@given(SEEDS)
def test_no_settlement_reaches_further_than_the_support(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = random_table(rng, draws=3)
    assume(np.logical_or.reduceat(table.allowed.any(axis=0), table.start[:-1]).all())
    held, price = layout(table), rng.random((2, table.draws))
    nothing = np.full(table.draws, -np.inf)
    reach = support(held, price, np.arange(table.draws))[0] if held.possible else nothing
    for draw in range(table.draws):
        points = brute_force(table, draw)[1]
        most = (points @ price[:, draw]).max() if len(points) else -np.inf
        assert reach[draw] == pytest.approx(most)


def test_the_edge_of_a_hull_is_where_its_corners_say() -> None:
    """Three issues of two options, corners (0, 6), (3, 5), (5, 3), (6, 0); the diagonal meets the middle edge."""
    start, (bounds, none) = np.array([0, 2, 4, 6]), listed([])
    gain = np.array([[[0, 3, 0, 2, 0, 1], [1, 0, 2, 0, 3, 0]]])
    zero, one = np.zeros((1, 2), dtype=np.int64), np.ones((1, 2), dtype=np.int64)
    table = Table(start, gain, zero, one, np.ones((1, 2)), np.ones((1, 6), dtype=bool), bounds, none)
    held = layout(table)
    field = Field(held, corners(held))
    found = field.crossed(np.array([0]), lambda _, point, __: point[0] < point[1])
    assert found.left[:, 0].tolist() == [3.0, 5.0]
    assert found.right[:, 0].tolist() == [5.0, 3.0]
    assert found.normal[:, 0].tolist() == [0.5, 0.5]
