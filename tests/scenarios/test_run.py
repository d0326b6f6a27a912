"""A run in full: what would change a case stands beside what it says, and every number leads back to a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.consequences import Consequences
from detente.case.levers import Change
from detente.ensemble.consequences import HEADLINE, economy
from detente.ensemble.explain import explain, orphans
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load
from detente.report.html import report
from detente.report.terminal import answer
from detente.scenarios.run import CHANGED_DRAWS, run
from detente.scenarios.whatif import whatif
from detente.scenarios.wild_cards import wild_cards, worlds

CASE = load("template")
NOTHING = ("levers", "wild_cards", "tracks", "information", "venues", "futures")


@pytest.fixture(scope="module")
def found() -> dict:
    return run(CASE, draws=60, seed=7)


def test_the_effect_of_a_lever_is_that_of_its_changes_on_the_sub_sample(found):
    assert found["sub_samples"]["levers"] == CHANGED_DRAWS
    for lever, row in zip(CASE.levers, found["levers"]["rows"], strict=True):
        assert row["effects"] == whatif(CASE, lever.changes, Drawing(CHANGED_DRAWS, 7))["outputs"]


def test_wild_cards_are_those_of_their_own_verb(found):
    assert found["wild_cards"] == wild_cards(worlds(CASE, Drawing(CHANGED_DRAWS, 7))).to_dict()


def test_every_number_has_a_rule(found):
    assert orphans(found) == []


def test_a_lever_is_explained_with_who_declared_it_and_not_with_other_levers(found):
    told = explain(found, "levers.rows.patrols.effects.signed.value")
    assert told["draws"] == CHANGED_DRAWS
    own = [row for row in told["inputs"] if row["path"].startswith("levers.")]
    assert {row["path"].split(".")[1] for row in own} == {"patrols"}
    assert all("owner" in row["evidence"] for row in own)


def test_a_cost_is_explained_by_itself_and_is_not_drawn(found):
    told = explain(found, "levers.rows.patrols.cost.mid")
    assert told["seed"] is None
    assert "levers.patrols.cost" in [row["path"] for row in told["inputs"]]


def test_the_worth_of_knowing_an_input_names_that_input(found):
    first = found["information"]["inputs"][0]["of"]
    told = explain(found, f"information.inputs.{first}.value")
    assert told["se"] is not None


def test_the_economy_is_that_of_its_own_verb_to_the_bit(found):
    told, whole = found["economy"], economy(setting_of(CASE, Drawing(60, 7)))
    rows = {row["id"]: row for row in whole["indicators"]}
    assert [row["id"] for row in told["indicators"]] == [key for key in HEADLINE if key in rows]
    for row in told["indicators"]:
        assert row == {key: rows[row["id"]][key] for key in row}
    own = ("indicators", "contributions")
    assert {key: told[key] for key in told if key not in own} == {key: whole[key] for key in told if key not in own}


def test_products_sum_to_the_indicator_with_what_is_not_told(found):
    rows = {row["id"]: row for row in found["economy"]["indicators"]}
    for told in found["economy"]["contributions"]:
        means = {own["id"]: own["months"] for own in rows[told["id"]]["scenarios"]}
        for own in told["scenarios"]:
            (mean,) = [row["mean"] for row in means[own["id"]] if row["month"] == told["month"]]
            assert own["total"] == pytest.approx(mean, abs=1e-12)
            lines = sum(line["value"] for line in own["lines"])
            assert lines + own["rest"] == pytest.approx(own["total"], abs=1e-12)


def test_a_number_of_the_economy_leads_to_its_products_and_their_sources(found):
    told = explain(found, "economy.indicators.cpi_EA.scenarios.watched_line.months.12.q50")
    assert {row["path"].split(".")[0] for row in told["inputs"]} >= {"economy", "durability"}
    assert {row["path"].split(".")[2] for row in told["inputs"] if row["path"].startswith("economy.drivers.")} == {
        "watched_line", "no_deal"
    }  # fmt: skip
    assert told["se"] > 0.0
    assert {line["driver"] for line in told["products"]} >= {"oil", "gas"}
    assert "ECB Monthly Bulletin July 2004" in " ".join(row["title"] for row in told["sources"])


def test_a_product_is_explained_by_its_driver_and_responses_alone(found):
    told = explain(found, "economy.contributions.cpi_EA.scenarios.no_deal.lines.cpi_euro_oil-deal.value")
    inputs = [row["path"] for row in told["inputs"] if row["path"].startswith("economy.")]
    assert inputs == ["economy.drivers.no_deal.oil", "economy.responses.cpi_euro_oil"]
    (line,) = told["products"]
    assert line["value"] == told["value"]
    assert [row["id"] for row in told["sources"]] == ["cpi_euro_oil"]


@pytest.mark.parametrize(
    ("number", "inputs"),
    [
        ("drivers.no_deal.oil.mid", ["economy.drivers.no_deal.oil"]),
        ("responses.cpi_euro_gas.low", ["economy.responses.cpi_euro_gas"]),
    ],
)
def test_a_size_and_a_response_are_explained_by_their_own_row(found, number, inputs):
    told = explain(found, f"economy.{number}")
    assert [row["path"] for row in told["inputs"]] == inputs
    assert told["seed"] is None


def test_a_case_whose_scenarios_set_nothing_for_the_economy_says_so():
    bare = replace(CASE, consequences=Consequences(months=12))
    found = run(bare, draws=40, seed=1)
    assert found["economy"] is None
    assert any("has no drivers" in note for note in found["notes"])
    assert run(replace(CASE, consequences=None), draws=40, seed=1)["economy"] is None


def test_what_the_case_does_not_name_is_null_and_left_out_of_page_and_report():
    bare = replace(CASE, levers=(), wild_cards=(), tracks=(), venues=(), venue_criteria=(), cross_impact=None)
    found = run(bare, draws=40, seed=1)
    assert [found[name] for name in NOTHING] == [None] * len(NOTHING)
    page = answer(found)
    assert "Opens:" in page and "Levers:" not in page
    found["case"]["sha256"] = ""
    assert 'id="levers"' not in report(found, [])


def test_wild_cards_that_cannot_happen_together_are_a_note_and_no_end_of_the_run():
    card = CASE.wild_cards[0]
    huge = [replace(card, id=name, changes=(Change("timing.closing", "scale", 100.0),)) for name in ("one", "two")]
    found = run(replace(CASE, wild_cards=tuple(huge)), draws=40, seed=1)
    assert found["wild_cards"] is None
    assert any("cannot happen together" in note for note in found["notes"])


def test_the_report_has_a_table_for_each_part(found):
    page = report({**found, "case": {**found["case"], "sha256": ""}}, [])
    for part in ("opening", "levers", "wild-cards", "channels", "places"):
        assert f'id="{part}"' in page, part
