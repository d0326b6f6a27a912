"""Rows that describe a run: the case, no-deal values, what is left open, and notes."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.marking import told
from detente.case.nouns import OPEN, Case
from detente.ensemble import propagate, shares
from detente.settlement.frame import valued_parties
from detente.settlement.no_deal import NoDealValues
from detente.settlement.space import Space


def case_row(case: Case) -> dict[str, Any]:
    """Return what a reader must know of the case: dates, parties, issues and their options."""
    return {
        "id": case.id,
        "title": case.title,
        "as_of": str(case.as_of),
        "horizon": str(case.horizon),
        "status": case.status,
        "hindsight": case.hindsight,
        **told(case),
        "summary": case.summary,
        "parties": [
            {
                "id": p.id,
                "name": p.name,
                "role": p.role,
                "also": list(p.also),
                "of": p.of,
                "required": p.required,
                "track": p.track,
                "leverage": p.leverage.mid,
            }
            for p in case.parties
        ],
        "issues": [
            {
                "id": i.id,
                "name": i.name,
                "deferrable": i.deferrable,
                "options": [{"id": o.id, "name": o.name, "score": o.score} for o in i.options],
            }
            for i in case.issues
        ],
    }


def spread(values: np.ndarray) -> dict[str, Any]:
    """Return mean and quantiles of the finite values, and how many are not."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return {"mean": None, "q05": None, "q50": None, "q95": None, "missing": int(values.size)}
    low, middle, high = np.quantile(finite, (0.05, 0.5, 0.95)).tolist()
    missing = int(values.size - finite.size)
    return {"mean": float(finite.mean()), "q05": low, "q50": middle, "q95": high, "missing": missing}


def left_open(case: Case, solved: propagate.Solved) -> list[dict[str, Any]]:
    """Return the share of draws with a settlement in which the solution concepts leave each deferrable issue open."""
    rows = [model.row for model in shares.MODELS if model.row is not None]
    picks = solved.pick[solved.zone][:, rows, 0]
    place = {issue: i for i, name in enumerate(solved.space.issues) for issue in name.split("+")}
    found: list[dict[str, Any]] = []
    for issue in (issue.id for issue in case.issues if issue.deferrable):
        left = np.array([(issue, OPEN) in pairs for pairs in solved.space.columns])
        share, se = shares.mean_and_error(left[picks[:, :, place[issue]]].mean(axis=1))
        found.append({"issue": issue, "share": float(share), "se": float(se)})
    return sorted(found, key=lambda row: -row["share"])


def values_of(given: Space, values: NoDealValues) -> np.ndarray:
    """Read the no-deal values and whether statements contradict each other, ``(D, parties, 2)``."""
    del given
    return np.stack([values.value, values.contradicted], axis=2)


def no_deal_rows(case: Case, values: np.ndarray) -> dict[str, Any]:
    """Return the no-deal value of every party that has a utility too: as coded, and over the draws (`values_of`)."""
    found = {}
    for p in np.flatnonzero(valued_parties(case)):
        party = case.parties[p]
        entry = next((n for n in case.no_deal if n.party == party.id and n.value is not None), None)
        if entry is not None and entry.value is not None:
            coded = {"low": entry.value.low, "mid": entry.value.mid, "high": entry.value.high}
            low, high = np.quantile(values[:, p, 0], (0.05, 0.95)).tolist()
            mean, clash = values[:, p].mean(axis=0).tolist()
            found[party.id] = {"coded": coded, "mean": mean, "q05": low, "q95": high, "contradicted": clash}
            found[party.id]["contradicted_se"] = shares.sampling_error(clash, len(values))
    return found


def notes(case: Case, signing: Case, values: np.ndarray, solved: propagate.Solved) -> list[str]:
    """Return what a reader must know before the numbers."""
    found: list[str] = []
    if case.hindsight:
        found.append("hindsight-coded: some numbers were coded with knowledge later than the as-of date")
    if case.hindsight and not case.sources:
        found.append(
            "no source is dated on or before the as-of date; later ones stand in the case file and are not shown"
        )
    if case.models is not None:
        coded = case.models.coded
        found.append(f"the forecast models are weighed as the case says, {coded}; those it does not name count nothing")
    stale = sum(view.stale for view in case.views)
    if stale:
        found.append(
            f"{stale} of {len(case.views)} views are carried forward from an older date; their ranges are widened"
        )
    for p, party in enumerate(signing.parties):
        share = float(values[:, p, 1].mean())
        if share > 0:
            found.append(
                f"statements of {party.id} contradict each other in {share:.0%} of the draws; it stays as coded there"
            )
    capped = int((solved.slack > 0).any(axis=1).sum())
    if capped:
        found.append(
            f"{capped} draws met the node cap; their optima are not proven, but within the gap that is printed for each"
            " forecast model"
        )
    return found
