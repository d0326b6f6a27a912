"""What changed between two versions of a case: every difference as a row, with its path, both values and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeGuard

from detente.case.consequences import DriverParent, ScenarioDriver
from detente.case.cross_impact import Block, Impact, Indicator
from detente.case.durable import Breach
from detente.case.evidence import Said
from detente.case.futures import Apart, Tie
from detente.case.levers import Change
from detente.case.marking import Confides
from detente.case.nouns import (
    Case,
    Correlation,
    Exclusion,
    Interaction,
    NoDeal,
    Predicate,
    RedLine,
    Statement,
    Trajectory,
    TrajectoryPoint,
    View,
)
from detente.case.quantity import Quantity
from detente.case.ratification import Bloc, Poll

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ABSENT = None
KEYS: dict[type, tuple[str, ...]] = {
    View: ("party", "issue"),
    NoDeal: ("party",),
    RedLine: ("option",),
    Interaction: ("party", "when"),
    Exclusion: ("settlement",),
    Statement: ("party", "offer"),
    Correlation: ("inputs",),
    Trajectory: ("party", "issue"),
    TrajectoryPoint: ("date",),
    Bloc: ("name",),
    Poll: ("wording",),
    Breach: ("party",),
    Indicator: ("what",),
    Block: ("source", "target"),
    Impact: ("source", "target"),
    Change: ("path",),
    Apart: ("states",),
    Tie: ("between",),
    Said: ("path",),
    ScenarioDriver: ("scenario", "driver"),
    DriverParent: ("scenario",),
    Confides: ("party",),
}
"""What names a record that has no id, among its like; a date is added where several would share a name."""

BACKGROUND = ("sources", "evidence", "coded", "note", "text", "why", "marking", "confided_by")
"""Keys whose changes move no number."""
NAMED = ("title", "summary", "name", "status")
"""Keys that say what something is called, which moves no number either."""
NO_DEAL_VALUE = "no-deal value"
TOLD = ("value", "verdict", "salience", "position")
"""What is told of a view, no-deal value or statement that is new or gone."""


def changes(before: Case, after: Case) -> list[dict[str, Any]]:
    """Return what changed from one version of a case to another, in the order of the file.

    Each row holds `path` (as ``views.RU.donbas.salience``), `kind` (``added``, ``removed``, ``changed`` or
    ``reordered``), `before` and `after` (plain data; null where there is none), `what` (the path in words) and `words`,
    a line for the reader that begins with it. A record that is new or gone is one row. The id of a case is its file's
    name and is not compared.
    """
    names = {**_names(before), **_names(after)}
    rows = ({**row, "what": _place(row["path"].split("."), names)} for row in _compare(before, after, ()))
    return [{**row, "words": f"{row['what']}: {_said(row, names)}"} for row in rows if row["path"] != "id"]


def is_background(row: Mapping[str, Any], keys: tuple[str, ...] = BACKGROUND + NAMED) -> bool:
    """Return whether a row of `changes` moves no number: a source, a note, a text, a name.

    >>> is_background({"path": "views.RU.donbas.sources", "before": ["S1"], "after": []})
    True
    >>> is_background({"path": "offers.first.settlement.note", "before": "A", "after": "B"})
    False
    """
    *places, last = row["path"].split(".")
    if places[:1] == ["sources"]:
        return True
    told = all(isinstance(end, str | list | type(None)) for end in (row["before"], row["after"]))
    return last in keys and told and places[-1:] != ["settlement"]


def _compare(before: object, after: object, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if before == after:
        return
    if isinstance(before, _Records) and isinstance(after, _Records):
        yield from _compare_records(before, after, path)
    elif _is_record(before) and _is_record(after):
        for field in fields(before):
            yield from _compare(_held(before, field.name), _held(after, field.name), (*path, field.name))
    else:
        kind = "added" if before is ABSENT else "removed" if after is ABSENT else "changed"
        yield {"path": ".".join(path), "kind": kind, "before": _plain(before), "after": _plain(after)}


def _compare_records(before: _Records, after: _Records, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    shared = Counter([*before.names]) | Counter([*after.names])
    crowded = {name for name, count in shared.items() if count > 1}
    old, new = before.named(crowded), after.named(crowded)
    for name in dict.fromkeys([*old, *new]):
        yield from _compare(old.get(name, ABSENT), new.get(name, ABSENT), (*path, name))
    kept = [name for name in old if name in new]
    if before.ordered and kept != [name for name in new if name in old]:
        yield {"path": ".".join(path), "kind": "reordered", "before": [*old], "after": [*new]}


class _Records:
    """A list of records or a mapping, each member under its name; the order of a mapping's keys says nothing."""

    def __init__(self, members: list[tuple[str, Any]], *, ordered: bool = True) -> None:
        self._members = members
        self.ordered = ordered

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Records) and self._members == other._members

    __hash__ = None  # type: ignore[assignment]

    @property
    def names(self) -> list[str]:
        """Names of the members, which may repeat."""
        return [name for name, _ in self._members]

    def named(self, crowded: set[str]) -> dict[str, Any]:
        """Return the members by unique names; those that share one get their date, or a number."""
        found: dict[str, Any] = {}
        for name, member in self._members:
            day = getattr(member, "date", None)
            wanted = f"{name}@{day}" if name in crowded and day is not None else name
            count = 2
            unique = wanted
            while unique in found:
                unique, count = f"{wanted}#{count}", count + 1
            found[unique] = member
        return found


