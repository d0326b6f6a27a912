"""Scenario shares: what each model's optimal settlements amount to over the draws, and how far inputs move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from detente.case.mixture import MIXABLE
from detente.case.nouns import NO_DEAL, OTHER_SETTLEMENT, Case
from detente.ensemble.propagate import Solved
from detente.settlement.classify import classify
from detente.settlement.space import Space
from detente.solutions.compromise import Compromise
from detente.solutions.concepts import CONCEPTS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Model:
    """A model whose row enters the mixture; `row` is its row in the kernels, None for the compromise mean."""

    id: str
    name: str
    row: int | None
    about: str


ROUNDING = 1e-9
"""What weights that sum to 1 may miss of it: a settlement of less weight than that is none."""
MODELS = (
    *(Model(c.id, c.name, c.row, c.about) for c in CONCEPTS if c.id in MIXABLE),
    Model(
        "compromise", "compromise mean", None,
        "leverage x salience weighted mean per issue, nearest admissible settlement; given that there is one",
    ),
)  # fmt: skip


def scenario_ids(case: Case) -> list[str]:
    """Return the ids of the shares' columns: the case's scenarios, `other_settlement`, `no_deal`."""
    return [*(scenario.id for scenario in case.scenarios), OTHER_SETTLEMENT, NO_DEAL]


def rows_of(case: Case, solved: Solved, nearest: Compromise) -> np.ndarray:
    """Return per model, draw and scenario the weight of the draw, ``(M, D, scenarios + 2)``; every row sums to 1.

    A draw with an empty zone falls to `no_deal` in every model. Tied settlements share the draw equally.
    """
    rows: list[np.ndarray] = []
    for model in MODELS:
        if model.row is None:
            rows.append(row_of(case, solved, nearest.pick, nearest.ties))
        else:
            rows.append(row_of(case, solved, solved.pick[:, model.row], solved.ties[:, model.row]))
    return np.array(rows)


def row_of(case: Case, solved: Solved, picks: np.ndarray, ties: np.ndarray) -> np.ndarray:
    """Return per draw and scenario the weight of the draw under a model that picks ``(D, K, I)``; rows sum to 1."""
    weight = np.zeros((solved.gap.size, len(case.scenarios) + 2))
    empty = ~solved.zone
    _spread(case, solved.space, picks, ties, weight)
    weight[empty] = 0.0
    weight[empty, -1] = 1.0
    if not np.allclose(weight.sum(axis=1), 1.0):
        raise ValueError("the weights of a draw do not sum to 1")
    return weight


def weights(case: Case) -> np.ndarray:
    """Return the weight of every model in the mixture, ``(M,)``, in the order of `MODELS`: equal, or as the case says.

    They sum to 1.
    """
    if case.models is None:
        return np.full(len(MODELS), 1.0 / len(MODELS))
    stated = np.array([case.models.weights.get(model.id, 0.0) for model in MODELS])
    return stated / stated.sum()


def mixed(case: Case, rows: np.ndarray) -> np.ndarray:
    """Return the mixture of the models' rows, arithmetic over the first axis, ``(M, ...) -> (...)``."""
    return np.asarray(np.einsum("m,m...->...", weights(case), rows))


def counting(case: Case, rows: Sequence[T]) -> list[T]:
    """Return what belongs to the models that have any weight, of one thing for each model."""
    return [row for row, weight in zip(rows, weights(case), strict=True) if weight > 0.0]


def _spread(case: Case, space: Space, picks: np.ndarray, ties: np.ndarray, weight: np.ndarray) -> None:
    kept = np.minimum(ties, picks.shape[1])
    for k in range(int(kept.max(initial=0))):
        rows = np.flatnonzero(kept > k)
        label = classify(case, space, picks[rows, k])
        np.add.at(weight, (rows, label), 1.0 / kept[rows])


def shares(weight: np.ndarray) -> np.ndarray:
    """Return the mean over draws per model, ``(M, scenarios + 2)``."""
    return weight.mean(axis=1)


def standard_errors(by_draw: np.ndarray) -> np.ndarray:
    """Return the sampling error of the mixture's shares: sd over draws of the draw's mixed weight over sqrt(D)."""
    return by_draw.std(axis=0) / np.sqrt(len(by_draw))


def sampling_error(share: float, draws: int) -> float:
    """Return the standard error of a share of independent draws, ``sqrt(p (1 - p) / n)``."""
    return float(np.sqrt(share * (1.0 - share) / draws))


def mean_and_error(by_draw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean over draws, first axis, and its sampling error, sd over sqrt(n); both 0 without a draw."""
    if not len(by_draw):
        return np.zeros(by_draw.shape[1:]), np.zeros(by_draw.shape[1:])
    return by_draw.mean(axis=0), by_draw.std(axis=0) / np.sqrt(len(by_draw))


def mean_row(by_draw: np.ndarray) -> dict[str, float]:
    """Return the mean over draws ``(D,)`` and its sampling error as plain data, `value` and `se`."""
    value, se = mean_and_error(by_draw)
    return {"value": float(value), "se": float(se)}


def model_errors(weight: np.ndarray) -> np.ndarray:
    """Return the sampling error of every model's own shares, ``(M, scenarios + 2)``: sd over draws over sqrt(D)."""
    return weight.std(axis=1) / np.sqrt(weight.shape[1])


def given_settlement_errors(by_draw: np.ndarray) -> np.ndarray:
    """Return the sampling error of the shares given a settlement, over the draws that have one, ``(scenarios + 1,)``.

    All models agree on `no_deal`, so that these shares are means over the draws with a settlement.
    """
    return mean_and_error(by_draw[by_draw[:, -1] < 1.0 - ROUNDING, :-1])[1]


def given_settlement(share: np.ndarray) -> np.ndarray | None:
    """Return the shares without `no_deal`, summing to 1; None when there is nothing but no deal."""
    total = 1.0 - share[-1]
    return None if total <= ROUNDING else share[:-1] / total


class Row(NamedTuple):
    """Shares of every scenario under one model or one change of inputs, with their sampling errors, and its name."""

    name: str
    share: np.ndarray
    se: np.ndarray


class End(NamedTuple):
    """One end of the range of a share: its value, the name of the row that sets it, its sampling error."""

    value: float
    row: str
    se: float


def extremes(rows: Sequence[Row]) -> list[tuple[End, End]]:
    """Return the lowest and the highest of the rows' shares per scenario."""
    table = np.array([row.share for row in rows])

    def end(place: int, s: int) -> End:
        return End(float(table[place, s]), rows[place].name, float(rows[place].se[s]))

    ends = zip(table.argmin(axis=0), table.argmax(axis=0), strict=True)
    return [(end(low, s), end(high, s)) for s, (low, high) in enumerate(ends)]
