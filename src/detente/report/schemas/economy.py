"""The answer of `economy`, whole and as a run tells it: prices, growth, people and security by scenario, and mixed."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    day,
    error,
    filled,
    listing,
    maybe,
    names,
    number,
    one_of,
    positive,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.shared import CASE, CODED, share_se

OWN = "in the unit of the row"
QUANTILE = error("Largest standard error of the quantiles", OWN)
MEAN = {"mean": number("Mean over the draws", OWN), "se": error("Standard error of the mean", OWN)}
LOW, MID, HIGH = number("5 % of draws", OWN), number("Median", OWN), number("95 % of draws", OWN)
FAN = filled(listing("A fan by month", record("One month", {
    "month": whole("Months from now", "months"), **MEAN, "q05": LOW, "q25": number("25 % of draws", OWN), "q50": MID,
    "q75": number("75 % of draws", OWN), "q95": HIGH, "quantile_se": QUANTILE,
})))  # fmt: skip
SPREAD = record("Mean and spread", {**MEAN, "q05": LOW, "q95": HIGH, "quantile_se": QUANTILE})
FANS: Mapping[str, Schema] = {
    "scenarios": rows("By scenario", {"id": text("Scenario id"), "months": shape("fan", "Its fan")}),
    "mixture": shape("fan", "Over all scenarios by their odds"),
    "given_settlement": maybe(shape("fan", "Over deals alone; null: no draw has a settlement")),
}
ODDS: Mapping[str, Schema] = {
    "basis": text("What the odds are of"), "draws": whole("Draws behind them", "draws"),
    "settled": maybe(record("Chance of any settlement; null: no draw has one", share_se("Chance"))),
    "scenarios": rows("By what is mixed", {
        "id": text("Scenario id"), "name": text("Name"), **share_se("Odds"),
        "given_settlement": maybe(share("Odds given a settlement; null: of no deal")),
        "given_settlement_se": maybe(error()),
    }),
}  # fmt: skip
INDICATOR: Mapping[str, Schema] = {
    "id": text("Indicator and region"), "name": text("Name"), "region": text("Region; empty: of no region"),
    "unit": text("Unit of its numbers: changes against the day of the baseline"),
    "ways": rows("Ways that lead to it", {"driver": text("Driver id"), "responses": names("Response ids, in order")}),
    **FANS,
}  # fmt: skip
VARIANCE = record("What its spread comes from", {
    "month": whole("At which month", "months"), "draws": whole("Draws", "draws"), "method": text("How it was split"),
    "shares": by_id("Parts", number("Part", "share 0 to 1"), "scenario, driver or coefficient"),
})  # fmt: skip
RECESSION = rows("Chance of a recession within a year", {
    "id": text("Region"), "region": text("Region"), "definition": text("What counts as one"), "coded": CODED,
    "source": text("Source"), "baseline": share("Chance if nothing changes"),
    "scenarios": rows("By scenario", {"id": text("Scenario id"), **share_se("Chance")}),
    "mixture": share("Chance over all scenarios"), "given_settlement": maybe(share("Chance over deals alone")),
})  # fmt: skip
PRODUCT: Mapping[str, Schema] = {
    "driver": text("Driver id"), "part": one_of("While the deal holds, or after", "deal", "no_deal"),
    "responses": names("Response ids, in order"), "size": number("Mean size of the driver", "its unit"),
    "coefficient": number("Mean coefficient", "its unit"), "lag": number("How much of it has arrived", "share 0 to 1"),
    "value": number("Their product", "unit of the indicator"),
    "via": names("What stands between driver and indicator"),
}  # fmt: skip
PUBLISHED: Mapping[str, Schema] = {
    "published_low": number("Low end as published", "its unit"),
    "published_high": number("High end as published", "its unit"),
    "source": text("Source"), "url": text("Address; empty: none"), "as_of": day("Day of the publication"),
}  # fmt: skip
FORMULA: Mapping[str, Schema] = {
    "id": text("Id"), "what": text("What is compared"),
    "checked": one_of("Whether the inputs are verified", "exact", "unverified"), "why": text("Why, if not"),
    **PUBLISHED, "value": number("What the formula gives", "its unit"),
}  # fmt: skip
FIGURE: Mapping[str, Schema] = {
    "id": text("Id"), "scenario": text("Scenario id"), "indicator": text("Indicator"),
    "region": text("Region; empty: of no region"), "month": whole("After so long", "months"), "unit": text("Unit"),
    **PUBLISHED, "q05": LOW, "q50": MID, "q95": HIGH, "quantile_se": QUANTILE,
}  # fmt: skip
CONSISTENCY = record("Published figures beside the scenario they speak of: consistency, not validation", {
    "caution": text("What it is not"),
    "rows": listing("Figures", record("One figure", FIGURE)),
    "formulas": listing("Formulas of rationing", shape("formula_check", "One formula")),
})  # fmt: skip
RANGED = {"low": number("Low end", OWN), "mid": number("Middle", OWN), "high": number("High end", OWN)}
TABLES: Mapping[str, Schema] = {
    "drivers": rows("What each scenario sets", {
        "scenario": text("Scenario id"), "driver": text("Driver id"), "name": text("Name"), "unit": text("Unit"),
        **RANGED, "coded": CODED, "ground": text("Why this size"), "url": text("Address; empty: none"),
    }),
    "responses": rows("Coefficients that are used", {
        "id": text("Id"), "unit": text("Unit"), **RANGED, "coded": CODED, "source": text("Source"),
        "url": text("Address; empty: none"), "as_of": day("Day of the source"),
    }),
}  # fmt: skip
HEAD: Mapping[str, Schema] = {
    "as_of": day("As-of date of the case"), "baseline": day("Changes are against this day"),
    "caution": text("What this is not"), "warnings": names("What must be known beside it"),
    "draws": whole("Draws of the ledger", "draws"), "months": filled(listing("Months told", whole("Month", "months"))),
    "odds": shape("economy_odds", "By what scenarios are mixed"),
    "survival": rows("Chance that a deal still holds", {
        "month": whole("Months from now", "months"), "value": share("Chance"),
    }),
}  # fmt: skip
BRIEF = record("What follows for the economy, in brief", {
    **HEAD, "indicators": listing("Indicators of the headline", shape("indicator", "One indicator")),
    "recession": RECESSION,
    "contributions": rows("Largest products behind inflation and growth", {
        "id": text("Indicator and region"), "month": whole("At which month", "months"),
        "scenarios": rows("By scenario", {
            "id": text("Scenario id"), "total": number("Sum of all", "unit of the indicator"),
            "rest": number("Sum of those not shown", "unit of the indicator"),
            "lines": rows("Largest products", {"id": text("Its way"), **PRODUCT}),
        }),
    }),
    "consistency": shape("economy_consistency", "Published figures beside it"), **TABLES,
})  # fmt: skip
SUM = record("Mean and spread", {**MEAN, "q05": LOW, "q50": MID, "q95": HIGH, "quantile_se": QUANTILE})
PEOPLE = maybe(record("People at the last month; null: not asked", {
    "month": whole("At which month", "months"),
    "rows": rows("What is told", {
        "id": text("Id"), "name": text("Name"), "unit": text("Unit"),
        "scenarios": rows("By scenario", {"id": text("Scenario id"), **SUM["properties"]}),
        "mixture": shape("spread", "Over all scenarios"),
        "given_settlement": maybe(shape("spread", "Over deals alone")),
    }),
    "intent_fades": share("By how much the wish to return fades a year"), "survey": text("Source of the wish"),
    "known": rows("Counts behind it", {
        "id": text("Id"), **RANGED, "unit": text("Unit"), "coded": CODED, "source": text("Source"),
        "as_of": day("Day of the count"),
    }),
}))  # fmt: skip
SECURITY = maybe(record("Defence, forces and treaties; null: not asked", {
    "target": record("The target of defence spending", {
        "share": positive("Target", "% of GDP"), "by": whole("By when", "year"), "source": text("Source"),
    }),
    "years": whole("Length of the way", "years"),
    "countries": rows("Countries", {
        "id": text("Id"), "name": text("Name"), "share_now": shape("five", "Spending now, % of GDP"),
        "share_then": shape("five", "Spending at the end, % of GDP"),
        "usd_bn_then": shape("five", "Added in the last year, USD bn"),
        "debt_added": shape("five", "Added debt, % of GDP"), "gdp_effect": shape("five", "Effect on GDP, %"),
        "coded": CODED, "source": text("Source"),
    }),
    "forces": record("Ukraine's forces under a cap", {
        "rows": rows("Caps", {
            "cap": positive("The cap", "thousand"), "suffices": share("Draws in which it suffices"),
            "ratio": shape("five", "Own forces to those on the other side, ratio"),
            "per_km": shape("five", "Soldiers per kilometre of the line"),
        }),
        "sources": names("Sources"),
    }),
    "treaties": rows("Treaties", {
        "id": text("Id"), "name": text("Name"), "lapses": day("Day on which it lapses"),
        "days": {"type": "integer", "description": "From the as-of date; negative: it has lapsed (days)"},
        "what": text("What is gone"), "coded": CODED, "source": text("Source"),
    }),
}))  # fmt: skip
SHAPES: Mapping[str, Schema] = {
    "fan": FAN, "five": SPREAD, "spread": SUM, "economy_odds": record("Odds of the scenarios", ODDS),
    "indicator": record("An indicator of a region", INDICATOR), "formula_check": record("A formula, checked", FORMULA),
    "economy_consistency": CONSISTENCY,
}  # fmt: skip
ANSWERS: Mapping[str, Schema] = {
    "economy": answer("economy", "What follows from each scenario, and from all by their odds", {
        "case": CASE, "seed": whole("Seed of the draws", "seed"), **HEAD,
        "indicators": rows("Indicators", {**INDICATOR, "variance": VARIANCE}),
        "recession": RECESSION,
        "leverage": maybe(record("GDP that a stop of all Russian gas would take; null: no scenario sets it", {
            "region": text("Region"), "definition": text("What it is"), "unit": text("Unit"), "coded": CODED,
            "source": text("Source"), **FANS,
        })),
        "contributions": rows("Driver x coefficient x lag of every number after a year", {
            "scenario": text("Scenario id"), "month": whole("At which month", "months"),
            "indicator": text("Indicator"), "region": text("Region; empty: of no region"), **PRODUCT,
        }),
        "consistency": shape("economy_consistency", "Published figures beside it"),
        "people": PEOPLE, "security": SECURITY, **TABLES,
    }),
}  # fmt: skip
