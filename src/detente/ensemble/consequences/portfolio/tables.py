"""Tables beside the scenarios: what each series does, hedges, odds at which nothing is gained, what prices imply."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import NO_DEAL
from detente.consequences.portfolio.odds import break_even, hedge_table, implied_price, implied_probability
from detente.consequences.portfolio.prior import story_check
from detente.consequences.portfolio.risk import defensive_table
from detente.consequences.portfolio.series import catalogue
from detente.consequences.portfolio.weighing import EQUITY
from detente.ensemble.consequences.portfolio.asked import Implied, Weighed
from detente.ensemble.consequences.portfolio.views import stories


def finite(value: float) -> float | None:
    """Return a number that JSON can hold; None for one that is none."""
    return float(value) if np.isfinite(value) else None


def series_name(held: Weighed, series: str) -> str:
    """Return what a series is called: the user's by its own name."""
    row = None if series in held.past.own else catalogue().of(series)
    return series if row is None else row.name


def story_rows(held: Weighed) -> list[dict[str, Any]]:
    """Return what the views on energy and cereals alone do to equity, beside what each scenario says of it."""
    equity = held.asked.equity
    if not equity:
        return []
    weights = {key: found.q for key, found in held.weighing.unled.items()}
    asset = (series_name(held, equity), held.past.changes[equity])
    found = story_check(held.weighing.prior.p, weights, asset, stories(held.world, EQUITY))
    return [
        {
            "scenario": row.scenario,
            "series": equity,
            "story": row.story,
            "implied": row.implied,
            "contradicts": row.contradicts,
        }
        for row in found
    ]


def move_rows(held: Weighed) -> list[dict[str, Any]]:
    """Return by how much the mean of every series moves against the prior, by scenario and mixed; beside equity."""
    names = [*held.past.changes]
    returns, prior, equity = held.past.matrix(names), held.weighing.prior.p, held.asked.equity
    moved = defensive_table(returns, prior, {**held.posteriors, "": held.mixed})
    mixed, against = moved.pop(""), moved[NO_DEAL]
    beside = against - against[names.index(equity)] if equity else None
    return [
        {
            "series": name,
            "name": series_name(held, name),
            "own": name in held.past.own,
            "prior": float(prior @ returns[:, k]),
            "mixture": float(mixed[k]),
            "scenarios": [{"id": key, "change": float(row[k])} for key, row in moved.items()],
            "no_deal_beside_equity": None if beside is None else float(beside[k]),
        }
        for k, name in enumerate(names)
    ]


def hedge_rows(held: Weighed) -> list[dict[str, Any]]:
    """Return every series as a hedge of the mixture, the lowest CVaR first, with the odds at which it pays."""
    settled, against = held.settled, held.against
    found = hedge_table(held.profit, held.past.changes, held.mixed, level=held.asked.level)
    rows: list[dict[str, Any]] = []
    for row in found:
        values = held.past.changes[row.instrument] * row.size
        pays = np.nan if settled is None or not row.size else break_even(against @ values, settled @ values)
        rows.append({
            "series": row.instrument,
            "name": series_name(held, row.instrument),
            "size": float(row.size),
            "cvar": row.cvar,
            "without": row.without,
            "cost": row.cost,
            "break_even": finite(float(pays)),
        })  # fmt: skip
    return rows


def break_even_row(held: Weighed) -> dict[str, Any] | None:
    """Return the odds of a settlement at which the portfolio neither gains nor loses; None without any odds of one."""
    if held.settled is None:
        return None
    peace, war = float(held.settled @ held.profit), float(held.against @ held.profit)
    return {"if_settled": peace, "if_not": war, "probability": finite(float(break_even(peace, war)))}


def implied_rows(held: Weighed) -> list[dict[str, Any]]:
    """Return the probability of a settlement that each price implies, and the price that it gives back."""
    return [_implied(asked, *_ends(held, asked)) for asked in held.asked.implied]


def _implied(asked: Implied, peace: float | None, war: float | None) -> dict[str, Any]:
    p = again = None
    if peace is not None and war is not None:
        p = finite(float(implied_probability(asked.price, peace, war)))
        again = None if p is None else float(implied_price(p, peace, war))
    return {
        "name": asked.name,
        "price": asked.price,
        "if_settled": peace,
        "if_not": war,
        "probability": p,
        "price_again": again,
    }


def _ends(held: Weighed, asked: Implied) -> tuple[float | None, float | None]:
    if asked.if_peace is not None:
        return asked.if_peace, asked.if_not
    values = held.past.changes[asked.name]
    peace = None if held.settled is None else float(held.settled @ values)
    return peace, float(held.against @ values)
