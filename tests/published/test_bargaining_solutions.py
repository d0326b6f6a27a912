"""Published and closed-form solutions: Nash 1950, Kalai 1977, Kalai & Smorodinsky 1975, Harsanyi & Selten 1972."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from detente.settlement import zone
from detente.settlement.space import Space
from detente.solutions.concepts import Solution, egalitarian, kalai_smorodinsky, nash, solutions, utilitarian
from tests.published.tables import central_space, table_case

GOLD = json.loads((Path(__file__).parent / "data" / "golden_closed_form.json").read_text(encoding="utf-8"))
NASH_1950 = GOLD["nash1950_bill_jack"]
POINTS = 10_001


def bill_and_jack() -> Space:
    """Nash's table: each item stays or changes hands; a tenth issue without worth makes the mean a round tenth."""
    worth: dict[str, dict[str, tuple[float, float]]] = {"nothing": {"is": (0.0, 0.0)}}
    for item, (bill, jack) in NASH_1950["items_value_to_(Bill,Jack)"].items():
        worth[item] = {"bill": (bill, 0.0), "jack": (0.0, jack)}
    first, second = NASH_1950["disagreement"]
    return central_space(table_case(worth, {"Bill": first / 10, "Jack": second / 10}))


def gains(space: Space, solution: Solution) -> set[tuple[int, int]]:
    """Gains of the chosen settlements on Nash's own scale."""
    first, second = NASH_1950["disagreement"]
    return {
        (round(s.utility["Bill"] * 10 - first), round(s.utility["Jack"] * 10 - second)) for s in solution.settlements
    }


def test_nash_1950_counts_and_frontier() -> None:
    space = bill_and_jack()
    assert zone.admissible(space).value == 512
    inside = zone.in_zone(space, rng=np.random.default_rng(0))
    assert inside.exact
    assert inside.value == NASH_1950["n_IR_deals_of_512"]
    front = zone.frontier(space, zone=True)
    assert front.size == NASH_1950["pareto_deals_n"]
    chosen = Solution("frontier", None, front.settlements, front.size)
    # ERRATA: the printed list of frontier gains is not the Pareto set; see the note in the data file.
    assert gains(space, chosen) == {tuple(g) for g in NASH_1950["pareto_gains"]}


def test_nash_1950_solutions_with_all_ties() -> None:
    space = bill_and_jack()
    found = solutions(space)
    assert gains(space, found["nash"]) == {tuple(NASH_1950["nash_gains"])}
    assert found["nash"].ties == 1
    moved = {i for i, owner in found["nash"].settlements[0].options.items() if owner == other(i)}
    assert moved == set(NASH_1950["items_that_change_hands"])
    assert gains(space, found["egalitarian"]) == {tuple(NASH_1950["leximin"])}
    assert found["egalitarian"].ties == NASH_1950["leximin_deals_n"]
    assert gains(space, found["utilitarian"]) == {tuple(g) for g in NASH_1950["utilitarian_ties"]}
    assert found["utilitarian"].ties == NASH_1950["utilitarian_tied_deals_n"]
    assert gains(space, found["kalai_smorodinsky"]) == {tuple(NASH_1950["ks_gains"])}
    assert found["kalai_smorodinsky"].value == pytest.approx(NASH_1950["ks_sorted_ratios"][0])
    assert found["egalitarian"].value == pytest.approx(min(NASH_1950["leximin"]) / 10)
    assert found["nash"].value == pytest.approx(math.prod(NASH_1950["nash_gains"]) / 100)
    best = sum(NASH_1950["utilitarian_ties"][0]) + sum(NASH_1950["disagreement"])
    assert found["utilitarian"].value == pytest.approx(best / 10)


def other(item: str) -> str:
    """The owner to whom an item of the table can pass."""
    return "jack" if item in NASH_1950["owned_by_Bill"] else "bill" if item in NASH_1950["owned_by_Jack"] else ""


def curve(u1: np.ndarray, u2: np.ndarray, **more: object) -> Space:
    """One issue whose options run along a frontier; worths in points, no-deal 0."""
    worth = {"pie": {f"o{k}": (100 * float(a), 100 * float(b)) for k, (a, b) in enumerate(zip(u1, u2, strict=True))}}
    return central_space(table_case(worth, {"A": 0.0, "B": 0.0}, **more))  # type: ignore[arg-type]


