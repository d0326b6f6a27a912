"""Laws of the challenge model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.strategy.challenge.expected import Stage, chances, expected
from detente.strategy.challenge.rounds import challenge
from detente.strategy.challenge.variant import VARIANTS, Variant


@st.composite
def tables(draw):
    count = draw(st.integers(1, 6))

    def column(low, high):
        return draw(st.lists(st.integers(low, high), min_size=count, max_size=count))

    return np.array([column(1, 20), column(0, 100), column(1, 20)], dtype=float) / [[10.0], [1.0], [20.0]]


def oracle(stage: Stage, chance: np.ndarray, r: float, i: int, j: int) -> float:
    """E_ij at Q = 1, written out for one pair."""
    x, s = stage.position, stage.salience
    d = abs(x[i] - x[j]) / (x.max() - x.min())
    success, failure = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r
    won = chance[i, j]
    return s[j] * (won * success + (1 - won) * failure) + (1 - s[j]) * success - (2 - 4 * 0.5**r)


@given(tables(), st.sampled_from(["pair", "all_pairs"]))
def test_expected_utilities_are_the_printed_equations(table, votes):
    capability, position, salience = table
    stage = Stage(capability, salience, position)
    if np.ptp(position) == 0:
        return
    chance = chances(stage, np.ones(len(position)), votes)
    found = expected(stage, chance, np.full((len(position), 1), 1.5), 1.0)
    for i in range(len(position)):
        for j in range(len(position)):
            if position[i] != position[j]:
                assert found[i, j] == pytest.approx(oracle(stage, chance, 1.5, i, j))
                if votes == "pair":
                    assert chance[i, j] + chance[j, i] == pytest.approx(1.0)


@given(tables(), st.sampled_from([*VARIANTS.values(), Variant(q=0.5), Variant(exponents="own")]))
@settings(deadline=None)
def test_positions_stay_within_those_that_were_held(table, variant):
    played = challenge(*table, variant, rounds=4)
    for before, after in zip(played, played[1:], strict=False):
        assert after.positions.min() >= before.positions.min() - 1e-9
        assert after.positions.max() <= before.positions.max() + 1e-9
        assert (before.risk_exponents >= 0.5 - 1e-12).all()
        assert (before.risk_exponents <= 2.0 + 1e-12).all()


def test_actors_who_agree_have_nothing_to_challenge():
    played = challenge(np.ones(3), np.full(3, 40.0), np.ones(3))
    assert len(played) == 1
    assert (played[0].median, played[0].mean, played[0].offers) == (40.0, 40.0, ())


def test_the_order_and_the_unit_do_not_matter():
    rng = np.random.default_rng(7)
    table = np.array([rng.uniform(0.1, 1, 8), rng.uniform(0, 100, 8), rng.uniform(0.1, 1, 8)])
    order = rng.permutation(8)
    for variant in VARIANTS.values():
        plain = challenge(*table, variant, rounds=5)
        mixed = challenge(*table[:, order], variant, rounds=5)
        scaled = challenge(table[0] * 3, table[1] / 10 + 2, table[2], variant, rounds=5)
        for a, b, c in zip(plain, mixed, scaled, strict=True):
            assert b.positions == pytest.approx(a.positions[order], abs=1e-9)
            assert c.positions == pytest.approx(a.positions / 10 + 2, abs=1e-9)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        (([1.0], [1.0, 2.0], [1.0]), "same actors"),
        (([1.0], [np.nan], [1.0]), "finite"),
        (([1.0], [1.0], [80.0]), "between 0 and 1"),
    ],
)
def test_a_table_that_cannot_be_is_refused(table, word):
    with pytest.raises(ValueError, match=word):
        challenge(*map(np.array, table))


def test_words_and_sizes_are_checked():
    with pytest.raises(ValueError, match="none of pair, all_pairs"):
        Variant(votes="some")
    with pytest.raises(ValueError, match="q"):
        Variant(q=2.0)
    with pytest.raises(TooLarge):
        challenge(np.ones(500), np.arange(500.0), np.ones(500))
