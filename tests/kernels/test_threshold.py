"""Thresholds give the stability of the definitions, compiled and plain, on random graph models."""

from __future__ import annotations

import numpy as np
import pytest

from detente.kernels import moves as moves_module
from detente.kernels.moves import TooManyMoves, edges, option_moves
from detente.kernels.states import TooManyStates, feasible
from detente.kernels.threshold import CANONICAL, ONCE, levels, moves_held, thresholds
from tests.kernels.graphs import by_definition, listed, random_graph, random_model

MODELS, GRAPHS = 1000, 500


def stable(moves, level, sanction=CANONICAL, backend=None):
    return thresholds(moves, level[None], sanction=sanction, backend=backend)[0] <= level


def ranked(level):
    return levels(level.astype(float))


def test_a_thousand_models_are_stable_where_the_definitions_say() -> None:
    rng, differ = np.random.default_rng(20261125), 0
    for _ in range(MODELS):
        model = random_model(rng)
        if not model.states.size:
            continue
        moves, level, reach = model.moves(), ranked(model.level), model.reach()
        held = [{(int(s), int(t)) for s, t in zip(*edges(moves, p), strict=True)} for p in range(moves.parties)]
        assert held == [{(s, t) for s, ends in enumerate(mine) for t in ends} for mine in reach]
        assert moves_held(moves) == sum(map(len, held))
        asked, once = by_definition(reach, level), by_definition(reach, level, once=True)
        assert np.array_equal(stable(moves, level, backend="twin"), asked)
        assert np.array_equal(stable(moves, level, sanction=ONCE), once)
        found = thresholds(moves, level[None], backend="twin")
        assert np.array_equal(found, thresholds(moves, level[None], backend="compiled"))
        assert np.array_equal(found, thresholds(listed(reach), level[None], backend="compiled"))
        differ += not np.array_equal(asked, once)
    assert differ


def test_listed_moves_that_do_not_chain_keep_who_moved_last() -> None:
    rng, differ = np.random.default_rng(7), 0
    for _ in range(GRAPHS):
        reach, level = random_graph(rng)
        level, moves = ranked(level), listed(reach)
        asked, once = by_definition(reach, level), by_definition(reach, level, once=True)
        for backend in ("twin", "compiled"):
            assert np.array_equal(stable(moves, level, backend=backend), asked)
        assert np.array_equal(stable(moves, level, sanction=ONCE), once)
        differ += not np.array_equal(asked, once)
    assert differ


def test_inclusions_hold() -> None:
    rng = np.random.default_rng(3)
    for _ in range(300):
        model = random_model(rng)
        if model.states.size:
            nash, gmr, smr, seq = stable(model.moves(), ranked(model.level))
            assert (nash <= seq).all() and (seq <= gmr).all() and (nash <= smr).all() and (smr <= gmr).all()


def test_many_draws_are_each_as_alone() -> None:
    rng = np.random.default_rng(5)
    reach, _ = random_graph(rng)
    moves = listed(reach)
    level = levels(rng.integers(0, 4, (40, moves.parties, moves.states)).astype(float))
    alone = np.array([thresholds(moves, one[None], backend="twin")[0] for one in level])
    for backend in ("twin", "compiled"):
        assert np.array_equal(thresholds(moves, level, backend=backend), alone)


def test_states_are_those_that_no_pattern_meets_in_order() -> None:
    rng = np.random.default_rng(2)
    for _ in range(200):
        width = int(rng.integers(1, 9))
        care = rng.integers(1, 1 << width, int(rng.integers(0, 5)))
        want = rng.integers(0, 1 << width, care.size) & care
        every = [x for x in range(1 << width) if not any(x & c == w for c, w in zip(care, want, strict=True))]
        assert feasible(width, care, want).tolist() == every


def test_too_many_states_or_pairs_are_refused(monkeypatch) -> None:
    nothing = np.zeros(0, dtype=np.int64)
    with pytest.raises(TooManyStates, match="more than 1,000 states"):
        feasible(40, nothing, nothing, most=1000)
    monkeypatch.setattr(moves_module, "PAIRS", 10)
    own = np.array([15])
    with pytest.raises(TooManyMoves, match="one way"):
        option_moves(np.arange(16), own, own, own * 0, np.ones((1, 16), dtype=bool))


def test_a_wide_model_of_exclusive_options_lists_its_states_alone() -> None:
    """Ten parties of five options, exactly one of each taken by each of the first three: 125 states of 2^15."""
    care, want = [], []
    for p in range(3):
        bits = [1 << (5 * p + k) for k in range(5)]
        care += [sum(bits), *(a | b for n, a in enumerate(bits) for b in bits[:n])]
        want += [0, *(a | b for n, a in enumerate(bits) for b in bits[:n])]
    assert feasible(15, np.array(care), np.array(want)).size == 125
