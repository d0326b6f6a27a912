"""What moves the answer: the spread of each result, split among groups of inputs, on the draws of the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.kernels.shapley import first_order, linear_index, shapley_of_covariance
from detente.settlement.inputs import Inputs, option_columns

ESTIMATOR = "Shapley (LMG) shares of cross-fitted linear group indices; first order by 64 equal bins of the index"
LEAST_DRAWS = 1000


def input_groups(case: Case, inputs: Inputs) -> dict[str, np.ndarray]:
    """Return the columns ``(D, k)`` of each group of inputs that varies: required party x kind, and everything else.

    ``others`` (the remaining parties, and the leverage of all) matters for the compromise mean only.
    """
    groups: dict[str, np.ndarray] = {}
    rest: list[np.ndarray] = [inputs.leverage]
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    columns = option_columns(case)
    for p, party in enumerate(case.parties):
        views = [view for view in case.views if view.party == party.id]
        coded = [issues[view.issue] for view in views]
        rated = [columns[view.issue, option] for view in views for option in view.worth]
        barred = [columns[view.issue, line.option] for view in views for line in view.red_lines]
        salience = inputs.salience[:, p, coded]
        position = np.concatenate([inputs.position[:, p, coded], inputs.worth[:, p, rated]], axis=1)
        if not party.required:
            rest += [salience, position]
            continue
        groups[f"{party.id}.salience"] = salience
        groups[f"{party.id}.position"] = position
        groups[f"{party.id}.red_lines"] = inputs.barred[:, p, barred].astype(float)
        groups[f"{party.id}.no_deal"] = inputs.no_deal[:, [p]]
    groups["others"] = np.concatenate(rest, axis=1)
    varied = {name: _varied(held) for name, held in groups.items()}
    return {name: held for name, held in varied.items() if held.shape[1]}


def sensitivity(
    case: Case, inputs: Inputs, outputs: Mapping[str, np.ndarray]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:  # fmt: skip
    """Return the input shares of every output ``(D,)`` that varies, and how they were estimated.

    Rows ``output, input, share, first_order``; the remainder, which no linear index explains (interactions, kinks), is
    the row ``unexplained``. With fewer than 1,000 draws nothing is estimated and the method's note says so.
    """
    method: dict[str, Any] = {"estimator": ESTIMATOR, "draws": inputs.draws, "r2": {}, "note": ""}
    if inputs.draws < LEAST_DRAWS:
        method["note"] = f"input shares need at least {LEAST_DRAWS:,} draws; this run has {inputs.draws:,}"
        return [], method
    groups = input_groups(case, inputs)
    varied = {name: values for name, values in outputs.items() if values.std() > 0.0}
    rows: list[dict[str, Any]] = []
    if varied:
        together = np.column_stack(list(varied.values()))
        index = np.stack([linear_index(columns, together) for columns in groups.values()])
        for k, (output, values) in enumerate(varied.items()):
            found = _shares(list(groups), index[:, :, k].T, values)
            method["r2"][output] = float(sum(found[name][0] for name in groups))
            rows += [
                {"output": output, "input": name, "share": share, "first_order": first}
                for name, (share, first) in found.items()
            ]
            left = 1.0 - method["r2"][output]
            rows.append({"output": output, "input": "unexplained", "share": left, "first_order": None})
    return rows, method


def _varied(columns: np.ndarray) -> np.ndarray:
    known = columns[:, ~np.isnan(columns).any(axis=0)]
    return known[:, known.std(axis=0) > 1e-12]


def _shares(groups: list[str], index: np.ndarray, values: np.ndarray) -> dict[str, tuple[float, float]]:
    covariance = np.atleast_2d(np.cov(index.T))
    with_y = np.array([np.cov(column, values)[0, 1] for column in index.T])
    kept = np.flatnonzero((with_y > 0) & (np.diag(covariance) > 0))
    share = np.zeros(index.shape[1])
    if kept.size:
        share[kept] = shapley_of_covariance(covariance[np.ix_(kept, kept)], with_y[kept], float(values.var(ddof=1)))
    share = np.maximum(share, 0.0)
    share /= max(1.0, share.sum())
    return {
        name: (float(share[g]), first_order(index[:, g], values) if g in kept else 0.0) for g, name in enumerate(groups)
    }
