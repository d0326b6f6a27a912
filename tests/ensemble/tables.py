"""Cases made for tests of the settlement map: four parties that all bargain, as many settlements as are asked for."""

from __future__ import annotations

import numpy as np

from detente.case.nouns import Case, Exclusion, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.profiles import ENDLESS, UNDATED
from detente.case.quantity import Quantity, exactly

WIDTHS = (4, 4, 4, 4, 5, 3)
"""3,840 settlements of six issues."""


def four_parties(seed: int = 1, widths: tuple[int, ...] = WIDTHS, parties: int = 4, digits: int = 1) -> Case:
    """Return a case of parties with worths per option, saliences of so many digits, a red line each, an exclusion."""
    rng = np.random.default_rng(seed)
    names = [f"p{k}" for k in range(parties)]
    issues = tuple(
        Issue(f"i{i}", f"Issue {i}", tuple(Option(f"o{o}", f"Option {o} of {i}") for o in range(width)))
        for i, width in enumerate(widths)
    )
    views = tuple(
        View(
            name, issue.id, _about(rng, 5.0, 60.0, digits),
            worth={option.id: exactly(round(float(rng.uniform(0, 100)), digits)) for option in issue.options},
            red_lines=(RedLine("o0"),) if i == k else (),
        )
        for k, name in enumerate(names) for i, issue in enumerate(issues)
    )  # fmt: skip
    return Case(
        "made", "Made", UNDATED, ENDLESS, tuple(Party(n, n, "principal", required=True) for n in names), issues, views,
        forbid=(Exclusion({"i0": "o1", "i1": "o1"}),),
        no_deal=tuple(NoDeal(n, _about(rng, 30.0, 45.0, digits), relative_to=()) for n in names),
    )  # fmt: skip


def _about(rng: np.random.Generator, low: float, high: float, digits: int) -> Quantity:
    mid = round(float(rng.uniform(low, high)), digits)
    return Quantity(round(mid - 3.0, digits), mid, round(mid + 3.0, digits))
