"""Solution concepts: rules that choose settlements from the zone, with every tie.

Nash (1950): largest product of surpluses; weighted by leverage, Harsanyi & Selten (1972). Kalai & Smorodinsky (1975):
leximin of surplus over the best surplus in the zone, for several parties Imai (1983). Egalitarian: leximin of surplus,
Kalai (1977). Utilitarian: largest sum. The last two compare points between parties; say so wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from detente.kernels import solve as search
from detente.settlement.judge import Judged, judge_all
from detente.settlement.space import Space, table

LISTED = 1000
LEXIMIN_STANDS_IN = "no settlement gives every party a strict gain: the leximin settlements are shown"


class Gains(NamedTuple):
    """A settlement as the concepts see it, each ``(P,)`` over the parties that bargain, in points.

    `surplus` over the no-deal value, the best such surplus in the zone (`ideal`), `utility`, and `leverage`.
    """

    surplus: np.ndarray
    ideal: np.ndarray
    utility: np.ndarray
    leverage: np.ndarray


def _least_share(gains: Gains) -> float:
    """Return the least surplus as a share of the best, over the parties that can gain at all; 0 if none can."""
    can = gains.ideal > 0
    return float((gains.surplus[can] / gains.ideal[can]).min()) if can.any() else 0.0


def _log_mean(gains: Gains) -> float:
    return float((gains.leverage / gains.leverage.sum() * np.log(gains.surplus)).sum())


@dataclass(frozen=True, slots=True)
class Concept:
    """A solution concept: its id, its row in the kernels, its name, what to know before reading it, what it maximises.

    `objective` takes settlements that are optimal, `unit` is that of its value.
    """

    id: str
    row: int
    name: str
    about: str
    unit: str
    objective: Callable[[Gains], float]


CONCEPTS = (
    Concept(
        "nash", search.NASH, "Nash", "largest product of surpluses in the zone; needs no comparison between parties",
        "product of surpluses in points", lambda gains: float(gains.surplus.prod()),
    ),
    Concept(
        "nash_by_leverage", search.WEIGHTED_NASH, "Nash by leverage", "as Nash, with leverage as exponent",
        "mean log surplus, weighted by leverage", _log_mean,
    ),
    Concept(
        "kalai_smorodinsky", search.KALAI_SMORODINSKY, "Kalai-Smorodinsky",
        "evens out each party's surplus as a share of the best it could get in the zone",
        "least share of the best surplus", _least_share,
    ),
    Concept(
        "egalitarian", search.EGALITARIAN, "egalitarian", "evens out surpluses; compares points between parties",
        "least surplus in points", lambda gains: float(gains.surplus.min()),
    ),
    Concept(
        "utilitarian", search.UTILITARIAN, "utilitarian", "largest sum of utilities; compares points between parties",
        "sum of utilities in points", lambda gains: float(gains.utility.sum()),
    ),
)  # fmt: skip
UNITS = {concept.id: concept.unit for concept in CONCEPTS}
"""What the value of each concept measures, and in which unit."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The settlements that one concept chooses in one draw.

    `settlements` lists the ties (at most 1,000), `ties` counts them; both are empty when the zone is. `value` is the
    concept's objective at the optimum, None where leximin stands in for it; `slack` is 0 where that is proven, else the
    distance to the best open bound.
    """

    concept: str
    value: float | None
    settlements: tuple[Judged, ...]
    ties: int
    flag: str = ""
    slack: float = 0.0

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "objective": UNITS[self.concept],
            "settlements": [settlement.to_dict() for settlement in self.settlements],
            "ties": self.ties,
            "flag": self.flag,
            "slack": self.slack,
        }


def solutions(space: Space, solved: search.Solved | None = None) -> dict[str, Solution]:
    """Return what every concept chooses in a space of one draw.

    `solved` is the space solved with `LISTED` ties kept, where the caller has it.
    """
    solved = search.solve(table(space), kept=LISTED) if solved is None else solved
    return {concept.id: _solution(space, concept, solved) for concept in CONCEPTS}


def nash(space: Space) -> Solution:
    """Return the Nash solution of a space of one draw: the largest product of surpluses (Nash 1950)."""
    return solutions(space)["nash"]


def kalai_smorodinsky(space: Space) -> Solution:
    """Return the Kalai-Smorodinsky solution of a space of one draw: leximin of surplus over best surplus."""
    return solutions(space)["kalai_smorodinsky"]


def egalitarian(space: Space) -> Solution:
    """Return the egalitarian solution of a space of one draw (leximin of surpluses; Kalai 1977)."""
    return solutions(space)["egalitarian"]


def utilitarian(space: Space) -> Solution:
    """Return the utilitarian solution of a space of one draw: the largest sum of utilities in the zone."""
    return solutions(space)["utilitarian"]


def _solution(space: Space, concept: Concept, solved: search.Solved) -> Solution:
    ties = int(solved.ties[0, concept.row])
    if ties == 0 or solved.gap[0] < 0:
        return Solution(concept.id, None, (), 0)
    picks = solved.pick[0, concept.row, : min(ties, LISTED)]
    settlements = judge_all(space, picks)
    slack = float(solved.slack[0, concept.row])
    if solved.flagged[0, concept.row]:
        return Solution(concept.id, None, settlements, ties, LEXIMIN_STANDS_IN, slack)
    value = concept.objective(_gains(space, solved, concept.row))
    return Solution(concept.id, value, settlements, ties, slack=slack)


def _gains(space: Space, solved: search.Solved, row: int) -> Gains:
    rows = space.required & space.valued
    scale, surplus = space.scale[0, rows], solved.surplus[0, row, 0]
    utility = (surplus + space.reserve[0, rows]) / scale
    return Gains(surplus / scale, solved.ideal[0] / scale, utility, space.leverage[0, rows])
