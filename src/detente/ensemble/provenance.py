"""Where the numbers come from: every input of a case as a row, with its range, coding and sources."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import Case, View
from detente.case.quantity import Quantity, exactly
from detente.settlement.inputs import firmness


def provenance(case: Case) -> list[dict[str, Any]]:
    """Return one row per input number of a case as known at its as-of date, in file order."""
    rows: list[dict[str, Any]] = []
    for party in case.parties:
        rows.append(_row(f"parties.{party.id}.leverage", party.leverage, party))
    for issue in case.issues:
        for option in issue.options:
            if option.score is not None:
                rows.append(_row(f"issues.{issue.id}.options.{option.id}.score", exactly(option.score), issue))
    for view in case.views:
        rows += _view_rows(view)
    for entry in case.no_deal:
        if entry.value is not None:
            rows.append(_row(f"no_deal.{entry.party}", entry.value, entry, evidence=entry.why))
    return rows


def _view_rows(view: View) -> list[dict[str, Any]]:
    path = f"views.{view.party}.{view.issue}"
    rows = [_row(f"{path}.salience", view.salience, view, evidence=view.evidence)]
    if view.position is not None:
        rows.append(_row(f"{path}.position", view.position, view, evidence=view.evidence))
    rows += [_row(f"{path}.worth.{o}", quantity, view, evidence=view.evidence) for o, quantity in view.worth.items()]
    for line in view.red_lines:
        rows.append(
            _row(f"{path}.red_lines.{line.option}", exactly(firmness(view, line.option)), view, evidence=view.evidence)
        )
    return rows


def _row(path: str, quantity: Quantity, holder: Any, *, evidence: str = "") -> dict[str, Any]:
    day = getattr(holder, "date", None)
    return {
        "path": path,
        "low": quantity.low,
        "mid": quantity.mid,
        "high": quantity.high,
        "shape": quantity.shape,
        "coded": getattr(holder, "coded", "judged"),
        "sources": list(quantity.sources or holder.sources),
        "date": None if day is None else str(day),
        "stale": getattr(holder, "stale", False),
        "hindsight": getattr(holder, "hindsight", False),
        "evidence": evidence,
    }


def source_rows(case: Case) -> list[dict[str, Any]]:
    """Return the sources of a case as rows."""
    return [
        {
            "id": s.id,
            "title": s.title,
            "url": s.url,
            "date": None if s.date is None else str(s.date),
            "grade": s.grade,
            "note": s.note,
            "approximate": s.approximate,
        }
        for s in case.sources
    ]
