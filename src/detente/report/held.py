"""What a saved report holds for the app inside it: answers of the one run, under the paths by which the app asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.report.escaping import safe_href
from detente.report.head import digest

Result = dict[str, Any]
TABS = ("report", "overview", "hold", "help")
"""Screens that the numbers of a run fill; the others ask what only a server can answer."""
LASTING_MONTHS = 24
MOST_SETTLEMENTS = 100
"""Settlements of a frontier that a file carries; its size is told in full."""
ABOUT = ("id", "title", "as_of", "horizon", "status", "hindsight", "marking", "withheld", "sha256", "parties", "issues")


def held(run: Result) -> Result:
    """Return the answers of a run by the paths below `/api/v1`, the id of its case, what made it, and the screens.

    Nothing is computed: each number stands in the run, which the report shows too.
    """
    name = run["case"]["id"]
    made = {key: run[key] for key in ("schema", "version", "draws", "seed")}
    answers = {f"/cases/{name}/{verb}": {"case": _about(run), **answer(run)} for verb, answer in ANSWERS.items()}
    return {"id": name, "tabs": TABS, "made": made, f"/cases/{name}": _file(run), **answers}


def _about(run: Result) -> Result:
    return {key: run["case"].get(key) for key in ABOUT}


def _file(run: Result) -> Result:
    """Return the case as the server tells it, without its text, which a report does not carry."""
    nothing: Result = {"ships": False, "version": None, "at": "", "text": "", "sound": True, "faults": [], "notes": []}
    return {"id": run["case"]["id"], "seen": digest(run)} | nothing


def _inputs(run: Result) -> Result:
    sources = [row | {"url": safe_href(row["url"] or "")} for row in run["sources"]]
    return {"inputs": run["inputs"], "sources": sources}


def _zone(run: Result) -> Result:
    central = run["central"]
    frontier = {
        key: _cut(part) if isinstance(part, dict) else part for key, part in central["frontier"].items()
    }  # fmt: skip
    return central | {"frontier": frontier}


def _cut(part: Result) -> Result:
    return part | {"settlements": part["settlements"][:MOST_SETTLEMENTS]}


def _glance(run: Result) -> Result:
    """Return the headline figures as the run has them; what the case does not say is left out."""
    zone, timing, survival = run["zone_probability"], run["hold"]["timing"], run["hold"]["survival"]
    outputs = {"zone": _figure(zone), "zone_full": _figure(zone["comprehensive"])}
    if timing is not None:
        outputs |= {name: _figure(timing[name]) for name in ("signed", "ratified", "in_force")}
    if survival is not None:
        outputs["lasting"] = _figure(next(row for row in survival["rows"] if row["months"] == LASTING_MONTHS))
    return {"draws": run["draws"], "seed": run["seed"], "outputs": outputs, "scenarios": _scenarios(run)}


def _figure(row: Result) -> Result:
    return {"value": row["value"], "se": row.get("se") or 0.0}


def _scenarios(run: Result) -> list[Result]:
    return [{key: row[key] for key in ("id", "name", "value", "se")} for row in run["scenarios"]]


def _odds(run: Result) -> Result:
    """Return the shares with their range over models and inputs, which a run tells as one."""
    rows: list[Result] = []
    for row in run["scenarios"]:
        ends = {key: row[key] for key in ("low", "high", "low_se", "high_se", "low_from", "high_from")}
        rows.append({"id": row["id"], "name": row["name"], "value": row["value"], "se": row["se"],
                     "given_settlement": row["given_settlement"], "models": ends, "inputs": ends})  # fmt: skip
    return {"draws": run["draws"], "seed": run["seed"], "condition": run["condition"], "scenarios": rows}


def _hold(run: Result) -> Result:
    return {"seed": run["seed"], **run["hold"]}


def _levers(run: Result) -> Result:
    """Return what each lever does; without one no row."""
    names = {row["id"]: row["name"] for row in run["scenarios"]}
    held = run["levers"] or {"base": {}, "rows": []}
    return {"names": names, "draws": run["sub_samples"].get("levers", run["draws"]), "seed": run["seed"], **held}


ANSWERS: Mapping[str, Callable[[Result], Result]] = {
    "inputs": _inputs,
    "zone": _zone,
    "glance": _glance,
    "odds": _odds,
    "opening": lambda run: run["opening"],
    "hold": _hold,
    "levers": _levers,
    "offers": lambda run: run["offers"],
}
"""Verb -> its answer as the run has it."""
