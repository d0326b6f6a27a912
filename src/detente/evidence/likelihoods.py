"""What an item says about the hypotheses: log-likelihoods, mixed over the reliability of who reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.evidence import Bearing
from detente.case.quantity import Quantity, exactly

SURE = exactly(1.0)
"""Reliability of what one sees oneself."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item, weighed; K hypotheses.

    Parameters
    ----------
    log
        ``(K,)`` log-likelihoods at mid, up to a common constant.
    most
        ``(K, K)`` greatest that the log of the likelihood of row over column can be within all ranges; the least is
        minus its transpose. At least the difference at mid; 0 on the diagonal.
    """

    log: np.ndarray
    most: np.ndarray


def mixed_ratio(reliability: float, sens: float, fpr: float, noise: float) -> float:
    """Return the likelihood ratio of a report by a source that is only sometimes reliable.

    ``(r sens + (1 - r) n) / (r fpr + (1 - r) n)``: with probability r the report reflects what is so, otherwise it
    comes with probability n whatever is so.

    Examples
    --------
    >>> round(mixed_ratio(0.7, 0.9, 0.1, 0.3), 12)
    4.5
    """
    other = (1.0 - reliability) * noise
    return (reliability * sens + other) / (reliability * fpr + other)


def weigh(
    bears: Bearing, hypotheses: Sequence[str], reliability: Quantity = SURE, noise: float | None = None
) -> Weighed:
    """Return the weight of an item for hypotheses.

    Without `noise` an unreliable source says it with the geometric mean of its greatest and least likelihood at mid,
    so that support and denial of one strength count alike; a bare ratio R is the pair sqrt(R) and 1 / sqrt(R), noise 1.

    Raises
    ------
    ValueError
        When the item says nothing about them.
    """
    if not bears.tells:
        raise ValueError("it says nothing about the hypotheses")
    low, mid, high = (_likelihoods(bears, hypotheses, end) for end in ("low", "mid", "high"))
    flat = float(np.sqrt(mid.max() * mid.min())) if noise is None else noise
    most = np.maximum(*(_pairs(high, low, flat, r) for r in (reliability.low, reliability.high)))
    if bears.on:
        _alike(most, hypotheses.index(bears.on))
    np.fill_diagonal(most, 0.0)
    return Weighed(np.log(_mixed(mid, flat, reliability.mid)), most)


def _mixed(likelihood: np.ndarray, noise: float, reliability: float) -> np.ndarray:
    return reliability * likelihood + (1.0 - reliability) * noise


def _pairs(high: np.ndarray, low: np.ndarray, noise: float, reliability: float) -> np.ndarray:
    return np.log(_mixed(high, noise, reliability))[:, None] - np.log(_mixed(low, noise, reliability))[None, :]


def _alike(most: np.ndarray, on: int) -> None:
    """Set to 0 what an item on one hypothesis says among the others: nothing."""
    others = np.arange(len(most)) != on
    most[np.ix_(others, others)] = 0.0


def _likelihoods(bears: Bearing, hypotheses: Sequence[str], end: str) -> np.ndarray:
    """Return the likelihood of an item under every hypothesis at one end of its ranges.

    The ends of a ratio are those of its numerator: `low` of the one, with the others as high as that makes them.
    """
    if bears.likelihoods:
        return np.array([getattr(bears.likelihoods[key], end) for key in hypotheses])
    one, rest = _one_and_rest(bears, end)
    return np.array([one if key == bears.on else rest for key in hypotheses])


def _one_and_rest(bears: Bearing, end: str) -> tuple[float, float]:
    if bears.ratio is not None:
        other = {"low": "high", "mid": "mid", "high": "low"}[end]
        return float(np.sqrt(getattr(bears.ratio, end))), float(1.0 / np.sqrt(getattr(bears.ratio, other)))
    if bears.sens is None or bears.fpr is None:
        raise ValueError("it has neither a ratio nor sens and fpr")
    return getattr(bears.sens, end), getattr(bears.fpr, end)
