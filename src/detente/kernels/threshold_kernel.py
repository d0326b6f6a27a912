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

FRESH, DONE = -1, -2
"""Marks of a class in a search over all moves: no state met, or all; else the one state that is not."""


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
    group, member, first, start, before = moves
    top, second, enter = room.top, room.next_top, room.enter
    classes, states = first.shape[1] - 1, group.shape[1]
    for c in range(classes):
        top[c], second[c], enter[c] = -1, -1, -1
        for at in range(first[p, c], first[p, c + 1]):
            v = value[member[p, at]]
            if v > top[c]:
                top[c], second[c] = v, top[c]
            elif v > second[c]:
                second[c] = v
    for c in range(classes):
        for at in range(start[p, c], start[p, c + 1]):
            b = before[at]
            if top[c] > enter[b]:
                enter[b] = top[c]
    for s in range(states):
        c = group[p, s]
        inside = second[c] if value[s] == top[c] else top[c]
        out[s] = max(inside, enter[c])


@inner
def _meet(focal, k, s, worth, ahead, after, least, stack, size):
    """Note that opponent `k`, moving next from `s`, can lead to `worth`; returns the size of the stack."""
    if ahead[k, s]:
        return size
    ahead[k, s] = True
    if least[s] > worth:
        least[s] = worth
    for last in range(ahead.shape[0]):
        if last != k and last != focal and not after[last, s]:
            after[last, s] = True
            stack[0, size], stack[1, size] = last, s
            size += 1
    return size


@inner
def _answer(focal, improving, level, moves, room):
    """Fill ``least (S,)`` with the least of ``value (S,)`` that opponents can lead to from a state; S where none.

    Over all moves, a class is met but for the state that was entered, then that one too; over improvements, its states
    are met in rising order of the mover's level. One loop, whose arrays are taken from their tuples once: taking them
    in each step costs more than the step.
    """
    group, member, first, start, before = moves
    ahead, after, stack, lone, point = room.ahead, room.after, room.stack, room.lone, room.point
    swept, ranked, value, least, order = room.swept, room.ranked, room.value, room.least, room.order
    parties, states = group.shape
    for k in range(parties):
        for s in range(states):
            ahead[k, s] = after[k, s] = False
        for c in range(first.shape[1] - 1):
            lone[k, c], swept[k, c], point[k, c] = FRESH, -1, first[k, c]
    for s in range(states):
        least[s] = states
    _sort(value, states, room.tally, order)
    for n in range(states):
        end = order[n]
        worth, size = value[end], 0
        for k in range(parties):
            if k != focal and not after[k, end]:
                after[k, end] = True
                stack[0, size], stack[1, size] = k, end
                size += 1
        while size > 0:
            size -= 1
            k, t = stack[0, size], stack[1, size]
            c, height = group[k, t], level[k, t] if improving else 0
            if improving:
                at = point[k, c]
                while at < first[k, c + 1] and level[k, ranked[k, at]] < height:
                    size = _meet(focal, k, ranked[k, at], worth, ahead, after, least, stack, size)
                    at += 1
                point[k, c] = at
            elif lone[k, c] == FRESH:
                lone[k, c] = t
                for at in range(first[k, c], first[k, c + 1]):
                    if member[k, at] != t:
                        size = _meet(focal, k, member[k, at], worth, ahead, after, least, stack, size)
            elif lone[k, c] >= 0 and lone[k, c] != t:
                size = _meet(focal, k, lone[k, c], worth, ahead, after, least, stack, size)
                lone[k, c] = DONE
            if swept[k, c] >= height:
                continue
            swept[k, c] = height
            for way in range(start[k, c], start[k, c + 1]):
                b = before[way]
                if lone[k, b] == DONE:
                    continue
                at = point[k, b]
                while at < first[k, b + 1] and (not improving or level[k, ranked[k, at]] < height):
                    size = _meet(focal, k, ranked[k, at], worth, ahead, after, least, stack, size)
                    at += 1
                point[k, b] = at
                if not improving:
                    lone[k, b] = DONE


@inner
def _rank_classes(level, moves, room):
    """Fill `ranked` with the states of every class by rising level of the party."""
    group, first, order, place, ranked = moves.group, moves.first, room.order, room.place, room.ranked
    parties, states = group.shape
    for k in range(parties):
        _sort(level[k], states, room.tally, order)
        for c in range(first.shape[1] - 1):
            place[c] = first[k, c]
        for n in range(states):
            s = order[n]
            c = group[k, s]
            ranked[k, place[c]] = s
            place[c] += 1


@kernel
def thresholds(level, moves, room, out):
    """Fill ``out (D, 4, P, S)`` with the thresholds of levels ``(D, P, S)``, 0 <= level < S."""
    value, least, states = room.value, room.least, level.shape[2]
    for d in range(level.shape[0]):
        _rank_classes(level[d], moves, room)
        for i in range(level.shape[1]):
            mine, nash = level[d, i], out[d, 0, i]
            _most(i, mine, moves, room, nash)
            for concept in range(1, 4):
                for s in range(states):
                    value[s] = max(mine[s], nash[s]) if concept == 2 else mine[s]
                _answer(i, concept == 3, level[d], moves, room)
                for s in range(states):
                    value[s] = min(mine[s], least[s])
                _most(i, value, moves, room, out[d, concept, i])
