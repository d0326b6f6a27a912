"""Shapes of values from JSON: what fits, and the place of what does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.formats.shape import (
    FLAG,
    LIKELIHOOD,
    NULL,
    NUMBER,
    TEXT,
    WHOLE,
    Agreement,
    Each,
    Filled,
    Leaf,
    Maybe,
    Shape,
    disagreements,
    misfits,
    row,
)

OF_LEAF = {TEXT: st.text(), FLAG: st.booleans(), NUMBER: st.integers() | st.floats(), WHOLE: st.integers()}
LEAVES: tuple[Leaf, ...] = (*OF_LEAF,)
SHAPES = st.recursive(
    st.sampled_from(LEAVES),
    lambda below: (
        below.map(lambda held: [held])
        | below.map(Each)
        | below.map(Maybe)
        | st.dictionaries(st.sampled_from(["a", "b", "c?", "d"]), below, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def fitting(shape: Shape) -> st.SearchStrategy[Any]:
    """Return values that fit a shape."""
    if isinstance(shape, Leaf):
        return OF_LEAF[shape]
    if isinstance(shape, Maybe):
        return st.none() | fitting(shape.held)
    if isinstance(shape, Each):
        return st.dictionaries(st.text(max_size=3), fitting(shape.held), max_size=2)
    if isinstance(shape, list):
        return st.lists(fitting(shape[0]), max_size=2)
    sure = {key: fitting(held) for key, held in shape.items() if not key.endswith("?")}
    return st.fixed_dictionaries(sure, optional={key[:-1]: fitting(shape[key]) for key in shape if key.endswith("?")})


@given(st.data())
def test_what_is_made_to_a_shape_fits_it(data: st.DataObject) -> None:
    shape = data.draw(SHAPES)
    assert list(misfits(data.draw(fitting(shape)), shape)) == []


@given(SHAPES)
def test_something_else_altogether_is_found_at_the_top(shape: Shape) -> None:
    begins = shape
    while isinstance(begins, Maybe):
        begins = begins.held
    (told,) = misfits({} if isinstance(begins, list) else [], shape)
    assert told.startswith("the whole: ")


@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        (True, NUMBER, "the whole: true or false, expected a number"),
        (1, FLAG, "the whole: a whole number, expected true or false"),
        (1.0, WHOLE, "the whole: a number, expected a whole number"),
        (None, TEXT, "the whole: null, expected a text"),
        ([], {"a": TEXT}, "the whole: a list, expected an object"),
        ({}, [TEXT], "the whole: an object, expected a list"),
        ({}, {"a": Maybe([TEXT])}, "a: nothing, expected a list or null"),
        ({"a": {"b": [{"c": 1}]}}, {"a": Each([row("c")])}, "a.b[0].c: a whole number, expected a text"),
        ([["x"], ["y", 2]], [[TEXT]], "[1][1]: a whole number, expected a text"),
        ({"a": []}, {"a": Filled(TEXT)}, "a: an empty list, expected one that is not"),
        ([1, "x"], Filled(NUMBER), "[1]: a text, expected a number"),
        ({"p": 1.5}, {"p": LIKELIHOOD}, "p: 1.5, expected a number from 0 to 1"),
        (3, NULL, "the whole: a whole number, expected null"),
    ],
)  # fmt: skip
def test_the_place_is_told_with_what_is_there_and_what_was_expected(value: Any, shape: Shape, told: str) -> None:
    assert list(misfits(value, shape)) == [told]


def test_all_places_are_told_in_order() -> None:
    shape = row("id name", "value", by=Maybe(TEXT))
    assert [told.partition(":")[0] for told in misfits({"id": 1, "by": []}, shape)] == ["id", "name", "value", "by"]
    assert list(misfits({"a": 1}, {"a": NUMBER, "b?": TEXT})) == []


def test_parts_that_name_other_things_are_told_apart() -> None:
    held = {"a": [{"by": {"x": 1, "y": 2}}, {"by": {"y": 2}}], "b": [{"id": "x"}], "c": None, "d": [["x", "z"]]}
    told = "a.1.by: nothing for 'x', which b names"
    assert list(disagreements(held, [Agreement("a.*.by", "b")])) == [told]
    assert list(disagreements(held, [Agreement("c.*.rows", "b"), Agreement("b", "c.*.rows")])) == []
    assert list(disagreements(held, [Agreement("b", "d.*")])) == ["b: nothing for 'z', which d.* names"]
