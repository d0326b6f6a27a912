"""Laws of the spatial model."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.fault import TooLarge
from detente.strategy.spatial.contest import contests
from detente.strategy.spatial.election import Table, bent, elect, estimated, outlook, values
from detente.strategy.spatial.rules import CHOICES, KTAB, Rules
from detente.strategy.spatial.turns import play


def drawn(seed: int, actors: int = 7, dimensions: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    shape = (actors, dimensions)
    return rng.uniform(0, 100, shape), rng.uniform(5, 90 / dimensions, shape), rng.uniform(1, 100, actors)


def contest_of_one_pair(table: Table, u: np.ndarray, i: int, j: int) -> tuple[float, float]:
    """The chance and the gain of i against j, actor by actor."""
    weight = table.capability * table.care
    pro, con = 1e-10 + weight[i] * (u[i, i] - u[i, j]), 1e-10 + weight[j] * (u[j, j] - u[j, i])
    for_i, for_j = pro, con
    for k in set(range(len(u))) - {i, j}:
        own = weight[k] * (u[k, i] - u[k, j])
        p = (pro + max(own, 0)) / (pro + con + abs(own))
        with_i = p * (2 * u[k, i] + u[k, k]) + (1 - p) * 3 * u[k, j]
        with_j = p * 3 * u[k, i] + (1 - p) * (2 * u[k, j] + u[k, k])
        vote = weight[k] * (with_i - with_j)
        for_i, for_j = for_i + max(vote, 0), for_j + max(-vote, 0)
    chance = for_i / (for_i + for_j)
    s = table.care[j]
    contest = chance * 2 * u[i, i] + (1 - chance) * 2 * u[i, j]
    return chance, (1 - s) * 2 * u[i, i] + s * contest - u[i, i] - u[i, j]


@pytest.mark.parametrize("seed", range(3))
def test_contests_are_those_of_every_pair_by_itself(seed):
    x, s, c = drawn(seed)
    table = Table(x / 100, s / 100, c)
    seen = outlook(table, Rules())
    for i in range(len(c)):
        utility = estimated(seen, i, Rules())
        found = contests(table, utility, i, Rules())
        for j in set(range(len(c))) - {i}:
            assert (found.chance[j], found.gain[j]) == pytest.approx(contest_of_one_pair(table, utility, i, j))


@pytest.mark.parametrize("rules", [Rules(), KTAB, Rules(bargains="weighted", interpolation="s2pmax")], ids=str)
def test_order_does_not_matter(rules):
    x, s, c = drawn(5)
    order = np.random.default_rng(1).permutation(len(c))
    plain, mixed = play(x, s, c, rules), play(x[order], s[order], c[order], rules)
    for a, b in zip(plain.turns[:4], mixed.turns[:4], strict=True):
        assert b.positions == pytest.approx(a.positions[order], abs=1e-6)
        assert b.outlook.probability == pytest.approx(a.outlook.probability[order], abs=1e-6)


def test_an_actor_counted_in_two_parts_splits_no_probability():
    x, s, c = drawn(3)
    halves = np.append(c, c[0] / 2)
    halves[0] /= 2
    whole = play(x, s, c).turns[0].outlook
    split = play(np.vstack((x, x[0])), np.vstack((s, s[0])), halves).turns[0].outlook
    assert split.probability == pytest.approx(np.append(whole.probability, whole.probability[0]), abs=1e-6)
    assert split.risk == pytest.approx(np.append(whole.risk, whole.risk[0]), abs=1e-6)


@pytest.mark.parametrize(("key", "word"), [(key, word) for key, words in CHOICES.items() for word in words])
def test_every_rule_plays_within_the_space(key, word):
    found = play(*drawn(2), Rules(**{key: word}, most_turns=5))
    for turn in found.turns:
        assert ((turn.positions >= 0) & (turn.positions <= 100)).all()
        assert ((turn.outlook.probability >= 0) & (turn.outlook.probability <= 1)).all()
        assert turn.outlook.risk.max() <= 1


def test_the_chances_of_distinct_positions_sum_to_one():
    for election in CHOICES["election"]:
        assert play(*drawn(2), Rules(election=election, most_turns=0)).turns[
            0
        ].outlook.probability.sum() == pytest.approx(1)


def test_a_median_beats_the_ends_and_values_are_ideal_at_home():
    x = np.array([[0.0], [0.5], [1.0]])
    table = Table(x, np.full((3, 1), 0.5), np.ones(3))
    assert values(table, x) == pytest.approx(1 - np.abs(x - x.T))
    chance = elect(np.ones(3), values(table, x), Rules())
    assert chance.argmax() == 1
    assert bent(np.array([0.5]), np.array([1.0])) == pytest.approx([0.75])


def test_bargains_are_drawn_only_with_a_generator():
    table = drawn(4)
    once, again = (play(*table, rng=np.random.default_rng(9)) for _ in range(2))
    assert once.turns[-1].positions.tolist() == again.turns[-1].positions.tolist()


@pytest.mark.parametrize(
    ("table", "word"),
    [
        (([[1.0]], [[1.0, 2.0]], [1.0]), "per actor and dimension"),
        (([[1.0]], [[1.0]], [1.0, 2.0]), "per actor"),
        (([[120.0]], [[1.0]], [1.0]), "between 0 and 100"),
        (([[1.0]], [[101.0]], [1.0]), "at most 100"),
        (([[1.0]], [[0.0]], [1.0]), "more than 0"),
        (([[1.0]], [[1.0]], [0.0]), "somebody"),
        (([[np.nan]], [[1.0]], [0.0]), "finite"),
    ],
)
def test_a_table_that_cannot_be_is_refused(table, word):
    with pytest.raises(ValueError, match=word):
        play(*map(np.array, table))


def test_words_and_sizes_are_checked():
    with pytest.raises(ValueError, match="none of linear"):
        Rules(victory="none")
    with pytest.raises(ValueError, match="turns"):
        Rules(most_turns=5000)
    with pytest.raises(TooLarge):
        play(np.ones((400, 1)), np.ones((400, 1)), np.ones(400))
