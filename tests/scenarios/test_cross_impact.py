"""Futures of a matrix: scores by definition, basins exact and sampled, cells of two descriptors; the flagship."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.case.cross_impact import Block, CrossImpact, Descriptor, Impact, Variant, matrix, starts
from detente.case.fault import TooLarge
from detente.formats.load import load
from detente.kernels import cross_impact as kernel
from detente.scenarios import cross_impact
from detente.scenarios.cross_impact import as_rows, futures
from detente.scenarios.two_by_two import two_by_two

GOLDEN = json.loads((Path(__file__).parents[1] / "published/data/somewhereland.json").read_text(encoding="utf-8"))


def model_of(rows, sizes) -> CrossImpact:
    descriptors = tuple(
        Descriptor(f"D{d}", f"d {d}", tuple(Variant(f"v{v}", f"v {v}") for v in range(size)))
        for d, size in enumerate(sizes)
    )
    at = starts(CrossImpact(descriptors))
    blocks = tuple(
        Block(a.id, b.id, tuple(tuple(row[at[j] : at[j + 1]]) for row in rows[at[i] : at[i + 1]]))
        for i, a in enumerate(descriptors)
        for j, b in enumerate(descriptors)
    )
    return CrossImpact(descriptors, blocks)


SOMEWHERELAND = model_of(GOLDEN["matrix"], GOLDEN["sizes"])


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_somewhereland_has_its_ten_scenarios_with_their_impact_scores_and_weights():
    found = futures(SOMEWHERELAND, rng=rng())
    assert [list(row.variants) for row in found.consistent] == GOLDEN["consistent_computed"]
    assert [row.impact_score for row in found.consistent] == GOLDEN["tis"]
    assert [row.weight for row in found.consistent] == GOLDEN["weights_global_succession"]
    assert (found.combinations, found.starts, found.exact, found.ringed) == (486, 486, True, 0)


def test_consistency_is_the_least_lead_over_the_best_other_variant():
    impact, start = np.array(GOLDEN["matrix"]), np.array(starts(SOMEWHERELAND))
    for row in futures(SOMEWHERELAND, rng=rng()).consistent:
        rows = start[:-1] + np.array(row.variants) - 1
        balance = impact[rows].sum(axis=0)
        leads = [
            min(balance[own] - balance[w] for w in range(a, b) if w != own)
            for own, a, b in zip(rows, start, start[1:], strict=False)
        ]
        assert row.consistency == min(leads)


def test_basins_of_a_large_matrix_are_sampled_with_an_error_and_said_so(monkeypatch):
    exact = futures(SOMEWHERELAND, rng=rng())
    monkeypatch.setattr(cross_impact, "MOST_STARTS", 100)
    found = as_rows(SOMEWHERELAND, futures(SOMEWHERELAND, rng=rng()))
    assert found["succession"]["exact"] is False
    assert found["succession"]["starts"] == cross_impact.SAMPLE
    for row, held in zip(found["consistent"], exact.consistent, strict=True):
        assert row["share_se"] > 0.0
        assert abs(row["share"] - held.weight / 486) < 4.0 * row["share_se"] + 1e-4


def test_a_descriptor_with_one_variant_has_no_rival():
    model = CrossImpact((Descriptor("A", "a", (Variant("x", "x"),)),))
    assert [row.consistency for row in futures(model, rng=rng()).consistent] == [None]


def test_too_many_consistent_scenarios_are_refused(monkeypatch):
    monkeypatch.setattr(kernel, "MOST_CONSISTENT", 10)
    with pytest.raises(TooLarge, match="judge more pairs"):
        futures(model_of([[0] * 9] * 9, [3, 3, 3]), rng=rng())


def test_single_judgements_and_blocks_make_one_matrix():
    descriptors = tuple(Descriptor(key, key, (Variant("y", "y"), Variant("n", "n"))) for key in "AB")
    model = CrossImpact(descriptors, (Block("A", "B", ((1, -1), (2, -2))),), (Impact("B.n", "B.y", 3),))
    assert matrix(model) == [[0, 0, 1, -1], [0, 0, 2, -2], [0, 0, 0, 0], [0, 0, 3, 0]]


def test_every_cell_of_two_descriptors_is_there_also_an_empty_one():
    found = futures(SOMEWHERELAND, rng=rng())
    cells = two_by_two(SOMEWHERELAND, found, "D2", "D3")
    assert [(cell.row, cell.column) for cell in cells] == [(f"v{a}", f"v{b}") for a in range(3) for b in range(2)]
    assert sum(len(cell.futures) for cell in cells) == 10
    assert [len(cell.futures) for cell in cells] == [0, 1, 5, 0, 0, 4]


@pytest.mark.parametrize(("rows", "columns"), [("D1", "D1"), ("D9", "D1")])
def test_axes_are_two_descriptors(rows, columns):
    with pytest.raises(ValueError, match="D9|both axes"):
        two_by_two(SOMEWHERELAND, futures(SOMEWHERELAND, rng=rng()), rows, columns)


def test_every_judgement_of_the_flagship_is_marked_and_says_why_and_every_variant_has_an_indicator():
    case = load("miami_2026")
    model = case.cross_impact
    assert model is not None
    assert {row.coded for row in (*model.blocks, *model.impacts)} == {"judged"}
    assert all(row.why for row in (*model.blocks, *model.impacts))
    told = [row for d in model.descriptors for v in d.variants for row in v.indicators]
    assert all(v.indicators for d in model.descriptors for v in d.variants)
    assert all(row.by is not None and case.as_of < row.by <= case.horizon for row in told)


def test_the_wider_futures_of_the_flagship_hold_each_state_of_us_russia_relations_once():
    model = load("miami_2026").cross_impact
    assert model is not None
    ids = [d.id for d in model.descriptors]
    assert {"talks", "us_russia", "proxy", "cyber", "economic", "nato", "defence", "arms_control"} == set(ids)
    rows = futures(model, rng=rng()).consistent
    assert [row.variants[ids.index("us_russia")] for row in rows] == [1, 2, 3]
