"""Solution concepts: rules that choose settlements from the zone, with every tie.

Nash (1950): largest product of surpluses; weighted by leverage, Harsanyi & Selten (1972). Kalai & Smorodinsky (1975):
leximin of surplus over the best surplus in the zone, for several parties Imai (1983). Egalitarian: leximin of surplus,
Kalai (1977). Utilitarian: largest sum. The last two compare points between parties; say so wherever they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.kernels import solve as search
from detente.settlement.judge import Judged, judge
from detente.settlement.space import Space, table

LISTED = 1000
LEXIMIN_STANDS_IN = "no settlement gives every party a strict gain: the leximin settlements are shown"


@dataclass(frozen=True, slots=True)
class Concept:
    """A solution concept: its id, its row in the kernels, its name, and what to know before reading it."""

    id: str
    row: int
    name: str
    about: str


CONCEPTS = (
    Concept("nash", search.NASH, "Nash", "largest product of surpluses; needs no comparison between parties"),
    Concept("nash_by_leverage", search.WEIGHTED_NASH, "Nash by leverage", "as Nash, with leverage as exponent"),
    Concept(
        "kalai_smorodinsky",
        search.KALAI_SMORODINSKY,
        "Kalai-Smorodinsky",
        "evens out each party's surplus as a share of the best it could get in the zone",
    ),  # fmt: skip
    Concept("egalitarian", search.EGALITARIAN, "egalitarian", "evens out surpluses; compares points between parties"),
    Concept(
        "utilitarian", search.UTILITARIAN, "utilitarian", "largest sum of utilities; compares points between parties"
    ),
)


@dataclass(frozen=True, slots=True)
class Solution:
    """The settlements that one concept chooses in one draw.

    `settlements` lists the ties (at most 1,000), `ties` counts them; both are empty when the zone is. `value` is the
    concept's objective at the optimum; `slack` is 0 where that is proven, else the distance to the best open bound.
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
            "settlements": [settlement.to_dict() for settlement in self.settlements],
            "ties": self.ties,
            "flag": self.flag,
            "slack": self.slack,
        }


def solutions(space: Space) -> dict[str, Solution]:
    """Return what every concept chooses in a space of one draw."""
    held = table(space)
    solved = search.solve(held, kept=LISTED)
    return {concept.id: _solution(space, concept, solved, held.scale[0]) for concept in CONCEPTS}


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


def _solution(space: Space, concept: Concept, solved: search.Solved, scale: np.ndarray) -> Solution:
    ties = int(solved.ties[0, concept.row])
    if ties == 0 or solved.gap[0] < 0:
        return Solution(concept.id, None, (), 0)
    picks = solved.pick[0, concept.row, : min(ties, LISTED)]
    settlements = tuple(judge(space, pick) for pick in picks)
    points = solved.surplus[0, concept.row, 0] / scale
    flagged = bool(solved.flagged[0, concept.row])
    value = _objective(concept, points, space)
    slack = float(solved.slack[0, concept.row])
    return Solution(concept.id, value, settlements, ties, LEXIMIN_STANDS_IN if flagged else "", slack)


def _objective(concept: Concept, points: np.ndarray, space: Space) -> float:
    """Return the product of surpluses, their weighted log sum, the least, or the sum, in points."""
    if concept.row == search.NASH:
        return float(points.prod())
    if concept.row == search.WEIGHTED_NASH:
        power = space.leverage[0, space.required & space.valued]
        return float((power / power.sum() * np.log(points)).sum()) if (points > 0).all() else 0.0
    return float(points.sum() if concept.row == search.UTILITARIAN else points.min())
