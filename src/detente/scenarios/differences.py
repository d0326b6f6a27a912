"""What differs between two cases, in parts that can be moved one by one from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.nouns import Case
from detente.case.places import Place, place_at, places
from detente.case.quantity import Quantity
from detente.settlement.changes import changes, is_background

STRUCTURE = "structure"
"""Id of the part that holds what no input with a path holds: parties, options, scenarios, dates."""
Coder = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Part:
    """Differences that are moved together.

    Parameters
    ----------
    id
        The path of the one input that it holds, of what its inputs share, or `STRUCTURE`.
    paths
        The inputs; none in the structure.
    words
        A line for every difference.
    """

    id: str
    paths: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Two cases and all that lies between them.

    `rows` are the differences as `settlement.changes` tells them, also those that move no number.
    """

    before: Case
    after: Case
    rows: tuple[dict[str, Any], ...]
    parts: tuple[Part, ...]

    def mixed(self, taken: int) -> Case:
        """Return the case in which the parts of a set are as after, the others as before; bit k stands for part k.

        The empty set is the case before and the whole set the case after, each as it was given.
        """
        if taken == 0:
            return self.before
        if taken == (1 << len(self.parts)) - 1:
            return self.after
        moved = [part for k, part in enumerate(self.parts) if taken >> k & 1]
        if any(part.id == STRUCTURE for part in moved):
            rest = [part for part in self.parts if part not in moved]
            return _put(self.after, self.before, _paths(rest))
        return _put(self.before, self.after, _paths(moved))


def between(before: Case, after: Case, most: int) -> Between:
    """Return what differs between two cases in at most `most` parts, the finest that are so few.

    An input that both cases have under its path is a part of its own. Where these are too many, those of a party and
    kind are one, then those of a party, then those of a section. All that remains is one part, the structure; texts,
    sources and names, which move no number, are in no part. On another scale of utility, nothing can be compared
    singly, and all is structure.
    """
    rows = tuple(changes(before, after))
    paths = _differing(before, after) if before.scale == after.scale else ()
    filled, given = _put(before, after, paths), _put(after, after, paths)
    rest = [row for row in changes(filled, given) if not is_background(row)]
    one = Part(STRUCTURE, (), tuple(row["words"] for row in rest))
    parts = _parts(before, after, _telling(before, after, paths), most - bool(rest))
    return Between(before, after, rows, (*parts, *((one,) if rest else ())))


def _differing(before: Case, after: Case) -> tuple[str, ...]:
    """Return the paths of inputs that both cases have with another value, or with other sources."""
    old, new = places(before), places(after)
    return tuple(path for path, place in old.items() if path in new and _held(place) != _held(new[path]))


def _telling(before: Case, after: Case, paths: Iterable[str]) -> list[str]:
    """Return those paths whose numbers differ, and not their sources alone."""
    ends = ((path, place_at(before, path), place_at(after, path)) for path in paths)
    return [path for path, old, new in ends if old and new and _numbers(old) != _numbers(new)]


def _held(place: Place) -> object:
    return place.value, place.moved


def _numbers(place: Place) -> object:
    value = place.value
    held = (value.low, value.mid, value.high, value.shape) if isinstance(value, Quantity) else value
    return held, place.moved


def _put(onto: Case, source: Case, paths: Iterable[str]) -> Case:
    """Return a case with the inputs at some paths as another case has them."""
    for path in paths:
        here, there = place_at(onto, path), place_at(source, path)
        if here is None or there is None:
            raise LookupError(f"{path} is an input of one of two cases only")
        onto = here.put(there.value if there.moved is None else (there.value, there.moved))
    return onto


def _paths(parts: Iterable[Part]) -> list[str]:
    return [path for part in parts for path in part.paths]


# Parts


def _whole(path: str) -> str:
    return path


def _by_kind(path: str) -> str:
    """Return party and kind: all saliences of one party are one part."""
    head, *rest = path.split(".")
    return f"{head}.{rest[0]}.{rest[2]}" if head == "views" else ".".join([head, *rest[:1]])


def _by_party(path: str) -> str:
    head, *rest = path.split(".")
    return rest[0] if head in ("views", "no_deal", "parties") else head


def _by_section(path: str) -> str:
    return path.partition(".")[0]


CODERS: Sequence[Coder] = (_whole, _by_kind, _by_party, _by_section)
"""Ways to put inputs together, the finest first."""
ALL = "inputs"


def _parts(before: Case, after: Case, paths: Sequence[str], most: int) -> list[Part]:
    grouped: dict[str, list[str]] = {}
    for coder in (*CODERS, lambda _: ALL):
        grouped = {}
        for path in paths:
            grouped.setdefault(coder(path), []).append(path)
        if len(grouped) <= most:
            break
    return [Part(name, tuple(held), _words(before, after, held)) for name, held in grouped.items()]


def _words(before: Case, after: Case, paths: Sequence[str]) -> tuple[str, ...]:
    """Return a line for every input: what it is, and both of its values."""
    return tuple(line for path in paths for line in _line(before, after, path))


def _line(before: Case, after: Case, path: str) -> list[str]:
    rows = changes(before, _put(before, after, [path]))
    old, new = place_at(before, path), place_at(after, path)
    if old is None or new is None or not rows:
        return [row["words"] for row in rows]
    what = rows[0]["what"].removesuffix(", moved").removesuffix(", firmness").removesuffix(", value")
    return [f"{what}: {_said(old)} -> {_said(new)}"]


def _said(place: Place) -> str:
    """Return the value at a place in words."""
    value, moved = place.value, place.moved or 0.0
    if isinstance(value, Quantity):
        middle = f"{value.mid + moved:g}"
        return middle if value.certain else f"{middle} ({value.low + moved:g} to {value.high + moved:g})"
    if value is None:
        return "none"
    return ("yes" if value else "no") if place.flag else f"{value:g}"
