"""What every uncertain input does to the central zone at its own low and its own high, one at a time, exactly."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.case.places import Place
from detente.ensemble.central import COUNT_SEED
from detente.ensemble.setting import Progress, silent
from detente.scenarios.tornado import ENDS, central_gap, end_of, held_at, swing, varied
from detente.settlement import zone
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space

COUNTED = 10
"""Inputs of which the settlements in the zone are counted at both ends."""
CENTRAL = ("views", "no_deal")
"""Sections of a case whose numbers say what the central zone is."""


def swings(case: Case, progress: Progress | None = None) -> dict[str, Any]:
    """Return what each input of the parties that must consent does to the central zone, in falling order.

    `gap` is the least surplus of the best settlement, in points, now and with the input at its own low and high; of the
    first ten `zone` counts the settlements too. A share of settlements is no probability: no count here is a chance.
    Inputs that say how talks run or a deal holds leave the central zone alone and are not among these.
    """
    told = progress or silent
    inputs = {path: place for path, place in varied(case).items() if path.split(".")[0] in CENTRAL}
    gaps: dict[str, list[float | None]] = {}
    for k, (path, place) in enumerate(inputs.items()):
        told("inputs at their ends", k, len(inputs))
        gaps[path] = [central_gap(held_at(path, place, end)) for end in ENDS]
    order = sorted(inputs, key=lambda path: -swing(gaps[path]))
    return {
        "gap": central_gap(case),
        "zone": _count(case),
        "inputs": len(inputs),
        "rows": [_row(path, inputs[path], gaps[path], counted=k < COUNTED) for k, path in enumerate(order)],
    }


def _row(path: str, place: Place, gaps: list[float | None], *, counted: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"path": path}
    for end, gap in zip(ENDS, gaps, strict=True):
        count = _count(held_at(path, place, end)) if counted else None
        row[end] = {"input": end_of(place, end), "gap": gap, "zone": count}
    return row


def _count(case: Case) -> dict[str, object]:
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    return zone.in_zone(given, rng=np.random.default_rng(COUNT_SEED)).to_dict()
