"""What follows: the ledger over a case's own scenario odds and survival, with people and security."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import Case
from detente.consequences.drivers import drivers
from detente.consequences.given import warnings
from detente.consequences.responses import responses
from detente.ensemble.consequences.drawn import World, world
from detente.ensemble.consequences.indicators import (
    consistency,
    contribution_rows,
    indicators,
    leverage,
    output_id,
    recessions,
    with_variance,
)
from detente.ensemble.consequences.odds import Odds, odds_of
from detente.ensemble.consequences.products import products
from detente.ensemble.hold import draws_of
from detente.ensemble.setting import Setting

ADVICE = "scenario arithmetic, not advice"
LEDGER_DRAWS = 1_000
"""Draws of drivers, coefficients and survival at most: enough for one decimal of inflation and growth."""
HEADLINE = ("oil", "gas", "food", "cpi_EA", "gdp_EA", "gdp_WLD", "equity")
"""Indicators that a run tells; `detente economy` tells all."""
EXPLAINED = ("cpi_EA", "gdp_EA")
"""Indicators of which a run tells the largest products of driver, coefficient and lag."""


def economy(setting: Setting) -> dict[str, Any]:
    """Return what follows for the economy, people and security, on the draws on which a run rests its own part.

    The object of ``detente economy CASE --json`` beside the case.

    Raises
    ------
    Unanswerable
        When nothing says what a scenario sets, or the table that ships is dated too far from the case.
    """
    # what a run does not show is not imported by it
    from detente.ensemble.consequences.people import people_panel
    from detente.ensemble.consequences.security import security_panel

    draws = setting.draws.inputs.draws
    held = _world(setting, odds_of(setting, draws_of(draws)))
    return {
        **_head(held),
        "indicators": with_variance(held, indicators(held, held.design.outputs)),
        "recession": recessions(held),
        "leverage": leverage(held),
        "contributions": contribution_rows(held),
        "consistency": consistency(held),
        "people": people_panel(held),
        "security": security_panel(held),
        **_tables(held),
    }


def in_brief(setting: Setting, odds: Odds) -> dict[str, Any]:
    """Return what a run tells of the same: indicators of the headline, and what drives inflation and growth.

    Raises
    ------
    Unanswerable
        As `economy`.
    """
    held = _world(setting, odds)
    named = {output_id(*output): output for output in held.design.outputs}
    return {
        **_head(held),
        "indicators": indicators(held, [named[key] for key in HEADLINE if key in named]),
        "recession": recessions(held),
        "contributions": [products(held, named[key]) for key in EXPLAINED if key in named],
        "consistency": consistency(held),
        **_tables(held),
    }


def ledger_draws(setting: Setting) -> int:
    """Return how many draws of a run the ledger rests on."""
    return min(LEDGER_DRAWS, setting.draws.inputs.draws)


def _world(setting: Setting, odds: Odds) -> World:
    return world(setting.case, odds, ledger_draws(setting), setting.seed)


def _head(held: World) -> dict[str, Any]:
    case = held.case
    return {
        "as_of": str(case.as_of),
        "baseline": str(drivers().as_of),
        "caution": ADVICE,
        "warnings": [*warnings(case, drivers()), *_no_survival(case)],
        "draws": len(held.survival),
        "months": list(held.months),
        "odds": held.odds.rows(case),
        "survival": [{"month": month, "value": float(held.survival[:, month - 1].mean())} for month in held.months],
    }


def beside_published(setting: Setting, count: int) -> dict[str, Any]:
    """Return published figures beside the scenario they speak of, as `economy` holds them under ``consistency``."""
    return consistency(world(setting.case, odds_of(setting, count), LEDGER_DRAWS, setting.seed))


def _no_survival(case: Case) -> list[str]:
    if case.durability is not None:
        return []
    return ["The case does not say how long deals like it last (`durability`): each is taken to hold."]


def _tables(held: World) -> dict[str, Any]:
    return {"drivers": _driver_rows(held), "responses": _response_rows(held)}


def _driver_rows(held: World) -> list[dict[str, Any]]:
    return [
        {
            "scenario": scenario,
            "driver": key,
            "name": drivers().driver(key).name,
            "unit": drivers().driver(key).unit,
            "low": row.value.low,
            "mid": row.value.mid,
            "high": row.value.high,
            "coded": row.coded,
            "ground": row.ground,
            "url": row.url,
        }
        for scenario, rows in held.rows.items()
        for key, row in rows.items()
    ]


def _response_rows(held: World) -> list[dict[str, Any]]:
    used = {k for term in held.design.terms for k in term.chain}
    return [
        {
            "id": row.id,
            "unit": row.unit,
            "low": row.value.low,
            "mid": row.value.mid,
            "high": row.value.high,
            "coded": row.coded,
            "source": row.source,
            "url": row.url,
            "as_of": str(row.as_of),
        }
        for k, row in enumerate(responses())
        if k in used
    ]
