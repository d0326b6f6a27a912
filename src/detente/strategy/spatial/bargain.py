"""What is offered and what is accepted: bargains between two actors, and each actor's choice among those it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.strategy.spatial.contest import contests
from detente.strategy.spatial.election import Outlook, Table, bent, elect, estimated, values
from detente.strategy.spatial.rules import Rules

LEAST_GAIN = 1e-5
"""Gain from which a challenge is made."""
LEAST_WEIGHT = 1e-6


class Bargain(NamedTuple):
    """Two actors and where each would move, ``(K,)``; the same actor twice for leaving things as they are."""

    initiator: int
    receiver: int
    first: np.ndarray
    second: np.ndarray


class Target(NamedTuple):
    """Whom an actor challenges, the chance it gives itself, and what it expects to gain."""

    actor: int
    other: int
    chance: float
    gain: float


def targets(table: Table, seen: Outlook, rules: Rules) -> tuple[Target, ...]:
    """Return the best challenge of every actor that has one."""
    found: list[Target] = []
    for actor in range(len(table.capability)):
        contest = contests(table, estimated(seen, actor, rules), actor, rules)
        other = int(contest.gain.round(12).argmax())
        if contest.gain[other] > LEAST_GAIN:
            found.append(Target(actor, other, float(contest.chance[other]), float(contest.gain[other])))
    return tuple(found)


def offered(table: Table, seen: Outlook, target: Target, rules: Rules) -> tuple[Bargain, ...]:
    """Return the bargains that come of a challenge."""
    pair = target.actor, target.other
    own = _between(table, pair, target.chance, rules)
    if rules.bargains == "initiator":
        return (own,)
    reply = contests(table, estimated(seen, target.other, rules), target.actor, rules).chance[target.other]
    other = _between(table, pair, float(reply), rules)
    if rules.bargains == "both":
        return own, other
    weight = (table.capability * table.care)[list(pair)]
    share = weight[0] / weight.sum()
    first, second = (share * a + (1.0 - share) * b for a, b in ((own.first, other.first), (own.second, other.second)))
    return (Bargain(*pair, first, second),)


def _between(table: Table, pair: tuple[int, int], chance: float, rules: Rules) -> Bargain:
    """Return where both would move, dimension by dimension, when the initiator wins with a chance."""
    (x, y), (s, z) = table.position[list(pair)], table.salience[list(pair)]
    if rules.interpolation == "s2pmax":
        mine, yours = _lead(s, z, max(0.0, 1.0 - 2.0 * chance)), _lead(z, s, max(0.0, 2.0 * chance - 1.0))
        first, second = x + mine * (y - x), y + yours * (x - y)
    else:
        power = 2 if rules.interpolation == "s2p2" else 1
        mine, yours = (s * chance) ** power, (z * (1.0 - chance)) ** power
        total = mine + yours + LEAST_WEIGHT
        first = ((mine + LEAST_WEIGHT) * x + yours * y) / total
        second = (mine * x + (yours + LEAST_WEIGHT) * y) / total
    if rules.decimals is not None:
        first, second = first.round(rules.decimals), second.round(rules.decimals)
    return Bargain(*pair, first, second)


def _lead(own: np.ndarray, other: np.ndarray, behind: float) -> np.ndarray:
    """Return the share of the way that an actor goes who is behind by a difference of chances."""
    pull = behind * other**2
    return pull / (pull + LEAST_WEIGHT + (1.0 - behind) * own**2)


def settled(
    table: Table, seen: Outlook, offers: Sequence[Bargain], rules: Rules, rng: np.random.Generator | None
) -> np.ndarray:  # fmt: skip
    """Return the positions ``(N, K)`` after every actor has taken one of the bargains that it is part of, or none.

    All vote on each actor's bargains, by their mean utility of all positions that would result; the likeliest is taken
    or, with `rng`, one is drawn.
    """
    moved = table.position.copy()
    worth = _worths(table, seen, offers)
    stay = seen.utility.mean(axis=1, keepdims=True)
    for actor in range(len(moved)):
        mine = [b for b, offer in enumerate(offers) if actor in (offer.initiator, offer.receiver)]
        if not mine:
            continue
        chance = elect(table.capability, np.hstack((stay, worth[:, mine])), rules)
        taken = int(chance.argmax() if rng is None else rng.choice(len(chance), p=chance))
        if taken:
            offer = offers[mine[taken - 1]]
            moved[actor] = offer.first if actor == offer.initiator else offer.second
    return moved


def _worths(table: Table, seen: Outlook, offers: Sequence[Bargain]) -> np.ndarray:
    """Return every actor's mean utility of all positions after each bargain, ``(N, B)``."""
    if not offers:
        return np.zeros((len(table.capability), 0))
    ends = np.concatenate([[offer.first, offer.second] for offer in offers])
    new = bent(values(table, ends), seen.risk[:, None])
    new = new[:, ::2] + new[:, 1::2]
    old = seen.utility[:, [o.initiator for o in offers]] + seen.utility[:, [o.receiver for o in offers]]
    return (seen.utility.sum(axis=1, keepdims=True) - old + new) / len(table.capability)
