"""How the numbers of what follows for the economy are made, in words."""

from __future__ import annotations

from detente.ensemble.hold.formulas import ALL
from detente.ensemble.rules import LIMIT, SPREAD, Rule

PANEL = "detente.ensemble.consequences"
LEDGER = (
    "sum over drivers of driver x coefficient x lag, level against the baseline; a driver follows survival x its size"
    " under {under} + (1 - survival) x its size under no deal"
)
QUANTILE_ERROR = (
    "largest error of the quantiles: half the distance between the quantiles at p - e and p + e, e = sqrt(p (1 - p) /"
    " draws)"
)
SPREAD_ERROR = "sd over draws / sqrt(n)"
MEAN_ERROR = "sd over draws / sqrt(n); odds are taken as they are"
MIXED = "by the odds: the mean is the sum over scenarios of odds x mean, quantiles are those of all draws by their odds"
HOLDS = ("durability",)
ODDS = (*ALL, *SPREAD)


def _told(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ()) -> Rule:
    return Rule(f"economy.{pattern}", unit, formula, f"{PANEL}.{made_by}", kinds, sample="economy", all_issues=True)


def _odds(pattern: str, formula: str) -> Rule:
    made_by = f"{PANEL}.odds.odds_over"
    return Rule(f"economy.odds.{pattern}", "share", formula, made_by, ODDS, sample="hold", all_issues=True)


def _fixed(pattern: str, formula: str, made_by: str) -> Rule:
    return Rule(f"economy.{pattern}", "number", formula, made_by, drawn=False)


_FRAME = (
    Rule("economy", "number", "null: the case has no `consequences`, or there is no answer to them",
         f"{PANEL}.in_brief", drawn=False),
    Rule("economy.draws", "count", f"{LIMIT}: the ledger", f"{PANEL}.ledger_draws", sample="economy"),
    _fixed("months.{k}", "a month that is answered, counted from the start of a scenario", f"{PANEL}.drawn.world"),
    Rule("economy.odds.draws", "count", f"{LIMIT}: the odds", f"{PANEL}.odds.odds_over", sample="hold"),
    _odds("settled", "null: no draw has a settlement"),
    _odds("settled.value", "sum over scenarios but no deal of their odds"),
    _odds("scenarios.{under}.value",
          "mean over draws of the chance that a deal of {under} comes into force by the horizon (without `timing`: its"
          " share in what would be signed); no deal has the rest"),
    _odds("scenarios.{under}.given_settlement", "the same divided by the chance of a settlement"),
    _odds("scenarios.{under}.se", SPREAD_ERROR),
    _odds("settled.se", SPREAD_ERROR),
    _odds("scenarios.{under}.given_settlement_se", "error of the ratio of two means over draws"),
    _fixed("survival.{month}.month", "month after a deal comes into force", f"{PANEL}.drawn.world"),
    _told("survival.{month}.value", "share", "mean over draws of the chance that a deal in force still holds at the end"
          " of month {month}", "drawn.world", HOLDS),
)  # fmt: skip

_INDICATORS = (
    _fixed("indicators.{indicator}.scenarios.{under}.months.{month}.month", "month after the start of the scenario",
           f"{PANEL}.drawn.world"),
    _fixed("indicators.{indicator}.mixture|given_settlement.{month}.month", "month after the start of the scenario",
           f"{PANEL}.drawn.world"),
    _told("indicators.{indicator}.scenarios.{under}.months.{month}.mean|q05|q25|q50|q75|q95", "level",
          f"mean or quantile over draws of {{indicator}} after {{month}} months: {LEDGER}", "indicators.indicators",
          HOLDS),
    _told("indicators.{indicator}.scenarios.{under}.months.{month}.se", "number", SPREAD_ERROR,
          "indicators.indicators", HOLDS),
    _told("indicators.{indicator}.scenarios.{under}.months.{month}.quantile_se", "number", QUANTILE_ERROR,
          "indicators.indicators", HOLDS),
    _told("indicators.{indicator}.mixture.{month}.mean|q05|q25|q50|q75|q95", "level",
          f"{{indicator}} after {{month}} months, mixed over all scenarios {MIXED}", "indicators.indicators", ODDS),
    _told("indicators.{indicator}.given_settlement.{month}.mean|q05|q25|q50|q75|q95", "level",
          f"{{indicator}} after {{month}} months, mixed over deals alone {MIXED}", "indicators.indicators", ODDS),
    _told("indicators.{indicator}.mixture|given_settlement.{month}.se", "number", MEAN_ERROR, "indicators.indicators",
          ODDS),
    _told("indicators.{indicator}.mixture|given_settlement.{month}.quantile_se", "number", QUANTILE_ERROR,
          "indicators.indicators", ODDS),
    _told("indicators.{indicator}.given_settlement", "number", "null: no draw has a settlement",
          "indicators.indicators", ODDS),
)  # fmt: skip

