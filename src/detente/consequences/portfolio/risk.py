"""What a portfolio gains and loses under weights of scenarios: mean, VaR, CVaR and who contributes how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.kernels.ranges import within

DISCLAIMER = "scenario arithmetic, not advice"


@dataclass(frozen=True, slots=True)
class TailRisk:
    """Loss that is passed with probability 1 - level, and the mean loss of that worst part; both positive for losses.

    `tail` ``(J,)`` are the weights within the worst part, which sum to one.
    """

    var: float
    cvar: float
    tail: np.ndarray


@dataclass(frozen=True, slots=True)
class PortfolioRisk:
    """A portfolio under weights.

    Parameters
    ----------
    mean, volatility
        Of the return.
    risk
        VaR and CVaR.
    to_mean, to_cvar
        ``(N,)``: what every holding adds; they sum to `mean` and to the CVaR.
    """

    mean: float
    volatility: float
    risk: TailRisk
    to_mean: np.ndarray
    to_cvar: np.ndarray


def tail_risk(profit: np.ndarray, q: np.ndarray, *, level: float = 0.95) -> TailRisk:
    """Return VaR and CVaR of ``profit (J,)`` under weights; the scenario at the edge counts in part.

    The mean of the worst 1 - level of probability: Acerbi & Tasche 2002 (from memory), which is coherent with weights.

    Examples
    --------
    >>> found = tail_risk(np.array([-4.0, -1.0, 1.0, 2.0]), np.full(4, 0.25), level=0.5)
    >>> found.var, found.cvar
    (1.0, 2.5)
    """
    part = 1.0 - float(within("level", level, 0.0, 1.0, "[)"))
    order = np.argsort(profit, kind="stable")
    before = np.cumsum(q[order]) - q[order]
    inside = np.clip(part - before, 0.0, q[order])
    tail = np.zeros(len(q))
    tail[order] = inside / inside.sum()
    edge = order[np.flatnonzero(inside > 1e-15)[-1]]
    return TailRisk(float(-profit[edge]), float(-(tail @ profit)), tail)


def portfolio_risk(returns: np.ndarray, weights: np.ndarray, q: np.ndarray, *, level: float = 0.95) -> PortfolioRisk:
    """Return the risk of weights ``(N,)`` on ``returns (J, N)`` under scenario weights ``q (J,)``.

    A holding's part of the CVaR is its mean loss in the portfolio's worst part (Euler): the parts sum to the whole.
    """
    profit = returns @ weights
    mean = float(q @ profit)
    risk = tail_risk(profit, q, level=level)
    volatility = float(np.sqrt(q @ (profit - mean) ** 2))
    return PortfolioRisk(mean, volatility, risk, (q @ returns) * weights, -(risk.tail @ returns) * weights)


def defensive_table(
    returns: np.ndarray, prior: np.ndarray, posteriors: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:  # fmt: skip
    """Return by how much the mean of every asset moves against the prior under every scenario, ``(N,)``."""
    return {name: (q - prior) @ returns for name, q in posteriors.items()}
