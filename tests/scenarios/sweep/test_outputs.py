"""Many variants at once say what each says alone: the fast way beside the plain one."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.levers import SET, Change
from detente.case.nouns import Case
from detente.ensemble.central import judge_central
from detente.ensemble.setting import Drawing
from detente.ensemble.shares import MODELS, rows_of, scenario_ids, shares, weights
from detente.formats.load import load
from detente.formats.write import dump
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, measure
from detente.scenarios.sweep.designs import grid, lhs, overrides
from detente.scenarios.sweep.outputs import OUTPUTS
from detente.scenarios.sweep.plan import NoOutput, Question, planned
from detente.scenarios.sweep.run import Swept, sweep

MIAMI = load("miami")
FAST = {
    "no_deal.RU": (50, 95), "no_deal.UA": (60, 99), "views.RU.donbas.salience": (0, 100),
    "views.UA.donbas.position": (0, 100), "parties.UA.leverage": (0, 100),
}  # fmt: skip
QUICK = tuple(name for name in OUTPUTS if name != "zone_share")


def changed(case: Case, swept: Swept, k: int) -> Case:
    """Return the case of a variant, changed one by one as `whatif` does."""
    values = {path: swept.columns[path][k].item() for path in swept.paths}
    return apply(case, [Change(path, SET, value) for path, value in values.items() if not np.isnan(value)])


def as_alone(case: Case, swept: Swept, k: int) -> None:
    alone, row = judge_central(changed(case, swept, k)), [*swept.rows()][k]
    assert row["gap"] == alone["gap"] or (alone["gap"] is None and row["gap"] == -np.inf)
    assert row["zone"] == (alone["gap"] is not None and alone["gap"] >= 0)
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        held = alone["solutions"][name]["settlements"]
        assert row[f"{name}.ties"] == len(held) or not row["zone"]
        if held and row["zone"]:
            assert {i.id: row[f"{name}.option.{i.id}"] for i in case.issues} == held[0]["options"]
            assert row[f"{name}.utility.RU"] == held[0]["utility"]["RU"]


@pytest.fixture(scope="module")
def fast() -> Swept:
    return sweep(MIAMI, lhs(40, 5, FAST), QUICK, executor="serial", chunk=40)


@pytest.mark.parametrize("k", [0, 1, 2, 3, 4, 5])
def test_numbers_put_in_together_say_what_a_changed_case_says(fast, k):
    as_alone(MIAMI, fast, k)


def test_both_kinds_of_zone_were_met(fast):
    assert set(fast.columns["zone"].tolist()) == {0, 1}


def test_other_inputs_say_what_a_changed_case_says():
    rows = [
        {"parties.US.required": 0, "no_deal.RU": 70},
        {"views.UA.donbas.red_lines.D": 1},
        {"issues.donbas.options.D.score": 20, "no_deal.UA": 90},
        {"parties.US.required": 0, "no_deal.UA": 85},
    ]
    donbas = MIAMI.issue("donbas")
    kept = [r for r in rows if all(".D" not in path or "D" in donbas.option_ids for path in r)]
    found = sweep(MIAMI, overrides(kept), QUICK, executor="serial", chunk=10)
    for k in range(len(kept)):
        as_alone(MIAMI, found, k)


def test_the_weights_of_the_scenarios_are_those_of_one_draw(fast):
    from detente.ensemble import propagate
    from detente.settlement.inputs import central_inputs
    from detente.settlement.known import known
    from detente.solutions.compromise import compromise

    for k in range(3):
        case = known(changed(MIAMI, fast, k))
        slim, rows = propagate.signing(case)
        inputs = central_inputs(case)
        solved = propagate.solve(slim, propagate.of_parties(case, inputs, rows), propagate.Work("compiled", 1))
        weight = rows_of(case, solved, compromise(case, inputs, solved.space))
        wanted = np.array(weights(case)) @ shares(weight)
        found = [fast.columns[f"scenarios.{name}"][k] for name in scenario_ids(case)]
        assert np.allclose(found, wanted, atol=1e-12), (k, MODELS)


def test_weights_sum_to_one_and_all_of_no_deal_is_an_empty_zone(fast):
    total = sum(column for name, column in fast.columns.items() if name.startswith("scenarios."))
    assert np.allclose(total, 1.0)
    assert (np.isclose(fast.columns["scenarios.no_deal"], 1.0) == (fast.columns["zone"] == 0)).all()


def test_a_binding_party_is_one_whose_dropping_opens_an_empty_zone(fast):
    binding = {name: column for name, column in fast.columns.items() if name.startswith("binding.")}
    assert set(binding) == {f"binding.{p.id}" for p in MIAMI.parties if p.required}
    empty = fast.columns["zone"] == 0
    for name, column in binding.items():
        assert not column[~empty].any()
        for k in np.flatnonzero(empty)[:2].tolist():
            party = name.partition(".")[2]
            without = apply(changed(MIAMI, fast, k), [Change(f"parties.{party}.required", SET, 0.0)])
            assert column[k] == (judge_central(without)["gap"] >= 0)


def test_the_size_of_a_zone_is_that_of_the_verb_zone():
    found = sweep("template", grid({_first(): [20, 40]}), ["zone_share"], executor="serial")
    case = load("template")
    for k in range(2):
        alone = judge_central(changed(case, found, k))["settlements"]
        assert found.columns["zone_size"][k] == alone["zone"]["value"]
        assert found.columns["zone_share"][k] == alone["zone"]["value"] / alone["admissible"]["value"]


def _first() -> str:
    return next(f"no_deal.{entry.party}" for entry in load("template").no_deal if entry.value is not None)


def test_with_draws_a_variant_says_what_a_measure_says():
    path = _first()
    names = ("zone", "scenarios", "utility")
    found = sweep("template", grid({path: [20, 40]}), names, executor="serial", draws=30, seed=4)
    for k in range(2):
        alone = measure(changed(load("template"), found, k), Asked(Drawing(30, 4, 1)))
        assert found.columns["zone"][k] == alone.mean("zone")
        assert [found.columns[name][k] for name in alone.mixture] == [*alone.mixture.values()]


def test_a_case_that_was_never_a_file_is_swept_as_its_file_would_be(tmp_path):
    (tmp_path / "own.yaml").write_text(dump(MIAMI), encoding="utf-8")
    design = lhs(5, 1, FAST)
    one, other = sweep(MIAMI, design, executor="serial"), sweep(tmp_path / "own.yaml", design, executor="serial")
    assert one.columns["gap"].tolist() == other.columns["gap"].tolist()


@pytest.mark.parametrize(
    ("draws", "name", "near"), [(0, "nahs", "nash"), (50, "nash", "with draws"), (0, "signed", "")]
)
def test_an_output_that_there_is_not_is_refused(draws, name, near):
    with pytest.raises(NoOutput, match="no output") as error:
        planned("miami", lhs(5, over=FAST), Question((name,), draws))
    assert near in str(error.value)
