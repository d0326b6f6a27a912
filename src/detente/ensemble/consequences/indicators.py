"""Fans of indicators by scenario and of their mixture, recessions, energy leverage, and where numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from detente.consequences.comparisons import NOT_VALIDATION, comparisons
from detente.consequences.derived import energy_leverage, growth_over_year, indicator_parameters, recession_chance
from detente.consequences.drivers import drivers
from detente.consequences.fans import LEVELS, Fan, fan, mixture_fan
from detente.consequences.formula_checks import formula_checks
from detente.consequences.ledger import Draws, contribution_table, contributions, ledger
from detente.consequences.responses import responses
from detente.consequences.variance import FACTORS, METHOD, variance_split
from detente.ensemble.consequences.drawn import World
from detente.ensemble.shares import mean_row

YEAR = 12
NAMES = {"cpi": "consumer prices", "gdp": "GDP", "food": "food prices"}
UNITS = {"cpi": "%", "gdp": "%", "food": "%"}
MOST_DEPENDENT = 0.95
SPLIT_DRAWS = 500
KEYS = ("q05", "q25", "q50", "q75", "q95")


def indicators(held: World, outputs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return indicators by their name and region: the fan of each by scenario, that of the mixture, and its ways."""
    return [_indicator(held, *output) for output in outputs]


def output_id(indicator: str, region: str) -> str:
    """Return the id of an indicator of a region."""
    return f"{indicator}_{region}" if region else indicator


def year(held: World) -> int:
    """Return the month that is told where one is: a year, or the last where fewer are followed."""
    return min(YEAR, held.design.horizon)


def _indicator(held: World, indicator: str, region: str) -> dict[str, Any]:
    driver = next((row for row in held.design.drivers if row.id == indicator), None)
    values = [found.of(indicator, region) for found in held.ledgers]
    return {
        "id": output_id(indicator, region),
        "name": NAMES.get(indicator, driver.name if driver else indicator),
        "region": region,
        "unit": UNITS.get(indicator, driver.unit if driver else "%"),
        "ways": _ways(held, (indicator, region)),
        **_fans(held, values),
    }


def _ways(held: World, output: tuple[str, str]) -> list[dict[str, Any]]:
    """Return by which driver and responses an indicator is reached."""
    ids = [row.id for row in responses()]
    found = [term for term in held.design.terms if term.output == output]
    return [{"driver": term.driver, "responses": [ids[k] for k in term.chain]} for term in found]


