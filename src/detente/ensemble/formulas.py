"""How every number of a run is made, in words: one row per kind of number."""

from __future__ import annotations

from dataclasses import dataclass

UTILITY = ("salience", "position", "worth", "score", "interactions")
ZONE_ROWS = "ensemble.zone_probability.zone_probability"
ZONE = (*UTILITY, "red_lines", "no_deal")
EVERYTHING = (*ZONE, "leverage")
NO_DEAL = (*UTILITY, "no_deal")
SPREAD = ("correlation", "staleness", "toughness")
"""What shapes the draws and leaves the central case as it is."""

WORTH = (
    "salience-weighted mean of worths, sum over issues of salience x worth / sum of saliences (worth = 100 - |score - "
    "position|, or as given), plus declared interactions"
)
ERROR = "standard error of a share over draws, sqrt(p (1 - p) / n)"
UNDECIDED = "draws in which the search met its limit before it knew; none means all are proven; they count as empty"
LIMIT = "how many draws were used for this part"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of number is made.

    Parameters
    ----------
    pattern
        Dotted path; ``{name}`` takes any one part and names it, ``a|b`` takes either.
    unit
        ``share`` (0-1), ``points`` (utility, 0-100), ``score`` (an issue's axis), ``count``, or ``number``.
    formula
        Words; may hold the names of the pattern.
    made_by
        Module and function.
    kinds
        Kinds of inputs that enter: of the party of the pattern, else of all required parties; on its issue, else all.
    drawn
        Whether it rests on the draws; the central case does not.
    all_issues
        Whether inputs on other issues than the pattern's enter too.
    sample
        Key of the run's `sub_samples` that says how many draws were used, where not all were.
    """

    pattern: str
    unit: str
    formula: str
    made_by: str
    kinds: tuple[str, ...] = ()
    drawn: bool = True
    all_issues: bool = False
    sample: str = ""


def _central(
    pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ZONE
) -> Rule:  # fmt: skip
    return Rule(pattern, unit, formula, f"detente.{made_by}", kinds, drawn=False, all_issues=True)


def _drawn(  # noqa: PLR0913
    pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = EVERYTHING, *, sample: str = ""
) -> Rule:  # fmt: skip
    spread = SPREAD if kinds else ()
    return Rule(pattern, unit, formula, f"detente.{made_by}", (*kinds, *spread), all_issues=True, sample=sample)


GIVEN = (
    _drawn("draws", "count", "number of draws asked for", "ensemble.run.run", ()),
    _drawn("seed", "number", "seed asked for; every input has its own stream, keyed by it", "ensemble.run.run", ()),
    Rule("case.parties.{party}.leverage", "number", "leverage of {party} at mid",
         "detente.ensemble.provenance.provenance", ("leverage",), drawn=False),
    Rule("case.issues.{issue}.options.{option}.score", "score", "place of option {option} on the axis of {issue}",
         "detente.ensemble.provenance.provenance", ("score",), drawn=False),
    Rule("inputs.{input}.low|mid|high", "number", "coded in the case file; half-widths grow when the coding is stale",
         "detente.ensemble.provenance.provenance", drawn=False),
)  # fmt: skip

CENTRAL = (
    _central("central.settlements.total.value|se", "count", "product of the numbers of options, `open` included",
             "settlement.zone.total", ()),
    _central("central.settlements.admissible.value|se", "count",
             "settlements without exclusion, counted exactly issue by issue", "settlement.zone.admissible", ()),
    _central("central.settlements.zone.value|se", "count",
             "admissible settlements that every required party accepts: utility >= no-deal value and no red line of"
             " its own;"
             " counted exactly where that fits, else estimated with its error", "settlement.zone.in_zone"),
    _central("central.no_deal.{party}", "points",
             "coded no-deal value of {party}, truncated to the bounds that its statements on offers set",
             "settlement.no_deal.no_deal_values", NO_DEAL),
    _central("central.frontier.zone.size", "count",
             "settlements of the zone that no other of the zone dominates for the parties with a no-deal value",
             "settlement.zone.frontier"),
    _central("central.frontier.admissible.size", "count",
             "admissible settlements that no other dominates for the parties with a no-deal value",
             "settlement.zone.frontier", UTILITY),
    _central("central.frontier.zone|admissible.settlements.{index}.utility.{party}", "points",
             f"utility to {{party}}: {WORTH}", "settlement.judge.judge", UTILITY),
    _central("central.solutions.{concept}.settlements.{index}.utility.{party}", "points",
             f"utility to {{party}}: {WORTH}", "settlement.judge.judge", UTILITY),
    _central("central.solutions.{concept}.value", "number",
             "objective of {concept} at its best settlements in the zone; none where leximin stands in for it",
             "solutions.concepts.solutions",
             EVERYTHING),
    _central("central.solutions.{concept}.ties", "count", "settlements at which {concept} attains its best value",
             "solutions.concepts.solutions", EVERYTHING),
    _central("central.solutions.{concept}.slack", "number", "0 where proven best, else distance to the best open bound",
             "solutions.concepts.solutions", EVERYTHING),
    _central("central.compromise.positions.{issue}", "score",
             "sum over parties of leverage x salience x position / sum of leverage x salience, on {issue}",
             "solutions.compromise.compromise", ("salience", "position", "leverage", "score")),
    _central("central.compromise.settlements.{index}.utility.{party}", "points", f"utility to {{party}}: {WORTH}",
             "settlement.judge.judge", UTILITY),
    _central("central.gap", "points",
             "largest least surplus (utility - no-deal value) over settlements without a binding red line; null: none",
             "settlement.zone.gap"),
    _central("central.gap_slack", "points", "how much larger the gap may be, 0 where it is proven",
             "settlement.zone.gap"),
    _central("central.gap_without_red_lines", "points", "largest least surplus when no red line binds",
             "settlement.zone.gap", NO_DEAL),
    _central("central.nearest_miss.short.{party}", "points",
             "points by which the nearest miss is below the no-deal value of {party}", "settlement.zone.gap"),
    _central("central.nearest_miss.settlements.{index}.utility.{party}", "points", f"utility to {{party}}: {WORTH}",
             "settlement.judge.judge", UTILITY),
    _central("central.coalitions.undecided", "count",
             "groups of required parties for which the search met its limit; they are taken not to block",
             "settlement.coalitions.coalitions"),
    _central("central.blocking.{issue}.gap_points", "points", "gap without the red lines on {issue} minus the gap",
             "settlement.zone.blocking"),
)  # fmt: skip

PROBABILITY = (
    _drawn("zone_probability.value", "share",
           "share of draws in which the zone holds a settlement, everything drawn; not a forecast",
           "ensemble.propagate.solve", ZONE),
    _drawn("zone_probability.undecided", "count", UNDECIDED,
           "ensemble.propagate.zones", ZONE),
    _drawn("zone_probability.comprehensive.undecided", "count", UNDECIDED, ZONE_ROWS, ZONE),
    _drawn("zone_probability.by_source|by_firmness.{row}.undecided|comprehensive_undecided", "count", UNDECIDED,
           ZONE_ROWS, ZONE),
    _drawn("zone_probability.by_source.{source}.value", "share",
           "share of draws with a settlement when only this is drawn: {source}; the rest stays central",
           "ensemble.groups.by_source", ZONE),
    _drawn("zone_probability.by_source.{source}.comprehensive", "share",
           "share of draws with a settlement that leaves nothing open when only this is drawn: {source}",
           "ensemble.groups.by_source", ZONE),
    _drawn("zone_probability.by_firmness.{firmness}.value", "share",
           "share of draws with a settlement when every stated red line has firmness {firmness}",
           "ensemble.groups.with_firmness", ZONE),
    _drawn("zone_probability.by_firmness.{firmness}.comprehensive", "share",
           "share of draws with a settlement that leaves nothing open, at firmness {firmness}",
           "ensemble.groups.with_firmness", ZONE),
    _drawn("zone_probability.by_firmness.{firmness}.firmness", "share", "the common firmness of this row",
           "ensemble.groups.with_firmness", ()),
    _drawn("zone_probability.comprehensive.value", "share",
           "share of draws with a settlement that leaves nothing open", "ensemble.propagate.zones", ZONE),
    _drawn("zone_probability.se", "share", ERROR, ZONE_ROWS, ZONE),
    _drawn("zone_probability.comprehensive.se", "share", ERROR, ZONE_ROWS, ZONE),
    _drawn("zone_probability.comprehensive.draws", "count", LIMIT, ZONE_ROWS, ()),
    _drawn("zone_probability.by_source|by_firmness.{row}.se|comprehensive_se", "share", ERROR, ZONE_ROWS, ZONE),
    _drawn("zone_probability.by_source|by_firmness.{row}.draws", "count", LIMIT, ZONE_ROWS, ()),
)  # fmt: skip

SCENARIOS = (
    _drawn("scenarios.no_deal.value", "share", "share of draws with an empty zone; the same for all models",
           "ensemble.shares.rows_of"),
    _drawn("scenarios.{scenario}.value", "share",
           "mean over models (equal weights) and draws of [zone holds a settlement] x share of the model's optimal"
           " settlements whose first matching scenario is {scenario}; ties split equally", "ensemble.shares.rows_of"),
    _drawn("scenarios.{scenario}.models.{model}", "share",
           "mean over draws of [zone holds a settlement] x share of the optimal settlements of {model} in {scenario}",
           "ensemble.shares.shares"),
    _drawn("scenarios.{scenario}.se", "share", "sd over draws of the draw's mixed share / sqrt(n)",
           "ensemble.shares.standard_errors"),
    _drawn("scenarios.{scenario}.models_se.{model}", "share",
           "sd over draws of the draw's share under {model} / sqrt(n)", "ensemble.shares.model_errors"),
    _drawn("scenarios.{scenario}.given_settlement_se", "share",
           "sd of the draw's mixed share over the draws with a settlement / sqrt(their number)",
           "ensemble.shares.given_settlement_errors"),
    _drawn("scenarios.{scenario}.low_se|high_se", "share",
           "sampling error of the row that sets this end: sd over draws / sqrt(n); for a moved input that of the"
           " mixture plus its change on the first draws, which both share", "ensemble.scenarios.scenarios",
           sample="low_high"),
    _drawn("scenarios.{scenario}.given_settlement", "share", "share of {scenario} / (1 - share of no deal)",
           "ensemble.shares.given_settlement"),
    _drawn("scenarios.{scenario}.low|high", "share",
           "least and largest share over the models' rows and over each input group fixed at its low and at its high",
           "ensemble.shares.extremes", sample="low_high"),
    _drawn("models.{model}.weight", "share", "weight of {model} in the mixture: equal", "ensemble.shares.shares", ()),
    _drawn("models.{model}.ties_cut", "count", "draws in which {model} had more tied settlements than were kept",
           "ensemble.scenarios.models", ()),
    _drawn("models.{model}.flagged", "count",
           "draws in which no settlement gives every party a strict gain, so that the leximin settlements stand in",
           "ensemble.scenarios.models", ()),
    _drawn("models.{model}.capped", "count", "draws whose optimum was not proven within the node limit",
           "ensemble.scenarios.models", ()),
    _drawn("models.{model}.capped_gap", "number", "largest distance of those optima to the best open bound, in what"
           " {model} maximises; null where all are proven, or where a draw has no bound", "ensemble.scenarios.models",
           ()),
)  # fmt: skip

OBSTACLES = (
    _drawn("gap.mean|q05|q50|q95", "points", "mean or quantile over draws of the gap, where there is one",
           "ensemble.propagate.solve", ZONE),
    _drawn("gap.missing", "count", "draws in which every settlement meets a binding red line",
           "ensemble.describe.spread", ZONE),
    _drawn("binding.{who}.share", "share", "share of the draws with an empty zone in which dropping {who} opens it",
           "ensemble.obstacles.obstacles", ZONE, sample="binding"),
    _drawn("binding.{who}.gap_points", "points", "mean gain of the gap over those draws when {who} is dropped",
           "ensemble.obstacles.obstacles", ZONE, sample="binding"),
    _drawn("blocking.{issue}.all_barred", "share",
           "share of draws in which every option of {issue} meets a red line of a required party that binds",
           "ensemble.obstacles.obstacles", ZONE, sample="all_barred"),
    _drawn("blocking.{issue}.all_barred_se", "share", ERROR, "ensemble.obstacles.obstacles", ZONE, sample="all_barred"),
    _drawn("blocking.{issue}.opens_alone", "share",
           "share of the draws with an empty zone in which lifting the red lines on {issue} opens it",
           "ensemble.obstacles.obstacles", ZONE, sample="binding"),
    _drawn("blocking.{issue}.gap_points", "points", "mean gain of the gap over those draws when {issue} has no red"
           " line",
           "ensemble.obstacles.obstacles", ZONE, sample="binding"),
    _drawn("binding|blocking.{row}.se", "share", ERROR, "ensemble.obstacles.obstacles", ZONE, sample="binding"),
    _drawn("left_open.{issue}.share", "share",
           "share of draws with a settlement in which the solution concepts leave {issue} open, mean over concepts",
           "ensemble.describe.left_open"),
    _drawn("left_open.{issue}.se", "share", "sd over draws of the draw's mean over concepts / sqrt(n)",
           "ensemble.describe.left_open"),
    _drawn("sub_samples.{part}", "count", f"{LIMIT}: {{part}}", "ensemble.run.run", ()),
)  # fmt: skip

JUDGED = (
    _central("acceptability.{package}.utility.{party}", "points", f"utility of {{package}} to {{party}}: {WORTH}",
             "settlement.judge.judge", UTILITY),
    _drawn("acceptability.{package}.share", "share", "share of draws in which every required party accepts {package}",
           "ensemble.acceptance.acceptability", ZONE),
    _drawn("acceptability.{package}.se", "share", ERROR, "ensemble.acceptance.acceptability", ZONE),
    _drawn("acceptability.{package}.by_party.{party}", "share", "share of draws in which {party} accepts {package}",
           "ensemble.acceptance.acceptance", ZONE),
    _drawn("acceptability.{package}.by_party_se.{party}", "share", ERROR, "ensemble.acceptance.acceptability", ZONE),
    _drawn("acceptability.{package}.optimal.{concept}", "share",
           "share of draws in which {package} is among the optima of {concept} that were kept",
           "ensemble.ranks.optimal"),
    _drawn("acceptability.{package}.optimal_se.{concept}", "share", ERROR, "ensemble.run.run"),
    _central("most_accepted.judged", "count", "settlements that were judged one by one", "kernels.acceptability.tally",
             ()),
    _drawn("most_accepted.draws", "count", LIMIT, "kernels.acceptability.tally", ()),
    _drawn("most_accepted.tied", "count", "settlements that share the largest share", "kernels.acceptability.tally",
           ZONE),
    _central("most_accepted.settlements.{index}.utility.{party}", "points", f"utility to {{party}}: {WORTH}",
             "settlement.judge.judge", UTILITY),
    _drawn("most_accepted.settlements.{index}.share", "share",
           "share of draws in which every required party accepts the settlement", "kernels.acceptability.tally", ZONE),
    _drawn("most_accepted.settlements.{index}.se", "share", ERROR, "ensemble.most_accepted.most_accepted", ZONE),
    _drawn("ranks.{party}.packages.{package}.ranks.{rank}", "share",
           "share of draws in which {package} has this rank for {party}, counted from 0; ties share the better rank",
           "ensemble.ranks.ranks", UTILITY),
    _drawn("ranks.{party}.packages.{package}.entropy", "number",
           "entropy of the ranks of {package} for {party}, in bits: -sum b log2 b", "ensemble.ranks.ranks", UTILITY),
    _drawn("ranks.{party}.packages.{package}.beats.{other}", "share",
           "share of draws in which {package} is worth more to {party} than {other}", "ensemble.ranks.ranks", UTILITY),
    _drawn("central_preferences.{package}.confidence", "share",
           "share of draws that accept {package} with saliences, positions and worths at their means over the draws"
           " that do", "ensemble.preferences.confidence", ZONE, sample="confidence"),
    _drawn("central_preferences.{package}.confidence_se", "share", ERROR, "ensemble.run.run", ZONE,
           sample="confidence"),
    _drawn("central_preferences.{package}.accepted", "count", "draws in which every required party accepts {package}",
           "ensemble.preferences.central_preferences", ZONE),
    _drawn("central_preferences.{package}.inputs.{input}.mean_all_se|mean_accepted_se", "number",
           "sd of the input over those draws / sqrt(their number)", "ensemble.preferences.central_preferences"),
    _drawn("central_preferences.{package}.inputs.{input}.mean_all|mean_accepted|shift", "number",
           "mean of the input over all draws, over those in which {package} is accepted, and their difference in"
           " standard deviations", "ensemble.preferences.central_preferences", EVERYTHING),
    _drawn("sensitivity.{output}.{input}.share|first_order", "share",
           "share of the variance of {output} over draws that {input} accounts for",
           "ensemble.sensitivity.sensitivity"),
    _drawn("sensitivity_method.draws", "count", LIMIT, "ensemble.sensitivity.sensitivity", ()),
    _drawn("sensitivity_method.r2.{output}", "share", "share of the variance of {output} that the fitted surrogate"
           " explains",
           "ensemble.sensitivity.sensitivity"),
    _central("offers.{offer}.utility.{party}", "points", f"utility of {{offer}} to {{party}}, over the issues it"
             f" settles: {WORTH}",
             "settlement.offers.offers", UTILITY),
    _central("offers.bounds|bounds_without_red_lines.{party}.low|high", "points",
             "utility to {party} of the best offer it refused (low) and of the worst it accepted or found talkable"
             " (high);"
             " a refusal does not count where a red line of its own is in the offer, unless red lines are ignored",
             "settlement.offers.offers", UTILITY),
    _central("offers.convergence.{first}.{second}.distance", "score",
             "mean absolute difference of option scores over the issues that {first} and {second} both settle; no"
             " salience",
             "settlement.offers.distance", ("score",)),
    _central("offers.convergence.{first}.{second}.utility_change.{party}", "points",
             "utility of {second} minus utility of {first}, to {party}", "settlement.offers.compare", UTILITY),
    _central("no_deal.{party}.coded.low|mid|high", "points", "no-deal value of {party} as coded",
             "ensemble.provenance.provenance", ("no_deal",)),
    _drawn("no_deal.{party}.mean|q05|q95", "points",
           "mean or quantile over draws of the no-deal value of {party}: the coded value, shifted with the mean"
           " utility of its reference offers, truncated to the bounds of its statements",
           "settlement.no_deal.no_deal_values", NO_DEAL),
    _drawn("no_deal.{party}.contradicted", "share",
           "share of draws in which the statements of {party} leave no value; the coded one is kept there",
           "settlement.no_deal.no_deal_values", NO_DEAL),
    _drawn("no_deal.{party}.contradicted_se", "share", ERROR, "settlement.no_deal.no_deal_values", NO_DEAL),
)  # fmt: skip

FULL = tuple(
    _drawn(f"comprehensive.{rule.pattern}", rule.unit, f"for settlements that leave nothing open: {rule.formula}",
           rule.made_by.removeprefix("detente."), rule.kinds,
           sample=rule.sample if rule.sample == "all_barred" else "comprehensive")
    for rule in OBSTACLES if rule.pattern.startswith(("binding", "blocking"))
)  # fmt: skip

RULES: tuple[Rule, ...] = (*GIVEN, *CENTRAL, *PROBABILITY, *SCENARIOS, *OBSTACLES, *FULL, *JUDGED)
