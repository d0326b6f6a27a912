"""Write changed inputs into the text of a case file: one change, one line; comments, order and ranges stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from detente.case.dated import latest
from detente.case.levers import SET, CannotChange, Change
from detente.case.making import made, place_of
from detente.case.nouns import Case, View
from detente.case.places import place_at
from detente.case.quantity import Quantity
from detente.formats.red_lines import lines_written
from detente.formats.write import edit, remove
from detente.formats.yaml import read

BOUNDS = ("low", "mid", "high")
BY_ID = ("ratification", "guarantees")
"""Sections whose rows stand in a list, each with its id."""
SOURCED = "sourced"
NOT_HERE = "it cannot be written from here; change it in the text of the case"


@dataclass(frozen=True, slots=True)
class Kept:
    """A case file with changes written into it.

    Parameters
    ----------
    text
        The text.
    notes
        Pairs of a path and what a reader should know of the number that now stands there.
    """

    text: str
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A text with its values and its case."""

    text: str
    value: Any
    case: Case


def keep(text: str, case: Case, changes: Iterable[Change], *, along: bool = False) -> Kept:
    """Return the text of a case with changed inputs written where they stand.

    A number replaces a number. Where a range stands, a number becomes its middle and the range stays; an end that it
    passes is moved to it, with a note. With `along` the range moves with it, so that the file says what a what-if with
    the same changes computes. A range replaces range or number. A red line that is dropped leaves the list.

    Parameters
    ----------
    text, case
        A file and the case that it reads as.
    changes
        Of kind ``set`` or ``drop``, as `scenarios.change.apply` takes them.

    Raises
    ------
    CannotChange
        When a path leads nowhere, does not allow the value, or is not written from here.
    """
    notes: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    lines: list[Change] = []
    held = _File(text, read(text).value, case)
    for change in changes:
        place = place_of(case, change)
        made(place, change)
        if ".red_lines" in change.path and change.path.startswith("views."):
            lines.append(change)
            continue
        at, row = _row_of(held, change)
        written, said = _written(held, change, at, along=along)
        values |= written
        notes += [(change.path, words) for words in (*said, *_coded(row, change))]
    text = edit(text, values) if values else text
    after = case
    for change in lines:
        after = made(place_of(after, change), change)
    for party, issue in dict.fromkeys(tuple(change.path.split(".")[1:3]) for change in lines):
        view = next(v for v in latest(after.views, after.as_of) if (v.party, v.issue) == (party, issue))
        text, said = _with_lines(text, case, view)
        notes += said
    return Kept(text, tuple(notes))


def _with_lines(text: str, case: Case, view: View) -> tuple[str, list[tuple[str, str]]]:
    """Return the text with the red lines that a view is to have, and what is to be said of them."""
    steps = ("views", view.party, view.issue)
    path, row = _dated(_File(text, read(text).value, case), steps)
    value, gone = lines_written(row, view)
    lines = {line.option for line in view.red_lines}
    agreed = [option for option in view.accepts if option in lines]
    left = {f"{path}.accepts": [option for option in view.accepts if option not in lines]} if agreed else {}
    text = edit(text, {f"{path}.red_lines": value} | left)
    for key in gone:
        text = remove(text, f"{path}.{key}")
    return text, [
        (f"{'.'.join(steps)}.accepts", f"{option} leaves it: a red line is not accepted") for option in agreed
    ]


def _row_of(held: _File, change: Change) -> tuple[str, Any]:
    """Return the path in the file of a changed input, and the row that holds it."""
    steps = change.path.split(".")
    if change.kind != SET or steps[0] == "worth":
        raise CannotChange(f"{change.path}: {change.kind} is not kept; {NOT_HERE}")
    if steps[0] == "views":
        path, row = _dated(held, tuple(steps[:3]))
        return ".".join([path, *steps[3:]]), row
    if steps[0] == "no_deal":
        return _dated(held, tuple(steps[:2]))
    if steps[0] in BY_ID:
        return _listed(held, steps)
    row = held.value
    for step in steps[:-1]:
        row = row.get(step) if isinstance(row, dict) else None
    return change.path, row


def _dated(held: _File, steps: tuple[str, ...]) -> tuple[str, Any]:
    """Return path and value of the row that holds on the as-of date, of one or of several codings."""
    row: Any = held.value
    for step in steps:
        row = row[step]
    path = ".".join(steps)
    if not isinstance(row, list):
        return path, row
    of = held.case.views if steps[0] == "views" else held.case.no_deal
    rows = latest(of, held.case.as_of)
    now = next(r for r in rows if (r.party, getattr(r, "issue", "")) == (*steps[1:], "")[:2])
    day = None if now.date is None else str(now.date)
    k = next(k for k, item in enumerate(row) if (item.get("date") if isinstance(item, dict) else None) == day)
    return f"{path}[{k}]", row[k]


