"""Will they sign it, and will it hold: the sentences that the terminal and the report share."""

from __future__ import annotations

from typing import Any

from detente.case.likelihood import likelihood
from detente.report.digits import DASH, decimal, points, share, share_range, whole
from detente.report.digits import signed as signed_points
from detente.report.labels import LONG, Labels

Result = dict[str, Any]
RESULTS = {
    "signed": "a deal is signed",
    "ratified": "signed and ratified",
    "in_force": "in force on that day",
}
NO_DEAL = {
    "war": "the war goes on and talks are open",
    "collapse": "talks have collapsed",
    "escalation": "the war has escalated and talks have ended",
    "pending": "signed, not yet ratified",
    "rejected": "signed, and refused at ratification",
    "broken": "in force and broken since",
}
RESTS_ON = (
    "These rest on judged rates. Range: each assumption at its low and at its high, one at a time; it is not a sampling"
    " error."
)
SIGNED = "A signature is not a deal that holds: each line asks for more than the one above it."
OBSTACLES = {
    "information": "Information: a zone exists, but not if each party has the best of its range without a deal",
    "commitment": "Commitment: a zone exists, but breaking the deal pays a party more than keeping it",
    "indivisibility": "Indivisibility: an issue has no option that crosses no red line",
    "interests": "Interests: nothing gives every party its no-deal value, even without red lines",
}
NO_TIMING = (
    "The case has no `timing`, so there is no chance by the horizon: say there how often a year talks close while the"
    " zone holds a settlement."
)
KEPT = (
    "All sign: share of draws in which every required party accepts, breakdown not yet weighed. Ratified: chance, and"
    " its range over what is uncertain beside the draws. Keeps: share of draws in which keeping beats breaking it,"
    " given the guarantees in the offer. Left: share of draws in which a party would leave it, others' answer seen"
    " (sequential stability); a dash: never tabled."
)
DIAGNOSIS = (
    "Shares of draws; they do not exclude one another. Median: of information, how far the least satisfied party falls"
    " back; of commitment, keeping minus breaking at the worst party; of indivisibility, what lifting the red lines"
    " would gain; of interests, the least surplus of the best settlement without red lines."
)


def chance(row: Result) -> str:
    """Return a chance with its range, each with no digit finer than its error."""
    return f"{share(row['value'], row['se'])} ({share_range(row['low'], row['high'])})"


def horizon_rows(hold: Result) -> list[tuple[str, str, str, str]]:
    """Return what, chance, range and word for each result at the horizon."""
    return [
        (words, share(row["value"], row["se"]), share_range(row["low"], row["high"]), likelihood(row["value"]))
        for name, words in RESULTS.items()
        for row in (hold["timing"][name],)
    ]


def otherwise(hold: Result) -> list[tuple[str, str, float]]:
    """Return what else may stand at the horizon, with its chance in words and as a number, the most likely first."""
    last = hold["timing"]["by_month"][-1]
    told = sorted(((last[name], words) for name, words in NO_DEAL.items()), reverse=True)
    return [(words, share(p), p) for p, words in told]


def horizon_line(run: Result) -> str:
    """Return the chances by the horizon in one sentence, with the assumption that moves them most."""
    hold = run["hold"]
    if hold["timing"] is None:
        return ""
    told = "; ".join(f"{words} {p} ({ends})" for words, p, ends, _ in horizon_rows(hold))
    first, ends = assumption_rows(hold)[0][:2]
    return f"{told}. Judged rates, first of all {first}: {ends}."


def ratified_words(row: Result | None) -> str:
    """Return the chance that an offer is ratified, with its range; a dash where nothing has to follow."""
    if row is None:
        return DASH
    if row["probability"] is None:
        return f"not known ({share_range(row['low'], row['high'])})"
    return f"{share(row['probability'])} ({share_range(row['low'], row['high'])})"


def left_share(hold: Result, offer: str) -> str:
    """Return in which share of the draws some party would leave an offer; a dash where it was not tabled."""
    row = next((row for row in hold["stability"] if row["id"] == offer), None)
    return DASH if row is None else share(1.0 - row["stable"]["seq"], row["stable_se"]["seq"], hold["draws"])


def step_words(step: Result) -> str:
    """Return the chance of a step, on what basis, and when it is done."""
    days = f"done after {step['done']['mid']:.0f} days"
    basis = {"given": "a wait, taken as kept", "unknown": "nothing says how it would decide"}.get(step["basis"])
    if basis:
        return f"{basis}; {days}"
    p = share(step["probability"]) if step["probability"] is not None else "not known"
    return f"{p} ({share_range(step['low'], step['high'])}), by {step['basis'].replace('_', ' ')}; {days}"


def assumption_rows(hold: Result) -> list[tuple[str, str, str, str]]:
    """Return each assumption with its range and what its ends make of two chances, in the order of the run."""
    return [
        (row["name"], _range(row), _moves(row, "signed"), _moves(row, "in_force"))
        for row in hold["timing"]["assumptions"]
    ]


def _range(row: Result) -> str:
    low, mid, high = (decimal(row[end], 2) for end in ("low", "mid", "high"))
    return f"{mid} ({low}{DASH}{high})"


def _moves(row: Result, name: str) -> str:
    ends = row["moves"][name]
    return f"{share(ends['at_low'])} to {share(ends['at_high'])}"


