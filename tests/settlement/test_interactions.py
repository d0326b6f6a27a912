"""Interactions as super-issues and as switches give the answers of brute force, ties and counts included."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import TooLarge
from detente.case.nouns import Case, Exclusion, Interaction, Issue, NoDeal, Option, Party, RedLine, View
from detente.case.quantity import exactly
from detente.kernels import size, table
from detente.settlement import zone
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.parity import disagreement_at_least_minimum
from detente.settlement.space import Space, space
from detente.solutions.compromise import compromise
from detente.solutions.concepts import solutions
from detente.solutions.parity import smallest_spread

PARTIES = ("A", "B", "C")
Settlement = dict[str, str]


def random_case(rng: np.random.Generator, *, links: int | None = None) -> Case:
    """Two or three principals over three to five issues, with interactions, exclusions and red lines."""
    issues = tuple(
        Issue(f"i{k}", f"Issue {k}", tuple(Option(f"o{n}", f"Option {n}") for n in range(int(rng.integers(2, 4)))))
        for k in range(int(rng.integers(3, 6)))
    )
    parties = PARTIES[: int(rng.integers(2, 4))]

    def partial(least: int) -> Settlement:
        chosen = sorted(rng.choice(len(issues), size=int(rng.integers(least, 4)), replace=False).tolist())
        return {issues[k].id: str(rng.choice(issues[k].option_ids)) for k in chosen}

    def view(party: str, issue: Issue) -> View:
        worth = {option: exactly(float(rng.integers(0, 11)) * 10) for option in issue.option_ids}
        barred = tuple(RedLine(option) for option in issue.option_ids if rng.random() < 0.1)
        return View(party, issue.id, exactly(float(rng.integers(1, 5))), worth=worth, red_lines=barred)

    several = int(rng.integers(1, 6)) if links is None else links
    rows = [Interaction(str(rng.choice(parties)), partial(2), float(rng.integers(-20, 21))) for _ in range(several)]
    return Case(
        "made", "Made", date(2025, 1, 1), date(2025, 12, 31),
        parties=tuple(Party(party, party, "principal", required=True) for party in parties),
        issues=issues,
        views=tuple(view(party, issue) for party in parties for issue in issues),
        scale="raw",
        interactions=tuple(rows),
        forbid=tuple(Exclusion(partial(2)) for _ in range(int(rng.integers(0, 3)))),
        no_deal=tuple(NoDeal(party, exactly(float(rng.integers(20, 60)))) for party in parties),
    )  # fmt: skip


def space_of(case: Case, *, switched: bool) -> Space:
    inputs = central_inputs(case)
    with patch.object(size, "MERGED_COLUMNS", 1 if switched else 4096):
        return space(case, inputs, no_deal_values(case, inputs).value)


def utility(case: Case, party: str, settlement: Settlement) -> Fraction:
    """The definition: salience-weighted mean worth plus the declared interactions, in exact fractions."""
    own = [view for view in case.views if view.party == party]
    total = sum(Fraction(view.salience.mid) for view in own)
    mean = sum(Fraction(v.salience.mid) * Fraction(v.worth[settlement[v.issue]].mid) for v in own) / total
    rows = [row for row in case.interactions if row.party == party and row.when.items() <= settlement.items()]
    return mean + sum(Fraction(row.worth) for row in rows)


def listed(case: Case) -> dict[tuple[str, ...], list[Fraction]]:
    """Every admissible settlement without a red line, with its surpluses."""
    barred = {(view.issue, line.option) for view in case.views for line in view.red_lines}
    value = {entry.party: Fraction(entry.value.mid) for entry in case.no_deal if entry.value}
    found: dict[tuple[str, ...], list[Fraction]] = {}
    for held in every(case):
        excluded = any(row.settlement.items() <= held.items() for row in case.forbid)
        if not excluded and not barred & held.items():
            found[tuple(held.values())] = [utility(case, party.id, held) - value[party.id] for party in case.parties]
    return found


def every(case: Case) -> list[Settlement]:
    """Every settlement, also one that is excluded or meets a red line."""
    choices = itertools.product(*(issue.option_ids for issue in case.issues))
    return [dict(zip((issue.id for issue in case.issues), options, strict=True)) for options in choices]


def efficient(inside: dict[tuple[str, ...], list[Fraction]]) -> dict[tuple[str, ...], list[Fraction]]:
    """Those of some settlements that no other of them dominates."""
    return {
        x: s for x, s in inside.items()
        if not any(all(a >= b for a, b in zip(t, s, strict=True)) and t != s for t in inside.values())
    }  # fmt: skip


def options_of(settlements: object) -> set[tuple[str, ...]]:
    return {tuple(judged.options.values()) for judged in settlements}  # type: ignore[attr-defined]


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_every_answer_equals_brute_force(seed: int, switched: bool) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    given_space = space_of(case, switched=switched)
    assert bool(given_space.switches) == switched
    everything = listed(case)
    inside = {x: s for x, s in everything.items() if min(s) >= 0}
    assert zone.total(given_space) == np.prod([len(issue.options) for issue in case.issues])
    assert zone.in_zone(given_space, rng=rng) == zone.Count(len(inside))
    least = {x: min(s) for x, s in everything.items()}
    here = zone.gap(given_space)
    assert here.value == (pytest.approx(float(max(least.values()))) if least else None)
    found = solutions(given_space)
    if not inside:
        assert not any(solution.settlements for solution in found.values())
        return
    ordered = {x: sorted(s) for x, s in inside.items()}
    assert options_of(found["egalitarian"].settlements) == {x for x in inside if ordered[x] == max(ordered.values())}
    total = {x: sum(s) for x, s in inside.items()}
    assert options_of(found["utilitarian"].settlements) == {x for x in inside if total[x] == max(total.values())}
    product = {x: np.prod(s, dtype=object) for x, s in inside.items() if min(s) > 0}
    if product:
        assert options_of(found["nash"].settlements) == {x for x in product if product[x] == max(product.values())}
    front = zone.frontier(given_space, zone=True, parties=given_space.signers)
    assert options_of(front.settlements) == efficient(inside).keys()


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_switches_and_super_issues_agree_on_settlements_and_the_compromise(seed: int) -> None:
    case = random_case(np.random.default_rng(seed))
    merged, switched = space_of(case, switched=False), space_of(case, switched=True)
    assert zone.admissible(merged) == zone.admissible(switched)
    inputs = central_inputs(case)
    one, other = compromise(case, inputs, merged), compromise(case, inputs, switched)
    assert one.ties[0] == other.ties[0]
    kept = min(int(one.ties[0]), one.pick.shape[1])
    held = [
        [given_space.settlement(pick) for pick in found.pick[0, :kept]]
        for given_space, found in ((merged, one), (switched, other))
    ]
    if one.ties[0] <= kept:
        assert sorted(map(str, held[0])) == sorted(map(str, held[1]))
    for settlement in held[1]:
        assert switched.settlement(switched.pick(settlement)) == settlement


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_the_readings_of_another_program_equal_brute_force(seed: int, switched: bool) -> None:
    case = random_case(np.random.default_rng(seed))
    given_space = space_of(case, switched=switched)
    least = {party.id: min(utility(case, party.id, held) for held in every(case)) for party in case.parties}
    value = {entry.party: Fraction(entry.value.mid) for entry in case.no_deal if entry.value}
    raised = disagreement_at_least_minimum(given_space)
    assert (raised.reserve[0] / raised.scale[0]).tolist() == [
        pytest.approx(float(max(least[p.id], value[p.id]))) for p in case.parties
    ]
    inside = {x: s for x, s in listed(case).items() if min(s) >= 0}
    found = smallest_spread(given_space)
    assert bool(found.settlements) == bool(inside)
    if not inside:
        return
    barred = {(view.issue, line.option) for view in case.views for line in view.red_lines}
    free = [held for held in every(case) if not barred & held.items()]
    best = [max(utility(case, p.id, held) for held in free) - value[p.id] for p in case.parties]
    shares = {x: [a / b for a, b in zip(s, best, strict=True) if b > 0] for x, s in efficient(inside).items()}
    spread = {x: max(row) - min(row) if row else Fraction(0) for x, row in shares.items()}
    assert options_of(found.settlements) == {x for x in spread if spread[x] == min(spread.values())}


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_interactions_too_dense_to_be_followed_are_bounded_not_refused(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = replace(random_case(rng), forbid=())
    merged, switched = space_of(case, switched=False), space_of(case, switched=True)
    inside = zone.in_zone(merged, rng=rng)
    with patch.object(table, "STATE_LIMIT", 1):
        assert zone.admissible(switched) == zone.admissible(merged)
        found = zone.in_zone(switched, rng=rng)
        assert abs(found.value - inside.value) <= 4.5 * found.se
        assert (found.value > 0) == (inside.value > 0)
        chosen = solutions(switched)
    for concept, solution in solutions(merged).items():
        assert chosen[concept].ties == solution.ties
        assert options_of(chosen[concept].settlements) == options_of(solution.settlements)


def test_too_many_switches_are_refused() -> None:
    case = random_case(np.random.default_rng(5), links=40)
    with patch.object(size, "MOST_SWITCHES", 2), pytest.raises(TooLarge, match="interactions link"):
        space_of(case, switched=True)
