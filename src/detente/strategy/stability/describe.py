"""The answer of the verb `stability` as one object of plain values; states are numbered from 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.case.graph import ConflictGraph, grouped
from detente.strategy.stability.coalitions import JointMove, Reaches, coalitions_of, joint_moves
from detente.strategy.stability.graph import Graph, graph_of
from detente.strategy.stability.inverse import changes
from detente.strategy.stability.judge import CONCEPTS, Stability, stable
from detente.strategy.stability.narrate import Answer, story
from detente.strategy.stability.near_ties import near_ties
from detente.strategy.stability.paths import Path, paths
from detente.strategy.stability.preferences import doubts, payoffs_of
from detente.strategy.stability.walks import Step, Walks

Answered = dict[str, Any]
MOST_VERDICTS = 2_000
"""Verdicts, states x parties x concepts, of which all are told why; of more, those of states that are asked for."""
MOST_FOLLOWED = 5_000
"""States of a graph in which ways from the status quo are followed."""
MOST_JOINT = 1_024
"""States times coalitions of a graph in which joint moves are followed."""
MOST_TRIED = 256
"""States of a graph in which near ties are tried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked beyond the verdicts: states to tell of, a status quo, states to make stable; words as typed."""

    sanction: str = "canonical"
    about: tuple[str, ...] = ()
    start: str | None = None
    make: tuple[str, ...] = ()


def judge_conflict(conflict: ConflictGraph, asked: Asked | None = None) -> Answered:
    """Judge a graph model: what is stable for whom and why, and what else is asked.

    Raises
    ------
    InputFaults, TooLarge, Unanswerable
        When the model has faults or is too large, or a state that is asked for is none.
    """
    asked = asked or Asked()
    graph = graph_of(conflict)
    wanted = _Wanted(graph, asked)
    payoffs = payoffs_of(conflict, graph)
    found = stable(graph, payoffs, sanction=asked.sanction)
    teller = _Teller(found, Walks(graph.moves))
    held = np.flatnonzero(found.equilibria[0].any(axis=0)).tolist()
    joint = teller.joint(conflict.coalitions, wanted.about or held)
    return {
        "title": conflict.title,
        "sanction": asked.sanction,
        **_verdicts(found),
        "options": _options(conflict),
        "preferences": {name: (found.level[0, p] + 1).tolist() for p, name in enumerate(graph.parties)},
        "narration": teller.stories(wanted.about),
        "coalitions": joint or [],
        "status_quo": None if wanted.start is None else wanted.start + 1,
        "paths": [] if wanted.start is None else teller.paths(wanted.start),
        "changes": [teller.changed(s, concept) for s in wanted.make for concept in CONCEPTS],
        "near_ties": teller.near(payoffs, conflict),
        "warnings": [*doubts(conflict, graph), *_apart(graph), *teller.cut(wanted.about, joint)],
    }


class _Wanted:
    """The states that were asked for, found before any work."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self.about = _unique(graph, asked.about)
        self.make = _unique(graph, asked.make)
        self.start = None if asked.start is None else graph.find(asked.start)


def _unique(graph: Graph, words: Iterable[str]) -> list[int]:
    return list(dict.fromkeys(graph.find(word) for word in words))


def _verdicts(found: Stability) -> Answered:
    graph, held = found.graph, found.stable[0]
    return {
        "parties": list(graph.parties),
        "states": [{"id": s + 1, "options": graph.label(s)} for s in range(graph.size)],
        "stable": {
            concept: {party: _ids(held[c, p]) for p, party in enumerate(graph.parties)}
            for c, concept in enumerate(CONCEPTS)
        },
        "equilibria": {concept: _ids(found.equilibria[0, c]) for c, concept in enumerate(CONCEPTS)},
    }


def _ids(mask: np.ndarray) -> list[int]:
    return (np.flatnonzero(mask) + 1).tolist()


def _options(conflict: ConflictGraph) -> list[Answered]:
    conflict = grouped(conflict)
    return [
        {"name": conflict.options[k].name, "party": maker.name, "direction": conflict.options[k].direction}
        for maker in conflict.makers
        for k in maker.options
    ]


def _apart(graph: Graph) -> list[str]:
    """Return a line on named states that no move leads into or out of."""
    if graph.bits is not None:
        return []
    alone = np.ones(graph.size, dtype=bool)
    for p in range(len(graph.parties)):
        start = graph.moves.start[p]
        alone &= np.diff(start)[graph.moves.group[p]] == 0
        leave = np.isin(graph.moves.group[p], graph.moves.before[start[0] : start[-1]])
        alone &= ~leave
    named = ", ".join(graph.label(s) for s in np.flatnonzero(alone)[:8])
    return [f"no move leads into or out of: {named}"] if named else []


