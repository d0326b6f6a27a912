"""Who can move where, without a list of all moves.

The moves of a party are kept by *classes* of states. Within a class every state is one move from every other: states
that differ only in options which the party may change both ways. From one class to another leads a move from each state
to each state: this is where options go one way only, and where the moves of an explicit graph are, whose classes hold a
single state each. So 2^18 states with 63 moves each are 2^18 numbers per party, and no matrix.

Letters: ``S`` states, ``P`` parties, ``C`` the largest number of classes of a party.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

PAIRS = 1 << 30
"""Pairs of classes that are looked at for moves between them, in all."""
CHUNK = 1 << 22


class TooManyMoves(ValueError):
    """Options of one party that go one way only, in too many combinations."""


class Moves(NamedTuple):
    """The moves of every party.

    ``group (P, S)``: the class of a state. ``member[p, first[p, c]:first[p, c + 1]]``: the states of class ``c``.
    ``before[start[p, c]:start[p, c + 1]]``: the classes from which a move leads into class ``c``, its own apart.
    """

    group: np.ndarray
    member: np.ndarray
    first: np.ndarray
    start: np.ndarray
    before: np.ndarray

    @property
    def parties(self) -> int:
        """Number of parties."""
        return self.group.shape[0]

    @property
    def states(self) -> int:
        """Number of states."""
        return self.group.shape[1]


class Edges(NamedTuple):
    """All moves of one party in a row, by the state they leave: ``source, target (E,)``, sources ascending."""

    source: np.ndarray
    target: np.ndarray


def option_moves(states: np.ndarray, own: np.ndarray, forward: np.ndarray, back: np.ndarray, sees: np.ndarray) -> Moves:
    """Return the moves of parties that each change options of their own.

    Parameters
    ----------
    states
        Feasible states as bits ``(S,)``, ascending.
    own, forward, back
        Per party the bits of its options, of those that can only be taken up, and of those that can only be dropped.
    sees
        ``(P, S)``: moves into and out of a state that its mover does not perceive do not exist.

    Raises
    ------
    TooManyMoves
    """
    rows: list[tuple[np.ndarray, Edges]] = []
    pairs = 0
    for mine, up, down, seen in zip(own.tolist(), forward.tolist(), back.tolist(), sees, strict=True):
        kept = states[seen]
        keys, inside = np.unique(kept & ~np.int64(mine & ~(up | down)), return_inverse=True)
        group = np.empty(states.size, dtype=np.int64)
        group[seen] = inside
        group[~seen] = keys.size + np.arange(states.size - kept.size)
        ways, looked = _one_way(keys, mine, up, down, PAIRS - pairs)
        pairs += looked
        rows.append((group, ways))
    return _moves(rows)


def _one_way(keys: np.ndarray, own: int, up: int, down: int, most: int) -> tuple[Edges, int]:
    """Return the moves between classes of one party, and how many pairs were looked at.

    With the options that can be dropped turned round, a move goes from a set of options to one that holds it.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if not up | down or not keys.size:
        return Edges(nothing, nothing), 0
    turned = (keys & np.int64(up | down)) ^ np.int64(down)
    order = np.lexsort((turned, keys & ~np.int64(own)))
    place, held = (keys & ~np.int64(own))[order], turned[order]
    begin = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
    size = np.diff(np.append(begin, keys.size))
    looked = int((size * size).sum())
    if looked > most:
        raise TooManyMoves(f"options that go one way only give more than {PAIRS:,} pairs of states to look at")
    found = [
        part
        for width in np.unique(size).tolist()
        for part in _pairs(held, (begin[size == width, None] + np.arange(width)).astype(np.int64))
    ]
    source = np.concatenate([part[0] for part in found])
    return Edges(order[source], order[np.concatenate([part[1] for part in found])]), looked


def _pairs(held: np.ndarray, block: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return which classes of blocks ``(n, width)`` hold which others of their block, as sources and targets."""
    width = block.shape[1]
    heads = block.reshape(-1)
    step, found = max(1, CHUNK // width), list[tuple[np.ndarray, np.ndarray]]()
    for at in range(0, heads.size, step):
        head = heads[at : at + step]
        tails = block[np.arange(at, at + head.size) // width]
        row, column = np.nonzero(((held[head, None] & ~held[tails]) == 0) & (tails != head[:, None]))
        found.append((head[row], tails[row, column]))
    return found


def listed_moves(states: int, moves: list[tuple[np.ndarray, np.ndarray]]) -> Moves:
    """Return the moves of parties that are listed one by one, as states left and states entered per party."""
    single = np.arange(states)
    return _moves([(single, Edges(*_distinct(source, target, states))) for source, target in moves])


def _distinct(source: np.ndarray, target: np.ndarray, states: int) -> tuple[np.ndarray, np.ndarray]:
    keys = np.unique(source.astype(np.int64) * states + target)
    source, target = keys // states, keys % states
    return source[source != target], target[source != target]


def _moves(rows: list[tuple[np.ndarray, Edges]]) -> Moves:
    """Return moves from the class of every state and the moves between classes, per party."""
    states = rows[0][0].size
    most = max(int(group.max(initial=-1)) + 1 for group, _ in rows)
    group = np.array([row[0] for row in rows], dtype=np.int32)
    member = np.argsort(group, axis=1, kind="stable").astype(np.int32)
    first = np.empty((len(rows), most + 1), dtype=np.int32)
    start = np.empty((len(rows), most + 1), dtype=np.int64)
    before, base = [np.zeros(0, dtype=np.int32)], 0
    for p, (classes, ways) in enumerate(rows):
        first[p] = np.searchsorted(classes[member[p]], np.arange(most + 1)) if states else 0
        order = np.lexsort((ways.source, ways.target))
        start[p] = base + np.searchsorted(ways.target[order], np.arange(most + 1))
        before.append(ways.source[order].astype(np.int32))
        base += order.size
    return Moves(group, member, first, start, np.concatenate(before))


def edges(moves: Moves, party: int) -> Edges:
    """Return every move of a party."""
    start = moves.start[party]
    out = moves.before[start[0] : start[-1]].astype(np.int64)
    into = np.repeat(np.arange(start.size - 1), np.diff(start))
    source, target = _beside(moves, party, np.arange(moves.states), moves.group[party].astype(np.int64))
    way, left = _beside(moves, party, np.arange(out.size), out)
    at, entered = _beside(moves, party, np.arange(left.size), into[way])
    source, target = np.concatenate([source, left[at]]), np.concatenate([target, entered])
    keep = source != target
    source, target = source[keep], target[keep]
    order = np.lexsort((target, source))
    return Edges(source[order], target[order])


def _beside(moves: Moves, party: int, rows: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every row beside every state of its class ``group (rows,)`` of a party, as two arrays."""
    first = moves.first[party].astype(np.int64)
    width = np.diff(first)[group]
    ends = np.cumsum(width)
    within = np.arange(ends[-1] if ends.size else 0) - np.repeat(ends - width, width)
    return np.repeat(rows, width), moves.member[party][np.repeat(first[group], width) + within].astype(np.int64)