def share(solution: Solution) -> float:
    """First party's utility as a fraction."""
    return solution.settlements[0].utility["A"] / 100


def test_risk_averse_pie() -> None:
    x = np.linspace(0, 1, POINTS)
    space = curve(x, np.sqrt(1 - x))
    gold = GOLD["split_risk_averse"]
    assert share(nash(space)) == pytest.approx(gold["nash_x"], abs=1e-3)
    assert share(kalai_smorodinsky(space)) == pytest.approx(gold["ks_x"], abs=1e-3)
    assert share(egalitarian(space)) == pytest.approx(gold["egal_x"], abs=1e-3)
    assert share(utilitarian(space)) == pytest.approx(gold["util_x"], abs=1e-3)


def test_asymmetric_nash_of_the_risk_averse_pie() -> None:
    x = np.linspace(0, 1, POINTS)
    space = curve(x, np.sqrt(1 - x), leverage={"A": 60.0, "B": 40.0})
    assert share(solutions(space)["nash_by_leverage"]) == pytest.approx(GOLD["asym_nash_risk_averse"]["x"], abs=1e-3)


def test_asymmetric_nash_of_a_linear_pie_of_three() -> None:
    gold = GOLD["asym_nash_linear"]
    grid = [(i / 100, j / 100, (100 - i - j) / 100) for i in range(101) for j in range(101 - i)]
    worth = {"pie": {f"o{k}": tuple(100 * x for x in point) for k, point in enumerate(grid)}}
    no_deal = dict(zip("ABC", (100 * d for d in gold["d"]), strict=True))
    leverage = dict(zip("ABC", (100 * a for a in gold["alpha"]), strict=True))
    found = solutions(central_space(table_case(worth, no_deal, leverage=leverage)))["nash_by_leverage"]
    assert [found.settlements[0].utility[p] / 100 for p in "ABC"] == pytest.approx(gold["x"], abs=1e-9)


def segments(corners: list[list[float]]) -> tuple[np.ndarray, np.ndarray]:
    """Points along the upper-right boundary of a hull given by its corners, evenly spaced."""
    hull = [corner for corner in corners if corner != [0, 0]]
    hull.sort()
    part = np.linspace(0, 1, POINTS // (len(hull) - 1))
    ends = zip(hull[:-1], hull[1:], strict=True)
    pieces = [np.outer(1 - part, a) + np.outer(part, b) for a, b in ends]
    points = np.concatenate(pieces)
    return points[:, 0], points[:, 1]


@pytest.mark.parametrize(("hull", "concept", "gold"), [
    ("S1", nash, "nash_S1"), ("S1", kalai_smorodinsky, "ks_S1"),
    ("S2", nash, "nash_S2"), ("S2", kalai_smorodinsky, "ks_S2"),
])  # fmt: skip
def test_kalai_smorodinsky_1975(hull: str, concept: object, gold: str) -> None:
    table = GOLD["ks_1975"]
    corners = [c for c in table[hull]]
    if hull == "S2":
        corners = [[0, 0], [0, 1], [1, 0.7]]
    found = concept(curve(*segments(corners)))  # type: ignore[operator]
    got = [found.settlements[0].utility[p] / 100 for p in "AB"]
    assert got == pytest.approx(table[gold], abs=1e-3)


def test_morphological_mask() -> None:
    worth = {i: {"a": (1.0, 1.0), "b": (1.0, 1.0)} for i in ("x", "y", "z")}
    space = central_space(table_case(worth, {"A": 0.0, "B": 0.0}, forbid=[{"x": "a", "y": "b"}]))
    gold = GOLD["morphological_mask"]
    assert zone.total(space) == gold["of"]
    assert zone.admissible(space).value == gold["allowed"]


def test_equal_vectors_are_all_listed_where_nobody_can_gain() -> None:
    worth = {"x": {"a": (50.0, 50.0), "b": (50.0, 50.0)}}
    found = solutions(central_space(table_case(worth, {"A": 50.0, "B": 50.0})))
    assert {name: s.ties for name, s in found.items()} == dict.fromkeys(found, 2)
    assert found["nash"].flag
    assert math.isclose(found["nash"].value or 0.0, 0.0)
