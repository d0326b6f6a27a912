"""What a value read from JSON has to look like, and where one does not.

A shape is a `Leaf`, ``[shape]`` for a list of such, ``{key: shape}`` for an object with these keys and maybe others (a
key that ends in ``?`` may be missing), `Each` for an object whose keys are names, `Maybe` for one that may be null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Shape = Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without parts: what it is called, and its types, none of which stands for another."""

    name: str
    kinds: tuple[type, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """An object under whose every key the same is found."""

    held: Shape


@dataclass(frozen=True, slots=True)
class Maybe:
    """A value that may be null."""

    held: Shape


TEXT, FLAG = Leaf("a text", (str,)), Leaf("true or false", (bool,))
NUMBER, WHOLE = Leaf("a number", (int, float)), Leaf("a whole number", (int,))
LIST, OBJECT = Leaf("a list", (list,)), Leaf("an object", (dict,))
NULL = Leaf("null", (type(None),))
FOUND = (TEXT, FLAG, WHOLE, NUMBER, LIST, OBJECT, NULL)


def row(texts: str = "", numbers: str = "", flags: str = "", **others: Shape) -> dict[str, Shape]:
    """Return an object with keys for texts, numbers and truths, each set as words, and further ones with their shapes.

    >>> sorted(row("id name", "value", by=Maybe(TEXT)))
    ['by', 'id', 'name', 'value']
    """
    sets = ((texts, TEXT), (numbers, NUMBER), (flags, FLAG))
    return {key: leaf for names, leaf in sets for key in names.split()} | others


def misfits(value: Any, shape: Shape, place: str = "") -> Iterator[str]:
    """Give each place at which a value does not fit a shape, with what is there and what was expected, in order.

    >>> list(misfits({"rows": [{"id": 3}], "n": 1}, {"rows": [row("id name")], "n": NUMBER}))
    ['rows[0].id: a whole number, expected a text', 'rows[0].name: nothing, expected a text']
    >>> list(misfits([], {"n?": NUMBER})), list(misfits({"n": 1}, Each(Maybe(NUMBER))))
    (['the whole: a list, expected an object'], [])
    """
    if isinstance(shape, Maybe):
        if value is not None:
            yield from misfits(value, shape.held, place)
        return
    leaf = shape if isinstance(shape, Leaf) else LIST if isinstance(shape, list) else OBJECT
    if type(value) not in leaf.kinds:
        yield _told(place, _name(value), leaf)
    elif isinstance(shape, Each):
        for key, held in value.items():
            yield from misfits(held, shape.held, f"{place}.{key}".lstrip("."))
    elif isinstance(shape, list):
        for k, held in enumerate(value):
            yield from misfits(held, shape[0], f"{place}[{k}]")
    elif isinstance(shape, Mapping):
        yield from _of_keys(value, shape, place)


def _of_keys(value: dict[str, Any], shape: Mapping[str, Shape], place: str) -> Iterator[str]:
    for name, wanted in shape.items():
        key = name.rstrip("?")
        below = f"{place}.{key}".lstrip(".")
        if key in value:
            yield from misfits(value[key], wanted, below)
        elif key == name:
            yield _told(below, "nothing", wanted)


def _told(place: str, found: str, wanted: Shape) -> str:
    return f"{place or 'the whole'}: {found}, expected {_expected(wanted)}"


def _expected(shape: Shape) -> str:
    if isinstance(shape, Maybe):
        return f"{_expected(shape.held)} or null"
    return shape.name if isinstance(shape, Leaf) else (LIST if isinstance(shape, list) else OBJECT).name


def _name(value: Any) -> str:
    return next(leaf.name for leaf in FOUND if type(value) in leaf.kinds)