def _listed(held: _File, steps: list[str]) -> tuple[str, Any]:
    """Return path and row of an input in a list of rows with ids; a bloc stands in the one list of its rule."""
    rows = held.value[steps[0]]
    k = next(k for k, item in enumerate(rows) if item["id"] == steps[1])
    head, rest = f"{steps[0]}[{k}]", steps[2:]
    if rest and rest[0] == "blocs":
        rule = rows[k].get("rule")
        ((kind, body),) = rule.items() if isinstance(rule, dict) else (("", {}),)
        key = next((key for key in ("blocs", "members") if isinstance(body.get(key), list)), None)
        if key is None or int(rest[1]) >= len(body[key]):
            raise CannotChange(f"{'.'.join(steps)}: {NOT_HERE}")
        return f"{head}.rule.{kind}.{key}[{rest[1]}].{rest[2]}", rows[k]
    return ".".join([head, *rest]), rows[k]


def _at(value: Any, path: str) -> Any:
    """Return what stands at a path of the file; None where nothing does."""
    for step in path.replace("[", ".[").split("."):
        if step.startswith("["):
            value = value[int(step[1:-1])]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return None
    return value


def _written(held: _File, change: Change, path: str, *, along: bool) -> tuple[dict[str, Any], list[str]]:
    """Return the values that a change writes, by path of the file, and what is to be said of them."""
    there, place = _at(held.value, path), place_of(held.case, change)
    if place.flag:
        return {path: bool(change.value)}, []
    if along:
        return _moved(change, path, there, made(place, change)), []
    value = change.value
    still = {f"{path}.moved": 0} if isinstance(there, dict) and there.get("moved") else {}
    if isinstance(value, Quantity):
        written = _ends(path, value) if isinstance(there, dict) else {path: _range(value)}
        return written | still, []
    if not isinstance(there, dict):
        return {path: tidy(value or 0.0)}, []
    widened, said = _widened(there, path, value or 0.0)
    return {f"{path}.mid": tidy(value or 0.0)} | widened | still, said


def _moved(change: Change, path: str, there: Any, case: Case) -> dict[str, Any]:
    """Return what the file says after a change that moves a range as a whole, as a what-if does."""
    after = place_at(case, change.path)
    if after is None or not isinstance(after.value, Quantity):
        value = change.value
        return {} if value is None or isinstance(value, Quantity) else {path: tidy(value)}
    by = {"moved": tidy(after.moved or 0.0)} if after.moved or (isinstance(there, dict) and "moved" in there) else {}
    if isinstance(there, dict):
        return (_ends(path, after.value) if not after.moved else {}) | {f"{path}.{key}": end for key, end in by.items()}
    if after.value.certain and not by:
        return {path: tidy(after.value.mid)}
    return {path: _range(after.value) | by}


def _widened(there: dict[str, Any], path: str, value: float) -> tuple[dict[str, Any], list[str]]:
    """Return the end that a new middle passes, moved to it, with words."""
    low, high = there["low"], there["high"]
    if low <= value <= high:
        return {}, []
    end, side = ("low", "below") if value < low else ("high", "above")
    words = f"{value:g} lies {side} the range {low:g} to {high:g}, so that its {end} end is now {value:g} too"
    return {f"{path}.{end}": tidy(value)}, [words]


def _coded(row: Any, change: Change) -> list[str]:
    """Say where a row claims that its numbers are those of a source."""
    if isinstance(row, dict) and row.get("coded") == SOURCED and change.value is not None:
        return [f'its row is coded "{SOURCED}", and the number is now yours; write "sourced, number judged"']
    return []


def _ends(path: str, value: Quantity) -> dict[str, Any]:
    return {f"{path}.{key}": end for key, end in _range(value).items()}


def _range(value: Quantity) -> dict[str, Any]:
    return {key: tidy(getattr(value, key)) for key in BOUNDS}


def tidy(value: float) -> float | int:
    """Return a number as people write it: whole ones without a point.

    >>> tidy(82.0), tidy(0.1 + 0.2)
    (82, 0.3)
    """
    short = float(f"{value:.12g}")
    return int(short) if short.is_integer() else short
