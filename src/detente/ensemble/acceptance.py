"""Acceptability: in which share of the draws would a settlement be signed, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import OPEN, Case
from detente.ensemble.propagate import Reader
from detente.ensemble.shares import sampling_error
from detente.settlement.judge import accepted, stands
from detente.settlement.no_deal import NoDealValues
from detente.settlement.space import Space


@dataclass(frozen=True, slots=True)
class Package:
    """A settlement to be judged over the draws: an offer, or an optimum of the central case."""

    id: str
    name: str
    kind: str
    options: dict[str, str]
    judged: dict[str, Any]


def offered(case: Case, offer_id: str) -> dict[str, str]:
    """Return an offer as a full settlement: what it leaves out stays open where that is possible, else KeyError."""
    offer = case.offer(offer_id)
    full = {issue.id: offer.settlement.get(issue.id, OPEN) for issue in case.issues}
    for issue in case.issues:
        if full[issue.id] == OPEN and not issue.deferrable:
            raise KeyError(issue.id)
    return full


def acceptance(packages: list[Package]) -> Reader:
    """Return a reader of who accepts each package in each draw, ``(D, packages, required parties)``.

    It reads spaces of the required parties only. A package with an exclusion is accepted by nobody.
    """

    def read(given: Space, values: NoDealValues) -> np.ndarray:
        del values
        found = np.zeros((given.draws, len(packages), len(given.parties)), dtype=bool)
        for k, package in enumerate(packages):
            found[:, k] = _accepted(given, package)
        return found

    return read


def _accepted(given: Space, package: Package) -> np.ndarray:
    columns = given.pick(package.options)
    who = accepted(given, columns)
    return who if stands(given, columns) else np.zeros_like(who)


def acceptability(parties: Sequence[str], who: np.ndarray, packages: list[Package]) -> list[dict[str, Any]]:
    """Return per package the share of draws in which every required party accepts it, with its sampling error."""
    rows: list[dict[str, Any]] = []
    for k, package in enumerate(packages):
        accepts = who[:, k]
        share = float(accepts.all(axis=1).mean())
        by_party = {p: float(a) for p, a in zip(parties, accepts.mean(axis=0), strict=True)}
        rows.append(
            {
                "id": package.id,
                "name": package.name,
                "kind": package.kind,
                **package.judged,
                "share": share,
                "se": sampling_error(share, len(accepts)),
                "by_party": by_party,
                "by_party_se": {party: sampling_error(a, len(accepts)) for party, a in by_party.items()},
            }
        )
    return sorted(rows, key=lambda row: -row["share"])
