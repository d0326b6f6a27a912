"""The nouns of wider futures: axes of a two by two, strategies, a morphological box, and the ties of an alliance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from detente.case.levers import Change, Lever
from detente.case.marking import Marked
from detente.case.wild_cards import WildCard

ANSWERS = ("zone", "zone_full", "signed", "ratified", "in_force", "lasting")
"""Answers of a run that strategies can be held against; `utility.PARTY` is one too."""
UTILITY = "utility."
FRIENDS, FOES = SIGNS = ("friends", "foes")
MOST_STRATEGIES, MOST_CONFIGURATIONS, MOST_BLOCS = 12, 1_000_000, 20
"""Strategies of a table, configurations of a box, and blocs of which every division is looked at."""


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of an axis: what it changes in the case, and which wild cards have happened there."""

    id: str
    name: str
    changes: tuple[Change, ...] = ()
    wild_cards: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the two by two; it has two poles."""

    id: str
    name: str
    poles: tuple[Pole, ...]
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Strategy:
    """A named policy: levers that are pulled in full, then changes of its own; with neither, all stays as it is."""

    id: str
    name: str
    levers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a morphological box; `states` maps id to name."""

    id: str
    name: str
    states: Mapping[str, str]
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Apart:
    """Two states, of two factors, that cannot be together."""

    states: Mapping[str, str]
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class MorphologicalFactors:
    """A morphological box as a case file holds it."""

    factors: tuple[Factor, ...]
    exclude: tuple[Apart, ...] = ()

    @property
    def configurations(self) -> int:
        """Number of configurations without any exclusion: one state of each factor."""
        return prod(len(factor.states) for factor in self.factors)

    @property
    def pairs(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """Excluded pairs as (factor, state) by index, the earlier factor first."""
        at = {factor.id: f for f, factor in enumerate(self.factors)}
        found = (
            sorted((at[key], list(self.factors[at[key]].states).index(state)) for key, state in row.states.items())
            for row in self.exclude
        )
        return tuple((one, other) for one, other in found)


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of two blocs, `friends` or `foes`."""

    between: tuple[str, str]
    sign: str
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Alliances:
    """Signed ties between blocs; `blocs` maps id to name."""

    blocs: Mapping[str, str]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Futures(Marked):
    """Wider futures of a case.

    Parameters
    ----------
    payoffs
        Answers that strategies are held against, more being better: one of `ANSWERS`, or ``utility.PARTY``.
    axes
        None, or the two of the two by two.
    """

    payoffs: tuple[str, ...] = ("zone",)
    axes: tuple[Axis, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    box: MorphologicalFactors | None = None
    alliances: Alliances | None = None
    note: str = ""

    def worlds(self) -> Iterator[tuple[Pole, ...]]:
        """Yield the worlds: a pole of each axis, in the order of the file."""
        return product(*(axis.poles for axis in self.axes))


def cards_in(world: Sequence[Pole], cards: Sequence[WildCard]) -> tuple[WildCard, ...]:
    """Return the wild cards that have happened in a world, each once, in the order of the file."""
    named = {card for pole in world for card in pole.wild_cards}
    return tuple(card for card in cards if card.id in named)


def changes_in(world: Sequence[Pole], cards: Sequence[WildCard]) -> tuple[Change, ...]:
    """Return what a world changes: its wild cards first, then its poles, in the order of the file."""
    happened = (change for card in cards_in(world, cards) for change in card.changes)
    return (*happened, *(change for pole in world for change in pole.changes))


def changes_by(strategy: Strategy, levers: Sequence[Lever]) -> tuple[Change, ...]:
    """Return what a strategy changes: its levers in full, in the order in which it names them, then its own changes."""
    held = {lever.id: lever for lever in levers}
    return (*(change for key in strategy.levers for change in held[key].changes), *strategy.changes)
