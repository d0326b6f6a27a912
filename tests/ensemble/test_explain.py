"""Every number of a run leads back to a formula, inputs and sources."""

from __future__ import annotations

from importlib import import_module

import pytest

from detente.ensemble.explain import UnknownId, explain, ids, orphans
from detente.ensemble.formulas import RULES


def row(path: str, *sources: str) -> dict:
    numbers = {"low": 1, "mid": 2, "high": 3}
    return {"path": path, **numbers, "coded": "judged", "sources": list(sources), "evidence": ""}


@pytest.fixture
def run() -> dict:
    """A run of two required parties and an observer, cut down to a few numbers."""
    return {
        "schema": "detente.run/1",
        "draws": 400,
        "seed": 7,
        "case": {"parties": [{"id": p, "required": p != "O", "leverage": 5} for p in "NSO"]},
        "central": {"gap": None, "no_deal": {"N": 50.0}, "compromise": {"positions": {"land": 40.0}}},
        "zone_probability": {"value": 0.25, "se": 0.02, "by_firmness": [{"firmness": 0.5, "value": 0.3, "draws": 40}]},
        "scenarios": [{"id": "freeze", "value": 0.2, "se": 0.01, "low": 0.1, "models": {"nash": 0.3}}],
        "sensitivity": [{"output": "gap", "input": "N.salience", "share": 0.6}],
        "offers": {
            "offers": [{"id": "first", "utility": {"N": 35.0}}],
            "bounds": {"N": {"low": 35.0, "high": None, "from": {"low": "first", "high": None}}},
            "convergence": [{"from": "first", "to": "last", "distance": 12.5, "utility_change": {"N": 1.0}}],
        },
        "sub_samples": {"low_high": 20},
        "inputs": [
            row("views.N.land.salience", "S1"),
            row("views.N.name.salience"),
            row("views.N.land.red_lines.a"),
            row("views.S.land.position", "S2"),
            row("views.O.land.position", "S3"),
            row("issues.land.options.a.score"),
            row("no_deal.N", "S2"),
            row("parties.N.leverage"),
        ],
        "sources": [{"id": "S1"}, {"id": "S2"}, {"id": "S3"}],
    }


def paths(found: dict) -> list[str]:
    return [item["path"] for item in found["inputs"]]


def test_a_mixture_of_everything_rests_on_the_inputs_of_all_required_parties(run):
    found = explain(run, "scenarios.freeze.value")
    assert (found["value"], found["se"], found["draws"], found["seed"]) == (0.2, 0.01, 400, 7)
    assert "views.O.land.position" not in paths(found)
    assert len(found["inputs"]) == 7
    assert [source["id"] for source in found["sources"]] == ["S1", "S2"]


def test_a_utility_rests_on_the_views_of_its_party_and_the_scores_alone(run):
    found = explain(run, "offers.first.utility.N")
    assert paths(found) == ["views.N.land.salience", "views.N.name.salience", "issues.land.options.a.score"]
    assert (found["draws"], found["seed"]) == (1, None)
    assert "first to N" in found["formula"]


def test_an_input_explains_itself(run):
    found = explain(run, "inputs.views.N.land.salience.mid")
    assert paths(found) == ["views.N.land.salience"]
    assert found["sources"] == [{"id": "S1"}]


def test_a_group_of_inputs_is_all_its_rows(run):
    found = explain(run, "sensitivity.gap.N.salience.share")
    assert paths(found) == ["views.N.land.salience", "views.N.name.salience"]


def test_a_row_of_a_list_is_named_by_what_tells_it_apart(run):
    assert explain(run, "zone_probability.by_firmness.0.5.value")["value"] == 0.3
    assert explain(run, "offers.convergence.first.last.distance")["value"] == 12.5


def test_draws_are_those_of_the_row_or_the_sub_sample(run):
    assert explain(run, "zone_probability.by_firmness.0.5.value")["draws"] == 40
    assert explain(run, "scenarios.freeze.low")["draws"] == 20


def test_a_number_that_is_not_known_has_a_formula_too(run):
    assert explain(run, "central.gap")["value"] is None
    assert explain(run, "offers.bounds.N.high")["value"] is None
    assert "offers.bounds.N.from.high" not in ids(run)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("scenarios.freez.value", "did you mean scenarios.freeze.value"),
        ("scenarios.freeze", "holds several numbers: scenarios.freeze.value"),
        ("scenarios.", "holds several numbers"),
        ("", "ids start with: "),
        ("\N{SNOWMAN}", "ids start with: draws, seed, case"),
    ],
)
def test_an_unknown_id_is_refused_with_what_comes_close(run, wrong, hint):
    with pytest.raises(UnknownId, match=hint):
        explain(run, wrong)


def test_a_number_without_a_formula_is_an_orphan(run):
    assert orphans(run) == []
    assert orphans({**run, "mystery": {"x": 1}}) == ["mystery.x"]


def test_every_function_named_in_a_formula_exists():
    for name in {rule.made_by for rule in RULES}:
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function)), name


def test_every_formula_can_be_filled_in_from_its_pattern():
    for rule in RULES:
        names = {part[1:-1]: part for part in rule.pattern.split(".") if part.startswith("{")}
        assert rule.formula.format(**names), rule.pattern
