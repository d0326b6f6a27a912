"""Exchanges carried out: the best first, until nobody gains by another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.strategy.exchange.swaps import TIE, Positions, Swaps, in_order, possible


@dataclass(frozen=True, slots=True)
class Realised:
    """What is left when every exchange is carried out that gains.

    Parameters
    ----------
    swaps
        The exchanges in the order in which they were carried out.
    outcome
        Compromise mean per issue before the first and after each of them, ``(E + 1, M)``.
    position
        Where the actors stand in the end, ``(N, M)``.
    others
        ``(E,)``: what all other actors gain or lose by each, in salience x points of the outcome.
    """

    swaps: Swaps
    outcome: np.ndarray
    position: np.ndarray
    others: np.ndarray


def realise(table: Positions, *, rng: np.random.Generator | None = None) -> Realised:
    """Carry out exchanges, the best first, and look again at who still gains after each.

    A position that was given is spent: no actor moves twice on one issue. Exchanges that gain the same are taken in the
    order of actors and issues or, with `rng`, drawn.

    Raises
    ------
    TooLarge
        As `swaps`.
    """
    free = np.ones(table.position.shape, dtype=bool)
    done: list[Swaps] = []
    outcomes, others = [table.outcome], list[float]()
    while (best := _best(possible(table, free), rng)) is not None:
        actors, issues = best.actors[0], best.issues[0]
        moved = table.position.copy()
        moved[actors, issues] = best.to[0]
        free[actors, issues] = False
        table = replace(table, position=moved)
        outcomes.append(table.outcome)
        others.append(_external(table, outcomes[-2], outcomes[-1], actors))
        done.append(best)
    return Realised(_joined(done), np.array(outcomes), table.position, np.array(others))


def _best(found: Swaps, rng: np.random.Generator | None) -> Swaps | None:
    """Return the exchange that is carried out next, if any gains."""
    gain = found.gain.round(TIE)
    top = gain.max(initial=0.0)
    if top <= 0.0:
        return None
    tied = found.take(np.flatnonzero(gain == top))
    tied = tied.take(in_order(tied))
    at = 0 if rng is None else int(rng.integers(len(tied.gain)))
    return tied.take(np.array([at]))


def _joined(done: list[Swaps]) -> Swaps:
    none = np.zeros((0, 2), dtype=np.int64)
    if not done:
        return Swaps(none, none, none.astype(float), none.astype(float), np.zeros(0), np.zeros(0, dtype=bool))
    return Swaps(
        np.concatenate([s.actors for s in done]), np.concatenate([s.issues for s in done]),
        np.concatenate([s.start for s in done]), np.concatenate([s.to for s in done]),
        np.concatenate([s.gain for s in done]), np.concatenate([s.cut for s in done]),
    )  # fmt: skip


def _external(table: Positions, before: np.ndarray, after: np.ndarray, actors: np.ndarray) -> float:
    """Return what those who do not take part gain by a shift of the outcomes."""
    apart = np.abs(table.position - before) - np.abs(table.position - after)
    gains = np.nan_to_num(table.salience * apart).sum(axis=1)
    gains[actors] = 0.0
    return float(gains.sum())
