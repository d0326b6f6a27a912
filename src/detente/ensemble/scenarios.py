"""The rows of the scenarios: shares of every model, their mixture, and how far models and inputs move it."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import ALWAYS, NO_DEAL, Case
from detente.ensemble import groups, propagate, shares
from detente.ensemble.setting import Setting
from detente.solutions.compromise import Compromise, compromise

MOVED_DRAWS = 100


def scenarios(setting: Setting, weight: np.ndarray) -> list[dict[str, Any]]:
    """Return every scenario with its share per model, the mixture, its sampling error, and its low and high."""
    models = shares.shares(weight)
    by_draw, mixture = shares.mixed(setting.case, weight), shares.mixed(setting.case, models)
    own_errors, errors = shares.model_errors(weight), shares.standard_errors(by_draw)
    settled, settled_errors = shares.given_settlement(mixture), shares.given_settlement_errors(by_draw)
    own = [shares.Row(model.name, models[m], own_errors[m]) for m, model in enumerate(shares.MODELS)]
    ends = shares.extremes([*shares.counting(setting.case, own), *moved(setting, weight, mixture)])
    named = {s.id: (s.name, s.note) for s in setting.case.scenarios}
    named |= {key: (name, "the zone is empty" if key == NO_DEAL else "") for key, name in ALWAYS.items()}
    rows: list[dict[str, Any]] = []
    for s, scenario in enumerate(shares.scenario_ids(setting.case)):
        low, high = ends[s]
        inside = settled is not None and s < len(settled)
        rows.append(
            {
                "id": scenario,
                "name": named[scenario][0],
                "note": named[scenario][1],
                "value": float(mixture[s]),
                "se": float(errors[s]),
                "given_settlement": float(settled[s]) if settled is not None and inside else None,
                "given_settlement_se": float(settled_errors[s]) if inside else None,
                "models": {model.id: float(models[m, s]) for m, model in enumerate(shares.MODELS)},
                "models_se": {model.id: float(own_errors[m, s]) for m, model in enumerate(shares.MODELS)},
                "low": low.value,
                "high": high.value,
                "low_se": low.se,
                "high_se": high.se,
                "low_from": low.row,
                "high_from": high.row,
            }
        )
    return rows


def moved(setting: Setting, weight: np.ndarray, mixture: np.ndarray) -> list[shares.Row]:
    """Return the mixture with each input group at its low and high: its change is that on the first draws.

    The error is that of their sum: what the first draws give to both, and what the later ones give to the mixture.
    """
    count = setting.some(MOVED_DRAWS)
    by_draw = shares.mixed(setting.case, weight)
    here = by_draw[:count]
    names, inputs = groups.fixed_at_ends(setting.case, setting.draws.inputs.take(slice(0, count)))
    if not names:
        return []
    work = setting.work(setting.counter("inputs at their ends", inputs.draws))
    solved = propagate.solve_inhabited(setting.signing, setting.of_signing(inputs), work)
    rows = shares.rows_of(setting.case, solved, compromise(setting.case, inputs, solved.space))
    change = shares.mixed(setting.case, rows).reshape(len(names), count, -1) - here
    there = np.clip(mixture + change.mean(axis=1), 0.0, 1.0)
    part = count / weight.shape[1]
    first = (part * here + change).std(axis=1) / np.sqrt(count)
    later = (1.0 - part) * shares.mean_and_error(by_draw[count:])[1]
    error = np.hypot(first, later)
    return [shares.Row(*row) for row in zip(names, there, error, strict=True)]


def models(case: Case, solved: propagate.Solved, nearest: Compromise) -> list[dict[str, Any]]:
    """Return every model with its weight and the draws in which its optimum was cut, flagged or not proven."""
    rows: list[dict[str, Any]] = []
    for model, weight in zip(shares.MODELS, shares.weights(case).tolist(), strict=True):
        ties = nearest.ties if model.row is None else solved.ties[:, model.row]
        kept = nearest.pick.shape[1] if model.row is None else solved.pick.shape[2]
        rows.append(
            {
                "id": model.id,
                "name": model.name,
                "about": model.about,
                "weight": weight,
                "ties_cut": int((ties > kept).sum()),
                "flagged": 0 if model.row is None else int(solved.flagged[:, model.row].sum()),
                **_capped(np.zeros(1) if model.row is None else solved.slack[:, model.row]),
            }
        )
    return rows


def _capped(slack: np.ndarray) -> dict[str, Any]:
    """Return in how many draws an optimum was not proven, and the largest distance to the best open bound there."""
    capped = slack[slack > 0]
    known = capped.size > 0 and bool(np.isfinite(capped).all())
    return {"capped": int(capped.size), "capped_gap": float(capped.max()) if known else None}
