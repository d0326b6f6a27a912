"""The section `futures` computed: strategies on common draws, the box, the alliances; by hand and by force."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.futures import Alliances, Apart, Factor, MorphologicalFactors, Tie, changes_by, changes_in
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.scenarios import alliances, morphology
from detente.scenarios.change import apply
from detente.scenarios.futures import wider
from detente.scenarios.measure import Asked, measure
from detente.scenarios.strategies import table
from detente.settlement.known import known

CASE = known(load(str(Path(__file__).parents[1] / "case" / "data" / "small.yaml")))
DRAWING = Drawing(30, 1)


@pytest.fixture(scope="module")
def found():
    return wider(CASE, DRAWING)


def test_every_future_is_the_case_so_changed_on_the_same_draws(found):
    model, laid = CASE.futures, found["two_by_two"]
    rows = {row["payoff"]: {(c["strategy"], c["world"]): c for c in row["futures"]} for row in laid["tables"]}
    world, strategy = list(model.worlds())[2], model.strategies[1]
    changed = apply(CASE, (*changes_in(world, CASE.wild_cards), *changes_by(strategy, CASE.levers)))
    alone = measure(changed, Asked(DRAWING))
    assert rows["signed"]["talk", "dry+helps"]["result"] == pytest.approx(alone.outputs["signed"].mean(), abs=1e-12)
    assert rows["utility.UP"]["talk", "dry+helps"]["result"] == pytest.approx(alone.utility["UP"].mean(), abs=1e-12)
    start = apply(CASE, changes_in(next(model.worlds()), CASE.wild_cards))
    held = measure(start, Asked(DRAWING)).outputs["signed"].mean()
    assert rows["signed"]["wait", "wet+helps"]["result"] == pytest.approx(held, abs=1e-12)


def test_a_table_counted_by_hand_lists_all_ties_and_errors_of_paired_differences():
    calm, storm = [3.0, 5.0], [0.0, 2.0]
    held = table("zone", ["arm", "talk", "wait"], ["rival", "partner"], np.array(
        [[calm, storm], [storm, calm], [storm, storm]]
    ))  # fmt: skip
    # Means: arm 4 1, talk 1 4, wait 1 1; regrets: arm 0 3, talk 3 0, wait 3 3; the differences are 3 in every draw.
    assert held.regrets.regret.tolist() == [[0.0, 3.0], [3.0, 0.0], [3.0, 3.0]]
    assert held.regrets.minimax == ("arm", "talk", "wait")
    assert held.regrets.dominated == ("wait",)
    assert held.regret_se.tolist() == [[0.0, 0.0]] * 3
    assert held.near == ("arm", "talk", "wait")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(2, 4), st.integers(0, 2**32 - 1))
def test_regrets_are_never_negative_and_no_dominated_strategy_beats_all_others(strategies, seed):
    """A dominated strategy may tie for the least worst regret; it never has it alone."""
    values = np.random.default_rng(seed).integers(0, 4, (strategies, 4, 5)).astype(float)
    held = table("zone", [f"s{k}" for k in range(strategies)], list("abcd"), values)
    assert (held.regrets.regret >= 0.0).all()
    assert (held.regrets.regret.min(axis=0) == 0.0).all()
    assert set(held.regrets.minimax) <= set(held.near)
    assert not set(held.regrets.minimax) <= set(held.regrets.dominated)


def test_a_box_counted_by_hand():
    states = {"a": "A", "b": "B"}
    factors = tuple(Factor(key, key, states) for key in ("one", "two", "three"))
    box = MorphologicalFactors(factors, (Apart({"two": "a", "one": "a"}), Apart({"one": "a", "two": "b"})))
    found = morphology.as_rows(box)
    # Nothing goes with the first state of the first factor: 1 x 2 x 2 of 8 are left.
    assert (found["configurations"], found["consistent"]) == (8, 4)
    assert found["dead"] == [{"factor": "one", "state": "a"}]
    assert found["listed"][0] == ["b", "a", "a"]
    assert found["held"]["three"] == {"a": 2, "b": 2}


def test_a_long_list_is_bounded_and_its_count_is_not():
    factors = tuple(Factor(f"f{k}", "f", {f"s{v}": "s" for v in range(8)}) for k in range(4))
    found = morphology.as_rows(MorphologicalFactors(factors))
    assert (found["consistent"], len(found["listed"])) == (4096, morphology.MOST_SHOWN)


def test_three_blocs_of_which_two_are_foes_with_a_common_friend(found):
    held = found["alliances"]
    assert (held["balanced"], held["unbalanced"], held["fewest_changes"]) == ([], [["up", "down", "host"]], 1)
    assert sorted(map(sorted, (pair for (pair,) in held["repairs"]))) == [
        ["down", "host"],
        ["down", "up"],
        ["host", "up"],
    ]
    assert [(row["unbalanced_triads"], row["repairs"]) for row in held["ties"]] == [(1, 1)] * 3


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_the_smallest_changes_of_sign_are_what_brute_force_finds_all_of_them(count, seed):
    rng = np.random.default_rng(seed)
    blocs = {f"b{k}": "b" for k in range(count)}
    pairs = [pair for pair in combinations(blocs, 2) if rng.random() < 0.7]
    ties = {pair: int(rng.choice([1, -1])) for pair in pairs}
    model = Alliances(blocs, tuple(Tie(pair, "friends" if sign > 0 else "foes") for pair, sign in ties.items()))
    found = alliances.as_rows(model)
    for size in range(len(pairs) + 1):
        sets = {frozenset(some) for some in combinations(pairs, size) if stands(blocs, ties, some)}
        if sets:
            break
    assert found["fewest_changes"] == size
    assert {frozenset(map(tuple, repair)) for repair in found["repairs"]} == sets
    assert found["repair_count"] == len(sets)


def stands(blocs, ties, flipped) -> bool:
    """Return whether some division into two camps has all friends within and all foes between."""
    signs = {pair: -sign if pair in flipped else sign for pair, sign in ties.items()}
    names = list(blocs)
    for bits in range(1 << len(names)):
        side = {name: bits >> k & 1 for k, name in enumerate(names)}
        if all((side[one] == side[other]) == (sign > 0) for (one, other), sign in signs.items()):
            return True
    return False
