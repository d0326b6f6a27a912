"""The answer of `portfolio`: what holdings gain and lose under each scenario, and mixed."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
    error,
    flag,
    listing,
    maybe,
    names,
    number,
    positive,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.shared import CASE, CODED

CHANGE = "% over a window"
MONEY = "in the owner's money"
RISK: Mapping[str, Schema] = {
    "mean": number("Mean change", CHANGE), "volatility": positive("Standard deviation", CHANGE),
    "var": number("Value at risk at the level, losses positive", CHANGE),
    "cvar": number("Mean of the losses beyond it", CHANGE), "loses": share("Chance of a loss"),
    "amounts": maybe(record("The same in money; null: weights were given", {
        "mean": number("Mean", MONEY), "var": number("Value at risk", MONEY), "cvar": number("Beyond it", MONEY),
    })),
    "contributions": rows("What each asset adds", {
        "asset": text("Asset"), "mean": number("To the mean", CHANGE), "cvar": number("To the losses", CHANGE),
    }),
    "diversification": record("What holding them together does", {
        "volatility_apart": positive("Sum of volatilities apart", CHANGE),
        "ratio": maybe(positive("That over the volatility together; null: it is 0", "ratio")),
        "cvar_apart": number("Sum of losses apart", CHANGE),
    }),
}  # fmt: skip
SCENARIO: Mapping[str, Schema] = {
    "id": text("Scenario id"), "name": text("Name"), "probability": share("Odds"), "se": error(), **RISK,
    "change": number("Against before", CHANGE), "part": number("Probability times mean", CHANGE),
    "low": number("Low end of the mean over drivers", CHANGE), "high": number("High end of it", CHANGE),
    "effective": share("Windows left: exp of minus the relative entropy"),
    "windows": positive("Windows left: exponential of the entropy", "windows"),
    "relative_entropy": number("From the prior", "nats"), "error": positive("Largest error of the views", CHANGE),
    "slack": by_id("By how much views were relaxed", number("Slack", CHANGE), "Series"),
    "warnings": names("What must be known of it"),
    "gaussian": maybe(record("The second engine; null: no views, or two say the same", {
        "mean": number("Its mean", CHANGE), "distance": positive("Mahalanobis distance", "standard deviations"),
        "tail": share("Chance of one as far"),
    })),
}  # fmt: skip
VIEW: Mapping[str, Schema] = {
    "scenario": text("Scenario id"), "driver": text("Driver id"), "series": text("Series that it moves"),
    "target": number("Its mean", CHANGE), "low": number("Low end of what the scenario sets", "unit of the driver"),
    "mid": number("Middle", "unit of the driver"), "high": number("High end", "unit of the driver"), "coded": CODED,
    "ground": text("Why this size"),
}  # fmt: skip
IMPLIED: Mapping[str, Schema] = {
    "name": text("Series or price"), "price": number("Its price or change", "as asked"),
    "if_settled": maybe(number("Its value with a settlement; null: none has odds", "as asked")),
    "if_not": maybe(number("Its value without", "as asked")),
    "probability": maybe(number("Risk-neutral probability of a settlement; null: none", "share 0 to 1")),
    "price_again": maybe(number("The price that it gives back", "as asked")),
}  # fmt: skip
SHAPES: Mapping[str, Schema] = {"risk": record("What a portfolio gains and loses", RISK)}
ANSWERS: Mapping[str, Schema] = {
    "portfolio": answer("portfolio", "What a portfolio gains and loses", {
        "case": CASE, "seed": whole("Seed of odds and drivers", "seed"), "as_of": day("As-of date of the case"),
        "baseline": day("Drivers are changes against this day"), "caution": text("What this is not"),
        "warnings": names("What must be known beside it"), "lacking": names("What could not be said, and why"),
        "level": share("Level of value at risk"),
        "sample": record("Windows of the past", {
            "first": text("First month in which one ends, YYYY-MM"), "last": text("Last such month, YYYY-MM"),
            "windows": whole("How many", "windows"), "span": whole("How long each is", "months"),
            "unit": text("Unit of changes"), "prices": text("How prices are taken"),
        }),
        "prior": record("Weights of the past before views", {
            "same_sign_weight": positive("Weight of windows in which demand and energy moved alike", "weight"),
            "opposite": share("Windows in which they moved oppositely"), "demand": text("Series of demand"),
            "energy": text("Series of energy"), "coded": CODED,
        }),
        "draws": whole("Draws of the drivers", "draws"),
        "odds": record("Odds of scenarios", {"basis": text("What they are of"), "draws": whole("Draws", "draws")}),
        "holdings": record("What is held", {
            "file": text("Name of the file; empty: the example"),
            "total": maybe(number("Sum; null: weights were given", MONEY)),
            "effective_number": positive("How many equal holdings it is like", "assets"),
            "rows": rows("Assets", {
                "asset": text("Asset"), "weight": number("Part of the whole", "share"),
                "amount": maybe(number("Amount; null: weights were given", MONEY)),
                "basis": text("What says how it moves"),
                "exposures": by_id("What it follows", number("Change for a change of 1 %", "%"), "Series"),
            }),
        }),
        "views": listing("What scenarios say of series", record("One view", VIEW)),
        "scenarios": listing("By scenario", record("Under one scenario", SCENARIO)),
        "range_draws": whole("Draws behind low and high", "draws"),
        "mixture": shape("risk", "Over all scenarios by their odds"),
        "given_settlement": maybe(shape("risk", "Over settlements alone; null: none has odds")),
        "before": shape("risk", "Before any view"),
        "stories": rows("What views do to equity beside the story", {
            "scenario": text("Scenario id"), "series": text("Series of equity"),
            "story": {"type": "integer", "enum": [-1, 1], "description": "Sign of the story: 1 gains, -1 loses"},
            "implied": number("What views alone do", CHANGE), "contradicts": flag("It has the other sign"),
        }),
        "moves": rows("Series, and how they move", {
            "series": text("Series"), "name": text("Name"), "own": flag("It is the owner's"),
            "prior": number("Mean before views", CHANGE), "mixture": number("Change over all scenarios", CHANGE),
            "scenarios": rows("By scenario", {"id": text("Scenario id"), "change": number("Change", CHANGE)}),
            "no_deal_beside_equity": maybe(number("Without a deal, more than equity; null: no equity", CHANGE)),
        }),
        "hedges": rows("Series held beside the portfolio", {
            "series": text("Series"), "name": text("Name"), "size": number("Size of the least loss", "share"),
            "cvar": number("Mean loss beyond value at risk with it", CHANGE), "without": number("Without it", CHANGE),
            "cost": number("What it takes from the mean", CHANGE),
            "break_even": maybe(number("Chance of no deal from which it pays; null: none", "share 0 to 1")),
        }),
        "break_even": maybe(record("Odds at which the mean is 0; null: no odds of a settlement", {
            "if_settled": number("Mean with a settlement", CHANGE), "if_not": number("Mean without", CHANGE),
            "probability": maybe(share("Of a settlement; null: none")),
        })),
        "implied": listing("What prices imply", record("One price", IMPLIED)),
        "credits": rows("Who publishes the series", {
            "id": text("Id"), "name": text("Name"), "licence": text("Licence"), "url": text("Address"),
            "series": names("Series"),
        }),
    }),
}  # fmt: skip
