"""The sentences that the terminal and the report share: the bottom line and its cautions, built from the numbers."""

from __future__ import annotations

from typing import Any

from detente.case.profiles import UNDATED
from detente.report.digits import DASH, FEW, count, ends, error, points, share, whole
from detente.report.labels import Labels
from detente.report.marking import for_whom

Result = dict[str, Any]
NOT_A_FORECAST = "Not a forecast: scenario shares hold if talks conclude."
NO_ADVICE = "Détente lists options, trade-offs and risks. It recommends no settlement."
IGNORANCE = (
    "Ignorance makes peace: noise in more inputs makes a non-empty zone more frequent, because the best of all "
    "settlements is picked in each draw. So P(zone) is shown by source and is never a forecast."
)


def marks(case: Result) -> list[str]:
    """Return the marks a reader must see first: who may read it, illustrative, hindsight-coded."""
    found = [*for_whom(case), "reviewed" if case["status"] == "reviewed" else "illustrative"]
    return [*found, "hindsight-coded"] if case["hindsight"] else found


def dated(case: Result) -> str:
    """Return the dates of a case, in the middle of a sentence; profiles have none."""
    if case["as_of"] == str(UNDATED):
        return "from utility profiles, so without a date"
    return f"as of {case['as_of']}, horizon {case['horizon']}"


def leader(run: Result) -> Result:
    """Return the scenario with the largest share, no deal included."""
    return max(run["scenarios"], key=lambda s: s["value"])


def bottom_line(run: Result, labels: Labels) -> list[str]:
    """Return the answer in two to four short sentences."""
    sentences = [_leads(run, labels), _zone(run)]
    blocked = [b["issue"] for b in run["central"]["blocking"] if b["all_barred"]]
    if blocked:
        sentences.append(_blocked(run, labels, blocked))
    return sentences


def _blocked(run: Result, labels: Labels, blocked: list[str]) -> str:
    """Return which issues block with the central inputs, how often, and whether a settlement can go round them."""
    names = ", ".join(labels.issue(i) for i in blocked[:3]) + (" and more" if len(blocked) > 3 else "")
    issues = {i["id"]: i for i in run["case"]["issues"]}
    may = all(issues.get(i, {}).get("deferrable") for i in blocked)
    if len(blocked) > 1:
        way = "; a settlement can then only leave them open" if may else ""
        return f"{names} are blocking issues: with the central inputs every option of each meets a red line{way}."
    row = next((b for b in run["blocking"] if b["issue"] == blocked[0]), None)
    draws = run["sub_samples"]["all_barred"]
    often = "" if row is None or draws < FEW else share(row["all_barred"], row["all_barred_se"], draws)
    times = f", as in {often} of draws" if often else ""
    way = "; a settlement can then only leave it open" if may else ""
    return f"{names} is a blocking issue: with the central inputs every option meets a red line{times}{way}."


def _named(scenario: Result, labels: Labels) -> str:
    return "no deal" if scenario["id"] == "no_deal" else f"“{labels.scenario(scenario['id'])}”"


def _leads(run: Result, labels: Labels) -> str:
    ranked = sorted(run["scenarios"], key=lambda s: -s["value"])
    first = ranked[0]
    text = f"If talks conclude, {_named(first, labels)} leads with {_value(first, run)} ({_span(first)}"
    text += " over models and inputs)"
    follow = next((s for s in ranked[1:] if s["id"] != "no_deal" and s["value"] > 0), None)
    none = next((s for s in ranked[1:] if s["id"] == "no_deal"), None)
    if first["id"] == "no_deal" and follow:
        share_of = f"{_value(follow, run)} ({_span(follow)})"
        text += f"; the largest settlement scenario is {_named(follow, labels)}, {share_of}"
    elif none:
        text += f"; no deal has {_value(none, run)} ({_span(none)})"
    rival = max((s for s in ranked[1:]), key=lambda s: s["high"] or 0.0, default=None)
    overlap = rival is not None and (rival["high"] or 0.0) >= (first["low"] or 0.0)
    return text + (". Ranges overlap, so the order is open." if overlap else ".")


def _value(scenario: Result, run: Result) -> str:
    return share(scenario["value"], scenario["se"], run["draws"])


def _span(scenario: Result) -> str:
    return "range " + ends(scenario)


