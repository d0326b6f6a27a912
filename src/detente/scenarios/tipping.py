"""Tipping points: at which value of one number the answer flips, centrally and over the draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.levers import SET, CannotChange, Change
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.places import Place, place_at
from detente.case.quantity import Quantity, utility_bounds
from detente.ensemble.setting import Drawing, Progress, silent
from detente.ensemble.shares import mean_and_error
from detente.kernels import solve as search
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, measure
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
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


def flips(path: str, place: Place) -> dict[str, float | None]:
    """Return the value of any input at which the central zone flips, all else as it is.

    ``some``: whether it holds a settlement; ``whole``: one that leaves nothing open. It is the last value, on the way
    from the present one, at which the answer is what it is now, for the nearest flip between nine values over the field
    (or over twice its range, where the field is wider). The zone need not grow or shrink all the way as it does with a
    no-deal value, so that a flip which comes and goes between two of the nine is missed. None where there is none.
    """
    now, (low, high) = _range(place)

    def holds(value: float) -> tuple[bool, bool]:
        case = known(made(place, Change(path, SET, value)))
        inputs = central_inputs(case)
        given = space(case, inputs, no_deal_values(case, inputs).value)
        some, whole = (bool(search.zones(table(given, comprehensive=part))[0] == 1) for part in (False, True))
        return some, whole

    grid = sorted({*np.linspace(low, high, STARTS).tolist(), now})
    found = [holds(value) for value in grid]
    at = grid.index(now)
    return {
        name: _flip(grid, at, [sides[k] for sides in found], lambda value, k=k: holds(value)[k])
        for k, name in enumerate(("some", "whole"))
    }


def _flip(grid: list[float], at: int, sides: list[bool], holds: Callable[[float], bool]) -> float | None:
    """Return the last value that answers as the one at place `at` does, towards the nearest that does not."""
    others = [k for k, side in enumerate(sides) if side != sides[at]]
    if not others:
        return None
    k = min(others, key=lambda k: abs(grid[k] - grid[at]))
    inside, outside = grid[k - 1 if k > at else k + 1], grid[k]
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2.0
        inside, outside = (middle, outside) if holds(middle) == sides[at] else (inside, middle)
    return inside


@dataclass(frozen=True, slots=True)
class Wish:
    """What is sought: the value of the input at `path` that makes the answer `output` reach `share`."""

    path: str
    output: str
    share: float


def seek(case: Case, wish: Wish, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return at which value of an input an answer reaches a share, on the same random numbers throughout.

    The share is looked at for nine values over the field of the input, or over twice its range where the field is
    wider; of the `crossings` between two of them the one nearest the present value is closed in on by halves, so that
    a crossing which comes and goes between two is missed. ``value`` is None where there is none: ``lowest`` and
    ``highest`` say how far the share goes. Else the share is at least the one that is wished ``from`` or ``up_to`` the
    value (``side``), where it is ``reached``; between ``within`` the draws cannot tell it from that, by one standard
    error, as far as values were tried.

    Raises
    ------
    CannotChange
        When the path or the answer is none of this case.
    """
    now, (low, high) = _field(case, wish.path)
    tried = _Tried(case, wish, drawing, progress)
    grid = sorted({*np.linspace(low, high, STARTS).tolist(), now})
    shares = [tried.share(value) for value in grid]
    found = {"path": wish.path, "output": wish.output, "share": wish.share, "now": now, "draws": drawing.draws,
             "seed": drawing.seed, "present": tried.share(now), "present_se": tried.held[now][1],
             "from": low, "to": high, "lowest": min(shares), "highest": max(shares),
             "value": None, "reached": None, "side": None, "crossings": 0, "within": None}  # fmt: skip
    sides = [s >= wish.share for s in shares]
    crossings = [k for k in range(len(grid) - 1) if sides[k] != sides[k + 1]]
    if not crossings:
        return found
    k = min(crossings, key=lambda k: min(abs(grid[k] - now), abs(grid[k + 1] - now)))
    rising = sides[k + 1]
    value = tried.closed_in(grid[k], grid[k + 1], rising=rising)
    told = {"value": value, "reached": tried.share(value), "side": "from" if rising else "up_to"}
    return found | told | {"crossings": len(crossings), "within": tried.within(value, (low, high))}


class _Tried:
    """The values of an input that were tried, each with the share that the answer has there and its error."""

    def __init__(self, case: Case, wish: Wish, drawing: Drawing, progress: Progress | None) -> None:
        self.place = place_of(case, Change(wish.path, SET, 0.0))
        self.wish = wish
        self.asked, self.told = Asked(drawing, whole=_late(wish)), progress or silent
        self.held: dict[float, tuple[float, float]] = {}

    def share(self, value: float) -> float:
        """Return the share at a value."""
        if value not in self.held:
            self.told("values tried", len(self.held), STARTS + HALVINGS + 1)
            found = measure(made(self.place, Change(self.wish.path, SET, value)), self.asked)
            if self.wish.output not in found.outputs:
                raise CannotChange(f'no answer "{self.wish.output}"; answers are {", ".join(found.outputs)}')
            error = float(mean_and_error(found.outputs[self.wish.output])[1])
            self.held[value] = found.mean(self.wish.output), error
        return self.held[value][0]

    def closed_in(self, low: float, high: float, *, rising: bool) -> float:
        """Return the last value found at which the answer still has the share, between two on either side."""
        for _ in range(HALVINGS):
            middle = (low + high) / 2.0
            low, high = (low, middle) if (self.share(middle) >= self.wish.share) == rising else (middle, high)
        return high if rising else low

    def within(self, value: float, field: tuple[float, float]) -> list[float]:
        """Return the nearest values tried on either side at which the share differs by more than its error."""
        apart = [tried for tried, (share, se) in self.held.items() if abs(share - self.wish.share) > se]
        below, above = [v for v in apart if v < value], [v for v in apart if v > value]
        return [max(below, default=field[0]), min(above, default=field[1])]


def _late(wish: Wish) -> bool:
    return wish.output in ("ratified", "in_force", "kept")


def _field(case: Case, path: str) -> tuple[float, tuple[float, float]]:
    """Return what stands at a path now, and the values that are tried: the field, or as far again as the range."""
    held = place_at(case, path)
    if held is None or "set" not in held.kinds:
        apply(case, [Change(path, "set", 0.0)])
        raise CannotChange(f"{path} is no number that can be set")
    if held.flag:
        raise CannotChange(f"{path} is a yes or no; set it to 1 or 0 and compare")
    return _range(held)


def _range(held: Place) -> tuple[float, tuple[float, float]]:
    if not isinstance(held.value, Quantity):
        return held.value or 0.0, held.bounds
    now = held.value.mid + (held.moved or 0.0)
    width = max(held.value.high - held.value.low, abs(now), 1.0)
    low, high = held.bounds
    return now, (low, high) if high - low <= 4.0 * width else (max(low, now - 2 * width), min(high, now + 2 * width))
