"""Wild cards: what each does to the outlook once it has happened, and what all of them together do on average.

A wild card that happens is taken to have happened on the as-of date, and works through its declared changes alone. All
variants of the case share their draws, so that effects are paired. The average is the law of total expectation,
``E[y] = sum over combinations c of P(c) E[y | c]``: exact over the combinations where these are few, sampled beyond.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.levers import CannotChange
from detente.case.nouns import Case
from detente.case.wild_cards import WildCard
from detente.ensemble.draws import Streams
from detente.ensemble.setting import Drawing, Progress, silent
from detente.scenarios.change import apply
from detente.scenarios.mean import Mean, mean_of
from detente.scenarios.outlook import Outlook, outlook
from detente.scenarios.side_by_side import side_by_side

MOST_COMBINATIONS = 1_024
SAMPLED = 64
"""Combinations that are drawn where there are more than `MOST_COMBINATIONS`."""
DAYS_PER_YEAR = 365.25
SHARE, RATE = (0.0, 1.0), (0.0, 365.0)
NO_CARDS = "the case has no wild cards; add `wild_cards`, each with its changes and a probability or a rate"

Combination = frozenset[str]
NONE: Combination = frozenset()


@dataclass(frozen=True, slots=True)
class CardRow:
    """One wild card: its probability by the horizon, and per result what it comes to given that it happens alone.

    `effect` is what it adds to the case without any wild card, paired; `average` the same times its probability.
    """

    id: str
    name: str
    kind: str
    probability: Mean
    given: Mapping[str, Mean]
    effect: Mapping[str, Mean]
    average: Mapping[str, Mean]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values."""
        parts = {name: _means(getattr(self, name)) for name in ("given", "effect", "average")}
        return {"id": self.id, "name": self.name, "kind": self.kind, "probability": self.probability.to_dict(), **parts}


@dataclass(frozen=True, slots=True)
class WildCards:
    """All wild cards of a case.

    Parameters
    ----------
    without, expected, shift
        Per result: without any, averaged over all of them, and the paired difference.
    combinations, exact
        How many combinations there are, and whether all were judged.
    """

    cards: tuple[CardRow, ...]
    without: Mapping[str, Mean]
    expected: Mapping[str, Mean]
    shift: Mapping[str, Mean]
    combinations: int
    exact: bool

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        parts = {name: _means(getattr(self, name)) for name in ("without", "expected", "shift")}
        told = {"combinations": self.combinations, "exact": self.exact}
        return {"cards": [row.to_dict() for row in self.cards], **parts, **told}


def _means(held: Mapping[str, Mean]) -> dict[str, Any]:
    return {name: mean.to_dict() for name, mean in held.items()}


@dataclass(frozen=True, slots=True)
class Worlds:
    """The outlook under each combination of wild cards, and its probability in every draw, ``(D,)``.

    `combinations` is how many there are, `exact` whether all were judged.
    """

    case: Case
    chance: Mapping[str, np.ndarray]
    outlooks: Mapping[Combination, Outlook]
    weight: Mapping[Combination, np.ndarray]
    combinations: int
    exact: bool

    @property
    def base(self) -> Outlook:
        """Return the outlook without any wild card."""
        return self.outlooks[NONE]


def worlds(
    case: Case, drawing: Drawing, progress: Progress | None = None, *, most: int | None = None
) -> Worlds:  # fmt: skip
    """Judge a case without wild cards, with each alone, and under their combinations, on common draws.

    More combinations than `most` (1,024 by default) are sampled.

    Raises
    ------
    Unanswerable
        When wild cards that may happen together change the case to what it cannot be.
    """
    chance = chances(case, drawing)
    count = prod(len(group) + 1 for group in groups(case.wild_cards))
    exact = count <= (MOST_COMBINATIONS if most is None else most)
    weight = weights(case, chance) if exact else _sampled(case, chance, drawing)
    asked = dict.fromkeys([NONE, *(frozenset({card.id}) for card in case.wild_cards), *weight])
    told = progress or silent
    found = side_by_side(
        lambda own, how, heard: outlook(changed(case, own), how, heard),
        asked,
        drawing,
        lambda done: told("worlds", done, len(asked)),
    )
    held = dict(zip(asked, found, strict=True))
    return Worlds(case, chance, held, weight, count, exact)


def changed(case: Case, combination: Combination) -> Case:
    """Return the case in which some of its wild cards have happened, in the order of the file."""
    happened = [card for card in case.wild_cards if card.id in combination]
    try:
        return apply(case, [change for card in happened for change in card.changes])
    except CannotChange as error:
        names = " and ".join(card.id for card in happened)
        raise Unanswerable(f"the wild cards {names} cannot happen together: {error}") from error


