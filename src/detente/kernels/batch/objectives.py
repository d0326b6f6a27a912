"""What is asked of the draws of two parties, or of one: objectives, with their bounds and their incumbents.

Each function takes draws ``(N,)`` and returns one problem for each. The bound of a least surplus is its dual: prices on
the simplex; that of a sum in the zone has a multiplier on the surplus that must not be negative; that of a product is
the tangent of its logarithm, which is concave. All touch the hull at the edge that `prices.edge` finds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.batch.breadth import Objectives, values
from detente.kernels.batch.prices import DIRECTIONS, Corners, Edge, Side, edge, tangent_point
from detente.kernels.batch.support import NEVER, Layout
from detente.kernels.problem import ANY, LEAST, NASH, SUM

SECOND, BOTH, FIRST = range(len(DIRECTIONS))
"""The sums of surpluses in points that are asked for: by their place among `DIRECTIONS`."""


class Field(NamedTuple):
    """What is known of all draws: the table laid out, and the first corners of their hulls."""

    held: Layout
    seen: Corners

    def crossed(self, draw: np.ndarray, side: Side) -> Edge:
        """Return the edge on which each problem is largest."""
        return edge(self.held, draw, self.seen.point[:, :, draw], side)


def anything(field: Field, draw: np.ndarray) -> Objectives:
    """Ask for any settlement of the zone: one whose least surplus is not negative."""
    found = least(field, draw)
    zero = np.zeros(draw.size)
    return found._replace(kind=np.full(draw.size, ANY), floor=np.zeros_like(found.floor), value=zero)


def least(field: Field, draw: np.ndarray) -> Objectives:
    """Ask for the largest least surplus in points."""
    scale = field.held.scale[:, draw]
    found = _least(field, draw, scale, np.full(scale.shape, NEVER))
    known = field.seen.point[:, :, draw].min(axis=1).max(axis=0)
    return found._replace(value=np.maximum(known, found.value))


def even(field: Field, draw: np.ndarray, ideal: np.ndarray, known: np.ndarray) -> Objectives:
    """Ask for the largest least share of the ideal surplus ``(P, D)`` in the zone; `known` is a settlement there."""
    unit = ideal[:, draw]
    found = _least(field, draw, unit, np.zeros(unit.shape, dtype=np.int64))
    return found._replace(value=(known[:, draw] / unit).min(axis=0))


def _least(field: Field, draw: np.ndarray, unit: np.ndarray, floor: np.ndarray) -> Objectives:
    scale = field.held.scale[:, draw]
    rate, normal, value = scale / unit, np.ones(unit.shape), np.full(draw.size, -np.inf)
    if len(unit) == 2:
        found = field.crossed(draw, lambda rows, point, _: point[0] * rate[0, rows] < point[1] * rate[1, rows])
        normal = found.normal
        value = np.maximum((found.left * rate).min(axis=0), (found.right * rate).min(axis=0))
    price = normal / scale
    price /= (price * unit).sum(axis=0)
    one, zero = np.ones(unit.shape), np.zeros(draw.size)
    return Objectives(draw, np.full(draw.size, LEAST), unit, one, floor, price, zero, value)


class Edges(NamedTuple):
    """Edges of the hulls of some draws ``(N,)``.

    Of each party the one on which its surplus is none, NaN where the hull does not go below; and of each product the
    one on which it is largest.
    """

    floors: tuple[Edge, Edge]
    products: list[Edge]


def crossings(field: Field, draw: np.ndarray, strict: np.ndarray, powers: list[np.ndarray]) -> Edges:
    """Return these edges, all found at once; ``powers (P, D)`` of the products, for draws that are `strict`."""
    corner = field.seen.point[:, :, draw]
    cut = [np.flatnonzero(corner[SECOND, 0] < 0.0), np.flatnonzero(corner[FIRST, 1] < 0.0)]
    parts = [draw[cut[0]], draw[cut[1]], *(strict for _ in powers)]
    ends = np.cumsum([0, *(part.size for part in parts)])
    share = np.concatenate([np.ones((2, int(ends[2]))), *(power[:, strict] for power in powers)], axis=1)

    def side(rows: np.ndarray, point: np.ndarray, direction: np.ndarray) -> np.ndarray:
        # Of a product by the slope of the dual along the simplex, ``ln L(k) - sum_p a_p ln k_p``, L(k) the reach.
        reach = (direction * point).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            wanted = share[0, rows] / direction[0] - share[1, rows] / direction[1]
            onward = (point[0] - point[1]) / reach < wanted
        return np.where(rows < ends[1], point[0] < 0.0, np.where(rows < ends[2], point[1] >= 0.0, onward))

    found = field.crossed(np.concatenate(parts), side)
    each = [Edge(*(array[:, low:high] for array in found)) for low, high in zip(ends[:-1], ends[1:], strict=True)]
    first, second = (Edge(*(_spread(array, cut[p], draw.size) for array in each[p])) for p in range(2))
    return Edges((first, second), each[2:])


def _spread(array: np.ndarray, rows: np.ndarray, size: int) -> np.ndarray:
    found = np.full((len(array), size), np.nan)
    found[:, rows] = array
    return found


def product(field: Field, draw: np.ndarray, known: np.ndarray, power: np.ndarray, crossed: Edge) -> Objectives:
    """Ask for the largest ``sum_p a_p ln s_p``; ``power (P, D)`` adds up to one, `known` gives everyone a gain."""
    scale, share = field.held.scale[:, draw], power[:, draw]
    at = tangent_point(crossed, share)
    at = np.where((at > 0.0).all(axis=0), at, known[:, draw] / scale)  # any point with gains will do for a bound
    constant = (share * np.log(at)).sum(axis=0) - 1.0
    one, kind = np.ones(scale.shape, dtype=np.int64), np.full(draw.size, NASH)
    found = Objectives(draw, kind, scale, share, one, share / (at * scale), constant, constant)
    return _incumbent(field, found, known, crossed)


def total(field: Field, draw: np.ndarray, known: np.ndarray, of: int, floors: tuple[Edge, Edge]) -> Objectives:
    """Ask for the largest sum of surpluses in the zone: of `BOTH`, `FIRST` or `SECOND`; `known` is a settlement there.

    Where the largest sum of all leaves a party short, the bound has a multiplier on its surplus.
    """
    scale, point = field.held.scale[:, draw], field.seen.point[of][:, draw]
    weight = np.ceil(DIRECTIONS[of])[:, None]
    price, ends = weight / scale, Edge(point, point, point)
    for p, crossed in enumerate(floors):
        short, other = point[p] < 0.0, 1 - p
        with np.errstate(divide="ignore", invalid="ignore"):
            multiplied = crossed.normal * (weight[other] / crossed.normal[other]) / scale
        price = np.where(short, multiplied, price)
        ends = Edge(*(np.where(short, own, held) for own, held in zip(crossed, ends, strict=True)))
    floor, zero = np.zeros(scale.shape, dtype=np.int64), np.zeros(draw.size)
    found = Objectives(draw, np.full(draw.size, SUM), scale, weight * np.ones(scale.shape), floor, price, zero, zero)
    return _incumbent(field, found, known, ends)


def _incumbent(field: Field, asked: Objectives, known: np.ndarray, ends: Edge) -> Objectives:
    """Set the value of the best known settlement: `known` of the draws, and what the ends of the edge stand for."""
    every, scale = np.arange(asked.draw.size), field.held.scale[:, asked.draw]
    value = values(asked, every, known[:, asked.draw])
    for end in (ends.left, ends.right):
        surplus = np.rint(end * scale)
        inside = (surplus >= asked.floor).all(axis=0)
        value = np.where(inside, np.maximum(value, values(asked, every, surplus)), value)
    return asked._replace(value=value)
