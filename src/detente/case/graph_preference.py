"""Faults of what decision makers prefer: rankings, payoffs, pairs of states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from detente.case.document import Place
from detente.case.graph import DecisionMaker, Preference
from detente.case.graph_fault import Found, some


def preference_faults(maker: DecisionMaker, at: int, states: int) -> Iterator[Found]:
    """Yield the faults of the way of preferring that counts; what else a file carries along may be out of date."""
    place, held = ("makers", at, "preference"), maker.preference
    if held.source == "ranking":
        yield from ranking_faults(held, (*place, "ranking"), states)
    if held.source == "payoffs":
        if len(held.payoffs) != states:
            yield Found((*place, "payoffs"), f"{len(held.payoffs):,} payoffs for {states:,} states")
        if not all(map(math.isfinite, held.payoffs)):
            yield Found((*place, "payoffs"), "a payoff is no finite number")
    if held.source == "better":
        yield from _pairs(held, (*place, "better"), states)
    if not (math.isfinite(held.margin) and held.margin >= 0):
        yield Found((*place, "margin"), "the margin is no number from 0 on")


def ranking_faults(held: Preference, place: Place, states: int) -> Iterator[Found]:
    """Yield what keeps a ranking from placing every state once."""
    ranked = [s for group in held.ranking for s in group]
    known = set(ranked)
    unknown = sorted(s for s in known if not 1 <= s <= states)
    if unknown:
        yield Found(place, f"no state {some(unknown)}; states are 1 to {states:,}")
    if len(known) < len(ranked):
        seen: set[int] = set()
        twice = sorted({s for s in ranked if s in seen or seen.add(s)})
        yield Found(place, f"state {some(twice)} stands twice", "rank every state once")
    missing = [s for s in range(1, states + 1) if s not in known]
    if missing:
        yield Found(place, f"state {some(missing)} of {states:,} is not ranked", "rank every state once")


def _pairs(held: Preference, place: Place, states: int) -> Iterator[Found]:
    wrong = sorted({s for pair in (*held.better, *held.ties) for s in pair if not 1 <= s <= states})
    if wrong:
        yield Found(place, f"no state {some(wrong)}; states are 1 to {states:,}")
        return
    ring, open_pair = order_of_pairs(held, states)[1:]
    if ring:
        chain = " over ".join(map(str, ring))
        yield Found(place, f"preferences go round: {chain}", "drop one of these pairs, or make the states a tie")
    elif open_pair:
        a, b = open_pair
        yield Found(place, f"nothing says which of states {a} and {b} is better", "add a pair, or a tie")


def order_of_pairs(
    held: Preference, states: int
) -> tuple[list[tuple[int, ...]], tuple[int, ...], tuple[int, ...]]:  # fmt: skip
    """Return the ranking that pairs give, or a ring of states, or two states whose order they leave open."""
    head = _tied(held.ties, states)
    groups: dict[int, list[int]] = {}
    for s in range(1, states + 1):
        groups.setdefault(head[s], []).append(s)
    below: dict[int, set[int]] = {h: set() for h in groups}
    for a, b in held.better:
        below[head[a]].add(head[b])
    above = dict.fromkeys(groups, 0)
    for worse in below.values():
        for h in worse:
            above[h] += 1
    order, free = list[int](), [h for h in groups if not above[h]]
    while free:
        if len(free) > 1:
            return [], (), (free[0], free[1])
        h = free.pop()
        order.append(h)
        for worse in sorted(below[h]):
            above[worse] -= 1
            if not above[worse]:
                free.append(worse)
    if len(order) < len(groups):
        return [], _ring(below, set(groups) - set(order)), ()
    return [tuple(groups[h]) for h in order], (), ()


def _tied(ties: Iterable[tuple[int, int]], states: int) -> list[int]:
    """Return per state the least state of those that it ties with, directly or over others; index 0 is not used."""
    head = list(range(states + 1))

    def top(s: int) -> int:
        while head[s] != s:
            head[s] = head[head[s]]
            s = head[s]
        return s

    for a, b in ties:
        low, high = sorted((top(a), top(b)))
        head[high] = low
    return [top(s) for s in range(states + 1)]


def _ring(below: dict[int, set[int]], left: set[int]) -> tuple[int, ...]:
    """Return a ring among states that all have a better one among them: go up until a state comes again."""
    above = {worse: h for h in left for worse in below[h] if worse in left}
    path, s = list[int](), min(above)
    while s not in path:
        path.append(s)
        s = above[s]
    ring = [*path[path.index(s) :], s]
    return tuple(reversed(ring))