def _zone(run: Result) -> str:
    zone = run["zone_probability"]
    required = len(run["central"]["parties"])
    who = f"all {required} required parties accept" if required > 1 else "the required party accepts"
    found = share(zone["value"], zone["se"], run["draws"])
    total, inside = run["central"]["settlements"]["total"], run["central"]["settlements"]["zone"]
    verb = "does" if inside["value"] == 1 else "do"
    central = f"{count(inside)} of {count(total)} {verb}" if inside["value"] else "none does"
    if inside["value"] and zone["by_source"]["central"]["comprehensive"] == 0.0:
        central += ", each leaving something open"
    full = f", one that leaves nothing open in {comprehensive(run)}" if zone["comprehensive"] else ""
    draws = whole(run["draws"])
    return f"Some settlement that {who} exists in {found} of {draws} draws{full}; with the central inputs {central}."


def sources_line(run: Result) -> str:
    """Return P(zone) by source in one line, each with the share in which a settlement leaves nothing open."""
    parts = run["zone_probability"]["by_source"]
    names = {
        "central": "central",
        "no_deal": "no-deal values",
        "preferences": "preferences",
        "red_lines": "red lines",
        "all": "all",
    }
    return "; ".join(f"{name} {_source(key, parts[key])}" for key, name in names.items())


def _source(key: str, part: Result) -> str:
    draws = drawn(key, part)
    return f"{share(part['value'], part['se'], draws)}/{full_share(part, draws)}"


def drawn(source: str, part: Result) -> int:
    """Return on how many draws a row of P(zone) rests; 0 for the central case, which is exact."""
    return 0 if source == "central" else part["draws"]


def full_share(part: Result, draws: int) -> str:
    """Return the share of a row of P(zone) with a settlement that leaves nothing open."""
    return share(part["comprehensive"], part["comprehensive_se"], draws)


def comprehensive(run: Result) -> str:
    """Return the share of draws in which a settlement that leaves nothing open exists."""
    part = run["zone_probability"]["comprehensive"]
    return share(part["value"], part["se"], part["draws"])


def undecided(run: Result) -> str:
    """Return how many draws no search settled, or an empty text."""
    zone = run["zone_probability"]
    told = ((zone["undecided"], ""), (zone["comprehensive"]["undecided"], " when nothing may stay open"))
    most = [f"{whole(left)} of {whole(run['draws'])}{when}" for left, when in told if left]
    if not most:
        return ""
    return f"Draws in which the search met its limit undecided: {', '.join(most)}; they count as an empty zone."


def no_deal_phrase(run: Result, party: str, labels: Labels) -> str:
    """Return a party's no-deal value with its range and the share of draws in which statements contradict it."""
    row = run["no_deal"][party]
    central = points(run["central"]["no_deal"].get(party), exact=True)
    spread = f"{points(row['q05'])}{DASH}{points(row['q95'])}"
    clash = share(row["contradicted"], row["contradicted_se"], run["draws"])
    tail = f", statements contradict {clash} of draws" if row["contradicted"] else ""
    return f"{labels.party(party)} {central} ({spread}{tail})"


def shown_sum(run: Result) -> int | None:
    """Return what the printed scenario shares add up to; None when one is a bound or unresolved."""
    texts = [_value(s, run) for s in run["scenarios"]]
    numbers = [t.removesuffix(" %") for t in texts]
    return sum(int(n) for n in numbers) if all(n.isdigit() for n in numbers) else None


def rounding_note(run: Result) -> str:
    """Return a note when the printed shares do not add up to 100 %."""
    total = shown_sum(run)
    return "" if total == 100 else "Shown shares are rounded, each to its own error, and need not add up to 100 %."


def sampling_line(run: Result) -> str:
    """Return draws, seed and the largest sampling error."""
    worst = max([s["se"] or 0.0 for s in run["scenarios"]] + [run["zone_probability"]["se"] or 0.0])
    said = f"sampling error at most {error(worst)} (standard error)" if worst else "every draw gives the same shares"
    return f"{whole(run['draws'])} draws, seed {run['seed']}; {said}."


def given_share(scenario: Result, run: Result) -> str:
    """Return a scenario's share of the draws with a settlement."""
    given, settled = scenario["given_settlement"], 1.0 - no_deal_share(run)
    if given is None or settled <= 0.0:
        return DASH
    return share(given, scenario["given_settlement_se"], round(settled * run["draws"]))


def no_deal_share(run: Result) -> float:
    """Return the share of the scenario in which there is no settlement."""
    return next((s["value"] for s in run["scenarios"] if s["id"] == "no_deal"), 0.0)
