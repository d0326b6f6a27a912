"""What moved a judgement: the posterior of one version of the evidence explained by that of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.evidence.contributions import contributions, shares
from detente.evidence.update import Ledger, ledger, named

PRIORS = ""
"""The id of the row that the priors have."""
NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True, slots=True)
class Moved:
    """One reason of the change: a claim that is ``new``, ``gone`` or ``changed``, or the priors (id empty)."""

    claim: str
    kind: str
    log_odds: dict[str, float]
    probability: dict[str, float]


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """Posteriors before and after by hypothesis, and the reasons, whose parts add up to the difference."""

    before: dict[str, float]
    after: dict[str, float]
    reasons: tuple[Moved, ...]
    method: str


def explained(before: Case, after: Case) -> EvidenceChange:
    """Return what moved the posteriors from one version of a case to another.

    Raises
    ------
    Unanswerable
        When either has no hypotheses, or they are not the same ones.
    """
    old, new = ledger(before), ledger(after)
    if sorted(old.hypotheses) != sorted(new.hypotheses):
        others = ", ".join(sorted({*old.hypotheses} ^ {*new.hypotheses}))
        raise Unanswerable(f"the two versions weigh other hypotheses: {others}; what is not asked twice has no change")
    order = [new.hypotheses.index(key) for key in old.hypotheses]
    first, second = _rows(old, list(range(len(order)))), _rows(new, order)
    kinds = {key: _kind(first.get(key), second.get(key)) for key in [*first, *(k for k in second if k not in first)]}
    moved = {key: kind for key, kind in kinds.items() if kind}
    nothing = np.zeros(len(order))
    items = np.array([second.get(key, nothing) - first.get(key, nothing) for key in moved]).reshape(-1, len(order))
    start = np.sum([*first.values()], axis=0)
    found = contributions(start, items)
    keys = old.hypotheses
    first_p, last_p = (shares(log) for log in (start, start + items.sum(axis=0)))
    parts = zip(moved.items(), found.log_odds, found.probability, strict=True)
    reasons = tuple(Moved(key, kind, named(keys, odds), named(keys, p)) for (key, kind), odds, p in parts)
    return EvidenceChange(named(keys, first_p), named(keys, last_p), reasons, found.method)


def _rows(held: Ledger, order: list[int]) -> dict[str, np.ndarray]:
    """Return the log-weights of the priors and of each origin that counts, hypotheses in a given order."""
    rows = {PRIORS: held.prior, **{origin.counted.id: weighed.log for origin, weighed in held.items}}
    return {key: row[order] for key, row in rows.items()}


def _kind(before: np.ndarray | None, after: np.ndarray | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    return "" if np.array_equal(before, after) else CHANGED
