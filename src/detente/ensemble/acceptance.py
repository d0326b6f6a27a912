"""Acceptability: in which share of the draws would a settlement be signed, and by whom."""

from __future__ import annotations

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


def acceptance(case: Case, packages: list[Package]) -> Reader:
    """Return a reader of who accepts each package in each draw, ``(D, packages, required parties)``.

    `case` and the spaces it reads hold the required parties only. A package with an exclusion is accepted by nobody,
    any other by a party without views.
    """

    def read(given: Space, values: NoDealValues) -> np.ndarray:
        del values
        found = np.zeros((given.draws, len(packages), len(case.parties)), dtype=bool)
        views = np.isin([party.id for party in case.parties], given.parties)
        for k, package in enumerate(packages):
            columns = given.pick(package.options)
            found[:, k] = stands(given, columns)
            found[:, k, views] &= accepted(given, columns)
        return found

    return read


def acceptability(case: Case, who: np.ndarray, packages: list[Package]) -> list[dict[str, Any]]:
    """Return per package the share of draws in which every required party accepts it, with its sampling error."""
    rows: list[dict[str, Any]] = []
    for k, package in enumerate(packages):
        accepts = who[:, k]
        share = float(accepts.all(axis=1).mean())
        by_party = {p.id: float(a) for p, a in zip(case.parties, accepts.mean(axis=0), strict=True)}
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
