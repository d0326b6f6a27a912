"""A portfolio under a case's scenarios, with the drivers and odds of `economy`. Scenario arithmetic, not advice."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.consequences.drivers import drivers
from detente.consequences.given import warnings
from detente.consequences.portfolio.changes import sample
from detente.consequences.portfolio.held import basis, exposures, needed, returns
from detente.consequences.portfolio.risk import DISCLAIMER
from detente.consequences.portfolio.series import catalogue
from detente.consequences.portfolio.weighing import EQUITY, FactorView, markets, signs, weigh
from detente.ensemble.consequences import ledger_draws
from detente.ensemble.consequences.drawn import world
from detente.ensemble.consequences.odds import Odds, odds_of
from detente.ensemble.consequences.portfolio.asked import Asked, Implied, Weighed
from detente.ensemble.consequences.portfolio.scenarios import RANGE_DRAWS, risk_row, scenario_rows
from detente.ensemble.consequences.portfolio.tables import (
    break_even_row,
    hedge_rows,
    implied_rows,
    move_rows,
    story_rows,
)
from detente.ensemble.consequences.portfolio.views import views_of
from detente.ensemble.setting import Setting

__all__ = ["Asked", "Implied", "portfolio", "weighed"]
NO_EQUITY = (
    "no series of equity is given and none ships: nothing is said of equity, sectors or defensive assets; give its"
    " prices in a CSV with a column equity"
)
STAND_IN = "{demand} stands for equity in telling supply shocks from demand (judged), as no equity series is given"


def portfolio(setting: Setting, count: int, asked: Asked) -> dict[str, Any]:
    """Return what a portfolio gains and loses under every scenario, and mixed by the odds of the first `count` draws.

    The object of ``detente portfolio CASE --json`` beside the case.

    Raises
    ------
    Unanswerable
        When nothing says what a scenario sets, or too little of the past is known by the day of the case.
    InputFaults
        When the user's prices share too few months with the others.
    """
    return answer(weighed(setting, odds_of(setting, count), asked))


def weighed(setting: Setting, odds: Odds, asked: Asked) -> Weighed:
    """Return the past as every scenario weighs it, for odds that are known."""
    own = tuple(asked.prices.prices) if asked.prices else ()
    held = world(setting.case, odds, ledger_draws(setting), setting.seed)
    by_driver = markets(asked.equity)
    views = views_of(held, by_driver, catalogue().sample.span)
    used = dict.fromkeys([*needed(asked.holdings, own), *signs(asked.equity),
                          *(row.series for rows in views.values() for row in rows),
                          *(row.name for row in asked.implied if row.if_peace is None)])  # fmt: skip
    past = sample(setting.case.as_of, [*used], asked.prices)
    try:
        weighing = weigh(past, views, asked.equity, same_sign_weight=asked.same_sign_weight)
    except ValueError as error:
        raise Unanswerable(f"{error}: a weight above 0, as --prior 0.1") from None
    weights = np.array([row.weight for row in asked.holdings.rows])
    return Weighed(asked, held, past, weighing, returns(asked.holdings.rows, past), weights)


def answer(held: Weighed) -> dict[str, Any]:
    """Return the object of the answer."""
    case = held.world.case
    return {
        "as_of": str(case.as_of),
        "baseline": str(drivers().as_of),
        "caution": DISCLAIMER,
        "warnings": _warnings(held),
        "lacking": _lacking(held),
        "level": held.asked.level,
        "sample": _sample(held),
        "prior": _prior(held),
        "draws": len(held.world.survival),
        "odds": {"basis": held.world.odds.basis, "draws": held.world.odds.draws},
        "holdings": _holdings(held),
        "views": _views(held),
        "scenarios": scenario_rows(held),
        "range_draws": RANGE_DRAWS,
        "mixture": risk_row(held, held.mixed),
        "given_settlement": None if held.settled is None else risk_row(held, held.settled),
        "before": risk_row(held, held.weighing.prior.p),
        "stories": story_rows(held),
        "moves": move_rows(held),
        "hedges": hedge_rows(held),
        "break_even": break_even_row(held),
        "implied": implied_rows(held),
        "credits": _credits(held),
    }


def _warnings(held: Weighed) -> list[str]:
    few = catalogue().sample.few
    count = len(held.past.ends)
    told = [f"{count} windows are few: tails rest on a handful of months"] if count < few else []
    shadowed = [name for name in held.past.own if catalogue().of(name)]
    told += [f"{name} is taken from the prices given, not from those that ship" for name in shadowed]
    told += [
        f"{row.asset} follows its own price series; its proxy or exposures are not used"
        for row in held.asked.holdings.rows
        if row.asset in held.past.own and (row.proxy or row.exposures)
    ]
    prices = held.asked.prices
    if prices and prices.months[-1] > held.past.last:
        told.append(f"prices after {held.past.last} are not used: the case is as of {held.world.case.as_of}")
    return [*warnings(held.world.case, drivers()), *told]


def _lacking(held: Weighed) -> list[str]:
    if held.asked.equity:
        return []
    demand, _ = signs()
    name = catalogue().of(demand)
    told = STAND_IN.format(demand=name.name if name else demand)
    return [NO_EQUITY, told] if any(EQUITY in rows for rows in held.world.rows.values()) else [told]


def _sample(held: Weighed) -> dict[str, Any]:
    return {"first": held.past.ends[0], "last": held.past.ends[-1], "windows": len(held.past.ends),
            "span": held.past.span, "unit": "%", "prices": "averages of a month; windows overlap"}  # fmt: skip


def _prior(held: Weighed) -> dict[str, Any]:
    demand, energy = signs(held.asked.equity)
    found = held.weighing.prior
    return {"same_sign_weight": found.same_sign_weight, "opposite": found.opposite, "demand": demand,
            "energy": energy, "coded": catalogue().roles.coded}  # fmt: skip


def _holdings(held: Weighed) -> dict[str, Any]:
    asked, own = held.asked.holdings, held.past.own
    rows = [
        {
            "asset": row.asset,
            "weight": row.weight,
            "amount": row.amount,
            "basis": basis(row, own),
            "exposures": exposures(row, own),
        }
        for row in asked.rows
    ]
    gross, squares = float(np.abs(held.weights).sum()), float(np.square(held.weights).sum())
    return {"file": asked.file, "total": asked.total, "effective_number": gross**2 / squares, "rows": rows}


def _views(held: Weighed) -> list[dict[str, Any]]:
    return [
        {
            "scenario": row.scenario,
            "driver": row.driver,
            "series": row.series,
            "target": row.target,
            **_judged(held, row),
            "coded": row.coded,
            "ground": row.ground,
        }
        for rows in held.weighing.views.values()
        for row in rows
    ]


def _judged(held: Weighed, view: FactorView) -> dict[str, float]:
    """Return what the scenario of a view sets for its driver while it holds."""
    value = held.world.rows[view.scenario][view.driver].value
    return {"low": value.low, "mid": value.mid, "high": value.high}


def _credits(held: Weighed) -> list[dict[str, Any]]:
    """Return who publishes the series that are used, with licence."""
    known = [row for row in catalogue().series if row.id in held.past.changes and row.id not in held.past.own]
    return [
        {"id": credit.id, "name": credit.name, "licence": credit.licence, "url": credit.url,
         "series": [row.id for row in known if row.credit == credit.id]}
        for credit in catalogue().credits if any(row.credit == credit.id for row in known)
    ]  # fmt: skip
