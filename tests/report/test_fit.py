"""What fits a schema and what does not, as a peer says; the place of what does not, in words."""

from __future__ import annotations

import math
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.report.schemas import ANSWERS, SHAPES
from detente.report.schemas.fit import misfits
from detente.report.schemas.pieces import (
    Schema,
    anything,
    by_id,
    day,
    either,
    filled,
    flag,
    maybe,
    names,
    number,
    one_of,
    positive,
    record,
    shape,
    share,
    text,
    whole,
)
from tests.cli.calls import data

SMALL = Path(__file__).parents[1] / "case" / "data" / "small.yaml"
ODD = [None, True, 0, -1, 1, 1.0, 1.5, -0.5e-9, 1.0 + 2e-9, 10**400, 1e999, float("nan"), "", "word", "2001-02-29",
       "2001-2-3", "detente.run/1", [], [0], [""], {}, {"": 0}, {"id": "a"}]  # fmt: skip
"""What is put in the place of something else: of every type, and at or beyond an end."""


@cache
def parts() -> list[tuple[Any, Schema]]:
    """Return the parts of real answers, each with its schema."""
    answers = {
        "run": data("run", SMALL, "--draws", "20"),
        "zone": data("zone", "korea_1951"),
        "portfolio": data("portfolio", "template", "-n", "20"),
    }
    return [(held, ANSWERS[verb]["properties"][key]) for verb, found in answers.items() for key, held in found.items()]


@pytest.fixture(scope="module")
def asked() -> None:
    """Ask for the answers before values are drawn from them."""
    parts()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Any, Schema]:
    """Return a part of an answer in which one place holds something else, nothing, or something more."""
    whole_part, schema = draw(st.sampled_from(parts()))
    box: Any = [deepcopy(whole_part)]
    above, at = box, 0
    while isinstance(above[at], (dict, list)) and above[at] and draw(st.integers(0, 5)):
        above = above[at]
        at = draw(st.sampled_from([*above] if isinstance(above, dict) else range(len(above))))
    way = draw(st.sampled_from(["other", "gone", "more"]))
    if way == "gone" and isinstance(above, dict):
        del above[at]
    elif way == "more" and isinstance(above[at], dict):
        above[at][draw(st.sampled_from(["", "more"]))] = draw(st.sampled_from(ODD))
    else:
        above[at] = deepcopy(draw(st.sampled_from(ODD)))
    return box[0], schema


@cache
def peer() -> Any:
    """Return the peer, told of the two things in which numbers are judged more strictly here."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

    def is_number(_: Any, value: Any) -> bool:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max

    def is_whole(_: Any, value: Any) -> bool:
        return type(value) is int and abs(value) <= sys.float_info.max

    drafted = jsonschema.Draft202012Validator
    types = drafted.TYPE_CHECKER.redefine_many({"number": is_number, "integer": is_whole})
    return jsonschema.validators.extend(drafted, type_checker=types)


@pytest.mark.usefixtures("asked")
@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_answer_fits_where_the_peer_says_so(held: tuple[Any, Schema]) -> None:
    value, schema = held
    told = [*misfits(value, schema, SHAPES)]
    assert (told == []) == peer()({**schema, "$defs": {**SHAPES}}).is_valid(value), told


def test_answers_that_are_whole_fit() -> None:
    assert [told for value, schema in parts() for told in misfits(value, schema, SHAPES)] == []


def test_an_unknown_keyword_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="a schema with maxItems, uniqueItems, which nothing here judges"):
        list(misfits([1], {"type": "array", "uniqueItems": True, "maxItems": 3}, {}))
    with pytest.raises(ValueError, match="oneOf"):
        list(misfits({"a": 1}, record("An object", {"a": {"oneOf": []}}), {}))


PAIR = record("A pair", {"a": text("One"), "b": maybe(text("Other")), "c": number("Third", "m")}, optional=("c",))
NAMED = {"pair": PAIR}
TELLING: list[tuple[Any, Schema, list[str]]] = [
    (True, number("N", "m"), ["the whole: true or false, expected a number"]),
    (1, flag("F"), ["the whole: a whole number, expected true or false"]),
    (1.0, whole("W"), ["the whole: a number, expected a whole number from 0 up"]),
    (-1, whole("W"), ["the whole: -1, expected a whole number from 0 up"]),
    (-0.5, maybe(positive("P", "m")), ["the whole: -0.5, expected a number from 0 up or null"]),
    (1.5, share("S"), ["the whole: 1.5, expected a number from 0 to 1"]),
    (math.inf, number("N", "m"), ["the whole: inf, expected a number"]),
    (math.nan, share("S"), ["the whole: nan, expected a number from 0 to 1"]),
    (2, {**number("N", "m"), "maximum": 1}, ["the whole: 2, expected a number up to 1"]),
    (None, text("T"), ["the whole: null, expected a text"]),
    ("x\n", day("D"), ["the whole: 'x\\n', expected a date (YYYY-MM-DD)"]),
    ("b", {"type": "string", "pattern": "^a"}, ["the whole: 'b', expected a text like ^a"]),
    ("c", one_of("O", "a", "b"), ["the whole: 'c', expected one of a, b"]),
    (1, maybe(one_of("O", "a", "b")), ["the whole: a whole number, expected one of a, b or null"]),
    ("b", {"type": "string", "const": "a"}, ["the whole: 'b', expected a"]),
    ([], PAIR, ["the whole: a list, expected an object"]),
    ({}, names("N"), ["the whole: an object, expected a list"]),
    ([], filled(names("N")), ["the whole: an empty list, expected a list that is not empty"]),
    (["a", 2], names("N"), ["[1]: a whole number, expected a text"]),
    ({"": 1, "x": "1"}, by_id("B", number("N", "m")),
     ["the whole: the key '', expected a text that is not empty", "x: a text, expected a number"]),
    ({"d": 1, "b": 2, "a": 3}, PAIR,
     ["a: a whole number, expected a text", "b: a whole number, expected a text or null",
      "d: a whole number, expected no such key"]),
    ({"a": "", "b": None, "": 1, "e\n" + "f" * 500: 2}, PAIR,
     ["'': a whole number, expected no such key", f"e {'f' * 58}...: a whole number, expected no such key"]),
    ({}, PAIR, ["a: nothing, expected a text", "b: nothing, expected a text or null"]),
    ({"a": "", "b": None}, PAIR, []),
    ({}, {"type": "object", "required": ["a"]}, ["a: nothing, expected a value"]),
    ({"p": {"a": 1, "b": None}}, by_id("B", maybe(shape("pair", "P"))), ["p.a: a whole number, expected a text"]),
    ({"p": 1}, by_id("B", maybe(shape("pair", "P"))), ["p: a whole number, expected an object or null"]),
    ({"a": 1, "b": 2}, either("E", names("N"), record("R", {"z": flag("Z")}), PAIR),
     ["a: a whole number, expected a text", "b: a whole number, expected a text or null"]),
    ([{"a": [math.nan]}], anything("Any"), []),
]  # fmt: skip


@pytest.mark.parametrize(("value", "schema", "told"), TELLING)
def test_every_place_is_told_with_what_is_there_and_what_was_expected(
    value: Any, schema: Schema, told: list[str]
) -> None:
    assert list(misfits(value, schema, NAMED)) == told
