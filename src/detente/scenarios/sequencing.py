"""Orders of phases: who is exposed on the way, who would stop, who would still sign, and how long it takes.

What a party has after some phases depends on which are done, not on their order, so that each set of phases is judged
once (`durability.exposure`). In an order the deal may end after every phase: a party that has more by stopping there
than by what would follow stops. What would follow is found from the last phase back, as every party foresees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.durable import Phase
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.durability.exposure import NEARLY, SIGNATURE, reached_by
from detente.scenarios.mean import Mean, mean_of
from detente.settlement.frame import valued_parties
from detente.settlement.inputs import Inputs

MOST_ORDERS, MOST_PHASES = 5_000, 16
SHOWN = 20
"""Orders with the least exposure that are returned at most; `ties` counts them all."""
NO_PHASES = "the case has no phases; add durability.phases to compare orders of them"


@dataclass(frozen=True, slots=True)
class Deal:
    """What is carried out: a full settlement of a case as known, with the inputs and no-deal values of its draws."""

    case: Case
    inputs: Inputs
    no_deal: np.ndarray
    settlement: Mapping[str, str]


Done = frozenset[str]


class Standing:
    """The surplus of every party with a no-deal value after each set of phases, judged once each."""

    def __init__(self, deal: Deal) -> None:
        self._rows = np.flatnonzero(valued_parties(deal.case))
        self._reached = reached_by(deal.case, deal.inputs, deal.no_deal, deal.settlement)
        self._held: dict[Done, np.ndarray] = {}
        self.parties = tuple(deal.case.parties[p].id for p in self._rows)
        self.required = np.array([deal.case.parties[p].required for p in self._rows])

    def after(self, done: Done) -> np.ndarray:
        """Return ``(D, parties)`` points above the no-deal value should nothing follow these phases."""
        if done not in self._held:
            self._held[done] = self._reached(done)[:, self._rows]
        return self._held[done]

    def along(self, order: Sequence[str]) -> list[np.ndarray]:
        """Return the same at the signature and after each phase of an order."""
        return [self.after(frozenset(order[:k])) for k in range(len(order) + 1)]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order judged over the draws.

    Parameters
    ----------
    worst
        Mean over draws of the deepest exposure on the way: points of the worst-off party in its worst phase below its
        no-deal value, 0 where nobody is exposed.
    lasting
        The same summed over the way: points of the worst-off party at each stage, times the months until the next
        phase is done (at mid); None where a phase does not say how long it takes.
    where
        Phase -> party -> share of draws in which it is below its no-deal value should nothing follow.
    stopped, ends
        Share of draws in which somebody stops before the last phase, and phase -> share in which the deal ends with it.
    signed
        Share of draws in which every required party with a no-deal value has at least that where the deal would end.
    months
        Low, mid and high of the time to the last phase; None where a phase does not say.
    """

    id: str
    name: str
    phases: tuple[str, ...]
    worst: Mean
    lasting: Mean | None
    where: Mapping[str, Mapping[str, float]]
    stopped: Mean
    ends: Mapping[str, float]
    signed: Mean
    months: tuple[float, float, float] | None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values."""
        means: dict[str, Any] = {name: getattr(self, name).to_dict() for name in ("worst", "stopped", "signed")}
        means |= {"lasting": None if self.lasting is None else self.lasting.to_dict()}
        plain = {"id": self.id, "name": self.name, "phases": list(self.phases), "where": self.where, "ends": self.ends}
        return {**plain, **means, "months": None if self.months is None else list(self.months)}


@dataclass(frozen=True, slots=True)
class Sequencing:
    """Orders compared.

    Parameters
    ----------
    declared
        The orders that the case names; without one, the order of its file.
    possible
        How many orders the phases allow; None: too many to count.
    least, ties
        The orders with the least `worst` of all that are possible, the first `SHOWN` of `ties`; none where they are
        more than `MOST_ORDERS`.
    at_once
        Share of draws in which every required party with a no-deal value would sign were all done at once.
    differs
        Share of draws in which the declared orders do not agree on whether all sign.
    """

    declared: tuple[OrderRow, ...]
    possible: int | None
    least: tuple[OrderRow, ...]
    ties: int
    at_once: float
    differs: float

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain values."""
        return {
            "declared": [row.to_dict() for row in self.declared],
            "possible": self.possible,
            "least": [row.to_dict() for row in self.least],
            "ties": self.ties,
            "at_once": self.at_once,
            "differs": self.differs,
        }


def sequencing(deal: Deal) -> Sequencing:
    """Compare the declared orders of the phases of a deal, and all that are possible where they are few.

    Raises
    ------
    Unanswerable
        When the case has no phases.
    """
    held = deal.case.durability
    if held is None or not held.phases:
        raise Unanswerable(NO_PHASES)
    stand = Standing(deal)
    named = [(row.id, row.name, row.phases) for row in held.orders]
    asked = named or [("file", "In the order of the file", next(orders(held.phases)))]
    count = count_orders(held.phases)
    least = _least(stand, held.phases) if count is not None and count <= MOST_ORDERS else []
    agree = np.array([signs(stand.along(order), stand.required) for _, _, order in asked])
    whole = stand.after(frozenset(row.id for row in held.phases))[:, stand.required]
    return Sequencing(
        declared=tuple(_row(stand, held.phases, *row) for row in asked),
        possible=count,
        least=tuple(_row(stand, held.phases, "-".join(o), " - ".join(o), o) for o in least[:SHOWN]),
        ties=len(least),
        at_once=float((whole >= -NEARLY).all(axis=1).mean()),
        differs=float((agree != agree[0]).any(axis=0).mean()),
    )


