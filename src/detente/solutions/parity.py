"""Solution rules of other programs, for comparison with them alone; never the default."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from detente.kernels import merge
from detente.kernels.furthest import furthest
from detente.settlement.interactions import without_exclusions
from detente.settlement.judge import judge_all
from detente.settlement.space import Space, table
from detente.solutions.concepts import LISTED, Solution


def smallest_spread(space: Space) -> Solution:
    """Return the efficient settlements of the zone whose shares of the best surplus lie closest together.

    NegMAS (0.16) reads Kalai-Smorodinsky so: the smallest difference of largest and least share, not the largest least
    share, and the best over all settlements, not over the zone. Its value is that difference. Parties that cannot gain
    are left out; exclusions are not looked at for the best.
    """
    held = table(space)
    front = merge.merge(held)
    if not len(front.points):
        return Solution("kalai_smorodinsky", None, (), 0)
    ideal = furthest(table(without_exclusions(space))) - held.reserve[0]
    active = np.flatnonzero(ideal > 0)
    spreads = [_spread(point[active].tolist(), ideal[active].tolist()) for point in front.points]
    least = min(spreads)
    rows = np.flatnonzero([spread == least for spread in spreads])
    picks, _ = merge.settlements(front, rows, limit=LISTED)
    ties = sum(merge.counts(front)[rows].tolist())
    return Solution("kalai_smorodinsky", float(least), judge_all(space, picks), ties)


def _spread(point: list[int], ideal: list[int]) -> Fraction:
    shares = [Fraction(surplus, best) for surplus, best in zip(point, ideal, strict=True)]
    return max(shares) - min(shares) if shares else Fraction(0)