def chances(case: Case, drawing: Drawing) -> dict[str, np.ndarray]:
    """Return the probability of each wild card by the horizon in every draw, ``(D,)``."""
    streams, years = Streams(case, drawing.draws, drawing.seed), (case.horizon - case.as_of).days / DAYS_PER_YEAR
    found: dict[str, np.ndarray] = {}
    for card in case.wild_cards:
        if card.rate is not None:
            rate = streams.values(card.rate, f"wild_cards.{card.id}.rate", RATE)
            found[card.id] = -np.expm1(-rate * years)
        elif card.probability is not None:
            found[card.id] = streams.values(card.probability, f"wild_cards.{card.id}.probability", SHARE)
    return found


def groups(cards: Sequence[WildCard]) -> list[list[str]]:
    """Return the wild cards in groups of which at most one happens; one that is independent is a group of its own."""
    held: dict[str, list[str]] = {}
    for card in cards:
        held.setdefault(f"={card.exclusive}" if card.exclusive else card.id, []).append(card.id)
    return list(held.values())


def weights(case: Case, chance: Mapping[str, np.ndarray]) -> dict[Combination, np.ndarray]:
    """Return every combination that can happen with its probability in every draw; they sum to 1 in each.

    Groups are independent; within one the chances are exclusive and add up. Where they add to more than 1 in a draw,
    they are scaled to 1.
    """
    if not case.wild_cards:
        return {NONE: np.ones(1)}
    told = [list(_of_group(group, chance)) for group in groups(case.wild_cards)]
    return {
        frozenset(card for card, _ in parts if card): np.asarray(prod(p for _, p in parts)) for parts in product(*told)
    }


def _of_group(group: Sequence[str], chance: Mapping[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what a group comes to, "" for nothing, with its probability in every draw."""
    total = np.sum([chance[card] for card in group], axis=0)
    scale = np.maximum(total, 1.0)
    yield "", np.maximum(1.0 - total, 0.0)
    for card in group:
        yield card, chance[card] / scale


def _sampled(case: Case, chance: Mapping[str, np.ndarray], drawing: Drawing) -> dict[Combination, np.ndarray]:
    """Return drawn combinations, each with the share of the sample that it is."""
    rng = Streams(case, drawing.draws, drawing.seed).generator("wild_cards.combinations")
    found: dict[Combination, int] = {}
    for _ in range(SAMPLED):
        draw = int(rng.integers(drawing.draws))
        happened: set[str] = set()
        for group in groups(case.wild_cards):
            names, odds = zip(*((card, p[draw]) for card, p in _of_group(group, chance)), strict=True)
            happened.add(names[rng.choice(len(names), p=np.array(odds) / sum(odds))])
        key = frozenset(happened - {""})
        found[key] = found.get(key, 0) + 1
    return {key: np.full(drawing.draws, count / SAMPLED) for key, count in found.items()}


def wild_cards(held: Worlds) -> WildCards:
    """Return the effect of each wild card alone, and the average over all of them.

    Raises
    ------
    Unanswerable
        When the case has none.
    """
    if not held.case.wild_cards:
        raise Unanswerable(NO_CARDS)
    names = list(held.base.values)
    without = {name: held.base.values[name] for name in names}
    expected = {name: _average(held, name) for name in names}
    return WildCards(
        cards=tuple(_card(held, card) for card in held.case.wild_cards),
        without={name: mean_of(without[name]) for name in names},
        expected={name: _error(held, name, expected[name], without=False) for name in names},
        shift={name: _error(held, name, expected[name] - without[name], without=True) for name in names},
        combinations=held.combinations,
        exact=held.exact,
    )


def _average(held: Worlds, name: str) -> np.ndarray:
    return np.sum([p * held.outlooks[key].values[name] for key, p in held.weight.items()], axis=0)


def _error(held: Worlds, name: str, by_draw: np.ndarray, *, without: bool) -> Mean:
    """Return a mean with its error; a sample of combinations adds its own, from the spread of their means."""
    found = mean_of(by_draw)
    if held.exact:
        return found
    means = {key: float(held.outlooks[key].values[name].mean()) for key in held.weight}
    less = float(held.base.values[name].mean()) if without else 0.0
    spread = sum(float(p[0]) * (means[key] - less - found.value) ** 2 for key, p in held.weight.items())
    return Mean(found.value, float(np.hypot(found.se, np.sqrt(spread / SAMPLED))))


def _card(held: Worlds, card: WildCard) -> CardRow:
    alone, base = held.outlooks[frozenset({card.id})].values, held.base.values
    effect = {name: alone[name] - base[name] for name in base}
    chance = held.chance[card.id]
    return CardRow(
        id=card.id,
        name=card.name,
        kind=card.kind,
        probability=mean_of(chance),
        given={name: mean_of(values) for name, values in alone.items()},
        effect={name: mean_of(values) for name, values in effect.items()},
        average={name: mean_of(chance * values) for name, values in effect.items()},
    )
