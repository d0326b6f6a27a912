"""Stability as people ask for it: by draws, by relabelled parties and states, with refusals in words."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.fault import InputFaults, TooLarge, Unanswerable
from detente.case.graph import Choice, ConflictGraph, DecisionMaker
from detente.kernels import moves as kernel_moves
from detente.kernels import size
from detente.strategy.stability.graph import graph_of, state_graph
from detente.strategy.stability.judge import stable
from tests.kernels.graphs import random_graph, random_model
from tests.strategy.graphs import conflict_of, graph_from, graph_of_model

TALKS = state_graph(
    ["no deal", "signed", "broken by A"],
    {"A": [("no deal", "signed"), ("signed", "broken by A")], "B": [("signed", "no deal"), ("broken by A", "no deal")]},
)


def test_shares_over_draws_are_means_of_single_draws() -> None:
    rng = np.random.default_rng(1)
    payoffs = rng.normal(size=(500, 2, 3))
    found = stable(TALKS, payoffs)
    alone = np.array([stable(TALKS, one).stable[0] for one in payoffs])
    assert np.array_equal(found.stable, alone)
    assert np.allclose(found.shares, alone.mean(axis=0))
    assert np.allclose(found.equilibrium_shares, alone.all(axis=2).mean(axis=0))


def test_only_the_order_of_payoffs_counts() -> None:
    rng = np.random.default_rng(2)
    payoffs = rng.normal(size=(20, 2, 3))
    assert np.array_equal(stable(TALKS, payoffs).threshold, stable(TALKS, np.exp(3 * payoffs) - 7).threshold)


@pytest.mark.parametrize("sanction", ["canonical", "once"])
def test_relabelling_parties_and_states_relabels_the_answers(sanction: str) -> None:
    rng = np.random.default_rng(3)
    for _ in range(60):
        reach, level = random_graph(rng)
        parties, states = level.shape
        party, state = rng.permutation(parties), rng.permutation(states)
        to = np.argsort(state)
        moved = [[{int(to[t]) for t in reach[p][s]} for s in state] for p in party]
        found = stable(graph_from(reach), level, sanction=sanction).stable[0]
        other = stable(graph_from(moved), level[np.ix_(party, state)], sanction=sanction).stable[0]
        assert np.array_equal(other, found[:, party][:, :, state])


def test_a_conflict_in_another_order_of_options_is_the_same_conflict() -> None:
    rng = np.random.default_rng(4)
    model = random_model(rng)
    found = stable(graph_of_model(model), model.level).stable[0]
    width = max(mask.bit_length() for mask in model.own)
    to = rng.permutation(width)

    def moved(mask: int) -> int:
        return sum(1 << int(to[k]) for k in range(width) if mask >> k & 1)

    keys = np.array([moved(int(x)) for x in model.states])
    order = np.argsort(keys)
    other = type(model)(
        keys[order], [moved(m) for m in model.own], moved(model.forward), moved(model.back), model.sees[:, order],
        model.level[:, order],
    )  # fmt: skip
    assert np.array_equal(stable(graph_of_model(other), other.level).stable[0], found[:, :, order])


def test_a_state_is_found_by_number_options_or_name() -> None:
    graph = graph_of(conflict_of("Elmira"))
    assert graph.find("7") == graph.find("NYNNY") == 6
    assert TALKS.find("broken by A") == TALKS.find("3") == 2
    for word in ("NYYNN", "0", "13", "²", "peace", "1" * 5000):
        with pytest.raises(Unanswerable):
            graph.find(word)


@pytest.mark.parametrize(
    ("payoffs", "words"),
    [(np.zeros((3, 3)), "2 parties and 3 states"), (np.zeros(3), "shape"), (np.full((2, 3), np.inf), "finite")],
)
def test_payoffs_that_do_not_fit_are_refused(payoffs: np.ndarray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stable(TALKS, payoffs)
    with pytest.raises(ValueError, match="no sanction 'twice'"):
        stable(TALKS, np.zeros((2, 3)), sanction="twice")


def test_a_graph_with_faults_is_refused_with_all_of_them() -> None:
    with pytest.raises(InputFaults, match="2 faults"):
        state_graph(["s", "s"], {"A": [("s", "t")]})


def test_sizes_beyond_a_minute_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(size, "ONCE_MOVES", 10)
    with pytest.raises(TooLarge, match="every opponent moving once"):
        stable(TALKS, np.zeros((2, 3)), sanction="once")
    monkeypatch.setattr(size, "STATE_PARTIES", 10)
    with pytest.raises(TooLarge, match="8 states are too many for 2 decision makers"):
        graph_of(eight_states())


def eight_states() -> ConflictGraph:
    makers = (DecisionMaker("A", options=(0, 1)), DecisionMaker("B", options=(2,)))
    return ConflictGraph("Eight", makers, tuple(Choice(f"o{k}") for k in range(3)))


def test_one_way_options_in_too_many_combinations_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(kernel_moves, "PAIRS", 100)
    maker = DecisionMaker("A", options=tuple(range(5)))
    with pytest.raises(TooLarge, match="go both ways"):
        graph_of(ConflictGraph("Long", (maker,), tuple(Choice(f"o{k}", "fwd") for k in range(5))))
