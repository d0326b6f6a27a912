"""Laws of the exchange model, and what two and three actors do by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.strategy.exchange.realise import realise
from detente.strategy.exchange.swaps import Positions, swaps


@st.composite
def tables(draw):
    shape = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    size = shape[0] * shape[1]

    def block(low, high):
        drawn = draw(st.lists(st.integers(low, high), min_size=size, max_size=size))
        return np.array(drawn, dtype=float).reshape(shape)

    position = block(0, 20) * 5
    position[block(0, 7) == 0] = np.nan
    return Positions(position, block(1, 100), block(1, 10))


@given(tables())
def test_both_gain_the_same_and_no_outcome_jumps_over_a_position(table):
    found = swaps(table)
    total, outcome = table.weight.sum(axis=0), table.outcome
    assert not np.isnan(found.gain).any()
    for k in range(len(found.gain)):
        (i, j), (q, p) = found.actors[k], found.issues[k]
        assert (outcome[q] - table.position[i, q]) * (table.position[j, q] - outcome[q]) >= 0
        moved = table.position.copy()
        moved[[i, j], [q, p]] = found.to[k]
        after = Positions(moved, table.salience, table.capability).outcome
        shift_p, shift_q = abs(after[p] - outcome[p]), abs(after[q] - outcome[q])
        gain_i = shift_p * table.salience[i, p] - shift_q * table.salience[i, q]
        gain_j = shift_q * table.salience[j, q] - shift_p * table.salience[j, p]
        assert gain_i == pytest.approx(gain_j, abs=1e-8)
        assert found.gain[k] == pytest.approx(gain_i, abs=1e-8)
        assert (after[p] - table.position[i, p]) * (outcome[p] - table.position[i, p]) >= -1e-8
        assert shift_p <= abs(found.to[k, 1] - found.start[k, 1]) * table.weight[j, p] / total[p] + 1e-9


@given(tables(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_actors_and_issues_does_not_matter(table, random):
    rows, columns = (random.sample(range(size), size) for size in table.position.shape)
    mixed = Positions(*(a[rows][:, columns] for a in (table.position, table.salience, table.capability)))
    plain, other = swaps(table), swaps(mixed)
    assert other.gain == pytest.approx(plain.gain, abs=1e-9)
    assert other.valid.sum() == plain.valid.sum()
    assert mixed.outcome == pytest.approx(table.outcome[columns], abs=1e-9, nan_ok=True)


@given(tables())
@settings(deadline=None)
def test_exchanges_are_carried_out_until_nobody_gains(table):
    done = realise(table)
    assert (done.swaps.gain > 0).all()
    assert len(done.outcome) == len(done.swaps.gain) + 1 == len(done.others) + 1
    spent = [pair for a, b in zip(done.swaps.actors, done.swaps.issues, strict=True) for pair in zip(a, b, strict=True)]
    assert len(spent) == len(set(spent))
    again = realise(table, rng=np.random.default_rng(0))
    assert (
        realise(table, rng=np.random.default_rng(0)).outcome.tolist() == again.outcome.tolist()
        or np.isnan(again.outcome).any()
    )


def test_two_actors_by_hand():
    table = Positions(np.array([[0.0, 0.0], [100.0, 100.0]]), np.array([[10.0, 90.0], [60.0, 50.0]]), np.ones((2, 2)))
    assert table.outcome == pytest.approx([600 / 7, 250 / 7])
    shift = 100 * table.weight[[0, 1], [0, 1]] / table.weight.sum(axis=0)
    loss, gain = shift * [10, 50], shift * [60, 90]
    assert loss == pytest.approx([1000 / 7, 12500 / 7])
    assert gain == pytest.approx([6000 / 7, 22500 / 7])
    # A1 gives the first issue fully. The most it can get is what leaves A2 as it was, and the other way round:
    assert gain[0] / 50 * 90 - loss[0] == pytest.approx(1400)
    assert gain[0] - loss[0] / 90 * 50 == pytest.approx(7000 / 9)
    found = swaps(table)
    assert found.actors.tolist() == [[0, 1]]
    assert found.issues.tolist() == [[0, 1]]
    assert found.to.tolist() == [[100.0, 80.0]]
    # Between the two both gain the same: 1000/7 x 7/140 = 50/7 of the second issue for 100/7 of the first.
    assert found.gain == pytest.approx([50 / 7 * 90 - 100 / 7 * 10])


def test_three_actors_by_hand():
    position, ones = np.array([[0.0], [100.0], [100.0]]), np.ones((3, 1))
    assert Positions(position, ones, ones).outcome == pytest.approx([200 / 3])
    position[1] = 0.0
    assert Positions(position, ones, ones).outcome == pytest.approx([100 / 3])
    assert len(swaps(Positions(position, ones, ones)).gain) == 0


def test_a_table_that_cannot_be_is_refused():
    ones = np.ones((2, 2))
    with pytest.raises(ValueError, match="one number per actor"):
        swaps(Positions(ones, ones, np.ones((2, 3))))
    with pytest.raises(ValueError, match="negative"):
        swaps(Positions(ones, -ones, ones))
    with pytest.raises(TooLarge):
        swaps(Positions(*(np.ones((400, 40)) for _ in range(3))))