_RECESSION = (
    _told("recession.{region}.baseline", "share",
          "normal chance that growth of GDP of {region} over a year falls below the bound of the definition, at"
          " baseline growth and the error of forecasts, both assumed", "indicators.recessions"),
    _told("recession.{region}.scenarios.{under}.value", "share",
          "mean over draws of the same with growth changed by GDP of {region} under {under} after a year",
          "indicators.recessions", HOLDS),
    _told("recession.{region}.scenarios.{under}.se", "share", SPREAD_ERROR, "indicators.recessions", HOLDS),
    _told("recession.{region}.mixture", "share", "sum over scenarios of odds x chance", "indicators.recessions", ODDS),
    _told("recession.{region}.given_settlement", "share",
          "the same by the odds given a settlement; null: no draw has one", "indicators.recessions", ODDS),
)  # fmt: skip

_PRODUCTS = (
    _fixed("contributions.{indicator}.month", "month that the products are told of", f"{PANEL}.products.products"),
    _told("contributions.{indicator}.scenarios.{under}.total", "number",
          f"mean over draws of {{indicator}}: {LEDGER}", "products.products", HOLDS),
    _told("contributions.{indicator}.scenarios.{under}.rest", "number", "sum of the products not told one by one",
          "products.products", HOLDS),
    _told("contributions.{indicator}.scenarios.{under}.lines.{line}.size", "number",
          "mean over draws of the size of the driver", "products.products"),
    _told("contributions.{indicator}.scenarios.{under}.lines.{line}.coefficient", "number",
          "mean over draws of the product of the responses on the way", "products.products"),
    _told("contributions.{indicator}.scenarios.{under}.lines.{line}.lag", "number",
          "mean over draws of the part that has arrived: the driver's path weighed by the gamma lags, times the chance"
          " that the deal still holds (part deal) or has broken (part no_deal)", "products.products", HOLDS),
    _told("contributions.{indicator}.scenarios.{under}.lines.{line}.value", "number",
          "mean over draws of size x coefficient x lag; the mean of a product is not the product of the means",
          "products.products", HOLDS),
)  # fmt: skip

_OUTSIDE = (
    _fixed("consistency.rows.{row}.month", "month that the figure is set beside", f"{PANEL}.indicators.consistency"),
    _fixed("consistency.rows.{row}.published_low|published_high", "as published: consistency, not validation",
           "detente.consequences.comparisons.comparisons"),
    _told("consistency.rows.{row}.q05|q50|q95", "level", "quantile over draws of the indicator under the scenario, if"
          " it holds", "indicators.consistency"),
    _told("consistency.rows.{row}.quantile_se", "number", QUANTILE_ERROR, "indicators.consistency"),
    _fixed("consistency.formulas.{formula}.published_low|published_high", "as published, per cent",
           "detente.consequences.formula_checks.formula_checks"),
    _fixed("consistency.formulas.{formula}.value",
           "the formula at the inputs of its row, per cent; where the row is `unverified` agreement says nothing",
           "detente.consequences.rationing.ces_rationing"),
    _fixed("drivers.{under}.{driver}.low|mid|high",
           "what {under} sets for {driver}, a change against the baseline: as its row says, or its parent's, widened",
           "detente.consequences.given.driver_rows"),
    _fixed("responses.{response}.low|mid|high", "published, judged or assumed response: as its row says",
           "detente.consequences.responses.responses"),
)  # fmt: skip

ECONOMY: tuple[Rule, ...] = (*_FRAME, *_INDICATORS, *_RECESSION, *_PRODUCTS, *_OUTSIDE)
