"""The frontier of one or two parties over the zone of many, point by point with branch and bound.

The next point gives the first party the most that is left once the second must get more than at the point before
(epsilon-constraint method: Haimes, Lasdon & Wismer 1971). What a frontier of all parties would need in memory is never
made; `kernels.merge` does the same where its partial settlements fit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.kernels import problem
from detente.kernels.branch import Question
from detente.kernels.count import in_zone
from detente.kernels.merge import FrontTooLarge
from detente.kernels.problem import parts_of, room_for
from detente.kernels.size import NODE_CAP, SWEPT_POINTS, SWEPT_TIES
from detente.kernels.table import Table, pieces


class Swept(NamedTuple):
    """A frontier in falling order of the first party: how many settlements share each point, and the first of them.

    ``picks[k]`` are columns ``(min(counts[k], 1000), I)``.
    """

    counts: list[int]
    picks: list[np.ndarray]


def sweep(table: Table, rows: list[int], *, limit: int = SWEPT_POINTS, kept: int = SWEPT_TIES) -> Swept:
    """Return the frontier of the zone, in a table of one draw, for one or two parties, given by their rows.

    Raises `FrontTooLarge` beyond `limit` points, where a search meets the node cap, and where the settlements that
    share a point are more than `kept` and cannot be counted exactly.
    """
    parts = parts_of(table, pieces(table, table.allowed[0]))
    ask = Question(table, parts, kept, NODE_CAP, room_for(table, parts))
    first, last = rows[0], rows[-1]
    found, reserve = Swept([], []), table.reserve.copy()
    while True:
        most, _ = _best(ask, reserve, first)
        if most is None:
            return found
        if len(found.counts) == limit:
            raise FrontTooLarge(f"the frontier has more than {limit:,} points")
        here = reserve.copy()
        here[0, first] = most
        most, picks = _best(ask, here, last)
        if most is None:
            raise ArithmeticError("a settlement that was found is not found again")
        here[0, last] = most
        found.counts.append(len(picks) if len(picks) < kept else _shared(table, here))
        found.picks.append(picks)
        if first == last:
            return found
        reserve[0, last] = most + 1


def _best(ask: Question, reserve: np.ndarray, row: int) -> tuple[int | None, np.ndarray]:
    """Return the largest sum of gains of one party where all get their `reserve`, and settlements that give it.

    None where nobody can be given that much. Where more nearly tie than are kept, the largest is asked for once more.
    """
    alone = np.zeros(reserve.shape)
    alone[0, row] = 1.0
    best, picks = None, np.zeros((0, ask.table.issues), dtype=np.int64)
    least = reserve.copy()
    while True:
        asked = replace(ask, table=ask.table._replace(reserve=least))
        optima = asked.best(problem.SUM, np.ones(1, dtype=bool), power=alone)
        ties = int(optima.ties[0])
        if optima.rest[0] > -np.inf:
            raise FrontTooLarge(f"a point of the frontier needs more than {ask.cap:,} nodes")
        if not ties:
            return best, picks
        surplus = optima.surplus[0, : min(ties, ask.kept), row]
        picks = optima.pick[0, : surplus.size][surplus == surplus.max()]
        picks = picks[np.lexsort(picks.T[::-1])]
        best = int(surplus.max() + least[0, row])
        if ties <= ask.kept:
            return best, picks
        least[0, row] = best + 1


def _shared(table: Table, reserve: np.ndarray) -> int:
    """Return how many settlements give all parties their `reserve`."""
    found = in_zone(table._replace(reserve=reserve), rng=np.random.default_rng(0))
    if not found.exact:
        raise FrontTooLarge("the settlements that share a point of the frontier cannot be counted")
    return int(found.value)
