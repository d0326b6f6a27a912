"""The page of the verb `models`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.report.digits import DASH, decimal, share, whole
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines
from detente.strategy.forecasts import NAMES

Result = dict[str, Any]
SHORT = {
    "compromise": "mean", "weighted_median": "median", "challenge": "challenge", "exchange": "exchange",
    "spatial": "spatial", "nash": "Nash", "kalai_smorodinsky": "K-S", "egalitarian": "egalit.",
    "utilitarian": "utilit.",
}  # fmt: skip
MOST_TOLD = 5
"""Rows of a list; all of them are in the JSON."""
DISAGREE = 10.0
"""Percent of the scale from which forecasts are said to disagree."""
CAVEAT = (
    "No model is the forecast. On cooperative bargaining the weighted mean is hard to beat; on coercive cases the "
    "verdict is open."
)


def table_page(found: Result, look: Look) -> str:
    """Return the page of a table: forecasts per issue, disagreements, and what each model tells."""
    models = found["models"]
    blocks = [
        [
            *flow(found["title"], look),
            *flow(f"{_count(found['actors'], 'actor')}, {_count(found['issues'], 'issue')}.", look),
        ],
        _forecasts(found, look),
        _disagreements(found, look),
        _challenge(models.get("challenge", {}), look),
        _exchange(models.get("exchange", {}), look),
        _spatial(models.get("spatial", {}), look),
        _power(models.get("power"), look),
        _left(found, look),
        _record(found, look),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def case_page(found: Result, look: Look) -> str:
    """Return the page of a case: a row of scenarios per model, disagreements on issues, and what was left out."""
    blocks = [
        title_lines(found, look)[:-1],
        _rows(found, look),
        _scenario_split(found, look),
        _disagreements(found, look),
        _left(found, look),
        _record(found, look),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _rows(found: Result, look: Look) -> list[str]:
    """Return a line for every model: the scenarios it falls to."""
    named = {row["id"]: row["name"] for row in found["scenarios"]}
    lines = flow("Scenarios by model, central case:", look)
    for model in found["models"].values():
        held = sorted(model["shares"].items(), key=lambda pair: -pair[1])
        told = ", ".join(f"{named[scenario]} {share(x)}" for scenario, x in held if x > 0)
        given = " (given a settlement)" if model["given_settlement"] else ""
        lines += flow(f"  {model['name']}{given}: {told}", look)
    return lines


def _scenario_split(found: Result, look: Look) -> list[str]:
    """Say plainly where the models' likeliest scenarios differ."""
    sides, named = found["apart"], {row["id"]: row["name"] for row in found["scenarios"]}
    if len(sides) < 2:
        return flow("All models point to the same scenario.", look)
    told = "; ".join(f"{named[side['scenario']]} ({', '.join(SHORT[m] for m in side['models'])})" for side in sides)
    return flow(f"The models disagree. Likeliest by each: {told}.", look)


def _count(held: Sequence[Any], what: str) -> str:
    return f"{whole(len(held))} {what}{'' if len(held) == 1 else 's'}"


def _forecasts(found: Result, look: Look) -> list[str]:
    names = [name for name in NAMES if name not in found["not_played"]]
    rows = [[issue, *(_number(said.get(name)) for name in names)] for issue, said in found["forecasts"].items()]
    return columns(["Forecast", *(SHORT[name] for name in names)], rows, look)


def _number(value: float | None) -> str:
    return DASH if value is None else decimal(value)


def _disagreements(found: Result, look: Look) -> list[str]:
    far = [row for row in found["disagreements"] if row["apart"] >= DISAGREE]
    if not far:
        return flow(f"The models agree on every issue within {DISAGREE:.0f} percent of its scale.", look)
    lines = flow("Where the models are farthest apart:", look)
    for row in far[:MOST_TOLD]:
        ends = [f"{SHORT[row[f'{end}_model']]} {decimal(row[end])}" for end in ("low", "high")]
        lines += flow(
            f"  {row['issue']}: {ends[0]}, {ends[1]}; {whole(round(row['apart']))} percent of the scale", look
        )
    return lines + _more(far, look)


def _more(held: Sequence[Any], look: Look) -> list[str]:
    more = len(held) - MOST_TOLD
    return flow(f"  and {whole(more)} more; all with --json", look) if more > 0 else []


def _challenge(model: Result, look: Look) -> list[str]:
    if "rounds" not in model:
        return []
    rows = [[str(k), decimal(row["median"]), decimal(row["mean"])] for k, row in enumerate(model["rounds"])]
    lines = columns([f"Challenge model, {model['variant']}: round", "median", "mean"], rows, look)
    told = [f"Round {k}: {move}." for k, row in enumerate(model["rounds"][:-1], start=1) for move in row["moves"]]
    return lines + [line for move in told[:MOST_TOLD] for line in flow(move, look)] + _more(told, look)


def _exchange(model: Result, look: Look) -> list[str]:
    if not model:
        return []
    gain = decimal(model["total_gain"])
    lines = flow(f"Exchange model: {whole(model['count'])} exchanges, total gain {gain} for each side; best:", look)
    for row in model["exchanges"][:MOST_TOLD]:
        sides = [
            f"{side['actor']} on {side['gives']} {decimal(side['from'])} to {decimal(side['to'])}"
            for side in row["sides"]
        ]
        lines += flow(f"  {'; '.join(sides)}: {decimal(row['gain'])} each", look)
    return lines


def _spatial(model: Result, look: Look) -> list[str]:
    if not model:
        return []
    rows = [
        [actor, decimal(model["risk"][actor]), share(p), share(model["history"][-1]["probabilities"][actor])]
        for actor, p in model["probabilities"].items()
    ]
    end = "settled" if model["converged"] else "cut off"
    head = [f"Spatial model, {end} after {model['turns']} turns", "risk", "wins now", "at the end"]
    return columns(head, rows, look) + flow("Chances are those of positions; who share one share its chance.", look)


def _power(model: Result | None, look: Look) -> list[str]:
    if model is None:
        return []
    rows = [[actor, share(x), share(model["banzhaf"][actor])] for actor, x in model["shapley_shubik"].items()]
    return columns([f"Power, quota {decimal(model['quota'])}", "Shapley-Shubik", "Banzhaf"], rows, look)


def _record(found: Result, look: Look) -> list[str]:
    """Return what is published of the models' errors, and what that does not prove."""
    rows = found["track_record"]
    told = "; ".join(
        f"{SHORT.get(row['model'], row['model'])} {decimal(row['value'])} ({row['reading']})" for row in rows
    )
    first = rows[0]
    record = f"Track record: {first['measure']} on {first['issues']} issues of {first['data']}: {told}."
    return flow(record, look) + flow(CAVEAT, look)


def _left(found: Result, look: Look) -> list[str]:
    told = [f"Not played: {NAMES[name]}: {why}." for name, why in found["not_played"].items()]
    held = found.get("details", found["models"]).get("spatial", {}).get("left_out", [])
    told += [f"Left out of the spatial model, without a position on some issue: {', '.join(held)}."] if held else []
    told += [f"Not used: {what}." for what in found.get("not_used", ())]
    return [line for text in told for line in flow(text, look)]
