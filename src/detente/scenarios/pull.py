"""Pull a lever in part: each of its changes by a share of its whole."""

from __future__ import annotations

from dataclasses import replace

from detente.case.levers import ADD, DROP, SCALE, Change, Lever
from detente.case.nouns import Case
from detente.case.places import Place, place_at
from detente.case.quantity import Quantity
from detente.scenarios.change import apply


def pull(case: Case, lever: Lever, part: float = 1.0) -> Case:
    """Return the case in which a lever is pulled by a share of its whole, 0-1.

    What is added is that share of it; a factor and a value that is set go that share of the way from what is there. A
    red line that is dropped loses that share of its firmness. What is a yes or no happens only in full.
    """
    if part >= 1.0:
        return apply(case, lever.changes)
    for change in lever.changes:
        held = place_at(case, change.path)
        shared = None if held is None else share_of(change, held, part)
        case = case if shared is None else apply(case, [shared])
    return case


def share_of(change: Change, held: Place, part: float) -> Change | None:
    """Return a share of a change; None where there is nothing between its none and its all."""
    if change.kind == DROP:
        firm = held.value
        return Change(change.path, "set", firm * (1.0 - part)) if isinstance(firm, float) else None
    if change.kind == ADD:
        return replace(change, value=_times(change.value, part))
    if held.flag:
        return None
    if change.kind == SCALE:
        return (
            None
            if not isinstance(change.value, float | int)
            else replace(change, value=1.0 + part * (change.value - 1))
        )
    return replace(change, value=_between(held.value, change.value, part, held.moved or 0.0))


def _times(value: float | Quantity | None, part: float) -> float | Quantity:
    if isinstance(value, Quantity):
        return replace(value, low=part * value.low, mid=part * value.mid, high=part * value.high)
    return part * (value or 0.0)


def _between(
    held: Quantity | float | None, wanted: float | Quantity | None, part: float, moved: float
) -> float | Quantity:  # fmt: skip
    """Return what lies a share of the way from what is there to what is wanted, of the kind of the latter."""
    if isinstance(wanted, Quantity):
        ends = (held.low, held.mid, held.high) if isinstance(held, Quantity) else (held or 0.0,) * 3
        low, mid, high = (
            a + moved + part * (b - a - moved) for a, b in zip(ends, (wanted.low, wanted.mid, wanted.high), strict=True)
        )
        return replace(wanted, low=low, mid=mid, high=high)
    start = (held.mid if isinstance(held, Quantity) else held or 0.0) + moved
    return start + part * ((wanted or 0.0) - start)


def cost_of(lever: Lever, part: float) -> dict[str, float] | None:
    """Return the cost of pulling a lever by a share; None where the case does not say."""
    if lever.cost is None:
        return None
    return {end: part * getattr(lever.cost, end) for end in ("low", "mid", "high")}
