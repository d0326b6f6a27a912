"""Whether the moment is ripe: a stalemate that hurts each principal, and a way out that they see.

After Zartman 2000 (mutually hurting stalemate and way out, from memory): ripe when the perceived zone is not empty and
the no-deal value of every principal falls. A diagnosis, not a forecast: ripe moments pass unused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Ripeness:
    """Ripeness over the draws.

    Parameters
    ----------
    parties
        Ids of the principals.
    slope
        ``(D, P)``: change of each no-deal value, points a year.
    way_out
        ``(D,)`` bool: the perceived zone is not empty.
    """

    parties: tuple[str, ...]
    slope: np.ndarray
    way_out: np.ndarray

    @property
    def hurting(self) -> np.ndarray:
        """``(D, P)`` bool: the party has less without a deal from day to day."""
        return self.slope < 0.0

    @property
    def ripe(self) -> np.ndarray:
        """``(D,)`` bool: all are hurting and there is a way out."""
        return self.hurting.all(axis=1) & self.way_out

    def rows(self) -> list[dict[str, Any]]:
        """Return a plain row for each party: its slope (median and 5-95 %) and the share of draws in which it hurts."""
        low, middle, high = np.quantile(self.slope, [0.05, 0.5, 0.95], axis=0)
        hurting = self.hurting.mean(axis=0)
        return [
            {
                "party": party,
                "slope": float(middle[p]),
                "low": float(low[p]),
                "high": float(high[p]),
                "hurting": float(hurting[p]),
                "waits": bool(hurting[p] < 0.5),
            }
            for p, party in enumerate(self.parties)
        ]


def slope(values: ArrayLike, years: ArrayLike) -> np.ndarray:
    """Return the least-squares change a year of no-deal values ``(..., T)`` read at `years` ``(T,)``.

    Raises
    ------
    ValueError
        With fewer than two different times: nothing rises or falls at one.

    Examples
    --------
    >>> float(slope([60, 58, 53], [0, 1, 2]))
    -3.5
    """
    times = np.asarray(years, dtype=float)
    if np.unique(times).size < 2:
        raise ValueError("years: at least two different times are needed")
    off = times - times.mean()
    return (np.asarray(values, dtype=float) * off).sum(axis=-1) / (off**2).sum()


def ripeness(parties: Sequence[str], slopes: ArrayLike, way_out: ArrayLike) -> Ripeness:
    """Return the diagnosis; `slopes` ``(D, P)`` points a year, `way_out` ``(D,)``: the perceived zone is open."""
    change, seen = np.atleast_2d(np.asarray(slopes, dtype=float)), np.atleast_1d(np.asarray(way_out, dtype=bool))
    if change.shape[1] != len(parties):
        raise ValueError(f"slopes: {change.shape[1]} columns for {len(parties)} parties")
    return Ripeness(tuple(parties), change, np.broadcast_to(seen, change.shape[:1]))