def _held(record: object, name: str) -> object:
    value = getattr(record, name)
    if isinstance(value, tuple) and value and _is_record(value[0]):
        return _Records([(_name(member), member) for member in value])
    if isinstance(value, Mapping):
        return _Records([*value.items()], ordered=False)
    return _Records([]) if value == () else value


def _is_record(value: object) -> TypeGuard[DataclassInstance]:
    return is_dataclass(value) and not isinstance(value, (type, Quantity, Predicate))


def _name(record: object) -> str:
    own = getattr(record, "id", None)
    return own or ".".join(_part(getattr(record, key)) for key in KEYS[type(record)])


def _part(value: object) -> str:
    if isinstance(value, Mapping):
        return "+".join(f"{issue}={option}" for issue, option in sorted(value.items()))
    return "+".join(value) if isinstance(value, tuple) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, Predicate):
        return _condition(value)
    if isinstance(value, _Records):
        return []
    if is_dataclass(value):
        held = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: member for name, member in held.items() if member not in (None, "", [], {})}
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    return str(value) if isinstance(value, date) else value


def _quantity(quantity: Quantity) -> object:
    if quantity.certain and not quantity.sources:
        return quantity.mid
    shown = {"low": quantity.low, "mid": quantity.mid, "high": quantity.high, "shape": quantity.shape}
    return {**shown, **({"sources": list(quantity.sources)} if quantity.sources else {})}


def _condition(predicate: Predicate) -> dict[str, Any]:
    if predicate.kind == "is":
        return {predicate.issue: list(predicate.options)}
    return {predicate.kind: [_condition(part) for part in predicate.parts]}


# Words


def _names(case: Case) -> dict[str, str]:
    kinds = ("guarantees", "parties", "issues", "offers", "scenarios", "tracks", "venues", "wild_cards", "hypotheses")
    named = [item for kind in kinds for item in getattr(case, kind)]
    names = {item.id: item.name.partition(" (")[0].partition(": ")[0] for item in named}
    options = {f"{i.id}.{o.id}": o.name for i in case.issues for o in i.options}
    return {**names, **options}


def _said(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return what became of a place in words."""
    before, after = row["before"], row["after"]
    if row["kind"] == "reordered":
        return "reordered"
    if row["path"].startswith("no_deal.") and row["path"].endswith(".value") and None in (before, after):
        return " -> ".join(
            "none, consents by its red lines alone" if end is None else _short(end) for end in (before, after)
        )
    if row["path"].endswith(".when") and isinstance(before, dict) and isinstance(after, dict):
        return f"{_when(before)} -> {_when(after)}"
    if not _says(before):
        return f"added {_short(after)}".rstrip()
    if not _says(after):
        return f"removed {_short(before)}".rstrip()
    parts = row["path"].split(".")
    issue = parts[-1] if "settlement" in parts else ""
    return " -> ".join(names.get(f"{issue}.{end}", _short(end)) for end in (before, after))


def _when(condition: Mapping[str, Any]) -> str:
    """Return a condition in words.

    >>> _when({"any": [{"line": ["zone", "river"]}, {"not": [{"monitors": ["none"]}]}]})
    'line zone or river; or not (monitors none)'
    """
    (key, held), *_ = condition.items()
    if key == "not":
        return f"not ({_when(held[0])})"
    if key in ("all", "any"):
        return ("; and " if key == "all" else "; or ").join(_when(part) for part in held)
    return f"{key} {' or '.join(held)}"


def _says(value: object) -> bool:
    """Return whether a value says anything; a zero and a no do."""
    return value is not None and value != "" and value != [] and value != {}


def _place(parts: list[str], names: Mapping[str, str]) -> str:
    if parts[0] == "no_deal":
        parts = [NO_DEAL_VALUE, *parts[1:-1], *(() if parts[-1:] == ["value"] else parts[1:][-1:])]
    head = {"views": 1, "parties": 1, "issues": 1, "offers": 1, "scenarios": 1, "guarantees": 1}.get(parts[0], 0)
    start = min(head, len(parts) - 1)
    return ", ".join(_called(part, names, parts[:k]) for k, part in enumerate(parts) if k >= start)


def _called(part: str, names: Mapping[str, str], above: list[str]) -> str:
    """Return what a part of a path is called; an option by its name under the issue above it."""
    name, _, day = part.partition("@")
    option = next((names[f"{place}.{part}"] for place in above if f"{place}.{part}" in names), None)
    return option or names.get(name, name.replace("_", " ")) + (f" as of {day}" if day else "")


def _short(value: object) -> str:
    if isinstance(value, dict):
        if {"low", "mid", "high"} <= value.keys():
            return f"{value['mid']:g} ({value['low']:g} to {value['high']:g})"
        told = (f"{key} {_short(value[key])}" for key in TOLD if key in value and "party" in value)
        return str(value.get("title") or ", ".join(told) or value.get("text", ""))
    if isinstance(value, list):
        return ", ".join(_short(member) for member in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