def ratified_zone_sentence(hold: Result, labels: Labels) -> str:
    """Return how often a settlement suits the ratifiers too; empty where nobody ratifies by utility or red lines."""
    row = hold["ratified_zone"]
    if row is None:
        return ""
    both = [share(row[key], row[f"{key}_se"], hold["draws"]) for key in ("zone", "ratified")]
    unheard = f" Without views, taken to accept: {labels.party_list(row['unheard'])}." if row["unheard"] else ""
    who = labels.party_list(row["asked"])
    return (
        f"Some settlement suits all who sign in {both[0]} of draws, and {who} too, who ratify, in {both[1]}.{unheard}"
    )


def fragility_sentence(hold: Result, labels: Labels) -> str:
    """Return how expected breakdown raises the bar, and what that does to the zone; empty where it does nothing."""
    held = hold["fragility"]
    if not held["bar"]:
        return ""
    bars = ", ".join(
        f"{labels.party(party, LONG)} {signed_points(bar, exact=True)}" for party, bar in held["bar"].items()
    )
    zone = f"P(zone) {share(held['zone'])} instead of {share(held['zone_without'])}"
    return f"That a deal may break down raises the bar for signing it, in points: {bars}; {zone} at the as-of date."


def survival_sentences(hold: Result) -> list[str]:
    """Return how long deals of the reference class last, with what that rests on; empty without a class."""
    held = hold["survival"]
    if held is None:
        return []
    told = ", ".join(
        f"{share(row['value'])} ({share_range(row['low'], row['high'])}) after {row['months']} months"
        for row in held["rows"]
    )
    counted = f"{whole(held['cases'])} cases, {whole(held['ended'])} ended"
    return [
        f"Once in force, still standing: {told}.",
        f"Basis: {held['name']} ({counted}), times a judged frailty of this case. {held['scope']}",
        held["warning"],
    ]


def obstacle_rows(hold: Result, labels: Labels) -> list[tuple[str, str, str]]:
    """Return each obstacle in words, in which share of the draws it stands, and at whom or what, with its points."""
    return [
        (OBSTACLES.get(row["id"]) or str(row["id"]), share(row["share"], 0.0, hold["draws"]), _at(row, labels))
        for row in hold["obstacles"]
    ]


def _at(row: Result, labels: Labels) -> str:
    parts = [labels.issue(row["at"]) if row["id"] == "indivisibility" else labels.party(row["at"])] if row["at"] else []
    if row["points"] is not None:
        parts.append(f"{signed_points(row['points'], exact=True)} points")
    return ", ".join(parts) or DASH


def ripeness_sentence(hold: Result, labels: Labels) -> str:
    """Return whether the moment is ripe; empty where nothing says how no-deal values drift."""
    held = hold["ripeness"]
    if held is None:
        return ""
    hurting = "; ".join(
        f"{labels.party(row['party'], LONG)} loses by waiting in {share(row['hurting'], 0.0, hold['draws'])}"
        f" ({points(row['low'])} to {points(row['high'])} points a year)"
        for row in held["parties"]
    )
    ripe = share(held["ripe"], 0.0, hold["draws"])
    return f"Ripe, all hurting and a way out that each sees, in {ripe} of draws. {hurting}."


def score_sentences(hold: Result) -> list[str]:
    """Return the forecasts of a deal in force at the horizon, and their scores where the outcome is known."""
    held = hold["score"]
    if held is None:
        return []
    names = {"this": "this model", "base_rate": "the talks' own record", "uniform": "knowing nothing"}
    known = held["outcome"] is not None
    told = "; ".join(f"{names[name]} {_scored(row, known)}" for name, row in held["forecasts"].items())
    if not known:
        return [f"Question: {held['question']}. Forecasts: {told}."]
    happened = "it was" if held["outcome"] else "it was not"
    said = [f"Question: {held['question']}; {happened}. Forecasts, with Brier scores from 0, best, to 1: {told}."]
    if held["hindsight"]:
        said.append("Some numbers of this case were coded with later knowledge, so the score flatters.")
    return said


def _scored(row: Result, known: bool) -> str:
    p = share(row["p"])
    return f"{p}, {row['brier']:.3f}" if known else p


MONTHLY = ("signed", "in_force", "war", "collapse", "escalation", "pending", "rejected", "broken")
"""Chances at the end of each month that get a column."""


def offer_heads(hold: Result, labels: Labels) -> list[str]:
    """Return the heads of `offer_rows` after the name of the offer."""
    keepers = [row["party"] for row in hold["offers"][0]["keeping"]]
    return ["all sign", "ratified", *(f"{labels.party(party)} keeps" for party in keepers), "left"]


def offer_rows(hold: Result) -> list[tuple[str, ...]]:
    """Return every offer, if it were signed: who signs, whether it is ratified, who keeps it, how often it is left."""
    return [
        (
            offer["name"],
            share(offer["signed"]["value"], offer["signed"]["se"], hold["draws"]),
            ratified_words(offer["ratified"]),
            *(share(row["keeps"], row["se"], hold["draws"]) for row in offer["keeping"]),
            left_share(hold, offer["id"]),
        )
        for offer in hold["offers"]
    ]


def step_rows(offer: Result) -> list[tuple[str, str]]:
    """Return the steps that an offer needs, and all of them together with what no dependence of theirs can leave."""
    held: Result = offer["ratified"] or {"steps": []}
    rows = [(step["name"], step_words(step)) for step in held["steps"] if step["needed"]]
    if not rows:
        return []
    bounds = share_range(held["bounds"]["low"], held["bounds"]["high"])
    together = f"{ratified_words(held)}; {bounds} however they go together"
    return [*rows, (f"All steps, {held['dependence']}", together)]


def month_rows(hold: Result) -> list[tuple[str, ...]]:
    """Return the chances at the end of each month, the columns of `MONTHLY` after the date."""
    return [(month["date"], *(share(month[name]) for name in MONTHLY)) for month in hold["timing"]["by_month"]]
