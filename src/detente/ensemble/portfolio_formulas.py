"""How the numbers of a portfolio under scenarios are made, in words."""

from __future__ import annotations

from dataclasses import replace

from detente.ensemble.rules import LIMIT, Rule

PLACE = "detente.ensemble.consequences.portfolio"
ENGINE = "detente.consequences.portfolio"
LEDGER, ODDS, RANGE = "ledger", "odds", "range"
"""Which draws a number rests on."""
SETS, HELD, PRIOR = ("drivers",), ("holdings",), ("prior",)
ALL = (*SETS, *HELD, *PRIOR)
OVER = "in % over one window"
WEIGHED = "windows of the past weighed by entropy pooling so that each market's mean is what {under} says of it"
MIXED = "weights of the windows under each scenario, added up by the odds (given_settlement: of all but no deal)"
UNVIEWED = "weights of the windows under the prior, before any view"


def _told(
    pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ALL
) -> Rule:  # fmt: skip
    return Rule(f"portfolio.{pattern}", unit, formula, made_by, kinds, sample=LEDGER, all_issues=True)


def _of(sample: str, rule: Rule) -> Rule:
    """Return a rule whose number rests on other draws."""
    return replace(rule, sample=sample)


def _fixed(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ()) -> Rule:
    return Rule(f"portfolio.{pattern}", unit, formula, made_by, kinds, drawn=False, all_issues=True)


def _risk(place: str, weights: str) -> tuple[Rule, ...]:
    """Return the rules of one row of gains and losses; `weights` says by which weights of the windows."""
    risk, row = f"{ENGINE}.risk.portfolio_risk", f"{PLACE}.scenarios.risk_row"
    return (
        _told(f"{place}.mean", "number", f"sum over windows of weight x change of the whole, {OVER}; {weights}", risk),
        _told(f"{place}.volatility", "number", f"standard deviation of the change, {OVER}; {weights}", risk),
        _told(f"{place}.var", "number",
              f"loss that is passed with probability 1 - level, {OVER}; {weights}", f"{ENGINE}.risk.tail_risk"),
        _told(f"{place}.cvar", "number",
              f"mean loss of the worst 1 - level of probability, the window at its edge in part, {OVER}; {weights}",
              f"{ENGINE}.risk.tail_risk"),
        _told(f"{place}.loses", "share", f"weight of the windows in which the portfolio loses; {weights}", row),
        _told(f"{place}.amounts", "number", "null: the holdings have weights, not amounts", row, HELD),
        _told(f"{place}.amounts.mean|var|cvar", "number", "the same in % x total of the amounts / 100", row),
        _told(f"{place}.contributions.{{asset}}.mean", "number",
              f"weight of {{asset}} x its mean change; they sum to the portfolio's mean; {weights}", risk),
        _told(f"{place}.contributions.{{asset}}.cvar", "number",
              f"mean loss of {{asset}} in the worst windows of all (Euler); they sum to the CVaR; {weights}", risk),
        _told(f"{place}.diversification.volatility_apart", "number",
              f"sum of the standard deviations of the holdings, each by its weight; {weights}", row),
        _told(f"{place}.diversification.ratio", "number",
              "volatility of the holdings apart / that of the whole; null where nothing moves", row),
        _told(f"{place}.diversification.cvar_apart", "number",
              f"sum of the CVaR of the holdings, each alone by its weight; {weights}", row),
    )  # fmt: skip


