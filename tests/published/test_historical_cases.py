"""The historical cases as the dossier prints them: outcomes, years held, days of talks, and the consistency checks."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.formats.load import find, load
from detente.formats.yaml import read
from detente.report.consistency import years
from detente.solutions.consistency import Consistency, consistency

GOLD = read((Path(__file__).parent / "data" / "historical_cases.yaml").read_text(encoding="utf-8")).value
DOSSIER = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "dossier"
FILES = {
    "korea_1951": "korea_1951_53.yaml",
    "dayton_1995": "dayton_1995.yaml",
    "minsk_2015": "minsk2_2015.yaml",
    "istanbul_2022": "istanbul_2022.yaml",
}
ROUNDING = 0.0501
NAMES = pytest.mark.parametrize("name", list(GOLD))


@cache
def beside(name: str) -> Consistency:
    found = consistency(load(name))
    assert found is not None
    return found


@NAMES
def test_who_must_sign(name: str) -> None:
    assert list(beside(name).parties) == GOLD[name]["required"]


@NAMES
def test_what_came_of_it(name: str) -> None:
    outcome, gold = beside(name).outcome, GOLD[name]
    assert outcome.agreed == (gold["agreed"] is not None)
    assert gold["agreed"] in (None, str(outcome.date))
    assert (outcome.signed and str(outcome.signed)) == gold.get("signed")
    assert dict(outcome.settlement) == gold["settlement"]


@NAMES
def test_how_long_the_talks_lasted(name: str) -> None:
    talks = beside(name).outcome.talks
    assert talks is not None
    assert {unit: getattr(talks, unit) for unit in GOLD[name]["talks"]} == GOLD[name]["talks"]


@NAMES
def test_how_long_it_held(name: str) -> None:
    found, gold = beside(name).to_dict()["held"], GOLD[name]["held"]
    if gold is None:
        assert found is None
        return
    assert f" {gold['years']} years" in years(found)
    assert {key: found[key] for key in ("until", "to_date")} == {"until": None, "to_date": None, **without_years(gold)}


def without_years(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "years"}


@NAMES
def test_the_rule_of_common_options(name: str) -> None:
    assert beside(name).to_dict()["rule"] == GOLD[name]["rule"]
    assert "rule" not in beside(name).misses


@NAMES
def test_the_error_of_the_mean_position(name: str) -> None:
    expected = GOLD[name]["error"] or {"weighted": None, "plain": None}
    for mean, error in expected.items():
        assert beside(name).error(mean) == (error if error is None else pytest.approx(error, abs=ROUNDING))


@NAMES
def test_the_facts_of_the_row_stand_in_the_case(name: str) -> None:
    text = " ".join(find(name)[1].decode("utf-8").split())
    assert [word for word in GOLD[name]["words"] if word not in text] == []


def test_the_zone_misses_the_failure_of_istanbul_and_no_agreement() -> None:
    assert {name: beside(name).misses for name in GOLD} == {
        "korea_1951": (),
        "dayton_1995": (),
        "minsk_2015": (),
        "istanbul_2022": ("zone",),
    }


def test_what_was_agreed_lies_in_the_zone() -> None:
    assert [name for name in GOLD if beside(name).agreed and not beside(name).agreed.refused_by] == list(GOLD)[:3]


@pytest.mark.skipif(not DOSSIER.exists(), reason="the dossier is read from DETENTE_REFERENCE_DATA, which is not there")
@NAMES
def test_every_number_is_that_of_the_dossier(name: str) -> None:
    case, dossier = load(name), read((DOSSIER / FILES[name]).read_text(encoding="utf-8")).value
    views = {(v.party, v.issue): v for v in case.views}
    assert len(views) == len(dossier["positions"])
    for row in dossier["positions"]:
        view = views[row["party"], row["issue"]]
        assert (view.position.low, view.position.mid, view.position.high) == (
            row["range"][0],
            row["position"],
            row["range"][1],
        )
        assert (view.salience.low, view.salience.high) == tuple(row["salience_range"])
        assert (view.salience.mid, view.flexibility) == (row["salience"], row["flexibility"])
        assert (list(view.accepts), [line.option for line in view.red_lines]) == (row["acceptable"], row["red_line"])
        assert list(view.sources) == row["sources"]
        assert view.hindsight
    held = {n.party: (n.value.low, n.value.mid, n.value.high) for n in case.no_deal if n.value is not None}
    assert held == {row["party"]: (row["range"][0], row["value"], row["range"][1]) for row in dossier["batna"]}
    scores = {i["id"]: [(o["id"], o["score"]) for o in i["options"]] for i in dossier["issues"]}
    assert {i.id: [(o.id, o.score) for o in i.options] for i in case.issues} == scores
    assert [(s.id, s.url, s.grade) for s in case.sources] == [
        (s["id"], s["url"], s["grade"]) for s in dossier["sources"]
    ]
