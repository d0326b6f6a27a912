"""What says whether talks close and a deal holds, drawn: rates, drifts, frailty, breach and guarantees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.durable import AS_THE_CLASS, Guarantee
from detente.case.nouns import Case
from detente.case.quantity import Quantity, utility_bounds
from detente.durability.course import Rates
from detente.durability.curves import curves, lasting_share
from detente.durability.fragility import bar_raised, steady_rate
from detente.durability.guarantees import Terms
from detente.durability.reference import reference_class
from detente.ensemble.draws import Streams

RATE, SHARE, FACTOR, DAYS = (0.0, 365.0), (0.0, 1.0), (0.01, 100.0), (0.0, 36_500.0)
"""Fields of these quantities, to which draws of a normal one are truncated."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row per draw, D in all; what a case does not say is None, or left out.

    Parameters
    ----------
    rates
        Of closing, collapse and escalation, a year; None without `timing`.
    drift
        Party -> ``(D,)`` points a year.
    frailty, discount
        ``(D,)``.
    broken
        Party -> ``(D,)``: what it has after a breakdown.
    breach
        Party -> what a breach is worth unanswered and answered, each ``(D,)``.
    promise
        Guarantee -> strength, detection and lag, each ``(D,)``.
    """

    rates: Rates | None
    drift: Mapping[str, np.ndarray]
    frailty: np.ndarray
    discount: np.ndarray | None
    broken: Mapping[str, np.ndarray]
    breach: Mapping[str, tuple[np.ndarray, np.ndarray]]
    promise: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]]

    def terms(self, party: str, against: tuple[Guarantee, ...]) -> Terms | None:
        """Return what a party weighs before a breach that these guarantees answer; None where the case does not say."""
        if party not in self.breach or self.discount is None:
            return None
        nothing = np.zeros((0, self.frailty.size))
        held = [self.promise[row.id] for row in against]
        strength, detection, lag = (np.vstack([nothing, *(row[k] for row in held)]).T for k in range(3))
        unanswered, answered = self.breach[party]
        return Terms(strength, detection, lag, unanswered, answered, self.discount)


Reader = Callable[[Quantity, str, tuple[float, float]], np.ndarray]
"""What stands for a quantity, given its path and the bounds of its field, ``(D,)``."""


def drawn(case: Case, *, draws: int, seed: int) -> Drawn:
    """Draw what the sections `timing`, `durability` and `guarantees` of a case leave uncertain."""
    streams = Streams(case, draws, seed)
    return _read(case, streams.values)


def central(case: Case) -> Drawn:
    """Return the same with every Quantity at mid, as one draw."""
    return _read(case, lambda quantity, path, bounds: np.array([quantity.mid]))


def _read(case: Case, of: Reader) -> Drawn:
    points = utility_bounds(case.scale)
    held, time = case.durability, case.timing
    rates = time and Rates(
        *(of(getattr(time, name), f"timing.{name}", RATE) for name in ("closing", "collapse", "escalation"))
    )
    return Drawn(
        rates=rates,
        drift={p: of(q, f"timing.drift.{p}", (-np.inf, np.inf)) for p, q in time.drift.items()} if time else {},
        frailty=of(held.frailty if held else AS_THE_CLASS, "durability.frailty", FACTOR),
        discount=of(held.discount, "durability.discount", FACTOR) if held and held.discount else None,
        broken={p: of(q, f"durability.broken.{p}", points) for p, q in held.broken.items()} if held else {},
        breach={
            row.party: (
                of(row.unanswered, f"durability.breach.{row.party}.unanswered", points),
                of(row.answered, f"durability.breach.{row.party}.answered", points),
            )
            for row in (held.breach if held else ())
        },
        promise={
            row.id: (
                of(row.strength, f"guarantees.{row.id}.strength", SHARE),
                of(row.detection, f"guarantees.{row.id}.detection", SHARE),
                of(row.lag, f"guarantees.{row.id}.lag", DAYS),
            )
            for row in case.guarantees
        },
    )


def survival(case: Case, given: Drawn, months: np.ndarray) -> np.ndarray:
    """Return the share of deals still standing after some months, ``(D, T)``; 1 where the case names no class."""
    if case.durability is None:
        return np.ones((given.frailty.size, months.size))
    curve = curves(reference_class(case.durability.reference_class))[0]
    return curve.at(months[None, :] / 12.0, given.frailty[:, None])


def bars(case: Case, given: Drawn, parties: tuple[str, ...], no_deal: np.ndarray) -> np.ndarray:
    """Return by how many points expected breakdown raises each party's bar for signing, ``(D, P)``.

    `no_deal` ``(D, P)`` of the `parties`. 0 where the case does not say what a broken deal leaves, or at what rate
    later things count less (methods, step 3: fragility raises the bar).
    """
    raised = np.zeros(no_deal.shape)
    if case.durability is None or given.discount is None:
        return raised
    curve = curves(reference_class(case.durability.reference_class))[0]
    rate = steady_rate(lasting_share(curve, given.discount, given.frailty), given.discount)
    for p, party in enumerate(parties):
        if party in given.broken and not np.isnan(no_deal[:, p]).any():
            raised[:, p] = bar_raised(no_deal[:, p], given.broken[party], rate, given.discount)
    return raised
