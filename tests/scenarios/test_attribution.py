"""Attribution: what moved an answer by how much; by hand, by brute force over all orders, and exact in its sum."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import fsum
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.case.fault import Unanswerable
from detente.case.levers import Change
from detente.case.nouns import Case, Issue, NoDeal, Option, Party, View
from detente.case.quantity import Quantity, exactly
from detente.ensemble.setting import Drawing
from detente.formats.load import load
from detente.kernels.shapley import shapley_values
from detente.scenarios import attribution as module
from detente.scenarios.attribution import Effort, attribution, summing
from detente.scenarios.change import apply
from detente.scenarios.differences import STRUCTURE, between
from detente.scenarios.measure import Asked, measure
from detente.scenarios.orders import orders_of
from detente.scenarios.whatif import whatif

CASE = load("template")
DRAWING = Drawing(40, 7)


def inputs_of(case: Case, count: int) -> list[str]:
    from detente.case.places import places

    wanted = [p for p, place in places(case).items() if isinstance(place.value, Quantity) and place.kinds]
    return [p for p in wanted if p.startswith(("no_deal", "views")) and not p.endswith("red_lines")][:count]


def moved(case: Case, paths: list[str], by: float = 4.0) -> Case:
    from detente.case.places import place_at

    def change(path: str) -> Change:
        place = place_at(case, path)
        assert place is not None and isinstance(place.value, Quantity)
        return Change(path, "add", by if place.value.mid + by <= 100.0 else -by)

    return apply(case, [change(path) for path in paths])


@pytest.fixture(scope="module")
def after() -> Case:
    return moved(CASE, ["no_deal." + entry.party for entry in CASE.no_deal if entry.value], 6.0)


def toy(first: float, second: float) -> Case:
    """Two parties, one pie: a half to each is worth 50 to both, and each walks away with its no-deal value."""
    pie = Issue("pie", "The pie", tuple(Option(f"o{s}", f"{s} to B", float(s)) for s in (0, 50, 100)))
    base = replace(
        CASE, **dict.fromkeys(("timing", "durability", "futures", "consequences", "cross_impact", "models"), None)
    )
    empty = ("offers", "statements", "levers", "wild_cards", "tracks", "venues", "ratification", "guarantees", "forbid")
    base = replace(base, **dict.fromkeys(empty, ()), correlation=(), trajectories=(), hypotheses=(), indicators=())
    parties = tuple(Party(name, name, "principal", required=True) for name in ("A", "B"))
    views = tuple(
        View(name, "pie", exactly(50.0), position=exactly(at), shape="point") for name, at in (("A", 0.0), ("B", 100.0))
    )
    entries = (NoDeal("A", exactly(first)), NoDeal("B", exactly(second)))
    return replace(base, parties=parties, issues=(pie,), views=views, no_deal=entries, interactions=(), scenarios=())


class TestByHand:
    def test_two_equal_parts_share_what_needs_either(self) -> None:
        # At (60, 60) nobody takes the half and the zone is empty; at (40, 40) both do. One alone opens nothing, so
        # that of the two orders each part closes one: a half each.
        found = attribution(toy(60.0, 60.0), toy(40.0, 40.0), Drawing(20, 1))
        assert [part["id"] for part in found["parts"]] == ["no_deal.A", "no_deal.B"]
        zone = found["answers"]["zone"]
        assert (zone["before"], zone["after"]) == (0.0, 1.0)
        assert [part["value"] for part in zone["parts"]] == [0.5, 0.5]

    def test_a_part_that_does_nothing_counts_nothing_to_the_bit(self) -> None:
        found = attribution(toy(60.0, 40.0), toy(40.0, 41.0), Drawing(20, 1))
        assert [part["value"] for part in found["answers"]["zone"]["parts"]] == [1.0, 0.0]

    def test_a_single_part_is_the_whole_difference_and_whatif_says_the_same(self) -> None:
        change = Change("no_deal." + CASE.no_deal[0].party, "add", -5.0)
        found, wanted = attribution(CASE, apply(CASE, [change]), DRAWING), whatif(CASE, [change], DRAWING)
        for name, row in wanted["outputs"].items():
            held = found["answers"][name]
            assert {key: held[key] for key in row} == row
            assert held["parts"][0]["value"] == row["value"]
            assert held["parts"][0]["se"] == pytest.approx(row["se"], abs=1e-15)

    def test_no_difference_has_no_parts(self) -> None:
        found = attribution(CASE, CASE, DRAWING)
        assert (found["parts"], found["changes"]) == ([], [])
        assert all(row["value"] == 0.0 and row["parts"] == [] for row in found["answers"].values())


def brute(before: Case, after: Case, most: int) -> tuple[Any, dict[str, list[float]]]:
    """Average what each part adds over every order, one judged case at a time."""
    held = between(before, after, most)
    count = len(held.parts)
    seen = {s: measure(held.mixed(s), Asked(DRAWING)) for s in range(1 << count)}
    names = [name for name in seen[0].outputs if all(name in one.outputs for one in seen.values())]
    found = {name: [0.0] * count for name in names}
    orders = list(permutations(range(count)))
    for order in orders:
        taken = 0
        for part in order:
            for name in names:
                gain = seen[taken | 1 << part].mean(name) - seen[taken].mean(name)
                found[name][part] += gain / len(orders)
            taken |= 1 << part
    return held, found


@pytest.fixture(scope="module")
def other() -> Case:
    return moved(CASE, inputs_of(CASE, 4), 9.0)


class TestLaws:
    def test_it_is_the_mean_over_allorders_of(self, other: Case) -> None:
        held, wanted = brute(CASE, other, 4)
        found = attribution(CASE, other, DRAWING, Effort(4))
        assert [part["id"] for part in found["parts"]] == [part.id for part in held.parts]
        assert found["orders"] == {"exact": True, "sampled": 0, "cases": 1 << len(held.parts)}
        for name, values in wanted.items():
            parts = [part["value"] for part in found["answers"][name]["parts"]]
            assert parts == pytest.approx(values, abs=1e-12), name

    @pytest.mark.parametrize("measured", [256, 8])
    def test_the_parts_sum_to_the_whole_to_the_bit(self, other: Case, measured: int) -> None:
        found = attribution(CASE, other, DRAWING, Effort(4, measured))
        assert found["orders"]["exact"] is (measured == 256)
        assert len(found["parts"]) == 4
        for name, row in found["answers"].items():
            assert fsum(part["value"] for part in row["parts"]) == row["value"], name

    def test_it_turns_its_sign_when_before_and_after_change_places(self, other: Case) -> None:
        there, back = attribution(CASE, other, DRAWING), attribution(other, CASE, DRAWING)
        for name, row in there["answers"].items():
            turned = [-part["value"] for part in back["answers"][name]["parts"]]
            assert [part["value"] for part in row["parts"]] == pytest.approx(turned, abs=1e-12), name

    def test_sampled_orders_miss_all_of_them_by_chance_alone_and_say_by_how_much(self) -> None:
        rng = np.random.default_rng(3)
        worth = rng.normal(size=64)
        wanted = shapley_values(worth[:, None])[:, 0]
        misses, told = [], []
        for seed in range(200):
            orders = orders_of(6, 60, seed)
            steps = orders.steps(worth[list(orders.sets)])
            found = (orders.weight * steps).sum(axis=1)
            assert found.sum() == pytest.approx(worth[-1] - worth[0])
            misses.append(found - wanted)
            told.append(orders.errors(steps))
        spread = np.sqrt(np.mean(np.square(misses), axis=0))
        assert np.sqrt(np.mean(np.square(told), axis=0)) == pytest.approx(spread, rel=0.15)
        assert np.abs(np.mean(misses, axis=0)) == pytest.approx(np.zeros(6), abs=4.0 * float(spread.max()) / 200**0.5)

    @pytest.mark.parametrize("parts", [1, 2, 5, 8])
    def test_all_orders_are_the_shapley_value(self, parts: int) -> None:
        worth = np.random.default_rng(parts).normal(size=(1 << parts, 3))
        orders = orders_of(parts, 256, 1)
        found = np.einsum("gj,gjm->gm", orders.weight, orders.steps(worth))
        assert found == pytest.approx(shapley_values(worth), abs=1e-13)

    def test_the_two_ends_are_the_cases_themselves(self, other: Case) -> None:
        held = between(CASE, other, 4)
        assert held.mixed(0) is CASE
        assert held.mixed(15) is other

    @given(st.lists(st.integers(-400, 400), min_size=1, max_size=8), st.integers(1, 10_000))
    @example([-320, -320, 332], 10)
    def test_what_rounding_leaves_over_goes_to_one_part(self, counts: list[int], draws: int) -> None:
        values = np.array(counts) / draws
        noisy = values * (1.0 + 1e-15)
        total = sum(counts) / draws
        held = summing(noisy, total)
        assert abs(fsum(held) - total) <= np.spacing(max(abs(one) for one in held))
        parts = [abs(one) for one in noisy.tolist() if one]
        if parts and np.spacing(4.0 * min(parts)) <= np.spacing(abs(total)):
            assert fsum(held) == total
        assert held == pytest.approx(values.tolist(), abs=1e-11)
        assert all(one == 0.0 for one, count in zip(held, counts, strict=True) if count == 0)


class TestParts:
    def test_what_has_no_path_is_the_structure_and_both_move_apart(self, after: Case) -> None:
        lever = CASE.issues[0]
        fewer = replace(after, scenarios=after.scenarios[1:])
        held = between(CASE, fewer, 8)
        assert held.parts[-1].id == STRUCTURE
        assert held.parts[-1].words
        assert held.mixed(1 << len(held.parts) - 1).scenarios == fewer.scenarios
        assert held.mixed(1 << len(held.parts) - 1).no_deal == CASE.no_deal
        assert held.mixed(1).scenarios == CASE.scenarios
        assert lever in held.mixed(1).issues

    def test_texts_names_and_sources_are_in_no_part_but_are_told(self) -> None:
        other = replace(CASE, title="Another title", summary="Said otherwise.")
        held = between(CASE, other, 8)
        assert held.parts == ()
        assert {row["path"] for row in held.rows} == {"title", "summary"}

    @pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 40])
    def test_they_are_never_more_than_asked_and_hold_every_input_once(self, most: int) -> None:
        paths = inputs_of(CASE, 30)
        held = between(CASE, moved(CASE, paths, 1.0), most)
        assert len(held.parts) <= most
        assert sorted(path for part in held.parts for path in part.paths) == sorted(paths)

    def test_a_line_says_the_input_and_both_of_its_values(self) -> None:
        case = load("miami")
        other = apply(case, [Change("no_deal.UA", "set", 54.0), Change("views.UA.donbas.red_lines.E", "drop")])
        words = [line for part in between(case, other, 8).parts for line in part.words]
        assert any(line.endswith("-> none") and "Ukraine" in line for line in words)
        assert any(line.startswith("no-deal value, Ukraine: 79") and "-> 54" in line for line in words)

    def test_differences_that_cannot_stand_alone_are_refused_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        other = moved(CASE, inputs_of(CASE, 2))
        monkeypatch.setattr(module, "why_not", lambda _: "no party would be required")
        with pytest.raises(Unanswerable, match="cannot be told apart.*no party would be required"):
            attribution(CASE, other, DRAWING)
