"""The page of the verb `models`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.report.digits import DASH, counted, decimal, share, signed, whole
from detente.report.labels import head, listed, shorten
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
LONG_NAME, LONG_OPTION = 60, 44
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
            *flow(f"{counted(found['actors'], 'actor')}, {counted(found['issues'], 'issue')}.", look),
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
        _signing(found, look),
        _drawn(found["drawn"], found, look),
        _disagreements(found, look),
        _left(found, look),
        _baseline(found, look),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _rows(found: Result, look: Look) -> list[str]:
    """Return a line for every model: the scenarios it falls to, and how far off it has been in print."""
    named = {row["id"]: row["name"] for row in found["scenarios"]}
    lines = flow("Scenario by model, central case, and how far the model has been off where outcomes are known:", look)
    for model in found["models"].values():
        held = sorted(model["shares"].items(), key=lambda pair: -pair[1])
        told = "; ".join(f"{named[scenario]}{_part(x)}" for scenario, x in held if x > 0)
        star = "*" if model["given_settlement"] else ""
        lines += flow(f"  {model['name']}{star}: {told}; {_off(model['track_record'])}.", look)
    if any(model["given_settlement"] for model in found["models"].values()):
        lines += flow("* Given a settlement: it cannot say that there is none. The others choose in the zone.", look)
    return lines


def _signing(found: Result, look: Look) -> list[str]:
    """Return a line for every different settlement: whom it gains what, and how likely all who must consent sign it."""
    lines: list[str] = []
    for names, told in _settlements(found):
        lines += flow(f"  {listed(names)}: {_signed(found, told)}.", look)
    if not lines:
        return []
    asked = "Would it be signed? What each gains against no deal, and the chance that all say yes, by points of error:"
    return [
        *flow(asked, look),
        *lines,
        *flow("How far they err is assumed; without error they sign what gains all.", look),
    ]


def _settlements(found: Result) -> list[tuple[list[str], Result]]:
    """Return the models' settlements that differ in what they are worth, with the names of the models."""
    held: dict[str, tuple[list[str], Result]] = {}
    for model in found["models"].values():
        if model["signing"]:
            held.setdefault(str(model["signing"]), ([], model["signing"]))[0].append(model["name"])
    return [*held.values()]


def _signed(found: Result, told: Result) -> str:
    points = ", ".join(f"{_actor(found, party)} {signed(x, exact=True)}" for party, x in told["surplus"].items())
    if told["red_lines"]:
        who = "; ".join(_actor(found, party) for party in told["red_lines"])
        return f"{points}; refused, on a red line in it, by {who}"
    first, *rest = [f"{share(row['together'])} at {decimal(row['blur'], 0)}" for row in told["chances"]] or [""]
    return ", ".join([f"{points}; {first} points", *rest]) if first else points


def _drawn(drawn: Result | None, found: Result, look: Look) -> list[str]:
    """Return a line for every model over the draws: its weight in the mixture, and its shares."""
    if drawn is None:
        return []
    named = {row["id"]: row["name"] for row in found["scenarios"]}
    over = f"Over {whole(drawn['draws'])} draws, {drawn['condition']}"
    lines = flow(f"{over}, with each model's weight in the mixture of a run:", look)
    for model in drawn["models"].values():
        lines += flow(f"  {model['name']}, weight {share(model['weight'])}. {_told(model, named, drawn)}.", look)
    lines += flow(f"  mixture. {_told(drawn['mixture'], named, drawn)}.", look)
    why = [f"Not played in every draw: {NAMES[name]}: {said}." for name, said in drawn["not_played"].items()]
    return [*lines, *(line for text in why for line in flow(text, look))]


def _told(row: Result, named: dict[str, str], drawn: Result) -> str:
    held = sorted(row["shares"].items(), key=lambda pair: -pair[1])
    return "; ".join(f"{named[s]}: {share(x, row['se'][s], drawn['draws'])}" for s, x in held if x > 0)


def _part(x: float) -> str:
    return "" if x == 1.0 else f": {share(x)}"


def _off(record: list[Result]) -> str:
    """Return the published errors of a model as words."""
    if not record:
        return "no published error"
    return ", ".join(f"off by {decimal(row['value'])} of 100 points ({row['reading']})" for row in record)


