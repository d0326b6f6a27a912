"""Entropy pooling: the weights of scenarios that meet views and stay as close to the prior as they can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.consequences.fans import probabilities
from detente.consequences.portfolio.newton import Solved, solve
from detente.consequences.portfolio.views import AT_LEAST, EQUAL, View
from detente.kernels.ranges import not_negative

FEW = 0.1
"""Below this effective share of scenarios a few of them carry the answer."""
TOLD = 1e-9
CONSTANT = 1e-20
INWARD = 0.01
"""How far relaxed targets move from the edge of what can be met towards the prior."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """Weights of scenarios that meet the views.

    Parameters
    ----------
    q
        ``(J,)``, sums to one.
    relative_entropy
        ``KL(q || p)``, in nats.
    effective
        Effective number of scenarios as a share of all, ``exp(-KL)``: 1 where the views say nothing new.
    error
        Largest miss of an equality, in standard deviations of its row under the prior.
    slack
        ``(V,)``: least change of the targets, in their own units, with which all can be met; 0 where they can be as
        they are.
    warnings
        What must be printed beside the answer.
    """

    q: np.ndarray
    relative_entropy: float
    effective: float
    error: float
    slack: np.ndarray
    warnings: tuple[str, ...]


def pool(prior: ArrayLike, views: Sequence[View]) -> Pooled:
    """Return the weights closest to the prior in relative entropy that meet all views.

    Views that cannot all be met are relaxed by the least sum of changes, counted in standard deviations (least L1
    slack), and the answer says so. Scenarios of prior 0 stay at 0.

    Raises
    ------
    ValueError
        When the prior is no distribution, or a view has another number of scenarios.
    """
    weight = _prior(prior)
    wrong = [view for view in views if view.row.shape != weight.shape]
    if wrong:
        raise ValueError(f'view "{wrong[0].name}": {wrong[0].row.size} scenarios, the prior has {weight.size}')
    if not views:
        return Pooled(weight, 0.0, 1.0, 0.0, np.zeros(0), ())
    held = weight > 0.0
    rows = np.array([view.row for view in views])
    p, rows = (weight, rows) if held.all() else (weight[held], rows[:, held])
    system = _System.of(p, rows, views)
    slack, solved = np.zeros(len(views)), system.solved(p, np.zeros(len(views)))
    if not solved.converged:
        slack, solved = _relaxed(system, p)
    q = np.zeros(weight.size)
    q[held] = solved.q
    missed = np.abs(system.z @ solved.q - slack)[~system.bounded]
    entropy, moved = relative_entropy(q, weight), slack * system.scale * system.sign
    effective = float(np.exp(-entropy))
    notes = _warnings(views, moved, effective, solved.converged)
    return Pooled(q, entropy, effective, float(missed.max(initial=0.0)), moved, notes)


def mixture(posteriors: Sequence[np.ndarray], chance: ArrayLike) -> np.ndarray:
    """Return the weights ``q = sum_s P(s) q_s``, so that every mean is the mixture of the scenarios' means."""
    return probabilities(chance, len(posteriors)) @ np.array(posteriors)


def relative_entropy(q: np.ndarray, prior: np.ndarray) -> float:
    """Return ``sum q ln(q / p)`` in nats, 0 where q is 0."""
    some = q > 0.0
    return float((q[some] * np.log(q[some] / prior[some])).sum())


def moments(values: np.ndarray, q: np.ndarray) -> dict[str, np.ndarray]:
    """Return mean, volatility, skewness and kurtosis ``(N,)`` of ``values (J, N)`` under weights."""
    mean = q @ values
    about = values - mean
    volatility = np.sqrt(q @ about**2)
    standard = about / volatility
    return {"mean": mean, "volatility": volatility, "skewness": q @ standard**3, "kurtosis": q @ standard**4}


