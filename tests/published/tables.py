"""Cases made from published tables: worths per option, one salience for all issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from detente.case.nouns import Case, Exclusion, Issue, NoDeal, Option, Party, View
from detente.case.quantity import Quantity, exactly
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space


def table_case(
    worth: Mapping[str, Mapping[str, Sequence[float]]],
    no_deal: Mapping[str, float],
    *,
    leverage: Mapping[str, float] | None = None,
    deferrable: bool = False,
    forbid: Sequence[Mapping[str, str]] = (),
) -> Case:
    """A case from ``worth[issue][option] = points per party, in the order of no_deal``."""
    parties = list(no_deal)
    power = leverage or dict.fromkeys(parties, 50.0)
    return Case(
        id="table",
        title="A published table",
        as_of=date(2025, 1, 1),
        horizon=date(2026, 1, 1),
        parties=tuple(Party(p, p, "principal", required=True, leverage=exactly(power[p])) for p in parties),
        issues=tuple(Issue(i, i, tuple(Option(o, o) for o in options), deferrable) for i, options in worth.items()),
        views=tuple(
            View(p, i, exactly(1.0), worth={o: exactly(points[k]) for o, points in options.items()})
            for k, p in enumerate(parties)
            for i, options in worth.items()
        ),
        no_deal=tuple(NoDeal(p, Quantity(x, x, x)) for p, x in no_deal.items()),
        forbid=tuple(Exclusion(held) for held in forbid),
    )


def central_space(case: Case) -> Space:
    """The space of the central case."""
    inputs = central_inputs(case)
    return space(case, inputs, no_deal_values(case, inputs).value)
