"""Historical cases: what every model would have said the day before, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.fault import TooLarge
from detente.case.nouns import Case
from detente.ensemble.models import case_models
from detente.ensemble.run import run
from detente.formats.load import load, shipped
from detente.kernels.scores import brier
from detente.ledger.track_record.told import ZONE, Told, mean_errors
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.settlement.listed import zone_settlements
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space
from detente.solutions.consistency import Consistency, Placed, consistency

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """A case that is over, beside its outcome: issue by issue, and the rest as plain values."""

    told: tuple[Told, ...]
    answer: Result


def historical() -> Iterator[Case]:
    """Yield the cases that ship with an outcome, in alphabetical order."""
    for name in shipped():
        case = load(name)
        if case.outcome is not None:
            yield case


def past(case: Case, *, draws: int, seed: int) -> Past:
    """Judge a case as it stood the day before its outcome, and hold the answers against it.

    The models of the axis and the solution concepts play the central case; scenarios are those of a run with `draws`
    draws under `seed`.

    Raises
    ------
    ValueError
        When the case has no outcome.
    """
    beside = consistency(case)
    if beside is None:
        raise ValueError(f"{case.id}: the case has no outcome")
    told = told_of(case, beside)
    return Past(
        told,
        {
            **_facts(case, beside),
            **_scenarios(case, beside, draws, seed),
            "issues": len(told),
            "errors": mean_errors(told),
        },
    )


def told_of(case: Case, beside: Consistency) -> tuple[Told, ...]:
    """Return how far off the models were on every issue that was settled on its axis.

    A model that chooses settlements is off by the mean over those that it chose; `zone` chooses all of the zone.
    """
    if not beside.issues:
        return ()
    models: Result = {**case_models(case)["models"], ZONE: {"values": None, "settlements": _zone(case)}}
    found: list[Told] = []
    for placed in beside.issues:
        scores = {o.id: o.score for o in case.issue(placed.issue).options if o.score is not None}
        agreed = beside.outcome.settlement.get(placed.issue, "")
        off = {name: _error(row, placed, scores) for name, row in models.items()}
        errors = {name: error for name, error in off.items() if error is not None}
        hits = {name: _hit(models[name], placed.issue, agreed) for name in errors if models[name]["settlements"]}
        found.append(Told(case.id, placed.issue, placed.outcome, errors, scores, agreed, hits if agreed else {}))
    return tuple(found)


def _zone(case: Case) -> list[Result]:
    """Return every settlement of the zone of the central case; none where they are too many to be listed."""
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    try:
        return [{"options": given.settlement(columns)} for columns in zone_settlements(given)]
    except TooLarge:
        return []


def _error(row: Result, placed: Placed, scores: dict[str, float]) -> float | None:
    """Return how far off a model was: its forecast, or on average the options in the settlements that it chose."""
    if row["values"] is not None:
        value = row["values"].get(placed.issue)
        return None if value is None else abs(value - placed.outcome)
    held = [scores[option] for s in row["settlements"] if (option := s["options"].get(placed.issue)) in scores]
    return float(np.mean([abs(score - placed.outcome) for score in held])) if held else None


def _hit(row: Result, issue: str, agreed: str) -> float:
    return float(np.mean([s["options"].get(issue) == agreed for s in row["settlements"]]))


def _facts(case: Case, beside: Consistency) -> Result:
    signed = beside.agreed
    return {
        "id": case.id,
        "title": case.title,
        "as_of": str(case.as_of),
        "hindsight": beside.hindsight,
        "agreed": beside.outcome.agreed,
        "zone": {"agreement": beside.zone, "miss": "zone" in beside.misses},
        "outcome_in_zone": None if signed is None else not signed.refused_by,
    }


def _scenarios(case: Case, beside: Consistency, draws: int, seed: int) -> Result:
    """Return the lead scenario of a run, the share of what happened, and the Brier score beside that of equal odds."""
    rows = run(case, draws=draws, seed=seed)["scenarios"]
    ids, shares = [row["id"] for row in rows], np.array([row["value"] for row in rows])
    lead = ids[int(shares.argmax())]
    if beside.scenario is None:
        return {"happened": None, "lead": lead, "lead_share": float(shares.max()), "hit": None, "brier": None}
    at = ids.index(beside.scenario)
    return {
        "happened": beside.scenario,
        "share": float(shares[at]),
        "share_se": rows[at]["se"],
        "lead": lead,
        "lead_share": float(shares.max()),
        "hit": lead == beside.scenario,
        "brier": float(brier(shares, at)),
        "brier_equal": float(brier(np.full(len(ids), 1.0 / len(ids)), at)),
    }
