"""What a value read from JSON has to look like, and where one does not.

A shape is a `Leaf`, ``[shape]`` for a list of such, `Filled` for one that is not empty, ``{key: shape}`` for an object
with these keys and maybe others (a key that ends in ``?`` may be missing), `Each` for an object whose keys are names,
`Maybe` for what may be null. That two parts of a value name the same things is an `Agreement`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Shape = Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without parts: what it is called, its types, none of which stands for another, and a number's ends."""

    name: str
    kinds: tuple[type, ...]
    ends: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Each:
    """An object under whose every key the same is found."""

    held: Shape


@dataclass(frozen=True, slots=True)
class Maybe:
    """A value that may be null."""

    held: Shape


@dataclass(frozen=True, slots=True)
class Filled:
    """A list of which every member is the same, and that has one."""

    held: Shape


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every list or object at `where` has something for each name at `names`.

    Places are keys with dots, ``*`` for every member; a list of objects names by their `key`, an object by its keys.
    """

    where: str
    names: str
    key: str = "id"


TEXT, FLAG = Leaf("a text", (str,)), Leaf("true or false", (bool,))
NUMBER, WHOLE = Leaf("a number", (int, float, type(None))), Leaf("a whole number", (int,))
"""A number that is not known is null, wherever a number may stand."""
LIST, OBJECT = Leaf("a list", (list,)), Leaf("an object", (dict,))
LIKELIHOOD = Leaf("a number from 0 to 1", (int, float), (0.0, 1.0))
NULL = Leaf("null", (type(None),))
FOUND = (NULL, TEXT, FLAG, WHOLE, NUMBER, LIST, OBJECT)


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
    leaf = _leaf(shape)
    if type(value) not in leaf.kinds:
        yield _told(place, _name(value), leaf)
    elif leaf.ends and not leaf.ends[0] <= value <= leaf.ends[1]:
        yield _told(place, f"{value}", leaf)
    else:
        yield from _of_parts(value, shape, place)


def _of_parts(value: Any, shape: Shape, place: str) -> Iterator[str]:
    if isinstance(shape, Each):
        for key, held in value.items():
            yield from misfits(held, shape.held, f"{place}.{key}".lstrip("."))
    elif isinstance(shape, Mapping):
        yield from _of_keys(value, shape, place)
    elif isinstance(shape, (list, Filled)):
        if isinstance(shape, Filled) and not value:
            yield f"{place or 'the whole'}: an empty list, expected one that is not"
        for k, held in enumerate(value):
            yield from misfits(held, shape.held if isinstance(shape, Filled) else shape[0], f"{place}[{k}]")


def _of_keys(value: dict[str, Any], shape: Mapping[str, Shape], place: str) -> Iterator[str]:
    for name, wanted in shape.items():
        key = name.rstrip("?")
        below = f"{place}.{key}".lstrip(".")
        if key in value:
            yield from misfits(value[key], wanted, below)
        elif key == name:
            yield _told(below, "nothing", wanted)


def disagreements(value: Any, agreements: Iterable[Agreement]) -> Iterator[str]:
    """Give each place of a value that fits its shape where something is missing for a name that another part has.

    >>> held = {"rows": [{"by": {"a": 1}}, {"by": {}}], "models": [{"id": "a"}]}
    >>> list(disagreements(held, [Agreement("rows.*.by", "models")]))
    ["rows.1.by: nothing for 'a', which models names"]
    """
    for one in agreements:
        wanted = [name for _, held in _at(value, one.names) for name in _names(held, one.key)]
        for place, held in _at(value, one.where):
            there = {*_names(held, one.key)}
            gone = [name for name in dict.fromkeys(wanted) if name not in there]
            yield from (f"{place}: nothing for {name!r}, which {one.names} names" for name in gone)


def _at(value: Any, pattern: str) -> Iterator[tuple[str, Any]]:
    """Give what lies at a place, with the place; nothing where a part is null or missing."""
    found = [((), value)]
    for step in pattern.split("."):
        found = [((*place, key), held) for place, above in found for key, held in _below(above, step)]
    yield from ((".".join(map(str, place)), held) for place, held in found if held is not None)


def _below(value: Any, step: str) -> Iterable[tuple[Any, Any]]:
    if value is None:
        return ()
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    return rows if step == "*" else [(key, held) for key, held in rows if key == step]


def _names(held: Any, key: str) -> list[str]:
    rows = [row[key] if isinstance(row, dict) else row for row in held] if isinstance(held, list) else held
    return [str(name) for name in rows]


def _told(place: str, found: str, wanted: Shape) -> str:
    return f"{place or 'the whole'}: {found}, expected {_expected(wanted)}"


def _expected(shape: Shape) -> str:
    return f"{_expected(shape.held)} or null" if isinstance(shape, Maybe) else _leaf(shape).name


def _leaf(shape: Shape) -> Leaf:
    return shape if isinstance(shape, Leaf) else LIST if isinstance(shape, (list, Filled)) else OBJECT


def _name(value: Any) -> str:
    return next(leaf.name for leaf in FOUND if type(value) in leaf.kinds)