def with_variance(held: World, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all indicators with where the spread of each at a year comes from."""
    return [{**row, "variance": _split(held, output)} for row, output in zip(rows, held.design.outputs, strict=True)]


def _fans(held: World, values: list[np.ndarray]) -> dict[str, Any]:
    by_scenario = [{"id": key, "months": _rows(held, fan(own))} for key, own in zip(held.odds.ids, values, strict=True)]
    given = held.odds.settled
    return {
        "scenarios": by_scenario,
        "mixture": _rows(held, mixture_fan(values, held.odds.chance)),
        "given_settlement": None if given is None else _rows(held, mixture_fan(values, given.chance)),
    }


def _rows(held: World, found: Fan) -> list[dict[str, Any]]:
    return [
        {
            "month": month,
            "mean": float(found.mean[m]),
            "se": float(found.se[m]),
            **{key: float(found.quantiles[k, m]) for k, key in enumerate(KEYS[: len(LEVELS)])},
            "quantile_se": float(found.quantile_se[m]),
        }
        for m, month in enumerate(held.months)
    ]


def _split(held: World, output: tuple[str, str]) -> dict[str, Any]:
    month = year(held)
    names = ("coefficients", "deal", "no_deal", "survival")
    few = [Draws(*(getattr(own, name)[:SPLIT_DRAWS] for name in names)) for own in held.draws]
    found = variance_split(held.design, few, held.odds.chance, output, month)
    shares = dict(zip(FACTORS, found.shares.tolist(), strict=True))
    return {"month": month, "draws": len(few[0].deal), "method": METHOD, "shares": shares}


def recessions(held: World) -> list[dict[str, Any]]:
    """Return the chance of a recession within a year by scenario and of the mixture, with its definition."""
    if YEAR not in held.months:
        return []
    found: list[dict[str, Any]] = []
    for basis in indicator_parameters()["recession"]:
        if ("gdp", basis.region) not in held.design.outputs:
            continue
        growth = [growth_over_year(own.of("gdp", basis.region), held.months, YEAR) for own in held.ledgers]
        chance = [recession_chance(own, basis.growth, basis.error, basis.below) for own in growth]
        rows = [mean_row(own) for own in chance]
        found.append({
            "id": basis.region,
            "region": basis.region,
            "definition": basis.definition,
            "coded": basis.coded,
            "source": basis.source,
            "baseline": float(recession_chance(0.0, basis.growth, basis.error, basis.below)),
            "scenarios": [{"id": key, **row} for key, row in zip(held.odds.ids, rows, strict=True)],
            "mixture": _mixed(rows, held.odds.chance),
            "given_settlement": None if held.odds.settled is None else _mixed(rows, held.odds.settled.chance),
        })  # fmt: skip
    return found


def _mixed(rows: list[dict[str, float]], chance: np.ndarray) -> float:
    return float(sum(p * row["value"] for p, row in zip(chance, rows, strict=True)))


def leverage(held: World) -> dict[str, Any] | None:
    """Return energy leverage over Europe: what a stop of all Russian gas would take from GDP, by scenario and month."""
    (basis,) = indicator_parameters()["leverage"]
    if ("gas_dependence", "") not in held.design.outputs:
        return None
    parts = {
        name: held.value(f"leverage.{name}", getattr(basis, name))
        for name in ("dependence", "cost_share", "elasticity")
    }
    values: list[np.ndarray] = []
    for own in held.ledgers:
        share = np.clip(parts["dependence"][:, None] + own.of("gas_dependence") / 100.0, 0.0, MOST_DEPENDENT)
        lost = energy_leverage(share, parts["cost_share"][:, None], parts["elasticity"][:, None])
        values.append(-100.0 * lost.change)
    return {
        "region": basis.region,
        "definition": "loss of GDP that a stop of all gas from Russia would bring: a threat, no forecast",
        "unit": "% of GDP",
        "coded": basis.coded,
        "source": basis.source,
        **_fans(held, values),
    }


def contribution_rows(held: World) -> list[dict[str, Any]]:
    """Return driver x coefficient x lag of every indicator, region and scenario at a year, means over the draws."""
    month = year(held)
    ids = [row.id for row in responses()]
    return [
        {"scenario": key, "month": month, **row, "via": via(row)}
        for key, draws in zip(held.odds.ids, held.draws, strict=True)
        for row in contribution_table(contributions(held.design, draws, month), ids)
        if row["responses"] and row["value"]
    ]


def via(row: dict[str, Any]) -> list[str]:
    """Return the names of what stands between the driver of a product and its indicator."""
    by = {response.id: response for response in responses()}
    return [drivers().driver(by[key].driver).name for key in row["responses"][1:]]


def consistency(held: World) -> dict[str, Any]:
    """Return published figures beside the scenario they speak of, should it hold: consistency, not validation."""
    rows: list[dict[str, Any]] = []
    for row in comparisons():
        if row.scenario not in held.odds.ids or row.as_of > held.case.as_of or int(row.month) not in held.months:
            continue
        if (row.indicator, row.region) not in held.design.outputs:
            continue
        draws = held.draws[held.odds.ids.index(row.scenario)]
        own = ledger(held.design, replace(draws, survival=np.ones_like(draws.survival))).of(row.indicator, row.region)
        found = fan(own[:, held.months.index(int(row.month))])
        low, mid, high = found.quantiles[[0, 2, 4]]
        rows.append({
            "id": row.id, "scenario": row.scenario, "indicator": row.indicator, "region": row.region,
            "month": int(row.month), "published_low": row.low, "published_high": row.high, "unit": row.unit,
            "q05": float(low), "q50": float(mid), "q95": float(high), "quantile_se": float(found.quantile_se),
            "source": row.source, "url": row.url, "as_of": str(row.as_of),
        })  # fmt: skip
    return {"caution": NOT_VALIDATION, "rows": rows, "formulas": _formulas(held)}


def _formulas(held: World) -> list[dict[str, Any]]:
    """Return the formulas behind energy leverage beside published figures, and which of these are not verified."""
    if ("gas_dependence", "") not in held.design.outputs:
        return []
    keys = ("id", "what", "checked", "why", "source", "url")
    return [
        {
            **{key: getattr(row, key) for key in keys},
            "published_low": row.low,
            "published_high": row.high,
            "value": row.value,
            "as_of": str(row.as_of),
        }
        for row in formula_checks()
        if row.as_of <= held.case.as_of
    ]
