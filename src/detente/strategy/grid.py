"""An actor table as arrays, actors x issues: NaN where an actor does not stand, positions on 0-100 where asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from detente.case.actor_table import ActorTable
from detente.strategy.exchange.swaps import Positions


def arrays(table: ActorTable) -> Positions:
    """Return positions, saliences and capabilities as given, ``(N, M)``, NaN where an actor does not stand."""
    actors = {actor.name: i for i, actor in enumerate(table.actors)}
    issues = {issue.name: p for p, issue in enumerate(table.issues)}
    held = np.full((3, len(actors), len(issues)), np.nan)
    for row in table.stands:
        held[:, actors[row.actor], issues[row.issue]] = row.position, row.salience, row.capability
    return Positions(*held)


def scales(table: ActorTable, held: Positions) -> tuple[np.ndarray, np.ndarray]:
    """Return the low end and the length of every scale; of one without ends, those of the positions on it."""
    low = np.array([np.nan if issue.low is None else issue.low for issue in table.issues])
    high = np.array([np.nan if issue.high is None else issue.high for issue in table.issues])
    low = np.where(np.isnan(low), _nan_end(held.position, np.inf, np.min), low)
    high = np.where(np.isnan(high), _nan_end(held.position, -np.inf, np.max), high)
    return low, np.where(high > low, high - low, 1.0)


def _nan_end(position: np.ndarray, empty: float, end: Callable[..., Any]) -> np.ndarray:
    found = end(np.where(np.isnan(position), empty, position), axis=0)
    return np.where(np.isfinite(found), found, 0.0)


def on_hundred(table: ActorTable) -> tuple[Positions, np.ndarray, np.ndarray]:
    """Return the table with positions on 0-100, and the low ends and lengths of the scales."""
    held = arrays(table)
    low, length = scales(table, held)
    return replace(held, position=(held.position - low) / length * 100.0), low, length


def unit(held: Positions) -> float:
    """Return what a whole salience is in the table: 1 where none is above 1, else 100."""
    return 1.0 if np.nanmax(held.salience) <= 1.0 else 100.0


def named(table: ActorTable, values: np.ndarray) -> dict[str, float]:
    """Return the values of issues by name, without those that have none."""
    return {i.name: float(x) for i, x in zip(table.issues, values, strict=True) if not np.isnan(x)}
