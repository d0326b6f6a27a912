"""Which position would win: values, votes, probabilistic Condorcet elections, and the risk attitudes that follow.

Semantics of KTAB-SMP (Wise, Lester & Efird 2015, from memory), checked against its reference log. Positions are shares
of the axis, saliences shares that sum to at most 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.strategy.spatial.rules import ESTIMATES, RISK_RANGES, VICTORY, Rules

LEAST_SIDE = 1e-8
"""Strength of a side for which nobody votes, in units of capability as given (KTAB-SMP)."""
SAME = 1e-3
"""Distance within which two positions count as one."""
FLAT = 1e-12
"""Difference of chances below which nobody is surer than another."""
MOST_STEPS, MOST_AT_ONCE = 20_000, 1 << 18
"""Steps of a chain of challenges; votes that are held at once."""


@dataclass(frozen=True, slots=True)
class Table:
    """Actors in a space: position and salience ``(N, K)``, capability ``(N,)``."""

    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray

    @property
    def care(self) -> np.ndarray:
        """Sum of the saliences of each actor ``(N,)``."""
        return np.asarray(self.salience.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the actors see one turn.

    Parameters
    ----------
    value, utility
        ``(N, N)``: what the position of the second is to the first, without and with its risk attitude.
    risk
        ``(N,)``, between the least attitude of the rules and 1.
    probability
        ``(N,)``: the chance that the actor's position wins, the same for all who hold it.
    """

    value: np.ndarray
    utility: np.ndarray
    risk: np.ndarray
    probability: np.ndarray


def values(table: Table, position: np.ndarray) -> np.ndarray:
    """Return ``v = 1 - |s_i (x_i - y)| / |s_i|``: what T positions ``(T, K)`` are worth to each actor, ``(N, T)``."""
    apart = table.salience[:, None] * (table.position[:, None] - position[None])
    return 1.0 - np.sqrt((apart**2).sum(axis=-1)) / np.sqrt((table.salience**2).sum(axis=1))[:, None]


def bent(value: np.ndarray, risk: np.ndarray) -> np.ndarray:
    """Return the utility ``u = v + R v (1 - v)`` of a value under a risk attitude."""
    return value + risk * value * (1.0 - value)


def votes(weight: np.ndarray, difference: np.ndarray, voting: str) -> np.ndarray:
    """Return what actors put in for a difference of utilities; weights stand along the first axis."""
    held = weight.reshape(-1, *[1] * (difference.ndim - 1))
    if voting == "binary":
        return held * np.sign(difference)
    return held * (difference**3 if voting == "cubic" else difference)


def elect(capability: np.ndarray, utility: np.ndarray, rules: Rules) -> np.ndarray:
    """Return the chance of each of T choices to win, ``(T,)``, by the utilities of the actors ``(N, T)``.

    ``S_ab`` sums the votes for a over b; ``P_ab = S_ab / (S_ab + S_ba)``, or of powers of them.
    """
    actors, count = utility.shape
    side = np.full((count, count), LEAST_SIDE)
    step = max(1, MOST_AT_ONCE // (count * count))
    for low in range(0, actors, step):
        own = utility[low : low + step]
        cast = votes(capability[low : low + step], own[:, :, None] - own[:, None, :], rules.voting)
        side += np.maximum(cast, 0.0, out=cast).sum(axis=0)
    side = side ** VICTORY[rules.victory]
    beats = side / (side + side.T)
    if rules.election == "conditional":
        logs = np.log(beats).sum(axis=1)
        found = np.exp(logs - logs.max())
        return found / found.sum()
    return _settled(beats)


def _settled(beats: np.ndarray) -> np.ndarray:
    """Return where random challenges settle: ``p_a = mean_b P_ab (p_a + p_b)``."""
    count = len(beats)
    now = np.full(count, 1.0 / count)
    for _ in range(MOST_STEPS):
        then = (beats * (now[:, None] + now)).sum(axis=1) / count
        then = (now + then) / 2.0
        if np.abs(then - now).max() < 1e-13:
            return then
        now = then
    return now


def holders(position: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return one holder of every distinct position ``(T,)``, and which of these each actor holds ``(N,)``.

    The holder with the least coordinates stands for those near it, so that the order of actors does not matter.
    """
    order = np.lexsort(position.T[::-1])
    sorted_ = position[order]
    near = np.sqrt(((sorted_[:, None] - sorted_) ** 2).sum(axis=-1)) <= SAME
    first = near.argmax(axis=1)
    kept, held = np.unique(first[first], return_inverse=True)
    back = np.empty_like(held)
    back[order] = held
    return order[kept], back


def outlook(table: Table, rules: Rules) -> Outlook:
    """Return values, risk attitudes, utilities and the chances of the positions at the start of a turn."""
    value = values(table, table.position)
    kept, held = holders(table.position)
    if rules.risk_election == "actors":
        neutral = elect(table.capability, value, rules)
    else:
        neutral = elect(table.capability, value[:, kept], rules)[held]
    risk = risk_attitudes(neutral, rules)
    utility = bent(value, risk[:, None])
    return Outlook(value, utility, risk, elect(table.capability, utility[:, kept], rules)[held])


def risk_attitudes(chance: np.ndarray, rules: Rules) -> np.ndarray:
    """Return risk attitudes: the surest winner's is 1, the surest loser's the least of the range, the rest between.

    For ``mid``, ``R = (3p - p_max - 2 p_min) / (2 (p_max - p_min))``. Where all are as sure, 0.
    """
    span = chance.max() - chance.min()
    low = RISK_RANGES[rules.risk_range]
    if span <= FLAT:
        return np.zeros_like(chance)
    return low + (1.0 - low) * ((chance - chance.min()) / span)


def estimated(seen: Outlook, actor: int, rules: Rules) -> np.ndarray:
    """Return the utilities ``(N, N)`` of all as one actor estimates them: their risk attitudes drawn to its own."""
    share = ESTIMATES[rules.risk_estimate]
    return bent(seen.value, ((1.0 - share) * seen.risk[actor] + share * seen.risk)[:, None])
