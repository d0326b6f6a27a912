"""A view on the mean of the worst outcomes (CVaR), which is not linear in the weights.

With the tail fixed as the scenarios with a loss of at least eta, the view is two linear ones: the tail has mass 1 -
level, and its mean loss is the target. Then the mean of the worst 1 - level is the target exactly. Which eta costs
least relative entropy is searched in one dimension.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.consequences.portfolio.pooling import Pooled, pool
from detente.consequences.portfolio.risk import tail_risk
from detente.consequences.portfolio.views import AT_LEAST, AT_MOST, EQUAL, View

GRID = 24
LEAST_WINDOW = 3


def pool_with_tail(
    prior: np.ndarray, views: Sequence[View], loss: np.ndarray, tail: tuple[str, float], *, level: float = 0.95
) -> Pooled:  # fmt: skip
    """Return the weights that meet all views and ``CVaR_level(loss) sense target``; `tail` is (sense, target).

    An inequality that the other views already meet changes nothing; one that they miss holds as an equality. The search
    takes the best of a grid of thresholds and closes in around it; ties in losses are one threshold.

    Raises
    ------
    ValueError
        When no threshold can give the target: it is not below the largest loss, or nothing lies below it.
    """
    sense, target = tail
    plain = pool(prior, views)
    held = tail_risk(-loss, plain.q, level=level).cvar
    if (sense == AT_MOST and held <= target) or (sense == AT_LEAST and held >= target):
        return plain
    thresholds = np.unique(loss)[1:]
    thresholds = thresholds[thresholds < target]
    if not thresholds.size or target >= loss.max():
        raise ValueError(
            f"CVaR: {target:g} is not between the losses of the scenarios, {loss.min():g} to {loss.max():g}"
        )
    found: dict[int, Pooled] = {}
    low, high = 0, len(thresholds) - 1
    while True:
        tried = np.unique(np.linspace(low, high, GRID).round().astype(int))
        for k in map(int, tried):
            if k not in found:
                found[k] = pool(prior, [*views, *_tail_views(loss, float(thresholds[k]), target, level)])
        best = min(found, key=lambda k: (bool(found[k].slack.any()), found[k].relative_entropy))
        if high - low < GRID:
            return found[best]
        step = max((high - low) // (GRID - 1), 1) + LEAST_WINDOW
        low, high = max(best - step, 0), min(best + step, len(thresholds) - 1)


def _tail_views(loss: np.ndarray, threshold: float, target: float, level: float) -> tuple[View, View]:
    inside = (loss >= threshold).astype(float)
    mass, mean = View("mass of the tail", inside, EQUAL, 1.0 - level), loss * inside
    return mass, View("mean of the tail", mean, EQUAL, (1.0 - level) * target)
