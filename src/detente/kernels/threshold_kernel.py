"""Thresholds of states, compiled; what they are, and the letters, in `kernels.threshold` and `kernels.moves`.

``m(s)`` is found from the end: states in rising order of what they are worth to the focal party, and from each all
sequences of opponents' moves backwards, as a search over (state, last mover). What is met first is met at the least
value. A class of states is scanned a bounded number of times, so that the work is that of the states, not of the moves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.compiled import inner, kernel
from detente.kernels.moves import Moves

FRESH, ALL_BUT_ONE, DONE = -1, 0, -2
"""Marks of a class in a search over all moves: no state met; else the one state that is not, or none."""


class Room(NamedTuple):
    """Arrays to work in.

    ``ahead, after (P, S)``: whether something is met when a party moves next; whether a state was entered by it.
    ``stack (2, P * S)``; ``lone, point, swept (P, C)``: marks per class; ``ranked (P, S)``: members by rising level.
    ``order, value, least, tally (S + 1,)``; ``top, next_top, enter (C,)``, ``place (C,)``.
    """

    ahead: np.ndarray
    after: np.ndarray
    stack: np.ndarray
    lone: np.ndarray
    point: np.ndarray
    swept: np.ndarray
    ranked: np.ndarray
    order: np.ndarray
    value: np.ndarray
    least: np.ndarray
    tally: np.ndarray
    top: np.ndarray
    next_top: np.ndarray
    enter: np.ndarray
    place: np.ndarray


def room_for(moves: Moves) -> Room:
    """Return room for the thresholds of some moves."""
    parties, states, classes = moves.parties, moves.states, moves.first.shape[1] - 1

    def zeros(*shape: int, dtype: type = np.int32) -> np.ndarray:
        return np.zeros(shape, dtype=dtype)

    return Room(
        ahead=zeros(parties, states, dtype=np.bool_), after=zeros(parties, states, dtype=np.bool_),
        stack=zeros(2, parties * states), lone=zeros(parties, classes), point=zeros(parties, classes),
        swept=zeros(parties, classes), ranked=zeros(parties, states), order=zeros(states + 1),
        value=zeros(states + 1), least=zeros(states + 1), tally=zeros(states + 2), top=zeros(classes),
        next_top=zeros(classes), enter=zeros(classes), place=zeros(classes),
    )  # fmt: skip


@inner
def _sort(value, states, count, order):
    """Fill `order` with the states by rising value, 0 <= value <= S, equal ones by number."""
    for v in range(states + 2):
        count[v] = 0
    for s in range(states):
        count[value[s] + 1] += 1
    for v in range(states + 1):
        count[v + 1] += count[v]
    for s in range(states):
        order[count[value[s]]] = s
        count[value[s]] += 1


@inner
def _most(p, value, moves, room, out):
    """Fill ``out (S,)`` with the most of a value over the states that party `p` can move to; -1 without a move."""
    classes, states = moves.first.shape[1] - 1, moves.group.shape[1]
    top, second, enter = room.top, room.next_top, room.enter
    for c in range(classes):
        top[c], second[c], enter[c] = -1, -1, -1
        for at in range(moves.first[p, c], moves.first[p, c + 1]):
            v = value[moves.member[p, at]]
            if v > top[c]:
                top[c], second[c] = v, top[c]
            elif v > second[c]:
                second[c] = v
    for c in range(classes):
        for at in range(moves.start[p, c], moves.start[p, c + 1]):
            b = moves.before[at]
            if top[c] > enter[b]:
                enter[b] = top[c]
    for s in range(states):
        c = moves.group[p, s]
        inside = second[c] if value[s] == top[c] else top[c]
        out[s] = max(inside, enter[c])


@inner
def _meet(focal, k, s, worth, moves, room, size):
    """Note that opponent `k`, moving next from `s`, can lead to `worth`; returns the size of the stack."""
    if room.ahead[k, s]:
        return size
    room.ahead[k, s] = True
    if room.least[s] > worth:
        room.least[s] = worth
    for last in range(moves.group.shape[0]):
        if last != k and last != focal and not room.after[last, s]:
            room.after[last, s] = True
            room.stack[0, size], room.stack[1, size] = last, s
            size += 1
    return size


@inner
def _by_moves(focal, k, t, worth, moves, room, size):
    """Go back from state `t`, entered by `k`, over all moves of `k`."""
    c = moves.group[k, t]
    mark = room.lone[k, c]
    if mark == FRESH:
        for at in range(moves.first[k, c], moves.first[k, c + 1]):
            s = moves.member[k, at]
            if s != t:
                size = _meet(focal, k, s, worth, moves, room, size)
        room.lone[k, c] = t
    elif mark >= 0 and mark != t:
        size = _meet(focal, k, mark, worth, moves, room, size)
        room.lone[k, c] = DONE
    if room.swept[k, c] < 0:
        room.swept[k, c] = 0
        for at in range(moves.start[k, c], moves.start[k, c + 1]):
            b = moves.before[at]
            if room.lone[k, b] != DONE:
                for m in range(moves.first[k, b], moves.first[k, b + 1]):
                    size = _meet(focal, k, moves.member[k, m], worth, moves, room, size)
                room.lone[k, b] = DONE
    return size


@inner
def _climb(focal, k, c, height, worth, level, moves, room, size):
    """Meet the states of class `c` from which a state of this height is an improvement for `k`."""
    at = room.point[k, c]
    while at < moves.first[k, c + 1] and level[k, room.ranked[k, at]] < height:
        size = _meet(focal, k, room.ranked[k, at], worth, moves, room, size)
        at += 1
    room.point[k, c] = at
    return size


@inner
def _by_improvements(focal, k, t, worth, level, moves, room, size):
    """Go back from state `t`, entered by `k`, over the improvements of `k`."""
    c, height = moves.group[k, t], level[k, t]
    size = _climb(focal, k, c, height, worth, level, moves, room, size)
    if room.swept[k, c] < height:
        room.swept[k, c] = height
        for at in range(moves.start[k, c], moves.start[k, c + 1]):
            size = _climb(focal, k, moves.before[at], height, worth, level, moves, room, size)
    return size


@inner
def _answer(focal, improving, level, moves, room):
    """Fill ``least (S,)`` with the least of ``value (S,)`` that opponents can lead to from a state; S where none."""
    parties, states = moves.group.shape
    for k in range(parties):
        for s in range(states):
            room.ahead[k, s] = room.after[k, s] = False
        for c in range(moves.first.shape[1] - 1):
            room.lone[k, c], room.swept[k, c], room.point[k, c] = FRESH, -1, moves.first[k, c]
    for s in range(states):
        room.least[s] = states
    _sort(room.value, states, room.tally, room.order)
    for n in range(states):
        end = room.order[n]
        worth, size = room.value[end], 0
        for k in range(parties):
            if k != focal and not room.after[k, end]:
                room.after[k, end] = True
                room.stack[0, size], room.stack[1, size] = k, end
                size += 1
        while size > 0:
            size -= 1
            k, t = room.stack[0, size], room.stack[1, size]
            if improving:
                size = _by_improvements(focal, k, t, worth, level, moves, room, size)
            else:
                size = _by_moves(focal, k, t, worth, moves, room, size)


@inner
def _rank_classes(level, moves, room):
    """Fill `ranked` with the states of every class by rising level of the party."""
    parties, states = moves.group.shape
    for k in range(parties):
        _sort(level[k], states, room.tally, room.order)
        for c in range(moves.first.shape[1] - 1):
            room.place[c] = moves.first[k, c]
        for n in range(states):
            s = room.order[n]
            c = moves.group[k, s]
            room.ranked[k, room.place[c]] = s
            room.place[c] += 1


@inner
def _deter(i, level, moves, room, out):
    """Fill ``out (S,)`` with thresholds, from the least that every improvement can be answered with."""
    for s in range(moves.group.shape[1]):
        room.value[s] = min(level[i, s], room.least[s])
    _most(i, room.value, moves, room, out)


@kernel
def thresholds(level, moves, room, out):
    """Fill ``out (D, 4, P, S)`` with the thresholds of levels ``(D, P, S)``, 0 <= level < S."""
    states = level.shape[2]
    for d in range(level.shape[0]):
        _rank_classes(level[d], moves, room)
        for i in range(level.shape[1]):
            _most(i, level[d, i], moves, room, out[d, 0, i])
            for concept in range(1, 4):
                for s in range(states):
                    room.value[s] = level[d, i, s]
                    if concept == 2:
                        room.value[s] = max(level[d, i, s], out[d, 0, i, s])
                _answer(i, concept == 3, level[d], moves, room)
                _deter(i, level[d], moves, room, out[d, concept, i])
