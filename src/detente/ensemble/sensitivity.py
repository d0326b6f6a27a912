"""What moves the answer: the spread of each result, split among groups of inputs, on the draws of the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.kernels.shapley import MOST_GROUPS, first_order, linear_index, shapley_r2
from detente.settlement.inputs import Inputs, firmness, option_columns, rated

ESTIMATOR = (
    "Shapley (LMG) shares of the adjusted R2 of linear regression on groups of inputs;"
    " first order by 64 equal bins of the group's cross-fitted linear index"
)
LEAST_DRAWS = 1000
DRAWS_PER_COLUMN = 5
OTHERS = "others"
UNEXPLAINED = "unexplained"
CONSTANT = 1e-12


def input_groups(case: Case, inputs: Inputs) -> dict[str, np.ndarray]:
    """Return the columns ``(D, k)`` of each group of inputs that varies.

    ``PARTY.red_lines`` for every required party; ``PARTY.salience``, ``PARTY.position`` (with worths given per option)
    and ``PARTY.no_deal`` for those of them with a no-deal value. All else that varies is ``others``: leverage, and the
    wishes of parties that have no say or consent by their red lines alone. It moves the compromise mean and the
    solution by leverage, never the zone.
    """
    groups: dict[str, np.ndarray] = {}
    rest: list[np.ndarray] = [inputs.leverage]
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    columns, places = option_columns(case), rated(case)
    valued = {entry.party for entry in case.no_deal if entry.value is not None}
    for p, party in enumerate(case.parties):
        views = [view for view in case.views if view.party == party.id]
        coded = [issues[view.issue] for view in views]
        given = [places[p, columns[view.issue, option]] for view in views for option in view.worth]
        barred = [columns[view.issue, line.option] for view in views for line in view.red_lines]
        salience = inputs.salience[:, p, coded]
        position = np.concatenate([inputs.position[:, p, coded], inputs.worth[:, given]], axis=1)
        if party.required and party.id in valued:
            groups[f"{party.id}.salience"] = salience
            groups[f"{party.id}.position"] = position
            groups[f"{party.id}.no_deal"] = inputs.no_deal[:, [p]]
        else:
            rest += [salience, position]
        if party.required:
            groups[f"{party.id}.red_lines"] = inputs.barred[:, p, barred].astype(float)
    groups[OTHERS] = np.concatenate(rest, axis=1)
    varied = {name: _varied(held) for name, held in groups.items()}
    return {name: held for name, held in varied.items() if held.shape[1]}


def draws_needed(case: Case) -> int:
    """Return how many draws input shares need: by the case alone, whatever number of draws or seed is asked for."""
    valued = {entry.party for entry in case.no_deal if entry.value is not None and not entry.value.certain}
    required = {party.id for party in case.parties if party.required}
    count = len(valued & required) + sum(not party.leverage.certain for party in case.parties)
    for view in case.views:
        coded = (view.salience, *([] if view.position is None else [view.position]), *view.worth.values())
        count += sum(not quantity.certain for quantity in coded)
        if view.party in required:
            count += sum(0.0 < firmness(view, line.option) < 1.0 for line in view.red_lines)
    return max(LEAST_DRAWS, DRAWS_PER_COLUMN * count)


def sensitivity(
    case: Case, inputs: Inputs, outputs: Mapping[str, np.ndarray]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:  # fmt: skip
    """Return the input shares of every output ``(D,)`` that varies, and how they were estimated.

    Rows ``output, input, share, first_order``. The shares of an output sum to the adjusted R^2 of all inputs
    (``r2`` of the method; shares below 0 by sampling error are set to 0 and the others scaled to that sum); the
    remainder, which no linear regression explains (interactions, kinks), is the row ``unexplained``. `first_order` is
    what the group explains alone, so that it counts again what correlated groups share. Nothing is estimated with fewer
    than 1,000 draws or five to an input; the method's note then says how many are needed. A result that is the same in
    all draws, or unknown in some, has no rows; the method lists it under `unsplit`.
    """
    groups = input_groups(case, inputs)
    method: dict[str, Any] = {"estimator": ESTIMATOR, "draws": inputs.draws, "r2": {}, "unsplit": [], "note": ""}
    needed = draws_needed(case)
    varied = {name: values for name, values in outputs.items() if _varies(values)}
    method["unsplit"] = [name for name in outputs if name not in varied]
    if inputs.draws < needed:
        method["note"] = f"input shares need at least {needed:,} draws; this run has {inputs.draws:,}"
        return [], method
    notes: list[str] = []
    if not groups:
        notes.append("no input of this case varies")
    rows: list[dict[str, Any]] = []
    if groups and varied:
        together = np.column_stack(list(varied.values()))
        groups, merged = _at_most(groups, together)
        notes.append(f"counted with {OTHERS}, as they explain least: {', '.join(merged)}" if merged else "")
        shares, r2 = _shares(groups, together)
        first = _first_orders(groups, together)
        for k, output in enumerate(varied):
            method["r2"][output] = float(r2[k])
            rows += [_row(output, name, shares[g, k], first[g, k]) for g, name in enumerate(groups)]
            rows.append(_row(output, UNEXPLAINED, 1.0 - r2[k], None))
    method["note"] = "; ".join(note for note in notes if note)
    return rows, method


def _row(output: str, name: str, share: float, first: float | None) -> dict[str, Any]:
    return {
        "output": output,
        "input": name,
        "share": float(share),
        "first_order": None if first is None else float(first),
    }


def _varied(columns: np.ndarray) -> np.ndarray:
    known = columns[:, ~np.isnan(columns).any(axis=0)]
    return known[:, known.std(axis=0) > CONSTANT]


def _varies(values: np.ndarray) -> bool:
    return bool(np.isfinite(values).all() and np.ptp(values) > CONSTANT * max(1.0, float(np.abs(values).max())))


def _at_most(groups: dict[str, np.ndarray], y: np.ndarray) -> tuple[dict[str, np.ndarray], list[str]]:
    """Keep as many groups as can be split exactly: those that explain most of any result; the rest join `others`."""
    own = [name for name in groups if name != OTHERS]
    if len(groups) <= MOST_GROUPS:
        return groups, []
    reach = {name: _alignment(linear_index(groups[name], y), y).max() for name in own}
    kept = set(sorted(own, key=lambda name: -reach[name])[: MOST_GROUPS - 1])
    merged = [name for name in own if name not in kept]
    found = {name: groups[name] for name in own if name in kept}
    found[OTHERS] = np.concatenate([groups[name] for name in groups if name not in kept], axis=1)
    return found, merged


def _shares(groups: dict[str, np.ndarray], y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shares ``(G, m)`` that are not negative and sum to R^2 ``(m,)``."""
    shares, r2 = shapley_r2(list(groups.values()), y)
    shares = np.maximum(shares, 0.0)
    total = shares.sum(axis=0)
    return shares * np.divide(r2, total, out=np.zeros_like(r2), where=total > 0.0), r2


def _first_orders(groups: dict[str, np.ndarray], y: np.ndarray) -> np.ndarray:
    """First-order share ``(G, m)`` of each group's index; 0 where the two halves do not agree on the index."""
    found = np.zeros((len(groups), y.shape[1]))
    for g, columns in enumerate(groups.values()):
        index = linear_index(columns, y)
        for k in np.flatnonzero(_alignment(index, y) > 0.0):
            found[g, k] = first_order(index[:, k], y[:, k])
    return found


def _alignment(index: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Correlation ``(m,)`` of each index with its result; 0 where the index is constant."""
    a, b = index - index.mean(axis=0), y - y.mean(axis=0)
    size = np.sqrt((a**2).sum(axis=0) * (b**2).sum(axis=0))
    return np.divide((a * b).sum(axis=0), size, out=np.zeros_like(size), where=size > 0.0)
