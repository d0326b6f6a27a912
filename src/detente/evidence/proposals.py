"""What claims say about inputs: a proposed change of each, which enters only when somebody accepts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from detente.case.evidence import Claim
from detente.case.levers import SET, Change
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.places import Place, places
from detente.case.quantity import Quantity, exactly
from detente.evidence.grades import grade_of, reliability
from detente.evidence.origins import origins


@dataclass(frozen=True, slots=True)
class Proposal:
    """A moved input.

    Parameters
    ----------
    change
        ``set`` to the moved value; `accept` makes it.
    before
        What the case holds.
    weights
        Claim -> its share in the moved value; what is left is the share of the value held.
    """

    change: Change
    before: Quantity
    after: Quantity
    weights: dict[str, float]


def proposals(case: Case) -> tuple[Proposal, ...]:
    """Return a proposal for every input that claims speak of, one origin counting once.

    The claims on an input and the value held are mixed: a claim's odds are ``r / (1 - r)`` of its source's
    reliability, those of the value held 1, so that a lone claim gets the share r and the order does not matter. The
    middle is their weighted mean; half-widths add as the spread of a mixture does, ``w^2 = mean of (w_k^2 + (m_k -
    m)^2)``, so that disagreement widens the range. It is cut to the field's bounds.
    """
    told: dict[str, list[tuple[Claim, Quantity]]] = defaultdict(list)
    for origin in origins(case):
        for said in origin.counted.inputs:
            told[said.path].append((origin.counted, said.value))
    known = places(case)
    return tuple(_proposal(case, path, known[path], rows) for path, rows in told.items())


def accept(case: Case, accepted: Iterable[Proposal]) -> Case:
    """Return the case with some proposals made; the case given stays as it is.

    Raises
    ------
    CannotChange
        When an input does not allow it.
    """
    for row in accepted:
        case = made(place_of(case, row.change), row.change)
    return case


def _proposal(case: Case, path: str, place: Place, rows: list[tuple[Claim, Quantity]]) -> Proposal:
    held = place.value if isinstance(place.value, Quantity) else exactly(float(place.value or 0.0))
    before = _shifted(held, place.moved or 0.0, place.bounds)
    r = np.array([reliability(grade_of(case, claim)).mid for claim, _ in rows])
    odds = np.concatenate([[1.0], r / (1.0 - r)])
    weight = odds / odds.sum()
    after = _mixed([before, *(value for _, value in rows)], weight, place.bounds)
    value = after if isinstance(place.value, Quantity) else after.mid
    named = {claim.id: float(share) for (claim, _), share in zip(rows, weight[1:], strict=True)}
    return Proposal(Change(path, SET, value), before, after, named)


def _shifted(held: Quantity, by: float, bounds: tuple[float, float]) -> Quantity:
    ends = (min(max(end + by, bounds[0]), bounds[1]) for end in (held.low, held.mid, held.high))
    return replace(held, **dict(zip(("low", "mid", "high"), ends, strict=True)))


def _mixed(values: list[Quantity], weight: np.ndarray, bounds: tuple[float, float]) -> Quantity:
    low, mid, high = (np.array([getattr(row, end) for row in values]) for end in ("low", "mid", "high"))
    middle = float(np.clip(weight @ mid, mid.min(), mid.max()))
    apart = (mid - middle) ** 2
    below = float(np.sqrt(weight @ ((mid - low) ** 2 + apart)))
    above = float(np.sqrt(weight @ ((high - mid) ** 2 + apart)))
    return Quantity(max(middle - below, bounds[0]), middle, min(middle + above, bounds[1]))
