"""The zone of a small case, settlement by settlement."""

from __future__ import annotations

from math import prod

import numpy as np

from detente.case.fault import TooLarge
from detente.settlement.space import Space

MOST = 200_000
"""Settlements that are looked at one by one; larger spaces are only ever counted and searched."""


def zone_settlements(space: Space, *, draw: int = 0) -> np.ndarray:
    """Return the settlements that every required party accepts in a draw, a column per issue: ``(n, I)``.

    Raises
    ------
    TooLarge
        When there are more settlements to look at than `MOST`, or issues hang together by interactions.
    """
    ends = space.start.tolist()
    sizes = [high - low for low, high in zip(ends[:-1], ends[1:], strict=True)]
    if space.switches or prod(sizes) > MOST:
        raise TooLarge(f"the zone is listed for at most {MOST:,} settlements of issues without interactions")
    grid = np.indices(sizes).reshape(len(sizes), -1).T + np.array(ends[:-1])
    worth, barred = (held[draw][space.required] for held in (space.worth, space.barred))
    surplus = worth[:, grid].sum(axis=2) - space.reserve[draw][space.required][:, None]
    willing = (surplus >= 0) | ~space.valued[space.required][:, None]
    kept = (willing & ~barred[:, grid].any(axis=2)).all(axis=0)
    for forbidden in space.forbidden:
        kept &= ~np.array([(grid == column).any(axis=1) for column in forbidden]).all(axis=0)
    return grid[kept]
