"""The JSON Schemas of answers: sound, closed, and each value told in words; the page that is made from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings

from detente.case.fault import TooLarge, Unanswerable
from detente.case.nouns import Case
from detente.cli.manner import as_json
from detente.report.schemas import ANSWERS, SHAPES, answer_schema
from detente.report.schemas.fit import KEYWORDS
from detente.scenarios.run import run
from tests.cli.schemas import THERE, faults
from tests.docs.site import module
from tests.strategies import cases

INNER = ("items", "additionalProperties", "propertyNames")
HELD = {**ANSWERS, **SHAPES}


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Return a schema and every schema in it."""
    yield schema
    for key in INNER:
        if schema.get(key):
            yield from parts(schema[key])
    for inner in (*schema.get("properties", {}).values(), *schema.get("anyOf", ())):
        yield from parts(inner)


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_schema_is_sound(verb: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(answer_schema(verb))


def test_an_unknown_verb_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(LookupError, match="no verb 'zoen'; verbs are run, demo, zone"):
        answer_schema("zoen")


@pytest.mark.parametrize("name", HELD)
def test_every_keyword_is_judged_where_an_answer_is_read_again(name: str) -> None:
    assert [part for part in parts(HELD[name]) if not {*part} <= KEYWORDS] == []


@pytest.mark.parametrize("name", HELD)
def test_an_object_has_fixed_keys_or_says_of_what_they_are_ids(name: str) -> None:
    objects = [part for part in parts(HELD[name]) if "object" in part.get("type", ())]
    assert [part["description"] for part in objects if not _closed(part)] == []


def _closed(part: dict[str, Any]) -> bool:
    return part["additionalProperties"] is False if "properties" in part else "propertyNames" in part


@pytest.mark.parametrize("name", HELD)
def test_every_value_is_told_in_words(name: str) -> None:
    keyed = [inner for part in parts(HELD[name]) for inner in part.get("properties", {}).values()]
    assert [inner for inner in keyed if not inner.get("description")] == []


@pytest.mark.parametrize("name", HELD)
def test_every_number_says_its_unit(name: str) -> None:
    numbers = [part for part in parts(HELD[name]) if {"number", "integer"} & {*_types(part)} and "enum" not in part]
    assert [part["description"] for part in numbers if "(" not in part["description"]] == []


def _types(part: dict[str, Any]) -> list[str]:
    held = part.get("type", [])
    return held if isinstance(held, list) else [held]


def test_every_shape_is_used() -> None:
    used = {name for verb in ANSWERS for name in answer_schema(verb)["$defs"]}
    assert {*SHAPES} == used


@pytest.mark.parametrize("verb", ANSWERS)
def test_the_page_has_every_key_of_an_answer(verb: str) -> None:
    section = module("answers").answers_page().split(f"## `detente {verb}`\n")[1].split("\n## ")[0]
    ways = ANSWERS[verb].get("anyOf", [ANSWERS[verb]])
    keys = [key for way in ways for key in way["properties"]]
    assert [key for key in keys if f"| `{key}` |" not in section] == [] or section.startswith("\nAs `detente ")


@pytest.mark.skipif(not THERE, reason="jsonschema is not installed")
@settings(max_examples=6, deadline=None)
@given(cases())
def test_the_run_of_every_case_that_can_be_written_fits(case: Case) -> None:
    with suppress(Unanswerable, TooLarge):
        found = run(case, draws=20, seed=1)
        found["case"]["sha256"], found["digest"] = "", ""
        assert faults("run", json.loads(as_json(found))) == []
