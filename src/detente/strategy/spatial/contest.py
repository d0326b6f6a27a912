"""What a challenge is worth: who would side with whom, the chance to win, and the gain, as one actor sees it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.strategy.spatial.election import Table, votes
from detente.strategy.spatial.rules import Rules

LEAST = 1e-10
"""Strength of a principal who has nothing to lose."""


class Contest(NamedTuple):
    """Chance that an initiator wins against each actor, and what it expects to gain by the challenge; ``(N,)`` each."""

    chance: np.ndarray
    gain: np.ndarray


def contests(table: Table, utility: np.ndarray, initiator: int, rules: Rules) -> Contest:
    """Return what it is worth to an initiator to challenge each other, by utilities as someone sees them, ``(N, N)``.

    A third party joins the side of which it expects more, given what it adds itself; with half a commitment it takes
    the winner's position only if its own side loses. Utilities are sums over the positions of those involved.
    """
    weight = table.capability * table.care
    own = np.diagonal(utility)
    mine, theirs = utility[:, [initiator]], utility
    pro = LEAST + np.maximum(votes(weight[[initiator]], (own - utility)[[initiator]], rules.voting)[0], 0.0)
    con = LEAST + np.maximum(votes(weight, own - utility[:, initiator], rules.voting), 0.0)
    leans = votes(weight, mine - theirs, rules.voting)
    left, right = pro + np.maximum(leans, 0.0), con + np.maximum(-leans, 0.0)
    joined = _joining(left / (left + right), mine, theirs, own[:, None], rules.commitment)
    thirds = votes(weight, joined, rules.voting)
    thirds[initiator] = 0.0
    np.fill_diagonal(thirds, 0.0)
    pro, con = pro + np.maximum(thirds, 0.0).sum(axis=0), con + np.maximum(-thirds, 0.0).sum(axis=0)
    chance = pro / (pro + con)
    win, lose = utility[initiator, initiator], utility[initiator]
    fought = chance * win + (1.0 - chance) * lose
    gain = 2.0 * ((1.0 - table.care) * win + table.care * fought) - (win + lose)
    gain[initiator] = 0.0
    return Contest(chance, gain)


def _joining(chance: np.ndarray, mine: np.ndarray, theirs: np.ndarray, own: np.ndarray, commitment: str) -> np.ndarray:
    """Return how much more third parties expect with the initiator than with the other, ``(N, N)``."""
    if commitment != "semi":
        return np.zeros_like(chance)
    with_initiator = chance * (2.0 * mine + own) + (1.0 - chance) * 3.0 * theirs
    with_other = chance * 3.0 * mine + (1.0 - chance) * (2.0 * theirs + own)
    return with_initiator - with_other
