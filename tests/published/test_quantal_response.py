"""Logit equilibria as Gambit prints them in its own tests, and as it computes them where it is installed."""

from __future__ import annotations

import numpy as np
import pytest

from detente.strategy.quantal.equilibrium import respond

CONSTANT_SUM = np.array([[[1.0, 1.0], [0.0, 1.0]], [[1.0, 1.0], [2.0, 1.0]]])
PRINTED = [
    # gambitproject/gambit, tests/test_nash.py: the game const_sum_game.nfg at three precisions, printed to 3-4 places.
    (1.0, (0.643, 0.5883)),
    (2.0, (0.7727, 0.6117)),
    (3.0, (0.8595, 0.6038)),
]


@pytest.mark.parametrize(("precision", "printed"), PRINTED)
def test_the_printed_table_comes_out(precision, printed):
    found = respond(CONSTANT_SUM, precision)
    assert [float(chance[0]) for chance in found.chances] == pytest.approx(printed, abs=5.1e-4)


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (2, 2, 2)])
def test_random_games_have_the_equilibria_of_gambit(shape):
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed")
    rng = np.random.default_rng(sum(shape))
    payoffs = rng.integers(-5, 6, (len(shape), *shape)).astype(float)
    game = gambit.Game.from_arrays(*payoffs)
    (theirs,) = gambit.qre.logit_solve_lambda(game, lam=0.7)
    for player, chance in zip(game.players, respond(payoffs, 0.7).chances, strict=True):
        told = [float(theirs.profile[strategy]) for strategy in player.strategies]
        assert chance == pytest.approx(told, abs=1e-5)
