"""Rounds of the challenge model: every actor takes one offer, all move at once, and the challenges start again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.fault import TooLarge
from detente.kernels.averages import weighted_mean, weighted_median
from detente.strategy.challenge.expected import Stage, both_sides, risk_exponents
from detente.strategy.challenge.variant import Variant

CONFRONTATION, COMPROMISE, CAPITULATION = KINDS = ("confrontation", "compromise", "capitulation")
MOST_ACTORS, MOST_ROUNDS = 400, 200
TIE = 12
"""Decimals to which two offers are compared: nearer than that they tie, and the lower new position is taken."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer that an actor takes in a round.

    Parameters
    ----------
    actor, other
        Who moves, and because of whom; counted from 0.
    kind
        One of `KINDS`.
    own, theirs
        What the actor expects of challenging the other, and the other of challenging it, as the actor sees it.
    position
        Where it moves.
    """

    actor: int
    other: int
    kind: str
    own: float
    theirs: float
    position: float


@dataclass(frozen=True, slots=True)
class Round:
    """Positions at the start of a round, with their summary, and the offers that end it.

    Parameters
    ----------
    positions, risk_exponents
        ``(N,)`` each.
    median, mean
        Of the positions, weighted by capability x salience.
    """

    positions: np.ndarray
    median: float
    mean: float
    risk_exponents: np.ndarray
    offers: tuple[Offer, ...]


def challenge(
    capability: np.ndarray, position: np.ndarray, salience: np.ndarray, variant: Variant | None = None, rounds: int = 10
) -> tuple[Round, ...]:  # fmt: skip
    """Play the challenge model and return round 0, as it is given, and the rounds after it.

    Parameters
    ----------
    capability, position, salience
        ``(N,)`` each; salience is a share, positions have any unit.
    variant
        The reading of the paper; that of print if not given.
    rounds
        How often all move; fewer rounds come back when nobody moves any more.

    Raises
    ------
    ValueError
        When shapes differ, a number is not finite, a capability negative or a salience no share.
    TooLarge
        When there are too many actors or rounds.

    Examples
    --------
    >>> from detente.strategy.challenge.variant import VARIANTS
    >>> table = np.array([[0.5, 0.1, 0.4], [0.0, 50.0, 100.0], [0.9, 0.5, 0.4]])
    >>> [round(r.mean, 2) for r in challenge(*table, VARIANTS["printed"], rounds=2)]
    [28.03, 15.46, 13.82]
    """
    variant = variant or Variant()
    stage = _stage(capability, position, salience)
    if len(stage.position) > MOST_ACTORS or rounds > MOST_ROUNDS:
        raise TooLarge(f"at most {MOST_ACTORS} actors and {MOST_ROUNDS} rounds are played")
    played: list[Round] = []
    for _ in range(rounds):
        played.append(_round(stage, variant))
        if not played[-1].offers:
            return tuple(played)
        moved = stage.position.copy()
        for offer in played[-1].offers:
            moved[offer.actor] = offer.position
        stage = stage._replace(position=moved)
    return (*played, _round(stage, variant))


def _stage(capability: np.ndarray, position: np.ndarray, salience: np.ndarray) -> Stage:
    stage = Stage(*(np.asarray(values, dtype=float) for values in (capability, salience, position)))
    if len({values.shape for values in stage}) > 1 or stage.position.ndim != 1 or not stage.position.size:
        raise ValueError("capability, position and salience need one number for each of the same actors")
    if not all(np.isfinite(values).all() for values in stage):
        raise ValueError("a capability, position or salience is no finite number")
    if (stage.capability < 0).any() or (stage.salience < 0).any() or (stage.salience > 1).any():
        raise ValueError("a capability is negative, or a salience is not between 0 and 1")
    return stage


def _round(stage: Stage, variant: Variant) -> Round:
    weight = stage.capability * stage.salience
    exponent = risk_exponents(stage, variant)
    own, theirs = both_sides(stage, exponent, variant)
    return Round(
        stage.position,
        weighted_median(weight, stage.position),
        float(weighted_mean(weight, stage.position)),
        exponent,
        _taken(stage.position, own, theirs, variant),
    )


def _taken(position: np.ndarray, own: np.ndarray, theirs: np.ndarray, variant: Variant) -> tuple[Offer, ...]:
    """Return the offer that each actor takes who has one; ``own`` and ``theirs`` are ``(N, N)``."""
    kind = _kinds(own, theirs, variant)
    share = np.divide(-own, theirs, out=np.ones_like(own), where=kind == 1)
    step = (position[None, :] - position[:, None]) * share
    target = np.where(kind == 1, position[:, None] + step, position[None, :])
    move = np.abs(step)
    if variant.choice == "by_kind":
        first, second = kind, np.where(kind == 1, -theirs, move)
    else:
        first, second = np.where(kind < len(KINDS), 0, 1), move
    found: list[Offer] = []
    for i in range(len(position)):
        best = int(np.lexsort((target[i].round(TIE), second[i].round(TIE), first[i]))[0])
        if kind[i, best] < len(KINDS):
            gains = float(own[i, best]), float(theirs[i, best])
            found.append(Offer(i, best, KINDS[kind[i, best]], *gains, float(target[i, best])))
    return tuple(found)


def _kinds(own: np.ndarray, theirs: np.ndarray, variant: Variant) -> np.ndarray:
    """Return the place in `KINDS` of what i gets from j, or one past them where it is nothing, ``(N, N)``.

    At ``b = |a|`` compromise and capitulation are the same move; it counts as a compromise.
    """
    kind = np.full(own.shape, len(KINDS))
    apart = (own < 0) & (theirs > 0)
    if variant.capitulation == "printed":
        kind[apart & (theirs < -own)] = 2
    kind[apart & (theirs >= -own)] = 1
    kind[(own > 0) & (theirs > own)] = 0
    return kind
