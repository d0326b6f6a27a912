"""Blocking coalitions equal brute force over all settlements and all coalitions, up to twelve parties."""

from __future__ import annotations

from itertools import chain, combinations, product

import numpy as np
import pytest

from detente.case.nouns import Case, Exclusion, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.profiles import ENDLESS, UNDATED
from detente.case.quantity import exactly
from detente.settlement.coalitions import coalitions
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space

OPTIONS = ("a", "b", "c")


def made(parties: int, seed: int) -> Case:
    """Return a random case of three issues with red lines, an exclusion, and parties that only veto."""
    rng = np.random.default_rng(seed)
    issues = tuple(Issue(i, i, tuple(Option(o, o) for o in OPTIONS)) for i in ("x", "y", "z"))
    names = [f"p{k}" for k in range(parties)]
    views = tuple(
        View(
            name, issue.id, exactly(float(rng.integers(1, 9))),
            worth={o: exactly(float(rng.integers(0, 5) * 25)) for o in OPTIONS},
            red_lines=tuple(RedLine(o) for o in OPTIONS if rng.random() < 0.12),
        )
        for name in names for issue in issues
    )  # fmt: skip
    values = [None if k and rng.random() < 0.2 else exactly(float(rng.integers(30, 70))) for k in range(parties)]
    return Case(
        "made", "Made", UNDATED, ENDLESS, tuple(Party(n, n, "principal", required=True) for n in names), issues, views,
        forbid=(Exclusion({"x": "a", "y": "a"}),),
        no_deal=tuple(NoDeal(n, v, relative_to=()) for n, v in zip(names, values, strict=True)),
    )  # fmt: skip


def central(case: Case) -> Space:
    inputs = central_inputs(case)
    return space(case, inputs, no_deal_values(case, inputs).value)


def accepted_by(case: Case) -> list[frozenset[str]]:
    """Return for every settlement who accepts it, from the case itself."""
    found = []
    for options in product(OPTIONS, repeat=3):
        chosen = dict(zip("xyz", options, strict=True))
        if chosen["x"] == chosen["y"] == "a":
            continue
        who = set()
        for entry in case.no_deal:
            views = [view for view in case.views if view.party == entry.party]
            barred = any(line.option == chosen[view.issue] for view in views for line in view.red_lines)
            total = sum(view.salience.mid * view.worth[chosen[view.issue]].mid for view in views)
            floor = -1.0 if entry.value is None else entry.value.mid * sum(view.salience.mid for view in views)
            if not barred and total >= floor:
                who.add(entry.party)
        found.append(frozenset(who))
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("parties", [2, 3, 5, 8, 12])
def test_the_smallest_coalitions_are_those_of_brute_force(parties: int, seed: int) -> None:
    case = made(parties, seed)
    suits = accepted_by(case)
    names = [party.id for party in case.parties]
    every = [frozenset(c) for c in chain.from_iterable(combinations(names, n) for n in range(parties + 1))]
    blocks = [c for c in every if not any(c <= who for who in suits)]
    smallest = {c for c in blocks if not any(other < c for other in blocks)} if parties < 9 else minimal(blocks)
    whole = frozenset(names)
    opens = [c for c in every if any(whole - c <= who for who in suits)] if blocks else []
    found = coalitions(central(case))
    assert found is not None
    assert {frozenset(c) for c in found.blocking} == smallest
    assert {frozenset(c) for c in found.opening} == minimal(opens)
    assert found.undecided == 0


def minimal(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    """Return the sets that hold no other; `sets` comes by size."""
    kept: list[frozenset[str]] = []
    for held in sets:
        if not any(other <= held for other in kept):
            kept.append(held)
    return set(kept)


def test_more_than_twelve_parties_are_not_asked() -> None:
    assert coalitions(central(made(13, 0))) is None
