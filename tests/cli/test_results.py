"""Results that are read again: what a run writes fits the shape; what does not is refused with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.portfolio_provenance import as_run
from detente.formats.json_text import digest
from detente.formats.load import load
from detente.report.schemas import ANSWERS, SHAPES
from detente.report.schemas.agreement import AGREEMENTS, disagreements
from detente.report.schemas.fit import misfits
from detente.report.schemas.pieces import SHAPE, Schema
from detente.scenarios.run import run
from tests import runs
from tests.cli.calls import data, detente, refused
from tests.strategies import cases

MENDED = ("damaged", "run the case again")
RUN, PORTFOLIO = ANSWERS["run"], ANSWERS["portfolio"]


@pytest.fixture(scope="module")
def sound(results: Path) -> dict[str, Any]:
    return json.loads((results / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def hurt(here: Path, sound: dict[str, Any]) -> Any:
    """Return what writes the results with some keys changed, or without those that become `...`, and their digest."""

    def written(**changed: Any) -> str:
        run = {key: held for key, held in (sound | changed).items() if held is not ... and key != "digest"}
        (here / "hurt.json").write_text(json.dumps(run | {"digest": digest(run)}), encoding="utf-8")
        return "hurt.json"

    return written


def written(found: dict[str, Any]) -> dict[str, Any]:
    """Return what the library says of a case as the verb writes it."""
    kept = json.loads(json.dumps(found))
    kept |= {"schema": "detente.run/1", "case": kept["case"] | {"sha256": runs.DIGEST}}
    return kept | {"digest": digest(kept)}


def parts(value: Any, schema: Schema, place: str = "") -> Iterator[tuple[dict[str, Any], str, str]]:
    """Give objects of a value, the first of each list, with a key that has to be there and the place under it."""
    for way in schema.get("anyOf", [schema]):
        held = SHAPES[way["$ref"].removeprefix(SHAPE)] if "$ref" in way else way
        if isinstance(value, list) and value:
            yield from parts(value[0], held.get("items", {}), f"{place}[0]")
        elif isinstance(value, dict):
            for key, below in [*value.items()][:1] if held.get("additionalProperties") else ():
                yield from parts(below, held["additionalProperties"], f"{place}.{key}")
            for key in held.get("required", ()):
                below = f"{place}.{key}".lstrip(".")
                yield value, key, below
                yield from parts(value[key], held["properties"][key], below)


# What a run writes fits


def test_a_run_fits() -> None:
    found = written(runs.flagship())
    assert [*misfits(found, RUN, SHAPES), *disagreements(found, AGREEMENTS)] == []


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(cases())
def test_the_run_of_any_case_fits(case: Case) -> None:
    try:
        found = written(run(case, draws=20, seed=1))
    except Unanswerable:
        assume(False)
        raise
    assert [*misfits(found, RUN, SHAPES), *disagreements(found, AGREEMENTS)] == []


def test_what_is_written_of_a_case_that_ships_is_read_again(sound: dict[str, Any], results: Path) -> None:
    assert list(misfits(sound, RUN, SHAPES)) == []
    assert data("explain", results, "central.gap")["value"] == sound["central"]["gap"]


def test_the_answer_of_portfolio_fits_and_no_key_of_it_can_be_left_out(here: Path) -> None:
    found = data("portfolio", "template", "-n", "20")
    assert list(misfits(found, PORTFOLIO, SHAPES)) == []
    for held, key, place in parts(found, PORTFOLIO):
        kept = held.pop(key)
        assert next(_of(found, place, PORTFOLIO)).startswith(f"{place}: nothing, expected"), place
        held[key] = kept
    assert as_run(found)["draws"] == 20
    (here / "odd.json").write_text(json.dumps(found | {"credits": [3]}), encoding="utf-8")
    refused(detente("explain", "odd.json"), 1, "credits[0]: a whole number, expected an object", "ask for it again")


# What does not fit is refused, with its place


def test_no_key_can_be_left_out_or_hold_something_else_unseen() -> None:
    found = written(run(load("template"), draws=20, seed=1))
    for held, key, place in parts(found, RUN):
        kept = held.pop(key)
        assert next(_of(found, place, RUN)).startswith(f"{place}: nothing, expected"), place
        held[key] = {} if isinstance(kept, list) else []
        assert next(_of(found, place, RUN)).startswith(f"{place}: a"), place
        held[key] = kept


def test_no_name_that_other_parts_have_can_be_left_out_unseen() -> None:
    found = written(run(load("template"), draws=20, seed=1))
    cards, levers, venues = found["wild_cards"], found["levers"], found["venues"]
    objects = [
        (cards["shift"], "wild_cards.shift"),
        (cards["cards"][0]["effect"], "wild_cards.cards.0.effect"),
        (levers["rows"][0]["effects"], "levers.rows.0.effects"),
        (venues["venues"][0]["scores"], "venues.venues.0.scores"),
        (found["evidence"]["items"][0]["probability"], "evidence.items.0.probability"),
    ]
    for held, place in objects:
        (name, kept), *_ = held.items()
        del held[name]
        assert next(disagreements(found, AGREEMENTS)).startswith(f"{place}: nothing for {name!r}"), place
        held[name] = kept
    first = venues["criteria"].pop(0)
    assert next(disagreements(found, AGREEMENTS)).startswith(f"venues.criteria: nothing for {first!r}")


def _of(found: dict[str, Any], place: str, schema: Schema) -> Iterator[str]:
    """Give what does not fit of the one part of an answer in which a place is, which is soon read."""
    top = re.match(r"\w+", place)[0]  # type: ignore[index]
    part = {key: held for key, held in found.items() if key == top}
    one = {"properties": {top: schema["properties"][top]}, "required": [top]}
    return misfits(part, {"type": "object", **one}, SHAPES)


@pytest.mark.parametrize("change", [
    lambda central: central.update(coalitions=None),
    lambda central: central["ratified"].update(value=None, se=None, exact=False),
    lambda central: central["frontier"].update(admissible={"size": None, "exact": False, "settlements": []}),
])  # fmt: skip
def test_what_was_not_counted_is_read_and_told(hurt: Any, sound: dict[str, Any], change: Any) -> None:
    central = deepcopy(sound["central"])
    change(central)
    name = hurt(central=central)
    assert [detente(*words).exit_code for words in (("report", name, "-o", "a.md"), ("export", name, "a.csv"))] == [
        0,
        0,
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run["zone_probability"].update(value=0.5),
        lambda run: run["gap"].update(mean=1e308),
        lambda run: run["opening"]["opens"].append(run["opening"]["opens"][0]),
        lambda run: run["notes"].pop(),
        lambda run: run.update(digest="0" * 64),
    ],
)
@pytest.mark.parametrize("name", ["report", "explain", "export"])
def test_results_that_somebody_changed_are_refused(here: Path, sound: dict[str, Any], name: str, change: Any) -> None:
    run = deepcopy(sound)
    change(run)
    (here / "changed.json").write_text(json.dumps(run), encoding="utf-8")
    words = {"report": ["-o", "a.html"], "explain": ["gap.mean"], "export": ["a.csv"]}[name]
    refused(detente(name, "changed.json", *words), 1, "changed since", "run the case again")
    assert [path.name for path in here.iterdir()] == ["changed.json"]


def test_results_are_the_same_in_another_order_and_older_ones_have_no_digest(here: Path, sound: dict[str, Any]) -> None:
    turned = dict(reversed(sound.items()))
    older = {key: held for key, held in sound.items() if key != "digest"}
    for name, held in (("turned", turned), ("older", older)):
        (here / f"{name}.json").write_text(json.dumps(held, indent=1), encoding="utf-8")
        assert data("explain", f"{name}.json", "central.gap")["value"] == sound["central"]["gap"]


def test_a_key_that_nobody_knows_is_told(hurt: Any, sound: dict[str, Any]) -> None:
    told = "case.mood: a text, expected no such key"
    refused(detente("explain", hurt(case=sound["case"] | {"mood": "good"})), 1, told, *MENDED)


@pytest.mark.parametrize("end", ["1e999", "1e400", "-1" + "0" * 400])
def test_a_number_beyond_all_others_is_told(here: Path, sound: dict[str, Any], end: str) -> None:
    text = json.dumps(sound | {"gap": sound["gap"] | {"mean": "END"}}).replace('"END"', end)
    (here / "far.json").write_text(text, encoding="utf-8")
    refused(detente("report", "far.json", "--lint"), 1, "gap.mean: ", "expected a number or null", *MENDED)


@pytest.mark.parametrize("verb", [("report", "-o", "told.md"), ("export", "told.csv"), ("explain", "central.gap")])
def test_every_verb_that_reads_results_tells_the_place(hurt: Any, here: Path, verb: tuple[str, ...]) -> None:
    name, *words = verb
    where = "scenarios: an object, expected a list"
    refused(detente(name, hurt(scenarios={}), *words), 1, "hurt.json", where, *MENDED)
    assert not [*here.glob("told*")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"central": [[[]]]}, "central: a list, expected an object"),
        ({"binding": {"RU": 0.5}}, "binding: an object, expected a list"),
        ({"draws": "40"}, "draws: a text, expected a whole number"),
        ({"seed": 1.5}, "seed: a number, expected a whole number"),
        ({"hold": None}, "hold: null, expected an object"),
        ({"hold": ...}, "hold: nothing, expected an object"),
        ({"levers": ...}, "levers: nothing, expected an object or null"),
        ({"no_deal": {"RU": 3}}, "no_deal.RU: a whole number, expected an object"),
        ({"scenarios": []}, "scenarios: an empty list, expected a list that is not empty"),
        (
            {
                "models": [
                    {
                        "id": "m",
                        "name": "",
                        "about": "",
                        "weight": 1,
                        "ties_cut": 0,
                        "flagged": 0,
                        "capped": 0,
                        "capped_gap": None,
                    }
                ]
            },
            "scenarios.0.models: nothing for 'm', which models names",
        ),
        ({"notes": ["a", 2]}, "notes[1]: a whole number, expected a text"),
        ({"draws": -1}, "draws: -1, expected a whole number from 0 up"),
        ({"case": {}, "inputs": 1, "sources": 2, "draws": 3.5}, "and 12 more"),
    ],
)
def test_the_place_is_told(hurt: Any, changed: dict[str, Any], told: str) -> None:
    refused(detente("report", hurt(**changed), "--lint"), 1, told, *MENDED)


@pytest.mark.parametrize("schema", ["detente.zone/1", "detente.run/2", 1, None, ...])
def test_another_schema_is_told(hurt: Any, schema: Any) -> None:
    refused(detente("report", hurt(schema=schema), "--lint"), 1, "not the results of a run (schema detente.run/1)")


def test_what_is_cut_off_is_told(results: Path, here: Path) -> None:
    whole = (results / "results.json").read_bytes()
    for size in (0, 1, len(whole) // 2, len(whole) - 3):
        (here / "cut.json").write_bytes(whole[:size])
        refused(detente("report", "cut.json", "--lint"), 1, "cut.json", "not JSON")


def test_a_path_that_is_none_of_an_input_is_told(hurt: Any, sound: dict[str, Any]) -> None:
    first, *rest = sound["inputs"]
    refused(detente("explain", hurt(inputs=[first | {"path": "views"}, *rest])), 1, "inputs[0].path: 'views'", *MENDED)


@pytest.mark.parametrize("part", ["economy", "evidence", "brief"])
def test_what_an_older_version_did_not_write_may_be_missing(hurt: Any, part: str) -> None:
    assert detente("report", hurt(**{part: ...}), "--lint").exit_code in (0, 6)


def test_a_mistake_of_the_program_is_not_called_damage(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: Any) -> Any:
        raise KeyError("a mistake")

    monkeypatch.setattr("detente.report.sections.built", wrong)
    done = detente("report", results, "--lint")
    assert isinstance(done.exception, KeyError) and "damaged" not in done.stderr
