"""Weights from orders, swings, choices and ranges: closed forms, and brute force over corners and over subsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import InputFaults
from detente.case.nouns import Case, Interaction, Issue, NoDeal, Option, Party, View
from detente.case.quantity import Quantity, exactly
from detente.settlement.elicitation.bounds import difference, ends, points, span
from detente.settlement.elicitation.conflict import conflict
from detente.settlement.elicitation.fit import CENTRE, CENTROID, centroid, fit_weights, fit_worths
from detente.settlement.elicitation.polytope import Group, Polytope
from detente.settlement.elicitation.question import next_question
from detente.settlement.elicitation.statements import Choice, Direct, Order, Statement, Swing
from detente.settlement.inputs import central_inputs
from detente.settlement.space import worths

LAND, MONEY, NAME, FLAG = "land", "money", "name", "flag"


def case(*, worth: dict[str, dict[str, Quantity]] | None = None, **more) -> Case:
    """Four issues; N wants the first option of each, worth 100 against 0, but for what `worth` says."""
    options = (Option("a", "All"), Option("b", "Half"), Option("c", "None"))
    plain = {"a": exactly(100), "b": exactly(50), "c": exactly(0)}
    names = (LAND, MONEY, NAME, FLAG)
    views = tuple(View("N", name, exactly(50), worth=(worth or {}).get(name, plain)) for name in names)
    return Case(
        id="talks",
        title="Talks",
        as_of=date(2025, 1, 1),
        horizon=date(2026, 1, 1),
        parties=(Party("N", "North", "principal", required=True),),
        issues=tuple(Issue(name, name.title(), options) for name in names),
        views=views,
        no_deal=(NoDeal("N", exactly(40)),),
        **more,
    )


def order(*names: str) -> Order:
    return Order(tuple((name,) for name in names))


def ranges(*said: Statement, held: Case | None = None) -> dict[str, tuple[float, float]]:
    fit = fit_weights(held or case(), "N", said)
    return {name: (q.low, q.high) for name, q in zip(fit.names, fit.ranges, strict=True)}


class TestOrders:
    @pytest.mark.parametrize(
        ("count", "printed"),
        [(2, [0.75, 0.25]), (3, [0.6111, 0.2778, 0.1111]), (4, [0.5208, 0.2708, 0.1458, 0.0625])],
    )
    def test_the_centroid_is_that_of_the_published_formula(self, count: int, printed: list[float]) -> None:
        assert centroid(count) == pytest.approx(printed, abs=5e-5)
        by_formula = [sum(1 / k for k in range(i, count + 1)) / count for i in range(1, count + 1)]
        assert centroid(count) == pytest.approx(by_formula, abs=1e-15)

    def test_a_full_order_reaches_from_its_corners_to_its_corners(self) -> None:
        fit = fit_weights(case(), "N", [order(NAME, LAND, FLAG, MONEY)])
        found = dict(zip(fit.names, fit.ranges, strict=True))
        wanted = {NAME: (1 / 4, 1), LAND: (0, 1 / 2), FLAG: (0, 1 / 3), MONEY: (0, 1 / 4)}
        for name, (low, high) in wanted.items():
            assert (found[name].low, found[name].high) == pytest.approx((low, high), abs=1e-9)
        mids = [found[name].mid for name in (NAME, LAND, FLAG, MONEY)]
        assert fit.mid_how == CENTROID
        assert mids == pytest.approx(centroid(4), abs=1e-12)

    def test_what_a_full_order_implies_does_not_move_its_middle(self) -> None:
        whole = order(NAME, LAND, FLAG, MONEY)
        alone, more = (fit_weights(case(), "N", said) for said in ([whole], [whole, order(NAME, MONEY)]))
        assert more.mid_how == CENTROID
        assert alone.ranges == more.ranges
        assert fit_weights(case(), "N", [whole, Direct(NAME, 30, 50)]).mid_how == CENTRE

    def test_equals_stay_equal_and_nothing_said_leaves_everything_open(self) -> None:
        fit = fit_weights(case(), "N", [Order(((LAND, MONEY), (NAME,)))])
        held = dict(zip(fit.names, fit.ranges, strict=True))
        assert held[LAND] == held[MONEY]
        assert held[LAND].high == pytest.approx(0.5)
        nothing = fit_weights(case(), "N", [])
        assert [(q.low, q.high) for q in nothing.ranges] == [(0.0, 1.0)] * 4
        assert [q.mid for q in nothing.ranges] == pytest.approx([0.25] * 4)


class TestSwings:
    def test_a_ratio_of_two_is_met_exactly(self) -> None:
        said = [Swing(MONEY, LAND, 50, 50), Swing(NAME, LAND, 25, 25), Swing(FLAG, LAND, 25, 25)]
        assert ranges(*said) == {
            LAND: pytest.approx((0.5, 0.5)),
            MONEY: pytest.approx((0.25, 0.25)),
            NAME: pytest.approx((0.125, 0.125)),
            FLAG: pytest.approx((0.125, 0.125)),
        }

    def test_a_small_step_needs_a_large_weight_to_count_as_much(self) -> None:
        half = {"a": exactly(100), "b": exactly(75), "c": exactly(50)}
        said = [Swing(MONEY, LAND, 100, 100), Direct(NAME, 0, 0), Direct(FLAG, 0, 0)]
        assert ranges(*said, held=case(worth={MONEY: half})) == {
            LAND: pytest.approx((1 / 3, 1 / 3)),
            MONEY: pytest.approx((2 / 3, 2 / 3)),
            NAME: pytest.approx((0, 0), abs=1e-9),
            FLAG: pytest.approx((0, 0), abs=1e-9),
        }

    def test_ranges_of_worths_widen_and_never_become_a_point(self) -> None:
        unsure = {"a": Quantity(90, 95, 100), "b": exactly(50), "c": Quantity(0, 10, 20)}
        said = [Swing(MONEY, LAND, 100, 100), Direct(NAME, 0, 0), Direct(FLAG, 0, 0)]
        low, high = ranges(*said, held=case(worth={MONEY: unsure}))[MONEY]
        assert (low, high) == pytest.approx((1 / (1 + 1.0), 1 / (1 + 0.7)))


class TestChoices:
    def test_a_preferred_half_of_one_for_all_of_another_bounds_their_ratio(self) -> None:
        said = Choice({LAND: "b", MONEY: "c"}, {LAND: "c", MONEY: "a"})
        none = [Direct(NAME, 0, 0), Direct(FLAG, 0, 0)]
        assert ranges(said, *none)[LAND] == pytest.approx((2 / 3, 1))
        assert ranges(replace(said, alike=True), *none)[LAND] == pytest.approx((2 / 3, 2 / 3))

    def test_interactions_that_both_name_are_weighed(self) -> None:
        bonus = case(interactions=(Interaction("N", {LAND: "a", MONEY: "c"}, 20.0),))
        said = Choice({LAND: "a", MONEY: "c"}, {LAND: "c", MONEY: "a"}, alike=True)
        none = [Direct(NAME, 0, 0), Direct(FLAG, 0, 0)]
        assert ranges(said, *none, held=bonus)[LAND] == pytest.approx((0.4, 0.4))
        with pytest.raises(InputFaults, match="tie these issues to money"):
            fit_weights(bonus, "N", [Choice({LAND: "a", NAME: "c"}, {LAND: "c", NAME: "a"})])

    def test_better_and_worse_at_once_is_a_contradiction_but_alike_twice_is_none(self) -> None:
        one = Choice({LAND: "a", MONEY: "c"}, {LAND: "c", MONEY: "a"})
        turned = Choice(one.second, one.first)
        found = fit_weights(case(), "N", [one, order(NAME, FLAG), turned]).conflict
        assert found is not None
        assert found.sets == ((0, 2),)
        assert fit_weights(case(), "N", [replace(one, alike=True), replace(turned, alike=True)]).conflict is None


class TestBounds:
    @pytest.mark.parametrize("shape", ["point", "at_least", "at_most"])
    def test_worths_are_those_of_the_judgement_and_ends_those_of_a_fine_sweep(self, shape: str) -> None:
        scored = Issue("line", "Line", tuple(Option(f"o{s}", str(s), float(s)) for s in (0, 30, 45, 100)))
        view = View("N", "line", exactly(50), Quantity(20, 40, 80), shape=shape)
        held = replace(case(), issues=(scored,), views=(view,))
        told = worths(held, central_inputs(held))[0, 0]
        assert [points(view, option.score or 0.0, 40.0) for option in scored.options] == told.tolist()
        fine = np.linspace(20, 80, 6001)
        table = np.array([[points(view, option.score or 0.0, p) for option in scored.options] for p in fine])
        for one, other in combinations(range(4), 2):
            gap = table[:, one] - table[:, other]
            found = difference(held, view, scored.options[one].id, scored.options[other].id)
            assert found == pytest.approx((gap.min(), gap.max()), abs=1e-9)
        steps = table.max(axis=1) - table.min(axis=1)
        assert span(held, view) == pytest.approx((steps.min(), steps.max()), abs=1e-9)
        best, worst = ends(held, view)
        assert (told.max(), told.min()) == (
            told[scored.option_ids.index(best)],
            told[scored.option_ids.index(worst)],
        )


def statements() -> st.SearchStrategy[Statement]:
    names = st.sampled_from((LAND, MONEY, NAME, FLAG))
    pair = st.lists(names, min_size=2, max_size=3, unique=True)
    option = st.sampled_from("abc")
    whole = st.integers(0, 100)
    both = st.tuples(whole, whole).map(sorted)
    return st.one_of(
        pair.map(lambda held: order(*held)),
        st.tuples(pair, both).map(lambda held: Swing(held[0][0], held[0][1], *held[1])),
        st.tuples(names, both).map(lambda held: Direct(held[0], *held[1])),
        st.tuples(pair, option, option, option, option, st.booleans())
        .map(lambda h: Choice({h[0][0]: h[1], h[0][1]: h[2]}, {h[0][0]: h[3], h[0][1]: h[4]}, alike=h[5]))
        .filter(lambda choice: choice.first != choice.second),
    )


def corners(held: Polytope) -> Iterator[np.ndarray]:
    """Yield every corner: where as many rows as there are coordinates meet."""
    count = held.size
    rows = np.concatenate([*(g.rows for g in held.groups), np.eye(count)])
    floor = np.concatenate([*(g.floor for g in held.groups), np.zeros(count)])
    for chosen in combinations(range(len(rows)), count - 1):
        system = np.concatenate([rows[list(chosen)], np.ones((1, count))])
        if abs(np.linalg.det(system)) > 1e-9:
            found = np.linalg.solve(system, [*floor[list(chosen)], 1.0])
            if (rows @ found >= floor - 1e-9).all():
                yield found


class TestAgainstBruteForce:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(statements(), max_size=3))
    def test_ranges_are_those_of_the_corners_and_the_middle_obeys_every_statement(self, said: list[Statement]) -> None:
        fit = fit_weights(case(), "N", said)
        if fit.conflict is not None:
            return
        found = np.array(list(corners(fit.held)))
        assert [q.low for q in fit.ranges] == pytest.approx(found.min(axis=0), abs=1e-6)
        assert [q.high for q in fit.ranges] == pytest.approx(found.max(axis=0), abs=1e-6)
        mid = np.array([q.mid for q in fit.ranges])
        assert mid.sum() == pytest.approx(1.0, abs=1e-6)
        for group in fit.held.groups:
            assert (group.rows @ mid >= group.floor - 1e-5 * np.abs(group.rows).max(initial=1.0)).all()

    def test_the_smallest_contradictions_are_those_of_every_subset_on_200_random_sets(self) -> None:
        rng = np.random.default_rng(7)
        contradicting = 0
        for _ in range(200):
            held = random_polytope(rng)
            found = conflict(held)
            wanted = smallest(held)
            contradicting += bool(wanted)
            assert set(found.sets) == wanted
            assert not found.more
        assert contradicting > 40


def random_polytope(rng: np.random.Generator) -> Polytope:
    """Return up to five random statements on four weights, with whole coefficients: ratios and ranges, some strict."""
    groups = []
    for _ in range(int(rng.integers(3, 6))):
        rows = rng.integers(-3, 4, (int(rng.integers(1, 3)), 4)).astype(float)
        floor = rng.integers(-1, 3, len(rows)) / 2.0
        groups.append(Group(rows, floor, rng.random(len(rows)) < 0.5))
    return Polytope(np.zeros(4), np.ones(4), 1.0, tuple(groups))


def smallest(held: Polytope) -> set[tuple[int, ...]]:
    for size in range(1, len(held.groups) + 1):
        found = {k for k in combinations(range(len(held.groups)), size) if not held.only(k).consistent}
        if found:
            return found
    return set()


class TestWorths:
    def test_an_order_and_two_ends_leave_the_options_between_open(self) -> None:
        fit = fit_worths(case(), "N", LAND, [order("a", "b", "c"), Direct("a", 100, 100), Direct("c", 0, 0)])
        assert [(q.low, q.high) for q in fit.ranges] == [(100, 100), (0, 100), (0, 0)]
        assert [q.mid for q in fit.ranges] == pytest.approx([100, 50, 0])

    def test_a_choice_does_not_speak_of_worths(self) -> None:
        with pytest.raises(InputFaults, match="speaks of issues"):
            fit_worths(case(), "N", LAND, [Choice({LAND: "a"}, {LAND: "b"})])


class TestFaults:
    def test_all_are_told_at_once_with_their_place(self) -> None:
        said = [
            order(LAND, "mony"),
            Swing(NAME, NAME, 3, 2),
            Direct(FLAG, 90, 101),
            Choice({LAND: "a"}, {MONEY: "a"}),
            Choice({LAND: "open"}, {LAND: "z"}),
        ]
        with pytest.raises(InputFaults) as found:
            fit_weights(case(), "N", said)
        told = [(fault.where, fault.message, fault.hint) for fault in found.value.faults]
        assert [where for where, _, _ in told] == [
            "statements[0].order", "statements[1].swing.against", "statements[1].swing", "statements[2].direct",
            "statements[3].choice", "statements[4].choice.first", "statements[4].choice.second.land",
        ]  # fmt: skip
        assert told[0][2] == 'did you mean "money"?'

    @pytest.mark.parametrize(("party", "issue"), [("X", None), ("N", "sea")])
    def test_who_is_not_there_is_told(self, party: str, issue: str | None) -> None:
        with pytest.raises(InputFaults, match="there are"):
            fit_weights(case(), party, []) if issue is None else fit_worths(case(), party, issue, [])


class TestTheNextQuestion:
    def test_it_narrows_the_widest_range_by_what_it_promises(self) -> None:
        fit = fit_weights(case(), "N", [Direct(NAME, 10, 10), Direct(FLAG, 10, 20)])
        asked = next_question(case(), "N", fit)
        assert asked is not None
        assert asked.issue in {LAND, MONEY} & set(asked.choice.first)
        for choice, width in (
            (asked.choice, asked.first),
            (Choice(asked.choice.second, asked.choice.first), asked.second),
        ):
            after = ranges(choice, Direct(NAME, 10, 10), Direct(FLAG, 10, 20))[asked.issue]
            assert after[1] - after[0] == pytest.approx(width)
            assert width <= asked.before
        assert asked.after < asked.before

    def test_none_is_asked_where_all_is_known_or_nothing_fits(self) -> None:
        known = fit_weights(case(), "N", [Direct(name, 25, 25) for name in (LAND, MONEY, NAME, FLAG)])
        torn = fit_weights(case(), "N", [order(LAND, MONEY), order(MONEY, LAND)])
        assert next_question(case(), "N", known) is None
        assert next_question(case(), "N", torn) is None
