"""What follows: the ledger over a case's own scenario odds and survival, with people and security."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import Case
from detente.consequences.drivers import drivers
from detente.consequences.given import warnings
from detente.consequences.responses import responses
from detente.ensemble.consequences.drawn import World, world
from detente.ensemble.consequences.indicators import consistency, contribution_rows, indicators, leverage, recessions
from detente.ensemble.consequences.odds import Odds, odds_of
from detente.ensemble.consequences.people import people_panel
from detente.ensemble.consequences.security import security_panel
from detente.ensemble.setting import Setting

ADVICE = "scenario arithmetic, not advice"
LEDGER_DRAWS = 4_000
"""Draws of drivers, coefficients and survival: more would narrow no range that matters."""


def economy(setting: Setting, count: int) -> dict[str, Any]:
    """Return what follows for the economy, people and security; odds over the first `count` draws of the run.

    The object of ``detente economy CASE --json`` beside the case.

    Raises
    ------
    Unanswerable
        When nothing says what a scenario sets, or the table that ships is dated too far from the case.
    """
    return followed(setting, odds_of(setting, count))


def followed(setting: Setting, odds: Odds) -> dict[str, Any]:
    """Return the same for odds that are known."""
    held = world(setting.case, odds, LEDGER_DRAWS, setting.seed)
    case = setting.case
    return {
        "as_of": str(case.as_of),
        "baseline": str(drivers().as_of),
        "caution": ADVICE,
        "warnings": [*warnings(case, drivers()), *_no_survival(case)],
        "draws": LEDGER_DRAWS,
        "months": list(held.months),
        "odds": odds.rows(case),
        "survival": [{"month": month, "value": float(held.survival[:, month - 1].mean())} for month in held.months],
        "indicators": indicators(held),
        "recession": recessions(held),
        "leverage": leverage(held),
        "contributions": contribution_rows(held),
        "consistency": consistency(held),
        "people": people_panel(held),
        "security": security_panel(held),
        "drivers": _driver_rows(held),
        "responses": _response_rows(held),
    }


def beside_published(setting: Setting, count: int) -> dict[str, Any]:
    """Return published figures beside the scenario they speak of, as `economy` holds them under ``consistency``."""
    return consistency(world(setting.case, odds_of(setting, count), LEDGER_DRAWS, setting.seed))


def _no_survival(case: Case) -> list[str]:
    if case.durability is not None:
        return []
    return ["The case does not say how long deals like it last (`durability`): each is taken to hold."]


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
            "as_of": str(row.as_of),
        }
        for k, row in enumerate(responses())
        if k in used
    ]
