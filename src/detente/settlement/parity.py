"""Readings of other programs, for comparison with them alone; never the default."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.kernels.furthest import furthest
from detente.settlement.interactions import without_exclusions
from detente.settlement.space import Space, table


def disagreement_at_least_minimum(space: Space) -> Space:
    """Return a space of one draw whose no-deal values are at least the least utility that any settlement gives.

    NegMAS (0.16) takes the larger of the reservation value and the least utility as the disagreement point. Exclusions
    and red lines are not looked at.
    """
    signers = np.flatnonzero(space.required & space.valued)
    held = table(without_exclusions(space), red_lines=False)
    reserve = space.reserve.copy()
    reserve[0, signers] = np.maximum(reserve[0, signers], -furthest(held._replace(gain=-held.gain)))
    return replace(space, reserve=reserve)
