"""Forecasting models side by side on one actor table: what each says of each issue, and where they disagree.

No model of bargaining is right everywhere; the weighted mean is hard to beat (Thomson et al. 2006; Schneider, Finke &
Bailer 2010). So all are asked, none is chosen, and each says what it left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.case.actor_table import ActorTable, capabilities
from detente.kernels.averages import weighted_median
from detente.strategy.challenge.narrate import narrate
from detente.strategy.challenge.rounds import Round, challenge
from detente.strategy.challenge.variant import VARIANTS
from detente.strategy.exchange.realise import realise
from detente.strategy.exchange.swaps import Swaps, swaps
from detente.strategy.grid import arrays, named, on_hundred, scales, unit
from detente.strategy.power.indices import power
from detente.strategy.spatial.rules import KTAB, Rules
from detente.strategy.spatial.turns import Played, play
from detente.strategy.track_record import track_record

Answered = dict[str, Any]
NAMES = {
    "compromise": "compromise mean",
    "weighted_median": "weighted median",
    "challenge": "challenge model",
    "exchange": "exchange model",
    "spatial": "spatial model",
}
FEWEST = 2
"""Issues from which positions can be exchanged, and actors from which there is anything to bargain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the models are played: reading and rounds of the challenge model, spatial rules, a quota of power."""

    variant: str = "replication"
    rounds: int = 10
    rules: Rules = KTAB
    quota: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one model says.

    Parameters
    ----------
    values
        Issue -> its forecast, on the scale of the issue; only of issues it says anything of.
    detail
        The rest of its answer, as plain values.
    """

    values: Mapping[str, float]
    detail: Answered = field(default_factory=dict[str, Any])


class Unplayable(ValueError):
    """A table that a model cannot be played on; the message says why."""


def judge_table(table: ActorTable, asked: Asked | None = None) -> Answered:
    """Return every model's answer on a table, what was not played and why, and where the models disagree."""
    asked = asked or Asked()
    found, left = forecasts(table, asked)
    models: Answered = {name: _plain(name, forecast) for name, forecast in found.items()}
    if asked.quota is not None:
        models["power"] = _power(table, asked.quota)
    return {
        "title": table.title,
        "actors": [actor.name for actor in table.actors],
        "issues": [{"name": i.name, "low": i.low, "high": i.high} for i in table.issues],
        "models": models,
        "not_played": left,
        "forecasts": {
            i.name: {m: f.values[i.name] for m, f in found.items() if i.name in f.values} for i in table.issues
        },
        "disagreements": disagreements(table, found),
        "track_record": [*track_record()],
    }


def forecasts(
    table: ActorTable, asked: Asked, *, without: Collection[str] = ()
) -> tuple[dict[str, Forecast], dict[str, str]]:
    """Return the forecast of every model that can be played on a table, and of the others why not."""
    found: dict[str, Forecast] = {}
    left: dict[str, str] = {}
    for name, model in MODELS.items():
        if name in without:
            continue
        try:
            found[name] = model(table, asked)
        except Unplayable as error:
            left[name] = str(error)
    return found, left


def _plain(name: str, forecast: Forecast) -> Answered:
    return dict(forecast.values) if name in ("compromise", "weighted_median") else forecast.detail


def _compromise(table: ActorTable, asked: Asked) -> Forecast:
    del asked
    return Forecast(named(table, arrays(table).outcome))


def _weighted_median(table: ActorTable, asked: Asked) -> Forecast:
    del asked
    held = arrays(table)
    columns = zip(held.weight.T, held.position.T, strict=True)
    return Forecast(named(table, np.array([weighted_median(w, x) for w, x in columns])))


def _challenge(table: ActorTable, asked: Asked) -> Forecast:
    held = arrays(table)
    whole, names = unit(held), np.array([actor.name for actor in table.actors])
    values: dict[str, float] = {}
    issues: Answered = {}
    for p, issue in enumerate(table.issues):
        here = ~np.isnan(held.position[:, p])
        if here.sum() < FEWEST or not held.weight[:, p].any():
            continue
        columns = held.capability[here, p], held.position[here, p], held.salience[here, p] / whole
        played = challenge(*columns, VARIANTS[asked.variant], asked.rounds)
        values[issue.name] = played[-1].median
        issues[issue.name] = _rounds(played, names[here].tolist())
    if not issues:
        raise Unplayable("no issue has two actors who stand on it and some weight")
    alone = issues[table.issues[0].name] if len(table.issues) == 1 else {}
    return Forecast(values, {"variant": asked.variant, **alone, "issues": issues})


def _rounds(played: tuple[Round, ...], names: list[str]) -> Answered:
    rows = [
        {
            "median": row.median,
            "mean": row.mean,
            "positions": dict(zip(names, row.positions.tolist(), strict=True)),
            "risk_exponents": dict(zip(names, row.risk_exponents.tolist(), strict=True)),
            "moves": list(told),
        }
        for row, told in zip(played, narrate(played, names), strict=True)
    ]
    return {"rounds": rows, "settled": not played[-1].offers}


