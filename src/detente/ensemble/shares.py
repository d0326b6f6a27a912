"""Scenario shares: what each model's optimal settlements amount to over the draws, and how far inputs move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import NO_DEAL, OTHER_SETTLEMENT, Case
from detente.ensemble.propagate import Solved
from detente.kernels import solve as search
from detente.settlement.classify import classify
from detente.settlement.space import Space
from detente.solutions.compromise import Compromise


@dataclass(frozen=True, slots=True)
class Model:
    """A model whose row enters the mixture; `row` is its row in the kernels, None for the compromise mean."""

    id: str
    name: str
    row: int | None
    about: str


MODELS = (
    Model("nash", "Nash", search.NASH, "largest product of surpluses in the zone"),
    Model(
        "kalai_smorodinsky",
        "Kalai-Smorodinsky",
        search.KALAI_SMORODINSKY,
        "evens out shares of each party's best surplus in the zone",
    ),  # fmt: skip
    Model("egalitarian", "egalitarian", search.EGALITARIAN, "evens out surpluses; compares points between parties"),
    Model(
        "utilitarian", "utilitarian", search.UTILITARIAN, "largest sum of utilities; compares points between parties"
    ),
    Model(
        "compromise",
        "compromise mean",
        None,
        "leverage x salience weighted mean per issue, nearest admissible settlement; given that there is one",
    ),  # fmt: skip
)


def scenario_ids(case: Case) -> list[str]:
    """Return the ids of the shares' columns: the case's scenarios, `other_settlement`, `no_deal`."""
    return [*(scenario.id for scenario in case.scenarios), OTHER_SETTLEMENT, NO_DEAL]


def rows_of(case: Case, solved: Solved, nearest: Compromise) -> np.ndarray:
    """Return per model, draw and scenario the weight of the draw, ``(M, D, scenarios + 2)``; every row sums to 1.

    A draw with an empty zone falls to `no_deal` in every model. Tied settlements share the draw equally.
    """
    weight = np.zeros((len(MODELS), solved.gap.size, len(case.scenarios) + 2))
    empty = ~solved.zone
    for m, model in enumerate(MODELS):
        if model.row is None:
            picks, ties = nearest.pick, nearest.ties
        else:
            picks, ties = solved.pick[:, model.row], solved.ties[:, model.row]
        _spread(case, solved.space, picks, ties, weight[m])
        weight[m, empty] = 0.0
        weight[m, empty, -1] = 1.0
    return weight


def _spread(case: Case, space: Space, picks: np.ndarray, ties: np.ndarray, weight: np.ndarray) -> None:
    kept = np.minimum(ties, picks.shape[1])
    for k in range(int(kept.max(initial=0))):
        rows = np.flatnonzero(kept > k)
        label = classify(case, space, picks[rows, k])
        np.add.at(weight, (rows, label), 1.0 / kept[rows])


def shares(weight: np.ndarray) -> np.ndarray:
    """Return the mean over draws per model, ``(M, scenarios + 2)``."""
    return weight.mean(axis=1)


def standard_errors(weight: np.ndarray) -> np.ndarray:
    """Return the sampling error of the mixture's shares: sd over draws of the draw's mixed weight over sqrt(D)."""
    mixed = weight.mean(axis=0)
    return mixed.std(axis=0) / np.sqrt(len(mixed))


def given_settlement(share: np.ndarray) -> np.ndarray | None:
    """Return the shares without `no_deal`, summing to 1; None when there is nothing but no deal."""
    total = 1.0 - share[-1]
    return None if total <= 0.0 else share[:-1] / total


def extremes(
    models: np.ndarray, moved: Sequence[tuple[str, np.ndarray]], mixture: np.ndarray
) -> list[tuple[float, str, float, str]]:
    """Return per scenario ``(low, from, high, from)`` over the models' rows and the mixture with inputs moved.

    `moved` holds (name, change of the mixture) per input group fixed at its low or high.
    """
    rows = [(model.name, models[m]) for m, model in enumerate(MODELS)]
    rows += [(name, np.clip(mixture + change, 0.0, 1.0)) for name, change in moved]
    table = np.array([row for _, row in rows])
    low, high = table.argmin(axis=0), table.argmax(axis=0)
    return [
        (float(table[a, s]), rows[a][0], float(table[b, s]), rows[b][0])
        for s, (a, b) in enumerate(zip(low, high, strict=True))
    ]
