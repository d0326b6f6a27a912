"""Tornado: what each input does to the main answers at its low and at its high, one at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from detente.case.levers import Change
from detente.case.making import made
from detente.case.nouns import Case
from detente.case.places import Place, places
from detente.case.quantity import Quantity, exactly
from detente.ensemble.setting import Drawing, Progress, silent
from detente.ensemble.shares import mean_and_error
from detente.kernels import solve as search
from detente.scenarios.measure import Asked, Measured, measure
from detente.scenarios.tipping import flips
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space, table

TORNADO_DRAWS = 100
"""Draws at most on which an input is held at its ends."""
ENDS = ("low", "high")


def tornado(case: Case, drawing: Drawing, most: int, progress: Progress | None = None) -> dict[str, Any]:
    """Return what the `most` most telling inputs do, in falling order of how far they move the central gap.

    Every input with a range that somebody who must consent holds, or that says how talks run or a deal holds, is put
    at its low and its high, first in the central case, exactly; the first `most` then on the draws, with every answer
    of `measure` that needs no ratification; `flips_at` says at which value of it the central zone flips. Of inputs that
    leave the central gap alone the first of the file remain.
    """
    told, inputs = progress or silent, varied(case)
    gaps = {path: [central_gap(held_at(path, place, end)) for end in ENDS] for path, place in inputs.items()}
    order = sorted(inputs, key=lambda path: -swing(gaps[path]))[:most]
    some = replace(drawing, draws=min(TORNADO_DRAWS, drawing.draws))
    rows: list[dict[str, Any]] = []
    for k, path in enumerate(order):
        told("inputs at their ends", k, len(order))
        ends = [measure(held_at(path, inputs[path], end), Asked(some, whole=False)) for end in ENDS]
        answers = {name: _at_ends(name, ends) for name in ends[0].outputs}
        gap = dict(zip(ENDS, gaps[path], strict=True))
        rows.append({"path": path, "gap": gap, "answers": answers, "flips_at": flips(path, inputs[path])})
    return {"draws": some.draws, "inputs": len(inputs), "rows": rows}


def varied(case: Case) -> dict[str, Place]:
    """Return the inputs with a range that can move an answer: of required parties, and of what is nobody's."""
    required = {party.id for party in case.parties if party.required}
    found: dict[str, Place] = {}
    for path, place in places(case).items():
        section, owner = path.split(".")[:2]
        owned = section in ("views", "no_deal", "parties")
        if isinstance(place.value, Quantity) and not place.value.certain and (not owned or owner in required):
            found[path] = place
    return found


def end_of(place: Place, end: str) -> float:
    """Return an end of an input's range, moved along where a change has moved the input since it was coded."""
    low, high = place.bounds
    return min(max(getattr(place.value, end) + (place.moved or 0.0), low), high)


def held_at(path: str, place: Place, end: str) -> Case:
    """Return the case with an input at one end of its range: coded there, or moved there from where it was moved to."""
    value = end_of(place, end)
    return made(place, Change(path, "set", value if place.moved else exactly(value)))


def central_gap(case: Case) -> float | None:
    """Return the central gap in points; None where every settlement is barred."""
    now = known(case)
    inputs = central_inputs(now)
    value = float(search.gaps(table(space(now, inputs, no_deal_values(now, inputs).value)))[0])
    return value if np.isfinite(value) else None


def _at_ends(name: str, ends: list[Measured]) -> dict[str, float]:
    """Return an answer at the low and at the high of an input, each with its standard error."""
    found: dict[str, float] = {}
    for end, measured in zip(ENDS, ends, strict=True):
        found |= {end: measured.mean(name), f"{end}_se": float(mean_and_error(measured.outputs[name])[1])}
    return found


def swing(ends: list[float | None]) -> float:
    """Return how far apart the gaps at both ends are; 0 where one end has none."""
    low, high = ends
    return 0.0 if low is None or high is None else abs(high - low)
