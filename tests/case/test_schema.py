"""The JSON Schema and the check of a case file say the same: each key of the one is a key of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from detente.case.check import check, fields
from detente.case.nouns import Case
from detente.case.ratification import ONE_FACTOR, RULES
from detente.case.schema import case_schema
from detente.formats.load import SHIPPED
from detente.formats.write import dump
from detente.formats.yaml import parse
from tests.case.test_mistakes import EXPECTED
from tests.strategies import cases

HERE = Path(__file__).parent / "data"
FILES = [*sorted(SHIPPED.glob("*.yaml")), *(HERE / f"{name}.yaml" for name in ("small", "confided", "for_a_reader"))]
SCHEMA = case_schema()
RANGE = {"low", "mid", "high", "shape", "sources"}
CHOICES = {frozenset({word}) for word in (*RULES, ONE_FACTOR)}
"""Mappings of one key, which says what kind of thing follows: the check reads the key itself, and no table."""
Place = tuple[Any, ...]
SEEN = (
    "status", "parties.UP.role", "parties.DIET", "parties.HOST.leverage", "issues.data.deferrable", "forbid[0]",
    "views.UP.board.shape", "views.DOWN.fill.red_lines.fast", "no_deal.UP",
)  # fmt: skip
"""Mistakes of the twenty-five that lie within one value, so that a schema can see them."""


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def tables() -> Mapping[Place, set[frozenset[str]]]:
    """Return, place by place, the tables of keys by which the check read the files."""
    found: dict[Place, set[frozenset[str]]] = defaultdict(set)
    read_field = fields._field

    def spy(node: Any, table: Any) -> Any:
        found[node.place[:-1]].add(frozenset(table))
        return read_field(node, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "_field", spy)
        for path in FILES:
            check(parse(path.read_bytes(), file=path.name), case_id="read")
    return found


def ways(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Return the ways in which a value may be written."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for way in schema.get("anyOf", [schema]):
        yield from ways(way) if "anyOf" in way or "$ref" in way else [way]


def at(place: Place) -> list[Mapping[str, Any]]:
    """Return the ways of the schema in which the value at a place may be written."""
    held = [*ways(SCHEMA)]
    for step in place:
        inner: list[Any] = []
        for way in held:
            if isinstance(step, int):
                inner += [way["items"]] if "items" in way else []
            elif step in way.get("properties", {}):
                inner.append(way["properties"][step])
            elif isinstance(way.get("additionalProperties"), dict):
                inner.append(way["additionalProperties"])
        held = [way for schema in inner for way in ways(schema)]
    return held


def records(schema: Any) -> Iterator[frozenset[str]]:
    """Return every mapping with named keys in a schema, but for ranges, which stand wherever a number does."""
    if isinstance(schema, list):
        for item in schema:
            yield from records(item)
    elif isinstance(schema, dict):
        keys = schema.get("properties")
        if schema.get("additionalProperties") is False and {*keys} != RANGE:
            yield frozenset(keys)
        for value in schema.values():
            yield from records(value)


def test_every_key_that_the_check_reads_is_in_the_schema(tables: Mapping[Place, set[frozenset[str]]]) -> None:
    lacking = [
        (place, sorted(table))
        for place, held in tables.items()
        for table in held
        if table not in [frozenset(way.get("properties", ())) for way in at(place)]
    ]
    assert lacking == []


def test_every_key_of_the_schema_is_one_that_the_check_reads(tables: Mapping[Place, set[frozenset[str]]]) -> None:
    read = {table for held in tables.values() for table in held}
    assert [sorted(keys) for keys in records(SCHEMA) if keys not in read | CHOICES] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_that_ships_fits(path: Path, validator: Any) -> None:
    assert [error.json_path for error in validator.iter_errors(parse(path.read_bytes()).value)] == []


@settings(max_examples=8, deadline=None)
@given(cases())
def test_every_case_that_can_be_written_fits(validator: Any, case: Case) -> None:
    assert [error.json_path for error in validator.iter_errors(parse(dump(case)).value)] == []


@pytest.mark.parametrize("where", SEEN)
def test_a_mistake_within_one_value_is_refused(where: str, validator: Any) -> None:
    assert where in {fault.where for fault in EXPECTED}
    text = (HERE / "twenty_five_mistakes.yaml").read_bytes()
    errors = [".".join(str(step) for step in error.absolute_path) for error in validator.iter_errors(parse(text).value)]
    told = where.replace("[", ".").replace("]", "")
    assert any(error and f"{told}.".startswith(f"{error}.") for error in errors)


def test_a_key_that_nobody_knows_is_refused(validator: Any) -> None:
    document = parse((HERE / "twenty_five_mistakes.yaml").read_bytes()).value
    assert ["colour" in error.message for error in validator.iter_errors(document) if not error.absolute_path] == [True]


@pytest.mark.parametrize("key", sorted(SCHEMA["properties"]))
def test_an_unknown_key_is_refused_wherever_keys_are_named(key: str, validator: Any) -> None:
    document = parse((HERE / "small.yaml").read_bytes()).value
    assert not validator.is_valid({**document, key: {"surely_no_key": object}})
