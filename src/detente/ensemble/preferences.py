"""Central preferences: what must be true of the parties in the draws in which a package is signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble.acceptance import Package
from detente.ensemble.propagate import space_of
from detente.ensemble.shares import mean_and_error
from detente.settlement.inputs import Inputs, option_columns, rated
from detente.settlement.judge import accepted as takes
from detente.settlement.judge import stands

SHOWN = 12
LEAST_DRAWS = 5
CONFIDENCE_DRAWS = 1000
WISHES = ("salience", "position", "worth")


def central_preferences(case: Case, inputs: Inputs, accepted: np.ndarray, *, top: int = SHOWN) -> list[dict[str, Any]]:
    """Return the inputs whose mean shifts most where a package is accepted (``accepted (D,)``).

    SMAA-2's central preferences (Lahdelma & Salminen 2001), for settlements: rows ``input, mean_all, mean_accepted,
    shift`` and the means' standard errors; shift in standard deviations of the input, largest first. A red line's mean
    is the share of draws in which it binds. Empty when fewer than five draws accept.
    """
    if accepted.sum() < LEAST_DRAWS:
        return []
    names, columns = _named(case, inputs)
    spread = columns.std(axis=0)
    names = [name for name, s in zip(names, spread, strict=True) if s > 1e-12]
    columns = columns[:, spread > 1e-12]
    everywhere, everywhere_se = mean_and_error(columns)
    there, there_se = mean_and_error(columns[accepted])
    shift = (there - everywhere) / columns.std(axis=0)
    order = np.argsort(-np.abs(shift), kind="stable")[:top]
    return [
        {
            "input": names[k],
            "mean_all": float(everywhere[k]),
            "mean_all_se": float(everywhere_se[k]),
            "mean_accepted": float(there[k]),
            "mean_accepted_se": float(there_se[k]),
            "shift": float(shift[k]),
        }
        for k in order
    ]


def confidence(case: Case, inputs: Inputs, accepted: np.ndarray, package: Package) -> float:
    """Return the confidence factor of a package: the share of draws that accept it at its central preferences.

    Saliences, positions and worths are fixed at their means over the draws that accept it, ``accepted (D,)``; no-deal
    values and red lines are drawn as before. On the first 1,000 draws.
    """
    fixed = inputs.take(slice(0, CONFIDENCE_DRAWS))
    held = {name: _mean_rows(getattr(inputs, name), accepted, fixed.draws) for name in WISHES}
    given = space_of(case, replace(fixed, **held))
    columns = given.pick(package.options)
    return float(takes(given, columns).all(axis=1).mean()) if stands(given, columns) else 0.0


def _mean_rows(values: np.ndarray, rows: np.ndarray, draws: int) -> np.ndarray:
    mean = values[rows].mean(axis=0, keepdims=True)
    return np.repeat(mean, draws, axis=0)


def _named(case: Case, inputs: Inputs) -> tuple[list[str], np.ndarray]:
    """Every input as a named column; red lines of one view that always bind together stand as one."""
    parties = {party.id: p for p, party in enumerate(case.parties)}
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    columns, places = option_columns(case), rated(case)
    found: dict[str, np.ndarray] = {}
    for view in case.views:
        p, i, path = parties[view.party], issues[view.issue], f"views.{view.party}.{view.issue}"
        found[f"{path}.salience"] = inputs.salience[:, p, i]
        if view.position is not None:
            found[f"{path}.position"] = inputs.position[:, p, i]
        for option in view.worth:
            found[f"{path}.worth.{option}"] = inputs.worth[:, places[p, columns[view.issue, option]]]
        seen: list[np.ndarray] = []
        for line in view.red_lines:
            binds = inputs.barred[:, p, columns[view.issue, line.option]].astype(float)
            if not any(np.array_equal(binds, other) for other in seen):
                found[f"{path}.red_lines.{line.option}"] = binds
            seen.append(binds)
    for entry in case.no_deal:
        if entry.value is not None:
            found[f"no_deal.{entry.party}"] = inputs.no_deal[:, parties[entry.party]]
    return list(found), np.column_stack(list(found.values()))