@dataclass(frozen=True, slots=True)
class _System:
    """Views as ``E[z] = 0`` or ``E[z] <= 0``, in standard deviations under the prior."""

    z: np.ndarray
    bounded: np.ndarray
    sign: np.ndarray
    scale: np.ndarray

    @classmethod
    def of(cls, p: np.ndarray, rows: np.ndarray, views: Sequence[View]) -> _System:
        sign = np.array([-1.0 if view.sense == AT_LEAST else 1.0 for view in views])
        bounded = np.array([view.sense != EQUAL for view in views])
        mean, square = rows @ p, np.square(rows) @ p
        varies = square - mean**2 > CONSTANT * square
        scale = np.sqrt(np.where(varies, square - mean**2, 1.0))
        z = rows * (sign / scale)[:, None]
        z -= (np.array([view.target for view in views]) * sign / scale)[:, None]
        return cls(z, bounded, sign, scale)

    def solved(self, p: np.ndarray, slack: np.ndarray) -> Solved:
        return solve(p, self.z - slack[:, None] if slack.any() else self.z, self.bounded)


def _prior(prior: ArrayLike) -> np.ndarray:
    weight = not_negative("prior", prior)
    if weight.ndim != 1 or abs(weight.sum() - 1.0) > 1e-9:
        raise ValueError(f"prior: the weights sum to {weight.sum():.12g}, not 1; divide them by their sum")
    return weight / weight.sum()


def _relaxed(system: _System, p: np.ndarray) -> tuple[np.ndarray, Solved]:
    """Return the least changes of targets, in standard deviations, a little inward from the edge, and their weights.

    On the edge some weights are 0 and no multiplier is finite; towards the prior, which is inside, all are. Views that
    can be met as they are move only where moving the others is not enough.
    """
    prior, one = system.z @ p, system.z[:, 0]
    # a row that never moves can be met at its one value alone, which a linear program only comes near
    still = np.ptp(system.z, axis=1) == 0.0
    least = np.where(still, np.where(system.bounded, np.maximum(one, 0.0), one), _least_slack(system, p))
    inward = least + INWARD * np.where(system.bounded, np.maximum(prior - least, 0.0), prior - least)
    inward = np.where(still, least, inward)
    some = np.where(np.abs(least) > TOLD, inward, 0.0)
    solved = system.solved(p, some)
    return (some, solved) if solved.converged else (inward, system.solved(p, inward))


def _least_slack(system: _System, p: np.ndarray) -> np.ndarray:
    """Return the least sum of changes of targets with which all can be met, in standard deviations."""
    from scipy.optimize import linprog

    z, count = system.z, len(system.z)
    equal, less = ~system.bounded, system.bounded
    cost = np.concatenate([np.zeros(len(p)), np.ones(2 * count)])
    over, under = np.eye(count), np.eye(count)
    whole = np.concatenate([z, -over, under], axis=1)
    one = np.concatenate([np.ones(len(p)), np.zeros(2 * count)])[None]
    found: Any = linprog(
        cost,
        A_ub=whole[less] if less.any() else None,
        b_ub=np.zeros(int(less.sum())) if less.any() else None,
        A_eq=np.concatenate([whole[equal], one]),
        b_eq=np.append(np.zeros(int(equal.sum())), 1.0),
        method="highs",
    )
    return found.x[len(p) : len(p) + count] - found.x[len(p) + count :]


def _warnings(views: Sequence[View], slack: np.ndarray, effective: float, converged: bool) -> tuple[str, ...]:
    notes = [f"{view.name}: the target {view.target:g} lies outside the scenarios" for view in views if view.outside]
    if slack.any():
        told = ", ".join(f"{view.name} by {s:+.3g}" for view, s in zip(views, slack, strict=True) if abs(s) > TOLD)
        notes.append(f"the views cannot all be met; relaxed: {told}")
    if not converged:
        notes.append("the search for weights did not settle; do not use them")
    if effective < FEW:
        notes.append(f"{effective:.1%} effective scenarios: a few of them carry the answer")
    return tuple(notes)