def _exchange(table: ActorTable, asked: Asked) -> Forecast:
    del asked
    held, low, length = on_hundred(table)
    if len(table.issues) < FEWEST:
        raise Unplayable("positions are exchanged between issues, and there is one issue")
    found, done = swaps(held), realise(held)
    outcome = low + done.outcome[-1] * length / 100.0
    detail = {
        "count": len(found.gain),
        "valid": int(found.valid.sum()),
        "total_gain": float(found.gain.sum()),
        "exchanges": _swaps(table, found, low, length),
        "realised": {
            "count": len(done.swaps.gain),
            "total_gain": float(done.swaps.gain.sum()),
            "others_gain": float(done.others.sum()),
            "outcome": named(table, outcome),
            "exchanges": _swaps(table, done.swaps, low, length),
        },
    }
    return Forecast(named(table, outcome), detail)


def _swaps(table: ActorTable, found: Swaps, low: np.ndarray, length: np.ndarray) -> list[Answered]:
    """Return exchanges as plain values, positions on the scales of the issues."""
    start, to = (low[found.issues] + at * length[found.issues] / 100.0 for at in (found.start, found.to))
    rows: list[Answered] = []
    for k, gain in enumerate(found.gain.tolist()):
        sides = [
            {
                "actor": table.actors[found.actors[k, side]].name,
                "gives": table.issues[found.issues[k, side]].name,
                "from": float(start[k, side]),
                "to": float(to[k, side]),
            }
            for side in (0, 1)
        ]
        rows.append({"gain": gain, "sides": sides, "cut": bool(found.cut[k])})
    return rows


def _spatial(table: ActorTable, asked: Asked) -> Forecast:
    power_of = capabilities(table)
    if power_of is None:
        raise Unplayable("an actor's capability differs between issues; the spatial model has one")
    held, low, length = on_hundred(table)
    here = ~np.isnan(held.position).any(axis=1) & (np.nan_to_num(held.salience).sum(axis=1) > 0)
    if here.sum() < FEWEST:
        raise Unplayable("fewer than two actors stand on every issue")
    names = [actor.name for actor, there in zip(table.actors, here, strict=True) if there]
    capability = np.array([power_of[name] for name in names])
    if capability.sum() <= 0:
        raise Unplayable("nobody who stands on every issue has any capability")
    care = held.salience[here] * (100.0 / unit(held))
    most = care.sum(axis=1).max()
    scale = min(1.0, 100.0 / most)
    played = play(np.clip(held.position[here], 0.0, 100.0), care * scale, capability, asked.rules)
    last = played.turns[-1]
    values = low + last.positions[int(last.outlook.probability.round(12).argmax())] * length / 100.0
    left = [actor.name for actor, there in zip(table.actors, here, strict=True) if not there]
    return Forecast(named(table, values), _turns(played, names) | {"left_out": left, "salience_scale": scale})


def _turns(played: Played, names: list[str]) -> Answered:
    first = played.turns[0]
    history = [
        {
            "positions": dict(zip(names, turn.positions.tolist(), strict=True)),
            "probabilities": dict(zip(names, turn.outlook.probability.tolist(), strict=True)),
        }
        for turn in played.turns
    ]
    challenges = [
        {"actor": names[t.actor], "other": names[t.other], "chance": t.chance, "gain": t.gain} for t in first.targets
    ]
    return {
        "turns": played.steps,
        "converged": played.converged,
        "fraction": played.fraction,
        "risk": dict(zip(names, first.outlook.risk.tolist(), strict=True)),
        "probabilities": history[0]["probabilities"],
        "challenges": challenges,
        "history": history,
    }


def _power(table: ActorTable, quota: float) -> Answered:
    """Return power indices by capability; `Unplayable` where these differ between issues or make no game."""
    weights = capabilities(table)
    if weights is None:
        raise Unplayable("an actor's capability differs between issues, so there is no one game of votes")
    try:
        found = power([*weights.values()], quota)
    except ValueError as error:
        raise Unplayable(str(error)) from error
    return {
        "quota": quota,
        "shapley_shubik": {name: float(x) for name, x in zip(weights, found.shapley_shubik, strict=True)},
        "banzhaf": {name: float(x) for name, x in zip(weights, found.banzhaf, strict=True)},
        "penrose": {name: float(x) for name, x in zip(weights, found.penrose, strict=True)},
    }


def disagreements(table: ActorTable, found: Mapping[str, Forecast]) -> list[Answered]:
    """Return per issue the lowest and highest forecast and how far apart, in percent of the scale; largest first."""
    _, length = scales(table, arrays(table))
    rows: list[Answered] = []
    for issue, span in zip(table.issues, length.tolist(), strict=True):
        said = {name: forecast.values[issue.name] for name, forecast in found.items() if issue.name in forecast.values}
        if len(said) < FEWEST:
            continue
        low, high = min(said, key=lambda name: said[name]), max(said, key=lambda name: said[name])
        apart = 100.0 * (said[high] - said[low]) / span
        rows.append(
            {
                "issue": issue.name,
                "low": said[low],
                "low_model": low,
                "high": said[high],
                "high_model": high,
                "apart": apart,
            }
        )
    return sorted(rows, key=lambda row: -row["apart"])


MODELS: dict[str, Callable[[ActorTable, Asked], Forecast]] = {
    "compromise": _compromise,
    "weighted_median": _weighted_median,
    "challenge": _challenge,
    "exchange": _exchange,
    "spatial": _spatial,
}
"""Every model by id, in the order in which they are shown: the one that is hard to beat comes first."""
