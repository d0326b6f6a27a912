"""What stands in the way, over the draws: blocking issues and binding parties, for any or a full settlement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.propagate import Work
from detente.ensemble.shares import sampling_error
from detente.kernels import count
from detente.kernels import solve as search
from detente.settlement import zone
from detente.settlement.inputs import Inputs
from detente.settlement.space import Space, table

OBSTACLE_DRAWS = 200
"""Draws with an empty zone on which obstacles are judged at most."""
BARRED_DRAWS = 2000
"""Draws for the share in which every option of an issue meets a red line."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Rows of blocking issues and binding parties, and the number of empty draws they rest on."""

    blocking: list[dict[str, Any]]
    binding: list[dict[str, Any]]
    draws: int


def obstacles(case: Case, inputs: Inputs, rows: np.ndarray, work: Work, *, comprehensive: bool = False) -> Obstacles:
    """Judge what closes the zone in the draws `rows`, in which it is empty.

    `comprehensive` asks for settlements that leave nothing open. `case` and `inputs` hold the required parties only.
    ``opens_alone`` and ``share`` are shares of `rows` with their sampling error (None without such a draw),
    ``gap_points`` the mean gain in the least surplus where both gaps exist.
    """
    every = propagate.space_of(case, inputs.take(slice(0, BARRED_DRAWS)))
    barred = {issue.id: float(zone.all_barred(every, issue.id).mean()) for issue in case.issues}
    effect = _effect(_space(case, inputs, rows), comprehensive, work)
    blocking: list[dict[str, Any]] = []
    for issue in case.issues:
        found = effect(lambda s, name=issue.id: zone.lift(s, name))
        opens = {"opens_alone": found["share"], "se": found["se"], "gap_points": found["gap_points"]}
        closed = {"all_barred": barred[issue.id], "all_barred_se": sampling_error(barred[issue.id], every.draws)}
        blocking.append({"issue": issue.id, **closed, **opens})
    blocking.sort(key=lambda b: (-(b["opens_alone"] or 0.0), -b["all_barred"], -(b["gap_points"] or 0.0)))
    return Obstacles(blocking, _binding(case, effect), int(rows.size))


def binding_parties(case: Case, inputs: Inputs, rows: np.ndarray, work: Work) -> list[dict[str, Any]]:
    """Return the binding parties alone, as `obstacles` does."""
    return _binding(case, _effect(_space(case, inputs, rows), False, work))


Effect = Callable[[Callable[[Space], Space]], dict[str, Any]]


def _space(case: Case, inputs: Inputs, rows: np.ndarray) -> Space | None:
    return propagate.space_of(case, inputs.take(rows)) if rows.size else None


def _effect(given: Space | None, comprehensive: bool, work: Work) -> Effect:
    """Return what says in how many draws of an empty zone a change of the space opens it, and what it gains."""
    gap = None if given is None else _gaps(given, comprehensive, work)

    def effect(change: Callable[[Space], Space]) -> dict[str, Any]:
        if given is None or gap is None:
            return {"share": None, "se": None, "gap_points": None}
        moved = _gaps(change(given), comprehensive, work)
        work.progress(given.draws)
        both = np.isfinite(gap) & np.isfinite(moved)
        share = float((moved >= 0).mean())
        points = float((moved[both] - gap[both]).mean()) if both.any() else None
        return {"share": share, "se": sampling_error(share, given.draws), "gap_points": points}

    return effect


def _binding(case: Case, effect: Effect) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"party": party.id, **effect(lambda s, name=party.id: zone.drop(s, name))}
        for party in case.parties
        if party.required
    ]
    return sorted(found, key=lambda b: -(b["share"] or 0.0))


def _gaps(given: Space, comprehensive: bool, work: Work) -> np.ndarray:
    """Return the gap of every draw, -inf where every settlement is barred; inf where nobody has a no-deal value."""
    asked = table(given, comprehensive=comprehensive)
    if not given.signers:
        return np.array([np.inf if count.admissible(asked, draw=draw) else -np.inf for draw in range(given.draws)])
    return search.gaps(asked, backend=work.backend, threads=work.threads)
