"""How the numbers of `hold` are made, in words."""

from __future__ import annotations

from detente.ensemble.rules import ERROR, EVERYTHING, LIMIT, ZONE, Rule, drawn

TIMING = ("timing", "durability", "ratification")
"""Kinds of inputs that say how talks close, are ratified and hold."""
ALL = (*EVERYTHING, *TIMING)
KEPT = (*ZONE, "durability", "guarantees")
"""Kinds of inputs that say whether a party keeps a deal."""
COURSE = "durability.course.course"
BASELINE = "durability.survival.baseline"
BREAKDOWN = "durability.breakdown.breakdown"


def _held(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = ALL) -> Rule:
    return drawn(f"hold.{pattern}", unit, formula, made_by, kinds, sample="hold")


_TIMES = (
    _held("draws", "count", LIMIT, "ensemble.hold.hold", ()),
    _held("timing.signed|ratified|in_force.value", "share",
          "mean over draws of the chance by the horizon: in each month talks leave the table with chance"
          " 1 - exp(-sum of rates x length / 12), split in proportion to the rates; closing counts while the zone"
          " holds a settlement", COURSE),
    _held("timing.signed|ratified|in_force.se", "share", "sd over draws of the draw's chance / sqrt(n)", COURSE),
    _held("timing.signed|ratified|in_force.low|high", "share",
          "least and largest value with each assumption at its low and at its high, one at a time",
          "ensemble.hold.horizon.horizon"),
    _held("timing.assumptions.{input}.low|mid|high", "number",
          "as coded; of ratification the mean over draws, by the chance of a signature",
          "ensemble.hold.horizon.horizon", TIMING),
    _held("timing.assumptions.{input}.moves.{result}.at_low|at_high", "share",
          "mean over draws of the chance of {result} with {input} at this end", COURSE),
    _held("timing.by_month.{month}.zone", "share",
          "share of draws in which the zone holds a settlement in this month: no-deal values drifted, the bar raised by"
          " expected breakdown", "ensemble.hold.talks.talks", ZONE),
    _held("timing.by_month.{month}.{state}", "share", "mean over draws of the chance of this state at its end", COURSE),
    _held("timing.scenarios.{scenario}.signed", "share",
          "mean over draws of the chance that a deal of this scenario was signed by the horizon", COURSE),
    _held("timing.scenarios.{scenario}.in_force|by_month", "share",
          "mean over draws of the chance that a deal of this scenario is in force", COURSE),
    _held("timing.scenarios.{scenario}.by_month.{month}", "share",
          "mean over draws of the chance that a deal of this scenario is in force at the end of the month",
          COURSE),
    _held("timing.unknown_steps", "share",
          "share of what the models sign that meets a step of which nothing is known; the middle of its range is taken",
          "ensemble.hold.signed.approvals"),
)  # fmt: skip

_HOLDS = (
    _held("fragility.bar.{party}", "points",
          "mean over draws of (no-deal value - value after a breakdown) x rate of breakdown / discount rate",
          "durability.fragility.bar_raised", (*ZONE, "durability")),
    _held("fragility.zone|zone_without", "share", "share of draws with a zone at the as-of date, with the bar"
          " raised or without", "ensemble.hold.talks.talks", ZONE),
    _held("ratified_zone.zone|ratified", "share",
          "share of draws in which the zone holds a settlement, and one that every ratifier with a say accepts too",
          "durability.ratified_zone.ratified_zone", (*ZONE, "ratification")),
    _held("ratified_zone.zone_se|ratified_se", "share", ERROR, "ensemble.hold.ratified.drawn_ratified", ZONE),
    _held("ratified_zone.undecided", "share", "share of draws in which the search met its limit before it knew",
          "durability.ratified_zone.ratified_zone", (*ZONE, "ratification")),
    _held("survival.cases|ended", "count", "of the reference class", BASELINE, ()),
    _held("survival.rows.{row}.months", "number", "months after entry into force", BASELINE, ()),
    _held("survival.rows.{row}.value", "share", "mean over draws of S(t) of the class to the power of the frailty",
          "durability.survival.with_frailty", ("durability",)),
    _held("survival.rows.{row}.low|high", "share",
          "5 % point over draws of the low end, 95 % point of the high end, of the class's interval to the power of the"
          " frailty", "durability.survival.with_frailty", ("durability",)),
    _held("survival.hazard.{row}.since|months", "number", "months after entry into force", BREAKDOWN, ()),
    _held("survival.hazard.{row}.value", "number",
          "endings per deal and year: mean over draws of the frailty times -ln(S(t2) / S(t1)) / (t2 - t1) of the class",
          BREAKDOWN, ("durability",)),
    _held("survival.hazard.{row}.low|high", "number",
          "low end times the 5 % point of the frailty over draws, high end times its 95 % point", BREAKDOWN,
          ("durability",)),
    _held("survival.hazard.{row}.of_class", "number", "that rate of the class", BREAKDOWN, ()),
    _held("survival.rows.{row}.of_class|published", "share", "S(t) of the class, fitted or as published", BASELINE, ()),
)  # fmt: skip

