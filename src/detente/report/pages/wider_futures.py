"""The part of the page of `scenarios` on the section `futures`: strategies against worlds, the box, the alliances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.report.digits import decimal, error, points, share, whole
from detente.report.labels import Labels
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns

Result = Mapping[str, Any]
MOST_SHOWN = 12
"""Configurations, and smallest sets of changes, that are told; up to 1,000 are in the JSON."""
FINE = 0.1
"""Standard error of points below which a decimal is printed."""
ANSWERS = {
    "zone": "P(zone)",
    "zone_full": "P(zone with nothing left open)",
    "signed": "P(signed by the horizon)",
    "ratified": "P(ratified by the horizon)",
    "in_force": "P(in force by the horizon)",
    "lasting": "P(a deal stands after 24 months)",
}


def futures_blocks(found: Result, draws: int, labels: Labels, look: Look) -> list[list[str]]:
    """Return a block of lines per part of the section `futures`."""
    blocks: list[list[str]] = []
    if found["two_by_two"] is not None:
        blocks.append(_laid_out(found["two_by_two"], draws, look))
        blocks += [_table(found["two_by_two"], row, labels, look) for row in found["two_by_two"]["tables"]]
    if found["box"] is not None:
        blocks.append(_box(found["box"], look))
    if found["alliances"] is not None:
        blocks.append(_alliances(found["alliances"], look))
    return blocks


def _laid_out(found: Result, draws: int, look: Look) -> list[str]:
    intro = (
        "Strategies against worlds, judged: a world is a pole of each axis. Each future is the case so changed, on the"
        f" same {whole(draws)} draws. Worlds have no odds here, and no strategy is recommended."
    )
    lines = flow(intro, look)
    for axis in found["axes"]:
        poles = "; ".join(f"{pole['id']} ({pole['name']})" for pole in axis["poles"])
        lines += flow(f"  {axis['name']} [{axis['coded']}]: {poles}", look)
    return lines


def _table(laid: Result, row: Result, labels: Labels, look: Look) -> list[str]:
    party = row["payoff"].removeprefix("utility.")
    title = ANSWERS.get(row["payoff"]) or f"Expected utility of {labels.party(party)}, points"
    names = {plan["id"]: plan["name"] for plan in laid["strategies"]}
    in_points = row["payoff"].startswith("utility.")
    lines = flow(f"{title}: result and, in brackets, regret", look)
    cells = [_strategy(row, plan, names, in_points) for plan in names]
    lines += columns(["Strategy", *(world["id"] for world in laid["worlds"]), "worst regret"], cells, look)
    most = max(cell["regret_se"] for cell in row["futures"])
    sampling = f"{decimal(most, 1)} points" if in_points else error(most)
    said = [f"Least worst regret: {_named(row['minimax_regret'], names)}"]
    tied = [plan for plan in row["within_error"] if plan not in row["minimax_regret"]]
    if tied:
        said.append(f"within two standard errors of it: {_named(tied, names)}")
    said.append(f"best worst result: {_named(row['maximin'], names)}")
    if row["dominated"]:
        said.append(f"never better than another and worse somewhere: {_named(row['dominated'], names)}")
    return lines + flow(f"{'; '.join(said)}. Largest sampling error of a regret: {sampling}.", look)


def _strategy(row: Result, plan: str, names: Mapping[str, str], in_points: bool) -> list[str]:
    own = [cell for cell in row["futures"] if cell["strategy"] == plan]
    amount = _points if in_points else share
    told = [
        f"{amount(cell['result'], cell['result_se'])} ({amount(cell['regret'], cell['regret_se'])})" for cell in own
    ]
    worst = max(own, key=lambda cell: cell["regret"])
    return [names[plan], *told, amount(worst["regret"], worst["regret_se"])]


def _points(value: float, se: float) -> str:
    return points(value, exact=se < FINE)


def _named(plans: list[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[plan] for plan in plans)


def _box(found: Result, look: Look) -> list[str]:
    left, total = found["consistent"], found["configurations"]
    lines = flow(
        f"Morphological box: {whole(left)} of {whole(total)} configurations hold no excluded pair, exactly.", look
    )
    states = {row["id"]: row["states"] for row in found["factors"]}
    for factor in found["factors"]:
        held = found["held"][factor["id"]]
        told = "; ".join(f"{name} {share(held[key] / left, 0.0)}" for key, name in factor["states"].items())
        lines += flow(f"  {factor['name']}, share of what is left: {told}", look)
    for dead in found["dead"]:
        lines += flow(f"  No configuration holds {states[dead['factor']][dead['state']]}.", look)
    for row in found["exclude"]:
        pair = " with ".join(states[key][state] for key, state in row["states"].items())
        lines += flow(f"  Excluded [{row['coded']}]: {pair}{_why(row)}", look)
    for row in found["listed"][:MOST_SHOWN]:
        told = "; ".join(states[key][state] for key, state in zip(states, row, strict=True))
        lines += flow(f"  - {told}", look)
    if left > MOST_SHOWN:
        lines += flow(f"  and {whole(left - MOST_SHOWN)} more; with --json, up to 1,000", look)
    return lines


def _why(row: Result) -> str:
    return f", {row['why']}" if row["why"] else ""


def _alliances(found: Result, look: Look) -> list[str]:
    names = found["blocs"]
    triads = len(found["balanced"]) + len(found["unbalanced"])
    intro = (
        f"Alliances, ties judged: {whole(len(found['balanced']))} of {whole(triads)} triads are balanced. That ties"
        " drift towards balance is a theory, no forecast."
    )
    lines = flow(intro, look)
    for triad in found["unbalanced"]:
        lines += flow(f"  Unbalanced: {', '.join(names[key] for key in triad)}", look)
    lines += [line for told in _changes(found, names) for line in flow(f"  {told}", look)]
    strained = [row for row in found["ties"] if row["unbalanced_triads"] or row["repairs"]]
    if strained:
        cells = [_tie(row, names) for row in sorted(strained, key=lambda row: -row["unbalanced_triads"])]
        lines += ["", *columns(["Tie under tension", "sign", "unbalanced triads", "in smallest sets"], cells, look)]
    return lines


def _changes(found: Result, names: Mapping[str, str]) -> Iterator[str]:
    if not found["fewest_changes"]:
        yield "No sign has to change: the blocs fall into two camps."
        return
    count, sets = found["fewest_changes"], found["repair_count"]
    yield (f"Fewest signs to change for two camps: {whole(count)}, exactly, in {whole(sets)} way{'s' * (sets != 1)}:")
    for repair in found["repairs"][:MOST_SHOWN]:
        yield "- " + " and ".join(f"{names[one]} with {names[other]}" for one, other in repair)
    if sets > MOST_SHOWN:
        yield f"and {whole(sets - MOST_SHOWN)} more; with --json, up to 1,000"


def _tie(row: Result, names: Mapping[str, str]) -> list[str]:
    between = " - ".join(names[key] for key in row["between"])
    return [between, row["sign"], str(row["unbalanced_triads"]), str(row["repairs"])]