def _scenario_split(found: Result, look: Look) -> list[str]:
    """Say plainly where the models' likeliest scenarios differ."""
    sides, named = found["apart"], {row["id"]: row["name"] for row in found["scenarios"]}
    if len(sides) < 2:
        return flow("All models point to the same scenario.", look)
    lines = flow("The models disagree on what comes out:", look)
    for side in sides:
        who = listed(found["models"][m]["name"] for m in side["models"])
        lines += flow(f"  {named[side['scenario']]}: {who}.", look)
    return lines


def _forecasts(found: Result, look: Look) -> list[str]:
    names = [name for name in NAMES if name not in found["not_played"]]
    rows = [[issue, *(_number(said.get(name)) for name in names)] for issue, said in found["forecasts"].items()]
    return columns(["Forecast", *(SHORT[name] for name in names)], rows, look)


def _number(value: float | None) -> str:
    return DASH if value is None else decimal(value)


def _disagreements(found: Result, look: Look) -> list[str]:
    far = [row for row in found["disagreements"] if row["apart"] >= DISAGREE]
    if not found["disagreements"]:
        return flow("No two models speak of the same issue, so that nothing can be said of agreement.", look)
    if not far:
        return flow(f"The models agree on every issue within {DISAGREE:.0f} percent of its scale.", look)
    rest = len(found["disagreements"]) - len(far)
    lines = flow(
        f"They are at least {DISAGREE:.0f} percent of the scale apart on {counted(far, 'issue')}{_near(rest)}:", look
    )
    for row in far[:MOST_TOLD]:
        percent = whole(round(row["apart"]))
        lines += flow(f"  {_issue(found, row['issue'])}, {percent} percent: {_both_ends(found, row)}.", look)
    return lines + _more(far, look)


def _near(rest: int) -> str:
    return f" and nearer on {whole(rest)}" if rest else ""


def _both_ends(found: Result, row: Result) -> str:
    """Return which models say least and most of an issue and, of a case, the options that this comes to."""
    said = [f"{NAMES[row[f'{end}_model']]} {decimal(row[end])}" for end in ("low", "high")]
    taken = [found["models"][row[f"{end}_model"]].get("settlements") or [{}] for end in ("low", "high")]
    options = [settlements[0].get("options", {}).get(row["issue"]) for settlements in taken]
    if None in options:
        return "; ".join(said)
    names = [f"“{_option(found, row['issue'], option)}”" for option in options]
    if options[0] == options[1]:
        return f"{said[0]} and {said[1]}, yet both come to {names[0]}"
    return "; ".join(f"{what}, {name}" for what, name in zip(said, names, strict=True))


def _issue(found: Result, issue: str) -> str:
    """Return the name of an issue; in a table that is its id."""
    return next((head(i["name"], LONG_NAME) for i in found["issues"] if i.get("id") == issue), issue)


def _option(found: Result, issue: str, option: str) -> str:
    options = next(i["options"] for i in found["issues"] if i["id"] == issue)
    return next((shorten(o["name"], LONG_OPTION) for o in options if o["id"] == option), "left open")


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
    told = "; ".join(f"{_model(row['model'])} {decimal(row['value'])} ({row['reading']})" for row in rows)
    return flow(f"{_measured(rows)}: {told}.", look) + flow(CAVEAT, look)


def _baseline(found: Result, look: Look) -> list[str]:
    """Return what the errors beside the models were measured on, and what a constant misses by."""
    constant = next(row for row in found["track_record"] if row["model"] == "constant")
    told = f"saying the same every time, the {constant['reading']}, is off by {decimal(constant['value'])}"
    return flow(f"{_measured(found['track_record'])}; {told}.", look) + flow(CAVEAT, look)


def _measured(rows: Sequence[Result]) -> str:
    return f"Track record: {rows[0]['measure']} on {whole(rows[0]['issues'])} issues of {rows[0]['data']}"


def _model(name: str) -> str:
    return NAMES.get(name, name)


def _actor(found: Result, actor: str) -> str:
    """Return the name of an actor; in a table that is its id."""
    known = (a for a in (*found["actors"], *found.get("signers", ())) if isinstance(a, dict))
    return next((head(a["name"], LONG_NAME) for a in known if a["id"] == actor), actor)


def _left(found: Result, look: Look) -> list[str]:
    told = [f"Not played: {NAMES[name]}: {why}." for name, why in found["not_played"].items()]
    held = found.get("details", found["models"]).get("spatial", {}).get("left_out", [])
    names = [_actor(found, actor) for actor in held]
    told += [f"Left out of the spatial model, without a position on some issue: {'; '.join(names)}."] if held else []
    told += [f"Not used: {what}." for what in found.get("not_used", ())]
    return [line for text in told for line in flow(text, look)]
