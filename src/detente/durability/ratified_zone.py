"""The ratified zone: settlements of the zone that every ratifier with a say in them accepts too.

A ratifier has a say where its condition holds. Conditions split the settlements into disjoint cells, products of option
sets in each of which everyone's say is decided; in a cell those with a say are further required parties, so that the
same exact search answers. Nothing is bounded or sampled but what the search itself says it did not decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.fault import TooLarge
from detente.case.nouns import Case, Predicate
from detente.durability.consent import askers, refuse_unvalued
from detente.kernels import count
from detente.kernels import solve as search
from detente.kernels.table import Table
from detente.settlement.classify import holds
from detente.settlement.judge import accepted, stands
from detente.settlement.space import Space, table
from detente.settlement.zone import Count

MOST_CELLS = 4096


@dataclass(frozen=True, slots=True)
class RatifiedZone:
    """Which draws have a settlement that would be signed, and one that every ratifier with a say accepts as well.

    ``zone, ratified (D,)``: 1 yes, 0 proven empty, -1 not decided. `asked` are the ratifiers, by id. `unheard` are
    those of whom the space holds no views; they are taken to accept.
    """

    zone: np.ndarray
    ratified: np.ndarray
    asked: tuple[str, ...]
    unheard: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form: shares of draws."""
        return {
            "zone": float((self.zone == 1).mean()),
            "ratified": float((self.ratified == 1).mean()),
            "undecided": float(((self.zone < 0) | (self.ratified < 0)).mean()),
            "asked": list(self.asked),
            "unheard": list(self.unheard),
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """A product of option sets, ``mask (C,)``, and which ratifiers have a say in it, ``asked (R,)``."""

    mask: np.ndarray
    asked: np.ndarray


def ratified_zone(
    case: Case, space: Space, *, ratifiers: Sequence[str] | None = None, backend: str | None = None,
    threads: int | None = None,
) -> RatifiedZone:  # fmt: skip
    """Return per draw whether the zone and the ratified zone hold a settlement.

    Parameters
    ----------
    case, space
        As for `ratification.ratification`: the space is built from `consent.with_reversions` of the case.
    ratifiers
        Ids of those to ask; by default all who decide by utility or red lines (`consent.askers`).

    Raises
    ------
    TooLarge
        When the conditions split the settlements into too many cells.
    """
    says, unheard = _asked(case, space, ratifiers)
    zone = search.zones(table(space), backend=backend, threads=threads)
    ratified = np.where(zone == 0, 0, -2)
    doubtful = zone < 0
    for cell in cells(space, list(says.values())):
        rows = np.flatnonzero(ratified == -2)
        if rows.size:
            held = _table(space.take(rows), list(says), cell)
            found = search.zones(held, backend=backend, threads=threads)
            ratified[rows[found == 1]] = 1
            doubtful[rows[found < 0]] = True
    return RatifiedZone(zone, np.where(ratified == -2, np.where(doubtful, -1, 0), ratified), tuple(says), unheard)


def in_ratified_zone(case: Case, space: Space, columns: np.ndarray) -> np.ndarray:
    """Return per draw whether one settlement is in the ratified zone, ``(D,)`` bool."""
    says, _ = _asked(case, space, None)
    must = space.required.copy()
    for party, when in says.items():
        must[space.parties.index(party)] |= when is None or bool(holds(when, space, columns[None, :])[0])
    return np.asarray(accepted(space, columns)[:, must].all(axis=1)) & stands(space, columns)


def count_ratified(case: Case, space: Space, *, rng: np.random.Generator) -> Count:
    """Count the ratified zone of a space of one draw: exact where each cell can be counted, otherwise estimated."""
    says, _ = _asked(case, space, None)
    found = [_count(_table(space, list(says), cell), rng) for cell in cells(space, list(says.values()))]
    se = float(np.sqrt(sum(each.se**2 for each in found)))
    return Count(sum(each.value for each in found), all(each.exact for each in found), se)


def cells(space: Space, conditions: Sequence[Predicate | None]) -> list[Cell]:
    """Split the settlements into disjoint cells in which every condition is decided; those with few says come first.

    None always holds. Raises `TooLarge` above 4,096 cells.
    """
    waiting, found = [np.ones(len(space.columns), dtype=bool)], list[Cell]()
    while waiting:
        mask = waiting.pop()
        decided = [True if when is None else _decided(when, space, mask) for when in conditions]
        open_ = [when for when, known in zip(conditions, decided, strict=True) if known is None]
        if open_ and open_[0] is not None:
            waiting += _halves(_atom(open_[0], space, mask), space, mask)
        else:
            found.append(Cell(mask, np.array(decided, dtype=bool)))
        if len(found) + len(waiting) > MOST_CELLS:
            raise TooLarge(
                f"the conditions of the ratifiers split the settlements into more than {MOST_CELLS:,} cells: name fewer"
                " issues in them"
            )
    return sorted(found, key=lambda cell: int(cell.asked.sum()))


def _hits(atom: Predicate, space: Space, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns of the atom's issue that are left, and those that it names among them."""
    wanted = {(atom.issue, option) for option in atom.options}
    own = np.array([any(issue == atom.issue for issue, _ in pairs) for pairs in space.columns])
    named = np.array([not wanted.isdisjoint(pairs) for pairs in space.columns])
    return own & mask, own & mask & named


def _decided(when: Predicate, space: Space, mask: np.ndarray) -> bool | None:
    """Return whether a predicate holds on all of a cell, on none of it, or neither (None)."""
    if when.kind == "is":
        left, named = _hits(when, space, mask)
        return None if named.any() and not (named == left).all() else bool(named.any())
    parts = [_decided(part, space, mask) for part in when.parts]
    if when.kind == "not":
        return None if parts[0] is None else not parts[0]
    ends = when.kind == "any"
    if any(part is ends for part in parts):
        return ends
    return None if None in parts else not ends


def _atom(when: Predicate, space: Space, mask: np.ndarray) -> Predicate:
    """Return an atom of an undecided predicate that is undecided itself."""
    if when.kind == "is":
        return when
    return _atom(next(part for part in when.parts if _decided(part, space, mask) is None), space, mask)


def _halves(atom: Predicate, space: Space, mask: np.ndarray) -> list[np.ndarray]:
    left, named = _hits(atom, space, mask)
    return [mask & ~named, mask & ~(left & ~named)]


def _asked(
    case: Case, space: Space, ratifiers: Sequence[str] | None
) -> tuple[dict[str, Predicate | None], tuple[str, ...]]:  # fmt: skip
    refuse_unvalued(case, space)
    every = {party: when for party, when in askers(case).items() if ratifiers is None or party in ratifiers}
    heard = {party: when for party, when in every.items() if party in space.parties}
    return heard, tuple(party for party in every if party not in heard)


def _table(space: Space, ratifiers: list[str], cell: Cell) -> Table:
    """Return the arrays of one cell, with its ratifiers among the required parties."""
    required = space.required.copy()
    for party, asked in zip(ratifiers, cell.asked, strict=True):
        required[space.parties.index(party)] |= asked
    held = table(replace(space, required=required))
    return held._replace(allowed=held.allowed & cell.mask)


def _count(held: Table, rng: np.random.Generator) -> Count:
    if search.zones(held)[0] == 0:
        return Count(0)
    return Count(*count.in_zone(held, rng=rng))
