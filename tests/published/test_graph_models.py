"""Four published conflicts, state by state: states, moves, preferences and all four concepts."""

from __future__ import annotations

import pytest

from detente.strategy.stability.coalitions import Reaches, joint_moves
from detente.strategy.stability.graph import graph_of
from detente.strategy.stability.judge import CONCEPTS, stable
from detente.strategy.stability.preferences import payoffs_of
from detente.strategy.stability.walks import Walks
from tests.strategy.graphs import KEYS, NAMES, conflict_of, golden, ids

WAYS = [
    (name, by) for name in NAMES for by in dict.fromkeys(("ranking", golden(name)["decision_makers"][0]["preference"]))
]
"""The table gives every ranking, and the statements of three of the models."""


@pytest.mark.parametrize(("name", "by"), WAYS)
def test_every_state_is_as_the_table_has_it(name: str, by: str) -> None:
    expected = golden(name)["expected"]
    conflict = conflict_of(name, by=by)
    graph = graph_of(conflict)
    assert [graph.label(s) for s in range(graph.size)] == expected["states"]
    walks = Walks(graph.moves)
    for p, party in enumerate(graph.parties):
        moves = {str(s + 1): (walks.targets(p, s) + 1).tolist() for s in range(graph.size)}
        assert {s: ends for s, ends in moves.items() if ends} == expected["moves"][party]
    payoffs = payoffs_of(conflict, graph)
    assert dict(zip(graph.parties, payoffs.tolist(), strict=True)) == expected["payoff_levels"]
    for sanction, key in (("canonical", "equilibria"), ("once", "equilibria_sanction_once")):
        found = stable(graph, payoffs, sanction=sanction)
        assert {KEYS[c]: ids(found.equilibria[0, k]) for k, c in enumerate(CONCEPTS)} == expected[key]
    found = stable(graph, payoffs)
    for k, concept in enumerate(CONCEPTS):
        each = {party: ids(found.stable[0, k, p]) for p, party in enumerate(graph.parties)}
        assert each == expected["stable_per_dm"][KEYS[concept]]


def test_ministry_and_company_can_leave_an_equilibrium_of_elmira_together() -> None:
    """Modify and accept, 7 to 10: each alone would lose by its own move."""
    conflict = conflict_of("Elmira")
    graph = graph_of(conflict)
    found = stable(graph, payoffs_of(conflict, graph))
    ministry, company = graph.parties.index("Ministry"), graph.parties.index("Company")
    moves = joint_moves(Reaches(found, Walks(graph.moves)), (ministry, company), 6)
    assert [(move.source + 1, move.target + 1, len(move.steps)) for move in moves] == [(7, 10, 2)]
    assert found.equilibria[0, :, 6].all() and found.equilibria[0, :, 9].all()
