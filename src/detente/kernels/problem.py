"""What the compiled search is given and what it fills in, as tuples of arrays; letters as in `kernels.objective`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.kernels.table import Table, forbidden_sets

LEAST, NASH, SUM, ANY = 0, 1, 2, 3
"""Objectives: leximin of the surpluses of the active parties; sum of a_p ln s_p; sum of a_p s_p; any settlement."""


class Goal(NamedTuple):
    """One objective for every draw that is ``wanted (D,)``.

    `kind` is one of the objectives; with `floor` only settlements in the zone count, as NASH and SUM demand.
    ``den, power, active (D, P)``: unit of the surpluses, their weights, the parties whose surplus counts.
    """

    kind: int
    floor: bool
    den: np.ndarray
    power: np.ndarray
    active: np.ndarray
    wanted: np.ndarray


class Parts(NamedTuple):
    """Disjoint parts of the settlements: their columns ``masks (Q, C)``, and the exclusions that are left in each.

    Exclusions with column ``c`` are ``linked[q, uses[q, c]:uses[q, c + 1]]``.
    """

    masks: np.ndarray
    uses: np.ndarray
    linked: np.ndarray


class Bounds(NamedTuple):
    """Bounds per draw and part, and the best settlement known per draw, the incumbent.

    ``known (D,)`` bool; ``top (D,)`` its value; ``seed (D, I)`` its columns. Bound of a part: ``constant (D, Q)`` and
    ``coefficient (D, Q, P)``; ``reach (D, Q)`` is the largest value it allows, -inf for a part without settlements.
    """

    known: np.ndarray
    top: np.ndarray
    seed: np.ndarray
    coefficient: np.ndarray
    constant: np.ndarray
    reach: np.ndarray


class Optima(NamedTuple):
    """Optima of one objective: ``ties, value, rest, nodes (D,)``, ``pick (D, K, I)``, ``surplus (D, K, P)``.

    `ties` may exceed K: the rest is only counted. `rest` is the best open bound where the node cap was met, else -inf;
    `value` is -inf where nothing was found.
    """

    ties: np.ndarray
    value: np.ndarray
    rest: np.ndarray
    nodes: np.ndarray
    pick: np.ndarray
    surplus: np.ndarray


class Room(NamedTuple):
    """Arrays to work in: ``(P,)``, ``(C,)``, ``(I,)``, one more row than issues for what is kept per depth.

    Made outside the kernels, where an array of zeros costs no compile time.
    """

    trial: np.ndarray
    origin: np.ndarray
    along: np.ndarray
    point: np.ndarray
    target: np.ndarray
    surplus: np.ndarray
    best: np.ndarray
    rank_a: np.ndarray
    rank_b: np.ndarray
    mask: np.ndarray
    held: np.ndarray
    weight: np.ndarray
    plain: np.ndarray
    ranked: np.ndarray
    pick: np.ndarray
    order: np.ndarray
    width: np.ndarray
    position: np.ndarray
    spread: np.ndarray
    ahead: np.ndarray
    ahead_plain: np.ndarray
    ahead_gain: np.ndarray
    so_far: np.ndarray
    so_far_plain: np.ndarray
    sums: np.ndarray
    met: np.ndarray
    parts: np.ndarray


def parts_of(table: Table, masks: np.ndarray) -> Parts:
    """Return the parts with the exclusions whose columns all lie in them."""
    columns = masks.shape[1]
    uses = np.zeros((len(masks), columns + 1), dtype=np.int64)
    linked = np.zeros((len(masks), table.forbid_column.size), dtype=np.int64)
    sets = forbidden_sets(table)
    for q, mask in enumerate(masks):
        pairs = sorted((c, f) for f, held in enumerate(sets) if mask[list(held)].all() for c in held)
        linked[q, : len(pairs)] = [f for _, f in pairs]
        uses[q] = np.searchsorted([c for c, _ in pairs], np.arange(columns + 1))
    return Parts(masks, uses, linked)


def bounds_for(table: Table, parts: Parts, seed: np.ndarray | None) -> Bounds:
    """Return bounds to be filled, with the settlements ``seed (D, I)`` as incumbents where there are any."""
    draws, parties = table.reserve.shape
    shape = (draws, len(parts.masks))
    return Bounds(
        known=np.full(draws, seed is not None),
        top=np.full(draws, -np.inf),
        seed=np.zeros((draws, table.issues), dtype=np.int64) if seed is None else seed.copy(),
        coefficient=np.zeros((*shape, parties)),
        constant=np.zeros(shape),
        reach=np.full(shape, -np.inf),
    )


def optima_for(table: Table, kept: int) -> Optima:
    """Return optima to be filled, with room for `kept` ties each."""
    draws, parties = table.reserve.shape
    return Optima(
        ties=np.zeros(draws, dtype=np.int64),
        value=np.full(draws, -np.inf),
        rest=np.full(draws, -np.inf),
        nodes=np.zeros(draws, dtype=np.int64),
        pick=np.full((draws, kept, table.issues), -1, dtype=np.int64),
        surplus=np.zeros((draws, kept, parties), dtype=np.int64),
    )


def room_for(table: Table, parts: Parts) -> Room:
    """Return room for one thread."""
    parties, columns, issues = *table.gain.shape[1:], table.issues
    depths = issues + 1

    def real(*shape: int) -> np.ndarray:
        return np.zeros(shape)

    def whole(*shape: int) -> np.ndarray:
        return np.zeros(shape, dtype=np.int64)

    return Room(
        trial=real(parties), origin=real(parties), along=real(parties), point=real(parties), target=real(parties),
        surplus=whole(parties), best=whole(parties), rank_a=whole(parties), rank_b=whole(parties),
        mask=np.zeros(columns, dtype=bool), held=np.zeros(columns, dtype=bool),
        weight=real(columns), plain=real(columns), ranked=whole(columns),
        pick=whole(issues), order=whole(issues), width=whole(issues), position=whole(issues), spread=real(issues),
        ahead=real(depths), ahead_plain=real(depths), ahead_gain=whole(depths, parties),
        so_far=real(depths), so_far_plain=real(depths), sums=whole(depths, parties),
        met=whole(table.forbid_start.size), parts=whole(len(parts.masks)),
    )  # fmt: skip
