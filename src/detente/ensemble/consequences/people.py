"""The panel of people: who returns from abroad and from displacement, what that does to GDP, what is rebuilt."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import NO_DEAL
from detente.consequences.fans import Fan, fan, mixture_fan
from detente.consequences.people import Returns, cohort_shares, people, rebuilding, returns
from detente.ensemble.consequences.drawn import World

Drawn = dict[str, np.ndarray]
NAMES = {
    "returned": ("returned from abroad", "million people"),
    "abroad": ("abroad", "million people"),
    "displaced_home": ("displaced inside who are home", "million people"),
    "gdp": ("GDP of Ukraine by those who returned", "%"),
    "rebuilt": ("spent on rebuilding since", "USD bn"),
    "open": ("need left open", "USD bn"),
}
LEVELS = {"q05": 0, "q50": 2, "q95": 4}


def people_panel(held: World) -> dict[str, Any] | None:
    """Return the panel at the last month, by scenario and mixture; None where the case asks for none."""
    said = held.case.consequences
    if said is None or not said.people:
        return None
    table, day = people(), held.case.as_of
    kinds = ("abroad", "displaced", "gdp_per_million", "need", "economy", "absorbed", "displaced_relative", "months")
    known = {kind: table.known(kind, day) for kind in kinds}
    drawn = {kind: held.value(f"people.{kind}", row.value) for kind, row in known.items()}
    by_scenario = [_scenario(held, key, drawn) for key in held.odds.ids]
    survey = table.survey(day)
    rows = [
        {
            "id": name,
            "name": words,
            "unit": unit,
            "scenarios": [
                {"id": key, **_spread(fan(own[name]))} for key, own in zip(held.odds.ids, by_scenario, strict=True)
            ],
            **_mixtures(held, [own[name] for own in by_scenario]),
        }
        for name, (words, unit) in NAMES.items()
    ]
    return {
        "month": held.design.horizon,
        "rows": rows,
        "intent_fades": 1.0 - float(np.exp(-survey.erosion)),
        "survey": survey.source,
        "known": [
            {"id": kind, "low": row.value.low, "mid": row.value.mid, "high": row.value.high, "unit": row.unit,
             "coded": row.coded, "source": row.source, "as_of": str(row.as_of)}
            for kind, row in known.items()
        ],
    }  # fmt: skip


def _scenario(held: World, scenario: str, drawn: Drawn) -> Drawn:
    """Return each row of the panel in every draw, ``(N,)``, at the last month."""
    survival, own, other = held.survival_of(scenario), held.given[scenario], held.given[NO_DEAL]
    zero = np.zeros(len(survival))
    share, without = own.get("return_share", zero), other.get("return_share", zero)
    found = _returns(held, drawn, share, without, survival)
    inside = np.clip(share * drawn["displaced_relative"], 0.0, 1.0)[:, None]
    home = returns(drawn["displaced"][:, None], inside, drawn["months"], survival)
    returned, left = found.home[:, -1].sum(axis=1), found.left[:, -1]
    built = rebuilding(
        drawn["need"], drawn["absorbed"] * drawn["economy"], own.get("reconstruction", zero),
        other.get("reconstruction", zero), survival,
    )  # fmt: skip
    return {
        "returned": returned,
        "abroad": found.away[:, -1],
        "displaced_home": home.home[:, -1, 0],
        "gdp": -drawn["gdp_per_million"] * (returned - left),
        "rebuilt": built.inflow.sum(axis=1),
        "open": built.open[:, -1],
    }


def _returns(held: World, drawn: Drawn, share: np.ndarray, without: np.ndarray, survival: np.ndarray) -> Returns:
    answers = people().survey(held.case.as_of).answers
    size = np.array([row.share for row in answers])
    leaving = np.maximum(-without, 0.0) * drawn["abroad"]
    if (survival == 1.0).all():
        survival = np.where((share < 0.0)[:, None], 0.0, survival)
    return returns(
        drawn["abroad"][:, None] * size / size.sum(), cohort_shares(answers, share), drawn["months"], survival,
        leaving=leaving,
    )  # fmt: skip


def _mixtures(held: World, values: list[np.ndarray]) -> dict[str, Any]:
    given = held.odds.settled
    return {
        "mixture": _spread(mixture_fan(values, held.odds.chance)),
        "given_settlement": None if given is None else _spread(mixture_fan(values, given.chance)),
    }


def _spread(found: Fan) -> dict[str, float]:
    quantiles = {key: float(found.quantiles[k]) for key, k in LEVELS.items()}
    return {"mean": float(found.mean), "se": float(found.se), **quantiles, "quantile_se": float(found.quantile_se)}
