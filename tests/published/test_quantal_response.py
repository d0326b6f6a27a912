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


# Games whose branch from chance passes near another: Gambit 16.7.0, logit_solve_lambda at precision 1. The third is
# followed with first_step=0.001 and max_accel=1.01; with its own larger steps that solver lands on the other branch.
NEAR_ANOTHER = [
    (
        [[[5, 0, -1], [-5, 1, 5]], [[0, -5, -5], [-5, -5, 3]]],
        ([0.00249057, 0.99750943], [0.00034626, 0.00034198, 0.99931176]),
    ),
    (
        [
            [[[-2, -5], [-4, 1]], [[-2, 5], [3, -5]], [[3, 0], [3, 2]]],
            [[[5, 0], [-4, -4]], [[-3, 0], [-5, -5]], [[-5, -5], [-2, -2]]],
            [[[-4, -4], [-1, 0]], [[1, 5], [-4, -3]], [[-5, 5], [3, -2]]],
        ],
        ([0.00179522, 0.21744755, 0.78075723], [0.14052955, 0.85947045], [0.87515525, 0.12484475]),
    ),
    (
        [
            [[[0, 2], [-1, -5]], [[-3, 5], [-4, 0]], [[0, -1], [2, -1]]],
            [[[4, -2], [1, 3]], [[5, -1], [3, -4]], [[1, -2], [4, 0]]],
            [[[-1, -2], [-2, -4]], [[0, 4], [0, -4]], [[4, 3], [-5, -1]]],
        ],
        ([0.15824201, 0.46806694, 0.37369105], [0.5103843, 0.4896157], [0.41476568, 0.58523432]),
    ),
]


@pytest.mark.parametrize(("payoffs", "printed"), NEAR_ANOTHER)
def test_a_branch_that_passes_near_another_is_not_left(payoffs, printed):
    for chance, told in zip(respond(np.array(payoffs, dtype=float), 1.0).chances, printed, strict=True):
        assert chance == pytest.approx(told, abs=1e-8)


MCKELVEY_PALFREY = np.array([[[4.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]])
"""Ochs's third game; McKelvey & Palfrey (1995) put it in cents of 1982 at 0.2785 and 1.1141 a point."""


@pytest.mark.parametrize(("precision", "printed"), [(1.0, (0.58677480, 0.45181213)), (5.0, (0.59586954, 0.25576790))])
def test_pennies_of_the_first_paper_are_where_gambit_has_them(precision, printed):
    cents = MCKELVEY_PALFREY * np.array([0.2785, 1.1141])[:, None, None]
    first, second = respond(cents, precision).chances
    assert (first[0], second[0]) == pytest.approx(printed, abs=1e-8)
