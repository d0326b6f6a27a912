"""Faults of a graph model: each is found where it is, all at once, and sizes are refused as sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.graph import Choice, ConflictGraph, DecisionMaker, Preference, grouped
from detente.case.graph_check import faults

A = DecisionMaker("A", options=(0,), preference=Preference(ranking=((1,), (2, 3), (4,)), manual=True))
B = DecisionMaker("B", options=(1,), preference=Preference(payoffs=(1.0, 2.0, 2.0, 0.5)))
TWO = ConflictGraph("Two", (A, B), (Choice("a"), Choice("b")))
STAR = ConflictGraph("Star", (DecisionMaker("A", moves=((1, 2), (2, 3))),), states=("s", "t", "u"))


def told(graph: ConflictGraph) -> list[str]:
    return [f"{'.'.join(map(str, fault.place))}: {fault.message}" for fault in faults(graph)]


def preferring(preference: Preference, graph: ConflictGraph = STAR) -> ConflictGraph:
    return replace(graph, makers=(replace(graph.makers[0], preference=preference), *graph.makers[1:]))


def test_whole_models_have_no_faults():
    assert told(TWO) == told(STAR) == []


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (replace(TWO, makers=()), "no decision makers"),
        (replace(TWO, makers=(A, replace(B, name="A"))), "name of two decision makers"),
        (replace(TWO, makers=(A, replace(B, name=" "))), "name is empty"),
        (replace(TWO, makers=(A, replace(B, options=()))), '"B" has no option'),
        (replace(TWO, makers=(A, replace(B, options=(1, 5)))), "no option 5; they are 0 to 1"),
        (replace(TWO, makers=(A, replace(B, options=(1, 0)))), 'option 0, "a", is already of "A"'),
        (replace(TWO, options=(Choice("a"), Choice("b"), Choice("c"))), '"c" is the option of no decision maker'),
        (replace(TWO, options=(Choice("a", "up"), Choice("b"))), '"up" is no direction; these are both, fwd, back'),
        (replace(TWO, infeasible=(((2, True),),)), "no option 2"),
        (replace(TWO, infeasible=((),)), "names no option"),
        (replace(TWO, infeasible=(((0, True), (0, False)),)), "stands twice in a pattern"),
        (replace(TWO, infeasible=(((0, True),), ((0, False),))), "no state is feasible"),
        (replace(TWO, coalitions=((0, 2),)), "no decision maker 2"),
        (replace(TWO, coalitions=((0, 0),)), "somebody twice"),
        (replace(TWO, makers=(replace(A, moves=((1, 2),)), B)), "states have no names"),
        (replace(TWO, options=(), makers=(DecisionMaker("A"),)), "neither options nor named states"),
        (replace(TWO, states=("s",)), "both options and named states"),
        (replace(STAR, states=("s", "t", "s")), '"s" is the name of two states'),
        (replace(STAR, makers=(DecisionMaker("A", moves=((1, 4),)),)), "from 1 to 4; states are 1 to 3"),
        (replace(STAR, makers=(DecisionMaker("A", moves=((2, 2),)),)), "to itself"),
        (replace(STAR, infeasible=(((0, True),),)), "there are no options"),
        (preferring(Preference(statements=((((0, True),),),))), "there are no options"),
        (preferring(Preference(ranking=((1,), (2, 1), (4,)))), "no state 4"),
        (preferring(Preference(ranking=((1,), (2, 1), (3,)))), "state 1 stands twice"),
        (preferring(Preference(ranking=((1,),))), "state 2, 3 of 3 is not ranked"),
        (preferring(Preference(payoffs=(1.0,))), "1 payoffs for 3 states"),
        (preferring(Preference(payoffs=(1.0, float("nan"), 0.0))), "no finite number"),
        (preferring(Preference(margin=-1.0)), "no number from 0 on"),
        (preferring(Preference(better=((1, 2), (2, 3), (3, 1)))), "preferences go round: 1 over 2 over 3 over 1"),
        (preferring(Preference(better=((1, 2), (2, 1)), ties=((1, 2),))), "preferences go round: 1 over 1"),
        (preferring(Preference(better=((1, 2), (1, 3)))), "which of states 2 and 3 is better"),
        (preferring(Preference(better=((1, 5),))), "no state 5"),
        (preferring(Preference(statements=((),)), TWO), "names no option"),
    ],
)
def test_a_fault_is_told(graph, words):
    assert any(words in line for line in told(graph)), told(graph)


def test_all_faults_are_told_at_once():
    wrong = replace(TWO, makers=(replace(A, options=()), replace(B, options=(7,))), coalitions=((9,),))
    assert len(told(wrong)) == 5


def test_what_does_not_count_may_be_out_of_date():
    stale = Preference(statements=((((0, True),),),), ranking=((1,),), payoffs=(1.0,))
    assert told(preferring(stale, TWO)) == []
    assert "is not ranked" in told(preferring(replace(stale, manual=True), TWO))[0]


def test_pairs_and_ties_that_order_all_states_are_whole():
    assert told(preferring(Preference(better=((2, 1),), ties=((1, 3),)))) == []


@pytest.mark.parametrize("options", [21, 63])
def test_too_many_states_are_a_limit_and_no_mistake(options):
    maker = DecisionMaker("A", options=tuple(range(options)))
    found = faults(ConflictGraph("Large", (maker,), tuple(Choice(f"o{k}") for k in range(options))))
    assert [fault.limit for fault in found] == [True]


def test_too_many_patterns_are_a_limit():
    found = faults(replace(TWO, infeasible=(((0, True), (1, True)),) * 6000))
    assert [fault.limit for fault in found] == [True]


def test_options_are_regrouped_with_all_that_names_them():
    mixed = ConflictGraph(
        "Mixed",
        (replace(A, options=(0, 2), misperceived=(((2, True),),)), B),
        (Choice("a"), Choice("b"), Choice("c")),
        infeasible=(((1, True), (2, True)),),
    )
    found = grouped(mixed)
    assert [choice.name for choice in found.options] == ["a", "c", "b"]
    assert found.makers[0].misperceived == (((1, True),),)
    assert found.infeasible == (((2, True), (1, True)),)
