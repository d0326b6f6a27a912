"""Results that are read again: what a run writes fits the shape; what does not is refused with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.cli.results_shape import AGREEMENTS, PORTFOLIO_ANSWER, RUN
from detente.ensemble.portfolio_provenance import as_run
from detente.formats.load import load
from detente.formats.shape import Each, Filled, Maybe, Shape, disagreements, misfits
from detente.scenarios.run import run
from tests import runs
from tests.cli.calls import data, detente, refused
from tests.strategies import cases

MENDED = ("damaged", "run the case again")


@pytest.fixture(scope="module")
def sound(results: Path) -> dict[str, Any]:
    return json.loads((results / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def hurt(here: Path, sound: dict[str, Any]) -> Any:
    """Return what writes the results with some keys changed, or without those that become `...`."""

    def written(**changed: Any) -> str:
        run = {key: held for key, held in (sound | changed).items() if held is not ...}
        (here / "hurt.json").write_text(json.dumps(run), encoding="utf-8")
        return "hurt.json"

    return written


def member(shape: Shape) -> Shape:
    return shape.held if isinstance(shape, Filled) else shape[0]


def unnamed(value: Any, shape: Shape, place: str = "") -> Iterator[str]:
    """Give every key of a value that its shape does not name."""
    if isinstance(shape, Maybe):
        yield from unnamed(value, shape.held, place) if value is not None else ()
    elif isinstance(shape, Each):
        for key, held in value.items():
            yield from unnamed(held, shape.held, f"{place}.{key}")
    elif isinstance(shape, (list, Filled)):
        for held in value:
            yield from unnamed(held, member(shape), f"{place}[]")
    elif isinstance(shape, Mapping):
        named = {key.rstrip("?"): held for key, held in shape.items()}
        yield from (f"{place}.{key}" for key in value if key not in named)
        for key in value.keys() & named.keys():
            yield from unnamed(value[key], named[key], f"{place}.{key}")


def parts(value: Any, shape: Shape, place: str = "") -> Iterator[tuple[dict[str, Any], str, str]]:
    """Give objects of a value, the first of each list, with a key that has to be there and the place under it."""
    if isinstance(shape, Maybe):
        yield from parts(value, shape.held, place) if value is not None else ()
    elif isinstance(shape, Each):
        for key, held in [*value.items()][:1]:
            yield from parts(held, shape.held, f"{place}.{key}".lstrip("."))
    elif isinstance(shape, (list, Filled)):
        yield from parts(value[0], member(shape), f"{place}[0]") if value else ()
    elif isinstance(shape, Mapping):
        for key, held in shape.items():
            below = f"{place}.{key}".lstrip(".")
            if not key.endswith("?"):
                yield value, key, below
                yield from parts(value[key], held, below)


# What a run writes fits


def test_a_run_fits_and_every_key_of_it_is_named() -> None:
    found = runs.flagship()
    assert [*misfits(found, RUN), *disagreements(found, AGREEMENTS)] == []
    assert sorted({*unnamed(found, RUN)} - {".schema", ".levers.rows[].changes[].value"}) == []


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(cases())
def test_the_run_of_any_case_fits(case: Case) -> None:
    try:
        found = json.loads(json.dumps(run(case, draws=20, seed=1)))
    except Unanswerable:
        assume(False)
        raise
    assert [*misfits(found, RUN), *disagreements(found, AGREEMENTS)] == []


def test_what_is_written_of_a_case_that_ships_is_read_again(sound: dict[str, Any], results: Path) -> None:
    assert list(misfits(sound, RUN)) == []
    assert data("explain", results, "central.gap")["value"] == sound["central"]["gap"]


def test_the_answer_of_portfolio_fits_and_no_key_of_it_can_be_left_out(here: Path) -> None:
    found = data("portfolio", "template", "-n", "20")
    assert list(misfits(found, PORTFOLIO_ANSWER)) == []
    for held, key, place in parts(found, PORTFOLIO_ANSWER):
        kept = held.pop(key)
        assert [told for told in misfits(found, PORTFOLIO_ANSWER) if told.startswith(f"{place}: nothing")], place
        held[key] = kept
    assert as_run(found)["draws"] == 20
    (here / "odd.json").write_text(json.dumps(found | {"credits": [3]}), encoding="utf-8")
    refused(detente("explain", "odd.json"), 1, "credits[0]: a whole number, expected an object", "ask for it again")


# What does not fit is refused, with its place


def test_no_key_can_be_left_out_or_hold_something_else_unseen() -> None:
    found = run(load("template"), draws=20, seed=1)
    for held, key, place in parts(found, RUN):
        top = re.match(r"\w+", place)[0]  # type: ignore[index]
        kept = held.pop(key)
        assert next(_of(found, top)).startswith(f"{place}: nothing, expected"), place
        held[key] = {} if isinstance(kept, list) else []
        assert next(_of(found, top)).startswith(f"{place}: a"), place
        held[key] = kept


def _of(found: dict[str, Any], top: str) -> Iterator[str]:
    """Give what does not fit of one part of a run alone, which is soon read."""
    return misfits({key: held for key, held in found.items() if key == top}, {top: RUN[top]})


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
        ({"scenarios": []}, "scenarios: an empty list, expected one that is not"),
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
        ({"case": {}, "inputs": 1, "sources": 2, "draws": 3.5}, "and 11 more"),
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
