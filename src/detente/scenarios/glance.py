"""The few figures that follow a changed input at once: the main answers, with their sampling errors."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import ALWAYS, Case
from detente.ensemble.setting import Drawing, Progress
from detente.ensemble.shares import mean_and_error
from detente.scenarios.measure import Asked, measure


def glance(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return P(zone), the scenarios' shares and the chances by the horizon, as a run with these draws prints them.

    What the case does not say (a course of talks, durability) is left out of `outputs`.
    """
    found = measure(case, Asked(drawing, progress=progress))
    outputs = {
        name: {"value": found.mean(name), "se": float(mean_and_error(values)[1])}
        for name, values in found.outputs.items()
    }
    names = {scenario.id: scenario.name for scenario in case.scenarios} | ALWAYS
    start = "scenarios."
    scenarios = [
        {"id": name.removeprefix(start), "name": names[name.removeprefix(start)], **row}
        for name, row in outputs.items()
        if name.startswith(start)
    ]
    others = {name: row for name, row in outputs.items() if not name.startswith(start)}
    utility = {party: float(values.mean()) for party, values in found.utility.items()}
    return {
        "draws": drawing.draws, "seed": drawing.seed, "outputs": others, "scenarios": scenarios, "utility": utility,
    }  # fmt: skip
