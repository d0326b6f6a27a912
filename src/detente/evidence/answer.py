"""Everything that the evidence of a case says, as plain values: the object of `detente evidence update --json`."""

from __future__ import annotations

from typing import Any

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.evidence.change import explained
from detente.evidence.grades import grade_of, grades
from detente.evidence.matrix import matrix
from detente.evidence.origins import Origin, dated, origins
from detente.evidence.proposals import Proposal, proposals
from detente.evidence.update import Item, update
from detente.evidence.watch import Watched, watch_list

Plain = dict[str, Any]


def claims(case: Case) -> list[Plain]:
    """Return the claims of a case in file order, each with its grade, day, and the claim that counts for it."""
    counts = {copy.id: origin.counted.id for origin in origins(case) for copy in origin.copies}
    return [
        {
            "id": row.id,
            "text": row.text,
            "source": row.source or None,
            "date": _day(dated(case, row)),
            "attribution": row.attribution,
            "hedge": row.hedge,
            "grade": grade_of(case, row),
            "group": row.group or None,
            "counted_as": counts.get(row.id),
            "on": row.bears.on or None,
            "bears": row.bears.tells,
            "inputs": [said.path for said in row.inputs],
            "coded": row.coded,
        }
        for row in case.claims
    ]


def evidence(case: Case) -> Plain:
    """Return posteriors with intervals, what each origin did, the matrix, the watch list and the proposed inputs.

    Raises
    ------
    Unanswerable
        When the case has no hypotheses.
    """
    found = update(case)
    return {
        "grades": {"as_of": str(grades().as_of), "coded": grades().coded},
        "method": found.method,
        "hypotheses": [_posterior(row) for row in found.posteriors],
        "items": [_item(row) for row in found.items],
        "silent": [origin.counted.id for origin in found.silent],
        "matrix": _matrix(case),
        "watch": [_watched(row) for row in watch_list(case)],
        "proposals": proposed(case),
    }


def proposed(case: Case) -> list[Plain]:
    """Return what the claims of a case propose for its inputs; nothing enters by itself."""
    return [_proposal(row) for row in proposals(case)]


def changed(before: Case, after: Case) -> Plain:
    """Return what moved the posteriors from one version of a case to another, each reason with its part.

    Raises
    ------
    Unanswerable
        When the two do not weigh the same hypotheses.
    """
    found = explained(before, after)
    return {
        "since": str(before.as_of),
        "method": found.method,
        "before": found.before,
        "after": found.after,
        "reasons": [
            {"id": row.claim or None, "kind": row.kind, "log_odds": row.log_odds, "probability": row.probability}
            for row in found.reasons
        ],
    }


def in_brief(case: Case) -> Plain | None:
    """Return what a run says of the evidence: posteriors, parts, watch list; None without hypotheses."""
    if not case.hypotheses:
        return None
    found = update(case)
    watched = ("id", "name", "threshold", "by", "days", "expected", "gain", "if_seen", "if_unseen")
    return {
        "hypotheses": [_posterior(row) for row in found.posteriors],
        "items": [_in_brief(row) for row in found.items],
        "watch": [{key: told[key] for key in watched} for told in map(_watched, watch_list(case))],
    }


def _in_brief(row: Item) -> Plain:
    claim = row.origin.counted
    head = {"id": claim.id, "text": claim.text, "grade": row.grade, "copies": [copy.id for copy in row.origin.copies]}
    return {**head, "probability": row.probability}


def _posterior(row: Any) -> Plain:
    return {key: getattr(row, key) for key in ("id", "name", "prior", "value", "low", "high", "least", "most")}


def _item(row: Item) -> Plain:
    return {
        **_origin(row.origin),
        "grade": row.grade,
        "reliability": _range(row.reliability),
        "log_likelihood": row.log_likelihood,
        "log_odds": row.log_odds,
        "probability": row.probability,
        "without": row.without,
    }


def _origin(origin: Origin) -> Plain:
    links = [{"one": k.one, "other": k.other, "why": k.why, "similarity": k.similarity} for k in origin.links]
    return {"id": origin.counted.id, "copies": [copy.id for copy in origin.copies], "links": links}


def _matrix(case: Case) -> Plain:
    held = matrix(case)
    rows = [
        {
            "id": row.claim.id,
            "credibility": row.credibility,
            "relevance": row.relevance,
            "consistency": row.consistency,
            "diagnosticity": row.diagnosticity,
        }
        for row in held.rows
    ]
    return {"rows": rows, "inconsistency": held.inconsistency}


def _watched(row: Watched) -> Plain:
    head = {"id": row.indicator.id, "name": row.indicator.name, "threshold": row.indicator.threshold}
    told = ("days", "within", "expected", "seen_ratio", "unseen_ratio", "if_seen", "if_unseen", "gain")
    return {**head, "by": str(row.indicator.by), **{key: getattr(row, key) for key in told}}


def _proposal(row: Proposal) -> Plain:
    after = {"before": _range(row.before), "after": _range(row.after), "weights": row.weights}
    return {"path": row.change.path, "change": _change(row.change), **after}


def _change(change: Change) -> Plain:
    value = change.value
    return {change.kind: _range(value) if isinstance(value, Quantity) else value}


def _range(value: Quantity) -> Plain:
    return {"low": value.low, "mid": value.mid, "high": value.high}


def _day(day: Any) -> str | None:
    return None if day is None else str(day)
