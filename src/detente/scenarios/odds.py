"""Scenario odds with their uncertainties apart: sampling, disagreement of models, spread of inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import ALWAYS, Case
from detente.ensemble import propagate, shares
from detente.ensemble.scenarios import MOVED_DRAWS, moved
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.solutions.compromise import compromise

CONDITION = "if talks conclude"


@dataclass(frozen=True, slots=True)
class Odds:
    """Shares of every scenario and what each draw was.

    `rows` as plain data; `solved` the draws as solved; `sub_sample` the draws on which inputs were moved.
    """

    rows: tuple[dict[str, Any], ...]
    solved: propagate.Solved
    sub_sample: int


def odds_of(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return the shares of a case as `detente scenarios --json` prints them, without boxes and wider futures."""
    return as_data(odds(setting_of(case, drawing, progress)), drawing)


def as_data(held: Odds, drawing: Drawing) -> dict[str, Any]:
    """Return odds as plain data."""
    return {
        "draws": drawing.draws, "seed": drawing.seed, "condition": CONDITION, "scenarios": list(held.rows),
        "sub_samples": {"inputs": held.sub_sample},
    }  # fmt: skip


def odds(setting: Setting) -> Odds:
    """Return the share of every scenario with three uncertainties that are not mixed.

    `se`: sampling error of the share; `models`: lowest and highest share of a forecast model, and which; `inputs`:
    lowest and highest share when one group of inputs of one required party is fixed at its low or high, and which.
    The values are those of `ensemble.run.run` with the same draws and seed.
    """
    seen = setting.of_signing(setting.draws.inputs)
    work = setting.work(setting.counter("solutions", setting.draws.inputs.draws))
    solved = propagate.solve(setting.signing, seen, work)
    nearest = compromise(setting.case, setting.draws.inputs, solved.space)
    weight = shares.rows_of(setting.case, solved, nearest)
    share = shares.shares(weight)
    errors = shares.model_errors(weight)
    own = [shares.Row(model.name, share[m], errors[m]) for m, model in enumerate(shares.MODELS)]
    mixture, by_draw = shares.mixed(setting.case, share), shares.mixed(setting.case, weight)
    pushed = moved(setting, weight, mixture) or [shares.Row("", mixture, shares.standard_errors(by_draw))]
    return Odds(_rows(setting, weight, shares.counting(setting.case, own), pushed), solved, setting.some(MOVED_DRAWS))


def _rows(
    setting: Setting, weight: np.ndarray, own: list[shares.Row], pushed: list[shares.Row]
) -> tuple[dict[str, Any], ...]:  # fmt: skip
    mixture = shares.mixed(setting.case, shares.shares(weight))
    errors = shares.standard_errors(shares.mixed(setting.case, weight))
    settled = shares.given_settlement(mixture)
    names = {scenario.id: scenario.name for scenario in setting.case.scenarios} | ALWAYS
    found: list[dict[str, Any]] = []
    ends = zip(shares.scenario_ids(setting.case), shares.extremes(own), shares.extremes(pushed), strict=True)
    for s, (scenario, models, inputs) in enumerate(ends):
        inside = settled is not None and s < len(settled)
        found.append(
            {
                "id": scenario,
                "name": names[scenario],
                "value": float(mixture[s]),
                "se": float(errors[s]),
                "given_settlement": float(settled[s]) if settled is not None and inside else None,
                "models": _range(models),
                "inputs": _range(inputs),
            }
        )
    return tuple(found)


def _range(ends: tuple[shares.End, shares.End]) -> dict[str, Any]:
    low, high = ends
    return {
        "low": low.value,
        "high": high.value,
        "low_se": low.se,
        "high_se": high.se,
        "low_from": low.row,
        "high_from": high.row,
    }
