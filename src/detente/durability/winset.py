"""Two-level games on one axis: what a ratifier accepts, and what its negotiator brings home (Putnam 1988)."""

from __future__ import annotations

from typing import Any

import numpy as np

TOUCHING = 1e-12
"""Win-sets that are this little apart meet in one point: their ends are rounded."""


def win_set(ideal: Any, reversion: Any) -> np.ndarray:
    """Return the win-set of a ratifier that loses ``|x - ideal|``, ``(..., 2)``: its low and its high end.

    It accepts what is no worse than the reversion: ``|x - ideal| <= |reversion - ideal|``. The ends are not cut to the
    axis. Source: Putnam 1988; Romer & Rosenthal 1978 (from memory).

    Examples
    --------
    >>> win_set(0.25, 0.75)
    array([-0.25,  0.75])
    """
    centre, held = np.broadcast_arrays(np.asarray(ideal, dtype=float), np.asarray(reversion, dtype=float))
    mirrored = 2.0 * centre - held
    return np.stack([np.minimum(held, mirrored), np.maximum(held, mirrored)], axis=-1)


def agreement(ideal: Any, win_sets: np.ndarray, *, axis: tuple[float, float] = (0.0, 1.0)) -> np.ndarray:
    """Return the point nearest to a negotiator's ideal that every ratifier accepts; NaN where there is none.

    `win_sets` is ``(..., ratifiers, 2)``; `axis` holds the ends of the issue. Nobody else has a say, so a negotiator
    with a hawkish ratifier of its own brings home more against a counterpart that must agree to it: the Schelling
    conjecture (Schelling 1960, by way of Putnam 1988).

    Examples
    --------
    >>> float(agreement(1.0, win_set([0.25], [0.75])))
    0.75
    """
    held = np.asarray(win_sets, dtype=float)
    low = np.maximum(held[..., 0].max(axis=-1), axis[0])
    high = np.minimum(held[..., 1].min(axis=-1), axis[1])
    return np.where(low <= high + TOUCHING, np.clip(ideal, low, np.maximum(low, high)), np.nan)
