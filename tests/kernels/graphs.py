"""Small random graph models, and stability by the definitions, searched move by move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.kernels.moves import Moves, listed_moves, option_moves
from detente.kernels.states import feasible, meets


@dataclass(frozen=True)
class Model:
    """States as bits, options per party, options that go one way, what a party sees, levels ``(P, S)``."""

    states: np.ndarray
    own: list[int]
    forward: int
    back: int
    sees: np.ndarray
    level: np.ndarray

    def moves(self) -> Moves:
        own = np.array(self.own, dtype=np.int64)
        return option_moves(self.states, own, own & self.forward, own & self.back, self.sees)

    def reach(self) -> list[list[set[int]]]:
        """Return ``R_i(s)`` by comparing every two states."""
        return [[self._from(i, s) for s in range(len(self.states))] for i in range(len(self.own))]

    def _from(self, i: int, s: int) -> set[int]:
        found = set()
        for t, (a, b) in enumerate((int(self.states[s]), int(b)) for b in self.states):
            legal = a != b and (a ^ b) & ~self.own[i] == 0
            legal &= (a & ~b) & self.forward == 0 and (~a & b) & self.back == 0
            if legal and self.sees[i, s] and self.sees[i, t]:
                found.add(t)
        return found


def random_model(rng: np.random.Generator) -> Model:
    """Return a model of 2-4 parties and up to 6 options, some states infeasible, some options one way, some unseen."""
    parties = int(rng.integers(2, 5))
    width = int(rng.integers(parties, 7))
    owner = rng.permutation(np.concatenate([np.arange(parties), rng.integers(0, parties, width - parties)]))
    own = [int(sum(1 << k for k in np.flatnonzero(owner == p))) for p in range(parties)]
    kind = rng.choice(3, width, p=[0.6, 0.2, 0.2])
    forward, back = (int(sum(1 << k for k in np.flatnonzero(kind == which))) for which in (1, 2))
    care = rng.integers(1, 1 << width, int(rng.integers(0, 3)))
    want = rng.integers(0, 1 << width, care.size) & care
    states = feasible(width, care, want)
    sees = np.ones((parties, states.size), dtype=bool)
    if rng.random() < 0.3:
        hidden = int(rng.integers(1, 1 << width))
        sees[int(rng.integers(parties))] = ~meets(states, hidden, int(rng.integers(1 << width)) & hidden)
    level = rng.integers(0, max(1, states.size), (parties, states.size))
    return Model(states, own, forward, back, sees, level)


def random_graph(rng: np.random.Generator) -> tuple[list[list[set[int]]], np.ndarray]:
    """Return moves listed one by one, not transitive, and levels."""
    parties, states = int(rng.integers(2, 5)), int(rng.integers(1, 9))
    reach = [
        [{t for t in range(states) if t != s and rng.random() < 0.3} for s in range(states)] for _ in range(parties)
    ]
    return reach, rng.integers(0, states, (parties, states))


def listed(reach: list[list[set[int]]]) -> Moves:
    pairs = [[(s, t) for s, ends in enumerate(mine) for t in ends] for mine in reach]
    arrays = [np.array(p, dtype=np.int64).reshape(-1, 2) for p in pairs]
    return listed_moves(len(reach[0]), [(a[:, 0], a[:, 1]) for a in arrays])


def legal_ends(start: int, moves: list[list[set[int]]], others: list[int], once: bool) -> set[int]:
    """Return where sequences of the others' moves end: none twice in a row, or with `once` none twice."""
    found, seen = set(), set()
    todo = [(start, k, frozenset[int]()) for k in others]
    while todo:
        s, mover, used = todo.pop()
        for t in moves[mover][s]:
            found.add(t)
            past = used | {mover} if once else frozenset({mover})
            for k in others:
                if k not in past and (t, k, past) not in seen:
                    seen.add((t, k, past))
                    todo.append((t, k, past))
    return found


def by_definition(reach: list[list[set[int]]], level: np.ndarray, *, once: bool = False) -> np.ndarray:
    """Return ``stable (4, P, S)`` for Nash, GMR, SMR, SEQ, straight from the definitions."""
    parties, states = level.shape
    better = [[{t for t in reach[i][s] if level[i, t] > level[i, s]} for s in range(states)] for i in range(parties)]
    stable = np.zeros((4, parties, states), dtype=bool)
    for i in range(parties):
        others = [k for k in range(parties) if k != i]
        by_move = [legal_ends(s, reach, others, once) for s in range(states)]
        by_gain = [legal_ends(s, better, others, once) for s in range(states)]
        for s in range(states):
            here = level[i, s]
            stable[0, i, s] = not better[i][s]
            stable[1, i, s] = all(any(level[i, b] <= here for b in by_move[a]) for a in better[i][s])
            stable[2, i, s] = all(
                any(level[i, b] <= here and all(level[i, c] <= here for c in reach[i][b]) for b in by_move[a])
                for a in better[i][s]
            )
            stable[3, i, s] = all(any(level[i, b] <= here for b in by_gain[a]) for a in better[i][s])
    return stable
