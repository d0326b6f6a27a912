"""Cases for the app's bench: as large as its bounds name, with ranges to draw from and something to talk about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from benchmarks.domains import case_made, made
from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.formats.write import dump

SPREAD = 8.0
"""Points by which a no-deal value and a weight may be lower or higher."""
AS_OF, HORIZON = date(2026, 1, 1), date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a made case is: options of every issue, and parties."""

    options: tuple[int, ...]
    parties: int
    reservation: float


SMALL = Size((4, 4, 4, 4, 5, 3), 4, 0.45)
"""4 parties, 6 issues, 3,840 settlements."""
LARGE = Size((5, 5, 5, 5, 5, 4, 4), 8, 0.4)
"""8 parties, 7 issues, 50,000 settlements."""


def text_of(size: Size) -> str:
    """Return the file of a made case, every number of it judged by nobody."""
    return dump(_dated(case_made(made([*size.options], size.parties, seed=1, reservation=size.reservation))))


def _dated(case: Case) -> Case:
    return replace(
        case,
        title="Made to be timed",
        as_of=AS_OF,
        horizon=HORIZON,
        no_deal=tuple(row if row.value is None else replace(row, value=_spread(row.value)) for row in case.no_deal),
        views=tuple(replace(view, salience=_spread(view.salience)) for view in case.views),
    )


def _spread(held: Quantity) -> Quantity:
    return Quantity(max(0.0, held.mid - SPREAD), held.mid, min(100.0, held.mid + SPREAD))
