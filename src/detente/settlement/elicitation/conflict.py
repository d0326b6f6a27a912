"""Which statements contradict each other: the smallest sets of them that no point obeys.

A set of statements that cannot all be met must share a statement with what is left out of every largest set that can.
So the smallest set that meets all these leftovers is looked for by an integer program; where it can be met, it is
grown to a largest one, whose leftover joins the list. The first that cannot be met is a smallest contradiction
(the implicit hitting sets of Ignatiev, Previti, Liffiton and Marques-Silva 2015, from memory).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.settlement.elicitation.polytope import Polytope

MOST_SETS = 20
MOST_ROUNDS = 2_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """The smallest contradictions.

    Parameters
    ----------
    sets
        Places of statements, each set of the same least number; no point obeys all of one set, whichever it is.
    more
        Whether there are further ones of that size.
    """

    sets: tuple[tuple[int, ...], ...]
    more: bool


def conflict(held: Polytope) -> Conflict:
    """Return every smallest set of statements that contradict each other, at most `MOST_SETS`.

    Raises
    ------
    TooLarge
        When the search takes more than `MOST_ROUNDS` steps.
    """
    count = len(held.groups)
    leftovers: list[np.ndarray] = []
    found: list[tuple[int, ...]] = []
    for _ in range(MOST_ROUNDS):
        chosen = _hitting(count, leftovers, found)
        if chosen is None or (found and len(chosen) > len(found[0])):
            return Conflict(tuple(sorted(found)), more=False)
        if held.only(chosen).consistent:
            leftovers.append(_leftover(held, chosen))
        elif len(found) == MOST_SETS:
            return Conflict(tuple(sorted(found)), more=True)
        else:
            found.append(chosen)
    raise TooLarge(f"the smallest contradiction among {count} statements was not found; take some statements away")


def _leftover(held: Polytope, chosen: tuple[int, ...]) -> np.ndarray:
    """Return which statements are left out of a largest consistent set that holds those chosen."""
    kept = [*chosen]
    for k in range(len(held.groups)):
        if k not in chosen and held.only([*kept, k]).consistent:
            kept.append(k)
    out = np.ones(len(held.groups))
    out[kept] = 0.0
    return out


def _hitting(
    count: int, leftovers: list[np.ndarray], found: list[tuple[int, ...]]
) -> tuple[int, ...] | None:  # fmt: skip
    """Return a smallest set that shares a member with every leftover and holds none of those found; None without one.

    A leftover that is empty has no such set: then all statements can be met.
    """
    from scipy.optimize import milp

    if not leftovers and not found:
        return ()
    rows = np.zeros((len(leftovers) + len(found), count))
    least, most = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
    for k, out in enumerate(leftovers):
        rows[k], least[k] = out, 1.0
    for k, taken in enumerate(found, start=len(leftovers)):
        rows[k, list(taken)], most[k] = 1.0, len(taken) - 1.0
    program: Any = milp
    solved = program(
        np.ones(count),
        constraints=(rows, least, most),
        integrality=np.ones(count),
        bounds=(0, 1),
    )
    return tuple(np.flatnonzero(solved.x > 0.5).tolist()) if solved.status == 0 else None
