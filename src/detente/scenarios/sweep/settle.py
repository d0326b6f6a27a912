"""From a wish to a design that a case allows: paths that lead somewhere, values within bounds, not too many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import isnan

import numpy as np

from detente.case.fault import TooLarge, Unanswerable
from detente.case.levers import SET, CannotChange, Change
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.places import Place, places
from detente.case.quantity import Quantity
from detente.scenarios.change import apply
from detente.scenarios.sweep.designs import MOST_VARIANTS, Axis, Design, Grid, Latin, Lhs, Overrides, Wished
from detente.settlement.known import known
from detente.settlement.units import units

FINE = 1_000_000.0
"""Steps per unit of what is no utility, position or salience."""
MOST_TOLD = 10


def settled(case: Case, wished: Wished) -> Design:
    """Return the design of a wish.

    Raises
    ------
    CannotChange
        With every path that leads nowhere or value that the case does not allow.
    Unanswerable, TooLarge
        When there is no variant, or there are too many.
    """
    now = known(case)
    design = _latin(now, wished) if isinstance(wished, Lhs) else _on_grid(now, wished)
    if not design.size or not design.paths:
        raise Unanswerable(f"the design is empty: {_why_empty(wished)}")
    if design.size > MOST_VARIANTS:
        raise TooLarge(f"the design has {design.size:,} variants; at most {MOST_VARIANTS:,} are judged in one sweep")
    _must_stand(now, design)
    return design


def _why_empty(wished: Wished) -> str:
    if isinstance(wished, Lhs):
        return "no input of the case has a range; name some, with ranges"
    return "it names no input, or an input without a value" if isinstance(wished, Grid) else "the table has no row"


def _latin(case: Case, wished: Lhs) -> Latin:
    axes = _own_axes(case) if wished.over is None else _named_axes(case, wished.over)
    return Latin(axes, wished.size, wished.seed)


def _own_axes(case: Case) -> tuple[Axis, ...]:
    """Return every input of the central case that has a range, in file order."""
    held = {path: place for path, place in places(case).items() if path.partition(".")[0] in CENTRAL}
    ranged = {path: _moved(place) for path, place in held.items()}
    return tuple(
        Axis(path, quantity, held[path].bounds, steps_of(case)(path))
        for path, quantity in ranged.items()
        if quantity is not None and not quantity.certain
    )


CENTRAL = ("parties", "views", "no_deal")
"""Sections whose numbers the central case reads; what they do to timing or to ratification is asked with draws."""


def _moved(place: Place) -> Quantity | None:
    """Return the range that stands at a place, where it has been moved to; None where there is none."""
    held = place.value
    if not isinstance(held, Quantity):
        return None
    by, (least, most) = place.moved or 0.0, place.bounds
    ends = [min(max(end + by, least), most) for end in (held.low, held.mid, held.high)]
    return replace(held, low=ends[0], mid=ends[1], high=ends[2])


def _named_axes(case: Case, over: tuple[tuple[str, Quantity | None], ...]) -> tuple[Axis, ...]:
    found: list[Axis] = []
    faults: list[str] = []
    for path, wanted in over:
        try:
            found.append(_axis(case, path, wanted))
        except CannotChange as error:
            faults.append(str(error))
    _told(faults)
    return tuple(found)


def _axis(case: Case, path: str, wanted: Quantity | None) -> Axis:
    place = place_of(case, Change(path, SET, 0.0))
    if place.flag:
        raise CannotChange(f"{path}: a yes or no has no range; use a grid with 0,1 or a table")
    quantity = _moved(place) if wanted is None else wanted
    if quantity is None or quantity.certain:
        raise CannotChange(f"{path}: it has no range in the case; give one, as {path}=LOW:HIGH")
    for end in (quantity.low, quantity.high):
        made(place, Change(path, SET, end))
    return Axis(path, quantity, place.bounds, steps_of(case)(path))


def own_range(case: Case, path: str) -> tuple[float, float]:
    """Return the ends of the range that an input has in the case; raises `CannotChange` where it has none."""
    quantity = _axis(known(case), path, None).quantity
    return quantity.low, quantity.high


def _told(faults: list[str]) -> None:
    if faults:
        more = f"\nand {len(faults) - MOST_TOLD} more" if len(faults) > MOST_TOLD else ""
        raise CannotChange("\n".join(faults[:MOST_TOLD]) + more)


def steps_of(case: Case) -> Callable[[str], float]:
    """Return how finely a path is read: steps per unit of the grid on which the kernels are exact."""
    unit = units(case)
    index = {party.id: p for p, party in enumerate(case.parties)}

    def steps(path: str) -> float:
        parts = path.split(".")
        if parts[0] == "views" and parts[-1] == "salience":
            return float(unit.salience[index[parts[1]]])
        return float(unit.worth) if parts[0] in ("views", "no_deal") and "red_lines" not in parts else FINE

    return steps


def _on_grid(case: Case, wished: Grid | Overrides) -> Grid | Overrides:
    """Return a grid or a table with its values where the case is read, all of them allowed."""
    twice = sorted({path for path in wished.paths if wished.paths.count(path) > 1})
    _told([f"{path}: it is named twice" for path in twice])
    read = [_levels(wished, k) for k in range(len(wished.paths))]
    faults: list[str] = []
    for path, values in zip(wished.paths, read, strict=True):
        faults += _refused(case, path, values)
    _told(faults)
    steps = [*map(steps_of(case), wished.paths)]
    if isinstance(wished, Grid):
        own = ((np.rint(np.array(row) * unit) / unit).tolist() for row, unit in zip(wished.levels, steps, strict=True))
        return Grid(wished.paths, tuple(tuple(dict.fromkeys(row)) for row in own))
    return Overrides(wished.paths, np.rint(wished.rows * np.array(steps)) / np.array(steps))


def _levels(wished: Grid | Overrides, k: int) -> np.ndarray:
    held = np.array(wished.levels[k]) if isinstance(wished, Grid) else wished.rows[:, k]
    return np.unique(held[~np.isnan(held)])


def _refused(case: Case, path: str, values: np.ndarray) -> list[str]:
    """Return why a path or its values cannot be; the least and the largest stand for a range, flags for themselves."""
    try:
        place = place_of(case, Change(path, SET, 0.0))
    except CannotChange as error:
        return [str(error)]
    told: list[str] = []
    for value in values.tolist() if place.flag else [*values[:1].tolist(), *values[1:][-1:].tolist()]:
        try:
            made(place, Change(path, SET, value))
        except CannotChange as error:
            told.append(str(error))
    return told


def _must_stand(case: Case, design: Design) -> None:
    """Refuse a design whose first variant, or whose least values together, leave nobody to bargain with.

    The rows of a table need not hold its least values together; one that cannot be is told when it is met.
    """
    apply(case, changes_of(design.paths, design.values(0, 1)[0].tolist()))
    if isinstance(design, Latin):
        apply(case, changes_of(design.paths, [axis.quantity.low for axis in design.axes]))
    elif isinstance(design, Grid):
        apply(case, changes_of(design.paths, [min(levels) for levels in design.levels]))


def changes_of(paths: Iterable[str], values: Iterable[float]) -> list[Change]:
    """Return the changes of one variant; NaN changes nothing."""
    return [Change(path, SET, value) for path, value in zip(paths, values, strict=True) if not isnan(value)]
