"""Logit quantal response equilibria of small games in normal form (McKelvey & Palfrey 1995).

Player i takes action a with probability ``p_i(a) = exp(L v_i(a)) / sum_b exp(L v_i(b))``, where ``v_i(a)`` is its
expected payoff against the others' probabilities and L the precision, per unit of payoff. At L = 0 all actions are as
likely; the branch that starts there is followed, and in almost all games ends at one Nash equilibrium as L grows.

In the letters of the code: y are the logits of the actions against the first one of their player, F the distance of y
from ``L (v - v_first)``. The curve F(y, L) = 0 is followed by its length, with Euler steps and Newton corrections (the
way of Turocy 2005, "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence"), so
that it may turn back in L on its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.fault import TooLarge

MOST_PAYOFFS = 200_000
"""Numbers in the payoffs of a game that is followed."""
MOST_STEPS = 20_000
FIRST_STEP, LEAST_STEP, MOST_STEP = 0.05, 1e-9, 50.0
GROWTH, SHRINKAGE = 1.5, 0.5
NEWTONS, NEAR = 8, 1e-11
"""Corrections of a step before it is halved; how near to the curve they lead, relative to the size of the logits."""
TURN, ASIDE = 0.98, 0.2
"""Least cosine between the directions of two steps, and how far a correction may lead off a step, as a share of it."""
SPLIT = 1e-6
"""Step down to which a change of orientation is a jump to another branch; below it is a fork, and leads straight on.