def orders(phases: Sequence[Phase]) -> Iterator[tuple[str, ...]]:
    """Yield every order in which no phase comes before one that it waits for; the file's own order first, if it is one.

    Examples
    --------
    >>> [order for order in orders([Phase("a", "A", {}), Phase("b", "B", {}), Phase("c", "C", {}, after=("a",))])]
    [('a', 'b', 'c'), ('a', 'c', 'b'), ('b', 'a', 'c')]
    """
    if not phases:
        yield ()
        return
    left = {phase.id for phase in phases}
    for phase in phases:
        if left.isdisjoint(phase.after):
            for rest in orders([row for row in phases if row is not phase]):
                yield (phase.id, *rest)


def count_orders(phases: Sequence[Phase]) -> int | None:
    """Return how many orders there are, by the sets of phases that are done first; None above `MOST_PHASES` phases."""
    if len(phases) > MOST_PHASES:
        return None
    ways: dict[Done, int] = {frozenset(): 1}
    for _ in phases:
        longer: dict[Done, int] = {}
        for done, count in ways.items():
            for phase in phases:
                if phase.id not in done and done.issuperset(phase.after):
                    more = done | {phase.id}
                    longer[more] = longer.get(more, 0) + count
        ways = longer
    return sum(ways.values())


def ends(surplus: Sequence[np.ndarray]) -> np.ndarray:
    """Return after how many phases a deal ends in every draw, ``(D,)``, when each party may stop it after any.

    By backward induction: after phase k the deal ends if some party then has more than where it would end otherwise.
    """
    last = len(surplus) - 1
    end, held = np.full(len(surplus[0]), last), surplus[last].copy()
    for k in range(last - 1, -1, -1):
        stops = (surplus[k] > held + NEARLY).any(axis=1)
        end[stops], held[stops] = k, surplus[k][stops]
    return end


def signs(surplus: Sequence[np.ndarray], required: np.ndarray) -> np.ndarray:
    """Return the draws in which no required party would have less than its no-deal value where the deal would end."""
    end = ends(surplus)
    reached = np.stack(surplus)[end, np.arange(len(end))]
    return np.asarray((reached[:, required] >= -NEARLY).all(axis=1))


def depths(surplus: Sequence[np.ndarray]) -> np.ndarray:
    """Return the exposure at each stage before the last phase, ``(D, phases)``: points of the worst-off party."""
    return np.maximum(-np.stack(surplus[:-1], axis=1).min(axis=2), 0.0)


def depth(surplus: Sequence[np.ndarray]) -> np.ndarray:
    """Return the deepest exposure on the way, ``(D,)``: points of the worst-off party below its no-deal value."""
    return np.asarray(depths(surplus).max(axis=1))


def _row(stand: Standing, phases: Sequence[Phase], key: str, name: str, order: Sequence[str]) -> OrderRow:
    surplus = stand.along(order)
    end, steps = ends(surplus), (SIGNATURE, *order)
    below = {step: (part < -NEARLY).mean(axis=0) for step, part in zip(steps, surplus, strict=True)}
    return OrderRow(
        id=key,
        name=name,
        phases=tuple(order),
        worst=mean_of(depth(surplus)),
        lasting=_lasting(phases, order, surplus),
        where={step: dict(zip(stand.parties, share.tolist(), strict=True)) for step, share in below.items()},
        stopped=mean_of(end < len(order)),
        ends={step: float((end == k).mean()) for k, step in enumerate(steps)},
        signed=mean_of(signs(surplus, stand.required)),
        months=_months(phases),
    )


def _months(phases: Sequence[Phase]) -> tuple[float, float, float] | None:
    """Return low, mid and high of all phases one after the other: the sum does not depend on the order."""
    told = [phase.months for phase in phases if phase.months is not None]
    if len(told) < len(phases):
        return None
    low, mid, high = (sum(getattr(months, end) for months in told) for end in ("low", "mid", "high"))
    return low, mid, high


def _lasting(phases: Sequence[Phase], order: Sequence[str], surplus: Sequence[np.ndarray]) -> Mean | None:
    months = {phase.id: phase.months.mid for phase in phases if phase.months is not None}
    if len(months) < len(phases):
        return None
    return mean_of(depths(surplus) @ np.array([months[step] for step in order]))


def _least(stand: Standing, phases: Sequence[Phase]) -> list[tuple[str, ...]]:
    """Return the orders whose mean deepest exposure is the least, all of them."""
    every = list(orders(phases))
    worst = np.array([depth(stand.along(order)).mean() for order in every])
    return [order for order, value in zip(every, worst, strict=True) if value <= worst.min() + NEARLY]
