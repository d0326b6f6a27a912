"""Structural balance of alliances: triads of friends and foes, and how far they are from two camps.

A triad is balanced when the product of its signs is positive: the friend of a friend is a friend, the foe of a foe is
(Heider 1946). A graph in which every cycle is balanced falls into two camps, friends within and foes between
(Cartwright & Harary 1956); its frustration, the least number of ties that any division into two camps leaves wrong,
is then 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.case.futures import FRIENDS, Alliances, Tie

MOST_ACTORS = 20
"""Actors for which every division into two camps is looked at."""
MOST_SHOWN = 1_000
FRIEND, FOE = 1, -1

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced the ties of some actors are.

    Parameters
    ----------
    balanced, unbalanced
        Triads, each of which has all three ties.
    frustration
        Least number of ties that are wrong in a division into two camps.
    camps
        Every division that reaches it, as the camp that holds the first actor and the other one.
    wrong
        Ties that are wrong in the first of these divisions.
    repairs
        Every smallest set of ties whose change of sign leaves two camps, without repetition, in the order of `camps`.
    """

    balanced: tuple[tuple[str, str, str], ...]
    unbalanced: tuple[tuple[str, str, str], ...]
    frustration: int
    camps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    wrong: tuple[Pair, ...]
    repairs: tuple[tuple[Pair, ...], ...] = ((),)

    @property
    def degree(self) -> float | None:
        """Share of the triads that are balanced; None without a triad."""
        total = len(self.balanced) + len(self.unbalanced)
        return len(self.balanced) / total if total else None


def structural_balance(actors: Sequence[str], ties: Mapping[Pair, int]) -> Balance:
    """Return triads, frustration and camps of a signed graph.

    Parameters
    ----------
    ties
        Pair of actors -> 1 for friends, -1 for foes; pairs left out have no tie.

    Raises
    ------
    ValueError
        When a tie names an unknown actor or one twice, is neither 1 nor -1, or is given twice.
    TooLarge
        With more than 20 actors.

    Examples
    --------
    >>> found = structural_balance("abc", {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): -1})
    >>> found.unbalanced, found.frustration, len(found.camps)
    ((('a', 'b', 'c'),), 1, 3)
    """
    held = _checked(actors, ties)
    if len(actors) > MOST_ACTORS:
        raise TooLarge(f"{len(actors)} actors are more than {MOST_ACTORS}; leave out those that matter least")
    triads: dict[bool, list[tuple[str, str, str]]] = {True: [], False: []}
    for triad in combinations(actors, 3):
        signs = [held.get(frozenset(pair)) for pair in combinations(triad, 2)]
        if None not in signs:
            triads[prod(sign for sign in signs if sign is not None) > 0].append(triad)
    least, sides = _divisions(actors, ties)
    camps = [_camps(actors, side) for side in sides]
    repairs = tuple(dict.fromkeys(_wrong(ties, camp) for camp, _ in camps))
    return Balance(tuple(triads[True]), tuple(triads[False]), least, tuple(camps), repairs[0], repairs)


def _checked(actors: Sequence[str], ties: Mapping[Pair, int]) -> dict[frozenset[str], int]:
    held: dict[frozenset[str], int] = {}
    for pair, sign in ties.items():
        unknown = [actor for actor in pair if actor not in actors]
        if unknown or len(set(pair)) < 2:
            raise ValueError(f"the tie {pair} needs two actors; they are {', '.join(actors)}")
        if sign not in (FRIEND, FOE):
            raise ValueError(f"the tie {pair} is {sign}; ties are 1 for friends and -1 for foes")
        if frozenset(pair) in held:
            raise ValueError(f"the tie {pair} is given twice")
        held[frozenset(pair)] = sign
    return held


def _divisions(actors: Sequence[str], ties: Mapping[Pair, int]) -> tuple[int, list[int]]:
    """Return the least number of wrong ties and every division that has it, as bits; the first actor is never in."""
    place = {actor: k for k, actor in enumerate(actors)}
    sides = np.arange(1 << max(0, len(actors) - 1), dtype=np.int64) << 1
    wrong = np.zeros(len(sides), dtype=np.int64)
    for (one, other), sign in ties.items():
        apart = ((sides >> place[one]) ^ (sides >> place[other])) & 1
        wrong += apart if sign == FRIEND else 1 - apart
    return int(wrong.min()), sides[wrong == wrong.min()].tolist()


def _camps(actors: Sequence[str], side: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first = tuple(actor for k, actor in enumerate(actors) if not side >> k & 1)
    return first, tuple(actor for actor in actors if actor not in first)


def _wrong(ties: Mapping[Pair, int], camp: tuple[str, ...]) -> tuple[Pair, ...]:
    return tuple(pair for pair, sign in ties.items() if _is_wrong(pair, sign, camp))


def _is_wrong(pair: Pair, sign: int, camp: tuple[str, ...]) -> bool:
    together = (pair[0] in camp) == (pair[1] in camp)
    return together != (sign == FRIEND)


def as_rows(model: Alliances) -> dict[str, Any]:
    """Return the alliances of a case as plain data; of camps and repairs at most 1,000 each, with their counts.

    A tie is under tension where it stands in unbalanced triads or in a smallest set of changes that leaves two camps.
    """
    ties = {row.between: FRIEND if row.sign == FRIENDS else FOE for row in model.ties}
    found = structural_balance(list(model.blocs), ties)
    return {
        "blocs": dict(model.blocs),
        "ties": [_tie(row, found) for row in model.ties],
        "balanced": [list(triad) for triad in found.balanced],
        "unbalanced": [list(triad) for triad in found.unbalanced],
        "degree": found.degree,
        "fewest_changes": found.frustration,
        "repairs": [[list(pair) for pair in repair] for repair in found.repairs[:MOST_SHOWN]],
        "repair_count": len(found.repairs),
        "camps": [[list(camp) for camp in camps] for camps in found.camps[:MOST_SHOWN]],
        "camp_count": len(found.camps),
    }


def _tie(row: Tie, found: Balance) -> dict[str, Any]:
    return {
        "between": list(row.between),
        "sign": row.sign,
        "unbalanced_triads": sum(set(row.between) <= set(triad) for triad in found.unbalanced),
        "repairs": sum(row.between in repair for repair in found.repairs),
        "why": row.why,
        "sources": list(row.sources),
        "coded": row.coded,
    }
