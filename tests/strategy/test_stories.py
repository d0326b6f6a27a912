"""Stories bear out verdicts, paths are legal and shortest, coalitions and changes are those of the definitions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from detente.strategy.stability.coalitions import Reaches, coalitions_of, joint_moves
from detente.strategy.stability.inverse import changes
from detente.strategy.stability.judge import CONCEPTS, stable
from detente.strategy.stability.narrate import story
from detente.strategy.stability.near_ties import near_ties
from detente.strategy.stability.paths import paths
from detente.strategy.stability.walks import Walks
from tests.kernels.graphs import by_definition, legal_ends, random_graph
from tests.strategy.graphs import graph_from


def models(seed: int, count: int):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        reach, level = random_graph(rng)
        yield reach, level, graph_from(reach)


def legal(steps, start: int, reach, *, better=None, once=False) -> bool:
    """Return whether steps are moves that exist, chain from a start, and keep the rule on who moves."""
    here, movers = start, [step.party for step in steps]
    for step in steps:
        if step.source != here or step.target not in reach[step.party][here]:
            return False
        if better is not None and better[step.party, step.target] <= better[step.party, here]:
            return False
        here = step.target
    return len(set(movers)) == len(movers) if once else all(a != b for a, b in zip(movers, movers[1:], strict=False))


@pytest.mark.parametrize("sanction", ["canonical", "once"])
def test_every_story_bears_out_its_verdict_by_legal_moves(sanction: str) -> None:
    for reach, level, graph in models(11, 80):
        found, walks = stable(graph, level, sanction=sanction), Walks(graph.moves)
        for concept, p, s in product(CONCEPTS, range(level.shape[0]), range(level.shape[1])):
            told = story(found, walks, p, s, concept)
            assert {a.improvement for a in told.answers} == {t for t in reach[p][s] if level[p, t] > level[p, s]}
            for answer in told.answers:
                better = level if concept == "seq" else None
                assert legal(answer.steps, answer.improvement, reach, better=better, once=sanction == "once")
                assert p not in {step.party for step in answer.steps}
                if answer.steps:
                    end = answer.steps[-1].target
                    assert level[p, end] <= level[p, s]
                    assert answer.deters == (answer.escape is None)
                    assert answer.escape is None or level[p, answer.escape] > level[p, s]


def test_a_story_that_its_verdict_denies_is_an_error() -> None:
    reach, level, graph = next(models(11, 1))
    found = stable(graph, level)
    found.threshold[:] = level.max() + 1
    with pytest.raises(AssertionError, match="not borne out"):
        story(found, Walks(graph.moves), 0, 0, "nash")


def test_paths_lead_to_all_that_can_be_reached_and_nowhere_else() -> None:
    for reach, level, graph in models(12, 80):
        found, everybody = stable(graph, level), list(range(level.shape[0]))
        better = improvements(reach, level)
        rows = paths(found, Walks(graph.moves), 0, range(graph.size))
        assert {r.target for r in rows if r.by_moves is not None} == legal_ends(0, reach, everybody, False) | {0}
        assert {r.target for r in rows if r.by_improvements is not None} == legal_ends(0, better, everybody, False) | {
            0
        }
        for row in rows:
            for way, wish in ((row.by_moves, None), (row.by_improvements, level)):
                assert not way or (legal(way, 0, reach, better=wish) and way[-1].target == row.target)
        assert rows[0].by_moves == rows[0].by_improvements == ()


def test_joint_moves_are_those_that_all_members_prefer_and_are_deterred_by_the_definitions() -> None:
    for reach, level, graph in models(13, 40):
        reaches = Reaches(stable(graph, level), Walks(graph.moves))
        for members, s in product(coalitions_of(graph.parties), range(graph.size)):
            moves = joint_moves(reaches, members, s)
            assert all(legal(move.steps, s, reach) for move in moves)
            assert {move.target: set(move.deterred) for move in moves} == joint(reach, level, list(members), s)


def joint(reach, level: np.ndarray, members: list[int], s: int) -> dict[int, set[str]]:
    """Return the joint improvements from a state and the concepts that deter each, by the definitions."""
    rest = [k for k in range(level.shape[0]) if k not in members]
    better = improvements(reach, level)

    def gains(t: int) -> bool:
        return all(level[j, t] > level[j, s] for j in members)

    found: dict[int, set[str]] = {}
    for target in filter(gains, legal_ends(s, reach, members, False)):
        answers = [t for t in legal_ends(target, reach, rest, False) if not gains(t)]
        firm = [t for t in answers if not any(map(gains, legal_ends(t, reach, members, False)))]
        own = [t for t in legal_ends(target, better, rest, False) if not gains(t)]
        held = {"gmr": answers, "smr": firm, "seq": own}
        found[target] = {concept for concept, deters in held.items() if deters}
    return found


def improvements(reach, level: np.ndarray) -> list[list[set[int]]]:
    return [
        [{t for t in ends if level[p, t] > level[p, s]} for s, ends in enumerate(mine)] for p, mine in enumerate(reach)
    ]


def test_coalitions_that_are_named_are_the_only_ones() -> None:
    assert coalitions_of("abc") == ((0, 1), (0, 2), (1, 2), (0, 1, 2))
    assert coalitions_of("abc", [(0,), (2, 1)]) == ((1, 2),)
    assert coalitions_of("abcdefg") == (tuple(range(7)),)


def changed_pairs(before: np.ndarray, after: np.ndarray) -> int:
    """Return in how many pairs of states the order of two rankings differs."""
    a, b = (np.sign(row[:, None] - row[None]) for row in (before, after))
    return int((np.triu(a, 1) != np.triu(b, 1)).sum())


def test_no_change_of_a_ranking_is_smaller_than_the_one_that_is_named() -> None:
    """Every ranking with ties of four states is tried."""
    rankings = [np.array(r) for r in product(range(4), repeat=4) if set(r) == set(range(max(r) + 1))]
    rng, needed = np.random.default_rng(14), 0
    while needed < 60:
        reach, level = random_graph(rng)
        if level.shape[1] != 4:
            continue
        found = stable(graph_from(reach), level)
        p, s, concept = int(rng.integers(level.shape[0])), int(rng.integers(4)), CONCEPTS[int(rng.integers(4))]
        row = changes(found, s, concept)[p]
        stable_with = []
        for ranking in rankings:
            other = level.copy()
            other[p] = ranking
            if by_definition(reach, other)[CONCEPTS.index(concept), p, s]:
                stable_with.append(changed_pairs(level[p], ranking))
        assert row.pairs == min(stable_with)
        needed += bool(row.pairs)


def test_the_changes_of_all_parties_together_make_an_equilibrium() -> None:
    for reach, level, graph in models(15, 100):
        found = stable(graph, level)
        for s, concept in product(range(graph.size), CONCEPTS):
            lifted = found.level[0].astype(float)
            for row in changes(found, s, concept):
                if row.passed:
                    lifted[row.party, s] = lifted[row.party, row.level_with[0]]
            assert by_definition(reach, lifted)[CONCEPTS.index(concept), :, s].all()


def test_near_ties_are_those_whose_order_decides() -> None:
    reach = [[{1}, set(), set()], [set(), {2}, set()]]
    graph = graph_from(reach)
    payoffs = np.array([[1.0, 1.05, 0.0], [0.0, 0.0, 5.0]])
    found = stable(graph, payoffs)
    (row,) = near_ties(found, payoffs, np.array([0.1, 0.0]))
    assert (row.party, row.better, row.worse, row.margin) == (0, 1, 0, pytest.approx(0.05))
    assert row.turned == (("nash", 0, 0),)
    assert near_ties(found, payoffs, np.array([0.01, 0.01])) == ()
    assert near_ties(found, payoffs, np.array([0.0, 0.0])) == ()


def test_a_tie_is_a_near_tie() -> None:
    graph = graph_from([[{1}, set()]])
    payoffs = np.array([[1.0, 1.0]])
    (row,) = near_ties(stable(graph, payoffs), payoffs, np.array([0.1]))
    assert row.margin == 0.0 and {turn[0] for turn in row.turned} == set(CONCEPTS)
