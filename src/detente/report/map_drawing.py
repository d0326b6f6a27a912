"""The drawing of one settlement map: frame, no-deal lines, frontiers, marks with their numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from detente.report.digits import MINUS, points
from detente.report.labels import Labels, shorten
from detente.report.spots import Spot
from detente.report.svg import FONT, WIDTH, element, label, line, mark, path, text_width

Result = dict[str, Any]
Place = tuple[float, float]
Box = tuple[float, float, float, float]
LEFT, RIGHT, TOP, BOTTOM = 40.0, 14.0, 30.0, 44.0
SIDE = WIDTH - LEFT - RIGHT
HEIGHT = TOP + SIDE + BOTTOM
STEPS = 5
SETS = ("admissible", "zone")
MOST_DOTS = 150
MOST_LINE = 300


@dataclass(frozen=True, slots=True)
class Plane:
    """The two parties of a map and the utilities at the ends of its axes."""

    across: str
    up: str
    low: float = 0.0
    high: float = 100.0

    def x(self, utility: float) -> float:
        """Return where a utility stands across."""
        return LEFT + SIDE * self._share(utility)

    def y(self, utility: float) -> float:
        """Return where a utility stands up."""
        return TOP + SIDE * (1.0 - self._share(utility))

    def at(self, utility: dict[str, float]) -> Place | None:
        """Return the point of a settlement; None when one of the two has no utility."""
        x, y = utility.get(self.across), utility.get(self.up)
        return None if x is None or y is None else (self.x(x), self.y(y))

    def _share(self, utility: float) -> float:
        return min(1.0, max(0.0, (utility - self.low) / (self.high - self.low)))


def _plane(run: Result, pair: tuple[str, str], marked: list[Spot]) -> Plane:
    """Return the plane 0-100, or a wider one on a raw scale."""
    listed = [s.utility for s in marked] + [s["utility"] for w in SETS for s in frontier(run, w)]
    known = [x for u in listed for p in pair if (x := u.get(p)) is not None]
    low, high = min([0.0, *known]), max([100.0, *known])
    step = 10.0 ** math.floor(math.log10(high - low))
    return Plane(*pair, step * math.floor(low / step), step * math.ceil(high / step))


def map_parts(run: Result, pair: tuple[str, str], marked: list[Spot], labels: Labels) -> list[str]:
    """Return the elements of the map of two parties, the first across, from bottom to top."""
    plane = _plane(run, pair, marked)
    drawn = [_no_deal(run, plane, labels), _frame(plane, labels), _frontiers(run, plane), _marks(plane, marked)]
    return [part for parts in drawn for part in parts]


def frontier(run: Result, which: str) -> list[Result]:
    """Return the listed settlements of the frontier of the `zone` or of the `admissible` set."""
    return run["central"]["frontier"][which]["settlements"]


def ordered(run: Result, which: str) -> list[Result]:
    """Return a frontier's settlements in order of the first party's utility."""
    parties = run["central"]["frontier"]["parties"]
    found = [s for s in frontier(run, which) if all(s["utility"].get(p) is not None for p in parties)]
    return sorted(found, key=lambda s: [s["utility"][p] for p in parties])


def thinned(items: list[Result], most: int) -> list[Result]:
    """Return at most so many items, evenly taken, both ends among them."""
    if len(items) <= most:
        return items
    last = len(items) - 1
    return [items[round(i * last / (most - 1))] for i in range(most)]


def _frame(plane: Plane, labels: Labels) -> list[str]:
    parts: list[str] = []
    for tick in range(STEPS + 1):
        value = plane.low + (plane.high - plane.low) * tick / STEPS
        x, y, name = plane.x(value), plane.y(value), f"{value:g}".replace("-", MINUS)
        parts += [line((x, TOP), (x, TOP + SIDE), "grid"), line((LEFT, y), (LEFT + SIDE, y), "grid")]
        parts.append(label(LEFT - 5, y + 4, name, anchor="end", kind="tick"))
        parts.append(label(x, TOP + SIDE + FONT + 4, name, anchor="middle", kind="tick"))
    parts.append(label(4, FONT + 4, f"↑ Utility to {labels.party(plane.up)}", kind="axis"))
    across = f"Utility to {labels.party(plane.across)} →"
    parts.append(label(WIDTH - RIGHT, TOP + SIDE + BOTTOM - 8, across, anchor="end", kind="axis"))
    return parts


def _no_deal(run: Result, plane: Plane, labels: Labels) -> list[str]:
    x, y = (run["central"]["no_deal"].get(p) for p in (plane.across, plane.up))
    parts: list[str] = []
    if x is not None and y is not None:
        size = {"width": LEFT + SIDE - plane.x(x), "height": plane.y(y) - TOP}
        parts.append(element("rect", x=plane.x(x), y=TOP, **size, class_="both"))
    if x is not None:
        at = plane.x(x)
        parts.append(line((at, TOP), (at, TOP + SIDE), "no-deal"))
        parts.append(_beside(at, TOP + SIDE - 8, f"{labels.party(plane.across)} no-deal {points(x, exact=True)}"))
    if y is not None:
        at = plane.y(y)
        parts.append(line((LEFT, at), (LEFT + SIDE, at), "no-deal"))
        above = at - 5 if at > TOP + 20 else at + FONT + 3
        name = f"{labels.party(plane.up)} no-deal {points(y, exact=True)}"
        parts.append(label(LEFT + 4, above, name, kind="no-deal-label"))
    return parts


def _beside(x: float, y: float, text: str) -> str:
    right = x + 5 + text_width(text) < WIDTH - RIGHT
    return label(x + 5 if right else x - 5, y, text, anchor="start" if right else "end", kind="no-deal-label")


def _frontiers(run: Result, plane: Plane) -> list[str]:
    own = {plane.across, plane.up} == set(run["central"]["frontier"]["parties"])
    parts = []
    for which, kind in (("admissible", "thin"), ("zone", "thick")):
        found = thinned(ordered(run, which), MOST_LINE if own else MOST_DOTS)
        places = [at for s in found if (at := plane.at(s["utility"]))]
        if own and len(places) > 1:
            parts.append(path(places, f"frontier {kind}"))
        elif places:
            parts.append(path_of_dots(places, f"dots {kind}"))
    return parts


def path_of_dots(places: list[tuple[float, float]], kind: str) -> str:
    """Return many small dots as one element: strokes of no length with round caps."""
    return element("path", d="".join(f"M{x:.1f} {y:.1f}h0" for x, y in places), class_=kind)


def _marks(plane: Plane, marked: list[Spot]) -> list[str]:
    placed = [(spot, at) for spot in marked if (at := plane.at(spot.utility))]
    taken = [(x - 6, y - 6, x + 6, y + 6) for _, (x, y) in placed]
    parts = []
    for spot, (x, y) in placed:
        words = f"{spot.number}. {spot.name}"
        parts.append(mark(x, y, spot.shape, spot.kind.replace(" ", "-"), shorten(words, 90)))
        box = _free(x, y, text_width(str(spot.number), 11.0), taken)
        taken.append(box)
        parts.append(label(box[0], box[3] - 1, str(spot.number), kind="number"))
    return parts


def _free(x: float, y: float, wide: float, taken: list[Box]) -> Box:
    """Return the first box beside a marker that meets no other; the last tried if all do."""
    tries = [
        (x + dx - (wide if dx < 0 else wide / 2 if dx == 0 else 0.0), y + dy)
        for reach in (7.0, 13.0, 20.0)
        for dx, dy in ((reach, -5.5), (0.0, -reach - 10), (-reach, -5.5), (0.0, reach), (reach, -16), (-reach, 6))
    ]
    box = (x, y, x, y)
    for left, top in tries:
        box = (left, top, left + wide, top + 11.0)
        inside = LEFT <= box[0] and box[2] <= LEFT + SIDE and TOP <= box[1] and box[3] <= TOP + SIDE
        if inside and not any(_meet(box, other) for other in taken):
            return box
    return box


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
