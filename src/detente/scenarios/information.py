"""What knowing would be worth before choosing among named policies: EVPI of everything, EVPPI of one input.

Whoever must choose before the truth is known takes the policy with the best mean payoff, ``max_a E[u_a]``; whoever
knows ``x`` first takes the best for each ``x``, ``E[max_a E[u_a | x]]``. The difference is the expected value of
partial perfect information (Howard 1966), never negative, and zero where no ``x`` changes the choice.

From draws it needs no further runs: draws are put in groups of like ``x``, and the mean payoff of a group stands for
``E[u_a | x]`` (given-data estimator). Noise in the means of small groups makes the estimate too high; its mean over
shuffled ``x``, which are worth nothing, is the `floor` printed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

GROUPS, LEAST_ROWS = 10, 20
"""Groups at most of a continuous input, and rows of a group at least."""
SHUFFLES = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among named policies.

    Parameters
    ----------
    policies
        Their ids.
    payoff
        ``(N, policies)``, more is better: what each brings in each row.
    weight
        ``(N,)``, summing to 1: the probability of each row.
    """

    policies: tuple[str, ...]
    payoff: np.ndarray
    weight: np.ndarray

    @property
    def means(self) -> np.ndarray:
        """Return the mean payoff of each policy."""
        return self.weight @ self.payoff

    @property
    def best(self) -> int:
        """Return the place of the policy with the best mean; the first of several."""
        return int(np.argmax(self.means))


@dataclass(frozen=True, slots=True)
class Worth:
    """What knowing one thing is worth, in units of the payoff.

    `se` is its sampling error over rows of equal weight; `floor` what an input that tells nothing would show; `changes`
    the probability that the choice differs from the one made without knowing.
    """

    of: str
    value: float
    se: float
    floor: float
    changes: float
    groups: int

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def choice(payoff: dict[str, np.ndarray], weight: np.ndarray | None = None) -> Choice:
    """Return a choice from the payoff of each policy, ``(N,)``; rows weigh alike unless `weight` says otherwise.

    Raises
    ------
    ValueError
        Without a policy, or where a payoff or weight is not a number, or the weights are negative or all 0.
    """
    if not payoff:
        raise ValueError("a choice needs at least one policy")
    table = np.column_stack([np.asarray(column, dtype=float) for column in payoff.values()])
    held = np.ones(len(table)) if weight is None else np.asarray(weight, dtype=float)
    if not np.isfinite(table).all() or not np.isfinite(held).all() or (held < 0.0).any() or held.sum() <= 0.0:
        raise ValueError("payoffs and weights must be numbers, and weights at least 0 and not all 0")
    return Choice(tuple(payoff), table, held / held.sum())


def evpi(asked: Choice) -> Worth:
    """Return what knowing everything is worth: ``E[max_a u_a] - max_a E[u_a]``.

    Examples
    --------
    >>> evpi(choice({"wait": np.array([0.0, 0.0]), "act": np.array([3.0, -1.0])})).value
    0.5
    """
    return _worth("everything", asked, np.arange(len(asked.payoff)), floor=0.0)


def evppi(asked: Choice, of: str, known: np.ndarray, *, rng: np.random.Generator) -> Worth:
    """Return what knowing one input is worth: ``E[max_a E[u_a | x]] - max_a E[u_a]``.

    Parameters
    ----------
    of
        Name of the input.
    known
        ``(N,)``: its value in each row. Up to `GROUPS` different values are a group each; more are cut at quantiles
        into groups of `LEAST_ROWS` or more.
    rng
        For the shuffles of the `floor`.
    """
    groups = grouped(known)
    if groups.max() == 0:
        return _worth(of, asked, groups, floor=0.0)
    floor = float(np.mean([_gain(asked, rng.permutation(groups))[0].sum() for _ in range(SHUFFLES)]))
    return _worth(of, asked, groups, floor)


def grouped(known: np.ndarray) -> np.ndarray:
    """Return the group of each row, ``(N,)``, from 0 on."""
    distinct, place = np.unique(known, return_inverse=True)
    if len(distinct) <= GROUPS:
        return place.reshape(-1)
    count = max(1, min(GROUPS, len(known) // LEAST_ROWS))
    edges = np.quantile(known, np.arange(1, count) / count)
    return np.unique(np.searchsorted(edges, known, side="right"), return_inverse=True)[1].reshape(-1)


def _gain(asked: Choice, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return per group what choosing anew in it adds, at least 0, and the policy chosen.

    The policy chosen without knowing is the yardstick in every group, so that a group which would choose it too adds
    exactly 0, and no rounding makes a sum negative.
    """
    size = int(groups.max()) + 1
    sums = np.stack(
        [np.bincount(groups, asked.weight * column, minlength=size) for column in asked.payoff.T], axis=1
    )  # fmt: skip
    kept = sums[:, asked.best]
    chosen = np.where(sums.max(axis=1) > kept, sums.argmax(axis=1), asked.best)
    return sums[np.arange(size), chosen] - kept, chosen


def _worth(of: str, asked: Choice, groups: np.ndarray, floor: float) -> Worth:
    gain, chosen = _gain(asked, groups)
    rows = np.arange(len(groups))
    added = asked.payoff[rows, chosen[groups]] - asked.payoff[:, asked.best]
    value = float(gain.sum())
    # Rows of unequal weight are fewer than they seem: Kish's effective number.
    spread = asked.weight @ (added - value) ** 2
    return Worth(
        of,
        value,
        float(np.sqrt(spread * (asked.weight**2).sum())),
        floor,
        float(asked.weight[chosen[groups] != asked.best].sum()),
        len(gain),
    )
