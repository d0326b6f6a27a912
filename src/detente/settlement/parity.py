"""Readings of other programs, for comparison with them alone; never the default."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.settlement.space import Space


def disagreement_at_least_minimum(space: Space) -> Space:
    """Return a space whose no-deal values are at least the least utility that any settlement gives.

    NegMAS (0.16) takes the larger of the reservation value and the least utility as the disagreement point. Exclusions
    and red lines are not looked at.
    """
    least = np.minimum.reduceat(space.worth, space.start[:-1], axis=2).sum(axis=2)
    return replace(space, reserve=np.where(space.valued, np.maximum(space.reserve, least), space.reserve))
