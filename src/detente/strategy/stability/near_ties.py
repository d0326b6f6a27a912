"""Verdicts that a small error of one payoff would turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.strategy.stability.judge import CONCEPTS, Stability, stable


@dataclass(frozen=True, slots=True)
class NearTie:
    """Two states that a party values nearly alike, whose order decides verdicts.

    `turned` lists concept, party and state of each verdict that changes when one of the two payoffs comes to lie at,
    just above or just below the other, all else as it is.
    """

    party: int
    better: int
    worse: int
    margin: float
    turned: tuple[tuple[str, int, int], ...]


def near_ties(found: Stability, payoffs: np.ndarray, margin: np.ndarray, *, most: int = 200) -> tuple[NearTie, ...]:
    """Return the pairs of states within a party's margin whose order decides a verdict, the nearest first.

    Parameters
    ----------
    payoffs
        ``(P, S)``, those of the first draw.
    margin
        Per party ``(P,)`` the error of a payoff up to which its order is doubted; 0 doubts nothing, not even ties.
    most
        Pairs that are tried; a longer list is cut after the nearest.
    """
    tried = sorted(_pairs(payoffs, margin), key=lambda pair: pair[3])[:most]
    rows = [NearTie(p, a, b, gap, _turned(found, p, a, b)) for p, a, b, gap in tried]
    return tuple(row for row in rows if row.turned)


def _pairs(payoffs: np.ndarray, margin: np.ndarray) -> list[tuple[int, int, int, float]]:
    """Return party, better, worse and gap of the pairs of states within a party's margin."""
    rows: list[tuple[int, int, int, float]] = []
    for p in np.flatnonzero(margin > 0):
        order = np.argsort(-payoffs[p], kind="stable")
        ranked = payoffs[p, order]
        for k in range(order.size):
            end = int(np.searchsorted(-ranked, margin[p] - ranked[k], side="right"))
            rows += [(int(p), int(order[k]), int(order[n]), float(ranked[k] - ranked[n])) for n in range(k + 1, end)]
    return rows


def _turned(found: Stability, party: int, a: int, b: int) -> tuple[tuple[str, int, int], ...]:
    """Return the verdicts that change when one of two states moves to the other's place, or just beside it."""
    trials = np.repeat(2 * found.level[:1].astype(np.int64), 6, axis=0)
    for n, (moved, fixed) in enumerate(((a, b), (b, a))):
        trials[3 * n : 3 * n + 3, party, moved] = 2 * found.level[0, party, fixed] + np.array([-1, 0, 1])
    changed = (stable(found.graph, trials, sanction=found.sanction).stable != found.stable[0]).any(axis=0)
    return tuple((CONCEPTS[c], int(p), int(s)) for c, p, s in zip(*np.nonzero(changed), strict=True))
