"""One change of one input: where it leads, what it makes of the value there, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.case.levers import ADD, DROP, KINDS, SCALE, SET, CannotChange, Change
from detente.case.nouns import Case
from detente.case.places import Place, place_at, places
from detente.case.quantity import Quantity

MOST_LETTERS = 200


def place_of(case: Case, change: Change) -> Place:
    """Return where a change leads; raises `CannotChange` where it leads nowhere or is of a kind not allowed there."""
    if change.kind not in KINDS:
        raise CannotChange(f'"{change.kind}" is no kind of change; kinds are {", ".join(KINDS)}')
    place = place_at(case, change.path)
    if place is None:
        path = change.path[:MOST_LETTERS]
        raise CannotChange(f'no input "{path}"; {_near(places(case), path)}')
    if change.kind not in place.kinds:
        allowed = " or ".join(place.kinds)
        raise CannotChange(f"{change.path}: {change.kind} is not possible here; it allows {allowed}")
    if (change.value is None) != (change.kind == DROP):
        wanted = "takes no value" if change.kind == DROP else "needs a number or a range"
        raise CannotChange(f"{change.path}: {change.kind} {wanted}")
    return place


def _near(held: Mapping[str, Place], path: str) -> str:
    """Return what may have been meant: the nearest path, and what the longest part that exists goes on with."""
    from difflib import get_close_matches

    near = get_close_matches(path, held, 1)
    meant = f'did you mean "{near[0]}"? ' if near else ""
    parts = path.split(".")
    for depth in range(len(parts) - 1, -1, -1):
        head = "".join(f"{part}." for part in parts[:depth])
        next_ones = dict.fromkeys(key[len(head) :].split(".")[0] for key in held if key.startswith(head))
        if next_ones:
            after = f"after {head[:-1]} come" if head else "paths begin with"
            return f"{meant}{after} {', '.join(next_ones)}"
    return meant


def made(place: Place, change: Change) -> Case:
    """Return the case in which one place is changed; raises `CannotChange` where the value is out of bounds."""
    if change.kind == DROP:
        return place.put(None)
    value = change.value
    if value is None:
        raise CannotChange(f"{change.path}: no value")
    if place.flag and value not in place.bounds:
        raise CannotChange(f"{change.path}: {_told(value)} is neither 1 for yes nor 0 for no")
    if place.moved is not None:
        return _moved(place, change, value)
    if place.value is None:
        return place.put(_number(change, value, place.bounds))
    if isinstance(place.value, Quantity):
        return place.put(_quantity(place.value, change, value, place.bounds))
    return place.put(_number(change, _combined(place.value, change.kind, _plain(change, value)), place.bounds))


def _told(value: float | Quantity) -> str:
    return "a range" if isinstance(value, Quantity) else f"{value:g}"


def _moved(place: Place, change: Change, value: float | Quantity) -> Case:
    """Change a value that can move after it was bounded: by numbers the move, by ranges the coding."""
    coded, moved = place.value, place.moved or 0.0
    if not isinstance(coded, Quantity):
        raise TypeError("only a range can move")
    if isinstance(value, Quantity) and change.kind == SET:
        return place.put((_within(change, value, place.bounds), 0.0))
    middle = value.mid if isinstance(value, Quantity) else value
    wanted = _number(change, _combined(coded.mid + moved, change.kind, middle), place.bounds)
    by = middle if change.kind == ADD else wanted - coded.mid - moved
    if isinstance(value, Quantity):
        _only_added(change)
        coded = replace(coded, low=coded.low + value.low - value.mid, high=coded.high + value.high - value.mid)
    return place.put((coded, moved + by))


def _quantity(held: Quantity, change: Change, value: float | Quantity, bounds: tuple[float, float]) -> Quantity:
    if isinstance(value, Quantity):
        if change.kind == SET:
            return _within(change, value, bounds)
        _only_added(change)
        ends = (held.low + value.low, held.mid + value.mid, held.high + value.high)
    elif change.kind == SCALE:
        if value < 0.0:
            raise CannotChange(f"{change.path}: {value:g} is below 0; a factor is not")
        ends = (held.low * value, held.mid * value, held.high * value)
    else:
        by = value if change.kind == ADD else value - held.mid
        ends = (held.low + by, held.mid + value if change.kind == ADD else value, held.high + by)
    low, high = bounds
    mid = _number(change, ends[1], bounds)
    return replace(held, low=min(max(ends[0], low), mid), mid=mid, high=max(min(ends[2], high), mid))


def _only_added(change: Change) -> None:
    if change.kind != ADD:
        raise CannotChange(f"{change.path}: {change.kind} takes a number; only set and add take a range")


def _combined(held: float, kind: str, value: float) -> float:
    return {SET: value, ADD: held + value, SCALE: held * value}[kind]


def _plain(change: Change, value: float | Quantity) -> float:
    if isinstance(value, Quantity):
        raise CannotChange(f"{change.path}: this input is a number without a range")
    return value


def _number(change: Change, value: float | Quantity, bounds: tuple[float, float]) -> float:
    found, (low, high) = _plain(change, value), bounds
    if not low <= found <= high:
        raise CannotChange(f"{change.path}: it would be {found:g}, which is not between {low:g} and {high:g}")
    return found


def _within(change: Change, value: Quantity, bounds: tuple[float, float]) -> Quantity:
    for end in (value.low, value.high):
        _number(change, end, bounds)
    return value
