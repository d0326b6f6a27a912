"""Made domains of any size, as cases of ours and as utility functions of the peer, from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.case.profiles import Domain, DomainIssue, Profile, case_of
from detente.ensemble.central import central_inputs
from detente.kernels.table import Table
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space

GRID = 1000
"""Weights and evaluations are thousandths, so that both sides read the same numbers."""


@dataclass(frozen=True, slots=True)
class Made:
    """Weights ``(P, I)``, evaluations per issue ``(P, options)``, and one reservation value for all."""

    weights: np.ndarray
    evaluations: tuple[np.ndarray, ...]
    reservation: float


def made(sizes: list[int], parties: int, *, seed: int, reservation: float, conflict: float = 0.0) -> Made:
    """Return a domain of issues of these sizes; with more `conflict` the parties' wishes sum to more nearly nothing."""
    rng = np.random.default_rng(seed)
    weights = np.rint(GRID * rng.dirichlet(np.full(len(sizes), 5.0), size=parties))
    weights[:, -1] += GRID - weights.sum(axis=1)
    found = []
    for size in sizes:
        wish = rng.random((parties, size))
        wish -= conflict * wish.mean(axis=0)
        wish -= wish.min(axis=1, keepdims=True)
        found.append(np.rint(GRID * wish / wish.max(axis=1, keepdims=True)) / GRID)
    return Made(weights / GRID, tuple(found), reservation)


def case_made(domain: Made) -> Case:
    """Return the case of a made domain."""
    sizes = [held.shape[1] for held in domain.evaluations]
    issues = tuple(DomainIssue(f"i{k}", tuple(str(o) for o in range(size))) for k, size in enumerate(sizes))
    profiles = [
        Profile(f"p{p}", tuple(w.tolist()), tuple(tuple(e[p].tolist()) for e in domain.evaluations), domain.reservation)
        for p, w in enumerate(domain.weights)
    ]
    return case_of(Domain("made", issues), profiles, case_id="made")


def space_made(case: Case) -> Space:
    """Return the central space of a case."""
    inputs = central_inputs(case)
    return space(case, inputs, no_deal_values(case, inputs).value)


def peer_made(domain: Made) -> tuple[list[Any], list[Any]]:
    """Return NegMAS issues and utility functions of a made domain."""
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction

    issues = [make_issue(held.shape[1], f"i{k}") for k, held in enumerate(domain.evaluations)]
    outcomes = make_os(issues)
    functions = [
        LinearAdditiveUtilityFunction(
            values=[dict(enumerate(held[p].tolist())) for held in domain.evaluations],
            weights=domain.weights[p].tolist(),
            outcome_space=outcomes,
            reserved_value=domain.reservation,
        )
        for p in range(len(domain.weights))
    ]
    return issues, functions


def draws_made(draws: int, shape: tuple[int, int, int], *, seed: int, reservation: float) -> Table:
    """Return a table of many draws of one shape, issues x options x parties."""
    issues, options, parties = shape
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(issues), size=(draws, parties))
    worth = rng.random((draws, parties, issues, options))
    gain = np.rint(weights[..., None] * worth * 1e7).astype(np.int64).reshape(draws, parties, issues * options)
    return Table(
        start=np.arange(0, issues * options + 1, options),
        gain=gain,
        reserve=np.full((draws, parties), round(reservation * 1e7)),
        scale=np.full((draws, parties), 100_000),
        power=np.ones((draws, parties)),
        allowed=np.ones((draws, issues * options), dtype=bool),
        forbid_start=np.zeros(1, dtype=np.int64),
        forbid_column=np.zeros(0, dtype=np.int64),
    )
