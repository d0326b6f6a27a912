"""Where the numbers come from: every input of a case as a row, with its range, coding and sources."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import EVEN_LEVERAGE, Case, View
from detente.case.quantity import Quantity, exactly
from detente.ensemble.change_provenance import declared
from detente.ensemble.draws import TOUGHNESS_RHO
from detente.ensemble.hold.provenance import held
from detente.evidence.provenance import held as of_evidence
from detente.settlement.inputs import firmness


def provenance(case: Case) -> list[dict[str, Any]]:
    """Return one row per input number of a case as known at its as-of date, in file order.

    A firmness that the file leaves to its default is `judged`, whatever the coding of its view; a leverage at its
    default is `assumed` unless a source is named.
    """
    rows: list[dict[str, Any]] = []
    for party in case.parties:
        coded = "assumed" if party.leverage == EVEN_LEVERAGE and party.coded == "judged" else party.coded
        rows.append(_row(f"parties.{party.id}.leverage", party.leverage, party, coded=coded))
    for issue in case.issues:
        for option in issue.options:
            if option.score is not None:
                rows.append(_row(f"issues.{issue.id}.options.{option.id}.score", exactly(option.score), issue))
    for view in case.views:
        rows += _view_rows(view)
    for entry in case.no_deal:
        if entry.value is not None:
            rows.append(_row(f"no_deal.{entry.party}", entry.value, entry, evidence=entry.why))
    rows += [
        _row(path, quantity, holder, evidence=said)
        for path, quantity, holder, said in (*held(case), *declared(case), *of_evidence(case))
    ]
    return [*rows, *_weight_rows(case), *_interaction_rows(case), *_spread_rows(case)]


def _view_rows(view: View) -> list[dict[str, Any]]:
    path = f"views.{view.party}.{view.issue}"
    rows = [_row(f"{path}.salience", view.salience, view, evidence=view.evidence)]
    if view.position is not None:
        rows.append(_row(f"{path}.position", view.position, view, evidence=view.evidence))
    rows += [_row(f"{path}.worth.{o}", quantity, view, evidence=view.evidence) for o, quantity in view.worth.items()]
    for line in view.red_lines:
        held, coded = exactly(firmness(view, line.option)), view.coded if line.firmness is not None else "judged"
        rows.append(_row(f"{path}.red_lines.{line.option}", held, view, evidence=view.evidence, coded=coded))
    return rows


def _weight_rows(case: Case) -> list[dict[str, Any]]:
    held = case.models
    weights = {} if held is None else held.weights
    return [
        _row(f"models.weights.{m}", exactly(x), held, evidence=held.why if held else "") for m, x in weights.items()
    ]


def _interaction_rows(case: Case) -> list[dict[str, Any]]:
    told = ((i, " and ".join(f"{issue}: {option}" for issue, option in i.when.items())) for i in case.interactions)
    return [
        _row(f"interactions.{held.party}.{k}", exactly(held.worth), held, evidence=f"when {when}")
        for k, (held, when) in enumerate(told)
    ]


def _spread_rows(case: Case) -> list[dict[str, Any]]:
    """Return what ties the draws of several inputs together, and what widens the ranges of old codings."""
    groups = [
        _row(f"correlation.{k}.rho", exactly(group.rho), group, evidence=group.why)
        for k, group in enumerate(case.correlation)
    ]
    rate = exactly(case.staleness.widen_per_year)
    return [
        *groups,
        _row("staleness.widen_per_year", rate, case.staleness, evidence="half-widths of stale codings grow, per year"),
        _row("toughness.rho", exactly(TOUGHNESS_RHO), None, evidence="a party's red lines share one factor"),
    ]


def _row(
    path: str, quantity: Quantity, holder: Any, *, evidence: str = "", coded: str = ""
) -> dict[str, Any]:  # fmt: skip
    day = getattr(holder, "date", None)
    return {
        "path": path,
        "low": quantity.low,
        "mid": quantity.mid,
        "high": quantity.high,
        "shape": quantity.shape,
        "coded": coded or getattr(holder, "coded", "judged"),
        "sources": list(quantity.sources or getattr(holder, "sources", ())),
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
