"""Proper scores: how far a forecast was from what happened; all are losses, 0 is best.

Functions take arrays with forecasts in front and bins, members or levels last, ``(..., k)``; `happened` is the index of
the bin that came true, ``(...)``. One number per name: the Brier score is the sum over bins; for two bins that is twice
the half-form, which has a name of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr


def half_brier(p: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Return ``(p - o)^2``, the binary half-form, 0 to 1; `happened` is true or false (Brier 1950).

    >>> float(half_brier(0.7, True).round(12))
    0.09
    """
    return (np.asarray(p, dtype=float) - np.asarray(happened, dtype=float)) ** 2


def brier(p: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Return ``sum_k (p_k - o_k)^2``, 0 to 2 (Brier 1950)."""
    return ((np.asarray(p, dtype=float) - _told(p, happened)) ** 2).sum(axis=-1)


def rps(p: ArrayLike, happened: ArrayLike, *, normalised: bool = False) -> np.ndarray:
    """Return the ranked probability score of ordered bins, the sum over cut points (Epstein 1969).

    ``sum_{k<K} (P_k - O_k)^2`` over cumulative probabilities; `normalised` divides by ``K - 1``.
    """
    apart = np.cumsum(np.asarray(p, dtype=float) - _told(p, happened), axis=-1)[..., :-1]
    total = (apart**2).sum(axis=-1)
    return total / apart.shape[-1] if normalised else total


def log_score(p: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Return ``-ln p`` of the bin that came true (Good 1952): infinite where it was called impossible."""
    held = np.take_along_axis(np.asarray(p, dtype=float), np.asarray(happened)[..., None], axis=-1)[..., 0]
    with np.errstate(divide="ignore"):
        return -np.log(held) + 0.0


def crps_normal(mean: ArrayLike, sd: ArrayLike, value: ArrayLike) -> np.ndarray:
    """Return the continuous ranked probability score of a normal forecast, in the unit of `value`.

    ``sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi))`` with ``z = (value - mean) / sd`` (Gneiting & Raftery 2007).

    >>> round(float(crps_normal(0.0, 1.0, 0.3)), 12)
    0.269332900687
    """
    scale = np.asarray(sd, dtype=float)
    z = (np.asarray(value, dtype=float) - mean) / scale
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    return scale * (z * (2.0 * ndtr(z) - 1.0) + 2.0 * density - 1.0 / np.sqrt(np.pi))


def crps_ensemble(members: ArrayLike, value: ArrayLike, *, fair: bool = False) -> np.ndarray:
    """Return the CRPS of an ensemble ``(..., m)``: ``mean |x - y| - mean |x - x'| / 2``.

    `fair` takes the second mean over pairs of different members, so that small ensembles are not favoured or punished
    for their size (Ferro 2014); it needs two members.
    """
    held = np.sort(np.asarray(members, dtype=float), axis=-1)
    m = held.shape[-1]
    near = np.abs(held - np.asarray(value, dtype=float)[..., None]).mean(axis=-1)
    # Sum over ordered pairs of |x_i - x_j| is 2 sum_i (2 i - m - 1) x_i for sorted x, i from 1.
    pairs = 2.0 * ((2.0 * np.arange(1, m + 1) - m - 1.0) * held).sum(axis=-1)
    return near - 0.5 * pairs / (m * (m - 1.0) if fair else m * m)


def quantile_score(quantiles: ArrayLike, levels: ArrayLike, value: ArrayLike) -> np.ndarray:
    """Return twice the mean pinball loss of quantiles ``(..., k)`` at `levels` ``(k,)``.

    ``2/k sum (1{y <= q} - a)(q - y)``; with many evenly spaced levels it nears the CRPS (Gneiting & Ranjan 2011).
    """
    above = np.asarray(quantiles, dtype=float) - np.asarray(value, dtype=float)[..., None]
    return 2.0 * (((above >= 0.0) - np.asarray(levels, dtype=float)) * above).mean(axis=-1)


def _told(p: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Return one at the bin that came true and zero elsewhere, in the shape of the forecasts."""
    return (np.arange(np.asarray(p).shape[-1]) == np.asarray(happened)[..., None]).astype(float)