_FRAME = (
    _fixed("seed", "number", "seed of the random numbers", f"{PLACE}.portfolio"),
    _fixed("draws", "count", f"{LIMIT}: drivers and survival", f"{PLACE}.weighed"),
    _fixed("range_draws", "count", f"{LIMIT}: the range of each mean", f"{PLACE}.scenarios.scenario_rows"),
    _fixed("odds.draws", "count", f"{LIMIT}: the odds", "detente.ensemble.consequences.odds.odds_of"),
    _fixed("level", "share", "level of VaR and CVaR, as asked", f"{PLACE}.answer"),
    _fixed("sample.windows", "count", "windows up to the day of the case in which every series used has a change",
           f"{ENGINE}.changes.sample"),
    _fixed("sample.span", "count", "months of one window (judged)", f"{ENGINE}.changes.sample"),
    _fixed("prior.same_sign_weight", "share",
           "weight of windows in which equity, or its stand-in, and energy moved the same way; 1: plain history",
           f"{ENGINE}.prior.supply_shock_prior", PRIOR),
    _fixed("prior.opposite", "share", "share of windows in which the two moved oppositely",
           f"{ENGINE}.prior.supply_shock_prior"),
    _fixed("holdings.total", "number", "sum of the amounts; null where weights are given",
           "detente.formats.holdings.read_holdings", HELD),
    _fixed("holdings.effective_number", "number", "(sum of |weight|)^2 / sum of weight^2", f"{PLACE}.answer", HELD),
    _fixed("holdings.rows.{asset}.weight", "share", "as given, or amount / total",
           "detente.formats.holdings.read_holdings", HELD),
    _fixed("holdings.rows.{asset}.amount", "number", "as given; null where weights are",
           "detente.formats.holdings.read_holdings", HELD),
    _fixed("holdings.rows.{asset}.exposures.{series}", "number",
           "change of {asset} in % when {series} changes by 1 %", f"{ENGINE}.held.exposures", HELD),
)  # fmt: skip

_SCENARIOS = (
    _told("views.{under}.{driver}.target", "number",
          "mean over draws of {driver} at the end of one window under {under}: survival x its size there + (1 -"
          " survival) x its size under no deal, on its path; as `economy` prints it", f"{PLACE}.views.views_of", SETS),
    _fixed("views.{under}.{driver}.low|mid|high", "number", "what {under} sets for {driver} while it holds",
           "detente.consequences.given.driver_rows", SETS),
    _of(ODDS, _told("scenarios.{under}.probability", "share",
          "mean over draws of the chance that a deal of {under} comes into force by the horizon (without `timing`: its"
          " share in what would be signed); no deal has the rest", "detente.ensemble.consequences.odds.odds_of", ())),
    _of(ODDS, _told("scenarios.{under}.se", "share", "sd over draws / sqrt(n)",
          "detente.ensemble.consequences.odds.odds_of", ())),
    *_risk("scenarios.{under}", WEIGHED),
    _told("scenarios.{under}.change", "number", f"mean under {{under}} - mean before any view, {OVER}",
          f"{PLACE}.scenarios.scenario_rows"),
    _told("scenarios.{under}.part", "number", "probability x mean; they sum to the mean of the mixture",
          f"{PLACE}.scenarios.scenario_rows"),
    _of(RANGE, _told("scenarios.{under}.low|high", "number",
          "5 or 95 % quantile of the mean over draws of what {under} sets, each with weights of its own",
          f"{PLACE}.scenarios.scenario_rows")),
    _told("scenarios.{under}.effective", "share", "exp(- relative entropy)", f"{ENGINE}.pooling.pool"),
    _told("scenarios.{under}.windows", "number", "exp(entropy of the weights): how many windows carry the answer",
          f"{PLACE}.scenarios.windows"),
    _told("scenarios.{under}.relative_entropy", "number", "sum of weight x ln(weight / prior), in nats",
          f"{ENGINE}.pooling.pool"),
    _told("scenarios.{under}.error", "number", "largest miss of a view, in its standard deviations under the prior",
          f"{ENGINE}.pooling.pool"),
    _told("scenarios.{under}.slack.{series}", "number",
          "change of the view on {series} with which all can be met (least sum of changes, in standard deviations)",
          f"{ENGINE}.pooling.pool"),
    _told("scenarios.{under}.gaussian", "number", "null: {under} has no view, or two that say the same",
          f"{ENGINE}.weighing.gaussian"),
    _told("scenarios.{under}.gaussian.mean", "number",
          f"mean of the portfolio given the views in a Gaussian world with the prior's mean and covariance, {OVER}",
          f"{ENGINE}.gaussian.gaussian_conditional"),
    _told("scenarios.{under}.gaussian.distance", "number",
          "Mahalanobis distance of the views from their prior means, in standard deviations",
          f"{ENGINE}.gaussian.gaussian_conditional"),
    _told("scenarios.{under}.gaussian.tail", "share", "chi-squared chance of views at least as far",
          f"{ENGINE}.gaussian.gaussian_conditional"),
)  # fmt: skip

