"""Forecasting models side by side on a case: option scores are the axis, and each model's row is of scenario shares.

The central case alone: every Quantity at mid. Models of the axis forecast a value per issue and fall to the admissible
settlement nearest to it, so their rows are given that there is a settlement; the solution concepts choose inside the
zone and fall to `no_deal` where it is empty. The rows of `axis_means` are what a mixture over draws can take up.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.actor_table import ActorTable, Stand, TableActor, TableIssue
from detente.case.fault import Unanswerable
from detente.case.nouns import ALWAYS, Case
from detente.ensemble.shares import MODELS, scenario_ids
from detente.ensemble.signing import signing
from detente.settlement.classify import classify
from detente.settlement.inputs import Inputs, central_inputs
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space
from detente.solutions.compromise import nearest
from detente.solutions.concepts import solutions
from detente.strategy.forecasts import NAMES, Asked, Forecast, disagreements, forecasts
from detente.strategy.track_record import record_of, track_record

Answered = dict[str, Any]


def case_models(case: Case, asked: Asked | None = None) -> Answered:
    """Return every model's forecast of the central case of a case as known at its as-of date.

    Raises
    ------
    Unanswerable
        When no party has a position on an issue with scored options.
    """
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    table = table_of(now, inputs)
    found, left = forecasts(table, asked or Asked())
    rows = {**_concepts(now, given), **_axis(now, inputs, given, found)}
    rows = {name: {**row, "track_record": [*record_of(name)]} for name, row in rows.items()}
    return {
        "actors": _actors(now, table),
        "signers": [{"id": party.id, "name": party.name} for party in now.parties if party.required],
        "issues": _issues(now, table),
        "scenarios": [{"id": s, "name": name} for s, name in zip(scenario_ids(now), _scenario_names(now), strict=True)],
        "models": rows,
        "not_played": left,
        "details": {name: forecast.detail for name, forecast in found.items() if forecast.detail},
        "disagreements": disagreements(table, found),
        "apart": _apart(rows),
        "track_record": [*track_record()],
    }


def _actors(case: Case, table: ActorTable) -> list[Answered]:
    """Return the parties that the models play, with their names."""
    playing = {actor.name for actor in table.actors}
    return [{"id": party.id, "name": party.name} for party in case.parties if party.id in playing]


def _issues(case: Case, table: ActorTable) -> list[Answered]:
    """Return the issues that the models forecast, with names and the scores of their options."""
    forecast = {issue.name for issue in table.issues}
    return [
        {
            "id": issue.id,
            "name": issue.name,
            "options": [{"id": o.id, "name": o.name, "score": o.score} for o in issue.options],
        }
        for issue in case.issues
        if issue.id in forecast
    ]


def _scenario_names(case: Case) -> list[str]:
    return [*(scenario.name for scenario in case.scenarios), *ALWAYS.values()]


def table_of(case: Case, inputs: Inputs, draw: int = 0) -> ActorTable:
    """Return a draw of a case as an actor table: parties with positions on issues whose options have scores.

    Raises
    ------
    Unanswerable
        When there is none.
    """
    scored = [(i, issue) for i, issue in enumerate(case.issues) if any(o.score is not None for o in issue.options)]
    stands = tuple(
        Stand(party.id, issue.id, float(inputs.position[draw, p, i]), float(inputs.salience[draw, p, i]), power)
        for p, party in enumerate(case.parties)
        for power in [float(inputs.leverage[draw, p])]
        for i, issue in scored
        if not np.isnan(inputs.position[draw, p, i]) and inputs.salience[draw, p, i] * power > 0
    )
    if not stands:
        raise Unanswerable(f"{case.title}: no party with leverage has a position on an issue with scored options")
    named = {row.actor for row in stands}, {row.issue for row in stands}
    return ActorTable(
        case.title,
        tuple(TableActor(party.id) for party in case.parties if party.id in named[0]),
        tuple(TableIssue(issue.id) for _, issue in scored if issue.id in named[1]),
        stands,
    )


def axis_means(case: Case, found: Forecast) -> np.ndarray:
    """Return what a model of the axis forecasts per issue of the case, ``(1, issues)``; NaN where it says nothing."""
    return np.array([[found.values.get(issue.id, np.nan) for issue in case.issues]])


def _axis(case: Case, inputs: Inputs, given: Space, found: dict[str, Forecast]) -> Answered:
    """Return the rows of the models of the axis: values, the settlements nearest to them, and shares."""
    rows: Answered = {}
    for name, forecast in found.items():
        close = nearest(case, inputs, given, axis_means(case, forecast))
        picks = close.pick[0, : min(int(close.ties[0]), close.pick.shape[1])]
        rows[name] = {
            "name": NAMES[name],
            "given_settlement": True,
            "values": dict(forecast.values),
            "settlements": [judge(given, pick).to_dict() for pick in picks],
            "signing": signing(given, picks[0]) if len(picks) else None,
            "shares": _shares(case, given, picks),
        }
    return rows


def _concepts(case: Case, given: Space) -> Answered:
    """Return the rows of the solution concepts that enter the mixture."""
    chosen = solutions(given)
    rows: Answered = {}
    for model in MODELS:
        if model.id not in chosen:
            continue
        held = chosen[model.id].settlements
        picks = np.array([_pick(given, dict(s.options)) for s in held], dtype=np.int64)
        rows[model.id] = {
            "name": model.name,
            "given_settlement": False,
            "values": None,
            "settlements": [s.to_dict() for s in held],
            "signing": signing(given, picks[0]) if len(picks) else None,
            "shares": _shares(case, given, picks),
        }
    return rows


def _pick(given: Space, options: dict[str, str]) -> list[int]:
    """Return the columns of a settlement; issues that are merged in the space share one."""
    wanted = set(options.items())
    return [next(c for c in range(low, high) if set(given.columns[c]) <= wanted) for low, high in _spans(given)]


def _spans(given: Space) -> list[tuple[int, int]]:
    start = given.start.tolist()
    return [*zip(start[:-1], start[1:], strict=True)]


def _shares(case: Case, given: Space, picks: np.ndarray) -> dict[str, float]:
    """Return the share of every scenario, ties split equally; all of it is no deal where nothing is chosen."""
    ids = scenario_ids(case)
    share = np.zeros(len(ids))
    if len(picks):
        np.add.at(share, classify(case, given, picks), 1.0 / len(picks))
    else:
        share[-1] = 1.0
    return dict(zip(ids, share.tolist(), strict=True))


def _apart(rows: Answered) -> list[Answered]:
    """Return the likeliest scenarios, each with the models whose likeliest it is."""
    top = {name: max(row["shares"], key=lambda s: row["shares"][s]) for name, row in rows.items()}
    sides: dict[str, list[str]] = {}
    for name, scenario in top.items():
        sides.setdefault(scenario, []).append(name)
    return [{"scenario": scenario, "models": names} for scenario, names in sides.items()]
