"""Updating: hand calculations, published ratios, laws of order, copies, contributions and intervals."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations, product
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.evidence import Bearing, Claim
from detente.case.fault import Unanswerable
from detente.case.quantity import Quantity, exactly
from detente.evidence import contributions as module
from detente.evidence.change import explained
from detente.evidence.contributions import contributions, log_odds, shares
from detente.evidence.grades import grades
from detente.evidence.likelihoods import mixed_ratio, weigh
from detente.evidence.update import update
from tests.evidence.fixtures import EVEN, case, claim

GOLDEN = json.loads((Path(__file__).parents[1] / "published/data/evidence.json").read_text())
THREE = {"a": 0.5, "b": 0.3, "c": 0.2}
RATIOS = st.floats(0.05, 20.0)
GRADES = st.sampled_from(["A1", "B2", "C3", "D4", "E5", "F6"])


def values(found) -> dict[str, float]:
    return {row.id: row.value for row in found.posteriors}


def test_log_odds_add_as_published() -> None:
    row = GOLDEN["bayes_lr"]
    prior = np.log([row["prior"], 1.0 - row["prior"]])
    items = [weigh(Bearing("yes", exactly(ratio)), ["yes", "no"]).log for ratio in row["LR"]]
    assert shares(prior + np.sum(items, axis=0))[0] == pytest.approx(row["posterior"], abs=1e-12)


def test_a_source_that_is_sometimes_reliable_weighs_as_published() -> None:
    row = GOLDEN["lr_with_source"]
    assert mixed_ratio(row["r"], row["sens"], row["fpr"], row["noise_rate"]) == pytest.approx(row["LR"], abs=1e-12)
    stated = Bearing("yes", sens=exactly(row["sens"]), fpr=exactly(row["fpr"]))
    for noise in (row["noise_rate"], None):  # whose default is the same: the geometric mean of .9 and .1
        held = weigh(stated, ["yes", "no"], exactly(row["r"]), noise).log
        assert exp(held[0] - held[1]) == pytest.approx(row["LR"], abs=1e-12)
    bare = weigh(Bearing("yes", exactly(9.0)), ["yes", "no"], exactly(row["r"])).log
    assert exp(bare[0] - bare[1]) == pytest.approx(row["LR"], abs=1e-12)


def test_a_posterior_is_the_hand_calculation() -> None:
    found = update(case({"yes": 0.2, "no": 0.8}, [claim("x", 3.0, grade="B2"), claim("y", 0.5, grade="D4")]))
    odds = 0.2 / 0.8
    for ratio, letter in ((3.0, "B"), (0.5, "D")):
        r = grades().reliability[letter].mid
        odds *= (r * ratio**0.5 + 1 - r) / (r * ratio**-0.5 + 1 - r)
    assert values(found)["yes"] == pytest.approx(odds / (1 + odds), abs=1e-12)
    assert sum(values(found).values()) == pytest.approx(1.0, abs=1e-15)


def test_several_hypotheses_are_the_rule_of_bayes() -> None:
    told = Bearing(likelihoods={"a": exactly(0.9), "b": exactly(0.3), "c": exactly(0.1)})
    found = update(case(THREE, [Claim("x", "what is seen", grade="B1", bears=told)]))
    r, n = grades().reliability["B"].mid, (0.9 * 0.1) ** 0.5
    weight = {key: p * (r * told.likelihoods[key].mid + (1 - r) * n) for key, p in THREE.items()}
    assert values(found) == pytest.approx({key: w / sum(weight.values()) for key, w in weight.items()}, abs=1e-12)


@given(st.lists(st.tuples(RATIOS, st.sampled_from("abc"), GRADES), min_size=1, max_size=5))
@settings(deadline=None, max_examples=30)
def test_any_order_gives_the_same_posterior_to_the_bit(rows) -> None:
    claims = [claim(f"k{k}", ratio, on, grade=grade) for k, (ratio, on, grade) in enumerate(rows)]
    first = update(case(THREE, claims)).values
    for order in list(permutations(claims))[:20]:
        assert np.array_equal(update(case(THREE, order)).values, first)


@given(st.lists(st.tuples(RATIOS, st.sampled_from("abc"), GRADES), max_size=5))
@settings(deadline=None, max_examples=40)
def test_contributions_add_up_to_the_change(rows) -> None:
    found = update(case(THREE, [claim(f"k{k}", *row[:2], grade=row[2]) for k, row in enumerate(rows)]))
    for row in found.posteriors:
        moved = sum(item.probability[row.id] for item in found.items)
        assert moved == pytest.approx(row.value - row.prior, abs=1e-12)
        odds = log(row.value / (1 - row.value)) - log(row.prior / (1 - row.prior))
        assert sum(item.log_odds[row.id] for item in found.items) == pytest.approx(odds, abs=1e-9)


def test_of_two_hypotheses_each_item_gives_its_own_log_ratio() -> None:
    found = update(case({"yes": 0.3, "no": 0.7}, [claim("x", 4.0, grade="A1"), claim("y", 0.2, grade="C3")]))
    for item in found.items:
        own = item.log_likelihood["yes"] - item.log_likelihood["no"]
        assert item.log_odds == pytest.approx({"yes": own, "no": -own}, abs=1e-12)


def test_contributions_are_the_mean_over_all_orders() -> None:
    rng = np.random.default_rng(5)
    start, items = np.log([0.5, 0.3, 0.2]), rng.normal(size=(4, 3))
    total = np.zeros((2, 4, 3))
    orders = list(permutations(range(4)))
    for order in orders:
        held = start
        for k in order:
            total[0, k] += log_odds(held + items[k]) - log_odds(held)
            total[1, k] += shares(held + items[k]) - shares(held)
            held = held + items[k]
    found = contributions(start, items)
    assert found.log_odds == pytest.approx(total[0] / len(orders), abs=1e-12)
    assert found.probability == pytest.approx(total[1] / len(orders), abs=1e-12)


@pytest.mark.parametrize(("count", "scale"), [(13, 0.5), (40, 1.0), (300, 4.0)])
def test_many_items_add_up_as_well(count: int, scale: float) -> None:
    rng = np.random.default_rng(count)
    start, items = np.log([0.5, 0.3, 0.2]), scale * rng.normal(size=(count, 3))
    found, end = contributions(start, items), start + items.sum(axis=0)
    assert found.method == module.TOGETHER
    assert found.log_odds.sum(axis=0) == pytest.approx(log_odds(end) - log_odds(start), abs=1e-9)
    assert found.probability.sum(axis=0) == pytest.approx(shares(end) - shares(start), abs=1e-9)


def test_items_that_grow_together_are_near_the_mean_over_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    items = np.array([[0.3, 0.0, 0.0], [0.0, 0.2, 0.0], [0.1, 0.0, 0.2]])
    exact = contributions(np.zeros(3), items)
    monkeypatch.setattr(module, "MOST_EXACT", 0)
    near = contributions(np.zeros(3), items)
    assert near.probability == pytest.approx(exact.probability, abs=2e-3)
    assert near.log_odds == pytest.approx(exact.log_odds, abs=5e-3)


def test_leaving_one_out_is_a_case_without_it() -> None:
    claims = [claim("x", 3.0, "a", grade="B2"), claim("y", 0.4, "b", grade="C2"), claim("z", 6.0, "c", grade="E3")]
    for item in update(case(THREE, claims)).items:
        rest = [own for own in claims if own is not item.origin.counted]
        assert item.without == pytest.approx(values(update(case(THREE, rest))), abs=1e-12)


@given(st.lists(st.tuples(RATIOS, RATIOS, RATIOS, GRADES), min_size=1, max_size=3))
@settings(deadline=None, max_examples=30)
def test_bounds_are_those_of_all_corners_and_hold_the_interval(rows) -> None:
    ranged = [Quantity(*sorted(row[:3])) for row in rows]
    claims = [claim(f"k{k}", held, grade=row[3]) for k, (held, row) in enumerate(zip(ranged, rows, strict=True))]
    found = update(case({"yes": Quantity(0.2, 0.4, 0.5), "no": Quantity(0.5, 0.6, 0.7)}, claims)).posteriors[0]
    corners = []
    for prior in ((0.2, 0.7), (0.5, 0.5)):
        for ends in product(
            *([(s, r) for s in (q.low, q.high) for r in _band(row)] for q, row in zip(ranged, rows, strict=True))
        ):
            odds = prior[0] / prior[1]
            for ratio, r in ends:
                odds *= (r * ratio**0.5 + 1 - r) / (r * ratio**-0.5 + 1 - r)
            corners.append(odds / (1 + odds))
    assert (found.least, found.most) == pytest.approx((min(corners), max(corners)), abs=1e-9)
    assert found.least - 1e-12 <= found.low <= found.value <= found.high <= found.most + 1e-12


def _band(row) -> tuple[float, float]:
    held = grades().reliability[row[3][0]]
    return held.low, held.high


def test_bounds_of_more_hypotheses_hold_every_value_within_the_ranges() -> None:
    told = {"a": Quantity(0.5, 0.7, 0.9), "b": Quantity(0.1, 0.3, 0.6), "c": Quantity(0.05, 0.1, 0.2)}
    claims = [
        Claim("x", "one", grade="C2", bears=Bearing(likelihoods=told)),
        claim("y", Quantity(0.2, 0.5, 2.0), "b", grade="B2"),
    ]
    found = update(case(THREE, claims))
    rng = np.random.default_rng(2)
    for _ in range(200):
        within = {key: exactly(rng.uniform(q.low, q.high)) for key, q in told.items()}
        made = [replace(claims[0], bears=Bearing(likelihoods=within), noise=0.07**0.5), claims[1]]
        for row, own in zip(found.posteriors, update(case(THREE, made)).posteriors, strict=True):
            assert row.least <= own.value <= row.most


def test_an_item_that_is_as_likely_under_all_tells_nothing() -> None:
    found = update(case(THREE, [claim("x", 1.0, "a", grade="A1")]))
    assert values(found) == pytest.approx(THREE, abs=1e-12)
    assert found.items[0].log_odds == pytest.approx(dict.fromkeys(THREE, 0.0), abs=1e-12)


def test_a_change_is_explained_by_what_came_what_went_and_what_moved() -> None:
    one = claim("x", 3.0, "a", grade="B2")
    before = case(THREE, [one, claim("y", 0.4, "b", grade="C2")])
    after = case({"a": 0.4, "b": 0.4, "c": 0.2}, [replace(one, grade="D2"), claim("z", 6.0, "c", grade="B3")])
    found = explained(before, after)
    assert {row.claim: row.kind for row in found.reasons} == {"": "changed", "x": "changed", "y": "gone", "z": "new"}
    assert found.before == pytest.approx(values(update(before)), abs=1e-12)
    assert found.after == pytest.approx(values(update(after)), abs=1e-12)
    for key in THREE:
        moved = sum(row.probability[key] for row in found.reasons)
        assert moved == pytest.approx(found.after[key] - found.before[key], abs=1e-9)
    assert explained(before, before).reasons == ()


def test_without_hypotheses_nothing_is_weighed() -> None:
    with pytest.raises(Unanswerable, match="add at least two"):
        update(case({}))
    with pytest.raises(Unanswerable, match="other hypotheses: c"):
        explained(case(EVEN), case({"yes": 0.4, "no": 0.4, "c": 0.2}))
