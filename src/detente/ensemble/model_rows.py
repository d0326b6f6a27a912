"""Every forecasting model's row of scenario shares over the same draws, with its weight in the mixture of a run.

The models that a run mixes are cheap in every draw. The challenge, exchange and spatial model play rounds and cost
hundreds of times as much, so they are asked here, of as many draws as one has time for, each with its sampling error.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate, shares
from detente.ensemble.models import axis_means, table_of
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.solutions.compromise import compromise, nearest
from detente.strategy.forecasts import NAMES, Asked, forecasts

Answered = dict[str, Any]
CONDITION = "if talks conclude"


def drawn_models(
    case: Case, drawing: Drawing, asked: Asked | None = None, *, progress: Progress | None = None
) -> Answered:  # fmt: skip
    """Return per model its weight, its share of every scenario over the draws and their errors; and the mixture.

    A draw with an empty zone falls to `no_deal` in every model, also in those that never look at the zone. A model that
    cannot be played in some draw is left out, under `not_played` with the reason.

    Raises
    ------
    Unanswerable
        When no party has a position on an issue with scored options.
    """
    setting = setting_of(case, drawing, progress)
    now, inputs = setting.case, setting.draws.inputs
    work = setting.work(setting.counter("solutions", inputs.draws))
    solved = propagate.solve_inhabited(setting.signing, setting.of_signing(inputs), work)
    mixing = shares.rows_of(now, solved, compromise(now, inputs, solved.space))
    weights = shares.weights(now)
    rows = {model.id: _row(now, model.name, float(weights[m]), mixing[m]) for m, model in enumerate(shares.MODELS)}
    played, left = _means(setting, asked or Asked())
    for name, means in played.items():
        close = nearest(now, inputs, solved.space, means)
        rows[name] = _row(now, NAMES[name], 0.0, shares.row_of(now, solved, close.pick, close.ties))
    mixed = shares.mixed(now, mixing)
    return {
        "draws": inputs.draws,
        "seed": setting.seed,
        "condition": CONDITION,
        "models": rows,
        "mixture": _shares(now, mixed),
        "not_played": left,
    }


def _means(setting: Setting, asked: Asked) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Return what the models that a run does not mix forecast, ``(D, issues)`` each, and why others are left out."""
    draws = setting.draws.inputs.draws
    without = [model.id for model in shares.MODELS]
    count = setting.counter("forecasting models", draws)
    found: dict[str, list[np.ndarray]] = {}
    left: dict[str, str] = {}
    for d in range(draws):
        said, refused = forecasts(table_of(setting.case, setting.draws.inputs, d), asked, without=without)
        for name, forecast in said.items():
            found.setdefault(name, []).append(axis_means(setting.case, forecast))
        left = refused | left
        count(1)
    return {name: np.concatenate(rows) for name, rows in found.items() if name not in left}, left


def _row(case: Case, name: str, weight: float, by_draw: np.ndarray) -> Answered:
    return {"name": name, "weight": weight, **_shares(case, by_draw)}


def _shares(case: Case, by_draw: np.ndarray) -> Answered:
    """Return the share of every scenario over draws ``(D, scenarios + 2)``, and its sampling error."""
    share, se = shares.mean_and_error(by_draw)
    ids = shares.scenario_ids(case)
    return {
        "shares": dict(zip(ids, share.tolist(), strict=True)),
        "se": dict(zip(ids, se.tolist(), strict=True)),
    }
