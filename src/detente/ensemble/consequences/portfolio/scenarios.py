"""Rows of the answer by scenario: gains and losses, their tail, who contributes, how far the past carries them."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import ALWAYS
from detente.consequences.portfolio.pooling import pool
from detente.consequences.portfolio.risk import portfolio_risk, tail_risk
from detente.consequences.portfolio.series import catalogue
from detente.consequences.portfolio.views import EQUAL, mean_view
from detente.consequences.portfolio.weighing import gaussian
from detente.ensemble.consequences.portfolio.asked import Weighed
from detente.ensemble.consequences.portfolio.views import drawn_views

RANGE_DRAWS = 100
"""Draws of the drivers over which the range of a mean is taken."""
ENDS = (0.05, 0.95)


def scenario_rows(held: Weighed) -> list[dict[str, Any]]:
    """Return one row per scenario, in the order of the odds."""
    odds, case = held.world.odds, held.world.case
    names = {row.id: row.name for row in case.scenarios} | ALWAYS
    spread, before = _ranges(held), float(held.weighing.prior.p @ held.profit)
    return [
        {
            "id": key,
            "name": names[key],
            "probability": float(p),
            "se": float(se),
            **(found := risk_row(held, held.posteriors[key])),
            "change": found["mean"] - before,
            "part": float(p) * found["mean"],
            **dict(zip(("low", "high"), spread[key], strict=True)),
            **_fit(held, key),
        }
        for key, p, se in zip(odds.ids, odds.chance, odds.se, strict=True)
    ]


def risk_row(held: Weighed, q: np.ndarray) -> dict[str, Any]:
    """Return gains, losses, contributions and diversification under weights of the windows."""
    found = portfolio_risk(held.returns, held.weights, q, level=held.asked.level)
    held_rows = held.asked.holdings.rows
    total = held.asked.holdings.total
    parts = zip(held_rows, found.to_mean, found.to_cvar, strict=True)
    money = {"mean": found.mean, "var": found.risk.var, "cvar": found.risk.cvar}
    return {
        "mean": found.mean,
        "volatility": found.volatility,
        "var": found.risk.var,
        "cvar": found.risk.cvar,
        "loses": float(q @ (held.profit < 0.0)),
        "amounts": None if total is None else {key: value * total / 100.0 for key, value in money.items()},
        "contributions": [{"asset": row.asset, "mean": float(m), "cvar": float(c)} for row, m, c in parts],
        "diversification": _diversification(held, q, found.volatility),
    }


def _diversification(held: Weighed, q: np.ndarray, volatility: float) -> dict[str, Any]:
    """Return how much less the whole moves than its holdings would apart."""
    own = held.returns * held.weights
    alone = np.sqrt(np.maximum(q @ own**2 - (q @ own) ** 2, 0.0))
    tails = [tail_risk(column, q, level=held.asked.level).cvar for column in own.T]
    return {
        "volatility_apart": float(alone.sum()),
        "ratio": float(alone.sum() / volatility) if volatility > 0.0 else None,
        "cvar_apart": float(np.sum(tails)),
    }


def _fit(held: Weighed, key: str) -> dict[str, Any]:
    """Return how well the views of a scenario are met, and the second engine's word on them."""
    found, views = held.weighing.pooled[key], held.weighing.views[key]
    return {
        "effective": found.effective,
        "windows": windows(found.q),
        "relative_entropy": found.relative_entropy,
        "error": found.error,
        "slack": {row.series: float(s) for row, s in zip(views, found.slack, strict=True) if s},
        "warnings": [*found.warnings, *_few(windows(found.q))],
        "gaussian": _second(held, key),
    }


def windows(q: np.ndarray) -> float:
    """Return how many windows carry weights, as the exponential of their entropy: all of them where they are equal."""
    some = q[q > 0.0]
    return float(np.exp(-(some * np.log(some)).sum()))


def _few(count: float) -> list[str]:
    fewest = catalogue().sample.fewest
    return [f"{count:.0f} windows carry it, fewer than {fewest}"] if count < fewest else []


def _second(held: Weighed, key: str) -> dict[str, Any] | None:
    """Return the Gaussian engine's mean and plausibility; None without views, or where two say the same."""
    views = held.weighing.views[key]
    if not views:
        return None
    try:
        found = gaussian(held.past, views, held.profit, held.weighing.prior.p)
    except ValueError:
        return None
    return {"mean": float(found.mean[-1]), "distance": found.distance, "tail": found.tail}


def _ranges(held: Weighed) -> dict[str, list[float]]:
    """Return the 5-95 % range of every scenario's mean over the draws of its drivers."""
    drawn = drawn_views(held.world, held.weighing.views, held.past.span, RANGE_DRAWS)
    found: dict[str, list[float]] = {}
    for key, rows in drawn.items():
        posteriors = [
            pool(
                held.weighing.prior.p, [mean_view(v.series, held.past.changes[v.series], EQUAL, v.target) for v in own]
            )
            for own in rows
        ]
        found[key] = np.quantile([held.profit @ own.q for own in posteriors], ENDS).tolist()
    return found