_OFFERS = (
    _held("offers.{offer}.signed.value", "share", "share of draws in which every required party accepts {offer}",
          "settlement.judge.accepted", ZONE),
    _held("offers.{offer}.signed.se", "share", ERROR, "ensemble.hold.offers.offers", ZONE),
    _held("offers.{offer}.ratified.probability|low|high", "share",
          "chance that every step passes, as they depend on one another; its ends with all that is uncertain beside the"
          " draws at its low and high", "durability.ratification.ratification"),
    _held("offers.{offer}.ratified.bounds.low|high", "share",
          "Frechet bounds: what no dependence of the steps can leave", "durability.dependence.frechet"),
    _held("offers.{offer}.ratified.days.{end}", "number", "days from the signature to the last step",
          "durability.schedule.done", ("ratification",)),
    _held("offers.{offer}.ratified.steps.{step}.probability|low|high", "share",
          "chance of a yes in {step}: from polls that speak of {offer}, else from utility, red lines or votes",
          "durability.steps.judge_step"),
    _held("offers.{offer}.ratified.steps.{step}.done.{end}", "number", "days from the signature until {step} is done",
          "durability.schedule.done", ("ratification",)),
    _held("offers.{offer}.keeping.{party}.keeps", "share",
          "share of draws in which keeping {offer} is worth no less to {party} than breaking it, given the guarantees",
          "durability.guarantees.keeping", KEPT),
    _held("offers.{offer}.keeping.{party}.se", "share", ERROR, "ensemble.hold.offers.offers", ZONE),
    _held("offers.{offer}.keeping.{party}.slack.mean|low|high", "points",
          "value of keeping minus value of breaking: mean, 5 % and 95 % point over draws",
          "durability.guarantees.keeping", KEPT),
    _held("offers.{offer}.keeping.{party}.answer", "share", "mean chance that a breach is answered",
          "durability.enforcement.answered", ("guarantees",)),
    _held("offers.{offer}.keeping.{party}.guarantees.{guarantee}.strength|strength_needed", "share",
          "mean strength as drawn; median of the least strength at which {party} keeps {offer}, the others given",
          "durability.guarantees.keeping", ("guarantees", "durability")),
    _held("offers.{offer}.exposed.{row}.surplus|low|high", "points",
          "surplus of the party should nothing follow the phase: median, 5 % and 95 % point over draws",
          "durability.exposure.exposure", ZONE),
    _held("offers.{offer}.exposed.{row}.exposed|stops", "share",
          "share of draws in which that surplus is below 0, or above what carrying out the rest brings",
          "durability.exposure.exposure", ZONE),
    _held("stability.{offer}.stable|stable_se.{concept}", "share",
          "share of draws in which {offer}, once signed, is stable for every party under {concept}, and its error",
          "strategy.stability.judge.stable", KEPT),
    _held("stability.{offer}.parties.{party}.to_no_deal|to_breach|deterred|leaves", "share",
          "share of draws in which {party} prefers no deal, or a breach, to {offer}; gains by leaving but is deterred;"
          " leaves it all the same (not sequentially stable)", "strategy.stability.judge.stable",
          KEPT),
)  # fmt: skip

_DIAGNOSIS = (
    _held("obstacles.{obstacle}.share", "share", "share of draws in which {obstacle} stands in the way",
          "durability.obstacle.obstacles"),
    _held("obstacles.{obstacle}.points", "points", "median over draws of the number that is compared with 0",
          "durability.obstacle.obstacles"),
    _held("ripeness.ripe|way_out", "share", "share of draws: all hurting and each sees a way out; each sees one",
          "durability.ripeness.ripeness"),
    _held("ripeness.parties.{party}.slope|low|high", "points",
          "change a year of the no-deal value of {party}: median, 5 % and 95 % point", "durability.ripeness.ripeness",
          ("timing",)),
    _held("ripeness.parties.{party}.hurting", "share", "share of draws in which it falls",
          "durability.ripeness.ripeness", ("timing",)),
    _held("score.forecasts.{forecast}.p", "share", "chance of a deal in force at the horizon, by {forecast}",
          "ensemble.hold.score.score"),
    _held("score.forecasts.{forecast}.brier", "number", "(p - o)^2 with o 1 where a deal was in force, else 0",
          "ensemble.hold.score.score"),
)  # fmt: skip

HOLD: tuple[Rule, ...] = (*_TIMES, *_HOLDS, *_OFFERS, *_DIAGNOSIS)
