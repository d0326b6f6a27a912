"""Turns of the spatial model: challenges, bargains, new positions, until hardly anybody moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.fault import TooLarge
from detente.strategy.spatial.bargain import Target, offered, settled, targets
from detente.strategy.spatial.election import Outlook, Table, outlook
from detente.strategy.spatial.rules import Rules

MOST_ACTORS, MOST_DIMENSIONS = 300, 100


@dataclass(frozen=True, slots=True)
class Turn:
    """Positions 0-100 at the start of a turn ``(N, K)``, how the actors see it, and whom they challenge."""

    positions: np.ndarray
    outlook: Outlook
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """The turns of a model, the positions that are held at last as its last, and how far the last move went.

    Parameters
    ----------
    fraction
        Movement of the last step as a share of the first; 0 where nobody ever moved.
    converged
        Whether the talks ended by hardly moving, not by the number of turns.
    """

    turns: tuple[Turn, ...]
    fraction: float
    converged: bool

    @property
    def steps(self) -> int:
        """How often the actors moved."""
        return len(self.turns) - 1


def play(
    position: np.ndarray,
    salience: np.ndarray,
    capability: np.ndarray,
    rules: Rules | None = None,
    *,
    rng: np.random.Generator | None = None,
) -> Played:  # fmt: skip
    """Play the spatial model.

    Parameters
    ----------
    position, salience
        0-100, ``(N, K)`` each; an actor's saliences sum to at most 100.
    capability
        ``(N,)``, of any unit.
    rng
        Draws the bargains that are taken, each by its chance; the likeliest is taken if not given.

    Raises
    ------
    ValueError
        When shapes differ, or a number is out of range.
    TooLarge
        When there are too many actors or dimensions.

    Examples
    --------
    >>> found = play(np.array([[0.0], [40.0], [100.0]]), np.full((3, 1), 50.0), np.array([1.0, 2.0, 1.0]))
    >>> found.turns[0].outlook.probability.argmax(), found.converged
    (np.int64(1), True)
    """
    rules = rules or Rules()
    table = _table(position, salience, capability)
    turns: list[Turn] = []
    first, fraction, converged = 0.0, 0.0, False
    while True:
        seen = outlook(table, rules)
        turns.append(Turn(table.position * 100.0, seen, targets(table, seen, rules)))
        if converged or len(turns) > rules.most_turns:
            return Played(tuple(turns), fraction, converged)
        offers = [offer for target in turns[-1].targets for offer in offered(table, seen, target, rules)]
        moved = settled(table, seen, offers, rules, rng)
        shift = float(np.sqrt(((moved - table.position) ** 2).sum(axis=1)).sum())
        if shift == 0.0:
            return Played(tuple(turns), 0.0, converged=True)
        first = first or shift
        fraction = shift / first
        converged = fraction < rules.stop
        table = Table(moved, table.salience, table.capability)


def _table(position: np.ndarray, salience: np.ndarray, capability: np.ndarray) -> Table:
    table = Table(
        *(np.asarray(a, dtype=float) / unit for a, unit in ((position, 100), (salience, 100), (capability, 1)))
    )
    if table.position.ndim != 2 or table.position.shape != table.salience.shape or not table.position.size:
        raise ValueError("position and salience need one number per actor and dimension")
    if table.capability.shape != table.position.shape[:1]:
        raise ValueError("capability needs one number per actor")
    if not all(np.isfinite(part).all() for part in (table.position, table.salience, table.capability)):
        raise ValueError("a position, salience or capability is no finite number")
    if table.position.min() < 0 or table.position.max() > 1:
        raise ValueError("a position is not between 0 and 100")
    if table.salience.min() < 0 or table.care.min() <= 0 or table.care.max() > 1 + 1e-9:
        raise ValueError("saliences are not negative, and those of an actor sum to more than 0 and at most 100")
    if table.capability.min() < 0 or table.capability.sum() <= 0:
        raise ValueError("capabilities are not negative, and somebody has some")
    if table.position.shape[0] > MOST_ACTORS or table.position.shape[1] > MOST_DIMENSIONS:
        raise TooLarge(f"at most {MOST_ACTORS} actors and {MOST_DIMENSIONS} dimensions are played")
    return table
