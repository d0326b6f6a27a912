"""Many variants of a case at once: variants are draws of the seam, so that the kernels see one table of them.

Numbers that the central case reads are columns of `Inputs` and are put there for all variants together. Every other
input (a red line, a score, who is required) changes what the columns are; variants that agree in those share a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.levers import CannotChange
from detente.case.nouns import Case
from detente.ensemble.propagate import of_parties, signing
from detente.scenarios.change import apply
from detente.scenarios.sweep.settle import changes_of
from detente.settlement.inputs import Inputs, central_inputs, rated
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space, worths
from detente.settlement.units import on_grid, units

NO_DEAL = "no_deal"
Spot = tuple[str, tuple[int, ...]]
"""A field of `Inputs` and the place in it, after the axis of draws."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some variants that share all but numbers, and where they stand among those that were asked for.

    ``rows (n,)``; `case` and `inputs` of all parties, `space` of those that sign; one draw per variant.
    """

    case: Case
    rows: np.ndarray
    inputs: Inputs
    space: Space


@dataclass(frozen=True, slots=True)
class Base:
    """A case, the same as known at its as-of date, and where its central case reads its numbers."""

    case: Case
    now: Case
    spots: Mapping[str, Spot]


def base_of(case: Case) -> Base:
    """Return what all variants of a case begin with."""
    now = known(case)
    return Base(case, now, _spots(now))


def batches(base: Base, paths: Sequence[str], values: np.ndarray) -> Iterator[Batch]:
    """Yield the variants with some values, ``(n, paths)``, NaN leaving an input as it is, in as few parts as may be.

    Raises `CannotChange` where one of them cannot be judged.
    """
    fast = [k for k, path in enumerate(paths) if path in base.spots]
    slow = [k for k, path in enumerate(paths) if path not in base.spots]
    for held, rows in _alike(values[:, slow]):
        made = _changed(base, [paths[k] for k in slow], held)
        yield _batch(made, {paths[k]: values[rows, k] for k in fast}, rows)


def _alike(values: np.ndarray) -> Iterator[tuple[list[float], np.ndarray]]:
    """Yield the distinct rows of a table and where each stands; NaN equals NaN."""
    if not values.shape[1]:
        yield [], np.arange(len(values))
        return
    groups: dict[bytes, list[int]] = {}
    for place, row in enumerate(values):
        groups.setdefault(row.tobytes(), []).append(place)
    for places in groups.values():
        yield values[places[0]].tolist(), np.array(places)


def _changed(base: Base, paths: Sequence[str], values: list[float]) -> Case:
    changes = changes_of(paths, values)
    if not changes:
        return base.now
    try:
        return known(apply(base.case, changes))
    except CannotChange as error:
        told = ", ".join(f"{change.path}={change.value:g}" for change in changes)
        raise CannotChange(f"the variant with {told} cannot be judged: {error}") from error


def _spots(case: Case) -> dict[str, Spot]:
    """Return where the central case reads its numbers, by path."""
    parties = {party.id: p for p, party in enumerate(case.parties)}
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    places, columns = rated(case), _columns(case)
    found: dict[str, Spot] = {f"parties.{party}.leverage": ("leverage", (p,)) for party, p in parties.items()}
    found |= {f"{NO_DEAL}.{n.party}": (NO_DEAL, (parties[n.party],)) for n in case.no_deal if n.value is not None}
    for view in case.views:
        p, i, path = parties[view.party], issues[view.issue], f"views.{view.party}.{view.issue}"
        found[f"{path}.salience"] = ("salience", (p, i))
        if view.position is not None:
            found[f"{path}.position"] = ("position", (p, i))
        for option in view.worth:
            found[f"{path}.worth.{option}"] = ("worth", (places[p, columns[view.issue, option]],))
    return found


def _columns(case: Case) -> dict[tuple[str, str], int]:
    pairs = [(issue.id, option.id) for issue in case.issues for option in issue.options]
    return {pair: column for column, pair in enumerate(pairs)}


def _batch(case: Case, given: dict[str, np.ndarray], rows: np.ndarray) -> Batch:
    inputs, moved = _filled(case, given, rows.size)
    slim, signers = signing(case)
    unmoved = replace(slim, no_deal=tuple(replace(entry, moved=0.0) for entry in slim.no_deal))
    seen = of_parties(case, inputs, signers)
    worth = worths(unmoved, seen)
    value = no_deal_values(unmoved, seen, worth=worth, central=True).value + moved[:, signers]
    return Batch(case, rows, inputs, space(slim, seen, value, worth=worth))


def _filled(case: Case, given: dict[str, np.ndarray], count: int) -> tuple[Inputs, np.ndarray]:
    """Return the central inputs of every variant, and by how much its no-deal values are moved ``(n, parties)``."""
    centre, spots, unit = central_inputs(case), _spots(case), units(case)
    held = {name: np.repeat(getattr(centre, name), count, axis=0) for name in Inputs.__slots__}
    moved = np.repeat(_moves(case)[None], count, axis=0)
    for path, values in given.items():
        field, place = spots[path]
        set_ = ~np.isnan(values)
        if field == NO_DEAL:
            column = moved[:, place[0]]
            column[set_] += values[set_] - centre.no_deal[0, place[0]] - column[set_]
        else:
            steps = unit.salience[place[0]] if field == "salience" else float(unit.worth)
            own = values[set_] if field == "leverage" else on_grid(values[set_], steps)
            held[field][(set_, *place)] = own
    return Inputs(**held), moved


def _moves(case: Case) -> np.ndarray:
    """Return by how much the case as it is has moved every no-deal value, ``(parties,)``."""
    by = {entry.party: entry.moved for entry in case.no_deal}
    return np.array([by.get(party.id, 0.0) for party in case.parties])
