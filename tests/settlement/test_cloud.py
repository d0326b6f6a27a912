"""Clouds of settlements: every judgement against that of one settlement, every list against a search of all."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

from detente.case.nouns import Case
from detente.formats.load import load
from detente.kernels.roll import roll
from detente.settlement import zone
from detente.settlement.cloud import cloud, efficient, every_settlement, told, zone_columns
from detente.settlement.density import SQUARES, density
from detente.settlement.inputs import central_inputs
from detente.settlement.judge import accepted, judge, stands
from detente.settlement.known import known
from detente.settlement.listed import zone_settlements
from detente.settlement.no_deal import no_deal_values
from detente.settlement.pairs import best_accepted, best_admissible, best_of
from detente.settlement.space import Space, space, table
from detente.settlement.vetoes import vetoes
from tests.ensemble.tables import four_parties
from tests.published.tables import central_space
from tests.strategies import bargains, cases

MADE = central_space(four_parties(16, (3, 3, 2, 3)))


def central(case: Case) -> Space:
    now = known(case)
    inputs = central_inputs(now)
    return space(now, inputs, no_deal_values(now, inputs).value)


def test_settlements_come_in_mixed_radix_order() -> None:
    columns = every_settlement(MADE)
    ranges = [range(low, high) for low, high in zip(MADE.start[:-1], MADE.start[1:], strict=True)]
    assert columns.tolist() == [list(pick) for pick in product(*ranges)]
    assert len(columns) == zone.total(MADE)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(bargains())
def test_every_judgement_is_that_of_the_settlement_alone(case: Case) -> None:
    here = central_space(case)
    held = cloud(here, every_settlement(here))
    for k, columns in enumerate(held.columns[:60]):
        alone = judge(here, here.switched(columns))
        assert bool(held.in_zone[k]) == alone.in_zone
        assert held.accepts[k].tolist() == accepted(here, here.switched(columns))[0].tolist()
        assert bool(held.admissible[k]) == stands(here, columns)
        points = dict(zip(here.parties, (held.sums[k] / here.scale[0]).tolist(), strict=True))
        known_to = [p for p, party in enumerate(here.parties) if party in alone.utility]
        assert [points[here.parties[p]] for p in known_to] == [alone.utility[here.parties[p]] for p in known_to]
        assert all(told(here, held, [p])[k] for p in known_to)


@pytest.mark.parametrize("name", ["template", "dayton_1995", "korea_1951", "winter_war_1940", "austria_1955"])
def test_the_zone_is_listed_whole(name: str) -> None:
    here = central(load(name))
    found = zone_columns(here)
    assert found is not None
    assert found.tolist() == zone_settlements(here).tolist()
    held = cloud(here, every_settlement(here))
    assert int(held.in_zone.sum()) == len(found)


def test_the_zone_of_the_flagship_is_listed_as_it_is_counted() -> None:
    here = central(load("miami"))
    found = zone_columns(here)
    assert found is not None
    assert len(found) == zone.in_zone(here, rng=np.random.default_rng(1)).value
    assert cloud(here, found).in_zone.all()
    assert len(np.unique(found, axis=0)) == len(found)


def test_more_settlements_than_are_wanted_are_not_listed() -> None:
    here = central(load("miami"))
    assert zone_columns(here, most=1143) is None
    assert roll(table(here), most=1144) is not None


def best_by_hand(here: Space, two: list[int], *, inside: bool) -> set[tuple[int, ...]]:
    """Return the settlements that are efficient for two parties, by comparing all with all."""
    held = cloud(here, every_settlement(here))
    within = (held.in_zone if inside else held.admissible) & told(here, held, two)
    points = {tuple(held.columns[k].tolist()): tuple(held.sums[k][two].tolist()) for k in np.flatnonzero(within)}
    vectors = set(points.values())
    best = {v for v in vectors if not any(w != v and all(b >= a for a, b in zip(v, w, strict=True)) for w in vectors)}
    return {pick for pick, vector in points.items() if vector in best}


@pytest.mark.parametrize("two", [*combinations(range(4), 2)])
def test_both_frontiers_of_a_pair_are_those_of_brute_force(two: tuple[int, int]) -> None:
    held = cloud(MADE, every_settlement(MADE))
    for line, inside in (
        (best_of(MADE, held, held.in_zone)([*two]), True),
        (best_of(MADE, held, held.admissible)([*two]), False),
        (best_admissible(MADE)([*two]), False),
        (best_accepted(MADE)([*two]), True),
    ):
        wanted = best_by_hand(MADE, [*two], inside=inside)
        assert {tuple(row) for row in line.columns.tolist()} == wanted
        assert line.size == len(wanted)


def test_a_line_runs_from_one_end_to_the_other() -> None:
    held = cloud(MADE, every_settlement(MADE))
    line = best_of(MADE, held, held.admissible)([0, 1])
    first = cloud(MADE, line.columns).sums[:, 0].tolist()
    assert first == sorted(first, reverse=True)


def test_the_frontier_of_all_is_that_of_the_zone() -> None:
    held = cloud(MADE, every_settlement(MADE))
    found = {tuple(row) for row in held.columns[efficient(MADE, held)].tolist()}
    listed = zone.frontier(MADE, zone=True, parties=MADE.signers).settlements
    assert found == {tuple(MADE.pick(s.options).tolist()) for s in listed}


def test_a_lifted_veto_adds_as_many_settlements_as_are_counted_one_by_one() -> None:
    held = cloud(MADE, every_settlement(MADE))
    found = vetoes(MADE, rng=np.random.default_rng(1))
    assert found.zone.value == held.in_zone.sum()
    for p, party in enumerate(MADE.parties):
        others = [q for q in range(len(MADE.parties)) if q != p]
        wanted = (held.admissible & held.accepts[:, others].all(axis=1)).sum()
        assert (found.without[party].value, found.without[party].exact) == (wanted, True)
    most = max(row.value for row in found.without.values())
    assert found.constraining == tuple(p for p, row in found.without.items() if row.value == most)


def test_nobody_constrains_an_empty_zone() -> None:
    raised = replace(MADE, reserve=MADE.reserve + MADE.scale * 100)
    found = vetoes(raised, rng=np.random.default_rng(1))
    assert (found.zone.value, found.constraining) == (0, ())


@settings(max_examples=15, deadline=None, derandomize=True)
@given(cases())
def test_a_density_counts_every_admissible_settlement(case: Case) -> None:
    try:
        here = central(case)
    except Exception as error:  # a case without anybody to bargain has no space
        assert "nothing to bargain over" in str(error), error
        return
    held = cloud(here, every_settlement(here))
    parties = [int(p) for p in np.flatnonzero(here.covered)]
    found = density(here, parties, (0.0, 100.0), rng=np.random.default_rng(1))
    assert found.exact
    for k, two in enumerate(combinations(parties, 2)):
        assert found.counts[k].sum() == (held.admissible & told(here, held, [*two])).sum()
        for row in np.flatnonzero(held.admissible & told(here, held, [*two]))[:20]:
            at = np.clip(np.floor(held.sums[row] / here.scale[0] / 100.0 * SQUARES), 0, SQUARES - 1).astype(int)
            assert found.counts[k][at[two[1]], at[two[0]]] > 0
