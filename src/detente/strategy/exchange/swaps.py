"""Equal-gain exchanges of positions between two actors on two issues (Stokman & Van Oosten 1994, as peers compute it).

The outcome of an issue is the mean position, weighted by capability x salience. Two actors can trade on issues p and q
when they stand on opposite sides of the outcome of both. The one whose salience leans more to p gives on q and gets p:
``s_ip / s_iq >= s_jp / s_jq`` makes i the one who gets p. Shifts of the outcomes by ``d_p`` and ``d_q`` with
``d_p (s_ip + s_jp) = d_q (s_iq + s_jq)`` gain both ``d_p s_ip - d_q s_iq``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from detente.case.fault import TooLarge
from detente.kernels.averages import weighted_mean

MOST_PAIRS = 4_000_000
"""Pairs of actors times pairs of issues of a table that is looked at."""
TIE = 12
"""Decimals to which gains are compared."""


@dataclass(frozen=True, slots=True)
class Swaps:
    """The exchanges of a table, E of them, best first; ties in the order of actors and issues.

    Parameters
    ----------
    actors, issues
        ``(E, 2)``: the first actor gives on the first issue, the second on the second.
    start, to
        ``(E, 2)``: where the giver stands on what it gives, and where it moves.
    gain
        ``(E,)``: what each of the two gains, in salience x points of the outcome; 0 where both rank the issues alike.
    cut
        ``(E,)``: whether the moves were cut so that no outcome jumps over the position of the one it is moved to.
    """

    actors: np.ndarray
    issues: np.ndarray
    start: np.ndarray
    to: np.ndarray
    gain: np.ndarray
    cut: np.ndarray

    @property
    def valid(self) -> np.ndarray:
        """Which exchanges gain anything ``(E,)``."""
        return np.asarray(self.gain.round(TIE) > 0)

    def take(self, which: np.ndarray) -> Swaps:
        """Return some of the exchanges."""
        return Swaps(
            self.actors[which], self.issues[which], self.start[which],
            self.to[which], self.gain[which], self.cut[which],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Positions:
    """A table of actors x issues, ``(N, M)`` each; NaN where an actor has no row on an issue. Salience has any unit.

    Raises
    ------
    ValueError
        When shapes differ, or a salience or capability is negative.
    """

    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray

    def __post_init__(self) -> None:
        """Refuse tables that do not fit together."""
        if not self.position.shape == self.salience.shape == self.capability.shape or self.position.ndim != 2:
            raise ValueError("positions, saliences and capabilities need one number per actor and issue")
        if (self.salience < 0).any() or (self.capability < 0).any():
            raise ValueError("a salience or capability is negative")

    @property
    def weight(self) -> np.ndarray:
        """Capability x salience, 0 where there is no row."""
        return np.asarray(np.nan_to_num(self.capability * self.salience) * ~np.isnan(self.position))

    @property
    def outcome(self) -> np.ndarray:
        """Compromise mean per issue ``(M,)``; NaN on an issue without weight."""
        return weighted_mean(self.weight, self.position)


def swaps(table: Positions) -> Swaps:
    """Return all equal-gain exchanges of a table.

    Raises
    ------
    TooLarge
        When there are too many pairs of actors and issues.

    Examples
    --------
    >>> table = Positions(np.array([[0., 0.], [100., 100.]]), np.array([[10., 90.], [60., 50.]]), np.ones((2, 2)))
    >>> found = swaps(table)
    >>> found.actors.tolist(), found.issues.tolist(), found.gain.round(6).tolist()
    ([[0, 1]], [[0, 1]], [500.0])
    """
    found = possible(table, np.ones(table.position.shape, dtype=bool))
    return found.take(in_order(found))


def in_order(found: Swaps) -> np.ndarray:
    """Return the order of exchanges: most gain first, then by actors and issues."""
    (i, j), (q, p) = found.actors.T, found.issues.T
    return np.lexsort((p, q, j, i, -found.gain.round(TIE)))


def possible(table: Positions, free: np.ndarray) -> Swaps:
    """Return the exchanges of positions that are free to move ``(N, M)``, in no order.

    Raises
    ------
    TooLarge
        When there are too many pairs of actors and issues.
    """
    x, s, weight = table.position, table.salience, table.weight
    outcome = weighted_mean(weight, x)
    i, j, p, q = _sided(x <= outcome, (weight > 0) & free, s)
    ip, jp, iq, jq = (actor * s.shape[1] + issue for actor, issue in ((i, p), (j, p), (i, q), (j, q)))
    total = weight.sum(axis=0)
    x_ip, x_jp, x_iq, x_jq = (x.take(at) for at in (ip, jp, iq, jq))
    s_ip, s_iq = s.take(ip), s.take(iq)
    rate = (s_ip + s.take(jp)) / (s_iq + s.take(jq))
    far_p, far_q = np.abs(x_ip - x_jp), np.abs(x_iq - x_jq)
    share_p, share_q = weight.take(jp) / total[p], weight.take(iq) / total[q]
    shift = np.minimum(far_p * share_p, far_q * share_q / rate)
    room = np.minimum(np.abs(outcome[p] - x_ip), np.abs(outcome[q] - x_jq) / rate)
    cut = shift > room * (1.0 + 1e-12)
    shift = np.minimum(shift, room)
    gain = np.maximum(shift * (s_ip - rate * s_iq), 0.0)
    to_q = x_iq + np.sign(x_jq - x_iq) * np.minimum(shift * rate / share_q, far_q)
    to_p = x_jp + np.sign(x_ip - x_jp) * np.minimum(shift / share_p, far_p)
    return Swaps(_pairs(i, j), _pairs(q, p), _pairs(x_iq, x_jp), _pairs(to_q, to_p), gain, cut)


def _pairs(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.stack((first, second), axis=1)


@lru_cache(maxsize=4)
def _two_of(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return all pairs below `size`, the lower first; every exchange of a table asks for the same."""
    first, second = np.triu_indices(size, 1)
    first.flags.writeable = second.flags.writeable = False
    return first, second


def _sided(left: np.ndarray, there: np.ndarray, s: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return i, j, p, q of every possible exchange: i gives on q and gets p.

    `left` and `there`: who stands left of the outcome and who may move, ``(N, M)`` as the saliences `s`.
    """
    (a, b), (p, q) = (_two_of(size) for size in s.shape)
    if len(a) * len(p) > MOST_PAIRS:
        raise TooLarge(f"{len(a) * len(p):,} pairs of actors and issues are more than {MOST_PAIRS:,}; split the table")
    apart = (left[a] != left[b]) & there[a] & there[b]
    pair, both = np.divmod(np.flatnonzero(apart[:, p] & apart[:, q]), len(p))
    i, j, p, q = a[pair], b[pair], p[both], q[both]
    m = s.shape[1]
    leans = s.take(i * m + p) * s.take(j * m + q) >= s.take(j * m + p) * s.take(i * m + q)
    return i, j, np.where(leans, p, q), np.where(leans, q, p)