_TABLES = (
    _told("given_settlement", "number", "null: no settlement has any odds", f"{PLACE}.answer"),
    *_risk("mixture|given_settlement", MIXED),
    *_risk("before", UNVIEWED),
    _told("stories.{under}.{series}.implied", "number",
          "change of the mean of {series} against the prior by the views of {under} on energy and cereals alone",
          f"{ENGINE}.prior.story_check", (*SETS, *PRIOR)),
    _fixed("stories.{under}.{series}.story", "number", "sign of what {under} sets for equity",
           f"{PLACE}.views.stories", SETS),
    _told("moves.{series}.prior", "number", f"mean of {{series}} under the prior, {OVER}", f"{PLACE}.tables.move_rows",
          PRIOR),
    _told("moves.{series}.mixture", "number", "change of the mean of {series} against the prior, mixed by the odds",
          f"{PLACE}.tables.move_rows", (*SETS, *PRIOR)),
    _told("moves.{series}.scenarios.{under}.change", "number",
          "change of the mean of {series} against the prior under {under}", f"{PLACE}.tables.move_rows",
          (*SETS, *PRIOR)),
    _told("moves.{series}.no_deal_beside_equity", "number",
          "change of {series} under no deal - that of equity; null without a series of equity",
          f"{PLACE}.tables.move_rows", (*SETS, *PRIOR)),
    _told("hedges.{series}.size", "share",
          "size of {series} beside the portfolio, between -1 and 1 of it, with the least CVaR of the mixture",
          f"{ENGINE}.odds.hedge_table"),
    _told("hedges.{series}.cvar|without", "number", "CVaR of the mixture with it, and without any",
          f"{ENGINE}.odds.hedge_table"),
    _told("hedges.{series}.cost", "number", "- size x mean of {series} in the mixture", f"{ENGINE}.odds.hedge_table"),
    _told("hedges.{series}.break_even", "share",
          "chance of no deal p with p x its mean under no deal + (1 - p) x its mean given a settlement = 0; null: none",
          f"{ENGINE}.odds.break_even"),
    _told("break_even", "number", "null: no settlement has any odds", f"{PLACE}.tables.break_even_row"),
    _told("break_even.if_settled|if_not", "number", f"its mean given a settlement, and under no deal, {OVER}",
          f"{PLACE}.tables.break_even_row"),
    _told("break_even.probability", "share",
          "chance of a settlement p with p x if_settled + (1 - p) x if_not = 0; null: none",
          f"{ENGINE}.odds.break_even"),
    _fixed("implied.{k}.price", "number", "as asked", f"{PLACE}.tables.implied_rows"),
    _told("implied.{k}.if_settled|if_not", "number",
          "as asked, or the mean of the series given a settlement and under no deal", f"{PLACE}.tables.implied_rows",
          SETS),
    _told("implied.{k}.probability", "share",
          "(price - if_not) / (if_settled - if_not), risk-neutral; null where it is not between 0 and 1",
          f"{ENGINE}.odds.implied_probability", SETS),
    _told("implied.{k}.price_again", "number", "p x if_settled + (1 - p) x if_not", f"{ENGINE}.odds.implied_price",
          SETS),
)  # fmt: skip

PORTFOLIO: tuple[Rule, ...] = (*_FRAME, *_SCENARIOS, *_TABLES)
