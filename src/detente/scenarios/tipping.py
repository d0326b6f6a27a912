"""Tipping points: at which value of one number the answer flips, centrally and over the draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.levers import CannotChange, Change
from detente.case.nouns import Case
from detente.case.places import place_at
from detente.case.quantity import Quantity, utility_bounds
from detente.ensemble.setting import Drawing
from detente.kernels import solve as search
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, measure
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space, table
from detente.settlement.units import worth_unit

PROBES = 16
STARTS = 9
"""Values over the range of an input at which a share is looked at before it is closed in on."""
HALVINGS = 12


def tipping_points(case: Case) -> list[dict[str, Any]]:
    """Return per party that bargains the no-deal value at which its central zone flips, with all else as it is.

    Rows ``party, whole, now, holds, flips_at``: up to `flips_at` the zone holds a settlement (one that leaves nothing
    open, with `whole`), above it none; None where no value on the scale flips it. By bisection on exact zone tests, to
    the unit in which no-deal values are counted: a higher value never opens a zone.
    """
    inputs = central_inputs(case)
    values = no_deal_values(case, inputs).value
    given = space(case, inputs, values)
    ids = [party.id for party in case.parties]
    return [
        _tipping(case, values, ids.index(party), whole) for whole in (False, True) for party in given.signers
    ]  # fmt: skip


def _tipping(case: Case, values: np.ndarray, p: int, whole: bool) -> dict[str, Any]:
    unit = worth_unit(case)
    bottom, top = utility_bounds(case.scale)
    low, high = int(np.ceil(bottom * unit)), int(np.floor(top * unit))
    now = float(values[0, p])
    holds, at_low, at_high = _hold(case, values, p, np.array([now, low / unit, high / unit]), whole)
    row = {"party": case.parties[p].id, "whole": whole, "now": now, "holds": bool(holds), "flips_at": None}
    if not at_low or at_high:
        return row
    while high - low > 1:
        steps = np.unique(np.linspace(low, high, PROBES + 2).astype(np.int64)[1:-1])
        open_there = _hold(case, values, p, steps / unit, whole)
        low = max([low, *steps[open_there].tolist()])
        high = min([high, *steps[~open_there].tolist()])
    return row | {"flips_at": low / unit}


def _hold(case: Case, values: np.ndarray, p: int, tried: np.ndarray, whole: bool) -> np.ndarray:
    """Return whether the zone holds a settlement at each no-deal value of one party, ``(n,)`` bool."""
    tried_values = np.repeat(values, len(tried), axis=0)
    tried_values[:, p] = tried
    inputs = central_inputs(case).take(np.zeros(len(tried), dtype=np.int64))
    return search.zones(table(space(case, inputs, tried_values), comprehensive=whole)) == 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What is sought: the value of the input at `path` that makes the answer `output` reach `share`."""

    path: str
    output: str
    share: float


def seek(case: Case, wish: Wish, drawing: Drawing) -> dict[str, Any]:
    """Return at which value of an input an answer reaches a share, on the same random numbers throughout.

    The share is looked at for nine values over the field of the input, or over twice its range where the field is
    wider; between the two nearest the present one that lie on either side, it is closed in on by halves. ``value`` is
    None where no value does it: ``lowest`` and ``highest`` say how far the share goes. As the draws are finite the
    share moves in steps; ``reached`` is what it is at the value.

    Raises
    ------
    CannotChange
        When the path or the answer is none of this case.
    """
    now, (low, high) = _field(case, wish.path)

    def at(value: float) -> float:
        found = measure(apply(case, [Change(wish.path, "set", value)]), Asked(drawing, whole=_late(wish)))
        if wish.output not in found.outputs:
            raise CannotChange(f'no answer "{wish.output}"; answers are {", ".join(found.outputs)}')
        return found.mean(wish.output)

    grid = sorted({*np.linspace(low, high, STARTS).tolist(), now})
    shares = [at(value) for value in grid]
    found = {"path": wish.path, "output": wish.output, "share": wish.share, "now": now, "draws": drawing.draws,
             "seed": drawing.seed, "present": shares[grid.index(now)], "from": low, "to": high,
             "lowest": min(shares), "highest": max(shares), "value": None, "reached": None}  # fmt: skip
    sides = [s >= wish.share for s in shares]
    crossings = [k for k in range(len(grid) - 1) if sides[k] != sides[k + 1]]
    if not crossings:
        return found
    k = min(crossings, key=lambda k: min(abs(grid[k] - now), abs(grid[k + 1] - now)))
    low, high, rising = grid[k], grid[k + 1], sides[k + 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (low, middle) if (at(middle) >= wish.share) == rising else (middle, high)
    value = high if rising else low
    return found | {"value": value, "reached": at(value)}


def _late(wish: Wish) -> bool:
    return wish.output in ("ratified", "in_force", "kept")


def _field(case: Case, path: str) -> tuple[float, tuple[float, float]]:
    """Return what stands at a path now, and the values that are tried: the field, or as far again as the range."""
    held = place_at(case, path)
    if held is None or "set" not in held.kinds:
        apply(case, [Change(path, "set", 0.0)])
        raise CannotChange(f"{path} is no number that can be set")
    if not isinstance(held.value, Quantity):
        return held.value or 0.0, held.bounds
    now = held.value.mid + (held.moved or 0.0)
    width = max(held.value.high - held.value.low, abs(now), 1.0)
    low, high = held.bounds
    return now, (low, high) if high - low <= 4.0 * width else (max(low, now - 2 * width), min(high, now + 2 * width))