class _Teller:
    """Puts findings about a judged graph into plain values."""

    def __init__(self, found: Stability, walks: Walks) -> None:
        self.found = found
        self.walks = walks
        self.parties = found.graph.parties

    def cut(self, about: Sequence[int], joint: list[Answered] | None) -> list[str]:
        """Return what is not told because the graph is large, and how to ask for it."""
        told: list[str] = []
        if not about and not self._all():
            told.append("the graph is large, so no verdict is told why; ask for states with --state")
        if joint is None:
            told.append("the graph is too large for the joint moves of so many coalitions")
        return told

    def _all(self) -> bool:
        return self.found.graph.size * len(self.parties) * len(CONCEPTS) <= MOST_VERDICTS

    def stories(self, about: Sequence[int]) -> list[Answered]:
        states = about or (range(self.found.graph.size) if self._all() else ())
        return [self.story(p, s, concept) for s in states for p in range(len(self.parties)) for concept in CONCEPTS]

    def story(self, party: int, state: int, concept: str) -> Answered:
        told = story(self.found, self.walks, party, state, concept)
        return {
            "party": self.parties[party],
            "state": state + 1,
            "concept": concept,
            "stable": told.stable,
            "improvements": [self.answer(answer) for answer in told.answers],
        }

    def answer(self, answer: Answer) -> Answered:
        return {
            "to": answer.improvement + 1,
            "deterred": answer.deters,
            "by": self.steps(answer.steps),
            "escape": None if answer.escape is None else answer.escape + 1,
        }

    def steps(self, steps: Iterable[Step]) -> list[Answered]:
        return [{"party": self.parties[step.party], "from": step.source + 1, "to": step.target + 1} for step in steps]

    def joint(self, named: Iterable[tuple[int, ...]], states: Sequence[int]) -> list[Answered] | None:
        """Return the joint moves from some states; None where they are too many to follow."""
        groups = coalitions_of(self.parties, named)
        if self.found.graph.size * len(groups) > MOST_JOINT:
            return None
        reaches = Reaches(self.found, self.walks)
        return [
            self.joint_move(move) for members in groups for s in states for move in joint_moves(reaches, members, s)
        ]

    def joint_move(self, move: JointMove) -> Answered:
        return {
            "members": [self.parties[k] for k in move.members],
            "from": move.source + 1,
            "to": move.target + 1,
            "by": self.steps(move.steps),
            "deterred": list(move.deterred),
        }

    def paths(self, start: int) -> list[Answered]:
        """Return the ways from the status quo to every state that is an equilibrium under some concept."""
        targets = np.flatnonzero(self.found.equilibria[0].any(axis=0))
        if self.found.graph.size > MOST_FOLLOWED:
            raise TooLarge(f"paths are followed in graphs of up to {MOST_FOLLOWED:,} states; leave out --from")
        return [self.path(path) for path in paths(self.found, self.walks, start, targets.tolist())]

    def path(self, path: Path) -> Answered:
        concepts = [c for k, c in enumerate(CONCEPTS) if self.found.equilibria[0, k, path.target]]
        ways = (None if way is None else self.steps(way) for way in (path.by_moves, path.by_improvements))
        by_moves, by_improvements = ways
        return {
            "to": path.target + 1,
            "equilibrium": concepts,
            "by_moves": by_moves,
            "by_improvements": by_improvements,
        }

    def changed(self, state: int, concept: str) -> Answered:
        rows = changes(self.found, state, concept)
        return {
            "state": state + 1,
            "concept": concept,
            "needed": [
                {
                    "party": self.parties[row.party],
                    "level_with": [s + 1 for s in row.level_with],
                    "passed": [s + 1 for s in row.passed],
                    "left": [s + 1 for s in row.left],
                }
                for row in rows
                if row.pairs
            ],
        }

    def near(self, payoffs: np.ndarray, conflict: ConflictGraph) -> list[Answered]:
        margin = np.array([maker.preference.margin for maker in conflict.makers])
        if not margin.any() or self.found.graph.size > MOST_TRIED:
            return []
        return [
            {
                "party": self.parties[row.party],
                "better": row.better + 1,
                "worse": row.worse + 1,
                "margin": row.margin,
                "turns": [{"concept": c, "party": self.parties[p], "state": s + 1} for c, p, s in row.turned],
            }
            for row in near_ties(self.found, payoffs, margin)
        ]
