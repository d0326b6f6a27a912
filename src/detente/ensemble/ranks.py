"""SMAA-2 on packages (Lahdelma & Salminen 2001): their ranks, who beats whom, how often each is an optimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.ensemble.acceptance import Package
from detente.ensemble.propagate import Reader, Solved
from detente.kernels.smaa import pairwise_winning, rank_acceptability, rank_entropy
from detente.settlement.judge import utilities
from detente.settlement.no_deal import NoDealValues
from detente.settlement.space import Space
from detente.solutions.concepts import CONCEPTS

MIXED_ROWS = tuple(concept for concept in CONCEPTS if concept.id != "nash_by_leverage")
"""Concepts that are solved in every draw."""


def utility_reader(packages: Sequence[Package]) -> Reader:
    """Return a reader of what each package is worth to each party that bargains, ``(D, packages, parties)`` points."""

    def read(given: Space, values: NoDealValues) -> np.ndarray:
        del values
        rows = given.required & given.valued
        found = np.zeros((given.draws, len(packages), int(rows.sum())))
        for k, package in enumerate(packages):
            found[:, k] = utilities(given, given.pick(package.options))[:, rows]
        return found

    return read


def ranks(parties: Sequence[str], utility: np.ndarray, packages: Sequence[Package]) -> list[dict[str, Any]]:
    """Return per party and package the shares of draws of its ranks, their entropy, and how often it beats each other.

    Rank 1 is best; packages that tie share the better rank.
    """
    if not packages:
        return []
    ids = [package.id for package in packages]
    return [
        {"party": party, "packages": _ranked(utility[:, :, p], ids)} for p, party in enumerate(parties)
    ]  # fmt: skip


def _ranked(values: np.ndarray, ids: Sequence[str]) -> list[dict[str, Any]]:
    found, wins = rank_acceptability(values), pairwise_winning(values)
    bits = rank_entropy(found)
    return [
        {
            "id": name,
            "ranks": found[a].tolist(),
            "entropy": float(bits[a]),
            "beats": {other: float(wins[a, b]) for b, other in enumerate(ids) if b != a},
        }
        for a, name in enumerate(ids)
    ]


def optimal(solved: Solved, package: Package) -> dict[str, float]:
    """Return per solution concept the share of draws in which a package is among its optima that were kept."""
    columns = solved.space.pick(package.options)
    return {
        concept.id: float((solved.pick[:, concept.row] == columns).all(axis=2).any(axis=1).mean())
        for concept in MIXED_ROWS
    }