A smooth curve keeps the sign of the determinant of its slopes with its tangent (Allgower & Georg 1990, from memory).
Forks belong to games in which players are alike: straight on, they stay alike.
"""


@dataclass(frozen=True, slots=True)
class Response:
    """A quantal response equilibrium.

    Parameters
    ----------
    precision
        L: how sharply players tell better from worse, per unit of payoff.
    chances
        Probability of every action, one array for each player.
    payoffs
        Expected payoff of every action against the chances of the others, as `chances`.
    """

    precision: float
    chances: tuple[np.ndarray, ...]
    payoffs: tuple[np.ndarray, ...]


class Lost(ArithmeticError):
    """The curve of equilibria could not be followed to the precision asked for."""


def respond(payoffs: np.ndarray, precision: float) -> Response:
    """Return the logit equilibrium of a game at a precision, on the branch that starts from chance.

    Parameters
    ----------
    payoffs
        ``(N, A_1, ..., A_N)``: payoff of each player where every player takes one of its actions.
    precision
        L, at least 0.

    Raises
    ------
    ValueError
        When the payoffs are no game, or a number is not finite, or the precision is negative.
    TooLarge
        When there are too many payoffs.
    Lost
        When the branch cannot be followed so far.

    Examples
    --------
    >>> pennies = np.array([[[9.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]])
    >>> [chance.round(3).tolist() for chance in respond(pennies, 0.0).chances]
    [[0.5, 0.5], [0.5, 0.5]]
    >>> [chance.round(3).tolist() for chance in respond(pennies, 1000.0).chances]
    [[0.501, 0.499], [0.1, 0.9]]
    """
    game = _game(payoffs)
    if not np.isfinite(precision) or precision < 0.0:
        raise ValueError(f"the precision {precision} is no number from 0")
    y = _follow(game, precision)
    chances = game.chances(y)
    again = [_softmax(precision * v) for v in game.values(chances)]
    if any(np.abs(p - q).max() > 1e-6 for p, q in zip(chances, again, strict=True)):
        raise Lost(f"what was found at precision {precision:g} is no equilibrium")
    return Response(precision, tuple(chances), tuple(game.values(chances)))


@dataclass(frozen=True, slots=True)
class _Game:
    payoffs: np.ndarray

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.payoffs.shape[1:]

    def chances(self, y: np.ndarray) -> list[np.ndarray]:
        """Return the chances of all actions from the logits against each player's first."""
        ends = np.cumsum([size - 1 for size in self.sizes])[:-1]
        return [_softmax(np.concatenate(([0.0], part))) for part in np.split(y, ends)]

    def values(self, chances: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return the expected payoff of every action of each player."""
        return [_against(self.payoffs[i], chances, (i,)) for i in range(len(self.sizes))]

    def miss(self, y: np.ndarray, precision: float) -> tuple[np.ndarray, np.ndarray]:
        """Return F(y, L), ``(K,)``, and its slopes by y and L, ``(K, K + 1)``."""
        chances = self.chances(y)
        gains = [v[1:] - v[0] for v in self.values(chances)]
        gain = np.concatenate(gains)
        slopes = np.hstack((np.eye(len(y)) - precision * self._bends(chances), -gain[:, None]))
        return y - precision * gain, slopes

    def _bends(self, chances: Sequence[np.ndarray]) -> np.ndarray:
        """Return how the gains of all actions over each player's first change with y, ``(K, K)``."""
        rows: list[np.ndarray] = []
        for i, size in enumerate(self.sizes):
            row: list[np.ndarray] = []
            for j, p in enumerate(chances):
                if i == j:
                    row.append(np.zeros((size - 1, size - 1)))
                    continue
                value = _against(self.payoffs[i], chances, (i, j))
                value = value if i < j else value.T
                spread = np.diag(p) - np.outer(p, p)
                row.append((value[1:] - value[0]) @ spread[:, 1:])
            rows.append(np.hstack(row))
        return np.vstack(rows)


def _against(payoff: np.ndarray, chances: Sequence[np.ndarray], kept: tuple[int, ...]) -> np.ndarray:
    """Return a payoff averaged over the actions of all players but those `kept`, in their order."""
    for k in reversed(range(len(chances))):
        if k not in kept:
            payoff = np.tensordot(payoff, chances[k], axes=(k, 0))
    return payoff


def _softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


def _game(payoffs: np.ndarray) -> _Game:
    held = np.asarray(payoffs, dtype=float)
    if held.ndim < 2 or held.shape[0] != held.ndim - 1 or 0 in held.shape:
        raise ValueError("payoffs have one axis for the players, and one for the actions of each of them")
    if not np.isfinite(held).all():
        raise ValueError("a payoff is no finite number")
    if held.size > MOST_PAYOFFS:
        raise TooLarge(f"{held.size:,} payoffs are more than {MOST_PAYOFFS:,}")
    return _Game(held)


def _follow(game: _Game, target: float) -> np.ndarray:
    """Return the logits where the branch from chance first reaches the precision asked for."""
    here = np.zeros(sum(size - 1 for size in game.sizes) + 1)
    if target == 0.0 or len(here) == 1:
        return here[:-1]
    along, side = _direction(game, here, np.eye(len(here))[-1])
    step = FIRST_STEP
    for _ in range(MOST_STEPS):
        ahead = here + step * along
        ended = ahead[-1] >= target
        if ended:
            ahead = here + (target - here[-1]) / along[-1] * along
        found = _corrected(game, ahead, along, target if ended else None)
        after, now = (along, 0.0) if found is None else _direction(game, found, along)
        near = found is not None and np.linalg.norm(found - ahead) <= ASIDE * np.linalg.norm(ahead - here)
        if found is None or not near or after @ along < TURN or (now != side and step > SPLIT):
            step *= SHRINKAGE
            if step < LEAST_STEP:
                break
            continue
        if ended:
            return found[:-1]
        here, along, side, step = found, after, now, min(step * GROWTH, MOST_STEP)
    raise Lost(f"the equilibria could be followed to precision {here[-1]:g}, not to {target:g}")


def _direction(game: _Game, here: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the unit tangent of the curve, on the side of the direction before, and its orientation, 1 or -1."""
    _, slopes = game.miss(here[:-1], here[-1])
    tangent = np.linalg.svd(slopes)[2][-1]
    tangent = tangent if tangent @ before >= 0.0 else -tangent
    return tangent, float(np.linalg.slogdet(np.vstack((slopes, tangent)))[0])


def _corrected(game: _Game, ahead: np.ndarray, along: np.ndarray, target: float | None) -> np.ndarray | None:
    """Return the point of the curve across from `ahead`, or at the precision `target`; None where none is near."""
    across = along if target is None else np.eye(len(ahead))[-1]
    point = ahead.copy()
    for _ in range(NEWTONS):
        miss, slopes = game.miss(point[:-1], point[-1])
        side = across @ (point - ahead)
        if max(np.abs(miss).max(), abs(side)) <= NEAR * max(1.0, np.abs(point).max()):
            return point
        try:
            point = point - np.linalg.solve(np.vstack((slopes, across)), np.append(miss, side))
        except np.linalg.LinAlgError:
            return None
    return None
